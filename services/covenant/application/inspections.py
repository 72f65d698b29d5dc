"""Commands on inspections and cross-checks: open, find, remedy, confirm, close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import load_unit, members_on, require_in_office
from services.covenant.domain import rights
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.inspection import Finding, Inspection, InspectionKind, Mandate
from services.covenant.domain.programme import ItemKind, Outcome, Programme
from services.covenant.domain.refusals.inspections import InspectionExists
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import inspections as rules
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.views import inspections


@dataclass(frozen=True)
class Opening:
    """An inspection as it is asked for: units by code or id."""

    code: str
    kind: InspectionKind
    inspector: str
    inspected: str
    period: str
    plan_item: str = ""


class InspectionCommands:
    """What can be done with inspections (kiểm tra, kiểm tra chéo)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, command: Command, cluster_id: UUID, opening: Opening) -> Receipt:
        """The head opens an inspection of one unit by another, by the plan or beside it."""
        cluster, day = self._store.load(Cluster, cluster_id), day_of(command.act)
        subject = Subject(cluster.owner_id, frozenset({cluster.id}))
        rights.require(command.principal, Action.OPEN_INSPECTION, subject)
        require_in_office(self._store, command, Action.OPEN_INSPECTION, subject)
        if self._store.find(Inspection, Inspection.id_for(cluster.id, opening.code)) is not None:
            raise InspectionExists(inspection=opening.code, cluster=cluster.code)
        mandate = self._mandate(opening)
        self._require_planned(cluster, mandate, day)
        units = {*members_on(self._store, cluster, day), *([] if cluster.owner_id is None else [cluster.owner_id])}
        inspection = Inspection.open(command.act, cluster, opening.code, mandate, units)
        return self._store.save(command, inspection, alongside=_taken_up_once(inspection))

    def find(self, command: Command, inspection_id: UUID, finding: Finding) -> Receipt:
        """The inspector records a finding."""
        inspection = self._inspecting(command, inspection_id)
        number = inspection.find(command.act, finding)
        return self._store.save(command, inspection, details={"finding": number})

    def report_remedy(self, command: Command, inspection_id: UUID, number: int, report: str, evidence: str) -> Receipt:
        """The unit inspected reports its remedy."""
        inspection = self._store.load(Inspection, inspection_id, command.expected_version)
        rights.require(command.principal, Action.REPORT_REMEDY, Subject(inspection.mandate.inspected_id))
        inspection.report_remedy(command.act, number, report, evidence)
        return self._store.save(command, inspection)

    def confirm_remedy(self, command: Command, inspection_id: UUID, number: int) -> Receipt:
        """The inspector confirms a remedy."""
        inspection = self._inspecting(command, inspection_id)
        inspection.confirm_remedy(command.act, number)
        return self._store.save(command, inspection)

    def reject_remedy(self, command: Command, inspection_id: UUID, number: int, reason: str, due_on: date) -> Receipt:
        """The inspector sends a remedy back."""
        inspection = self._inspecting(command, inspection_id)
        inspection.reject_remedy(command.act, number, reason, due_on)
        return self._store.save(command, inspection)

    def withdraw_finding(self, command: Command, inspection_id: UUID, number: int, reason: str) -> Receipt:
        """The inspector withdraws a finding."""
        inspection = self._inspecting(command, inspection_id)
        inspection.withdraw_finding(command.act, number, reason)
        return self._store.save(command, inspection)

    def close(self, command: Command, inspection_id: UUID, conclusion: str) -> Receipt:
        """The inspector closes the inspection; the item of the plan that it was opened by is done by it."""
        inspection = self._inspecting(command, inspection_id)
        inspection.close(command.act, conclusion)
        programme, item = self._programme(inspection), inspection.mandate.plan_item
        outcome = Outcome(conclusion.strip(), inspection.code)
        marked = programme is not None and programme.inspect(command.act, item, inspection.id, outcome)
        return self._save(command, inspection, programme if marked else None)

    def reopen(self, command: Command, inspection_id: UUID, reason: str) -> Receipt:
        """Opens a closed inspection again, and the item of the plan that its closing had marked."""
        inspection = self._inspecting(command, inspection_id)
        inspection.reopen(command.act, reason)
        programme, item = self._programme(inspection), inspection.mandate.plan_item
        marked = programme is not None and programme.inspect_again(command.act, item, inspection.id, reason.strip())
        return self._save(command, inspection, programme if marked else None)

    def _inspecting(self, command: Command, inspection_id: UUID) -> Inspection:
        inspection = self._store.load(Inspection, inspection_id, command.expected_version)
        rights.require(command.principal, Action.INSPECT, Subject(inspection.mandate.inspector_id))
        return inspection

    def _mandate(self, opening: Opening) -> Mandate:
        inspector = load_unit(self._store, opening.inspector, field="inspector")
        inspected = load_unit(self._store, opening.inspected, field="inspected")
        return Mandate(opening.kind, inspector.id, inspected.id, opening.period.upper(), opening.plan_item)

    def _save(self, command: Command, inspection: Inspection, programme: Programme | None) -> Receipt:
        if programme is None:
            return self._store.save(command, inspection)
        return self._store.save(command, inspection, programme, details={"plan_item": inspection.mandate.plan_item})

    def _programme(self, inspection: Inspection) -> Programme | None:
        """The year's plans that foresee it; None for one beside the plan."""
        if not inspection.mandate.plan_item:
            return None
        year = _year_of(inspection.mandate.period)
        return self._store.find(Programme, Programme.id_for(inspection.cluster_id, year))

    def _require_planned(self, cluster: Cluster, mandate: Mandate, day: date) -> None:
        year = _year_of(mandate.period)
        programme = self._store.find(Programme, Programme.id_for(cluster.id, year))
        item = None if programme is None else programme.items.get(mandate.plan_item)
        foreseen = item is not None and (item.kind, item.responsible_id, item.inspected_id) == (
            ItemKind.INSPECTION,
            mandate.inspector_id,
            mandate.inspected_id,
        )
        rules.the_plan_foresees_it(mandate.plan_item, year, foreseen=foreseen)
        if programme is not None and item is not None:
            nothing_precedes_what_it_rests_on(day, programme.planned[item.code])


def _taken_up_once(inspection: Inspection) -> Callable[[sa.Connection], None]:
    """Its item of the plan is that of no other inspection, one that is opened at this moment included."""
    year, item = _year_of(inspection.mandate.period), inspection.mandate.plan_item

    def check(connection: sa.Connection) -> None:
        other = inspections.citing(connection, inspection.cluster_id, year, item, but=inspection.id)
        rules.an_item_is_taken_up_once(item, year, other)

    return check


def _year_of(period: str) -> int:
    """The year whose plan a period belongs to."""
    return rules.first_day_of(rules.a_period_is_named(period)).year
