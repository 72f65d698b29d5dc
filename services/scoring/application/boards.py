"""Commands on boards (bảng xếp hạng), their explanations, and the proof that a frozen board follows from the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation, Text
from kernel.store import Command, Missing, Receipt, Store
from regulations.rulebook import Matter, Rulebooks
from services.scoring.application.cards import CardCommands
from services.scoring.application.computing import again
from services.scoring.application.leading import require_leave
from services.scoring.application.loading import (
    Review,
    called,
    cluster_subject,
    known_movement,
    require_open,
    signed_table,
)
from services.scoring.domain import ranking
from services.scoring.domain.board import Board, Edition, Occasion
from services.scoring.domain.calendar import day_of
from services.scoring.domain.finalisation import Finalisation, final_lines
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import Frozen, Row, Standing
from services.scoring.domain.refusals.cards import CardNotFinal
from services.scoring.domain.rights import Action, require
from services.scoring.domain.scorecard import Scorecard
from services.scoring.domain.totals import total


@dataclass(frozen=True)
class Freezing:
    """How an edition is to be made (cách chốt bảng).

    `close_cards`: compute and finalise the cards that are not final in the same command. `reopen_cards`: also open
    those whose figures have changed since. Otherwise every card must be final already.
    """

    reason: str = ""
    close_cards: bool = True
    reopen_cards: bool = False


@dataclass(frozen=True)
class Recomputed:
    """An edition as the log gives it: its rows and digest, made anew and as they were frozen."""

    edition: Edition
    rows: tuple[Row, ...]
    digest: str

    @property
    def same(self) -> bool:
        """Whether the frozen board is what the log says."""
        return self.rows == self.edition.rows and self.digest == self.edition.digest


class BoardCommands:
    """Freeze, explain, recompute."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._cards = CardCommands(store)

    def freeze(self, command: Command, review: Review, how: Freezing) -> Receipt:
        """Chốt bảng xếp hạng: a new edition; cards and edition are saved together or not at all."""
        with self._store.reading() as connection:
            known_movement(connection, review.movement_id)
            subject = cluster_subject(connection, review.cluster_id)
            require_leave(connection, command, Action.FREEZE_EDITION, subject)
        if how.reopen_cards:
            require(command.principal, Action.REOPEN, subject)
        require_open(self._store, review.movement_id, review.period, day_of(command.act.effective))
        table, cards = self._final_cards(command, review, how)
        board = self._board(command, review)
        applied = self._rulebooks.applying(Matter(day_of(command.act.effective), command.rulebook))
        standings = [card.standing() for card in cards]
        final_on = max((day_of(card.finalisations[-1].effective) for card in cards), default=None)
        board.freeze(command.act, table, standings, Occasion(how.reason, applied.rulebook.version, final_on))
        edition = board.editions[-1]
        details = {"edition": edition.no, "digest": edition.digest, **applied.details}
        return self._store.save(command, board, *cards, details=details)

    def why_row(self, board_id: UUID, no: int, unit_id: UUID) -> Explanation:
        """Why a unit stands where it stands in an edition: from the log alone, with the same digest for ever."""
        edition, row, final, table = self._line(board_id, no, unit_id)
        frozen = Frozen(edition.event, edition.rulebook)
        return ranking.explain_row(table, edition.rows, row, final.explain(table), frozen)

    def why_points(self, board_id: UUID, no: int, unit_id: UUID, criterion: str) -> Explanation:
        """Why a unit has these points under one criterion in an edition."""
        _, _, final, table = self._line(board_id, no, unit_id)
        if table.scheme.criterion(criterion) is None:
            raise Missing(thing=Text("tiêu chí", "criterion"), id=criterion)
        return final.explain_line(table, criterion)

    def why_rows(self, _: sa.Connection, keys: Sequence[tuple[UUID, int, UUID]]) -> list[Explanation]:
        """Why each unit stands where it stands, for several lines at once (board, edition, unit)."""
        return [self.why_row(*key) for key in keys]

    def recompute_edition(self, board_id: UUID, no: int) -> Recomputed:
        """An edition made anew from events: results as known then, the table, the covenants sealed, the marks given."""
        board = self._store.load(Board, board_id)
        edition = _edition(board, no)
        table = self._table(board)
        period = Period.parse(board.period)
        standings = [self._standing_again(table, row) for row in edition.rows]
        rows = ranking.rank(table.scheme, standings)
        return Recomputed(edition, rows, ranking.digest(board.cluster_id, board.movement_id, period, rows))

    def _standing_again(self, table: SignedTable, row: Row) -> Standing:
        card = self._store.load(Scorecard, row.card_id)
        final = card.finalisations[row.finalisation - 1]
        computed = again(self._store, table, card, final.computation)
        lines = final_lines(computed, final.assessments)
        anew = replace(final, computation=computed, lines=lines, totals=total(table.scheme, lines))
        standing = anew.standing(row.unit_id, row.card_id)
        return standing if row.overrides is not None else replace(standing, overrides=None)

    def _line(self, board_id: UUID, no: int, unit_id: UUID) -> tuple[Edition, Row, Finalisation, SignedTable]:
        board = self._store.load(Board, board_id)
        edition = _edition(board, no)
        row = edition.row(unit_id)
        if row is None:
            raise Missing(thing=Text("dòng của bảng xếp hạng", "row of the board"), id=unit_id)
        return edition, row, self._finalisation(row), self._table(board)

    def _finalisation(self, row: Row) -> Finalisation:
        return self._store.load(Scorecard, row.card_id).finalisations[row.finalisation - 1]

    def _table(self, board: Board) -> SignedTable:
        return signed_table(self._store, board.cluster_id, board.movement_id)

    def _board(self, command: Command, review: Review) -> Board:
        key = (review.cluster_id, review.movement_id, review.period)
        return self._store.find(Board, Board.id_for(*key)) or Board.open(command.act, *key)

    def _final_cards(
        self, command: Command, review: Review, how: Freezing
    ) -> tuple[SignedTable, tuple[Scorecard, ...]]:
        if how.reopen_cards:
            closed = self._cards.reopened(command, review, how.reason)
        elif how.close_cards:
            closed = self._cards.closed(command, review)
        else:
            closed = self._cards.gathered(command, review)
        waiting = [card.unit_id for card in closed.cards if not card.is_final]
        if waiting:
            raise CardNotFinal(units=called(self._store, *waiting))
        return closed.table, closed.cards


def _edition(board: Board, no: int) -> Edition:
    if not 0 < no <= len(board.editions):
        raise Missing(thing=Text("lần chốt bảng", "edition of the board"), id=no)
    return board.editions[no - 1]
