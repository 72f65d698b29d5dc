"""What a nomination rests on: what was heard about one unit, title and movement, and in which events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.nomination.domain.merit.assessment import Assessment

SECTOR_BOARDS = ("block", "cluster")
"""Kinds of boards that the sector itself organises (khối, cụm cấp tỉnh); district clusters are a province's."""

RANKED = "RANKED"
"""State of a unit that a board ranks."""

FIRST = 1
"""Rank of the leading unit (đơn vị dẫn đầu)."""


@dataclass(frozen=True)
class SignedCovenant:
    """The covenant (giao ước) the unit signed."""

    covenant_id: UUID
    signed_on: date
    late: bool
    event: UUID


@dataclass(frozen=True)
class Registration:
    """The registration (đăng ký) of the title by the unit."""

    registered_on: date
    late: bool
    event: UUID


@dataclass(frozen=True)
class Standing:
    """The unit's line on the newest year-end edition of its board (bảng xếp hạng tổng kết năm)."""

    cluster_id: UUID
    cluster_kind: str
    period: str
    edition_no: int
    frozen_on: date
    state: str
    rank: int | None
    score: Decimal | None
    event: UUID

    def leads(self) -> bool:
        """Whether the unit is the leader of a block or cluster of the sector."""
        return self.state == RANKED and self.rank == FIRST and self.cluster_kind in SECTOR_BOARDS


@dataclass(frozen=True)
class Candidacy:
    """Everything the rules of nomination look at; None where nothing has been heard.

    People know the unit and the movement by their codes (mã); refusals name them so. `person` is the staff code of the
    person nominated through the unit, None for the unit itself; `in_unit`: they work there on the day.
    """

    title: str
    unit_id: UUID
    movement_id: UUID
    unit_code: str | None
    movement_code: str | None
    covenant: SignedCovenant | None
    registration: Registration | None
    standing: Standing | None
    already_nominated: bool = False
    person: str | None = None
    in_unit: bool = True
    assessment: Assessment | None = None

    @property
    def unit(self) -> str:
        """What to call the unit: its code, its id where none has been heard."""
        return self.unit_code or str(self.unit_id)

    @property
    def movement(self) -> str:
        """What to call the movement: its code, its id where none has been heard."""
        return self.movement_code or str(self.movement_id)
