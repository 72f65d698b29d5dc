"""Score tables as files (tệp bảng điểm): previewed, accepted, written, taken over from last year, compared."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kernel.explanation import Explanation, Text
from kernel.store import Command, Receipt, Store
from services.scoring.application.leading import require_leave
from services.scoring.application.loading import cluster_subject, known_movement, require_existence, require_launched
from services.scoring.application.sheet_files import SheetFormat, blocks_of, file_of
from services.scoring.domain.calendar import day_of
from services.scoring.domain.changes import Change, changes
from services.scoring.domain.refusals.sheets import SheetRefused
from services.scoring.domain.refusals.tables import TableExists
from services.scoring.domain.rights import Action
from services.scoring.domain.scheme import Scheme
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.sheets.book import Level
from services.scoring.domain.sheets.reading import Preview, preview
from services.scoring.domain.sheets.writing import written
from services.scoring.views import organisation


@dataclass(frozen=True)
class Sheet:
    """A file as it was sent, and the format it is said to be in."""

    content: bytes
    form: SheetFormat


class SheetCommands:
    """Preview, accept, write, take over, compare."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def preview(self, sheet: Sheet) -> Preview:
        """Xem trước tệp bảng điểm: a verdict on every cell; nothing is stored."""
        blocks = blocks_of(sheet.content, sheet.form)
        with self._store.reading() as connection:
            units = organisation.all_codes(connection)
        return preview(blocks, units)

    def accept(self, command: Command, cluster_id: UUID, movement_id: UUID, sheet: Sheet) -> Receipt:
        """Nhận tệp bảng điểm: the draft is made, or revised where the file says otherwise; all of it or nothing."""
        self._may(command, cluster_id, movement_id)
        seen = self.preview(sheet)
        scheme = _sound(seen)
        table = self._store.find(ScoreTable, ScoreTable.id_for(cluster_id, movement_id))
        told: tuple[Change, ...] = ()
        if table is None:
            table = ScoreTable.draft(command.act, cluster_id, movement_id, scheme)
        else:
            table = self._store.load(ScoreTable, table.id, command.expected_version)
            told = changes(table.scheme, scheme)
            if table.scheme.digest() != scheme.digest():
                table.revise(command.act, scheme)
        warnings = sum(each.level is Level.WARNING for each in seen.verdicts)
        details = {"digest": scheme.digest(), "changes": len(told), "warnings": warnings}
        return self._store.save(command, table, details=details)

    def take_over(self, command: Command, origin_id: UUID, cluster_id: UUID | None, movement_id: UUID) -> Receipt:
        """Kế thừa bảng điểm năm trước: the draft of another movement with the text of this table."""
        origin = self._store.load(ScoreTable, origin_id)
        cluster_id = cluster_id or origin.cluster_id
        self._may(command, cluster_id, movement_id)
        if self._store.find(ScoreTable, ScoreTable.id_for(cluster_id, movement_id)) is not None:
            raise TableExists
        return self._store.save(command, ScoreTable.take_over(command.act, origin, cluster_id, movement_id))

    def file(self, table_id: UUID, form: SheetFormat) -> bytes:
        """Tệp bảng điểm: the table as a file that is read back as the same table."""
        table = self._store.load(ScoreTable, table_id)
        with self._store.reading() as connection:
            codes = organisation.all_codes(connection)
        return file_of(written(table.scheme, codes), form)

    def changes(self, table_id: UUID, against_id: UUID | None) -> tuple[Change, ...]:
        """Điểm thay đổi: what the table says otherwise than another; without one, than the one it was taken from."""
        table = self._store.load(ScoreTable, table_id)
        other_id = against_id or table.origin_id
        if other_id is None:
            return ()
        return changes(self._store.load(ScoreTable, other_id).scheme, table.scheme)

    def _may(self, command: Command, cluster_id: UUID, movement_id: UUID) -> None:
        with self._store.reading() as connection:
            require_leave(connection, command, Action.DRAFT_TABLE, cluster_subject(connection, cluster_id))
            require_existence(connection, cluster_id, day_of(command.act.effective))
            require_launched(known_movement(connection, movement_id), day_of(command.act.effective))


def _sound(seen: Preview) -> Scheme:
    """The table that a file tells.

    Raises:
        SheetRefused: naming every cell that cannot be used, with its reason.
    """
    if seen.scheme is not None:
        return seen.scheme
    bad = [(each, each.said) for each in seen.errors if each.said is not None]
    inputs = tuple(
        Explanation(label=said.text(), value=each.given, formula=f"{each.block} {each.place}", source=said.source)
        for each, said in bad
    )
    why = Explanation(label=SheetRefused.title, value=str(len(bad)), inputs=inputs)
    fields = tuple(f"{each.block}!{each.place}" for each, _ in bad)
    told = bad[0][1].text()
    first = Text(f"{fields[0]}: {told.vi}", f"{fields[0]}: {told.en}")
    raise SheetRefused(bad=len(bad), first=first, fields=fields, explanation=why)
