"""How often the rotation check flags years that are fair, and how often it sees turns: simulated, seeded, repeatable.

    python -m tests.nomination.fair_years            # the table of docs/rotation-check.md
    python -m tests.nomination.fair_years --runs 50

Fair: each year's winner follows from that year's scores and from nothing else. Turns: who has won already matters.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from uuid import UUID

from kernel.aggregate import identity
from services.nomination.domain.rotation.check import Flag, check
from services.nomination.domain.rotation.series import Line, Season, Series, Winner

RUNS = 400
SHAPES = ((6, 7), (6, 12), (9, 10))
"""(units, years): clusters of 2026 and of 2014, over a long movement and a decade."""
TOP_WINS = (1.0,)
LEANING = (0.6, 0.25, 0.1, 0.05)
"""The chance of the first, second, … place where a council weighs more than the points."""

Scores = Callable[[Random, int, int], list[list[float]]]
Chooser = Callable[[Random, Sequence[int], set[int]], int]


def equal(random: Random, units: int, years: int) -> list[list[float]]:
    """Every unit as good as any other, each year anew."""
    return [[random.gauss(0, 1) for _ in range(units)] for _ in range(years)]


def lasting(random: Random, units: int, years: int) -> list[list[float]]:
    """Some units are better for good; the year adds as much again."""
    strength = [random.gauss(0, 1) for _ in range(units)]
    return [[each + random.gauss(0, 1) for each in strength] for _ in range(years)]


def drifting(random: Random, units: int, years: int) -> list[list[float]]:
    """What a unit reaches this year is mostly what it reached last year."""
    now, found = [random.gauss(0, 1) for _ in range(units)], []
    for _ in range(years):
        now = [0.8 * each + random.gauss(0, 0.6) for each in now]
        found.append(now)
    return found


def by_place(chances: Sequence[float]) -> Chooser:
    """The place that wins is drawn with these chances, whoever won before."""

    def choose(random: Random, order: Sequence[int], _won: set[int]) -> int:
        places = range(min(len(chances), len(order)))
        return order[random.choices(places, [chances[place] for place in places])[0]]

    return choose


def whose_turn_it_is(_random: Random, order: Sequence[int], won: set[int]) -> int:
    """By the list, whatever the scores."""
    return next(each for each in range(len(order)) if each not in won)


def best_without(_random: Random, order: Sequence[int], won: set[int]) -> int:
    """The highest of those that have not won yet; once all have, a new turn begins."""
    return next(each for each in order if each not in won)


@dataclass(frozen=True)
class Model:
    """A way in which scores and winners come about."""

    name: str
    scores: Scores
    choose: Chooser
    fair: bool


MODELS = (
    Model("equal units, the top score wins", equal, by_place(TOP_WINS), fair=True),
    Model("lasting strengths, the top score wins", lasting, by_place(TOP_WINS), fair=True),
    Model("drifting strengths, the top score wins", drifting, by_place(TOP_WINS), fair=True),
    Model("equal units, the council leans to the top", equal, by_place(LEANING), fair=True),
    Model("lasting strengths, the council leans to the top", lasting, by_place(LEANING), fair=True),
    Model("drifting strengths, the council leans to the top", drifting, by_place(LEANING), fair=True),
    Model("turns by the list", lasting, whose_turn_it_is, fair=False),
    Model("turns: the best that has not won", lasting, best_without, fair=False),
)


def unit(number: int) -> UUID:
    return identity("unit", "simulated", number)


def simulated(model: Model, random: Random, units: int, years: int) -> Series:
    """One series of this model."""
    won: set[int] = set()
    seasons = []
    for year, scores in enumerate(model.scores(random, units, years)):
        order = sorted(range(units), key=lambda each: -scores[each])
        if len(won) == units:
            won = set()
        winner = model.choose(random, order, won)
        won.add(winner)
        lines = tuple(Line(unit(each), rank, Decimal(1000 - rank)) for rank, each in enumerate(order, 1))
        event = identity("simulated", model.name, year)
        seasons.append(
            Season(event, f"{2014 + year}", 1, event, lines, (Winner(unit(winner), event, f"{year}", event),))
        )
    return Series("CO_BHXH", tuple(seasons))


def flagged(model: Model, units: int, years: int, runs: int) -> int:
    """Of so many series, how many are flagged at the level of 0.05."""
    random = Random(f"{model.name} {units} {years}")  # noqa: S311 (a simulation)
    return sum(check(simulated(model, random, units, years)).flag is Flag.FLAGGED for _ in range(runs))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=RUNS)
    runs = asked.parse_args().runs
    shapes = [f"{units} units, {years} years" for units, years in SHAPES]
    print("| model | fair | " + " | ".join(shapes) + " |")  # noqa: T201 (a command)
    print("|---|---|" + "---|" * len(shapes))  # noqa: T201
    for model in MODELS:
        rates = [f"{flagged(model, *shape, runs) / runs:.1%}" for shape in SHAPES]
        print(f"| {model.name} | {'yes' if model.fair else 'no'} | " + " | ".join(rates) + " |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
