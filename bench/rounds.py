"""Interleaved rounds: every contender is measured in every round, and only ratios taken inside a round are compared."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Units of work per second, one figure a round."""

    per_second: Sequence[float]

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.per_second)


def rate(work: Callable[[], int]) -> float:
    """Units of work per second of one call; the call says how many it did."""
    start = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - start)


def interleave(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Measured]:
    """Each contender's rate in each round; a first round warms up and is not counted."""
    figures: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, measure in contenders.items():
            figure = measure()
            if number:
                figures[name].append(figure)
    return {name: Measured(each) for name, each in figures.items()}


def ratio(one: Measured, other: Measured) -> tuple[float, float, float]:
    """Lowest, median and highest of the ratios `one` / `other`, round by round."""
    found = [a / b for a, b in zip(one.per_second, other.per_second, strict=True)]
    return min(found), statistics.median(found), max(found)
