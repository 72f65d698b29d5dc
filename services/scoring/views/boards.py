"""Boards (bảng xếp hạng): every edition ever frozen, and the board as it stood on a day as known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.scoring.domain.board import Board
from services.scoring.domain.period import Period, Shown
from services.scoring.domain.refusals.reviews import NoSuchInstant
from services.scoring.views import organisation
from services.scoring.views.tables import Row, grouped, in_order, instant, metadata, rows_of

EDITIONS = sa.Table(
    "editions",
    metadata,
    sa.Column("board_id", sa.Uuid, primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("cluster_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("period_kind", sa.Text, nullable=False),
    sa.Column("period_ends", sa.Text, nullable=False),
    sa.Column("frozen_on", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("table_id", sa.Uuid, nullable=False),
    sa.Column("table_version", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("event_id", sa.Uuid, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "cluster_id", "movement_id"),
    sa.Index(None, "movement_id", "period"),
)

ROWS = sa.Table(
    "board_rows",
    metadata,
    sa.Column("board_id", sa.Uuid, primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("rank", sa.Integer),
    sa.Column("score", ExactDecimal),
    sa.Column("classification", sa.Text, nullable=False),
    sa.Column("prize", sa.Text, nullable=False),
    sa.Column("missing", sa.Integer, nullable=False),
    sa.Column("barred_by", sa.JSON, nullable=False),
    sa.Column("card_id", sa.Uuid, nullable=False),
    sa.Column("finalisation", sa.Integer, nullable=False),
    sa.Column("like_group", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("board_id", "no", "unit_id"),
    sa.Index(None, "unit_id"),
)
"""`place` is the line on the board; units that share a rank have places of their own."""


@dataclass(frozen=True)
class Filter:
    """Which boards: of a block or cluster, a movement, a period, a kind of period, listing a unit."""

    cluster_id: UUID | None = None
    movement_id: UUID | None = None
    period: str | None = None
    period_kind: str | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True)
class Moment:
    """The board as it stood on a day (`as_of`), by what had been recorded until a moment (`known_on`).

    Raises:
        NoSuchInstant: `known_on` has no time zone, or UTC has no such instant.
    """

    as_of: date | None = None
    known_on: datetime | None = None

    def __post_init__(self) -> None:
        """Look at the instant once, for every way it is asked by."""
        if self.known_on is None:
            return
        try:
            known = self.known_on.tzinfo is not None and instant(self.known_on)
        except OverflowError:
            known = ""
        if not known:
            raise NoSuchInstant(given=self.known_on.isoformat())


NOW = Moment()


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the editions of boards."""
    event = recorded.event
    if not isinstance(event, Board.EditionFrozen):
        return
    period = Period.parse(event.period)
    edition = {
        "board_id": event.originator_id,
        "no": event.no,
        "cluster_id": event.cluster_id,
        "movement_id": event.movement_id,
        "period": event.period,
        "period_kind": period.kind.value,
        "period_ends": period.ends.isoformat(),
        "frozen_on": event.frozen_on,
        "recorded_at": instant(event.act.at),
        "actor": event.act.actor,
        "table_id": event.table_id,
        "table_version": event.table_version,
        "digest": event.digest,
        "reason": event.reason,
        "rulebook": event.rulebook,
        "event_id": recorded.id,
        "version": event.originator_version,
    }
    add(connection, EDITIONS, edition)
    add(connection, ROWS, _rows(event))


def _rows(event: Board.EditionFrozen) -> list[Row]:
    return [
        {
            "board_id": event.originator_id,
            "no": event.no,
            "place": place,
            "unit_id": row.unit_id,
            "state": row.state.value,
            "rank": row.rank,
            "score": row.score,
            "classification": row.classification,
            "prize": row.prize,
            "missing": row.missing,
            "barred_by": list(row.barred_by),
            "card_id": row.card_id,
            "finalisation": row.finalisation,
            "like_group": row.group,
        }
        for place, row in enumerate(event.rows, start=1)
    ]


VIEW = View("scoring.boards", (EDITIONS, ROWS), project=project, volatile=frozenset({"recorded_at"}))


_CALLED = (organisation.cluster_code(EDITIONS.c.cluster_id), organisation.movement_code(EDITIONS.c.movement_id))
"""Whose board it is, in the codes that people know."""


def standing(moment: Moment) -> sa.Select[Any]:
    """Of every board, the edition that stood at that moment: the last one effective by then and known by then."""
    newest = sa.select(EDITIONS.c.board_id, sa.func.max(EDITIONS.c.no).label("no")).group_by(EDITIONS.c.board_id)
    if moment.as_of is not None:
        newest = newest.where(EDITIONS.c.frozen_on <= moment.as_of)
    if moment.known_on is not None:
        newest = newest.where(EDITIONS.c.recorded_at <= instant(moment.known_on))
    stood = newest.subquery()
    return sa.select(EDITIONS, *_CALLED).join(
        stood, sa.and_(EDITIONS.c.board_id == stood.c.board_id, EDITIONS.c.no == stood.c.no)
    )


