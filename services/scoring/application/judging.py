"""What is said of reported results (kết quả) before they are recorded, whichever way they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
from kernel.explanation import Text
from kernel.naming import id_of
from kernel.refusals import Refusal
from kernel.store import Store
from services.scoring.application.loading import require_unit_until
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.results import UnitOutsideTables
from services.scoring.domain.refusals.subjects import UnknownMovement, UnknownUnit
from services.scoring.domain.result_sheet import Cell, Push, ResultSheet
from services.scoring.domain.rules.reviews import results_are_reported_by_quarter
from services.scoring.domain.scheme import Indicator
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.verdicts import OF_INDICATOR, Outcome, Verdict, judge
from services.scoring.views import organisation, score_tables

Described = Mapping[str, Sequence[Indicator]]
"""The indicators that the tables covering a unit describe, by code."""


@dataclass(frozen=True)
class Place:
    """Where a table has a cell and what its row is of, and what is to be said of how they were read."""

    cell: str
    indicator: str
    unit_id: str
    movement_id: str
    period: str
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Reported:
    """The cells of one unit, movement and quarter in a push, both named by code or id as they came.

    `places` is where each cell stands if a table brought them.
    """

    unit: str
    movement: str
    period: str
    cells: tuple[Cell, ...]
    places: tuple[Place, ...] = ()

    @cached_property
    def unit_id(self) -> UUID:
        """The unit that is meant."""
        return id_of("unit", self.unit)

    @cached_property
    def movement_id(self) -> UUID:
        """The movement that is meant."""
        return id_of("movement", self.movement)

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

    def field(self, place: int, number: int, member: str = "cell") -> str:
        """Where the push has this cell, or says what it is of: in its table, else by the sheet's place."""
        if self.places:
            return str(getattr(self.places[number], member))
        return f"sheets[{place}].cells[{number}]" if member in {"cell", "indicator"} else f"sheets[{place}].{member}"


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


class Told:
    """What is known of the units, movements and periods that are reported of."""

    def __init__(
        self,
        open_now: Callable[[UUID, Period], None],
        signed: SignedTables,
        connection: sa.Connection,
        reported: Sequence[Reported],
    ) -> None:
        self._open_now = open_now
        self._connection = connection
        self._units = organisation.known_units(connection, list({each.unit_id for each in reported}))
        units: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
        for each in reported:
            units[each.movement_id, each.period].append(each.unit_id)
        of_each = {(each.movement_id, each.period): each for each in reported}
        named = {key: self._quarter(one) for key, one in of_each.items()}
        self._refused = {key: found for key, found in named.items() if isinstance(found, Refusal)}
        self._described = {
            key: signed.described(connection, key[0], quarter, units[key])
            for key, quarter in named.items()
            if isinstance(quarter, Period)
        }

    def of(self, reported: Reported) -> Described | Refusal:
        """The indicators that may be reported of this unit in this period, or why none."""
        key = reported.movement_id, reported.period
        if key in self._refused:
            return self._refused[key]
        if reported.unit_id not in self._units:
            return UnknownUnit(unit=reported.unit)
        return self._described[key][reported.unit_id] or self._why_none(reported)

    def _why_none(self, reported: Reported) -> Refusal:
        try:
            require_unit_until(self._connection, reported.unit_id, reported.quarter)
        except Refusal as refusal:
            return refusal
        [code] = organisation.unit_codes(self._connection, [reported.unit_id])
        return UnitOutsideTables(unit=code)

    def _quarter(self, reported: Reported) -> Period | Refusal:
        try:
            quarter = reported.quarter
            results_are_reported_by_quarter(quarter)
            if organisation.movement(self._connection, reported.movement_id) is None:
                return UnknownMovement(movement=reported.movement)
            self._open_now(reported.movement_id, quarter)
        except Refusal as refusal:
            return refusal
        return quarter


def looked_up(
    store: Store, connection: sa.Connection, told: Told, reported: Sequence[Reported]
) -> list[tuple[Reported, Described | Refusal, ResultSheet | None]]:
    """Each with what may be reported of it, or why nothing, and its sheet if one was begun: all sheets by one query."""
    described = [told.of(each) for each in reported]
    pairs = list(zip(reported, described, strict=True))
    ids = [each.sheet_id for each, may in pairs if not isinstance(may, Refusal)]
    begun = dict(zip(ids, store.find_many(ResultSheet, ids, connection), strict=True))
    return [(each, may, None if isinstance(may, Refusal) else begun[each.sheet_id]) for each, may in pairs]


class Entry:
    """One sheet as a push would change it."""

    def __init__(self, reported: Reported, sheet: ResultSheet | None) -> None:
        self.reported = reported
        self.sheet = sheet
        self.cells: list[Cell] = []
        self._recorded = {} if sheet is None else sheet.cells()
        self._seen: set[str] = set()

    def judge(self, place: int, reported: Reported, described: Described) -> Iterator[Verdict]:
        """The verdict on each cell; cells are kept for recording."""
        self.cells += reported.cells
        for number, cell in enumerate(reported.cells):
            notes = reported.places[number].notes if reported.places else ()
            outcome, detail = self.outcome(cell, described)
            field = reported.field(place, number, "indicator" if outcome in OF_INDICATOR else "cell")
            self._seen.add(cell.indicator)
            yield Verdict(field, cell.indicator, outcome, detail, notes)

    def outcome(self, cell: Cell, described: Described) -> tuple[Outcome, str]:
        """What would become of the cell, behind those judged before."""
        if cell.indicator in self._seen:
            return Outcome.REPEATED, cell.indicator
        return judge(cell, described.get(cell.indicator, ()), self._recorded)

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
