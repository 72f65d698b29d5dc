"""Chances of a series of winners: exact fractions where that is feasible, otherwise draws that repeat for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, prod
from typing import TypeVar
from uuid import UUID

from services.nomination.domain.rotation.series import Season

EXACT = 5040
"""So many arrangements (those of seven different years) are counted one by one; of more, a part is drawn."""
DRAWS = 1999
"""Draws of a Monte Carlo test; with the observed series itself 2,000."""
WIDEST = 12
"""Of so many equal members the chances are counted out; of more they are drawn."""
_MASK = 2**64 - 1

Places = tuple[int, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Chance:
    """How likely so few returns or fewer are under a null model, and the smallest value that the series could give."""

    p: Fraction
    smallest: Fraction
    arrangements: int
    exact: bool


def returns(winners: Sequence[frozenset[UUID]], members: Sequence[int]) -> int:
    """How often somebody won again before a turn of all members could have come round to it: in a perfect turn never.

    A year of six members looks back at the five years before it.
    """
    many = 0
    for year, won in enumerate(winners):
        earlier = frozenset[UUID]().union(*winners[max(0, year - members[year] + 1) : year])
        many += len(won & earlier)
    return many


def given_the_scores(seasons: Sequence[Season], seed: int) -> Chance:
    """A permutation test: the places that won are exchanged between the years, each year's order stays.

    Null model: which place wins in a year has nothing to do with who won before. Winners that always lead their board
    leave nothing to exchange, and give 1.
    """
    orders, places = [season.order() for season in seasons], [season.places() for season in seasons]
    members = [len(order) for order in orders]

    def count(arranged: Sequence[Places]) -> int:
        return returns([_winners(order, each) for order, each in zip(orders, arranged, strict=True)], members)

    observed = count(places)
    ways = factorial(len(places)) // prod(factorial(many) for many in Counter(places).values())
    if ways <= EXACT:
        found = [count(each) for each in arrangements(Counter(places), len(places))]
        return _chance(found, observed, exact=True)
    stream = numbers(seed)
    found = [observed, *(count(shuffled(places, stream)) for _ in range(DRAWS))]
    return _chance(found, observed, exact=False)


def were_all_equal(seasons: Sequence[Season], seed: int) -> Chance:
    """The chance of so few returns if every unit ranked in a year were as likely to win it as any other.

    Of all models in which chances stay the same over the years this one makes returns rarest; so it flags least.
    """
    members = [len(season.members) for season in seasons]
    observed = returns([season.won for season in seasons], members)
    alone = all(len(season.won) == 1 for season in seasons)
    if alone and len({season.members for season in seasons}) == 1 and members[0] <= WIDEST:
        counts = by_chance(members[0], len(seasons))
        p = sum((chance for many, chance in counts.items() if many <= observed), Fraction(0))
        return Chance(p, counts[min(counts)], members[0] ** len(seasons), exact=True)
    stream, orders = numbers(seed + 1), [season.order() for season in seasons]
    found = [observed]
    for _ in range(DRAWS):
        mixed = [shuffled(order, stream) for order in orders]
        drawn = [frozenset(mixed[year][: len(season.won)]) for year, season in enumerate(seasons)]
        found.append(returns(drawn, members))
    return _chance(found, observed, exact=False)


def by_chance(members: int, years: int) -> dict[int, Fraction]:
    """Returns → their chance, where each year one of `members` equal units wins.

    Carried from year to year: how many ways lead to (the years back, up to `members` - 1, that hold somebody's last
    win; the returns so far).
    """
    ways: dict[tuple[tuple[int, ...], int], int] = {((), 0): 1}
    for _ in range(years):
        after: Counter[tuple[tuple[int, ...], int]] = Counter()
        for (last, many), held in ways.items():
            for again in last:
                after[_a_year_later(last, again, members), many + 1] += held
            after[_a_year_later(last, 0, members), many] += held * (members - len(last))
        ways = after
    counts: Counter[int] = Counter()
    for (_, many), held in ways.items():
        counts[many] += held
    return {many: Fraction(held, members**years) for many, held in counts.items() if held}


def _a_year_later(last: tuple[int, ...], again: int, members: int) -> tuple[int, ...]:
    """The years back of the last wins after one more year, won by who won `again` years back (0: by none of them)."""
    older = (back + 1 for back in last if back != again and back + 1 < members)
    return (1, *older) if members > 1 else ()


def arrangements(left: Counter[T], length: int) -> Iterator[tuple[T, ...]]:
    """Every order of these, equal ones once."""
    if length == 0:
        yield ()
        return
    for place in [each for each, many in left.items() if many]:
        left[place] -= 1
        for rest in arrangements(left, length - 1):
            yield (place, *rest)
        left[place] += 1


def _winners(order: Sequence[UUID], places: Places) -> frozenset[UUID]:
    """Who stands at these places; a place that a smaller year does not have is its last."""
    return frozenset(order[min(place, len(order) - 1)] for place in places)


def _chance(found: Sequence[int], observed: int, *, exact: bool) -> Chance:
    return tail(Counter(found), observed, exact=exact)


def tail(counts: Counter[int], observed: int, *, exact: bool) -> Chance:
    """The part of the cases (what came out → how often) in which so little or less came out."""
    whole = counts.total()
    p = Fraction(sum(many for each, many in counts.items() if each <= observed), whole)
    return Chance(p, Fraction(counts[min(counts)], whole), whole, exact)


def numbers(seed: int) -> Iterator[int]:
    """SplitMix64: 64 bits after 64 bits, the same from the same seed."""
    state = seed & _MASK
    while True:
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        yield mixed ^ (mixed >> 31)


def shuffled(items: Sequence[T], stream: Iterator[int]) -> list[T]:
    """Fisher and Yates."""
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        other = next(stream) % (last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed
