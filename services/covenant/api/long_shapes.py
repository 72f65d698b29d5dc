"""The shapes of targets over years in REST: what comes in, and what goes out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from kernel.explanation import Source, Status
from kernel.http import Body, Number
from kernel.naming import id_of
from kernel.problems import ProblemSource
from services.covenant.api.units import Reference
from services.covenant.domain import plan as domain
from services.covenant.domain.lateness import Timeliness
from services.covenant.domain.plan import Area, Category, Comparison, PlanState
from services.covenant.domain.target import Direction

MOST_TARGETS = 200
MOST_YEARS = 30

Code = Annotated[str, Field(description="Mã chỉ tiêu", max_length=60, examples=["BHYT_PCT"])]
Name = Annotated[str, Field(max_length=300)]
Line = Annotated[str, Field(max_length=4000)]
Year = Annotated[int, Field(ge=1995, le=2200, examples=[2020])]
Department = Annotated[Reference | None, Field(description="Ban nghiệp vụ thẩm định: code or id of the department")]


def _department(reference: str | None) -> UUID | None:
    return None if reference is None else id_of("unit", reference)


class NewGoal(Body):
    """Mục tiêu chung: a national target of one year, with the document it stands in."""

    indicator: Code
    name: Name
    unit_of_measure: Name = Field(examples=["% dân số"])
    area: Area = Area.WHOLE
    year: Year
    comparison: Comparison = Comparison.AT_LEAST
    value: Number
    binding: bool = Field(True, description="Là mức sàn của BHXH tỉnh: no province's figure of that year may be below")
    department: Department = None
    document: Name = Field(description="Văn bản", examples=["Nghị quyết 21-NQ/TW 22/11/2012"])
    article: Name = ""
    status: Status = Field(Status.FOUND, description="Mức tin cậy: found, analogue or unverified")

    def to_domain(self) -> domain.Goal:
        """The domain's value."""
        source = Source(self.document.strip(), self.article.strip(), self.status)
        said = (self.indicator, self.name, self.unit_of_measure, self.area, self.year, self.comparison, self.value)
        return domain.Goal(*said, self.binding, _department(self.department), source)


class NewProgramme(Body):
    """Mục tiêu chung của phong trào dài hạn: all of them, in place of those before."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "appraised": True,
                    "goals": [
                        {
                            "indicator": "BHYT_PCT",
                            "name": "Tỷ lệ dân số tham gia BHYT",
                            "unit_of_measure": "% dân số",
                            "year": 2020,
                            "comparison": "above",
                            "value": 80,
                            "document": "Nghị quyết 21-NQ/TW 22/11/2012",
                        }
                    ],
                }
            ]
        }
    )

    goals: list[NewGoal] = Field(max_length=MOST_TARGETS)
    appraised: bool = Field(True, description="Chỉ tiêu chỉ chính thức sau thẩm định: official only after appraisal")


class NewFigure(Body):
    """Mức của một năm: a year that is not stated is left out, never zero."""

    year: Year
    figure: Number


class NewFigureTarget(Body):
    """Chỉ tiêu định lượng từng năm: an indicator with a figure a year."""

    indicator: Code
    name: Name
    unit_of_measure: Name
    direction: Direction = Direction.HIGHER
    area: Area = Area.WHOLE
    category: Category = Category.PARTICIPATION
    department: Department = None
    years: list[NewFigure] = Field(max_length=MOST_YEARS)
    baseline: Number | None = Field(None, description="Mức đã đạt trước phong trào: reached before the first year")

    def to_domain(self) -> domain.FigureTarget:
        """The domain's value."""
        years = tuple(domain.YearFigure(each.year, each.figure) for each in self.years)
        said = (self.indicator, self.name, self.unit_of_measure, self.direction, self.area, self.category)
        return domain.FigureTarget(*said, _department(self.department), years, self.baseline)


class NewMilestone(Body):
    """Tiến độ: what is to be done in a year."""

    year: Year
    task: Line


class NewMeasureTarget(Body):
    """Chỉ tiêu không định lượng: requirement, measures and timetable."""

    indicator: Code
    name: Name
    category: Category
    department: Department = None
    requirement: Line = ""
    measures: list[Line] = Field(default_factory=list, max_length=MOST_TARGETS)
    timetable: list[NewMilestone] = Field(max_length=MOST_TARGETS)

    def to_domain(self) -> domain.MeasureTarget:
        """The domain's value."""
        timetable = tuple(domain.Milestone(each.year, each.task) for each in self.timetable)
        said = (self.indicator, self.name, self.category, _department(self.department), self.requirement)
        return domain.MeasureTarget(*said, tuple(self.measures), timetable)


