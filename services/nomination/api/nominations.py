"""Eligibility (điều kiện xét) and nominations (đề cử) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from regulations.rulebook import Matter
from services.nomination.api.asking import App, Reader, Reference, Today, present
from services.nomination.api.shapes import ExplanationTree
from services.nomination.application.nominations import Proposal
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.merit.findings import State
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.notice import Posting
from services.nomination.domain.stages import Stage
from services.nomination.domain.steps import NominationStep
from services.nomination.views import nominations as view

MOST_INITIATIVES = 10

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

Title = Annotated[str, Field(description="Mã danh hiệu: code of the title", max_length=40, examples=["CO_BHXH"])]
Reason = Annotated[str, Field(description="Lý do: the reason", max_length=1000, examples=["Đơn vị xin rút"])]


class EligibilityOut(BaseModel):
    """Kết quả xét điều kiện: whether a nomination would be accepted, and every condition with its source."""

    eligible: bool = Field(description="Đủ điều kiện: no rule says no")
    refusal: dict[str, Any] | None = Field(description="Lý do bị từ chối đầu tiên: the first refusal, as a problem")
    why: ExplanationTree


class VoteOut(BaseModel):
    """Kết quả một vòng bỏ phiếu: what the candidate got in a counted round."""

    session_id: UUID
    kind: SessionKind
    round: int = Field(examples=[1])
    in_favour: int = Field(description="Đồng ý", examples=[13])
    against: int = Field(description="Không đồng ý", examples=[1])
    abstained: int = Field(description="Không có ý kiến", examples=[1])
    base: int = Field(description="Mẫu số: what the share is taken of", examples=[15])
    needed: int = Field(description="Số phiếu cần có: votes that reach the threshold", examples=[12])
    passed: bool = Field(description="Đạt: reached it")
    voted_on: date


class NominationOut(BaseModel):
    """Đề cử: one unit for one title in one movement."""

    id: UUID
    title: str = Field(examples=["CO_BHXH"])
    unit_id: UUID
    unit_code: str | None = Field(examples=["BHXH-68"])
    unit_name: str | None = Field(examples=["Bảo hiểm xã hội tỉnh Lâm Đồng"])
    person_code: str | None = Field(description="Mã cán bộ: of a person nominated through the unit")
    merit: State | None = Field(description="Thành tích: MET, or UNKNOWN with what is outstanding")
    movement_id: UUID
    movement_code: str | None = Field(examples=["TDTX-2024"])
    cluster_id: UUID | None = Field(description="Khối, cụm; null: the title hangs on no board")
    cluster_code: str | None = Field(examples=["2024/VII"])
    period: str = Field(description="Kỳ tổng kết", examples=["2024"])
    edition_no: int = Field(
        description="Lần công bố bảng xếp hạng: the edition last weighed against; 0: it rests on none", examples=[1]
    )
    like_group: str | None = Field(
        description="Nhóm đơn vị tương đồng: the group that the rank is in, by its code; null where it is in none"
    )
    rank: int | None = Field(description="Thứ hạng: rank in that edition, within the group", examples=[1])
    score: Decimal | None = Field(description="Điểm: score in that edition", examples=["987.50"])
    nominated_on: date = Field(description="Ngày đề cử")
    stage: Stage = Field(description="Trạng thái: how far it is")
    challenged: bool = Field(description="Bị đặt vấn đề: by a newer edition of the board, or a decision revoked")
    questioned: bool = Field(
        description="Đang bị xem xét: an objection, a finding or a discipline waits for its answer"
    )
    basis_lost: str | None = Field(description="Căn cứ bị hủy bỏ: number of the revoked decision it rests on")
    withdrawn_because: str | None = Field(description="Lý do rút")
    announced_on: date | None = Field(description="Ngày công khai lấy ý kiến")
    announced_at: str | None = Field(description="Nơi công khai: where it was made public")
    announced_by: str | None = Field(description="Người công khai: who made it public")
    comments_until: date | None = Field(description="Hạn lấy ý kiến: nothing is decided up to this day")
    decision_id: UUID | None = Field(description="Quyết định: its decision")
    rulebook: str = Field(description="Phiên bản quy định", examples=["law-2022@0123456789ab"])
    version: int


class Outstanding(BaseModel):
    """Điều kiện chưa xác định được: a condition that nothing on record answers yet, with its source."""

    vi: str
    en: str
    source: str


class NominationDetails(NominationOut):
    """Đề cử kèm kết quả bỏ phiếu, và việc người hỏi có thể làm ngay: with every counted round and what may be done."""

    votes: list[VoteOut]
    outstanding: list[Outstanding] = Field(description="Còn phải làm rõ: conditions that nothing on record answers")
    steps: list[NominationStep] = Field(description="Việc có thể làm ngay: what the asking person may do with it now")


class NominationPage(BaseModel):
    """Một trang đề cử: one page, by day."""

    items: list[NominationOut]
    next: str | None


class NewNomination(Body):
    """Đề cử mới: a unit for a title in a movement; unit and movement by code or id."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"unit_id": "BHXH-68", "title": "CO_BHXH", "movement_id": "TDTX-2024"}]}
    )

    unit_id: Reference = Field(description="Đơn vị: code or id")
    title: Title
    movement_id: Reference = Field(description="Phong trào: code or id")
    person_code: str | None = Field(
        default=None, description="Mã cán bộ: the person nominated through the unit", min_length=1, max_length=60
    )
    initiatives: list[UUID] = Field(
        default=[], description="Sáng kiến dùng cho đề cử: null: any that is free", max_length=MOST_INITIATIVES
    )


