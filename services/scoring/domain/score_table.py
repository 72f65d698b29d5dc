"""The score table of a block or cluster for one movement: drafted, revised, signed, and frozen from then on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Text
from services.scoring.domain.calendar import day_of
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.refusals.tables import TableNotSigned
from services.scoring.domain.rules import order, tables
from services.scoring.domain.scheme import Scheme


class ScoreTable(Aggregate):
    """Bảng điểm: one per block or cluster and movement; nothing is scored before it is signed."""

    TOPIC = "scoring.ScoreTable"
    CALLED = Text("bảng điểm", "score table")

    class Event(Aggregate.Event):
        """Base of the table's events."""

        TOPIC = "scoring.ScoreTableEvent"

    class Drafted(Event, Aggregate.Created):
        """The table was drafted (soạn bảng điểm)."""

        TOPIC = "scoring.ScoreTableDrafted"
        class_version = 2
        cluster_id: UUID
        movement_id: UUID
        scheme: Scheme

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Tables of before had no headings, no groups of like units and fewer kinds: left out, there are none."""

    class Revised(Event):
        """The draft was replaced (sửa dự thảo bảng điểm)."""

        TOPIC = "scoring.ScoreTableRevised"
        class_version = 2
        scheme: Scheme

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Tables of before had no headings, no groups of like units and fewer kinds: left out, there are none."""

    class TakenOver(Event):
        """The draft was taken over from another movement's table (kế thừa bảng điểm của phong trào trước)."""

        TOPIC = "scoring.ScoreTableTakenOver"
        origin_id: UUID
        origin_version: int

    class Signed(Event):
        """The head signed the table (ký bảng điểm); it repeats what the other services are told."""

        TOPIC = "scoring.ScoreTableSigned"
        cluster_id: UUID
        movement_id: UUID
        signed_on: date
        content_total: Decimal
        bonus_cap: Decimal
        digest: str
        rulebook: str

    @staticmethod
    def id_for(cluster_id: UUID, movement_id: UUID) -> UUID:
        """The one table of this block or cluster for this movement."""
        return identity("score-table", cluster_id, movement_id)

    @classmethod
    def draft(cls, act: Act, cluster_id: UUID, movement_id: UUID, scheme: Scheme) -> Self:
        """A new table, if it is sound."""
        tables.table_is_sound(scheme)
        return cls(
            act=act,
            id=cls.id_for(cluster_id, movement_id),
            cluster_id=cluster_id,
            movement_id=movement_id,
            scheme=scheme,
        )

    @event(Drafted)
    def __init__(self, act: Act, id: UUID, cluster_id: UUID, movement_id: UUID, scheme: Scheme) -> None:
        self.cluster_id = cluster_id
        self.movement_id = movement_id
        self.scheme = scheme
        self.drafted_on = day_of(act.effective)
        self.signed_on: date | None = None
        self.signed: SignedTable | None = None
        self.origin_id: UUID | None = None

    @classmethod
    def take_over(cls, act: Act, origin: Self, cluster_id: UUID, movement_id: UUID) -> Self:
        """A draft with the text of another table, which it names; revise it where this year differs."""
        taken = cls.draft(act, cluster_id, movement_id, origin.scheme)
        taken._taken_over(act, origin.id, origin.version)  # noqa: SLF001 (of this class)
        return taken

    @event(TakenOver)
    def _taken_over(self, act: Act, origin_id: UUID, origin_version: int) -> None:
        self.origin_id = origin_id

    def revise(self, act: Act, scheme: Scheme) -> None:
        """Replace the draft; a signed table stays as it is."""
        tables.table_is_unsigned(self.signed_on)
        self._follows(act)
        tables.table_is_sound(scheme)
        self._revised(act, scheme)

    @event(Revised)
    def _revised(self, act: Act, scheme: Scheme) -> None:
        self.scheme = scheme
        self.drafted_on = day_of(act.effective)

    def sign(self, act: Act, rulebook: str) -> None:
        """Sign the table under the rules of the day: from now on it is frozen, and cards may be computed by it."""
        tables.table_is_unsigned(self.signed_on)
        self._follows(act)
        scheme = self.scheme
        self._signed(
            act,
            self.cluster_id,
            self.movement_id,
            day_of(act.effective),
            scheme.content_total,
            scheme.bonus_cap,
            scheme.digest(),
            rulebook,
        )

    @event(Signed)
    def _signed(
        self,
        act: Act,
        cluster_id: UUID,
        movement_id: UUID,
        signed_on: date,
        content_total: Decimal,
        bonus_cap: Decimal,
        digest: str,
        rulebook: str,
    ) -> None:
        self.signed_on = signed_on
        version = self.version + 1  # of the event being applied: the library raises it only afterwards
        self.signed = SignedTable(self.id, version, event_id(self.id, version), self.scheme)

    def _follows(self, act: Act) -> None:
        order.nothing_precedes_what_it_rests_on(day_of(act.effective), self.drafted_on, order.DRAFT)

    def in_force(self) -> SignedTable:
        """The signed text.

        Raises:
            TableNotSigned: it is still a draft.
        """
        if self.signed is None:
            raise TableNotSigned
        return self.signed
