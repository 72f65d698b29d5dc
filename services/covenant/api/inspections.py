"""Inspections and cross-checks (kiểm tra, kiểm tra chéo) over REST, with the follow-up of their findings."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.operating_rules import Reason
from services.covenant.api.programmes import Said
from services.covenant.api.shapes import History
from services.covenant.api.units import Reference
from services.covenant.application.inspections import Opening
from services.covenant.domain.inspection import Finding, FindingState, Inspection, InspectionKind, Severity
from services.covenant.views import inspections as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

Number = Annotated[int, Path(description="Số thứ tự nội dung ghi nhận: number of the finding", ge=1)]


class InspectionOut(BaseModel):
    """Cuộc kiểm tra: an inspection or cross-check."""

    id: UUID
    code: str = Field(examples=["KTC-2024-Q1-01"])
    cluster_id: UUID
    kind: InspectionKind
    inspector_id: UUID = Field(description="Đơn vị kiểm tra")
    inspected_id: UUID = Field(description="Đơn vị được kiểm tra")
    period: str = Field(description="Kỳ: year, half-year or quarter", examples=["2024-Q1"])
    plan_item: str = Field(description="Nội dung của kế hoạch kiểm tra; empty: beside the plan")
    opened_on: date
    closed_on: date | None
    conclusion: str | None
    version: int


class InspectionPage(BaseModel):
    """Một trang cuộc kiểm tra: one page, by block or cluster and code."""

    items: list[InspectionOut]
    next: str | None


class FindingOut(BaseModel):
    """Nội dung ghi nhận: a finding with the remedy asked, and how far its follow-up has come."""

    inspection_id: UUID
    code: str = Field(description="Mã cuộc kiểm tra")
    cluster_id: UUID
    inspector_id: UUID
    inspected_id: UUID
    number: int
    severity: Severity
    text: str
    remedy: str = Field(description="Yêu cầu khắc phục")
    recorded_on: date
    due_on: date = Field(description="Hạn khắc phục")
    state: FindingState
    overdue: bool = Field(description="Quá hạn ngày đó: due before that day, and nothing reported")
    report: str | None = Field(description="Báo cáo khắc phục")
    evidence: str | None
    reported_on: date | None
    rejections: int = Field(description="Số lần chưa được chấp nhận")
    reason: str | None = Field(description="Lý do chưa chấp nhận lần cuối, hoặc rút nội dung")
    settled_on: date | None = Field(description="Ngày xác nhận hoặc rút")


class FindingPage(BaseModel):
    """Một trang nội dung ghi nhận: one page, by the day their remedy is due."""

    items: list[FindingOut]
    next: str | None


class InspectionDetails(InspectionOut):
    """Cuộc kiểm tra với các nội dung ghi nhận: with its findings."""

    findings: list[FindingOut]


class NewInspection(Body):
    """Mở cuộc kiểm tra: who inspects whom, of which period, by which item of the plan."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "KTC-2024-Q1-01",
                    "kind": "cross_check",
                    "inspector": "BHXH-62",
                    "inspected": "BHXH-64",
                    "period": "2024-Q1",
                    "plan_item": "KT-01",
                }
            ]
        }
    )

    code: str = Field(description="Mã cuộc kiểm tra", max_length=60)
    kind: InspectionKind
    inspector: Reference = Field(description="Đơn vị kiểm tra: code or id")
    inspected: Reference = Field(description="Đơn vị được kiểm tra: code or id")
    period: str = Field(description="Kỳ: 2024, 2024-H1, 2024-Q3", max_length=10)
    plan_item: str = Field("", description="Mã nội dung của kế hoạch kiểm tra", max_length=60)


class NewFinding(Body):
    """Ghi nhận tồn tại, hạn chế, yêu cầu khắc phục và thời hạn."""

    severity: Severity
    text: Said
    remedy: Said
    due_on: date


class Remedy(Body):
    """Báo cáo khắc phục: what was done about it, and the papers that show it."""

    report: Said
    evidence: Said


class Rejection(Body):
    """Chưa chấp nhận: why, and by when the remedy is due now."""

    reason: Reason
    due_on: date


class Why(Body):
    """Lý do: the reason."""

    reason: Reason


class Conclusion(Body):
    """Kết luận: what the inspection came to."""

    conclusion: Said


