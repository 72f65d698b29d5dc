"""Boards (bảng xếp hạng) over REST: frozen edition by edition, read as they stood, explained from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from kernel.explanation import Text
from kernel.http import PROBLEMS, AfterParam, ExactRoute, LimitParam, OrderDep
from kernel.store import Missing, Receipt
from services.scoring.api.asking import App, ClusterAsked, MovementAsked, Reader, UnitAsked, present, tag
from services.scoring.api.shapes import ExplanationTree, ReviewOf
from services.scoring.application.boards import Freezing
from services.scoring.domain.board import Board
from services.scoring.domain.period import PeriodKind, period_asked
from services.scoring.domain.ranking import REASONS, RowState
from services.scoring.views import boards as view
from services.scoring.views.departures import Departure, departures

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class RowOut(BaseModel):
    """Một dòng của bảng: where a unit stands, and if it is not ranked, why."""

    unit_id: UUID
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-68"])
    unit_name: str | None = Field(
        description="Tên đơn vị vào ngày chốt: the name it bore on the day of freezing",
        examples=["Bảo hiểm xã hội tỉnh Lâm Đồng"],
    )
    state: RowState
    reason: str = Field(description="Vì sao không xếp hạng", examples=["Được xếp hạng"])
    reason_en: str = Field(examples=["Ranked"])
    rank: int | None = Field(description="Thứ hạng; equal for a tie", examples=[1])
    score: Decimal | None = Field(description="Điểm", examples=["895.30"])
    classification: str = Field(description="Xếp loại", examples=["XUAT_SAC"])
    prize: str = Field(description="Giải")
    missing: int = Field(description="Số tiêu chí thiếu kết quả")
    barred_by: list[str] = Field(description="Điều kiện loại bị vướng")
    card_id: UUID = Field(description="Phiếu chấm điểm")
    finalisation: int = Field(description="Lần chốt của phiếu")
    like_group: str = Field(description="Nhóm đơn vị tương đồng: ranked apart; empty where there are none")


class DepartedOut(BaseModel):
    """Một đơn vị rời khối, cụm trong kỳ: a member during the period, and none on its last day."""

    unit_id: UUID
    unit_code: str | None = Field(description="Mã đơn vị", examples=["BHXH-35"])
    left_on: date = Field(description="Ngày đầu tiên không còn là thành viên", examples=["2024-05-01"])
    how: Departure = Field(description="Vì sao rời")
    reason: str = Field(description="Lý do, bằng lời", examples=["đã sáp nhập"])
    reason_en: str = Field(examples=["merged"])
    into_code: str | None = Field(description="Mã đơn vị nhận sáp nhập", examples=["BHXH-37"])


class EditionOut(BaseModel):
    """Một lần công bố bảng xếp hạng: an edition; `digest` says its content, free of clock times."""

    board_id: UUID
    no: int = Field(description="Lần công bố", examples=[1])
    cluster_id: UUID
    cluster_code: str | None = Field(description="Mã khối, cụm", examples=["2024/VII"])
    movement_id: UUID
    movement_code: str | None = Field(description="Mã phong trào", examples=["TDTX-2024"])
    period: str = Field(examples=["2024"])
    period_kind: PeriodKind
    frozen_on: date = Field(description="Ngày chốt: the board stands from this day on")
    recorded_at: datetime = Field(description="Thời điểm ghi")
    actor: str = Field(description="Người chốt")
    table_id: UUID
    table_version: int
    digest: str
    reason: str = Field(description="Lý do, of a correction")
    rulebook: str = Field(description="Bộ quy định áp dụng")
    event_id: UUID
    rows: list[RowOut]
    departed: list[DepartedOut] = Field(
        description="Đơn vị rời khối, cụm trong kỳ nên không có dòng: by what is told until now, not part of `digest`"
    )


class BoardPage(BaseModel):
    """Một trang bảng xếp hạng: one page, each board in the edition that stood."""

    items: list[EditionOut]
    next: str | None


class EditionList(BaseModel):
    """Mọi lần công bố của một bảng, the first first."""

    items: list[EditionOut]


class NewEdition(ReviewOf):
    """Chốt bảng xếp hạng: compute and finalise the cards, rank, freeze; a correction says why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"cluster_id": "2024/VII", "movement_id": "TDTX-2024", "period": "2024-H1"}]}
    )

    reason: Annotated[str, Field(max_length=4000)] = Field("", description="Lý do: needed from the second edition on")
    close_cards: bool = Field(True, description="Chấm và chốt luôn các phiếu chưa chốt")
    reopen_cards: bool = Field(
        False, description="Mở lại, chấm và chốt các phiếu có số liệu đã thay đổi: by the standing body"
    )

    def how(self) -> Freezing:
        """The application's value."""
        return Freezing(self.reason, self.close_cards, self.reopen_cards)


