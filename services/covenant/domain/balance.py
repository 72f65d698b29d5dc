"""How evenly clusters share a province's collections and payments (số thu, số chi), in figures people can check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from kernel.explanation import Explanation, Text
from regulations.figures import to_decimals
from services.covenant.domain import sources
from services.covenant.domain.partition import Borders, Groups, Weight, sum_of

PERCENT = 100
SHOWN_DECIMALS = Decimal("0.01")
SHOWN_ROUNDED = to_decimals(2, Text("từ nửa thì lên, chỉ để hiển thị", "half up, for display only"))
MOST_DECIMALS = 6
"""As many as a number may have that enters (`Number`)."""

KINDS = {
    "connected": Text("Phương án liền địa giới", "Each in one piece on the map"),
    "by_figures": Text("Phương án chỉ theo số thu, số chi", "By collections and payments alone"),
    "adjusted": Text("Phương án đã điều chỉnh", "As adjusted"),
}

IMBALANCE = Text("Chênh lệch lớn nhất (điểm phần trăm)", "Greatest imbalance (percentage points)")


@dataclass(frozen=True)
class DistrictFigures:
    """A district office with a year's collections and payments, in any one unit."""

    id: UUID
    code: str
    collections: Decimal
    payments: Decimal


class Figures:
    """The districts' figures as whole numbers whose two totals are equal, so that both measures count alike."""

    def __init__(self, districts: Sequence[DistrictFigures]) -> None:
        measures = [[_whole(each.collections) for each in districts], [_whole(each.payments) for each in districts]]
        given = [measure for measure in measures if sum(measure)] or [[1] * len(districts)]
        first, last = given[0], given[-1]
        names = [each.code for each in districts]
        self.weights: dict[str, Weight] = {
            name: (one * sum(last), other * sum(first)) for name, one, other in zip(names, first, last, strict=True)
        }
        self._whole = sum(first) * sum(last)

    def shares(self, group: Iterable[str]) -> tuple[Decimal, Decimal]:
        """A cluster's shares of collections and of payments, in percent."""
        collections, payments = sum_of(group, self.weights)
        return self._percent(collections), self._percent(payments)

    def worst(self, groups: Groups) -> Decimal:
        """The farthest that a share lies from an equal one, in percentage points."""
        sums = [each for group in groups for each in sum_of(group, self.weights)]
        farthest = max(abs(each * len(groups) - self._whole) for each in sums)
        return _shown(Decimal(farthest * PERCENT) / Decimal(self._whole * len(groups)))

    def _percent(self, weight: int) -> Decimal:
        return _shown(Decimal(weight * PERCENT) / Decimal(self._whole))


def _whole(figure: Decimal) -> int:
    return int(figure.scaleb(MOST_DECIMALS))


def _shown(figure: Decimal) -> Decimal:
    return figure.quantize(SHOWN_DECIMALS, rounding=ROUND_HALF_UP)


def neighbours(borders: Iterable[tuple[str, str]]) -> Borders:
    """Who borders on whom, in both directions."""
    found: dict[str, set[str]] = {}
    for one, other in borders:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {code: frozenset(near) for code, near in found.items()}


def explain(
    required: Explanation, figures_from: str, options: Sequence[tuple[str, Groups, int]], figures: Figures
) -> Explanation:
    """Why these clusters: what balance and geography cost one another; `options` are (kind, groups, torn)."""
    [chosen, *_] = options
    return Explanation(
        label=Text("Phương án chia cụm thi đua cấp huyện", "Proposed district clusters"),
        value=_told(chosen[1]),
        formula=Text(
            "min Σ (thu/Σthu)² + (chi/Σchi)²; chênh lệch = max |tỷ trọng − 1/số cụm|",
            "min Σ (collected/Σ)² + (paid/Σ)²; difference = max |share − 1/clusters|",
        ),
        rounding=SHOWN_ROUNDED,
        source=sources.DISTRICT_CLUSTERS,
        inputs=(
            required,
            Explanation(Text("Nguồn số thu, số chi", "Where the figures come from"), figures_from),
            *(_option(*each, figures) for each in options),
        ),
    )


def _option(kind: str, groups: Groups, torn: int, figures: Figures) -> Explanation:
    return Explanation(
        label=KINDS[kind],
        value=_told(groups),
        inputs=(
            Explanation(IMBALANCE, str(figures.worst(groups))),
            Explanation(Text("Số mảnh rời trên bản đồ", "Pieces too many on the map"), str(torn)),
            *(_shares(number, figures.shares(group)) for number, group in enumerate(groups, start=1)),
        ),
    )


def _shares(number: int, shares: tuple[Decimal, Decimal]) -> Explanation:
    label = Text(f"Tỷ trọng thu, chi của cụm {number}", f"Shares of cluster {number}: collections, payments")
    return Explanation(label, f"{shares[0]} %, {shares[1]} %")


def _told(groups: Groups) -> str:
    return " | ".join(", ".join(group) for group in groups)
