"""Nominations (đề cử) as they stand: stage, rank, votes, challenge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.candidacy import Standing
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.stages import OUT, Grounds, Stage, stage_after
from services.nomination.domain.terms import local_day
from services.nomination.views import objections
from services.nomination.views.organisation import CLUSTERS, MOVEMENTS, UNITS
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

NOMINATIONS = sa.Table(
    "nominations",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("movement_id", sa.Uuid, nullable=False, index=True),
    sa.Column("cluster_id", sa.Uuid, index=True),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("edition_no", sa.Integer, nullable=False),
    sa.Column("rank", sa.Integer),
    sa.Column("score", ExactDecimal),
    sa.Column("nominated_on", sa.Date, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("challenged", sa.Boolean, nullable=False),
    sa.Column("withdrawn_because", sa.Text),
    sa.Column("announced_on", sa.Date),
    sa.Column("comments_until", sa.Date),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("person_code", sa.Text, index=True),
    sa.Column("merit", sa.Text),
    sa.Column("announced_at", sa.Text),
    sa.Column("announced_by", sa.Text),
    sa.Column("like_group", sa.Text),
    sa.Column("basis_lost", sa.Text),
)
"""`basis_lost`: the number of the revoked decision that it rests on; with it `challenged` stands whatever the board."""

RESTS = sa.Table(
    "nomination_rests",
    metadata,
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("event", sa.Uuid, primary_key=True, index=True),
)
"""The recorded events that a nomination's assessment was read from: who else stood on a fact."""

