"""Commands on the proposed grouping of a province's districts: propose, adjust, issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kernel.explanation import Explanation
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Matter, Rulebooks
from services.covenant.application.clusters import ClusterCommands, GroupRow
from services.covenant.application.loading import load_unit
from services.covenant.domain import rights
from services.covenant.domain.balance import DistrictFigures
from services.covenant.domain.cluster import Issue
from services.covenant.domain.district_grouping import Basis, DistrictGrouping, Option, Required, explain
from services.covenant.domain.grouping import District
from services.covenant.domain.refusals.groupings import GroupingExists
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import clusters as rules
from services.covenant.domain.unit import Unit


@dataclass(frozen=True)
class Asking:
    """A proposal as it is asked for."""

    code: str
    as_of: date
    districts: tuple[District, ...]
    figures_from: str
    borders: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    connected: bool = True


class GroupingCommands:
    """What can be done with proposals of district clusters (phương án chia cụm thi đua cấp huyện)."""

    def __init__(self, store: Store, rulebooks: Rulebooks, clusters: ClusterCommands) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._clusters = clusters

    def propose(self, command: Command, province_id: UUID, asking: Asking) -> Receipt:
        """Proposes a grouping of all the province's districts, and keeps it."""
        province = self._store.load(Unit, province_id)
        rights.require(command.principal, Action.FORM_DISTRICT_CLUSTERS, Subject(province.id))
        if self._store.find(DistrictGrouping, DistrictGrouping.id_for(province.id, asking.code)) is not None:
            raise GroupingExists(grouping=asking.code, province=province.code)
        asked = Matter(asking.as_of, command.rulebook)
        required, applied = self._clusters.required_for(province, [each.code for each in asking.districts], asked)
        districts, borders = self._called(asking)
        basis = Basis(asking.as_of, districts, asking.figures_from.strip(), borders, asking.connected)
        counted = Required(int(required.value), len(districts), required.rule_version)
        grouping = DistrictGrouping.propose(command.act, province, asking.code, basis, counted)
        groups = [list(each) for each in grouping.chosen.groups]
        return self._store.save(command, grouping, details={"groups": groups, **applied.details})

    def adjust(self, command: Command, grouping_id: UUID, groups: Sequence[Sequence[str]], reason: str) -> Receipt:
        """Puts another division in place of the one proposed."""
        grouping = self._load(command, grouping_id)
        grouping.adjust(command.act, groups, reason)
        return self._store.save(command, grouping, details={"imbalance": str(grouping.chosen.imbalance)})

    def issue(self, command: Command, grouping_id: UUID, issue: Issue) -> Receipt:
        """Forms the clusters of the chosen division, with their lists, and marks the proposal as issued."""
        grouping = self._load(command, grouping_id)
        grouping.issue(command.act, issue.document, issue.effective_from)
        province = self._store.load(Unit, grouping.province_id)
        rows = [
            GroupRow(f"{province.code}/C{number}", f"Cụm thi đua cấp huyện số {number} ({province.code})", group)
            for number, group in enumerate(grouping.chosen.groups, start=1)
        ]
        formed, details = self._clusters.formed(command, province, issue, rows)
        return self._store.save(command, grouping, *formed, details=details)

    def why(self, grouping_id: UUID) -> Explanation:
        """Why the clusters are these: the chosen division beside every other, with the figures of each."""
        grouping = self._store.load(DistrictGrouping, grouping_id)
        book = self._rulebooks.by_id(grouping.required.rulebook.partition("@")[0])
        required = rules.explain_the_number_of_district_clusters(
            grouping.required.districts, book.cluster_bands, grouping.required.rulebook
        )
        options: list[Option] = [grouping.chosen, *(each for each in grouping.options if each != grouping.chosen)]
        return explain(grouping.basis, required, options)

    def _called(self, asking: Asking) -> tuple[tuple[DistrictFigures, ...], tuple[tuple[str, str], ...]]:
        """The districts and their borders by the units' own codes, however they were named, and in their order."""
        named = {each.code: load_unit(self._store, each.code, field="districts") for each in asking.districts}
        districts = [
            DistrictFigures(named[each.code].id, named[each.code].code, each.collections, each.payments)
            for each in asking.districts
        ]
        pairs = [sorted(named[each].code if each in named else each for each in pair) for pair in asking.borders]
        borders = tuple(sorted({(one, other) for one, other in pairs}))
        return tuple(sorted(districts, key=lambda each: each.code)), borders

    def _load(self, command: Command, grouping_id: UUID) -> DistrictGrouping:
        grouping = self._store.load(DistrictGrouping, grouping_id, command.expected_version)
        rights.require(command.principal, Action.FORM_DISTRICT_CLUSTERS, Subject(grouping.province_id))
        return grouping
