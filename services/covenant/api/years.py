"""What the years brought, over REST: a unit's yearly review, and the departments' look at it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, Number, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Reader, life_of, present
from services.covenant.api.long_shapes import MOST_TARGETS, Code, Line
from services.covenant.api.shapes import History
from services.covenant.domain.findings import Finding, Outcome, Standing
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.year_review import Look, YearReview
from services.covenant.views import year_reviews as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

AYear = Annotated[int, Path(description="Năm", ge=1995, le=2200)]


class NewFinding(Body):
    """Kết quả một chỉ tiêu: `actual` of a quantitative one, `done` of another; left out is not found, never zero."""

    indicator: Code
    actual: Number | None = Field(None, description="Số thực hiện")
    done: bool | None = Field(None, description="Đã làm hay chưa, chỉ tiêu không định lượng")
    evidence: Line = Field("", description="Minh chứng")
    why: Line = Field("", description="Nguyên nhân chưa đạt")
    remedy: Line = Field("", description="Giải pháp cho năm tiếp theo")

    def to_domain(self) -> Finding:
        """The domain's value."""
        return Finding(self.indicator, self.actual, self.done, self.evidence, self.why, self.remedy)


class NewYear(Body):
    """Kiểm điểm một năm: a finding for every target of the year; after the first time with the reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "findings": [
                        {
                            "indicator": "BHYT_PCT",
                            "actual": 88.1,
                            "evidence": "BC 12/BC-BHXH",
                            "why": "Hộ cận nghèo chưa tham gia hết",
                            "remedy": "Hỗ trợ thêm mức đóng từ ngân sách tỉnh",
                        }
                    ]
                }
            ]
        }
    )

    findings: list[NewFinding] = Field(max_length=MOST_TARGETS)
    reason: Line = Field("", description="Lý do sửa; cần có khi năm đã được kiểm điểm")


class NewLook(Body):
    """Ban nghiệp vụ xác nhận hay không xác nhận một kết quả."""

    indicator: Code
    confirmed: bool
    reason: Line = ""


class Looks(Body):
    """Xác nhận kết quả: all of them are recorded, or none."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"looks": [{"indicator": "BHYT_PCT", "confirmed": True}]}]}
    )

    looks: list[NewLook] = Field(min_length=1, max_length=MOST_TARGETS)


class FindingOut(BaseModel):
    """Kết quả một chỉ tiêu trong năm."""

    indicator: str
    registered: Decimal | None = Field(description="Mức đăng ký chính thức của năm")
    actual: Decimal | None = Field(description="Số thực hiện; null: chưa có số liệu, không phải 0")
    outcome: Outcome
    final: bool = Field(description="Đã đạt mức năm cuối: the end year's figure is reached")
    evidence: str
    why: str
    remedy: str
    standing: Standing = Field(description="recorded, confirmed or disputed by the department")
    standing_reason: str
    looked_on: date | None
    event: UUID


class YearOut(BaseModel):
    """Bản kiểm điểm một năm."""

    id: UUID
    year: int
    recorded_on: date
    revised_on: date | None
    reason: str
    findings: list[FindingOut]
    version: int


class YearsOut(BaseModel):
    """Các năm đã kiểm điểm."""

    items: list[YearOut]


@router.get("/covenants/{covenant_id}/years", summary="Yearly reviews of a covenant")
def list_years(_reader: Reader, app: App, covenant_id: UUID) -> YearsOut:
    """Các năm đã kiểm điểm: what each year brought of each target."""
    with app.store.reading() as connection:
        [rows] = view.by_plans(connection, [TargetPlan.id_for(covenant_id)])
        found = view.findings(connection, [row["id"] for row in rows])
    items = [{**row, "findings": findings} for row, findings in zip(rows, found, strict=True)]
    return YearsOut.model_validate({"items": items})


@router.get("/covenants/{covenant_id}/years/{year}", summary="One yearly review")
def get_year(_reader: Reader, app: App, covenant_id: UUID, year: AYear, response: Response) -> YearOut:
    """Kiểm điểm một năm: reached, not reached, why, and the remedy for the next year."""
    review_id = YearReview.id_for(TargetPlan.id_for(covenant_id), year)
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [review_id])[0], YearReview.CALLED, review_id)
        [row["findings"]] = view.findings(connection, [review_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return YearOut.model_validate(row)


@router.put("/covenants/{covenant_id}/years/{year}", summary="Record the review of a year")
def record_year(order: OrderDep, app: App, covenant_id: UUID, year: AYear, body: NewYear) -> Receipt:
    """Kiểm điểm năm: all targets of it; a missed one says why and what next; what was before stays in the history."""
    findings = [each.to_domain() for each in body.findings]
    return order.answer(app.years.record(order.command, covenant_id, year, findings, body.reason))


@router.post("/covenants/{covenant_id}/years/{year}/looks", summary="Confirm or dispute findings")
def look_at_year(order: OrderDep, app: App, covenant_id: UUID, year: AYear, body: Looks) -> Receipt:
    """Xác nhận kết quả: by the department that each target names."""
    looks = [Look(each.indicator, each.confirmed, each.reason) for each in body.looks]
    return order.answer(app.years.look(order.command, covenant_id, year, looks))


@router.get("/covenants/{covenant_id}/years/{year}/history", summary="What happened to a yearly review")
def year_history(_reader: Reader, app: App, covenant_id: UUID, year: AYear) -> History:
    """Lịch sử của bản kiểm điểm: every event, oldest first."""
    review_id = YearReview.id_for(TargetPlan.id_for(covenant_id), year)
    return History.model_validate({"items": life_of(app, YearReview, review_id)})
