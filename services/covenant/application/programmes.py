"""Commands on the yearly programme of a block or cluster: adopt, adjust, report what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kernel.naming import id_of
from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import acting_for, members_on, subject_of
from services.covenant.domain import rights
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.programme import (
    Adjustment,
    Change,
    ItemKind,
    Outcome,
    Plan,
    PlanItem,
    Programme,
    Taking,
)
from services.covenant.domain.refusals.programmes import ProgrammeExists, UnknownProgramme
from services.covenant.domain.rights import Action, Subject
from services.covenant.views import units


@dataclass(frozen=True)
class ItemRow:
    """An item as it is asked for: units by code or id."""

    code: str
    kind: ItemKind
    content: str
    due_on: date
    responsible: str
    inspected: str | None = None
    indicator: str = ""
    expected: Decimal | None = None


@dataclass(frozen=True)
class ChangeRow:
    """A change of an item as it is asked for."""

    code: str
    due_on: date
    responsible: str


@dataclass(frozen=True)
class AdjustmentRows:
    """An adjustment as it is asked for."""

    document: str
    reason: str
    added: tuple[ItemRow, ...] = ()
    changed: tuple[ChangeRow, ...] = ()
    dropped: tuple[str, ...] = ()


class ProgrammeCommands:
    """What can be done with programmes (chương trình, kế hoạch năm)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def adopt(self, command: Command, cluster_id: UUID, year: int, document: str, rows: Sequence[ItemRow]) -> Receipt:
        """The head adopts the programme, progress plan and inspection plan of a year."""
        cluster = self._led(command, cluster_id)
        if self._store.find(Programme, Programme.id_for(cluster.id, year)) is not None:
            raise ProgrammeExists(cluster=cluster.code, year=year)
        day = day_of(command.act)
        acting = acting_for(self._store, command.principal, cluster, day)
        plan, taking = Plan(year, document, tuple(_item(row) for row in rows)), self._taking(cluster, day, rows)
        return self._store.save(command, Programme.adopt(command.act, cluster, acting, plan, taking))

    def adjust(self, command: Command, cluster_id: UUID, year: int, rows: AdjustmentRows) -> Receipt:
        """Adjusts the plans by a paper with its reason."""
        cluster = self._led(command, cluster_id)
        programme, day = self._load(command, cluster, year), day_of(command.act)
        acting = acting_for(self._store, command.principal, cluster, day)
        changed = tuple(Change(row.code, row.due_on, id_of("unit", row.responsible)) for row in rows.changed)
        added = tuple(_item(row) for row in rows.added)
        adjustment = Adjustment(rows.document, rows.reason, added, changed, rows.dropped)
        kept = [each.inspected_id for each in programme.items.values() if each.inspected_id is not None]
        taking = self._taking(cluster, day, [*rows.added, *rows.changed], kept)
        programme.adjust(command.act, cluster, acting, adjustment, taking)
        return self._store.save(command, programme)

    def report(self, command: Command, cluster_id: UUID, year: int, code: str, outcome: Outcome) -> Receipt:
        """The responsible unit, or the head, reports an item done."""
        programme = self._reported(command, cluster_id, year, code)
        programme.report(command.act, code, outcome)
        return self._store.save(command, programme)

    def withdraw_report(self, command: Command, cluster_id: UUID, year: int, code: str, reason: str) -> Receipt:
        """Takes a report back."""
        programme = self._reported(command, cluster_id, year, code)
        programme.withdraw_report(command.act, code, reason)
        return self._store.save(command, programme)

    def _led(self, command: Command, cluster_id: UUID) -> Cluster:
        cluster = self._store.load(Cluster, cluster_id)
        rights.require(command.principal, Action.PLAN_YEAR, subject_of(cluster, day_of(command.act)))
        return cluster

    def _reported(self, command: Command, cluster_id: UUID, year: int, code: str) -> Programme:
        cluster = self._store.load(Cluster, cluster_id)
        programme = self._load(command, cluster, year)
        subject = Subject(programme.item(code).responsible_id, frozenset({cluster.id}))
        rights.require(command.principal, Action.REPORT_ITEM, subject)
        return programme

    def _load(self, command: Command, cluster: Cluster, year: int) -> Programme:
        programme_id = Programme.id_for(cluster.id, year)
        if self._store.find(Programme, programme_id) is None:
            raise UnknownProgramme(cluster=cluster.code, year=year)
        return self._store.load(Programme, programme_id, command.expected_version)

    def _taking(
        self, cluster: Cluster, day: date, rows: Iterable[ItemRow | ChangeRow], others: Iterable[UUID] = ()
    ) -> Taking:
        """Who may take part that day, with the names by which those in the rows were given."""
        taking = {*members_on(self._store, cluster, day), *([] if cluster.owner_id is None else [cluster.owner_id])}
        given: dict[UUID, str] = {}
        for row in rows:
            inspected = row.inspected if isinstance(row, ItemRow) else None
            given |= {id_of("unit", each): each for each in (row.responsible, inspected) if each is not None}
        with self._store.reading() as connection:
            known = units.codes(connection, [*given, *others])
        return Taking(frozenset(taking), {**given, **known})


def _item(row: ItemRow) -> PlanItem:
    inspected_id = None if row.inspected is None else id_of("unit", row.inspected)
    return PlanItem(
        code=row.code,
        kind=row.kind,
        content=row.content.strip(),
        due_on=row.due_on,
        responsible_id=id_of("unit", row.responsible),
        inspected_id=inspected_id,
        indicator=row.indicator.strip(),
        expected=row.expected,
    )
