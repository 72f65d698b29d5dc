"""From the marks of people to a reading: the mean of a panel, the sum of what the departments give."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from services.scoring.domain.material import Drawn, GivenMark, Part
from services.scoring.domain.parameters import DepartmentSum, Panel
from services.scoring.domain.scheme import EXACT, Rounding

MEAN_DECIMALS = 12
"""A mean is kept to so many decimals, half up, before the table rounds the line."""

MEAN_ROUNDING = Rounding().describe(MEAN_DECIMALS)

DROPPED = "dropped"


def mean(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean to 12 decimals, half up."""
    with localcontext(EXACT):
        exact = sum(values, Decimal(0)) / len(values)
        kept = exact.quantize(Decimal(1).scaleb(-MEAN_DECIMALS), ROUND_HALF_UP).normalize()
    return Decimal(format(kept, "f"))


def of_panel(panel: Panel, marks: Sequence[GivenMark]) -> Drawn:
    """The mean of the members' marks, the declared extremes dropped; none with fewer marks than the table asks for.

    Of equal extremes the one of the member listed first is dropped, so that the order of marking does not matter.
    """
    by_member = {mark.giver: mark for mark in marks}
    given = [by_member[member] for member in panel.members if member in by_member]
    gaps = tuple(member for member in panel.members if member not in by_member)
    dropped = _extremes(panel, given)
    parts = tuple(
        Part(mark.giver, mark.points, (mark.event,), DROPPED if mark.giver in dropped else "") for mark in given
    )
    if len(given) < panel.fewest:
        return Drawn(None, parts, gaps)
    return Drawn(mean([mark.points for mark in given if mark.giver not in dropped]), parts, gaps)


def _extremes(panel: Panel, given: Sequence[GivenMark]) -> frozenset[str]:
    """Who is left out of the mean; nobody while there are too few marks to spare any."""
    if len(given) <= panel.drop_highest + panel.drop_lowest:
        return frozenset()
    rising = sorted(given, key=lambda mark: mark.points)
    falling = sorted(given, key=lambda mark: mark.points, reverse=True)
    lowest = {mark.giver for mark in rising[: panel.drop_lowest]}
    highest = {mark.giver for mark in [each for each in falling if each.giver not in lowest][: panel.drop_highest]}
    return frozenset(lowest | highest)


def of_departments(table: DepartmentSum, marks: Sequence[GivenMark]) -> Drawn:
    """Each department's points times its weight, added up; what is not marked counts nothing and is named."""
    given = {(mark.giver, mark.item): mark for mark in marks}
    parts: list[Part] = []
    gaps: list[str] = []
    total = Decimal(0)
    for part in table.parts:
        for item in part.items:
            mark = given.get((str(part.department_id), item.code))
            if mark is None:
                gaps.append(f"{part.department_id}/{item.code}")
                continue
            with localcontext(EXACT):
                total += part.weight * mark.points
            weighted = "" if part.weight == 1 else f"× {part.weight:f}"
            parts.append(Part(f"{mark.giver}/{mark.item}", mark.points, (mark.event,), weighted))
    return Drawn(total if parts else None, tuple(parts), tuple(gaps))
