"""Commands on score tables (bảng điểm)."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from regulations.rulebook import Matter, Rulebooks
from services.scoring.application.leading import require_leave
from services.scoring.application.loading import cluster_subject, known_movement, require_existence, require_launched
from services.scoring.domain.calendar import day_of
from services.scoring.domain.refusals.tables import TableExists
from services.scoring.domain.rights import Action
from services.scoring.domain.rules.outline import units_that_are_named_are_there
from services.scoring.domain.scheme import Scheme
from services.scoring.domain.score_table import ScoreTable
from services.scoring.views import organisation


class TableCommands:
    """Draft, revise, sign."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    def draft(self, command: Command, cluster_id: UUID, movement_id: UUID, scheme: Scheme) -> Receipt:
        """Soạn bảng điểm: the first text of the one table for this block or cluster and movement."""
        self._may(command, Action.DRAFT_TABLE, cluster_id)
        with self._store.reading() as connection:
            require_launched(known_movement(connection, movement_id), day_of(command.act.effective))
        self._require_units(scheme)
        if self._store.find(ScoreTable, ScoreTable.id_for(cluster_id, movement_id)) is not None:
            raise TableExists
        return self._store.save(command, ScoreTable.draft(command.act, cluster_id, movement_id, scheme))

    def revise(self, command: Command, table_id: UUID, scheme: Scheme) -> Receipt:
        """Sửa dự thảo bảng điểm."""
        table = self._store.load(ScoreTable, table_id, command.expected_version)
        self._may(command, Action.DRAFT_TABLE, table.cluster_id)
        self._require_units(scheme)
        table.revise(command.act, scheme)
        return self._store.save(command, table)

    def sign(self, command: Command, table_id: UUID) -> Receipt:
        """Ký bảng điểm: under the rulebook in force on that day."""
        table = self._store.load(ScoreTable, table_id, command.expected_version)
        self._may(command, Action.SIGN_TABLE, table.cluster_id)
        self._require_units(table.scheme)
        applied = self._rulebooks.applying(Matter(day_of(command.act.effective), command.rulebook))
        table.sign(command.act, applied.rulebook.version)
        return self._store.save(command, table, details=applied.details)

    def _require_units(self, scheme: Scheme) -> None:
        named = [unit_id for _, _, unit_id in scheme.units_named()]
        with self._store.reading() as connection:
            units_that_are_named_are_there(scheme, organisation.known_units(connection, named))

    def _may(self, command: Command, action: Action, cluster_id: UUID) -> None:
        with self._store.reading() as connection:
            require_leave(connection, command, action, cluster_subject(connection, cluster_id))
            require_existence(connection, cluster_id, day_of(command.act.effective))
