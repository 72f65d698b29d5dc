"""The shapes that several endpoints answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class HistoryEntry(BaseModel):
    """Một sự kiện đã ghi: one recorded event, for people to see what happened, by whom, and since when."""

    event_id: UUID = Field(description="Mã sự kiện: the event's permanent id, as explanations cite it")
    version: int = Field(examples=[1])
    type: str = Field(examples=["covenant.CovenantSigned"])
    actor: str = Field(description="Người thực hiện: who acted", examples=["officer.bhxh-68"])
    recorded_at: datetime = Field(description="Thời điểm ghi: when it was recorded")
    effective: datetime = Field(description="Thời điểm có hiệu lực: when it was true")
    correlation: UUID = Field(description="Mã liên kết: what the command belonged to")
    members: dict[str, Any] = Field(description="Nội dung sự kiện: what the event says")


class History(BaseModel):
    """Lịch sử: every event of one thing, oldest first; nothing is ever taken away, what is undone is a later event."""

    items: list[HistoryEntry]


class ExplanationTree(BaseModel):
    """Giải trình: why, as a tree of values, formulas, sources, rule versions and events, with its digest."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "digest": "2c9a…",
                    "tree": {
                        "label": {"vi": "Ký giao ước", "en": "Signing the covenant"},
                        "value": "muộn",
                        "source": {"document": "CV 01/BHXH-TĐKT 04/01/2011", "article": "mục 3", "status": "analogue"},
                    },
                }
            ]
        }
    )

    digest: str
    tree: dict[str, Any]
