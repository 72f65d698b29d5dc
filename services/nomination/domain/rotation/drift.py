"""Override drift (điểm bị sửa theo người chấm): did those who won have more moved in their favour than the others?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import factorial, prod

from services.nomination.domain.rotation.chance import DRAWS, EXACT, Chance, arrangements, numbers, shuffled, tail
from services.nomination.domain.rotation.series import Line, Season, Series

Shifts = tuple[int, ...]
"""Points in the finest parts that a score table keeps, one a unit."""
GRID = 12
"""A score table keeps at most so many decimals (House rule of score tables)."""


@dataclass(frozen=True)
class Contest:
    """Units that stood against each other in a year, best first: those of a board, or of one group of like units on it.

    `shifts` is what one assessor, or all of them, moved on each; `places` are those that won.
    """

    season: Season
    scores: tuple[int, ...]
    shifts: Shifts
    places: tuple[int, ...]
    cells: int

    @property
    def of_winners(self) -> int:
        """What was moved on those who won."""
        return self.given_winners(self.shifts)

    def given_winners(self, shifts: Shifts) -> int:
        """What those who won would have had of these moves."""
        return sum(shifts[place] for place in self.places)

    def given_places(self, shifts: Shifts) -> int:
        """What those at the winning places would have had of these moves, had the scores followed them."""
        moved = [score - own + given for score, own, given in zip(self.scores, self.shifts, shifts, strict=True)]
        order = sorted(range(len(moved)), key=lambda unit: (-moved[unit], unit))
        return sum(shifts[order[place]] for place in self.places)

    def ways(self) -> int:
        """In how many ways the moves can be handed out."""
        alike = Counter(self.shifts).values()
        return factorial(len(self.shifts)) // prod(factorial(many) for many in alike)


Handed = Callable[[Contest, Shifts], int]


@dataclass(frozen=True)
class Drift:
    """One assessor (None: all together) over the years: what was moved on winners and on the others, and how likely."""

    assessor: str | None
    contests: tuple[Contest, ...]
    given_winners: Chance
    given_places: Chance

    @property
    def cells(self) -> int:
        """In how many criteria something was moved."""
        return sum(each.cells for each in self.contests)

    @property
    def years(self) -> int:
        """In how many years."""
        return len({each.season.period for each in self.contests})

    @property
    def winners(self) -> Fraction:
        """Points moved on a winner, on average."""
        return _points(sum(each.of_winners for each in self.contests)) / sum(len(each.places) for each in self.contests)

    @property
    def others(self) -> Fraction:
        """Points moved on one of the others, on average."""
        rest = sum(len(each.shifts) - len(each.places) for each in self.contests)
        return _points(sum(sum(each.shifts) - each.of_winners for each in self.contests)) / rest


def _points(parts: int) -> Fraction:
    return Fraction(parts, 10**GRID)


def _parts(points: Decimal) -> int:
    return int(points.scaleb(GRID))


@dataclass(frozen=True)
class Drifts:
    """What is known of overrides in a series: each assessor, then all together where there were several.

    `told` years have editions that tell what assessors moved; `untold` ones were frozen before that was told.
    """

    told: int
    untold: int
    by_assessor: tuple[Drift, ...]


def drifts(series: Series) -> Drifts | None:
    """Look at every assessor; None where no edition tells what assessors moved."""
    told = [season for season in series.seasons if season.tells_moves]
    if not told:
        return None
    tested = [season for season in told if season.can_be_tested()]
    assessors = sorted({move.assessor for season in tested for line in season.lines for move in line.moves or ()})
    names: list[str | None] = [*assessors, *([None] if len(assessors) > 1 else [])]
    found = [(name, tuple(_contests(tested, name))) for name in names]
    return Drifts(
        told=len(told),
        untold=len(series.seasons) - len(told),
        by_assessor=tuple(_drift(name, contests, series.seed()) for name, contests in found if contests),
    )


def _contests(seasons: Sequence[Season], assessor: str | None) -> Iterator[Contest]:
    """The contests that the assessor moved something in, as far as somebody won there and somebody did not."""
    for season in seasons:
        placed = {unit: place for place, unit in enumerate(season.order())}
        lines = sorted(season.lines, key=lambda line: (line.group, placed[line.unit_id]))
        for _, group in groupby(lines, key=lambda line: line.group):
            contest = _contest(season, list(group), assessor)
            if contest.cells and 0 < len(contest.places) < len(contest.shifts):
                yield contest


def _contest(season: Season, lines: Sequence[Line], assessor: str | None) -> Contest:
    moves = [[each for each in line.moves or () if assessor in {None, each.assessor}] for line in lines]
    return Contest(
        season=season,
        scores=tuple(_parts(line.score) for line in lines),
        shifts=tuple(sum(_parts(each.points) for each in of_line) for of_line in moves),
        places=tuple(place for place, line in enumerate(lines) if line.unit_id in season.won),
        cells=sum(each.cells for of_line in moves for each in of_line),
    )


def _drift(assessor: str | None, contests: tuple[Contest, ...], seed: int) -> Drift:
    return Drift(
        assessor=assessor,
        contests=contests,
        given_winners=by_exchange(contests, Contest.given_winners, seed + 2),
        given_places=by_exchange(contests, Contest.given_places, seed + 3),
    )


def by_exchange(contests: Sequence[Contest], handed: Handed, seed: int) -> Chance:
    """How likely so much, or more, would be moved on the winners if each year's moves fell on its units by chance.

    Counted out where that can be done, year by year, and the years put together; otherwise drawn.
    """
    observed = sum(each.of_winners for each in contests)
    stream = numbers(seed)
    by_year = [_outcomes(each, handed, stream) for each in contests]
    counts = [Counter(outcomes) for outcomes in by_year]
    if all(each.ways() <= EXACT for each in contests) and prod(len(each) for each in counts) <= EXACT:
        return tail(_together(counts), -observed, exact=True)
    found = Counter({-observed: 1})
    for _ in range(DRAWS):
        found[-sum(outcomes[next(stream) % len(outcomes)] for outcomes in by_year)] += 1
    return tail(found, -observed, exact=False)


def _outcomes(contest: Contest, handed: Handed, stream: Iterator[int]) -> list[int]:
    """What comes out in every way of handing the moves out, or in a part of them, drawn."""
    if contest.ways() <= EXACT:
        every = arrangements(Counter(contest.shifts), len(contest.shifts))
        return [handed(contest, shifts) for shifts in every]
    return [handed(contest, tuple(shuffled(contest.shifts, stream))) for _ in range(DRAWS)]


def _together(by_year: Sequence[Counter[int]]) -> Counter[int]:
    """The sums over the years, each with in how many ways it comes about; negative, so that the most is the least."""
    ways: Counter[int] = Counter({0: 1})
    for counts in by_year:
        after: Counter[int] = Counter()
        for (so_far, held), (moved, many) in ((a, b) for a in ways.items() for b in counts.items()):
            after[so_far - moved] += held * many
        ways = after
    return ways
