"""Rules of how low a target over years may be: the national target is its floor, and what is reached is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kernel.explanation import Explanation, Source, Text
from services.covenant.domain import sources
from services.covenant.domain.plan import FigureTarget, Goal, Reached
from services.covenant.domain.refusals.plans import BelowNationalTarget, BelowReached, OtherMeasure
from services.covenant.domain.target import Direction


def a_figure_is_measured_like_its_goal(target: FigureTarget, goals: Iterable[Goal]) -> None:
    """Phát động 2014-2020, 4.3: a figure can be held against the national one only if both measure the same."""
    given = (target.unit_of_measure.strip(), target.area, target.direction)
    for goal in _of(target, goals):
        required = (goal.unit_of_measure.strip(), goal.area, Direction.HIGHER)
        if given != required:
            raise OtherMeasure(indicator=target.indicator, required=required, given=given)


def no_figure_is_below_the_national_target(target: FigureTarget, goals: Iterable[Goal]) -> None:
    """Phát động 2014-2020, 4.3: by the end year the figures are not below the national targets."""
    for goal in _of(target, goals):
        figure = target.in_year(goal.year)
        if goal.binding and figure is not None and figure < goal.value:
            raise BelowNationalTarget(
                indicator=target.indicator,
                year=goal.year,
                figure=figure,
                goal=goal.value,
                document=goal.source.document,
                explanation=explain_the_floor(target, goal, figure),
            )


def what_is_reached_is_held(
    target: FigureTarget, goals: Iterable[Goal], reached: Sequence[Reached], first_open: int = 0
) -> None:
    """Phát động 2014-2020, 4.3: a figure reached already is held (giữ vững tỷ lệ đã đạt) in the years after.

    A year before `first_open` stands as it was registered: no amendment can lift it.
    """
    held = [*reached, *reached_before(target, goals)]
    for each in sorted(held, key=lambda one: (one.year, one.figure)):
        for stated in sorted(target.years, key=lambda one: one.year):
            if each.indicator == target.indicator and stated.year >= max(each.year + 1, first_open):
                _is_not_behind(target, stated.year, stated.value, each)


def reached_before(target: FigureTarget, goals: Iterable[Goal]) -> Iterator[Reached]:
    """The binding national targets that the unit had reached before its first year, by its baseline."""
    if target.baseline is None or not target.years:
        return
    before = min(each.year for each in target.years) - 1
    for goal in _of(target, goals):
        if goal.binding and target.baseline >= goal.value:
            yield Reached(target.indicator, before, goal.value, goal.source)


def explain_the_floor(target: FigureTarget, goal: Goal, figure: Decimal) -> Explanation:
    """Why a figure stands or falls against a national target."""
    stands = figure >= goal.value
    return Explanation(
        label=Text(
            f"{target.name} năm {goal.year}: không thấp hơn mục tiêu chung",
            f"{target.indicator} in {goal.year}: not below the national target",
        ),
        value=str(Text("đạt", "reached") if stands else Text("thấp hơn", "below")),
        formula=Text("mức đăng ký ≥ mục tiêu chung", "figure ≥ national target"),
        source=sources.PROVINCE_TARGETS,
        inputs=(
            Explanation(Text("Mức đăng ký", "Figure registered"), str(figure)),
            Explanation(Text("Mục tiêu chung", "National target"), str(goal.value), source=goal.source),
        ),
    )


def _of(target: FigureTarget, goals: Iterable[Goal]) -> list[Goal]:
    return [goal for goal in goals if goal.indicator == target.indicator]


def _of_the_goal(source: Source | None) -> Text:
    if source is None:
        return Text("", "")
    return Text(f", mục tiêu chung của {source.document}", f", the national target of {source.document}")


def _is_not_behind(target: FigureTarget, year: int, figure: Decimal, reached: Reached) -> None:
    if not target.met_by(figure, reached.figure):
        raise BelowReached(
            indicator=target.indicator,
            year=year,
            figure=figure,
            reached=reached.figure,
            reached_year=reached.year,
            of=_of_the_goal(reached.goal),
        )
