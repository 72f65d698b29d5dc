"""Results that are drawn from others: ranks among like units, the marks of people, the provinces of a department."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.explanation import Explanation, Text
from services.scoring.domain.field_results import drawn
from services.scoring.domain.lines import ComputedLine, SignedTable, compute, explain_computed
from services.scoring.domain.marking import mean, of_departments, of_panel
from services.scoring.domain.material import (
    Drawn,
    FieldCard,
    FieldLine,
    GivenMark,
    Material,
    Neighbour,
    Part,
    Promise,
    Result,
    SignedCovenant,
)
from services.scoring.domain.parameters import (
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    Formula,
    Measure,
    Panel,
    Parameters,
    Rank,
)
from services.scoring.domain.period import Period
from services.scoring.domain.readings import Absence, Reading, State, read
from services.scoring.domain.scheme import FieldResult, Scheme, Summary, Target
from tests.scoring.examples import (
    COLLECTIONS,
    COVENANT,
    COVENANT_SIGNED,
    HEALTH,
    SCHEME,
    TABLE,
    UNITS,
    dec,
    event_named,
    named,
    scheme_with,
)

HALF = Period.parse("2024-H1")
OWN, FIRST, SECOND, THIRD, _ = UNITS


def table_of(scheme: Scheme) -> SignedTable:
    return replace(TABLE, scheme=scheme)


def reported(value: str | None, name: str, indicator: str = "SI") -> dict[tuple[str, str], Result]:
    return {("2024-Q2", indicator): Result(None if value is None else dec(value), event_named(name))}


def neighbour(place: int, value: str | int | None, covenant: SignedCovenant | None = None) -> Neighbour:
    """A member with a result; 0 is nothing reported, None not applicable."""
    results = {} if value == 0 else reported(value, f"result {place}")  # type: ignore[arg-type]
    return Neighbour(UNITS[place], results, covenant)


def ranked(rank: Rank, *neighbours: Neighbour, own: str | None = "97") -> tuple[ComputedLine, Explanation]:
    scheme = scheme_with("SI", formula=Formula.of(rank), target=COVENANT if _compares(rank) else Target())
    material = Material(reported(own, "own"), COVENANT_SIGNED, tuple(neighbours))
    return worked(scheme, material, "SI")


def _compares(rank: Rank) -> bool:
    return rank.measure is Measure.PERCENT_OF_TARGET


def worked(scheme: Scheme, material: Material, code: str) -> tuple[ComputedLine, Explanation]:
    table, readings = table_of(scheme), read(scheme, HALF, material)
    line = next(each for each in compute(table, readings) if each.reading.criterion == code)
    return line, explain_computed(table, line.reading)


STEP = Rank(step=dec(50))


def test_a_unit_is_ranked_among_its_neighbours() -> None:
    line, why = ranked(STEP, neighbour(1, "99"), neighbour(2, "96"))
    assert (line.points, line.reading.state) == (dec("250.00"), State.SCORED)
    assert why.formula == Text("thứ 2 trong 3, theo giá trị → 250", "place 2 of 3 by value → 250")
    assert [(each.label.vi, each.value) for each in why.inputs] == [
        ("Điểm tối đa", "300"),
        ("Kết quả: Tiêu chí SI", "97"),
        *(("Kết quả đơn vị cùng nhóm", value) for value in _by_unit({1: "99", 2: "96"})),
    ]
    assert {each.events for each in why.inputs[2:]} == {(event_named("result 1"),), (event_named("result 2"),)}


def _by_unit(values: dict[int, str]) -> list[str]:
    return [values[place] for place in sorted(values, key=lambda place: UNITS[place].int)]


def test_ranks_wait_for_the_whole_group_and_say_who_is_missing() -> None:
    line, why = ranked(STEP, neighbour(1, "99"), neighbour(2, 0))
    assert (line.points, line.reading.state, line.reading.absence) == (None, State.MISSING, Absence.GROUP_INCOMPLETE)
    assert [each.value for each in why.inputs[0].inputs] == _by_unit({1: "99", 2: ""})


def test_a_table_may_rank_those_that_have_reported() -> None:
    line, _ = ranked(replace(STEP, waits=False), neighbour(1, "99"), neighbour(2, 0))
    assert line.points == dec("250.00")


def test_whom_the_criterion_does_not_apply_to_takes_no_part() -> None:
    line, _ = ranked(STEP, neighbour(1, "99"), neighbour(2, None))
    assert (line.points, [part.value for part in line.reading.parts]) == (dec("250.00"), [dec(99)])
    assert ranked(STEP, neighbour(1, "99"), own=None)[0].reading.state is State.NOT_APPLICABLE


def test_units_are_ranked_by_the_share_of_their_own_targets() -> None:
    percent = replace(STEP, measure=Measure.PERCENT_OF_TARGET)
    other = replace(COVENANT_SIGNED, promises=(Promise("SI", "HIGHER", dec(100)),))
    line, _ = ranked(percent, neighbour(1, "99", other), own="990")  # 990 of 1000 and 99 of 100: equal
    assert (line.points, [part.value for part in line.reading.parts]) == (dec("300.00"), [dec(99)])
    assert ranked(percent, neighbour(1, "99"))[0].reading.absence is Absence.GROUP_INCOMPLETE


def test_the_order_of_the_neighbours_does_not_show() -> None:
    all_of_them = [neighbour(1, "99"), neighbour(2, "97"), neighbour(3, "12")]
    trees = {ranked(STEP, *order)[1].digest() for order in permutations(all_of_them)}
    assert len(trees) == 1


def mark(giver: str, points: str, item: str = "") -> GivenMark:
    return GivenMark("REVIEW", item, giver, dec(points), "", "", event_named(f"{giver} {item}"))


PANEL = Panel(("an", "binh", "chi", "dung"), drop_highest=1, drop_lowest=1, fewest=3)
ALL_MARKS = (mark("an", "9"), mark("binh", "9"), mark("chi", "6"), mark("dung", "7.5"))


def part(giver: str, points: str, note: str = "") -> Part:
    return Part(giver, dec(points), (event_named(f"{giver} "),), note)


def test_the_extremes_are_dropped_from_a_panels_mean() -> None:
    assert of_panel(PANEL, ALL_MARKS) == Drawn(
        dec("8.25"), (part("an", "9", "dropped"), part("binh", "9"), part("chi", "6", "dropped"), part("dung", "7.5"))
    )


def test_a_panel_with_too_few_marks_gives_none_and_says_who_is_missing() -> None:
    assert of_panel(PANEL, ALL_MARKS[:2]) == Drawn(None, (part("an", "9"), part("binh", "9")), ("chi", "dung"))
    assert of_panel(PANEL, ALL_MARKS[:3]).value == dec(9)


def test_a_panel_that_drops_nobody_takes_the_mean_of_all() -> None:
    assert of_panel(Panel(("an", "binh")), (mark("an", "9"), mark("binh", "8.5"))).value == dec("8.75")
    assert of_panel(Panel(("an", "binh")), (mark("binh", "8"),)) == Drawn(dec(8), (part("binh", "8"),), ("an",))


def test_a_mean_is_kept_to_twelve_decimals() -> None:
    assert str(mean([dec(1), dec(1), dec(0)])) == "0.666666666667"


@given(st.permutations(ALL_MARKS))
def test_who_marks_first_does_not_matter(marks: list[GivenMark]) -> None:
    assert of_panel(PANEL, marks) == of_panel(PANEL, ALL_MARKS)


@given(st.lists(st.decimals("0", "10", places=1), min_size=4, max_size=4), st.integers(0, 3), st.integers(0, 9))
def test_a_higher_mark_never_lowers_a_panels_mean(points: list[Decimal], which: int, more: int) -> None:
    marks = [replace(each, points=given) for each, given in zip(ALL_MARKS, points, strict=True)]
    raised = [replace(each, points=each.points + more) if place == which else each for place, each in enumerate(marks)]
    before, after = of_panel(PANEL, marks).value, of_panel(PANEL, raised).value
    assert before is not None
    assert after is not None
    assert before <= after


def items(*points: str) -> tuple[FieldItem, ...]:
    return tuple(FieldItem(str(place), named(str(place)), dec(each)) for place, each in enumerate(points, start=1))


DEPARTMENTS = DepartmentSum((DepartmentPart(COLLECTIONS, items("10", "5")), DepartmentPart(HEALTH, items("5"), dec(3))))


def given_by(department: object, item: str, points: str) -> GivenMark:
    return mark(str(department), points, item)


def test_departments_points_are_weighted_and_added_up() -> None:
    marks = (given_by(COLLECTIONS, "1", "9"), given_by(COLLECTIONS, "2", "0"), given_by(HEALTH, "1", "4.5"))
    found = of_departments(DEPARTMENTS, marks)
    assert (found.value, found.gaps) == (dec("22.5"), ())
    assert [(each.whose, each.note) for each in found.parts] == [
        (f"{COLLECTIONS}/1", ""),
        (f"{COLLECTIONS}/2", ""),
        (f"{HEALTH}/1", "× 3"),
    ]


def test_what_a_department_has_not_marked_counts_nothing_and_is_named() -> None:
    found = of_departments(DEPARTMENTS, (given_by(HEALTH, "1", "5"),))
    assert (found.value, found.gaps) == (dec(15), (f"{COLLECTIONS}/1", f"{COLLECTIONS}/2"))
    assert of_departments(DEPARTMENTS, ()).value is None


def marked(parameters: Parameters, *marks: GivenMark) -> tuple[ComputedLine, Explanation]:
    scheme = scheme_with("REVIEW", formula=Formula.of(parameters), indicator="")
    return worked(scheme, Material({}, None, marks=marks), "REVIEW")


def test_a_panels_points_are_explained_mark_by_mark() -> None:
    line, why = marked(PANEL, *ALL_MARKS)
    assert line.points == dec("8.25")
    [_, result] = why.inputs
    assert (result.value, result.formula, result.rounding) == (
        "8.25",
        Text(
            "bình quân các phiếu chấm, bỏ 1 cao nhất và 1 thấp nhất",
            "mean of the marks without the 1 highest and the 1 lowest",
        ),
        Text("đến 12 chữ số thập phân, từ nửa thì lên", "to 12 decimals, half up"),
    )
    assert [(each.formula, each.value) for each in result.inputs] == [
        (Text("an, không tính", "an, dropped"), "9"),
        ("binh", "9"),
        (Text("chi, không tính", "chi, dropped"), "6"),
        ("dung", "7.5"),
    ]


def test_missing_marks_are_named_in_the_explanation() -> None:
    line, why = marked(PANEL, *ALL_MARKS[:2])
    assert (line.points, line.reading.absence) == (None, Absence.TOO_FEW_MARKS)
    missing = [each.value for each in why.inputs[1].inputs if each.label.vi == "Thành viên chưa chấm"]
    assert missing == ["chi", "dung"]


def test_the_departments_points_are_explained_item_by_item() -> None:
    line, why = marked(DEPARTMENTS, given_by(HEALTH, "1", "4.5"))
    assert line.points == dec("13.50")
    [_, result] = why.inputs
    assert [(each.formula, each.value) for each in result.inputs] == [
        (f"{HEALTH}/1 × 3", "4.5"),
        ("", f"{COLLECTIONS}/1"),
        ("", f"{COLLECTIONS}/2"),
    ]


def province(place: int, *lines: tuple[str, str | None, str, str | None]) -> FieldCard:
    made = tuple(
        FieldLine(
            code, code, None if points is None else dec(points), dec(most), None if actual is None else dec(actual)
        )
        for code, points, most, actual in lines
    )
    event = event_named(f"card {place} final") if lines else None
    return FieldCard(UNITS[place], event_named(f"card {place}"), 1 if lines else 0, event, made)


PROVINCES = (
    province(1, ("SI", "240", "300", "960"), ("PAID", "200", "200", "430")),
    province(2, ("SI", "300", "300", "1010"), ("PAID", None, "200", None)),
    province(3),
)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (FieldResult(), "94"),  # 440 of 500 is 88 %, 300 of 300 is 100 %
        (FieldResult(Summary.SUM), "740"),
        (FieldResult(Summary.SHARE_REACHED, reached_at=dec(90)), "50"),
        (FieldResult(Summary.SHARE_REACHED, reached_at=dec(88)), "100"),
        (FieldResult(indicator="SI"), "985"),
        (FieldResult(Summary.SUM, "SI"), "1970"),
        (FieldResult(Summary.SHARE_REACHED, "SI", dec(81)), "50"),
    ],
)
def test_the_provinces_results_become_one_figure(wanted: FieldResult, value: str) -> None:
    found = drawn(wanted, PROVINCES)
    assert (found.value, found.gaps) == (dec(value), (str(UNITS[3]),))


def test_without_a_final_card_there_is_no_result_of_a_field() -> None:
    assert drawn(FieldResult(), PROVINCES[2:]) == Drawn(None, (), (str(UNITS[3]),))


def test_a_departments_points_are_explained_down_to_the_provinces_scorecards() -> None:
    scheme = scheme_with("SI", field_result=FieldResult())
    promised = replace(COVENANT_SIGNED, promises=(Promise("SI", "HIGHER", dec(100)),))
    line, why = worked(scheme, Material({}, promised, field_cards=PROVINCES), "SI")
    assert line.points == dec("282.00")
    result = why.inputs[1]
    assert (result.value, result.formula) == (
        "94",
        Text("bình quân: điểm trong lĩnh vực của các tỉnh", "mean: the provinces' points in the field"),
    )
    assert [(each.label.vi, each.value) for each in result.inputs] == [
        ("Kết quả của đơn vị trong lĩnh vực", "88"),
        ("Kết quả của đơn vị trong lĩnh vực", "100"),
        ("Đơn vị chưa chốt phiếu", str(UNITS[3])),
    ]
    assert result.inputs[0].formula == (f"{UNITS[1]} {event_named('card 1')}/1: SI 240/300; PAID 200/200")
    assert result.inputs[0].events == (event_named("card 1 final"),)


def test_a_field_without_results_or_target_is_missing() -> None:
    scheme = scheme_with("SI", field_result=FieldResult(Summary.SHARE_REACHED, "SI", dec(81)))
    nothing, why = worked(scheme, Material({}, COVENANT_SIGNED), "SI")
    assert nothing.reading.absence is Absence.NO_FINAL_CARDS
    assert why.inputs[1].formula == Text(
        "tỷ lệ đơn vị đạt: kết quả SI của các tỉnh ≥ 81 %", "share that reached: the provinces' results of SI ≥ 81 %"
    )
    assert worked(scheme, Material({}, None, field_cards=PROVINCES), "SI")[0].reading.absence is Absence.NO_TARGET
    without_target = scheme_with("SPENT", field_result=FieldResult())
    reading = worked(without_target, Material({}, None, field_cards=PROVINCES), "SPENT")[0].reading
    assert (reading.state, reading.actual) == (State.SCORED, dec(94))


def test_what_is_not_drawn_has_no_parts() -> None:
    assert read(SCHEME, HALF, Material({}, None))[0] == Reading(
        "SI", State.MISSING, Absence.NO_RESULT, gaps=HALF.quarters
    )
