"""Covenant (giao ước thi đua) in the graph, with targets, titles, what may be done now, and why."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from kernel.graph import Explanation, Source
from regulations.chapters import Holder
from services.covenant.domain import rights
from services.covenant.domain.rights import Subject
from services.covenant.domain.steps import State, Step
from services.covenant.graph.asking import Info, Row, day_asked, key_of, load, on
from services.covenant.graph.long_enums import Direction
from services.covenant.graph.movements import Movement
from services.covenant.graph.targets import TargetPlan
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import clusters, covenants, lateness, movements, plans

strawberry.enum(State, name="CovenantState", description="Trạng thái giao ước: how far it is")
strawberry.enum(Step, name="CovenantStep", description="Việc làm với giao ước: what can be done")
strawberry.enum(Holder, name="TitleHolder", description="Đối tượng của danh hiệu: a collective or a person")


@strawberry.type(description="Chỉ tiêu thi đua: one target of a covenant")
class CovenantTarget:
    """An indicator with the figure committed to."""

    indicator: str = strawberry.field(description="Mã chỉ tiêu: code of the indicator")
    name: str = strawberry.field(description="Tên chỉ tiêu: its name")
    unit_of_measure: str = strawberry.field(description="Đơn vị tính: unit of measure")
    direction: Direction = strawberry.field(description="Chiều: which way is better")
    value: Decimal = strawberry.field(description="Mức đăng ký: the figure; lower bound of a BAND")
    upper: Decimal | None = strawberry.field(description="Cận trên: upper bound of a BAND")


@strawberry.type(description="Đăng ký danh hiệu: one title or form of commendation aimed at")
class TitleRegistration:
    """A registered title."""

    title: str = strawberry.field(description="Mã danh hiệu, hình thức: code of the title")
    holder: Holder = strawberry.field(description="Tập thể hay cá nhân: for whom")
    person_code: str | None = strawberry.field(description="Mã cá nhân: of a person")
    registered_on: date = strawberry.field(description="Ngày đăng ký: day of the registration")
    due_on: date = strawberry.field(description="Hạn đăng ký: last day in time")
    late: bool = strawberry.field(description="Đăng ký muộn: registered late")


@strawberry.federation.type(keys=["id"], description="Giao ước thi đua: what a unit commits itself to in a movement")
class Covenant:
    """A covenant."""

    id: strawberry.ID
    state: State = strawberry.field(description="Trạng thái: drafted, agreed or signed")
    drafted_on: date = strawberry.field(description="Ngày dự thảo: day of the draft")
    agreed_on: date | None = strawberry.field(description="Ngày thống nhất: day of the agreement")
    signed_on: date | None = strawberry.field(description="Ngày ký: day of the signature")
    due_on: date | None = strawberry.field(description="Hạn ký: last day in time, once signed")
    late: bool | None = strawberry.field(description="Ký muộn: signed late, once signed")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("drafted_on", "agreed_on", "signed_on", "due_on", "late", "version")
        return cls(
            id=strawberry.ID(str(row["id"])),
            state=State(row["state"]),
            row=row,
            at=at,
            **{name: row[name] for name in plain},
        )

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:  # noqa: A002
        """The covenant, for the gateway."""
        today = day_asked(info, None)
        row = await load(info, on(covenants.by_ids, today), key_of(id))
        return None if row is None else cls.of(row, today)

    @strawberry.field(description="Đơn vị: whose covenant it is")
    async def unit(self, info: Info) -> Unit | None:
        """The unit."""
        return await unit_of(info, self.row["unit_id"], self.at)

    @strawberry.field(description="Phong trào: the movement it is signed for")
    async def movement(self, info: Info) -> Movement | None:
        """The movement."""
        row = await load(info, movements.by_ids, self.row["movement_id"])
        return None if row is None else Movement.of(row, self.at)

    @strawberry.field(description="Căn cứ của hạn ký: where the deadline stands, once signed")
    def due_source(self) -> Source | None:
        """The deadline's source."""
        return Source(**self.row["due_source"]) if self.row["due_source"] else None

    @strawberry.field(description="Các chỉ tiêu: its targets in their order")
    async def targets(self, info: Info) -> list[CovenantTarget]:
        """The targets."""
        rows = await load(info, covenants.targets, key_of(self.id))
        plain = ("indicator", "name", "unit_of_measure", "value", "upper")
        return [
            CovenantTarget(direction=Direction(row["direction"]), **{name: row[name] for name in plain}) for row in rows
        ]

    @strawberry.field(description="Bảng chỉ tiêu từng năm, của phong trào dài hạn: its targets over years, if any")
    async def plan(self, info: Info) -> TargetPlan | None:
        """The table of targets over years."""
        row = await load(info, on(plans.by_covenants, self.at), key_of(self.id))
        return None if row is None else TargetPlan.of(row, self.at)

    @strawberry.field(description="Danh hiệu đăng ký: the titles registered")
    async def registrations(self, info: Info) -> list[TitleRegistration]:
        """The titles aimed at."""
        rows = await load(info, covenants.registrations, key_of(self.id))
        plain = ("title", "person_code", "registered_on", "due_on", "late")
        return [TitleRegistration(holder=Holder(row["holder"]), **{name: row[name] for name in plain}) for row in rows]

    @strawberry.field(description="Việc có thể làm ngay: what the asking person may do with it now")
    async def steps(self, info: Info) -> list[Step]:
        """What the state allows and the rights grant; nothing in a closed movement."""
        movement = await load(info, movements.by_ids, self.row["movement_id"])
        if movement is not None and movement["closed_on"] is not None:
            return []
        found = await load(info, on(clusters.of_units, self.at), self.row["unit_id"])
        subject = Subject(self.row["unit_id"], frozenset(row["id"] for row in found))
        return list(rights.steps_open_to(info.context.principal, self.state, subject))

    @strawberry.field(description="Giải trình đúng hạn hay muộn: why it is in time or late")
    async def why(self, info: Info) -> Explanation | None:
        """The explanation of its timing."""
        why = await load(info, lateness.whys, key_of(self.id))
        return None if why is None else Explanation.of(why)
