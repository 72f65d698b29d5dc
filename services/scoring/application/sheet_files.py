"""Tables as files: XLSX and CSV to blocks of cells and back, within bounds of size."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from kernel.explanation import Text
from services.scoring.domain.refusals.sheets import FileHasMacros, FileTooLarge, FileUnreadable
from services.scoring.domain.sheets.book import BlockName, GivenBlock, GivenCell, Origin, Value, Written, normal
from services.scoring.domain.sheets.numbers import in_words

MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 32 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_SHEETS = 20
ABOVE = "đầu tệp"
"""What the lines of a CSV above its first part are called, where the table has a part of its own."""

_RISKY = ("=", "+", "-", "@", "'")
"""A spreadsheet takes a cell of a CSV that begins so for a formula."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
)
"""What the libraries raise over an archive that is none, is locked, or whose parts are no workbook."""


NOT_UTF8 = Text("chữ không theo bảng mã UTF-8", "its text is not encoded in UTF-8")
OPEN_QUOTE = Text(
    "có dấu ngoặc kép không khép hoặc đặt sai chỗ", "a quotation mark is left open or stands in the wrong place"
)
NO_WORKBOOK = Text("không mở được như một tệp XLSX", "it does not open as an XLSX workbook")


class SheetFormat(StrEnum):
    """The formats a score table is exchanged in."""

    XLSX = "XLSX"
    CSV = "CSV"


MEDIA_TYPES = {
    SheetFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    SheetFormat.CSV: "text/csv",
}


def blocks_of(content: bytes, form: SheetFormat, most_rows: int = MOST_ROWS) -> list[GivenBlock]:
    """The cells of a file; by default it has no more rows than a score table can have.

    Raises:
        FileUnreadable: it is not what it is said to be.
        FileTooLarge: it is beyond what such a file can be.
        FileHasMacros: it holds a program.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(what="byte", most=MOST_BYTES)
    return _from_csv(content, most_rows) if form is SheetFormat.CSV else _from_xlsx(content, most_rows)


def _from_csv(content: bytes, most_rows: int) -> list[GivenBlock]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(reason=NOT_UTF8) from error
    blocks: list[tuple[str | None, list[tuple[GivenCell, ...]]]] = []
    for number, row in enumerate(_csv_rows(text), start=1):
        if number > most_rows:
            raise FileTooLarge(what=Text("dòng", "rows"), most=most_rows)
        first = row[0].strip() if row else ""
        if first.startswith("[") and first.endswith("]"):
            blocks.append((first[1:-1], []))
            continue
        if not blocks:
            blocks.append((None, []))
        cells = tuple(_csv_cell(number, place, told) for place, told in enumerate(row, start=1) if told.strip())
        if cells:
            blocks[-1][1].append(cells)
    named = {normal(name) for name, _ in blocks if name is not None}
    unnamed = ABOVE if normal(BlockName.CRITERIA) in named else BlockName.CRITERIA.value
    return [GivenBlock(unnamed if name is None else name, tuple(rows)) for name, rows in blocks]


def _csv_rows(text: str) -> Iterator[list[str]]:
    """The rows by the separator that gives the widest ones: a comma, a semicolon or a tab."""

    def parsed(separator: str) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)

    try:
        widths = {
            each: max((len(row) for row, _ in zip(parsed(each), range(50), strict=False)), default=0) for each in ",;\t"
        }
        for row in parsed(max(widths, key=lambda each: widths[each])):
            if len(row) > MOST_COLUMNS:
                raise FileTooLarge(what=Text("cột", "columns"), most=MOST_COLUMNS)
            yield row
    except csv.Error as error:
        raise FileUnreadable(reason=OPEN_QUOTE) from error


def _csv_cell(row: int, column: int, told: str) -> GivenCell:
    if told.startswith("="):
        return GivenCell(row, column, told, Origin.UNCOMPUTED)
    return GivenCell(row, column, told.removeprefix("'"))


def _from_xlsx(content: bytes, most_rows: int) -> list[GivenBlock]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bounded(archive)
        _few_rows(content, most_rows)
        typed, saved = (load_workbook(io.BytesIO(content), data_only=each) for each in (False, True))
    except _BROKEN as error:
        raise FileUnreadable(reason=NO_WORKBOOK) from error
    return [_block(sheet, saved[sheet.title]) for sheet in typed.worksheets]


def _bounded(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if "vbaProject" in part.filename:
            raise FileHasMacros(part=part.filename)
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise FileTooLarge(what="byte", most=MOST_UNPACKED)


def _few_rows(content: bytes, most_rows: int) -> None:
    """Read once in passing, before a whole workbook is built in memory."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    if len(book.worksheets) > MOST_SHEETS:
        raise FileTooLarge(what=Text("trang", "worksheets"), most=MOST_SHEETS)
    rows = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            rows += 1
            if rows > most_rows:
                raise FileTooLarge(what=Text("dòng", "rows"), most=most_rows)
            if len(row) > MOST_COLUMNS:
                raise FileTooLarge(what=Text("cột", "columns"), most=MOST_COLUMNS)
    book.close()


