"""Score tables as officers keep them, word for word and number by number: what a sheet says and how it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kernel.aggregate import identity
from services.scoring.application.sheet_files import SheetFormat, file_of
from services.scoring.domain.calendar import day_of
from services.scoring.domain.parameters import FormulaKind
from services.scoring.domain.ranking import rank
from services.scoring.domain.scheme import FieldResult, Scheme, Section, Summary
from services.scoring.domain.sheets.book import BlockName, GivenBlock, GivenCell
from services.scoring.domain.sheets.cells import named as thing_named
from services.scoring.domain.sheets.cells import unit_named
from services.scoring.domain.sheets.lines import level_of
from services.scoring.domain.sheets.numbers import roman
from services.scoring.domain.sheets.reading import Preview, preview
from services.scoring.domain.sheets.vocabulary import COLUMNS, FORMULAS
from services.scoring.domain.sheets.writing import drawn_text, written
from tests.scoring.examples import CRITERIA, SCHEME, UNITS, named
from tests.scoring.test_ranking import standing
from tests.scoring.test_sheets import CODES, FULL

RECORDED = Path(__file__).parent / "recorded"


@pytest.mark.parametrize(("name", "scheme"), [("plain_table.csv", SCHEME), ("full_table.csv", FULL)])
def test_a_table_is_written_as_it_was(name: str, scheme: Scheme) -> None:
    """Recorded: officers compare this year's file with last year's, line by line."""
    assert (
        file_of(written(scheme, CODES), SheetFormat.CSV).decode("utf-8-sig") == (RECORDED / name).read_bytes().decode()
    )


def test_headings_under_headings_are_numbered_from_the_top() -> None:
    parents = {"A": "", "B": "A", "C": "B", "D": "C"}
    sections = tuple(Section(code, named(code), parent) for code, parent in parents.items())
    scheme = replace(SCHEME, criteria=(replace(CRITERIA[0], section="D"), *CRITERIA[1:2]), sections=sections)
    rows = next(each.rows for each in written(scheme, CODES) if each.name == BlockName.CRITERIA)
    assert [row[0] for row in rows[1:]] == ["I", "1", "1.1", "1.1.1", "1.1.1.1", "II"]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (FieldResult(Summary.SUM), "tổng"),
        (FieldResult(Summary.SHARE_REACHED, "BHYT", Decimal(85)), "tỷ lệ đạt 85; chỉ tiêu BHYT"),
    ],
)
def test_how_a_result_is_drawn_is_written_in_words(wanted: FieldResult, text: str) -> None:
    assert drawn_text(wanted) == text


@pytest.mark.parametrize(
    ("number", "told"), [(1, "I"), (3, "III"), (4, "IV"), (9, "IX"), (14, "XIV"), (19, "XIX"), (28, "XXVIII")]
)
def test_headings_have_roman_figures(number: int, told: str) -> None:
    assert roman(number) == told


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("A", 0),
        (" B. ", 0),
        ("I", 1),
        ("IV)", 1),
        ("1", 2),
        ("2.", 2),
        ("1.1", 3),
        ("1.1.1", 4),
        ("12.10", 3),
        ("a)", 9),
        ("-", 9),
        ("1.", 2),
        ("(1)", 9),
    ],
)
def test_a_number_says_how_deep_a_line_stands(number: str, level: int) -> None:
    assert level_of(number) == level


def test_below_a_plain_heading_lines_are_numbered_through() -> None:
    """Under I come 1, 2, under 1 come 1.1, 1.2; a table without headings has 1, 2, 3."""
    sections = (Section("I", named("I"), ""), Section("I.1", named("I.1"), "I"), Section("II", named("II"), ""))
    under = ("I", "I.1", "I.1", "II")
    lines = tuple(replace(each, section=code) for each, code in zip(CRITERIA, under, strict=False))
    numbers = [str(row[0]) for row in written(replace(SCHEME, sections=sections, criteria=lines), CODES)[0].rows[1:]]
    assert numbers == ["I", "1", "2", "2.1", "2.2", "II", "1"]
    plain = written(replace(SCHEME, criteria=CRITERIA[:3]), CODES)[0].rows[1:]
    assert [str(row[0]) for row in plain] == ["1", "2", "3"]


def test_a_thing_is_named_by_its_id_or_its_code_in_capitals_or_not() -> None:
    unit = identity("unit", "BHXH-62")
    assert [unit_named(each) for each in ("BHXH-62", "bhxh-62", str(unit))] == [unit, unit, unit]
    assert thing_named("movement", "tdtx-2024") == identity("movement", "TDTX-2024")


HEADER = {column: words[0] for column, words in COLUMNS[BlockName.CRITERIA].items()}
YES_OR_NO = FORMULAS[FormulaKind.BOOLEAN]


def sheet(*rows: dict[str, str], more: tuple[GivenBlock, ...] = ()) -> Preview:
    """A sheet of criteria with these cells, by column."""
    columns = list(HEADER)

    def cells(number: int, texts: dict[str, str]) -> tuple[GivenCell, ...]:
        return tuple(GivenCell(number, columns.index(name) + 1, text) for name, text in texts.items())

    lines = (cells(1, HEADER), *(cells(number, row) for number, row in enumerate(rows, start=2)))
    return preview((GivenBlock(BlockName.CRITERIA.value, lines), *more), CODES)


def line(number: str, points: str = "10", **others: str) -> dict[str, str]:
    return {"number": number, "name": f"Dòng {number}", "formula": YES_OR_NO, "max_points": points, **others}


def heading(number: str) -> dict[str, str]:
    return {"number": number, "name": f"Mục {number}"}


def test_lines_without_codes_are_coded_by_where_they_stand() -> None:
    found = sheet(heading("I."), line("1)"), line("2."), heading("II"), heading("1"), line("1.1"), line("1.2"))
    assert found.scheme is not None, found.verdicts
    assert [(each.code, each.parent) for each in found.scheme.sections] == [("I", ""), ("II", ""), ("II.1", "II")]
    assert [(each.code, each.section) for each in found.scheme.criteria] == [
        ("I.1", "I"),
        ("I.2", "I"),
        ("II.1.1", "II.1"),
        ("II.1.2", "II.1"),
    ]
    assert {each.indicator for each in found.scheme.criteria} == {each.code for each in found.scheme.criteria}


def test_what_a_cell_leaves_out_is_what_is_usual() -> None:
    found = sheet(line("1"))
    assert found.scheme is not None, found.verdicts
    [criterion] = found.scheme.criteria
    assert (criterion.max_points, criterion.accumulation.value, criterion.evidence) == (Decimal(10), "LATEST", "")
    assert (criterion.department_id, criterion.field_result, criterion.group.value) == (None, None, "CONTENT")


def test_an_indicator_has_its_least_value_its_unit_and_whether_it_is_counted() -> None:
    names = {column: words[0] for column, words in COLUMNS[BlockName.INDICATORS].items()}
    rows = (
        {"code": "1", "name": "Một", "maximum": "1", "whole": "có"},
        {"code": "X", "name": "Hai", "unit": "người", "minimum": "-5", "maximum": "9"},
    )
    block = GivenBlock(
        BlockName.INDICATORS.value,
        tuple(
            tuple(GivenCell(number, list(names).index(column) + 1, text) for column, text in each.items())
            for number, each in enumerate((names, *rows), start=1)
        ),
    )
    found = sheet(line("1"), more=(block,))
    assert found.scheme is not None, found.verdicts
    assert [
        (each.code, each.unit_of_measure, each.minimum, each.maximum, each.whole) for each in found.scheme.indicators
    ] == [("1", "", Decimal(0), Decimal(1), True), ("X", "người", Decimal(-5), Decimal(9), False)]


def test_a_day_is_that_of_vietnam_wherever_the_machine_stands() -> None:
    late = datetime(2025, 1, 10, 17, 0, tzinfo=UTC)
    assert [day_of(late - timedelta(seconds=1)).day, day_of(late).day] == [10, 11]


def test_a_criterion_without_points_counts_nothing_where_a_tie_is_broken() -> None:
    without, with_little = standing(UNITS[0], "870"), standing(UNITS[1], "870", points=(("SI", Decimal("0.5")),))
    assert [each.unit_id for each in rank(SCHEME, [without, with_little])] == [UNITS[1], UNITS[0]]


def said(found: Preview) -> list[tuple[str, str]]:
    return [(each.place, each.said.code) for each in found.errors if each.said is not None]


def rows_of(name: BlockName, *rows: dict[str, str]) -> GivenBlock:
    """A block of this name with these rows."""
    header = {column: words[0] for column, words in COLUMNS[name].items()}
    columns = list(header)
    lines = tuple(
        tuple(GivenCell(number, columns.index(column) + 1, text) for column, text in each.items())
        for number, each in enumerate((header, *rows), start=1)
    )
    return GivenBlock(name.value, lines)


def test_a_total_in_the_middle_ends_nothing_and_is_no_heading() -> None:
    total = {"name": "Tổng cộng", "max_points": "20"}
    found = sheet(line("1"), total, line("2"))
    assert found.scheme is not None, found.verdicts
    assert [each.code for each in found.scheme.criteria] == ["1", "2"]
    assert found.scheme.sections == ()


def test_lines_without_a_number_stand_under_the_last_heading_and_headings_without_one_at_the_top() -> None:
    bare = {**line("1"), "code": "X"}
    del bare["number"]
    found = sheet(heading("I"), bare, {"name": "Không số", "code": "M"}, line("1"))
    assert found.scheme is not None, found.verdicts
    assert [(each.code, each.parent) for each in found.scheme.sections] == [("I", ""), ("M", "")]
    assert [(each.code, each.section) for each in found.scheme.criteria] == [("X", "I"), ("M.1", "M")]


@pytest.mark.parametrize(
    ("column", "most"),
    [("number", 60), ("code", 60), ("indicator", 60), ("name", 300), ("evidence", 1000), ("parameters", 4000)],
)
def test_a_cell_is_taken_up_to_its_length(column: str, most: int) -> None:
    inside, outside = ({**line("1"), "code": "A", column: "x" * length} for length in (most, most + 1))
    assert "sheet-text-too-long" not in {code for _, code in said(sheet(inside))}
    assert "sheet-text-too-long" in {code for _, code in said(sheet(outside))}


def test_classes_come_from_their_block_and_a_covenant_is_needed_unless_the_sheet_says_no() -> None:
    classes = rows_of(BlockName.CLASSES, {"code": "GOOD", "name": "Tốt", "at_least": "8"})
    found = sheet(line("1"), more=(classes,))
    assert found.scheme is not None, found.verdicts
    assert [(each.code, each.at_least) for each in found.scheme.classes] == [("GOOD", Decimal(8))]
    assert found.scheme.needs_covenant


def test_items_of_one_department_have_one_weight() -> None:
    judged = {**line("1"), "code": "FIELDS", "formula": FORMULAS[FormulaKind.DEPARTMENT_SUM], "max_points": "30"}

    def items(*weights: str) -> Preview:
        told = (
            {"code": "FIELDS", "department": "TW-THU", "item": str(n), "name": f"Mục {n}", "max_points": "5"}
            | ({"weight": weight} if weight else {})
            for n, weight in enumerate(weights, start=1)
        )
        return sheet(judged, more=(rows_of(BlockName.DEPARTMENTS, *told),))

    assert "sheet-parameter-unreadable" not in {code for _, code in said(items("3", "", "3"))}
    assert "sheet-parameter-unreadable" not in {code for _, code in said(items("", "", ""))}
    assert "sheet-parameter-unreadable" in {code for _, code in said(items("3", "2"))}
    assert "sheet-parameter-unreadable" in {code for _, code in said(items("", "2"))}
