"""Merit files (hồ sơ thành tích) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep, SealedOrderDep
from kernel.store import Receipt
from regulations.chapters import Holder
from regulations.medal import Sex
from services.nomination.api.asking import App, Reader, Reference
from services.nomination.api.merit_facts import FactIn, Words, Year
from services.nomination.api.nominations import Reason
from services.nomination.application.records import shown_to
from services.nomination.domain.merit.facts import Bearer, Entry, Kept, Membership, Opening
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.terms import local_day
from services.nomination.views import merit_files as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

PersonCode = Annotated[
    str, Field(description="Mã cán bộ: staff code", min_length=1, max_length=60, examples=["CB-0001"])
]


class NewFile(Body):
    """Lập hồ sơ: of a unit, or of a person in a unit. `complete_from`: everything from that year on is on record."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"unit_id": "BHXH-68", "person_code": "CB-0001", "since": "2015-03-01", "complete_from": 2015}]
        }
    )

    unit_id: Reference
    person_code: PersonCode | None = Field(default=None, description="Mã cán bộ; null: the unit's own file")
    since: date | None = Field(default=None, description="Ngày tuyển dụng, ngày thành lập: recruited or founded on")
    in_unit_since: date | None = Field(default=None, description="Về đơn vị từ ngày; null: since recruited")
    sex: Sex | None = Field(default=None, description="Giới tính: only where a rule asks")
    complete_from: Year | None = Field(default=None, description="Hồ sơ đầy đủ từ năm")


class NewFact(Body):
    """Một mục của hồ sơ: a fact, the paper it is known from, and the standing fact it corrects."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"fact": {"kind": "rating", "year": 2024, "level": "excellent"}, "evidence": "12/QĐ-BHXH"}]
        }
    )

    fact: FactIn
    evidence: Words = Field(description="Căn cứ: the paper it is known from", examples=["12/QĐ-BHXH"])
    corrects: UUID | None = Field(default=None, description="Sửa mục: the event it corrects")


class Clearance(Body):
    """Kết thúc xem xét: cleared, with what was found."""

    cleared_on: date
    finding: Reason


class FactWithdrawal(Body):
    """Rút một mục ghi sai."""

    reason: Reason


class Completeness(Body):
    """Hồ sơ đầy đủ từ năm: what is not on record since then was not given."""

    from_year: Year


class PersonName(Body):
    """Họ tên: kept apart from the record; empty erases it."""

    name: Annotated[str, Field(max_length=200, description="Họ tên")]


class PersonNameOut(BaseModel):
    """Họ tên của cá nhân."""

    name: str | None


class MeritFileOut(BaseModel):
    """Hồ sơ thành tích: whose it is."""

    id: UUID
    holder: Holder
    person_code: str | None
    unit_id: UUID | None = Field(description="Đơn vị: itself, or the one the person joined last")
    unit_code: str | None = Field(examples=["BHXH-68"])
    complete_from: int | None = Field(description="Đầy đủ từ năm")
    opened_on: date
    version: int


class MeritFilePage(BaseModel):
    """Một trang hồ sơ."""

    items: list[MeritFileOut]
    next: str | None


class KeptOut(BaseModel):
    """Một mục của hồ sơ: a standing fact, by the event that recorded it."""

    id: UUID
    kind: str
    fact: dict[str, Any]
    evidence: str
    recorded_by: str
    cleared_on: date | None
    used_for: dict[str, Any] | None = Field(description="Đã dùng cho: the award an initiative serves")

    @classmethod
    def of(cls, kept: Kept, file: MeritFile) -> Self:
        """From the domain's value."""
        use = file.holdings.uses.get(kept.id)
        return cls(
            id=kept.id,
            kind=type(kept.fact).__name__,
            fact=msgspec.to_builtins(kept.fact),
            evidence=kept.evidence,
            recorded_by=kept.recorded_by,
            cleared_on=kept.cleared_on,
            used_for=msgspec.to_builtins(use),
        )


class MergerOut(BaseModel):
    """Đơn vị đã sáp nhập vào: a unit that went up in the holder, and whether its history was declared to count."""

    unit_id: UUID
    unit: str = Field(description="Mã đơn vị", examples=["BHXH-24"])
    merged_on: date
    declared: bool = Field(description="Đã khai kế thừa; chưa khai thì lịch sử không được tính")
    event: UUID


