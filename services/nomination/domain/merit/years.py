"""Counting years: so many, or so many in a row, when some are known, some denied and some unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from kernel.explanation import Text
from services.nomination.domain.merit.findings import State, joined


@dataclass(frozen=True)
class Span:
    """The years that can count: from `first` (None: no bound is known) up to and including `last`."""

    first: int | None
    last: int


@dataclass(frozen=True)
class Years:
    """What is known: the years that count, and of any other year whether it certainly does not."""

    have: Collection[int]
    denied: Callable[[int], bool]

    def in_all(self, needed: int, span: Span) -> tuple[State, str | Text]:
        """`needed` years anywhere in the span."""
        counted = sorted(year for year in self.have if self._within(year, span))
        if len(counted) >= needed:
            return State.MET, _listed(counted)
        open_years = needed if span.first is None else sum(map(self._open, range(span.first, span.last + 1)))
        state = State.UNKNOWN if len(counted) + open_years >= needed else State.NOT_MET
        return state, f"{_listed(counted)} ({len(counted)}/{needed})"

    def in_a_row(self, needed: int, span: Span, latest: int) -> tuple[State, str | Text]:
        """`needed` years without a gap, the last of them at most `latest` years before the end of the span."""
        rows = [self._row(last, needed, span) for last in range(span.last, span.last - latest - 1, -1)]
        order = (State.MET, State.UNKNOWN, State.NOT_MET)
        return min(rows, key=lambda row: order.index(row[0]))

    def _row(self, last: int, needed: int, span: Span) -> tuple[State, str | Text]:
        years = range(last - needed + 1, last + 1)
        gaps = [year for year in years if year not in self.have or not self._within(year, span)]
        counted = _listed([year for year in years if year not in gaps])
        if not gaps:
            return State.MET, counted
        shut = any(self.denied(year) or not self._within(year, span) for year in gaps)
        return State.NOT_MET if shut else State.UNKNOWN, self._with_gaps(counted, gaps)

    def _with_gaps(self, counted: str, gaps: Collection[int]) -> Text:
        """And what is not on record, and what is there but does not count."""
        uncounted = [year for year in gaps if year in self.have]
        missing = [year for year in gaps if year not in self.have]
        said = ((Text("thiếu {years}", "missing {years}"), missing), (_NOT_COUNTED, uncounted))
        lacking = joined(text.format({"years": _listed(years)}) for text, years in said if years)
        return Text(f"{counted} ({lacking.vi})", f"{counted} ({lacking.en})")

    def _open(self, year: int) -> bool:
        return year not in self.have and not self.denied(year)

    @staticmethod
    def _within(year: int, span: Span) -> bool:
        return (span.first is None or year >= span.first) and year <= span.last


_NOT_COUNTED = Text("không tính {years}", "not counted {years}")


def _listed(years: Collection[int]) -> str:
    return ", ".join(map(str, years)) or "—"


def full_years(since: date, day: date) -> int:
    """Whole years between two days."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
