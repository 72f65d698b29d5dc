"""The board of a block or cluster for one movement and period: editions frozen one after another, none ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from services.scoring.domain import ranking
from services.scoring.domain.calendar import day_of
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import Row, Standing
from services.scoring.domain.refusals.reviews import NoMembers
from services.scoring.domain.rules import reviews


@dataclass(frozen=True)
class Occasion:
    """Why an edition is made, and the rulebook in force that day (lý do và bộ quy định áp dụng)."""

    reason: str
    rulebook: str


@dataclass(frozen=True)
class Edition:
    """One frozen edition (một lần công bố bảng xếp hạng)."""

    no: int
    event: UUID
    frozen_on: date
    recorded_at: datetime
    actor: str
    table_id: UUID
    table_version: int
    rows: tuple[Row, ...]
    digest: str
    reason: str
    rulebook: str

    def row(self, unit_id: UUID) -> Row | None:
        """The line of this unit, if it is listed."""
        return next((each for each in self.rows if each.unit_id == unit_id), None)


class Board(Aggregate):
    """Bảng xếp hạng: one per block or cluster, movement and period."""

    TOPIC = "scoring.Board"

    class Event(Aggregate.Event):
        """Base of the board's events."""

        TOPIC = "scoring.BoardEvent"

    class Opened(Event, Aggregate.Created):
        """The board was begun (lập bảng xếp hạng)."""

        TOPIC = "scoring.BoardOpened"
        cluster_id: UUID
        movement_id: UUID
        period: str

    class EditionFrozen(Event):
        """An edition was frozen (chốt bảng xếp hạng); a later one replaces it and says why."""

        TOPIC = "scoring.BoardEditionFrozen"
        class_version = 2
        cluster_id: UUID
        movement_id: UUID
        period: str
        no: int
        frozen_on: date
        table_id: UUID
        table_version: int
        rows: tuple[Row, ...]
        digest: str
        reason: str
        rulebook: str

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Boards of before ranked all members together: a row without a group is of none."""

    @staticmethod
    def id_for(cluster_id: UUID, movement_id: UUID, period: Period) -> UUID:
        """The one board of this block or cluster, movement and period."""
        return identity("board", cluster_id, movement_id, period.code)

    @classmethod
    def open(cls, act: Act, cluster_id: UUID, movement_id: UUID, period: Period) -> Self:
        """A board without an edition."""
        return cls(
            act=act,
            id=cls.id_for(cluster_id, movement_id, period),
            cluster_id=cluster_id,
            movement_id=movement_id,
            period=period.code,
        )

    @event(Opened)
    def __init__(self, act: Act, id: UUID, cluster_id: UUID, movement_id: UUID, period: str) -> None:  # noqa: A002, ARG002
        self.cluster_id = cluster_id
        self.movement_id = movement_id
        self.period = period
        self.editions: list[Edition] = []

    def freeze(self, act: Act, table: SignedTable, standings: Sequence[Standing], occasion: Occasion) -> None:
        """Freeze a new edition; after the first, it must say why and differ from the last."""
        period = Period.parse(self.period)
        if not standings:
            raise NoMembers(period=self.period)
        rows = ranking.rank(table.scheme, standings)
        digest = ranking.digest(self.cluster_id, self.movement_id, period, rows)
        if self.editions:
            reviews.edition_says_something_new(digest, self.editions[-1].digest, len(self.editions))
            reviews.reason_is_given(occasion.reason)
        self._edition_frozen(
            act,
            self.cluster_id,
            self.movement_id,
            self.period,
            len(self.editions) + 1,
            day_of(act.effective),
            table.table_id,
            table.version,
            rows,
            digest,
            occasion.reason,
            occasion.rulebook,
        )

    @event(EditionFrozen)
    def _edition_frozen(  # noqa: PLR0913, PLR0917 (a published fact is told in full)
        self,
        act: Act,
        cluster_id: UUID,  # noqa: ARG002
        movement_id: UUID,  # noqa: ARG002
        period: str,  # noqa: ARG002
        no: int,
        frozen_on: date,
        table_id: UUID,
        table_version: int,
        rows: tuple[Row, ...],
        digest: str,
        reason: str,
        rulebook: str,
    ) -> None:
        self.editions.append(
            Edition(
                no=no,
                event=event_id(self.id, self.version + 1),  # the event being applied: the version rises only afterwards
                frozen_on=frozen_on,
                recorded_at=act.at,
                actor=act.actor,
                table_id=table_id,
                table_version=table_version,
                rows=rows,
                digest=digest,
                reason=reason,
                rulebook=rulebook,
            )
        )
