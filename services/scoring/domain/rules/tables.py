"""What a score table must satisfy before anybody may sign it: one function a rule, the offending member named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise

from kernel.explanation import Text, dash
from kernel.refusals import Refusal
from services.scoring.domain.formulas import REGISTRY
from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    DepartmentSum,
    FixedBonus,
    Gate,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    Panel,
    Rank,
    Step,
    StepRange,
)
from services.scoring.domain.refusals import tables as refusals
from services.scoring.domain.rules import kinds, outline, texts
from services.scoring.domain.scheme import Criterion, Group, Indicator, Scheme, TargetSource

MOST_DECIMALS = 12
"""Finest rounding a table may declare; intermediate values are exact far beyond it."""

ZERO = Decimal(0)
ONE = Decimal(1)


def table_is_sound(scheme: Scheme) -> None:
    """House rule: every rule below, in the order a reader would look; the first that fails is raised."""
    for check in _checks(scheme):
        check()


def faults(scheme: Scheme) -> Iterator[Refusal]:
    """House rule: all that is wrong with a table at once, for whoever still works on it."""
    for check in _checks(scheme):
        try:
            check()
        except Refusal as refusal:
            yield refusal


def _checks(scheme: Scheme) -> Iterator[Callable[[], None]]:
    yield partial(content_is_present, scheme)
    for name in ("indicators", "criteria", "classes", "prizes", "sections", "like_units"):
        yield partial(codes_are_unique, name, [each.code for each in getattr(scheme, name)])
    for place, indicator in enumerate(scheme.indicators):
        yield partial(bounds_leave_room, f"indicators[{place}]", indicator)
    for place, criterion in enumerate(scheme.criteria):
        yield partial(criterion_is_sound, scheme, f"criteria[{place}]", criterion)
    for rule in (points_add_up, bonus_cap_is_declared, rounding_is_within_what_is_kept, ties_name_criteria_with_points):
        yield partial(rule, scheme)
    for rule in (classes_go_down, prizes_have_places, texts.nothing_unseen_is_in_a_table):
        yield partial(rule, scheme)
    for rule in (outline.headings_have_lines_in_order, outline.headings_add_up, outline.units_are_in_one_group):
        yield partial(rule, scheme)


def content_is_present(scheme: Scheme) -> None:
    """House rule: a table scores professional work; without a content criterion there is nothing to score."""
    if not any(criterion.group is Group.CONTENT for criterion in scheme.criteria):
        raise refusals.TableWithoutContent


def codes_are_unique(name: str, codes: Sequence[str]) -> None:
    """House rule: a code names one entry of its list."""
    for place, code in enumerate(codes):
        if not code.strip() or code in codes[:place]:
            raise refusals.CodeRepeated(name=code, fields=(f"{name}[{place}].code",))


def bounds_leave_room(field: str, indicator: Indicator) -> None:
    """House rule: an indicator's bounds let some value in."""
    if indicator.maximum is not None and indicator.minimum > indicator.maximum:
        raise _bounds(field, indicator, refusals.SOME_ROOM)


def criterion_is_sound(scheme: Scheme, field: str, criterion: Criterion) -> None:
    """House rule: all the rules of one criterion."""
    kinds.result_is_drawn_soundly(field, criterion)
    indicator = indicator_is_in_table(scheme, field, criterion)
    formula_suits_group(field, criterion)
    maximum_suits_group(field, criterion)
    target_suits_formula(field, criterion)
    if indicator is not None:
        bounds_suit_formula(scheme, criterion, indicator)
    parameters_are_sound(field, criterion)


def indicator_is_in_table(scheme: Scheme, field: str, criterion: Criterion) -> Indicator | None:
    """House rule: what is measured is described by the table; what people mark measures nothing."""
    indicator = scheme.indicator(criterion.indicator)
    by_marks = REGISTRY[criterion.formula.kind].by_marks
    if (indicator is None) is not by_marks or (by_marks and criterion.indicator):
        raise refusals.IndicatorNotInTable(
            criterion=criterion.code, indicator=criterion.indicator, fields=(f"{field}.indicator",)
        )
    return indicator


def formula_suits_group(field: str, criterion: Criterion) -> None:
    """House rule: content, bonus, penalty and gate are different things with their own formulas."""
    if criterion.group not in REGISTRY[criterion.formula.kind].groups:
        raise refusals.FormulaOutsideGroup(
            criterion=criterion.code,
            formula=criterion.formula.kind,
            group=criterion.group,
            fields=(f"{field}.group", f"{field}.formula"),
        )


