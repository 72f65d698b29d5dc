"""Interleaved rounds: every contender is measured in every round, and only ratios taken inside a round are compared."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One figure a round: units of work per second, where nothing else is said."""

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


@dataclass(frozen=True)
class Delays:
    """Seconds that each sample took, a sequence a round."""

    rounds: Sequence[Sequence[float]]

    @property
    def p50_ms(self) -> float:
        """Milliseconds within which half of all samples were done."""
        return 1000 * statistics.median(each for seconds in self.rounds for each in seconds)

    @property
    def p99_ms(self) -> float:
        """Milliseconds within which 99 of 100 samples were done."""
        ordered = sorted(each for seconds in self.rounds for each in seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]

    @property
    def medians(self) -> Measured:
        """The median of each round in seconds, to be compared round by round."""
        return Measured([statistics.median(seconds) for seconds in self.rounds])


def delays(contenders: Mapping[str, Callable[[], float]], samples: int, rounds: int) -> dict[str, Delays]:
    """So many samples of each contender a round, one of each in turn; a first round warms up and is not counted.

    A contender answers with the seconds that one sample took.
    """
    figures: dict[str, list[list[float]]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        taken: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(samples):
            for name, sample in contenders.items():
                taken[name].append(sample())
        if number:
            for name, seconds in taken.items():
                figures[name].append(seconds)
    return {name: Delays(each) for name, each in figures.items()}


def ratio(one: Measured, other: Measured) -> tuple[float, float, float]:
    """Lowest, median and highest of the ratios `one` / `other`, round by round."""
    found = [a / b for a, b in zip(one.per_second, other.per_second, strict=True)]
    return min(found), statistics.median(found), max(found)
