"""Proposed groupings of districts (phương án chia cụm thi đua cấp huyện) in the graph, and the commands on them."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry
from anyio import to_thread

from kernel.graph import CommandResult, Explanation, Terms
from services.covenant.application.groupings import Asking
from services.covenant.domain.cluster import Issue
from services.covenant.domain.district_grouping import OptionKind
from services.covenant.domain.grouping import District
from services.covenant.graph.asking import Info, Row, asked, day_asked, key_of, read
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, connection_of
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import groupings

PAIR = 2

strawberry.enum(OptionKind, name="GroupingOptionKind", description="Phương án: how a division came about")


@strawberry.type(description="Một phương án chia: a division with its figures")
class GroupingOption:
    """One division."""

    kind: OptionKind
    groups: list[list[str]] = strawberry.field(description="Các cụm: codes of districts")
    imbalance: Decimal = strawberry.field(description="Chênh lệch lớn nhất, điểm %")
    torn: int = strawberry.field(description="Số mảnh rời trên bản đồ")

    @classmethod
    def of(cls, option: Row) -> Self:
        """From the view."""
        kind, imbalance = OptionKind(option["kind"]), Decimal(option["imbalance"])
        return cls(kind=kind, groups=option["groups"], imbalance=imbalance, torn=option["torn"])


@strawberry.type(description="Phương án chia cụm thi đua cấp huyện: a proposed grouping, with every division shown")
class DistrictGrouping:
    """One proposal."""

    id: strawberry.ID
    code: str = strawberry.field(description="Mã phương án")
    connected: bool = strawberry.field(description="Yêu cầu liền địa giới")
    required: int = strawberry.field(description="Số cụm theo quy định")
    figures_from: str = strawberry.field(description="Nguồn số thu, số chi")
    chosen: GroupingOption = strawberry.field(description="Phương án chọn")
    options: list[GroupingOption] = strawberry.field(description="Các phương án đã nêu")
    reason: str | None = strawberry.field(description="Lý do điều chỉnh lần cuối")
    document: str | None = strawberry.field(description="Văn bản ban hành")
    effective_from: date | None = strawberry.field(description="Từ ngày")
    issued_on: date | None = strawberry.field(description="Ngày ban hành")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("code", "connected", "required", "figures_from", "reason", "document", "effective_from", "issued_on")
        return cls(
            id=strawberry.ID(str(row["id"])),
            chosen=GroupingOption.of(row["chosen"]),
            options=[GroupingOption.of(each) for each in row["options"]],
            version=row["version"],
            row=row,
            at=at,
            **{name: row[name] for name in plain},
        )

    @strawberry.field(description="BHXH tỉnh: the province")
    async def province(self, info: Info) -> Unit | None:
        """Whose districts."""
        return await unit_of(info, self.row["province_id"], self.at)

    @strawberry.field(description="Giải trình: what balance and geography cost one another")
    async def why(self, info: Info) -> Explanation:
        """Why these clusters."""
        await read(info, lambda _connection: None)
        return Explanation.of(await to_thread.run_sync(info.context.application.groupings.why, self.row["id"]))


@strawberry.input(description="Đơn vị cấp huyện với số thu, số chi: decimals as text")
class DistrictInput:
    """A district with its figures."""

    code: str
    collections: Decimal = Decimal(0)
    payments: Decimal = Decimal(0)


@strawberry.input(description="Đề xuất phương án: every district, and pairs of codes that share a border")
class DistrictGroupingInput:
    """A proposal to make."""

    code: str
    as_of: date
    districts: list[DistrictInput]
    figures_from: str
    borders: list[list[str]] = strawberry.field(default_factory=list)
    connected: bool = True

    def asking(self) -> Asking:
        """As the application takes it."""
        districts = tuple(District(each.code, each.collections, each.payments) for each in self.districts)
        borders = tuple(_ends(pair) for pair in self.borders)
        return Asking(self.code, self.as_of, districts, self.figures_from, borders, self.connected)


def _ends(pair: list[str]) -> tuple[str, str]:
    """The two districts of a border; what is no pair stays visible in the refusal."""
    return (pair[0], pair[1]) if len(pair) == PAIR else (", ".join(pair), "—")


@strawberry.type
class GroupingQuery:
    """Proposed groupings."""

    @strawberry.field(description="Các phương án chia cụm thi đua cấp huyện: by province and code")
    async def district_groupings(
        self,
        info: Info,
        province: strawberry.ID | None = None,
        issued: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[DistrictGrouping]:
        """A page of proposals."""
        [of_province] = await asked(info, province=province)
        wanted, today = groupings.Filter(of_province, issued), day_asked(info, None)
        page = await read(info, lambda connection: groupings.search(connection, wanted, after, first))
        return connection_of(page, ["province_id", "code"], lambda row: DistrictGrouping.of(row, today))


@strawberry.type
class GroupingMutation:
    """Commands on proposed groupings."""

    @strawberry.mutation(description="Đề xuất phương án chia cụm cấp huyện: propose a grouping, and keep it")
    async def propose_district_grouping(
        self, info: Info, province: strawberry.ID, grouping: DistrictGroupingInput, terms: Terms | None = None
    ) -> CommandResult:
        """Propose."""
        commands, asking = info.context.application.groupings, grouping.asking()
        return await info.context.command(
            info, terms, lambda command: commands.propose(command, key_of(province), asking)
        )

    @strawberry.mutation(description="Điều chỉnh phương án: another division in its place, with the reason")
    async def adjust_district_grouping(
        self, info: Info, grouping: strawberry.ID, groups: list[list[str]], reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Adjust."""
        commands = info.context.application.groupings
        return await info.context.command(
            info, terms, lambda command: commands.adjust(command, key_of(grouping), groups, reason)
        )

    @strawberry.mutation(description="Ban hành phương án: form the clusters with their lists")
    async def issue_district_grouping(
        self, info: Info, grouping: strawberry.ID, document: str, effective_from: date, terms: Terms | None = None
    ) -> CommandResult:
        """Issue."""
        commands, issue = info.context.application.groupings, Issue(document, effective_from)
        return await info.context.command(info, terms, lambda command: commands.issue(command, key_of(grouping), issue))
