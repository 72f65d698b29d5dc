"""QuotaLine (chỉ tiêu khen thưởng) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry
from anyio import to_thread

from kernel.graph import Explanation
from services.nomination.domain.over_the_line import Change, Over
from services.nomination.graph.asking import Info, Row, key_of, load, read, why
from services.nomination.graph.entities import Movement, Unit, movement_of, unit_of
from services.nomination.graph.nominations import Nomination, nomination_of
from services.nomination.views import quota_lines

strawberry.enum(Change, name="QuotaChange", description="Thay đổi có thể giữ lại một đề cử")


@strawberry.type(description="Thứ tự của một đề cử so với chỉ tiêu: its place, within the quota or over the line")
class QuotaPlace:
    """One contender's place."""

    place: int = strawberry.field(description="Thứ tự: from 1")
    within: bool = strawberry.field(description="Trong chỉ tiêu: within the quota")
    by_chair: bool = strawberry.field(description="Chủ tịch quyết định: a tie that the chair broke")
    by_law: bool = strawberry.field(description="Ưu tiên nữ theo luật: a tie that the preference for women broke")
    members: int | None = strawberry.field(description="Số người: of the collective, where it was stated")
    women: int | None = strawberry.field(description="Số nữ: of them")
    in_favour: int = strawberry.field(description="Phiếu đồng ý: votes of the council")
    base: int = strawberry.field(description="Mẫu số: what their share was taken of")
    score: Decimal = strawberry.field(description="Điểm: score")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("place", "within", "by_chair", "by_law", "members", "women", "in_favour", "base", "score")
        return cls(row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Đề cử: whose place it is")
    async def nomination(self, info: Info) -> Nomination | None:
        """Who stands there."""
        return await nomination_of(info, self.row["nomination_id"])


@strawberry.type(description="Thay đổi nhỏ nhất: the smallest change of one kind that would keep a contender")
class QuotaKeeping:
    """More votes, a higher score (by more than this), a larger base, fewer before it."""

    change: Change
    amount: Decimal


@strawberry.type(description="Một đề cử vượt chỉ tiêu: over the line, and what would keep it")
class QuotaOver:
    """One contender over the line."""

    place: int = strawberry.field(description="Thứ tự: from 1")
    places: int = strawberry.field(description="Số suất: how many there are")
    keeping: list[QuotaKeeping]
    found: strawberry.Private[Over]

    @classmethod
    def of(cls, found: Over) -> Self:
        """From the domain's value."""
        keeping = [QuotaKeeping(change=each.change, amount=each.amount) for each in found.keeping]
        return cls(place=found.place.place, places=found.places, keeping=keeping, found=found)

    @strawberry.field(description="Đề cử: whose place it is")
    async def nomination(self, info: Info) -> Nomination | None:
        """Who stands there."""
        return await nomination_of(info, self.found.place.contender.nomination_id)


@strawberry.federation.type(keys=["id"], description="Chỉ tiêu khen thưởng: how many of a title, and who is within")
class QuotaLine:
    """The line of a title in a movement."""

    id: strawberry.ID
    title: str = strawberry.field(description="Mã danh hiệu: code of the title")
    basis: str = strawberry.field(description="Căn cứ: what is counted")
    base: int = strawberry.field(description="Số đếm được: how many were counted")
    share: str = strawberry.field(description="Tỷ lệ: the share")
    rounding: str = strawberry.field(description="Làm tròn: how a remainder is rounded")
    places: int = strawberry.field(description="Số suất: how many the quota lets through")
    drawn_on: date = strawberry.field(description="Ngày xác định: when it was last drawn")
    rulebook: str = strawberry.field(description="Phiên bản quy định: rules it was drawn by")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("title", "basis", "base", "share", "rounding", "places", "drawn_on", "rulebook", "version")
        return cls(id=strawberry.ID(str(row["id"])), row=row, **{name: row[name] for name in plain})

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The line, for the gateway."""
        row = await load(info, quota_lines.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Phong trào: the movement")
    def movement(self) -> Movement | None:
        """In which movement."""
        return movement_of(self.row["movement_id"])

    @strawberry.field(description="Thứ tự các đề cử: everybody in order, the line included")
    async def order(self, info: Info) -> list[QuotaPlace]:
        """Who is within, who falls over."""
        return [QuotaPlace.of(row) for row in await load(info, quota_lines.places, key_of(self.id))]

    @strawberry.field(description="Đơn vị: where the quota is a share of its own people")
    def unit(self) -> Unit | None:
        """Of which unit."""
        return None if self.row["unit_id"] is None else unit_of(self.row["unit_id"])

    @strawberry.field(
        description="Vượt chỉ tiêu: who falls over the line, and the smallest change that would keep each"
    )
    async def over(self, info: Info) -> list[QuotaOver]:
        """Over the line."""
        commands, line = info.context.application.quota_lines, key_of(self.id)
        await read(info, lambda _connection: None)
        return [QuotaOver.of(each) for each in await to_thread.run_sync(commands.over, line)]

    @strawberry.field(description="Giải trình: why the line falls where it falls")
    async def why(self, info: Info) -> Explanation:
        """Count, share, rounding, order."""
        commands = info.context.application.quota_lines
        return await why(info, lambda: commands.why(key_of(self.id)))
