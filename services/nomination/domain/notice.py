"""The public notice of a candidate (công khai lấy ý kiến): how long the rules ask for it, and how long it stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from kernel.explanation import Explanation, Source, Text
from regulations.calendar import Calendar
from regulations.dossiers import Span
from regulations.rulebook import Rulebook
from services.nomination.domain.papers import chapter_of
from services.nomination.domain.rules import notices as rules
from services.nomination.domain.rules.deciding import place_is_stated
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on
from services.nomination.domain.terms import RuleVersion

NOTICE_CLOCK = "notice"


@dataclass(frozen=True)
class Posting:
    """Where a candidate is made public, and up to which day comments are taken; None: as long as the rules ask."""

    place: str
    comments_until: date | None = None


@dataclass(frozen=True)
class NoticeTerm:
    """How long the rules ask a notice to stand (thời hạn công khai), in days of the calendar or working days."""

    days: int
    working: bool
    source: Source
    rules: RuleVersion

    @classmethod
    def of(cls, title: str, book: Rulebook) -> Self | None:
        """The term of this title; None where the rules ask for no notice of it."""
        if not book.titles[title].notice_before_decision.value:
            return None
        span = chapter_of(book).clocks[NOTICE_CLOCK].span
        return cls(span.value.days, span.value.working, span.source, RuleVersion.of(book))

    @property
    def span(self) -> Span:
        """The length of it."""
        return Span(self.days, self.working)

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Before, whoever posted a notice said how long it stood; no rule was asked."""
        state["term"] = None


@dataclass(frozen=True)
class Notice:
    """A notice as it was posted: where, from which day to which, and in which event."""

    place: str
    posted_on: date
    comments_until: date
    term: NoticeTerm | None
    event: UUID

    def open_on(self, day: date) -> bool:
        """Whether comments are taken on this day."""
        return self.posted_on <= day <= self.comments_until

    def explained(self) -> Explanation:
        """The notice, and how long the rules asked for it."""
        term = self.term
        asked = Text("Thời hạn công khai theo quy định", "Time the rules ask for")
        return Explanation(
            label=Text(f"Công khai lấy ý kiến tại {self.place}", f"Public notice for comment at {self.place}"),
            value=f"{self.posted_on} – {self.comments_until}",
            events=(self.event,),
            inputs=() if term is None else (Explanation(asked, str(term.span), source=term.source),),
        )


def last_day_of_comments(posting: Posting, begins: date, term: NoticeTerm | None, calendar: Calendar) -> date:
    """The day up to which comments are taken: the one named, if the rules let it, else the one the rules give."""
    place_is_stated(posting.place)
    least = None if term is None else term.span.known_end(begins, calendar)
    until = rules.end_of_the_notice_is_known(posting.comments_until, least)
    nothing_precedes_what_it_rests_on(until, begins, "comments_until")
    if term is not None and least is not None:
        rules.notice_stands_long_enough(until, least, term.span, term.source)
    return until
