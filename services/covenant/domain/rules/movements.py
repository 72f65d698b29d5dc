"""Rules of movements (phong trào thi đua)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from services.covenant.domain.refusals.movements import (
    DeadlineAfterPeriod,
    MovementIsClosed,
    NoContents,
    PeriodReversed,
)


def a_period_runs_forward(begins: date, ends: date) -> None:
    """House rule: a period ends on the day it begins, or later."""
    if ends < begins:
        raise PeriodReversed(begins=begins, ends=ends)


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
