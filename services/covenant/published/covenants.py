"""What is told of covenants (giao ước thi đua): signed, amended, and the titles registered with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.covenant.domain import target as private
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.registration import Registration


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
    """A unit signed its covenant (ký giao ước thi đua); its targets hold until it is amended."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    signed_on: date
    deadline: date
    late: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class CovenantAmended:
    """A signed covenant was amended (điều chỉnh giao ước): these targets, in place of those before, from this day."""

    covenant_id: UUID
    unit_id: UUID
    movement_id: UUID
    edition: int
    amended_on: date
    reason: str
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


def of_covenant(event: Covenant.Event, id: UUID) -> object | None:
    """How an event of a covenant is told."""
    match event:
        case Covenant.Signed(unit_id=unit, movement_id=movement, targets=targets, timing=timing):
            signed = tuple(_target(each) for each in targets)
            return CovenantSigned(id, unit, movement, timing.day, timing.due.day, timing.late, signed)
        case Covenant.Amended(unit_id=unit, movement_id=movement, amended_on=day, targets=targets):
            amended = tuple(_target(each) for each in targets)
            return CovenantAmended(id, unit, movement, event.edition, day, event.reason, amended)
        case Covenant.TitlesRegistered(unit_id=unit, movement_id=movement, registrations=added, timing=timing):
            titles = tuple(_title(each) for each in added)
            return TitlesRegistered(id, unit, movement, titles, timing.day, timing.due.day, timing.late)
        case Covenant.TitleWithdrawn(unit_id=unit, movement_id=movement, registration=registration):
            return TitleWithdrawn(id, unit, movement, _title(registration))
    return None


def _target(target: private.Target) -> Target:
    return Target(
        target.indicator, target.name, target.unit_of_measure, target.direction.value, target.value, target.upper
    )


def _title(registration: Registration) -> TitleRegistration:
    return TitleRegistration(registration.title, registration.holder.value, registration.person_code)
