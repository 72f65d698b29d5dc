"""Where an initiative (sáng kiến) was used: it serves one award only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Use:
    """The award an initiative serves: of which title and year; `by`: the nomination, or the event of an older award."""

    title: str
    year: int
    by: UUID

    def serves(self, by: UUID | None, title: str, year: int) -> bool:
        """Whether this is the use asked about: by that nomination, or for that title of that year."""
        return self.by == by or (self.title, self.year) == (title, year)
