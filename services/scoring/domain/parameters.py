"""What each kind of formula is told by a score table: one small type a kind, so that nothing is a loose dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from kernel.explanation import Text, Worded

LATER = {"later": True}
"""Marks a member that tables signed before it existed do not have: left at its default it is no part of their text."""


class FormulaKind(Worded):
    """The kinds of formula (loại công thức) a criterion may use."""

    PROPORTIONAL_CAPPED = "PROPORTIONAL_CAPPED", "Theo tỷ lệ", "proportional, capped"
    OVERFULFIL_BONUS = "OVERFULFIL_BONUS", "Thưởng vượt", "bonus for overfulfilment"
    DEDUCT_PER_PERCENT = "DEDUCT_PER_PERCENT", "Trừ theo mức hụt", "deduction by the shortfall"
    INVERSE = "INVERSE", "Càng thấp càng tốt", "the lower the better"
    BAND = "BAND", "Trong khoảng", "within a range"
    STEP = "STEP", "Theo mức", "by steps"
    BOOLEAN = "BOOLEAN", "Có hoặc không", "yes or no"
    LATE_PENALTY = "LATE_PENALTY", "Trừ mỗi lần chậm", "penalty each time it is late"
    FIXED_BONUS = "FIXED_BONUS", "Thưởng mỗi danh hiệu", "bonus for each title"
    GATE = "GATE", "Điều kiện loại", "gate"
    RANK = "RANK", "Theo thứ hạng", "by rank"
    PANEL = "PANEL", "Hội đồng chấm", "marked by a panel"
    DEPARTMENT_SUM = "DEPARTMENT_SUM", "Các ban chấm", "marked by departments"


class Measure(Worded):
    """What a formula looks at: the result itself (giá trị), or its percentage of the target (% chỉ tiêu)."""

    VALUE = "VALUE", "giá trị", "value"
    PERCENT_OF_TARGET = "PERCENT_OF_TARGET", "% chỉ tiêu", "percent of the target"


@dataclass(frozen=True)
class ProportionalCapped:
    """Maximum × min(1, result ÷ target): tính theo tỷ lệ hoàn thành, không quá điểm tối đa."""


@dataclass(frozen=True)
class OverfulfilBonus:
    """Bonus points for every percent above the target (thưởng vượt chỉ tiêu); `whole`: complete percents only."""

    points_each: Decimal
    whole: bool = False


@dataclass(frozen=True)
class DeductPerPercent:
    """Points off for every percent, or unit, short of the target (trừ theo mức hụt); `whole`: complete ones only."""

    points_each: Decimal
    measure: Measure = Measure.PERCENT_OF_TARGET
    whole: bool = False


@dataclass(frozen=True)
class Inverse:
    """Maximum × min(1, target ÷ result): lower is better, arrears for example (chỉ tiêu càng thấp càng tốt)."""


@dataclass(frozen=True)
class Band:
    """Full points inside a range, points off for every unit outside it (trong khoảng cho phép).

    Without `low` and `high` the range is the one of the covenant's own target.
    """

    loss_below: Decimal
    loss_above: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    measure: Measure = Measure.VALUE


@dataclass(frozen=True)
class StepRange:
    """From `at_least` (inclusive) to `below` (exclusive) these `points`; an end left out is open."""

    points: Decimal
    at_least: Decimal | None = None
    below: Decimal | None = None


@dataclass(frozen=True)
class Step:
    """A table of ranges and points (bảng mức điểm); the ranges join without gap or overlap."""

    ranges: tuple[StepRange, ...]
    measure: Measure = Measure.VALUE


@dataclass(frozen=True)
class Boolean:
    """Done or not done, 1 or 0 (có hoặc không); among the penalties, 1 is the fault (điểm trừ cố định)."""


@dataclass(frozen=True)
class LatePenalty:
    """Points off for each late report or dossier, or each day of delay (trừ theo số lần, số ngày chậm)."""

    points_each: Decimal


@dataclass(frozen=True)
class FixedBonus:
    """Bonus points for each award held (thưởng theo danh hiệu, hình thức khen thưởng đã đạt)."""

    points_each: Decimal


@dataclass(frozen=True)
class Gate:
    """A condition that bars the unit whatever its points (điều kiện loại).

    `bars_when`: the answer (1 yes, 0 no) that bars. `missing_bars`: whether no answer bars as well.
    """

    bars_when: bool
    missing_bars: bool = False


@dataclass(frozen=True)
class Rank:
    """Points by the place among like units on this criterion (điểm theo thứ hạng); equal results share a place.

    `places`: the points of the first, second … place, none after the last; or `step`: each place lower costs so much
    of the maximum. `waits`: no points before every unit of the group has its result; otherwise those that have are
    ranked among themselves.
    """

    places: tuple[Decimal, ...] = ()
    step: Decimal | None = None
    lower_is_better: bool = False
    measure: Measure = Measure.VALUE
    waits: bool = True


@dataclass(frozen=True)
class Panel:
    """The mean of what the members of a panel give (hội đồng, tổ chấm điểm), without the extremes if it says so.

    `members` are the accounts of its members. With fewer marks than `fewest` there are no points yet.
    """

    members: tuple[str, ...]
    drop_highest: int = 0
    drop_lowest: int = 0
    fewest: int = 1


@dataclass(frozen=True)
class FieldItem:
    """One line of a department's own table (mục chấm của ban nghiệp vụ)."""

    code: str
    name: Text
    max_points: Decimal


