"""Cluster (khối, cụm thi đua) in the graph, with members, officers and standings of the day asked for."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

import strawberry

from services.covenant.domain.cluster import ClusterKind
from services.covenant.graph.asking import Info, Row, day_asked, key_of, load, on
from services.covenant.graph.inspections import Inspection
from services.covenant.graph.operating_rules import OperatingRules
from services.covenant.graph.programmes import Programme
from services.covenant.graph.units import Unit, unit_of, units_of
from services.covenant.views import clusters, inspections, operating_rules, programmes, standings

strawberry.enum(ClusterKind, name="ClusterKind", description="Loại khối, cụm: who competes in it")


@strawberry.type(description="Nhiệm kỳ trưởng, phó: the officers of a year, elected by rotation")
class Term:
    """One election."""

    year: int = strawberry.field(description="Năm nhiệm kỳ: the year of the term")
    elected_on: date = strawberry.field(description="Ngày bầu: in office at once")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        return cls(year=row["term_year"], elected_on=row["elected_on"], row=row, at=at)

    @strawberry.field(description="Đơn vị trưởng: its TĐKT desk is the standing secretariat")
    async def head(self, info: Info) -> Unit | None:
        """Who leads."""
        return await unit_of(info, self.row["head_id"], self.at)

    @strawberry.field(description="Đơn vị phó: who stands in")
    async def deputy(self, info: Info) -> Unit | None:
        """Who stands in."""
        return await unit_of(info, self.row["deputy_id"], self.at)


@strawberry.type(description="Danh sách thành viên: a list of members, in force from its day until the next")
class MembershipList:
    """One issued list."""

    effective_from: date
    document: str
    at: strawberry.Private[date]
    member_ids: strawberry.Private[list[UUID]]

    @strawberry.field(description="Đơn vị thành viên: the members in the order of the list")
    async def members(self, info: Info) -> list[Unit]:
        """The member units."""
        return await units_of(info, self.member_ids, self.at)


@strawberry.type(description="Tình hình của một thành viên: how a member stands in a movement on that day")
class Standing:
    """One member's standing."""

    signed: bool = strawberry.field(description="Đã ký giao ước: signed")
    late: bool = strawberry.field(description="Ký muộn: signed late")
    signed_on: date | None = strawberry.field(description="Ngày ký")
    titles: list[str] = strawberry.field(description="Danh hiệu đã đăng ký: titles registered")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @strawberry.field(description="Đơn vị thành viên: the member")
    async def unit(self, info: Info) -> Unit | None:
        """Who it is about."""
        return await unit_of(info, self.row["unit_id"], self.at)


@strawberry.federation.type(keys=["id"], description="Khối, cụm thi đua: who competes with whom, by dated lists")
class Cluster:
    """A block or cluster as of a day."""

    id: strawberry.ID
    code: str = strawberry.field(description="Mã khối, cụm: the code people use")
    name: str = strawberry.field(description="Tên khối, cụm: its name")
    kind: ClusterKind = strawberry.field(description="Loại: block, cluster, district cluster or national")
    formed_on: date = strawberry.field(description="Ngày thành lập: its first day")
    disbanded_on: date | None = strawberry.field(description="Ngày kết thúc: the first day without it")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        return cls(
            id=strawberry.ID(str(row["id"])),
            code=row["code"],
            name=row["name"],
            kind=ClusterKind(row["kind"]),
            formed_on=row["formed_on"],
            disbanded_on=row["disbanded_on"],
            version=row["version"],
            row=row,
            at=at,
        )

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The block or cluster as of today, for the gateway."""
        row = await load(info, clusters.by_ids, key_of(id))
        return None if row is None else cls.of(row, day_asked(info, None))

    @strawberry.field(description="BHXH tỉnh tổ chức cụm cấp huyện: the province of a district cluster")
    async def owner(self, info: Info) -> Unit | None:
        """The province."""
        return await unit_of(info, self.row["owner_id"], self.at)

    @strawberry.field(description="Đơn vị thành viên: the members by the list of that day, in its order")
    async def members(self, info: Info) -> list[Unit]:
        """The members."""
        return [Unit.of(row, self.at) for row in await load(info, on(clusters.members, self.at), key_of(self.id))]

    @strawberry.field(description="Ban điều hành đương nhiệm: the officers in office on that day")
    async def officers(self, info: Info) -> Term | None:
        """Head and deputy."""
        row = await load(info, on(clusters.in_office, self.at), key_of(self.id))
        return None if row is None else Term.of(row, self.at)

    @strawberry.field(description="Các lần bầu: every election, for the rotation")
    async def elections(self, info: Info) -> list[Term]:
        """All terms."""
        return [Term.of(row, self.at) for row in await load(info, clusters.officers, key_of(self.id))]

    @strawberry.field(description="Các danh sách đã ban hành: every list of members issued")
    async def lists(self, info: Info) -> list[MembershipList]:
        """All lists."""
        rows = await load(info, clusters.lists, key_of(self.id))
        return [
            MembershipList(
                effective_from=row["effective_from"],
                document=row["document"],
                member_ids=row["members"],
                at=row["effective_from"],
            )
            for row in rows
        ]

    @strawberry.field(description="Tình hình ký và đăng ký: how each member stands in a movement on that day")
    async def standings(self, info: Info, movement: strawberry.ID) -> list[Standing]:
        """The standings."""
        rows = await load(info, on(standings.standings, self.at, key_of(movement)), key_of(self.id))
        names = ("signed", "late", "signed_on", "titles")
        return [Standing(row=row, at=self.at, **{name: row[name] for name in names}) for row in rows]

    @strawberry.field(description="Quy chế hoạt động có hiệu lực ngày đó: the operating rules in force on that day")
    async def operating_rules(self, info: Info) -> OperatingRules | None:
        """In force."""
        row = await load(info, on(operating_rules.in_force, self.at), key_of(self.id))
        return None if row is None else OperatingRules.of(row)

    @strawberry.field(description="Các lần ban hành, dự thảo quy chế: every edition of the operating rules, drafts too")
    async def operating_rules_editions(self, info: Info) -> list[OperatingRules]:
        """All editions."""
        return [OperatingRules.of(row) for row in await load(info, operating_rules.of_clusters, key_of(self.id))]

    @strawberry.field(description="Chương trình, kế hoạch các năm: the plans of each year, or of one")
    async def programmes(self, info: Info, year: int | None = None) -> list[Programme]:
        """The plans."""
        rows = await load(info, programmes.of_clusters, key_of(self.id))
        return [Programme.of(row, self.at) for row in rows if year in {None, row["year"]}]

    @strawberry.field(description="Các cuộc kiểm tra, kiểm tra chéo: inspections among its members")
    async def inspections(self, info: Info) -> list[Inspection]:
        """The inspections."""
        return [Inspection.of(row, self.at) for row in await load(info, inspections.of_clusters, key_of(self.id))]


async def cluster_of(info: Info, cluster_id: UUID, at: date) -> Cluster | None:
    """The block or cluster of this id."""
    row = await load(info, clusters.by_ids, cluster_id)
    return None if row is None else Cluster.of(row, at)
