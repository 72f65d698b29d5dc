"""Good examples (điển hình tiên tiến, người tốt việc tốt) over REST."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.nomination.api.asking import App, Reader, Reference, present
from services.nomination.domain.good_example import (
    Channel,
    Effect,
    ExampleKind,
    ExampleState,
    ExampleStepKind,
    Finding,
    GoodExample,
    Introduction,
)
from services.nomination.views import good_examples as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_UNITS = 1000
Words = Annotated[str, Field(max_length=2000)]


class StepOut(BaseModel):
    """Một việc đã làm với điển hình: NURTURED, RECOGNISED, TAKEN_UP, INTRODUCED, FOLLOWED."""

    kind: str
    happened_on: date
    said: str = Field(description="Cách bồi dưỡng, hình thức, kênh, hiệu quả")
    more: str | None = Field(description="Số quyết định, nơi đăng, căn cứ")
    unit_id: UUID | None = Field(description="Đơn vị áp dụng, đơn vị có hiệu quả")
    unit_code: str | None
    before: Decimal | None
    after: Decimal | None


class ExampleOut(BaseModel):
    """Một điển hình: what it is, who found it where, and its state."""

    id: UUID
    code: str = Field(examples=["DH-2024-001"])
    kind: ExampleKind
    unit_id: UUID
    unit_code: str | None
    movement_id: UUID | None
    person_code: str | None
    what: str
    found_by: str
    found_on: date
    state: ExampleState
    reason: str | None = Field(description="Lý do khép lại, rút hoặc mở lại")
    version: int


class ExampleDetails(ExampleOut):
    """Điển hình với mọi việc đã làm: with every step."""

    steps: list[StepOut]


class ExamplePage(BaseModel):
    """Một trang điển hình theo ngày phát hiện: by the day it was found."""

    items: list[ExampleOut]
    next: str | None


class NewExample(Body):
    """Điển hình mới phát hiện."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "DH-2024-001",
                    "kind": "COLLECTIVE",
                    "unit_id": "BHXH-68",
                    "movement_id": "TDTX-2024",
                    "what": "Vận động hộ gia đình tham gia BHYT theo tổ dân phố",
                    "found_by": "Cụm trưởng cụm VII",
                }
            ]
        }
    )

    code: str = Field(max_length=60)
    kind: ExampleKind
    unit_id: Reference
    movement_id: Reference | None = None
    person_code: str | None = Field(None, description="Mã người, không phải họ tên", max_length=60)
    what: Words
    found_by: str = Field(max_length=300)


class Measure(Body):
    """Cách bồi dưỡng."""

    measure: Words


class Recognition(Body):
    """Hình thức công nhận, số quyết định nếu có."""

    form: str = Field(max_length=300)
    number: str = Field("", max_length=80)


class Spread(Body):
    """Các đơn vị áp dụng."""

    units: list[Reference] = Field(min_length=1, max_length=MOST_UNITS)


class IntroductionIn(Body):
    """Giới thiệu trên phương tiện thông tin của Ngành."""

    channel: Channel
    where: str = Field(description="Số báo, địa chỉ bài", max_length=300)
    published_on: date


class EffectIn(Body):
    """Hiệu quả: a figure before and after, with its evidence."""

    what: Words
    evidence: str = Field(max_length=1000)
    unit_id: Reference | None = None
    before: Decimal | None = None
    after: Decimal | None = None


class WhyEnded(Body):
    """Lý do."""

    reason: str = Field(max_length=1000)


@router.post("/good-examples", status_code=201, summary="Put a good example down")
def find_example(order: OrderDep, app: App, body: NewExample) -> Receipt:
    """Phát hiện điển hình tiên tiến, người tốt việc tốt."""
    command = order.command
    finding = Finding(
        code=body.code.strip(),
        kind=body.kind,
        unit_id=app.naming.id("unit_id", body.unit_id),
        what=body.what,
        found_by=body.found_by,
        movement_id=app.naming.given("movement_id", body.movement_id),
        person_code=body.person_code,
    )
    return order.answer(app.good_examples.find(command, finding))