@router.get("/inspections", summary="Inspections and cross-checks")
def list_inspections(
    _reader: Reader,
    app: App,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: in this one; code or id")] = None,
    inspector: Annotated[Named | None, Query(description="Đơn vị kiểm tra: by this unit; code or id")] = None,
    inspected: Annotated[Named | None, Query(description="Đơn vị được kiểm tra: of this unit; code or id")] = None,
    kind: Annotated[InspectionKind | None, Query(description="Loại: kind")] = None,
    closed: Annotated[bool | None, Query(description="Đã kết thúc: only closed, or only open ones")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> InspectionPage:
    """Danh sách cuộc kiểm tra, kiểm tra chéo: by block or cluster and code."""
    in_cluster, by, of_unit = app.naming.ids(cluster=cluster, inspector=inspector, inspected=inspected)
    wanted = view.Filter(in_cluster, by, of_unit, kind, closed)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return InspectionPage(items=[InspectionOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/findings", summary="Findings of inspections")
def list_findings(
    _reader: Reader,
    app: App,
    at: Day,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: in this one; code or id")] = None,
    inspected: Annotated[Named | None, Query(description="Đơn vị được kiểm tra: of this unit; code or id")] = None,
    state: Annotated[FindingState | None, Query(description="Trạng thái: how far it has come")] = None,
    severity: Annotated[Severity | None, Query(description="Mức độ: severity")] = None,
    overdue: Annotated[bool | None, Query(description="Quá hạn ngày đó: only overdue, or only others")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> FindingPage:
    """Nội dung ghi nhận theo đơn vị, khối, cụm, quá hạn: by the day their remedy is due."""
    in_cluster, of_unit = app.naming.ids(cluster=cluster, inspected=inspected)
    wanted = view.FindingFilter(in_cluster, of_unit, state, severity, overdue)
    with app.store.reading() as connection:
        found = view.search_findings(connection, wanted, at, after, limit)
    return FindingPage(items=[FindingOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/clusters/{cluster_id}/inspections", status_code=201, summary="Open an inspection or cross-check")
def open_inspection(order: OrderDep, app: App, cluster_id: UUID, body: NewInspection) -> Receipt:
    """Mở cuộc kiểm tra, kiểm tra chéo: by the inspection plan, or beside it."""
    return app.inspections.open(order.command, cluster_id, Opening(**body.model_dump()))


@router.get("/inspections/{inspection_id}", summary="One inspection")
def get_inspection(_reader: Reader, app: App, at: Day, inspection_id: UUID, response: Response) -> InspectionDetails:
    """Một cuộc kiểm tra với các nội dung ghi nhận: with its findings, overdue as of the day asked for."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [inspection_id])[0], Inspection.CALLED, inspection_id)
        [row["findings"]] = view.findings(connection, [inspection_id], at)
    response.headers["ETag"] = f'"{row["version"]}"'
    return InspectionDetails.model_validate(row)


@router.get("/inspections/{inspection_id}/history", summary="What happened to an inspection")
def inspection_history(_reader: Reader, app: App, inspection_id: UUID) -> History:
    """Lịch sử cuộc kiểm tra: every event, oldest first."""
    return History.model_validate({"items": life_of(app, Inspection, inspection_id)})


@router.post("/inspections/{inspection_id}/findings", summary="Record a finding")
def record_finding(order: OrderDep, app: App, inspection_id: UUID, body: NewFinding) -> Receipt:
    """Ghi nhận tồn tại, hạn chế: its number is in `details.finding`."""
    finding = Finding(body.severity, body.text.strip(), body.remedy.strip(), body.due_on)
    return app.inspections.find(order.command, inspection_id, finding)


@router.post("/inspections/{inspection_id}/findings/{number}/remedy", summary="Report the remedy of a finding")
def report_remedy(order: OrderDep, app: App, inspection_id: UUID, number: Number, body: Remedy) -> Receipt:
    """Đơn vị được kiểm tra báo cáo khắc phục: for the inspector to confirm or send back."""
    return app.inspections.report_remedy(order.command, inspection_id, number, body.report, body.evidence)


@router.post("/inspections/{inspection_id}/findings/{number}/confirmation", summary="Confirm the remedy of a finding")
def confirm_remedy(order: OrderDep, app: App, inspection_id: UUID, number: Number) -> Receipt:
    """Đơn vị kiểm tra xác nhận đã khắc phục."""
    return app.inspections.confirm_remedy(order.command, inspection_id, number)


@router.post("/inspections/{inspection_id}/findings/{number}/rejection", summary="Send the remedy of a finding back")
def reject_remedy(order: OrderDep, app: App, inspection_id: UUID, number: Number, body: Rejection) -> Receipt:
    """Đơn vị kiểm tra chưa chấp nhận kết quả khắc phục: why, and by when it is due now."""
    return app.inspections.reject_remedy(order.command, inspection_id, number, body.reason, body.due_on)


@router.post("/inspections/{inspection_id}/findings/{number}/withdrawal", summary="Withdraw a finding")
def withdraw_finding(order: OrderDep, app: App, inspection_id: UUID, number: Number, body: Why) -> Receipt:
    """Rút nội dung ghi nhận không đúng, nêu lý do."""
    return app.inspections.withdraw_finding(order.command, inspection_id, number, body.reason)


@router.post("/inspections/{inspection_id}/closing", summary="Close an inspection")
def close_inspection(order: OrderDep, app: App, inspection_id: UUID, body: Conclusion) -> Receipt:
    """Kết thúc cuộc kiểm tra: only once every finding is confirmed as remedied, or withdrawn."""
    return app.inspections.close(order.command, inspection_id, body.conclusion)


@router.post("/inspections/{inspection_id}/reopening", summary="Reopen an inspection")
def reopen_inspection(order: OrderDep, app: App, inspection_id: UUID, body: Why) -> Receipt:
    """Mở lại cuộc kiểm tra đã kết thúc, nêu lý do."""
    return app.inspections.reopen(order.command, inspection_id, body.reason)
