"""Whether a unit was still there on the day of what is recorded of it."""

from __future__ import annotations

from datetime import date, timedelta

from services.nomination.domain.refusals.units import UnitWasDissolved, UnitWasMerged


def unit_was_there(unit: str, day: date, ended_on: date | None, into: str | None, *, field: str) -> None:
    """House rule: what is recorded of a unit happened while there was one; `ended_on` is the first day without it."""
    if ended_on is None or day < ended_on:
        return
    last = ended_on - timedelta(days=1)
    if into is None:
        raise UnitWasDissolved(unit=unit, last=last, day=day, fields=(field,))
    raise UnitWasMerged(unit=unit, last=last, into=into, day=day, fields=(field,))
