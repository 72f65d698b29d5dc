"""Inspection (cuộc kiểm tra) in the graph, and the commands on it."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from kernel.graph import CommandResult, Terms
from services.covenant.application.inspections import Opening
from services.covenant.domain import inspection as domain
from services.covenant.domain.inspection import FindingState, InspectionKind, Severity
from services.covenant.graph.asking import Info, Row, key_of, load, on
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import inspections

if TYPE_CHECKING:
    from services.covenant.graph.clusters import Cluster

strawberry.enum(InspectionKind, name="InspectionKind", description="Loại: kiểm tra theo kế hoạch, hoặc kiểm tra chéo")
strawberry.enum(Severity, name="FindingSeverity", description="Mức độ: how much a finding weighs")
strawberry.enum(FindingState, name="FindingState", description="Trạng thái: how far the follow-up has come")

FINDING = (
    "number", "text", "remedy", "recorded_on", "due_on", "overdue",
    "report", "evidence", "reported_on", "rejections", "reason", "settled_on",
)  # fmt: skip


@strawberry.type(description="Nội dung ghi nhận: a finding with the remedy asked, and its follow-up")
class Finding:
    """One finding."""

    number: int
    severity: Severity = strawberry.field(description="Mức độ")
    text: str = strawberry.field(description="Tồn tại, hạn chế")
    remedy: str = strawberry.field(description="Yêu cầu khắc phục")
    recorded_on: date
    due_on: date = strawberry.field(description="Hạn khắc phục")
    state: FindingState = strawberry.field(description="Trạng thái")
    overdue: bool = strawberry.field(description="Quá hạn vào ngày đó: due before it, and nothing reported")
    report: str | None = strawberry.field(description="Báo cáo khắc phục")
    evidence: str | None = strawberry.field(description="Minh chứng")
    reported_on: date | None
    rejections: int = strawberry.field(description="Số lần chưa được chấp nhận")
    reason: str | None = strawberry.field(description="Lý do chưa chấp nhận lần cuối, hoặc rút nội dung")
    settled_on: date | None = strawberry.field(description="Ngày xác nhận hoặc rút")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        severity, state = Severity(row["severity"]), FindingState(row["state"])
        return cls(severity=severity, state=state, row=row, at=at, **{name: row[name] for name in FINDING})

    @strawberry.field(description="Đơn vị được kiểm tra: whose it is to remedy")
    async def inspected(self, info: Info) -> Unit | None:
        """Who remedies it."""
        return await unit_of(info, self.row["inspected_id"], self.at)

    @strawberry.field(description="Cuộc kiểm tra: where it was found")
    async def inspection(self, info: Info) -> Inspection | None:
        """Where it was found."""
        row = await load(info, inspections.by_ids, self.row["inspection_id"])
        return None if row is None else Inspection.of(row, self.at)


@strawberry.type(description="Cuộc kiểm tra, kiểm tra chéo trong khối, cụm: an inspection with its findings")
class Inspection:
    """One inspection."""

    id: strawberry.ID
    code: str = strawberry.field(description="Mã cuộc kiểm tra")
    kind: InspectionKind = strawberry.field(description="Loại")
    period: str = strawberry.field(description="Kỳ: year, half-year or quarter")
    plan_item: str = strawberry.field(description="Nội dung của kế hoạch kiểm tra; empty: beside the plan")
    opened_on: date = strawberry.field(description="Ngày mở")
    closed_on: date | None = strawberry.field(description="Ngày kết thúc")
    conclusion: str | None = strawberry.field(description="Kết luận")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("code", "period", "plan_item", "opened_on", "closed_on", "conclusion", "version")
        kind = InspectionKind(row["kind"])
        return cls(id=strawberry.ID(str(row["id"])), kind=kind, row=row, at=at, **{name: row[name] for name in plain})

    @strawberry.field(description="Đơn vị kiểm tra: who inspects")
    async def inspector(self, info: Info) -> Unit | None:
        """The inspector."""
        return await unit_of(info, self.row["inspector_id"], self.at)

    @strawberry.field(description="Đơn vị được kiểm tra: who is inspected")
    async def inspected(self, info: Info) -> Unit | None:
        """The unit inspected."""
        return await unit_of(info, self.row["inspected_id"], self.at)

    @strawberry.field(description="Khối, cụm: in which it is held")
    async def cluster(
        self, info: Info
    ) -> Annotated[Cluster, strawberry.lazy("services.covenant.graph.clusters")] | None:
        """Among whose members."""
        from services.covenant.graph.clusters import cluster_of

        return await cluster_of(info, self.row["cluster_id"], self.at)

    @strawberry.field(description="Các nội dung ghi nhận: the findings")
    async def findings(self, info: Info) -> list[Finding]:
        """The findings by number."""
        key: UUID = self.row["id"]
        return [Finding.of(row, self.at) for row in await load(info, on(inspections.findings, self.at), key)]


@strawberry.input(description="Mở cuộc kiểm tra: units by code or id, period such as 2024-Q1")
class InspectionInput:
    """An inspection to open."""

    code: str
    kind: InspectionKind
    inspector: str
    inspected: str
    period: str
    plan_item: str = ""


@strawberry.input(description="Ghi nhận: what was found, its weight, the remedy asked and its day")
class InspectionFindingInput:
    """A finding to record."""

    severity: Severity
    text: str
    remedy: str
    due_on: date


@strawberry.type
class InspectionMutation:
    """Commands on inspections."""

    @strawberry.mutation(description="Mở cuộc kiểm tra, kiểm tra chéo: open an inspection")
    async def open_inspection(
        self, info: Info, cluster: strawberry.ID, inspection: InspectionInput, terms: Terms | None = None
    ) -> CommandResult:
        """Open."""
        commands, opening = info.context.application.inspections, Opening(**vars(inspection))
        return await info.context.command(info, terms, lambda command: commands.open(command, key_of(cluster), opening))

    @strawberry.mutation(description="Ghi nhận tồn tại, hạn chế: record a finding")
    async def record_finding(
        self, info: Info, inspection: strawberry.ID, finding: InspectionFindingInput, terms: Terms | None = None
    ) -> CommandResult:
        """Record."""
        commands = info.context.application.inspections
        found = domain.Finding(finding.severity, finding.text.strip(), finding.remedy.strip(), finding.due_on)
        return await info.context.command(
            info, terms, lambda command: commands.find(command, key_of(inspection), found)
        )

    @strawberry.mutation(description="Báo cáo khắc phục: the unit inspected reports its remedy")
    async def report_remedy(
        self,
        info: Info,
        inspection: strawberry.ID,
        number: int,
        report: str,
        evidence: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Report."""
        commands = info.context.application.inspections
        return await info.context.command(
            info, terms, lambda command: commands.report_remedy(command, key_of(inspection), number, report, evidence)
        )

    @strawberry.mutation(description="Xác nhận đã khắc phục: the inspector confirms a remedy")
    async def confirm_remedy(
        self, info: Info, inspection: strawberry.ID, number: int, terms: Terms | None = None
    ) -> CommandResult:
        """Confirm."""
        commands = info.context.application.inspections
        return await info.context.command(
            info, terms, lambda command: commands.confirm_remedy(command, key_of(inspection), number)
        )

    @strawberry.mutation(description="Chưa chấp nhận kết quả khắc phục: the inspector sends a remedy back")
    async def reject_remedy(
        self, info: Info, inspection: strawberry.ID, number: int, reason: str, due_on: date, terms: Terms | None = None
    ) -> CommandResult:
        """Send back."""
        commands = info.context.application.inspections
        return await info.context.command(
            info, terms, lambda command: commands.reject_remedy(command, key_of(inspection), number, reason, due_on)
        )

    @strawberry.mutation(description="Rút nội dung ghi nhận: the inspector withdraws a finding, with the reason")
    async def withdraw_finding(
        self, info: Info, inspection: strawberry.ID, number: int, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.inspections
        return await info.context.command(
            info, terms, lambda command: commands.withdraw_finding(command, key_of(inspection), number, reason)
        )

    @strawberry.mutation(description="Kết thúc cuộc kiểm tra: close it, once nothing found is open")
    async def close_inspection(
        self, info: Info, inspection: strawberry.ID, conclusion: str, terms: Terms | None = None
    ) -> CommandResult:
        """Close."""
        commands = info.context.application.inspections
        return await info.context.command(
            info, terms, lambda command: commands.close(command, key_of(inspection), conclusion)
        )

    @strawberry.mutation(description="Mở lại cuộc kiểm tra: reopen it, with the reason")
    async def reopen_inspection(
        self, info: Info, inspection: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Reopen."""
        commands = info.context.application.inspections
        return await info.context.command(
            info, terms, lambda command: commands.reopen(command, key_of(inspection), reason)
        )
