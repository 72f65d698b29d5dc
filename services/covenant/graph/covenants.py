"""Covenant (giao ước thi đua) in the graph, with targets, titles, what may be done now, and why."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from kernel.graph import Explanation, Source
from regulations.chapters import Holder
from services.covenant.domain import rights
from services.covenant.domain.lateness import Timeliness
from services.covenant.domain.rights import Subject
from services.covenant.domain.steps import State, Step
from services.covenant.graph.amendments import CovenantTarget, CovenantText
from services.covenant.graph.asking import Info, Row, day_asked, key_of, load, on
from services.covenant.graph.movements import Movement
from services.covenant.graph.targets import TargetPlan, timing_of
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import clusters, covenant_texts, covenants, lateness, movements, plan_search

strawberry.enum(State, name="CovenantState", description="Trạng thái giao ước: how far it is")
strawberry.enum(Step, name="CovenantStep", description="Việc làm với giao ước: what can be done")
strawberry.enum(Holder, name="TitleHolder", description="Đối tượng của danh hiệu: a collective or a person")


@strawberry.type(description="Đăng ký danh hiệu: one title or form of commendation aimed at")
class TitleRegistration:
    """A registered title."""

    title: str = strawberry.field(description="Mã danh hiệu, hình thức: code of the title")
    holder: Holder = strawberry.field(description="Tập thể hay cá nhân: for whom")
    person_code: str | None = strawberry.field(description="Mã cá nhân: of a person")
    registered_on: date = strawberry.field(description="Ngày đăng ký: day of the registration")
    due_on: date = strawberry.field(description="Hạn đăng ký: last day in time")
    late: bool = strawberry.field(description="Đăng ký muộn: registered late")
    recorded_on: date | None = strawberry.field(description="Ngày ghi nhận: the day it was recorded")
    timing: Timeliness | None = strawberry.field(description="Đúng hạn, ghi nhận sau hạn, hay muộn: how it met its day")


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
    recorded_on: date | None = strawberry.field(description="Ngày ghi nhận: the day it was recorded")
    timing: Timeliness | None = strawberry.field(description="Đúng hạn, ghi nhận sau hạn, hay muộn: how it met its day")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    edition: int | None = strawberry.field(description="Bản đang có hiệu lực: 1 once signed, more once amended")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("drafted_on", "agreed_on", "signed_on", "due_on", "late", "recorded_on", "version", "edition")
        return cls(
            id=strawberry.ID(str(row["id"])),
            state=State(row["state"]),
            timing=timing_of(row),
            row=row,
            at=at,
            **{name: row[name] for name in plain},
        )

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
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
        return [CovenantTarget.of(row) for row in rows]

    @strawberry.field(description="Các bản, cũ trước: what was signed, is proposed, was withdrawn or returned")
    async def editions(self, info: Info) -> list[CovenantText]:
        """All of its texts; none before the signature."""
        return [CovenantText.of(row) for row in await load(info, covenant_texts.texts, key_of(self.id))]

    @strawberry.field(description="Bảng chỉ tiêu từng năm, của phong trào dài hạn: its targets over years, if any")
    async def plan(self, info: Info) -> TargetPlan | None:
        """The table of targets over years."""
        row = await load(info, on(plan_search.by_covenants, self.at), key_of(self.id))
        return None if row is None else TargetPlan.of(row, self.at)

    @strawberry.field(description="Danh hiệu đăng ký: the titles registered")
    async def registrations(self, info: Info) -> list[TitleRegistration]:
        """The titles aimed at."""
        rows = await load(info, covenants.registrations, key_of(self.id))
        plain = ("title", "person_code", "registered_on", "due_on", "late", "recorded_on")
        return [
            TitleRegistration(
                holder=Holder(row["holder"]), timing=timing_of(row), **{name: row[name] for name in plain}
            )
            for row in rows
        ]

    @strawberry.field(description="Việc có thể làm ngay: what the asking person may do with it now")
    async def steps(self, info: Info) -> list[Step]:
        """What the state allows and the rights grant; nothing in a closed movement."""
        movement = await load(info, movements.by_ids, self.row["movement_id"])
        if movement is not None and movement["closed_on"] is not None:
            return []
        found = await load(info, on(clusters.of_units, self.at), self.row["unit_id"])
        reader, led = info.context.principal, set()
        for row in found:
            office = await load(info, on(clusters.in_office, self.at), row["id"])
            if office is None or (office["head_id"] is not None and office["head_id"] == reader.unit_id):
                led.add(row["id"])
        amendment = await load(info, covenant_texts.waiting_phases, key_of(self.id))
        subject = Subject(self.row["unit_id"], frozenset(led))
        return list(rights.steps_open_to(reader, self.state, subject, amendment))

    @strawberry.field(description="Giải trình đúng hạn hay muộn: why it is in time or late")
    async def why(self, info: Info) -> Explanation | None:
        """The explanation of its timing."""
        why = await load(info, lateness.whys, key_of(self.id))
        return None if why is None else Explanation.of(why)
