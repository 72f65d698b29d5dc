"""Running the engine: one unit's results, covenant and table become a computation, the same at every replay."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Store
from services.scoring.application.loading import Review
from services.scoring.domain.finalisation import Computation, SheetRead
from services.scoring.domain.lines import SignedTable, compute
from services.scoring.domain.period import Period
from services.scoring.domain.readings import Result, SignedCovenant, read
from services.scoring.domain.result_sheet import ResultSheet


def computation(
    store: Store,
    connection: sa.Connection,
    table: SignedTable,
    review: Review,
    unit: tuple[UUID, SignedCovenant | None],
) -> Computation:
    """The engine run over what is recorded now, saying which version of every sheet it read."""
    unit_id, covenant = unit
    found = [
        sheet
        for quarter in review.period.quarters
        if (sheet := _sheet(store, connection, unit_id, review.movement_id, quarter)) is not None
    ]
    results = {key: result for sheet in found for key, result in sheet.results().items()}
    lines = compute(table, read(table.scheme, review.period, results, covenant))
    sheets = tuple(SheetRead(sheet.id, sheet.version) for sheet in found)
    return Computation(table.table_id, table.version, sheets, covenant, lines)


def again(store: Store, table: SignedTable, period: Period, recorded: Computation) -> Computation:
    """The same run made anew from the log: the sheets at the versions it read, the covenant as it was sealed then."""
    results = dict(_results_at(store, recorded.sheets))
    lines = compute(table, read(table.scheme, period, results, recorded.covenant))
    return Computation(table.table_id, table.version, recorded.sheets, recorded.covenant, lines)


def _results_at(store: Store, sheets: Iterable[SheetRead]) -> Iterable[tuple[tuple[str, str], Result]]:
    for each in sheets:
        yield from store.load(ResultSheet, each.sheet_id).results(each.version).items()


def _sheet(
    store: Store, connection: sa.Connection, unit_id: UUID, movement_id: UUID, quarter: str
) -> ResultSheet | None:
    return store.find(ResultSheet, ResultSheet.id_for(unit_id, movement_id, Period.parse(quarter)), connection)
