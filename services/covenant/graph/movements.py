"""Movement (phong trào thi đua) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from kernel.graph import Source
from services.covenant.domain.movement import MovementKind
from services.covenant.graph.asking import Info, Row, day_asked, key_of, load, on
from services.covenant.graph.cascades import MovementTarget
from services.covenant.graph.progress import MovementReviewEdition
from services.covenant.graph.targets import NationalTarget
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import cascades, movement_reviews, movements, national_targets

strawberry.enum(MovementKind, name="MovementKind", description="Loại phong trào: how it runs")


@strawberry.type(description="Phân công thực hiện: who does what in a movement")
class Duty:
    """A party and its task."""

    party: str
    task: str


@strawberry.type(description="Thời hạn: the last day in time, and where it stands")
class Deadline:
    """A dated deadline with its source."""

    day: date
    source: Source


@strawberry.federation.type(keys=["id"], description="Phong trào thi đua: an emulation movement")
class Movement:
    """A movement with what it was launched with."""

    id: strawberry.ID
    code: str = strawberry.field(description="Mã phong trào: the code people use")
    kind: MovementKind = strawberry.field(description="Loại: annual, thematic, sudden, multi-year, commemorative")
    theme: str = strawberry.field(description="Chủ đề: the theme")
    purposes: list[str] = strawberry.field(description="Mục đích, yêu cầu: purposes")
    audience: str = strawberry.field(description="Đối tượng: for whom")
    contents: list[str] = strawberry.field(description="Nội dung thi đua: what is contested")
    duties: list[Duty] = strawberry.field(description="Tổ chức thực hiện: who does what")
    period_from: date = strawberry.field(description="Từ ngày: first day")
    period_to: date = strawberry.field(description="Đến ngày: last day")
    covenant_signing: Deadline = strawberry.field(description="Hạn ký giao ước: when covenants are due")
    registration: Deadline = strawberry.field(description="Hạn đăng ký danh hiệu: when titles are due")
    rulebook: str = strawberry.field(description="Phiên bản quy định: version of the rules of the deadlines")
    launched_on: date = strawberry.field(description="Ngày phát động: day of the launch")
    closed_on: date | None = strawberry.field(description="Ngày kết thúc: day of the closing")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("code", "theme", "purposes", "audience", "contents", "period_from", "period_to", "rulebook")
        return cls(
            id=strawberry.ID(str(row["id"])),
            kind=MovementKind(row["kind"]),
            duties=[Duty(**each) for each in row["duties"]],
            covenant_signing=Deadline(day=row["covenant_signing_by"], source=Source(**row["covenant_signing_source"])),
            registration=Deadline(day=row["registration_by"], source=Source(**row["registration_source"])),
            launched_on=row["launched_on"],
            closed_on=row["closed_on"],
            version=row["version"],
            row=row,
            at=at,
            **{name: row[name] for name in plain},
        )

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The movement, for the gateway."""
        row = await load(info, movements.by_ids, key_of(id))
        return None if row is None else cls.of(row, day_asked(info, None))

    @strawberry.field(description="Đơn vị phát động; không có: Hội đồng TĐKT BHXH Việt Nam (the sector's council)")
    async def organiser(self, info: Info) -> Unit | None:
        """Who launched it."""
        return await unit_of(info, self.row["organiser_id"], self.at)

    @strawberry.field(description="Phong trào cấp trên: the movement of the level above that it was made from")
    async def parent(self, info: Info) -> Movement | None:
        """The movement above."""
        row = await load(info, cascades.parents, key_of(self.id))
        return None if row is None else Movement.of(row, self.at)

    @strawberry.field(description="Các phong trào cụ thể hoá từ phong trào này: those made from it, one level below")
    async def cascaded(self, info: Info) -> list[Movement]:
        """The movements below."""
        return [Movement.of(row, self.at) for row in await load(info, cascades.children, key_of(self.id))]

    @strawberry.field(description="Chỉ tiêu của phong trào: its targets, for each unit below or for all together")
    async def targets(self, info: Info) -> list[MovementTarget]:
        """The targets."""
        return [MovementTarget.of(row) for row in await load(info, cascades.targets, key_of(self.id))]

    @strawberry.field(description="Đơn vị cấp dưới trực tiếp chưa cụ thể hoá: units below that have not made it theirs")
    async def not_cascaded(self, info: Info) -> list[Unit]:
        """Who is missing."""
        rows = await load(info, on(cascades.missing, self.at), key_of(self.id))
        return [Unit.of(row, self.at) for row in rows]

    @strawberry.field(description="Mục tiêu chung của phong trào dài hạn: its national targets")
    async def national_targets(self, info: Info) -> list[NationalTarget]:
        """The national targets."""
        rows = await load(info, national_targets.goals, key_of(self.id))
        return [NationalTarget.of(row, self.at) for row in rows]

    @strawberry.field(
        description="Chỉ tiêu chỉ chính thức sau thẩm định: whether targets are official by appraisal only"
    )
    async def targets_appraised(self, info: Info) -> bool:
        """Whether the targets of units are appraised."""
        row = await load(info, national_targets.programmes, key_of(self.id))
        return row is not None and bool(row["appraised"])

    @strawberry.field(description="Sơ kết, tổng kết: every edition of every review, by year")
    async def review_editions(self, info: Info) -> list[MovementReviewEdition]:
        """The editions."""
        rows = await load(info, movement_reviews.of_movements, key_of(self.id))
        return [MovementReviewEdition.of(row) for row in rows]
