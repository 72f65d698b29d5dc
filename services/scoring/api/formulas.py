"""The kinds of formula (loại công thức) as they come in: typed per kind, nothing loose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kernel.http import Body, Number
from services.scoring.api.asking import UnitRef
from services.scoring.api.shapes import Bilingual
from services.scoring.domain import parameters
from services.scoring.domain.parameters import Formula, Measure

Code = Annotated[str, Field(max_length=60)]


class NoParameters(Body):
    """Công thức không có tham số: a formula without parameters."""


class OverfulfilBonusIn(Body):
    """Thưởng vượt chỉ tiêu: `points_each` for every 1 % above the target."""

    points_each: Number
    whole: bool = Field(False, description="Chỉ tính phần trăm tròn")


class DeductPerPercentIn(Body):
    """Trừ theo mức hụt: `points_each` off for every 1 % (or unit, by `measure`) short of the target."""

    points_each: Number
    measure: Measure = Measure.PERCENT_OF_TARGET
    whole: bool = False


class BandIn(Body):
    """Trong khoảng cho phép; without `low` and `high` the covenant's own range."""

    loss_below: Number
    loss_above: Number
    low: Number | None = None
    high: Number | None = None
    measure: Measure = Measure.VALUE


class StepRangeIn(Body):
    """Một mức: from `at_least` (inclusive) to `below` (exclusive)."""

    points: Number
    at_least: Number | None = None
    below: Number | None = None


class StepIn(Body):
    """Bảng mức điểm: ranges that join without gap or overlap."""

    ranges: Annotated[list[StepRangeIn], Field(max_length=50)]
    measure: Measure = Measure.VALUE


class RateIn(Body):
    """Mức điểm mỗi lần: points for each."""

    points_each: Number


class GateIn(Body):
    """Điều kiện loại: which answer bars, and whether no answer bars as well."""

    bars_when: bool
    missing_bars: bool = False


class RankIn(Body):
    """Theo thứ hạng trong nhóm: the points of each place, or one step down from the maximum; ties share a place."""

    places: Annotated[list[Number], Field(max_length=100)] = Field(default_factory=list)
    step: Number | None = None
    lower_is_better: bool = False
    measure: Measure = Measure.VALUE
    waits: bool = Field(True, description="Chờ đủ kết quả của cả nhóm")


class PanelIn(Body):
    """Hội đồng chấm: the mean of its members' marks; extremes dropped if it says so."""

    members: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]
    drop_highest: int = 0
    drop_lowest: int = 0
    fewest: int = 1


class FieldItemIn(Body):
    """Một mục trong bảng chấm của ban."""

    code: Code
    name: Bilingual
    max_points: Number

    def to_domain(self) -> parameters.FieldItem:
        """The domain's value."""
        return parameters.FieldItem(self.code, self.name.to_domain(), self.max_points)


class DepartmentPartIn(Body):
    """Bảng chấm của một ban nghiệp vụ, với hệ số."""

    department_id: UnitRef
    items: Annotated[list[FieldItemIn], Field(max_length=50)]
    weight: Number = Decimal(1)

    def to_domain(self) -> parameters.DepartmentPart:
        """The domain's value."""
        items = tuple(each.to_domain() for each in self.items)
        return parameters.DepartmentPart(self.department_id, items, self.weight)


class DepartmentSumIn(Body):
    """Tổng điểm các ban chấm: each department by its own table."""

    parts: Annotated[list[DepartmentPartIn], Field(max_length=30)]


class FormulaIn(Body):
    """Công thức tính điểm: exactly one kind with its parameters."""

    proportional_capped: NoParameters | None = None
    overfulfil_bonus: OverfulfilBonusIn | None = None
    deduct_per_percent: DeductPerPercentIn | None = None
    inverse: NoParameters | None = None
    band: BandIn | None = None
    step: StepIn | None = None
    boolean: NoParameters | None = None
    late_penalty: RateIn | None = None
    fixed_bonus: RateIn | None = None
    gate: GateIn | None = None
    rank: RankIn | None = None
    panel: PanelIn | None = None
    department_sum: DepartmentSumIn | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(getattr(self, name) is not None for name in type(self).model_fields) != 1:
            raise PydanticCustomError("one_formula", "exactly one kind of formula must be given")
        return self

    def to_domain(self) -> Formula:
        """The domain's value."""
        [(name, given)] = [(name, value) for name, value in self if value is not None]
        if isinstance(given, StepIn):
            ranges = tuple(parameters.StepRange(**dict(each)) for each in given.ranges)
            return Formula.of(parameters.Step(ranges, given.measure))
        if isinstance(given, DepartmentSumIn):
            return Formula.of(parameters.DepartmentSum(tuple(each.to_domain() for each in given.parts)))
        members = {member: tuple(value) if isinstance(value, list) else value for member, value in given}
        return Formula.of(_PARAMETERS[name](**members))


_PARAMETERS: Mapping[str, Callable[..., parameters.Parameters]] = {
    "proportional_capped": parameters.ProportionalCapped,
    "overfulfil_bonus": parameters.OverfulfilBonus,
    "deduct_per_percent": parameters.DeductPerPercent,
    "inverse": parameters.Inverse,
    "band": parameters.Band,
    "boolean": parameters.Boolean,
    "late_penalty": parameters.LatePenalty,
    "fixed_bonus": parameters.FixedBonus,
    "gate": parameters.Gate,
    "rank": parameters.Rank,
    "panel": parameters.Panel,
}
