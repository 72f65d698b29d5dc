"""What the covenant service tells the others: the published facts, and the one translation from private events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kernel.aggregate import Aggregate
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.inspection import Inspection
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.registration_set import RegistrationSet
from services.covenant.domain.unit import Unit
from services.covenant.published.covenants import of_covenant
from services.covenant.published.inspections import of_inspection
from services.covenant.published.movement_reviews import of_movement_review
from services.covenant.published.private import PRIVATE
from services.covenant.published.registration_sets import of_set

__all__ = ["PRIVATE", "announce"]


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


def announce(event: object) -> object | None:
    """The published fact of a private event, None for those in `PRIVATE`."""
    for kind, translate in TRANSLATIONS.items():
        if isinstance(event, kind):
            return translate(event, event.originator_id)
    return None


def _of_unit(event: Unit.Event, id: UUID) -> object | None:
    match event:
        case Unit.Established(code=code, name=name, kind=kind, parent_id=parent_id, established_on=on):
            return UnitEstablished(id, code, name, kind.value, parent_id, on)
        case Unit.Renamed(name=name, renamed_on=on):
            return UnitRenamed(id, name, on)
        case Unit.Moved(parent_id=parent_id, moved_on=on):
            return UnitMoved(id, parent_id, on)
        case Unit.Merged(into_id=into_id, merged_on=on):
            return UnitMerged(id, into_id, on)
        case Unit.Dissolved(dissolved_on=on):
            return UnitDissolved(id, on)
    return None


def _of_cluster(event: Cluster.Event, id: UUID) -> object | None:
    match event:
        case Cluster.Formed(code=code, name=name, kind=kind, owner_id=owner_id, formed_on=on):
            return ClusterFormed(id, code, name, kind.value, owner_id, on)
        case Cluster.MembershipListIssued(document=document, effective_from=since, members=members):
            return MembershipListIssued(id, document, since, members)
        case Cluster.OfficersElected(term=term, elected_on=on):
            return OfficersElected(id, term.year, term.head_id, term.deputy_id, on)
        case Cluster.Disbanded(disbanded_on=on):
            return ClusterDisbanded(id, on)
    return None


def _of_movement(event: Movement.Event, id: UUID) -> object | None:
    match event:
        case Movement.Launched(launch=launch, terms=terms):
            return MovementLaunched(
                movement_id=id,
                code=event.code,
                kind=launch.kind.value,
                theme=launch.theme,
                period_from=launch.period_from,
                period_to=launch.period_to,
                covenant_signing_by=terms.covenant_signing.day,
                registration_by=terms.registration.day,
                organiser_id=event.organiser_id,
                launched_on=event.launched_on,
                rulebook=terms.rulebook,
            )
        case Movement.Closed(closed_on=on):
            return MovementClosed(id, on)
    return None


TRANSLATIONS: Mapping[type[Aggregate.Event], Callable[[Any, UUID], object | None]] = {
    Unit.Event: _of_unit,
    Cluster.Event: _of_cluster,
    Movement.Event: _of_movement,
    Covenant.Event: of_covenant,
    RegistrationSet.Event: of_set,
    Inspection.Event: of_inspection,
    MovementReview.Event: of_movement_review,
}
"""Of each kind of event that anybody hears of, how it is told."""
