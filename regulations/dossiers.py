"""The chapter on dossiers (hồ sơ): clocks, the papers there are, and what each title's dossier must hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kernel.explanation import Text
from regulations.calendar import Calendar, YearUnknown
from regulations.figures import Figure
from regulations.reader import ChapterReader, Row, Stray
from regulations.tables import Table
from regulations.values import Wrong, array, count, words

if TYPE_CHECKING:
    from regulations.rulebook import Rulebook

DEFAULT = "default"


@dataclass(frozen=True)
class Span:
    """A length of time in working days or in days of the calendar."""

    days: int
    working: bool

    def after(self, begins: date, calendar: Calendar) -> date:
        """The last day of the span that begins after `begins`.

        Raises:
            YearUnknown: it counts working days of a year that is not known.
        """
        return calendar.add(begins, self.days) if self.working else begins + timedelta(days=self.days)

    def known_end(self, begins: date, calendar: Calendar) -> date | None:
        """The same; None where nothing is known of a year that it needs."""
        try:
            return self.after(begins, calendar)
        except YearUnknown:
            return None

    @property
    def words(self) -> Text:
        """How long it is."""
        vi, en = ("ngày làm việc", "working days") if self.working else ("ngày", "days")
        return Text(f"{self.days} {vi}", f"{self.days} {en}")

    def __str__(self) -> str:
        return f"{self.days} ngày làm việc · working days" if self.working else f"{self.days} ngày · days"


@dataclass(frozen=True)
class Clock:
    """How long something may or must take."""

    code: str
    name: Text
    span: Figure[Span]


@dataclass(frozen=True)
class Checklist:
    """What a dossier must hold: the papers, in how many sets, how long a report, due by which deadline."""

    code: str
    papers: Figure[tuple[str, ...]]
    sets: Figure[int]
    least_words: Figure[int]
    deadline: str | None


@dataclass(frozen=True)
class Dossiers:
    """The chapter."""

    clocks: Mapping[str, Clock]
    papers: Mapping[str, Text]
    checklists: Mapping[str, Checklist]

    def checklist_of(self, code: str) -> Checklist:
        """The checklist of a title or kind of commendation, the default one where it has none of its own."""
        return self.checklists.get(code, self.checklists[DEFAULT])


_SPAN = re.compile(r"(\d+) (working )?days")


def span(value: object) -> Span:
    """A span written `20 working days` or `45 days`."""
    found = _SPAN.fullmatch(words(value))
    if found is None or int(found[1]) < 1:
        raise Wrong(
            f"phải là khoảng như '20 working days' hoặc '45 days', không phải {value!r}",
            f"expected a span such as '20 working days' or '45 days', got {value!r}",
        )
    return Span(int(found[1]), working=found[2] is not None)


def _names(value: object) -> tuple[str, ...]:
    return tuple(words(each) for each in array(value))


def read_dossiers(chapter: Table) -> Dossiers:
    """dossiers.toml."""
    clocks = {
        code: entry.done(Clock(code, entry.text("name"), entry.figure("span", span)))
        for code, entry in chapter.table("clocks").tables()
    }
    listed = chapter.table("papers")
    papers = {code: listed.text(code) for code in listed.rest()}
    checklists = {code: _checklist(code, entry) for code, entry in chapter.table("checklists").tables()}
    if DEFAULT not in checklists:
        raise chapter.refuse("checklists", Text(f"thiếu {DEFAULT}", f"{DEFAULT} missing"))
    return chapter.done(Dossiers(clocks, papers, checklists))


def _checklist(code: str, entry: Table) -> Checklist:
    return entry.done(
        Checklist(
            code=code,
            papers=entry.figure("papers", _names),
            sets=entry.figure("sets", count),
            least_words=entry.figure("least_words", count),
            deadline=entry.take("deadline", words) if entry.has("deadline") else None,
        )
    )


def figures(chapter: Dossiers) -> Iterable[Row]:
    """Every figure of the chapter."""
    for code, clock in chapter.clocks.items():
        yield Row(f"clocks.{code}.span", clock.name, str(clock.span.value), clock.span.source)
    for code, each in chapter.checklists.items():
        for member, name, figure in (
            ("papers", Text("giấy tờ trong hồ sơ", "papers of the dossier"), each.papers),
            ("sets", Text("số bộ hồ sơ", "sets of the dossier"), each.sets),
            ("least_words", Text("báo cáo ngắn nhất, số từ", "shortest report, in words"), each.least_words),
        ):
            named = Text(f"{code}: {name.vi}", f"{code}: {name.en}")
            yield Row(f"checklists.{code}.{member}", named, figure.value, figure.source)


def strays(chapter: Dossiers, book: Rulebook) -> Iterable[Stray]:
    """Papers that no list knows, and deadlines that the era does not set."""
    for code, each in chapter.checklists.items():
        for paper in each.papers.value:
            if paper not in chapter.papers:
                reason = Text(f"chương này không có giấy tờ {paper!r}", f"{paper!r} is no paper of this chapter")
                yield Stray(("checklists", code, "papers"), reason)
        if each.deadline is not None and each.deadline not in book.deadlines:
            reason = Text(f"không có thời hạn {each.deadline!r}", f"{each.deadline!r} stands in no deadlines")
            yield Stray(("checklists", code, "deadline"), reason)


DOSSIERS = ChapterReader("dossiers", read_dossiers, figures, strays)
