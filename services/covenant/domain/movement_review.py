"""The review of a long movement through a year (sơ kết giữa kỳ, tổng kết cuối kỳ): editions, none ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from regulations.figures import Figure
from services.covenant.domain.days import day_of
from services.covenant.domain.findings import Freeze
from services.covenant.domain.movement import Movement
from services.covenant.domain.rules import year_reviews as rules
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on


class ReviewKind(StrEnum):
    """A review on the way (sơ kết) or at the end (tổng kết)."""

    MID_TERM = "mid_term"
    FINAL = "final"


@dataclass(frozen=True)
class UnitStanding:
    """How a unit's targets of the year came out, each counted once; `unconfirmed` are those without a department's yes.

    `unreviewed_before` are targets of earlier years that nobody reviewed: what the year stands on is not all known.
    `finished_in` is the year in which the last of its quantitative targets had reached the end year's figure.
    """

    unit_id: UUID
    planned: int
    reached: int
    not_reached: int
    no_figure: int
    unreviewed: int
    unconfirmed: int
    finished_in: int | None
    unreviewed_before: int = 0


@dataclass(frozen=True)
class EarlyFinish:
    """A unit that reached the end year's figure before the end year (về đích trước thời hạn)."""

    unit_id: UUID
    indicator: str
    year: int
    actual: Decimal


@dataclass(frozen=True)
class Summary:
    """What is frozen: every unit that registered targets, and who finished early."""

    units: tuple[UnitStanding, ...]
    early: tuple[EarlyFinish, ...]


class MovementReview(Aggregate):
    """Sơ kết, tổng kết phong trào: one per movement and the year it goes through."""

    TOPIC = "covenant.MovementReview"
    CALLED = Text("đợt sơ kết, tổng kết phong trào", "review of the movement")

    class Event(Aggregate.Event):
        """Base of a review's events."""

        TOPIC = "covenant.MovementReviewEvent"

    class Held(Event, Aggregate.Created):
        """Tổ chức sơ kết, tổng kết."""

        TOPIC = "covenant.MovementReviewHeld"
        movement_id: UUID
        through: int
        kind: ReviewKind

    class EditionFrozen(Event):
        """Chốt số liệu: one edition; a later one replaces it and says why."""

        TOPIC = "covenant.MovementReviewFrozen"
        movement_id: UUID
        through: int
        edition: int
        summary: Summary
        reason: str
        frozen_on: date

    @staticmethod
    def id_for(movement_id: UUID, through: int) -> UUID:
        """The id of the one review of this movement through this year."""
        return identity("movement-review", movement_id, through)

    @classmethod
    def hold(cls, act: Act, movement: Movement, through: int, year_end: Figure[date]) -> Self:
        """A review without an edition, held at the end of its year."""
        movement.require_years()
        ends = movement.launch.period_to
        rules.a_review_comes_in_its_time(day_of(act), through, movement.years, ends, year_end)
        return cls(
            act=act,
            id=cls.id_for(movement.id, through),
            movement_id=movement.id,
            through=through,
            kind=ReviewKind.FINAL if through == movement.years[-1] else ReviewKind.MID_TERM,
        )

    @event(Held)
    def __init__(self, *, act: Act, id: UUID, movement_id: UUID, through: int, kind: ReviewKind) -> None:
        self.movement_id = movement_id
        self.through = through
        self.kind = kind
        self.held_on = day_of(act)
        self.editions: list[Summary] = []
        self.frozen_on: date | None = None

    @property
    def freeze(self) -> Freeze | None:
        """What its last edition froze, None without one."""
        return None if self.frozen_on is None else Freeze(self.through, self.frozen_on)

    def freeze_edition(self, act: Act, movement: Movement, summary: Summary, reason: str) -> None:
        """Freezes how the units stand; after the first, it must say why and differ from the last."""
        movement.require_open()
        nothing_precedes_what_it_rests_on(day_of(act), self.frozen_on or self.held_on)
        rules.a_review_is_of_units_with_targets(movement.code, summary.units)
        edition = len(self.editions)
        if self.frozen_on is not None:
            rules.a_later_edition_says_why_and_something_new(edition, reason, same=summary == self.editions[-1])
        self._edition_frozen(act, self.movement_id, self.through, edition + 1, summary, reason.strip(), day_of(act))

    @event(EditionFrozen)
    def _edition_frozen(
        self, act: Act, movement_id: UUID, through: int, edition: int, summary: Summary, reason: str, frozen_on: date
    ) -> None:
        self.editions.append(summary)
        self.frozen_on = frozen_on


def last_freeze(reviews: Sequence[MovementReview | None]) -> Freeze | None:
    """The latest of these reviews' freezes."""
    found = [each.freeze for each in reviews if each is not None and each.freeze is not None]
    return max(found, key=lambda each: each.frozen_on, default=None)
