"""How often overrides are flagged in years that are fair, and in years that are not: simulated, seeded, repeatable.

    python -m tests.nomination.fair_overrides            # the second table of docs/rotation-check.md
    python -m tests.nomination.fair_overrides --runs 20

Fair: whom an assessor corrects, and by how much, has nothing to do with who is to win; the scores then decide.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from kernel.aggregate import identity
from services.nomination.domain.rotation.drift import Drift, drifts
from services.nomination.domain.rotation.series import Line, Move, Season, Series, Winner
from tests.nomination.fair_years import LEANING, TOP_WINS, Chooser, Scores, by_place, equal, lasting, unit

RUNS = 100
LEVEL = 0.05
SPREAD = 20
"""Points that one standard deviation of the units' strengths makes."""
UNITS, YEARS = 6, 7

Moved = Callable[[Random, list[float], int], list[float]]


def everybody(size: float) -> Moved:
    """Every unit is corrected, up or down."""
    return lambda random, scores, _: [random.gauss(0, size) for _ in scores]


def some(size: float, many: int) -> Moved:
    """So many units a year are corrected, up or down."""

    def moved(random: Random, scores: list[float], _: int) -> list[float]:
        corrected = random.sample(range(len(scores)), many)
        return [random.gauss(0, size) if each in corrected else 0 for each in range(len(scores))]

    return moved


def downwards(size: float) -> Moved:
    """Two in five have reported too much, and lose points."""

    def moved(random: Random, scores: list[float], _: int) -> list[float]:
        return [-abs(random.gauss(0, size)) if random.random() < 0.4 else 0 for _ in scores]

    return moved


def whose_turn_is_lifted(_: Random, scores: list[float], year: int) -> list[float]:
    """Each year the next by the list is lifted just past the leader."""
    whose = year % len(scores)
    return [max(scores) - each + 1 if place == whose else 0 for place, each in enumerate(scores)]


def the_leader_is_secured(random: Random, scores: list[float], _: int) -> list[float]:
    """Small corrections of everybody, and eight points more for who leads already."""
    return [random.gauss(0, 5) + (8 if each == max(scores) else 0) for each in scores]


@dataclass(frozen=True)
class Model:
    """A way in which scores are corrected and a winner is found."""

    name: str
    moved: Moved
    choose: Chooser
    fair: bool


MODELS = (
    Model("small corrections of everybody", everybody(2), by_place(TOP_WINS), fair=True),
    Model("corrections as large as the differences", everybody(20), by_place(TOP_WINS), fair=True),
    Model("the same, the council leans to the top", everybody(20), by_place(LEANING), fair=True),
    Model("two units a year, large", some(20, 2), by_place(TOP_WINS), fair=True),
    Model("downwards only", downwards(20), by_place(TOP_WINS), fair=True),
    Model("whose turn it is is lifted past the leader", whose_turn_is_lifted, by_place(TOP_WINS), fair=False),
    Model("the leader is secured", the_leader_is_secured, by_place(TOP_WINS), fair=False),
)


def points(value: float) -> Decimal:
    return Decimal(round(value * 10)).scaleb(-1)


def simulated(model: Model, strengths: Scores, random: Random) -> Series:
    """One series of this model, with one assessor."""
    seasons = []
    for year, found in enumerate(strengths(random, UNITS, YEARS)):
        base = [500 + SPREAD * each for each in found]
        moves = [points(each) for each in model.moved(random, base, year)]
        scores = [points(each) + moved for each, moved in zip(base, moves, strict=True)]
        order = sorted(range(UNITS), key=lambda each: -scores[each])
        event, best = identity("simulated", year), model.choose(random, order, set())
        lines = tuple(
            Line(unit(each), rank, scores[each], "", (Move("dep", 1, moves[each]),) if moves[each] else ())
            for rank, each in enumerate(order, 1)
        )
        won = (Winner(unit(best), event, f"{year}", event),)
        seasons.append(Season(event, f"{2014 + year}", 1, event, lines, won))
    return Series("CO_BHXH", tuple(seasons))


def rates(model: Model, strengths: Scores, runs: int) -> tuple[float, float]:
    """How often each of the two chances is within the level: ranks following the moves, the winners staying."""
    random = Random(f"{model.name} {strengths.__name__}")  # noqa: S311 (a simulation)
    seen: list[Drift] = []
    for _ in range(runs):
        found = drifts(simulated(model, strengths, random))
        seen += found.by_assessor if found else ()
    places = sum(each.given_places.p <= LEVEL for each in seen)
    return places / runs, sum(each.given_winners.p <= LEVEL for each in seen) / runs


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=RUNS)
    runs = asked.parse_args().runs
    print("| corrections | fair | equal units | lasting strengths |\n|---|---|---|---|")  # noqa: T201 (a command)
    for model in MODELS:
        told = [rates(model, strengths, runs) for strengths in (equal, lasting)]
        shown = " | ".join(f"{places:.0%} ({winners:.0%})" for places, winners in told)
        print(f"| {model.name} | {'yes' if model.fair else 'no'} | {shown} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
