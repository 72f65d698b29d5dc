"""MeritFile (hồ sơ thành tích) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec
import strawberry
from anyio import to_thread
from strawberry.scalars import JSON

from regulations.chapters import Holder
from services.nomination.domain.merit.facts import Kept, Merger
from services.nomination.domain.merit.file import MeritFile as MeritFileAggregate
from services.nomination.graph.asking import Info, Row, key_of, load
from services.nomination.graph.entities import Unit, unit_of
from services.nomination.views import merit_files

strawberry.enum(Holder, name="MeritHolder", description="Cá nhân, tập thể: who holds a title")


@strawberry.type(description="Một mục của hồ sơ: a fact that stands, by the event that recorded it")
class MeritFact:
    """What is on record, from which paper, by whom."""

    id: strawberry.ID
    kind: str = strawberry.field(description="Loại: Rating, Award, Initiative, Discipline, Inquiry, YearFigures …")
    fact: JSON = strawberry.field(description="Nội dung: what the fact says")
    evidence: str = strawberry.field(description="Căn cứ: the paper it is known from")
    recorded_by: str = strawberry.field(description="Người ghi: who recorded it")
    cleared_on: date | None = strawberry.field(description="Ngày kết thúc xem xét: when an inquiry ended")
    used_for: JSON | None = strawberry.field(description="Đã dùng cho: the award that an initiative serves")

    @classmethod
    def of(cls, kept: Kept, file: MeritFileAggregate) -> Self:
        """From the domain's value."""
        use = file.holdings.uses.get(kept.id)
        return cls(
            id=strawberry.ID(str(kept.id)),
            kind=type(kept.fact).__name__,
            fact=JSON(msgspec.to_builtins(kept.fact)),
            evidence=kept.evidence,
            recorded_by=kept.recorded_by,
            cleared_on=kept.cleared_on,
            used_for=None if use is None else JSON(msgspec.to_builtins(use)),
        )


@strawberry.type(description="Đơn vị đã sáp nhập vào: a unit that went up in the holder")
class MeritMerger:
    """A merger, as the registry of units tells it."""

    merged_on: date = strawberry.field(description="Ngày sáp nhập: the first day without it")
    declared: bool = strawberry.field(description="Đã khai kế thừa: whether its history counts")
    event: strawberry.ID = strawberry.field(description="Sự kiện: the event it was told in")
    merged: strawberry.Private[Merger]

    @strawberry.field(description="Đơn vị: the unit that ceased")
    def unit(self) -> Unit | None:
        """Which unit."""
        return unit_of(self.merged.unit_id)


@strawberry.federation.type(keys=["id"], description="Hồ sơ thành tích: what is on record about a unit or a person")
class MeritFile:
    """A merit file."""

    id: strawberry.ID
    holder: Holder = strawberry.field(description="Cá nhân hay tập thể: whose kind")
    person_code: str | None = strawberry.field(description="Mã cán bộ: staff code")
    complete_from: int | None = strawberry.field(description="Đầy đủ từ năm: complete from this year on")
    opened_on: date = strawberry.field(description="Ngày lập: opened on")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = {name: row[name] for name in ("person_code", "complete_from", "opened_on", "version")}
        return cls(id=strawberry.ID(str(row["id"])), holder=Holder(row["holder"]), row=row, **plain)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The file, for the gateway."""
        row = await load(info, merit_files.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Đơn vị: itself, or the one the person joined last")
    def unit(self) -> Unit | None:
        """Of which unit."""
        return None if self.row["unit_id"] is None else unit_of(self.row["unit_id"])

    @strawberry.field(description="Các mục còn giá trị: the standing facts; of a person for those with the right")
    async def facts(self, info: Info) -> list[MeritFact]:
        """What is on record."""
        commands, reader = info.context.application.merit, info.context.principal
        file = await to_thread.run_sync(commands.read, reader, key_of(self.id))
        return [MeritFact.of(each, file) for each in file.holdings.kept.values()]

    @strawberry.field(description="Các đơn vị đã sáp nhập vào: units that went up in the holder, declared or not")
    async def mergers(self, info: Info) -> list[MeritMerger]:
        """Mergers heard of."""
        commands, reader = info.context.application.merit, info.context.principal
        return [
            MeritMerger(merged_on=each.merged_on, declared=declared, event=strawberry.ID(str(each.event)), merged=each)
            for each, declared in await to_thread.run_sync(commands.mergers, reader, key_of(self.id))
        ]

    @strawberry.field(description="Họ tên: of a person, for those with the right")
    async def person_name(self, info: Info) -> str | None:
        """The name behind the staff code."""
        commands, reader = info.context.application.merit, info.context.principal
        return await to_thread.run_sync(commands.name, reader, key_of(self.id))
