"""What this service hears of the others: of each published fact only the fields it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

YEAR_END = "YEAR"
"""Kind of a period whose edition closes the year (tổng kết năm); only such an edition can bear a nomination."""

ANNUAL = "annual"
"""Kind of the movement of a year (phong trào thường xuyên), whose boards the year's titles follow."""

SIGNS_OF_WRONGDOING = "signs_of_wrongdoing"
"""Weight of a finding that bars the unit while it is open (dấu hiệu vi phạm); lighter ones bar nobody."""


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
class UnitMerged:
    """A unit was merged into another and ceased (sáp nhập đơn vị); `merged_on` is the first day without it."""

    unit_id: UUID
    into_id: UUID
    merged_on: date


@dataclass(frozen=True)
class UnitDissolved:
    """A unit ceased without successor (giải thể đơn vị); `dissolved_on` is the first day without it."""

    unit_id: UUID
    dissolved_on: date


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
    kind: str = ANNUAL


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
class InspectionOpened:
    """An inspection or cross-check was opened (mở cuộc kiểm tra, kiểm tra chéo)."""

    inspection_id: UUID
    code: str
    inspected_id: UUID


@dataclass(frozen=True)
class InspectionFindingRecorded:
    """An inspection found something (ghi nhận tồn tại, hạn chế hoặc dấu hiệu vi phạm)."""

    inspection_id: UUID
    number: int
    severity: str
    recorded_on: date


@dataclass(frozen=True)
class InspectionRemedyConfirmed:
    """The inspector confirmed that a finding was remedied (xác nhận đã khắc phục)."""

    inspection_id: UUID
    number: int
    confirmed_on: date


@dataclass(frozen=True)
class InspectionFindingWithdrawn:
    """The inspector took back what was found in error (rút nội dung ghi nhận)."""

    inspection_id: UUID
    number: int
    reason: str


@dataclass(frozen=True)
class MovementStanding:
    """How a unit's targets of a year came out in a movement over years (kết quả thực hiện chỉ tiêu)."""

    unit_id: UUID
    planned: int
    reached: int
    unconfirmed: int


@dataclass(frozen=True)
class MovementReviewFrozen:
    """A review of a movement over years froze an edition (chốt sơ kết, tổng kết phong trào)."""

    movement_id: UUID
    through: int
    edition: int
    frozen_on: date
    standings: tuple[MovementStanding, ...]


@dataclass(frozen=True)
class LikeGroup:
    """A group of like units (nhóm đơn vị tương đồng) that a board ranks apart."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Override:
    """What one assessor moved on a unit's card (điểm do một người chấm sửa), by account."""

    assessor: str
    cells: int
    points: Decimal


@dataclass(frozen=True)
class Overrides:
    """What assessors moved on a unit's card; nobody, where it is empty."""

    by_assessor: tuple[Override, ...]


@dataclass(frozen=True)
class BoardRow:
    """One unit on a board (một dòng của bảng xếp hạng); with a group its rank is the one within the group."""

    unit_id: UUID
    state: str
    rank: int | None
    score: Decimal | None
    like_group: LikeGroup | None = None
    overrides: Overrides | None = None
    classification: str = ""


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
