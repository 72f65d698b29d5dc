"""Programme (chương trình, kế hoạch năm) in the graph, and the commands on it."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from kernel.graph import CommandResult, Terms
from services.covenant.application.programmes import AdjustmentRows, ChangeRow, ItemRow
from services.covenant.domain.programme import ItemKind, Outcome
from services.covenant.graph.asking import Info, Row, key_of, load, on
from services.covenant.graph.inspections import Inspection
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import inspections, programmes
from services.covenant.views.programmes import ItemState

if TYPE_CHECKING:
    from services.covenant.graph.clusters import Cluster

strawberry.enum(ItemKind, name="PlanItemKind", description="Loại nội dung: activity, progress of targets, inspection")
strawberry.enum(ItemState, name="PlanItemState", description="Tình trạng: how an item stands on a day")

PLAIN = (
    "code",
    "content",
    "due_on",
    "first_due_on",
    "indicator",
    "expected",
    "done_on",
    "result",
    "evidence",
    "reached",
)


@strawberry.type(description="Nội dung của chương trình, kế hoạch: an item as it stands on a day")
class PlanItem:
    """One item."""

    code: str = strawberry.field(description="Mã nội dung")
    year: int = strawberry.field(description="Năm")
    kind: ItemKind = strawberry.field(description="Loại: of which plan it is")
    content: str = strawberry.field(description="Nội dung")
    due_on: date = strawberry.field(description="Thời hạn")
    first_due_on: date = strawberry.field(description="Thời hạn ban đầu: before any adjustment")
    indicator: str = strawberry.field(description="Chỉ tiêu, của nội dung tiến độ")
    expected: Decimal | None = strawberry.field(description="Số liệu cần đạt")
    state: ItemState = strawberry.field(description="Tình trạng vào ngày đó")
    done_on: date | None = strawberry.field(description="Ngày thực hiện")
    result: str | None = strawberry.field(description="Kết quả")
    evidence: str | None = strawberry.field(description="Minh chứng")
    reached: Decimal | None = strawberry.field(description="Số liệu đạt được")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        kind, state = ItemKind(row["kind"]), ItemState(row["state"])
        plain = {name: row[name] for name in PLAIN}
        return cls(year=row["year"], kind=kind, state=state, row=row, at=at, **plain)

    @strawberry.field(description="Khối, cụm: whose plan it is in")
    async def cluster(
        self, info: Info
    ) -> Annotated[Cluster, strawberry.lazy("services.covenant.graph.clusters")] | None:
        """Whose plan it is in."""
        from services.covenant.graph.clusters import cluster_of

        return await cluster_of(info, self.row["cluster_id"], self.at)

    @strawberry.field(description="Đơn vị chủ trì: the responsible unit")
    async def responsible(self, info: Info) -> Unit | None:
        """Who does it."""
        return await unit_of(info, self.row["responsible_id"], self.at)

    @strawberry.field(description="Đơn vị được kiểm tra: the unit inspected")
    async def inspected(self, info: Info) -> Unit | None:
        """Who is inspected."""
        return await unit_of(info, self.row["inspected_id"], self.at)

    @strawberry.field(description="Cuộc kiểm tra: the one whose closing marked this item as done")
    async def inspection(self, info: Info) -> Inspection | None:
        """By which inspection it was done."""
        key: UUID | None = self.row["inspection_id"]
        row = None if key is None else await load(info, inspections.by_ids, key)
        return None if row is None else Inspection.of(row, self.at)


@strawberry.type(description="Thay đổi một nội dung: its new day and responsible unit")
class PlanItemChange:
    """One change."""

    code: str
    due_on: date
    responsible_id: strawberry.ID


@strawberry.type(description="Điều chỉnh chương trình, kế hoạch: what a paper changed, and why")
class PlanAdjustment:
    """One adjustment."""

    adjusted_on: date
    document: str
    reason: str
    added: list[str]
    changed: list[PlanItemChange]
    dropped: list[str]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        changed = [
            PlanItemChange(
                code=each["code"],
                due_on=date.fromisoformat(each["due_on"]),
                responsible_id=strawberry.ID(each["responsible_id"]),
            )
            for each in row["changed"]
        ]
        plain = ("adjusted_on", "document", "reason", "added", "dropped")
        return cls(changed=changed, **{name: row[name] for name in plain})


@strawberry.type(description="Chương trình, kế hoạch năm của khối, cụm: the plans of a year, and what was done")
class Programme:
    """The programme of a year."""

    id: strawberry.ID
    year: int = strawberry.field(description="Năm")
    document: str = strawberry.field(description="Văn bản ban hành")
    adopted_on: date = strawberry.field(description="Ngày ban hành")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    at: strawberry.Private[date]
    key: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = {name: row[name] for name in ("year", "document", "adopted_on", "version")}
        return cls(id=strawberry.ID(str(row["id"])), at=at, key=row["id"], **plain)

    @strawberry.field(description="Các nội dung, theo thời hạn: the items as they stand that day")
    async def items(self, info: Info, kind: ItemKind | None = None, state: ItemState | None = None) -> list[PlanItem]:
        """The items."""
        rows = await load(info, on(programmes.items, self.at), self.key)
        wanted = [row for row in rows if kind in {None, row["kind"]} and state in {None, row["state"]}]
        return [PlanItem.of(row, self.at) for row in wanted]

    @strawberry.field(description="Các lần điều chỉnh: the adjustments with their reasons")
    async def adjustments(self, info: Info) -> list[PlanAdjustment]:
        """The adjustments."""
        return [PlanAdjustment.of(row) for row in await load(info, programmes.adjustments, self.key)]


@strawberry.input(description="Nội dung: one item; `responsible` and `inspected` are units' codes or ids")
class PlanItemInput:
    """An item to plan."""

    code: str
    kind: ItemKind
    content: str
    due_on: date
    responsible: str
    inspected: str | None = None
    indicator: str = ""
    expected: Decimal | None = None

    def row(self) -> ItemRow:
        """As the application takes it."""
        return ItemRow(**vars(self))


@strawberry.input(description="Thay đổi một nội dung chưa thực hiện: new day and responsible unit")
class PlanItemChangeInput:
    """A change."""

    code: str
    due_on: date
    responsible: str


@strawberry.input(description="Báo cáo đã thực hiện: result, evidence, of progress the figure reached")
class PlanReportInput:
    """A report."""

    code: str
    result: str
    evidence: str
    reached: Decimal | None = None


@strawberry.input(description="Điều chỉnh: what a paper adds, changes and drops, and why")
class PlanAdjustmentInput:
    """An adjustment."""

    document: str
    reason: str
    added: list[PlanItemInput] = strawberry.field(default_factory=list)
    changed: list[PlanItemChangeInput] = strawberry.field(default_factory=list)
    dropped: list[str] = strawberry.field(default_factory=list)

    def rows(self) -> AdjustmentRows:
        """As the application takes it."""
        added = tuple(each.row() for each in self.added)
        changed = tuple(ChangeRow(each.code, each.due_on, each.responsible) for each in self.changed)
        return AdjustmentRows(self.document, self.reason, added, changed, tuple(self.dropped))


@strawberry.type
class ProgrammeMutation:
    """Commands on programmes."""

    @strawberry.mutation(description="Ban hành chương trình, kế hoạch năm: adopt the plans of a year")
    async def adopt_programme(
        self,
        info: Info,
        cluster: strawberry.ID,
        year: int,
        document: str,
        items: list[PlanItemInput],
        terms: Terms | None = None,
    ) -> CommandResult:
        """Adopt."""
        commands, rows = info.context.application.programmes, [each.row() for each in items]
        return await info.context.command(
            info, terms, lambda command: commands.adopt(command, key_of(cluster), year, document, rows)
        )

    @strawberry.mutation(description="Điều chỉnh chương trình, kế hoạch: adjust the plans, with the reason")
    async def adjust_programme(
        self,
        info: Info,
        cluster: strawberry.ID,
        year: int,
        adjustment: PlanAdjustmentInput,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Adjust."""
        commands, rows = info.context.application.programmes, adjustment.rows()
        return await info.context.command(
            info, terms, lambda command: commands.adjust(command, key_of(cluster), year, rows)
        )

    @strawberry.mutation(description="Báo cáo đã thực hiện một nội dung: report an item done")
    async def report_programme_item(
        self, info: Info, cluster: strawberry.ID, year: int, report: PlanReportInput, terms: Terms | None = None
    ) -> CommandResult:
        """Report."""
        commands = info.context.application.programmes
        outcome = Outcome(report.result.strip(), report.evidence.strip(), report.reached)
        return await info.context.command(
            info, terms, lambda command: commands.report(command, key_of(cluster), year, report.code, outcome)
        )

    @strawberry.mutation(description="Rút báo cáo: withdraw a report, with the reason")
    async def withdraw_programme_report(
        self, info: Info, cluster: strawberry.ID, year: int, code: str, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.programmes
        return await info.context.command(
            info, terms, lambda command: commands.withdraw_report(command, key_of(cluster), year, code, reason)
        )
