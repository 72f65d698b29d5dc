"""The kinds of formula: how a result becomes points, exactly, with the reason attached.

Each kind is one pure function. Its docstring states where the kind was read and how far that can be trusted.
A kind added later is one function and one entry of `REGISTRY`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Any

from kernel.explanation import Explanation, Source, Text
from services.scoring.domain import sources
from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    DepartmentSum,
    FixedBonus,
    Formula,
    FormulaKind,
    Gate,
    Inverse,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    Panel,
    Parameters,
    ProportionalCapped,
    Rank,
    Step,
)
from services.scoring.domain.scheme import EXACT, Group, Rounding

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Figure:
    """A number and why it is that number."""

    value: Decimal
    why: Explanation


@dataclass(frozen=True)
class Case:
    """What a formula is applied to: one unit's result under one criterion.

    `target` and `upper` (the upper end of a covenant's range) are given where the formula compares with them,
    `neighbours` (what the like units reached, measured as this unit is) where it ranks.
    """

    maximum: Figure
    actual: Figure
    rounding: Rounding
    target: Figure | None = None
    upper: Figure | None = None
    neighbours: tuple[Figure, ...] = ()

    @property
    def aim(self) -> Decimal:
        """The target; the table's rules see to it that a formula that asks has one."""
        return _given(self.target).value

    def measured(self, measure: Measure) -> Decimal:
        """What the formula looks at: the result, or its percentage of the target."""
        if measure is Measure.VALUE:
            return self.actual.value
        return self.actual.value * HUNDRED / self.aim

    def points(self, points: Decimal, formula: Text, source: Source) -> Figure:
        """`points` held between 0 and the maximum and rounded as the table declares, with all they were made of."""
        kept = self.rounding.line(min(max(points, ZERO), self.maximum.value))
        given = (self.maximum, self.actual, self.target, self.upper, *self.neighbours)
        why = Explanation(
            label=Text("Điểm theo công thức", "Points by the formula"),
            value=plain(kept),
            formula=formula,
            rounding=self.rounding.describe(self.rounding.line_decimals),
            source=source,
            inputs=tuple(figure.why for figure in given if figure is not None),
        )
        return Figure(kept, why)


def plain(value: Decimal) -> str:
    """A decimal as people write it, never with an exponent."""
    return format(value, "f")


def apply(formula: Formula, case: Case) -> Figure:
    """The points this formula gives in this case, exact up to the declared rounding."""
    with localcontext(EXACT):
        return REGISTRY[formula.kind].function(formula.parameters, case)


def proportional_capped(_: ProportionalCapped, case: Case) -> Figure:
    """Maximum × min(1, result ÷ target); seen in another body's practice (analogue)."""
    formula = Text("tối đa × min(1, kết quả ÷ chỉ tiêu)", "max × min(1, actual ÷ target)")
    return case.points(case.maximum.value * case.actual.value / case.aim, formula, sources.YOUTH_PRACTICE)


def overfulfil_bonus(parameters: OverfulfilBonus, case: Case) -> Figure:
    """+k for every 1 % above the target, up to the maximum; usual but no text found (unverified)."""
    above = case.measured(Measure.PERCENT_OF_TARGET) - HUNDRED
    points = parameters.points_each * _counted(above, whole=parameters.whole)
    formula = Text("min(tối đa, {each} × {unit} vượt chỉ tiêu)", "min(max, {each} × {unit} above the target)")
    formula = formula.format({"each": plain(parameters.points_each), "unit": _percents(whole=parameters.whole)})
    return case.points(points, formula, sources.UNCONFIRMED_PRACTICE)


def deduct_per_percent(parameters: DeductPerPercent, case: Case) -> Figure:
    """Maximum − k for every 1 % (or unit) short, not below 0; usual, no text found (unverified)."""
    goal = HUNDRED if parameters.measure is Measure.PERCENT_OF_TARGET else case.aim
    short = _counted(goal - case.measured(parameters.measure), whole=parameters.whole)
    points = case.maximum.value - parameters.points_each * short
    by_percent = parameters.measure is Measure.PERCENT_OF_TARGET
    unit = _percents(whole=parameters.whole) if by_percent else Text("đơn vị tính", "units")
    formula = Text("max(0, tối đa − {each} × {unit} thiếu)", "max(0, max − {each} × {unit} short of the target)")
    told = formula.format({"each": plain(parameters.points_each), "unit": unit})
    return case.points(points, told, sources.UNCONFIRMED_PRACTICE)


def inverse(_: Inverse, case: Case) -> Figure:
    """Maximum × min(1, target ÷ result), lower is better; inferred from the indicators (unverified)."""
    actual = case.actual.value
    points = case.maximum.value if actual <= case.aim else case.maximum.value * case.aim / actual
    formula = Text("tối đa × min(1, chỉ tiêu ÷ kết quả)", "max × min(1, target ÷ actual)")
    return case.points(points, formula, sources.UNCONFIRMED_PRACTICE)


def band(parameters: Band, case: Case) -> Figure:
    """Full inside the range, less by the distance outside it; inferred from budget use (unverified)."""
    low = case.aim if parameters.low is None else parameters.low
    high = _given(case.upper).value if parameters.high is None else parameters.high
    seen = case.measured(parameters.measure)
    lost = parameters.loss_below * max(low - seen, ZERO) + parameters.loss_above * max(seen - high, ZERO)
    formula = Text(
        "max(0, tối đa − {less} × phần dưới {low} − {more} × phần trên {high}), theo {measure}",
        "max(0, max − {less} × below {low} − {more} × above {high}) by {measure}",
    )
    ends = {"low": plain(low), "high": plain(high), "measure": parameters.measure}
    told = formula.format({"less": plain(parameters.loss_below), "more": plain(parameters.loss_above), **ends})
    return case.points(case.maximum.value - lost, told, sources.UNCONFIRMED_PRACTICE)


def step(parameters: Step, case: Case) -> Figure:
    """The points of the range the result falls into; usual, no text found (unverified)."""
    seen = case.measured(parameters.measure)
    found = next(each for each in parameters.ranges if each.below is None or seen < each.below)
    low = "−∞" if found.at_least is None else plain(found.at_least)
    high = "∞" if found.below is None else plain(found.below)
    formula = f"{low} ≤ {{measure}} < {high} → {plain(found.points)}"
    told = Text(formula, formula).format({"measure": parameters.measure})
    return case.points(found.points, told, sources.UNCONFIRMED_PRACTICE)


def boolean(_: Boolean, case: Case) -> Figure:
    """All points for yes, none for no; HD 804/HD-SNV Thừa Thiên Huế 2018: −8 for no commitment (analogue)."""
    formula = Text("có → tối đa, không → 0", "yes → max, no → 0")
    return case.points(case.maximum.value * case.actual.value, formula, sources.PENALTIES)


def late_penalty(parameters: LatePenalty, case: Case) -> Figure:
    """K for each late report, dossier or day; HD 804/HD-SNV Thừa Thiên Huế 2018 names late dossiers (analogue)."""
    formula = Text("min(tối đa, {each} × số lần chậm)", "min(max, {each} × times late)")
    told = formula.format({"each": plain(parameters.points_each)})
    return case.points(parameters.points_each * case.actual.value, told, sources.PENALTIES)


def fixed_bonus(parameters: FixedBonus, case: Case) -> Figure:
    """K for each award held; HCMC 2008: +10 city or ministry flag, +15 Government flag (analogue)."""
    formula = Text("min(tối đa, {each} × số lần được tặng)", "min(max, {each} × awards held)")
    told = formula.format({"each": plain(parameters.points_each)})
    return case.points(parameters.points_each * case.actual.value, told, sources.AWARD_BONUS)


def rank(parameters: Rank, case: Case) -> Figure:
    """Points by the place among like units, equal results sharing the better one; usual, no text found (unverified)."""
    own = case.measured(parameters.measure)
    better = [
        each for each in case.neighbours if each.value != own and (each.value < own) is parameters.lower_is_better
    ]
    place = 1 + len(better)
    if parameters.step is not None:
        points = case.maximum.value - parameters.step * (place - 1)
    else:
        points = parameters.places[place - 1] if place <= len(parameters.places) else ZERO
    formula = Text("thứ {place} trong {of}, theo {measure} → {points}", "place {place} of {of} by {measure} → {points}")
    ranked = {"place": place, "of": 1 + len(case.neighbours), "measure": parameters.measure}
    told = formula.format({**ranked, "points": plain(max(points, ZERO))})
    return case.points(points, told, sources.UNCONFIRMED_PRACTICE)


def panel(_: Panel, case: Case) -> Figure:
    """The panel's mean as it stands; expert panels are seen in another body's practice (analogue)."""
    formula = Text("min(tối đa, bình quân hội đồng chấm)", "min(max, mean of the panel)")
    return case.points(case.actual.value, formula, sources.YOUTH_PRACTICE)


def department_sum(_: DepartmentSum, case: Case) -> Figure:
    """The departments' points summed; CV 4268 A.I.5 (seed), HCMC 2008: each by its own table, then added (analogue)."""
    formula = Text("min(tối đa, Σ trọng số × điểm của ban)", "min(max, Σ weight × points of the department)")
    return case.points(case.actual.value, formula, sources.DEPARTMENT_SCORES)


def gate(parameters: Gate, case: Case) -> Figure:
    """No points: 1 bars the unit, 0 lets it pass, by the table; NĐ 152/2025 Art. 4 (found), CV 01/BHXH-TĐKT 2011."""
    barred = bool(case.actual.value) is parameters.bars_when
    why = Explanation(
        label=Text("Điều kiện loại", "Gate"),
        value=str(Text("bị loại", "barred") if barred else Text("qua", "passed")),
        formula=Text("bị loại khi có", "barred when yes")
        if parameters.bars_when
        else Text("bị loại khi không", "barred when no"),
        source=sources.SIGNED_TABLE,
        inputs=(case.actual.why,),
    )
    return Figure(Decimal(barred), why)


def capped_bonus(points: Decimal, cap: Decimal) -> Decimal:
    """BONUS_CAP: all bonus points together at most `cap`; HD 804/HD-SNV 2018: 50 of 1,000 (analogue)."""
    return min(points, cap)


@dataclass(frozen=True)
class Kind:
    """What the engine knows of one kind: its function, where it may stand, what it compares with and is made of.

    `by_marks`: points come from the marks of people, not from a measured result.
    """

    function: Callable[[Any, Case], Figure]
    groups: frozenset[Group]
    needs_target: Callable[[Any], bool] = lambda _: False
    directions: frozenset[str] = frozenset({"HIGHER", "LOWER", "BAND"})
    by_marks: bool = False


_CONTENT = frozenset({Group.CONTENT})
_ANY_POINTS = frozenset({Group.CONTENT, Group.BONUS, Group.PENALTY})
_EARNED = frozenset({Group.CONTENT, Group.BONUS})
_HIGHER = frozenset({"HIGHER"})


def _always(_: Parameters) -> bool:
    return True


def _by_percent(parameters: Step | Rank) -> bool:
    return parameters.measure is Measure.PERCENT_OF_TARGET


def _by_percent_or_covenant_range(parameters: Band) -> bool:
    return parameters.low is None or parameters.measure is Measure.PERCENT_OF_TARGET


REGISTRY: Mapping[FormulaKind, Kind] = {
    FormulaKind.PROPORTIONAL_CAPPED: Kind(proportional_capped, _CONTENT, _always, _HIGHER),
    FormulaKind.OVERFULFIL_BONUS: Kind(overfulfil_bonus, frozenset({Group.BONUS}), _always, _HIGHER),
    FormulaKind.DEDUCT_PER_PERCENT: Kind(deduct_per_percent, _CONTENT, _always, _HIGHER),
    FormulaKind.INVERSE: Kind(inverse, _CONTENT, _always, frozenset({"LOWER"})),
    FormulaKind.BAND: Kind(band, _CONTENT, _by_percent_or_covenant_range),
    FormulaKind.STEP: Kind(step, _ANY_POINTS, _by_percent),
    FormulaKind.BOOLEAN: Kind(boolean, _ANY_POINTS),
    FormulaKind.LATE_PENALTY: Kind(late_penalty, frozenset({Group.PENALTY})),
    FormulaKind.FIXED_BONUS: Kind(fixed_bonus, frozenset({Group.BONUS})),
    FormulaKind.GATE: Kind(gate, frozenset({Group.GATE})),
    FormulaKind.RANK: Kind(rank, _EARNED, _by_percent),
    FormulaKind.PANEL: Kind(panel, _EARNED, by_marks=True),
    FormulaKind.DEPARTMENT_SUM: Kind(department_sum, _EARNED, by_marks=True),
}
"""Every kind of formula by its name: what a score table may choose from."""


def _given(figure: Figure | None) -> Figure:
    if figure is None:
        raise ValueError("a formula that compares with a target was applied without one")
    return figure


def _counted(amount: Decimal, *, whole: bool) -> Decimal:
    positive = max(amount, ZERO)
    return positive.to_integral_value(ROUND_FLOOR) if whole else positive


def _percents(*, whole: bool) -> Text:
    return Text("số % tròn", "complete percents") if whole else Text("số %", "percents")
