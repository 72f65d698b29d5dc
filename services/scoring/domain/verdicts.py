"""What is said of each result cell before anything is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kernel.explanation import Explanation, Text
from kernel.refusals import Refusal
from services.scoring.domain.formulas import plain
from services.scoring.domain.refusals.results import (
    AnotherValueRecorded,
    IndicatorRepeated,
    NoSuchIndicator,
    ResultsRefused,
    UnitOutsideTables,
    ValueNotWhole,
    ValueOutOfBounds,
)
from services.scoring.domain.refusals.subjects import UnitWasDissolved, UnitWasMerged, UnknownMovement, UnknownUnit
from services.scoring.domain.result_sheet import Cell
from services.scoring.domain.rules.texts import unseen_in_evidence
from services.scoring.domain.scheme import Indicator


class Outcome(StrEnum):
    """What would become of a cell."""

    NEW = "NEW"
    UNCHANGED = "UNCHANGED"
    CHANGED = "CHANGED"
    REPEATED = "REPEATED"
    NO_SUCH_INDICATOR = "NO_SUCH_INDICATOR"
    OUT_OF_BOUNDS = "OUT_OF_BOUNDS"
    NOT_WHOLE = "NOT_WHOLE"
    UNSEEN_CHARACTER = "UNSEEN_CHARACTER"
    UNKNOWN_UNIT = "UNKNOWN_UNIT"
    UNKNOWN_MOVEMENT = "UNKNOWN_MOVEMENT"
    PERIOD_NOT_TAKEN = "PERIOD_NOT_TAKEN"
    UNIT_ENDED = "UNIT_ENDED"
    UNIT_OUTSIDE_TABLES = "UNIT_OUTSIDE_TABLES"
    UNREADABLE = "UNREADABLE"


GOOD = (Outcome.NEW, Outcome.UNCHANGED)
"""What lets a push go on."""

OF_INDICATOR = (Outcome.NO_SUCH_INDICATOR, Outcome.REPEATED)
"""What is said of the indicator that a cell names, not of its value."""

WORDS = {
    Outcome.NEW: Text("Sẽ được ghi", "Will be recorded"),
    Outcome.UNCHANGED: Text("Đã ghi, không đổi", "Recorded before, unchanged"),
    Outcome.CHANGED: Text(
        "Đã ghi giá trị khác; muốn sửa phải đính chính kèm lý do",
        "Another value is recorded; to change it, send a correction with its reason",
    ),
    Outcome.REPEATED: Text("Chỉ tiêu bị lặp trong lần đẩy này", "The indicator is repeated in this push"),
    Outcome.NO_SUCH_INDICATOR: Text("Bảng điểm không có chỉ tiêu này", "The score table has no such indicator"),
    Outcome.OUT_OF_BOUNDS: Text("Giá trị ngoài giới hạn", "The value is out of bounds"),
    Outcome.NOT_WHOLE: Text("Phải là số nguyên", "Must be a whole number"),
    Outcome.UNSEEN_CHARACTER: Text(
        "Nguồn hoặc ghi chú có ký tự không nhìn thấy", "The source or note holds a character that cannot be seen"
    ),
    Outcome.UNKNOWN_UNIT: Text("Không có đơn vị này", "There is no such unit"),
    Outcome.UNKNOWN_MOVEMENT: Text("Không có phong trào này", "There is no such movement"),
    Outcome.PERIOD_NOT_TAKEN: Text("Kỳ này không nhận kết quả", "No results are taken for this period"),
    Outcome.UNIT_ENDED: Text("Đơn vị không còn trong kỳ này", "The unit is no longer there in this period"),
    Outcome.UNIT_OUTSIDE_TABLES: Text(
        "Không bảng điểm đã ký nào có đơn vị này", "No signed score table covers the unit"
    ),
    Outcome.UNREADABLE: Text("Không đọc được ô", "The cell cannot be read"),
}


class Verdict(NamedTuple):
    """The outcome of one cell (kết quả kiểm tra một ô), by its place in the request; `notes` on how it was read."""

    field: str
    indicator: str
    outcome: Outcome
    detail: str = ""
    notes: tuple[Text, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the push may go on with it."""
        return self.outcome in GOOD

    @property
    def words(self) -> Text:
        """What is said of it."""
        said = [WORDS[self.outcome], *self.notes]
        return Text(". ".join(each.vi for each in said), ". ".join(each.en for each in said))

    @property
    def told(self) -> Text:
        """The same with its place, its indicator and what is wrong with it."""
        of = f"{self.indicator}: {self.detail}" if self.detail else self.indicator
        return Text(f"{self.field}: {self.words.vi} ({of})", f"{self.field}: {self.words.en} ({of})")


