"""From results by quarter and promised targets to one reading: zero, missing and not applicable stay apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.scoring.domain.material import Material, Promise, Result, SignedCovenant
from services.scoring.domain.parameters import Band, Formula
from services.scoring.domain.period import Period, PeriodKind
from services.scoring.domain.readings import Absence, Reading, State, read
from services.scoring.domain.refusals.reviews import UnknownPeriod
from services.scoring.domain.scheme import Accumulation, Pace, Scheme, Target, TargetSource
from tests.scoring.examples import COVENANT, COVENANT_SIGNED, SCHEME, dec, event_named, scheme_with

YEAR = Period.parse("2024")
HALF = Period.parse("2024-H1")
EVENTS = {quarter: event_named(quarter) for quarter in YEAR.quarters}


def results(indicator: str, *values: str | None) -> dict[tuple[str, str], Result]:
    """Results by quarter: None is not applicable, "-" is nothing reported."""
    return {
        (quarter, indicator): Result(None if value is None else dec(value), EVENTS[quarter])
        for quarter, value in zip(YEAR.quarters, values, strict=False)
        if value != "-"
    }


def reading(
    code: str,
    given: dict[tuple[str, str], Result],
    period: Period = YEAR,
    scheme: Scheme = SCHEME,
    covenant: SignedCovenant | None = COVENANT_SIGNED,
) -> Reading:
    return next(each for each in read(scheme, period, Material(given, covenant)) if each.criterion == code)


def promising(*promises: Promise) -> SignedCovenant:
    return replace(COVENANT_SIGNED, promises=promises)


def test_zero_is_a_result() -> None:
    assert reading("REVIEW", results("REVIEW", "0")) == Reading(
        "REVIEW", State.SCORED, actual=dec(0), results=(EVENTS["2024-Q1"],), gaps=("2024-Q2", "2024-Q3", "2024-Q4")
    )


def test_nothing_reported_is_missing() -> None:
    assert reading("REVIEW", {}) == Reading("REVIEW", State.MISSING, Absence.NO_RESULT, gaps=YEAR.quarters)


def test_what_does_not_apply_is_neither_zero_nor_missing() -> None:
    found = reading("REVIEW", results("REVIEW", "1", "1", "1", None))
    assert found == Reading("REVIEW", State.NOT_APPLICABLE, results=(EVENTS["2024-Q4"],))
    early = reading("REVIEW", results("REVIEW", "1", "1", None))
    assert early == Reading("REVIEW", State.NOT_APPLICABLE, results=(EVENTS["2024-Q3"],), gaps=("2024-Q4",))


def test_a_running_figure_is_the_latest_reported_and_later_quarters_are_gaps() -> None:
    found = reading("REVIEW", results("REVIEW", "0", "1"))
    assert (found.actual, found.results, found.gaps) == (dec(1), (EVENTS["2024-Q2"],), ("2024-Q3", "2024-Q4"))


def test_a_sum_adds_the_quarters_and_names_those_without_a_result() -> None:
    found = reading("LATE", results("LATE", "1", "-", "2", None))
    assert (found.state, found.actual, found.gaps) == (State.SCORED, dec(3), ("2024-Q2",))
    assert found.results == (EVENTS["2024-Q1"], EVENTS["2024-Q3"], EVENTS["2024-Q4"])


def test_a_sum_of_quarters_that_do_not_apply_does_not_apply() -> None:
    assert reading("LATE", results("LATE", None, None)).state is State.NOT_APPLICABLE


def test_only_the_quarters_of_the_period_count() -> None:
    assert reading("LATE", results("LATE", "1", "2", "4", "8"), HALF).actual == 3


def test_the_target_is_the_covenants() -> None:
    found = reading("SI", results("SI", "900"))
    assert (found.target, found.promised_by) == (dec(1000), COVENANT_SIGNED.event)


def test_the_target_may_be_the_tables() -> None:
    scheme = scheme_with("SI", target=Target(TargetSource.TABLE, dec(800)))
    found = reading("SI", results("SI", "900"), scheme=scheme)
    assert (found.target, found.promised_by) == (dec(800), None)


@pytest.mark.parametrize(
    ("period", "accumulation", "target"),
    [
        ("2024-Q1", Accumulation.SUM, "100"),
        ("2024-Q3", Accumulation.SUM, "100"),
        ("2024-Q3", Accumulation.LATEST, "300"),
        ("2024-H1", Accumulation.SUM, "200"),
        ("2024-H2", Accumulation.SUM, "200"),
        ("2024-H2", Accumulation.LATEST, "400"),
        ("2024", Accumulation.SUM, "400"),
    ],
)
def test_a_target_in_proportion_is_the_share_of_the_year(period: str, accumulation: Accumulation, target: str) -> None:
    scheme = scheme_with("PAID", accumulation=accumulation)
    found = reading("PAID", results("PAID", "1", "1", "1", "1"), Period.parse(period), scheme)
    assert found.target == dec(target)


def test_without_covenant_the_line_is_missing_its_target() -> None:
    found = reading("SI", results("SI", "900"), covenant=None)
    assert (found.state, found.absence, found.actual) == (State.MISSING, Absence.NO_TARGET, dec(900))


def test_a_covenant_without_this_target_leaves_the_line_missing() -> None:
    found = reading("SI", results("SI", "900"), covenant=promising())
    assert (found.state, found.absence) == (State.MISSING, Absence.NO_TARGET)


@pytest.mark.parametrize(
    ("criterion", "promise"),
    [
        ("SI", Promise("SI", "LOWER", dec(1000))),
        ("SI", Promise("SI", "HIGHER", dec(0))),
        ("DEBT", Promise("DEBT", "HIGHER", dec(2))),
        ("DEBT", Promise("DEBT", "BAND", dec(2), dec(3))),
    ],
)
def test_a_target_that_runs_the_other_way_cannot_be_used(criterion: str, promise: Promise) -> None:
    found = reading(criterion, results(criterion, "3"), covenant=promising(promise))
    assert (found.state, found.absence, found.promised_by) == (
        State.MISSING,
        Absence.UNUSABLE_TARGET,
        COVENANT_SIGNED.event,
    )


def test_arrears_may_be_promised_to_be_none() -> None:
    found = reading("DEBT", results("DEBT", "3"), covenant=promising(Promise("DEBT", "LOWER", dec(0))))
    assert (found.state, found.target) == (State.SCORED, dec(0))


@pytest.mark.parametrize(("upper", "state"), [("102", State.SCORED), (None, State.MISSING)])
def test_a_band_of_the_covenant_needs_both_its_ends(upper: str | None, state: State) -> None:
    scheme = scheme_with("SPENT", formula=Formula.of(Band(dec(2), dec(4))), target=COVENANT)
    promise = Promise("SPENT", "BAND", dec(98), None if upper is None else dec(upper))
    found = reading("SPENT", results("SPENT", "103"), scheme=scheme, covenant=promising(promise))
    assert (found.state, found.upper) == (state, None if upper is None else dec(upper))


def test_both_ends_of_a_band_keep_the_pace() -> None:
    target = Target(TargetSource.COVENANT, pace=Pace.PRO_RATA)
    scheme = scheme_with("SPENT", formula=Formula.of(Band(dec(2), dec(4))), target=target)
    covenant = promising(Promise("SPENT", "BAND", dec(90), dec(100)))
    found = reading("SPENT", results("SPENT", "45"), HALF, scheme, covenant)
    assert (found.target, found.upper) == (dec(45), dec(50))


@pytest.mark.parametrize(
    ("code", "kind", "first", "last", "quarters"),
    [
        ("2024-Q1", PeriodKind.QUARTER, "2024-01-01", "2024-03-31", 1),
        ("2024-Q2", PeriodKind.QUARTER, "2024-04-01", "2024-06-30", 1),
        ("2024-H1", PeriodKind.HALF_YEAR, "2024-01-01", "2024-06-30", 2),
        ("2024-H2", PeriodKind.HALF_YEAR, "2024-07-01", "2024-12-31", 2),
        ("2024", PeriodKind.YEAR, "2024-01-01", "2024-12-31", 4),
    ],
)
def test_a_period_is_named_by_its_code(code: str, kind: PeriodKind, first: str, last: str, quarters: int) -> None:
    period = Period.parse(code)
    assert (period.code, period.kind, len(period.quarters)) == (code, kind, quarters)
    assert (period.starts.isoformat(), period.ends.isoformat()) == (first, last)
    assert Period.parse(code.lower()) == period


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-Q", "2024 Q1", "2024-H3", "0999", "2024-Q1 "])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UnknownPeriod):
        Period.parse(text)
