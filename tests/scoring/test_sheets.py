"""Score tables as officers keep them: what is written is read back as the same table, and each cell has its verdict."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from services.scoring.application.sheet_files import MOST_ROWS, SheetFormat, blocks_of, file_of
from services.scoring.domain.changes import Change, ChangeKind, changes
from services.scoring.domain.parameters import (
    Band,
    DeductPerPercent,
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    FixedBonus,
    Formula,
    Gate,
    Measure,
    Panel,
    Parameters,
    ProportionalCapped,
    Rank,
    Step,
    StepRange,
)
from services.scoring.domain.refusals.sheets import FileHasMacros, FileTooLarge, FileUnreadable
from services.scoring.domain.scheme import (
    ClassBand,
    Criterion,
    FieldResult,
    Group,
    LikeUnits,
    PrizeTier,
    Rounding,
    RoundingMode,
    Scheme,
    Section,
    Summary,
    Target,
    TargetSource,
)
from services.scoring.domain.sheets.book import Level
from services.scoring.domain.sheets.numbers import ReadNumber, in_words, number_in
from services.scoring.domain.sheets.reading import Preview, preview
from services.scoring.domain.sheets.writing import written
from tests.scoring.examples import (
    COLLECTIONS,
    COVENANT,
    CRITERIA,
    HEALTH,
    SCHEME,
    UNITS,
    dec,
    measured,
    named,
)

CODES = {COLLECTIONS: "TW-THU", HEALTH: "TW-CSYT", **{unit: f"BHXH-{place}" for place, unit in enumerate(UNITS[:4])}}
FORMATS = list(SheetFormat)


def back(scheme: Scheme, form: SheetFormat) -> Preview:
    return preview(blocks_of(file_of(written(scheme, CODES), form), form), CODES)


def content(code: str, parameters: Parameters, points: str, section: str = "", **others: Any) -> Criterion:
    made = Criterion(code, named(code), Group.CONTENT, dec(points), code, Formula.of(parameters), section=section)
    return replace(made, **others)


FULL = Scheme(
    indicators=(
        measured("A"),
        measured("B", "120.125"),
        measured("C"),
        measured("D"),
        measured("E"),
        measured("LEFT"),
        measured("YES", "1", whole=True),
    ),
    criteria=(
        content("TOP", Panel(("an", "bình;c"), fewest=2), "1.5", indicator="", evidence="Biên bản chấm\ntrang 2"),
        content("A", Rank((dec(60), dec("20.125"), dec(0)), lower_is_better=True, waits=False), "60", "I"),
        content("B", Rank(step=dec(3), measure=Measure.PERCENT_OF_TARGET), "40", "I.1", target=COVENANT),
        content(
            "C",
            DeductPerPercent(dec("0.5"), Measure.VALUE, whole=True),
            "20",
            "I.1",
            target=Target(TargetSource.TABLE, dec("95.125")),
        ),
        content("D", Step((StepRange(dec(10), None, dec(5)), StepRange(dec("2.5"), dec(5))), Measure.VALUE), "10", "I"),
        content(
            "E",
            Band(dec(1), dec(2), dec(-5), dec(5), Measure.VALUE),
            "8.5",
            "II",
            field_result=FieldResult(Summary.SHARE_REACHED, "X", dec("85.5")),
        ),
        content(
            "F",
            DepartmentSum(
                (
                    DepartmentPart(
                        COLLECTIONS,
                        (FieldItem("1", named("1"), dec(4)), FieldItem("2", named("2"), dec(1))),
                        dec("1.5"),
                    ),
                    DepartmentPart(UNITS[4], (FieldItem("1", named("1"), dec("2.5")),)),
                )
            ),
            "10",
            "II",
            indicator="",
        ),
        replace(content("G", Gate(bars_when=False, missing_bars=True), "0", indicator="YES"), group=Group.GATE),
        replace(content("-H", FixedBonus(dec(5)), "15", indicator="A"), group=Group.BONUS),
    ),
    content_total=dec(150),
    bonus_cap=dec(10),
    rounding=Rounding(1, 3, RoundingMode.HALF_EVEN),
    ties=("A", "-H"),
    classes=(ClassBand("X", named("X"), dec("140.5")),),
    prizes=(PrizeTier("1", named("1"), 2),),
    needs_covenant=False,
    sections=(
        Section("I", named("I"), max_points=dec(130)),
        Section("I.1", named("I.1"), "I"),
        Section("II", named("II")),
    ),
    like_units=(
        LikeUnits("N1", named("N1"), UNITS[:2], "thu trên 1.000 tỷ đồng"),
        LikeUnits("N2", named("N2"), UNITS[2:]),
    ),
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("scheme", [SCHEME, FULL])
def test_a_table_that_is_written_is_read_back_the_same(scheme: Scheme, form: SheetFormat) -> None:
    seen = back(scheme, form)
    assert [each for each in seen.verdicts if each.level is Level.ERROR] == []
    assert seen.scheme is not None
    assert (seen.scheme, seen.scheme.digest()) == (scheme, scheme.digest())


words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
    .map(str.strip)
    .filter(bool)
)
amounts = st.decimals("0.001", "9999.999", places=3)
kinds: st.SearchStrategy[Parameters] = st.one_of(
    st.just(ProportionalCapped()),
    st.builds(DeductPerPercent, amounts, st.sampled_from(Measure), st.booleans()),
    st.builds(Rank, step=amounts, lower_is_better=st.booleans(), waits=st.booleans()),
    st.builds(Band, amounts, amounts, st.just(dec(1)), amounts.map(lambda each: each + 1), st.sampled_from(Measure)),
)


def _made(lines: list[tuple[Parameters, Decimal, str, str]]) -> Scheme:
    criteria = []
    for place, (parameters, points, name, evidence) in enumerate(lines):
        compares = isinstance(parameters, ProportionalCapped | DeductPerPercent) or (
            isinstance(parameters, Band) and parameters.measure is Measure.PERCENT_OF_TARGET
        )
        made = content(f"C{place}", parameters, str(points), "S" if place else "", evidence=evidence)
        target = Target(TargetSource.TABLE, points) if compares else Target()
        criteria.append(replace(made, name=replace(made.name, vi=name), target=target))
    return Scheme(
        indicators=tuple(measured(each.code) for each in criteria),
        criteria=tuple(criteria),
        content_total=sum((each.max_points for each in criteria), Decimal(0)),
        sections=(Section("S", named("S")),) if len(criteria) > 1 else (),
    )


schemes = st.lists(st.tuples(kinds, amounts, words, words), min_size=1, max_size=6).map(_made)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(schemes, st.sampled_from(FORMATS))
def test_any_table_keeps_its_digest_through_a_file(scheme: Scheme, form: SheetFormat) -> None:
    seen = back(scheme, form)
    assert seen.scheme is not None, seen.errors
    assert seen.scheme.digest() == scheme.digest()


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("1.000,5", "1000.5", False),
        ("1.000", "1000", False),
        ("1.234.567", "1234567", False),
        ("1,000.5", "1000.5", False),
        ("1,000", "1.000", False),
        ("0,125", "0.125", True),
        ("0.750", "0.750", True),
        ("12,5", "12.5", True),
        ("12.5", "12.5", True),
        ("-8", "-8", True),
        ("85 %", "85", True),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: str, sure: bool) -> None:
    assert number_in(text) == ReadNumber(dec(value), sure)


@pytest.mark.parametrize("text", ["", "mười", "1.00.0", "1,2,3", "1e5", "١٢", "--1"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert number_in(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-99999, max_value=99999))
def test_a_number_in_words_is_read_back(value: Decimal) -> None:
    found = number_in(in_words(value))
    assert found is not None
    assert found.value == value


def csv(text: str) -> Preview:
    return preview(blocks_of(text.encode(), SheetFormat.CSV), CODES)


OFFICERS = """BẢNG ĐIỂM THI ĐUA NĂM 2025;;;;;
;;;;;
STT;Nội dung;Điểm chuẩn;Cách tính điểm;Tham số;Chỉ tiêu
I;Công tác thu;700;;;
1;Số thu BHXH;500;Theo tỷ lệ;;100
2;Báo cáo đúng hạn;200;Có hoặc không;;
II;Điểm thưởng;;;;
1;Cờ thi đua;50;Thưởng mỗi danh hiệu;mức = 10;
;Tổng cộng;750;;;
"""


SETTINGS = "[Thiết lập]\nThiết lập;Giá trị\nTrần điểm thưởng;50\n"


def officers(old: str = "", new: str = "") -> Preview:
    assert old in OFFICERS
    return csv(OFFICERS.replace(old, new) if old else OFFICERS)


def said(seen: Preview, level: Level = Level.ERROR) -> list[tuple[str, str]]:
    return [(each.place, each.said.code) for each in seen.verdicts if each.level is level and each.said is not None]


def test_an_officers_plain_sheet_becomes_a_table() -> None:
    scheme = officers().scheme
    assert scheme is not None
    assert [(each.code, each.section, each.group) for each in scheme.criteria] == [
        ("I.1", "I", Group.CONTENT),
        ("I.2", "I", Group.CONTENT),
        ("II.1", "II", Group.BONUS),
    ]
    assert (scheme.content_total, scheme.bonus_cap) == (dec(700), dec(50))
    assert [(each.code, each.maximum, each.whole) for each in scheme.indicators] == [
        ("I.1", None, False),
        ("I.2", 1, True),
        ("II.1", None, False),
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        (";500;", ";năm trăm;", "C5", "sheet-number-unreadable"),
        (";500;", ";35.000%;", "C5", "sheet-percent-ambiguous"),
        (";Theo tỷ lệ;", ";Theo cảm tính;", "D5", "sheet-formula-unknown"),
        ("mức = 10", "", "E8", "sheet-parameter-missing"),
        ("mức = 10", "mức = nhiều", "E8", "sheet-parameter-unreadable"),
        ("mức = 10", '"mức = 10; lạ"', "E8", "sheet-parameter-unreadable"),
        ("mức = 10", '"mức = 10; mức = 5"', "E8", "sheet-parameter-unreadable"),
        ("mức = 10", "mức = 0", "E8", "table-rate-invalid"),
        (";700;", ";701;", "C4", "heading-does-not-add-up"),
        (";Tổng cộng;750", ";Tổng cộng;751", "C9", "sheet-total-differs"),
        ("Báo cáo đúng hạn;200", ";200", "B6", "sheet-cell-missing"),
        ("Báo cáo đúng hạn;200", "Báo cáo đúng hạn;", "C6", "sheet-cell-missing"),
        (";100\n", ";=1+1\n", "F5", "sheet-formula-without-value"),
        (";100\n", ";0\n", "F5", "table-target-invalid"),
        ("1;Cờ thi đua", "III;Cờ thi đua", "A7", "table-headings-out-of-order"),
        ("2;Báo cáo", "1;Báo cáo", "A6", "table-code-repeated"),
        ("Số thu BHXH", "x" * 301, "B5", "sheet-text-too-long"),
        ("Số thu BHXH", "Số thu\u200b BHXH", "B5", "scoring-unseen-character"),
        ("Số thu BHXH", "Số thu\x07 BHXH", "B5", "scoring-unseen-character"),
        ("STT;Nội dung", "STT;Chuyện", "A1", "sheet-header-not-found"),
        (";Tổng cộng;750;;;\n", f";Tổng cộng;750;;;\n{SETTINGS}Trần điểm thưởng;20\n", "A13", "sheet-setting-twice"),
        (
            ";Tổng cộng;750;;;\n",
            f";Tổng cộng;750;;;\n{SETTINGS}".replace("[Thiết lập", "[Thiet lap x"),
            "A11",
            "sheet-block-misspelt",
        ),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_the_rule(old: str, new: str, place: str, code: str) -> None:
    seen = officers(old, new)
    assert seen.scheme is None
    assert (place, code) in said(seen)
    assert all(each.said is not None and each.said.text().vi and each.said.source for each in seen.errors)


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        (";200;", "; 200 ;", "C6", "sheet-spaces-removed"),
        ("Số thu BHXH", '"Số thu\nBHXH"', "B5", "sheet-spaces-removed"),
        (";500;Theo tỷ lệ;;100", ";500;Theo tỷ lệ;;1.000,5", "F5", "sheet-number-ambiguous"),
        ("Tham số;Chỉ tiêu", "Tham số;Chỉ tiêu;Màu sắc", "G3", "sheet-column-unknown"),
        ("STT;", "[Bảng điểm]\nSTT;", "A1", "sheet-block-unknown"),
    ],
)
def test_what_was_read_otherwise_than_it_stands_is_a_warning(old: str, new: str, place: str, code: str) -> None:
    warned = said(officers(old, new), Level.WARNING)
    assert warned == [(place, code)]


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (("I", "1", "1.1", "1.2"), []),
        (("I", "1.", "1.1", "1.2)"), []),
        (("II", "1", "1.1", "1.2"), []),
        (("A", "II", "2.1", "2.2"), []),
        (("I", "1", "1.1", "1.1"), [("A5", "sheet-outline-number-repeated")]),
        (("I", "1", "1.1", "1.1."), [("A5", "sheet-outline-number-repeated")]),
        (("I", "1", "1.1", "2.2"), [("A5", "sheet-outline-number-alone")]),
        (("II", "1", "3.1", "a)"), [("A4", "sheet-outline-number-alone")]),
        (("I", "1", "a)", "a)"), []),
        (("I", "1", "", ""), []),
    ],
)
def test_an_odd_number_is_told_though_codes_tell_the_lines_apart(
    numbers: tuple[str, ...], odd: list[tuple[str, str]]
) -> None:
    codes = ("CT", "THU", "BHXH", "BHYT")
    lines = [
        f"{number};{code};{code};{'' if code in codes[:2] else '100'};{'' if code in codes[:2] else 'Có hoặc không'}"
        for number, code in zip(numbers, codes, strict=True)
    ]
    seen = csv("\n".join(["TT;Mã;Tiêu chí;Điểm tối đa;Công thức", *lines]))
    assert seen.scheme is not None
    assert said(seen, Level.WARNING) == odd


def test_a_name_broken_into_lines_is_read_as_one() -> None:
    scheme = officers("Số thu BHXH", '"Số thu \n BHXH"').scheme
    assert scheme is not None
    assert scheme.criteria[0].name.vi == "Số thu BHXH"


def changed(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """What is said of the officer's sheet with these changes."""
    text = OFFICERS
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return said(csv(text))


