"""A covenant (giao ước thi đua): what a unit commits itself to in a movement; agreed, signed, with titles aimed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from regulations.chapters import TitleRule
from services.covenant.domain.days import day_of
from services.covenant.domain.lateness import Timing
from services.covenant.domain.movement import Movement
from services.covenant.domain.registration import Registration
from services.covenant.domain.rules import codes, covenants, registrations
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.domain.steps import State, Step
from services.covenant.domain.target import Target
from services.covenant.domain.unit import Unit


@dataclass(frozen=True)
class TitleRules:
    """The titles of the rules in force on a day, and their version."""

    titles: Mapping[str, TitleRule]
    version: str


class Covenant(Aggregate):
    """Giao ước thi đua: one per unit and movement."""

    TOPIC = "covenant.Covenant"
    CALLED = Text("giao ước thi đua", "covenant")

    class Event(Aggregate.Event):
        """Base of a covenant's events."""

        TOPIC = "covenant.CovenantEvent"

    class Drafted(Event, Aggregate.Created):
        """Dự thảo giao ước."""

        TOPIC = "covenant.CovenantDrafted"
        unit_id: UUID
        movement_id: UUID
        drafted_on: date

    class TargetsSet(Event):
        """Đề ra các chỉ tiêu: these, in place of those before."""

        TOPIC = "covenant.TargetsSet"
        targets: tuple[Target, ...]

    class Agreed(Event):
        """Thống nhất chỉ tiêu."""

        TOPIC = "covenant.CovenantAgreed"
        agreed_on: date

    class AgreementWithdrawn(Event):
        """Rút lại việc thống nhất."""

        TOPIC = "covenant.AgreementWithdrawn"
        reason: str

    class Signed(Event):
        """Ký giao ước."""

        TOPIC = "covenant.CovenantSigned"
        unit_id: UUID
        movement_id: UUID
        targets: tuple[Target, ...]
        timing: Timing

    class TitlesRegistered(Event):
        """Đăng ký danh hiệu: these, in addition to those before."""

        TOPIC = "covenant.TitlesRegistered"
        unit_id: UUID
        movement_id: UUID
        registrations: tuple[Registration, ...]
        timing: Timing

    class TitleWithdrawn(Event):
        """Rút đăng ký danh hiệu."""

        TOPIC = "covenant.TitleWithdrawn"
        unit_id: UUID
        movement_id: UUID
        registration: Registration
        reason: str

    class Amended(Event):
        """Điều chỉnh giao ước đã ký: a new edition; the one before stays readable."""

        TOPIC = "covenant.CovenantAmended"
        unit_id: UUID
        movement_id: UUID
        edition: int
        targets: tuple[Target, ...]
        reason: str
        amended_on: date

    @staticmethod
    def id_for(unit_id: UUID, movement_id: UUID) -> UUID:
        """The id of the one covenant of this unit in this movement."""
        return identity("covenant", unit_id, movement_id)

    @classmethod
    def draft(cls, act: Act, unit: Unit, movement: Movement) -> Self:
        """An empty covenant of a unit that exists on the act's day, in a movement that is open."""
        day = day_of(act)
        movement.require_open()
        nothing_precedes_what_it_rests_on(day, movement.launched_on)
        unit.require_existence_on(day)
        return cls(
            act=act,
            id=cls.id_for(unit.id, movement.id),
            unit_id=unit.id,
            movement_id=movement.id,
            drafted_on=day,
        )

    @event(Drafted)
    def __init__(self, *, act: Act, id: UUID, unit_id: UUID, movement_id: UUID, drafted_on: date) -> None:
        self.unit_id = unit_id
        self.movement_id = movement_id
        self.drafted_on = self.last_on = drafted_on
        self.state = State.DRAFTED
        self.targets: tuple[Target, ...] = ()
        self.registered: dict[Registration, date] = {}
        self.agreed_on: date | None = None
        self.signature: Timing | None = None
        self.edition = 0

    @property
    def signed_on(self) -> date | None:
        """The day of the signature, None before it."""
        return None if self.signature is None else self.signature.day

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """The titles registered, in the order they were."""
        return tuple(self.registered)

    def _require(self, act: Act, step: Step, movement: Movement, since: date) -> date:
        """The act's day, not before `since`, the day of what the step rests on."""
        movement.require_open()
        covenants.the_step_is_open(step, self.state, self.signed_on, self.agreed_on)
        nothing_precedes_what_it_rests_on(day_of(act), since)
        return day_of(act)

    def set_targets(self, act: Act, movement: Movement, targets: Sequence[Target]) -> None:
        """Puts these targets in place of the ones before; there may be none yet, but each must make sense."""
        self._require(act, Step.SET_TARGETS, movement, self.last_on)
        covenants.targets_make_sense(targets)
        self._targets_set(act, tuple(targets))

    @event(TargetsSet)
    def _targets_set(self, act: Act, targets: tuple[Target, ...]) -> None:
        self.targets = targets
        self.last_on = day_of(act)

    def agree(self, act: Act, movement: Movement, *, planned: bool = False) -> None:
        """The block or cluster agrees to the targets: those stated, or `planned` by year without a figure."""
        day = self._require(act, Step.AGREE, movement, self.last_on)
        if not planned:
            covenants.a_covenant_has_targets(self.targets)
        self._agreed(act, day)

    @event(Agreed)
    def _agreed(self, act: Act, agreed_on: date) -> None:
        self.state = State.AGREED
        self.agreed_on = self.last_on = agreed_on

    def withdraw_agreement(self, act: Act, movement: Movement, reason: str) -> None:
        """Takes the agreement back, so that the targets can be changed."""
        self._require(act, Step.WITHDRAW_AGREEMENT, movement, self.last_on)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._agreement_withdrawn(act, reason.strip())

    @event(AgreementWithdrawn)
    def _agreement_withdrawn(self, act: Act, reason: str) -> None:
        self.state = State.DRAFTED
        self.agreed_on = None
        self.last_on = day_of(act)

    def sign(self, act: Act, unit: Unit, movement: Movement) -> None:
        """Records the signature of the act's day, in time or late by the movement's deadline; fixed from then on."""
        day = self._require(act, Step.SIGN, movement, self.last_on)
        unit.require_existence_on(day)
        timing = Timing.of(day, movement.terms.covenant_signing, movement.terms.rulebook)
        self._signed(act, self.unit_id, self.movement_id, self.targets, timing)

    @event(Signed)
    def _signed(self, act: Act, unit_id: UUID, movement_id: UUID, targets: tuple[Target, ...], timing: Timing) -> None:
        self.state = State.SIGNED
        self.signature = timing
        self.edition = 1
        self.last_on = timing.day

    def require_signed(self, step: Step, movement: Movement) -> None:
        """Refuses a step that follows the signature, before it, and in a closed movement."""
        movement.require_open()
        covenants.the_step_is_open(step, self.state, self.signed_on, self.agreed_on)

    def amend(self, act: Act, unit: Unit, movement: Movement, targets: Sequence[Target], reason: str) -> None:
        """Puts these targets, proposed with a reason, agreed and now signed, in place of those signed before."""
        day = self._require(act, Step.SIGN_AMENDMENT, movement, self.last_on)
        unit.require_existence_on(day)
        self._amended(act, self.unit_id, self.movement_id, self.edition + 1, tuple(targets), reason, day)

    @event(Amended)
    def _amended(
        self,
        act: Act,
        unit_id: UUID,
        movement_id: UUID,
        edition: int,
        targets: tuple[Target, ...],
        reason: str,
        amended_on: date,
    ) -> None:
        self.edition = edition
        self.targets = targets
        self.last_on = amended_on

    def register_titles(self, act: Act, movement: Movement, added: Sequence[Registration], rules: TitleRules) -> None:
        """Registers titles in addition to those before, in time or late by the movement's deadline."""
        day = self._require(act, Step.REGISTER_TITLES, movement, self.drafted_on)
        registrations.something_is_registered(added)
        registrations.titles_are_of_the_rules(added, rules.titles, rules.version)
        registrations.nothing_is_registered_twice(added, self.registrations)
        timing = Timing.of(day, movement.terms.registration, rules.version)
        self._titles_registered(act, self.unit_id, self.movement_id, tuple(added), timing)

    @event(TitlesRegistered)
    def _titles_registered(
        self,
        act: Act,
        unit_id: UUID,
        movement_id: UUID,
        registrations: tuple[Registration, ...],
        timing: Timing,
    ) -> None:
        self.registered = {**self.registered, **dict.fromkeys(registrations, timing.day)}

    def withdraw_title(self, act: Act, movement: Movement, registration: Registration, reason: str) -> None:
        """Withdraws one registered title."""
        since = self.registered.get(registration, self.drafted_on)
        self._require(act, Step.REGISTER_TITLES, movement, since)
        registrations.only_the_registered_is_withdrawn(registration, self.registrations)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._title_withdrawn(act, self.unit_id, self.movement_id, registration, reason.strip())

    @event(TitleWithdrawn)
    def _title_withdrawn(
        self, act: Act, unit_id: UUID, movement_id: UUID, registration: Registration, reason: str
    ) -> None:
        self.registered = {each: day for each, day in self.registered.items() if each != registration}
