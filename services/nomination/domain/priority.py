"""Priority among the eligible (ưu tiên lựa chọn) to those who did better in the long movement; an aid, no decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from kernel.explanation import Explanation, Source, Status, Text

RULE = Source("Văn bản phát động thi đua 2014-2020 của BHXH Việt Nam", "mục 5.3.1", Status.FOUND)
FOUR = Decimal("0.0001")


@dataclass(frozen=True)
class LongResult:
    """Where a unit stood on one board of the long movement."""

    period: str
    rank: int
    ranked: int
    score: Decimal
    event: UUID

    @property
    def part(self) -> Fraction:
        """The part of the others that it left behind; the only one of its board left all behind."""
        return Fraction(self.ranked - self.rank, self.ranked - 1) if self.ranked > 1 else Fraction(1)


@dataclass(frozen=True)
class Eligible:
    """One nomination to be put in order."""

    nomination_id: UUID
    unit_id: UUID
    unit: str


@dataclass(frozen=True)
class Precedence:
    """A nomination in its order, with the boards that it follows from; without a place where nothing is known."""

    place: int | None
    eligible: Eligible
    results: tuple[LongResult, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean part over the boards."""
        if not self.results:
            return None
        return sum((each.part for each in self.results), Fraction(0)) / len(self.results)

    @property
    def shown(self) -> Decimal | None:
        """The mean with four decimals."""
        mean = self.mean
        return None if mean is None else _decimal(mean)

    def explain(self) -> Explanation:
        """The place and the boards, each with its event."""
        return Explanation(
            label=Text(f"Thứ tự ưu tiên của {self.eligible.unit}", f"Precedence of {self.eligible.unit}"),
            value="UNKNOWN" if self.place is None else str(self.place),
            formula="" if self.mean is None else f"trung bình / mean {self.mean}",
            source=RULE,
            inputs=tuple(
                Explanation(
                    label=Text(f"Phong trào dài hạn, {each.period}", f"Long movement, {each.period}"),
                    value=format(each.score, "f"),
                    formula=f"({each.ranked} − {each.rank}) ÷ ({each.ranked} − 1) = {each.part}",
                    events=(each.event,),
                )
                for each in self.results
            ),
        )


def in_order(eligible: Iterable[Eligible], results: Mapping[UUID, Sequence[LongResult]]) -> tuple[Precedence, ...]:
    """Those who left more of the others behind first; equal ones share a place; who is on no board comes last."""
    found = [
        Precedence(None, each, tuple(sorted(results.get(each.unit_id, ()), key=lambda result: result.period)))
        for each in eligible
    ]
    known = sorted((each for each in found if each.results), key=lambda each: (-_mean(each), each.eligible.unit))
    placed = [
        Precedence(1 + sum(_mean(other) > _mean(each) for other in known), each.eligible, each.results)
        for each in known
    ]
    return (*placed, *sorted((each for each in found if not each.results), key=lambda each: each.eligible.unit))


def _mean(each: Precedence) -> Fraction:
    return each.mean or Fraction(0)


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(FOUR, ROUND_HALF_UP)
