"""Scorecards (phiếu chấm điểm) over REST: computed, self-scored, cross-checked, verified, final, side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, Number, OrderDep
from kernel.store import Receipt
from services.scoring.api.asking import App, ClusterAsked, MovementAsked, Reader, UnitAsked, UnitCode, tag
from services.scoring.api.layers import CardDetails, details_of
from services.scoring.api.shapes import ExplanationTree, Reason, ReviewOf
from services.scoring.domain.material import ItemMark, Mark
from services.scoring.domain.period import period_asked
from services.scoring.views import scorecards as view
from services.scoring.views.scorecards import Stage

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_MARKS = 200


class CardOut(BaseModel):
    """Phiếu chấm điểm, tóm tắt: a scorecard in short."""

    id: UUID
    cluster_id: UUID
    cluster_code: str | None = Field(description="Mã khối, cụm", examples=["2024/VII"])
    movement_id: UUID
    movement_code: str | None = Field(description="Mã phong trào", examples=["TDTX-2024"])
    period: str
    unit_id: UUID
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-68"])
    stage: Stage
    finalisations: int = Field(description="Số lần chốt")
    score: Decimal | None = Field(description="Điểm lần chốt gần nhất", examples=["895.30"])
    missing: int | None = Field(description="Số tiêu chí thiếu kết quả")
    barred_by: list[str] = Field(description="Điều kiện loại bị vướng")
    version: int


class CardPage(BaseModel):
    """Một trang phiếu: one page."""

    items: list[CardOut]
    next: str | None


class NewCard(ReviewOf):
    """Lập và chấm máy phiếu của một đơn vị."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"cluster_id": "2024/VII", "movement_id": "TDTX-2024", "period": "2024-H1", "unit_id": "BHXH-68"}
            ]
        }
    )

    unit_id: UnitCode = Field(description="Đơn vị: id or code")


class MarkIn(Body):
    """Điểm chấm một tiêu chí: penalties are negative; differing from the computed points needs a reason."""

    criterion: Annotated[str, Field(max_length=60)] = Field(examples=["BHYT_TYLE"])
    points: Number = Field(examples=[140])
    reason: Annotated[str, Field(max_length=4000)] = Field("", description="Lý do")
    evidence: Annotated[str, Field(max_length=1000)] = Field("", description="Minh chứng")


class MarksIn(Body):
    """Điểm chấm: marks for some criteria; those given before stay unless marked anew."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"marks": [{"criterion": "BHYT_TYLE", "points": 140, "reason": "Theo số liệu quyết toán"}]}]
        }
    )

    marks: Annotated[list[MarkIn], Field(min_length=1, max_length=MOST_MARKS)]

    def to_domain(self) -> list[Mark]:
        """The domain's values."""
        return [Mark(each.criterion, each.points, each.reason, each.evidence) for each in self.marks]


class ItemMarkIn(MarkIn):
    """Điểm chấm một mục trong bảng của ban."""

    item: Annotated[str, Field(max_length=60)] = Field(examples=["1"])


class ItemMarksIn(Body):
    """Điểm ban nghiệp vụ chấm: marks for items of its own table."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"marks": [{"criterion": "A", "item": "1", "points": 9}]}]}
    )

    marks: Annotated[list[ItemMarkIn], Field(min_length=1, max_length=MOST_MARKS)]

    def to_domain(self) -> list[ItemMark]:
        """The domain's values."""
        return [
            ItemMark(each.item, Mark(each.criterion, each.points, each.reason, each.evidence)) for each in self.marks
        ]


