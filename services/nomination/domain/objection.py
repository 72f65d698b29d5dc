"""An objection to a candidate (ý kiến, đơn phản ánh): raised, and answered with what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from services.nomination.domain.rules import objections as rules
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.terms import local_day


@dataclass(frozen=True)
class Complaint:
    """What an objection says: the number it is registered under, who raised it, and what about."""

    code: str
    by: str
    text: str


class Objection(Aggregate):
    """One objection to a nomination; its id follows from the number it is registered under."""

    TOPIC = "nomination.Objection"

    class Event(Aggregate.Event):
        """Base of the events of an objection."""

        TOPIC = "nomination.ObjectionEvent"

    class Raised(Event, Aggregate.Created):
        """It was raised (có ý kiến, đơn phản ánh)."""

        TOPIC = "nomination.ObjectionRaised"
        nomination_id: UUID
        complaint: Complaint

    class Answered(Event):
        """It was looked into and answered (kết luận, trả lời)."""

        TOPIC = "nomination.ObjectionAnswered"
        upheld: bool
        finding: str

    @staticmethod
    def id_for(nomination_id: UUID, code: str) -> UUID:
        """The one objection of this number."""
        return identity("objection", nomination_id, code)

    @classmethod
    def raise_(cls, act: Act, nomination_id: UUID, complaint: Complaint) -> Self:
        """Raise it; from now on it stands in the way of a decision."""
        rules.objection_is_stated(complaint.code, complaint.by, complaint.text)
        identifier = cls.id_for(nomination_id, complaint.code)
        return cls(act=act, id=identifier, nomination_id=nomination_id, complaint=complaint)

    @event(Raised)
    def __init__(self, act: Act, id: UUID, nomination_id: UUID, complaint: Complaint) -> None:  # noqa: A002, ARG002
        self.nomination_id = nomination_id
        self.complaint = complaint
        self.raised_on = local_day(act.effective)
        self.upheld: bool | None = None

    def answer(self, act: Act, finding: str, *, upheld: bool) -> None:
        """Answer it, once."""
        reason_is_stated(finding)
        rules.objection_is_open(self.complaint.code, self.upheld)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.raised_on)
        self._answered(act, upheld, finding)

    @event(Answered)
    def _answered(self, act: Act, upheld: bool, finding: str) -> None:  # noqa: ARG002, FBT001
        self.upheld = upheld
