"""The ballot box (hòm phiếu): sealed papers of one size under random names, without voter, order or time.

Nothing in a row says whose it is. `box_id` is 128 random bits; a row has no time. On SQLite it is the primary key of a
table without row numbers, so that rows lie in the order of their names. PostgreSQL gives each row a place and the
number of the transaction that wrote it, which would join a paper to its voter; there each ballot takes all papers of
the round out and puts them in again in the order of their names, so that all bear the last voter's number. What joins
the box to the roll is only the number of its rows. At closing the papers are opened, the marks on each candidate
shuffled apart from those on the others, the rows deleted, and the key destroyed.

What remains until the closing: whoever reads PostgreSQL's files below SQL (its write-ahead log, rows deleted and not
yet overwritten) can tell which sealed paper came with which voter, and read it only with the box's key. Afterwards
there is no key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

import msgspec
import sqlalchemy as sa

from kernel.statements import add
from services.nomination.application.box_keys import BoxKeys, seal
from services.nomination.domain.ballots import CandidateChoices, Choice, Mark, Paper, by_candidate
from services.nomination.domain.refusals.ballot_box import BallotBoxDoesNotMatch, BallotBoxSealed
from services.nomination.domain.rounds import Round
from services.nomination.views.tables import metadata

BALLOT_BOX = sa.Table(
    "ballot_box",
    metadata,
    sa.Column("box_id", sa.LargeBinary(16), primary_key=True),
    sa.Column("session_id", sa.Uuid, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""No read model: it is not made from the log, and replay leaves it alone."""

HEAD_BYTES, MARK_BYTES = 96, 64


@dataclass(frozen=True)
class _Paper:
    """A paper as it is sealed: it says for which round it was written, so that it counts in no other."""

    session: UUID
    round: int
    marks: dict[UUID, Choice]


_PAPER = msgspec.json.Decoder(_Paper)


def put(connection: sa.Connection, session_id: UUID, round_: Round, paper: Paper) -> None:
    """Drop a paper into the box, sealed and padded to the size that every paper of the round has.

    On PostgreSQL the whole box is put in anew: the time is in proportion to the papers in it.
    """
    assert round_.box_key is not None  # noqa: S101 (a secret round has a box)
    content = _written(session_id, round_.number, paper).ljust(HEAD_BYTES + MARK_BYTES * len(round_.candidates))
    row = {
        "box_id": secrets.token_bytes(16),
        "session_id": session_id,
        "round": round_.number,
        "sealed": seal(round_.box_key, content),
    }
    if connection.dialect.name == "postgresql":
        taken = connection.execute(BALLOT_BOX.delete().where(_of(session_id, round_.number)).returning(BALLOT_BOX))
        rows = [*(dict(each) for each in taken.mappings()), row]
        add(connection, BALLOT_BOX, sorted(rows, key=lambda each: each["box_id"]))
    else:
        add(connection, BALLOT_BOX, row)


def opened(connection: sa.Connection, keys: BoxKeys, session_id: UUID, round_: Round) -> tuple[CandidateChoices, ...]:
    """The choices on each candidate, shuffled candidate by candidate: no paper can be put together again.

    Raises:
        BallotBoxSealed: the key is lost.
        BallotBoxDoesNotMatch: the box holds other papers than those of the voters checked.
    """
    assert round_.box_key is not None  # noqa: S101 (a secret round has a box)
    rows = connection.execute(sa.select(BALLOT_BOX.c.sealed).where(_of(session_id, round_.number))).scalars().all()
    contents = keys.open(round_.box_key, rows)
    if contents is None:
        raise BallotBoxSealed(round=round_.number)
    papers = [paper for content in contents if (paper := _read(content, session_id, round_.number)) is not None]
    if len(papers) != len(rows) or len(papers) != len(round_.voters):
        raise BallotBoxDoesNotMatch(round=round_.number, voters=len(round_.voters), ballots=len(papers))
    return tuple(_shuffled(each) for each in by_candidate(round_.candidates, papers))


def empty(connection: sa.Connection, session_id: UUID, round_number: int) -> None:
    """Take every sealed paper of the round out of the database."""
    connection.execute(BALLOT_BOX.delete().where(_of(session_id, round_number)))


def forget(engine: sa.Engine) -> None:
    """Have the sealed papers overwritten that were deleted, as far as readers let it.

    On SQLite the emptied pages replace them in the file and its write-ahead log; on PostgreSQL the table
    gets a new file.
    """
    sqlite = engine.dialect.name == "sqlite"
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(
            "PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else "VACUUM (FULL, SKIP_LOCKED) ballot_box"
        )
    finally:
        connection.close()


def _of(session_id: UUID, round_number: int) -> sa.ColumnElement[bool]:
    return sa.and_(BALLOT_BOX.c.session_id == session_id, BALLOT_BOX.c.round == round_number)


def _written(session_id: UUID, round_number: int, paper: Paper) -> bytes:
    marks = {mark.nomination_id: mark.choice for mark in paper}
    return msgspec.json.encode(_Paper(session_id, round_number, marks))


def _read(content: bytes, session_id: UUID, round_number: int) -> Paper | None:
    """The paper, None if it is none of this round: a box cannot be filled from another box."""
    try:
        found = _PAPER.decode(content)
    except msgspec.DecodeError:
        return None
    if (found.session, found.round) != (session_id, round_number):
        return None
    return tuple(Mark(nomination, choice) for nomination, choice in found.marks.items())


def _shuffled(cast: CandidateChoices) -> CandidateChoices:
    mixed: list[Choice] = list(cast.choices)
    secrets.SystemRandom().shuffle(mixed)
    return CandidateChoices(cast.nomination_id, tuple(mixed))
