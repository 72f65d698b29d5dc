"""Who may act for a block or cluster: the head in office, whose own unit is the secretariat (bộ phận thường trực)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.covenant.domain.cluster import Cluster
from services.covenant.domain.rules import officers


@dataclass(frozen=True)
class Acting:
    """The unit of the person who acts, and the code of the unit of the head in office that day, if there is one."""

    unit_id: UUID | None
    head_code: str = "—"


def led_by_another(cluster: Cluster, unit_id: UUID | None, day: date) -> bool:
    """Whether on that day another unit's head leads the block or cluster than that of this unit."""
    term = cluster.term_on(day)
    return officers.another_head_is_in_office(None if term is None else term.head_id, unit_id)


def require_head(cluster: Cluster, acting: Acting, day: date) -> None:
    """Refuses whoever is not of the unit whose head leads the block or cluster on that day."""
    term = cluster.term_on(day)
    head = None if term is None else (term.head_id, acting.head_code)
    officers.the_head_in_office_acts(cluster.code, day, head, acting.unit_id)
