"""The line of a quota (xác định chỉ tiêu): who of those the council passed is within it, and who falls over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Text
from services.nomination.domain.quota import Contender, Place, Quota, line_up
from services.nomination.domain.refusals.deciding import QUOTA_ORDER
from services.nomination.domain.rules import deciding as rules
from services.nomination.domain.terms import RuleVersion, applied


@dataclass(frozen=True)
class QuotaCase:
    """What a line is drawn from: the quota, everybody whom the council passed, and the chair's word on a tie."""

    quota: Quota
    contenders: tuple[Contender, ...]
    rules: RuleVersion
    chair_prefers: tuple[UUID, ...] = ()

    def order(self) -> tuple[Place, ...]:
        """Everybody in order, with the line."""
        return line_up(self.contenders, self.quota.places, self.chair_prefers)


def chair_alone(state: dict[str, Any]) -> None:
    """Give the stored line of before what was known of ties then."""
    source = {"document": QUOTA_ORDER.document, "article": QUOTA_ORDER.article, "status": QUOTA_ORDER.status.value}
    state["quota"]["tie"] = {"women": None, "women_source": None, "decided_by": "chair", "source": source}
    for place in state["order"]:
        place["by_law"] = False
        place["contender"] |= {"composition": None, "preferred": False}


class QuotaLine(Aggregate):
    """The one line of a title in a movement. Decisions take places on it, so two at once cannot take the same one."""

    TOPIC = "nomination.QuotaLine"
    CALLED = Text("mức chỉ tiêu khen thưởng", "quota line")

    class Event(Aggregate.Event):
        """Base of the events of a line."""

        TOPIC = "nomination.QuotaLineEvent"

    class Drawn(Event, Aggregate.Created):
        """The line was drawn (xác định chỉ tiêu)."""

        TOPIC = "nomination.QuotaLineDrawn"
        class_version = 3
        upcast_v2_v3 = Quota.upcast
        quota: Quota
        order: tuple[Place, ...]
        rules: RuleVersion

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Before, the chair alone told equals at the line apart."""
            chair_alone(state)

    class Redrawn(Event):
        """The line was drawn anew (xác định lại): somebody passed later, a board was corrected. Places taken stay."""

        TOPIC = "nomination.QuotaLineRedrawn"
        class_version = 3
        upcast_v2_v3 = Quota.upcast
        quota: Quota
        order: tuple[Place, ...]
        rules: RuleVersion

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Before, the chair alone told equals at the line apart."""
            chair_alone(state)

    class PlaceTaken(Event):
        """A decision took a place (sử dụng chỉ tiêu)."""

        TOPIC = "nomination.QuotaPlaceTaken"
        nomination_id: UUID

    class PlaceReturned(Event):
        """The decision was revoked, its place is free again (hoàn lại chỉ tiêu)."""

        TOPIC = "nomination.QuotaPlaceReturned"
        nomination_id: UUID

    @staticmethod
    def id_for(title: str, movement_id: UUID, unit_id: UUID | None = None) -> UUID:
        """The one line of this title in this movement; of a unit where the quota is a share of its own people."""
        return identity("quota-line", title, movement_id, *([] if unit_id is None else [unit_id]))

    @classmethod
    def draw(cls, act: Act, case: QuotaCase) -> Self:
        """Draw the line; refused while a tie at it waits for the chair."""
        quota = case.quota
        rules.somebody_passed_the_council(quota.title, case.contenders)
        line = cls.id_for(quota.title, quota.movement_id, quota.unit_id)
        return cls(act=act, id=line, quota=quota, order=case.order(), rules=case.rules)

    @event(Drawn)
    def __init__(
        self,
        act: Act,
        id: UUID,
        quota: Quota,
        order: tuple[Place, ...],
        rules: RuleVersion,
    ) -> None:
        self.taken: frozenset[UUID] = frozenset()
        self.quota, self.order, self.rules = quota, order, rules
        self.drawn_by = event_id(self.id, self.version)

    def redraw(self, act: Act, case: QuotaCase) -> None:
        """Draw the line anew; who holds a place keeps it."""
        rules.somebody_passed_the_council(self.quota.title, case.contenders)
        self._redrawn(act, case.quota, case.order(), case.rules)

    @event(Redrawn)
    def _redrawn(self, act: Act, quota: Quota, order: tuple[Place, ...], rules: RuleVersion) -> None:
        self.quota, self.order, self.rules = quota, order, rules
        self.drawn_by = applied(self)

    def place_of(self, nomination_id: UUID) -> Place | None:
        """Where the nomination stands, None if the line was drawn without it."""
        return next((each for each in self.order if each.contender.nomination_id == nomination_id), None)

    def take_place(self, act: Act, nomination_id: UUID) -> None:
        """Note that a decision took the nomination's place; it is the decision that was judged."""
        self._place_taken(act, nomination_id)

    @event(PlaceTaken)
    def _place_taken(self, act: Act, nomination_id: UUID) -> None:
        self.taken |= {nomination_id}

    def return_place(self, act: Act, nomination_id: UUID) -> None:
        """Free the place of a revoked decision."""
        self._place_returned(act, nomination_id)

    @event(PlaceReturned)
    def _place_returned(self, act: Act, nomination_id: UUID) -> None:
        self.taken -= {nomination_id}
