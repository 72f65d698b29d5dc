"""Dossiers (hồ sơ) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, present
from services.nomination.api.shapes import ExplanationTree
from services.nomination.domain.dossier import Appraisal, Dossier, DossierState, Extension
from services.nomination.domain.papers import Agreement, DossierKind, Paper, Quoted
from services.nomination.views import dossiers as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_QUOTES = 200
MOST_PAGES = 100_000
MOST_WORDS = 100_000_000

Reason = Annotated[str, Field(description="Lý do, nội dung", max_length=1000)]


class NewDossier(Body):
    """Lập hồ sơ: of a nomination, with the checklist of its title in force on the day."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"nomination_id": "5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11"}]}
    )

    nomination_id: UUID


class QuotedIn(Body):
    """Số liệu trích dẫn: a figure that the paper quotes, held against what is on record.

    Of the board: SCORE, RANK, CLASS. Of the merit file: YEARS:CSTDCS, RATED:EXCELLENT, RATING:2023 (a code),
    MEMBERS:2023, COMPLETED, ADVANCED_WORKERS, BASE_FIGHTERS, DISCIPLINED, WOMEN.
    """

    indicator: str = Field(max_length=60, examples=["SCORE"])
    value: Decimal | None = Field(None, description="Số: a number", examples=["987.5"])
    text: str = Field("", description="Mã: a code such as EXCELLENT", max_length=60)


class PaperIn(Body):
    """Giấy tờ: by kind of the checklist, with name, SHA-256, length, and the figures it quotes."""

    kind: str = Field(max_length=60, examples=["report"])
    name: str = Field(max_length=200, examples=["Báo cáo thành tích 2024"])
    sha256: str = Field(max_length=64)
    pages: int = Field(ge=1, le=MOST_PAGES)
    words: int = Field(0, ge=0, le=MOST_WORDS)
    quotes: list[QuotedIn] = Field(default=[], max_length=MOST_QUOTES)

    def to_domain(self) -> Paper:
        """The domain's value."""
        quotes = tuple(Quoted(each.indicator, each.value, each.text) for each in self.quotes)
        return Paper(self.kind, self.name, self.sha256, self.pages, self.words, quotes)


class Returning(Body):
    """Trả lại để bổ sung: with what is asked for."""

    reason: Reason


class AppraisalIn(Body):
    """Kết quả thẩm định: whether the dossier bears the proposal, and what was found."""

    favourable: bool
    finding: Reason


class ExtensionIn(Body):
    """Gia hạn: until when, by whom, under which text."""

    until: date
    by: str = Field(description="Người gia hạn", max_length=200)
    text: str = Field(description="Văn bản", max_length=300)


class ReminderIn(Body):
    """Đôn đốc: the reminder's text."""

    text: Reason


class PaperOut(BaseModel):
    """Giấy tờ trong hồ sơ: one paper."""

    kind: str
    name: str
    sha256: str
    pages: int
    words: int
    quotes: list[dict[str, str]] = Field(description="Số liệu trích dẫn: figures it quotes")
    attached_on: date


class ReminderOut(BaseModel):
    """Lần đôn đốc: one reminder on record."""

    text: str
    reminded_by: str
    reminded_on: date


class DossierOut(BaseModel):
    """Hồ sơ: where it is, since when, late or not, and what was seen of it at its receipts."""

    id: UUID
    case_id: UUID = Field(description="Đề cử: the nomination it belongs to")
    kind: DossierKind
    title: str
    unit_id: UUID
    unit_code: str | None
    movement_id: UUID | None
    movement_code: str | None
    checklist: str
    sets: int = Field(description="Số bộ")
    state: DossierState
    opened_on: date
    due: date | None = Field(description="Hạn gửi")
    submitted_on: date | None
    received_on: date | None
    late: bool | None = Field(description="Nhận muộn")
    missing: list[str] = Field(description="Còn thiếu: as last seen")
    thin: bool | None = Field(description="Sơ sài: a short report, or figures that differ")
    returned_because: str | None
    accepted_on: date | None
    appraisal_due: date | None = Field(description="Hạn thẩm định; null: chưa có lịch nghỉ của năm, không tính được")
    appraised_on: date | None
    appraisal_late: bool | None
    favourable: bool | None
    finding: str | None
    extended_by: str | None
    extended_under: str | None
    rulebook: str
    version: int


class DossierDetails(DossierOut):
    """Hồ sơ với giấy tờ và các lần đôn đốc: with papers and reminders."""

    papers: list[PaperOut]
    reminders: list[ReminderOut]


class DossierPage(BaseModel):
    """Một trang hồ sơ: one page, by the day they were opened."""

    items: list[DossierOut]
    next: str | None


class FigureOut(BaseModel):
    """Một số liệu trích dẫn: whether it is the one on record."""

    indicator: str
    agreement: Agreement


class VerdictOut(BaseModel):
    """Kết quả kiểm tra hồ sơ: missing, thin, figures, with the checklist and sources behind it."""

    complete: bool
    missing: list[str]
    thin: bool
    short: list[str]
    figures: list[FigureOut]
    why: ExplanationTree


