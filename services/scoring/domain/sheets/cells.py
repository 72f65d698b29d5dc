"""Reading one cell as what its column holds, with a verdict on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.aggregate import identity
from kernel.refusals import Refusal
from services.scoring.domain.refusals import sheet_parts as parts
from services.scoring.domain.refusals import sheets as refusals
from services.scoring.domain.sheets import vocabulary
from services.scoring.domain.sheets.book import BlockName, GivenBlock, GivenCell, Origin, Verdicts, normal
from services.scoring.domain.sheets.numbers import in_words, number_in, two_readings

LONGEST_CODE, LONGEST_NAME, LONGEST_TEXT = 60, 300, 1000
ZERO = Decimal(0)

ONE_A_LINE: Mapping[BlockName, frozenset[str]] = {
    BlockName.CRITERIA: frozenset(
        {"number", "code", "name", "max_points", "formula", "parameters", "indicator", "target"}
    ),
    BlockName.RESULTS: frozenset({"indicator", "value", "not_applicable"}),
}
"""Columns in which a cell cannot be merged over several lines; elsewhere: those of numbers."""

_NUMBERS = frozenset({"minimum", "maximum", "at_least", "places", "weight", "max_points", "item"})


@dataclass(frozen=True)
class Record:
    """One row of a block by its columns."""

    block: BlockName
    row: int
    columns: Mapping[str, int]
    cells: Mapping[str, GivenCell]

    def cell(self, column: str) -> GivenCell:
        """The cell under a column, an empty one if there is none."""
        empty = GivenCell(self.row, self.columns.get(column, 1), "")
        return self.cells.get(column, empty)

    def has(self, column: str) -> bool:
        """Whether anything is written under the column."""
        return bool(self.cell(column).text.strip())


def records(block: GivenBlock, name: BlockName, verdicts: Verdicts) -> list[Record]:
    """The rows under the header of a block; what stands above it (a title) is passed over."""
    header = header_of(block, name)
    if header is not None:
        place, columns = header
        _strange_columns(block.rows[place], columns, name, verdicts)
        return list(_under(block.rows[place + 1 :], columns, name))
    first = block.rows[0][0] if block.rows else GivenCell(1, 1, "")
    verdicts.wrong(name, "", first, parts.HeaderNotFound(block=name.value, columns=needed_columns(name)))
    return []


def header_of(block: GivenBlock, name: BlockName) -> tuple[int, dict[str, int]] | None:
    """The first row that has every needed column, by its place among the rows, and where its columns are."""
    known = {normal(word): column for column, told in vocabulary.COLUMNS[name].items() for word in told}
    for place, row in enumerate(block.rows):
        columns: dict[str, int] = {}
        for cell in row:
            column = known.get(normal(cell.text))
            if column is not None:
                columns.setdefault(column, cell.column)
        if vocabulary.NEEDED[name] <= columns.keys():
            return place, columns
    return None


def needed_columns(name: BlockName) -> str:
    """What people call the columns that a block cannot do without."""
    return ", ".join(column_name(name, column) for column in sorted(vocabulary.NEEDED[name]))


def _strange_columns(
    row: tuple[GivenCell, ...], columns: Mapping[str, int], name: BlockName, verdicts: Verdicts
) -> None:
    for cell in row:
        if cell.column not in columns.values() and cell.text.strip():
            told = parts.UnknownColumn(column=cell.text[:60], block=name.value)
            verdicts.warn(name, cell.text, cell, "", told)


def _under(rows: tuple[tuple[GivenCell, ...], ...], columns: Mapping[str, int], name: BlockName) -> Iterator[Record]:
    by_place = {place: column for column, place in columns.items()}
    for row in rows:
        cells = {by_place[cell.column]: cell for cell in row if cell.column in by_place and cell.text.strip()}
        if cells and not all(cell.merged for cell in cells.values()):
            yield Record(name, row[0].row, columns, cells)


Doubted = Callable[[str], Refusal | None]


def _sure(_told: str) -> None:
    return None


class Reader:
    """Reads cells and keeps the verdicts; `units` are the codes of those that are known.

    `unread` stands for a number that must be there and cannot be read.
    """

    def __init__(self, verdicts: Verdicts, units: Mapping[UUID, str], unread: Decimal = ZERO) -> None:
        self.verdicts = verdicts
        self._unread = unread
        self._units = units
        self._by_code = {code: unit_id for unit_id, code in units.items()}

    def text(self, record: Record, column: str, most: int = LONGEST_NAME, doubted: Doubted = _sure) -> str:
        """The text of a cell without the spaces around it, empty if there is none; a name is one line.

        `doubted`: what is odd about it though it is read.
        """
        cell = record.cell(column)
        told = cell.text.strip()
        if most <= LONGEST_NAME:
            told = " ".join(line.strip() for line in told.splitlines())
        if not told or not self._usable(record, column):
            return ""
        if len(told) > most:
            self.wrong(record, column, refusals.TextTooLong(most=most))
            return ""
        needless = None if told == cell.text.strip() else refusals.SpacesRemoved(given=told[:60])
        self._read(record, column, told, doubted(told) or needless)
        return told

    def needed(self, record: Record, column: str, most: int = LONGEST_NAME) -> str:
        """The text of a cell that must not be empty."""
        if not record.has(column):
            self._missing(record, column)
            return ""
        return self.text(record, column, most)

    def number(self, record: Record, column: str) -> Decimal | None:
        """The number in a cell, None if it is empty or cannot be read."""
        cell = record.cell(column)
        if not cell.text.strip() or not self._usable(record, column):
            return None
        if cell.number is not None:
            self._read(record, column, in_words(cell.number))
            return cell.number
        given = cell.text.strip()
        found, both = number_in(given), two_readings(given) if given.endswith("%") else None
        if found is None or both is not None:
            told = (
                refusals.NumberUnreadable(given=cell.text[:60])
                if both is None
                else refusals.PercentOfTwoReadings(given=given, one=in_words(both[0]), other=both[1])
            )
            self.wrong(record, column, told)
            return None
        read = in_words(found.value)
        self._read(record, column, read, None if found.sure else refusals.NumberAmbiguous(given=given, read=read))
        return found.value

    def needed_number(self, record: Record, column: str) -> Decimal:
        """The number in a cell that must not be empty; where there is none to be read, the verdict says so."""
        if not record.has(column):
            self._missing(record, column)
        found = self.number(record, column)
        return self._unread if found is None else found

    def whole(self, record: Record, column: str, otherwise: int = 0) -> int:
        """The whole number in a cell."""
        found = self.number(record, column)
        if found is None:
            return otherwise
        if found != found.to_integral_value():
            self.wrong(record, column, refusals.NumberNotWhole(given=record.cell(column).text[:60]))
            return otherwise
        return int(found)

    def choice(self, record: Record, column: str, known: Mapping[str, str], otherwise: str) -> str:
        """The choice that a cell names, `otherwise` where it is empty."""
        told = record.cell(column).text.strip()
        if not told or not self._usable(record, column):
            return otherwise
        if normal(told) not in known:
            kind = refusals.UnknownFormula if column == "formula" else refusals.UnknownWord
            self.wrong(record, column, kind(given=told[:60], known=", ".join(known)))
            return otherwise
        self._read(record, column, known[normal(told)])
        return known[normal(told)]

    def unit(self, record: Record, column: str) -> UUID | None:
        """The unit that a cell names by its code or id."""
        told = record.cell(column).text.strip()
        if not told or not self._usable(record, column):
            return None
        if len(told) > LONGEST_CODE:
            self.wrong(record, column, refusals.TextTooLong(most=LONGEST_CODE))
            return None
        found = self._by_code.get(told) or unit_named(told)
        doubt = None if found in self._units else refusals.SheetUnitUnknown(given=told)
        self._read(record, column, self._units.get(found, told), doubt)
        return found

    def needed_unit(self, record: Record, column: str) -> UUID | None:
        """The unit in a cell that must not be empty."""
        if not record.has(column):
            self._missing(record, column)
        return self.unit(record, column)

    def wrong(self, record: Record, column: str, said: Refusal) -> None:
        """The cell cannot be used."""
        self.verdicts.wrong(record.block, column_name(record.block, column), record.cell(column), said)

    def _missing(self, record: Record, column: str) -> None:
        said = refusals.CellMissing(row=record.row, column=column_name(record.block, column))
        self.wrong(record, column, said)

    def _usable(self, record: Record, column: str) -> bool:
        """Whether the cell holds something of its own, and something saved."""
        cell = record.cell(column)
        if cell.origin is Origin.UNCOMPUTED:
            self.wrong(record, column, refusals.FormulaWithoutValue(given=cell.text[:60]))
            return False
        if cell.origin is Origin.DATED:
            self.wrong(record, column, refusals.DayInCell(given=cell.text))
            return False
        if cell.merged and column in ONE_A_LINE.get(record.block, _NUMBERS):
            self.wrong(record, column, refusals.MergedOverLines(given=cell.text[:60]))
            return False
        return True

    def _read(self, record: Record, column: str, read: str, doubt: Refusal | None = None) -> None:
        cell, name = record.cell(column), column_name(record.block, column)
        said = doubt
        if said is None and cell.origin is Origin.COMPUTED:
            said = refusals.FormulaInCell(given=cell.text[:60])
        if said is None and cell.merged:
            said = refusals.MergedCell(given=cell.text.strip()[:60])
        if said is None and cell.text != cell.text.strip():
            said = refusals.SpacesRemoved(given=cell.text.strip()[:60])
        if said is None:
            self.verdicts.add(record.block, name, cell, read)
        else:
            self.verdicts.warn(record.block, name, cell, read, said)


def column_name(block: BlockName, column: str) -> str:
    """What people call the column."""
    return vocabulary.COLUMNS[block][column][0] if column else ""


def unit_named(told: str) -> UUID:
    """A unit by its id or its code."""
    return named("unit", told)


def named(kind: str, told: str) -> UUID:
    """A thing of this kind by its id or its code, in capitals or not."""
    try:
        return UUID(told)
    except ValueError:
        return identity(kind, told.upper())
