"""Year-end editions of the boards (bảng xếp hạng tổng kết năm), as the scoring service tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Text
from kernel.statements import add
from kernel.views import ExactDecimal, View
from kernel.wire import Envelope
from services.nomination.domain.candidacy import FIRST, RANKED, SECTOR_BOARDS, LikeGroup, Standing
from services.nomination.views.heard import YEAR_END, BoardRow, EditionFrozen, Overrides
from services.nomination.views.heard import LikeGroup as HeardGroup
from services.nomination.views.organisation import CLUSTERS
from services.nomination.views.tables import metadata

KEY = ("cluster_id", "movement_id", "period", "no")

EDITIONS = sa.Table(
    "editions",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("frozen_on", sa.Date, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)

LINES = sa.Table(
    "edition_lines",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("rank", sa.Integer),
    sa.Column("score", ExactDecimal),
    sa.Column("like_group", sa.Text),
    sa.Column("like_group_name", sa.Text),
    sa.Column("like_group_name_en", sa.Text),
    sa.Column("moves", sa.JSON(none_as_null=True)),
    sa.Column("classification", sa.Text),
    sa.Index("ix_edition_lines_unit_id_movement_id", "unit_id", "movement_id"),
)

OF_EDITION = sa.and_(*(LINES.c[name] == EDITIONS.c[name] for name in KEY))


def _frozen(connection: sa.Connection, fact: EditionFrozen, envelope: Envelope) -> None:
    if fact.period_kind != YEAR_END:
        return
    key = {"cluster_id": fact.cluster_id, "movement_id": fact.movement_id, "period": fact.period, "no": fact.no}
    add(connection, EDITIONS, {**key, "frozen_on": fact.frozen_on, "event": envelope.id})
    if rows := [{**key, **_line(each)} for each in fact.rows]:
        add(connection, LINES, rows)


def _line(row: BoardRow) -> dict[str, object]:
    group = row.like_group
    return {
        "unit_id": row.unit_id,
        "state": row.state,
        "rank": row.rank,
        "score": row.score,
        "classification": row.classification,
        "like_group": group and group.code,
        "like_group_name": group and group.name,
        "like_group_name_en": group and group.name_en,
        "moves": _moves(row.overrides),
    }


def _moves(told: Overrides | None) -> list[list[str | int]] | None:
    """What assessors moved, exactly; None where it was not told."""
    if told is None:
        return None
    return [[each.assessor, each.cells, format(each.points, "f")] for each in told.by_assessor]


def like_group(heard: HeardGroup | None) -> LikeGroup | None:
    """The group of like units as it was told."""
    return None if heard is None else LikeGroup(heard.code, Text(heard.name, heard.name_en))


VIEW = View("nomination.editions", (EDITIONS, LINES), hear={EditionFrozen: _frozen})


def newest_lines() -> sa.Join:
    """The newest edition of each board and period, with its lines."""
    board = (EDITIONS.c.cluster_id, EDITIONS.c.movement_id, EDITIONS.c.period)
    newest = sa.select(*board, sa.func.max(EDITIONS.c.no).label("no")).group_by(*board).subquery()
    of_newest = sa.and_(*(EDITIONS.c[name] == newest.c[name] for name in KEY))
    return EDITIONS.join(newest, of_newest).join(LINES, OF_EDITION)


def _on_newest() -> sa.Select[Any]:
    with_kind = newest_lines().outerjoin(CLUSTERS, CLUSTERS.c.id == EDITIONS.c.cluster_id)
    return sa.select(LINES, EDITIONS.c.frozen_on, EDITIONS.c.event, CLUSTERS.c.kind).select_from(with_kind)


def standing(connection: sa.Connection, unit_id: UUID, movement_id: UUID) -> Standing | None:
    """The unit's line on the newest year-end edition that lists it; on several boards, the one it stands best on."""
    return standings(connection, [unit_id], movement_id).get(unit_id)


def standings(connection: sa.Connection, unit_ids: Sequence[UUID], movement_id: UUID) -> dict[UUID, Standing]:
    """The same of several units, without those that are on none."""
    mine = sa.and_(LINES.c.unit_id.in_(unit_ids), LINES.c.movement_id == movement_id)
    best_first = (LINES.c.period.desc(), LINES.c.rank.is_(None), LINES.c.rank, LINES.c.cluster_id)
    found: dict[UUID, Standing] = {}
    for row in connection.execute(_on_newest().where(mine).order_by(*best_first)):
        found.setdefault(row.unit_id, _standing(row))
    return found


def _standing(row: sa.Row[Any]) -> Standing:
    return Standing(
        cluster_id=row.cluster_id,
        cluster_kind=row.kind or "",
        period=row.period,
        edition_no=row.no,
        frozen_on=row.frozen_on,
        state=row.state,
        rank=row.rank,
        score=row.score,
        event=row.event,
        group=_group_of(row),
    )


def _group_of(row: sa.Row[Any]) -> LikeGroup | None:
    code = row.like_group
    return None if code is None else LikeGroup(code, Text(row.like_group_name, row.like_group_name_en))


def classification(connection: sa.Connection, standing: Standing, unit_id: UUID) -> str | None:
    """The class that the unit reached on the board it stands on; None where the table declares none."""
    board = (LINES.c.cluster_id == standing.cluster_id, LINES.c.period == standing.period, LINES.c.unit_id == unit_id)
    query = sa.select(LINES.c.classification).join(EDITIONS, OF_EDITION)
    return connection.execute(query.where(*board, EDITIONS.c.event == standing.event)).scalar()


def leaders(connection: sa.Connection, movement_id: UUID) -> list[UUID]:
    """Of every block and cluster of the sector that has a leading unit: the event of the edition that says so."""
    leading = sa.and_(
        LINES.c.movement_id == movement_id,
        LINES.c.state == RANKED,
        LINES.c.rank == FIRST,
        CLUSTERS.c.kind.in_(SECTOR_BOARDS),
    )
    rows = connection.execute(_on_newest().where(leading))
    return sorted({row.event for row in rows})


def newest_no(connection: sa.Connection, standing: Standing, movement_id: UUID) -> int:
    """The number of the newest edition of the board that this standing is on."""
    board = sa.and_(
        EDITIONS.c.cluster_id == standing.cluster_id,
        EDITIONS.c.movement_id == movement_id,
        EDITIONS.c.period == standing.period,
    )
    return connection.execute(sa.select(sa.func.max(EDITIONS.c.no)).where(board)).scalar_one() or 0
