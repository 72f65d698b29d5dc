"""Dividing the districts of a province into clusters: balanced shares, in one piece on the map where that is asked.

Balance is the least sum of squared shares of collections and of payments, in whole numbers, so that nothing is rounded.
The search is exact about what it keeps (every district once, so many clusters, each in one piece) and about its
figures; that no better division exists it does not prove. The same input, in whatever order, gives the same division.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

Weight = tuple[int, int]
"""What a district weighs in collections and in payments, both in the same whole: their totals are equal."""

Borders = Mapping[str, frozenset[str]]
"""The neighbours of each district."""

Groups = tuple[tuple[str, ...], ...]
"""The clusters, each its districts by code; ordered by their first."""

Allowed = Callable[[Sequence[str]], bool]
"""Whether a group may be a cluster."""

MOST_STARTS = 8
"""About how many beginnings are tried."""


def in_order(groups: Iterable[Iterable[str]]) -> Groups:
    """The groups in the one order that does not depend on how they were found."""
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def sum_of(group: Iterable[str], weights: Mapping[str, Weight]) -> Weight:
    """What a group weighs."""
    members = [weights[each] for each in group]
    return sum(each[0] for each in members), sum(each[1] for each in members)


def imbalance(groups: Iterable[Iterable[str]], weights: Mapping[str, Weight]) -> int:
    """The sum of the squares of what the groups weigh: least where all are alike."""
    return sum(_squared(sum_of(group, weights)) for group in groups)


def _squared(weight: Weight) -> int:
    return weight[0] ** 2 + weight[1] ** 2


def pieces(group: Iterable[str], borders: Borders) -> int:
    """In how many pieces a group lies on the map."""
    left, found = set(group), 0
    while left:
        open_ends, found = [left.pop()], found + 1
        while open_ends:
            near = borders.get(open_ends.pop(), frozenset()) & left
            open_ends.extend(near)
            left -= near
    return found


def connected_divisions(count: int, weights: Mapping[str, Weight], borders: Borders) -> list[Groups]:
    """Divisions whose every group is in one piece, the best balanced first; none where the map has more pieces."""
    if pieces(weights, borders) > count:
        return []
    begun = {_grown(seeds, weights, borders) for seeds in _beginnings(count, sorted(weights), borders)}
    found = {_improved(groups, weights, lambda group: pieces(group, borders) == 1) for groups in begun}
    return sorted(found, key=lambda groups: (imbalance(groups, weights), groups))


def free_division(count: int, weights: Mapping[str, Weight]) -> Groups:
    """A division that looks at the figures only: the heaviest first, each to the lightest group, then improved."""
    heaviest = sorted(weights, key=lambda each: (-sum(weights[each]), each))
    groups = [[each] for each in heaviest[:count]]
    for each in heaviest[count:]:
        lightest = min(range(count), key=lambda place: (sum(sum_of(groups[place], weights)), place))
        groups[lightest].append(each)
    return _improved(in_order(groups), weights, bool)


def _beginnings(count: int, codes: Sequence[str], borders: Borders) -> Iterator[tuple[str, ...]]:
    """Seeds of the groups: from each of some first districts, always the one farthest from those chosen."""
    for first in codes[:: max(1, len(codes) // MOST_STARTS)]:
        seeds = [first]
        while len(seeds) < count:
            away = _distances(seeds, borders)
            left = [each for each in codes if each not in seeds]
            seeds.append(max(left, key=lambda each: (away.get(each, len(codes)), each)))
        yield tuple(seeds)


def _distances(seeds: Sequence[str], borders: Borders) -> dict[str, int]:
    away = dict.fromkeys(seeds, 0)
    reached = list(seeds)
    for here in reached:
        for near in sorted(borders.get(here, frozenset())):
            if near not in away:
                away[near] = away[here] + 1
                reached.append(near)
    return away


def _grown(seeds: Sequence[str], weights: Mapping[str, Weight], borders: Borders) -> Groups:
    """Every group grows from its seed: always the lightest that still can takes its heaviest free neighbour."""
    groups, free = [[seed] for seed in seeds], set(weights) - set(seeds)
    while free:
        near = [free.intersection(chain.from_iterable(borders.get(each, ()) for each in group)) for group in groups]
        growing = [place for place in range(len(groups)) if near[place]]
        lightest = min(growing, key=lambda place: (sum(sum_of(groups[place], weights)), place))
        taken = max(near[lightest], key=lambda each: (sum(weights[each]), each))
        groups[lightest].append(taken)
        free.discard(taken)
    return in_order(groups)


def _improved(groups: Groups, weights: Mapping[str, Weight], allowed: Allowed) -> Groups:
    """The groups after moving and swapping districts as long as that balances them better."""
    better = _better(groups, weights, allowed)
    while better is not None:  # ends: a whole number falls at every step
        groups, better = better, _better(better, weights, allowed)
    return groups


def _better(groups: Groups, weights: Mapping[str, Weight], allowed: Allowed) -> Groups | None:
    """The best exchange between two groups that is allowed and balances them better, None where there is none."""
    sums = [sum_of(group, weights) for group in groups]
    exchanges = [
        (gain, places, given)
        for places in combinations(range(len(groups)), 2)
        for given in _exchanges(groups[places[0]], groups[places[1]])
        if (gain := _gain(sums[places[0]], sums[places[1]], _moved(given, weights))) < 0
    ]
    for _, places, (first, second) in sorted(exchanges, key=lambda each: (each[0], each[1], each[2])):
        one, other = (set(groups[place]) for place in places)
        changed = [sorted((one - {first}) | ({second} - {""})), sorted((other - {second}) | ({first} - {""}))]
        if all(group and allowed(group) for group in changed):
            return in_order([*(group for place, group in enumerate(groups) if place not in places), *changed])
    return None


def _exchanges(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(from the one, from the other): a district moves, or two change places; "" is none."""
    yield from ((first, second) for first in ("", *one) for second in ("", *other) if first or second)


def _moved(given: tuple[str, str], weights: Mapping[str, Weight]) -> Weight:
    """What the other group gains by the exchange, and the one loses."""
    (first, second), nothing = given, (0, 0)
    left, came = weights.get(first, nothing), weights.get(second, nothing)
    return left[0] - came[0], left[1] - came[1]


def _gain(one: Weight, other: Weight, moved: Weight) -> int:
    """By how much an exchange changes the imbalance of two groups."""
    after = ((one[0] - moved[0], one[1] - moved[1]), (other[0] + moved[0], other[1] + moved[1]))
    return sum(_squared(each) for each in after) - _squared(one) - _squared(other)
