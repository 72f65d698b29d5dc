"""Working days in Vietnam (ngày làm việc): weekends, public holidays and swapped days as dated data, never a guess.

    calendar = Calendar.load()
    calendar.add(date(2025, 4, 25), 3)                    # 2025-04-29: the Saturday 26/04 was worked, the Sunday not
    calendar.between(date(2025, 4, 25), date(2025, 4, 29))  # 3
    calendar.add(date(2011, 1, 3), -1)                    # YearUnknown: 2010 has no table

Days are those of Asia/Ho_Chi_Minh; who has an instant takes its day there first. A count that needs a year without data
raises `YearUnknown`; it is for the caller to say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Self

from kernel.explanation import Source, Status, Text
from regulations.tables import Table, open_chapter, read_toml
from regulations.values import day, words

FILE = Path(__file__).parent / "holidays" / "vietnam.toml"
SATURDAY = 5
ONE_DAY = timedelta(days=1)
TRUST = (Status.UNVERIFIED, Status.ANALOGUE, Status.FOUND)
"""From the least to the most that a source can be trusted."""


class YearUnknown(LookupError):
    """No holidays are known of a year that the count needs."""

    def __init__(self, year: int) -> None:
        super().__init__(f"chưa có lịch nghỉ của năm {year} · no holidays are known of {year}")
        self.year = year


@dataclass(frozen=True)
class DayOff:
    """A public holiday, a day in lieu, or a swapped day off."""

    name: str
    source: Source


@dataclass(frozen=True)
class YearOfDays:
    """What one year's days off and worked weekend days are."""

    off: Mapping[date, DayOff]
    worked: Mapping[date, Source]

    def sources(self) -> frozenset[Source]:
        """Where its days stand."""
        return frozenset(each.source for each in self.off.values()) | frozenset(self.worked.values())


@dataclass(frozen=True)
class Calendar:
    """The years that are known."""

    years: Mapping[int, YearOfDays]

    @classmethod
    def load(cls, path: Path = FILE) -> Self:
        """The holidays on disk; an error names the file and the key."""
        chapter = open_chapter(read_toml(path))
        years = {int(year): _year(int(year), entry) for year, entry in chapter.table("years").tables()}
        return chapter.done(cls(years))

    def _of(self, when: date) -> YearOfDays:
        if when.year not in self.years:
            raise YearUnknown(when.year)
        return self.years[when.year]

    def is_working_day(self, when: date) -> bool:
        """Whether offices work on that day.

        Raises:
            YearUnknown: nothing is known of its year.
        """
        year = self._of(when)
        return when in year.worked or (when.weekday() < SATURDAY and when not in year.off)

    def add(self, begins: date, days: int) -> date:
        """The working day `days` after the day something began (before it, if negative); that day itself never counts.

        Zero days: the day itself, if it is a working day, else the next one.

        Raises:
            YearUnknown: the count needs a year that is not known.
        """
        step = -ONE_DAY if days < 0 else ONE_DAY
        found, left = begins, abs(days)
        while left or not self.is_working_day(found):
            found += step
            left -= self.is_working_day(found) and left > 0
        return found

    def between(self, begins: date, ends: date) -> int:
        """How many working days there are after `begins`, up to and including `ends`; negative the other way round.

        Raises:
            YearUnknown: the count needs a year that is not known.
        """
        if ends < begins:
            return -self.between(ends, begins)
        return sum(self.is_working_day(begins + timedelta(days=each)) for each in range(1, (ends - begins).days + 1))

    def trust(self, begins: date, ends: date) -> Status:
        """How far the data of these years can be trusted: as far as the weakest of their sources."""
        years = range(begins.year, ends.year + 1)
        found = {source.status for year in years for source in self._of(date(year, 1, 1)).sources()}
        return min(found, key=TRUST.index, default=Status.UNVERIFIED)


def _year(year: int, entry: Table) -> YearOfDays:
    off = {
        when: DayOff(name, source)
        for when, name, source in (
            row.done((row.take("day", day), row.take("name", words), row.source())) for row in entry.rows("off")
        )
    }
    rows = entry.rows("worked") if entry.has("worked") else []
    worked = dict(row.done((row.take("day", day), row.source())) for row in rows)
    for when in (*off, *worked):
        if when.year != year:
            raise entry.refuse("off", Text(f"{when} không thuộc năm {year}", f"{when} is no day of {year}"))
    for when in worked:
        if when in off or when.weekday() < SATURDAY:
            no = Text(
                f"{when} không phải ngày nghỉ cuối tuần có thể làm bù", f"{when} is no weekend day that could be worked"
            )
            raise entry.refuse("worked", no)
    return entry.done(YearOfDays(off, worked))