UNREADABLE = ("Cờ thi đua;50", "Cờ thi đua;năm mươi")
"""The points of the only bonus line."""


def test_a_table_that_does_not_add_up_is_told_together_with_a_cell_that_cannot_be_read() -> None:
    heading = (";Công tác thu;700", ";Công tác thu;701")
    assert changed(heading, UNREADABLE) == [("C8", "sheet-number-unreadable"), ("C4", "heading-does-not-add-up")]
    repeated = ("A6", "table-code-repeated")
    assert repeated in changed(("2;Báo cáo", "1;Báo cáo"), UNREADABLE)
    assert repeated not in changed(("2;Báo cáo đúng hạn;200", "1;;200"), UNREADABLE)  # its own row lacks the name
    settings = (
        ("1;Cờ thi đua;50;", "1;Cờ thi đua;năm;"),
        (
            ";Tổng cộng;750;;;\n",
            ";Tổng cộng;750;;;\n[Thiết lập]\nThiết lập;Giá trị\nTổng điểm nội dung;699\n",
        ),
    )
    assert changed(*settings) == [("C8", "sheet-number-unreadable"), ("B12", "points-do-not-add-up")]


@pytest.mark.parametrize(
    ("pairs", "only"),
    [
        ([(";Số thu BHXH;500", ";Số thu BHXH;năm trăm")], "C5"),  # its heading and the total rest on it
        ([(";Công tác thu;700", ";Công tác thu;bảy trăm")], "C4"),
        ([(";Tổng cộng;750", ";Tổng cộng;nhiều")], "C9"),
        ([(";Theo tỷ lệ;;100", ";Theo tỷ lệ;;không rõ")], "F5"),  # a target that is not there is no second fault
        ([(";Theo tỷ lệ;", ";Theo cảm tính;"), (";Công tác thu;700", ";Công tác thu;701")], "D5"),
    ],
)
def test_what_rests_on_a_cell_that_cannot_be_read_is_not_told(pairs: list[tuple[str, str]], only: str) -> None:
    assert [place for place, _ in changed(*pairs)] == [only]


