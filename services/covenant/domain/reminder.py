"""A reminder (đôn đốc) on record: who was urged, by whom, about what matter, when, and what the answer was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Source, Text, Worded
from services.covenant.domain import sources
from services.covenant.domain.days import day_of
from services.covenant.domain.rules import codes
from services.covenant.domain.rules import reminders as rules


class MatterKind(Worded):
    """What can be late, missing or thin: of a block or cluster first, then of a unit."""

    OPERATING_RULES = "operating_rules", "quy chế hoạt động", "operating rules"
    PROGRAMME = "programme", "chương trình, kế hoạch năm", "the year's programme"
    PLAN_ITEM = "plan_item", "nội dung của chương trình, kế hoạch", "item of a programme"
    PROGRESS = "progress", "tiến độ chỉ tiêu", "progress of a target"
    CROSS_CHECK = "cross_check", "kiểm tra chéo", "cross-check"
    FINDING = "finding", "khắc phục nội dung kiểm tra", "remedy of a finding"
    REGISTRATION_SET = "registration_set", "hồ sơ đăng ký của khối, cụm", "registration set of a block or cluster"
    COVENANT = "covenant", "ký giao ước", "signing of a covenant"
    REGISTRATION = "registration", "đăng ký danh hiệu", "registration of titles"
    TARGETS = "targets", "bản đăng ký chỉ tiêu từng năm", "table of targets by year"
    APPRAISAL = "appraisal", "thẩm định số liệu", "appraisal of targets"
    AMENDMENT = "amendment", "chỉ tiêu bị trả lại", "returned target"
    YEAR_REVIEW = "year_review", "kiểm điểm năm", "review of the year"


SOURCES = {
    MatterKind.OPERATING_RULES: sources.OPERATING_RULES,
    MatterKind.PROGRAMME: sources.PROGRAMME,
    MatterKind.PLAN_ITEM: sources.PROGRAMME,
    MatterKind.PROGRESS: sources.QUANTIFIED_PROGRESS,
    MatterKind.CROSS_CHECK: sources.CROSS_CHECK,
    MatterKind.FINDING: sources.CROSS_CHECK,
    MatterKind.REGISTRATION_SET: sources.REGISTRATION_SET,
    MatterKind.COVENANT: sources.SIGN_AND_REGISTER,
    MatterKind.REGISTRATION: sources.SIGN_AND_REGISTER,
    MatterKind.TARGETS: sources.YEARLY_TARGETS,
    MatterKind.APPRAISAL: sources.APPRAISAL,
    MatterKind.AMENDMENT: sources.APPRAISAL,
    MatterKind.YEAR_REVIEW: sources.YEARLY_REVIEW,
}
"""Where it stands that each is to be done."""


class Shortfall(StrEnum):
    """What is wrong with a matter."""

    LATE = "late"  # muộn
    MISSING = "missing"  # thiếu
    THIN = "thin"  # sơ sài
    BEHIND = "behind"  # chậm tiến độ so với kế hoạch


class Effect(StrEnum):
    """What became of a reminder by a day."""

    STILL_LATE = "still_late"  # chưa có chuyển biến
    ANSWERED = "answered"  # đã trả lời, chưa xong
    SETTLED = "settled"  # đã thực hiện
    WITHDRAWN = "withdrawn"  # đã rút


@dataclass(frozen=True)
class Matter:
    """One thing late, missing or thin: its kind, `about_id` and `subject` name it; of which unit, due when.

    Of a block or cluster, the unit is that of its head in office.
    """

    kind: MatterKind
    about_id: UUID
    subject: str
    fault: Shortfall
    due_on: date
    unit_id: UUID | None
    cluster_id: UUID | None
    movement_id: UUID | None

    @property
    def source(self) -> Source:
        """Where it stands that this is to be done."""
        return SOURCES[self.kind]


class Reminder(Aggregate):
    """Đôn đốc: one a matter and day."""

    TOPIC = "covenant.Reminder"
    CALLED = Text("lượt đôn đốc", "reminder")

    class Event(Aggregate.Event):
        """Base of a reminder's events."""

        TOPIC = "covenant.ReminderEvent"

    class Sent(Event, Aggregate.Created):
        """Đôn đốc một việc muộn, thiếu hoặc sơ sài."""

        TOPIC = "covenant.ReminderSent"
        matter: Matter
        text: str
        sent_on: date

    class Answered(Event):
        """Đơn vị trả lời: what it has done or will do about it."""

        TOPIC = "covenant.ReminderAnswered"
        answer: str
        answered_on: date

    class Withdrawn(Event):
        """Rút lần đôn đốc không đúng."""

        TOPIC = "covenant.ReminderWithdrawn"
        reason: str
        withdrawn_on: date

    @staticmethod
    def id_for(matter: Matter, day: date) -> UUID:
        """The id of the one reminder about this matter on this day."""
        return identity("reminder", matter.kind.value, matter.about_id, matter.subject, day)

    @classmethod
    def send(cls, act: Act, matter: Matter, text: str) -> Self:
        """Reminds of a matter on the act's day."""
        codes.something_is_written(text, field="text", most=codes.LONGEST_TEXT)
        day = day_of(act)
        return cls(act=act, id=cls.id_for(matter, day), matter=matter, text=text.strip(), sent_on=day)

    @event(Sent)
    def __init__(self, *, act: Act, id: UUID, matter: Matter, text: str, sent_on: date) -> None:
        self.matter = matter
        self.sent_on = sent_on
        self.withdrawn_on: date | None = None

    def answer(self, act: Act, answer: str) -> None:
        """The unit answers; a later answer adds to the one before."""
        self._answered(act, self._said(answer, "answer"), self._standing(act))

    @event(Answered)
    def _answered(self, act: Act, answer: str, answered_on: date) -> None:
        """It changes nothing of the reminder; the log and the view tell of it."""

    def withdraw(self, act: Act, reason: str) -> None:
        """Takes back what was sent in error."""
        self._withdrawn(act, self._said(reason, "reason"), self._standing(act))

    @event(Withdrawn)
    def _withdrawn(self, act: Act, reason: str, withdrawn_on: date) -> None:
        self.withdrawn_on = withdrawn_on

    def _standing(self, act: Act) -> date:
        """The act's day, on which the reminder stands."""
        day = day_of(act)
        rules.the_reminder_stands(self.sent_on, self.withdrawn_on, day)
        return day

    @staticmethod
    def _said(text: str, field: str) -> str:
        codes.something_is_written(text, field=field, most=codes.LONGEST_TEXT)
        return text.strip()
