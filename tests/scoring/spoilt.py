"""The full score table with one cell spoilt after the other, and what is said: `python -m tests.scoring.spoilt`.

Recorded so that a verdict keeps its cell, its column, what was read and what is said; to be looked at when it changes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from services.scoring.application.sheet_files import SheetFormat, blocks_of
from services.scoring.domain.sheets.book import CellVerdict, Level
from services.scoring.domain.sheets.reading import preview
from tests.scoring.test_sheets import CODES

FOLDER = Path(__file__).parent / "recorded"
RECORDED = FOLDER / "spoilt_sheets.json"
LONG = "abcdefghij " * 7
SPOILS = ("", "?\u200b?", LONG, " 1.000 ")
LINES = ("1", "2.2", "V")
"""Of the criteria these rows, by their first cell."""


def _grid() -> list[list[str]]:
    return list(csv.reader(io.StringIO((FOLDER / "full_table.csv").read_text(encoding="utf-8"))))


def _cells(grid: list[list[str]]) -> Iterator[tuple[int, int]]:
    """The header cells and those of the chosen rows, by row and column from 0 on."""
    block, begins = "", 0
    for number, row in enumerate(grid):
        if len(row) == 1 and row[0].startswith("["):
            block, begins = row[0], number
        elif number == begins + 1 or _is_chosen(block, row[0], first=number == begins + 2):
            yield from ((number, column) for column in range(len(row)))


def _is_chosen(block: str, code: str, *, first: bool) -> bool:
    """Of the settings every row, of the other blocks the first."""
    return code in LINES if block == "[Bảng điểm]" else first or block == "[Thiết lập]"


def _said(verdict: CellVerdict) -> str:
    said = verdict.said
    told = f"{said.code} {', '.join(map(str, said.facts.values()))}" if said else ""
    return f"{verdict.block} {verdict.place} {verdict.column!r}: {verdict.given!r} → {verdict.read!r} {told}"


def _seen(grid: list[list[str]], *levels: Level) -> list[str]:
    text = io.StringIO()
    csv.writer(text).writerows(grid)
    found = preview(blocks_of(text.getvalue().encode(), SheetFormat.CSV), CODES)
    return [_said(each) for each in found.verdicts if each.level in levels]


def spoilt() -> dict[str, list[str]]:
    """What is said of the table with this cell replaced, beyond what is said of it as it is (`-`: no more said).

    By the cell's row and column and the beginning of what stands there then.
    """
    bad = (Level.WARNING, Level.ERROR)
    whole = _seen(_grid(), *bad)
    found = {"as it is": _seen(_grid(), *Level)}
    for row, column in _cells(_grid()):
        for spoil in SPOILS:
            grid = _grid()
            grid[row][column] = spoil
            said = _seen(grid, *bad)
            lost = [f"- {each[:60]}" for each in whole if each not in said]
            found[f"{row + 1}/{column + 1} {spoil[:4]!r}"] = [*lost, *(each for each in said if each not in whole)]
    return found


def main() -> None:
    """Record it."""
    RECORDED.write_text(json.dumps(spoilt(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
