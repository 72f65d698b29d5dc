"""Targets over years in the graph: the national ones, a covenant's table, and what the years brought of it."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from kernel.graph import Explanation, Source
from services.covenant.domain.lateness import Timeliness
from services.covenant.graph.asking import Info, Row, load
from services.covenant.graph.long_enums import (
    Area,
    Category,
    Comparison,
    Direction,
    PlanState,
    ProgressOutcome,
    Standing,
    Verdict,
)
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import plan_editions, plan_whys, year_reviews

strawberry.enum(Timeliness, description="Đúng hạn, đúng hạn nhưng ghi nhận sau hạn, hay muộn: how a deadline was met")


def timing_of(row: Row) -> Timeliness | None:
    """How the deadline was met; None before, and where it was never worked out."""
    return Timeliness(row["timing"]) if row["timing"] else None


@strawberry.type(description="Mục tiêu chung: a national target of one year")
class NationalTarget:
    """A figure of a document."""

    indicator: str
    name: str
    unit_of_measure: str
    area: Area
    year: int
    comparison: Comparison
    value: Decimal
    binding: bool = strawberry.field(description="Mức sàn của BHXH tỉnh: no province's figure of that year is below")
    source: Source = strawberry.field(description="Văn bản: where it stands")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("indicator", "name", "unit_of_measure", "year", "value", "binding")
        return cls(
            area=Area(row["area"]),
            comparison=Comparison(row["comparison"]),
            source=Source(**row["source"]),
            row=row,
            at=at,
            **{name: row[name] for name in plain},
        )

    @strawberry.field(description="Ban nghiệp vụ thẩm định: the department of the field")
    async def department(self, info: Info) -> Unit | None:
        """Who appraises."""
        return await unit_of(info, self.row["department_id"], self.at)


@strawberry.type(description="Một năm của chỉ tiêu: a figure, or a task")
class PlanYear:
    """What a target says of a year."""

    year: int
    figure: Decimal | None
    task: str | None


@strawberry.type(description="Chỉ tiêu từng năm: a target of a table over years, and how far its appraisal is")
class PlanTarget:
    """A target."""

    indicator: str
    name: str
    category: Category
    unit_of_measure: str | None = strawberry.field(description="Đơn vị tính; null: chỉ tiêu không định lượng")
    direction: Direction | None
    area: Area | None
    baseline: Decimal | None = strawberry.field(
        description="Mức đã đạt trước phong trào: reached before the first year"
    )
    requirement: str | None
    measures: list[str] | None
    years: list[PlanYear]
    verdict: Verdict | None = strawberry.field(description="Kết quả thẩm định; null: dự thảo")
    reason: str | None = strawberry.field(description="Lý do trả lại: why it was returned")
    appraised_on: date | None
    official_edition: int | None = strawberry.field(description="Bản có hiệu lực: the edition whose text counts")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("indicator", "name", "unit_of_measure", "baseline", "requirement", "measures", "reason")
        said = {name: row[name] for name in (*plain, "appraised_on", "official_edition")}
        return cls(
            category=Category(row["category"]),
            direction=Direction(row["direction"]) if row["direction"] else None,
            area=Area(row["area"]) if row["area"] else None,
            verdict=Verdict(row["verdict"]) if row["verdict"] else None,
            years=[_year(each) for each in row["years"]],
            row=row,
            at=at,
            **said,
        )

    @strawberry.field(description="Ban nghiệp vụ thẩm định: the department of the field")
    async def department(self, info: Info) -> Unit | None:
        """Who appraises."""
        return await unit_of(info, self.row["department_id"], self.at)


def _year(said: Row) -> PlanYear:
    figure = said.get("figure")
    return PlanYear(year=said["year"], figure=None if figure is None else Decimal(figure), task=said.get("task"))


@strawberry.type(description="Một bản của bảng chỉ tiêu: an edition, and why it was made")
class PlanEdition:
    """One edition."""

    edition: int
    made_on: date
    reason: str
    changed: list[str] = strawberry.field(description="Chỉ tiêu thay đổi: the targets that it changed")


@strawberry.type(description="Một điểm khác giữa hai bản: what differs between two editions")
class PlanChange:
    """One difference."""

    indicator: str
    what: str
    year: int | None
    before: str | None
    after: str | None


@strawberry.type(description="Kết quả một chỉ tiêu trong năm: what a year brought of a target")
class YearFinding:
    """A finding."""

    indicator: str
    registered: Decimal | None
    actual: Decimal | None = strawberry.field(description="Số thực hiện; null: chưa có số liệu, không phải 0")
    outcome: ProgressOutcome
    final: bool = strawberry.field(description="Đã đạt mức năm cuối: the end year's figure is reached")
    evidence: str
    why: str
    remedy: str
    standing: Standing
    standing_reason: str

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("indicator", "registered", "actual", "final", "evidence", "why", "remedy", "standing_reason")
        said = {name: row[name] for name in plain}
        return cls(outcome=ProgressOutcome(row["outcome"]), standing=Standing(row["standing"]), **said)


@strawberry.type(description="Kiểm điểm một năm: the review of a year")
class YearReview:
    """A review."""

    id: strawberry.ID
    year: int
    recorded_on: date
    revised_on: date | None
    reason: str
    version: int
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("year", "recorded_on", "revised_on", "reason", "version")
        return cls(id=strawberry.ID(str(row["id"])), row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Kết quả từng chỉ tiêu: what it found of each target")
    async def findings(self, info: Info) -> list[YearFinding]:
        """The findings."""
        return [YearFinding.of(row) for row in await load(info, year_reviews.findings, self.row["id"])]


@strawberry.type(description="Bảng chỉ tiêu từng năm: a covenant's targets over the years of a movement")
class TargetPlan:
    """A table."""

    id: strawberry.ID
    covenant_id: strawberry.ID
    state: PlanState = strawberry.field(description="Dự thảo, chờ thẩm định, chính thức: how far it is")
    edition: int
    submitted_on: date | None
    due_on: date | None
    late: bool | None
    recorded_on: date | None = strawberry.field(description="Ngày ghi nhận: the day it was recorded")
    timing: Timeliness | None = strawberry.field(description="Đúng hạn, ghi nhận sau hạn, hay muộn: how it met its day")
    version: int
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("edition", "submitted_on", "due_on", "late", "recorded_on", "version")
        id, covenant_id = (strawberry.ID(str(row[name])) for name in ("id", "covenant_id"))
        told = {"state": PlanState(row["state"]), **{name: row[name] for name in plain}}
        return cls(id=id, covenant_id=covenant_id, row=row, at=at, timing=timing_of(row), **told)

    @strawberry.field(description="Đơn vị: whose table it is")
    async def unit(self, info: Info) -> Unit | None:
        """The unit."""
        return await unit_of(info, self.row["unit_id"], self.at)

    @strawberry.field(description="Các chỉ tiêu của bản hiện hành: the targets of the edition in force on the day")
    async def targets(self, info: Info) -> list[PlanTarget]:
        """The targets."""
        return [
            PlanTarget.of(row, self.at)
            for row in await load(info, plan_editions.texts, (self.row["id"], self.row["edition"]))
        ]

    @strawberry.field(description="Các bản: every edition, oldest first")
    async def editions(self, info: Info) -> list[PlanEdition]:
        """The editions."""
        rows = await load(info, plan_editions.editions, self.row["id"])
        plain = ("edition", "made_on", "reason", "changed")
        return [PlanEdition(**{name: row[name] for name in plain}) for row in rows]

    @strawberry.field(description="Giải trình: why it stands as it does, target by target, year by year")
    async def why(self, info: Info) -> Explanation | None:
        """The explanation."""
        why = await load(info, plan_whys.whys, self.row["id"])
        return None if why is None else Explanation.of(why)

    @strawberry.field(description="Các năm đã kiểm điểm: the reviews of its years")
    async def years(self, info: Info) -> list[YearReview]:
        """The years."""
        return [YearReview.of(row) for row in await load(info, year_reviews.by_plans, self.row["id"])]