@router.get("/good-examples", summary="Good examples")
def list_examples(
    _reader: Reader,
    app: App,
    unit: Annotated[str | None, Query(description="Đơn vị: code or id", max_length=60)] = None,
    movement: Annotated[str | None, Query(description="Phong trào: code or id", max_length=60)] = None,
    kind: Annotated[ExampleKind | None, Query(description="Loại")] = None,
    state: Annotated[ExampleState | None, Query(description="Trạng thái")] = None,
    taken_up_by: Annotated[str | None, Query(description="Đơn vị đã áp dụng: code or id", max_length=60)] = None,
    with_step: Annotated[ExampleStepKind | None, Query(description="Đã có việc: a step that was taken")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ExamplePage:
    """Danh sách điển hình theo ngày phát hiện."""
    unit_id, movement_id, taken_up = app.naming.ids(unit=unit, movement=movement, taken_up_by=taken_up_by)
    wanted = view.Filter(unit_id, movement_id, kind, state, taken_up, with_step)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return ExamplePage(items=[ExampleOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/good-examples/{example_id}", summary="One good example")
def get_example(_reader: Reader, app: App, example_id: UUID, response: Response) -> ExampleDetails:
    """Một điển hình với mọi việc đã làm."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [example_id])[0], GoodExample.CALLED, example_id)
        [row["steps"]] = view.steps(connection, [example_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return ExampleDetails.model_validate(row)


@router.post("/good-examples/{example_id}/nurturing", summary="Note what is done to bring it on")
def nurture_example(order: OrderDep, app: App, example_id: UUID, body: Measure) -> Receipt:
    """Bồi dưỡng điển hình."""
    return order.answer(app.good_examples.nurture(order.command, example_id, body.measure))


@router.post("/good-examples/{example_id}/recognition", summary="Note a recognition")
def recognise_example(order: OrderDep, app: App, example_id: UUID, body: Recognition) -> Receipt:
    """Công nhận, biểu dương điển hình."""
    return order.answer(app.good_examples.recognise(order.command, example_id, body.form, body.number))


@router.post("/good-examples/{example_id}/spread", summary="Note the units that took it up")
def spread_example(order: OrderDep, app: App, example_id: UUID, body: Spread) -> Receipt:
    """Nhân rộng điển hình đến các đơn vị."""
    command = order.command
    units = tuple(app.naming.id("unit", each, f"units[{place}]") for place, each in enumerate(body.units))
    return order.answer(app.good_examples.spread(command, example_id, units))


@router.post("/good-examples/{example_id}/introduction", summary="Note an introduction to the sector's media")
def introduce_example(order: OrderDep, app: App, example_id: UUID, body: IntroductionIn) -> Receipt:
    """Giới thiệu điển hình trên phương tiện thông tin của Ngành."""
    told = Introduction(body.channel, body.where, body.published_on)
    return order.answer(app.good_examples.introduce(order.command, example_id, told))


@router.post("/good-examples/{example_id}/effects", summary="Note an effect with its evidence")
def follow_up_example(order: OrderDep, app: App, example_id: UUID, body: EffectIn) -> Receipt:
    """Theo dõi hiệu quả của điển hình."""
    command, unit = order.command, app.naming.given("unit_id", body.unit_id)
    effect = Effect(body.what, body.evidence, unit, body.before, body.after)
    return order.answer(app.good_examples.follow_up(command, example_id, effect))


@router.post("/good-examples/{example_id}/closing", summary="End following it")
def close_example(order: OrderDep, app: App, example_id: UUID, body: WhyEnded) -> Receipt:
    """Khép lại việc theo dõi."""
    return order.answer(app.good_examples.close(order.command, example_id, body.reason))


@router.post("/good-examples/{example_id}/withdrawal", summary="Withdraw it: it was no example")
def withdraw_example(order: OrderDep, app: App, example_id: UUID, body: WhyEnded) -> Receipt:
    """Rút điển hình, nêu lý do."""
    return order.answer(app.good_examples.withdraw(order.command, example_id, body.reason))


@router.post("/good-examples/{example_id}/reopening", summary="Follow it again")
def reopen_example(order: OrderDep, app: App, example_id: UUID, body: WhyEnded) -> Receipt:
    """Mở lại việc theo dõi."""
    return order.answer(app.good_examples.reopen(order.command, example_id, body.reason))
