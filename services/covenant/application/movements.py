"""Commands on movements: launch and close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kernel.explanation import Source
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Matter, Rulebook, Rulebooks
from services.covenant.application.loading import load_unit
from services.covenant.domain import rights
from services.covenant.domain.movement import Due, Launch, Movement, MovementKind, Terms
from services.covenant.domain.refusals.movements import DeadlineRequired, MovementExists
from services.covenant.domain.rights import Action, Subject

DEADLINES = {
    MovementKind.ANNUAL: ("covenant_signing", "title_registration"),
    MovementKind.MULTI_YEAR: ("long_movement_registration", "long_movement_registration"),
}
"""Which deadlines of the rules a movement has that states none itself: of signing, and of registering titles."""


@dataclass(frozen=True)
class Launching:
    """A launch as it is asked for: deadlines it does not state come from the rules of its first day."""

    code: str
    launch: Launch
    covenant_signing_by: date | None = None
    registration_by: date | None = None
    document: str = ""
    organiser: str | None = None


class MovementCommands:
    """What can be done with movements (phong trào thi đua)."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    def launch(self, command: Command, launching: Launching) -> Receipt:
        """Launches a movement of the sector's council, or of a unit for those below it."""
        organiser = (
            None if launching.organiser is None else load_unit(self._store, launching.organiser, field="organiser")
        )
        organiser_id = None if organiser is None else organiser.id
        rights.require(command.principal, Action.LAUNCH_MOVEMENT, Subject(organiser_id))
        if self._store.find(Movement, Movement.id_for(launching.code)) is not None:
            raise MovementExists(movement=launching.code)
        applied = self._rulebooks.applying(Matter(launching.launch.period_from, command.rulebook))
        terms = _terms(applied.rulebook, launching)
        movement = Movement.begin(command.act, launching.code, launching.launch, terms, organiser_id)
        return self._store.save(command, movement, details=applied.details)

    def close(self, command: Command, movement_id: UUID) -> Receipt:
        """Ends a movement."""
        movement = self._store.load(Movement, movement_id, command.expected_version)
        rights.require(command.principal, Action.LAUNCH_MOVEMENT, Subject(movement.organiser_id))
        movement.close(command.act)
        return self._store.save(command, movement)


def _terms(book: Rulebook, launching: Launching) -> Terms:
    signing = _due(book, launching, 0, launching.covenant_signing_by)
    registration = _due(book, launching, 1, launching.registration_by)
    return Terms(signing, registration, book.version)


def _due(book: Rulebook, launching: Launching, place: int, stated: date | None) -> Due:
    """The deadline that the launch states, else the one that the rules give to such a movement."""
    if stated is not None:
        return Due(stated, Source(launching.document.strip() or f"Văn bản phát động {launching.code}"))
    kind = launching.launch.kind
    if kind not in DEADLINES:
        raise DeadlineRequired(kind=kind)
    figure = book.deadlines[DEADLINES[kind][place]].in_year(launching.launch.period_from.year)
    return Due(figure.value, figure.source)
