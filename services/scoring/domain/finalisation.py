"""What a scorecard is computed from and what stands when it is made final: enough to explain it for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.explanation import Explanation
from services.scoring.domain.lines import ComputedLine, SignedTable
from services.scoring.domain.material import FieldCard, FieldLine, GivenMark, SignedCovenant
from services.scoring.domain.overrides import overrides
from services.scoring.domain.ranking import Standing
from services.scoring.domain.scheme import Group
from services.scoring.domain.totals import Assessment, FinalLine, Totals, explain_line, explain_total, settle


@dataclass(frozen=True)
class SheetRead:
    """A result sheet and the version of it that was read."""

    sheet_id: UUID
    version: int


@dataclass(frozen=True)
class NeighbourRead:
    """A member the unit was ranked among: the sheets that were read of it, and its covenant as it was then."""

    unit_id: UUID
    sheets: tuple[SheetRead, ...]
    covenant: SignedCovenant | None


@dataclass(frozen=True)
class CardRead:
    """A province's card that a field's result was drawn from; finalisation 0: it was not final."""

    unit_id: UUID
    card_id: UUID
    finalisation: int


@dataclass(frozen=True)
class Computation:
    """One run of the engine over one unit's results (một lần chấm máy): what it read and what it gave."""

    table_id: UUID
    table_version: int
    sheets: tuple[SheetRead, ...]
    covenant: SignedCovenant | None
    lines: tuple[ComputedLine, ...]
    neighbours: tuple[NeighbourRead, ...] = ()
    marks: tuple[GivenMark, ...] = ()
    cards: tuple[CardRead, ...] = ()


@dataclass(frozen=True)
class Finalisation:
    """One time the card was made final: what stood then, so that it can be explained for ever."""

    no: int
    event: UUID
    actor: str
    at: datetime
    effective: datetime
    computation: Computation
    computed_by: UUID
    assessments: tuple[Assessment, ...]
    lines: tuple[FinalLine, ...]
    totals: Totals

    def explain_line(self, table: SignedTable, criterion: str) -> Explanation:
        """Why the final points of this criterion are what they are."""
        return explain_criterion(table, self.computation, self.assessments, criterion)

    def explain(self, table: SignedTable) -> Explanation:
        """Why the score is what it is."""
        return explain_card(table, self.computation, self.assessments, self.totals)

    def standing(self, unit_id: UUID, card_id: UUID) -> Standing:
        """What the card of this unit brings to the ranking."""
        return Standing(
            unit_id=unit_id,
            score=self.totals.score,
            points=tuple((line.criterion, line.points) for line in self.lines if line.points is not None),
            missing=self.totals.missing,
            barred_by=self.totals.barred_by,
            covenant_signed=self.computation.covenant is not None,
            card_id=card_id,
            finalisation=self.no,
            overrides=overrides(self.computation.lines, self.assessments),
        )

    def field_card(self, of: CardRead, table: SignedTable, department_id: UUID) -> FieldCard:
        """What the card says of the criteria that this department owns."""
        readings = {line.reading.criterion: line.reading for line in self.computation.lines}
        points = {line.criterion: line.points for line in self.lines}
        lines = tuple(
            FieldLine(each.code, each.indicator, points[each.code], each.max_points, readings[each.code].actual)
            for each in table.scheme.criteria
            if each.department_id == department_id and each.group is Group.CONTENT
        )
        return FieldCard(of.unit_id, of.card_id, self.no, self.event, lines)


def final_lines(computation: Computation, assessments: Sequence[Assessment]) -> tuple[FinalLine, ...]:
    """The line that counts for each criterion, by the marks given."""
    return tuple(settle(line, _about(line.reading.criterion, assessments)) for line in computation.lines)


def explain_criterion(
    table: SignedTable, computation: Computation, assessments: Sequence[Assessment], criterion: str
) -> Explanation:
    """Why the points of one criterion are what they are."""
    line = next(each for each in computation.lines if each.reading.criterion == criterion)
    return explain_line(table, line, _about(criterion, assessments))


def explain_card(
    table: SignedTable, computation: Computation, assessments: Sequence[Assessment], totals: Totals
) -> Explanation:
    """Why a card comes to its score, down to its lines."""
    lines = {each.code: explain_criterion(table, computation, assessments, each.code) for each in table.scheme.criteria}
    return explain_total(table, totals, lines)


def _about(criterion: str, assessments: Sequence[Assessment]) -> tuple[Assessment, ...]:
    return tuple(each for each in assessments if each.mark.criterion == criterion)
