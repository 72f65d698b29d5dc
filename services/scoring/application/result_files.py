"""Results as a workbook (tệp kết quả): its rows as one delivery, each cell called as the spreadsheet calls it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from kernel.explanation import Text
from kernel.naming import id_of
from services.scoring.application.judging import Place, Reported
from services.scoring.application.results import Delivery
from services.scoring.application.sheet_files import SheetFormat, blocks_of
from services.scoring.domain.refusals.results import NoResultRows
from services.scoring.domain.sheets.book import CellVerdict
from services.scoring.domain.sheets.results import ResultLine, results_in, worksheet_of
from services.scoring.domain.verdicts import Outcome, Verdict

MOST_ROWS = 10_001
"""The header and ten thousand rows."""


def delivery_of(content: bytes, worksheet: str | None, system: str, batch: str) -> Delivery:
    """What a workbook reports: its only worksheet of results, or the one that is named.

    Raises:
        Refusal: the file, or the worksheet, cannot be taken at all.
    """
    block = worksheet_of(blocks_of(content, SheetFormat.XLSX, MOST_ROWS), worksheet)
    read = results_in(block)
    if not (read.lines or read.unread):
        raise NoResultRows(worksheet=block.name)
    unread = tuple(
        Verdict(f"{block.name}!{each.place}", "", Outcome.UNREADABLE, each.given, _notes([each]))
        for each in read.unread
    )
    return Delivery(system, batch, _reported(block.name, read.lines), unread)


def _reported(worksheet: str, lines: Iterable[ResultLine]) -> tuple[Reported, ...]:
    """The rows by unit, movement and quarter, whatever their order."""
    groups: dict[tuple[UUID, UUID, str], list[ResultLine]] = defaultdict(list)
    for line in lines:
        groups[id_of("unit", line.unit), id_of("movement", line.movement), line.period].append(line)
    return tuple(
        Reported(
            group[0].unit,
            group[0].movement,
            group[0].period,
            tuple(each.cell for each in group),
            tuple(_place(worksheet, each) for each in group),
        )
        for group in groups.values()
    )


def _place(worksheet: str, line: ResultLine) -> Place:
    return Place(**{name: f"{worksheet}!{place}" for name, place in line.places.items()}, notes=_notes(line.notes))


def _notes(verdicts: Iterable[CellVerdict]) -> tuple[Text, ...]:
    """What is to be said of cells, each by its place."""
    told = ((each.place, each.said.text()) for each in verdicts if each.said is not None)
    return tuple(Text(f"{place}: {said.vi}", f"{place}: {said.en}") for place, said in told)
