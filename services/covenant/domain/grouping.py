"""A proposal for a province's district clusters: in one piece on the map, balanced by collections and payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kernel.explanation import Explanation, Text
from services.covenant.domain import sources
from services.covenant.domain.balance import SHOWN_DECIMALS, SHOWN_ROUNDED
from services.covenant.domain.refusals.clusters import NoConnectedGrouping

PERCENT = 100


@dataclass(frozen=True)
class District:
    """A district office with what it weighs: a year's collections (số thu) and payments (số chi), in any one unit."""

    code: str
    collections: Decimal
    payments: Decimal


@dataclass(frozen=True)
class Proposal:
    """The groups, each with the codes of its districts in geographic order, and why they are these."""

    groups: tuple[tuple[str, ...], ...]
    explanation: Explanation


Neighbours = frozenset[frozenset[str]]
"""Pairs of districts that share a border."""


def propose(districts: Sequence[District], required: Explanation, neighbours: Neighbours | None = None) -> Proposal:
    """CV 4268 A.I.5: divides districts, given in geographic order, into the required number of clusters.

    Every cluster is a stretch of the given order, and where `neighbours` are known, in one piece on the map. Of all
    such divisions it is the one whose clusters differ least in their shares of collections and payments (least sum of
    squares; of several, the one whose first clusters are the smallest): exact, and the same for the same input.
    """
    count = int(required.value)
    weights = _weights(districts)
    cuts = _best_cuts([each.code for each in districts], weights, count, neighbours)
    if cuts is None:
        raise NoConnectedGrouping(count=count)
    stretches = [slice(begin, end) for begin, end in zip((0, *cuts), (*cuts, len(districts)), strict=True)]
    groups = tuple(tuple(each.code for each in districts[stretch]) for stretch in stretches)
    shares = [sum(weights[stretch], Fraction()) for stretch in stretches]
    return Proposal(groups, _explain(groups, shares, required))


def _weights(districts: Sequence[District]) -> list[Fraction]:
    """Each district's share of the whole: the mean of its shares of collections and payments, as far as given."""
    measures = [[Fraction(each.collections) for each in districts], [Fraction(each.payments) for each in districts]]
    given = [measure for measure in measures if sum(measure)] or [[Fraction(1)] * len(districts)]
    totals = [sum(measure) for measure in given]
    return [
        sum((measure[index] / total for measure, total in zip(given, totals, strict=True)), Fraction()) / len(given)
        for index in range(len(districts))
    ]


def _best_cuts(
    codes: Sequence[str], weights: Sequence[Fraction], count: int, neighbours: Neighbours | None
) -> tuple[int, ...] | None:
    """Where to cut the order into `count` stretches; dynamic programming over (stretches used, districts used)."""
    best: dict[int, tuple[Fraction, tuple[int, ...]]] = {0: (Fraction(), ())}
    for used in range(1, count + 1):
        longer: dict[int, tuple[Fraction, tuple[int, ...]]] = {}
        for begin, (cost, cuts) in sorted(best.items()):
            for end in range(begin + 1, len(codes) - (count - used) + 1):
                if neighbours is not None and not _connected(codes[begin:end], neighbours):
                    continue
                candidate = (cost + sum(weights[begin:end], Fraction()) ** 2, (*cuts, end))
                longer[end] = min(longer.get(end, candidate), candidate)
        best = longer
    return best[len(codes)][1][:-1] if len(codes) in best else None


def _connected(codes: Sequence[str], neighbours: Neighbours) -> bool:
    reached, open_ends = {codes[0]}, [codes[0]]
    while open_ends:
        here = open_ends.pop()
        for other in codes:
            if other not in reached and frozenset((here, other)) in neighbours:
                reached.add(other)
                open_ends.append(other)
    return len(reached) == len(codes)


def _explain(groups: Sequence[Sequence[str]], shares: Sequence[Fraction], required: Explanation) -> Explanation:
    return Explanation(
        label=Text("Phương án chia cụm thi đua cấp huyện", "Proposed district clusters"),
        value=" | ".join(", ".join(group) for group in groups),
        formula=Text(
            "min Σ (½·thu/Σthu + ½·chi/Σchi)²; các đoạn liền nhau theo thứ tự địa lý",
            "min Σ (½·collected/Σ + ½·paid/Σ)²; runs that lie side by side in geographical order",
        ),
        rounding=SHOWN_ROUNDED,
        source=sources.DISTRICT_CLUSTERS,
        inputs=(
            required,
            *(
                Explanation(
                    label=Text(f"Tỷ trọng của cụm {number}", f"Share of cluster {number}"),
                    value=f"{_percent(share)} %",
                )
                for number, share in enumerate(shares, start=1)
            ),
        ),
    )


def _percent(share: Fraction) -> Decimal:
    exact = Decimal(share.numerator * PERCENT) / Decimal(share.denominator)
    return exact.quantize(SHOWN_DECIMALS, rounding=ROUND_HALF_UP)
