"""A file of cells, whichever format it came in: blocks of rows, each cell by its place and as it was given."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from string import ascii_uppercase

from kernel.refusals import Refusal


class BlockName(StrEnum):
    """What is read in files: the parts of a score table (worksheets, blocks of a CSV under `[name]`), and results."""

    CRITERIA = "Bảng điểm"
    SETTINGS = "Thiết lập"
    INDICATORS = "Chỉ tiêu đo"
    PANELS = "Hội đồng chấm"
    DEPARTMENTS = "Bảng của ban"
    CLASSES = "Xếp loại"
    PRIZES = "Giải thưởng"
    GROUPS = "Nhóm đơn vị"
    RESULTS = "Kết quả"


Value = str | Decimal | None
"""What a cell is written with."""


@dataclass(frozen=True)
class Written:
    """A block to be written: its header and its rows."""

    name: BlockName
    rows: tuple[tuple[Value, ...], ...]


class Origin(StrEnum):
    """Where a cell's text comes from: typed, computed by the spreadsheet and saved, or a formula never computed.

    DATED: the spreadsheet took it for a day or a time, so what was typed is not there any more.
    """

    TYPED = "TYPED"
    DATED = "DATED"
    COMPUTED = "COMPUTED"
    UNCOMPUTED = "UNCOMPUTED"


@dataclass(frozen=True)
class GivenCell:
    """A cell as it was given, by its place from 1 on; `number` where the file itself holds a number.

    `merged`: it is covered by a cell above it, whose text it was given.
    """

    row: int
    column: int
    text: str
    origin: Origin = Origin.TYPED
    merged: bool = False
    number: Decimal | None = None

    @property
    def place(self) -> str:
        """The cell as spreadsheets call it: D7."""
        letters, left = "", self.column
        while left:
            left, digit = divmod(left - 1, len(ascii_uppercase))
            letters = ascii_uppercase[digit] + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True)
class GivenBlock:
    """A block as it was given: rows of cells that are not empty."""

    name: str
    rows: tuple[tuple[GivenCell, ...], ...]


class Level(StrEnum):
    """How good a cell is: đọc được, cảnh báo, lỗi."""

    OK = "OK"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True)
class CellVerdict:
    """What was read in one cell (kết quả kiểm tra một ô), and what is to be said of it, by which rule."""

    block: str
    row: int
    column: str
    place: str
    given: str
    read: str
    level: Level = Level.OK
    said: Refusal | None = None


class Verdicts:
    """The verdicts on one file, as they are found."""

    def __init__(self) -> None:
        self.found: list[CellVerdict] = []

    def add(self, block: str, column: str, cell: GivenCell, read: str) -> None:
        """The cell was read without anything to say."""
        self._add(block, column, cell, read, Level.OK, None)

    def warn(self, block: str, column: str, cell: GivenCell, read: str, said: Refusal) -> None:
        """The cell was read, but not as it stands."""
        self._add(block, column, cell, read, Level.WARNING, said)

    def wrong(self, block: str, column: str, cell: GivenCell, said: Refusal) -> None:
        """The cell cannot be used."""
        self._add(block, column, cell, "", Level.ERROR, said)

    def at(self, level: Level) -> Sequence[CellVerdict]:
        """The verdicts of one level."""
        return [each for each in self.found if each.level is level]

    def _add(self, block: str, column: str, cell: GivenCell, read: str, level: Level, said: Refusal | None) -> None:
        self.found.append(CellVerdict(block, cell.row, column, cell.place, cell.text[:200], read[:200], level, said))


def normal(text: str) -> str:
    """A word of a sheet as it is compared: one form of Vietnamese letters, i or y alike, no capitals, single spaces."""
    found = unicodedata.normalize("NFC", text).casefold().split()
    return " ".join(_WITH_Y.get(each, each) for each in found).rstrip(":.")


def plain(text: str) -> str:
    """A word without the marks of its letters, as it is typed on a keyboard that has none."""
    return "".join(each for each in unicodedata.normalize("NFD", normal(text)) if not unicodedata.combining(each))


_WITH_Y = {"tỉ": "tỷ", "kì": "kỳ", "lí": "lý", "quí": "quý", "kĩ": "kỹ"}
"""Syllables that are written with i or with y, both correctly."""


def words(table: Mapping[str, str]) -> dict[str, str]:
    """A table of words by their normal form."""
    return {normal(word): meaning for word, meaning in table.items()}
