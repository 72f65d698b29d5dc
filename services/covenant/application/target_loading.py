"""Loading figures over years in bulk: a verdict per row, the good ones set into the units' draft tables together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.refusals import Refusal
from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import load_unit, require_departments
from services.covenant.domain import rights
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import FigureTarget, TargetTable, YearFigure
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.plans import BandOverYears, OtherMeasure, OutsideTheYears
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import plans
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit

COLUMNS: Mapping[type[Refusal], tuple[str, ...]] = {
    BandOverYears: ("direction",),
    MalformedCode: ("indicator",),
    NothingWritten: ("name", "unit_of_measure"),
    OtherMeasure: ("unit_of_measure", "area"),
    OutsideTheYears: ("year",),
}
"""The columns of a row that such a refusal is about, where it is not the figure."""


@dataclass(frozen=True)
class FigureRow:
    """One cell: a unit (code or id), a target without its years, a year, and its figure if one is found."""

    unit: str
    target: FigureTarget
    year: int
    figure: Decimal | None


@dataclass
class _Loaded:
    """A unit's table as the rows find and leave it; `before` is what stood there."""

    unit: Unit
    covenant: Covenant
    plan: TargetPlan
    before: TargetTable
    table: TargetTable


class TargetLoading:
    """What can be loaded into the tables of a movement over years."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(
        self,
        command: Command,
        movement_id: UUID,
        rows: Sequence[tuple[int, FigureRow | Refusal]],
        *,
        preview: bool,
    ) -> Receipt:
        """Sets each row's figure into its unit's draft, drafting covenant and table where there is none.

        A verdict per row: set, unchanged, not_found (no figure, never zero), or refused with the problem. A preview
        gives the same verdicts and records nothing.
        """
        rights.require(command.principal, Action.LOAD_TARGETS, Subject())
        plans.something_is_loaded(rows)
        movement = self._store.load(Movement, movement_id)
        movement.require_open()
        movement.require_years()
        batch = _Batch(self._store, command, movement)
        verdicts = [{"row": number, **batch.take(row)} for number, row in rows]
        counts = Counter(verdict["verdict"] for verdict in verdicts)
        details = {"counts": dict(sorted(counts.items())), "verdicts": verdicts, "preview": preview}
        changed = batch.changed()
        if preview or not changed:
            return Receipt(command.act.correlation, 0, 0, details=details)
        for each in changed:
            each.plan.set_table(command.act, each.unit, movement, each.table)
            each.covenant.set_targets(command.act, movement, each.plan.figures_of(movement.years[-1]))
        aggregates = [aggregate for each in changed for aggregate in (each.plan, each.covenant)]
        return self._store.save(command, *aggregates, details=details)


class _Batch:
    """The tables of one batch; a refused row leaves its table as it found it."""

    def __init__(self, store: Store, command: Command, movement: Movement) -> None:
        self._store = store
        self._command = command
        self._movement = movement
        self._tables: dict[UUID, _Loaded] = {}

    def changed(self) -> list[_Loaded]:
        """The tables that the rows changed."""
        return [each for each in self._tables.values() if each.table != each.before]

    def take(self, row: FigureRow | Refusal) -> dict[str, Any]:
        """The verdict on one row."""
        if isinstance(row, Refusal):
            return {"verdict": "refused", "problem": row.as_problem()}
        said = {"unit": row.unit, "indicator": row.target.indicator, "year": row.year}
        if row.figure is None:
            return {**said, "verdict": "not_found"}
        try:
            return {**said, "verdict": self._set(row, YearFigure(row.year, row.figure))}
        except Refusal as refusal:
            refusal.fields = _columns_of(refusal)
            return {**said, "verdict": "refused", "problem": refusal.as_problem()}

    def _set(self, row: FigureRow, stated: YearFigure) -> str:
        loaded = self._loaded(load_unit(self._store, row.unit))
        require_departments(self._store, {row.target.indicator: row.target.department_id})
        table = _with(loaded.table, row.target, stated)
        checked = loaded.plan.checked(self._command.act, loaded.unit, self._movement, table)
        verdict = "unchanged" if checked == loaded.table else "set"
        loaded.table = checked
        return verdict

    def _loaded(self, unit: Unit) -> _Loaded:
        if unit.id not in self._tables:
            act, covenant_id = self._command.act, Covenant.id_for(unit.id, self._movement.id)
            covenant = self._store.find(Covenant, covenant_id) or Covenant.draft(act, unit, self._movement)
            plan = self._store.find(TargetPlan, TargetPlan.id_for(covenant_id))
            plan = plan or TargetPlan.draft(act, covenant, self._movement)
            self._tables[unit.id] = _Loaded(unit, covenant, plan, plan.table, plan.table)
        return self._tables[unit.id]


def _columns_of(refusal: Refusal) -> tuple[str, ...]:
    """What is refused of a unit's figures, told as the columns of the row that states them."""
    if refusal.fields != ("figures",):
        return refusal.fields
    return COLUMNS.get(type(refusal), ("figure",))


def _with(table: TargetTable, target: FigureTarget, stated: YearFigure) -> TargetTable:
    """The table with this figure; a target that it has keeps what was said of it, but takes the row's measure."""
    known = next((each for each in table.figures if each.indicator == target.indicator), None)
    if known is None:
        return replace(table, figures=(*table.figures, replace(target, years=(stated,))))
    years = {each.year: each for each in known.years} | {stated.year: stated}
    said = replace(
        known,
        unit_of_measure=target.unit_of_measure,
        area=target.area,
        years=tuple(years[year] for year in sorted(years)),
    )
    figures = tuple(said if each.indicator == target.indicator else each for each in table.figures)
    return replace(table, figures=figures)
