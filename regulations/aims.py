"""aims.toml: what the sector as a whole strives for in commendation, by a day (chỉ tiêu phấn đấu toàn ngành)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kernel.explanation import Text
from regulations.chapters import Holder
from regulations.figures import Figure
from regulations.reader import ChapterReader, Row
from regulations.tables import Table
from regulations.values import count, day, one_of, words


@dataclass(frozen=True)
class Aim:
    """At least so many of a title by a day, counted from a day."""

    code: str
    name: Text
    title: str
    holder: Holder
    since: date
    by: date
    at_least: Figure[int]


def read_aims(chapter: Table) -> dict[str, Aim]:
    """aims.toml: a table an aim."""
    return {
        code: entry.done(
            Aim(
                code=code,
                name=entry.text("name"),
                title=entry.take("title", words),
                holder=entry.take("holder", one_of(Holder)),
                since=entry.take("since", day),
                by=entry.take("by", day),
                at_least=entry.figure("at_least", count),
            )
        )
        for code, entry in chapter.tables()
    }


def aim_figures(aims: Mapping[str, Aim]) -> Iterator[Row]:
    """Every aim, as `thidua rules` lists it."""
    for aim in aims.values():
        name = Text(f"Chỉ tiêu phấn đấu: {aim.name.vi}", f"Aim: {aim.name.en}")
        yield Row(f"{aim.code}.at_least", name, aim.at_least.value, aim.at_least.source)


AIMS = ChapterReader("aims", read_aims, aim_figures)
