"""The covenant service's “whys”, each of an example: `tests.support.whys` holds them against what was recorded."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from kernel.explanation import Explanation, Text
from services.covenant.domain import lateness
from services.covenant.domain.district_grouping import explain
from services.covenant.domain.grouping import propose as propose_clusters
from services.covenant.domain.rules.floors import explain_the_floor
from tests.covenant import test_district_clusters as clusters
from tests.covenant.examples import agreed, day, district_rule, movement, unit
from tests.covenant.long_examples import figures, goal
from tests.covenant.test_district_groupings import HEAVY_ENDS, basis, propose
from tests.support.whys import Whys


def signed(month: int, of_month: int) -> Explanation:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.sign(day(month, of_month), member, contest)
    assert covenant.signature is not None
    return lateness.explain(Text("Ký giao ước", "Signing"), covenant.signature, [covenant.id])


def on_a_grid() -> Explanation:
    """Twenty-four districts, four rows of six, into four clusters: the map and the figures pull apart."""
    codes = [f"D{number:02}" for number in range(24)]
    beside = [(one, other) for one, other in pairwise(codes) if int(other[1:]) % 6]
    below = list(zip(codes, codes[6:], strict=False))
    weights = [((7 * n) % 11 + 1, (5 * n) % 13 + 1) for n in range(24)]
    found = propose(basis(*weights, borders=[*beside, *below]), clusters=4)
    return explain(found.basis, district_rule(24), found.options)


def divided(*pairs: tuple[int, int]) -> Explanation:
    found = propose(basis(*pairs))
    return explain(found.basis, district_rule(10), found.options)


def floor(figure: int) -> Explanation:
    return explain_the_floor(figures(70, 75, 80), goal(), Decimal(figure))


WHYS: Whys = {
    "a signing in time": lambda: signed(3, 31),
    "a signing a day late": lambda: signed(4, 1),
    "a division of districts": lambda: divided(*HEAVY_ENDS),
    "a division of districts that collect or pay": lambda: divided(*[(n, 11 - n) for n in range(1, 11)]),
    "a division of districts on a wide map": on_a_grid,
    "a proposal for the clusters of districts": lambda: (
        propose_clusters(clusters.weighing(*[(n, 20 - n) for n in range(1, 16)]), district_rule(15)).explanation
    ),
    "a figure at the national target": lambda: floor(80),
    "a figure below the national target": lambda: floor(79),
}
