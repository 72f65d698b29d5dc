"""An amendment (điều chỉnh giao ước đã ký): other targets for a signed covenant, proposed with a reason, agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.days import day_of
from services.covenant.domain.movement import Movement
from services.covenant.domain.rules import amendments, codes, covenants
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.domain.steps import Phase, Step
from services.covenant.domain.target import Target


class Amendment(Aggregate):
    """Điều chỉnh giao ước: the one that leads to the next edition; dropped, it can be proposed anew."""

    TOPIC = "covenant.Amendment"
    CALLED = Text("bản điều chỉnh giao ước", "amendment")

    class Event(Aggregate.Event):
        """Base of an amendment's events."""

        TOPIC = "covenant.AmendmentEvent"

    class Proposed(Event, Aggregate.Created):
        """Đề nghị điều chỉnh; what is signed holds until this is signed."""

        TOPIC = "covenant.AmendmentProposed"
        covenant_id: UUID
        edition: int
        targets: tuple[Target, ...]
        reason: str
        proposed_on: date

    class ProposedAnew(Event):
        """Đề nghị lại, sau khi rút hoặc bị trả lại."""

        TOPIC = "covenant.AmendmentProposedAnew"
        covenant_id: UUID
        edition: int
        targets: tuple[Target, ...]
        reason: str
        proposed_on: date

    class Agreed(Event):
        """Thống nhất điều chỉnh."""

        TOPIC = "covenant.AmendmentAgreed"
        covenant_id: UUID
        agreed_on: date

    class Withdrawn(Event):
        """Đơn vị rút đề nghị."""

        TOPIC = "covenant.AmendmentWithdrawn"
        covenant_id: UUID
        reason: str
        withdrawn_on: date

    class Returned(Event):
        """Khối, cụm trả lại đề nghị."""

        TOPIC = "covenant.AmendmentReturned"
        covenant_id: UUID
        reason: str
        returned_on: date

    class Signed(Event):
        """Ký bản điều chỉnh."""

        TOPIC = "covenant.AmendmentSigned"
        covenant_id: UUID
        signed_on: date

    @staticmethod
    def id_for(covenant_id: UUID, edition: int) -> UUID:
        """The id of the amendment that leads to this edition."""
        return identity("covenant-amendment", covenant_id, str(edition))

    @classmethod
    def propose(cls, act: Act, covenant: Covenant, movement: Movement, targets: Sequence[Target], reason: str) -> Self:
        """Proposes other targets for the signed ones."""
        covenant.require_signed(Step.PROPOSE_AMENDMENT, movement)
        day = _checked(act, covenant, movement, targets, reason)
        edition = covenant.edition + 1
        return cls(
            act=act,
            id=cls.id_for(covenant.id, edition),
            covenant_id=covenant.id,
            edition=edition,
            targets=tuple(targets),
            reason=reason.strip(),
            proposed_on=day,
        )

    @event(Proposed)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        covenant_id: UUID,
        edition: int,
        targets: tuple[Target, ...],
        reason: str,
        proposed_on: date,
    ) -> None:
        self.covenant_id = covenant_id
        self.edition = edition
        self._set(targets, reason, proposed_on)

    def propose_anew(
        self, act: Act, covenant: Covenant, movement: Movement, targets: Sequence[Target], reason: str
    ) -> None:
        """Proposes other targets after the proposal before was withdrawn or returned."""
        self._require(act, Step.PROPOSE_AMENDMENT, movement)
        day = _checked(act, covenant, movement, targets, reason)
        self._proposed_anew(act, self.covenant_id, self.edition, tuple(targets), reason.strip(), day)

    @event(ProposedAnew)
    def _proposed_anew(
        self, act: Act, covenant_id: UUID, edition: int, targets: tuple[Target, ...], reason: str, proposed_on: date
    ) -> None:
        self._set(targets, reason, proposed_on)

    def agree(self, act: Act, movement: Movement) -> None:
        """The block or cluster agrees."""
        day = self._require(act, Step.AGREE_AMENDMENT, movement)
        amendments.a_covenant_is_amended_while_its_movement_lasts(day, movement.code, movement.launch.period_to)
        self._agreed(act, self.covenant_id, day)

    @event(Agreed)
    def _agreed(self, act: Act, covenant_id: UUID, agreed_on: date) -> None:
        self._reach(Phase.AGREED, agreed_on)

    def withdraw(self, act: Act, movement: Movement, reason: str) -> None:
        """The unit takes its proposal back."""
        day = self._require(act, Step.WITHDRAW_AMENDMENT, movement)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._withdrawn(act, self.covenant_id, reason.strip(), day)

    @event(Withdrawn)
    def _withdrawn(self, act: Act, covenant_id: UUID, reason: str, withdrawn_on: date) -> None:
        self._reach(Phase.WITHDRAWN, withdrawn_on)

    def send_back(self, act: Act, movement: Movement, reason: str) -> None:
        """The block or cluster does not agree, or no longer."""
        day = self._require(act, Step.RETURN_AMENDMENT, movement)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._returned(act, self.covenant_id, reason.strip(), day)

    @event(Returned)
    def _returned(self, act: Act, covenant_id: UUID, reason: str, returned_on: date) -> None:
        self._reach(Phase.RETURNED, returned_on)

    def sign(self, act: Act, movement: Movement) -> None:
        """The head of the unit signs what was agreed."""
        day = self._require(act, Step.SIGN_AMENDMENT, movement)
        amendments.a_covenant_is_amended_while_its_movement_lasts(day, movement.code, movement.launch.period_to)
        self._signed(act, self.covenant_id, day)

    @event(Signed)
    def _signed(self, act: Act, covenant_id: UUID, signed_on: date) -> None:
        self._reach(Phase.SIGNED, signed_on)

    def _set(self, targets: tuple[Target, ...], reason: str, day: date) -> None:
        self.targets, self.reason = targets, reason
        self._reach(Phase.PROPOSED, day)

    def _reach(self, phase: Phase, day: date) -> None:
        self.phase = phase
        self.last_on = day

    def _require(self, act: Act, step: Step, movement: Movement) -> date:
        movement.require_open()
        amendments.an_amendment_takes_its_turn(step, self.phase)
        nothing_precedes_what_it_rests_on(day_of(act), self.last_on)
        return day_of(act)


def _checked(act: Act, covenant: Covenant, movement: Movement, targets: Sequence[Target], reason: str) -> date:
    day = day_of(act)
    nothing_precedes_what_it_rests_on(day, covenant.last_on)
    amendments.a_covenant_is_amended_while_its_movement_lasts(day, movement.code, movement.launch.period_to)
    codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
    covenants.a_covenant_has_targets(targets)
    covenants.targets_make_sense(targets)
    amendments.an_amendment_changes_something(covenant.targets, targets)
    return day
