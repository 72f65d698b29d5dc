"""Commendations outside the year's ranking (khen thưởng đột xuất, chuyên đề, sơ kết) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, Reference, present
from services.nomination.api.nominations import VoteOut
from services.nomination.api.shapes import ExplanationTree
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.commendation_facts import CommendationState, HandCount, Proposal
from services.nomination.domain.papers import DossierKind
from services.nomination.views import commendations as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_MEMBERS = 1000
Number = Annotated[int, Field(ge=0, le=MOST_MEMBERS)]


class NewCommendation(Body):
    """Đề nghị khen thưởng đột xuất, chuyên đề hoặc sơ kết: on a stated achievement, outside the year's ranking."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "SUDDEN",
                    "title": "GIAY_KHEN",
                    "unit_id": "BHXH-68",
                    "achievement": "Xử lý kịp thời sự cố liên thông dữ liệu",
                    "achieved_on": "2026-01-05",
                    "code": "TTr-12",
                }
            ]
        }
    )

    kind: Literal["SUDDEN", "THEMATIC", "MID_YEAR"] = Field(description="Đột xuất, chuyên đề, sơ kết")
    title: str = Field(description="Hình thức khen thưởng: a form of commendation", max_length=60)
    unit_id: Reference = Field(description="Đơn vị: code or id")
    person: str = Field("", description="Mã người; empty: the collective", max_length=100)
    achievement: str = Field(description="Thành tích", max_length=2000)
    achieved_on: date = Field(description="Ngày lập thành tích")
    movement_id: Reference | None = Field(None, description="Phong trào: code or id, of a thematic one")
    code: str = Field(description="Số tờ trình", max_length=60)


class CountIn(Body):
    """Kết quả biểu quyết của Hội đồng: numbers only."""

    members: Number = Field(description="Tổng số thành viên")
    present: Number = Field(description="Có mặt")
    in_favour: Number = Field(description="Đồng ý")
    against: Number = Field(0, description="Không đồng ý")
    abstained: Number = Field(0, description="Không có ý kiến")
    in_writing: Number = Field(0, description="Trong đó bằng văn bản: of the absent, where they may write")


class CorrectionIn(CountIn):
    """Đính chính: all the numbers as they should have been put down, and why."""

    reason: str = Field(description="Lý do đính chính", max_length=500)


class RulingIn(Body):
    """Quyết định: its number, and who decides."""

    number: str = Field(max_length=80)
    authority: str = Field(max_length=200)


class Withdrawing(Body):
    """Rút đề nghị: with the reason."""

    reason: str = Field(max_length=500)


class CommendationOut(BaseModel):
    """Khen thưởng ngoài xếp hạng năm: never a basis for the year's merit."""

    id: UUID
    kind: DossierKind
    title: str
    unit_id: UUID
    unit_code: str | None
    person: str
    achievement: str
    achieved_on: date
    movement_id: UUID | None
    movement_code: str | None
    code: str
    state: CommendationState
    recommendation: str | None = Field(description="Tờ trình của Thường trực Hội đồng: put forward without a vote")
    recommended_on: date | None
    basis_for_merit: bool = Field(False, description="Không là căn cứ đề nghị khen công trạng: NĐ 152/2025 Điều 4(2)")
    proposed_on: date
    due: date | None = Field(description="Hạn quyết định")
    members: int | None
    present: int | None
    in_favour: int | None
    base: int | None
    needed: int | None
    because_vi: str | None = Field(description="Vì sao cần chừng ấy phiếu")
    because_en: str | None
    number: str | None
    authority: str | None
    reward: Decimal | None = Field(description="Tiền thưởng (đồng)")
    decided_on: date | None
    late: bool | None = Field(description="Quyết định muộn")
    withdrawn_because: str | None
    rulebook: str
    version: int


class CommendationDetails(CommendationOut):
    """Một đề nghị kèm kết quả bỏ phiếu: with every counted round of the sessions that voted on it."""

    votes: list[VoteOut]


class Recommending(Body):
    """Trình người có thẩm quyền: the standing body's paper."""

    paper: str = Field(description="Số, ngày tờ trình", max_length=200, examples=["15/TTr-TĐKT 08/01/2026"])


class CommendationPage(BaseModel):
    """Một trang: one page, by the day they were proposed."""

    items: list[CommendationOut]
    next: str | None