EXAMPLE: JsonDict = {
    "figures": [
        {
            "indicator": "BHYT_PCT",
            "name": "Tỷ lệ dân số tham gia BHYT",
            "unit_of_measure": "% dân số",
            "department": "BAN-THU",
            "years": [{"year": 2019, "figure": 89.24}, {"year": 2020, "figure": 91.06}],
        }
    ],
    "measures": [
        {
            "indicator": "PCTN",
            "name": "Chương trình phòng, chống tham nhũng",
            "category": "anti_corruption",
            "department": "BAN-KT",
            "requirement": "Công khai thủ tục, không để phát sinh vụ việc",
            "timetable": [{"year": 2014, "task": "Ban hành chương trình hành động"}],
        }
    ],
}


class NewTable(Body):
    """Bảng chỉ tiêu từng năm: all targets, in place of those before."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    figures: list[NewFigureTarget] = Field(default_factory=list, max_length=MOST_TARGETS)
    measures: list[NewMeasureTarget] = Field(default_factory=list, max_length=MOST_TARGETS)

    def to_domain(self) -> domain.TargetTable:
        """The domain's value."""
        figures = tuple(each.to_domain() for each in self.figures)
        return domain.TargetTable(figures, tuple(each.to_domain() for each in self.measures))


class NewAmendment(NewTable):
    """Điều chỉnh: the whole table as it shall be, with the reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE, "reason": "Tỉnh nâng chỉ tiêu"}]})

    reason: Line


class GoalOut(BaseModel):
    """Mục tiêu chung: a national target."""

    indicator: str
    name: str
    unit_of_measure: str
    area: Area
    year: int
    comparison: Comparison
    value: Decimal
    binding: bool
    department_id: UUID | None
    source: ProblemSource


class ProgrammeOut(BaseModel):
    """Mục tiêu chung của một phong trào; trống khi chưa đề ra."""

    appraised: bool = Field(description="Chỉ tiêu chỉ chính thức sau thẩm định")
    items: list[GoalOut]


class YearOut(BaseModel):
    """Một năm của chỉ tiêu: a figure, or a task."""

    year: int
    figure: Decimal | None = None
    task: str | None = None


class PlanTargetOut(BaseModel):
    """Một chỉ tiêu của bảng, và việc thẩm định đến đâu: a target with how far its appraisal is."""

    indicator: str
    name: str
    category: Category
    department_id: UUID | None
    unit_of_measure: str | None = Field(description="Đơn vị tính; null: chỉ tiêu không định lượng")
    direction: Direction | None
    area: Area | None
    baseline: Decimal | None
    requirement: str | None
    measures: list[str] | None
    years: list[YearOut]
    verdict: str | None = Field(description="proposed, agreed, returned; null of a draft", examples=["agreed"])
    reason: str | None = Field(description="Lý do trả lại")
    appraised_on: date | None
    official_edition: int | None = Field(description="Bản có hiệu lực: the edition whose text counts; null: none yet")


class PlanOut(BaseModel):
    """Bảng chỉ tiêu từng năm."""

    id: UUID
    covenant_id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str | None
    movement_id: UUID
    state: PlanState = Field(description="Trạng thái: dự thảo, chờ thẩm định, chính thức", examples=["official"])
    edition: int = Field(description="Bản: 0 a draft, 1 as submitted, then each amendment")
    drafted_on: date
    submitted_on: date | None
    due_on: date | None = Field(description="Hạn đăng ký")
    due_source: ProblemSource | None
    late: bool | None = Field(description="Nộp muộn")
    recorded_on: date | None = Field(description="Ngày ghi nhận: the day it was recorded, maybe later")
    timing: Timeliness | None = Field(description="Đúng hạn, đúng hạn nhưng ghi nhận sau hạn, hay muộn")
    version: int


class PlanPage(BaseModel):
    """Một trang bảng chỉ tiêu: one page."""

    items: list[PlanOut]
    next: str | None


class EditionOut(BaseModel):
    """Một bản của bảng chỉ tiêu: an edition, why it was made and what it changed."""

    edition: int
    made_on: date
    reason: str
    changed: list[str]
    event: UUID


class PlanDetails(PlanOut):
    """Bảng chỉ tiêu với mọi chỉ tiêu của bản hiện hành, và các bản đã có."""

    targets: list[PlanTargetOut]
    editions: list[EditionOut]


class Change(BaseModel):
    """Một điểm khác giữa hai bản: `what` is a member of the target, `year`, or `target` for an added or dropped one."""

    indicator: str
    what: str
    year: int | None
    before: str | None
    after: str | None


class Difference(BaseModel):
    """So sánh hai bản: what differs."""

    items: list[Change]
