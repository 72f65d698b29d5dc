"""Days in Vietnam: what day an act counts for, and what was true on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from kernel.aggregate import Act

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

T = TypeVar("T")


def day_of(act: Act) -> date:
    """The day in Ho Chi Minh time on which the fact was true: the day that deadlines look at."""
    return act.effective.astimezone(VIETNAM).date()


def recorded_on(act: Act) -> date:
    """The day in Ho Chi Minh time on which the act was recorded; a paper may be older."""
    return act.at.astimezone(VIETNAM).date()


def as_of(history: Iterable[tuple[date, T]], day: date) -> T | None:
    """What held on `day`: the entry with the latest date not after it, of several the one recorded last; else None."""
    found: tuple[date, T] | None = None
    for since, value in history:
        if since <= day and (found is None or since >= found[0]):
            found = (since, value)
    return None if found is None else found[1]
