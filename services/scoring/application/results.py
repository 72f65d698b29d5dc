"""Commands on results (kết quả): pushed in bulk, all or nothing, and corrected by appending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Command, Receipt, Store
from services.scoring.application.judging import Described, Entry, OfUnit, Reported, SignedTables
from services.scoring.application.loading import called, known_movement, require_open
from services.scoring.domain.calendar import day_of
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.results import UnitOutsideTables
from services.scoring.domain.refusals.subjects import UnknownUnit
from services.scoring.domain.result_sheet import Cell, ResultSheet
from services.scoring.domain.rights import Action, require
from services.scoring.domain.rules.reviews import results_are_reported_by_quarter
from services.scoring.domain.verdicts import Outcome, Verdict, judge, refuse
from services.scoring.views import boards, organisation


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
        verdicts, _ = self._judged(command, delivery)
        return [*delivery.unread, *verdicts]

    def record(self, command: Command, delivery: Delivery) -> Receipt:
        """Ghi nhận kết quả: every cell, or none if one of them is not good; what is recorded already stays as it is."""
        require(command.principal, Action.RECORD_RESULTS)
        verdicts, sheets = self._judged(command, delivery)
        if not delivery.unread:
            self._name_the_one_cause(delivery, verdicts)
        refuse([*delivery.unread, *verdicts])
        changed = [entry.recorded(command.act, delivery.system, delivery.batch) for entry in sheets.values()]
        recorded = sum(verdict.outcome is Outcome.NEW for verdict in verdicts)
        details = {
            "sheets": len(changed),
            "cells": len(verdicts),
            "recorded": recorded,
            "unchanged": len(verdicts) - recorded,
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

    def _name_the_one_cause(self, delivery: Delivery, verdicts: Sequence[Verdict]) -> None:
        """Where the whole trouble is a unit, say so by name instead of cell by cell."""
        bad = [number for number, verdict in enumerate(verdicts) if not verdict.good]
        causes = {verdicts[number].outcome for number in bad}
        if not bad or causes - {Outcome.UNKNOWN_UNIT, Outcome.UNIT_OUTSIDE_TABLES}:
            return
        places = [place for place, reported in enumerate(delivery.reported) for _ in reported.cells]
        place, verdict = places[bad[0]], verdicts[bad[0]]
        unit_id, fields = delivery.reported[place].unit_id, (delivery.reported[place].unit_field(place),)
        if verdict.outcome is Outcome.UNKNOWN_UNIT:
            raise UnknownUnit(unit=unit_id, fields=fields)
        raise UnitOutsideTables(unit=called(self._store, unit_id), fields=fields)

    def _judged(self, command: Command, delivery: Delivery) -> tuple[list[Verdict], dict[UUID, Entry]]:
        """A verdict for every cell, and what each sheet would get."""
        verdicts: list[Verdict] = []
        sheets: dict[UUID, Entry] = {}
        with self._store.reading() as connection:
            known = organisation.known_units(connection, list({each.unit_id for each in delivery.reported}))
            described = self._all_described(command, connection, delivery)
            ids = [each.sheet_id for each in delivery.reported]
            begun = dict(zip(ids, self._store.find_many(ResultSheet, ids, connection), strict=True))
            for place, (sheet_id, reported) in enumerate(zip(ids, delivery.reported, strict=True)):
                if sheet_id not in sheets:
                    sheets[sheet_id] = Entry(reported, begun[sheet_id])
                indicators = described[reported.movement_id, reported.quarter][reported.unit_id]
                of_unit = OfUnit(reported.unit_id in known, indicators)
                verdicts.extend(sheets[sheet_id].judge(place, reported, of_unit))
        return verdicts, sheets

    def _all_described(
        self, command: Command, connection: sa.Connection, delivery: Delivery
    ) -> dict[tuple[UUID, Period], Mapping[UUID, Described]]:
        units: dict[tuple[UUID, Period], list[UUID]] = defaultdict(list)
        for reported in delivery.reported:
            results_are_reported_by_quarter(reported.quarter)
            units[reported.movement_id, reported.quarter].append(reported.unit_id)
        for movement_id, quarter in units:
            known_movement(connection, movement_id)
            require_open(self._store, movement_id, quarter, day_of(command.act.effective))
        return {
            (movement_id, quarter): self._signed.described(connection, movement_id, quarter, unit_ids)
            for (movement_id, quarter), unit_ids in units.items()
        }
