"""Reminders (đôn đốc) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.inspections import Why
from services.covenant.api.programmes import Said
from services.covenant.api.shapes import History
from services.covenant.application.reminders import Reminding
from services.covenant.domain.reminder import Effect, MatterKind, Reminder, Shortfall
from services.covenant.views import oversight as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class ReminderOut(BaseModel):
    """Một lần đôn đốc: who was reminded of what, by whom, when, and what became of it."""

    id: UUID
    kind: MatterKind
    about_id: UUID
    subject: str
    fault: Shortfall
    due_on: date
    unit_id: UUID | None = Field(description="Đơn vị được đôn đốc")
    unit_code: str | None
    cluster_id: UUID | None
    movement_id: UUID | None
    text: str = Field(description="Nội dung đôn đốc")
    sent_by: str = Field(description="Người đôn đốc")
    sent_on: date
    answer: str | None = Field(description="Trả lời lần cuối")
    answered_by: str | None
    answered_on: date | None
    reason: str | None = Field(description="Lý do rút")
    withdrawn_on: date | None
    effect: Effect = Field(description="Đến ngày đó: chưa chuyển biến, đã trả lời, đã thực hiện, đã rút")
    version: int


class ReminderPage(BaseModel):
    """Một trang lần đôn đốc: one page, oldest first."""

    items: list[ReminderOut]
    next: str | None


class NewReminder(Body):
    """Đôn đốc một việc: the matter as `GET /oversight` names it, and what is said."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "programme",
                    "about_id": "5e1f0f43-7f7d-5f5c-9a52-8a4f3f6d9e11",
                    "subject": "2024",
                    "text": "Đề nghị ban hành chương trình, kế hoạch năm trước ngày 28/02.",
                }
            ]
        }
    )

    kind: MatterKind
    about_id: UUID
    subject: str = Field("", max_length=200)
    text: Said


class Reply(Body):
    """Trả lời: what the unit has done, or will do by when."""

    answer: Said


@router.get("/reminders", summary="Reminders on record")
def list_reminders(
    _reader: Reader,
    app: App,
    at: Day,
    kind: Annotated[MatterKind | None, Query(description="Loại việc: of this kind")] = None,
    unit: Annotated[Named | None, Query(description="Đơn vị được đôn đốc: to this unit; code or id")] = None,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: its work or its units'; code or id")] = None,
    movement: Annotated[Named | None, Query(description="Phong trào: in this movement; code or id")] = None,
    effect: Annotated[Effect | None, Query(description="Kết quả đến ngày đó: what became of it")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ReminderPage:
    """Các lần đôn đốc đến một ngày: to whom, about what, and what became of each by that day."""
    of_unit, in_cluster, in_movement = app.naming.ids(unit=unit, cluster=cluster, movement=movement)
    wanted = view.ReminderFilter(kind, of_unit, in_cluster, in_movement, effect)
    with app.store.reading() as connection:
        found = view.search_reminders(connection, wanted, at, after, limit)
    return ReminderPage(items=[ReminderOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/reminders", status_code=201, summary="Remind of a matter")
def send_reminder(order: OrderDep, app: App, body: NewReminder) -> Receipt:
    """Đôn đốc: of something late, missing or thin that is still to be done, once a day."""
    return app.reminders.send(order.command, Reminding(**body.model_dump()))


@router.get("/reminders/{reminder_id}", summary="One reminder")
def get_reminder(_reader: Reader, app: App, at: Day, reminder_id: UUID, response: Response) -> ReminderOut:
    """Một lần đôn đốc, và kết quả đến ngày đó."""
    with app.store.reading() as connection:
        row = present(view.reminder(connection, reminder_id, at), Reminder.CALLED, reminder_id)
    response.headers["ETag"] = f'"{row["version"]}"'
    return ReminderOut.model_validate(row)


@router.get("/reminders/{reminder_id}/history", summary="What happened to a reminder")
def reminder_history(_reader: Reader, app: App, reminder_id: UUID) -> History:
    """Lịch sử lần đôn đốc: every event, oldest first."""
    return History.model_validate({"items": life_of(app, Reminder, reminder_id)})


@router.post("/reminders/{reminder_id}/answers", summary="Answer a reminder")
def answer_reminder(order: OrderDep, app: App, reminder_id: UUID, body: Reply) -> Receipt:
    """Đơn vị được đôn đốc trả lời; a later answer adds to the one before."""
    return app.reminders.answer(order.command, reminder_id, body.answer)


@router.post("/reminders/{reminder_id}/withdrawal", summary="Withdraw a reminder")
def withdraw_reminder(order: OrderDep, app: App, reminder_id: UUID, body: Why) -> Receipt:
    """Rút lần đôn đốc không đúng, nêu lý do."""
    return app.reminders.withdraw(order.command, reminder_id, body.reason)