@router.post("/dossiers", status_code=201, summary="Open the dossier of a nomination")
def open_dossier(order: OrderDep, app: App, body: NewDossier) -> Receipt:
    """Lập hồ sơ: its checklist and deadline are those of the rules of the day."""
    return order.answer(app.dossiers.open(order.command, body.nomination_id))


@router.get("/dossiers", summary="Dossiers")
def list_dossiers(
    _reader: Reader,
    app: App,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id")] = None,
    movement: Annotated[str | None, Query(description="Phong trào: code or id")] = None,
    title: Annotated[str | None, Query(description="Danh hiệu: title")] = None,
    state: Annotated[DossierState | None, Query(description="Trạng thái: state")] = None,
    late: Annotated[bool | None, Query(description="Nhận muộn: received late")] = None,
    thin: Annotated[bool | None, Query(description="Sơ sài: found thin")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> DossierPage:
    """Danh sách hồ sơ theo ngày lập: by the day they were opened."""
    of_unit, in_movement = app.naming.ids(unit=unit, movement=movement)
    wanted = view.Filter(of_unit, in_movement, app.naming.title(title), state, late, thin)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return DossierPage(items=[DossierOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/dossiers/{dossier_id}", summary="One dossier")
def get_dossier(_reader: Reader, app: App, dossier_id: UUID, response: Response) -> DossierDetails:
    """Một hồ sơ: with its papers and the reminders on record."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [dossier_id])[0], Dossier.CALLED, dossier_id)
        [row["papers"]] = view.papers(connection, [dossier_id])
        [row["reminders"]] = view.reminders(connection, [dossier_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return DossierDetails.model_validate(row)


@router.get("/dossiers/{dossier_id}/verdict", summary="What a dossier lacks, and what is thin in it")
def get_verdict(_reader: Reader, app: App, dossier_id: UUID) -> VerdictOut:
    """Kiểm tra hồ sơ: held against its checklist and the newest board; nothing is recorded."""
    seen = app.dossiers.verdict(dossier_id)
    return VerdictOut(
        complete=seen.complete,
        missing=list(seen.missing),
        thin=seen.thin,
        short=list(seen.short),
        figures=[FigureOut(indicator=name, agreement=agreement) for name, agreement in seen.figures],
        why=ExplanationTree.of(seen.explanation),
    )


@router.post("/dossiers/{dossier_id}/papers", summary="Put a paper into a dossier")
def attach_paper(order: OrderDep, app: App, dossier_id: UUID, body: PaperIn) -> Receipt:
    """Bổ sung giấy tờ: one of the same kind and name is replaced; the old one stays on record."""
    return order.answer(app.dossiers.attach(order.command, dossier_id, body.to_domain()))


@router.post("/dossiers/{dossier_id}/submission", summary="Send a dossier")
def submit_dossier(order: OrderDep, app: App, dossier_id: UUID) -> Receipt:
    """Gửi hồ sơ: `details` says what is missing or thin."""
    return order.answer(app.dossiers.submit(order.command, dossier_id))


@router.post("/dossiers/{dossier_id}/receipt", summary="Receive a dossier")
def receive_dossier(order: OrderDep, app: App, dossier_id: UUID) -> Receipt:
    """Tiếp nhận: late, missing and thin are on record from this day on."""
    return order.answer(app.dossiers.receive(order.command, dossier_id))


@router.post("/dossiers/{dossier_id}/return", summary="Return a dossier for a supplement")
def return_dossier(order: OrderDep, app: App, dossier_id: UUID, body: Returning) -> Receipt:
    """Trả lại để bổ sung."""
    return order.answer(app.dossiers.send_back(order.command, dossier_id, body.reason))


@router.post("/dossiers/{dossier_id}/acceptance", summary="Accept a full dossier")
def accept_dossier(order: OrderDep, app: App, dossier_id: UUID) -> Receipt:
    """Đủ hồ sơ: refused while a paper is missing; the appraisal's clock begins."""
    return order.answer(app.dossiers.accept(order.command, dossier_id))


@router.post("/dossiers/{dossier_id}/appraisal", summary="Appraise a dossier")
def appraise_dossier(order: OrderDep, app: App, dossier_id: UUID, body: AppraisalIn) -> Receipt:
    """Thẩm định: with what was found."""
    return order.answer(app.dossiers.appraise(order.command, dossier_id, Appraisal(body.favourable, body.finding)))


@router.post("/dossiers/{dossier_id}/extension", summary="Give more time")
def extend_dossier(order: OrderDep, app: App, dossier_id: UUID, body: ExtensionIn) -> Receipt:
    """Gia hạn: by whom, under which text."""
    return order.answer(app.dossiers.extend(order.command, dossier_id, Extension(body.until, body.by, body.text)))


@router.post("/dossiers/{dossier_id}/reminders", summary="Remind the unit")
def remind(order: OrderDep, app: App, dossier_id: UUID, body: ReminderIn) -> Receipt:
    """Đôn đốc: the reminder is on record."""
    return order.answer(app.dossiers.remind(order.command, dossier_id, body.text))
