"""Rules of the yearly review of targets (kiểm điểm hằng năm), and of a movement's reviews (sơ kết, tổng kết)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from kernel.explanation import dash
from regulations.figures import Figure
from services.covenant.domain import sources
from services.covenant.domain.findings import Finding, Freeze, Outcome
from services.covenant.domain.plan import AnyTarget, FigureTarget
from services.covenant.domain.refusals.plans import UnknownPlanTarget
from services.covenant.domain.refusals.year_reviews import (
    AbsurdResult,
    EditionWithoutReason,
    FindingOfAnotherKind,
    FindingSettled,
    FindingTwice,
    FrozenPeriod,
    MissedWithoutReason,
    NoPlansToReview,
    NothingPlanned,
    NothingRevised,
    ResultAboveTheWhole,
    ResultWithoutEvidence,
    ReviewTooEarly,
    SameEdition,
    TargetsNotReviewed,
    UnknownFinding,
    YearNotBegun,
    YearOfNoMovement,
)
from services.covenant.domain.rules.plans import the_most_there_can_be


def the_year_has_begun(day: date, year: int, years: range) -> None:
    """Phát động 2014-2020, 5.2.1: each year of the movement is reviewed, in it or after it."""
    if year not in years:
        raise YearOfNoMovement(year=year, first=years[0], last=years[-1])
    if day.year < year:
        raise YearNotBegun(day=day, year=year)


def nothing_is_recorded_into_a_frozen_period(day: date, year: int, freeze: Freeze | None) -> None:
    """Phát động 2014-2020, 5.2.2, 5.2.3: what a review has frozen stands; a correction is dated after it."""
    if freeze is not None and day <= freeze.frozen_on:
        raise FrozenPeriod(year=year, through=freeze.through, frozen_on=freeze.frozen_on, day=day)


def every_target_of_the_year_is_reviewed(
    targets: Mapping[str, AnyTarget], findings: Iterable[Finding], year: int
) -> None:
    """Phát động 2014-2020, 5.2.1: the results are held against the registered targets, one by one, all of them."""
    if not targets:
        raise NothingPlanned(year=year)
    seen: set[str] = set()
    for finding in findings:
        if finding.indicator not in targets:
            raise UnknownPlanTarget(indicator=finding.indicator)
        if finding.indicator in seen:
            raise FindingTwice(indicator=finding.indicator)
        seen.add(finding.indicator)
    missing = [indicator for indicator in targets if indicator not in seen]
    if missing:
        raise TargetsNotReviewed(year=year, indicators=", ".join(missing))


def a_finding_fits_its_target(finding: Finding, target: AnyTarget) -> None:
    """House rule: a quantitative target has an actual figure, another one says whether it is done."""
    wrong = finding.done if isinstance(target, FigureTarget) else finding.actual
    if wrong is not None:
        raise FindingOfAnotherKind(indicator=finding.indicator)
    actual = finding.actual
    if actual is not None and not (actual.is_finite() and actual >= 0):
        raise AbsurdResult(indicator=finding.indicator, actual=actual)
    if actual is not None and isinstance(target, FigureTarget):
        most = the_most_there_can_be(target.unit_of_measure)
        if actual > most:
            measured = target.unit_of_measure
            raise ResultAboveTheWhole(indicator=finding.indicator, actual=actual, most=most, unit_of_measure=measured)


def a_result_has_evidence(finding: Finding, year: int) -> None:
    """Phát động 2014-2020, 5.1.2, 5.2.1: results are told to be checked, so each says where it comes from."""
    result = finding.done if finding.actual is None else finding.actual
    if result is not None and not finding.evidence.strip():
        raise ResultWithoutEvidence(indicator=finding.indicator, year=year, actual=result)


def what_is_missed_says_why_and_what_next(finding: Finding, outcome: Outcome, year: int, figure: object) -> None:
    """Phát động 2014-2020, 5.2.1: of what is not reached the unit analyses why, and states the remedy for next year."""
    if outcome is not Outcome.REACHED and not (finding.why.strip() and finding.remedy.strip()):
        raise MissedWithoutReason(
            indicator=finding.indicator, year=year, actual=dash(finding.actual), figure=dash(figure)
        )


def something_is_revised(before: object, after: object) -> None:
    """House rule: a revision changes something."""
    if before == after:
        raise NothingRevised


def the_finding_waits(indicator: str, standings: Mapping[str, str]) -> None:
    """Phát động 2014-2020, 5.1.2: the department looks at each finding once; a revision opens it again."""
    if indicator not in standings:
        raise UnknownFinding(indicator=indicator)
    if standings[indicator] != "recorded":
        raise FindingSettled(indicator=indicator, verdict=standings[indicator])


def a_review_comes_in_its_time(day: date, through: int, years: range, ends: date, year_end: Figure[date]) -> None:
    """Phát động 2014-2020, 5.2.2, 5.2.3: the mid-term review at the end of its year, the final one at the end.

    From when it is the end of a year is `deadlines.year_end`.
    """
    since = min(year_end.value, ends)
    if through not in years:
        where, source = ("through",), sources.MID_TERM_REVIEW
        raise YearOfNoMovement(year=through, first=years[0], last=years[-1], fields=where, source=source)
    if day < since:
        raise ReviewTooEarly(day=day, through=through, since=since, source=year_end.source)


def a_review_is_of_units_with_targets(movement: str, units: Collection[object]) -> None:
    """Phát động 2014-2020, 5.2.2: what is reviewed is how far the units' targets are."""
    if not units:
        raise NoPlansToReview(movement=movement)


def a_later_edition_says_why_and_something_new(edition: int, reason: str, *, same: bool) -> None:
    """House rule: an edition stands; another one has a reason, and other figures."""
    if not reason.strip():
        raise EditionWithoutReason(edition=edition)
    if same:
        raise SameEdition(edition=edition)
