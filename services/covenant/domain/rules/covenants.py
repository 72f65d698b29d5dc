"""Rules of covenants (giao ước thi đua): their targets, and in which order they are agreed and signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kernel.explanation import dash
from services.covenant.domain.refusals.covenants import (
    AbsurdTarget,
    BandNeedsTwoEnds,
    NoTargets,
    TargetTwice,
)
from services.covenant.domain.rules import codes
from services.covenant.domain.steps import CLOSED_STEPS, State, Step
from services.covenant.domain.target import Direction, Target

LARGEST_FIGURE = Decimal(10) ** 15
"""House bound: a quadrillion, above any sum in đồng or count of persons that an office registers."""

LARGEST_PERCENTAGE = Decimal(1000)
"""House bound: ten times the plan."""

PERCENT = "%"


def the_step_is_open(step: Step, state: State, signed_on: date | None, agreed_on: date | None) -> None:
    """CV 4268 A.II.1.2, CV 01/BHXH-TĐKT: targets are set, agreed, then signed; what is signed is fixed."""
    refusal = CLOSED_STEPS.get((step, state))
    if refusal is not None:
        raise refusal(signed_on=signed_on, agreed_on=agreed_on)


def a_covenant_has_targets(targets: Sequence[Target]) -> None:
    """CV 4268 A.II.1.2: a covenant consists of specific targets, quantitative and clear."""
    if not targets:
        raise NoTargets


def targets_make_sense(targets: Sequence[Target]) -> None:
    """CV 4268 A.II.1.2: each target is clear: code, name, unit of measure, sensible figure; one per indicator."""
    seen: set[str] = set()
    for target in targets:
        codes.a_code_can_be_typed_and_cited(target.indicator, field="targets")
        codes.something_is_written(target.name, field="targets")
        codes.something_is_written(target.unit_of_measure, field="targets")
        if target.indicator.upper() in seen:
            raise TargetTwice(indicator=target.indicator)
        seen.add(target.indicator.upper())
        a_figure_is_sensible(target)
        a_band_has_two_ends(target)


def a_figure_is_sensible(target: Target) -> None:
    """House rule: a figure is a number from 0 to a bound that no office passes; percentages have their own."""
    most = LARGEST_PERCENTAGE if target.unit_of_measure.strip() == PERCENT else LARGEST_FIGURE
    for figure in (target.value, target.upper):
        if figure is not None and not (figure.is_finite() and 0 <= figure <= most):
            raise AbsurdTarget(
                indicator=target.indicator, value=figure, unit_of_measure=target.unit_of_measure, most=most
            )


def a_band_has_two_ends(target: Target) -> None:
    """House rule: a BAND has an upper bound, not below the lower; the other directions have one figure only."""
    is_band = target.direction is Direction.BAND
    if is_band != (target.upper is not None) or (target.upper is not None and target.upper < target.value):
        raise BandNeedsTwoEnds(indicator=target.indicator, value=target.value, upper=dash(target.upper))
