"""From reported results and promised targets to what a formula reads: one value, or the reason there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from uuid import UUID

from services.scoring.domain.formulas import REGISTRY
from services.scoring.domain.parameters import Band, Inverse
from services.scoring.domain.period import QUARTERS_OF_A_YEAR, Period
from services.scoring.domain.scheme import EXACT, Accumulation, Criterion, Pace, Scheme, TargetSource


class State(StrEnum):
    """What a line has: points (zero is a number of points), no result yet, or nothing to be scored on."""

    SCORED = "SCORED"  # có điểm
    MISSING = "MISSING"  # thiếu kết quả
    NOT_APPLICABLE = "NOT_APPLICABLE"  # không áp dụng


class Absence(StrEnum):
    """Why a line is missing its points."""

    NO_RESULT = "NO_RESULT"  # chưa có kết quả
    NO_TARGET = "NO_TARGET"  # giao ước không có chỉ tiêu này
    UNUSABLE_TARGET = "UNUSABLE_TARGET"  # chỉ tiêu trong giao ước ngược chiều hoặc không dùng được


@dataclass(frozen=True)
class Result:
    """One reported cell (kết quả): a value, or None where the indicator does not apply to the unit."""

    value: Decimal | None
    event: UUID


@dataclass(frozen=True)
class Promise:
    """One quantified target of a signed covenant (chỉ tiêu trong giao ước)."""

    indicator: str
    direction: str
    value: Decimal
    upper: Decimal | None = None


@dataclass(frozen=True)
class SignedCovenant:
    """What scoring needs of a unit's signed covenant (giao ước đã ký), with the event that says so."""

    covenant_id: UUID
    event: UUID
    signed_on: date
    late: bool
    promises: tuple[Promise, ...]

    def promise(self, indicator: str) -> Promise | None:
        """The target for this indicator, if the covenant has one."""
        return next((each for each in self.promises if each.indicator == indicator), None)


@dataclass(frozen=True)
class Reading:
    """What was read for one criterion: the value and target, the events they came from, the quarters without result."""

    criterion: str
    state: State
    absence: Absence | None = None
    actual: Decimal | None = None
    target: Decimal | None = None
    upper: Decimal | None = None
    results: tuple[UUID, ...] = ()
    promised_by: UUID | None = None
    gaps: tuple[str, ...] = ()


Results = Mapping[tuple[str, str], Result]
"""Results of one unit by quarter and indicator."""


def read(scheme: Scheme, period: Period, results: Results, covenant: SignedCovenant | None) -> tuple[Reading, ...]:
    """A reading for every criterion of the table, in the table's order."""
    return tuple(_reading(criterion, period, results, covenant) for criterion in scheme.criteria)


def _reading(criterion: Criterion, period: Period, results: Results, covenant: SignedCovenant | None) -> Reading:
    found = [
        (quarter, result)
        for quarter in period.quarters
        if (result := results.get((quarter, criterion.indicator))) is not None
    ]
    if not found:
        return Reading(criterion.code, State.MISSING, Absence.NO_RESULT, gaps=period.quarters)
    actual, events, gaps = _accumulated(criterion.accumulation, period, found)
    if actual is None:
        return Reading(criterion.code, State.NOT_APPLICABLE, results=events, gaps=gaps)
    reading = Reading(criterion.code, State.SCORED, actual=actual, results=events, gaps=gaps)
    if not REGISTRY[criterion.formula.kind].needs_target(criterion.formula.parameters):
        return reading
    return _against_target(reading, criterion, period, covenant)


def _accumulated(
    how: Accumulation, period: Period, found: Sequence[tuple[str, Result]]
) -> tuple[Decimal | None, tuple[UUID, ...], tuple[str, ...]]:
    """The value over the period (None: does not apply), the events it is from, and the quarters it says nothing of."""
    if how is Accumulation.LATEST:
        quarter, latest = found[-1]
        later = tuple(each for each in period.quarters if each > quarter)
        return latest.value, (latest.event,), later
    reported = {quarter for quarter, _ in found}
    values = [result.value for _, result in found if result.value is not None]
    with localcontext(EXACT):
        total = sum(values, Decimal(0)) if values else None
    events = tuple(dict.fromkeys(result.event for _, result in found))
    gaps = tuple(each for each in period.quarters if each not in reported)
    return total, events, gaps


def _against_target(reading: Reading, criterion: Criterion, period: Period, covenant: SignedCovenant | None) -> Reading:
    """The reading with its target; missing where the covenant has none, or one that the formula cannot use."""
    if criterion.target.source is TargetSource.TABLE:
        return replace(reading, target=_paced(criterion.target.value, criterion, period))
    promise = None if covenant is None else covenant.promise(criterion.indicator)
    if covenant is None or promise is None:
        return replace(reading, state=State.MISSING, absence=Absence.NO_TARGET)
    reading = replace(reading, promised_by=covenant.event)
    if not _usable(criterion, promise):
        return replace(reading, state=State.MISSING, absence=Absence.UNUSABLE_TARGET)
    return replace(
        reading,
        target=_paced(promise.value, criterion, period),
        upper=_paced(promise.upper, criterion, period),
    )


def _usable(criterion: Criterion, promise: Promise) -> bool:
    parameters = criterion.formula.parameters
    if isinstance(parameters, Band) and parameters.low is None:
        return promise.upper is not None
    if promise.value <= 0 and not isinstance(parameters, Inverse):
        return False
    return promise.direction in REGISTRY[criterion.formula.kind].directions


def _paced(target: Decimal | None, criterion: Criterion, period: Period) -> Decimal | None:
    """The part of a year's target that a period is held against.

    By the share of the year that has passed for a running figure (LATEST), that the period covers for a sum (SUM).
    """
    if target is None or criterion.target.pace is Pace.FULL:
        return target
    is_sum = criterion.accumulation is Accumulation.SUM
    quarters = len(period.ordinals) if is_sum else period.ordinals[-1]
    with localcontext(EXACT):
        return target * quarters / QUARTERS_OF_A_YEAR
