"""The rule of the order of days (trình tự thời gian): every step of a workflow asks it."""

from __future__ import annotations

from datetime import date

from services.covenant.domain.refusals.order import BeforeItsBasis


def nothing_precedes_what_it_rests_on(day: date, earliest: date, field: str = "effective") -> None:
    """House rule: a paper may be recorded later than it was made, but no step is older than the one it rests on."""
    if day < earliest:
        raise BeforeItsBasis(given=day, earliest=earliest, fields=(field,))
