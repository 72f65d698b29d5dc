"""What a reading is made of: reported results, promised targets, neighbours, marks, the provinces' final cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID


@dataclass(frozen=True)
class Result:
    """One reported cell (kết quả): a value, or None where the indicator does not apply to the unit."""

    value: Decimal | None
    event: UUID


@dataclass(frozen=True)
class Promise:
    """One quantified target of a signed covenant (chỉ tiêu trong giao ước)."""

    indicator: str
    direction: str
    value: Decimal
    upper: Decimal | None = None


@dataclass(frozen=True)
class SignedCovenant:
    """What scoring needs of a unit's signed covenant (giao ước đã ký), with the event that says so, and its edition."""

    covenant_id: UUID
    event: UUID
    signed_on: date
    late: bool
    promises: tuple[Promise, ...]
    edition: int = 1

    def promise(self, indicator: str) -> Promise | None:
        """The target for this indicator, if the covenant has one."""
        return next((each for each in self.promises if each.indicator == indicator), None)


Results = Mapping[tuple[str, str], Result]
"""Results of one unit by quarter and indicator."""


@dataclass(frozen=True)
class Neighbour:
    """Another member of the block or cluster (đơn vị cùng nhóm), as ranking needs it."""

    unit_id: UUID
    results: Results
    covenant: SignedCovenant | None


@dataclass(frozen=True)
class Mark:
    """The points somebody gives one criterion (điểm chấm), with the reason and the evidence."""

    criterion: str
    points: Decimal
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class ItemMark:
    """The points a department gives one item of its own table (điểm ban nghiệp vụ chấm một mục)."""

    item: str
    mark: Mark


@dataclass(frozen=True)
class GivenMark:
    """The points somebody entitled gives a unit (điểm chấm): a member of a panel, or a department for its item.

    `giver` is the member's account or the department's id, `item` the department's item (empty for a panel).
    """

    criterion: str
    item: str
    giver: str
    points: Decimal
    reason: str
    evidence: str
    event: UUID

    @classmethod
    def of(cls, mark: Mark, item: str, giver: str, event: UUID) -> Self:
        """The mark as it stands on the card."""
        return cls(mark.criterion, item, giver, mark.points, mark.reason, mark.evidence, event)


@dataclass(frozen=True)
class FieldLine:
    """One criterion of a department's field on a province's final card (một tiêu chí thuộc lĩnh vực)."""

    criterion: str
    indicator: str
    points: Decimal | None
    max_points: Decimal
    actual: Decimal | None


@dataclass(frozen=True)
class FieldCard:
    """What a province's scorecard says of one department's field; not final yet: no lines."""

    unit_id: UUID
    card_id: UUID
    finalisation: int
    event: UUID | None
    lines: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Material:
    """All that one card's readings are made of (dữ liệu để chấm)."""

    results: Results
    covenant: SignedCovenant | None
    neighbours: tuple[Neighbour, ...] = ()
    marks: tuple[GivenMark, ...] = ()
    field_cards: tuple[FieldCard, ...] = ()

    def marks_of(self, criterion: str) -> tuple[GivenMark, ...]:
        """The marks given for this criterion."""
        return tuple(mark for mark in self.marks if mark.criterion == criterion)


@dataclass(frozen=True)
class Part:
    """One of the values a reading was made of (thành phần): whose it is, how much, and the events that say so."""

    whose: str
    value: Decimal | None
    events: tuple[UUID, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    """A value drawn from parts: none where they do not suffice; `gaps` are those that are not there."""

    value: Decimal | None
    parts: tuple[Part, ...]
    gaps: tuple[str, ...] = ()
