"""What commands look up before they decide: neighbours' facts, signed tables, open periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Store
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.reviews import NoMembers
from services.scoring.domain.refusals.subjects import UnknownCluster, UnknownMovement, UnknownUnit
from services.scoring.domain.refusals.tables import TableNotSigned
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.rights import Subject
from services.scoring.domain.rules.order import LAUNCH, a_period_has_begun, nothing_precedes_what_it_rests_on
from services.scoring.domain.rules.reviews import (
    cluster_exists_on,
    period_is_open,
    the_unit_is_there_when_the_period_ends,
)
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard
from services.scoring.views import organisation
from services.scoring.views.tables import Row


@dataclass(frozen=True)
class Review:
    """What a board is of: a block or cluster, a movement and a period (kỳ xét của khối, cụm trong phong trào)."""

    cluster_id: UUID
    movement_id: UUID
    period: Period

    @classmethod
    def of(cls, card: Scorecard) -> Self:
        """The review that a card belongs to."""
        return cls(card.cluster_id, card.movement_id, Period.parse(card.period))


def cluster_subject(connection: sa.Connection, cluster_id: UUID) -> Subject:
    """The block or cluster as rights see it.

    Raises:
        UnknownCluster: nobody has told of it.
    """
    found = _cluster(connection, cluster_id)
    return Subject(cluster_id=cluster_id, national=found["kind"] == organisation.NATIONAL)


def require_existence(connection: sa.Connection, cluster_id: UUID, day: date) -> None:
    """Go on only while the block or cluster exists.

    Raises:
        UnknownCluster: nobody has told of it.
        ClusterIsDisbanded: it had ended by that day.
    """
    found = _cluster(connection, cluster_id)
    cluster_exists_on(day, found["code"], found["disbanded_on"])


def called_cluster(connection: sa.Connection, cluster_id: UUID) -> str:
    """The block or cluster as people call it.

    Raises:
        UnknownCluster: nobody has told of it.
    """
    code: str = _cluster(connection, cluster_id)["code"]
    return code


def _cluster(connection: sa.Connection, cluster_id: UUID) -> Row:
    found = organisation.cluster(connection, cluster_id)
    if found is None:
        raise UnknownCluster(cluster=cluster_id)
    return found


def known_movement(connection: sa.Connection, movement_id: UUID) -> Row:
    """The movement.

    Raises:
        UnknownMovement: nobody has told of it.
    """
    found = organisation.movement(connection, movement_id)
    if found is None:
        raise UnknownMovement(movement=movement_id)
    return found


def called(store: Store, *unit_ids: UUID) -> str:
    """The units as people call them, for a refusal to name."""
    with store.reading() as connection:
        return ", ".join(organisation.unit_codes(connection, unit_ids))


def require_unit_until(connection: sa.Connection, unit_id: UUID, period: Period) -> None:
    """Go on only with a unit that is there when the period ends.

    Raises:
        UnknownUnit: nobody has told of it.
        UnitWasMerged: it had gone up in another by then.
        UnitWasDissolved: it had ended by then.
    """
    life = organisation.life_of(connection, unit_id)
    if life is None:
        raise UnknownUnit(unit=unit_id)
    the_unit_is_there_when_the_period_ends(life["code"], period, ended_on=life["ended_on"], into=life["into"])


def members_of(connection: sa.Connection, review: Review) -> tuple[UUID, ...]:
    """The members by the list in force on the period's last day.

    Raises:
        ClusterIsDisbanded: on that day the block or cluster is no more.
        NoMembers: no list is.
    """
    require_existence(connection, review.cluster_id, review.period.ends)
    members = organisation.members(connection, review.cluster_id, review.period.ends)
    if not members:
        raise NoMembers(period=review.period.code)
    return members


def signed_table(store: Store, cluster_id: UUID, movement_id: UUID) -> SignedTable:
    """The signed score table of a block or cluster for a movement.

    Raises:
        TableNotSigned: there is none, or only a draft.
    """
    table = store.find(ScoreTable, ScoreTable.id_for(cluster_id, movement_id))
    if table is None:
        raise TableNotSigned
    return table.in_force()


def require_launched(movement: Row, day: date) -> None:
    """Go on only from the day the movement was launched on; of one heard of long ago that day is not known.

    Raises:
        BeforeItsGrounds: it was launched later.
    """
    if movement["launched_on"] is not None:
        nothing_precedes_what_it_rests_on(day, movement["launched_on"], LAUNCH)


def require_open(store: Store, movement_id: UUID, period: Period, day: date) -> None:
    """Go on only while the period is open, and of a day on which it has begun.

    Raises:
        PeriodNotOpen: it was never opened, or is closed.
        PeriodNotYetBegun: it begins later.
    """
    found = store.find(ReviewPeriod, ReviewPeriod.id_for(movement_id, period))
    period_is_open(period, is_open=found is not None and found.is_open)
    a_period_has_begun(period, day)
