"""The covenant service's “whys”, each of an example: `tests.support.whys` holds them against what was recorded."""

from __future__ import annotations

from decimal import Decimal

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
    "a proposal for the clusters of districts": lambda: (
        propose_clusters(clusters.weighing(*[(n, 20 - n) for n in range(1, 16)]), district_rule(15)).explanation
    ),
    "a figure at the national target": lambda: floor(80),
    "a figure below the national target": lambda: floor(79),
}
