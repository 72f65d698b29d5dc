"""The rules of the medal (kỷ niệm chương), one function each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise

from kernel.explanation import Source, Text
from regulations.figures import Figure
from regulations.medal import MedalClass, MedalRules
from services.nomination.domain.medal.on_file import OnFile
from services.nomination.domain.medal.person import Bar, MedalFacts
from services.nomination.domain.medal.spans import MONTHS, Discipline, Span, in_years
from services.nomination.domain.refusals.medal import (
    ContributionNotStated,
    DiedLaterOrEarlier,
    MedalContradictsTheFile,
    NeverPosthumous,
    NoMedalRules,
    PaperNotListed,
    PapersMissing,
    PersonCodeMissing,
    PersonIsBarred,
    SpansOverlap,
    SpanTurnedRound,
    TimeNotLived,
    UnknownMedalClass,
    YearsNotReached,
)
from services.nomination.domain.rules.merit import FIRST_YEAR
from services.nomination.domain.rules.persons import LONGEST_CODE, person_code
from services.nomination.domain.rules.texts import nothing_unseen_is_written

EARLIEST = date(FIRST_YEAR, 1, 1)


def medal_is_known(found: MedalRules | None, day: date) -> MedalRules:
    """House rule: where no rule of the medal is known there is nothing to judge by. Gives the rules."""
    if found is None:
        raise NoMedalRules(day=day)
    return found


def class_is_known(code: str, rules: MedalRules) -> MedalClass:
    """CV 01/BHXH-TĐKT (2011), item 3: the medal goes to the right class of persons. Gives the class."""
    if code not in rules.classes:
        raise UnknownMedalClass(given=code, known=", ".join(rules.classes))
    return rules.classes[code]


def person_is_named(code: str) -> None:
    """House rule: a person is known by a code, which is not a name."""
    if not 0 < len(code.strip()) <= LONGEST_CODE:
        raise PersonCodeMissing(most=LONGEST_CODE)
    person_code(code)


def times_make_sense(spans: Sequence[Span | Discipline], day: date, field: str) -> None:
    """House rule: no time ends before it begins, is still to come or too long ago, and no day counts twice."""
    for span in spans:
        if span.last is not None and span.last < span.first:
            raise SpanTurnedRound(first=span.first, last=span.last, fields=(field,))
        served = span.last if isinstance(span, Span) else None  # how long a discipline lasts is known beforehand
        for given in (span.first, served or span.first):
            if not EARLIEST <= given <= day:
                raise TimeNotLived(given=given, earliest=EARLIEST, day=day, fields=(field,))
    for earlier, later in pairwise(sorted(spans, key=lambda span: span.first)):
        if earlier.last is None or earlier.last >= later.first:
            last = Text("vẫn đang tiếp tục", "which goes on") if earlier.last is None else _until(earlier.last)
            raise SpansOverlap(first=later.first, last=last, fields=(field,))


def _until(last: date) -> Text:
    return Text(f"đến {last}", f"to {last}")


def person_is_living(person: str, died_on: date | None, posthumous: Figure[bool]) -> None:
    """QĐ 889/QĐ-BHXH (2024) Art. 3: never posthumous."""
    if died_on is not None and not posthumous.value:
        raise NeverPosthumous(person=person, died_on=died_on, source=posthumous.source)


def nothing_bars_the_person(facts: MedalFacts, day: date) -> None:
    """TT 15/2025/TT-BXD Art. 10 (analogue): none for who is dismissed, convicted, under investigation or discipline."""
    if facts.bars:
        raise PersonIsBarred(person=facts.person_code, bar=tuple(facts.bars))
    if any(each.covers(day) for each in facts.disciplines):
        raise PersonIsBarred(person=facts.person_code, bar=Bar.UNDER_DISCIPLINE)


def nothing_on_file_bars_the_person(person: str, file: OnFile, day: date) -> None:
    """TT 15/2025/TT-BXD Art. 10 (analogue): the same bars, as the merit file knows them on the day."""
    said = [Text(f"{bar.words.vi} ({text})", f"{bar.words.en} ({text})") for bar, text in file.bars(day)]
    if said:
        raise PersonIsBarred(person=person, bar=said, fields=("person_code",))


def facts_agree_with_the_file(facts: MedalFacts, file: OnFile, day: date) -> None:
    """CV 01/BHXH-TĐKT (2011), item 3: not for the wrong persons, nor for too few years: sex, service, discipline."""
    contradicts = partial(MedalContradictsTheFile, person=facts.person_code)
    if file.sex is not None and file.sex is not facts.sex:
        raise contradicts(kind_vi="giới tính", kind_en="sex", said=facts.sex, kept=file.sex)
    first = min((each.first for each in facts.service if each.in_sector), default=None)
    if first is not None and file.since is not None and first < file.since:
        served = partial(contradicts, kind_vi="ngày vào ngành", kind_en="first day in the sector")
        raise served(said=first, kept=file.since, fields=("service",))
    if untold := file.untold(facts, day):
        disciplined = partial(contradicts, kind_vi="thời gian chịu kỷ luật", kind_en="time under discipline")
        kept = f"{untold[0].since} – {untold[0].until or '…'}"
        raise disciplined(said="—", kept=kept, fields=("disciplines",))


def years_are_reached(kind: Text, months: Fraction, needed: int, day: date, source: Source) -> None:
    """TT 15/2025/TT-BXD Art. 10 (analogue), until the sector's own years are confirmed: so many years by the day."""
    if months < needed * MONTHS:
        have = in_years(months)
        raise YearsNotReached(kind_vi=kind.vi, kind_en=kind.en, needed=needed, have=have, day=day, source=source)


def contribution_is_stated(facts: MedalFacts, of: MedalClass) -> None:
    """CV 01/BHXH-TĐKT (2011), item 3: of a person outside the sector it is the contribution that counts."""
    if not of.years and not facts.contribution.strip():
        raise ContributionNotStated(given=of.code, source=of.source)
    nothing_unseen_is_written(contribution=facts.contribution)


def papers_are_on_the_checklist(papers: Collection[str], rules: MedalRules) -> None:
    """House rule: what is handed in is one of the papers asked for."""
    for each in papers:
        if each not in rules.papers:
            raise PaperNotListed(given=each, known=", ".join(rules.papers))


def papers_are_complete(papers: Collection[str], rules: MedalRules) -> None:
    """CV 01/BHXH-TĐKT (2011), item 3: an incomplete dossier is one of the faults; none is appraised."""
    missing = [paper.name for code, paper in rules.papers.items() if code not in papers]
    if missing:
        raise PapersMissing(
            missing_vi=", ".join(each.vi for each in missing), missing_en=", ".join(each.en for each in missing)
        )


def death_can_be_put_down(died_on: date, known: date | None, day: date) -> None:
    """House rule: a death is put down once, and not before its day; nobody whose work counts died before it could."""
    if known is not None or not EARLIEST <= died_on <= day:
        raise DiedLaterOrEarlier(died_on=died_on, day=day)
