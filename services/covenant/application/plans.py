"""Commands on targets over years: the national ones of a movement, and a unit's table, appraised and amended."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import require_departments
from services.covenant.application.years import YearsSoFar
from services.covenant.domain import rights
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import Programme, TargetTable
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.steps import State
from services.covenant.domain.target_plan import Amendment, Opinion, TargetPlan
from services.covenant.domain.unit import Unit


class PlanCommands:
    """What can be done with national targets and with tables of targets over years (bảng chỉ tiêu từng năm)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set_national_targets(self, command: Command, movement_id: UUID, programme: Programme) -> Receipt:
        """Puts these national targets in place of the ones before; a movement's organiser sets them."""
        movement = self._store.load(Movement, movement_id, command.expected_version)
        rights.require(command.principal, Action.SET_NATIONAL_TARGETS, Subject(movement.organiser_id))
        require_departments(self._store, {goal.indicator: goal.department_id for goal in programme.goals})
        movement.set_national_targets(command.act, programme)
        return self._store.save(command, movement)

    def set_table(self, command: Command, covenant_id: UUID, table: TargetTable) -> Receipt:
        """Sets the whole draft table of a covenant; its figures of the last year become the covenant's targets."""
        covenant = self._store.load(Covenant, covenant_id)
        rights.require(command.principal, Action.PLAN_TARGETS, Subject(covenant.unit_id))
        require_departments(self._store, {each.indicator: each.department_id for each in table})
        movement, unit = self._store.load(Movement, covenant.movement_id), self._store.load(Unit, covenant.unit_id)
        plan = self._plan_or_new(command, covenant, movement)
        plan.set_table(command.act, unit, movement, table)
        covenant.set_targets(command.act, movement, plan.figures_of(movement.years[-1]))
        return self._store.save(command, plan, covenant)

    def submit(self, command: Command, covenant_id: UUID) -> Receipt:
        """The head of the unit hands the table in."""
        plan, movement = self._of(command, covenant_id)
        rights.require(command.principal, Action.SUBMIT_PLAN, Subject(plan.unit_id))
        plan.submit(command.act, self._store.load(Unit, plan.unit_id), movement)
        return self._store.save(command, plan)

    def appraise(self, command: Command, covenant_id: UUID, opinions: Sequence[Opinion]) -> Receipt:
        """A department says of targets of its field that it agrees, or returns them with the reason: all or none."""
        plan, movement = self._of(command, covenant_id)
        for opinion in opinions:
            department_id = plan.target(opinion.indicator).department_id
            rights.require(command.principal, Action.APPRAISE_TARGETS, Subject(department_id))
            plan.appraise(command.act, movement, opinion)
        return self._store.save(command, plan)

    def amend(self, command: Command, covenant_id: UUID, table: TargetTable, reason: str) -> Receipt:
        """Puts another table in place of a submitted one; what the years brought so far bounds it."""
        plan, movement = self._of(command, covenant_id)
        rights.require(command.principal, Action.PLAN_TARGETS, Subject(plan.unit_id))
        require_departments(self._store, {each.indicator: each.department_id for each in table})
        so_far = YearsSoFar.of(self._store, plan, movement)
        amendment = Amendment(table, reason, so_far.reached, so_far.reviewed)
        plan.amend(command.act, self._store.load(Unit, plan.unit_id), movement, amendment)
        covenant = self._store.load(Covenant, covenant_id)
        if covenant.state is not State.DRAFTED:
            return self._store.save(command, plan)
        covenant.set_targets(command.act, movement, plan.figures_of(movement.years[-1]))
        return self._store.save(command, plan, covenant)

    def _of(self, command: Command, covenant_id: UUID) -> tuple[TargetPlan, Movement]:
        plan = self._store.load(TargetPlan, TargetPlan.id_for(covenant_id), command.expected_version)
        return plan, self._store.load(Movement, plan.movement_id)

    def _plan_or_new(self, command: Command, covenant: Covenant, movement: Movement) -> TargetPlan:
        plan_id = TargetPlan.id_for(covenant.id)
        if self._store.find(TargetPlan, plan_id) is None:
            return TargetPlan.draft(command.act, covenant, movement)
        return self._store.load(TargetPlan, plan_id, command.expected_version)
