"""What those who check a card move on it: the points that each added to, or took from, what stood before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from services.scoring.domain.formulas import ZERO
from services.scoring.domain.lines import ComputedLine
from services.scoring.domain.scheme import EXACT
from services.scoring.domain.totals import Assessment, Layer

COUNTED = (Layer.CROSS_CHECKED, Layer.VERIFIED)
"""The layers that count, each on top of the one before it; a unit's own points are read and never counted."""


@dataclass(frozen=True)
class Override:
    """What one assessor moved on one card (điểm do một người chấm sửa): in how many criteria, and their sum."""

    assessor: str
    cells: int
    points: Decimal


def overrides(lines: Iterable[ComputedLine], assessments: Sequence[Assessment]) -> tuple[Override, ...]:
    """What each assessor moved, by account.

    The cross-check is held against what the engine gave, the department's mark against the cross-check where there is
    one. So what all of them moved together is what the final lines differ by from the computed ones. A criterion
    without points counts nothing, hence 0. A mark that repeats what stood there, or that has lapsed, moved nothing.
    """
    moved: dict[str, list[Decimal]] = {}
    for line in lines:
        for assessor, points in _moves(line, assessments):
            moved.setdefault(assessor, []).append(points)
    with localcontext(EXACT):
        return tuple(Override(each, len(moved[each]), sum(moved[each], ZERO)) for each in sorted(moved))


def _moves(line: ComputedLine, assessments: Sequence[Assessment]) -> Iterator[tuple[str, Decimal]]:
    stood = line.points
    about = {each.layer: each for each in assessments if each.mark.criterion == line.reading.criterion}
    for layer in COUNTED:
        found = about.get(layer)
        if found is None or not found.holds_for(line) or found.mark.points == stood:
            continue
        with localcontext(EXACT):
            yield found.actor, found.mark.points - (ZERO if stood is None else stood)
        stood = found.mark.points
