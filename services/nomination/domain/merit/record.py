"""The record of a holder (thành tích) as a question about a title reads it: own facts, and those of predecessors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from regulations.chapters import Holder
from services.nomination.domain.merit.facts import (
    Award,
    Discipline,
    Fact,
    Initiative,
    Kept,
    Merger,
    Predecessor,
    Rating,
    days_of,
)
from services.nomination.domain.merit.uses import Use

if TYPE_CHECKING:
    from services.nomination.domain.merit.file import MeritFile

F = TypeVar("F")


@dataclass(frozen=True)
class Record:
    """What is on record about a holder; `complete_from` None: what is missing may still have been given.

    `undeclared`: units that went up in the holder and whose history nobody declared to count; it does not.
    """

    holder: Holder
    kept: tuple[Kept, ...] = ()
    complete_from: int | None = None
    since: date | None = None
    opened_by: UUID | None = None
    uses: Mapping[UUID, Use] = field(default_factory=dict)
    undeclared: tuple[Merger, ...] = ()

    @classmethod
    def of(cls, file: MeritFile, predecessors: Sequence[MeritFile] = (), undeclared: tuple[Merger, ...] = ()) -> Record:
        """The record of a file; each predecessor's history counts up to the day of the merger, as declared."""
        merged = {each.unit_id: each.merged_on for each in file.holdings.of(Predecessor)}
        kept, complete = list(file.holdings.kept.values()), [file.complete_from]
        uses = dict(file.holdings.uses)
        since = [file.opening.since]
        for each in predecessors:
            kept += _until(each, merged[UUID(each.bearer.key)])
            complete.append(each.complete_from)
            since.append(each.opening.since)
            uses |= each.holdings.uses
        return cls(
            holder=file.bearer.kind,
            kept=tuple(kept),
            complete_from=None if None in complete else max(each for each in complete if each is not None),
            since=min((each for each in since if each is not None), default=None),
            opened_by=file.opened_by,
            uses=uses,
            undeclared=undeclared,
        )

    def of_kind(self, kind: type[F]) -> Iterator[tuple[UUID, F]]:
        """The facts of a kind with their events."""
        return ((each.id, each.fact) for each in self.kept if isinstance(each.fact, kind))

    def awards(self, title: str, day: date) -> dict[int, tuple[UUID, Award]]:
        """The awards of a title decided by that day, by their year."""
        found = [(id, fact) for id, fact in self.of_kind(Award) if fact.title == title and fact.decided_on <= day]
        return {fact.year: (id, fact) for id, fact in found}

    def ratings(self) -> dict[int, tuple[UUID, Rating]]:
        """The rating of each year; of two merged units the lower one stands for both."""
        found: dict[int, tuple[UUID, Rating]] = {}
        for id, fact in self.of_kind(Rating):
            known = found.get(fact.year)
            if known is None or known[1].level.reaches(fact.level):
                found[fact.year] = (id, fact)
        return found

    def in_year(self, kind: type[F], year: int, fits: Callable[[F], bool] = lambda _fact: True) -> list[tuple[UUID, F]]:
        """The facts of a kind about one year."""
        return [(id, fact) for id, fact in self.of_kind(kind) if getattr(fact, "year", None) == year and fits(fact)]

    def last_sanction(self, day: date) -> tuple[UUID, Discipline] | None:
        """Of the sanctions that had begun by that day, the one that ends last; one without an end lasts."""
        found = [(id, fact) for id, fact in self.of_kind(Discipline) if fact.since <= day]
        return max(found, key=lambda each: each[1].last_day, default=None)

    def initiatives(self, day: date) -> list[tuple[UUID, Initiative]]:
        """The initiatives recognised by that day, oldest first."""
        found = [(id, fact) for id, fact in self.of_kind(Initiative) if fact.recognised_on <= day]
        return sorted(found, key=lambda each: (each[1].recognised_on, str(each[0])))

    def silent_on(self, year: int) -> bool:
        """Whether what is not on record about a year was certainly not given."""
        return self.complete_from is not None and year >= self.complete_from

    def first_year(self) -> int | None:
        """The first year the holder can have earned anything in, where that is known."""
        return None if self.since is None else self.since.year


def _until(file: MeritFile, last: date) -> Iterator[Kept]:
    return (each for each in file.holdings.kept.values() if _begun(each.fact, last))


def _begun(fact: Fact, last: date) -> bool:
    return not isinstance(fact, Predecessor) and all(day <= last for day in days_of(fact))
