"""The medal (kỷ niệm chương “Vì sự nghiệp Bảo hiểm xã hội”) over REST."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.refusals import Refusal
from kernel.rows import CSV
from kernel.store import Receipt
from regulations.medal import Sex
from services.nomination.api.asking import App, Reader, Reference, Today, present
from services.nomination.api.shapes import ExplanationTree
from services.nomination.domain.decision import Ground
from services.nomination.domain.medal.case import Medal, MedalState
from services.nomination.domain.medal.person import Bar, MedalFacts
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.terms import local_day
from services.nomination.views import medals as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_SPANS = 200
MOST_ROWS = 5000


class SpanIn(Body):
    """Thời gian công tác: from a day to a day, both included; without `last` it goes on."""

    first: date
    last: date | None = None
    in_sector: bool = Field(True, description="Trong ngành")
    leading: bool = Field(False, description="Giữ chức vụ lãnh đạo")
    hard_area: bool = Field(False, description="Ở vùng khó khăn")
    place: str = Field("", description="Nơi công tác", max_length=200)


class DisciplineIn(Body):
    """Thời gian chịu kỷ luật: both days included."""

    first: date
    last: date | None = None
    form: str = Field(description="Hình thức", max_length=100, examples=["khiển trách"])


class MedalIn(Body):
    """Đề nghị tặng kỷ niệm chương: who by code, of which class, with which service; never a name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person_code": "CB-0001",
                    "person_class": "in_sector",
                    "sex": "MAN",
                    "unit_id": "BHXH-68",
                    "service": [{"first": "2004-07-01", "last": "2024-06-30"}],
                    "papers": ["request", "list", "record"],
                }
            ]
        }
    )

    person_code: str = Field(description="Mã người, không phải họ tên", max_length=60)
    person_class: str = Field(description="Đối tượng", max_length=60, examples=["in_sector"])
    sex: Sex
    unit_id: Reference = Field(description="Đơn vị đề nghị: code or id")
    service: list[SpanIn] = Field(default=[], max_length=MOST_SPANS)
    disciplines: list[DisciplineIn] = Field(default=[], max_length=MOST_SPANS)
    bars: list[Bar] = Field(default=[], max_length=len(Bar))
    contribution: str = Field("", description="Đóng góp cho ngành", max_length=2000)
    papers: list[str] = Field(default=[], max_length=50)
    died_on: date | None = Field(None, description="Ngày mất")

    def facts(self, unit_id: UUID) -> MedalFacts:
        """The domain's value."""
        return MedalFacts(
            person_code=self.person_code.strip(),
            person_class=self.person_class,
            sex=self.sex,
            unit_id=unit_id,
            service=tuple(Span(**each.model_dump()) for each in self.service),
            disciplines=tuple(Discipline(**each.model_dump()) for each in self.disciplines),
            bars=tuple(self.bars),
            contribution=self.contribution.strip(),
            papers=tuple(self.papers),
            died_on=self.died_on,
        )


class MedalOut(BaseModel):
    """Kỷ niệm chương của một người: how far it has come."""

    id: UUID
    person_code: str
    person_class: str
    sex: Sex | None = Field(description="Giới tính; null: for those with the right to the record of the person")
    unit_id: UUID
    unit_code: str | None
    unit_name: str | None
    state: MedalState
    papers: list[str]
    proposed_on: date
    appraised_on: date | None
    opinion: str | None = Field(description="Ý kiến thẩm định")
    decided_on: date | None
    number: str | None = Field(description="Số quyết định")
    revoked_on: date | None
    ground: Ground | None
    reason: str | None = Field(description="Lý do trả lại, rút hoặc hủy bỏ")
    died_on: date | None
    rulebook: str
    version: int


class MedalList(Body):
    """Danh sách đề nghị."""

    people: list[MedalIn] = Field(max_length=MOST_ROWS)


class MedalPage(BaseModel):
    """Một trang kỷ niệm chương theo ngày đề nghị: by the day of the proposal."""

    items: list[MedalOut]
    next: str | None


class MedalCheckOut(BaseModel):
    """Kết quả xét điều kiện: whether no rule says no, the first that does, and the tree."""

    eligible: bool
    refusal: str | None = Field(description="Mã lý do từ chối đầu tiên")
    detail: str | None
    detail_en: str | None
    why: ExplanationTree


class ShareOut(BaseModel):
    """Tỷ lệ người ngoài ngành trong một năm, so với giới hạn: watched, never refused."""

    year: int
    given: int
    outsiders: int
    percent: Decimal
    limit: str = Field(examples=["1/5"])
    limit_source: str
    limit_confirmed: bool
    over: bool = Field(description="Vượt giới hạn")


