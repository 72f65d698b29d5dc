"""What happened to one thing (lịch sử) over REST: every event, oldest first; nothing is ever taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from kernel.aggregate import Aggregate
from kernel.http import PROBLEMS, ExactRoute
from services.scoring.api.asking import App, Reader
from services.scoring.domain.board import Board
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard
from services.scoring.views import history as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class ScoringEvent(BaseModel):
    """Một sự kiện đã ghi: one recorded event, for people to see what happened, by whom, and since when."""

    event_id: UUID = Field(description="Mã sự kiện: the event's permanent id, as explanations cite it")
    version: int = Field(examples=[1])
    type: str = Field(examples=["scoring.ResultsCorrected"])
    actor: str = Field(description="Người thực hiện: who acted", examples=["tst"])
    recorded_at: datetime = Field(description="Thời điểm ghi: when it was recorded")
    effective: datetime = Field(description="Thời điểm có hiệu lực: when it was true")
    correlation: UUID = Field(description="Mã liên kết: what the command belonged to")
    members: dict[str, Any] = Field(description="Nội dung sự kiện: what the event says")


class ScoringHistory(BaseModel):
    """Lịch sử: every event of one thing, oldest first."""

    items: list[ScoringEvent]


def _life(app: App, kind: type[Aggregate], id: UUID) -> ScoringHistory:
    app.store.load(kind, id)
    return ScoringHistory.model_validate({"items": [view.entry(recorded) for recorded in app.store.history(id)]})


@router.get("/score-tables/{table_id}/history", summary="What happened to a score table")
def table_history(_reader: Reader, app: App, table_id: UUID) -> ScoringHistory:
    """Lịch sử của bảng điểm: earlier drafts stay readable here."""
    return _life(app, ScoreTable, table_id)


@router.get("/periods/{period_id}/history", summary="What happened to a period")
def period_history(_reader: Reader, app: App, period_id: UUID) -> ScoringHistory:
    """Lịch sử của kỳ: opened, closed, reopened and why."""
    return _life(app, ReviewPeriod, period_id)


@router.get("/results/{sheet_id}/history", summary="What happened to the results of one unit in one quarter")
def sheet_history(_reader: Reader, app: App, sheet_id: UUID) -> ScoringHistory:
    """Lịch sử của phiếu kết quả: what was corrected stays readable here."""
    return _life(app, ResultSheet, sheet_id)


@router.get("/scorecards/{card_id}/history", summary="What happened to a scorecard")
def card_history(_reader: Reader, app: App, card_id: UUID) -> ScoringHistory:
    """Lịch sử của phiếu chấm điểm: every computation, mark and finalisation."""
    return _life(app, Scorecard, card_id)


@router.get("/boards/{board_id}/history", summary="What happened to a board")
def board_history(_reader: Reader, app: App, board_id: UUID) -> ScoringHistory:
    """Lịch sử của bảng xếp hạng: every edition, by whom and why."""
    return _life(app, Board, board_id)
