"""What scoring tells the other services: a fact a message of `proto/thidua/scoring/v1/events.proto`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class ScoreTableSigned:
    """A score table (bảng điểm) was signed by the block or cluster head; from now on it is frozen."""

    table_id: UUID
    cluster_id: UUID
    movement_id: UUID
    version: int
    signed_on: date
    content_total: Decimal
    bonus_cap: Decimal
    digest: str


@dataclass(frozen=True)
class BoardRow:
    """One member unit on a board (một dòng của bảng xếp hạng); `rank` and `score` are absent when it has none."""

    unit_id: UUID
    state: str
    rank: int | None
    score: Decimal | None
    classification: str
    prize: str
    missing: int
    barred_by: tuple[str, ...]


@dataclass(frozen=True)
class EditionFrozen:
    """An edition of a board (bảng xếp hạng) was frozen after a review; a correction is a new edition."""

    board_id: UUID
    cluster_id: UUID
    movement_id: UUID
    period: str
    period_kind: str
    no: int
    frozen_on: date
    table_id: UUID
    table_version: int
    digest: str
    reason: str
    rows: tuple[BoardRow, ...]