def maximum_suits_group(field: str, criterion: Criterion) -> None:
    """House rule: a criterion can give points; a gate gives none."""
    is_gate = criterion.group is Group.GATE
    if (criterion.max_points == ZERO) is not is_gate or criterion.max_points < ZERO:
        raise refusals.MaximumInvalid(
            criterion=criterion.code, given=criterion.max_points, fields=(f"{field}.max_points",)
        )


def target_suits_formula(field: str, criterion: Criterion) -> None:
    """House rule: who compares with one says where it comes from, nobody else has one."""
    target, formula = criterion.target, criterion.formula
    needed = REGISTRY[formula.kind].needs_target(formula.parameters)
    from_table = target.source is TargetSource.TABLE
    if (target.source is TargetSource.NONE) is needed or (target.value is not None) is not from_table:
        raise _target(field, criterion)
    if target.value is not None and target.value <= ZERO:
        raise _target(field, criterion)


def bounds_suit_formula(scheme: Scheme, criterion: Criterion, indicator: Indicator) -> None:
    """House rule: yes or no is 1 or 0; what is counted is not negative."""
    place = scheme.indicators.index(indicator)
    parameters = criterion.formula.parameters
    is_answer = (indicator.minimum, indicator.maximum, indicator.whole) == (ZERO, ONE, True)
    if isinstance(parameters, Boolean | Gate) and not is_answer:
        raise _bounds(f"indicators[{place}]", indicator, refusals.YES_OR_NO)
    if isinstance(parameters, LatePenalty | FixedBonus) and indicator.minimum < ZERO:
        raise _bounds(f"indicators[{place}]", indicator, refusals.NOT_NEGATIVE)


def parameters_are_sound(field: str, criterion: Criterion) -> None:
    """House rule: the rules of the formula's own parameters."""
    match criterion.formula.parameters:
        case OverfulfilBonus() | DeductPerPercent() | LatePenalty() | FixedBonus() as rated:
            if rated.points_each <= ZERO:
                raise _rate(field, criterion, "points_each", rated.points_each)
        case Band() as band:
            band_is_a_range(field, criterion, band)
            losses_are_not_gains(field, criterion, band)
        case Step() as step:
            steps_cover_every_value_once(field, criterion, step.ranges)
            steps_reach_the_maximum(field, criterion, [each.points for each in step.ranges])
        case Rank() as rank:
            kinds.places_go_down(field, criterion, rank)
        case Panel() as panel:
            kinds.panel_can_decide(field, criterion, panel)
        case DepartmentSum() as table:
            kinds.departments_add_up(field, criterion, table)


def band_is_a_range(field: str, criterion: Criterion, band: Band) -> None:
    """House rule: both ends are given and in order, or neither and the covenant's own range is used as it stands."""
    if band.low is not None and band.high is not None:
        sound = band.low <= band.high
    else:
        from_covenant = criterion.target.source is TargetSource.COVENANT and band.measure is Measure.VALUE
        sound = band.low is band.high and from_covenant
    if not sound:
        raise refusals.BandInvalid(
            criterion=criterion.code,
            low=dash(band.low),
            high=dash(band.high),
            fields=(f"{field}.formula.low", f"{field}.formula.high"),
        )


def losses_are_not_gains(field: str, criterion: Criterion, band: Band) -> None:
    """House rule: outside the band points are lost, never won."""
    for name, given in (("loss_below", band.loss_below), ("loss_above", band.loss_above)):
        if given < ZERO:
            raise _rate(field, criterion, name, given)


def steps_cover_every_value_once(field: str, criterion: Criterion, ranges: Sequence[StepRange]) -> None:
    """House rule: the ranges of a step table join: every value falls into exactly one, and both ends are open."""
    ends = (None, *(each.below for each in ranges))
    starts = (*(each.at_least for each in ranges), None)
    for place, (below, at_least) in enumerate(zip(ends, starts, strict=True)):
        between_two = 0 < place < len(ranges)
        if below != at_least or (below is None) is between_two:
            raise _steps(field, criterion, below, at_least)
    for each in ranges:
        if each.at_least is not None and each.below is not None and each.below <= each.at_least:
            raise _steps(field, criterion, each.below, each.at_least)


