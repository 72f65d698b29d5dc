"""What happened to one thing (lịch sử) over REST: every event, oldest first; nothing is ever taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from kernel.aggregate import Aggregate
from kernel.http import PROBLEMS, ExactRoute
from kernel.identity import Principal
from services.nomination.api.asking import App, Reader
from services.nomination.application.histories import life_of
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.decision import Decision
from services.nomination.domain.dossier import Dossier
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Objection
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.voting_session import VotingSession

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class NominationEvent(BaseModel):
    """Một sự kiện đã ghi: one recorded event, for people to see what happened, by whom, and since when."""

    event_id: UUID = Field(description="Mã sự kiện: the event's permanent id, as explanations cite it")
    version: int = Field(examples=[1])
    type: str = Field(examples=["nomination.NominationAccepted"])
    actor: str = Field(description="Người thực hiện: who acted; empty: not told to you", examples=["officer.bhxh-68"])
    recorded_at: datetime = Field(description="Thời điểm ghi: when it was recorded")
    effective: datetime = Field(description="Thời điểm có hiệu lực: when it was true")
    correlation: UUID = Field(description="Mã liên kết: what the command belonged to; all zeros: not told to you")
    members: dict[str, Any] = Field(description="Nội dung sự kiện: what the event says")


class NominationHistory(BaseModel):
    """Lịch sử: every event of one thing, oldest first."""

    items: list[NominationEvent]


def _life(app: App, reader: Principal, kind: type[Aggregate], id: UUID) -> NominationHistory:
    app.store.load(kind, id)
    return NominationHistory.model_validate({"items": life_of(app.store, reader, id)})


@router.get("/nominations/{nomination_id}/history", summary="What happened to a nomination")
def nomination_history(reader: Reader, app: App, nomination_id: UUID) -> NominationHistory:
    """Lịch sử của đề cử: from the gate to the decision, votes taken back and withdrawals included."""
    return _life(app, reader, Nomination, nomination_id)


@router.get("/sessions/{session_id}/history", summary="What happened in a voting session")
def session_history(reader: Reader, app: App, session_id: UUID) -> NominationHistory:
    """Lịch sử của phiên họp: who has voted; what, never of a secret ballot, of an open one for those with the right."""
    return _life(app, reader, VotingSession, session_id)


@router.get("/quota-lines/{line_id}/history", summary="What happened to a quota line")
def line_history(reader: Reader, app: App, line_id: UUID) -> NominationHistory:
    """Lịch sử của chỉ tiêu: every line drawn, every place taken and returned."""
    return _life(app, reader, QuotaLine, line_id)


@router.get("/decisions/{decision_id}/history", summary="What happened to a decision")
def decision_history(reader: Reader, app: App, decision_id: UUID) -> NominationHistory:
    """Lịch sử của quyết định: issued, made public, revoked."""
    return _life(app, reader, Decision, decision_id)


@router.get("/dossiers/{dossier_id}/history", summary="What happened to a dossier")
def dossier_history(reader: Reader, app: App, dossier_id: UUID) -> NominationHistory:
    """Lịch sử của hồ sơ trình: papers, receipt, returns, appraisal, reminders."""
    return _life(app, reader, Dossier, dossier_id)


@router.get("/medals/{medal_id}/history", summary="What happened to a medal")
def medal_history(reader: Reader, app: App, medal_id: UUID) -> NominationHistory:
    """Lịch sử của kỷ niệm chương: the person's own circumstances for those with the right."""
    return _life(app, reader, Medal, medal_id)


@router.get("/commendations/{commendation_id}/history", summary="What happened to a commendation")
def commendation_history(reader: Reader, app: App, commendation_id: UUID) -> NominationHistory:
    """Lịch sử của đề nghị khen thưởng: counts with their corrections, votes, the decision."""
    return _life(app, reader, Commendation, commendation_id)


@router.get("/objections/{objection_id}/history", summary="What happened to an objection")
def objection_history(reader: Reader, app: App, objection_id: UUID) -> NominationHistory:
    """Lịch sử của kiến nghị: who raised it and what it says for those with the right."""
    return _life(app, reader, Objection, objection_id)


@router.get("/merit-files/{file_id}/history", summary="What happened to a merit file")
def merit_history(reader: Reader, app: App, file_id: UUID) -> NominationHistory:
    """Lịch sử của hồ sơ: every fact recorded, corrected, withdrawn; of a person for those with the right."""
    return _life(app, reader, MeritFile, file_id)