@dataclass(frozen=True)
class DepartmentPart:
    """A professional department's own table (bảng điểm của ban nghiệp vụ), and the weight (hệ số) of its points."""

    department_id: UUID
    items: tuple[FieldItem, ...]
    weight: Decimal = Decimal(1)

    def item(self, code: str) -> FieldItem | None:
        """The line with this code, if the department's table has it."""
        return next((each for each in self.items if each.code == code), None)


@dataclass(frozen=True)
class DepartmentSum:
    """Each professional department scores its own field by its own table; the sum counts (tổng điểm các ban chấm)."""

    parts: tuple[DepartmentPart, ...]

    def part(self, department_id: UUID) -> DepartmentPart | None:
        """What this department scores, if it scores anything here."""
        return next((each for each in self.parts if each.department_id == department_id), None)


Parameters = (
    ProportionalCapped
    | OverfulfilBonus
    | DeductPerPercent
    | Inverse
    | Band
    | Step
    | Boolean
    | LatePenalty
    | FixedBonus
    | Gate
    | Rank
    | Panel
    | DepartmentSum
)


@dataclass(frozen=True)
class Formula:
    """One kind of formula with its parameters (công thức tính điểm): exactly one member is given."""

    proportional_capped: ProportionalCapped | None = None
    overfulfil_bonus: OverfulfilBonus | None = None
    deduct_per_percent: DeductPerPercent | None = None
    inverse: Inverse | None = None
    band: Band | None = None
    step: Step | None = None
    boolean: Boolean | None = None
    late_penalty: LatePenalty | None = None
    fixed_bonus: FixedBonus | None = None
    gate: Gate | None = None
    rank: Rank | None = field(default=None, metadata=LATER)
    panel: Panel | None = field(default=None, metadata=LATER)
    department_sum: DepartmentSum | None = field(default=None, metadata=LATER)

    @classmethod
    def of(cls, parameters: Parameters) -> Self:
        """The formula of the kind these parameters belong to."""
        given: dict[str, Any] = {_MEMBER[type(parameters)]: parameters}
        return cls(**given)

    @property
    def parameters(self) -> Parameters:
        """The one member that is given."""
        (given,) = [member for each in fields(self) if (member := getattr(self, each.name)) is not None]
        return given  # type: ignore[no-any-return]

    @property
    def kind(self) -> FormulaKind:
        """The kind of the one member that is given."""
        return FormulaKind(_MEMBER[type(self.parameters)].upper())


_MEMBER: dict[type[object], str] = {
    ProportionalCapped: "proportional_capped",
    OverfulfilBonus: "overfulfil_bonus",
    DeductPerPercent: "deduct_per_percent",
    Inverse: "inverse",
    Band: "band",
    Step: "step",
    Boolean: "boolean",
    LatePenalty: "late_penalty",
    FixedBonus: "fixed_bonus",
    Gate: "gate",
    Rank: "rank",
    Panel: "panel",
    DepartmentSum: "department_sum",
}
