"""Commendations outside the year's ranking (khen thưởng đột xuất, chuyên đề, sơ kết)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.commendation_facts import OUT, CommendationState, Proposal
from services.nomination.domain.terms import local_day
from services.nomination.views.organisation import MOVEMENTS, UNITS, code
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

COMMENDATIONS = sa.Table(
    "commendations",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("achievement", sa.Text, nullable=False),
    sa.Column("achieved_on", sa.Date, nullable=False),
    sa.Column("movement_id", sa.Uuid),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("proposed_on", sa.Date, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("members", sa.Integer),
    sa.Column("present", sa.Integer),
    sa.Column("in_favour", sa.Integer),
    sa.Column("base", sa.Integer),
    sa.Column("needed", sa.Integer),
    sa.Column("because_vi", sa.Text),
    sa.Column("because_en", sa.Text),
    sa.Column("number", sa.Text),
    sa.Column("authority", sa.Text),
    sa.Column("reward", ExactDecimal),
    sa.Column("decided_on", sa.Date),
    sa.Column("late", sa.Boolean),
    sa.Column("withdrawn_because", sa.Text),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("recommendation", sa.Text),
    sa.Column("recommended_on", sa.Date),
)
"""`members` to `because_en` tell of a bare count; votes in sessions stand in a table of their own."""

VOTES = sa.Table(
    "commendation_votes",
    metadata,
    sa.Column("commendation_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("session_id", sa.Uuid, nullable=False),
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
    """Which commendations: of a kind, a unit, at a state."""

    kind: str | None = None
    unit_id: UUID | None = None
    state: str | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of commendations."""
    event = recorded.event
    if not isinstance(event, Commendation.Event):
        return
    if isinstance(event, Commendation.Proposed):
        add(connection, COMMENDATIONS, _proposed(event))
        return
    mine = COMMENDATIONS.c.id == event.originator_id
    match event:
        case Commendation.ProposedAgain():
            connection.execute(VOTES.delete().where(VOTES.c.commendation_id == event.originator_id))
            connection.execute(COMMENDATIONS.delete().where(mine))
            add(connection, COMMENDATIONS, _proposed(event))
            return
        case Commendation.Voted() | Commendation.VoteAnnulled() | Commendation.Settled():
            _count_vote(connection, event)
            changes: dict[str, object] = {"state": _state(connection, event.originator_id).value}
        case _:
            changes = _changes(event)
    now = {"version": event.originator_version, **changes}
    connection.execute(COMMENDATIONS.update().where(mine).values(**now))


def _count_vote(
    connection: sa.Connection, event: Commendation.Voted | Commendation.VoteAnnulled | Commendation.Settled
) -> None:
    mine = sa.and_(VOTES.c.commendation_id == event.originator_id, VOTES.c.session_id == event.session_id)
    place = {"version": event.originator_version, "voted_on": local_day(event.act.effective)}
    match event:
        case Commendation.Voted(session_id=session, round=round, result=result):
            key = {"commendation_id": event.originator_id, "session_id": session, "round": round}
            counts = {name: value for name, value in vars(result).items() if name != "nomination_id"}
            add(connection, VOTES, {**key, **counts, **place})
        case Commendation.Settled(in_favour=in_favour):
            last = sa.select(VOTES).where(mine).order_by(VOTES.c.version.desc()).limit(1)
            row = connection.execute(last).mappings().one()
            add(connection, VOTES, {**row, **place, "passed": in_favour})
        case Commendation.VoteAnnulled(round=round):
            connection.execute(VOTES.delete().where(mine, VOTES.c.round == round))


