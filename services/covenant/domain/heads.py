"""Who may act for a block or cluster: the head in office, whose own unit is the secretariat (bộ phận thường trực)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.covenant.domain.cluster import Cluster
from services.covenant.domain.rules import officers


@dataclass(frozen=True)
class Acting:
    """The unit of the person who acts, the code of the unit elected to lead that day, and whether that has ended."""

    unit_id: UUID | None
    head_code: str = "—"
    head_gone: bool = False


def led_by_another(cluster: Cluster, acting: Acting, day: date) -> bool:
    """Whether on that day another unit's head leads the block or cluster, or nobody since that unit has ended."""
    term = cluster.term_on(day)
    head_id = None if term is None else term.head_id
    return acting.head_gone or officers.another_head_is_in_office(head_id, acting.unit_id)


def require_head(cluster: Cluster, acting: Acting, day: date) -> None:
    """Refuses whoever is not of the unit whose head leads the block or cluster on that day."""
    officers.the_elected_head_is_still_there(cluster.code, day, acting.head_code, gone=acting.head_gone)
    term = cluster.term_on(day)
    head = None if term is None else (term.head_id, acting.head_code)
    officers.the_head_in_office_acts(cluster.code, day, head, acting.unit_id)
