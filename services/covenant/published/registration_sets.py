"""What is told of the registrations that a cluster head submits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.covenant.domain.registration_set import RegistrationSet


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


def of_set(event: RegistrationSet.Submitted, id: UUID) -> RegistrationSetSubmitted:
    """The published fact of the submission."""
    members = (event.signed, event.late, event.unsigned, event.unregistered)
    return RegistrationSetSubmitted(id, event.cluster_id, event.movement_id, event.submitted_on, *members)