class Withdrawal(Body):
    """Rút đề cử: with its reason."""

    reason: Reason


class Announcement(Body):
    """Công khai lấy ý kiến: where, and up to which day comments are taken."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"place": "baohiemxahoi.gov.vn"}]})

    place: Annotated[str, Field(description="Nơi công khai", max_length=300)]
    comments_until: date | None = Field(
        None, description="Hạn lấy ý kiến: the last day of comments, by default after as many days as the rules ask"
    )


@router.get("/eligibility", summary="Whether a unit could be nominated, and why")
def eligibility(
    reader: Reader,
    app: App,
    today: Today,
    unit_id: Annotated[Reference, Query(description="Đơn vị: code or id")],
    title: Annotated[str, Query(description="Mã danh hiệu: code of the title", examples=["CO_BHXH"])],
    movement_id: Annotated[Reference, Query(description="Phong trào: code or id")],
    on: Annotated[date | None, Query(description="Ngày: by the rules of this day, default today")] = None,
    person: Annotated[str | None, Query(description="Mã cán bộ: a person of the unit")] = None,
    rulebook: Annotated[str | None, Query(description="Bộ quy định: by this rule set, default that of the day")] = None,
) -> EligibilityOut:
    """Điều kiện xét danh hiệu: the very rules of a nomination, asked without recording anything."""
    unit, movement = app.naming.id("unit_id", unit_id), app.naming.id("movement_id", movement_id)
    proposal = Proposal(title, unit, movement, person)
    found = app.nominations.eligibility(reader, proposal, Matter(on or today, rulebook, asked_as="on"))
    refusal = found.refusal.as_problem() if found.refusal else None
    return EligibilityOut(eligible=found.eligible, refusal=refusal, why=ExplanationTree.of(found.explanation))


@router.post("/nominations", status_code=201, summary="Nominate a unit for a title")
def nominate(order: OrderDep, app: App, body: NewNomination) -> Receipt:
    """Đề cử: the gate and the ranks are judged on what is known now; a refusal carries the whole explanation."""
    command, name = order.command, app.naming.id
    unit, movement = name("unit_id", body.unit_id), name("movement_id", body.movement_id)
    proposal = Proposal(body.title, unit, movement, body.person_code, tuple(body.initiatives))
    return order.answer(app.nominations.nominate(command, proposal))


@router.get("/nominations", summary="Nominations")
def list_nominations(
    _reader: Reader,
    app: App,
    title: Annotated[str | None, Query(description="Danh hiệu: title")] = None,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    movement: Annotated[str | None, Query(description="Phong trào: code or id")] = None,
    cluster: Annotated[str | None, Query(description="Khối, cụm: code or id")] = None,
    stage: Annotated[Stage | None, Query(description="Trạng thái: stage")] = None,
    challenged: Annotated[bool | None, Query(description="Bị đặt vấn đề: challenged or not")] = None,
    questioned: Annotated[bool | None, Query(description="Đang bị xem xét: an objection is open or not")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> NominationPage:
    """Danh sách đề cử theo ngày: by day of nomination."""
    of_unit, in_movement, in_cluster = app.naming.ids(unit=unit, movement=movement, cluster=cluster)
    wanted = view.Filter(
        title=app.naming.title(title),
        unit_id=of_unit,
        movement_id=in_movement,
        cluster_id=in_cluster,
        stage=stage,
        challenged=challenged,
        questioned=questioned,
    )
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return NominationPage(items=[NominationOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/nominations/{nomination_id}", summary="One nomination")
def get_nomination(reader: Reader, app: App, nomination_id: UUID, response: Response) -> NominationDetails:
    """Một đề cử với kết quả bỏ phiếu, và việc người hỏi có thể làm ngay."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [nomination_id])[0], Nomination.CALLED, nomination_id)
        [row["votes"]] = view.votes(connection, [nomination_id])
    row["outstanding"] = app.nominations.outstanding(nomination_id)
    row["steps"] = app.nominations.open_to(reader, nomination_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return NominationDetails.model_validate(row)


@router.get("/nominations/{nomination_id}/why", summary="Why a nomination stands where it stands")
def why_nomination(reader: Reader, app: App, nomination_id: UUID) -> ExplanationTree:
    """Giải trình đề cử: the conditions it was accepted on, its votes, and what challenges it.

    What is on record of a person is for those with the right to the merit file; others read which conditions are met.
    """
    return ExplanationTree.of(app.nominations.why(reader, nomination_id))


@router.post("/nominations/{nomination_id}/withdrawal", summary="Withdraw a nomination")
def withdraw(order: OrderDep, app: App, nomination_id: UUID, body: Withdrawal) -> Receipt:
    """Rút đề cử: before any decision, with its reason; it may be put in again."""
    return order.answer(app.nominations.withdraw(order.command, nomination_id, body.reason))


@router.post("/nominations/{nomination_id}/announcement", summary="Make a candidate public for comment")
def announce(order: OrderDep, app: App, nomination_id: UUID, body: Announcement) -> Receipt:
    """Công khai lấy ý kiến về trường hợp được đề cử: asked for by the rules of some titles before a decision.

    `details` says up to which day comments are taken; a shorter notice than the rules ask is refused.
    """
    posting = Posting(body.place, body.comments_until)
    return order.answer(app.nominations.announce(order.command, nomination_id, posting))
