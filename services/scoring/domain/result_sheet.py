"""The results of one unit in one quarter: pushed once, never overwritten, corrected by appending with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Text
from services.scoring.domain.calendar import day_of
from services.scoring.domain.material import Result
from services.scoring.domain.period import Period, Shown
from services.scoring.domain.refusals.results import IndicatorRepeated, NothingToCorrect
from services.scoring.domain.rules import order, reviews


class EvidenceKind(StrEnum):
    """How a result is known: from a source (có nguồn), generated for a demonstration, or declared by the unit."""

    REAL = "REAL"
    SYNTHETIC = "SYNTHETIC"
    DECLARED = "DECLARED"


@dataclass(frozen=True)
class Evidence:
    """What a result rests on (minh chứng): its kind, the address or text of the source, a note."""

    kind: EvidenceKind
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """One result (ô kết quả): the value of an indicator, or None where the indicator does not apply to the unit.

    A value of 0 is a result; a cell that is not there is a missing one.
    """

    indicator: str
    value: Decimal | None
    evidence: Evidence


@dataclass(frozen=True)
class Push:
    """What one system reported at one time for one unit and quarter (một lần đẩy kết quả)."""

    cells: tuple[Cell, ...]
    system: str
    batch: str = ""


class CellState(StrEnum):
    """What a push would do with a cell: record it, nothing (recorded already), or refuse it (another is recorded)."""

    NEW = "NEW"
    UNCHANGED = "UNCHANGED"
    CONFLICT = "CONFLICT"


class ResultSheet(Aggregate):
    """Phiếu kết quả: one per unit, movement and quarter."""

    TOPIC = "scoring.ResultSheet"
    CALLED = Text("bảng kết quả", "result sheet")

    class Event(Aggregate.Event):
        """Base of the sheet's events."""

        TOPIC = "scoring.ResultSheetEvent"

    class Begun(Event, Aggregate.Created):
        """The first results of the unit in this quarter were recorded (ghi nhận kết quả lần đầu)."""

        TOPIC = "scoring.ResultsFirstRecorded"
        unit_id: UUID
        movement_id: UUID
        quarter: str
        push: Push

    class Recorded(Event):
        """More results of the unit in this quarter were recorded (ghi nhận thêm kết quả)."""

        TOPIC = "scoring.ResultsRecorded"
        push: Push

    class Corrected(Event):
        """Results were corrected (đính chính kết quả); what stood before stays in the log."""

        TOPIC = "scoring.ResultsCorrected"
        cells: tuple[Cell, ...]
        reason: str

    @staticmethod
    def id_for(unit_id: UUID, movement_id: UUID, quarter: Period) -> UUID:
        """The one sheet of this unit, movement and quarter."""
        return identity("result-sheet", unit_id, movement_id, quarter.code)

    @classmethod
    def begin(cls, act: Act, unit_id: UUID, movement_id: UUID, quarter: Period, push: Push) -> Self:
        """Record the first results."""
        reviews.results_are_reported_by_quarter(quarter)
        return cls(
            act=act,
            id=cls.id_for(unit_id, movement_id, quarter),
            unit_id=unit_id,
            movement_id=movement_id,
            quarter=quarter.code,
            push=push,
        )

    @event(Begun)
    def __init__(
        self,
        act: Act,
        id: UUID,
        unit_id: UUID,
        movement_id: UUID,
        quarter: str,
        push: Push,
    ) -> None:
        self.unit_id = unit_id
        self.movement_id = movement_id
        self.quarter = quarter
        self.last_on = day_of(act.effective)
        self.entries: list[tuple[int, tuple[Cell, ...]]] = [(self.INITIAL_VERSION, push.cells)]

    def judge(self, cell: Cell) -> CellState:
        """What a push of this cell would do; the evidence may be told anew without changing the result."""
        recorded = self.cells().get(cell.indicator)
        if recorded is None:
            return CellState.NEW
        return CellState.UNCHANGED if recorded.value == cell.value else CellState.CONFLICT

    def record(self, act: Act, push: Push) -> None:
        """Append the cells that are new; a push that says nothing new leaves no event."""
        new = tuple(cell for cell in push.cells if self.judge(cell) is CellState.NEW)
        if new:
            self._recorded(act, replace(push, cells=new))

    @event(Recorded)
    def _recorded(self, act: Act, push: Push) -> None:
        self._append(act, push.cells)

    def correct(self, act: Act, cells: Sequence[Cell], reason: str, shown: Iterable[Shown] = ()) -> None:
        """Append other values for results that were recorded, with the reason; `shown` are the boards they stand in."""
        reviews.reason_is_given(reason)
        order.nothing_changes_behind_a_frozen_board(day_of(act.effective), shown)
        for place, cell in enumerate(cells):
            if cell.indicator in {each.indicator for each in cells[:place]}:
                raise IndicatorRepeated(indicator=cell.indicator, fields=(f"cells[{place}].indicator",))
            if self.judge(cell) is not CellState.CONFLICT:
                raise NothingToCorrect(indicator=cell.indicator, fields=(f"cells[{place}]",))
        self._corrected(act, tuple(cells), reason)

    @event(Corrected)
    def _corrected(self, act: Act, cells: tuple[Cell, ...], reason: str) -> None:
        self._append(act, cells)

    def _append(self, act: Act, cells: tuple[Cell, ...]) -> None:
        self.last_on = max(self.last_on, day_of(act.effective))
        self.entries.append((self.version + 1, cells))  # of the event being applied: the version rises only afterwards

    def cells(self, version: int | None = None) -> dict[str, Cell]:
        """The cell in force for each indicator, now or as it stood at `version`."""
        return {
            cell.indicator: cell for at, cells in self.entries if version is None or at <= version for cell in cells
        }

    def results(self, version: int | None = None) -> dict[tuple[str, str], Result]:
        """The results in force by quarter and indicator, with the event each was read from."""
        return {
            (self.quarter, cell.indicator): Result(cell.value, event_id(self.id, at))
            for at, cells in self.entries
            if version is None or at <= version
            for cell in cells
        }
