"""Priority among the eligible (ưu tiên lựa chọn) to those who did better in the long movement; an aid, no decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from kernel.explanation import Explanation, Source, Status, Text

RULE = Source("Văn bản phát động thi đua 2014-2020 của BHXH Việt Nam", "mục 5.3.1", Status.FOUND)
ORDER = Source("Thi Đua", "docs/medal-and-examples.md", Status.UNVERIFIED)
"""How a frozen standing and boards go together is the product's own: the text does not say."""
FOUR = Decimal("0.0001")
NOTHING = Fraction(-1)
"""Below every part: nothing is known."""
ORDERED = Text(
    "Thứ tự: tỷ lệ chỉ tiêu đạt trong lần chốt mới nhất trước, bằng nhau thì đến bảng xếp hạng",
    "Order: the part of targets reached in the last frozen edition first, then, among equals, the boards",
)


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
class LongStanding:
    """How many of its targets of a year a unit reached, in one frozen edition of the long movement's review."""

    through: int
    edition: int
    frozen_on: date
    event: UUID
    planned: int
    reached: int
    unconfirmed: int

    @property
    def part(self) -> Fraction:
        """The part of its targets that it reached; it had at least one."""
        return Fraction(self.reached, self.planned)

    def explain(self) -> Explanation:
        """Which edition, and reached of how many."""
        return Explanation(
            label=Text(
                f"Sơ kết, tổng kết đến năm {self.through}, chốt lần {self.edition} ngày {self.frozen_on}:"
                f" chỉ tiêu đạt (trong đó {self.unconfirmed} chưa được xác nhận)",
                f"Review through {self.through}, edition {self.edition} frozen on {self.frozen_on}:"
                f" targets reached ({self.unconfirmed} of all not confirmed)",
            ),
            value=f"{self.reached}/{self.planned}",
            formula=f"{self.reached} ÷ {self.planned} = {self.part}",
            source=RULE,
            events=(self.event,),
        )


@dataclass(frozen=True)
class Eligible:
    """One nomination to be put in order."""

    nomination_id: UUID
    unit_id: UUID
    unit: str


@dataclass(frozen=True)
class Precedence:
    """A nomination in its order, with the frozen standing and the boards that it follows from.

    Without a place where neither is known.
    """

    place: int | None
    eligible: Eligible
    results: tuple[LongResult, ...]
    standing: LongStanding | None = None

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
        """The place, the frozen standing and the boards, each with its event, and how the two go together."""
        standing = [] if self.standing is None else [self.standing.explain()]
        boards = [_board(each) for each in self.results]
        order = [Explanation(ORDERED, value="STANDING, BOARDS", source=ORDER)] if standing and boards else []
        return Explanation(
            label=Text(f"Thứ tự ưu tiên của {self.eligible.unit}", f"Precedence of {self.eligible.unit}"),
            value="UNKNOWN" if self.place is None else str(self.place),
            formula="" if self.mean is None else Text("trung bình {mean}", "mean {mean}").format({"mean": self.mean}),
            source=RULE,
            inputs=(*standing, *boards, *order),
        )


def _board(each: LongResult) -> Explanation:
    return Explanation(
        label=Text(f"Phong trào dài hạn, {each.period}", f"Long movement, {each.period}"),
        value=format(each.score, "f"),
        formula=f"({each.ranked} − {each.rank}) ÷ ({each.ranked} − 1) = {each.part}",
        events=(each.event,),
    )


def the_frozen_standing_goes_before_the_boards(each: Precedence) -> tuple[Fraction, Fraction]:
    """House rule (unverified) for mục 5.3.1: more of the own targets reached first, then more of the others behind.

    The review counts what the movement itself asks for; a board compares with neighbours only. Who has no standing in
    the last frozen edition comes after all who have one, whose boards decide among equals.
    """
    return (NOTHING if each.standing is None else each.standing.part, NOTHING if each.mean is None else each.mean)


def in_order(
    eligible: Iterable[Eligible],
    results: Mapping[UUID, Sequence[LongResult]],
    standings: Mapping[UUID, LongStanding],
) -> tuple[Precedence, ...]:
    """Those who did better first; equal ones share a place; of whom nothing is known comes last, without a place."""
    better = the_frozen_standing_goes_before_the_boards
    found = sorted(
        (_precedence(each, results.get(each.unit_id, ()), standings.get(each.unit_id)) for each in eligible),
        key=lambda each: each.eligible.unit,
    )
    known = sorted((each for each in found if each.results or each.standing), key=better, reverse=True)
    placed = [replace(each, place=1 + sum(better(other) > better(each) for other in known)) for each in known]
    return (*placed, *(each for each in found if not each.results and not each.standing))


def _precedence(each: Eligible, results: Sequence[LongResult], standing: LongStanding | None) -> Precedence:
    return Precedence(None, each, tuple(sorted(results, key=lambda result: result.period)), standing)


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(FOUR, ROUND_HALF_UP)
