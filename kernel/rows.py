"""Tables that national systems send, as CSV or as lines of JSON: each row is read exactly, or refused by its number.

Rows are counted as a spreadsheet shows them: the header of a CSV is row 1, the first line of an NDJSON stream is row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kernel.bodies import read_json
from kernel.explanation import Explanation, Text
from kernel.problems import InvalidInput, invalid, spoken
from kernel.refusals import HOUSE_RULE, Kind, Refusal

CSV, NDJSON = "text/csv", "application/x-ndjson"
"""The media types of tables."""
MAX_LINE_BYTES = 64 * 1024
"""Longest line of a stream."""
BOM = "\ufeff"
_NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,20})?", re.ASCII)

M = TypeVar("M", bound=BaseModel)


class BrokenCsv(Refusal):
    """The table is no CSV."""

    code = "broken-csv"
    kind = Kind.INVALID
    title = Text("Bảng CSV bị hỏng", "The CSV is broken")
    detail = Text("Không đọc được CSV ở dòng {row}: {reason}.", "The CSV cannot be read at row {row}: {reason}.")
    source = HOUSE_RULE


class NotCommaSeparated(Refusal):
    """Cells are separated by something else than a comma, as spreadsheets with Vietnamese settings do."""

    code = "not-comma-separated"
    kind = Kind.INVALID
    title = Text("Các ô không ngăn cách bằng dấu phẩy", "The cells are not separated by commas")
    detail = Text(
        "Dòng tiêu đề ngăn cách bằng “{separator}”; hãy lưu bảng với dấu phẩy ngăn cách và dấu chấm thập phân.",
        "The header is separated by “{separator}”; save the table with commas between cells and decimal points.",
    )
    source = HOUSE_RULE


class WrongColumns(Refusal):
    """The header lacks a column, or has one that means nothing here, or one twice."""

    code = "wrong-columns"
    kind = Kind.INVALID
    title = Text("Tiêu đề bảng không đúng", "The table's header is not right")
    detail = Text(
        "Thiếu cột: {missing}; cột lạ hoặc lặp: {strange}; các cột được nhận: {known}.",
        "Missing columns: {missing}; strange or repeated ones: {strange}; the columns are: {known}.",
    )
    source = HOUSE_RULE


class WrongWidth(Refusal):
    """A row has more or fewer cells than the header."""

    code = "wrong-width"
    kind = Kind.INVALID
    title = Text("Số ô của dòng khác tiêu đề", "The row is not as wide as the header")
    detail = Text(
        "Dòng {row} có {cells} ô, tiêu đề có {columns} cột; số thập phân viết bằng dấu chấm, không bằng dấu phẩy.",
        "Row {row} has {cells} cells, the header {columns} columns; decimals are written with a point, not a comma.",
    )
    source = HOUSE_RULE


class DecimalComma(Refusal):
    """A number has a comma: one thousand to some, one point something to others."""

    code = "decimal-comma"
    kind = Kind.INVALID
    title = Text("Số có dấu phẩy", "A number with a comma")
    detail = Text(
        "Dòng {row}, cột {column}: “{value}” có dấu phẩy; hãy viết số với dấu chấm thập phân và không ngăn hàng nghìn.",
        "Row {row}, column {column}: “{value}” has a comma; write a decimal point and no thousands separator.",
    )
    source = HOUSE_RULE


class NotANumber(Refusal):
    """A cell of a column of numbers holds no decimal number."""

    code = "not-a-number"
    kind = Kind.INVALID
    title = Text("Không phải số", "Not a number")
    detail = Text(
        "Dòng {row}, cột {column}: “{value}” không phải số thập phân như 1234.5.",
        "Row {row}, column {column}: “{value}” is not a decimal number such as 1234.5.",
    )
    source = HOUSE_RULE


class LineTooLong(Refusal):
    """A line of a stream is longer than any row can be."""

    code = "line-too-long"
    kind = Kind.INVALID
    title = Text("Dòng quá dài", "The line is too long")
    detail = Text("Dòng {row} dài hơn {limit} byte.", "Row {row} is longer than {limit} bytes.")
    source = HOUSE_RULE


class TooManyRows(Refusal):
    """A table has more rows than are taken at once."""

    code = "too-many-rows"
    kind = Kind.INVALID
    title = Text("Quá nhiều dòng", "Too many rows")
    detail = Text(
        "Một lần nhận nhiều nhất {most} dòng; hãy chia nhỏ.", "At most {most} rows are taken at once; split them."
    )
    source = HOUSE_RULE


class RowsRefused(Refusal):
    """Several rows of a table cannot be read; nothing of it was recorded."""

    code = "rows-refused"
    kind = Kind.INVALID
    title = Text("Có dòng không đọc được", "Some rows cannot be read")
    detail = Text(
        "{bad} dòng không đọc được; không dòng nào được ghi.", "{bad} rows cannot be read; none was recorded."
    )
    source = HOUSE_RULE


@dataclass(frozen=True)
class Row(Generic[M]):
    """One row by its number: what it says, or why it cannot be read."""

    number: int
    said: M | Refusal


def csv_rows(text: str, model: type[M], numbers: Collection[str] = ()) -> Iterator[Row[M]]:
    """The rows of a CSV whose columns are the model's fields; an empty cell is a field that is not given.

    Raises:
        BrokenCsv: there is no reading on.
        NotCommaSeparated: the header has other separators.
        WrongColumns: the header is not the model's.
    """
    records = _records(text.removeprefix(BOM))
    columns = _header(next(records, (1, []))[1], model)
    for number, cells in records:
        if len(cells) != len(columns):
            where = (f"rows[{number}]",)
            yield Row(number, WrongWidth(fields=where, row=number, cells=len(cells), columns=len(columns)))
        elif isinstance(found := _members(number, dict(zip(columns, cells, strict=True)), numbers), Refusal):
            yield Row(number, found)
        else:
            yield Row(number, _validated(model, found, number))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if cells:
                yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise BrokenCsv(row=number + 1, reason=Text("sai cú pháp CSV", str(error))) from error


def _header(cells: Sequence[str], model: type[BaseModel]) -> Sequence[str]:
    known = list(model.model_fields)
    for separator in (";", "\t"):
        if len(cells) == 1 and separator in cells[0]:
            raise NotCommaSeparated(separator=separator)
    missing = [name for name, field in model.model_fields.items() if field.is_required() and name not in cells]
    strange = [name[:60] for place, name in enumerate(cells) if name not in known or name in cells[:place]]
    if missing or strange:
        said = [", ".join(each) or "–" for each in (missing, strange, known)]
        raise WrongColumns(fields=(*missing, *strange), missing=said[0], strange=said[1], known=said[2])
    return cells


def _members(number: int, cells: dict[str, str], numbers: Collection[str]) -> dict[str, Any] | Refusal:
    members: dict[str, Any] = {name: cell for name, cell in cells.items() if cell}
    for column in numbers:
        if (cell := members.get(column)) is None:
            continue
        if _NUMBER.fullmatch(cell) is None:
            kind = DecimalComma if "," in cell else NotANumber
            return kind(fields=(f"rows[{number}].{column}",), row=number, column=column, value=cell[:60])
        members[column] = Decimal(cell)
    return members


def ndjson_row(line: bytes, number: int, model: type[M]) -> Row[M]:
    """One line of an NDJSON stream."""
    try:
        members = read_json(line)
    except Refusal as refusal:
        refusal.fields = (f"rows[{number}]",)
        return Row(number, refusal)
    return Row(number, _validated(model, members, number))


def ndjson_rows(body: bytes, model: type[M]) -> Iterator[Row[M]]:
    """The rows of a whole body of NDJSON."""
    lines = Lines()
    for number, line in (*lines.feed(body), *lines.rest()):
        yield Row(number, line) if isinstance(line, Refusal) else ndjson_row(line, number, model)


def _validated(model: type[M], members: object, number: int) -> M | Refusal:
    try:
        return model.model_validate(members)
    except ValidationError as error:
        found = spoken(error.errors(include_url=False), f"rows[{number}]")
        inputs = tuple(
            Explanation(label=Text(each["message"], each["message_en"]), value=each["field"]) for each in found
        )
        why = Explanation(label=InvalidInput.title, value=str(len(found)), inputs=inputs)
        return invalid(found, why)


def readable(rows: Sequence[Row[M]]) -> list[tuple[int, M]]:
    """What the rows say, where every one of them can be read.

    Raises:
        Refusal: the one row's that cannot.
        RowsRefused: several cannot; each is named with its reason.
    """
    bad = [row.said for row in rows if isinstance(row.said, Refusal)]
    if len(bad) == 1:
        raise bad[0]
    if bad:
        inputs = tuple(Explanation(label=each.text(), value=each.code, formula=", ".join(each.fields)) for each in bad)
        why = Explanation(label=RowsRefused.title, value=str(len(bad)), inputs=inputs)
        raise RowsRefused(bad=len(bad), fields=tuple(field for each in bad for field in each.fields), explanation=why)
    return [(row.number, row.said) for row in rows if not isinstance(row.said, Refusal)]


def row_problem(refusal: Refusal) -> dict[str, Any]:
    """A row's refusal as a member of its verdict: a problem without the tree, its fields told one by one."""
    members = refusal.as_problem()
    inputs = refusal.explanation.inputs if isinstance(refusal, InvalidInput) else ()
    del members["explanation"]
    members["errors"] = [
        {"field": each.value, "message": each.label.vi, "message_en": each.label.en} for each in inputs
    ]
    return members


class Lines:
    """Numbered lines out of the chunks of a body; blank ones are left out, none is held beyond the limit."""

    def __init__(self) -> None:
        self._rest = b""
        self._number = 0
        self._skipping = False

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes | Refusal]]:
        """The lines that end in this chunk."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            yield from self._line(line)
        if len(self._rest) > MAX_LINE_BYTES:
            if not self._skipping:
                yield self._number + 1, _too_long(self._number + 1)
            self._skipping, self._rest = True, b""

    def rest(self) -> Iterator[tuple[int, bytes | Refusal]]:
        """The last line, where no line end follows it."""
        yield from self._line(self._rest)

    def _line(self, line: bytes) -> Iterator[tuple[int, bytes | Refusal]]:
        self._number += 1
        told, self._skipping = self._skipping, False
        if self._number == 1:
            line = line.removeprefix(BOM.encode())
        if told:
            return
        if len(line) > MAX_LINE_BYTES:
            yield self._number, _too_long(self._number)
        elif line.strip():
            yield self._number, line


def _too_long(number: int) -> Refusal:
    return LineTooLong(fields=(f"rows[{number}]",), row=number, limit=MAX_LINE_BYTES)
