"""Why a holder meets, or does not meet, the standards of every title, in three eras: of holders that differ in much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kernel.aggregate import identity
from kernel.explanation import Explanation, Text
from regulations.chains import chains_of
from regulations.conditions import DisciplineForm, InitiativeLevel, RatingLevel
from services.nomination.domain.merit.assessment import ladder
from services.nomination.domain.merit.facts import Absence, Attestation, Merger
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.judging import Case, Outside
from services.nomination.domain.merit.record import Record
from services.nomination.domain.merit.uses import Use
from tests.nomination.merit import (
    OLD_UNIT,
    award,
    discipline,
    figures,
    initiative,
    inquiry,
    person_file,
    put,
    rated,
    unit_file,
)
from tests.nomination.running import RULEBOOKS
from tests.support.whys import Whys

DAYS = {2016: date(2016, 12, 31), 2022: date(2022, 12, 31), 2024: date(2025, 1, 11)}
"""A day under each of three eras, by the year that is judged on it."""
HEARD = Outside(leads=True, registered=False, events=(identity("event", "board"), identity("event", "registration")))
EXCELLENT = RatingLevel.EXCELLENT


def nobody_knows(_year: int) -> MeritFile:
    return person_file(complete_from=None, since=None)


def a_good_year(year: int) -> MeritFile:
    """A person who did well for three years, with one initiative used and one free, away for a while."""
    file = person_file(since=date(2009, 3, 1), complete_from=2009)
    for each in range(year - 2, year + 1):
        put(file, rated(each, EXCELLENT))
        put(file, Attestation(each, "conduct", holds=True))
    used = put(file, initiative(InitiativeLevel.BASE, date(year - 1, 3, 1)))
    put(file, initiative(InitiativeLevel.SECTOR, date(year, 6, 1)))
    put(file, award("CSTDCS", year - 1, initiatives=(used,)))
    for each in (year - 2, year - 1):
        put(file, award("LDTT", each))
    put(file, Absence(year, 12, maternity=False))
    return file


def a_bad_year(year: int) -> MeritFile:
    """A person disciplined last year and this, complained of, away too long, and recruited only this year."""
    file = person_file(since=date(year, 4, 2), complete_from=year)
    put(file, rated(year, RatingLevel.FAILED))
    put(file, discipline(date(year, 5, 1), date(year, 9, 30)))
    put(file, discipline(date(year, 11, 1), form=DisciplineForm.WARNING))
    put(file, inquiry(date(year, 9, 1)))
    put(file, Absence(year, 41, maternity=False))
    put(file, Attestation(year, "conduct", holds=False))
    return file


def after_a_sanction(year: int) -> MeritFile:
    """A person whose discipline has ended: what was before counts no more."""
    file = person_file(since=date(2009, 3, 1), complete_from=2009)
    put(file, discipline(date(year - 2, 2, 1), date(year - 1, 1, 31)))
    for each in range(year - 4, year + 1):
        put(file, rated(each))
        put(file, award("LDTT", each))
    return file


def a_strong_collective(year: int) -> MeritFile:
    """Years of excellence, higher awards, and everybody counted."""
    file = unit_file(complete_from=1995)
    for each in range(year - 5, year + 1):
        put(file, rated(each, EXCELLENT))
        put(file, award("TTLDXS", each))
    put(file, award("CO_BHXH", year - 2))
    put(file, award("BK_TTG", year - 6))
    put(file, figures(year=year))
    for standard in ("united", "drives"):
        put(file, Attestation(year, standard, holds=True))
    return file


def a_weak_collective(year: int) -> MeritFile:
    """A young unit of which too few did well; somebody was disciplined."""
    file = unit_file(complete_from=year - 1, since=date(year - 1, 7, 2))
    put(file, rated(year, RatingLevel.DONE))
    put(file, figures(year=year, completed=6, advanced_workers=4, base_fighters=0, disciplined=1))
    return file


HOLDERS: Mapping[str, Callable[[int], MeritFile]] = {
    "of whom nothing is known": nobody_knows,
    "after good years": a_good_year,
    "after a bad year": a_bad_year,
    "after a sanction": after_a_sanction,
    "of a strong collective": a_strong_collective,
    "of a weak collective": a_weak_collective,
}
MERGED = (Merger(OLD_UNIT, "BHXH-15", date(2016, 7, 1), identity("event", "merger")),)


def of(holder: str, year: int) -> Explanation:
    """Every title of the holder's kind, from the foot up."""
    book = RULEBOOKS.at(DAYS[year])
    record = Record.of(HOLDERS[holder](year))
    spent = {id: Use("CSTDCS", year - 1, identity("nomination", "x")) for id, _ in record.initiatives(DAYS[year])[:1]}
    undeclared = MERGED if holder == "of a weak collective" else ()
    record = replace(record, uses=spent, undeclared=undeclared)
    rungs = ladder(Case(record, chains_of(book), "", year, DAYS[year], HEARD), book)
    return Explanation(Text(holder, str(year)), inputs=tuple(each.assessment.tree for each in rungs))


TITLES: Whys = {
    f"the titles {holder}, {year}": lambda holder=holder, year=year: of(holder, year)  # type: ignore[misc]
    for holder in HOLDERS
    for year in DAYS
}
