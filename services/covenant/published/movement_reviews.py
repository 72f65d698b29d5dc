"""What is told of the reviews of a movement over years: how the targets of every unit came out, by edition.

The figures themselves stay here, and so does the opening of a review: until an edition is frozen it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.covenant.domain.movement_review import MovementReview, UnitStanding


@dataclass(frozen=True)
class MovementStanding:
    """How a unit's targets of the year came out, each counted once (kết quả thực hiện chỉ tiêu của một đơn vị)."""

    unit_id: UUID
    planned: int
    reached: int
    not_reached: int
    no_figure: int
    unreviewed: int
    unconfirmed: int
    finished_in: int | None


@dataclass(frozen=True)
class MovementReviewFrozen:
    """A review of a movement over years froze an edition (chốt sơ kết, tổng kết); a correction is a new edition."""

    movement_id: UUID
    through: int
    edition: int
    frozen_on: date
    reason: str
    standings: tuple[MovementStanding, ...]


def of_movement_review(event: MovementReview.Event, _: UUID) -> object | None:
    """The published fact of an event of a review."""
    match event:
        case MovementReview.EditionFrozen(movement_id=movement, through=through, edition=edition, summary=summary):
            told = tuple(_standing(each) for each in summary.units)
            return MovementReviewFrozen(movement, through, edition, event.frozen_on, event.reason, told)
    return None


def _standing(each: UnitStanding) -> MovementStanding:
    return MovementStanding(
        unit_id=each.unit_id,
        planned=each.planned,
        reached=each.reached,
        not_reached=each.not_reached,
        no_figure=each.no_figure,
        unreviewed=each.unreviewed,
        unconfirmed=each.unconfirmed,
        finished_in=each.finished_in,
    )
