"""In time or late (đúng hạn, muộn): a deadline is a day, met until its end in Ho Chi Minh time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from kernel.explanation import Explanation, Text
from services.covenant.domain.movement import Due

LATE = Text("muộn", "late")
IN_TIME = Text("đúng hạn", "in time")


class Timeliness(StrEnum):
    """How a deadline was met: in time, in time by the paper but recorded after the deadline, or late."""

    IN_TIME = "in_time"
    RECORDED_LATE = "recorded_late"
    LATE = "late"


@dataclass(frozen=True)
class Timing:
    """The day something was done, when it was due, whether that was late, and by which version of the rules."""

    day: date
    due: Due
    late: bool
    rulebook: str

    @classmethod
    def of(cls, day: date, due: Due, rulebook: str) -> Self:
        """Judges the day against the deadline."""
        return cls(day, due, is_late(day, due), rulebook)


def timeliness(timing: Timing, recorded_on: date) -> Timeliness:
    """CV 01/BHXH-TĐKT: the day of the paper decides whether it is late; that nobody knew in time is said beside it."""
    if timing.late:
        return Timeliness.LATE
    return Timeliness.RECORDED_LATE if recorded_on > timing.due.day else Timeliness.IN_TIME


def is_late(day: date, due: Due) -> bool:
    """CV 01/BHXH-TĐKT: what is done on the day of the deadline is in time, on the day after it is late."""
    return day > due.day


def explain(what: Text, timing: Timing, events: Sequence[UUID]) -> Explanation:
    """Why something was in time or late: the day it was done (from `events`) against the last day it was due."""
    verdict = LATE if timing.late else IN_TIME
    return Explanation(
        label=what,
        value=str(verdict),
        formula=Text("ngày thực hiện > thời hạn → muộn", "day > deadline → late"),
        source=timing.due.source,
        rule_version=timing.rulebook,
        events=tuple(events),
        inputs=(
            Explanation(Text("Ngày thực hiện", "Day it was done"), timing.day.isoformat()),
            Explanation(Text("Thời hạn", "Deadline"), timing.due.day.isoformat(), source=timing.due.source),
        ),
    )