VOTES = sa.Table(
    "nomination_votes",
    metadata,
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("session_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("in_favour", sa.Integer, nullable=False),
    sa.Column("against", sa.Integer, nullable=False),
    sa.Column("abstained", sa.Integer, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("needed", sa.Integer, nullable=False),
    sa.Column("passed", sa.Boolean, nullable=False),
    sa.Column("voted_on", sa.Date, nullable=False),
)
"""Counted rounds that were not annulled, in the order of `version`."""


@dataclass(frozen=True)
class Filter:
    """Which nominations: of a title, a unit, a movement, a block or cluster, at a stage, challenged or not."""

    title: str | None = None
    unit_id: UUID | None = None
    movement_id: UUID | None = None
    cluster_id: UUID | None = None
    stage: str | None = None
    challenged: bool | None = None
    questioned: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of nominations."""
    event = recorded.event
    if not isinstance(event, Nomination.Event):
        return
    id, version = event.originator_id, event.originator_version
    match event:
        case Nomination.Accepted():
            add(connection, NOMINATIONS, _accepted(event))
            _rest(connection, id, event.grounds)
            changes: dict[str, object] = {}
        case Nomination.Voted() | Nomination.VoteAnnulled():
            _count_vote(connection, event)
            changes = _by_votes_unless_out(connection, id)
        case Nomination.Settled():
            _settle_vote(connection, event)
            changes = _by_votes_unless_out(connection, id)
        case Nomination.Resubmitted(grounds=grounds):
            _rest(connection, id, grounds)
            changes = {**_fresh(grounds, event.act), "stage": _stage(connection, id), "withdrawn_because": None}
        case _:
            changes = _changes(event)
    connection.execute(NOMINATIONS.update().where(NOMINATIONS.c.id == id).values(version=version, **changes))


def _rest(connection: sa.Connection, id: UUID, grounds: Grounds) -> None:
    connection.execute(RESTS.delete().where(RESTS.c.nomination_id == id))
    events = grounds.assessment.events() if grounds.assessment else ()
    add(connection, RESTS, [{"nomination_id": id, "event": each} for each in sorted(events)])


def _changes(event: Nomination.Event) -> dict[str, object]:
    match event:
        case Nomination.Challenged(standing=found) | Nomination.Reconfirmed(standing=found):
            challenged = True if isinstance(event, Nomination.Challenged) else NOMINATIONS.c.basis_lost.is_not(None)
            return {**_stands(found), "challenged": challenged}
        case Nomination.BasisLost(lost=lost):
            return {"challenged": True, "basis_lost": lost.number}
        case Nomination.Announced(place=place, comments_until=until, act=act):
            posted = {"announced_on": local_day(act.effective), "announced_at": place, "announced_by": act.actor}
            return {**posted, "comments_until": until}
        case Nomination.Decided(decision_id=decision):
            return {"stage": Stage.DECIDED.value, "decision_id": decision}
        case Nomination.AwardRevoked():
            return {"stage": Stage.REVOKED.value}
        case Nomination.Withdrawn(reason=reason):
            return {"stage": Stage.WITHDRAWN.value, "withdrawn_because": reason}
    raise AssertionError(event)


def _accepted(event: Nomination.Accepted) -> dict[str, object]:
    return {
        "id": event.originator_id,
        "title": event.title,
        "unit_id": event.unit_id,
        "movement_id": event.movement_id,
        "stage": Stage.PROPOSED.value,
        "version": event.originator_version,
        **_fresh(event.grounds, event.act),
    }


def _fresh(grounds: Grounds, act: Act) -> dict[str, object]:
    return {
        "cluster_id": grounds.standing.cluster_id if grounds.standing else None,
        "period": grounds.period,
        **_stands(grounds.standing),
        "rulebook": str(grounds.rules),
        "person_code": grounds.person,
        "merit": grounds.assessment.state.value if grounds.assessment else None,
        "nominated_on": local_day(act.effective),
        "challenged": False,
        "basis_lost": None,
    }


def _stands(standing: Standing | None) -> dict[str, object]:
    """Where the newest edition that it was weighed against has the unit; without a board, nowhere."""
    if standing is None:
        return {"edition_no": 0, "rank": None, "score": None, "like_group": None}
    return {
        "edition_no": standing.edition_no,
        "rank": standing.rank,
        "score": standing.score,
        "like_group": standing.group and standing.group.code,
    }


def _count_vote(connection: sa.Connection, event: Nomination.Voted | Nomination.VoteAnnulled) -> None:
    key = {"nomination_id": event.originator_id, "session_id": event.session_id, "round": event.round}
    if isinstance(event, Nomination.VoteAnnulled):
        connection.execute(VOTES.delete().where(*(VOTES.c[name] == value for name, value in key.items())))
        return
    counts = {name: value for name, value in vars(event.result).items() if name != "nomination_id"}
    place = {"version": event.originator_version, "voted_on": local_day(event.act.effective)}
    add(connection, VOTES, {**key, **counts, **place, "kind": event.kind.value})


def _settle_vote(connection: sa.Connection, event: Nomination.Settled) -> None:
    """The count of the last round again, with what was decided instead of its result."""
    mine = sa.and_(VOTES.c.nomination_id == event.originator_id, VOTES.c.session_id == event.session_id)
    last = connection.execute(sa.select(VOTES).where(mine).order_by(VOTES.c.version.desc()).limit(1)).mappings().one()
    now = {"version": event.originator_version, "passed": event.in_favour, "voted_on": local_day(event.act.effective)}
    add(connection, VOTES, {**last, **now})


def _stage(connection: sa.Connection, id: UUID) -> str:
    votes = sa.select(VOTES.c.kind, VOTES.c.passed).where(VOTES.c.nomination_id == id).order_by(VOTES.c.version)
    return stage_after((SessionKind(row.kind), row.passed) for row in connection.execute(votes)).value


def _by_votes_unless_out(connection: sa.Connection, id: UUID) -> dict[str, object]:
    now = connection.execute(sa.select(NOMINATIONS.c.stage).where(NOMINATIONS.c.id == id)).scalar_one()
    return {} if Stage(now) in OUT else {"stage": _stage(connection, id)}


VIEW = View("nomination.nominations", (NOMINATIONS, VOTES, RESTS), project=project)


QUESTIONED = objections.open_against(NOMINATIONS.c.id).label("questioned")
"""Whether an objection to it is open, raised by somebody or by what came onto its holder's record."""


def _named() -> sa.Select[Any]:
    joined = (
        NOMINATIONS.outerjoin(UNITS, UNITS.c.id == NOMINATIONS.c.unit_id)
        .outerjoin(CLUSTERS, CLUSTERS.c.id == NOMINATIONS.c.cluster_id)
        .outerjoin(MOVEMENTS, MOVEMENTS.c.id == NOMINATIONS.c.movement_id)
    )
    names = (
        UNITS.c.code.label("unit_code"),
        UNITS.c.name.label("unit_name"),
        CLUSTERS.c.code.label("cluster_code"),
        MOVEMENTS.c.code.label("movement_code"),
    )
    return sa.select(NOMINATIONS, *names, QUESTIONED).select_from(joined)


def person_of(nomination_id: sa.ColumnElement[UUID]) -> sa.Label[str | None]:
    """The staff code of the person of a nomination, for whatever names one; null where it is the unit's own."""
    mine = NOMINATIONS.alias("of_person")
    return sa.select(mine.c.person_code).where(mine.c.id == nomination_id).scalar_subquery().label("person_code")


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Nominations by the day of nomination, then by id."""
    query = _named()
    for name, value in vars(wanted).items():
        if value is not None:
            query = query.where((QUESTIONED.element if name == "questioned" else NOMINATIONS.c[name]) == value)
    return page(connection, query, [NOMINATIONS.c.nominated_on, NOMINATIONS.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Nominations, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _named().where(NOMINATIONS.c.id.in_(ids))))


def _of(connection: sa.Connection, column: str, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    query = _named().where(NOMINATIONS.c[column].in_(ids)).order_by(NOMINATIONS.c.nominated_on, NOMINATIONS.c.id)
    return grouped(ids, rows_of(connection, query), column)


def of_units(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The nominations of each unit, oldest first."""
    return _of(connection, "unit_id", ids)


def of_clusters(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The nominations of each block or cluster, oldest first."""
    return _of(connection, "cluster_id", ids)


def of_movements(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The nominations of each movement, oldest first."""
    return _of(connection, "movement_id", ids)


def votes(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The counted rounds of each nomination."""
    query = sa.select(VOTES).where(VOTES.c.nomination_id.in_(ids)).order_by(VOTES.c.nomination_id, VOTES.c.version)
    return grouped(ids, rows_of(connection, query), "nomination_id")


def open_on_board(connection: sa.Connection, cluster_id: UUID, movement_id: UUID, period: str) -> list[UUID]:
    """The nominations that rest on this board and still wait for something."""
    waiting = sa.and_(
        NOMINATIONS.c.cluster_id == cluster_id,
        NOMINATIONS.c.movement_id == movement_id,
        NOMINATIONS.c.period == period,
        NOMINATIONS.c.stage.not_in([stage.value for stage in OUT]),
    )
    return list(connection.execute(sa.select(NOMINATIONS.c.id).where(waiting).order_by(NOMINATIONS.c.id)).scalars())


def waiting_on(connection: sa.Connection, events: Sequence[UUID]) -> list[UUID]:
    """The nominations accepted on one of these events that still wait for something, by id."""
    ids = sa.select(RESTS.c.nomination_id).where(RESTS.c.event.in_(events))
    waiting = sa.and_(NOMINATIONS.c.id.in_(ids), NOMINATIONS.c.stage.not_in([stage.value for stage in OUT]))
    return list(connection.execute(sa.select(NOMINATIONS.c.id).where(waiting).order_by(NOMINATIONS.c.id)).scalars())


def resting_on(connection: sa.Connection, events: Sequence[UUID]) -> list[dict[str, Any]]:
    """The nominations that were accepted on one of these events, oldest first."""
    ids = sa.select(RESTS.c.nomination_id).where(RESTS.c.event.in_(events))
    query = _named().where(NOMINATIONS.c.id.in_(ids)).order_by(NOMINATIONS.c.nominated_on, NOMINATIONS.c.id)
    return rows_of(connection, query)
