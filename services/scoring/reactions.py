"""What scoring hears from the covenant service: the parts of its messages that are read here, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.follower import Reaction

FOLLOWER = "scoring.follower"
"""Permanent: it keys how far the facts have been taken in."""


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
    """An emulation block or cluster was formed (thành lập khối, cụm thi đua)."""

    cluster_id: UUID
    code: str
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
class OfficersElected:
    """A block or cluster elected head and deputy (bầu trưởng, phó khối, cụm), in office at once."""

    cluster_id: UUID
    term_year: int
    head_unit_id: UUID
    deputy_unit_id: UUID | None
    elected_on: date


@dataclass(frozen=True)
class MovementLaunched:
    """An emulation movement was launched (phát động phong trào thi đua)."""

    movement_id: UUID
    code: str
    period_from: date
    period_to: date
    launched_on: date


@dataclass(frozen=True)
class Target:
    """One quantified target of a covenant (chỉ tiêu thi đua)."""

    indicator: str
    direction: str
    value: Decimal
    upper: Decimal | None


@dataclass(frozen=True)
class CovenantSigned:
    """A unit signed its covenant (ký giao ước thi đua)."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    signed_on: date
    late: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class CovenantAmended:
    """A signed covenant was amended (điều chỉnh giao ước): these targets, in place of those before."""

    covenant_id: UUID
    edition: int
    targets: tuple[Target, ...]


HEARS: Mapping[str, tuple[type[Any], ...]] = {
    "covenant": (
        UnitEstablished,
        UnitRenamed,
        UnitMerged,
        UnitDissolved,
        ClusterFormed,
        ClusterDisbanded,
        MembershipListIssued,
        OfficersElected,
        MovementLaunched,
        CovenantSigned,
        CovenantAmended,
    )
}
"""The facts heard, by the service that tells them; the views take them in.

TitlesRegistered is not among them: no point and no rank depends on a title aimed at; nomination's gate hears it.
"""

REACTIONS: Mapping[type[Any], Callable[[Reaction, Any], None]] = {}
"""No fact makes scoring record an event of its own: a card is computed when somebody asks for it."""