def judge(cell: Cell, described: Sequence[Indicator], recorded: Mapping[str, Cell]) -> tuple[Outcome, str]:
    """What would become of a cell: `described` is its indicator in every table that covers the unit."""
    if not described:
        return Outcome.NO_SUCH_INDICATOR, cell.indicator
    for indicator in described:
        if cell.value is not None and (fault := _out_of_bounds(cell.value, indicator)):
            return fault
    if unseen := unseen_in_evidence(cell.evidence.source, cell.evidence.note):
        return Outcome.UNSEEN_CHARACTER, f"{unseen.fields[0]}[{unseen.facts['place']}]: {unseen.facts['character']}"
    before = recorded.get(cell.indicator)
    if before is None:
        return Outcome.NEW, ""
    if before.value == cell.value:
        return Outcome.UNCHANGED, ""
    return Outcome.CHANGED, "not applicable" if before.value is None else plain(before.value)


def _out_of_bounds(value: Decimal, indicator: Indicator) -> tuple[Outcome, str] | None:
    if value < indicator.minimum or (indicator.maximum is not None and value > indicator.maximum):
        upper = "∞" if indicator.maximum is None else plain(indicator.maximum)
        return Outcome.OUT_OF_BOUNDS, f"{plain(value)} ∉ [{plain(indicator.minimum)}, {upper}]"
    if indicator.whole and value != value.to_integral_value():
        return Outcome.NOT_WHOLE, plain(value)
    return None


_NO: Mapping[Outcome, Callable[[Cell, str], Refusal | None]] = {
    Outcome.CHANGED: lambda cell, recorded: AnotherValueRecorded(indicator=cell.indicator, recorded=recorded),
    Outcome.REPEATED: lambda cell, _: IndicatorRepeated(indicator=cell.indicator),
    Outcome.NO_SUCH_INDICATOR: lambda cell, _: NoSuchIndicator(indicator=cell.indicator),
    Outcome.OUT_OF_BOUNDS: lambda cell, bounds: ValueOutOfBounds(indicator=cell.indicator, bounds=bounds),
    Outcome.NOT_WHOLE: lambda cell, value: ValueNotWhole(indicator=cell.indicator, value=value),
    Outcome.UNSEEN_CHARACTER: lambda cell, _: unseen_in_evidence(cell.evidence.source, cell.evidence.note),
}


def refusal_of(cell: Cell, outcome: Outcome, detail: str) -> Refusal | None:
    """The no to one cell whose unit is known and covered, None where it is good."""
    no = _NO.get(outcome)
    return None if no is None else no(cell, detail)


_OF_WHAT: Mapping[type[Refusal], tuple[Outcome, str]] = {
    UnknownUnit: (Outcome.UNKNOWN_UNIT, "unit_id"),
    UnitWasMerged: (Outcome.UNIT_ENDED, "unit_id"),
    UnitWasDissolved: (Outcome.UNIT_ENDED, "unit_id"),
    UnitOutsideTables: (Outcome.UNIT_OUTSIDE_TABLES, "unit_id"),
    UnknownMovement: (Outcome.UNKNOWN_MOVEMENT, "movement_id"),
}


def outcome_of(cause: Refusal) -> tuple[Outcome, str]:
    """What becomes of cells that are of a unit, movement or period of which nothing is taken, and which it is."""
    return _OF_WHAT.get(type(cause), (Outcome.PERIOD_NOT_TAKEN, "period"))


def refuse(verdicts: Iterable[Verdict]) -> None:
    """Go on only if every cell is good.

    Raises:
        ResultsRefused: naming every cell that is not, with its reason.
    """
    told = list(verdicts)
    bad = [verdict for verdict in told if not verdict.good]
    if bad:
        raise ResultsRefused(
            bad=len(bad),
            cells=len(told),
            first=bad[0].told,
            fields=tuple(dict.fromkeys(verdict.field for verdict in bad)),
            explanation=Explanation(
                label=ResultsRefused.title,
                value=str(len(bad)),
                inputs=tuple(
                    Explanation(label=each.words, value=each.detail, formula=f"{each.field}: {each.outcome}")
                    for each in bad
                ),
            ),
        )
