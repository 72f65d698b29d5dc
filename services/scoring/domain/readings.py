"""From reported results and promised targets to what a formula reads: one value, or the reason there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from uuid import UUID

from services.scoring.domain import field_results, marking
from services.scoring.domain.formulas import HUNDRED, REGISTRY
from services.scoring.domain.material import Drawn, Material, Neighbour, Part, Promise, Result, Results, SignedCovenant
from services.scoring.domain.parameters import Band, DepartmentSum, Inverse, Measure, Panel, Rank
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
    TOO_FEW_MARKS = "TOO_FEW_MARKS"  # chưa đủ phiếu chấm của hội đồng, của các ban
    GROUP_INCOMPLETE = "GROUP_INCOMPLETE"  # nhóm xếp hạng chưa đủ kết quả
    NO_FINAL_CARDS = "NO_FINAL_CARDS"  # chưa có phiếu điểm đã chốt của các tỉnh


@dataclass(frozen=True)
class Reading:
    """What was read for one criterion: the value and target, the events they came from, the quarters without result.

    `parts`: the marks or provinces the value was drawn from (then `gaps` are those that are not there), or the
    neighbours it is ranked among (those without a value have no result yet).
    """

    criterion: str
    state: State
    absence: Absence | None = None
    actual: Decimal | None = None
    target: Decimal | None = None
    upper: Decimal | None = None
    results: tuple[UUID, ...] = ()
    promised_by: UUID | None = None
    promised_edition: int = 1
    gaps: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def read(scheme: Scheme, period: Period, material: Material) -> tuple[Reading, ...]:
    """A reading for every criterion of the table, in the table's order."""
    return tuple(_read(criterion, period, material) for criterion in scheme.criteria)


def _read(criterion: Criterion, period: Period, material: Material) -> Reading:
    match criterion.formula.parameters:
        case Panel() as panel:
            return _of(criterion, marking.of_panel(panel, material.marks_of(criterion.code)), Absence.TOO_FEW_MARKS)
        case DepartmentSum() as table:
            drawn = marking.of_departments(table, material.marks_of(criterion.code))
            return _of(criterion, drawn, Absence.TOO_FEW_MARKS)
        case Rank() as rank:
            own = _measured(criterion, period, material)
            return _ranked(rank, own, [_beside(criterion, period, each) for each in material.neighbours])
        case _:
            return _measured(criterion, period, material)


def _measured(criterion: Criterion, period: Period, material: Material) -> Reading:
    if criterion.field_result is None:
        return _reading(criterion, period, material.results, material.covenant)
    drawn = field_results.drawn(criterion.field_result, material.field_cards)
    reading = _of(criterion, drawn, Absence.NO_FINAL_CARDS)
    if reading.state is State.MISSING or not _compares(criterion):
        return reading
    return _against_target(reading, criterion, period, material.covenant)


def _of(criterion: Criterion, drawn: Drawn, absence: Absence) -> Reading:
    """What was drawn from marks or from other cards, as a reading."""
    events = tuple(event for part in drawn.parts for event in part.events)
    reading = Reading(
        criterion.code, State.SCORED, actual=drawn.value, results=events, gaps=drawn.gaps, parts=drawn.parts
    )
    return reading if drawn.value is not None else replace(reading, state=State.MISSING, absence=absence)


def _beside(criterion: Criterion, period: Period, neighbour: Neighbour) -> tuple[Neighbour, Reading]:
    return neighbour, _reading(criterion, period, neighbour.results, neighbour.covenant)


def _ranked(rank: Rank, own: Reading, others: Sequence[tuple[Neighbour, Reading]]) -> Reading:
    """The reading with its like units beside it; those the criterion does not apply to do not take part."""
    if own.state is not State.SCORED:
        return own
    taking_part = [(each.unit_id, reading) for each, reading in others if reading.state is not State.NOT_APPLICABLE]
    parts = tuple(
        Part(str(unit_id), _as_ranked(rank, reading), reading.results)
        for unit_id, reading in sorted(taking_part, key=lambda each: each[0].int)
    )
    if rank.waits and any(part.value is None for part in parts):
        return replace(own, state=State.MISSING, absence=Absence.GROUP_INCOMPLETE, parts=parts)
    return replace(own, parts=parts)


def _as_ranked(rank: Rank, reading: Reading) -> Decimal | None:
    """What a neighbour is ranked by, measured as the formula measures this unit; none while it is missing."""
    if reading.state is State.MISSING:
        return None
    if rank.measure is Measure.VALUE or reading.actual is None or reading.target is None:
        return reading.actual
    with localcontext(EXACT):
        return reading.actual * HUNDRED / reading.target


def _compares(criterion: Criterion) -> bool:
    return REGISTRY[criterion.formula.kind].needs_target(criterion.formula.parameters)


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
    if not _compares(criterion):
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
    reading = replace(reading, promised_by=covenant.event, promised_edition=covenant.edition)
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
