"""What the chains of titles say (điều kiện, chuỗi danh hiệu) over REST: of one holder, and of all who qualify."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from kernel.explanation import Explanation, told
from kernel.http import PROBLEMS, ExactRoute, LimitParam
from services.nomination.api.asking import App, Reader, Today
from services.nomination.api.nominations import NominationOut
from services.nomination.api.shapes import ExplanationTree
from services.nomination.application.assessments import Qualified, Wanted
from services.nomination.domain.merit.assessment import Assessment, Rung
from services.nomination.domain.merit.findings import State

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

Year = Annotated[int, Query(description="Năm: the year of the title", ge=1945, le=2200, examples=[2024])]
TitleCode = Annotated[str, Query(description="Mã danh hiệu: code of the title", examples=["CSTDCS"])]
Movement = Annotated[str | None, Query(description="Phong trào: with its registrations and ranks; code or id")]
On = Annotated[date | None, Query(description="Ngày: by the rules of this day, default today")]


class Missing(BaseModel):
    """Còn thiếu: a condition that is not met, bars, or that nothing on record answers."""

    state: State
    vi: str
    en: str
    detail: str
    detail_en: str
    source: str

    @classmethod
    def of(cls, node: Explanation) -> Self:
        """From a leaf of the tree."""
        source = "" if node.source is None else str(node.source)
        detail, detail_en = (str(told(node.formula, tongue)) for tongue in ("vi", "en"))
        label, state = node.label, State(node.value)
        return cls(state=state, vi=label.vi, en=label.en, detail=detail, detail_en=detail_en, source=source)


class AssessmentOut(BaseModel):
    """Kết quả xét một danh hiệu: the state, what is missing, and the whole tree."""

    title: str
    year: int
    state: State
    missing: list[Missing]
    initiatives: list[UUID] = Field(description="Sáng kiến sẽ được sử dụng: those it would use up")
    why: ExplanationTree

    @classmethod
    def of(cls, found: Assessment) -> Self:
        """From the domain's value."""
        return cls(
            title=found.title,
            year=found.year,
            state=found.state,
            missing=[Missing.of(each) for each in found.missing()],
            initiatives=list(found.initiatives),
            why=ExplanationTree.of(found.tree),
        )


class RungOut(BaseModel):
    """Một bậc: a title with how far the holder is."""

    title: str
    state: State
    held: bool
    missing: list[Missing]

    @classmethod
    def of(cls, rung: Rung) -> Self:
        """From the domain's value."""
        found = rung.assessment
        missing = [] if rung.held else [Missing.of(each) for each in found.missing()]
        return cls(title=found.title, state=found.state, held=rung.held is not None, missing=missing)


class LadderOut(BaseModel):
    """Chuỗi danh hiệu: every title from the foot up, and the next one."""

    year: int
    next: RungOut | None = Field(description="Danh hiệu tiếp theo, còn thiếu gì: the next title and what is missing")
    rungs: list[RungOut]


class StreakOut(BaseModel):
    """Các năm của một danh hiệu: held, the gaps between them, and how many in a row at the end."""

    title: str
    years: list[int]
    gaps: list[int]
    current: int


class StreaksOut(BaseModel):
    """Các năm của mọi danh hiệu trong hồ sơ."""

    items: list[StreakOut]


class QualifiedOut(BaseModel):
    """Một đối tượng: a holder with the answer."""

    file_id: UUID
    key: str = Field(description="Mã cán bộ, hoặc id đơn vị")
    state: State
    missing: list[Missing]

    @classmethod
    def of(cls, found: Qualified) -> Self:
        """From the application's value."""
        missing = [Missing.of(each) for each in found.assessment.missing()]
        return cls(file_id=found.file.id, key=found.file.bearer.key, state=found.assessment.state, missing=missing)


class QualifiedPage(BaseModel):
    """Một trang đối tượng theo thứ tự hồ sơ."""

    items: list[QualifiedOut]
    next: UUID | None


class Consequences(BaseModel):
    """Các đề cử dựa trên quyết định: who else stood on what a decision gave."""

    items: list[NominationOut]


@router.get("/merit-files/{file_id}/assessment", summary="What the chain of a title says of a holder")
def assessment(
    reader: Reader,
    app: App,
    today: Today,
    file_id: UUID,
    title: TitleCode,
    year: Year,
    movement: Movement = None,
    on: On = None,
) -> AssessmentOut:
    """Xét một danh hiệu: met, not met, barred or unknown, condition by condition, with article and facts."""
    wanted = Wanted(title, year, movement_id=app.naming.ids(movement=movement)[0])
    return AssessmentOut.of(app.assessments.of(reader, file_id, wanted, on or today))


@router.get("/merit-files/{file_id}/ladder", summary="How far a holder is on the chain of titles")
def ladder(reader: Reader, app: App, today: Today, file_id: UUID, year: Year, on: On = None) -> LadderOut:
    """Chuỗi danh hiệu của một đối tượng: what is held, and what is missing for the next."""
    rungs, following = app.assessments.ladder(reader, file_id, year, on or today)
    return LadderOut(
        year=year, next=RungOut.of(following) if following else None, rungs=[RungOut.of(each) for each in rungs]
    )


@router.get("/merit-files/{file_id}/streaks", summary="The years of each title, with the gaps")
def streaks(reader: Reader, app: App, file_id: UUID) -> StreaksOut:
    """Các năm liên tục của từng danh hiệu, và những năm gián đoạn."""
    return StreaksOut.model_validate({"items": [vars(each) for each in app.assessments.streaks(reader, file_id)]})


@router.get("/qualified", summary="All who qualify for a title of a year")
def qualified(
    reader: Reader,
    app: App,
    today: Today,
    title: TitleCode,
    year: Year,
    state: Annotated[State, Query(description="Đạt, không đạt, không xét, chưa rõ")] = State.MET,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    cluster: Annotated[str | None, Query(description="Khối, cụm: code or id")] = None,
    movement: Movement = None,
    on: On = None,
    after: Annotated[UUID | None, Query(description="Trang sau: the `next` of the page before")] = None,
    limit: LimitParam = 50,
) -> QualifiedPage:
    """Danh sách những đối tượng đủ điều kiện: persons are seen by their own unit and by those with the right."""
    of_unit, in_cluster, in_movement = app.naming.ids(unit=unit, cluster=cluster, movement=movement)
    wanted = Wanted(title, year, state, of_unit, in_cluster, in_movement)
    found, following = app.assessments.qualified(reader, wanted, on or today, after, limit)
    return QualifiedPage(items=[QualifiedOut.of(each) for each in found], next=following)


@router.get("/decisions/{decision_id}/consequences", summary="Who else stood on a decision")
def consequences(_reader: Reader, app: App, decision_id: UUID) -> Consequences:
    """Hệ quả khi hủy bỏ: the nominations that were accepted on what this decision gave."""
    with app.store.reading() as connection:
        found = app.decisions.consequences(connection, decision_id)
    return Consequences(items=[NominationOut.model_validate(row) for row in found])