def blocks(*parts: str) -> Preview:
    return csv("[Bảng điểm]\n" + OFFICERS.partition("\n;;;;;\n")[2] + "\n".join(parts))


@pytest.mark.parametrize(
    ("part", "place", "code"),
    [
        ("[Thiết lập]\nThiết lập;Giá trị\nMàu;đỏ", "A11", "sheet-word-unknown"),
        ("[Thiết lập]\nThiết lập;Giá trị\nSố lẻ mỗi tiêu chí;1,5", "B11", "sheet-number-not-whole"),
        ("[Thiết lập]\nThiết lập;Giá trị\nTổng điểm nội dung;699", "B11", "points-do-not-add-up"),
        ("[Thiết lập]\nThiết lập;Giá trị\nKhi bằng điểm xét tiêu chí;I.9", "B11", "table-tie-rule-invalid"),
        ("[Thiết lập]\nThiết lập;Giá trị\nSố lẻ tổng điểm;13", "B11", "table-rounding-invalid"),
        ("[Giải thưởng]\nMã;Giải;Số suất\nNHAT;Giải nhất;một", "C11", "sheet-number-unreadable"),
        ("[Nhóm đơn vị]\nMã nhóm;Nhóm;Đơn vị\nN1;Nhóm 1;BHXH-1\nN2;Nhóm 2;BHXH-1", "C12", "table-group-invalid"),
        ("[Nhóm đơn vị]\nMã nhóm;Nhóm;Đơn vị\nN1;Nhóm 1;", "C11", "sheet-cell-missing"),
        (f"[Nhóm đơn vị]\nMã nhóm;Nhóm;Căn cứ;Đơn vị\nN1;Nhóm 1;{'x' * 1001};BHXH-1", "C11", "sheet-text-too-long"),
        (f"[Giải thưởng]\nMã;Giải;Số suất\n{'x' * 61};Giải nhất;1", "A11", "sheet-text-too-long"),
        (f"[Chỉ tiêu đo]\nMã;Chỉ tiêu;ĐVT\nI.1;Số thu;{'x' * 61}", "C11", "sheet-text-too-long"),
        (f"[Hội đồng chấm]\nMã;Thành viên\nI.1;{'x' * 201}", "B11", "sheet-text-too-long"),
        (f"[Bảng của ban]\nMã tiêu chí;Ban;Mã mục;Mục;Điểm\nI.1;TW-THU;{'x' * 61};A;5", "C11", "sheet-text-too-long"),
        ("[Bảng của ban]\nMã tiêu chí;Ban;Mã mục;Mục;Điểm\nI.1;;1;A;5\nI.1;TW-THU;;B;5", "C12", "sheet-cell-missing"),
        (f"[Nhóm đơn vị]\nMã nhóm;Nhóm;Đơn vị\nN1;Nhóm 1;{'x' * 61}", "C11", "sheet-text-too-long"),
        ("[Bảng của ban]\nMã tiêu chí;Ban;Mã mục;Mục;Điểm tối đa\nI.1;;1;Một;5", "B11", "sheet-cell-missing"),
        (
            "[Bảng của ban]\nMã tiêu chí;Ban;Hệ số;Mã mục;Mục;Điểm\nI.1;TW-THU;1;1;A;5\nI.1;TW-THU;2;2;B;5",
            "C12",
            "sheet-parameter-unreadable",
        ),
    ],
)
def test_the_other_blocks_have_verdicts_as_well(part: str, place: str, code: str) -> None:
    assert (place, code) in said(blocks(part))


