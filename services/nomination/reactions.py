"""What this service does when it hears of others' facts, besides taking them into its views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.follower import Reaction
from services.nomination.domain.candidacy import Standing
from services.nomination.domain.nomination import Nomination
from services.nomination.views import nominations, organisation
from services.nomination.views.heard import (
    YEAR_END,
    ClusterDisbanded,
    ClusterFormed,
    CovenantSigned,
    EditionFrozen,
    MembershipListIssued,
    MovementLaunched,
    TitlesRegistered,
    TitleWithdrawn,
    UnitEstablished,
    UnitRenamed,
)

FOLLOWER = "nomination.follower"
"""Permanent: the positions of what was taken in are kept under this name."""

UNLISTED = "UNLISTED"
"""State of a unit that a newer edition of its board no longer lists."""

HEARS: Mapping[str, tuple[type[Any], ...]] = {
    "covenant": (
        UnitEstablished,
        UnitRenamed,
        ClusterFormed,
        ClusterDisbanded,
        MembershipListIssued,
        MovementLaunched,
        CovenantSigned,
        TitlesRegistered,
        TitleWithdrawn,
    ),
    "scoring": (EditionFrozen,),
}


def weigh_nominations_when_a_year_end_edition_is_frozen(reaction: Reaction, fact: EditionFrozen) -> None:
    """Hold every open nomination of the board against its new edition: it is reconfirmed, or challenged."""
    if fact.period_kind != YEAR_END:
        return
    kind = _kind_of(reaction.connection, fact.cluster_id)
    for nomination_id in nominations.open_on_board(reaction.connection, fact.cluster_id, fact.movement_id, fact.period):
        nomination = reaction.find(Nomination, nomination_id)
        assert nomination is not None  # noqa: S101 (the view has it from its first event)
        nomination.weigh(reaction.act(FOLLOWER), _standing(reaction, fact, kind, nomination.unit_id))
        reaction.save(nomination)


def _kind_of(connection: sa.Connection, cluster_id: UUID) -> str:
    query = sa.select(organisation.CLUSTERS.c.kind).where(organisation.CLUSTERS.c.id == cluster_id)
    return connection.execute(query).scalar_one_or_none() or ""


def _standing(reaction: Reaction, fact: EditionFrozen, kind: str, unit_id: UUID) -> Standing:
    row = next((each for each in fact.rows if each.unit_id == unit_id), None)
    return Standing(
        cluster_id=fact.cluster_id,
        cluster_kind=kind,
        period=fact.period,
        edition_no=fact.no,
        frozen_on=fact.frozen_on,
        state=row.state if row else UNLISTED,
        rank=row.rank if row else None,
        score=row.score if row else None,
        event=reaction.envelope.id,
    )


REACTIONS: Mapping[type[Any], Callable[[Reaction, Any], None]] = {
    EditionFrozen: weigh_nominations_when_a_year_end_edition_is_frozen,
}
