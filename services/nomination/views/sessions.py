"""Voting sessions (phiên họp bỏ phiếu): roll, rounds, turnout and results; of a secret ballot never who chose what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.nomination.domain.ballots import CaseKind, RoundState
from services.nomination.domain.terms import local_day
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views.organisation import CLUSTERS, MOVEMENTS, code
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

SESSIONS = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False, index=True),
    sa.Column("cluster_id", sa.Uuid, index=True),
    sa.Column("secret", sa.Boolean, nullable=False),
    sa.Column("members", sa.Integer, nullable=False),
    sa.Column("quorum", sa.Text, nullable=False),
    sa.Column("threshold", sa.Text, nullable=False),
    sa.Column("denominator", sa.Text, nullable=False),
    sa.Column("max_rounds", sa.Integer, nullable=False),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("opinions_until", sa.Date),
)
"""`state` and `opinions_until` are those of the last round."""

CANDIDATES = sa.Table(
    "session_candidates",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("nomination_id", sa.Uuid, primary_key=True, index=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("case", sa.Text, nullable=False, server_default=CaseKind.NOMINATION.value),
)

ROLL = sa.Table(
    "session_roll",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("unit_id", sa.Uuid),
)

RECUSALS = sa.Table(
    "session_recusals",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
)

ROUNDS = sa.Table(
    "rounds",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("box_key", sa.Text),
    sa.Column("present", sa.Integer),
    sa.Column("closed_on", sa.Date),
    sa.Column("void_reason", sa.Text),
    sa.Column("opinions_until", sa.Date),
)

TURNOUT = sa.Table(
    "round_turnout",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("attended", sa.Boolean, nullable=False),
    sa.Column("voted", sa.Boolean, nullable=False),
    sa.Column("in_writing", sa.Boolean, nullable=False),
)
"""Who is present or has voted: all that is ever kept of a person in a secret ballot."""

RESULTS = sa.Table(
    "round_results",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("in_favour", sa.Integer, nullable=False),
    sa.Column("against", sa.Integer, nullable=False),
    sa.Column("abstained", sa.Integer, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("needed", sa.Integer, nullable=False),
    sa.Column("passed", sa.Boolean, nullable=False),
)

OPEN_BALLOTS = sa.Table(
    "open_ballots",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("nomination_id", sa.Uuid, primary_key=True),
    sa.Column("choice", sa.Text, nullable=False),
)
"""Ballots of open votes (biểu quyết công khai), by name."""


@dataclass(frozen=True)
class Filter:
    """Which sessions: of a kind, a movement, a block or cluster, with the last round in a state."""

    kind: str | None = None
    movement_id: UUID | None = None
    cluster_id: UUID | None = None
    state: str | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of sessions."""
    event = recorded.event
    if not isinstance(event, VotingSession.Event):
        return
    match event:
        case VotingSession.Opened():
            _open_session(connection, event)
            state: RoundState | None = _open_round(connection, event, 1, event.convening.opinions_until)
        case VotingSession.RoundOpened(number=number, opinions_until=until):
            state = _open_round(connection, event, number, until)
        case VotingSession.RoundClosed() | VotingSession.RoundVoided():
            state = _end_round(connection, event)
        case _:
            state = None
            _turn_out(connection, event)  # or what may come after the count, too: a settlement, a mandate's end
    now = {"version": event.originator_version, **({} if state is None else {"state": state.value})}
    connection.execute(SESSIONS.update().where(SESSIONS.c.id == event.originator_id).values(**now))


def _open_session(connection: sa.Connection, event: VotingSession.Opened) -> None:
    convening, id = event.convening, event.originator_id
    terms = convening.terms
    row = {
        "id": id,
        "kind": convening.kind.value,
        "code": convening.code,
        "movement_id": convening.movement_id,
        "cluster_id": convening.cluster_id,
        "secret": terms.secret,
        "members": convening.members,
        "quorum": str(terms.quorum),
        "threshold": str(terms.threshold),
        "denominator": terms.denominator.value,
        "max_rounds": terms.max_rounds,
        "rulebook": str(convening.rules),
        "opened_on": local_day(event.act.effective),
        "state": RoundState.OPEN.value,
        "version": event.originator_version,
    }
    add(connection, SESSIONS, row)
    candidates = [
        {"session_id": id, "place": place, **vars(each), "case": each.case.value}
        for place, each in enumerate(convening.candidates, start=1)
    ]
    add(connection, CANDIDATES, candidates)
    roll = [{"session_id": id, "voter": voter.id, "unit_id": voter.unit_id} for voter in convening.roll]
    add(connection, ROLL, roll)
    if convening.recusals:
        add(connection, RECUSALS, [{"session_id": id, **vars(each)} for each in convening.recusals])


