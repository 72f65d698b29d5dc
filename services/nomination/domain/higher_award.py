"""An award decided elsewhere (khen thưởng cấp trên), by the President or the Prime Minister, with its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.nomination.domain.merit import facts as merit
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.rules import examples as rules
from services.nomination.domain.rules.nominating import reason_is_stated
from services.nomination.domain.rules.persons import person_code
from services.nomination.domain.terms import applied, local_day

TITLE = Text("danh hiệu", "the title")
NUMBER = Text("số quyết định", "the number of the decision")
AUTHORITY = Text("cấp quyết định", "who decided")


@dataclass(frozen=True)
class HigherAwardFacts:
    """What was given to whom by whom; the day is the one on which the record is effective.

    `year`: that of the achievement; None: that of the decision.
    """

    title: str
    number: str
    authority: str
    unit_id: UUID | None = None
    person_code: str | None = None
    year: int | None = None

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Records made before they stood in merit files are of the year of the decision."""
        state["facts"]["year"] = None

    @property
    def bearer(self) -> Bearer:
        """Whose merit file it goes into."""
        return Bearer.person(self.person_code or "") if self.unit_id is None else Bearer.unit(self.unit_id)


class HigherAward(Aggregate):
    """One award by a higher authority."""

    TOPIC = "nomination.HigherAward"
    CALLED = Text("khen thưởng của cấp trên", "award of a higher level")

    class Event(Aggregate.Event):
        """Base of the events of such an award."""

        TOPIC = "nomination.HigherAwardEvent"

    class Recorded(Event, Aggregate.Created):
        """The award was put down (ghi nhận)."""

        TOPIC = "nomination.HigherAwardRecorded"
        class_version = 2
        upcast_v1_v2 = HigherAwardFacts.upcast
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
        rules.it_is_stated(facts.title, TITLE, "title")
        rules.it_is_stated(facts.number, NUMBER, "number")
        rules.it_is_stated(facts.authority, AUTHORITY, "authority")
        rules.holder_is_clear(facts.unit_id, facts.person_code)
        if facts.person_code is not None:
            facts = replace(facts, person_code=person_code(facts.person_code))
        return cls(act=act, id=cls.id_for(facts), facts=facts)

    @event(Recorded)
    def __init__(self, act: Act, id: UUID, facts: HigherAwardFacts) -> None:
        self.facts = facts
        self.decided_on = local_day(act.effective)
        self.struck = False
        self.struck_by: UUID | None = None

    def as_award(self) -> merit.Award:
        """What it is in the holder's merit file."""
        year = self.facts.year or self.decided_on.year
        return merit.Award(self.facts.title, year, self.facts.number, self.decided_on, decision_id=self.id)

    def strike(self, act: Act, reason: str) -> None:
        """Strike the record."""
        reason_is_stated(reason)
        rules.award_is_on_record(self.facts.number, struck=self.struck)
        self._record_struck(act, reason)

    @event(RecordStruck)
    def _record_struck(self, act: Act, reason: str) -> None:
        self.struck = True
        self.struck_by = applied(self)
