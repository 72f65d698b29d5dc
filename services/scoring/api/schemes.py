"""The text of a score table (nội dung bảng điểm) as it comes in: typed per kind of formula, nothing loose."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field
from pydantic.config import JsonDict

from kernel.http import Body, Number
from services.scoring.api.asking import UnitRef
from services.scoring.api.formulas import Code, FormulaIn
from services.scoring.api.shapes import Bilingual
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


class TargetIn(Body):
    """Nguồn chỉ tiêu: the covenant, the table (with its `value`), or none; and the pace within the year."""

    source: TargetSource = TargetSource.NONE
    value: Number | None = None
    pace: Pace = Pace.FULL

    def to_domain(self) -> Target:
        """The domain's value."""
        return Target(self.source, self.value, self.pace)


class FieldResultIn(Body):
    """Kết quả lấy từ phiếu điểm của các tỉnh, in the field of the department that is scored."""

    summary: Summary = Summary.MEAN
    indicator: Code = Field("", description="Mã chỉ tiêu; absent: the points of the field")
    reached_at: Number | None = Field(None, description="Đạt từ bao nhiêu % điểm tối đa; of SHARE_REACHED")

    def to_domain(self) -> FieldResult:
        """The domain's value."""
        return FieldResult(self.summary, self.indicator, self.reached_at)


class CriterionIn(Body):
    """Tiêu chí: one line of the table."""

    code: Code = Field(description="Mã tiêu chí", examples=["BHYT_TYLE"])
    name: Bilingual
    group: Group
    max_points: Number = Field(description="Điểm tối đa", examples=[150])
    indicator: Code = Field("", description="Mã chỉ tiêu được đo; absent where people mark")
    formula: FormulaIn
    accumulation: Accumulation = Accumulation.LATEST
    target: TargetIn = Field(default_factory=TargetIn)
    department_id: UnitRef | None = Field(None, description="Ban nghiệp vụ phụ trách: id or code")
    section: Code = Field("", description="Mã mục chứa tiêu chí")
    evidence: Annotated[str, Field(max_length=1000)] = Field("", description="Minh chứng phải có")
    field_result: FieldResultIn | None = None

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
            section=self.section,
            evidence=self.evidence,
            field_result=None if self.field_result is None else self.field_result.to_domain(),
        )


class SectionIn(Body):
    """Mục: a heading, under another or at the top; with its total where the table states it."""

    code: Code
    name: Bilingual
    parent: Code = ""
    max_points: Number | None = None

    def to_domain(self) -> Section:
        """The domain's value."""
        return Section(self.code, self.name.to_domain(), self.parent, self.max_points)


class LikeUnitsIn(Body):
    """Nhóm đơn vị tương đồng: ranked among themselves; `basis` says by which nature and volume of work."""

    code: Code
    name: Bilingual
    units: Annotated[list[UnitRef], Field(max_length=MOST_LINES)]
    basis: Annotated[str, Field(max_length=1000)] = ""

    def to_domain(self) -> LikeUnits:
        """The domain's value."""
        return LikeUnits(self.code, self.name.to_domain(), tuple(self.units), self.basis)


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
    sections: Annotated[list[SectionIn], Field(max_length=MOST_LINES)] = Field(default_factory=list)
    like_units: Annotated[list[LikeUnitsIn], Field(max_length=50)] = Field(
        default_factory=list, description="Nhóm đơn vị tương đồng, ranked apart"
    )

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
            sections=tuple(each.to_domain() for each in self.sections),
            like_units=tuple(each.to_domain() for each in self.like_units),
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
