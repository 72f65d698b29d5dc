"""D9: a candidate is public for comment for as many days as the rules ask; an objection in time is linked to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kernel.aggregate import event_id
from regulations.calendar import Calendar
from regulations.dossiers import DOSSIERS, Clock, Dossiers, Span
from regulations.figures import Figure
from regulations.rulebook import Rulebook
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.notice import Notice, NoticeTerm, Posting
from services.nomination.domain.objection import Complaint, Objection
from services.nomination.domain.refusals.notices import NoticeEndRequired, NoticeTooShort
from services.nomination.domain.terms import RuleVersion
from tests.nomination.examples import (
    CALENDAR,
    POLICY,
    RULES,
    SECTOR_FLAG,
    announce,
    january,
    nominated,
    on,
    rules_with,
    yes_or_no,
)

ASKED = rules_with(SECTOR_FLAG, notice_before_decision=yes_or_no(value=True))
BY_RULE = date(2025, 1, 24)
"""Ten working days after Sunday the 12th."""


def rules_of(span: Span) -> Rulebook:
    chapter = ASKED.chapter(DOSSIERS)
    assert chapter is not None
    notice = Clock("notice", chapter.clocks["notice"].name, Figure(span, POLICY))
    changed = Dossiers({**chapter.clocks, "notice": notice}, chapter.papers, chapter.checklists)
    return replace(ASKED, further={**ASKED.further, DOSSIERS.name: changed})


def posted(until: date | None = None, rules: Rulebook = ASKED) -> Notice:
    nomination = nominated()
    announce(nomination, january(12), until, rules)
    assert nomination.notice is not None
    return nomination.notice


def test_it_ends_after_the_working_days_of_the_rule() -> None:
    found = posted()
    clock = RULES.chapter(DOSSIERS).clocks["notice"].span  # type: ignore[union-attr]
    assert (found.comments_until, found.term) == (
        BY_RULE,
        NoticeTerm(10, working=True, source=clock.source, rules=RuleVersion.of(ASKED)),
    )


def test_a_rule_may_count_days_of_the_calendar() -> None:
    assert posted(rules=rules_of(Span(10, working=False))).comments_until == date(2025, 1, 22)


def test_it_may_stand_longer_but_not_shorter_than_the_rule_asks() -> None:  # rule: notice_stands_long_enough
    assert posted(date(2025, 2, 28)).comments_until == date(2025, 2, 28)
    assert posted(BY_RULE).comments_until == BY_RULE
    with pytest.raises(NoticeTooShort) as found:
        posted(date(2025, 1, 23))
    assert found.value.facts == {"until": date(2025, 1, 23), "least": BY_RULE, "span": Span(10, working=True)}


def test_without_the_year_s_holidays_whoever_posts_it_names_the_day() -> None:  # rule: end_of_the_notice_is_known
    nomination = nominated()
    with pytest.raises(NoticeEndRequired):
        nomination.announce(january(12), Posting("cổng thông tin"), ASKED, Calendar({}))
    nomination.announce(january(12), Posting("cổng thông tin", BY_RULE), ASKED, Calendar({}))
    assert nomination.notice is not None
    assert nomination.notice.comments_until == BY_RULE


def test_where_no_notice_is_asked_for_the_day_named_stands() -> None:
    found = posted(date(2025, 1, 13), RULES)
    assert (found.comments_until, found.term) == (date(2025, 1, 13), None)
    assert found.explained().inputs == ()


def test_why_tells_the_notice_and_how_long_it_was_to_stand() -> None:
    found = posted().explained()
    assert (found.label.en, found.value) == (
        "Public notice for comment at baohiemxahoi.gov.vn",
        "2025-01-12 – 2025-01-24",
    )
    assert [(each.value, each.source) for each in found.inputs] == [
        ("10 ngày làm việc · working days", posted().term.source)  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize(
    ("day", "in_time"),
    [
        (date(2025, 1, 11), False),
        (date(2025, 1, 12), True),
        (date(2025, 1, 24), True),
        (date(2025, 1, 25), False),
    ],
)
def test_an_objection_is_linked_to_the_notice_that_was_open(day: date, in_time: bool) -> None:
    nomination = nominated()
    announce(nomination, january(12), rules=ASKED)
    complaint = Complaint("DON-1", "ông A", "chưa đúng")
    objection = Objection.raise_(on(day), nomination.id, complaint, nomination.notice)
    assert objection.notice == (event_id(nomination.id, 2) if in_time else None)


def test_an_older_announcement_was_bound_by_no_rule() -> None:
    state: dict[str, object] = {"place": "cổng thông tin", "comments_until": BY_RULE}
    Nomination.Announced.upcast_v1_v2(state)
    assert state["term"] is None
    raised: dict[str, object] = {}
    Objection.Raised.upcast_v1_v2(raised)
    assert (raised, CALENDAR.is_working_day(BY_RULE)) == ({"notice": None}, True)
