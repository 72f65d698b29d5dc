"""Commands of those who give points: the members of a panel, and departments by their own tables (chấm điểm)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.scoring.application.computing import Engine
from services.scoring.application.loading import Review, require_open, signed_table
from services.scoring.domain.calendar import day_of
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.material import ItemMark, Mark
from services.scoring.domain.period import Period
from services.scoring.domain.rights import Action, Subject, department_of, require
from services.scoring.domain.scorecard import Scorecard
from services.scoring.views import covenants


class MarkCommands:
    """Mark for a panel, score a department's field; the card is computed anew with it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark_for_panel(self, command: Command, card_id: UUID, marks: Sequence[Mark]) -> Receipt:
        """Thành viên hội đồng chấm điểm: under the account that the table names, never for the own unit."""
        card, table = self._open(command, card_id)
        require(command.principal, Action.MARK_FOR_PANEL, Subject(card.unit_id, card.cluster_id))
        card.mark_for_panel(command.act, table, command.principal.id, marks)
        return self._computed(command, card, table)

    def score_field(self, command: Command, card_id: UUID, marks: Sequence[ItemMark]) -> Receipt:
        """Ban nghiệp vụ chấm lĩnh vực của mình: by its own table."""
        card, table = self._open(command, card_id)
        require(command.principal, Action.SCORE_FIELD)
        card.score_field(command.act, table, department_of(command.principal), marks)
        return self._computed(command, card, table)

    def _open(self, command: Command, card_id: UUID) -> tuple[Scorecard, SignedTable]:
        card = self._store.load(Scorecard, card_id, command.expected_version)
        require_open(self._store, card.movement_id, Period.parse(card.period), day_of(command.act.effective))
        return card, signed_table(self._store, card.cluster_id, card.movement_id)

    def _computed(self, command: Command, card: Scorecard, table: SignedTable) -> Receipt:
        review = Review.of(card)
        with self._store.reading() as connection:
            signed = covenants.signed(connection, card.movement_id, [card.unit_id])
            engine = Engine(self._store, connection, table, review)
            run, results_on = engine.run(card, signed.get(card.unit_id)), engine.results_on(card.unit_id)
        card.compute(command.act, run, results_on)
        return self._store.save(command, card)
