"""Chance that repeats: a draw depends on the seed, the year and what it is for, never on the order of draws."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")

_SCALE = 10**6


@dataclass(frozen=True)
class Draws:
    """The draws of one year and seed."""

    year: int
    seed: int

    def unit_interval(self, *key: object) -> Decimal:
        """A number from 0 (inclusive) to 1 (exclusive), with six decimals."""
        text = "\x1f".join(str(part) for part in (self.year, self.seed, *key))
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        return Decimal(number % _SCALE) / _SCALE

    def between(self, low: str, high: str, *key: object) -> Decimal:
        """A number from `low` to `high`."""
        return Decimal(low) + (Decimal(high) - Decimal(low)) * self.unit_interval(*key)

    def whole(self, low: int, high: int, *key: object) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.unit_interval(*key) * (high - low + 1))

    def some(self, choices: Sequence[T], count: int, *key: object) -> tuple[T, ...]:
        """`count` of the choices, in the order they were given."""
        ranked = sorted(range(len(choices)), key=lambda place: self.unit_interval(*key, choices[place]))
        return tuple(choices[place] for place in sorted(ranked[:count]))
