"""A target of a covenant (chỉ tiêu thi đua): an indicator with the figure that a unit commits itself to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kernel.explanation import Worded


class Direction(Worded):
    """Which way is better."""

    HIGHER = "HIGHER", "càng cao càng tốt", "higher is better"
    LOWER = "LOWER", "càng thấp càng tốt", "lower is better"
    BAND = "BAND", "trong khoảng", "within a range"


@dataclass(frozen=True)
class Target:
    """One quantified target; `value` is the lower bound of a BAND, `upper` its upper one."""

    indicator: str
    name: str
    unit_of_measure: str
    direction: Direction
    value: Decimal
    upper: Decimal | None = None
