"""A block or cluster (khối, cụm thi đua): who competes with whom, by dated lists, under officers by rotation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text, Worded
from services.covenant.domain.days import as_of, day_of
from services.covenant.domain.rules import clusters, codes, officers
from services.covenant.domain.unit import LOWER_OFFICES, Member, UnitKind


class ClusterKind(Worded):
    """Who competes in it."""

    BLOCK = "block", "khối thi đua", "block"
    CLUSTER = "cluster", "cụm thi đua", "cluster"
    DISTRICT_CLUSTER = "district_cluster", "cụm thi đua cấp huyện", "district cluster"
    NATIONAL = "national", "toàn ngành", "national"


OFFICES = frozenset({UnitKind.PROVINCE, UnitKind.REGION})

MEMBERS_OF = {
    ClusterKind.BLOCK: frozenset({UnitKind.HEAD_OFFICE}),
    ClusterKind.CLUSTER: OFFICES,
    ClusterKind.DISTRICT_CLUSTER: LOWER_OFFICES,
    ClusterKind.NATIONAL: OFFICES | {UnitKind.HEAD_OFFICE},
}
"""Which kinds of unit compete in which kind of block or cluster (CV 4268 A.I.1, 2, 5)."""


@dataclass(frozen=True)
class Issue:
    """The paper by which a list is issued (danh sách kèm theo văn bản), and the first day it holds."""

    document: str
    effective_from: date


@dataclass(frozen=True)
class Term:
    """The officers of one year (nhiệm kỳ): the member units whose heads lead and stand in."""

    year: int
    head_id: UUID
    deputy_id: UUID | None


class Cluster(Aggregate):
    """Khối, cụm thi đua."""

    TOPIC = "covenant.Cluster"
    CALLED = Text("khối, cụm thi đua", "block or cluster")

    class Event(Aggregate.Event):
        """Base of a block's or cluster's events."""

        TOPIC = "covenant.ClusterEvent"

    class Formed(Event, Aggregate.Created):
        """Thành lập khối, cụm."""

        TOPIC = "covenant.ClusterFormed"
        code: str
        name: str
        kind: ClusterKind
        owner_id: UUID | None
        formed_on: date

    class MembershipListIssued(Event):
        """Ban hành danh sách thành viên; it replaces the list before it from `effective_from` on."""

        TOPIC = "covenant.MembershipListIssued"
        document: str
        effective_from: date
        members: tuple[UUID, ...]

    class OfficersElected(Event):
        """Bầu trưởng, phó khối, cụm."""

        TOPIC = "covenant.OfficersElected"
        term: Term
        elected_on: date

    class Disbanded(Event):
        """Giải thể khối, cụm."""

        TOPIC = "covenant.ClusterDisbanded"
        disbanded_on: date

    @staticmethod
    def id_for(code: str) -> UUID:
        """The id of the block or cluster with this code, in capitals or not."""
        return identity("cluster", code.upper())

    @classmethod
    def form(cls, act: Act, code: str, name: str, kind: ClusterKind) -> Self:
        """A new block, cluster or national contest, from the act's day on; it has no members yet."""
        clusters.district_clusters_form_together(of_districts=kind is ClusterKind.DISTRICT_CLUSTER)
        return cls._form(act, code, name, kind=kind, owner_id=None, formed_on=day_of(act))

    @classmethod
    def form_of_districts(cls, act: Act, code: str, name: str, province_id: UUID, formed_on: date) -> Self:
        """One of the district clusters of a province; `district_clusters.form_together` sees that all are formed."""
        return cls._form(act, code, name, kind=ClusterKind.DISTRICT_CLUSTER, owner_id=province_id, formed_on=formed_on)

    @classmethod
    def _form(
        cls, act: Act, code: str, name: str, *, kind: ClusterKind, owner_id: UUID | None, formed_on: date
    ) -> Self:
        codes.a_code_can_be_typed_and_cited(code)
        codes.something_is_written(name, field="name")
        return cls(
            act=act,
            id=cls.id_for(code),
            code=code,
            name=name.strip(),
            kind=kind,
            owner_id=owner_id,
            formed_on=formed_on,
        )

    @event(Formed)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        code: str,
        name: str,
        kind: ClusterKind,
        owner_id: UUID | None,
        formed_on: date,
    ) -> None:
        self.code = code
        self.name = name
        self.kind = kind
        self.owner_id = owner_id
        self.formed_on = formed_on
        self.disbanded_on: date | None = None
        self.lists: tuple[tuple[date, tuple[UUID, ...]], ...] = ()
        self.elections: tuple[tuple[date, Term], ...] = ()

    def members_on(self, day: date) -> tuple[UUID, ...]:
        """The members by the list in force on that day, in its order."""
        if self.disbanded_on is not None and day >= self.disbanded_on:
            return ()
        return as_of(self.lists, day) or ()

    def term_on(self, day: date) -> Term | None:
        """The officers in office on that day: elected last, in office at once."""
        return as_of(self.elections, day)

    def require_existence_on(self, day: date) -> None:
        """Refuses whatever is recorded of a day before its first, or from the day it ended."""
        clusters.it_exists_on(day, self.code, self.formed_on, self.disbanded_on)

    def issue_list(self, act: Act, issue: Issue, members: Sequence[Member], elsewhere: Mapping[UUID, str]) -> None:
        """Issues the list of members; `elsewhere` gives the code of the other cluster a unit is in on that day."""
        clusters.district_clusters_form_together(of_districts=self.kind is ClusterKind.DISTRICT_CLUSTER)
        if self.kind is not ClusterKind.NATIONAL:
            clusters.a_unit_has_one_cluster(members, elsewhere, issue.effective_from)
        self.list_members(act, issue, members)

    def list_members(self, act: Act, issue: Issue, members: Sequence[Member]) -> None:
        """Issues the list, where the rules about the other clusters were looked at by the caller."""
        self.require_existence_on(issue.effective_from)
        codes.something_is_written(issue.document, field="document")
        clusters.a_list_names_members(self.code, members)
        clusters.members_are_of_the_kind(self.code, self.kind, MEMBERS_OF[self.kind], members)
        self._listed(act, issue.document.strip(), issue.effective_from, tuple(member.id for member in members))

    @event(MembershipListIssued)
    def _listed(self, act: Act, document: str, effective_from: date, members: tuple[UUID, ...]) -> None:
        self.lists = (*self.lists, (effective_from, members))

    def elect(self, act: Act, term: Term, names: Mapping[UUID, str], gone: Collection[UUID] = ()) -> None:
        """Records the election of head and deputy; `names` are the members' codes, for the answer if it is refused.

        `gone` are units on the list that were merged or dissolved by that day: they are no members any more.
        A second election for the same year replaces the first, as when a head leaves or a record was wrong.
        """
        day = day_of(act)
        self.require_existence_on(day)
        members = [each for each in self.members_on(day) if each not in gone]
        candidates = (term.head_id,) if term.deputy_id is None else (term.head_id, term.deputy_id)
        officers.the_term_is_this_year_or_the_next(term.year, day)
        officers.officers_are_members(candidates, members, names, day)
        officers.a_deputy_stands_beside_the_head(term.head_id, term.deputy_id, len(members))
        officers.the_head_is_elected_by_rotation(term.head_id, self._heads_before(term.year), members, names)
        self._elected(act, term, day)

    def _heads_before(self, year: int) -> list[UUID]:
        by_year = {term.year: term.head_id for _, term in self.elections if term.year < year}
        return [by_year[each] for each in sorted(by_year)]

    @event(OfficersElected)
    def _elected(self, act: Act, term: Term, elected_on: date) -> None:
        self.elections = (*self.elections, (elected_on, term))

    def disband(self, act: Act, on: date) -> None:
        """Ends the block or cluster; `on` is the first day without it."""
        self.require_existence_on(on)
        self._disbanded(act, on)

    @event(Disbanded)
    def _disbanded(self, act: Act, disbanded_on: date) -> None:
        self.disbanded_on = disbanded_on
