"""From lines to a score, worked by hand, and the properties of every total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.explanation import Text
from services.scoring.domain.finalisation import Computation, final_lines
from services.scoring.domain.formulas import capped_bonus
from services.scoring.domain.lines import ComputedLine, compute, explain_computed
from services.scoring.domain.material import Mark, Material, Result
from services.scoring.domain.parameters import Formula, Gate
from services.scoring.domain.period import Period
from services.scoring.domain.readings import Absence, Reading, State, read
from services.scoring.domain.scheme import Group
from services.scoring.domain.totals import (
    Assessment,
    FinalLine,
    Layer,
    Totals,
    explain_line,
    explain_total,
    settle,
    total,
)
from tests.scoring.examples import COVENANT_SIGNED, SCHEME, TABLE, dec, event_named, scheme_with

HALF = Period.parse("2024-H1")
QUARTER = HALF.quarters[-1]
REPORTED = event_named("results")

FIGURES: dict[str, str | None] = {
    "SI": "874",  # 300 × 874 ÷ 1000 = 262.20
    "HI": "93.10",  # 1 short of 94.10 is 1.0626… % of it: 250 − 8 × 1.0626… = 241.50
    "PAID": "215",  # half of 400 is 200: full 200, and 7.5 % over: 4 × 7 = 28 of bonus
    "DEBT": "4",  # 80 × 2.5 ÷ 4 = 50
    "SPENT": "104.1",  # 40 − 4 × 3.1 = 27.60
    "ONTIME": "97",  # 40
    "REVIEW": "1",  # 30
    "FLAGS": "2",  # 30 of bonus
    "LATE": "3",  # −6
    "INQUIRY": "0",
}


def readings(**changes: str | None) -> tuple[Reading, ...]:
    """The half-year by the figures above; "-" takes one away, None makes it not applicable."""
    figures = {**FIGURES, **changes}
    results = {
        (QUARTER, code): Result(None if value is None else dec(value), REPORTED)
        for code, value in figures.items()
        if value != "-"
    }
    return read(SCHEME, HALF, Material(results, COVENANT_SIGNED))


def finals(lines: Sequence[ComputedLine]) -> tuple[FinalLine, ...]:
    return tuple(settle(line, ()) for line in lines)


def totals(**changes: str | None) -> Totals:
    return total(SCHEME, finals(compute(TABLE, readings(**changes))))


def test_a_card_adds_up_as_by_hand() -> None:
    assert totals() == Totals(
        content=dec("851.30"),
        available=dec(950),
        bonus=dec(50),  # 28 + 30, capped
        bonus_earned=dec("58.00"),
        penalty=dec("-6.00"),
        score=dec("895.30"),
        missing=0,
        barred_by=(),
    )


def test_a_missing_result_counts_nothing_and_is_counted() -> None:
    found = totals(DEBT="-")
    assert (found.content, found.available, found.missing) == (dec("801.30"), dec(950), 1)
    assert found.score == dec("845.30")


def test_zero_counts_nothing_and_is_not_missing() -> None:
    found = totals(REVIEW="0")
    assert (found.content, found.missing) == (dec("821.30"), 0)


def test_what_does_not_apply_leaves_the_maximum_and_the_rest_is_scaled() -> None:
    found = totals(REVIEW=None)
    assert (found.content, found.available, found.missing) == (dec("821.30"), dec(920), 0)
    assert found.score == dec("892.08")  # 821.30 × 950 ÷ 920 = 848.0815… + 50 − 6


def test_nothing_scored_is_no_score() -> None:
    found = totals(**dict.fromkeys(FIGURES, "-"))
    assert (found.score, found.missing) == (None, 11)


def test_nothing_that_applies_is_no_score() -> None:
    found = totals(**dict.fromkeys(FIGURES))
    assert (found.score, found.available, found.missing) == (None, dec(0), 0)


def test_a_gate_bars_whatever_the_points() -> None:
    found = totals(INQUIRY="1")
    assert (found.barred_by, found.score) == (("INQUIRY",), dec("895.30"))


@pytest.mark.parametrize(("missing_bars", "barred"), [(True, ("INQUIRY",)), (False, ())])
def test_a_gate_without_an_answer_bars_where_the_table_says_so(
    missing_bars: bool,
    barred: tuple[str, ...],
) -> None:
    gate = Formula.of(Gate(bars_when=False, missing_bars=missing_bars))
    table = replace(TABLE, scheme=scheme_with("INQUIRY", formula=gate))
    assert total(table.scheme, finals(compute(table, readings(INQUIRY="-")))).barred_by == barred


def test_a_gate_that_does_not_apply_never_bars() -> None:
    gate = Formula.of(Gate(bars_when=True, missing_bars=True))
    table = replace(TABLE, scheme=scheme_with("INQUIRY", formula=gate))
    assert total(table.scheme, finals(compute(table, readings(INQUIRY=None)))).barred_by == ()


POINTS = {each.code: each.max_points for each in SCHEME.criteria if each.group is not Group.GATE}
NEGATIVE = {each.code for each in SCHEME.criteria if each.group is Group.PENALTY}


@st.composite
def card_lines(draw: st.DrawFn) -> list[FinalLine]:
    lines = []
    for code, maximum in POINTS.items():
        state = draw(st.sampled_from(State))
        points = draw(st.decimals(0, maximum, places=2)) if state is State.SCORED else None
        signed = -points if points is not None and code in NEGATIVE else points
        lines.append(FinalLine(code, state, Layer.COMPUTED, signed))
    return lines


@given(card_lines(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(lines: list[FinalLine], chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert total(SCHEME, shuffled) == total(SCHEME, lines)


@given(card_lines())
def test_nothing_is_lost_or_made_between_the_lines_and_the_score(lines: list[FinalLine]) -> None:
    applicable = [replace(each, state=State.MISSING) if each.state is State.NOT_APPLICABLE else each for each in lines]
    found = total(SCHEME, applicable)
    capped_off = found.bonus_earned - found.bonus
    points = sum((each.points for each in applicable if each.points is not None), Decimal(0))
    assert found.content + found.bonus + found.penalty + capped_off == points
    if found.score is not None:
        assert found.score == points - capped_off


@given(card_lines())
def test_a_score_stays_within_the_tables_bounds(lines: list[FinalLine]) -> None:
    found = total(SCHEME, lines)
    most = SCHEME.content_total + SCHEME.bonus_cap
    assert found.score is None or -20 <= found.score <= most
    assert found.bonus == capped_bonus(found.bonus_earned, SCHEME.bonus_cap)


@given(card_lines(), st.sampled_from(sorted(POINTS)))
def test_more_points_on_a_line_never_lower_the_score(lines: list[FinalLine], code: str) -> None:
    best = Decimal(0) if code in NEGATIVE else POINTS[code]
    better = [
        replace(each, points=best) if each.criterion == code and each.points is not None else each for each in lines
    ]
    before, after = total(SCHEME, lines).score, total(SCHEME, better).score
    assert (before is None) is (after is None)
    assert before is None or after is None or after >= before


def assessment(layer: Layer, points: str, against: str | None, reason: str = "Số liệu quyết toán") -> Assessment:
    moment = datetime(2024, 7, 5, tzinfo=UTC)
    mark = Mark("SI", dec(points), reason)
    computed = None if against is None else dec(against)
    return Assessment(layer, mark, computed, event_named(layer), "someone", moment, moment)


SI = ComputedLine(Reading("SI", State.SCORED, actual=dec(874), target=dec(1000)), dec("262.20"))


def test_the_departments_points_count_before_the_cross_checks_before_the_engines() -> None:
    own = assessment(Layer.SELF_SCORED, "300", "262.20")
    checked = assessment(Layer.CROSS_CHECKED, "250", "262.20")
    verified = assessment(Layer.VERIFIED, "240", "262.20")
    assert [settle(SI, given).points for given in ((), (own,), (own, checked), (checked, verified))] == [
        dec("262.20"),
        dec("262.20"),
        dec("250"),
        dec("240"),
    ]


def test_points_given_to_a_missing_line_score_it() -> None:
    line = ComputedLine(Reading("SI", State.MISSING, Absence.NO_RESULT), None)
    verified = assessment(Layer.VERIFIED, "240", None)
    assert settle(line, (verified,)) == FinalLine("SI", State.SCORED, Layer.VERIFIED, dec(240))


def test_points_held_against_other_figures_have_lapsed() -> None:
    lapsed = assessment(Layer.VERIFIED, "240", "262.21")
    assert settle(SI, (lapsed,)) == FinalLine("SI", State.SCORED, Layer.COMPUTED, dec("262.20"))


def test_a_line_is_explained_down_to_results_target_and_table() -> None:
    reading = next(each for each in readings() if each.criterion == "SI")
    why = explain_computed(TABLE, reading)
    assert (why.label, why.value, why.formula) == (
        SCHEME.criteria[0].name,
        "262.20",
        Text("tối đa × min(1, kết quả ÷ chỉ tiêu)", "max × min(1, actual ÷ target)"),
    )
    maximum, actual, target = why.inputs
    assert (maximum.value, maximum.events) == ("300", (TABLE.event,))
    assert (actual.value, actual.events, [each.value for each in actual.inputs]) == ("874", (REPORTED,), [])
    assert (target.value, target.events) == ("1000", (COVENANT_SIGNED.event,))


def test_a_penalty_is_explained_with_its_sign() -> None:
    reading = next(each for each in readings() if each.criterion == "LATE")
    why = explain_computed(TABLE, reading)
    assert (why.value, why.formula) == ("-6.00", Text("−(min(tối đa, 2 × số lần chậm))", "−(min(max, 2 × times late))"))
    assert [each.value for each in why.inputs[1].inputs] == ["2024-Q1"]


def test_the_tables_own_target_is_explained_by_the_table() -> None:
    reading = Reading("SI", State.SCORED, actual=dec(874), target=dec(1000))
    target = explain_computed(TABLE, reading).inputs[2]
    assert target.events == (TABLE.event,)


def test_a_missing_and_an_inapplicable_line_are_explained_in_words() -> None:
    missing, inapplicable = (
        next(each for each in readings(**figures) if each.criterion == code)
        for code, figures in (("DEBT", {"DEBT": "-"}), ("REVIEW", {"REVIEW": None}))
    )
    assert [explain_computed(TABLE, each).value for each in (missing, inapplicable)] == ["MISSING", "NOT_APPLICABLE"]
    assert explain_computed(TABLE, missing).inputs[0].label.vi == "Chưa có kết quả"
    assert explain_computed(TABLE, inapplicable).inputs[0].label.vi == "Không áp dụng cho đơn vị"


def test_a_target_that_cannot_be_used_names_the_covenant() -> None:
    reading = Reading("SI", State.MISSING, Absence.UNUSABLE_TARGET, actual=dec(5), promised_by=COVENANT_SIGNED.event)
    assert explain_computed(TABLE, reading).inputs[0].events == (COVENANT_SIGNED.event,)


def test_a_gate_is_explained() -> None:
    reading = next(each for each in readings(INQUIRY="1") if each.criterion == "INQUIRY")
    assert explain_computed(TABLE, reading).value == "bị loại · barred"


def test_a_reading_of_another_table_cannot_be_explained() -> None:
    with pytest.raises(ValueError, match="has no criterion"):
        explain_computed(TABLE, Reading("NOWHERE", State.MISSING, Absence.NO_RESULT))


def test_verified_points_are_explained_with_their_reason_and_what_the_engine_gave() -> None:
    verified = assessment(Layer.VERIFIED, "240", "262.20")
    why = explain_line(TABLE, SI, (verified,))
    reason, computed = why.inputs
    assert (why.value, why.events) == ("240", (verified.event,))
    assert (reason.value, computed.value) == ("Số liệu quyết toán", "262.20")


def test_a_score_is_explained_down_to_its_lines_with_a_digest_that_stays() -> None:
    computation = Computation(TABLE.table_id, 2, (), COVENANT_SIGNED, compute(TABLE, readings(DEBT="-")))
    lines = {each.reading.criterion: explain_line(TABLE, each, ()) for each in computation.lines}
    why = explain_total(TABLE, total(SCHEME, final_lines(computation, ())), lines)
    assert (why.value, [each.value for each in why.inputs]) == (
        "845.30",
        ["801.30", "50", "-6.00", "qua · passed"],
    )
    assert why.formula == Text(
        "điểm nội dung × 950 ÷ 950 + điểm thưởng + điểm trừ", "content × 950 ÷ 950 + bonus + penalty"
    )
    assert why.digest() == "afee7cede24b863febcc53b684ca1bc9b2a7c5525c142c7b8ddadfc302b467a9"


def test_a_score_and_its_why_are_the_same_whatever_precision_the_caller_works_in() -> None:
    """Its parts of a year, its sums and the ratio of the content to what was available are computed exactly."""

    def scored() -> tuple[object, str]:
        computation = Computation(TABLE.table_id, 2, (), COVENANT_SIGNED, compute(TABLE, readings(DEBT="-")))
        lines = {each.reading.criterion: explain_line(TABLE, each, ()) for each in computation.lines}
        found = total(SCHEME, final_lines(computation, ()))
        return found, explain_total(TABLE, found, lines).digest()

    expected = scored()
    with localcontext(Context(prec=3)):
        assert scored() == expected


def test_no_score_is_explained_too() -> None:
    lines = compute(TABLE, readings(**dict.fromkeys(FIGURES, "-")))
    explained = {each.reading.criterion: explain_line(TABLE, each, ()) for each in lines}
    assert explain_total(TABLE, total(SCHEME, finals(lines)), explained).value == ""
