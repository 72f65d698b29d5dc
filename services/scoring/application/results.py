"""Commands on results (kết quả): pushed in bulk, all or nothing, and corrected by appending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from kernel.refusals import Refusal
from kernel.store import Command, Receipt, Store
from services.scoring.application.judging import Entry, Reported, SignedTables, Told, looked_up
from services.scoring.application.loading import require_open
from services.scoring.domain.calendar import day_of
from services.scoring.domain.period import Period
from services.scoring.domain.result_sheet import Cell, ResultSheet
from services.scoring.domain.rights import Action, require
from services.scoring.domain.verdicts import Outcome, Verdict, judge, outcome_of, refuse
from services.scoring.views import boards


@dataclass(frozen=True)
class Delivery:
    """One push as a system sends it (một lần đẩy kết quả): who reports, its own number for the batch, and the cells.

    `unread` are the cells of a file that could not be read: with one of them nothing is recorded.
    """

    system: str
    batch: str
    reported: tuple[Reported, ...]
    unread: tuple[Verdict, ...] = ()


class ResultCommands:
    """Record, try, correct."""

    def __init__(self, store: Store, signed: SignedTables) -> None:
        self._store = store
        self._signed = signed

    def verdicts(self, command: Command, delivery: Delivery) -> list[Verdict]:
        """What a push of this delivery would do with each cell; nothing is recorded."""
        require(command.principal, Action.RECORD_RESULTS)
        return [*delivery.unread, *self._judged(command, delivery).verdicts]

    def record(self, command: Command, delivery: Delivery) -> Receipt:
        """Ghi nhận kết quả: every cell, or none if one of them is not good; what is recorded already stays as it is."""
        require(command.principal, Action.RECORD_RESULTS)
        judged = self._judged(command, delivery)
        if not delivery.unread:
            judged.name_the_one_cause()
        refuse([*delivery.unread, *judged.verdicts])
        changed = [entry.recorded(command.act, delivery.system, delivery.batch) for entry in judged.sheets.values()]
        recorded = sum(verdict.outcome is Outcome.NEW for verdict in judged.verdicts)
        details = {
            "sheets": len(changed),
            "cells": len(judged.verdicts),
            "recorded": recorded,
            "unchanged": len(judged.verdicts) - recorded,
        }
        return self._store.save(command, *changed, details=details)

    def correct(self, command: Command, sheet_id: UUID, cells: Sequence[Cell], reason: str) -> Receipt:
        """Đính chính kết quả: other values for recorded results, with the reason; open or closed, the quarter stays."""
        require(command.principal, Action.CORRECT_RESULTS)
        sheet = self._store.load(ResultSheet, sheet_id, command.expected_version)
        with self._store.reading() as connection:
            quarter = Period.parse(sheet.quarter)
            described = self._signed.described(connection, sheet.movement_id, quarter, [sheet.unit_id])
            shown = boards.showing(connection, sheet.unit_id, sheet.movement_id, sheet.quarter)
        of_unit = described[sheet.unit_id]
        refuse(
            Verdict(f"cells[{place}].value", cell.indicator, *judge(cell, of_unit.get(cell.indicator, ()), {}))
            for place, cell in enumerate(cells)
        )
        sheet.correct(command.act, cells, reason, shown)
        return self._store.save(command, sheet)

    def _judged(self, command: Command, delivery: Delivery) -> _Judged:
        """A verdict for every cell, and what each sheet would get."""
        found = _Judged()
        with self._store.reading() as connection:
            open_now = partial(require_open, self._store, day=day_of(command.act.effective))
            told = Told(open_now, self._signed, connection, delivery.reported)
            known = looked_up(self._store, connection, told, delivery.reported)
        for place, (reported, may, sheet) in enumerate(known):
            if isinstance(may, Refusal):
                found.refuse(place, reported, may)
                continue
            entry = found.sheets.setdefault(reported.sheet_id, Entry(reported, sheet))
            found.verdicts.extend(entry.judge(place, reported, may))
        return found


@dataclass
class _Judged:
    """What is said of a push; `causes` are why nothing is reported of some unit or in some period."""

    verdicts: list[Verdict] = field(default_factory=list)
    sheets: dict[UUID, Entry] = field(default_factory=dict)
    causes: list[Refusal] = field(default_factory=list)

    def refuse(self, place: int, reported: Reported, cause: Refusal) -> None:
        """Nothing of these cells may be reported: a verdict on each, where the push names the unit or period."""
        outcome, member = outcome_of(cause)
        fields = [reported.field(place, number, member) for number in range(len(reported.cells))]
        self.verdicts += [
            Verdict(at, cell.indicator, outcome, notes=(cause.text(),))
            for at, cell in zip(fields, reported.cells, strict=True)
        ]
        self.causes.append(cause)

    def name_the_one_cause(self) -> None:
        """Where the whole trouble is one unit, movement or period, say so by name and wherever it stands."""
        bad = [each for each in self.verdicts if not each.good]
        if len({each.text() for each in self.causes}) != 1 or {each.outcome for each in bad} - {
            outcome_of(self.causes[0])[0]
        }:
            return
        [cause, *_] = self.causes
        cause.fields = tuple(dict.fromkeys(each.field for each in bad))
        raise cause
