"""Who leads a block or cluster on a day, as the covenant service has told of its elections."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Office:
    """The officers of a block or cluster on a day, each a member unit with its code; `deputy` only where there is one.

    The head's own unit is the secretariat (bộ phận thường trực), so that whoever acts as head is of that unit; nobody
    is where it was merged or dissolved by then (`head_gone`).
    """

    head: tuple[UUID, str]
    deputy: tuple[UUID, str] | None
    head_gone: bool = False