@router.get("/boards", summary="Boards as they stood")
def list_boards(
    _reader: Reader,
    app: App,
    cluster_id: ClusterAsked = None,
    movement_id: MovementAsked = None,
    period: Annotated[str | None, Query(description="Kỳ", examples=["2024"])] = None,
    period_kind: Annotated[PeriodKind | None, Query(description="Loại kỳ")] = None,
    unit_id: UnitAsked = None,
    as_of: Annotated[date | None, Query(description="Ngày cần xem: the board that stood on this day")] = None,
    known_on: Annotated[
        AwareDatetime | None, Query(description="Theo những gì đã ghi đến thời điểm này: as we knew it then")
    ] = None,
    after: AfterParam = None,
    limit: LimitParam = 20,
) -> BoardPage:
    """Bảng xếp hạng vào một ngày, theo những gì đã biết vào một thời điểm; mặc định: lần công bố gần nhất."""
    in_cluster, in_movement, of_unit = app.naming.ids(cluster_id=cluster_id, movement_id=movement_id, unit_id=unit_id)
    wanted = view.Filter(in_cluster, in_movement, period_asked(period), period_kind and period_kind.value, of_unit)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, view.Moment(as_of, known_on), after, limit)
        items = _editions(connection, found.items)
    return BoardPage(items=items, next=found.next)


@router.post("/boards/editions", status_code=201, summary="Freeze an edition of a board")
def freeze_edition(order: OrderDep, app: App, body: NewEdition) -> Receipt:
    """Chốt bảng xếp hạng của khối, cụm trong một lệnh; bản đính chính là một lần công bố mới kèm lý do."""
    return order.answer(app.boards.freeze(order.command, body.review(app.naming), body.how()))


@router.get("/boards/{board_id}", summary="One board in its last edition")
def get_board(_reader: Reader, app: App, board_id: UUID, response: Response) -> EditionOut:
    """Một bảng xếp hạng, lần công bố gần nhất."""
    with app.store.reading() as connection:
        edition = present(view.by_ids(connection, [board_id])[0], Board.CALLED, board_id)
        [told] = _editions(connection, [edition])
    tag(response, edition["version"])
    return told


@router.get("/boards/{board_id}/editions", summary="Every edition of a board")
def list_editions(_reader: Reader, app: App, board_id: UUID) -> EditionList:
    """Mọi lần công bố: none is ever changed or taken away."""
    with app.store.reading() as connection:
        present(view.by_ids(connection, [board_id])[0], Board.CALLED, board_id)
        return EditionList(items=_editions(connection, view.editions(connection, board_id)))


@router.get("/boards/{board_id}/editions/{no}", summary="One edition of a board")
def get_edition(_reader: Reader, app: App, board_id: UUID, no: int) -> EditionOut:
    """Một lần công bố."""
    with app.store.reading() as connection:
        [edition] = view.editions_named(connection, [(board_id, no)])
        if edition is None:
            raise Missing(thing=Text("lần chốt bảng", "edition of the board"), id=f"{board_id}/{no}")
        return _editions(connection, [edition])[0]


@router.get("/boards/{board_id}/editions/{no}/rows/{unit_id}/why", summary="Why a unit stands where it stands")
def row_why(_reader: Reader, app: App, board_id: UUID, no: int, unit_id: UUID) -> ExplanationTree:
    """Giải trình thứ hạng: from the frozen record, with the same digest for ever."""
    return ExplanationTree.of(app.boards.why_row(board_id, no, unit_id))


@router.get(
    "/boards/{board_id}/editions/{no}/rows/{unit_id}/points/{criterion}/why",
    summary="Why a unit has these points under one criterion",
)
def points_why(_reader: Reader, app: App, board_id: UUID, no: int, unit_id: UUID, criterion: str) -> ExplanationTree:
    """Giải trình điểm của một tiêu chí trên bảng đã chốt."""
    return ExplanationTree.of(app.boards.why_points(board_id, no, unit_id, criterion))


def _editions(connection: sa.Connection, editions: Sequence[dict[str, Any]]) -> list[EditionOut]:
    """Editions with their rows and with the units that left."""
    rows = view.rows(connection, [(each["board_id"], each["no"]) for each in editions])
    gone = departures(connection, [(each["cluster_id"], each["period"]) for each in editions])
    return [
        EditionOut.model_validate(
            {
                **edition,
                "rows": [{**row, **_worded(REASONS[RowState(row["state"])])} for row in lines],
                "departed": [{**each, **_worded(each["how"].words)} for each in left],
            }
        )
        for edition, lines, left in zip(editions, rows, gone, strict=True)
    ]


def _worded(text: Text) -> dict[str, str]:
    return {"reason": text.vi, "reason_en": text.en}
