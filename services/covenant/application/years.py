"""Commands on what the years brought: a unit's yearly review, the departments' look at it, a movement's reviews."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from kernel.store import Command, Receipt, Store
from regulations.chapters import YEAR_END
from regulations.rulebook import Matter, Rulebooks
from services.covenant.domain import rights
from services.covenant.domain.days import day_of
from services.covenant.domain.findings import Finding, Freeze
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview, last_freeze
from services.covenant.domain.plan import Reached
from services.covenant.domain.refusals.year_reviews import YearNotReviewed
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit
from services.covenant.domain.year_review import Account, Look, YearReview
from services.covenant.views import progress


@dataclass(frozen=True)
class YearsSoFar:
    """What the years of a table brought: the figures reached, and the years reviewed or frozen."""

    reached: Sequence[Reached]
    reviewed: Collection[int]

    @classmethod
    def of(cls, store: Store, plan: TargetPlan, movement: Movement) -> Self:
        """From the reviews of each year of the movement."""
        found = [store.find(YearReview, YearReview.id_for(plan.id, year)) for year in movement.years]
        held = [each for each in found if each is not None]
        reached = [one for each in held for one in each.reached(movement.goals)]
        frozen = [review.through for review in _reviews(store, movement, movement.years[0])]
        return cls(reached, {each.year for each in held} | set(frozen))


class YearCommands:
    """What can be done with yearly reviews (kiểm điểm hằng năm) and with the reviews of a movement."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._rulebooks = rulebooks
        self._store = store

    def record(
        self, command: Command, covenant_id: UUID, year: int, findings: Sequence[Finding], reason: str = ""
    ) -> Receipt:
        """The unit's account of a year; after the first, a revision with its reason."""
        plan = self._store.load(TargetPlan, TargetPlan.id_for(covenant_id))
        rights.require(command.principal, Action.RECORD_YEAR, Subject(plan.unit_id))
        movement, unit = self._store.load(Movement, plan.movement_id), self._store.load(Unit, plan.unit_id)
        account = Account(year, findings, self._freeze(movement, year), reason)
        review_id = YearReview.id_for(plan.id, year)
        if self._store.find(YearReview, review_id) is None:
            return self._store.save(command, YearReview.record(command.act, plan, unit, movement, account))
        review = self._store.load(YearReview, review_id, command.expected_version)
        review.revise(command.act, plan, unit, movement, account)
        return self._store.save(command, review)

    def look(self, command: Command, covenant_id: UUID, year: int, looks: Sequence[Look]) -> Receipt:
        """Departments confirm or dispute findings of their field: all or none."""
        plan = self._store.load(TargetPlan, TargetPlan.id_for(covenant_id))
        movement = self._store.load(Movement, plan.movement_id)
        review_id = YearReview.id_for(plan.id, year)
        if self._store.find(YearReview, review_id) is None:
            raise YearNotReviewed(year=year)
        review = self._store.load(YearReview, review_id, command.expected_version)
        freeze = self._freeze(movement, year)
        for look in looks:
            department_id = plan.target(look.indicator, "looks").department_id
            rights.require(command.principal, Action.CONFIRM_YEAR, Subject(department_id))
            review.look(command.act, movement, look, freeze)
        return self._store.save(command, review)

    def freeze(self, command: Command, movement_id: UUID, through: int, reason: str = "") -> Receipt:
        """Freezes an edition of the movement's review through a year, as the units stand now."""
        movement = self._store.load(Movement, movement_id)
        rights.require(command.principal, Action.HOLD_REVIEW, Subject(movement.organiser_id))
        review_id = MovementReview.id_for(movement_id, through)
        review = self._store.find(MovementReview, review_id)
        if review is None:
            book = self._rulebooks.applying(Matter(day_of(command.act), command.rulebook)).rulebook
            year_end = book.deadlines[YEAR_END].in_year(through)
            review = MovementReview.hold(command.act, movement, through, year_end)
        else:
            review = self._store.load(MovementReview, review_id, command.expected_version)
        with self._store.reading() as connection:
            summary = progress.summary(connection, movement_id, through)
        review.freeze_edition(command.act, movement, summary, reason)
        return self._store.save(command, review)

    def _freeze(self, movement: Movement, year: int) -> Freeze | None:
        return last_freeze(_reviews(self._store, movement, year))


def _reviews(store: Store, movement: Movement, since: int) -> list[MovementReview]:
    """The reviews of the movement that go through this year or a later one."""
    years = range(since, movement.years[-1] + 1)
    found = (store.find(MovementReview, MovementReview.id_for(movement.id, year)) for year in years)
    return [each for each in found if each is not None]
