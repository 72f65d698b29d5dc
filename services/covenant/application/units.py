"""Commands on units, and the batch by which a national system keeps all of them current."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
from kernel.naming import id_of
from kernel.refusals import Refusal
from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import load_unit
from services.covenant.domain import rights
from services.covenant.domain.days import VIETNAM, day_of
from services.covenant.domain.refusals.units import NotYetTrue, UnitExists, UnitOfAnotherKind, UnknownUnit
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import units as rules
from services.covenant.domain.unit import Unit, UnitKind
from services.covenant.views import units as view


@dataclass(frozen=True)
class UnitRow:
    """What a unit is to be: `parent` is a code or an id, `since` the first day of it (default: the command's)."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None = None
    since: date | None = None


class UnitCommands:
    """What can be done with units (đơn vị)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def establish(self, command: Command, row: UnitRow) -> Receipt:
        """A new unit, from the command's day on."""
        rights.require(command.principal, Action.ESTABLISH_UNIT, Subject())
        if self._store.find(Unit, Unit.id_for(row.code)) is not None:
            raise UnitExists(unit=row.code)
        parent = None if row.parent is None else load_unit(self._store, row.parent, field="parent")
        unit = Unit.establish(command.act, row.code, row.name, row.kind, parent)
        return self._store.save(command, unit, alongside=_under_what_is_there(unit))

    def rename(self, command: Command, unit_id: UUID, name: str) -> Receipt:
        """Another name, from the command's day on."""
        unit = self._changing(command, unit_id)
        unit.rename(command.act, name)
        return self._store.save(command, unit)

    def move(self, command: Command, unit_id: UUID, parent: str | None) -> Receipt:
        """Another parent, from the command's day on."""
        unit = self._changing(command, unit_id)
        above = None if parent is None else load_unit(self._store, parent, field="parent")
        line = _line_above(above, day_of(command.act), lambda each: self._store.find(Unit, each))
        unit.move(command.act, above, line)
        return self._store.save(command, unit, alongside=_under_what_is_there(unit))

    def merge(self, command: Command, unit_id: UUID, into: str) -> Receipt:
        """Ends the unit in favour of another."""
        unit = self._changing(command, unit_id)
        other, day = load_unit(self._store, into, field="into"), day_of(command.act)
        unit.merge(command.act, other, self._under(unit, command))

        def check(connection: sa.Connection) -> None:
            _nobody_left_behind(unit, day)(connection)
            _require_there(connection, other.id, day)

        return self._store.save(command, unit, alongside=check)

    def dissolve(self, command: Command, unit_id: UUID) -> Receipt:
        """Ends the unit."""
        unit = self._changing(command, unit_id)
        unit.dissolve(command.act, self._under(unit, command))
        return self._store.save(command, unit, alongside=_nobody_left_behind(unit, day_of(command.act)))

    def take_batch(
        self, command: Command, rows: Sequence[UnitRow | Refusal], numbers: Sequence[int] | None = None
    ) -> Receipt:
        """Brings units to what the rows say, in their order: a verdict per row, the good rows recorded together.

        A row that says what is known already changes nothing, so the same batch may come again; nor does a row without
        a parent change the parent of a unit that has one. One that could not be read comes as its refusal. `numbers`
        are the rows' own, told in their verdicts.
        """
        rights.require(command.principal, Action.ESTABLISH_UNIT, Subject())
        rights.require(command.principal, Action.CHANGE_UNIT, Subject())
        batch = _Batch(self._store, command.act)
        verdicts = [batch.take(row) for row in rows]
        if numbers is not None:
            verdicts = [{"row": number, **verdict} for number, verdict in zip(numbers, verdicts, strict=True)]
        counts = Counter(verdict["verdict"] for verdict in verdicts)
        details = {"counts": dict(sorted(counts.items())), "verdicts": verdicts}
        if not batch.units:
            return Receipt(command.act.correlation, 0, 0, details=details)
        told = batch.units.values()
        return self._store.save(command, *told, details=details, alongside=_under_what_is_there(*told))

    def _under(self, unit: Unit, command: Command) -> list[str]:
        with self._store.reading() as connection:
            return view.under_since(connection, unit.id, day_of(command.act))

    def _changing(self, command: Command, unit_id: UUID) -> Unit:
        unit = self._store.load(Unit, unit_id, command.expected_version)
        rights.require(command.principal, Action.CHANGE_UNIT, Subject(unit.id))
        return unit


def _nobody_left_behind(unit: Unit, day: date) -> Callable[[sa.Connection], None]:
    """Nobody stands under a unit that ends, or goes up in it, one who was recorded at this moment included."""

    def check(connection: sa.Connection) -> None:
        rules.nobody_stands_under_what_ends(unit.code, day, view.under_since(connection, unit.id, day))
        rules.nobody_goes_up_in_what_ended(unit.code, day, view.merged_since(connection, unit.id, day))

    return check


def _under_what_is_there(*units: Unit) -> Callable[[sa.Connection], None]:
    """The unit above each did not end at this moment."""

    def check(connection: sa.Connection) -> None:
        for since, parent_id in dict.fromkeys(each.parents[-1] for each in units):  # many of a batch have one above
            if parent_id is not None:
                _require_there(connection, parent_id, since)

    return check


def _require_there(connection: sa.Connection, unit_id: UUID, day: date) -> None:
    for found in view.by_ids(connection, [unit_id], day):
        if found is not None:
            rules.it_exists_on(day, found["code"], found["established_on"], found["ended_on"])


def _line_above(unit: Unit | None, day: date, find: Callable[[UUID], Unit | None]) -> list[UUID]:
    """The unit and all units above it on that day."""
    line: list[UUID] = []
    while unit is not None and unit.id not in line:
        line.append(unit.id)
        parent_id = unit.parent_on(day)
        unit = None if parent_id is None else find(parent_id)
    return line


class _Batch:
    """The units of one batch as its rows find and leave them; a refused row leaves them as it found them."""

    def __init__(self, store: Store, act: Act) -> None:
        self._store = store
        self._act = act
        self.units: dict[UUID, Unit] = {}

    def take(self, row: UnitRow | Refusal) -> dict[str, Any]:
        """The verdict on one row: established, changed, unchanged, or refused with the problem."""
        if isinstance(row, Refusal):
            return {"verdict": "refused", "problem": row.as_problem()}
        try:
            unit, verdict = self._applied(row)
        except Refusal as refusal:
            return {"code": row.code, "verdict": "refused", "problem": refusal.as_problem()}
        self.units[unit.id] = unit
        return {"code": row.code, "verdict": verdict, "id": str(unit.id), "version": unit.version}

    def _applied(self, row: UnitRow) -> tuple[Unit, str]:
        act = self._act_of(row)
        day = day_of(act)
        parent = None if row.parent is None else self._require(row.parent)
        known = self._find(Unit.id_for(row.code))
        if known is None:
            return Unit.establish(act, row.code, row.name, row.kind, parent), "established"
        if known.kind is not row.kind:
            raise UnitOfAnotherKind(unit=row.code, kind=known.kind, given=row.kind)
        unit = deepcopy(known)
        if parent is not None and unit.parent_on(day) != parent.id:
            unit.move(act, parent, _line_above(parent, day, self._find))
        if unit.name_on(day) != row.name.strip():
            unit.rename(act, row.name)
        return unit, "unchanged" if unit.version == known.version else "changed"

    def _act_of(self, row: UnitRow) -> Act:
        if row.since is None:
            return self._act
        since = datetime.combine(row.since, time(), VIETNAM)
        if since > self._act.at:
            raise NotYetTrue(day=row.since)
        return replace(self._act, effective=since)

    def _find(self, unit_id: UUID) -> Unit | None:
        return self.units.get(unit_id) or self._store.find(Unit, unit_id)

    def _require(self, reference: str) -> Unit:
        found = self._find(id_of("unit", reference))
        if found is None:
            raise UnknownUnit(unit=reference, fields=("parent",))
        return found
