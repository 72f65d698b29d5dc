"""Commands on covenants: draft, set targets, agree, sign (alone or jointly), register titles; and their why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kernel.identity import Principal
from kernel.naming import id_of
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Matter, Rulebooks
from services.covenant.application.loading import (
    load_movement,
    load_unit,
    members_on,
    not_led_by_others,
    require_in_office,
    subject_of_unit,
)
from services.covenant.domain import rights
from services.covenant.domain.amendment import Amendment
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.covenant import Covenant, TitleRules
from services.covenant.domain.days import day_of
from services.covenant.domain.movement import Movement
from services.covenant.domain.refusals.covenants import CovenantExists, NobodySigns
from services.covenant.domain.registration import Registration
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import clusters as rules
from services.covenant.domain.rules.appraisals import a_covenant_follows_its_plan
from services.covenant.domain.steps import State
from services.covenant.domain.target import Target
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit
from services.covenant.views import covenants


class CovenantCommands:
    """What can be done with covenants (giao ước thi đua)."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    def draft(self, command: Command, unit: str, movement: str, targets: Sequence[Target] = ()) -> Receipt:
        """A covenant of a unit in a movement, with its first targets if they are known."""
        rights.require(command.principal, Action.DRAFT_COVENANT, Subject(id_of("unit", unit)))
        member, contest = load_unit(self._store, unit), load_movement(self._store, movement)
        if self._store.find(Covenant, Covenant.id_for(member.id, contest.id)) is not None:
            raise CovenantExists(unit=member.code, movement=contest.code)
        covenant = Covenant.draft(command.act, member, contest)
        if targets:
            covenant.set_targets(command.act, contest, targets)
        return self._store.save(command, covenant)

    def set_targets(self, command: Command, covenant_id: UUID, targets: Sequence[Target]) -> Receipt:
        """Puts these targets in place of the ones before."""
        covenant, movement = self._open(command, covenant_id, Action.DRAFT_COVENANT)
        plan = self._store.find(TargetPlan, TargetPlan.id_for(covenant_id))
        a_covenant_follows_its_plan(movement.years[-1], planned=plan is not None)
        covenant.set_targets(command.act, movement, targets)
        return self._store.save(command, covenant)

    def agree(self, command: Command, covenant_id: UUID) -> Receipt:
        """The block or cluster, or the standing council body, agrees to the targets."""
        covenant, movement = self._open(command, covenant_id, Action.AGREE_COVENANT)
        require_in_office(self._store, command, Action.AGREE_COVENANT, self._subject(covenant, command))
        plan = self._store.find(TargetPlan, TargetPlan.id_for(covenant_id))
        if plan is not None:
            plan.require_official(day_of(command.act))
        covenant.agree(command.act, movement, planned=plan is not None)
        return self._store.save(command, covenant)

    def withdraw_agreement(self, command: Command, covenant_id: UUID, reason: str) -> Receipt:
        """Takes the agreement back."""
        covenant, movement = self._open(command, covenant_id, Action.AGREE_COVENANT)
        require_in_office(self._store, command, Action.AGREE_COVENANT, self._subject(covenant, command))
        covenant.withdraw_agreement(command.act, movement, reason)
        return self._store.save(command, covenant)

    def sign(self, command: Command, covenant_id: UUID) -> Receipt:
        """The head of the unit signs."""
        covenant, movement = self._open(command, covenant_id, Action.SIGN_COVENANT)
        covenant.sign(command.act, self._store.load(Unit, covenant.unit_id), movement)
        return self._store.save(command, covenant)

    def sign_jointly(
        self, command: Command, cluster_id: UUID, movement: str, units: Sequence[str] | None = None
    ) -> Receipt:
        """Records the joint signing (ký kết giao ước) of a block or cluster: all of these members, or none.

        Without `units`, of all members whose covenant is agreed.
        """
        cluster, contest = self._store.load(Cluster, cluster_id), load_movement(self._store, movement)
        subject = Subject(cluster.owner_id, frozenset({cluster.id}))
        rights.require(command.principal, Action.SIGN_JOINTLY, subject)
        require_in_office(self._store, command, Action.SIGN_JOINTLY, subject)
        signers = self._signers(cluster, contest, day_of(command.act), units)
        signed = [self._signed_by(command, unit_id, contest) for unit_id in signers]
        if not signed:
            raise NobodySigns(cluster=cluster.code, movement=contest.code)
        return self._store.save(command, *signed, details={"covenants": [str(covenant.id) for covenant in signed]})

    def register_titles(self, command: Command, covenant_id: UUID, added: Sequence[Registration]) -> Receipt:
        """Registers titles in addition to those before."""
        covenant, movement = self._open(command, covenant_id, Action.REGISTER_TITLES)
        applied = self._rulebooks.applying(Matter(day_of(command.act), command.rulebook))
        rules = TitleRules(applied.rulebook.titles, applied.rulebook.version)
        covenant.register_titles(command.act, movement, added, rules)
        return self._store.save(command, covenant, details=applied.details)

    def withdraw_title(self, command: Command, covenant_id: UUID, registration: Registration, reason: str) -> Receipt:
        """Withdraws one registered title."""
        covenant, movement = self._open(command, covenant_id, Action.REGISTER_TITLES)
        covenant.withdraw_title(command.act, movement, registration, reason)
        return self._store.save(command, covenant)

    def open_to(self, principal: Principal, covenant_id: UUID, day: date) -> list[str]:
        """The steps that this principal may take now with a covenant; none once the movement is closed."""
        covenant = self._store.load(Covenant, covenant_id)
        if self._store.load(Movement, covenant.movement_id).closed_on is not None:
            return []
        amendment = self._store.find(Amendment, Amendment.id_for(covenant_id, covenant.edition + 1))
        claimed = subject_of_unit(self._store, covenant.unit_id, day)
        led = not_led_by_others(self._store, principal, claimed.clusters, day)
        subject, phase = Subject(covenant.unit_id, frozenset(led)), None if amendment is None else amendment.phase
        return [step.value for step in rights.steps_open_to(principal, covenant.state, subject, phase)]

    def _open(self, command: Command, covenant_id: UUID, action: Action) -> tuple[Covenant, Movement]:
        covenant = self._store.load(Covenant, covenant_id, command.expected_version)
        rights.require(command.principal, action, self._subject(covenant, command))
        return covenant, self._store.load(Movement, covenant.movement_id)

    def _subject(self, covenant: Covenant, command: Command) -> Subject:
        return subject_of_unit(self._store, covenant.unit_id, day_of(command.act))

    def _signers(self, cluster: Cluster, movement: Movement, day: date, units: Sequence[str] | None) -> Sequence[UUID]:
        members = members_on(self._store, cluster, day)
        if units is not None:
            named_units = {unit.id: unit.code for unit in (load_unit(self._store, each) for each in units)}
            rules.joint_signers_are_members(named_units, members, cluster.code, day)
            return list(named_units)
        with self._store.reading() as connection:
            found = covenants.states(connection, [Covenant.id_for(each, movement.id) for each in members])
        agreed = {covenant_id for covenant_id, state in found.items() if state == State.AGREED}
        return [each for each in members if Covenant.id_for(each, movement.id) in agreed]

    def _signed_by(self, command: Command, unit_id: UUID, movement: Movement) -> Covenant:
        covenant = self._store.load(Covenant, Covenant.id_for(unit_id, movement.id))
        covenant.sign(command.act, self._store.load(Unit, unit_id), movement)
        return covenant
