"""Amending a signed covenant (điều chỉnh giao ước đã ký) over REST, and reading all of its texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Reader
from services.covenant.api.covenants import EXAMPLE_TARGET, Reason, TargetOut, Targets
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.steps import WAITING, Phase
from services.covenant.views import covenant_texts as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class NewAmendment(Body):
    """Đề nghị điều chỉnh: all targets of the new text, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"targets": [EXAMPLE_TARGET], "reason": "Trung ương giao lại chỉ tiêu"}]}
    )

    targets: Targets
    reason: Annotated[str, Field(max_length=4000, examples=["Trung ương giao lại chỉ tiêu"])]


class TextOut(BaseModel):
    """Một bản giao ước: a text that was signed, that is proposed, or that was dropped."""

    edition: int = Field(description="Bản: which one it is, or would become; 1 is the one first signed")
    phase: Phase = Field(description="Tình trạng: signed, proposed, agreed, withdrawn, returned")
    targets: list[TargetOut]
    reason: str = Field(description="Lý do điều chỉnh; empty of the first")
    proposed_on: date | None = Field(description="Ngày đề nghị")
    agreed_on: date | None = Field(description="Ngày thống nhất")
    since: date | None = Field(description="Có hiệu lực từ ngày ký: the day from which it holds; null unless signed")
    until: date | None = Field(description="Đến trước ngày: the day from which the next edition holds")
    dropped_on: date | None = Field(description="Ngày rút hoặc trả lại")
    answer: str = Field(description="Lý do rút hoặc trả lại")
    recorded_on: date = Field(description="Ngày ghi nhận việc sau cùng")
    event: UUID = Field(description="Sự kiện sau cùng: the last event that happened to it")


class Texts(BaseModel):
    """Các bản của một giao ước, cũ trước: empty before the signature."""

    items: list[TextOut]


class TextChange(BaseModel):
    """Một điểm khác nhau: null where a target is added or dropped."""

    indicator: str
    what: str = Field(description="Nội dung: target (added or dropped), name, unit_of_measure, direction, value, upper")
    before: str | Decimal | None
    after: str | Decimal | None


class TextDifference(BaseModel):
    """So sánh hai bản đã ký: empty where they say the same."""

    items: list[TextChange]


@router.get("/covenants/{covenant_id}/editions", summary="All texts of a covenant")
def covenant_editions(
    _reader: Reader,
    app: App,
    covenant_id: UUID,
    response: Response,
    phase: Annotated[Phase | None, Query(description="Tình trạng: only those, as `signed`")] = None,
) -> Texts:
    """Các bản của giao ước: what was signed and from when, what is proposed, what was withdrawn or returned and why.

    The `ETag` is the version of the amendment that is waiting, for the `If-Match` of whoever agrees or signs.
    """
    app.store.load(Covenant, covenant_id)
    with app.store.reading() as connection:
        [rows] = view.texts(connection, [covenant_id])
    for row in rows:
        if row["phase"] in WAITING:
            response.headers["ETag"] = f'"{row["version"]}"'
    return Texts.model_validate({"items": [row for row in rows if phase is None or row["phase"] == phase]})


@router.get("/covenants/{covenant_id}/editions/difference", summary="What differs between two editions of a covenant")
def covenant_difference(
    _reader: Reader,
    app: App,
    covenant_id: UUID,
    before: Annotated[int, Query(description="Bản trước", ge=1)],
    after: Annotated[int, Query(description="Bản sau", ge=1)],
) -> TextDifference:
    """So sánh hai bản đã ký: added and dropped targets, and of the others each member that differs."""
    app.store.load(Covenant, covenant_id)
    with app.store.reading() as connection:
        found = view.difference(connection, covenant_id, before, after)
    return TextDifference.model_validate({"items": found})


@router.post("/covenants/{covenant_id}/amendments", status_code=201, summary="Propose an amendment")
def propose_amendment(order: OrderDep, app: App, covenant_id: UUID, body: NewAmendment) -> Receipt:
    """Đề nghị điều chỉnh giao ước đã ký: by the unit, with the reason; the signed targets hold until it is signed."""
    targets = [each.to_domain() for each in body.targets]
    return order.answer(app.amendments.propose(order.command, covenant_id, targets, body.reason))


@router.post("/covenants/{covenant_id}/amendments/withdrawal", summary="Withdraw the amendment")
def withdraw_amendment(order: OrderDep, app: App, covenant_id: UUID, body: Reason) -> Receipt:
    """Rút đề nghị điều chỉnh: by the unit, before it is signed."""
    return order.answer(app.amendments.withdraw(order.command, covenant_id, body.reason))


@router.post("/covenants/{covenant_id}/amendments/return", summary="Return the amendment")
def return_amendment(order: OrderDep, app: App, covenant_id: UUID, body: Reason) -> Receipt:
    """Trả lại đề nghị điều chỉnh: by the head of the block or cluster, or the standing council body."""
    return order.answer(app.amendments.send_back(order.command, covenant_id, body.reason))


@router.post("/covenants/{covenant_id}/amendments/agreement", summary="Agree to the amendment")
def agree_amendment(order: OrderDep, app: App, covenant_id: UUID) -> Receipt:
    """Thống nhất điều chỉnh: by the head of the block or cluster, or the standing council body."""
    return order.answer(app.amendments.agree(order.command, covenant_id))


@router.post("/covenants/{covenant_id}/amendments/signature", summary="Sign the amendment")
def sign_amendment(order: OrderDep, app: App, covenant_id: UUID) -> Receipt:
    """Ký bản điều chỉnh: by the head of the unit; the covenant has a new edition from `Effective-At` on."""
    return order.answer(app.amendments.sign(order.command, covenant_id))
