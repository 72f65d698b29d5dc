"""Rules of reminders (đôn đốc)."""

from __future__ import annotations

from datetime import date

from kernel.explanation import dash
from services.covenant.domain.refusals.reminders import RemindedToday, ReminderWithdrawn


def a_matter_is_urged_once_a_day(kind: str, subject: str, day: date, *, urged: bool) -> None:
    """House rule: nobody is reminded of the same matter twice on one day."""
    if urged:
        raise RemindedToday(kind=kind, subject=subject or "—", day=day)


def the_reminder_stands(sent_on: date, withdrawn_on: date | None, day: date) -> None:
    """House rule: a reminder is answered or withdrawn after it was sent, and as long as it was not withdrawn."""
    if withdrawn_on is not None or day < sent_on:
        raise ReminderWithdrawn(sent_on=sent_on, withdrawn_on=dash(withdrawn_on), day=day)
