"""What may enter a merit file (hồ sơ thành tích)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

from regulations.chains import attested_of
from regulations.chapters import Deadline, Holder
from regulations.conditions import AbsenceFigure, YearFigure
from regulations.era import Rulebook
from services.nomination.domain.merit.facts import (
    Absence,
    Attestation,
    Award,
    Discipline,
    Fact,
    Initiative,
    Inquiry,
    Kept,
    Membership,
    Predecessor,
    Rating,
    YearFigures,
    days_of,
    once_a_year,
)
from services.nomination.domain.merit.kinds import NOT_OF
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.refusals.merit import (
    AwardBeforeItsYear,
    EvidenceIsRequired,
    InitiativeUsedTwice,
    MeritCountImpossible,
    MeritDaysOutOfOrder,
    MeritFactFollowsItsSource,
    MeritFactInTheFuture,
    MeritFactNotOfHolder,
    MeritFactNotStanding,
    MeritFactRecordedAlready,
    MeritYearImpossible,
    NotInTheUnitLeft,
    PersonInTwoUnits,
    PredecessorIsItself,
    PredecessorMergedOnAnotherDay,
    PredecessorNotMerged,
    StandardNotAskedFor,
    TitleGivenTwice,
    YearFiguresDoNotAddUp,
)
from services.nomination.domain.refusals.merit_facts import (
    AwardHasNoNumber,
    InitiativeHasNoName,
    MeritFactBeforeHolder,
    RatingBeforeYearEnd,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written

PARTS = tuple(each for each in YearFigure if each is not YearFigure.MEMBERS)
COUNTS: dict[type[object], tuple[str, ...]] = {YearFigures: tuple(YearFigure), Absence: (AbsenceFigure.WORKING_DAYS,)}
FIRST_YEAR, LAST_YEAR = 1945, 2200
"""The years that a file can be about: the State that gives the awards was founded in the first."""
MOST_PEOPLE = 100_000
"""Above the staff of the whole sector."""
DAYS_OF_A_YEAR = 366


def evidence_is_stated(evidence: str) -> None:
    """House rule: each fact of a file names the paper it is known from."""
    if not evidence.strip():
        raise EvidenceIsRequired
    nothing_unseen_is_written(evidence=evidence)


def fact_is_of_the_holder(fact: Fact, holder: Holder) -> None:
    """House rule: units and leave are of persons, yearly figures and predecessors of collectives."""
    if kind := NOT_OF[holder].get(type(fact)):
        raise MeritFactNotOfHolder(given=kind, holder=holder)


def standard_is_asked_for(fact: Fact, holder: Holder, eras: Iterable[Rulebook]) -> None:
    """House rule: what is attested is a standard that a title of the holder asks for, in whatever era."""
    if not isinstance(fact, Attestation):
        return
    asked = sorted({standard for each in eras for standard in attested_of(each, holder)})
    if fact.standard not in asked:
        raise StandardNotAskedFor(given=fact.standard, holder=holder, known=asked)


def fact_has_happened(fact: Fact, today: date) -> None:
    """House rule: only what has happened is recorded; a year from its first day."""
    for day in days_of(fact):
        if day > today:
            raise MeritFactInTheFuture(given=day, today=today, fields=(_member(fact, day),))


def _member(fact: Fact, day: date) -> str:
    """The member of a fact that says the day, or the year that begins with it."""
    members = {each.name: getattr(fact, each.name) for each in fields(fact)}
    return next((name for value in (day, day.year) for name, said in members.items() if said == value), "fact")


def rating_is_of_a_year_at_its_end(fact: Fact, today: date, year_end: Deadline) -> None:
    """House rule (`deadlines.year_end`): a year is rated at its end, by the appraisals of that time."""
    if isinstance(fact, Rating) and today < (begins := year_end.in_year(fact.year)).value:
        raise RatingBeforeYearEnd(year=fact.year, begins=begins.value, day=today, source=begins.source)


def fact_is_not_older_than_its_holder(fact: Fact, holder: Holder, since: date | None) -> None:
    """House rule: nothing is on record from before a unit existed; of a year, the whole of it before.

    A person may bring awards and years from another body: only time in a unit is not older than the recruitment.
    """
    if since is None or (holder is Holder.PERSON and not isinstance(fact, Membership)):
        return
    year = getattr(fact, "year", since.year)
    days = days_of(fact) if isinstance(fact, Award) or not hasattr(fact, "year") else ()
    for day in (date(year, 12, 31), *days):
        if day < since:
            raise MeritFactBeforeHolder(given=day, since=since)


def what_it_is_called_is_stated(fact: Fact) -> None:
    """House rule: an initiative is known by its name, an award by the number of its decision."""
    if isinstance(fact, Initiative):
        if not fact.name.strip():
            raise InitiativeHasNoName
        nothing_unseen_is_written(name=fact.name, council=fact.council)
    if isinstance(fact, Award):
        if not fact.number.strip():
            raise AwardHasNoNumber
        nothing_unseen_is_written(number=fact.number)


def award_is_not_older_than_its_year(fact: Fact) -> None:
    """House rule: what is given for a year is not decided before that year has begun."""
    if isinstance(fact, Award) and fact.decided_on.year < fact.year:
        raise AwardBeforeItsYear(given=fact.title, year=fact.year, decided_on=fact.decided_on)


def ends_after_it_begins(fact: Fact) -> None:
    """House rule: what ends does not end before it begins; what is given for a year does not precede it."""
    award_is_not_older_than_its_year(fact)
    if isinstance(fact, Discipline | Membership) and fact.until is not None and fact.until < fact.since:
        raise MeritDaysOutOfOrder(since=fact.since, until=fact.until)


def year_can_be(year: int | None) -> None:
    """House rule: a year that is named lies in the time of the awards."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise MeritYearImpossible(given=year, first=FIRST_YEAR, last=LAST_YEAR)


