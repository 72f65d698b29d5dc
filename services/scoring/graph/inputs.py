"""The text of a score table (nội dung bảng điểm) as the graph takes it: decimals as text, exact."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from services.scoring.domain.scheme import (
    Accumulation,
    ClassBand,
    Criterion,
    FieldResult,
    Group,
    Indicator,
    LikeUnits,
    Pace,
    PrizeTier,
    Rounding,
    RoundingMode,
    Scheme,
    Section,
    Summary,
    Target,
    TargetSource,
)
from services.scoring.graph.asking import key_of, optional_key
from services.scoring.graph.formulas import FormulaInput, TextInput

strawberry.enum(Summary, name="FieldSummary", description="Cách tổng hợp: the mean, the sum, or the share that reached")
strawberry.enum(TargetSource, name="TargetSource", description="Nguồn chỉ tiêu: the covenant, the table, or none")
strawberry.enum(Pace, name="TargetPace", description="Tiến độ: the whole year's target, or its share")
strawberry.enum(RoundingMode, name="ScoreRoundingMode", description="Cách làm tròn")


@strawberry.input(description="Chỉ tiêu được đo và giới hạn hợp lệ")
class IndicatorInput:
    """Something measured."""

    code: str
    name: TextInput
    unit_of_measure: str
    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = None
    whole: bool = False

    def to_domain(self) -> Indicator:
        """The domain's value."""
        name = self.name.to_domain()
        return Indicator(self.code, name, self.unit_of_measure, self.minimum, self.maximum, self.whole)


@strawberry.input(description="Nguồn chỉ tiêu của tiêu chí")
class CriterionTargetInput:
    """Where a target comes from."""

    source: TargetSource = TargetSource.NONE
    value: Decimal | None = None
    pace: Pace = Pace.FULL


@strawberry.input(description="Kết quả lấy từ phiếu điểm của các tỉnh, in the department's field")
class FieldResultInput:
    """A result drawn from final cards."""

    summary: Summary = Summary.MEAN
    indicator: str = ""
    reached_at: Decimal | None = None


@strawberry.input(description="Tiêu chí: one line of a score table")
class CriterionInput:
    """A criterion."""

    code: str
    name: TextInput
    group: Group
    max_points: Decimal
    formula: FormulaInput
    indicator: str = ""
    accumulation: Accumulation = Accumulation.LATEST
    target: CriterionTargetInput | None = None
    department: strawberry.ID | None = None
    section: str = ""
    evidence: str = ""
    field_result: FieldResultInput | None = None

    def to_domain(self) -> Criterion:
        """The domain's value."""
        target = self.target or CriterionTargetInput()
        return Criterion(
            code=self.code,
            name=self.name.to_domain(),
            group=self.group,
            max_points=self.max_points,
            indicator=self.indicator,
            formula=self.formula.to_domain(),
            accumulation=self.accumulation,
            target=Target(target.source, target.value, target.pace),
            department_id=optional_key(self.department),
            section=self.section,
            evidence=self.evidence,
            field_result=None if self.field_result is None else FieldResult(**vars(self.field_result)),
        )


@strawberry.input(description="Mức xếp loại")
class ClassBandInput:
    """A class."""

    code: str
    name: TextInput
    at_least: Decimal


@strawberry.input(description="Giải và số suất")
class PrizeTierInput:
    """A tier of prizes."""

    code: str
    name: TextInput
    places: int


@strawberry.input(description="Mục: a heading")
class SectionInput:
    """A heading."""

    code: str
    name: TextInput
    parent: str = ""
    max_points: Decimal | None = None


@strawberry.input(description="Nhóm đơn vị tương đồng, ranked apart")
class LikeUnitsInput:
    """A group of like units."""

    code: str
    name: TextInput
    units: list[strawberry.ID]
    basis: str = ""

    def to_domain(self) -> LikeUnits:
        """The domain's value."""
        return LikeUnits(self.code, self.name.to_domain(), tuple(key_of(each) for each in self.units), self.basis)


@strawberry.input(description="Nội dung bảng điểm: the whole text of a score table")
class SchemeInput:
    """A score table's text."""

    indicators: list[IndicatorInput]
    criteria: list[CriterionInput]
    content_total: Decimal
    bonus_cap: Decimal = Decimal(0)
    line_decimals: int = 2
    total_decimals: int = 2
    rounding: RoundingMode = RoundingMode.HALF_UP
    ties: list[str] = strawberry.field(default_factory=list)
    classes: list[ClassBandInput] = strawberry.field(default_factory=list)
    prizes: list[PrizeTierInput] = strawberry.field(default_factory=list)
    needs_covenant: bool = True
    sections: list[SectionInput] = strawberry.field(default_factory=list)
    like_units: list[LikeUnitsInput] = strawberry.field(default_factory=list)

    def to_domain(self) -> Scheme:
        """The domain's value."""
        return Scheme(
            indicators=tuple(each.to_domain() for each in self.indicators),
            criteria=tuple(each.to_domain() for each in self.criteria),
            content_total=self.content_total,
            bonus_cap=self.bonus_cap,
            rounding=Rounding(self.line_decimals, self.total_decimals, self.rounding),
            ties=tuple(self.ties),
            classes=tuple(ClassBand(each.code, each.name.to_domain(), each.at_least) for each in self.classes),
            prizes=tuple(PrizeTier(each.code, each.name.to_domain(), each.places) for each in self.prizes),
            needs_covenant=self.needs_covenant,
            sections=tuple(
                Section(each.code, each.name.to_domain(), each.parent, each.max_points) for each in self.sections
            ),
            like_units=tuple(each.to_domain() for each in self.like_units),
        )
