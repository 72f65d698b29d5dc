"""Years of service (thời gian công tác): spans, less the time under discipline, times the factor of hard areas.

A whole month is a month of the calendar; the days left over are their part of the month they begin. Spans that follow
each other without a gap are counted as one, so that twenty years are full on the day before the twentieth anniversary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from regulations.medal import Counted

DAY = timedelta(days=1)
MONTHS = 12
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Span:
    """Service from one day to another, both included (`last` None: still)."""

    first: date
    last: date | None
    in_sector: bool = True
    leading: bool = False
    hard_area: bool = False
    place: str = ""

    def counts_as(self, counted: Counted) -> bool:
        """Whether this is time of that kind."""
        return {
            Counted.IN_SECTOR: self.in_sector,
            Counted.LEADING: self.in_sector and self.leading,
            Counted.ALL: True,
        }[counted]


@dataclass(frozen=True)
class Discipline:
    """A time under discipline (thời gian chịu kỷ luật), both days included (`last` None: still)."""

    first: date
    last: date | None
    form: str

    def covers(self, day: date) -> bool:
        """Whether it lasts on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Run:
    """Time without a gap that counts by one factor, and what it comes to in months."""

    first: date
    last: date
    factor: Fraction

    @property
    def months(self) -> Fraction:
        """Its length in months of the calendar."""
        return months_between(self.first, self.last)

    @property
    def credit(self) -> Fraction:
        """What it counts for, in months."""
        return self.months * self.factor


def months_between(first: date, last: date) -> Fraction:
    """From the first day to the last, both included."""
    after = last + DAY
    whole = (after.year - first.year) * MONTHS + after.month - first.month
    if _later(first, whole) > after:
        whole -= 1
    begun, ends = _later(first, whole), _later(first, whole + 1)
    return whole + Fraction((after - begun).days, (ends - begun).days)


def _later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    year_after, month_after = divmod(year * MONTHS + month + 1, MONTHS)
    longest = (date(year_after, month_after + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, longest))


def runs(spans: Iterable[Span], disciplines: Sequence[Discipline], until: date, factor: Decimal) -> tuple[Run, ...]:
    """What counts up to a day, that day included: cut by discipline, put together where nothing lies between."""
    pieces = [
        Run(first, last, Fraction(factor) if span.hard_area else Fraction(1))
        for span in spans
        if span.first <= until
        for first, last in _outside(span.first, min(span.last or until, until), disciplines)
    ]
    found: list[Run] = []
    for piece in sorted(pieces, key=lambda each: each.first):
        if found and found[-1].factor == piece.factor and found[-1].last + DAY == piece.first:
            found[-1] = replace(found[-1], last=piece.last)
        else:
            found.append(piece)
    return tuple(found)


def _outside(first: date, last: date, disciplines: Sequence[Discipline]) -> list[tuple[date, date]]:
    """The parts of this time that lie in no discipline."""
    left: list[tuple[date, date]] = []
    for each in sorted(disciplines, key=lambda discipline: discipline.first):
        ends = each.last or last
        if ends < first or each.first > last:
            continue
        if first < each.first:
            left.append((first, each.first - DAY))
        first = ends + DAY
    return [*left, (first, last)] if first <= last else left


def credited(found: Iterable[Run]) -> Fraction:
    """Months that count."""
    return sum((run.credit for run in found), Fraction(0))


def in_years(months: Fraction) -> Decimal:
    """Months as years with two decimals, rounded down: nobody is shown a year that is not full."""
    years = months / MONTHS
    return (Decimal(years.numerator) / Decimal(years.denominator)).quantize(HUNDREDTH, ROUND_DOWN)
