"""Commands on amendments of signed covenants: propose, withdraw, send back, agree, sign."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import require_in_office, subject_of_unit
from services.covenant.domain import rights
from services.covenant.domain.amendment import Amendment
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.days import day_of
from services.covenant.domain.movement import Movement
from services.covenant.domain.rights import STEP_ACTIONS
from services.covenant.domain.rules.amendments import an_amendment_takes_its_turn
from services.covenant.domain.rules.appraisals import a_covenant_follows_its_plan
from services.covenant.domain.steps import Step
from services.covenant.domain.target import Target
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit


class AmendmentCommands:
    """What can be done with the amendment of a signed covenant (điều chỉnh giao ước đã ký)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def propose(self, command: Command, covenant_id: UUID, targets: Sequence[Target], reason: str) -> Receipt:
        """Proposes other targets for the signed ones, with the reason."""
        covenant, movement = self._open(command, covenant_id, Step.PROPOSE_AMENDMENT)
        plan = self._store.find(TargetPlan, TargetPlan.id_for(covenant_id))
        a_covenant_follows_its_plan(movement.years[-1], planned=plan is not None)
        if self._store.find(Amendment, _next(covenant)) is None:
            amendment = Amendment.propose(command.act, covenant, movement, targets, reason)
        else:
            amendment = self._store.load(Amendment, _next(covenant), command.expected_version)
            amendment.propose_anew(command.act, covenant, movement, targets, reason)
        return self._store.save(command, amendment)

    def withdraw(self, command: Command, covenant_id: UUID, reason: str) -> Receipt:
        """The unit takes its proposal back."""
        _, movement, amendment = self._waiting(command, covenant_id, Step.WITHDRAW_AMENDMENT)
        amendment.withdraw(command.act, movement, reason)
        return self._store.save(command, amendment)

    def send_back(self, command: Command, covenant_id: UUID, reason: str) -> Receipt:
        """The block or cluster, or the standing council body, does not agree."""
        _, movement, amendment = self._waiting(command, covenant_id, Step.RETURN_AMENDMENT)
        amendment.send_back(command.act, movement, reason)
        return self._store.save(command, amendment)

    def agree(self, command: Command, covenant_id: UUID) -> Receipt:
        """The block or cluster, or the standing council body, agrees."""
        _, movement, amendment = self._waiting(command, covenant_id, Step.AGREE_AMENDMENT)
        amendment.agree(command.act, movement)
        return self._store.save(command, amendment)

    def sign(self, command: Command, covenant_id: UUID) -> Receipt:
        """The head of the unit signs: the covenant has a new edition."""
        covenant, movement, amendment = self._waiting(command, covenant_id, Step.SIGN_AMENDMENT)
        amendment.sign(command.act, movement)
        unit = self._store.load(Unit, covenant.unit_id)
        covenant.amend(command.act, unit, movement, amendment.targets, amendment.reason)
        return self._store.save(command, covenant, amendment)

    def _waiting(self, command: Command, covenant_id: UUID, step: Step) -> tuple[Covenant, Movement, Amendment]:
        covenant, movement = self._open(command, covenant_id, step)
        if self._store.find(Amendment, _next(covenant)) is None:
            an_amendment_takes_its_turn(step, None)
        return covenant, movement, self._store.load(Amendment, _next(covenant), command.expected_version)

    def _open(self, command: Command, covenant_id: UUID, step: Step) -> tuple[Covenant, Movement]:
        covenant = self._store.load(Covenant, covenant_id)
        subject, action = subject_of_unit(self._store, covenant.unit_id, day_of(command.act)), STEP_ACTIONS[step]
        rights.require(command.principal, action, subject)
        if step in (Step.AGREE_AMENDMENT, Step.RETURN_AMENDMENT):
            require_in_office(self._store, command, action, subject)
        movement = self._store.load(Movement, covenant.movement_id)
        covenant.require_signed(step, movement)
        return covenant, movement


def _next(covenant: Covenant) -> UUID:
    """The amendment that would lead to the covenant's next edition."""
    return Amendment.id_for(covenant.id, covenant.edition + 1)
