"""The kinds of formula (loại công thức) as the graph takes them: decimals as text, exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import strawberry

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain import parameters
from services.scoring.domain.parameters import Formula, FormulaKind, Measure
from services.scoring.graph.asking import key_of

strawberry.enum(FormulaKind, name="FormulaKind", description="Loại công thức: the kinds of formula")
strawberry.enum(Measure, name="FormulaMeasure", description="Đại lượng xét: the value, or its percentage of the target")


@strawberry.input(description="Tên bằng hai ngôn ngữ: a name in both languages")
class TextInput:
    """A bilingual name."""

    vi: str
    en: str

    def to_domain(self) -> Text:
        """The domain's value."""
        return Text(self.vi, self.en)


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


@strawberry.input(description="Theo thứ hạng trong nhóm: points of each place, or a step down from the maximum")
class RankInput:
    """Points by the place among like units."""

    places: list[Decimal] = strawberry.field(default_factory=list)
    step: Decimal | None = None
    lower_is_better: bool = False
    measure: Measure = Measure.VALUE
    waits: bool = True


@strawberry.input(description="Hội đồng chấm: accounts of its members, extremes dropped, fewest marks needed")
class PanelInput:
    """The mean of a panel's marks."""

    members: list[str]
    drop_highest: int = 0
    drop_lowest: int = 0
    fewest: int = 1


@strawberry.input(description="Một mục trong bảng chấm của ban")
class FieldItemInput:
    """One line of a department's table."""

    code: str
    name: TextInput
    max_points: Decimal


@strawberry.input(description="Bảng chấm của một ban nghiệp vụ, với hệ số")
class DepartmentPartInput:
    """A department's table."""

    department: strawberry.ID
    items: list[FieldItemInput]
    weight: Decimal = Decimal(1)

    def to_domain(self) -> parameters.DepartmentPart:
        """The domain's value."""
        items = tuple(parameters.FieldItem(each.code, each.name.to_domain(), each.max_points) for each in self.items)
        return parameters.DepartmentPart(key_of(self.department), items, self.weight)


@strawberry.input(description="Tổng điểm các ban chấm")
class DepartmentSumInput:
    """The departments' points summed."""

    parts: list[DepartmentPartInput]


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
    rank: RankInput | None = None
    panel: PanelInput | None = None
    department_sum: DepartmentSumInput | None = None

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
        if isinstance(values, DepartmentSumInput):
            return Formula.of(parameters.DepartmentSum(tuple(each.to_domain() for each in values.parts)))
        members = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(values).items()}
        return Formula.of(_PARAMETERS[name](**members))


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
    "rank": parameters.Rank,
    "panel": parameters.Panel,
}