def steps_reach_the_maximum(field: str, criterion: Criterion, points: Sequence[Decimal]) -> None:
    """House rule: the best step gives the criterion's maximum, and none gives more, or less than nothing."""
    if not points or min(points) < ZERO or max(points) != criterion.max_points:
        raise refusals.StepPointsInvalid(
            criterion=criterion.code, maximum=criterion.max_points, fields=(f"{field}.formula.ranges",)
        )


def points_add_up(scheme: Scheme) -> None:
    """HD 804/HD-SNV (analogue): the content criteria's maximum points are the declared total, 950 of 1,000 there."""
    total = sum((each.max_points for each in scheme.criteria if each.group is Group.CONTENT), ZERO)
    if total != scheme.content_total:
        raise refusals.PointsDoNotAddUp(total=total, declared=scheme.content_total)


def bonus_cap_is_declared(scheme: Scheme) -> None:
    """HD 804/HD-SNV (analogue): bonus points have a ceiling, 50 of 1,000 there."""
    has_bonus = any(criterion.group is Group.BONUS for criterion in scheme.criteria)
    if scheme.bonus_cap < ZERO or (has_bonus and scheme.bonus_cap == ZERO):
        raise refusals.BonusCapInvalid(given=scheme.bonus_cap)


def rounding_is_within_what_is_kept(scheme: Scheme) -> None:
    """House rule: a table rounds to 0 to 12 decimals."""
    for name in ("line_decimals", "total_decimals"):
        decimals = getattr(scheme.rounding, name)
        if not 0 <= decimals <= MOST_DECIMALS:
            raise refusals.RoundingInvalid(given=decimals, most=MOST_DECIMALS, fields=(f"rounding.{name}",))


def ties_name_criteria_with_points(scheme: Scheme) -> None:
    """House rule: a tie is broken by points that the table gives, each criterion asked once."""
    for place, code in enumerate(scheme.ties):
        criterion = scheme.criterion(code)
        if criterion is None or criterion.group is Group.GATE or code in scheme.ties[:place]:
            raise refusals.TieRuleInvalid(criterion=code, fields=(f"ties[{place}]",))


def classes_go_down(scheme: Scheme) -> None:
    """House rule: classes are listed from the best down, so that a score has exactly one."""
    for place, (better, worse) in enumerate(pairwise(scheme.classes), start=1):
        if worse.at_least >= better.at_least:
            raise refusals.ClassesInvalid(
                given=worse.at_least, before=better.at_least, fields=(f"classes[{place}].at_least",)
            )


def prizes_have_places(scheme: Scheme) -> None:
    """House rule: a tier of prizes has somebody to give them to."""
    for place, tier in enumerate(scheme.prizes):
        if tier.places < 1:
            raise refusals.PrizesInvalid(tier=tier.code, fields=(f"prizes[{place}].places",))


def table_is_unsigned(signed_on: date | None) -> None:
    """QĐ 24/2011 Ninh Thuận (analogue): scores go by the table signed at the start of the year, which stays."""
    if signed_on is not None:
        raise refusals.TableAlreadySigned(signed_on=signed_on.isoformat())


def _bounds(field: str, indicator: Indicator, expected: Text) -> refusals.BoundsInvalid:
    return refusals.BoundsInvalid(
        indicator=indicator.code,
        minimum=indicator.minimum,
        maximum=dash(indicator.maximum),
        expected=expected,
        fields=(f"{field}.minimum", f"{field}.maximum"),
    )


def _target(field: str, criterion: Criterion) -> refusals.TargetInvalid:
    return refusals.TargetInvalid(
        criterion=criterion.code,
        target=criterion.target.source,
        value=dash(criterion.target.value),
        formula=criterion.formula.kind,
        fields=(f"{field}.target",),
    )


def _rate(field: str, criterion: Criterion, name: str, given: Decimal) -> refusals.RateInvalid:
    return refusals.RateInvalid(criterion=criterion.code, given=given, fields=(f"{field}.formula.{name}",))


def _steps(
    field: str, criterion: Criterion, below: Decimal | None, at_least: Decimal | None
) -> refusals.StepsDoNotJoin:
    return refusals.StepsDoNotJoin(
        criterion=criterion.code, below=dash(below), at_least=dash(at_least), fields=(f"{field}.formula.ranges",)
    )
