"""The targets of a movement, and how a unit turns a movement of the level above into its own (cụ thể hoá)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.covenant.domain.days import day_of
from services.covenant.domain.movement import Launch, Movement, Terms
from services.covenant.domain.rules import cascades as rules
from services.covenant.domain.rules import codes, covenants
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.domain.target import Target
from services.covenant.domain.unit import LOWER_OFFICES, Unit


class Scope(StrEnum):
    """Whether every unit below reaches the figure itself (a rate), or all of them together (a count)."""

    EACH = "each"
    TOGETHER = "together"


@dataclass(frozen=True)
class MovementTarget:
    """One target of a movement."""

    target: Target
    scope: Scope


@dataclass(frozen=True)
class Above:
    """The movement of the level above, its targets, and the code of the unit's own movement under it, if it has one."""

    movement: Movement
    targets: tuple[MovementTarget, ...]
    cascaded_as: str | None = None
    stated_on: date | None = None

    @property
    def since(self) -> date:
        """The day of what the unit turns into its own: the targets stated, else the launch."""
        return self.stated_on or self.movement.launched_on


@dataclass(frozen=True)
class Own:
    """A unit's own movement as it is to be launched."""

    code: str
    launch: Launch
    terms: Terms


class MovementTargets(Aggregate):
    """Chỉ tiêu của phong trào: one per movement, with the movement above that it was made from."""

    TOPIC = "covenant.MovementTargets"
    CALLED = Text("bộ chỉ tiêu của phong trào", "set of targets of the movement")

    class Event(Aggregate.Event):
        """Base of the events on a movement's targets."""

        TOPIC = "covenant.MovementTargetsEvent"

    class Stated(Event, Aggregate.Created):
        """Nêu chỉ tiêu của phong trào; `parent_id` is the movement of the level above."""

        TOPIC = "covenant.MovementTargetsStated"
        movement_id: UUID
        parent_id: UUID | None
        targets: tuple[MovementTarget, ...]
        stated_on: date

    class Restated(Event):
        """Nêu lại chỉ tiêu, có lý do."""

        TOPIC = "covenant.MovementTargetsRestated"
        targets: tuple[MovementTarget, ...]
        reason: str
        stated_on: date

    @staticmethod
    def id_for(movement_id: UUID) -> UUID:
        """The id of the targets of this movement."""
        return identity("movement-targets", movement_id)

    @classmethod
    def state(cls, act: Act, movement: Movement, targets: Sequence[MovementTarget]) -> Self:
        """The targets of a movement that stands under no other."""
        movement.require_open()
        nothing_precedes_what_it_rests_on(day_of(act), movement.launched_on)
        _check(targets)
        return cls._state(act, movement, None, targets)

    @classmethod
    def cascade(cls, act: Act, movement: Movement, above: Above, targets: Sequence[MovementTarget]) -> Self:
        """The targets of a movement made from the one above, none weaker than it asks."""
        _check(targets)
        _keep_up(targets, above.targets)
        return cls._state(act, movement, above.movement.id, targets)

    @classmethod
    def _state(cls, act: Act, movement: Movement, parent_id: UUID | None, targets: Sequence[MovementTarget]) -> Self:
        return cls(
            act=act,
            id=cls.id_for(movement.id),
            movement_id=movement.id,
            parent_id=parent_id,
            targets=tuple(targets),
            stated_on=day_of(act),
        )

    @event(Stated)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        movement_id: UUID,
        parent_id: UUID | None,
        targets: tuple[MovementTarget, ...],
        stated_on: date,
    ) -> None:
        self.movement_id = movement_id
        self.parent_id = parent_id
        self.targets, self.stated_on = targets, stated_on

    def restate(
        self,
        act: Act,
        movement: Movement,
        targets: Sequence[MovementTarget],
        reason: str,
        around: tuple[Above | None, Collection[str]],
    ) -> None:
        """States them anew; `around` is the movement above, and the codes of those made from this one below."""
        above, below = around
        movement.require_open()
        nothing_precedes_what_it_rests_on(day_of(act), self.stated_on)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        rules.targets_that_others_build_on_are_fixed(movement.code, below)
        _check(targets)
        _keep_up(targets, () if above is None else above.targets)
        self._restated(act, tuple(targets), reason.strip(), day_of(act))

    @event(Restated)
    def _restated(self, act: Act, targets: tuple[MovementTarget, ...], reason: str, stated_on: date) -> None:
        self.targets, self.stated_on = targets, stated_on


def begin_under(act: Act, own: Own, organiser: Unit, above: Above) -> Movement:
    """The movement of a unit made from the one above: inside its days, by a unit one level below, once."""
    parent, day = above.movement, day_of(act)
    parent.require_open()
    nothing_precedes_what_it_rests_on(day, above.since)
    organiser.require_existence_on(day)
    rules.the_organiser_stands_one_level_below(
        organiser.code,
        (organiser.parent_on(day), parent.organiser_id),
        lower_office=organiser.kind in LOWER_OFFICES,
    )
    rules.a_unit_cascades_a_movement_once(organiser.code, parent.code, above.cascaded_as)
    over, launch, terms = parent.launch, own.launch, own.terms
    rules.the_period_lies_within((launch.period_from, launch.period_to), (over.period_from, over.period_to))
    rules.nothing_is_due_later_than_above(terms.covenant_signing.day, parent.terms.covenant_signing.day)
    rules.nothing_is_due_later_than_above(terms.registration.day, parent.terms.registration.day)
    return Movement.begin(act, own.code, launch, terms, organiser.id)


def _check(targets: Sequence[MovementTarget]) -> None:
    rules.a_movement_states_targets(targets)
    covenants.targets_make_sense([each.target for each in targets])


def _keep_up(targets: Sequence[MovementTarget], above: Sequence[MovementTarget]) -> None:
    asked = {each.target.indicator: each for each in above}
    for each in targets:
        over = asked.get(each.target.indicator)
        if over is not None:
            rules.targets_are_compared_alike(each.target, over.target)
            rules.a_target_is_not_weaker(each.target, over.target, each_unit=over.scope is Scope.EACH)