def test_a_basis_may_be_as_long_as_a_paragraph() -> None:
    seen = blocks(f"[Nhóm đơn vị]\nMã nhóm;Nhóm;Căn cứ;Đơn vị\nN1;Nhóm 1;{'x' * 1000};BHXH-1")
    assert not [place for place, _ in said(seen) if place == "C11"]


def test_a_departments_other_weight_is_told_as_it_stands() -> None:
    rows = "[Bảng của ban]\nMã tiêu chí;Ban;Hệ số;Mã mục;Mục;Điểm\nI.1;TW-THU;1;1;A;5\nI.1;TW-THU;2;2;B;5"
    [found] = [each for each in blocks(rows).errors if each.place == "C12"]
    assert found.said is not None
    assert (found.given, found.read, found.said.facts["given"]) == ("2", "", "2")


def test_units_and_blocks_that_nobody_knows_are_warned_of() -> None:
    groups = "[Nhóm đơn vị]\nMã nhóm;Nhóm;Đơn vị\nN1;Nhóm 1;BHXH-99\n[Lạ]\nA;B"
    assert said(blocks(groups), Level.WARNING) == [("A13", "sheet-block-unknown"), ("C11", "sheet-unit-unknown")]


def test_small_faults_of_parameters_are_found() -> None:
    for kind, told in (
        ("Điều kiện loại", "thiếu cũng loại"),
        ("Điều kiện loại", "loại khi = đôi khi"),
        ("Theo mức", "khoảng 5 = 1"),
        ("Theo thứ hạng", "hạng 1 = 5; hạng 3 = 1"),
        ("Trừ theo mức hụt", "mức = 1; xét = trăng"),
        ("Hội đồng chấm", "ít nhất = 1,5"),
    ):
        seen = officers("Theo tỷ lệ;", f'{kind};"{told}"')
        [(_, code)] = [each for each in said(seen) if each[0] == "E5"]
        assert code.removesuffix("unreadable").removesuffix("missing") == "sheet-parameter-"


