"""What must be so before a dossier takes its next step."""

from __future__ import annotations

import re
from collections.abc import Collection, Sized
from datetime import date

from services.nomination.domain.papers import Asked, Paper, Quoted
from services.nomination.domain.readable import DECIMALS, LARGEST, is_readable
from services.nomination.domain.refusals.dossiers import (
    DossierIncomplete,
    DossierIsEmpty,
    DossierNotThere,
    ExtensionNotGrounded,
    ExtensionNotLater,
    PaperNotWhole,
    QuoteNotStated,
    QuoteUnreadable,
    RemindedAlready,
    UnknownPaper,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written

SHA256 = re.compile(r"[0-9a-f]{64}")


def dossier_is_at(state: str, states: Collection[str]) -> None:
    """House rule: a dossier is with its unit, then with the standing body, one step after the other."""
    if state not in states:
        raise DossierNotThere(state=state, needed=tuple(states))


def paper_is_known(kind: str, asked: Collection[str]) -> None:
    """Law 06/2022/QH15 Art. 84(1): a dossier holds the papers of its checklist."""
    if kind not in asked:
        raise UnknownPaper(given=kind, asked=", ".join(asked))


def paper_is_whole(paper: Paper) -> None:
    """House rule: a paper has a name, pages, and the SHA-256 of its text, by which it is known again."""
    if not paper.name.strip() or paper.pages < 1 or paper.words < 0 or not SHA256.fullmatch(paper.sha256):
        raise PaperNotWhole(given=paper.name or "—")
    nothing_unseen_is_written(name=paper.name)


def quotes_are_stated(quotes: Collection[Quoted]) -> None:
    """House rule: a figure is quoted under a name, as a number that one can read or as a code, not both."""
    for quote in quotes:
        if not quote.indicator.strip() or (quote.value is None) != bool(quote.text.strip()):
            raise QuoteNotStated(given=quote.indicator or "—")
        if quote.value is not None and not is_readable(quote.value):
            raise QuoteUnreadable(indicator=quote.indicator, most=LARGEST, decimals=DECIMALS)


def dossier_has_papers(papers: Sized) -> None:
    """House rule: an empty dossier is not sent."""
    if not papers:
        raise DossierIsEmpty


def dossier_is_complete(missing: Collection[str], asked: Asked) -> None:
    """Law 06/2022/QH15 Art. 84(1): appraised is a dossier that holds every paper of its checklist."""
    if missing:
        names = dict(zip(asked.papers, asked.names, strict=True))
        raise DossierIncomplete(
            missing=", ".join(names[each].vi for each in missing),
            missing_en=", ".join(names[each].en for each in missing),
            checklist=asked.checklist,
            source=asked.papers_source,
        )


def extension_is_grounded(by: str, text: str) -> None:
    """House rule: more time is given by somebody, under a text."""
    if not by.strip() or not text.strip():
        raise ExtensionNotGrounded
    nothing_unseen_is_written(by=by, text=text)


def extension_is_later(until: date, due: date | None) -> None:
    """House rule: an extension gives more time, never less."""
    if due is not None and until <= due:
        raise ExtensionNotLater(until=until, due=due)


def reminder_is_the_first_of_its_day(day: date, reminded_on: Collection[date]) -> None:
    """House rule: a unit is reminded of a dossier once a day, so that the count of reminders tells something."""
    if day in reminded_on:
        raise RemindedAlready(day=day)
