"""What a year brought of a unit's targets (kết quả kiểm điểm): reached, not reached, why, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from kernel.explanation import Worded
from services.covenant.domain.plan import AnyTarget, FigureTarget


class Outcome(StrEnum):
    """How a target of a year came out (đạt, chưa đạt, chưa có số liệu); no figure is not zero."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NO_FIGURE = "no_figure"


class Standing(Worded):
    """What the department says of a finding: nothing yet, that it is so, or that it is not."""

    RECORDED = "recorded", "đã ghi nhận", "recorded"
    CONFIRMED = "confirmed", "đã xác nhận", "confirmed"
    DISPUTED = "disputed", "không được xác nhận", "disputed"


@dataclass(frozen=True)
class Finding:
    """What a unit says of one target: the actual figure, or whether it is done; None is not found, never zero."""

    indicator: str
    actual: Decimal | None = None
    done: bool | None = None
    evidence: str = ""
    why: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Entry:
    """A finding held against its target; `final` tells that the end year's figure is reached already."""

    indicator: str
    figure: Decimal | None
    actual: Decimal | None
    outcome: Outcome
    final: bool
    evidence: str
    why: str
    remedy: str

    @classmethod
    def of(cls, finding: Finding, target: AnyTarget, year: int, last_year: int) -> Self:
        """The finding against the official target of that year."""
        figure, final = None, False
        if isinstance(target, FigureTarget):
            figure, end = target.in_year(year), target.in_year(last_year)
            final = finding.actual is not None and end is not None and target.met_by(finding.actual, end)
        said = (finding.evidence.strip(), finding.why.strip(), finding.remedy.strip())
        return cls(finding.indicator, figure, finding.actual, outcome_of(finding, target, figure), final, *said)


def outcome_of(finding: Finding, target: AnyTarget, figure: Decimal | None) -> Outcome:
    """Whether the target is reached; without a figure, or without knowing whether it is done, neither."""
    if isinstance(target, FigureTarget):
        known = finding.actual is not None and figure is not None
        reached = finding.actual is not None and figure is not None and target.met_by(finding.actual, figure)
    else:
        known, reached = finding.done is not None, bool(finding.done)
    if not known:
        return Outcome.NO_FIGURE
    return Outcome.REACHED if reached else Outcome.NOT_REACHED


@dataclass(frozen=True)
class Freeze:
    """The last review that froze a year: through which year it went, and when it was held."""

    through: int
    frozen_on: date