def test_how_a_result_is_drawn_is_read_or_refused() -> None:
    header = "STT;Nội dung;Điểm;Công thức;Chỉ tiêu;Lấy từ các tỉnh\n1;A;10;Theo tỷ lệ;100;{told}"
    for told, wanted in (
        ("bình quân", FieldResult()),
        ("Tỷ lệ đạt 85,5 %", FieldResult(Summary.SHARE_REACHED, "", dec("85.5"))),
    ):
        scheme = csv(header.format(told=told)).scheme
        assert scheme is not None
        assert scheme.criteria[0].field_result == wanted
    for told in ("trung vị", "bình quân 1.2.3", "85"):
        assert said(csv(header.format(told=told))) == [("F2", "sheet-word-unknown")]


def workbook(change: Callable[[Any], None]) -> Preview:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("TT", "Tiêu chí", "Điểm tối đa", "Công thức", "Chỉ tiêu", "Ban phụ trách"),
        (1, "Số thu", 60, "Theo tỷ lệ", 0.98, "TW-THU"),
        (2, "Bao phủ BHYT", 40, "Theo tỷ lệ", 95, None),
    ):
        sheet.append(row)
    change(sheet)
    told = io.BytesIO()
    book.save(told)
    return preview(blocks_of(told.getvalue(), SheetFormat.XLSX), CODES)


