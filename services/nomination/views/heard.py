"""What this service hears of the others: of each published fact only the fields it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

YEAR_END = "YEAR"
"""Kind of a period whose edition closes the year (tổng kết năm); only such an edition can bear a nomination."""


@dataclass(frozen=True)
class UnitEstablished:
    """A unit came into being (thành lập đơn vị)."""

    unit_id: UUID
    code: str
    name: str
    established_on: date


@dataclass(frozen=True)
class UnitRenamed:
    """A unit took another name (đổi tên đơn vị)."""

    unit_id: UUID
    name: str
    renamed_on: date


@dataclass(frozen=True)
class ClusterFormed:
    """A block or cluster was formed (thành lập khối, cụm thi đua)."""

    cluster_id: UUID
    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class ClusterDisbanded:
    """A block or cluster ended (giải thể khối, cụm thi đua); `disbanded_on` is the first day without it."""

    cluster_id: UUID
    disbanded_on: date


@dataclass(frozen=True)
class MembershipListIssued:
    """The list of members of a block or cluster was issued (danh sách thành viên)."""

    cluster_id: UUID
    effective_from: date
    members: tuple[UUID, ...]


@dataclass(frozen=True)
class MovementLaunched:
    """A movement was launched (phát động phong trào thi đua)."""

    movement_id: UUID
    code: str
    theme: str


@dataclass(frozen=True)
class CovenantSigned:
    """A unit signed its covenant (ký giao ước thi đua)."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    signed_on: date
    late: bool


@dataclass(frozen=True)
class TitleRegistration:
    """One title aimed at (đăng ký danh hiệu); no `person_code`: by the unit itself."""

    title: str
    person_code: str | None


@dataclass(frozen=True)
class TitlesRegistered:
    """A unit registered titles (đăng ký danh hiệu thi đua)."""

    unit_id: UUID
    movement_id: UUID
    registrations: tuple[TitleRegistration, ...]
    registered_on: date
    late: bool


@dataclass(frozen=True)
class TitleWithdrawn:
    """A unit withdrew a registration (rút đăng ký danh hiệu)."""

    unit_id: UUID
    movement_id: UUID
    registration: TitleRegistration


@dataclass(frozen=True)
class BoardRow:
    """One unit on a board (một dòng của bảng xếp hạng)."""

    unit_id: UUID
    state: str
    rank: int | None
    score: Decimal | None


@dataclass(frozen=True)
class EditionFrozen:
    """An edition of a board was frozen (chốt bảng xếp hạng)."""

    cluster_id: UUID
    movement_id: UUID
    period: str
    period_kind: str
    no: int
    frozen_on: date
    rows: tuple[BoardRow, ...]
