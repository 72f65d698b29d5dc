"""Rules of turning a movement of the level above into one's own (cụ thể hoá nội dung, chỉ tiêu thi đua)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.covenant.domain.refusals.cascades import (
    AlreadyCascaded,
    DueLaterThanAbove,
    MovementWithoutTargets,
    NotOneLevelBelow,
    OutsideThePeriodAbove,
    TargetNotComparable,
    TargetsBuiltOn,
    WeakerTarget,
)
from services.covenant.domain.target import Direction, Target

NO_END = Decimal("Infinity")


def a_movement_states_targets(targets: Sequence[object]) -> None:
    """CV 01/BHXH-TĐKT mục 3: the launch is made concrete in contents and targets, so there are targets."""
    if not targets:
        raise MovementWithoutTargets


def the_organiser_stands_one_level_below(
    organiser: str, parents: tuple[UUID | None, UUID | None], *, lower_office: bool
) -> None:
    """CV 01/BHXH-TĐKT mục 3: the sector's launch is made concrete by its units, a province's by its districts.

    `parents` are the unit above the organiser, and the organiser of the movement above (None: the sector's council).
    """
    above, launched_by = parents
    fits = not lower_office if launched_by is None else above == launched_by
    if not fits:
        raise NotOneLevelBelow(unit=organiser)


def a_unit_cascades_a_movement_once(organiser: str, movement: str, cascaded_as: str | None) -> None:
    """House rule: a unit has one movement of its own under one of the level above."""
    if cascaded_as is not None:
        raise AlreadyCascaded(unit=organiser, movement=movement, own=cascaded_as)


def the_period_lies_within(own: tuple[date, date], above: tuple[date, date]) -> None:
    """CV 01/BHXH-TĐKT mục 3: what is made concrete of a movement takes place in its time."""
    if own[0] < above[0] or own[1] > above[1]:
        raise OutsideThePeriodAbove(begins=own[0], ends=own[1], above_begins=above[0], above_ends=above[1])


def nothing_is_due_later_than_above(due: date, above: date) -> None:
    """CV 01/BHXH-TĐKT mục 3: covenants are sent up by the day above, so below they are due by then."""
    if due > above:
        raise DueLaterThanAbove(due=due, above=above)


def targets_are_compared_alike(own: Target, above: Target) -> None:
    """CV 4268 A.II.1.2: targets are clear: one indicator has one unit of measure and one direction at every level."""
    if (own.direction, own.unit_of_measure.strip()) != (above.direction, above.unit_of_measure.strip()):
        raise TargetNotComparable(
            indicator=own.indicator,
            given=(own.direction, own.unit_of_measure),
            asked=(above.direction, above.unit_of_measure),
        )


def a_target_is_not_weaker(own: Target, above: Target, *, each_unit: bool) -> None:
    """CV 01/BHXH-TĐKT mục 3: a unit's own targets carry out the movement: what each unit must reach is not lowered."""
    fits = {
        Direction.HIGHER: own.value >= above.value,
        Direction.LOWER: own.value <= above.value,
        Direction.BAND: above.value <= own.value and (own.upper or NO_END) <= (above.upper or NO_END),
    }
    if each_unit and not fits[above.direction]:
        raise WeakerTarget(indicator=own.indicator, given=_figure(own), asked=_figure(above), direction=own.direction)


def _figure(target: Target) -> str:
    return str(target.value) if target.upper is None else f"{target.value}–{target.upper}"


def targets_that_others_build_on_are_fixed(movement: str, below: Collection[str]) -> None:
    """House rule: once units below have made a movement their own, its targets stay what they were measured by."""
    if below:
        raise TargetsBuiltOn(movement=movement, below=", ".join(sorted(below)))
