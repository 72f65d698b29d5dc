"""Commands on inspections and cross-checks: open, find, remedy, confirm, close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import load_unit
from services.covenant.domain import rights
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.inspection import Finding, Inspection, InspectionKind, Mandate
from services.covenant.domain.programme import ItemKind, Programme
from services.covenant.domain.refusals.inspections import InspectionExists
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import inspections as rules


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
        rights.require(command.principal, Action.OPEN_INSPECTION, Subject(cluster.owner_id, frozenset({cluster.id})))
        if self._store.find(Inspection, Inspection.id_for(cluster.id, opening.code)) is not None:
            raise InspectionExists(inspection=opening.code, cluster=cluster.code)
        mandate = self._mandate(opening)
        self._require_planned(cluster, mandate)
        units = {*cluster.members_on(day), *([] if cluster.owner_id is None else [cluster.owner_id])}
        return self._store.save(command, Inspection.open(command.act, cluster, opening.code, mandate, units))

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
        """The inspector closes the inspection."""
        inspection = self._inspecting(command, inspection_id)
        inspection.close(command.act, conclusion)
        return self._store.save(command, inspection)

    def reopen(self, command: Command, inspection_id: UUID, reason: str) -> Receipt:
        """Opens a closed inspection again."""
        inspection = self._inspecting(command, inspection_id)
        inspection.reopen(command.act, reason)
        return self._store.save(command, inspection)

    def _inspecting(self, command: Command, inspection_id: UUID) -> Inspection:
        inspection = self._store.load(Inspection, inspection_id, command.expected_version)
        rights.require(command.principal, Action.INSPECT, Subject(inspection.mandate.inspector_id))
        return inspection

    def _mandate(self, opening: Opening) -> Mandate:
        inspector = load_unit(self._store, opening.inspector, field="inspector")
        inspected = load_unit(self._store, opening.inspected, field="inspected")
        return Mandate(opening.kind, inspector.id, inspected.id, opening.period, opening.plan_item)

    def _require_planned(self, cluster: Cluster, mandate: Mandate) -> None:
        year = rules.first_day_of(rules.a_period_is_named(mandate.period)).year
        programme = self._store.find(Programme, Programme.id_for(cluster.id, year))
        item = None if programme is None else programme.items.get(mandate.plan_item)
        foreseen = item is not None and (item.kind, item.responsible_id, item.inspected_id) == (
            ItemKind.INSPECTION,
            mandate.inspector_id,
            mandate.inspected_id,
        )
        rules.the_plan_foresees_it(mandate.plan_item, year, foreseen=foreseen)
