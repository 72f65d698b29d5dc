"""An objection to a candidate (ý kiến, đơn phản ánh): raised, and answered with what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.nomination.domain.notice import Notice
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
    CALLED = Text("ý kiến phản ánh", "objection")

    class Event(Aggregate.Event):
        """Base of the events of an objection."""

        TOPIC = "nomination.ObjectionEvent"

    class Raised(Event, Aggregate.Created):
        """It was raised (có ý kiến, đơn phản ánh); `notice`: the announcement it came under, if one was open."""

        TOPIC = "nomination.ObjectionRaised"
        class_version = 2
        nomination_id: UUID
        complaint: Complaint
        notice: UUID | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Before, nobody asked whether an objection came while a notice stood."""
            state["notice"] = None

    class Answered(Event):
        """It was looked into and answered (kết luận, trả lời)."""

        TOPIC = "nomination.ObjectionAnswered"
        upheld: bool
        finding: str

    @staticmethod
    def id_for(nomination_id: UUID, code: str) -> UUID:
        """The one objection of this number, in capitals or not."""
        return identity("objection", nomination_id, code.strip().upper())

    @classmethod
    def raise_(cls, act: Act, nomination_id: UUID, complaint: Complaint, notice: Notice | None) -> Self:
        """Raise it; from now on it stands in the way of a decision, whether or not the candidate's notice is open."""
        rules.objection_is_stated(complaint.code, complaint.by, complaint.text)
        return cls(
            act=act,
            id=cls.id_for(nomination_id, complaint.code),
            nomination_id=nomination_id,
            complaint=complaint,
            notice=notice.event if notice and notice.open_on(local_day(act.effective)) else None,
        )

    @event(Raised)
    def __init__(self, act: Act, id: UUID, nomination_id: UUID, complaint: Complaint, notice: UUID | None) -> None:
        self.nomination_id, self.complaint, self.notice = nomination_id, complaint, notice
        self.raised_on = local_day(act.effective)
        self.upheld: bool | None = None

    def answer(self, act: Act, finding: str, *, upheld: bool) -> None:
        """Answer it, once."""
        reason_is_stated(finding, "finding")
        rules.objection_is_open(self.complaint.code, self.upheld)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.raised_on)
        self._answered(act, upheld, finding)

    @event(Answered)
    def _answered(self, act: Act, upheld: bool, finding: str) -> None:
        self.upheld = upheld
