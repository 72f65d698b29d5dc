"""How many medals of a year went to persons outside the sector (tỷ lệ người ngoài ngành): watched, never refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from services.nomination.domain.confirmation import UsedFigure

PERCENT = Decimal("0.01")


@dataclass(frozen=True)
class OutsidersShare:
    """One year: medals given that stand, those of outsiders, and the limit of the rules."""

    year: int
    given: int
    outsiders: int
    limit: UsedFigure

    @property
    def share(self) -> Fraction:
        """Part of the whole."""
        return Fraction(self.outsiders, self.given)

    @property
    def percent(self) -> Decimal:
        """The part in percent, two decimals."""
        exact = self.share * 100
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(PERCENT, ROUND_HALF_UP)

    @property
    def over(self) -> bool:
        """Whether it is above the limit, confirmed or not."""
        return self.share > Fraction(self.limit.value)


def shares(
    given: Iterable[tuple[int, str, int]], outsiders: Collection[str], limit: UsedFigure
) -> tuple[OutsidersShare, ...]:
    """One line a year, oldest first, out of (year, class, how many)."""
    years: dict[int, list[int]] = {}
    for year, person_class, many in given:
        counts = years.setdefault(year, [0, 0])
        counts[0] += many
        counts[1] += many if person_class in outsiders else 0
    return tuple(OutsidersShare(year, whole, outside, limit) for year, (whole, outside) in sorted(years.items()))
