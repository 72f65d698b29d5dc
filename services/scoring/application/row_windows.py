"""Results (kết quả) that come row by row: a window of units and periods is judged and recorded, each of them whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kernel.refusals import Refusal
from kernel.store import Command, Receipt, Store, WriteConflict
from services.scoring.application.judging import Described, Entry, Reported, SignedTables, Told, looked_up
from services.scoring.application.loading import require_open
from services.scoring.domain.calendar import day_of
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.rights import Action, require
from services.scoring.domain.verdicts import Outcome, refusal_of

ATTEMPTS = 5
"""How often a window is judged anew when somebody else records on one of its sheets at the same moment."""


@dataclass(frozen=True)
class Origin:
    """Who reports and its number for the batch; a trial records nothing."""

    system: str
    batch: str = ""
    trial: bool = False


@dataclass
class Judged:
    """What became of a window: of each row that it is recorded (True), was before (False), or why not.

    `seen` is one of the sheets concerned, if there is one.
    """

    verdicts: list[bool | Refusal] = field(default_factory=list)
    changed: list[ResultSheet] = field(default_factory=list)
    seen: ResultSheet | None = None
    receipt: Receipt | None = None


class RowCommands:
    """Record what can be recorded, row by row."""

    def __init__(self, store: Store, signed: SignedTables) -> None:
        self._store = store
        self._signed = signed

    def record(self, command: Command, origin: Origin, window: Sequence[Reported]) -> Judged:
        """Ghi nhận từng dòng: the good rows of each unit and period are one event; all events of the window, or none.

        No unit and period may come twice in the window.

        Raises:
            Forbidden: the principal may not.
            WriteConflict: somebody else was faster, again and again.
        """
        require(command.principal, Action.RECORD_RESULTS)
        for _ in range(ATTEMPTS - 1):
            try:
                return self._recorded(command, origin, window)
            except WriteConflict:
                continue
        return self._recorded(command, origin, window)

    def conclude(self, command: Command, sheet: ResultSheet, details: Mapping[str, object]) -> Receipt:
        """Keep the answer to the stream's Idempotency-Key; `sheet` is one that it has recorded or seen."""
        require(command.principal, Action.RECORD_RESULTS)
        return self._store.save(command, sheet, details=details)

    def _recorded(self, command: Command, origin: Origin, window: Sequence[Reported]) -> Judged:
        judged = self._judged(command, origin, window)
        if judged.changed and not origin.trial:
            judged.receipt = self._store.save(command, *judged.changed)
        return judged

    def _judged(self, command: Command, origin: Origin, window: Sequence[Reported]) -> Judged:
        found = Judged()
        with self._store.reading() as connection:
            day = day_of(command.act.effective)
            open_now = partial(require_open, self._store, day=day)
            told = Told(open_now, self._signed, connection, window)
            known = looked_up(self._store, connection, told, window)
        for reported, described, sheet in known:
            if isinstance(described, Refusal):
                found.verdicts += [described] * len(reported.cells)
                continue
            entry = Entry(reported, sheet)
            found.verdicts += _verdicts(entry, described)
            found.seen = entry.sheet or found.seen
            if entry.cells:
                found.seen = entry.recorded(command.act, origin.system, origin.batch)
                found.changed.append(found.seen)
        return found


def _verdicts(entry: Entry, described: Described) -> Iterator[bool | Refusal]:
    """The verdict on each cell; those to record are kept in the entry."""
    for cell in entry.reported.cells:
        outcome, detail = entry.outcome(cell, described)
        entry.take(cell, new=outcome is Outcome.NEW)
        yield refusal_of(cell, outcome, detail) or outcome is Outcome.NEW
