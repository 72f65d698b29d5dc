"""Targets over years (chỉ tiêu từng năm) of a long movement: the national ones, and the table of a unit's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from kernel.explanation import Source, Worded
from services.covenant.domain.target import Direction


class Area(Worded):
    """Of which population a figure speaks (địa bàn): all of it, the countryside, the towns."""

    WHOLE = "whole", "toàn địa bàn", "the whole area"
    RURAL = "rural", "nông thôn", "rural"
    URBAN = "urban", "thành thị", "urban"


class PlanState(Worded):
    """How far a table of targets is: drafted (dự thảo), submitted (chờ thẩm định), official (chính thức)."""

    DRAFT = "draft", "dự thảo", "draft"
    SUBMITTED = "submitted", "chờ thẩm định", "submitted"
    OFFICIAL = "official", "chính thức", "official"


class Comparison(StrEnum):
    """How a national target is worded: above (trên), at least (từ … trở lên), about (khoảng)."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    ABOUT = "about"


class Category(StrEnum):
    """What a target is about (nhóm chỉ tiêu); anti-corruption and thrift have programmes with targets of their own."""

    PARTICIPATION = "participation"
    PROFESSIONAL = "professional"
    MODERNISATION = "modernisation"
    ANTI_CORRUPTION = "anti_corruption"
    THRIFT = "thrift"


@dataclass(frozen=True)
class Goal:
    """A national target (mục tiêu chung) of one year; `binding` makes it the floor of a province's own of that year."""

    indicator: str
    name: str
    unit_of_measure: str
    area: Area
    year: int
    comparison: Comparison
    value: Decimal
    binding: bool
    department_id: UUID | None
    source: Source


@dataclass(frozen=True)
class Programme:
    """The national targets of a long movement, and whether a unit's become official by appraisal only."""

    goals: tuple[Goal, ...]
    appraised: bool


@dataclass(frozen=True)
class YearFigure:
    """The figure of one year. A year without one is not stated; it is never zero."""

    year: int
    value: Decimal


@dataclass(frozen=True)
class FigureTarget:
    """A quantitative target (chỉ tiêu định lượng) over the years; `baseline` is what was reached before the first."""

    PART: ClassVar = "figures"
    """The part of a table that it stands in, as who sends the table spells it."""

    indicator: str
    name: str
    unit_of_measure: str
    direction: Direction
    area: Area
    category: Category
    department_id: UUID | None
    years: tuple[YearFigure, ...]
    baseline: Decimal | None = None

    def in_year(self, year: int) -> Decimal | None:
        """The figure of that year, None where none is stated."""
        return next((each.value for each in self.years if each.year == year), None)

    def met_by(self, actual: Decimal, figure: Decimal) -> bool:
        """Whether `actual` reaches `figure`, in this target's direction."""
        return actual <= figure if self.direction is Direction.LOWER else actual >= figure


@dataclass(frozen=True)
class Milestone:
    """One step of a timetable (tiến độ): what is to be done in that year."""

    year: int
    task: str


@dataclass(frozen=True)
class MeasureTarget:
    """A target without a figure (chỉ tiêu không định lượng): requirement, measures and timetable."""

    PART: ClassVar = "measures"

    indicator: str
    name: str
    category: Category
    department_id: UUID | None
    requirement: str
    measures: tuple[str, ...]
    timetable: tuple[Milestone, ...]

    def in_year(self, year: int) -> tuple[str, ...]:
        """What is to be done in that year."""
        return tuple(each.task for each in self.timetable if each.year == year)


AnyTarget = FigureTarget | MeasureTarget


@dataclass(frozen=True)
class TargetTable:
    """Bảng chỉ tiêu từng năm: all targets of one unit over the years of a movement."""

    figures: tuple[FigureTarget, ...] = ()
    measures: tuple[MeasureTarget, ...] = ()

    def __iter__(self) -> Iterator[AnyTarget]:
        yield from self.figures
        yield from self.measures

    def find(self, indicator: str) -> AnyTarget | None:
        """The target of this code."""
        return next((each for each in self if each.indicator == indicator), None)


@dataclass(frozen=True)
class Reached:
    """A figure that a unit is recorded to have reached in a year (chỉ tiêu đã đạt); `goal`: a national target's."""

    indicator: str
    year: int
    figure: Decimal
    goal: Source | None = None


def with_departments(table: TargetTable, goals: Sequence[Goal]) -> TargetTable:
    """The table with the department that a national target names, where a target names none."""
    named = {goal.indicator: goal.department_id for goal in goals if goal.department_id is not None}
    figures = (
        each if each.department_id is not None else replace(each, department_id=named.get(each.indicator))
        for each in table.figures
    )
    return TargetTable(tuple(figures), table.measures)