@router.post("/commendations", status_code=201, summary="Propose a commendation outside the year's ranking")
def propose(order: OrderDep, app: App, body: NewCommendation) -> Receipt:
    """Đề nghị khen thưởng đột xuất, chuyên đề, sơ kết: without waiting for the year end."""
    command = order.command
    proposal = Proposal(
        kind=DossierKind(body.kind),
        title=body.title,
        unit_id=app.naming.id("unit_id", body.unit_id),
        person=body.person,
        achievement=body.achievement,
        achieved_on=body.achieved_on,
        movement_id=app.naming.given("movement_id", body.movement_id),
        code=body.code,
    )
    return order.answer(app.commendations.propose(command, proposal))


@router.get("/commendations", summary="Commendations outside the year's ranking")
def list_commendations(
    _reader: Reader,
    app: App,
    kind: Annotated[DossierKind | None, Query(description="Loại: kind")] = None,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    state: Annotated[CommendationState | None, Query(description="Trạng thái: state")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> CommendationPage:
    """Danh sách theo ngày đề nghị: by the day they were proposed."""
    [of_unit] = app.naming.ids(unit=unit)
    wanted = view.Filter(kind, of_unit, state)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return CommendationPage(items=[CommendationOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/commendations/{commendation_id}", summary="One commendation")
def get_commendation(_reader: Reader, app: App, commendation_id: UUID, response: Response) -> CommendationDetails:
    """Một đề nghị: with its votes, its count and its decision."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [commendation_id])[0], Commendation.CALLED, commendation_id)
        [row["votes"]] = view.votes(connection, [commendation_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return CommendationDetails.model_validate(row)


@router.get("/commendations/{commendation_id}/why", summary="Why a commendation stands where it stands")
def why_commendation(_reader: Reader, app: App, commendation_id: UUID) -> ExplanationTree:
    """Giải trình đề nghị: the achievement, the vote or the standing body's proposal, the decision."""
    return ExplanationTree.of(app.commendations.why(commendation_id))


@router.post("/commendations/{commendation_id}/recommendation", summary="Put a commendation to the authority")
def recommend(order: OrderDep, app: App, commendation_id: UUID, body: Recommending) -> Receipt:
    """Thường trực Hội đồng trình người có thẩm quyền: without a vote, where the rules ask for none."""
    return order.answer(app.commendations.recommend(order.command, commendation_id, body.paper))


@router.post("/commendations/{commendation_id}/count", summary="Record the council's count")
def tally(order: OrderDep, app: App, commendation_id: UUID, body: CountIn) -> Receipt:
    """Kết quả biểu quyết: judged by the rule of the vote of the day, where the rules take a bare count."""
    return order.answer(app.commendations.tally(order.command, commendation_id, HandCount(**body.model_dump())))


@router.post("/commendations/{commendation_id}/count/correction", summary="Correct the council's count")
def correct_count(order: OrderDep, app: App, commendation_id: UUID, body: CorrectionIn) -> Receipt:
    """Đính chính kết quả biểu quyết, nêu lý do: before it is decided; the numbers put down before stay on record."""
    hands = HandCount(**body.model_dump(exclude={"reason"}))
    return order.answer(app.commendations.correct_count(order.command, commendation_id, hands, body.reason))


@router.post("/commendations/{commendation_id}/decision", summary="Decide on a commendation")
def decide(order: OrderDep, app: App, commendation_id: UUID, body: RulingIn) -> Receipt:
    """Ban hành quyết định: by the competent authority; late is on record."""
    return order.answer(app.commendations.decide(order.command, commendation_id, body.number, body.authority))


@router.post("/commendations/{commendation_id}/withdrawal", summary="Withdraw a commendation")
def withdraw(order: OrderDep, app: App, commendation_id: UUID, body: Withdrawing) -> Receipt:
    """Rút đề nghị: before it is decided."""
    return order.answer(app.commendations.withdraw(order.command, commendation_id, body.reason))


@router.post("/commendations/{commendation_id}/dossier", status_code=201, summary="Open the dossier of a commendation")
def open_dossier(order: OrderDep, app: App, commendation_id: UUID) -> Receipt:
    """Lập hồ sơ: with the short checklist of its kind; it goes on at `/dossiers`."""
    return order.answer(app.commendations.open_dossier(order.command, commendation_id))