@router.get("/scorecards", summary="Scorecards")
def list_cards(
    _reader: Reader,
    app: App,
    cluster_id: ClusterAsked = None,
    movement_id: MovementAsked = None,
    period: Annotated[str | None, Query(description="Kỳ", examples=["2024-H1"])] = None,
    unit_id: UnitAsked = None,
    stage: Annotated[Stage | None, Query(description="Trạng thái: how far it has come")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> CardPage:
    """Danh sách phiếu chấm điểm."""
    in_cluster, in_movement, of_unit = app.naming.ids(cluster_id=cluster_id, movement_id=movement_id, unit_id=unit_id)
    wanted = view.Filter(in_cluster, in_movement, period_asked(period), of_unit, stage)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return CardPage(items=[CardOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/scorecards", status_code=201, summary="Open and compute the card of one unit")
def compute_card(order: OrderDep, app: App, body: NewCard) -> Receipt:
    """Lập và chấm máy phiếu của một đơn vị: the unit may for itself, the head and the standing body for any member."""
    command, review = order.command, body.review(app.naming)
    return order.answer(app.cards.compute_one(command, review, app.naming.id("unit_id", body.unit_id)))


@router.post("/scorecards/computations", summary="Compute the cards of a whole block or cluster")
def compute_cards(order: OrderDep, app: App, body: ReviewOf) -> Receipt:
    """Chấm máy cả khối, cụm: every member's card that is not final; equal figures leave no trace."""
    return order.answer(app.cards.compute(order.command, body.review(app.naming)))


@router.post("/scorecards/finalisations", summary="Compute and finalise the cards of a whole block or cluster")
def finalise_cards(order: OrderDep, app: App, body: ReviewOf) -> Receipt:
    """Chấm và chốt phiếu của cả khối, cụm trong một lệnh."""
    return order.answer(app.cards.finalise_all(order.command, body.review(app.naming)))


@router.get("/scorecards/{card_id}", summary="One scorecard with all its layers")
def get_card(_reader: Reader, app: App, card_id: UUID, response: Response) -> CardDetails:
    """Một phiếu chấm điểm: computed, self-scored, cross-checked, verified and final side by side, who, when and why."""
    card, table = app.cards.read(card_id)
    tag(response, card.version)
    return details_of(card, table)


@router.get("/scorecards/{card_id}/why", summary="Why a card comes to its score")
def card_why(_reader: Reader, app: App, card_id: UUID) -> ExplanationTree:
    """Giải trình tổng điểm, as the card stands now."""
    return ExplanationTree.of(app.cards.why(card_id))


@router.get("/scorecards/{card_id}/points/{criterion}/why", summary="Why the points of one criterion are what they are")
def card_points_why(_reader: Reader, app: App, card_id: UUID, criterion: str) -> ExplanationTree:
    """Giải trình điểm của một tiêu chí, as the card stands now."""
    return ExplanationTree.of(app.cards.why_points(card_id, criterion))


@router.post("/scorecards/{card_id}/self-scores", summary="Self-score")
def self_score(order: OrderDep, app: App, card_id: UUID, body: MarksIn) -> Receipt:
    """Đơn vị tự chấm điểm: its own card only; read beside the others, never counted."""
    return order.answer(app.cards.self_score(order.command, card_id, body.to_domain()))


@router.post("/scorecards/{card_id}/cross-checks", summary="Cross-check")
def cross_check(order: OrderDep, app: App, card_id: UUID, body: MarksIn) -> Receipt:
    """Kiểm tra chéo: by the head or deputy, never of the own unit."""
    return order.answer(app.cards.cross_check(order.command, card_id, body.to_domain()))


@router.post("/scorecards/{card_id}/verifications", summary="Verify")
def verify(order: OrderDep, app: App, card_id: UUID, body: MarksIn) -> Receipt:
    """Ban nghiệp vụ thẩm định: its own field only."""
    return order.answer(app.cards.verify(order.command, card_id, body.to_domain()))


@router.post("/scorecards/{card_id}/panel-marks", summary="Mark as a member of a panel")
def mark_for_panel(order: OrderDep, app: App, card_id: UUID, body: MarksIn) -> Receipt:
    """Thành viên hội đồng chấm điểm: under the account that the signed table names; the card is computed anew."""
    return order.answer(app.marks.mark_for_panel(order.command, card_id, body.to_domain()))


@router.post("/scorecards/{card_id}/field-marks", summary="Score a department's field by its own table")
def score_field(order: OrderDep, app: App, card_id: UUID, body: ItemMarksIn) -> Receipt:
    """Ban nghiệp vụ chấm lĩnh vực của mình, theo từng mục của bảng; the card is computed anew."""
    return order.answer(app.marks.score_field(order.command, card_id, body.to_domain()))


@router.post("/scorecards/{card_id}/finalisation", summary="Finalise a card")
def finalise(order: OrderDep, app: App, card_id: UUID) -> Receipt:
    """Chốt phiếu điểm: frozen from then on."""
    return order.answer(app.cards.finalise(order.command, card_id))


@router.post("/scorecards/{card_id}/reopening", summary="Reopen a final card")
def reopen(order: OrderDep, app: App, card_id: UUID, body: Reason) -> Receipt:
    """Mở lại phiếu điểm đã chốt, kèm lý do; boards that were frozen stay as they are."""
    return order.answer(app.cards.reopen(order.command, card_id, body.reason))
