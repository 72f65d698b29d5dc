"""Results (kết quả) by unit, quarter and indicator, with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add, add_many
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.scoring.domain.result_sheet import Cell, ResultSheet
from services.scoring.views import organisation
from services.scoring.views.tables import Row, grouped, in_order, instant, metadata, rows_of

SHEETS = sa.Table(
    "result_sheets",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("quarter", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "unit_id"),
    sa.Index(None, "movement_id", "quarter"),
)

ENTRIES = sa.Table(
    "result_entries",
    metadata,
    sa.Column("sheet_id", sa.Uuid, primary_key=True),
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.Uuid, nullable=False),
    sa.Column("correction", sa.Text),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)
"""Each push or correction of a sheet; `correction` is the reason of the latter."""

CELLS = sa.Table(
    "result_cells",
    metadata,
    sa.Column("sheet_id", sa.Uuid, primary_key=True),
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("entry", sa.Integer, nullable=False),
    sa.Column("value", ExactDecimal),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)
"""The result in force of each indicator, and the entry it came with; no value: it does not apply."""


@dataclass(frozen=True)
class Filter:
    """Which results: of a unit, a movement, a quarter, an indicator, of some kind of evidence, corrected or not."""

    unit_id: UUID | None = None
    movement_id: UUID | None = None
    quarter: str | None = None
    indicator: str | None = None
    evidence: str | None = None
    corrected: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of result sheets."""
    event = recorded.event
    if not isinstance(event, ResultSheet.Event):
        return
    id, version = event.originator_id, event.originator_version
    match event:
        case ResultSheet.Begun(unit_id=unit_id, movement_id=movement_id, quarter=quarter, push=push):
            row = {"id": id, "unit_id": unit_id, "movement_id": movement_id, "quarter": quarter, "version": version}
            add(connection, SHEETS, row)
            _put(connection, recorded, push.cells, None)
        case ResultSheet.Recorded(push=push):
            _put(connection, recorded, push.cells, None)
        case ResultSheet.Corrected(cells=cells, reason=reason):
            named = [cell.indicator for cell in cells]
            connection.execute(CELLS.delete().where(CELLS.c.sheet_id == id, CELLS.c.indicator.in_(named)))
            _put(connection, recorded, cells, reason)
    if version > ResultSheet.INITIAL_VERSION:
        connection.execute(SHEETS.update().where(SHEETS.c.id == id).values(version=version))


def _put(connection: sa.Connection, recorded: Recorded, cells: Sequence[Cell], correction: str | None) -> None:
    event = recorded.event
    sheet_id, entry = event.originator_id, event.originator_version
    told = {"actor": event.act.actor, "recorded_at": instant(event.act.at), "correction": correction}
    add(connection, ENTRIES, {"sheet_id": sheet_id, "entry": entry, **told, "event_id": recorded.id})
    rows = [
        (
            sheet_id,
            cell.indicator,
            entry,
            cell.value,
            cell.evidence.kind.value,
            cell.evidence.source,
            cell.evidence.note,
        )
        for cell in cells
    ]
    add_many(connection, _CELL, rows)


_CELL = CELLS, ("sheet_id", "indicator", "entry", "value", "evidence", "source", "note")


VIEW = View("scoring.results", (SHEETS, ENTRIES, CELLS), project=project, volatile=frozenset({"recorded_at"}))

_RESULTS = sa.select(
    CELLS,
    CELLS.c.value.is_(None).label("not_applicable"),
    *(ENTRIES.c[name] for name in ("event_id", "correction", "actor", "recorded_at")),
    *(SHEETS.c[name] for name in ("unit_id", "movement_id", "quarter")),
    organisation.unit_code(SHEETS.c.unit_id).label("unit_code"),
).select_from(
    CELLS.join(SHEETS, SHEETS.c.id == CELLS.c.sheet_id).join(
        ENTRIES, sa.and_(ENTRIES.c.sheet_id == CELLS.c.sheet_id, ENTRIES.c.entry == CELLS.c.entry)
    )
)


def search(connection: sa.Connection, which: Filter, after: str | None, limit: int) -> Page:
    """A page of results."""
    wanted = {
        SHEETS.c.unit_id: which.unit_id,
        SHEETS.c.movement_id: which.movement_id,
        SHEETS.c.quarter: which.quarter,
        CELLS.c.indicator: which.indicator,
        CELLS.c.evidence: which.evidence,
    }
    query = _RESULTS.where(*(column == value for column, value in wanted.items() if value is not None))
    if which.corrected is not None:
        query = query.where(ENTRIES.c.correction.is_not(None) if which.corrected else ENTRIES.c.correction.is_(None))
    return page(connection, query, (CELLS.c.sheet_id, CELLS.c.indicator), after, limit)


def sheets(connection: sa.Connection, ids: Sequence[UUID]) -> list[Row | None]:
    """The sheet of each id."""
    return in_order(ids, rows_of(connection, sa.select(SHEETS).where(SHEETS.c.id.in_(ids))))


def sheets_of_units(connection: sa.Connection, unit_ids: Sequence[UUID]) -> list[list[Row]]:
    """The sheets of each unit, in time."""
    query = sa.select(SHEETS).where(SHEETS.c.unit_id.in_(unit_ids)).order_by(SHEETS.c.quarter, SHEETS.c.id)
    return grouped(unit_ids, rows_of(connection, query), "unit_id")


def cells_of_sheets(connection: sa.Connection, sheet_ids: Sequence[UUID]) -> list[list[Row]]:
    """The results in force on each sheet."""
    query = _RESULTS.where(CELLS.c.sheet_id.in_(sheet_ids)).order_by(CELLS.c.indicator)
    return grouped(sheet_ids, rows_of(connection, query), "sheet_id")
