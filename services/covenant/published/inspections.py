"""What is told of an inspection: who is inspected, how much a finding weighs, how it was settled; never its wording.

Closing and reopening stay here: an inspection closes once no finding is open, and reopening it opens none again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.covenant.domain.inspection import Inspection


@dataclass(frozen=True)
class InspectionOpened:
    """An inspection or cross-check was opened (mở cuộc kiểm tra, kiểm tra chéo)."""

    inspection_id: UUID
    code: str
    kind: str
    cluster_id: UUID
    inspector_id: UUID
    inspected_id: UUID
    period: str
    opened_on: date


@dataclass(frozen=True)
class InspectionFindingRecorded:
    """An inspection found something (ghi nhận tồn tại, hạn chế hoặc dấu hiệu vi phạm)."""

    inspection_id: UUID
    number: int
    severity: str
    recorded_on: date
    due_on: date


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
    withdrawn_on: date


def of_inspection(event: Inspection.Event, id: UUID) -> object | None:
    """The published fact of an event of an inspection."""
    match event:
        case Inspection.Opened(code=code, cluster_id=cluster_id, mandate=mandate, opened_on=on):
            units = (mandate.inspector_id, mandate.inspected_id)
            return InspectionOpened(id, code, mandate.kind.value, cluster_id, *units, mandate.period, on)
        case Inspection.FindingRecorded(number=number, finding=finding, recorded_on=on):
            return InspectionFindingRecorded(id, number, finding.severity.value, on, finding.due_on)
        case Inspection.RemedyConfirmed(number=number, confirmed_on=on):
            return InspectionRemedyConfirmed(id, number, on)
        case Inspection.FindingWithdrawn(number=number, reason=reason, withdrawn_on=on):
            return InspectionFindingWithdrawn(id, number, reason, on)
    return None
