"""How large and how fine a figure may be that somebody puts down, so that it can be read."""

from __future__ import annotations

from decimal import Decimal

LARGEST = Decimal(10**15)
DECIMALS = 6


def is_readable(figure: Decimal) -> bool:
    """Whether it is a number below the largest, with at most so many decimals."""
    return figure.is_finite() and -LARGEST < figure < LARGEST and round(figure, DECIMALS) == figure
