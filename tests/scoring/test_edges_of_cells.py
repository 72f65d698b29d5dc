"""What the cells of a score table may say at their edges: headers with a colon, empty settings, odd numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from services.scoring.domain.parameters import FormulaKind, Measure, OverfulfilBonus, Step
from services.scoring.domain.sheets.book import Level
from services.scoring.domain.sheets.formula_words import Elsewhere, parameters_of, text_of
from services.scoring.domain.sheets.lines import level_of
from services.scoring.domain.sheets.vocabulary import Setting
from tests.scoring.test_sheets import OFFICERS, SETTINGS, csv, officers, said


def test_a_header_may_end_in_a_colon_or_a_point() -> None:
    plain, marked = officers().scheme, officers("Điểm chuẩn;Cách tính điểm", "Điểm chuẩn:;Cách tính điểm.").scheme
    assert plain is not None
    assert plain == marked


def test_the_code_of_a_unit_may_be_as_long_as_a_code() -> None:
    for length, code in ((60, "sheet-unit-unknown"), (61, "sheet-text-too-long")):
        given = OFFICERS.replace("Chỉ tiêu\n", "Chỉ tiêu;Ban phụ trách\n").replace(";;100\n", f";;100;{'B' * length}\n")
        assert ("G5", code) in said(csv(given), Level.WARNING if length == 60 else Level.ERROR)


def test_a_percent_of_two_readings_is_told_with_both() -> None:
    [fault] = [each.said for each in officers(";500;", ";35.000%;").errors if each.place == "C5"]
    assert fault is not None
    assert "35" in fault.text().vi
    assert (fault.facts["one"], fault.facts["other"]) == ("35", Decimal(35000))


@pytest.mark.parametrize(("told", "whole"), [("mức = 4", False), ("mức = 4; tròn", True)])
def test_whole_percents_are_read_and_written_where_they_are_said(told: str, whole: bool) -> None:
    found = parameters_of(FormulaKind.OVERFULFIL_BONUS, told, Elsewhere())
    assert found == OverfulfilBonus(Decimal(4), whole)
    assert text_of(found) == told


@pytest.mark.parametrize(("told", "measure"), [("", Measure.VALUE), ("xét = % chỉ tiêu; ", Measure.PERCENT_OF_TARGET)])
def test_steps_are_of_the_value_unless_they_are_of_the_percent(told: str, measure: Measure) -> None:
    found = parameters_of(FormulaKind.STEP, f"{told}dưới 95 = 0; từ 95 = 50", Elsewhere())
    assert isinstance(found, Step)
    assert found.measure is measure


def test_a_line_may_be_called_total_where_it_has_a_formula() -> None:
    lines = ["TT;Mã;Tiêu chí;Điểm tối đa;Công thức", ";T1;Tổng cộng số thu;10;Có hoặc không", ";;Tổng cộng;10;"]
    scheme = csv("\n".join(lines)).scheme
    assert scheme is not None
    assert [(each.code, each.max_points) for each in scheme.criteria] == [("T1", Decimal(10))]


def test_a_heading_without_a_number_stands_at_the_top() -> None:
    lines = [
        "TT;Mã;Tiêu chí;Điểm tối đa;Công thức",
        "A;A;Phần A;;",
        "1;T1;Thu;10;Có hoặc không",
        ";B;Phần khác;;",
        "1;T2;Chi;5;Có hoặc không",
    ]
    scheme = csv("\n".join(lines)).scheme
    assert scheme is not None
    assert [(each.code, each.parent) for each in scheme.sections] == [("A", ""), ("B", "")]


def test_two_headings_of_one_number_are_told() -> None:
    lines = [
        "TT;Mã;Tiêu chí;Điểm tối đa;Công thức",
        "I;A;Phần A;;",
        "1;T1;Thu;10;Có hoặc không",
        "I;B;Phần B;;",
        "1;T2;Chi;5;Có hoặc không",
    ]
    assert said(csv("\n".join(lines)), Level.WARNING) == [("A4", "sheet-outline-number-repeated")]


def test_a_number_of_three_places_stands_under_one_of_two() -> None:
    rows = [("I", ""), ("1", ""), ("1.1", ""), ("1.1.1", "10"), ("1.2.1", "5")]
    told = [
        f"{number};T{place};Mục;{points};{'Có hoặc không' if points else ''}"
        for place, (number, points) in enumerate(rows)
    ]
    seen = csv("\n".join(["TT;Mã;Tiêu chí;Điểm tối đa;Công thức", *told]))
    assert seen.scheme is not None
    assert said(seen, Level.WARNING) == [("A6", "sheet-outline-number-alone")]


def test_ten_is_a_roman_number_too() -> None:
    assert (level_of("X"), level_of("X."), level_of("XI)")) == (1, 1, 1)


def test_a_setting_without_a_value_is_as_if_it_were_not_there() -> None:
    usual = officers().scheme
    assert usual is not None
    for setting in (Setting.NEEDS_COVENANT, Setting.LINE_DECIMALS):
        assert csv(f"{OFFICERS}\n{SETTINGS}{setting};\n").scheme == usual


def test_an_indicator_made_from_its_line_has_the_unit_of_measure_of_it() -> None:
    lines = [
        "TT;Mã;Tiêu chí;Điểm tối đa;Công thức;Đơn vị tính",
        "1;T1;Thu;10;Có hoặc không;lần",
        "2;T2;Chi;5;Có hoặc không;",
    ]
    scheme = csv("\n".join(lines)).scheme
    assert scheme is not None
    assert [(each.code, each.unit_of_measure) for each in scheme.indicators] == [("T1", "lần"), ("T2", "")]


def test_what_stands_above_a_named_table_is_no_table() -> None:
    seen = csv(f"Kính gửi;Cụm trưởng\n;\n[Bảng điểm]\n{OFFICERS}")
    assert seen.scheme == officers().scheme
    assert said(seen, Level.WARNING) == [("A1", "sheet-block-unknown")]


@pytest.mark.parametrize("again", [f"[Bảng điểm]\n{OFFICERS}", SETTINGS, "[thiết lập:]\n"])
def test_a_part_that_stands_twice_is_refused_for_the_first_would_be_lost(again: str) -> None:
    seen = csv(f"[Bảng điểm]\n{OFFICERS}\n{SETTINGS}\n{again}")
    assert seen.scheme is None
    [fault] = [each for each in said(seen) if each[1] == "sheet-block-twice"]
    assert fault[0].startswith("A")
    assert csv(f"[Bảng điểm]\n{OFFICERS}\n{SETTINGS}").scheme is not None
