"""What is on record about the case of a dossier, by the names under which a report quotes it (số liệu trích dẫn).

`SCORE`, `RANK`, `CLASS`: the unit's line on the newest year-end board. `YEARS:<title>`: in how many years a title was
given. `RATED:<level>`: in how many years the holder was rated so or better. `RATING`, `MEMBERS` and the other yearly
figures: of the case's year, or of another that is named, as in `MEMBERS:2023`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from uuid import UUID

from regulations.chapters import Holder
from regulations.conditions import RatingLevel, YearFigure
from services.nomination.domain.candidacy import Standing
from services.nomination.domain.merit.facts import Award, YearFigures
from services.nomination.domain.merit.record import Record
from services.nomination.domain.papers import Known

SCORE, RANK, CLASS = "SCORE", "RANK", "CLASS"
YEARS, RATED, RATING = "YEARS", "RATED", "RATING"


def of_the_board(standing: Standing, classification: str | None) -> dict[str, Known]:
    """What the newest year-end board says of the unit."""
    found: dict[str, Decimal | str | None] = {
        SCORE: standing.score,
        RANK: None if standing.rank is None else Decimal(standing.rank),
        CLASS: classification or None,
    }
    return {name: Known(value, (standing.event,)) for name, value in found.items() if value is not None}


def of_the_merit_file(record: Record, year: int, quoted: Iterable[str]) -> dict[str, Known]:
    """Of the figures quoted, those that the holder's merit file tells of."""
    found = {name: _of_merit(record, year, name) for name in quoted}
    return {name: known for name, known in found.items() if known is not None}


def _of_merit(record: Record, year: int, indicator: str) -> Known | None:
    name, _, about = indicator.partition(":")
    if name == YEARS:
        given = {fact.year: id for id, fact in record.of_kind(Award) if fact.title == about}
        return _count(record, given.values())
    if name == RATED and about.lower() in set(RatingLevel):
        wanted = RatingLevel(about.lower())
        rated = [id for id, fact in record.ratings().values() if fact.level.reaches(wanted)]
        return _count(record, rated)
    in_year = int(about) if about.isdecimal() else year
    if about and not about.isdecimal():
        return None
    if name == RATING:
        rating = record.ratings().get(in_year)
        return None if rating is None else _known(record, rating[1].level.value.upper(), [rating[0]])
    return _of_year(record, name.lower(), in_year)


def _of_year(record: Record, name: str, year: int) -> Known | None:
    if name not in set(YearFigure):
        return None
    for id, fact in record.in_year(YearFigures, year):
        return _known(record, Decimal(fact.value(YearFigure(name))), [id])
    return None


def _count(record: Record, events: Collection[UUID]) -> Known:
    """How many years; of a file that is not complete from its first year there may be more than are on record."""
    first = record.first_year()
    whole = first is not None and record.silent_on(first)
    return _known(record, Decimal(len(events)), sorted(events), at_least=not whole)


def _known(record: Record, value: Decimal | str, events: Collection[UUID], *, at_least: bool = False) -> Known:
    """What is on file about a person is compared, never shown to whoever reads the dossier."""
    return Known(value, tuple(events), at_least=at_least, private=record.holder is Holder.PERSON)
