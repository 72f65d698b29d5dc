"""Rules of movements (phong trào thi đua)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from services.covenant.domain.refusals.movements import (
    DeadlineAfterPeriod,
    LaunchedAfterItsPeriod,
    MovementIsClosed,
    NoContents,
    PeriodReversed,
    YearlyMovementTooLong,
)


def a_period_runs_forward(begins: date, ends: date) -> None:
    """House rule: a period ends on the day it begins, or later."""
    if ends < begins:
        raise PeriodReversed(begins=begins, ends=ends)


def it_is_launched_before_it_is_over(day: date, ends: date) -> None:
    """House rule: a movement is launched for days to come; on its last day at the latest."""
    if day > ends:
        raise LaunchedAfterItsPeriod(day=day, ends=ends)


def a_yearly_movement_lasts_a_year(begins: date, ends: date) -> None:
    """House rule: a movement of the year ends before the same day comes round; a longer one is of many years."""
    if (ends.year - begins.year, ends.month, ends.day) >= (1, begins.month, begins.day):
        raise YearlyMovementTooLong(begins=begins, ends=ends)


def a_movement_has_contents(contents: Sequence[str]) -> None:
    """CV 01/BHXH-TĐKT: the launch says what is contested (nội dung phát động)."""
    if not contents:
        raise NoContents


def deadlines_lie_before_the_end(deadlines: Iterable[date], ends: date) -> None:
    """House rule: what is due for a movement is due while it lasts, or before it begins."""
    for deadline in deadlines:
        if deadline > ends:
            raise DeadlineAfterPeriod(deadline=deadline, ends=ends)


def the_movement_is_open(movement: str, closed_on: date | None) -> None:
    """House rule: once closed, a movement takes no covenant, signature, registration or set, even a backdated one."""
    if closed_on is not None:
        raise MovementIsClosed(movement=movement, closed_on=closed_on)
