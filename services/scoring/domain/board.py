"""The board of a block or cluster for one movement and period: editions frozen one after another, none ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Text
from services.scoring.domain import ranking
from services.scoring.domain.calendar import day_of
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import GroupName, Row, Standing
from services.scoring.domain.refusals.reviews import NoMembers
from services.scoring.domain.rules import order, reviews


@dataclass(frozen=True)
class Occasion:
    """Why an edition is made, the rulebook in force that day, and the day the last card it shows was final."""

    reason: str
    rulebook: str
    final_on: date | None = None


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
    groups: tuple[GroupName, ...]

    def row(self, unit_id: UUID) -> Row | None:
        """The line of this unit, if it is listed."""
        return next((each for each in self.rows if each.unit_id == unit_id), None)


class Board(Aggregate):
    """Bảng xếp hạng: one per block or cluster, movement and period."""

    TOPIC = "scoring.Board"
    CALLED = Text("bảng xếp hạng", "board")

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
        class_version = 3
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
        groups: tuple[GroupName, ...]

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Boards of before ranked all members together: a row without a group is of none."""

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """Before, groups had no names here, and what assessors moved was not told: unknown, not none."""
            state["groups"] = ()

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
    def __init__(self, act: Act, id: UUID, cluster_id: UUID, movement_id: UUID, period: str) -> None:
        self.cluster_id = cluster_id
        self.movement_id = movement_id
        self.period = period
        self.editions: list[Edition] = []

    def freeze(self, act: Act, table: SignedTable, standings: Sequence[Standing], occasion: Occasion) -> None:
        """Freeze a new edition; after the first, it must say why and differ from the last."""
        period, day = Period.parse(self.period), day_of(act.effective)
        order.a_period_is_over(period, day)
        if occasion.final_on is not None:
            order.nothing_precedes_what_it_rests_on(day, occasion.final_on, order.FINAL)
        if not standings:
            raise NoMembers(period=self.period)
        rows = ranking.rank(table.scheme, standings)
        digest = ranking.digest(self.cluster_id, self.movement_id, period, rows)
        if self.editions:
            order.nothing_precedes_what_it_rests_on(day, self.editions[-1].frozen_on, order.EDITION)
            reviews.edition_says_something_new(digest, self.editions[-1].digest, len(self.editions))
            reviews.reason_is_given(occasion.reason)
        self._edition_frozen(
            act,
            self.cluster_id,
            self.movement_id,
            self.period,
            len(self.editions) + 1,
            day,
            table.table_id,
            table.version,
            rows,
            digest,
            occasion.reason,
            occasion.rulebook,
            tuple(GroupName(each.code, each.name) for each in table.scheme.like_units),
        )

    @event(EditionFrozen)
    def _edition_frozen(
        self,
        act: Act,
        cluster_id: UUID,
        movement_id: UUID,
        period: str,
        no: int,
        frozen_on: date,
        table_id: UUID,
        table_version: int,
        rows: tuple[Row, ...],
        digest: str,
        reason: str,
        rulebook: str,
        groups: tuple[GroupName, ...],
    ) -> None:
        frozen_by = event_id(self.id, self.version + 1)  # the event being applied: the version rises only afterwards
        table = (table_id, table_version)
        edition = Edition(no, frozen_by, frozen_on, act.at, act.actor, *table, rows, digest, reason, rulebook, groups)
        self.editions.append(edition)
