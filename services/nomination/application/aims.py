"""Awards decided elsewhere, the aims of the sector they count towards, and priority by the long movement."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.store import Command, Receipt, Store
from regulations.aims import AIMS
from regulations.rulebook import Rulebooks
from services.nomination.domain import rights
from services.nomination.domain.aims import AimProgress, progress
from services.nomination.domain.higher_award import HigherAward, HigherAwardFacts
from services.nomination.domain.priority import Precedence, in_order
from services.nomination.domain.refusals.examples import HigherAwardRecorded
from services.nomination.domain.rights import Action
from services.nomination.views import higher_awards, long_movement


class AimCommands:
    """What can be done with awards from elsewhere, and asked about aims and priority."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    def record(self, command: Command, facts: HigherAwardFacts) -> Receipt:
        """Put an award down; the command is effective on the day of its decision."""
        rights.require(command.principal, Action.RECORD_HIGHER_AWARD)
        award = HigherAward.record(command.act, facts)
        if self._store.find(HigherAward, award.id) is not None:
            raise HigherAwardRecorded(number=facts.number, title=facts.title)
        return self._store.save(command, award)

    def strike(self, command: Command, award_id: UUID, reason: str) -> Receipt:
        """Strike a record."""
        rights.require(command.principal, Action.RECORD_HIGHER_AWARD)
        award = self._store.load(HigherAward, award_id, command.expected_version)
        award.strike(command.act, reason)
        return self._store.save(command, award)

    def progress(self, on: date) -> tuple[AimProgress, ...]:
        """Every aim of the rules, as of a day."""
        aims = self._rulebooks.at(on).chapter(AIMS) or {}
        with self._store.reading() as connection:
            given = higher_awards.given(connection)
        return progress(aims.values(), given, on)

    def priorities(self, title: str, movement_id: UUID, long_movement_id: UUID) -> tuple[Precedence, ...]:
        """The nominations of a title in a movement, those first who did better in the long movement."""
        with self._store.reading() as connection:
            nominated = long_movement.eligible(connection, title, movement_id)
            results = long_movement.results(connection, long_movement_id)
        return in_order(nominated, results)
