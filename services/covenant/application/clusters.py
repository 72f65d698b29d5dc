"""Commands on blocks and clusters: their lists, a province's district clusters, their officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from kernel.explanation import Explanation
from kernel.naming import id_of
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Applied, Matter, Rulebook, Rulebooks
from services.covenant.application.loading import load_cluster, load_unit, members_on
from services.covenant.domain import rights
from services.covenant.domain.cluster import Cluster, ClusterKind, Issue, Term
from services.covenant.domain.days import day_of
from services.covenant.domain.district_clusters import Division, Group, form_together
from services.covenant.domain.grouping import District, Neighbours, Proposal, propose
from services.covenant.domain.refusals.clusters import ClusterExists
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import clusters as rules
from services.covenant.domain.unit import Member, Unit
from services.covenant.views import clusters as view
from services.covenant.views import units


@dataclass(frozen=True)
class MemberList:
    """One list of an annex: which block or cluster, and its members by code or id, in their order."""

    cluster: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class GroupRow:
    """One district cluster to be: its code and name, its districts by code or id."""

    code: str
    name: str
    members: tuple[str, ...]


class ClusterCommands:
    """What can be done with blocks and clusters (khối, cụm thi đua)."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    def form(self, command: Command, code: str, name: str, kind: ClusterKind) -> Receipt:
        """A new block, cluster or national contest."""
        rights.require(command.principal, Action.FORM_CLUSTER, Subject())
        if self._store.find(Cluster, Cluster.id_for(code)) is not None:
            raise ClusterExists(cluster=code)
        return self._store.save(command, Cluster.form(command.act, code, name, kind))

    def issue_lists(self, command: Command, issue: Issue, lists: Sequence[MemberList]) -> Receipt:
        """Issues the lists of one annex together, so that units may change places between them."""
        rights.require(command.principal, Action.FORM_CLUSTER, Subject())
        found = [load_cluster(self._store, each.cluster) for each in lists]
        members = [self._members(each.members, issue.effective_from) for each in lists]
        competing = [
            each for cluster, each in zip(found, members, strict=True) if cluster.kind is not ClusterKind.NATIONAL
        ]
        rules.each_unit_is_listed_once(list(chain.from_iterable(competing)))
        elsewhere = self._elsewhere(list(chain.from_iterable(members)), found, issue.effective_from)
        for cluster, listed in zip(found, members, strict=True):
            self._refuse_listed_later(cluster, listed, issue.effective_from)
            cluster.issue_list(command.act, issue, listed, elsewhere)
        return self._store.save(command, *found, details={"clusters": [str(cluster.id) for cluster in found]})

    def form_of_districts(self, command: Command, province_id: UUID, issue: Issue, rows: Sequence[GroupRow]) -> Receipt:
        """Forms all district clusters of a province, or forms them anew."""
        province = self._store.load(Unit, province_id)
        rights.require(command.principal, Action.FORM_DISTRICT_CLUSTERS, Subject(province.id))
        formed, details = self.formed(command, province, issue, rows)
        return self._store.save(command, *formed, details=details)

    def formed(
        self, command: Command, province: Unit, issue: Issue, rows: Sequence[GroupRow]
    ) -> tuple[Sequence[Cluster], dict[str, Any]]:
        """The district clusters that these rows form, not saved yet; for the answer why so many, and by which rules."""
        districts = self._districts(province.id, issue.effective_from)
        rules.there_are_districts(province.code, districts, issue.effective_from)
        groups = tuple(Group(row.code, row.name, self._members(row.members, issue.effective_from)) for row in rows)
        applied = self._rulebooks.applying(Matter(issue.effective_from, command.rulebook))
        required = _required(len(districts), applied.rulebook)
        existing = self._existing(province.id, issue.effective_from)
        self._refuse_taken_codes(rows, existing)
        formed = form_together(command.act, province, Division(issue, groups, districts, required), existing)
        ids = [str(cluster.id) for cluster in formed]
        return formed, {"clusters": ids, "why": required.as_dict(), **applied.details}

    def propose(
        self, province_id: UUID, districts: Sequence[District], neighbours: Neighbours | None, asked: Matter
    ) -> tuple[Proposal, Applied]:
        """How a province's districts, given in geographic order, could be divided, and by which rules."""
        province = self._store.load(Unit, province_id)
        required, applied = self.required_for(province, [each.code for each in districts], asked)
        return propose(districts, required, neighbours), applied

    def required_for(self, province: Unit, districts: Sequence[str], asked: Matter) -> tuple[Explanation, Applied]:
        """How many clusters these districts form, all of the province on that day; its why, and the rules applied."""
        at = asked.on
        members = self._members(districts, at)
        rules.there_are_districts(province.code, members, at)
        rules.each_unit_is_listed_once(members, "districts")
        rules.every_district_stands_in_a_cluster(
            self._districts(province.id, at), members, province.code, ClusterKind.DISTRICT_CLUSTER, "districts"
        )
        applied = self._rulebooks.applying(asked)
        return _required(len(members), applied.rulebook), applied

    def elect(self, command: Command, cluster_id: UUID, term: Term) -> Receipt:
        """Records the election of head and deputy."""
        cluster = self._store.load(Cluster, cluster_id, command.expected_version)
        rights.require(command.principal, Action.ELECT_OFFICERS, _subject(cluster))
        day = day_of(command.act)
        members = cluster.members_on(day)
        gone = set(members) - set(members_on(self._store, cluster, day))
        candidates = [term.head_id] if term.deputy_id is None else [term.head_id, term.deputy_id]
        with self._store.reading() as connection:
            names = units.codes(connection, [*members, *candidates])
        cluster.elect(command.act, term, names, gone)
        return self._store.save(command, cluster)

    def disband(self, command: Command, cluster_id: UUID) -> Receipt:
        """Ends a block or cluster; the command's day is the first without it."""
        cluster = self._store.load(Cluster, cluster_id, command.expected_version)
        rights.require(command.principal, Action.FORM_CLUSTER, Subject())
        cluster.disband(command.act, day_of(command.act))
        return self._store.save(command, cluster)

    def term(self, year: int, head: str, deputy: str | None) -> Term:
        """A term of the units of these codes or ids; the election sees whether they are members."""
        return Term(year, id_of("unit", head), None if deputy is None else id_of("unit", deputy))

    def _members(self, references: Sequence[str], day: date) -> tuple[Member, ...]:
        return tuple(load_unit(self._store, each, field="members").member_on(day) for each in references)

    def _districts(self, province_id: UUID, day: date) -> tuple[Member, ...]:
        with self._store.reading() as connection:
            ids = units.district_ids(connection, province_id, day)
        return tuple(self._store.load(Unit, each).member_on(day) for each in ids)

    def _existing(self, province_id: UUID, day: date) -> list[Cluster]:
        with self._store.reading() as connection:
            ids = view.of_province(connection, province_id, day)
        return [self._store.load(Cluster, each) for each in ids]

    def _refuse_taken_codes(self, rows: Sequence[GroupRow], existing: Sequence[Cluster]) -> None:
        own = {cluster.id for cluster in existing}
        taken: set[UUID] = set()
        for row in rows:
            cluster_id = Cluster.id_for(row.code)
            elsewhere = cluster_id not in own and self._store.find(Cluster, cluster_id) is not None
            if elsewhere or cluster_id in taken:
                raise ClusterExists(cluster=row.code)
            taken.add(cluster_id)

    def _elsewhere(self, members: Sequence[Member], but: Sequence[Cluster], day: date) -> dict[UUID, str]:
        with self._store.reading() as connection:
            return view.competing_elsewhere(
                connection, [member.id for member in members], [cluster.id for cluster in but], day
            )

    def _refuse_listed_later(self, cluster: Cluster, members: Sequence[Member], since: date) -> None:
        """A list holds until the cluster's next one: nor on a later day may another cluster name its units."""
        if cluster.kind is ClusterKind.NATIONAL:
            return
        with self._store.reading() as connection:
            days = view.days_of_lists(connection, [member.id for member in members], since)
        until = min((day for day, _ in cluster.lists if day > since), default=date.max)
        for day in days:
            if day < until:
                rules.a_unit_has_one_cluster(members, self._elsewhere(members, [cluster], day), day)


def _required(districts: int, book: Rulebook) -> Explanation:
    return rules.explain_the_number_of_district_clusters(districts, book.cluster_bands, book.version)


def _subject(cluster: Cluster) -> Subject:
    return Subject(cluster.owner_id, frozenset({cluster.id}))