@pytest.mark.parametrize("typed", [datetime(2024, 1, 5), date(2024, 1, 5), time(1, 5)])  # noqa: DTZ001 (as openpyxl gives it)
def test_a_number_that_became_a_day_is_told(typed: object) -> None:
    def changed(sheet: Any) -> None:
        sheet["A2"] = typed

    seen = workbook(changed)
    [(place, code)] = said(seen)
    assert (place, code, seen.scheme) == ("A2", "sheet-cell-became-a-day", None)


@pytest.mark.parametrize(
    ("content", "form", "reason"),
    [
        ("Mã;Tên".encode("utf-16"), SheetFormat.CSV, "its text is not encoded in UTF-8"),
        (b'TT,Ten\n1,"So thu\n', SheetFormat.CSV, "a quotation mark is left open or stands in the wrong place"),
        (b"{}", SheetFormat.XLSX, "it does not open as an XLSX workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_words(content: bytes, form: SheetFormat, reason: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        blocks_of(content, form)
    assert refused.value.text().en == f"The file is no readable XLSX workbook or CSV: {reason}."


def test_a_workbook_of_one_sheet_is_a_table() -> None:
    def percent(sheet: Any) -> None:
        sheet["E2"].number_format = "0%"

    scheme = workbook(percent).scheme
    assert scheme is not None
    assert [each.target.value for each in scheme.criteria] == [98, 95]
    assert [each.code for each in scheme.criteria] == ["1", "2"]


def test_a_merged_department_is_read_for_each_of_its_lines() -> None:
    seen = workbook(lambda sheet: sheet.merge_cells("F2:F3"))
    assert seen.scheme is not None
    assert [each.department_id for each in seen.scheme.criteria] == [COLLECTIONS, COLLECTIONS]
    assert said(seen, Level.WARNING) == [("F3", "sheet-merged-cell")]


def test_merged_points_and_cells_to_be_computed_are_refused() -> None:
    assert said(workbook(lambda sheet: sheet.merge_cells("C2:C3"))) == [("C3", "sheet-merged-over-lines")]

    def formula(sheet: Any) -> None:
        sheet["C2"] = "=30*2"
        sheet["E3"] = True

    assert said(workbook(formula)) == [
        ("C2", "sheet-formula-without-value"),
        ("E3", "sheet-number-unreadable"),
    ]


def test_a_value_the_spreadsheet_computed_and_saved_is_read_with_a_warning() -> None:
    book = file_of(written(SCHEME, CODES), SheetFormat.XLSX)
    told = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(told, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<v>300</v>", b"<f>150*2</f><v>300</v>")
            new.writestr(part, content)
    seen = preview(blocks_of(told.getvalue(), SheetFormat.XLSX), CODES)
    assert seen.scheme == SCHEME
    assert said(seen, Level.WARNING) == [("F2", "sheet-formula-in-cell")]


def test_files_that_are_none_or_too_large_or_have_programs_are_refused() -> None:
    macros = io.BytesIO()
    with zipfile.ZipFile(macros, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("x", b"x")
    rows = "\n".join(["a;b"] * (MOST_ROWS + 1)).encode()
    wide = (";" * 70).encode()
    for content, form, refusal in (
        (b"PK nothing", SheetFormat.XLSX, FileUnreadable),
        (empty.getvalue(), SheetFormat.XLSX, FileUnreadable),
        (macros.getvalue(), SheetFormat.XLSX, FileHasMacros),
        (b"\xff\xfe", SheetFormat.CSV, FileUnreadable),
        (b'a;"b', SheetFormat.CSV, FileUnreadable),
        (rows, SheetFormat.CSV, FileTooLarge),
        (wide, SheetFormat.CSV, FileTooLarge),
        (b"x" * (4 * 1024 * 1024 + 1), SheetFormat.CSV, FileTooLarge),
    ):
        with pytest.raises(refusal):
            blocks_of(content, form)


def test_ten_thousand_rows_of_a_workbook_are_refused_before_it_is_built() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Bảng điểm")
    for number in range(10_000):
        sheet.append([number, "Tiêu chí", 1])
    told = io.BytesIO()
    book.save(told)
    with pytest.raises(FileTooLarge) as refused:
        blocks_of(told.getvalue(), SheetFormat.XLSX)
    assert "2000" in refused.value.text().vi


def test_letters_stand_above_roman_numbers_and_rows_of_nothing_known_are_passed_over() -> None:
    scheme = officers("I;Công tác thu;700", "A;Phần một;;;\nI;Công tác thu;700;;;;lạ\n;;;;;;lạ\nII;Khác;;;").scheme
    assert scheme is None
    scheme = officers("I;Công tác thu;700;;;", "A;Phần một;;;;\nI;Công tác thu;700;;;\n;;;;;;lạ").scheme
    assert scheme is not None
    assert [(each.code, each.parent) for each in scheme.sections] == [("A", ""), ("A.I", "A"), ("A.II", "A")]


def test_a_table_of_bonus_alone_is_refused_at_its_total() -> None:
    only = "STT;Nội dung;Điểm;Công thức;Tham số\n1;Cờ;5;Thưởng mỗi danh hiệu;mức = 5\n;Tổng cộng;5;;"
    assert said(csv(only)) == [("C3", "table-without-content")]


def test_an_empty_file_has_no_table() -> None:
    assert csv("").scheme is None
    assert csv("[Bảng điểm]\n").scheme is None


def test_what_a_table_says_otherwise_than_another_is_told_line_by_line() -> None:
    criteria = (replace(CRITERIA[0], max_points=dec(310)), *CRITERIA[2:], replace(CRITERIA[1], code="NEW"))
    found = changes(SCHEME, replace(SCHEME, criteria=criteria, content_total=dec(960)))
    assert changes(SCHEME, SCHEME) == ()
    assert found == (
        Change(ChangeKind.CHANGED, "content_total", "950", "960"),
        Change(ChangeKind.CHANGED, "criteria.SI.max_points", "300", "310"),
        Change(ChangeKind.REMOVED, "criteria.HI", before="Tiêu chí HI"),
        Change(ChangeKind.ADDED, "criteria.NEW", after="Tiêu chí HI"),
    )
    stepped = replace(CRITERIA[0], formula=Formula.of(Rank(step=dec(5))), target=Target())
    [formula, target] = changes(SCHEME, replace(SCHEME, criteria=(stepped, *CRITERIA[1:])))
    assert (formula.path, formula.before) == ("criteria.SI.formula", '{"proportional_capped": {}}')
    assert target.path == "criteria.SI.target"
