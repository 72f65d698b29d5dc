"""What is said of reported results (kết quả) before they are recorded, whichever way they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
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
class Reported:
    """The cells of one unit, movement and quarter in a push; `rows` are their numbers where a table brought them."""

    unit_id: UUID
    movement_id: UUID
    period: str
    cells: tuple[Cell, ...]
    rows: tuple[int, ...] = ()

    @property
    def sheet_id(self) -> UUID:
        """The sheet these cells belong on.

        Raises:
            UnknownPeriod: `period` is none.
        """
        return ResultSheet.id_for(self.unit_id, self.movement_id, Period.parse(self.period))

    def field(self, place: int, number: int) -> str:
        """Where the push has this cell: its row, else by the sheet's place and its own."""
        return f"rows[{self.rows[number]}]" if self.rows else f"sheets[{place}].cells[{number}]"

    def unit_field(self, place: int) -> str:
        """Where the push names the unit."""
        return f"rows[{self.rows[0]}].unit_id" if self.rows else f"sheets[{place}].unit_id"


def described_for(
    store: Store, connection: sa.Connection, movement_id: UUID, quarter: Period, unit_ids: Sequence[UUID]
) -> Mapping[UUID, Described]:
    """For each unit, the indicators of the signed tables of its blocks and clusters at the quarter's end."""
    clusters = organisation.clusters_of(connection, unit_ids, quarter.ends)
    wanted = list({cluster_id for found in clusters.values() for cluster_id in found})
    signed = store.find_many(ScoreTable, score_tables.signed_for(connection, movement_id, wanted), connection)
    tables = {table.cluster_id: table.in_force().scheme for table in signed if table is not None}
    described: dict[UUID, dict[str, list[Indicator]]] = {}
    for unit_id, found in clusters.items():
        described[unit_id] = defaultdict(list)
        for scheme in (tables[cluster_id] for cluster_id in found if cluster_id in tables):
            for indicator in scheme.indicators:
                described[unit_id][indicator.code].append(indicator)
    return described


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
        for number, cell in enumerate(reported.cells):
            outcome, detail = self.outcome(cell, unit)
            self.take(cell, new=True)
            yield Verdict(reported.field(place, number), cell.indicator, outcome, detail)

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
            quarter = Period.parse(reported.period)
            return ResultSheet.begin(act, reported.unit_id, reported.movement_id, quarter, push)
        self.sheet.record(act, push)
        return self.sheet
