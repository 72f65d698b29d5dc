"""Results (kết quả) that come row by row: a window of units and periods is judged and recorded, each of them whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from kernel.refusals import Refusal
from kernel.store import Command, Receipt, Store, WriteConflict
from services.scoring.application.judging import Entry, OfUnit, Reported, SignedTables
from services.scoring.application.loading import known_movement, require_open
from services.scoring.domain.calendar import day_of
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.results import UnitOutsideTables
from services.scoring.domain.refusals.subjects import UnknownUnit
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.rights import Action, require
from services.scoring.domain.rules.reviews import results_are_reported_by_quarter
from services.scoring.domain.verdicts import Outcome, refusal_of
from services.scoring.views import organisation

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
            told = _Told(open_now, self._signed, connection, window)
            for reported in window:
                unit = told.of(reported)
                if isinstance(unit, Refusal):
                    found.verdicts += [unit] * len(reported.cells)
                    continue
                entry = Entry(reported, self._store.find(ResultSheet, reported.sheet_id, connection))
                found.verdicts += _verdicts(entry, unit)
                found.seen = entry.sheet or found.seen
                if entry.cells:
                    found.seen = entry.recorded(command.act, origin.system, origin.batch)
                    found.changed.append(found.seen)
        return found


class _Told:
    """What is known of the units, movements and periods of a window."""

    def __init__(
        self,
        open_now: Callable[[UUID, Period], None],
        signed: SignedTables,
        connection: sa.Connection,
        window: Sequence[Reported],
    ) -> None:
        self._open_now = open_now
        self._connection = connection
        self._units = organisation.known_units(connection, list({each.unit_id for each in window}))
        units: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
        for each in window:
            units[each.movement_id, each.period].append(each.unit_id)
        named = {(each.movement_id, each.period): self._quarter(each) for each in window}
        self._refused = {key: found for key, found in named.items() if isinstance(found, Refusal)}
        self._described = {
            key: signed.described(connection, key[0], quarter, units[key])
            for key, quarter in named.items()
            if isinstance(quarter, Period)
        }

    def of(self, reported: Reported) -> OfUnit | Refusal:
        """What may be reported of this unit in this period, or why nothing."""
        key = reported.movement_id, reported.period
        if key in self._refused:
            return self._refused[key]
        if reported.unit_id not in self._units:
            return UnknownUnit(unit=reported.unit_id)
        described = self._described[key][reported.unit_id]
        if not described:
            [code] = organisation.unit_codes(self._connection, [reported.unit_id])
            return UnitOutsideTables(unit=code)
        return OfUnit(known=True, described=described)

    def _quarter(self, reported: Reported) -> Period | Refusal:
        try:
            quarter = reported.quarter
            results_are_reported_by_quarter(quarter)
            known_movement(self._connection, reported.movement_id)
            self._open_now(reported.movement_id, quarter)
        except Refusal as refusal:
            return refusal
        return quarter


def _verdicts(entry: Entry, unit: OfUnit) -> Iterator[bool | Refusal]:
    """The verdict on each cell; those to record are kept in the entry."""
    for cell in entry.reported.cells:
        outcome, detail = entry.outcome(cell, unit)
        entry.take(cell, new=outcome is Outcome.NEW)
        yield refusal_of(cell, outcome, detail) or outcome is Outcome.NEW
