"""E1: a reminder is on record: about what, to whom, once a matter and day, answered or withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.covenant.domain.refusals.codes import NothingWritten
from services.covenant.domain.refusals.reminders import RemindedToday, ReminderWithdrawn
from services.covenant.domain.reminder import SOURCES, Matter, MatterKind, Reminder, Shortfall
from services.covenant.domain.rules import reminders as rules
from tests.covenant.examples import day

MATTER = Matter(
    MatterKind.PLAN_ITEM, UUID(int=5), "HD-01", Shortfall.LATE, date(2024, 7, 15), UUID(int=1), UUID(int=2), None
)


def sent() -> Reminder:
    return Reminder.send(day(8, 1), MATTER, " Đề nghị thực hiện ")


def test_a_reminder_tells_the_matter_and_its_day() -> None:
    reminder = sent()
    [event] = reminder.pending_events
    assert isinstance(event, Reminder.Sent)
    assert (event.matter, event.text, event.sent_on) == (MATTER, "Đề nghị thực hiện", date(2024, 8, 1))
    assert (reminder.matter, reminder.sent_on, reminder.withdrawn_on) == (MATTER, date(2024, 8, 1), None)


def test_a_matter_has_one_reminder_a_day() -> None:
    assert Reminder.send(day(8, 1), MATTER, "Nhắc lại").id == sent().id
    assert Reminder.send(day(8, 2), MATTER, "Nhắc lại").id != sent().id
    rules.a_matter_is_urged_once_a_day("programme", "", date(2024, 8, 1), urged=False)
    with pytest.raises(RemindedToday) as refused:
        rules.a_matter_is_urged_once_a_day("programme", "", date(2024, 8, 1), urged=True)
    assert refused.value.facts == {"kind": "programme", "subject": "—", "day": date(2024, 8, 1)}


def test_a_reminder_says_something() -> None:
    with pytest.raises(NothingWritten):
        Reminder.send(day(8, 1), MATTER, " ")


def test_a_reminder_is_answered_more_than_once_from_its_day_on() -> None:
    reminder = sent()
    reminder.answer(day(8, 1), "Sẽ xong trong tháng 8")
    reminder.answer(day(8, 20), " Đã xong ")
    answers = [each.answer for each in reminder.pending_events if isinstance(each, Reminder.Answered)]
    assert answers == ["Sẽ xong trong tháng 8", "Đã xong"]
    with pytest.raises(ReminderWithdrawn):
        reminder.answer(day(7, 31), "Đã xong")
    with pytest.raises(NothingWritten) as refused:
        reminder.answer(day(8, 21), " ")
    assert refused.value.fields == ("answer",)


def test_a_reminder_is_withdrawn_with_a_reason() -> None:
    with pytest.raises(NothingWritten) as refused:
        sent().withdraw(day(8, 2), " ")
    assert refused.value.fields == ("reason",)


def test_a_withdrawn_reminder_is_neither_answered_nor_withdrawn_again() -> None:
    reminder = sent()
    reminder.withdraw(day(8, 2), "Gửi nhầm")
    assert reminder.withdrawn_on == date(2024, 8, 2)
    with pytest.raises(ReminderWithdrawn):
        reminder.answer(day(8, 3), "x")
    with pytest.raises(ReminderWithdrawn):
        reminder.withdraw(day(8, 3), "x")


def test_every_kind_of_matter_names_the_text_that_asks_for_it() -> None:
    assert set(SOURCES) == set(MatterKind)
    assert MATTER.source.article == "A.II.1.3"
