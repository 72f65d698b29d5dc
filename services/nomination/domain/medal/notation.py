"""How a list writes times in one cell: `2004-07-01..2014-06-30 sector hard; 2014-07-01.. sector leading`."""

from __future__ import annotations

import re
from datetime import date

from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.refusals.medal import BadServiceText

TIME = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)?((?: [^;]+)?)")
KINDS = {"sector", "leading", "hard"}


def service_of(cell: str) -> tuple[Span, ...]:
    """The spans of a cell; `sector`, `leading`, `hard` say what kind of time it is."""
    spans = []
    for part, first, last, words in _times(cell):
        said = words.split()
        if not KINDS.issuperset(said) or len(set(said)) != len(said):
            raise BadServiceText(given=part[:60])
        spans.append(Span(first, last, "sector" in said, "leading" in said, "hard" in said))
    return tuple(spans)


def disciplines_of(cell: str) -> tuple[Discipline, ...]:
    """The times under discipline of a cell, each with its form in words."""
    return tuple(Discipline(first, last, words.strip()) for _, first, last, words in _times(cell))


def _times(cell: str) -> list[tuple[str, date, date | None, str]]:
    return [_time(part.strip()) for part in cell.split(";") if part.strip()]


def _time(part: str) -> tuple[str, date, date | None, str]:
    found = TIME.fullmatch(part)
    if found is None:
        raise BadServiceText(given=part[:60])
    try:
        last = date.fromisoformat(found[2]) if found[2] else None
        return part, date.fromisoformat(found[1]), last, found[3]
    except ValueError as error:
        raise BadServiceText(given=part[:60]) from error
