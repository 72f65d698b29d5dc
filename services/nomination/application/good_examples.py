"""Commands on good examples (điển hình tiên tiến, người tốt việc tốt)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.nomination.application.naming import require_movement, require_units
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.good_example import Effect, Finding, GoodExample, Introduction
from services.nomination.domain.refusals.examples import ExampleFoundAlready
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.terms import local_day


class GoodExampleCommands:
    """What can be done with good examples."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @by_code
    def find(self, command: Command, finding: Finding) -> Receipt:
        """Put a good example down."""
        rights.require(command.principal, Action.KEEP_EXAMPLE, Subject(finding.unit_id))
        with self._store.reading() as connection:
            require_units(connection, "unit_id", finding.unit_id, on=local_day(command.act.effective))
            require_movement(connection, "movement_id", finding.movement_id)
        if self._store.find(GoodExample, GoodExample.id_for(finding.code)) is not None:
            raise ExampleFoundAlready(given=finding.code)
        return self._store.save(command, GoodExample.find(command.act, finding))

    @by_code
    def nurture(self, command: Command, example_id: UUID, measure: str) -> Receipt:
        """Note what is done to bring it on."""
        return self._own(command, example_id, lambda example: example.nurture(command.act, measure))

    @by_code
    def recognise(self, command: Command, example_id: UUID, form: str, number: str) -> Receipt:
        """Note a recognition."""
        rights.require(command.principal, Action.SPREAD_EXAMPLE)
        return self._any(command, example_id, lambda example: example.recognise(command.act, form, number))

    @by_code
    def spread(self, command: Command, example_id: UUID, units: tuple[UUID, ...]) -> Receipt:
        """Note the units that took it up."""
        rights.require(command.principal, Action.SPREAD_EXAMPLE)
        with self._store.reading() as connection:
            require_units(connection, "units", *units, on=local_day(command.act.effective))
        return self._any(command, example_id, lambda example: example.spread(command.act, units))

    @by_code
    def introduce(self, command: Command, example_id: UUID, introduction: Introduction) -> Receipt:
        """Note an introduction to the media."""
        rights.require(command.principal, Action.SPREAD_EXAMPLE)
        return self._any(command, example_id, lambda example: example.introduce(command.act, introduction))

    @by_code
    def follow_up(self, command: Command, example_id: UUID, effect: Effect) -> Receipt:
        """Note an effect."""
        with self._store.reading() as connection:
            require_units(connection, "unit_id", effect.unit_id, on=local_day(command.act.effective))
        return self._own(command, example_id, lambda example: example.follow_up(command.act, effect))

    @by_code
    def close(self, command: Command, example_id: UUID, reason: str) -> Receipt:
        """End following it."""
        return self._own(command, example_id, lambda example: example.close(command.act, reason))

    @by_code
    def withdraw(self, command: Command, example_id: UUID, reason: str) -> Receipt:
        """Withdraw it."""
        return self._own(command, example_id, lambda example: example.withdraw(command.act, reason))

    @by_code
    def reopen(self, command: Command, example_id: UUID, reason: str) -> Receipt:
        """Follow it again."""
        return self._own(command, example_id, lambda example: example.reopen(command.act, reason))

    def _own(self, command: Command, example_id: UUID, do: Callable[[GoodExample], None]) -> Receipt:
        """What the example's own unit may do, too."""
        example = self._store.load(GoodExample, example_id, command.expected_version)
        rights.require(command.principal, Action.KEEP_EXAMPLE, Subject(example.finding.unit_id))
        do(example)
        return self._store.save(command, example)

    def _any(self, command: Command, example_id: UUID, do: Callable[[GoodExample], None]) -> Receipt:
        example = self._store.load(GoodExample, example_id, command.expected_version)
        do(example)
        return self._store.save(command, example)
