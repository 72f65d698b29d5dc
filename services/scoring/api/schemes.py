"""The text of a score table (nội dung bảng điểm) as it comes in: typed per kind of formula, nothing loose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from kernel.http import Body, Number
from services.scoring.api.asking import UnitRef
from services.scoring.api.shapes import Bilingual
from services.scoring.domain import parameters
from services.scoring.domain.parameters import Formula, Measure
from services.scoring.domain.scheme import (
    Accumulation,
    ClassBand,
    Criterion,
    Group,
    Indicator,
    Pace,
    PrizeTier,
    Rounding,
    RoundingMode,
    Scheme,
    Target,
    TargetSource,
)

Code = Annotated[str, Field(max_length=60)]
MOST_LINES = 200


class IndicatorIn(Body):
    """Chỉ tiêu được đo: what is measured, and the bounds outside which a result is absurd."""

    code: Code = Field(description="Mã chỉ tiêu", examples=["BHYT_TYLE"])
    name: Bilingual
    unit_of_measure: Annotated[str, Field(max_length=60)] = Field(description="Đơn vị tính", examples=["%"])
    minimum: Number = Field(Decimal(0), description="Giá trị nhỏ nhất hợp lệ")
    maximum: Number | None = Field(None, description="Giá trị lớn nhất hợp lệ; absent: none")
    whole: bool = Field(False, description="Chỉ nhận số nguyên")

    def to_domain(self) -> Indicator:
        """The domain's value."""
        name = self.name.to_domain()
        return Indicator(self.code, name, self.unit_of_measure, self.minimum, self.maximum, self.whole)


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
        return Formula.of(_PARAMETERS[name](**dict(given)))


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
}


class TargetIn(Body):
    """Nguồn chỉ tiêu: the covenant, the table (with its `value`), or none; and the pace within the year."""

    source: TargetSource = TargetSource.NONE
    value: Number | None = None
    pace: Pace = Pace.FULL

    def to_domain(self) -> Target:
        """The domain's value."""
        return Target(self.source, self.value, self.pace)


class CriterionIn(Body):
    """Tiêu chí: one line of the table."""

    code: Code = Field(description="Mã tiêu chí", examples=["BHYT_TYLE"])
    name: Bilingual
    group: Group
    max_points: Number = Field(description="Điểm tối đa", examples=[150])
    indicator: Code = Field(description="Mã chỉ tiêu được đo")
    formula: FormulaIn
    accumulation: Accumulation = Accumulation.LATEST
    target: TargetIn = Field(default_factory=TargetIn)
    department_id: UnitRef | None = Field(None, description="Ban nghiệp vụ phụ trách: id or code")

    def to_domain(self) -> Criterion:
        """The domain's value."""
        return Criterion(
            code=self.code,
            name=self.name.to_domain(),
            group=self.group,
            max_points=self.max_points,
            indicator=self.indicator,
            formula=self.formula.to_domain(),
            accumulation=self.accumulation,
            target=self.target.to_domain(),
            department_id=self.department_id,
        )


class RoundingIn(Body):
    """Làm tròn: where the table rounds."""

    line_decimals: int = 2
    total_decimals: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP


class ClassIn(Body):
    """Mức xếp loại: reached from this score on; best first."""

    code: Code
    name: Bilingual
    at_least: Number


class PrizeIn(Body):
    """Giải: a tier and its places; best first."""

    code: Code
    name: Bilingual
    places: int


class SchemeIn(Body):
    """Nội dung bảng điểm: the whole text of a score table."""

    indicators: Annotated[list[IndicatorIn], Field(max_length=MOST_LINES)]
    criteria: Annotated[list[CriterionIn], Field(max_length=MOST_LINES)]
    content_total: Number = Field(description="Tổng điểm nội dung", examples=[950])
    bonus_cap: Number = Field(Decimal(0), description="Trần điểm thưởng", examples=[50])
    rounding: RoundingIn = Field(default_factory=RoundingIn)
    ties: Annotated[list[Code], Field(max_length=20)] = Field(
        default_factory=list, description="Quy tắc khi bằng điểm: criteria asked in order, then a shared rank"
    )
    classes: Annotated[list[ClassIn], Field(max_length=20)] = Field(default_factory=list)
    prizes: Annotated[list[PrizeIn], Field(max_length=20)] = Field(default_factory=list)
    needs_covenant: bool = Field(True, description="Chưa ký giao ước thì không xếp hạng")

    def to_domain(self) -> Scheme:
        """The domain's value."""
        return Scheme(
            indicators=tuple(each.to_domain() for each in self.indicators),
            criteria=tuple(each.to_domain() for each in self.criteria),
            content_total=self.content_total,
            bonus_cap=self.bonus_cap,
            rounding=Rounding(self.rounding.line_decimals, self.rounding.total_decimals, self.rounding.mode),
            ties=tuple(self.ties),
            classes=tuple(ClassBand(each.code, each.name.to_domain(), each.at_least) for each in self.classes),
            prizes=tuple(PrizeTier(each.code, each.name.to_domain(), each.places) for each in self.prizes),
            needs_covenant=self.needs_covenant,
        )


EXAMPLE_SCHEME: JsonDict = {
    "indicators": [
        {
            "code": "BHYT_TYLE",
            "name": {"vi": "Tỷ lệ bao phủ BHYT", "en": "Health insurance coverage"},
            "unit_of_measure": "%",
            "maximum": 100,
        },
        {
            "code": "BC_CHAM",
            "name": {"vi": "Số báo cáo chậm", "en": "Late reports"},
            "unit_of_measure": "lần",
            "whole": True,
        },
    ],
    "criteria": [
        {
            "code": "BHYT_TYLE",
            "name": {"vi": "Tỷ lệ bao phủ BHYT", "en": "Health insurance coverage"},
            "group": "CONTENT",
            "max_points": 950,
            "indicator": "BHYT_TYLE",
            "formula": {"deduct_per_percent": {"points_each": 8}},
            "target": {"source": "COVENANT"},
            "department_id": "TW-CSYT",
        },
        {
            "code": "BC_CHAM",
            "name": {"vi": "Báo cáo chậm", "en": "Late reports"},
            "group": "PENALTY",
            "max_points": 20,
            "indicator": "BC_CHAM",
            "formula": {"late_penalty": {"points_each": 2}},
            "accumulation": "SUM",
        },
    ],
    "content_total": 950,
    "ties": ["BHYT_TYLE"],
    "classes": [{"code": "XUAT_SAC", "name": {"vi": "Xuất sắc", "en": "Excellent"}, "at_least": 900}],
}
