"""A list of persons for the medal as a CSV: a verdict on every row, one that cannot be read included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from kernel.bodies import text_of
from kernel.http import PROBLEMS, CsvRoute, OrderDep
from kernel.refusals import Refusal
from kernel.rows import Row, TooManyRows, csv_rows
from kernel.store import Receipt
from regulations.medal import Sex
from services.nomination.api.asking import App
from services.nomination.api.medals import MOST_ROWS
from services.nomination.domain.medal.notation import disciplines_of, service_of
from services.nomination.domain.medal.person import Bar, MedalFacts
from services.nomination.domain.refusals.medal import UnknownBar

router = APIRouter(route_class=CsvRoute, responses=PROBLEMS)


class ListRow(BaseModel):
    """One row of a list (một dòng danh sách)."""

    person_code: str = Field(min_length=1, max_length=60)
    person_class: str = Field(max_length=60)
    sex: Sex
    unit: str = Field(min_length=1, max_length=60)
    service: str = Field("", max_length=8000)
    disciplines: str = Field("", max_length=8000)
    bars: str = Field("", max_length=200)
    contribution: str = Field("", max_length=2000)
    papers: str = Field("", max_length=500)
    died_on: date | None = None


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post("/medals/lists", include_in_schema=False, status_code=201)
def propose_table(order: OrderDep, app: App, table: Annotated[bytes, Depends(_body)]) -> Receipt:
    """Danh sách đề nghị bằng bảng CSV; told with its JSON twin."""
    command = order.command
    rows = list(islice(csv_rows(text_of(table), ListRow), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    unit = app.naming.units(row.said.unit for row in rows if isinstance(row.said, ListRow))
    return order.answer(app.medals.propose_list(command, [(row.number, _facts(row, unit)) for row in rows]))


def _facts(row: Row[ListRow], unit: Callable[[str, str], UUID]) -> MedalFacts | Refusal:
    if isinstance(row.said, Refusal):
        return row.said
    said, field = row.said, f"rows[{row.number}]"
    try:
        return MedalFacts(
            person_code=said.person_code,
            person_class=said.person_class,
            sex=said.sex,
            unit_id=unit(said.unit, "unit"),
            service=service_of(said.service),
            disciplines=disciplines_of(said.disciplines),
            bars=tuple(_bar(word) for word in _words(said.bars)),
            contribution=said.contribution,
            papers=tuple(_words(said.papers)),
            died_on=said.died_on,
        )
    except Refusal as refusal:
        refusal.fields = tuple(f"{field}.{name}" for name in refusal.fields)
        return refusal


def _words(cell: str) -> list[str]:
    return cell.replace(";", " ").split()


def _bar(word: str) -> Bar:
    if word not in Bar.__members__:
        raise UnknownBar(given=word, known=", ".join(Bar))
    return Bar(word)