def counts_can_be(fact: Fact) -> None:
    """House rule: people are counted from none on, days off lie within a year, the year can be."""
    year_can_be(getattr(fact, "year", None))
    least, most = (1, DAYS_OF_A_YEAR) if isinstance(fact, Absence) else (0, MOST_PEOPLE)
    for part in COUNTS.get(type(fact), ()):
        if not least <= (given := getattr(fact, part)) <= most:
            raise MeritCountImpossible(part=part, given=given, least=least, most=most)


def figures_add_up(fact: Fact) -> None:
    """House rule: no part of a collective is greater than the collective."""
    if not isinstance(fact, YearFigures):
        return
    for part in PARTS:
        if (given := getattr(fact, part)) > fact.members:
            raise YearFiguresDoNotAddUp(part=part, given=given, whole=YearFigure.MEMBERS, most=fact.members)


def fact_stands_once(fact: Fact, kept: Iterable[Kept], *, yearly: bool) -> None:
    """Law 06/2022/QH15 Art. 5(2): a title is given once for a year; so is a rating, a figure, a leave.

    `yearly` is false for a form of commendation, which may be given again for another achievement of the year.
    """
    key = once_a_year(fact)
    if key is None or (isinstance(fact, Award) and not yearly):
        return
    known = next((each for each in kept if once_a_year(each.fact) == key), None)
    if known is None:
        return
    if isinstance(known.fact, Award):
        raise TitleGivenTwice(given=known.fact.title, year=known.fact.year, number=known.fact.number)
    raise MeritFactRecordedAlready(known=known.id)


def person_is_in_one_unit(fact: Fact, memberships: Iterable[Membership]) -> None:
    """NĐ 65/2014/NĐ-CP Art. 5: whoever moved is judged by the new unit, so that each day has one unit."""
    if not isinstance(fact, Membership):
        return
    known = list(memberships)
    if fact.moved_from is not None:
        before = fact.since - timedelta(days=1)
        if not any(each.unit_id == fact.moved_from and each.covers(before) for each in known):
            raise NotInTheUnitLeft(unit=fact.moved_from, since=fact.since)
    for each in known:
        left = fact.moved_from == each.unit_id and each.until is None and each.since < fact.since
        if not left and each.overlaps(fact):
            raise PersonInTwoUnits(unit=each.unit_id, since=max(each.since, fact.since))


def unit_is_another(fact: Fact, key: str) -> None:
    """House rule: a predecessor is another unit."""
    if isinstance(fact, Predecessor) and str(fact.unit_id) == key:
        raise PredecessorIsItself(unit=fact.unit_id)


def predecessor_was_merged_here(fact: Fact, merged_on: date | None) -> None:
    """House rule: whose history counts is a unit that the registry tells was merged into the holder, on that day."""
    if not isinstance(fact, Predecessor):
        return
    if merged_on is None:
        raise PredecessorNotMerged(given=fact.unit_id)
    if fact.merged_on != merged_on:
        raise PredecessorMergedOnAnotherDay(given=fact.merged_on, known=merged_on)


def an_inquiry_ends_once_and_in_order(kept: Kept, cleared_on: date, today: date) -> None:
    """House rule: what is open ends once, on a day from its opening up to today."""
    if not isinstance(kept.fact, Inquiry) or kept.cleared_on is not None:
        raise MeritFactNotStanding(fact=kept.id)
    if cleared_on > today:
        raise MeritFactInTheFuture(given=cleared_on, today=today, fields=("cleared_on",))
    if cleared_on < kept.fact.opened_on:
        raise MeritDaysOutOfOrder(since=kept.fact.opened_on, until=cleared_on, fields=("cleared_on",))


def fact_is_kept_here(kept: Kept) -> Kept:
    """House rule: what a case recorded elsewhere put into the file is corrected there, so that both say the same."""
    if kept.follows is not None:
        raise MeritFactFollowsItsSource(fact=kept.id, given=kept.follows)
    return kept


def initiative_is_unused(initiative: UUID, uses: Mapping[UUID, Use]) -> None:
    """CV 5007/BNV-TĐKT (05/09/2023) III.5c: an initiative serves one award; the refusal says which it served."""
    if (use := uses.get(initiative)) is not None:
        raise InitiativeUsedTwice(initiative=initiative, given=use.title, year=use.year)
