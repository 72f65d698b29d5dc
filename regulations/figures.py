"""The kinds of figures a rule is made of: each a value that never travels without its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Generic, TypeVar

from kernel.explanation import Source, Text, Worded

T = TypeVar("T")


@dataclass(frozen=True)
class Figure(Generic[T]):
    """A value read from a document: which document, which article, and how far that reading can be trusted."""

    value: T
    source: Source


@dataclass(frozen=True)
class Share:
    """An exact part of a whole, such as two thirds, that a count must reach (`strict`: must exceed)."""

    numerator: int
    denominator: int
    strict: bool = False

    def met_by(self, count: int, whole: int) -> bool:
        """Whether `count` of `whole` reaches the share; nothing reaches a share of an empty whole."""
        if whole <= 0:
            return False
        reached, needed = count * self.denominator, whole * self.numerator
        return reached > needed if self.strict else reached >= needed

    def least(self, whole: int) -> int:
        """The smallest count that reaches the share of `whole`."""
        needed = whole * self.numerator
        return needed // self.denominator + 1 if self.strict else -(-needed // self.denominator)

    def __str__(self) -> str:
        sign = ">" if self.strict else "≥"
        return f"{sign} {self.numerator}/{self.denominator}"


@dataclass(frozen=True)
class Portion:
    """An exact part that a quota lets through, such as one fifth."""

    numerator: int
    denominator: int

    def of(self, whole: int) -> Decimal:
        """That part of `whole`, not rounded to a whole number yet."""
        return Decimal(whole * self.numerator) / Decimal(self.denominator)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


def to_decimals(decimals: int, how: Text) -> Text:
    """A rounding in words: to so many decimals, and which way."""
    if not decimals:
        return Text(f"đến số nguyên, {how.vi}", f"to a whole number, {how.en}")
    return Text(f"đến {decimals} chữ số thập phân, {how.vi}", f"to {decimals} decimals, {how.en}")


class Rounding(Worded):
    """How a quotient becomes a whole number or a number of decimals."""

    DOWN = "down", "bỏ phần lẻ", "down"
    UP = "up", "có lẻ thì lên", "up"
    HALF_UP = "half_up", "từ nửa thì lên", "half up"

    def quantize(self, value: Decimal, decimals: int) -> Decimal:
        """`value` with exactly `decimals` digits after the point, rounded this way."""
        mode = {Rounding.DOWN: ROUND_DOWN, Rounding.UP: ROUND_UP, Rounding.HALF_UP: ROUND_HALF_UP}[self]
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=mode)

    def told(self, decimals: int) -> Text:
        """In words."""
        return to_decimals(decimals, self.words)


@dataclass(frozen=True)
class DayOfYear:
    """A yearly date, relative to the year a movement is about: `year_offset` 1 is the year after, -1 before."""

    month: int
    day: int
    year_offset: int = 0

    def in_year(self, year: int) -> date:
        """The date that this is for the movement of `year`."""
        return date(year + self.year_offset, self.month, self.day)

    def __str__(self) -> str:
        named = {0: "", 1: " (Y+1)", -1: " (Y-1)"}
        return f"{self.day:02d}/{self.month:02d}{named.get(self.year_offset, f' (Y{self.year_offset:+d})')}"
