"""A covenant (giao ước thi đua): what a unit commits itself to in a movement; agreed, signed, with titles aimed at."""

# ruff: noqa: A002, ARG002 (a method that applies is handed every field of its event, under the library's names)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from regulations.chapters import TitleRule
from services.covenant.domain.days import day_of
from services.covenant.domain.lateness import Timing
from services.covenant.domain.movement import Movement
from services.covenant.domain.registration import Registration
from services.covenant.domain.rules import codes, covenants, registrations
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

    @staticmethod
    def id_for(unit_id: UUID, movement_id: UUID) -> UUID:
        """The id of the one covenant of this unit in this movement."""
        return identity("covenant", unit_id, movement_id)

    @classmethod
    def draft(cls, act: Act, unit: Unit, movement: Movement) -> Self:
        """An empty covenant of a unit that exists on the act's day, in a movement that is open."""
        day = day_of(act)
        movement.require_open()
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
        self.drafted_on = drafted_on
        self.state = State.DRAFTED
        self.targets: tuple[Target, ...] = ()
        self.registrations: tuple[Registration, ...] = ()
        self.agreed_on: date | None = None
        self.signature: Timing | None = None

    @property
    def signed_on(self) -> date | None:
        """The day of the signature, None before it."""
        return None if self.signature is None else self.signature.day

    def _require(self, step: Step, movement: Movement) -> None:
        movement.require_open()
        covenants.the_step_is_open(step, self.state, self.signed_on, self.agreed_on)

    def set_targets(self, act: Act, movement: Movement, targets: Sequence[Target]) -> None:
        """Puts these targets in place of the ones before; there may be none yet, but each must make sense."""
        self._require(Step.SET_TARGETS, movement)
        covenants.targets_make_sense(targets)
        self._targets_set(act, tuple(targets))

    @event(TargetsSet)
    def _targets_set(self, act: Act, targets: tuple[Target, ...]) -> None:
        self.targets = targets

    def agree(self, act: Act, movement: Movement, *, planned: bool = False) -> None:
        """The block or cluster agrees to the targets: those stated, or `planned` by year without a figure."""
        self._require(Step.AGREE, movement)
        if not planned:
            covenants.a_covenant_has_targets(self.targets)
        self._agreed(act, day_of(act))

    @event(Agreed)
    def _agreed(self, act: Act, agreed_on: date) -> None:
        self.state = State.AGREED
        self.agreed_on = agreed_on

    def withdraw_agreement(self, act: Act, movement: Movement, reason: str) -> None:
        """Takes the agreement back, so that the targets can be changed."""
        self._require(Step.WITHDRAW_AGREEMENT, movement)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._agreement_withdrawn(act, reason.strip())

    @event(AgreementWithdrawn)
    def _agreement_withdrawn(self, act: Act, reason: str) -> None:
        self.state = State.DRAFTED
        self.agreed_on = None

    def sign(self, act: Act, unit: Unit, movement: Movement) -> None:
        """Records the signature of the act's day, in time or late by the movement's deadline; fixed from then on."""
        day = day_of(act)
        self._require(Step.SIGN, movement)
        unit.require_existence_on(day)
        covenants.signing_follows_the_agreement(day, self.agreed_on)
        timing = Timing.of(day, movement.terms.covenant_signing, movement.terms.rulebook)
        self._signed(act, self.unit_id, self.movement_id, self.targets, timing)

    @event(Signed)
    def _signed(self, act: Act, unit_id: UUID, movement_id: UUID, targets: tuple[Target, ...], timing: Timing) -> None:
        self.state = State.SIGNED
        self.signature = timing

    def register_titles(self, act: Act, movement: Movement, added: Sequence[Registration], rules: TitleRules) -> None:
        """Registers titles in addition to those before, in time or late by the movement's deadline."""
        self._require(Step.REGISTER_TITLES, movement)
        registrations.something_is_registered(added)
        registrations.titles_are_of_the_rules(added, rules.titles, rules.version)
        registrations.nothing_is_registered_twice(added, self.registrations)
        timing = Timing.of(day_of(act), movement.terms.registration, rules.version)
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
        self.registrations = (*self.registrations, *registrations)

    def withdraw_title(self, act: Act, movement: Movement, registration: Registration, reason: str) -> None:
        """Withdraws one registered title."""
        self._require(Step.REGISTER_TITLES, movement)
        registrations.only_the_registered_is_withdrawn(registration, self.registrations)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._title_withdrawn(act, self.unit_id, self.movement_id, registration, reason.strip())

    @event(TitleWithdrawn)
    def _title_withdrawn(
        self, act: Act, unit_id: UUID, movement_id: UUID, registration: Registration, reason: str
    ) -> None:
        self.registrations = tuple(each for each in self.registrations if each != registration)
