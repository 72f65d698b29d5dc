"""Boards of many years beside the decisions that followed them: what a rotation check looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import event_id
from services.nomination.domain.candidacy import RANKED
from services.nomination.domain.rotation.series import Line, Move, Season, Winner
from services.nomination.views.decisions import DECISIONS
from services.nomination.views.editions import EDITIONS, LINES, newest_lines
from services.nomination.views.heard import ANNUAL
from services.nomination.views.nominations import NOMINATIONS
from services.nomination.views.organisation import CLUSTERS, MOVEMENTS, UNITS
from services.nomination.views.tables import rows_of

Board = tuple[UUID, UUID, str]


@dataclass(frozen=True)
class Years:
    """Which years: from, to (both included), of boards of one kind."""

    since: str | None = None
    until: str | None = None
    kind: str | None = None


def seasons(connection: sa.Connection, title: str, years: Years) -> list[Season]:
    """Every board of the yearly movements by its newest edition, with those who received the title and keep it.

    A movement over years or a thematic drive has boards of its own in the same year: another contest, left out.
    """
    rows = rows_of(connection, _ranked(years))
    winners = _winners(connection, title)
    boards: dict[Board, list[dict[str, Any]]] = {}
    for row in rows:
        boards.setdefault((row["cluster_id"], row["movement_id"], row["period"]), []).append(row)
    return [_season(board, of_board, winners.get(board, [])) for board, of_board in boards.items()]


def _season(board: Board, rows: Sequence[dict[str, Any]], winners: Sequence[Winner]) -> Season:
    return Season(
        cluster_id=board[0],
        period=board[2],
        edition_no=rows[0]["no"],
        event=rows[0]["event"],
        lines=tuple(_line(row) for row in rows),
        winners=tuple(winners),
    )


def _line(row: dict[str, Any]) -> Line:
    told = row["moves"]
    moves = None if told is None else tuple(Move(who, cells, Decimal(points)) for who, cells, points in told)
    return Line(row["unit_id"], row["rank"], row["score"], row["like_group"] or "", moves)


def _ranked(years: Years) -> sa.Select[Any]:
    joined = newest_lines().outerjoin(CLUSTERS, CLUSTERS.c.id == EDITIONS.c.cluster_id)
    joined = joined.outerjoin(MOVEMENTS, MOVEMENTS.c.id == EDITIONS.c.movement_id)
    of_the_year = sa.or_(MOVEMENTS.c.kind == ANNUAL, MOVEMENTS.c.kind.is_(None))
    query = sa.select(LINES, EDITIONS.c.event).select_from(joined).where(LINES.c.state == RANKED, of_the_year)
    if years.since is not None:
        query = query.where(EDITIONS.c.period >= years.since)
    if years.until is not None:
        query = query.where(EDITIONS.c.period <= years.until)
    if years.kind is not None:
        query = query.where(CLUSTERS.c.kind == years.kind)
    return query.order_by(LINES.c.period, LINES.c.cluster_id, LINES.c.rank, LINES.c.unit_id)


def _winners(connection: sa.Connection, title: str) -> dict[Board, list[Winner]]:
    joined = DECISIONS.join(NOMINATIONS, NOMINATIONS.c.id == DECISIONS.c.nomination_id)
    board = (NOMINATIONS.c.cluster_id, NOMINATIONS.c.movement_id, NOMINATIONS.c.period)
    query = sa.select(DECISIONS.c.id, DECISIONS.c.number, DECISIONS.c.unit_id, *board).select_from(joined)
    standing = sa.and_(DECISIONS.c.title == title, DECISIONS.c.revoked_on.is_(None))
    found: dict[Board, list[Winner]] = {}
    for row in connection.execute(query.where(standing).order_by(DECISIONS.c.unit_id)):
        winner = Winner(row.unit_id, row.id, row.number, event_id(row.id, 1))
        found.setdefault((row.cluster_id, row.movement_id, row.period), []).append(winner)
    return found


def codes(connection: sa.Connection) -> dict[UUID, str]:
    """The codes of all units, blocks and clusters."""
    rows = connection.execute(sa.union_all(*(sa.select(table.c.id, table.c.code) for table in (UNITS, CLUSTERS))))
    return {row.id: row.code for row in rows}
