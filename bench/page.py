"""What the sections of docs/benchmarks.md have in common: how large they are, and how a table of figures is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.rounds import Measured, ratio


@dataclass(frozen=True)
class Size:
    """How much each section does: the larger, the steadier the figures."""

    commands: int
    rounds: int
    events: int
    queries: int
    pushes: int
    """Years of which the results are pushed; each has four quarters."""
    records: int
    samples: int
    """Samples of a latency in one round."""
    facts: int
    """Facts that a follower takes in while it is measured, in one round."""
    logs: Sequence[int]
    """Events in the logs that are compared by their length, the shortest first."""


QUICK = Size(60, 2, 5_000, 5, 1, 3_000, 20, 200, (1_000, 10_000))
FULL = Size(400, 5, 50_000, 40, 3, 20_000, 50, 500, (10_000, 100_000, 1_000_000))


def table(figures: Mapping[str, Measured], against: str, unit: str) -> Iterator[str]:
    """Each contender's median rate, and its ratio to one of them."""
    yield f"| | {unit} (median) | ratio to {against}: median (lowest – highest) |"
    yield "|---|---|---|"
    for name, figure in figures.items():
        told = "1" if name == against else spread(figure, figures[against])
        yield f"| {name} | {figure.median:,.0f} | {told} |"
    yield ""


def spread(one: Measured, other: Measured) -> str:
    """Median, lowest and highest of the ratios of one round."""
    low, middle, high = ratio(one, other)
    return f"{middle:.2f} ({low:.2f} – {high:.2f})"


def not_run(reason: object) -> Iterator[str]:
    """What stands in place of a section's figures."""
    yield f"Not run: {' '.join(str(reason).split())}."
    yield ""
