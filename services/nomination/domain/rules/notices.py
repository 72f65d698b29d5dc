"""How long a candidate is to be public for comment before a decision."""

from __future__ import annotations

from datetime import date, timedelta

from kernel.explanation import Source
from regulations.chapters import TitleRule
from regulations.dossiers import Span
from services.nomination.domain.refusals.notices import (
    NoticeEndRequired,
    NoticeNotGiven,
    NoticeStillOpen,
    NoticeTooShort,
)


def end_of_the_notice_is_known(named: date | None, by_rule: date | None) -> date:
    """House rule: where no rule gives the last day of a notice, whoever posts it does. Gives the last day."""
    until = named or by_rule
    if until is None:
        raise NoticeEndRequired
    return until


def notice_stands_long_enough(until: date, least: date, span: Span, source: Source) -> None:
    """NĐ 91/2017/NĐ-CP Art. 45(10): comments are taken for as many days as the rules ask, or for longer."""
    if until < least:
        raise NoticeTooShort(until=until, least=least, span=span, source=source)


def comments_were_heard(rule: TitleRule, comments_until: date | None, day: date) -> None:
    """NĐ 91/2017/NĐ-CP Art. 45(10): where the rules ask for a public notice, its time for comment has ended."""
    asked = rule.notice_before_decision
    if not asked.value:
        return
    if comments_until is None:
        raise NoticeNotGiven(given=rule.code, source=asked.source)
    earliest = comments_until + timedelta(days=1)
    if day < earliest:
        left = (earliest - day).days
        raise NoticeStillOpen(given=rule.code, until=comments_until, left=left, earliest=earliest, source=asked.source)
