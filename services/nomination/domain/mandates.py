"""Who acts for an absent member (người được ủy quyền): a substitute with a written mandate, and who settles a tie."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Mandate:
    """A written mandate (giấy ủy quyền): `substitute` votes in the place of `voter`; `paper` names the document."""

    voter: str
    substitute: str
    unit_id: UUID | None
    paper: str


@dataclass(frozen=True)
class Settlement:
    """What those whom the rule names decided when the rounds had ended without a result (quyết định khi hết vòng)."""

    nomination_id: UUID
    in_favour: bool
    deciders: tuple[str, ...]
    reason: str
