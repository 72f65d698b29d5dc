"""What comes in for targets over years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import strawberry

from kernel.explanation import Source
from kernel.naming import id_of
from kernel.rows import TooManyRows
from services.covenant.application.target_loading import FigureRow
from services.covenant.domain import plan as domain
from services.covenant.domain.findings import Finding
from services.covenant.domain.target_plan import Opinion
from services.covenant.domain.year_review import Look
from services.covenant.graph.long_enums import Area, Category, Comparison, Direction, Status

MOST_ROWS = 5000


def _department(reference: str | None) -> UUID | None:
    return None if reference is None else id_of("unit", reference)


@strawberry.input(description="Mục tiêu chung: a national target of one year")
class NationalTargetInput:
    """A figure of a document; `department` is a code or id."""

    indicator: str
    name: str
    unit_of_measure: str
    year: int
    value: Decimal
    document: str
    article: str = ""
    status: Status = Status.FOUND
    area: Area = Area.WHOLE
    comparison: Comparison = Comparison.AT_LEAST
    binding: bool = True
    department: str | None = None

    def to_domain(self) -> domain.Goal:
        """The domain's value."""
        source = Source(self.document.strip(), self.article.strip(), self.status)
        said = (self.indicator, self.name, self.unit_of_measure, self.area, self.year, self.comparison, self.value)
        return domain.Goal(*said, self.binding, _department(self.department), source)


@strawberry.input(description="Mức của một năm: the figure of a year")
class YearFigureInput:
    """A year that is not stated is left out, never zero."""

    year: int
    figure: Decimal


@strawberry.input(description="Chỉ tiêu định lượng từng năm: an indicator with a figure a year")
class FigureTargetInput:
    """A quantitative target."""

    indicator: str
    name: str
    unit_of_measure: str
    years: list[YearFigureInput]
    direction: Direction = Direction.HIGHER
    area: Area = Area.WHOLE
    category: Category = Category.PARTICIPATION
    department: str | None = None
    baseline: Decimal | None = None

    def to_domain(self) -> domain.FigureTarget:
        """The domain's value."""
        years = tuple(domain.YearFigure(each.year, each.figure) for each in self.years)
        said = (self.indicator, self.name, self.unit_of_measure, self.direction, self.area, self.category)
        return domain.FigureTarget(*said, _department(self.department), years, self.baseline)


@strawberry.input(description="Tiến độ: what is to be done in a year")
class MilestoneInput:
    """A step of a timetable."""

    year: int
    task: str


@strawberry.input(description="Chỉ tiêu không định lượng: requirement, measures and timetable")
class MeasureTargetInput:
    """A target without a figure."""

    indicator: str
    name: str
    category: Category
    timetable: list[MilestoneInput]
    department: str | None = None
    requirement: str = ""
    measures: list[str] = strawberry.field(default_factory=list)

    def to_domain(self) -> domain.MeasureTarget:
        """The domain's value."""
        timetable = tuple(domain.Milestone(each.year, each.task) for each in self.timetable)
        said = (self.indicator, self.name, self.category, _department(self.department), self.requirement)
        return domain.MeasureTarget(*said, tuple(self.measures), timetable)


@strawberry.input(description="Bảng chỉ tiêu từng năm: all targets, in place of those before")
class TargetTableInput:
    """A whole table."""

    figures: list[FigureTargetInput] = strawberry.field(default_factory=list)
    measures: list[MeasureTargetInput] = strawberry.field(default_factory=list)

    def to_domain(self) -> domain.TargetTable:
        """The domain's value."""
        figures = tuple(each.to_domain() for each in self.figures)
        return domain.TargetTable(figures, tuple(each.to_domain() for each in self.measures))


@strawberry.input(description="Một ô của bảng chỉ tiêu: a unit's figure of a year; without one it is not found")
class TargetRowInput:
    """`unit` and `department` are codes or ids."""

    unit: str
    indicator: str
    name: str
    unit_of_measure: str
    year: int
    figure: Decimal | None = None
    area: Area = Area.WHOLE
    category: Category = Category.PARTICIPATION
    direction: Direction = Direction.HIGHER
    department: str | None = None

    def to_command(self) -> FigureRow:
        """The application's value."""
        said = (self.indicator, self.name, self.unit_of_measure, self.direction, self.area, self.category)
        target = domain.FigureTarget(*said, _department(self.department), ())
        return FigureRow(self.unit, target, self.year, self.figure)


def numbered(rows: Sequence[TargetRowInput]) -> list[tuple[int, FigureRow]]:
    """The rows by number.

    Raises:
        TooManyRows: more than are taken at once.
    """
    if len(rows) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    return [(number, row.to_command()) for number, row in enumerate(rows, start=1)]


@strawberry.input(description="Ý kiến thẩm định: agreed, or returned with the reason")
class OpinionInput:
    """What a department says of a target."""

    indicator: str
    agreed: bool
    reason: str = ""

    def to_domain(self) -> Opinion:
        """The domain's value."""
        return Opinion(self.indicator, self.agreed, self.reason)


@strawberry.input(description="Kết quả một chỉ tiêu: what the year brought of a target")
class FindingInput:
    """`actual` of a quantitative target, `done` of another; left out is not found, never zero."""

    indicator: str
    actual: Decimal | None = None
    done: bool | None = None
    evidence: str = ""
    why: str = ""
    remedy: str = ""

    def to_domain(self) -> Finding:
        """The domain's value."""
        return Finding(self.indicator, self.actual, self.done, self.evidence, self.why, self.remedy)


@strawberry.input(description="Xác nhận một kết quả: confirmed, or disputed with the reason")
class LookInput:
    """What a department says of a finding."""

    indicator: str
    confirmed: bool
    reason: str = ""

    def to_domain(self) -> Look:
        """The domain's value."""
        return Look(self.indicator, self.confirmed, self.reason)
