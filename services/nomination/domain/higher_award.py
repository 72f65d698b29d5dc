"""An award decided elsewhere (khen thưởng cấp trên), by the President or the Prime Minister, with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.nomination.domain.rules import examples as rules
from services.nomination.domain.rules.nominating import reason_is_stated
from services.nomination.domain.terms import local_day

TITLE = Text("danh hiệu", "the title")
NUMBER = Text("số quyết định", "the number of the decision")
AUTHORITY = Text("cấp quyết định", "who decided")


@dataclass(frozen=True)
class HigherAwardFacts:
    """What was given to whom by whom; the day is the one on which the record is effective."""

    title: str
    number: str
    authority: str
    unit_id: UUID | None = None
    person_code: str | None = None


class HigherAward(Aggregate):
    """One award by a higher authority."""

    TOPIC = "nomination.HigherAward"

    class Event(Aggregate.Event):
        """Base of the events of such an award."""

        TOPIC = "nomination.HigherAwardEvent"

    class Recorded(Event, Aggregate.Created):
        """The award was put down (ghi nhận)."""

        TOPIC = "nomination.HigherAwardRecorded"
        facts: HigherAwardFacts

    class RecordStruck(Event):
        """The record was struck (xóa ghi nhận), with the reason; it stays visible."""

        TOPIC = "nomination.HigherAwardStruck"
        reason: str

    @staticmethod
    def id_for(facts: HigherAwardFacts) -> UUID:
        """The one record of this title by this decision for this holder."""
        return identity("higher-award", facts.title, facts.number, facts.unit_id, facts.person_code)

    @classmethod
    def record(cls, act: Act, facts: HigherAwardFacts) -> Self:
        """Put an award down."""
        rules.it_is_stated(facts.title, TITLE)
        rules.it_is_stated(facts.number, NUMBER)
        rules.it_is_stated(facts.authority, AUTHORITY)
        rules.holder_is_clear(facts.unit_id, facts.person_code)
        return cls(act=act, id=cls.id_for(facts), facts=facts)

    @event(Recorded)
    def __init__(self, act: Act, id: UUID, facts: HigherAwardFacts) -> None:  # noqa: A002, ARG002 (the library's name)
        self.facts = facts
        self.decided_on = local_day(act.effective)
        self.struck = False

    def strike(self, act: Act, reason: str) -> None:
        """Strike the record."""
        reason_is_stated(reason)
        rules.award_is_on_record(self.facts.number, struck=self.struck)
        self._record_struck(act, reason)

    @event(RecordStruck)
    def _record_struck(self, act: Act, reason: str) -> None:  # noqa: ARG002
        self.struck = True
