"""Who won a title in a block or cluster, year by year, beside the board of each year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.explanation import canonical_digest


@dataclass(frozen=True)
class Move:
    """What one assessor moved on a unit's card (điểm do một người chấm sửa), by account."""

    assessor: str
    cells: int
    points: Decimal


@dataclass(frozen=True)
class Line:
    """One ranked unit on the newest year-end edition of a board (một dòng của bảng xếp hạng).

    `group` is the group of like units that the rank is in, empty where there is none. `moves` is what assessors moved
    on its card; None in editions that were frozen before that was told.
    """

    unit_id: UUID
    rank: int
    score: Decimal
    group: str = ""
    moves: tuple[Move, ...] | None = None


@dataclass(frozen=True)
class Winner:
    """A unit that received the title by a standing decision, and the event that issued it."""

    unit_id: UUID
    decision_id: UUID
    number: str
    event: UUID


@dataclass(frozen=True)
class Season:
    """One year of a block or cluster: its newest edition, and who received the title."""

    cluster_id: UUID
    period: str
    edition_no: int
    event: UUID
    lines: tuple[Line, ...]
    winners: tuple[Winner, ...]

    @property
    def members(self) -> frozenset[UUID]:
        """Who was ranked."""
        return frozenset(line.unit_id for line in self.lines)

    @property
    def won(self) -> frozenset[UUID]:
        """Who received the title."""
        return frozenset(winner.unit_id for winner in self.winners)

    def order(self) -> tuple[UUID, ...]:
        """The units from the highest down; of equal ranks the winners first: a tie is held against nobody.

        Leaders of groups of like units are equals: each is the first of its group.
        """
        best_first = sorted(self.lines, key=lambda line: (line.rank, line.unit_id not in self.won, line.unit_id))
        return tuple(line.unit_id for line in best_first)

    def places(self) -> tuple[int, ...]:
        """Which places of that order won, from 0."""
        return tuple(place for place, unit in enumerate(self.order()) if unit in self.won)

    def can_be_tested(self) -> bool:
        """Whether somebody won and every winner stands on the board."""
        return bool(self.won) and self.won <= self.members

    @property
    def tells_moves(self) -> bool:
        """Whether its edition tells what assessors moved."""
        return bool(self.lines) and all(line.moves is not None for line in self.lines)

    def top_of(self, line: Line | None) -> Line | None:
        """The first of the line's group of like units, of all where there is no line; None of an empty board."""
        among = [each for each in self.lines if line is None or each.group == line.group]
        return min(among, key=lambda each: each.rank, default=None)

    def line_of(self, unit_id: UUID) -> Line | None:
        """The unit's line; None where the board does not rank it."""
        return next((line for line in self.lines if line.unit_id == unit_id), None)


@dataclass(frozen=True)
class Series:
    """The years of one block or cluster and those it continues, oldest first, for one title."""

    title: str
    seasons: tuple[Season, ...]

    @property
    def cluster_id(self) -> UUID:
        """The block or cluster as it is in the last year."""
        return self.seasons[-1].cluster_id

    def tested(self) -> tuple[Season, ...]:
        """The years that a test can use."""
        return tuple(season for season in self.seasons if season.can_be_tested())

    def seed(self) -> int:
        """A number that follows from the content alone, for draws that come out the same on every machine."""
        said = [
            [season.period, [str(unit) for unit in season.order()], sorted(map(str, season.won))]
            for season in self.seasons
        ]
        return int(canonical_digest([self.title, said])[:16], 16)
