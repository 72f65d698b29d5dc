"""When a council is asked in writing instead of meeting (lấy ý kiến bằng văn bản), and until when."""

from __future__ import annotations

from datetime import date

from services.nomination.domain.refusals.writing import (
    HeldInWriting,
    OpinionsOutstanding,
    OpinionTooLate,
    SessionNotInWriting,
)
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on
from services.nomination.domain.terms import VotingTerms


def opinions_may_be_asked_for(terms: VotingTerms, until: date | None, day: date) -> None:
    """TT 25/2025/TT-BKHCN Art. 23 (analogue): opinions in writing replace the meeting where the rule says so.

    A secret ballot is never held so: who writes an opinion signs it.
    """
    if until is None:
        return
    if terms.secret or not terms.wholly_written:
        raise SessionNotInWriting(source=terms.wholly_written_source)
    nothing_precedes_what_it_rests_on(until, day, "opinions_until")


def members_meet(round_number: int, opinions_until: date | None) -> None:
    """House rule: where opinions are taken in writing there is no meeting to attend, and nobody to stand in for."""
    if opinions_until is not None:
        raise HeldInWriting(round=round_number, until=opinions_until)


def opinions_are_still_taken(day: date, until: date) -> None:
    """House rule: an opinion counts that comes in by the last day set for it."""
    if day > until:
        raise OpinionTooLate(given=day, until=until)


def opinions_are_in_or_due(day: date, until: date | None, waited_for: int) -> None:
    """House rule: opinions are counted after their last day, or as soon as all are in."""
    if until is not None and day <= until and waited_for:
        raise OpinionsOutstanding(until=until, missing=waited_for)
