"""What the covenant service tells the others: the published facts, and the one translation from private events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class UnitEstablished:
    """A unit came into being (thành lập đơn vị)."""

    unit_id: UUID
    code: str
    name: str
    kind: str
    parent_id: UUID | None
    established_on: date


@dataclass(frozen=True)
class UnitRenamed:
    """A unit took another name (đổi tên đơn vị)."""

    unit_id: UUID
    name: str
    renamed_on: date


@dataclass(frozen=True)
class UnitMoved:
    """A unit came under another parent (chuyển đơn vị cấp trên)."""

    unit_id: UUID
    parent_id: UUID | None
    moved_on: date


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
    """An emulation block or cluster was formed (thành lập khối, cụm thi đua)."""

    cluster_id: UUID
    code: str
    name: str
    kind: str
    owner_id: UUID | None
    formed_on: date


@dataclass(frozen=True)
class MembershipListIssued:
    """The list of members of a block or cluster was issued (danh sách thành viên); it replaces the one before."""

    cluster_id: UUID
    document: str
    effective_from: date
    members: tuple[UUID, ...]


@dataclass(frozen=True)
class OfficersElected:
    """A block or cluster elected head and deputy (bầu khối trưởng, cụm trưởng và cấp phó), one pair a year."""

    cluster_id: UUID
    term_year: int
    head_unit_id: UUID
    deputy_unit_id: UUID | None
    elected_on: date


@dataclass(frozen=True)
class ClusterDisbanded:
    """A block or cluster ended (giải thể khối, cụm thi đua); `disbanded_on` is the first day without it."""

    cluster_id: UUID
    disbanded_on: date


@dataclass(frozen=True)
class MovementLaunched:
    """An emulation movement was launched (phát động phong trào thi đua)."""

    movement_id: UUID
    code: str
    kind: str
    theme: str
    period_from: date
    period_to: date
    covenant_signing_by: date
    registration_by: date
    organiser_id: UUID | None
    launched_on: date
    rulebook: str


@dataclass(frozen=True)
class MovementClosed:
    """An emulation movement was closed (kết thúc phong trào thi đua)."""

    movement_id: UUID
    closed_on: date


@dataclass(frozen=True)
class Target:
    """One quantified target of a covenant (chỉ tiêu thi đua)."""

    indicator: str
    name: str
    unit_of_measure: str
    direction: str
    value: Decimal
    upper: Decimal | None


@dataclass(frozen=True)
class CovenantSigned:
    """A unit signed its covenant (ký giao ước thi đua); its targets are fixed from now on."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    signed_on: date
    deadline: date
    late: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class TitleRegistration:
    """One title aimed at, by a collective or a person (đăng ký danh hiệu, hình thức khen thưởng)."""

    title: str
    holder: str
    person_code: str | None


@dataclass(frozen=True)
class TitlesRegistered:
    """A unit registered titles to aim at (đăng ký danh hiệu thi đua), in addition to those before."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    registrations: tuple[TitleRegistration, ...]
    registered_on: date
    deadline: date
    late: bool


@dataclass(frozen=True)
class TitleWithdrawn:
    """A unit withdrew a title it had registered (rút đăng ký danh hiệu)."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    registration: TitleRegistration


@dataclass(frozen=True)
class RegistrationSetSubmitted:
    """A cluster head submitted the members' registrations (nộp hồ sơ đăng ký của khối, cụm)."""

    set_id: UUID
    cluster_id: UUID
    movement_id: UUID
    submitted_on: date
    signed: tuple[UUID, ...]
    late: tuple[UUID, ...]
    unsigned: tuple[UUID, ...]
    unregistered: tuple[UUID, ...]
