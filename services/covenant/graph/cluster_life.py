"""What can be asked of the life of blocks and clusters: operating rules, plans, inspections, findings."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.inspection import FindingState, InspectionKind, Severity
from services.covenant.domain.programme import ItemKind
from services.covenant.graph.asking import Info, Row, asked, day_asked, read
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, connection_of
from services.covenant.graph.inspections import Finding, Inspection
from services.covenant.graph.operating_rules import OperatingRules
from services.covenant.graph.programmes import PlanItem
from services.covenant.views import inspections, operating_rules, oversight, programmes
from services.covenant.views.programmes import ItemState


@strawberry.type(description="Theo dõi một khối, cụm: what it has and lacks, as of a day")
class ClusterOversight:
    """What one block or cluster lacks."""

    id: strawberry.ID
    code: str
    name: str
    kind: ClusterKind
    has_rules: bool = strawberry.field(description="Có quy chế đang có hiệu lực")
    has_programme: bool = strawberry.field(description="Đã ban hành chương trình, kế hoạch năm")
    late_items: int = strawberry.field(description="Số nội dung quá hạn chưa thực hiện")
    open_findings: int = strawberry.field(description="Số nội dung kiểm tra chưa xác nhận khắc phục")
    overdue_findings: int = strawberry.field(description="Trong đó quá hạn, chưa báo cáo")
    reminders: int = strawberry.field(description="Số lần đã đôn đốc: reminders about its work, and its units'")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the query."""
        plain = {name: value for name, value in row.items() if name not in {"id", "kind"}}
        return cls(id=strawberry.ID(str(row["id"])), kind=ClusterKind(row["kind"]), **plain)


@strawberry.type
class ClusterLifeQuery:
    """The work of blocks and clusters, across them."""

    @strawberry.field(description="Quy chế hoạt động của các khối, cụm: editions by block or cluster and number")
    async def operating_rules(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        in_force_on: date | None = None,
        issued: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[OperatingRules]:
        """A page of editions."""
        [in_cluster] = await asked(info, cluster=cluster)
        wanted = operating_rules.Filter(in_cluster, in_force_on, issued)
        page = await read(info, lambda connection: operating_rules.search(connection, wanted, after, first))
        return connection_of(page, ["cluster_id", "edition"], OperatingRules.of)

    @strawberry.field(description="Nội dung chương trình, kế hoạch: plan items as they stand on a day, by due day")
    async def plan_items(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        year: int | None = None,
        kind: ItemKind | None = None,
        responsible: strawberry.ID | None = None,
        state: ItemState | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[PlanItem]:
        """A page of items."""
        day = day_asked(info, at)
        in_cluster, of_unit = await asked(info, cluster=cluster, responsible=responsible)
        wanted = programmes.Filter(in_cluster, year, kind, of_unit, state)
        page = await read(info, lambda connection: programmes.search(connection, wanted, day, after, first))
        return connection_of(page, ["due_on", "programme_id", "code"], lambda row: PlanItem.of(row, day))

    @strawberry.field(description="Các cuộc kiểm tra, kiểm tra chéo: inspections by block or cluster and code")
    async def inspections(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        inspector: strawberry.ID | None = None,
        inspected: strawberry.ID | None = None,
        kind: InspectionKind | None = None,
        closed: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Inspection]:
        """A page of inspections."""
        in_cluster, by, of_unit = await asked(info, cluster=cluster, inspector=inspector, inspected=inspected)
        wanted = inspections.Filter(in_cluster, by, of_unit, kind, closed)
        page = await read(info, lambda connection: inspections.search(connection, wanted, after, first))
        today = day_asked(info, None)
        return connection_of(page, ["cluster_id", "code"], lambda row: Inspection.of(row, today))

    @strawberry.field(description="Nội dung ghi nhận qua kiểm tra: findings by the day their remedy is due")
    async def findings(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        inspected: strawberry.ID | None = None,
        state: FindingState | None = None,
        severity: Severity | None = None,
        overdue: bool | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Finding]:
        """A page of findings."""
        day = day_asked(info, at)
        in_cluster, of_unit = await asked(info, cluster=cluster, inspected=inspected)
        wanted = inspections.FindingFilter(in_cluster, of_unit, state, severity, overdue)
        page = await read(info, lambda connection: inspections.search_findings(connection, wanted, day, after, first))
        return connection_of(page, ["due_on", "inspection_id", "number"], lambda row: Finding.of(row, day))

    @strawberry.field(description="Theo dõi, đôn đốc: what blocks and clusters lack on a day, by code")
    async def cluster_oversight(
        self,
        info: Info,
        year: int | None = None,
        lacking: bool | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[ClusterOversight]:
        """A page of blocks and clusters."""
        day = day_asked(info, at)
        wanted = oversight.Filter(year or day.year, lacking)
        page = await read(info, lambda connection: oversight.search(connection, wanted, day, after, first))
        return connection_of(page, ["code"], ClusterOversight.of)
