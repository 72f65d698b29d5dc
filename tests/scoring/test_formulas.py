"""Each kind of formula against figures worked by hand, and the properties that must hold whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.explanation import Explanation, Status, Text
from services.scoring.domain.formulas import REGISTRY, Case, Figure, apply, capped_bonus
from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    FixedBonus,
    Formula,
    FormulaKind,
    Gate,
    Inverse,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    Panel,
    Parameters,
    ProportionalCapped,
    Rank,
    Step,
)
from services.scoring.domain.scheme import Rounding, RoundingMode
from tests.scoring.examples import COLLECTIONS, STEPS, dec, measure_percent, named


def figure(value: str | Decimal, name: str = "x") -> Figure:
    return Figure(Decimal(value), Explanation(label=Text(name, name), value=str(value)))


def case(
    maximum: str | Decimal, actual: str | Decimal, target: str | Decimal | None = None, upper: str | None = None
) -> Case:
    return Case(
        maximum=figure(maximum, "max"),
        actual=figure(actual, "actual"),
        rounding=Rounding(line_decimals=2),
        target=None if target is None else figure(target, "target"),
        upper=None if upper is None else figure(upper, "upper"),
    )


def beside(example: Case, *others: str) -> Case:
    return replace(example, neighbours=tuple(figure(each, "neighbour") for each in others))


def points(parameters: Parameters, given_case: Case) -> Decimal:
    return apply(Formula.of(parameters), given_case).value


PLACES = Rank((dec(100), dec(80), dec(60)))
PANEL = Panel(("an", "binh"))
DEPARTMENTS = DepartmentSum((DepartmentPart(COLLECTIONS, (FieldItem("1", named("1"), dec(100)),)),))

BY_HAND: list[tuple[Parameters, Case, str]] = [
    # 300 × 874 ÷ 1000
    (ProportionalCapped(), case("300", "874", "1000"), "262.20"),
    (ProportionalCapped(), case("300", "1043.1", "1000"), "300.00"),
    (ProportionalCapped(), case("300", "0", "1000"), "0.00"),
    (ProportionalCapped(), case("10", "1", "3"), "3.33"),
    # 7.5 % above: 4 × 7 complete percents, or 4 × 7.5
    (OverfulfilBonus(dec(4), whole=True), case("30", "430", "400"), "28.00"),
    (OverfulfilBonus(dec(4)), case("30", "430", "400"), "30.00"),
    (OverfulfilBonus(dec(2)), case("30", "430", "400"), "15.00"),
    (OverfulfilBonus(dec(4)), case("30", "399", "400"), "0.00"),
    # 2 % short of 50: 100 − 5 × 4 percents; by units 100 − 5 × 2
    (DeductPerPercent(dec(5)), case("100", "48", "50"), "80.00"),
    (DeductPerPercent(dec(5), Measure.VALUE), case("100", "48", "50"), "90.00"),
    (DeductPerPercent(dec(5), Measure.VALUE, whole=True), case("100", "48.5", "50"), "95.00"),
    (DeductPerPercent(dec(5)), case("100", "51", "50"), "100.00"),
    (DeductPerPercent(dec(50)), case("100", "40", "50"), "0.00"),
    # arrears of 4 % against 2.5 %: 80 × 2.5 ÷ 4
    (Inverse(), case("80", "4", "2.5"), "50.00"),
    (Inverse(), case("80", "2.5", "2.5"), "80.00"),
    (Inverse(), case("80", "0", "2.5"), "80.00"),
    (Inverse(), case("80", "1", "0"), "0.00"),
    # a budget used to 104.1 %: 3.1 above 101, 4 points each
    (Band(dec(2), dec(4), dec(95), dec(101)), case("40", "104.1"), "27.60"),
    (Band(dec(2), dec(4), dec(95), dec(101)), case("40", "92"), "34.00"),
    (Band(dec(2), dec(4), dec(95), dec(101)), case("40", "95"), "40.00"),
    (Band(dec(2), dec(4), dec(95), dec(101)), case("40", "200"), "0.00"),
    (Band(dec(2), dec(4)), case("40", "103", "98", "102"), "36.00"),
    (Band(dec(2), dec(4), dec(95), dec(101), Measure.PERCENT_OF_TARGET), case("40", "47", "50"), "38.00"),
    (STEPS, case("50", "94.99"), "0.00"),
    (STEPS, case("50", "95"), "40.00"),
    (STEPS, case("50", "98"), "50.00"),
    (measure_percent(STEPS), case("50", "48.5", "50"), "40.00"),
    (Boolean(), case("8", "1"), "8.00"),
    (Boolean(), case("8", "0"), "0.00"),
    (LatePenalty(dec(2)), case("20", "3"), "6.00"),
    (LatePenalty(dec(2)), case("20", "11"), "20.00"),
    (FixedBonus(dec(15)), case("30", "1"), "15.00"),
    (FixedBonus(dec(15)), case("30", "3"), "30.00"),
    # second of four; of two equal results both have the better place; the fourth place has no points left
    (PLACES, beside(case("100", "97"), "99", "96", "90"), "80.00"),
    (PLACES, beside(case("100", "99"), "99", "96", "90"), "100.00"),
    (PLACES, beside(case("100", "90"), "99", "96", "97"), "0.00"),
    (replace(PLACES, lower_is_better=True), beside(case("100", "90"), "99", "96", "97"), "100.00"),
    (Rank(step=dec(15)), beside(case("100", "90"), "99", "96", "97"), "55.00"),
    (Rank(step=dec(60)), beside(case("100", "90"), "99", "96", "97"), "0.00"),
    # 48.5 of 50 is 97 %, before a neighbour's 96
    (Rank(step=dec(15), measure=Measure.PERCENT_OF_TARGET), beside(case("100", "48.5", "50"), "96", "98"), "85.00"),
    (PANEL, case("10", "8.333333333333"), "8.33"),
    (PANEL, case("10", "11"), "10.00"),
    (DEPARTMENTS, case("100", "97"), "97.00"),
]


@pytest.mark.parametrize(("parameters", "example", "expected"), BY_HAND)
def test_a_formula_gives_what_the_hand_gives(parameters: Parameters, example: Case, expected: str) -> None:
    assert str(points(parameters, example)) == expected


@pytest.mark.parametrize(
    ("bars_when", "answer", "barred"), [(True, "1", 1), (True, "0", 0), (False, "1", 0), (False, "0", 1)]
)
def test_a_gate_bars_on_the_answer_the_table_declares(bars_when: bool, answer: str, barred: int) -> None:
    outcome = apply(Formula.of(Gate(bars_when)), case("0", answer))
    assert (outcome.value, outcome.why.value) == (dec(barred), "bị loại · barred" if barred else "qua · passed")


def test_the_bonus_of_a_unit_stops_at_the_cap() -> None:
    assert [capped_bonus(dec(given), dec(50)) for given in (49, 50, 107)] == [49, 50, 50]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(RoundingMode.HALF_UP, "0.13"), (RoundingMode.HALF_EVEN, "0.12"), (RoundingMode.DOWN, "0.12")],
)
def test_points_are_rounded_as_the_table_declares(mode: RoundingMode, expected: str) -> None:
    given_case = replace(case("1", "125", "1000"), rounding=Rounding(2, 2, mode))
    assert str(points(ProportionalCapped(), given_case)) == expected


def test_a_formula_that_needs_a_target_cannot_be_applied_without_one() -> None:
    with pytest.raises(ValueError, match="without one"):
        apply(Formula.of(ProportionalCapped()), case("10", "1"))


def test_every_kind_is_registered_and_says_where_it_was_read() -> None:
    assert set(REGISTRY) == set(FormulaKind)
    examples = [*((parameters, example) for parameters, example, _ in BY_HAND), (Gate(bars_when=True), case("0", "1"))]
    read = {Formula.of(parameters).kind: apply(Formula.of(parameters), example).why for parameters, example in examples}
    assert set(read) == set(FormulaKind)
    assert {kind: why.source.status for kind, why in read.items() if why.source} == {
        FormulaKind.PROPORTIONAL_CAPPED: Status.ANALOGUE,
        FormulaKind.OVERFULFIL_BONUS: Status.UNVERIFIED,
        FormulaKind.DEDUCT_PER_PERCENT: Status.UNVERIFIED,
        FormulaKind.INVERSE: Status.UNVERIFIED,
        FormulaKind.BAND: Status.UNVERIFIED,
        FormulaKind.STEP: Status.UNVERIFIED,
        FormulaKind.BOOLEAN: Status.ANALOGUE,
        FormulaKind.LATE_PENALTY: Status.ANALOGUE,
        FormulaKind.FIXED_BONUS: Status.ANALOGUE,
        FormulaKind.GATE: Status.FOUND,
        FormulaKind.RANK: Status.UNVERIFIED,
        FormulaKind.PANEL: Status.ANALOGUE,
        FormulaKind.DEPARTMENT_SUM: Status.ANALOGUE,
    }


def test_an_explanation_holds_the_value_the_formula_and_every_figure_it_was_made_of() -> None:
    why = apply(Formula.of(Band(dec(2), dec(4))), case("40", "103", "98", "102")).why
    assert why.as_dict() == {
        "label": {"vi": "Điểm theo công thức", "en": "Points by the formula"},
        "value": "36.00",
        "formula": "max(0, tối đa − 2 × phần dưới 98 − 4 × phần trên 102), theo giá trị",
        "formula_en": "max(0, max − 2 × below 98 − 4 × above 102) by value",
        "rounding": {"vi": "đến 2 chữ số thập phân, từ nửa thì lên", "en": "to 2 decimals, half up"},
        "source": {
            "document": "Thông lệ bảng điểm thi đua",
            "article": "chưa tìm thấy văn bản",
            "status": "unverified",
        },
        "inputs": [
            {"label": {"vi": name, "en": name}, "value": value}
            for name, value in (("max", "40"), ("actual", "103"), ("target", "98"), ("upper", "102"))
        ],
    }


amounts = st.decimals("0", "99999999999999", places=6, allow_nan=False)
positive = st.decimals("0.000001", "99999999999999", places=6)
maxima = st.decimals("0.01", "1000", places=2)
rates = st.decimals("0.01", "20", places=2)

RISING = st.one_of(
    st.just(ProportionalCapped()),
    st.builds(OverfulfilBonus, rates, st.booleans()),
    st.builds(DeductPerPercent, rates, st.sampled_from(Measure), st.booleans()),
    st.builds(LatePenalty, rates),
    st.builds(FixedBonus, rates),
    st.just(STEPS),
    st.just(measure_percent(STEPS)),
)
"""Kinds that give no less for more (LATE_PENALTY: no smaller penalty for more delay)."""

ANY = st.one_of(RISING, st.just(Inverse()), st.builds(Band, rates, rates, st.just(dec(95)), st.just(dec(101))))


def maximum_for(parameters: Parameters, maximum: Decimal) -> Decimal:
    return dec(50) if isinstance(parameters, Step) else maximum


@given(ANY, maxima, amounts, positive)
def test_points_lie_between_zero_and_the_maximum(
    parameters: Parameters, maximum: Decimal, actual: Decimal, target: Decimal
) -> None:
    most = maximum_for(parameters, maximum)
    assert 0 <= points(parameters, case(most, actual, target)) <= most


@given(RISING, maxima, amounts, amounts, positive)
def test_more_never_gives_less_where_higher_is_better(
    parameters: Parameters, maximum: Decimal, one: Decimal, other: Decimal, target: Decimal
) -> None:
    least, most = sorted((one, other))
    full = maximum_for(parameters, maximum)
    assert points(parameters, case(full, least, target)) <= points(parameters, case(full, most, target))


@given(maxima, amounts, amounts, positive)
def test_less_never_gives_less_where_lower_is_better(
    maximum: Decimal, one: Decimal, other: Decimal, target: Decimal
) -> None:
    least, most = sorted((one, other))
    assert points(Inverse(), case(maximum, least, target)) >= points(Inverse(), case(maximum, most, target))


@given(maxima, rates, rates, st.lists(amounts, min_size=2, max_size=5))
def test_points_fall_with_the_distance_from_the_band(
    maximum: Decimal, below: Decimal, above: Decimal, actuals: list[Decimal]
) -> None:
    band = Band(below, above, dec(95), dec(101))
    for side in (sorted(a for a in actuals if a >= 95), sorted((a for a in actuals if a <= 101), reverse=True)):
        given_points = [points(band, case(maximum, actual)) for actual in side]
        assert all(nearer >= further for nearer, further in pairwise(given_points))


@given(ANY, maxima, amounts, positive)
def test_the_same_figures_give_the_same_explanation(
    parameters: Parameters, maximum: Decimal, actual: Decimal, target: Decimal
) -> None:
    example = case(maximum_for(parameters, maximum), actual, target)
    assert apply(Formula.of(parameters), example) == apply(Formula.of(parameters), example)


@given(maxima, positive)
def test_the_target_reached_exactly_gives_exactly_the_maximum(maximum: Decimal, target: Decimal) -> None:
    for parameters in (ProportionalCapped(), Inverse(), DeductPerPercent(dec(5))):
        assert points(parameters, case(maximum, target, target)) == maximum


ranks = st.one_of(
    st.builds(Rank, step=rates),
    st.builds(
        Rank,
        st.lists(st.decimals("0", "100", places=2), min_size=1, max_size=6).map(
            lambda given: tuple(sorted(given, reverse=True))
        ),
    ),
)
few = st.integers(0, 9).map(Decimal)


@given(ranks, few, few, st.lists(few, max_size=6))
def test_a_better_result_never_ranks_for_less(rank: Rank, one: Decimal, other: Decimal, others: list[Decimal]) -> None:
    least, most = sorted((one, other))
    field = [str(each) for each in others]
    worse, better = (points(rank, beside(case("100", own), *field)) for own in (least, most))
    assert worse <= better
    rank = replace(rank, lower_is_better=True)
    assert points(rank, beside(case("100", least), *field)) >= points(rank, beside(case("100", most), *field))


@given(ranks, few, st.lists(few, max_size=6).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_points_by_rank_do_not_depend_on_the_order_of_the_neighbours(
    rank: Rank, own: Decimal, orders: tuple[list[Decimal], list[Decimal]]
) -> None:
    one, other = ([str(each) for each in order] for order in orders)
    assert points(rank, beside(case("100", own), *one)) == points(rank, beside(case("100", own), *other))


def test_a_place_is_explained_by_every_neighbour() -> None:
    why = apply(Formula.of(PLACES), beside(case("100", "97"), "99", "96")).why
    assert (why.formula, [each.value for each in why.inputs]) == (
        Text("thứ 2 trong 3, theo giá trị → 80", "place 2 of 3 by value → 80"),
        ["100", "97", "99", "96"],
    )