class MeritFileDetails(BaseModel):
    """Hồ sơ thành tích với các mục: with every fact that stands."""

    id: UUID
    holder: Holder
    key: str = Field(description="Mã đơn vị (id) hoặc mã cán bộ")
    since: date | None
    sex: Sex | None
    complete_from: int | None
    facts: list[KeptOut]
    mergers: list[MergerOut] = Field(description="Các đơn vị đã sáp nhập vào")
    version: int


@router.post("/merit-files", status_code=201, summary="Open a merit file")
def open_file(order: OrderDep, app: App, body: NewFile) -> Receipt:
    """Lập hồ sơ thành tích: one a holder; a unit's is opened by its first decision if nobody did."""
    command, unit = order.command, app.naming.id("unit_id", body.unit_id)
    person = None if body.person_code is None else Bearer.person(body.person_code)
    opening = Opening(person or Bearer.unit(unit), body.complete_from, body.since, body.sex)
    begins = body.in_unit_since or body.since or local_day(command.act.effective)
    return order.answer(app.merit.open(command, opening, Membership(unit, begins) if person else None))


@router.get("/merit-files", summary="Merit files")
def list_files(
    reader: Reader,
    app: App,
    holder: Annotated[Holder | None, Query(description="Cá nhân, tập thể")] = None,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    person: Annotated[str | None, Query(description="Mã cán bộ")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> MeritFilePage:
    """Danh sách hồ sơ: who has one, not what is in it; persons only to those with the right to their files."""
    [of_unit] = app.naming.ids(unit=unit)
    wanted = view.Filter(shown_to(reader), holder, of_unit, person)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return MeritFilePage(items=[MeritFileOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/merit-files/{file_id}", summary="One merit file")
def get_file(reader: Reader, app: App, file_id: UUID, response: Response) -> MeritFileDetails:
    """Hồ sơ với các mục: of a person only for those with the right."""
    file = app.merit.read(reader, file_id)
    response.headers["ETag"] = f'"{file.version}"'
    return MeritFileDetails(
        id=file.id,
        holder=file.bearer.kind,
        key=file.bearer.key,
        since=file.opening.since,
        sex=file.opening.sex,
        complete_from=file.complete_from,
        facts=[KeptOut.of(each, file) for each in file.holdings.kept.values()],
        mergers=[MergerOut(**vars(each), declared=declared) for each, declared in app.merit.mergers(reader, file_id)],
        version=file.version,
    )


@router.post("/merit-files/{file_id}/facts", status_code=201, summary="Record a fact, or correct one")
def record_fact(order: OrderDep, app: App, file_id: UUID, body: NewFact) -> Receipt:
    """Ghi một mục: rating, award, initiative, discipline, inquiry, figures, absence, attestation, membership."""
    entry = Entry(body.fact.to_fact(app.naming), body.evidence, body.corrects)
    return order.answer(app.merit.record(order.command, file_id, entry))


@router.post("/merit-files/{file_id}/facts/{fact_id}/withdrawal", summary="Withdraw a fact recorded wrongly")
def withdraw_fact(order: OrderDep, app: App, file_id: UUID, fact_id: UUID, body: FactWithdrawal) -> Receipt:
    """Rút một mục ghi sai: it stays in the history."""
    return order.answer(app.merit.withdraw(order.command, file_id, fact_id, body.reason))


@router.post("/merit-files/{file_id}/facts/{fact_id}/clearance", summary="End an inquiry without a finding")
def clear_inquiry(order: OrderDep, app: App, file_id: UUID, fact_id: UUID, body: Clearance) -> Receipt:
    """Kết thúc xem xét, xác minh: the case resumes."""
    return order.answer(app.merit.clear(order.command, file_id, fact_id, body.cleared_on, body.finding))


@router.post("/merit-files/{file_id}/completeness", summary="Declare a file complete from a year on")
def declare_complete(order: OrderDep, app: App, file_id: UUID, body: Completeness) -> Receipt:
    """Hồ sơ đầy đủ từ năm: before it, what is missing is unknown and not “not given”."""
    return order.answer(app.merit.declare_complete(order.command, file_id, body.from_year))


@router.post("/merit-files/{file_id}/name", summary="Put down or erase the name of a person")
def keep_name(order: SealedOrderDep, app: App, file_id: UUID, body: PersonName) -> Receipt:
    """Họ tên: kept in one place outside the record, never published."""
    return order.answer(app.merit.keep_name(order.command, file_id, body.name))


@router.get("/merit-files/{file_id}/name", summary="The name of a person")
def get_name(reader: Reader, app: App, file_id: UUID) -> PersonNameOut:
    """Họ tên: for those with the right to the file."""
    return PersonNameOut(name=app.merit.name(reader, file_id))
