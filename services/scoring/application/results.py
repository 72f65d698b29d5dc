"""Commands on results (kết quả): pushed in bulk, all or nothing, and corrected by appending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Command, Receipt, Store
from services.scoring.application.loading import called, known_movement, require_open
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.results import UnitOutsideTables
from services.scoring.domain.refusals.subjects import UnknownUnit
from services.scoring.domain.result_sheet import Cell, Push, ResultSheet
from services.scoring.domain.rights import Action, require
from services.scoring.domain.rules.reviews import results_are_reported_by_quarter
from services.scoring.domain.scheme import Indicator
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.verdicts import Outcome, Verdict, judge, refuse
from services.scoring.views import organisation, score_tables

Described = Mapping[str, Sequence[Indicator]]
"""The indicators that the tables covering a unit describe, by code."""


@dataclass(frozen=True)
class Reported:
    """The cells of one unit, movement and quarter in a push."""

    unit_id: UUID
    movement_id: UUID
    period: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Delivery:
    """One push as a system sends it (một lần đẩy kết quả): who reports, its own number for the batch, and the cells."""

    system: str
    batch: str
    reported: tuple[Reported, ...]


class ResultCommands:
    """Record, try, correct."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def verdicts(self, command: Command, delivery: Delivery) -> list[Verdict]:
        """What a push of this delivery would do with each cell; nothing is recorded."""
        require(command.principal, Action.RECORD_RESULTS)
        verdicts, _ = self._judged(delivery)
        return verdicts

    def record(self, command: Command, delivery: Delivery) -> Receipt:
        """Ghi nhận kết quả: every cell, or none if one of them is not good; what is recorded already stays as it is."""
        require(command.principal, Action.RECORD_RESULTS)
        verdicts, sheets = self._judged(delivery)
        self._name_the_one_cause(delivery, verdicts)
        refuse(verdicts)
        changed = [_recorded(command, delivery, entry) for entry in sheets.values()]
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
            described = self._described(connection, sheet.movement_id, quarter, [sheet.unit_id])[sheet.unit_id]
        refuse(
            Verdict(f"cells[{place}].value", cell.indicator, *judge(cell, described.get(cell.indicator, ()), {}))
            for place, cell in enumerate(cells)
        )
        sheet.correct(command.act, cells, reason)
        return self._store.save(command, sheet)

    def _name_the_one_cause(self, delivery: Delivery, verdicts: Sequence[Verdict]) -> None:
        """Where the whole trouble is a unit, say so by name instead of cell by cell."""
        bad = [verdict for verdict in verdicts if not verdict.good]
        if not bad or {verdict.outcome for verdict in bad} - {Outcome.UNKNOWN_UNIT, Outcome.UNIT_OUTSIDE_TABLES}:
            return
        place = int(bad[0].field.split("[", 2)[1].split("]", 1)[0])
        unit_id, fields = delivery.reported[place].unit_id, (f"sheets[{place}].unit_id",)
        if bad[0].outcome is Outcome.UNKNOWN_UNIT:
            raise UnknownUnit(unit=unit_id, fields=fields)
        raise UnitOutsideTables(unit=called(self._store, unit_id), fields=fields)

    def _judged(self, delivery: Delivery) -> tuple[list[Verdict], dict[UUID, _Entry]]:
        """A verdict for every cell, and what each sheet would get."""
        verdicts: list[Verdict] = []
        sheets: dict[UUID, _Entry] = {}
        with self._store.reading() as connection:
            known = organisation.known_units(connection, list({each.unit_id for each in delivery.reported}))
            described = self._all_described(connection, delivery)
            for place, reported in enumerate(delivery.reported):
                quarter = Period.parse(reported.period)
                sheet_id = ResultSheet.id_for(reported.unit_id, reported.movement_id, quarter)
                if sheet_id not in sheets:
                    sheets[sheet_id] = _Entry(reported, self._store.find(ResultSheet, sheet_id, connection))
                indicators = described[reported.movement_id, quarter][reported.unit_id]
                of_unit = _Unit(reported.unit_id in known, indicators)
                verdicts.extend(sheets[sheet_id].judge(place, reported, of_unit))
        return verdicts, sheets

    def _all_described(
        self, connection: sa.Connection, delivery: Delivery
    ) -> dict[tuple[UUID, Period], Mapping[UUID, Described]]:
        units: dict[tuple[UUID, Period], list[UUID]] = defaultdict(list)
        for reported in delivery.reported:
            quarter = Period.parse(reported.period)
            results_are_reported_by_quarter(quarter)
            units[reported.movement_id, quarter].append(reported.unit_id)
        for movement_id, quarter in units:
            known_movement(connection, movement_id)
            require_open(self._store, movement_id, quarter)
        return {
            (movement_id, quarter): self._described(connection, movement_id, quarter, unit_ids)
            for (movement_id, quarter), unit_ids in units.items()
        }

    def _described(
        self, connection: sa.Connection, movement_id: UUID, quarter: Period, unit_ids: Sequence[UUID]
    ) -> Mapping[UUID, Described]:
        """For each unit, the indicators of the signed tables of its blocks and clusters at the quarter's end."""
        clusters = organisation.clusters_of(connection, unit_ids, quarter.ends)
        wanted = list({cluster_id for found in clusters.values() for cluster_id in found})
        tables = {
            table.cluster_id: table.in_force().scheme
            for table_id in score_tables.signed_for(connection, movement_id, wanted)
            if (table := self._store.find(ScoreTable, table_id, connection)) is not None
        }
        described: dict[UUID, dict[str, list[Indicator]]] = {}
        for unit_id, found in clusters.items():
            described[unit_id] = defaultdict(list)
            for scheme in (tables[cluster_id] for cluster_id in found if cluster_id in tables):
                for indicator in scheme.indicators:
                    described[unit_id][indicator.code].append(indicator)
        return described


@dataclass(frozen=True)
class _Unit:
    """What a push may report of a unit."""

    known: bool
    described: Described


class _Entry:
    """One sheet as a push would change it."""

    def __init__(self, reported: Reported, sheet: ResultSheet | None) -> None:
        self.reported = reported
        self.sheet = sheet
        self.cells: list[Cell] = []
        self._recorded = {} if sheet is None else sheet.cells()
        self._seen: set[str] = set()

    def judge(self, place: int, reported: Reported, unit: _Unit) -> Iterator[Verdict]:
        """The verdict on each cell; cells are kept for recording."""
        for number, cell in enumerate(reported.cells):
            outcome, detail = self._outcome(cell, unit)
            self._seen.add(cell.indicator)
            self.cells.append(cell)
            yield Verdict(f"sheets[{place}].cells[{number}]", cell.indicator, outcome, detail)

    def _outcome(self, cell: Cell, unit: _Unit) -> tuple[Outcome, str]:
        if not unit.known:
            return Outcome.UNKNOWN_UNIT, ""
        if not unit.described:
            return Outcome.UNIT_OUTSIDE_TABLES, ""
        if cell.indicator in self._seen:
            return Outcome.REPEATED, cell.indicator
        return judge(cell, unit.described.get(cell.indicator, ()), self._recorded)


def _recorded(command: Command, delivery: Delivery, entry: _Entry) -> ResultSheet:
    push = Push(tuple(entry.cells), delivery.system, delivery.batch)
    if entry.sheet is None:
        reported = entry.reported
        quarter = Period.parse(reported.period)
        return ResultSheet.begin(command.act, reported.unit_id, reported.movement_id, quarter, push)
    entry.sheet.record(command.act, push)
    return entry.sheet
