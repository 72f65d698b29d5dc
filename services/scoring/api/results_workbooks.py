"""Results (kết quả) as a workbook over REST: the CSV's columns in a spreadsheet, all of it or nothing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from kernel.http import PROBLEMS, OrderDep, TableRoute
from kernel.store import Receipt
from services.scoring.api.asking import App
from services.scoring.api.results import Trial
from services.scoring.api.results_rows import Batch, DryRun, System
from services.scoring.application.result_files import delivery_of
from services.scoring.application.sheet_files import MEDIA_TYPES, SheetFormat


class WorkbookRoute(TableRoute):
    """A route for workbooks."""

    media_type = MEDIA_TYPES[SheetFormat.XLSX]


router = APIRouter(route_class=WorkbookRoute, responses=PROBLEMS)

Worksheet = Annotated[str | None, Query(max_length=31, description="Trang: needed where several hold results")]


async def _workbook(request: Request) -> bytes:
    return await request.body()


@router.post("/results", include_in_schema=False)
def push_workbook(
    order: OrderDep,
    app: App,
    content: Annotated[bytes, Depends(_workbook)],
    system: System,
    batch: Batch = "",
    dry_run: DryRun = False,
    worksheet: Worksheet = None,
) -> Receipt | Trial:
    """Đẩy kết quả bằng tệp XLSX; told with its JSON twin."""
    command = order.command
    delivery = delivery_of(content, worksheet, system, batch)
    if dry_run:
        return Trial.of(app.results.verdicts(command, delivery))
    return order.answer(app.results.record(command, delivery))
