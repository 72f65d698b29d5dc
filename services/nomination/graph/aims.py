"""Aims of the sector, awards decided elsewhere, priority by the long movement, in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry
from anyio import to_thread

from kernel.graph import CommandResult, Explanation, Terms, Text
from kernel.http import HO_CHI_MINH
from kernel.store import Command, Receipt
from services.nomination.domain import priority
from services.nomination.domain.higher_award import HigherAwardFacts
from services.nomination.graph.asking import Info, Row, key_of, known_title, load, named_one, read
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.entities import Unit, unit_of
from services.nomination.graph.nominations import Nomination
from services.nomination.views import higher_awards, nominations


@strawberry.type(description="Chỉ tiêu phấn đấu toàn ngành: how many by when, how many there are")
class AimProgress:
    """One aim."""

    code: str = strawberry.field(description="Mã: code")
    name: Text = strawberry.field(description="Tên: name")
    title: str = strawberry.field(description="Danh hiệu: title")
    by: date = strawberry.field(description="Đến ngày: by when")
    at_least: int = strawberry.field(description="Ít nhất: how many")
    counted: int = strawberry.field(description="Đã có: how many there are")
    reached: bool = strawberry.field(description="Đã đạt: reached")
    overdue: bool = strawberry.field(description="Quá hạn chưa đạt: overdue")
    why: Explanation = strawberry.field(description="Giải trình: every decision counted")


@strawberry.type(description="Khen thưởng cấp trên đã ghi nhận: an award decided elsewhere")
class HigherAward:
    """One award."""

    id: strawberry.ID
    title: str = strawberry.field(description="Danh hiệu: title")
    number: str = strawberry.field(description="Số quyết định: number")
    authority: str = strawberry.field(description="Cấp quyết định: who decided")
    person_code: str | None = strawberry.field(description="Mã người: code of the person")
    year: int | None = strawberry.field(description="Năm của thành tích; không có: năm của quyết định: its year")
    decided_on: date = strawberry.field(description="Ngày quyết định: day")
    struck_because: str | None = strawberry.field(description="Lý do xóa ghi nhận: why it was struck")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        known = {name: value for name, value in row.items() if name not in {"id", "unit_id"}}
        return cls(id=strawberry.ID(str(row["id"])), row=row, **known)

    @strawberry.field(description="Đơn vị được tặng: the collective")
    def unit(self) -> Unit | None:
        """Which, if it is a collective's."""
        return None if self.row["unit_id"] is None else unit_of(self.row["unit_id"])


@strawberry.type(description="Kết quả đã chốt của phong trào dài hạn: targets reached in a frozen edition")
class LongStanding:
    """One edition."""

    through: int = strawberry.field(description="Sơ kết, tổng kết đến năm: through which year")
    edition: int = strawberry.field(description="Lần chốt: edition")
    frozen_on: date = strawberry.field(description="Ngày chốt: day")
    planned: int = strawberry.field(description="Số chỉ tiêu của năm: targets of the year")
    reached: int = strawberry.field(description="Số chỉ tiêu đạt: reached")
    unconfirmed: int = strawberry.field(description="Chưa được xác nhận: without a department's yes")

    @classmethod
    def of(cls, known: priority.LongStanding) -> Self:
        """From the domain's."""
        return cls(**{name: value for name, value in vars(known).items() if name != "event"})


@strawberry.type(description="Thứ tự ưu tiên theo phong trào dài hạn: an aid, no decision")
class Precedence:
    """One nomination in its order."""

    place: int | None = strawberry.field(description="Thứ tự; không có khi chưa biết kết quả: its place")
    nomination_id: strawberry.ID = strawberry.field(description="Đề cử: the nomination")
    unit: Unit | None = strawberry.field(description="Đơn vị: its unit")
    mean: Decimal | None = strawberry.field(description="Trung bình: mean part of the others left behind")
    standing: LongStanding | None = strawberry.field(description="Lần chốt mới nhất: last frozen standing")
    why: Explanation = strawberry.field(description="Giải trình: the standing and the boards it follows from")

    @strawberry.field(description="Đề cử: whose place it is")
    async def nomination(self, info: Info) -> Nomination | None:
        """The nomination."""
        row = await load(info, nominations.by_ids, key_of(self.nomination_id))
        return None if row is None else Nomination.of(row)


@strawberry.type
class AimQuery:
    """What can be asked about aims, awards from elsewhere and priority."""

    @strawberry.field(description="Chỉ tiêu phấn đấu toàn ngành tính đến một ngày: aims as of a day")
    async def aims(self, info: Info, on: date | None = None) -> list[AimProgress]:
        """Every aim."""
        await read(info, lambda _connection: None)
        day = on or info.context.edge.now().astimezone(HO_CHI_MINH).date()
        return [
            AimProgress(
                code=each.aim.code,
                name=Text.of(each.aim.name),
                title=each.aim.title,
                by=each.aim.by,
                at_least=each.aim.at_least.value,
                counted=len(each.counted),
                reached=each.reached,
                overdue=each.overdue,
                why=Explanation.of(each.explain()),
            )
            for each in await to_thread.run_sync(info.context.application.aims.progress, day)
        ]

    @strawberry.field(description="Khen thưởng cấp trên theo ngày: awards decided elsewhere")
    async def higher_awards(
        self,
        info: Info,
        title: str | None = None,
        struck: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[HigherAward]:
        """A page of awards."""
        wanted = higher_awards.Filter(known_title(info, title), struck)
        page = await read(info, lambda connection: higher_awards.search(connection, wanted, after, first))
        return connection_of(page, ["decided_on", "id"], HigherAward.of)

    @strawberry.field(description="Ưu tiên trong số đủ điều kiện theo phong trào dài hạn: priority among the nominated")
    async def priorities(
        self, info: Info, title: str, movement: strawberry.ID, long_movement: strawberry.ID
    ) -> list[Precedence]:
        """In order."""
        movements = await named_one(info, "movement", movement), await named_one(info, "long_movement", long_movement)
        ask, of = info.context.application.aims.priorities, info.context.application.naming.known_title(title)
        found = await to_thread.run_sync(ask, of, *movements)
        return [
            Precedence(
                place=each.place,
                nomination_id=strawberry.ID(str(each.eligible.nomination_id)),
                unit=unit_of(each.eligible.unit_id),
                mean=each.shown,
                standing=None if each.standing is None else LongStanding.of(each.standing),
                why=Explanation.of(each.explain()),
            )
            for each in found
        ]


@strawberry.type
class AimMutation:
    """Commands on awards decided elsewhere."""

    @strawberry.mutation(description="Ghi nhận khen thưởng cấp trên: put down an award decided elsewhere")
    async def record_higher_award(
        self,
        info: Info,
        title: str,
        number: str,
        authority: str,
        unit: strawberry.ID | None = None,
        person_code: str | None = None,
        year: int | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Record; effective on the day of its decision."""
        commands, naming = info.context.application.aims, info.context.application.naming
        said = (title.strip(), number.strip(), authority.strip())

        def record(command: Command) -> Receipt:
            return commands.record(command, HigherAwardFacts(*said, naming.given("unit", unit), person_code, year))

        return await info.context.command(info, terms, record)

    @strawberry.mutation(description="Xóa ghi nhận, nêu lý do: strike a record")
    async def strike_higher_award(
        self, info: Info, award: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Strike."""
        commands = info.context.application.aims
        return await info.context.command(info, terms, lambda command: commands.strike(command, key_of(award), reason))