class Shares(BaseModel):
    """Tỷ lệ người ngoài ngành theo năm."""

    items: list[ShareOut]


@router.post("/medals", status_code=201, summary="Propose a person for the medal")
def propose_medal(order: OrderDep, app: App, body: MedalIn) -> Receipt:
    """Đề nghị tặng kỷ niệm chương: every rule is asked, the first that says no is the refusal."""
    command, unit = order.command, app.naming.id("unit_id", body.unit_id)
    return order.answer(app.medals.propose(command, body.facts(unit)))


@router.post("/medals/checks", summary="Would a person be eligible? Nothing is recorded")
def check_medal(reader: Reader, order: OrderDep, app: App, body: MedalIn) -> MedalCheckOut:
    """Xét điều kiện không ghi gì: years counted span by span, each rule with its source."""
    facts = body.facts(app.naming.id("unit_id", body.unit_id))
    found = app.medals.check(reader, facts, local_day(order.command.act.effective))
    text = None if found.refusal is None else found.refusal.text()
    return MedalCheckOut(
        eligible=found.refusal is None,
        refusal=None if found.refusal is None else found.refusal.code,
        detail=text and text.vi,
        detail_en=text and text.en,
        why=ExplanationTree.of(found.explanation),
    )


def _row(number: int, said: MedalIn, unit: Callable[[str, str], UUID]) -> MedalFacts | Refusal:
    """What a row of a list says, or why it is of nobody's unit."""
    try:
        return said.facts(unit(said.unit_id, f"people[{number - 1}].unit_id"))
    except Refusal as refusal:
        return refusal


@router.post(
    "/medals/lists",
    status_code=201,
    summary="Propose a list of persons",
    openapi_extra={"requestBody": {"content": {CSV: {"schema": {"type": "string"}}}}},
)
def propose_list(order: OrderDep, app: App, body: MedalList) -> Receipt:
    """Danh sách đề nghị (JSON hoặc CSV): who is let in is proposed; `details.rows` has a verdict on every row."""
    command, unit = order.command, app.naming.units(each.unit_id for each in body.people)
    rows = [(number, _row(number, each, unit)) for number, each in enumerate(body.people, 1)]
    return order.answer(app.medals.propose_list(command, rows))


@router.get("/medals", summary="Medals")
def list_medals(
    reader: Reader,
    app: App,
    state: Annotated[MedalState | None, Query(description="Trạng thái")] = None,
    person_class: Annotated[str | None, Query(description="Đối tượng", max_length=60)] = None,
    unit: Annotated[str | None, Query(description="Đơn vị đề nghị: code or id", max_length=60)] = None,
    person: Annotated[str | None, Query(description="Mã người", max_length=60)] = None,
    year: Annotated[int | None, Query(description="Năm quyết định", ge=1900, le=2200)] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> MedalPage:
    """Danh sách kỷ niệm chương theo ngày đề nghị."""
    [of_unit] = app.naming.ids(unit=unit)
    wanted = view.Filter(state, app.naming.medal_class(person_class), of_unit, person, year)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
        rows = app.medals.shown(connection, reader, found.items)
    return MedalPage(items=[MedalOut.model_validate(row) for row in rows], next=found.next)


@router.get("/medals/shares", summary="The share of persons outside the sector, year by year")
def list_shares(_reader: Reader, app: App, today: Today) -> Shares:
    """Tỷ lệ người ngoài ngành theo năm quyết định, cạnh giới hạn của quy định hôm nay."""
    items = [
        ShareOut(
            year=each.year,
            given=each.given,
            outsiders=each.outsiders,
            percent=each.percent,
            limit=each.limit.value,
            limit_source=str(each.limit.source),
            limit_confirmed=each.limit.confirmed_by is not None,
            over=each.over,
        )
        for each in app.medals.outsiders(today)
    ]
    return Shares(items=items)


@router.get("/medals/{medal_id}", summary="One medal")
def get_medal(reader: Reader, app: App, medal_id: UUID, response: Response) -> MedalOut:
    """Kỷ niệm chương của một người."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [medal_id])[0], Medal.CALLED, medal_id)
        [row] = app.medals.shown(connection, reader, [row])
    response.headers["ETag"] = f'"{row["version"]}"'
    return MedalOut.model_validate(row)


@router.get("/medals/{medal_id}/why", summary="Why a proposal was let in")
def why_medal(reader: Reader, app: App, medal_id: UUID) -> ExplanationTree:
    """Giải trình: every rule, the figures used with who confirmed them, the years span by span."""
    return ExplanationTree.of(app.medals.why(reader, medal_id))
