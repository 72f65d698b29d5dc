"""What is said of reported results (kết quả) before they are recorded, whichever way they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
from kernel.explanation import Text
from kernel.store import Store
from services.scoring.domain.period import Period
from services.scoring.domain.result_sheet import Cell, Push, ResultSheet
from services.scoring.domain.scheme import Indicator
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.verdicts import Outcome, Verdict, judge
from services.scoring.views import organisation, score_tables

Described = Mapping[str, Sequence[Indicator]]
"""The indicators that the tables covering a unit describe, by code."""


@dataclass(frozen=True)
class Place:
    """Where a table has a cell, where it names the unit, and what is to be said of how they were read."""

    cell: str
    unit: str
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Reported:
    """The cells of one unit, movement and quarter in a push; `places` is where each stands if a table brought them."""

    unit_id: UUID
    movement_id: UUID
    period: str
    cells: tuple[Cell, ...]
    places: tuple[Place, ...] = ()

    @cached_property
    def quarter(self) -> Period:
        """The period.

        Raises:
            UnknownPeriod: `period` is none.
        """
        return Period.parse(self.period)

    @cached_property
    def sheet_id(self) -> UUID:
        """The sheet these cells belong on.

        Raises:
            UnknownPeriod: `period` is none.
        """
        return ResultSheet.id_for(self.unit_id, self.movement_id, self.quarter)

    def field(self, place: int, number: int) -> str:
        """Where the push has this cell: in its table, else by the sheet's place and its own."""
        return self.places[number].cell if self.places else f"sheets[{place}].cells[{number}]"

    def unit_field(self, place: int) -> str:
        """Where the push names the unit."""
        return self.places[0].unit if self.places else f"sheets[{place}].unit_id"


class SignedTables:
    """What the signed score tables describe. A signed table never changes, so each is read from the log only once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[UUID, tuple[UUID, Sequence[Indicator]]] = {}
        """Of each table whose it is, and its indicators."""

    def described(
        self, connection: sa.Connection, movement_id: UUID, quarter: Period, unit_ids: Sequence[UUID]
    ) -> Mapping[UUID, Described]:
        """For each unit, the indicators of the signed tables of its blocks and clusters at the quarter's end."""
        clusters = organisation.clusters_of(connection, unit_ids, quarter.ends)
        signed = self._signed(connection, movement_id, list({each for found in clusters.values() for each in found}))
        together = {
            found: _described(signed[each] for each in found if each in signed) for found in set(clusters.values())
        }
        return {unit_id: together[found] for unit_id, found in clusters.items()}

    def _signed(
        self, connection: sa.Connection, movement_id: UUID, cluster_ids: Sequence[UUID]
    ) -> dict[UUID, Sequence[Indicator]]:
        """The indicators of the signed table of each block or cluster that has one."""
        ids = score_tables.signed_for(connection, movement_id, cluster_ids)
        new = [each for each in ids if each not in self._read]
        for id, table in zip(new, self._store.find_many(ScoreTable, new, connection), strict=True):
            if table is not None:
                self._read[id] = table.cluster_id, table.in_force().scheme.indicators
        return dict(self._read[each] for each in ids if each in self._read)


def _described(tables: Iterable[Sequence[Indicator]]) -> Described:
    found: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in chain.from_iterable(tables):
        found[indicator.code].append(indicator)
    return found


@dataclass(frozen=True)
class OfUnit:
    """What a push may report of a unit."""

    known: bool
    described: Described


class Entry:
    """One sheet as a push would change it."""

    def __init__(self, reported: Reported, sheet: ResultSheet | None) -> None:
        self.reported = reported
        self.sheet = sheet
        self.cells: list[Cell] = []
        self._recorded = {} if sheet is None else sheet.cells()
        self._seen: set[str] = set()

    def judge(self, place: int, reported: Reported, unit: OfUnit) -> Iterator[Verdict]:
        """The verdict on each cell; cells are kept for recording."""
        self.cells += reported.cells
        for number, cell in enumerate(reported.cells):
            notes = reported.places[number].notes if reported.places else ()
            verdict = Verdict(reported.field(place, number), cell.indicator, *self.outcome(cell, unit), notes)
            self._seen.add(cell.indicator)
            yield verdict

    def outcome(self, cell: Cell, unit: OfUnit) -> tuple[Outcome, str]:
        """What would become of the cell, behind those judged before."""
        if not unit.known:
            return Outcome.UNKNOWN_UNIT, ""
        if not unit.described:
            return Outcome.UNIT_OUTSIDE_TABLES, ""
        if cell.indicator in self._seen:
            return Outcome.REPEATED, cell.indicator
        return judge(cell, unit.described.get(cell.indicator, ()), self._recorded)

    def take(self, cell: Cell, *, new: bool) -> None:
        """The cell was judged; a new one is to be recorded."""
        self._seen.add(cell.indicator)
        if new:
            self.cells.append(cell)

    def recorded(self, act: Act, system: str, batch: str) -> ResultSheet:
        """The sheet with the cells that were kept."""
        push = Push(tuple(self.cells), system, batch)
        if self.sheet is None:
            reported = self.reported
            return ResultSheet.begin(act, reported.unit_id, reported.movement_id, reported.quarter, push)
        self.sheet.record(act, push)
        return self.sheet