def _state(connection: sa.Connection, id: UUID) -> CommendationState:
    """What the votes that stand make of it; without any, what it was before. What is out stays out."""
    last = sa.select(VOTES.c.passed).where(VOTES.c.commendation_id == id).order_by(VOTES.c.version.desc()).limit(1)
    passed = connection.execute(last).scalar()
    before = connection.execute(sa.select(COMMENDATIONS).where(COMMENDATIONS.c.id == id)).mappings().one()
    if (now := CommendationState(before["state"])) in OUT:
        return now
    if passed is None and before["members"] is not None:
        passed = before["in_favour"] >= before["needed"]
    if passed is not None:
        return CommendationState.PASSED if passed else CommendationState.NOT_PASSED
    return CommendationState.RECOMMENDED if before["recommendation"] else CommendationState.PROPOSED


def _proposed(event: Commendation.Proposed | Commendation.ProposedAgain) -> dict[str, object]:
    return {
        "id": event.originator_id,
        **vars(event.proposal),
        "kind": event.proposal.kind.value,
        "state": CommendationState.PROPOSED.value,
        "proposed_on": local_day(event.act.effective),
        "due": event.due,
        "rulebook": str(event.rules),
        "version": event.originator_version,
    }


def _changes(event: Commendation.Event) -> dict[str, object]:
    match event:
        case (
            Commendation.Counted(hands=hands, result=result, because=because)
            | Commendation.CountCorrected(hands=hands, result=result, because=because)
        ):
            state = CommendationState.PASSED if result.passed else CommendationState.NOT_PASSED
            counted = {"members": hands.members, "present": hands.present, "in_favour": result.in_favour}
            told = {"base": result.base, "needed": result.needed, "because_vi": because.vi, "because_en": because.en}
            return {"state": state.value, **counted, **told}
        case Commendation.Recommended(paper=paper, act=act):
            put = {"recommendation": paper, "recommended_on": local_day(act.effective)}
            return {"state": CommendationState.RECOMMENDED.value, **put}
        case Commendation.Decided(ruling=ruling, late=late, act=act):
            now = {"state": CommendationState.DECIDED.value, "late": late, "decided_on": local_day(act.effective)}
            return {**now, **vars(ruling)}
        case Commendation.Withdrawn(reason=reason):
            return {"state": CommendationState.WITHDRAWN.value, "withdrawn_because": reason}
    raise AssertionError(event)


VIEW = View("nomination.commendations", (COMMENDATIONS, VOTES), project=project)

_NAMED = sa.select(
    COMMENDATIONS,
    code(UNITS, COMMENDATIONS.c.unit_id).label("unit_code"),
    code(MOVEMENTS, COMMENDATIONS.c.movement_id).label("movement_code"),
)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Commendations by the day they were proposed, then by id."""
    asked = [COMMENDATIONS.c[name] == value for name, value in vars(wanted).items() if value is not None]
    order = [COMMENDATIONS.c.proposed_on, COMMENDATIONS.c.id]
    return page(connection, _NAMED.where(*asked), order, after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Commendations, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _NAMED.where(COMMENDATIONS.c.id.in_(ids))))


def of_the_same(connection: sa.Connection, id: UUID, achieved: Proposal) -> str | None:
    """The number of another commendation of the same achievement that has not been withdrawn."""
    same = [COMMENDATIONS.c[name] == getattr(achieved, name) for name in ("unit_id", "person", "kind", "achieved_on")]
    drive = COMMENDATIONS.c.movement_id.is_not_distinct_from(achieved.movement_id)
    stands = COMMENDATIONS.c.state != CommendationState.WITHDRAWN.value
    query = sa.select(COMMENDATIONS.c.code).where(*same, drive, stands, COMMENDATIONS.c.id != id)
    return connection.execute(query.order_by(COMMENDATIONS.c.code)).scalar()


def votes(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The counted rounds of each commendation; it is always the council that votes on it."""
    query = sa.select(VOTES, sa.literal(SessionKind.COUNCIL.value).label("kind"))
    mine = query.where(VOTES.c.commendation_id.in_(ids)).order_by(VOTES.c.commendation_id, VOTES.c.version)
    return grouped(ids, rows_of(connection, mine), "commendation_id")
