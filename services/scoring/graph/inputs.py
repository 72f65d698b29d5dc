"""The text of a score table (nội dung bảng điểm) as the graph takes it: decimals as text, exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import strawberry

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain import parameters
from services.scoring.domain.parameters import Formula, FormulaKind, Measure
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
from services.scoring.graph.asking import optional_key

strawberry.enum(FormulaKind, name="FormulaKind", description="Loại công thức: the kinds of formula")
strawberry.enum(Measure, name="FormulaMeasure", description="Đại lượng xét: the value, or its percentage of the target")
strawberry.enum(TargetSource, name="TargetSource", description="Nguồn chỉ tiêu: the covenant, the table, or none")
strawberry.enum(Pace, name="TargetPace", description="Tiến độ: the whole year's target, or its share")
strawberry.enum(RoundingMode, name="ScoreRoundingMode", description="Cách làm tròn")


@strawberry.input(description="Tên bằng hai ngôn ngữ: a name in both languages")
class TextInput:
    """A bilingual name."""

    vi: str
    en: str

    def to_domain(self) -> Text:
        """The domain's value."""
        return Text(self.vi, self.en)


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


@strawberry.input(description="Thưởng vượt chỉ tiêu")
class OverfulfilBonusInput:
    """Points for every percent above."""

    points_each: Decimal
    whole: bool = False


@strawberry.input(description="Trừ theo mức hụt")
class DeductPerPercentInput:
    """Points off for every percent or unit short."""

    points_each: Decimal
    measure: Measure = Measure.PERCENT_OF_TARGET
    whole: bool = False


@strawberry.input(description="Trong khoảng cho phép")
class BandInput:
    """Full points inside a range."""

    loss_below: Decimal
    loss_above: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    measure: Measure = Measure.VALUE


@strawberry.input(description="Một mức điểm")
class StepRangeInput:
    """One range."""

    points: Decimal
    at_least: Decimal | None = None
    below: Decimal | None = None


@strawberry.input(description="Bảng mức điểm")
class StepInput:
    """Ranges that join."""

    ranges: list[StepRangeInput]
    measure: Measure = Measure.VALUE


@strawberry.input(description="Mức điểm mỗi lần")
class RateInput:
    """Points for each."""

    points_each: Decimal


@strawberry.input(description="Điều kiện loại")
class GateInput:
    """Which answer bars."""

    bars_when: bool
    missing_bars: bool = False


class FormulaMismatch(Refusal):
    """The parameters given are not those of the kind."""

    code = "formula-mismatch"
    kind = Kind.INVALID
    title = Text("Tham số không thuộc loại công thức", "The parameters are not those of the kind of formula")
    detail = Text(
        "Công thức {kind} cần đúng tham số của nó, nhưng nhận được: {given}.",
        "The formula {kind} takes its own parameters and no others, but got: {given}.",
    )
    source = HOUSE_RULE
    fields = ("formula",)


@strawberry.input(description="Công thức tính điểm: a kind, and its own parameters where it has any")
class FormulaInput:
    """One kind of formula."""

    kind: FormulaKind
    overfulfil_bonus: OverfulfilBonusInput | None = None
    deduct_per_percent: DeductPerPercentInput | None = None
    band: BandInput | None = None
    step: StepInput | None = None
    late_penalty: RateInput | None = None
    fixed_bonus: RateInput | None = None
    gate: GateInput | None = None

    def to_domain(self) -> Formula:
        """The domain's value.

        Raises:
            FormulaMismatch: other parameters than the kind's are given, or its own are not.
        """
        given = {name: value for name, value in vars(self).items() if name != "kind" and value is not None}
        if self.kind in _BARE and not given:
            return Formula.of(_BARE[self.kind])
        if self.kind in _BARE or set(given) != {self.kind.lower()}:
            raise FormulaMismatch(kind=self.kind, given=", ".join(sorted(given)) or "–")
        [(name, values)] = given.items()
        if isinstance(values, StepInput):
            ranges = tuple(parameters.StepRange(**vars(each)) for each in values.ranges)
            return Formula.of(parameters.Step(ranges, values.measure))
        return Formula.of(_PARAMETERS[name](**vars(values)))


_BARE: Mapping[FormulaKind, parameters.Parameters] = {
    FormulaKind.PROPORTIONAL_CAPPED: parameters.ProportionalCapped(),
    FormulaKind.INVERSE: parameters.Inverse(),
    FormulaKind.BOOLEAN: parameters.Boolean(),
}

_PARAMETERS: Mapping[str, Callable[..., parameters.Parameters]] = {
    "overfulfil_bonus": parameters.OverfulfilBonus,
    "deduct_per_percent": parameters.DeductPerPercent,
    "band": parameters.Band,
    "late_penalty": parameters.LatePenalty,
    "fixed_bonus": parameters.FixedBonus,
    "gate": parameters.Gate,
}


@strawberry.input(description="Nguồn chỉ tiêu của tiêu chí")
class CriterionTargetInput:
    """Where a target comes from."""

    source: TargetSource = TargetSource.NONE
    value: Decimal | None = None
    pace: Pace = Pace.FULL


@strawberry.input(description="Tiêu chí: one line of a score table")
class CriterionInput:
    """A criterion."""

    code: str
    name: TextInput
    group: Group
    max_points: Decimal
    indicator: str
    formula: FormulaInput
    accumulation: Accumulation = Accumulation.LATEST
    target: CriterionTargetInput | None = None
    department: strawberry.ID | None = None

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
        )