def _block(typed: Any, saved: Any) -> GivenBlock:
    covered = _covered(typed)
    rows = []
    for row, values in zip(typed.iter_rows(), saved.iter_rows(values_only=True), strict=True):
        cells = [_cell(each, value, covered) for each, value in zip(row, values, strict=True)]
        if kept := tuple(cell for cell in cells if cell is not None):
            rows.append(kept)
    return GivenBlock(typed.title, tuple(rows))


def _covered(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cells under a merged one in its own column, with the cell whose text they are given."""
    return {
        (row, area.min_col): sheet.cell(area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row + 1, area.max_row + 1)
    }


def _cell(cell: Any, saved: Any, covered: dict[tuple[int, int], Any]) -> GivenCell | None:
    above = covered.get((cell.row, cell.column))
    if above is not None:
        return None if above.value is None else GivenCell(cell.row, cell.column, str(above.value), merged=True)
    if cell.value is None:
        return None
    if cell.data_type == "f" and saved is None:
        return GivenCell(cell.row, cell.column, str(cell.value), Origin.UNCOMPUTED)
    origin = Origin.COMPUTED if cell.data_type == "f" else Origin.TYPED
    value = saved if cell.data_type == "f" else cell.value
    if isinstance(value, bool):
        return GivenCell(cell.row, cell.column, "Có" if value else "Không", origin)
    if isinstance(value, int | float):
        number = Decimal(repr(value)) * (100 if "%" in cell.number_format else 1)
        return GivenCell(cell.row, cell.column, in_words(number), origin, number=number)
    if isinstance(value, date | time):
        origin = Origin.DATED
    return GivenCell(cell.row, cell.column, str(value), origin)


def file_of(blocks: Sequence[Written], form: SheetFormat) -> bytes:
    """The blocks as a file that reading gives back unchanged."""
    return _to_csv(blocks) if form is SheetFormat.CSV else _to_xlsx(blocks)


def _to_csv(blocks: Sequence[Written]) -> bytes:
    told = io.StringIO(newline="")
    writer = csv.writer(told, lineterminator="\r\n")
    for block in blocks:
        writer.writerow([f"[{block.name}]"])
        writer.writerows([_csv_text(value) for value in row] for row in block.rows)
    return told.getvalue().encode("utf-8-sig")


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return in_words(value)
    return f"'{value}" if value.startswith(_RISKY) else value


def _to_xlsx(blocks: Sequence[Written]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for block in blocks:
        sheet = book.create_sheet(block.name.value)
        for place, row in enumerate(block.rows, start=1):
            for column, value in enumerate(row, start=1):
                _write(sheet.cell(place, column), value, heading=place == 1)
        sheet.freeze_panes = "A2"
        for letter, width in (("A", 14), ("B", 18), ("C", 48), ("H", 40)):
            sheet.column_dimensions[letter].width = width
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def _write(cell: Any, value: Value, *, heading: bool) -> None:
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        cell.value = float(value)
    elif value is not None:
        cell.value = in_words(value) if isinstance(value, Decimal) else value
        cell.data_type = "s"
    cell.font = Font(bold=heading)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
