"""A worksheet of results, cell by cell: what each row reports, and what is said of a cell that cannot be read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kernel.explanation import Text
from services.scoring.domain.refusals.results import WorksheetUnclear, WorksheetUnknown
from services.scoring.domain.refusals.sheet_parts import HeaderNotFound
from services.scoring.domain.result_sheet import Cell, Evidence, EvidenceKind
from services.scoring.domain.sheets.book import GivenBlock, GivenCell, Origin
from services.scoring.domain.sheets.numbers import two_readings
from services.scoring.domain.sheets.results import ReadResults, results_in, worksheet_of
from services.scoring.domain.verdicts import Outcome, Verdict

HEADER = ("unit_id", "movement_id", "period", "indicator", "value", "not_applicable", "evidence", "source")
ROW = ("BHXH-62", "TDTX-2024", "2024-Q2", "SI", "874")
FIRST_ROW = 2


def cells(row: int, texts: tuple[str | GivenCell, ...]) -> tuple[GivenCell, ...]:
    return tuple(
        each if isinstance(each, GivenCell) else GivenCell(row, place, each)
        for place, each in enumerate(texts, start=1)
        if each != ""
    )


def block(*rows: tuple[str | GivenCell, ...], header: tuple[str, ...] = HEADER, name: str = "Kết quả") -> GivenBlock:
    return GivenBlock(name, tuple(cells(number, texts) for number, texts in enumerate((header, *rows), start=1)))


def read(*rows: tuple[str | GivenCell, ...], header: tuple[str, ...] = HEADER) -> ReadResults:
    return results_in(block(*rows, header=header))


def wrong(found: ReadResults) -> list[tuple[str, str]]:
    return [(each.place, each.said.code) for each in found.unread if each.said is not None]


def with_value(value: str | GivenCell) -> tuple[str | GivenCell, ...]:
    return (*ROW[:4], value)


def number(value: str, **members: object) -> GivenCell:
    return GivenCell(FIRST_ROW, 5, value.replace(".", ","), number=Decimal(value), **members)  # type: ignore[arg-type]


def test_a_row_is_one_result_of_one_unit_with_its_evidence() -> None:
    found = read((*ROW, "", "REAL", "https://www.gso.gov.vn"), ("BHXH-64", "TDTX-2024", "2024-Q2", "REVIEW", "", "x"))
    assert wrong(found) == []
    assert [(each.unit, each.movement, each.period) for each in found.lines] == [
        ("BHXH-62", "TDTX-2024", "2024-Q2"),
        ("BHXH-64", "TDTX-2024", "2024-Q2"),
    ]
    assert [each.cell for each in found.lines] == [
        Cell("SI", Decimal(874), Evidence(EvidenceKind.REAL, "https://www.gso.gov.vn")),
        Cell("REVIEW", None, Evidence(EvidenceKind.DECLARED)),
    ]
    assert [(*each.places.values(), each.notes) for each in found.lines] == [
        ("E2", "D2", "A2", "B2", "C2", ()),
        ("F3", "D3", "A3", "B3", "C3", ()),
    ]


def test_vietnamese_headings_name_the_same_columns() -> None:
    header = ("Mã đơn vị", "Phong trào", "Quý", "Chỉ tiêu", "Giá trị", "Không áp dụng", "Loại minh chứng", "Nguồn")
    assert read((*ROW, "Không", "Có nguồn", "TST"), header=header) == read((*ROW, "false", "REAL", "TST"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("93,1", "93.1"),
        ("93.1", "93.1"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("0,125", "0.125"),
        ("85 %", "85"),
        ("0", "0"),
        (number("1.234"), "1.234"),
    ],
)
def test_a_number_that_means_one_thing_is_read(value: str | GivenCell, expected: str) -> None:
    [line] = read(with_value(value)).lines
    assert line.cell.value == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1.234", "number-of-two-readings"),
        ("1,234", "number-of-two-readings"),
        ("-12.500", "number-of-two-readings"),
        ("nhiều", "sheet-number-unreadable"),
        ("93,1234567", "number-too-long"),
        (number("93.33333333333333"), "number-too-long"),
        (number("1000000000000000000000"), "number-too-long"),
        (GivenCell(FIRST_ROW, 5, "=B2*2", Origin.UNCOMPUTED), "sheet-formula-without-value"),
        (GivenCell(FIRST_ROW, 5, "874", merged=True), "sheet-merged-over-lines"),
        ("", "value-or-not-applicable"),
    ],
)
def test_a_value_that_cannot_be_taken_is_named_by_its_cell(value: str | GivenCell, code: str) -> None:
    found = read(with_value(value))
    assert (wrong(found), found.lines) == ([("E2", code)], ())


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        ((*ROW, "x"), "E2", "value-or-not-applicable"),
        ((*ROW, "có lẽ"), "F2", "sheet-word-unknown"),
        ((*ROW, "", "GUESSED"), "G2", "sheet-word-unknown"),
        (("", *ROW[1:]), "A2", "sheet-cell-missing"),
        ((ROW[0], "x" * 61, *ROW[2:]), "B2", "sheet-text-too-long"),
        ((*ROW[:2], "2024", *ROW[3:]), "C2", "not-a-quarter"),
        ((*ROW[:2], "quý II", *ROW[3:]), "C2", "unknown-period"),
        ((*ROW[:2], "", *ROW[3:]), "C2", "sheet-cell-missing"),
        ((*ROW[:3], "", ROW[4]), "D2", "sheet-cell-missing"),
        ((*ROW[:2], "x" * 61, *ROW[3:]), "C2", "sheet-text-too-long"),
    ],
)
def test_a_cell_that_says_nothing_usable_is_named(row: tuple[str, ...], place: str, code: str) -> None:
    found = read(row)
    assert (wrong(found), found.lines) == ([(place, code)], ())


def test_a_misspelt_column_is_refused_and_never_passed_over() -> None:
    found = read((*ROW, "", "", "", "REAL"), header=(*HEADER, "evidense"))
    assert (wrong(found), len(found.lines)) == ([("I1", "sheet-column-unknown")], 1)


def test_what_was_read_otherwise_than_it_stands_is_told_with_its_row() -> None:
    merged = GivenCell(FIRST_ROW, 1, "BHXH-62", merged=True)
    [line] = read((merged, ROW[1], " 2024-Q2 ", ROW[3], number("874", origin=Origin.COMPUTED))).lines
    assert [(each.place, each.said.code) for each in line.notes if each.said is not None] == [
        ("A2", "sheet-merged-cell"),
        ("C2", "sheet-spaces-removed"),
        ("E2", "sheet-formula-in-cell"),
    ]


def test_the_worksheet_is_the_only_one_with_the_header_or_the_one_named() -> None:
    title = GivenBlock("Bìa", ((GivenCell(1, 1, "Báo cáo quý II"),),))
    first, second = block(ROW, name="Quý 2"), block(ROW, name="Nháp")
    assert worksheet_of([title, first], None) is first
    assert worksheet_of([title, first, second], " quý 2") is first
    for blocks, wanted, refusal in (
        ([title, first, second], None, WorksheetUnclear),
        ([title, first], "Quý 3", WorksheetUnknown),
        ([title, first], "Bìa", HeaderNotFound),
        ([title], None, HeaderNotFound),
        ([], None, HeaderNotFound),
    ):
        with pytest.raises(refusal):
            worksheet_of(blocks, wanted)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.234", ("1.234", "1234")),
        ("-999,000", ("-999.000", "-999000")),
        ("12.500 %", ("12.500", "12500")),
        ("0.750", None),
        ("1.2340", None),
        ("1.234.567", None),
        ("1234.567", None),
    ],
)
def test_a_point_or_comma_before_three_digits_may_mean_two_numbers(text: str, readings: tuple[str, str] | None) -> None:
    expected = None if readings is None else (Decimal(readings[0]), Decimal(readings[1]))
    assert two_readings(text) == expected


def test_a_verdict_says_beside_its_outcome_how_the_cell_was_read() -> None:
    plain = Verdict("rows[2]", "SI", Outcome.NEW)
    told = plain._replace(notes=(Text("E2: bỏ khoảng trắng", "E2: spaces left out"),))
    assert (plain.words, told.words) == (
        Text("Sẽ được ghi", "Will be recorded"),
        Text("Sẽ được ghi. E2: bỏ khoảng trắng", "Will be recorded. E2: spaces left out"),
    )


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("0.123456", True),
        ("0.1234567", False),
        ("12345678901234567890", True),
        ("123456789012345678901", False),
        ("12345678901234.567891", True),
        ("10000000000000000000", True),
        ("100000000000000000000", False),
    ],
)
def test_a_number_is_kept_with_twenty_digits_six_of_them_decimals(value: str, kept: bool) -> None:
    found = read(with_value(GivenCell(FIRST_ROW, 5, value, number=Decimal(value))))
    assert (len(found.lines), len(found.unread)) == ((1, 0) if kept else (0, 1))
    if not kept:
        [cell] = found.unread
        assert cell.said is not None
        assert cell.said.facts == {"given": value, "digits": 20, "decimals": 6}


def test_a_number_of_two_readings_tells_both() -> None:
    [cell] = read(with_value("-12.500")).unread
    assert cell.said is not None
    assert cell.said.facts == {"given": "-12.500", "one": "-12,5", "other": Decimal(-12500)}


def test_of_a_number_without_end_the_refusal_tells_the_beginning() -> None:
    [cell] = read(with_value(number("9" * 70))).unread
    assert cell.said is not None
    assert cell.said.facts["given"] == "9" * 60


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_row_without_unit_movement_or_indicator_is_no_result(place: int) -> None:
    found = read(tuple("" if at == place else text for at, text in enumerate(ROW)))
    assert (found.lines, len(found.unread)) == ((), 1)


def test_a_note_and_a_source_stand_beside_the_evidence() -> None:
    [line] = read((*ROW, "", "REAL", "TST", "theo biên bản"), header=(*HEADER, "note")).lines
    assert line.cell.evidence == Evidence(EvidenceKind.REAL, "TST", "theo biên bản")
    assert set(line.places) == {"cell", "indicator", "unit_id", "movement_id", "period"}


@pytest.mark.parametrize(("length", "taken"), [(1000, 1), (1001, 0)])
@pytest.mark.parametrize("place", ["source", "note"])
def test_a_source_and_a_note_may_be_as_long_as_a_paragraph(place: str, length: int, taken: int) -> None:
    told = {"source": "TST", "note": "", place: "x" * length}
    found = read((*ROW, "", "REAL", told["source"], told["note"]), header=(*HEADER, "note"))
    assert len(found.lines) == taken
    assert [code for _, code in wrong(found)] == ["sheet-text-too-long"] * (1 - taken)


def test_several_worksheets_are_named_one_after_the_other() -> None:
    with pytest.raises(WorksheetUnclear) as refused:
        worksheet_of([block(ROW, name="A"), block(ROW, name="B")], None)
    assert refused.value.facts == {"found": "A, B"}


def test_what_one_row_says_is_not_said_of_the_next() -> None:
    first, second = read((f" {ROW[0]} ", *ROW[1:]), ROW).lines
    assert (len(first.notes), second.notes) == (1, ())