def search(connection: sa.Connection, which: Filter, moment: Moment, after: str | None, limit: int) -> Page:
    """A page of boards, each in the edition that stood at the moment; periods in time."""
    wanted = {
        EDITIONS.c.cluster_id: which.cluster_id,
        EDITIONS.c.movement_id: which.movement_id,
        EDITIONS.c.period: which.period,
        EDITIONS.c.period_kind: which.period_kind,
    }
    query = standing(moment).where(*(column == value for column, value in wanted.items() if value is not None))
    if which.unit_id is not None:
        listed = sa.select(ROWS.c.board_id).where(ROWS.c.unit_id == which.unit_id, ROWS.c.no == EDITIONS.c.no)
        query = query.where(EDITIONS.c.board_id.in_(listed))
    return page(connection, query, (EDITIONS.c.period_ends, EDITIONS.c.period, EDITIONS.c.board_id), after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[Row | None]:
    """The last edition of each board."""
    return in_order(ids, rows_of(connection, standing(NOW).where(EDITIONS.c.board_id.in_(ids))), "board_id")


def showing(connection: sa.Connection, unit_id: UUID, movement_id: UUID, quarter: str) -> list[Shown]:
    """The editions of a movement's boards that list this unit for a period with this quarter in it."""
    listed = sa.and_(ROWS.c.board_id == EDITIONS.c.board_id, ROWS.c.no == EDITIONS.c.no, ROWS.c.unit_id == unit_id)
    query = sa.select(EDITIONS.c.period, EDITIONS.c.no, EDITIONS.c.frozen_on).join(ROWS, listed)
    found = connection.execute(query.where(EDITIONS.c.movement_id == movement_id))
    return [Shown(*row) for row in found if quarter in Period.parse(row.period).quarters]


def editions(connection: sa.Connection, board_id: UUID) -> list[Row]:
    """Every edition of a board, the first first."""
    return rows_of(
        connection, sa.select(EDITIONS, *_CALLED).where(EDITIONS.c.board_id == board_id).order_by(EDITIONS.c.no)
    )


def of_clusters(connection: sa.Connection, cluster_ids: Sequence[UUID], moment: Moment = NOW) -> list[list[Row]]:
    """The boards of each block or cluster, each in the edition that stood at the moment."""
    query = standing(moment).where(EDITIONS.c.cluster_id.in_(cluster_ids))
    return grouped(cluster_ids, rows_of(connection, query.order_by(*_IN_TIME)), "cluster_id")


def of_movements(connection: sa.Connection, movement_ids: Sequence[UUID], moment: Moment = NOW) -> list[list[Row]]:
    """The boards of each movement, each in the edition that stood at the moment."""
    query = standing(moment).where(EDITIONS.c.movement_id.in_(movement_ids))
    return grouped(movement_ids, rows_of(connection, query.order_by(*_IN_TIME)), "movement_id")


def editions_named(connection: sa.Connection, keys: Sequence[tuple[UUID, int]]) -> list[Row | None]:
    """The edition of each board and number."""
    boards = {board_id for board_id, _ in keys}
    found = rows_of(connection, sa.select(EDITIONS, *_CALLED).where(EDITIONS.c.board_id.in_(boards)))
    named = {(row["board_id"], row["no"]): row for row in found}
    return [named.get(key) for key in keys]


def rows(connection: sa.Connection, keys: Sequence[tuple[UUID, int]]) -> list[list[Row]]:
    """The lines of each edition, named by board and number."""
    boards = {board_id for board_id, _ in keys}
    frozen = sa.and_(EDITIONS.c.board_id == ROWS.c.board_id, EDITIONS.c.no == ROWS.c.no)
    called = sa.select(ROWS, *_called(EDITIONS.c.frozen_on)).join(EDITIONS, frozen)
    query = called.where(ROWS.c.board_id.in_(boards)).order_by(ROWS.c.board_id, ROWS.c.no, ROWS.c.place)
    found: dict[tuple[UUID, int], list[Row]] = {key: [] for key in keys}
    for row in rows_of(connection, query):
        found.get((row["board_id"], row["no"]), []).append(row)
    return [found[key] for key in keys]


def _called(frozen_on: sa.ColumnElement[date]) -> tuple[sa.Label[str], sa.Label[str]]:
    """The unit of a line by its code and by the name it bore on the day the edition was frozen."""
    code, name = organisation.unit_code(ROWS.c.unit_id), organisation.unit_name(ROWS.c.unit_id, frozen_on)
    return code.label("unit_code"), name.label("unit_name")


def of_units(connection: sa.Connection, unit_ids: Sequence[UUID]) -> list[list[Row]]:
    """The lines of each unit on the boards as they stand, in time."""
    stood = standing(NOW).subquery()
    query = (
        sa.select(
            ROWS,
            *_called(stood.c.frozen_on),
            *(stood.c[name] for name in ("cluster_id", "movement_id", "period", "period_kind", "digest", "frozen_on")),
        )
        .join(stood, sa.and_(stood.c.board_id == ROWS.c.board_id, stood.c.no == ROWS.c.no))
        .where(ROWS.c.unit_id.in_(unit_ids))
        .order_by(stood.c.period_ends, stood.c.period, ROWS.c.board_id)
    )
    return grouped(unit_ids, rows_of(connection, query), "unit_id")


_IN_TIME = (EDITIONS.c.period_ends, EDITIONS.c.period, EDITIONS.c.board_id)
