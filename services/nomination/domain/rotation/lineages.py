"""Which block or cluster continues which: a list issued anew under another code does not begin another history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from services.nomination.domain.rotation.series import Season, Series


def lineages(title: str, seasons: Iterable[Season]) -> list[Series]:
    """The seasons as series, each oldest year first.

    A year continues the series of the same block or cluster; if there is none, the one that shares more than half of
    the units of both. Two never continue the same one.
    """
    found: list[list[Season]] = []
    in_order = sorted(seasons, key=lambda season: (season.period, season.cluster_id))
    for _, year in groupby(in_order, key=lambda season: season.period):
        of_year = list(year)
        of_year.sort(key=lambda season: not any(line[-1].cluster_id == season.cluster_id for line in found))
        taken: set[int] = set()
        for season in of_year:
            place = _continued(season, found, taken)
            if place is None:
                found.append([])
                place = len(found) - 1
            taken.add(place)
            found[place].append(season)
    return [Series(title, tuple(each)) for each in found]


def _continued(season: Season, found: Sequence[Sequence[Season]], taken: set[int]) -> int | None:
    free = [place for place in range(len(found)) if place not in taken]
    same = [place for place in free if found[place][-1].cluster_id == season.cluster_id]
    alike = [place for place in free if _alike(found[place][-1].members, season.members)]
    return next(iter((*same, *alike)), None)


def _alike(one: frozenset[UUID], other: frozenset[UUID]) -> bool:
    return len(one & other) * 2 > max(len(one), len(other))
