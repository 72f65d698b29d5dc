"""Units (đơn vị) as a table, CSV or lines of JSON: a verdict on every row, one that cannot be read included."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from kernel.bodies import text_of
from kernel.http import PROBLEMS, CsvRoute, NdjsonRoute, OrderDep
from kernel.refusals import Refusal
from kernel.rows import Row, TooManyRows, csv_rows, ndjson_rows
from kernel.store import Command, Receipt
from services.covenant.api.asking import App
from services.covenant.api.units import LARGEST_BATCH, BatchRow
from services.covenant.application import CovenantApplication
from services.covenant.application.units import UnitRow

csv_router = APIRouter(route_class=CsvRoute, responses=PROBLEMS)
lines_router = APIRouter(route_class=NdjsonRoute, responses=PROBLEMS)


async def _body(request: Request) -> bytes:
    return await request.body()


Table = Annotated[bytes, Depends(_body)]


@csv_router.post("/units/batches", include_in_schema=False)
def take_csv(order: OrderDep, app: App, table: Table) -> Receipt:
    """Đồng bộ bằng bảng CSV; told with its JSON twin."""
    command = order.command
    return _taken(app, command, csv_rows(text_of(table), BatchRow))


@lines_router.post("/units/batches", include_in_schema=False)
def take_lines(order: OrderDep, app: App, table: Table) -> Receipt:
    """Đồng bộ bằng NDJSON; told with its JSON twin."""
    command = order.command
    return _taken(app, command, ndjson_rows(table, BatchRow))


def _taken(app: CovenantApplication, command: Command, rows: Iterator[Row[BatchRow]]) -> Receipt:
    read = list(islice(rows, LARGEST_BATCH + 1))
    if len(read) > LARGEST_BATCH:
        raise TooManyRows(most=LARGEST_BATCH)
    said = [row.said if isinstance(row.said, Refusal) else _unit_row(row.said) for row in read]
    return app.units.take_batch(command, said, [row.number for row in read])


def _unit_row(row: BatchRow) -> UnitRow:
    return UnitRow(row.code, row.name, row.kind, row.parent, row.since)
