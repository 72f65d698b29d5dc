"""Tables as they come, CSV from spreadsheets, lines of JSON from programs: nothing is guessed, a bad row is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field

from kernel.http import Body, Number
from kernel.refusals import Refusal
from kernel.rows import MAX_LINE_BYTES, Lines, LineTooLong, Row, csv_rows, ndjson_row, readable, row_problem


class Reading(Body):
    """A row of an example."""

    unit: Annotated[str, Field(max_length=10)]
    value: Number | None = None
    since: date | None = None


def rows(text: str) -> list[Row[Reading]]:
    return list(csv_rows(text, Reading, numbers=("value",)))


def refusals(text: str) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(row.number, row.said.code, row.said.fields) for row in rows(text) if isinstance(row.said, Refusal)]


def lines(*chunks: bytes) -> list[tuple[int, bytes | str]]:
    reader = Lines()
    found = [each for chunk in chunks for each in reader.feed(chunk)]
    found += list(reader.rest())
    return [(number, line.code if isinstance(line, Refusal) else line) for number, line in found]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_is_read_with_and_without_bom_by_its_header(bom: str, end: str) -> None:
    text = bom + end.join(["value,unit,since", "93.10,Đà Lạt,2024-01-01", "", '"-7",A,', ""])
    assert rows(text) == [
        Row(2, Reading(unit="Đà Lạt", value=Decimal("93.10"), since=date(2024, 1, 1))),
        Row(4, Reading(unit="A", value=Decimal(-7))),
    ]


def test_digits_of_a_csv_are_kept() -> None:
    [row] = rows("unit,value\nA,12345678901234.567890\n")
    assert isinstance(row.said, Reading)
    assert str(row.said.value) == "12345678901234.567890"


@pytest.mark.parametrize("value", ["93,1", "1.234,5", "1,234.5", "93, 1"])
def test_a_comma_in_a_number_is_refused_by_row_and_column(value: str) -> None:
    [row] = rows(f'unit,value\nA,"{value}"\n')
    assert isinstance(row.said, Refusal)
    assert (row.number, row.said.code, row.said.fields) == (2, "decimal-comma", ("rows[2].value",))
    assert row.said.text().en == (
        f"Row 2, column value: “{value}” has a comma; write a decimal point and no thousands separator."
    )


@pytest.mark.parametrize("value", ["abc", "1e3", "NaN", "1.", ".5", "+1", "1 000", "0x1", "١", "9" * 41])
def test_what_is_no_plain_decimal_is_refused(value: str) -> None:
    assert refusals(f"unit,value\nA,{value}\n") == [(2, "not-a-number", ("rows[2].value",))]


def test_an_unquoted_decimal_comma_makes_a_row_too_wide() -> None:
    [row] = rows("unit,value\nA,93,1\n")
    assert isinstance(row.said, Refusal)
    assert row.said.code == "wrong-width"
    assert "Dòng 2 có 3 ô, tiêu đề có 2 cột" in row.said.text().vi


@pytest.mark.parametrize(
    ("header", "code", "fields"),
    [
        ("unit;value", "not-comma-separated", ()),
        ("unit\tvalue", "not-comma-separated", ()),
        ("value", "wrong-columns", ("unit",)),
        ("unit,colour", "wrong-columns", ("colour",)),
        ("unit,unit", "wrong-columns", ("unit",)),
    ],
)
def test_a_header_must_be_the_tables_own(header: str, code: str, fields: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        rows(f"{header}\nA,1\n")
    assert (refused.value.code, refused.value.fields) == (code, fields)


@pytest.mark.parametrize("text", ['unit\n"A', 'unit\n"A"B\n', "unit\n" + "A" * 200_000])
def test_a_csv_that_breaks_off_is_refused_at_its_row(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        rows(text)
    assert (refused.value.code, refused.value.facts["row"]) == ("broken-csv", 2)


def test_members_that_cannot_be_taken_are_named_in_both_languages() -> None:
    [row] = rows("unit,since\nABCDEFGHIJK,31/03/2024\n")
    assert isinstance(row.said, Refusal)
    problem = row_problem(row.said)
    assert (problem["code"], problem["fields"]) == ("invalid-input", ["rows[2].unit", "rows[2].since"])
    assert [each["message"] for each in problem["errors"]] == [
        "không được quá 10 ký tự",
        "không phải ngày (NNNN-TT-NN)",
    ]
    assert "explanation" not in problem


def test_a_row_of_json_is_read_exactly() -> None:
    assert ndjson_row(b'{"unit": "A", "value": 1.50}', 7, Reading) == Row(7, Reading(unit="A", value=Decimal("1.50")))


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (b'{"unit": "A", "value": "1.5"}', "invalid-input", "rows[3].value"),
        (b'{"value": 1}', "invalid-input", "rows[3].unit"),
        (b"[]", "invalid-input", "rows[3]"),
        (b'{"unit": "A", "value": NaN}', "not-json", "rows[3]"),
        (b'{"unit"', "not-json", "rows[3]"),
        (b'{"unit": "\\ud800"}', "not-json", "rows[3]"),
        (b"[" * 60_000, "not-json", "rows[3]"),
        (b'{"unit": "\xff"}', "not-utf8", "rows[3]"),
    ],
)
def test_a_line_that_is_no_row_is_refused_by_its_number(line: bytes, code: str, field: str) -> None:
    row = ndjson_row(line, 3, Reading)
    assert isinstance(row.said, Refusal)
    assert (row.said.code, row.said.fields, row_problem(row.said)["errors"] != []) == (
        code,
        (field,),
        code == "invalid-input",
    )


def test_rows_are_taken_together_or_every_bad_one_is_named() -> None:
    assert readable(rows("unit\nA\nB\n")) == [(2, Reading(unit="A")), (3, Reading(unit="B"))]
    with pytest.raises(Refusal) as one:
        readable(rows("unit,value\nA,x\nB,1\n"))
    assert one.value.code == "not-a-number"
    with pytest.raises(Refusal) as both:
        readable(rows('unit,value\nA,x\nB,"1,5"\nC,1\n'))
    assert (both.value.code, both.value.fields) == ("rows-refused", ("rows[2].value", "rows[3].value"))
    told = both.value.as_problem()["explanation"]["inputs"]
    assert [(each["value"], each["formula"]) for each in told] == [
        ("not-a-number", "rows[2].value"),
        ("decimal-comma", "rows[3].value"),
    ]


def test_lines_are_put_together_from_chunks_and_numbered() -> None:
    assert lines(b"\xef\xbb\xbf{1", b"}\n\n{3}\r\n{", b"4}") == [(1, b"{1}"), (3, b"{3}\r"), (4, b"{4}")]
    assert lines(b"{1}\n") == [(1, b"{1}")]


def test_a_line_beyond_the_limit_is_named_once_and_never_held() -> None:
    reader = Lines()
    piece = b"x" * MAX_LINE_BYTES
    found = [each for chunk in (b"{1}\n", piece + b"x", piece + b"x", b"x\n{3}\n") for each in reader.feed(chunk)]
    assert [(number, type(line)) for number, line in found] == [(1, bytes), (2, LineTooLong), (3, bytes)]
    assert lines(b"{1}\n" + piece + b"x\n{3}") == [(1, b"{1}"), (2, "line-too-long"), (3, b"{3}")]
    assert lines(piece + b"x") == [(1, "line-too-long")]


def test_a_line_at_the_limit_is_read() -> None:
    line = b"x" * MAX_LINE_BYTES
    assert lines(line + b"\n") == [(1, line)]