def _open_round(
    connection: sa.Connection,
    event: VotingSession.Opened | VotingSession.RoundOpened,
    number: int,
    opinions_until: date | None,
) -> RoundState:
    how = {"box_key": event.box_key, "state": RoundState.OPEN.value, "opinions_until": opinions_until}
    add(connection, ROUNDS, {"session_id": event.originator_id, "number": number, **how})
    mine = SESSIONS.c.id == event.originator_id
    connection.execute(SESSIONS.update().where(mine).values(opinions_until=opinions_until))
    return RoundState.OPEN


def _end_round(connection: sa.Connection, event: VotingSession.RoundClosed | VotingSession.RoundVoided) -> RoundState:
    key = {"session_id": event.originator_id, "number": event.number}
    if isinstance(event, VotingSession.RoundClosed):
        add(connection, RESULTS, [{**key, **vars(each)} for each in event.results])
        state = RoundState.CLOSED
        how: dict[str, object] = {"present": event.present, "closed_on": local_day(event.act.effective)}
    else:
        state, how = RoundState.VOID, {"void_reason": event.reason}
    mine = (ROUNDS.c[name] == value for name, value in key.items())
    connection.execute(ROUNDS.update().where(*mine).values(state=state.value, **how))
    return state


def _turn_out(connection: sa.Connection, event: VotingSession.Event) -> None:
    id = event.originator_id
    last = sa.select(sa.func.max(ROUNDS.c.number)).where(ROUNDS.c.session_id == id)
    key: dict[str, object] = {"session_id": id, "number": connection.execute(last).scalar_one()}
    match event:
        case VotingSession.AttendanceTaken(present=present):
            for voter in present:
                _mark(connection, {**key, "voter": voter}, {"attended": True})
        case VotingSession.VoterChecked(voter=voter, in_writing=in_writing):
            _mark(connection, {**key, "voter": voter}, {"voted": True, "in_writing": in_writing})
        case VotingSession.BallotCast(voter=voter, in_writing=in_writing, paper=paper):
            _mark(connection, {**key, "voter": voter}, {"voted": True, "in_writing": in_writing})
            lines = [{"nomination_id": mark.nomination_id, "choice": mark.choice.value} for mark in paper]
            add(connection, OPEN_BALLOTS, [{**key, "voter": voter, **line} for line in lines])


def _mark(connection: sa.Connection, key: dict[str, object], marks: dict[str, bool]) -> None:
    mine = [TURNOUT.c[name] == value for name, value in key.items()]
    if connection.execute(TURNOUT.update().where(*mine).values(**marks)).rowcount == 0:
        add(connection, TURNOUT, {**key, "attended": False, "voted": False, "in_writing": False, **marks})


VIEW = View(
    "nomination.sessions",
    (SESSIONS, CANDIDATES, ROLL, RECUSALS, ROUNDS, TURNOUT, RESULTS, OPEN_BALLOTS),
    project=project,
)


_NAMED = sa.select(
    SESSIONS,
    code(MOVEMENTS, SESSIONS.c.movement_id).label("movement_code"),
    code(CLUSTERS, SESSIONS.c.cluster_id).label("cluster_code"),
)


def is_secret(connection: sa.Connection, session_id: UUID) -> bool:
    """Whether its ballots are secret; of a session that there is not nothing is given away either."""
    return connection.execute(sa.select(SESSIONS.c.secret).where(SESSIONS.c.id == session_id)).scalar() is not False


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Sessions by the day of opening, then by id."""
    asked = [SESSIONS.c[name] == value for name, value in vars(wanted).items() if value is not None]
    return page(connection, _NAMED.where(*asked), [SESSIONS.c.opened_on, SESSIONS.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Sessions, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _NAMED.where(SESSIONS.c.id.in_(ids))))


def of_clusters(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The selections of each block or cluster."""
    query = _NAMED.where(SESSIONS.c.cluster_id.in_(ids)).order_by(SESSIONS.c.opened_on, SESSIONS.c.id)
    return grouped(ids, rows_of(connection, query), "cluster_id")
