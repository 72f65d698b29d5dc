"""Commands on the targets of movements, and on turning a movement of the level above into one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kernel.explanation import Source
from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import load_unit
from services.covenant.domain import rights
from services.covenant.domain.cascade import Above, MovementTarget, MovementTargets, Own, begin_under
from services.covenant.domain.movement import Due, Duty, Launch, Movement, Terms
from services.covenant.domain.refusals.movements import MovementExists
from services.covenant.domain.rights import Action, Subject
from services.covenant.views import cascades as view


@dataclass(frozen=True)
class Cascading:
    """A unit's own movement as it is asked for: what it does not state is as above."""

    code: str
    organiser: str
    theme: str
    contents: tuple[str, ...]
    targets: tuple[MovementTarget, ...]
    purposes: tuple[str, ...] = ()
    audience: str = ""
    duties: tuple[Duty, ...] = ()
    period_from: date | None = None
    period_to: date | None = None
    covenant_signing_by: date | None = None
    registration_by: date | None = None
    document: str = ""


class CascadeCommands:
    """What can be done with targets of movements (chỉ tiêu của phong trào) and cascades (cụ thể hoá)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def state_targets(
        self, command: Command, movement_id: UUID, targets: Sequence[MovementTarget], reason: str
    ) -> Receipt:
        """States the targets of a movement, or states them anew with the reason."""
        movement = self._store.load(Movement, movement_id)
        rights.require(command.principal, Action.LAUNCH_MOVEMENT, Subject(movement.organiser_id))
        found = self._store.find(MovementTargets, MovementTargets.id_for(movement.id))
        if found is None:
            return self._store.save(command, MovementTargets.state(command.act, movement, targets))
        found = self._store.load(MovementTargets, found.id, command.expected_version)
        above = None if found.parent_id is None else self._above(self._store.load(Movement, found.parent_id), None)
        with self._store.reading() as connection:
            [below] = view.children(connection, [movement.id])
        found.restate(command.act, movement, targets, reason, (above, [each["code"] for each in below]))
        return self._store.save(command, found)

    def cascade(self, command: Command, parent_id: UUID, cascading: Cascading) -> Receipt:
        """A unit's own movement under one of the level above, with its targets."""
        parent = self._store.load(Movement, parent_id)
        organiser = load_unit(self._store, cascading.organiser, field="organiser")
        rights.require(command.principal, Action.LAUNCH_MOVEMENT, Subject(organiser.id))
        if self._store.find(Movement, Movement.id_for(cascading.code)) is not None:
            raise MovementExists(movement=cascading.code)
        above = self._above(parent, organiser.id)
        own = Own(cascading.code, _launch(cascading, parent), _terms(cascading, parent))
        movement = begin_under(command.act, own, organiser, above)
        targets = MovementTargets.cascade(command.act, movement, above, cascading.targets)
        return self._store.save(command, movement, targets)

    def _above(self, movement: Movement, organiser_id: UUID | None) -> Above:
        targets = self._store.find(MovementTargets, MovementTargets.id_for(movement.id))
        with self._store.reading() as connection:
            [below] = view.children(connection, [movement.id])
        own = next((each["code"] for each in below if each["organiser_id"] == organiser_id), None)
        if targets is None:
            return Above(movement, (), own)
        return Above(movement, targets.targets, own, targets.stated_on)


def _launch(cascading: Cascading, parent: Movement) -> Launch:
    above = parent.launch
    return Launch(
        kind=above.kind,
        theme=cascading.theme,
        purposes=cascading.purposes or above.purposes,
        audience=cascading.audience or above.audience,
        contents=cascading.contents,
        duties=cascading.duties,
        period_from=cascading.period_from or above.period_from,
        period_to=cascading.period_to or above.period_to,
    )


def _terms(cascading: Cascading, parent: Movement) -> Terms:
    source = Source(cascading.document.strip() or f"Văn bản phát động {cascading.code}")

    def due(stated: date | None, above: Due) -> Due:
        return above if stated is None else Due(stated, source)

    signing = due(cascading.covenant_signing_by, parent.terms.covenant_signing)
    registration = due(cascading.registration_by, parent.terms.registration)
    return Terms(signing, registration, parent.terms.rulebook)
