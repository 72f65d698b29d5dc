"""Who is late, missing or thin, and reminders on record, in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from kernel.graph import CommandResult, Source, Terms
from services.covenant.application.reminders import Reminding
from services.covenant.domain.reminder import SOURCES, Effect, MatterKind, Shortfall
from services.covenant.graph.asking import Info, Row, asked, day_asked, key_of, load, read
from services.covenant.graph.clusters import Cluster, cluster_of
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, connection_of
from services.covenant.graph.movements import Movement
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import movements, oversight

strawberry.enum(MatterKind, name="MatterKind", description="Loại việc: what can be late, missing or thin")
strawberry.enum(Shortfall, name="MatterFault", description="Muộn, thiếu, sơ sài, chậm so với kế hoạch")
strawberry.enum(Effect, name="ReminderEffect", description="Kết quả đôn đốc: what became of a reminder by a day")


@strawberry.type
class Matter:
    """What a matter of the list and a reminder of it both tell."""

    kind: MatterKind = strawberry.field(description="Loại việc")
    about_id: strawberry.ID = strawberry.field(description="Với `kind` và `subject`: names the matter, for a reminder")
    subject: str = strawberry.field(description="Năm, kỳ, mã nội dung, số thứ tự, mã phong trào…")
    fault: Shortfall = strawberry.field(description="Muộn, thiếu, sơ sài, chậm so với kế hoạch")
    due_on: date = strawberry.field(description="Thời hạn; nếu văn bản không nêu: ngày kể từ đó phải có")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @strawberry.field(description="Căn cứ: where it stands that this is to be done")
    def source(self) -> Source:
        """Its source."""
        return Source.of(SOURCES[self.kind])

    @strawberry.field(description="Đơn vị phải làm: of a block or cluster, the unit of its head in office")
    async def unit(self, info: Info) -> Unit | None:
        """Whom it waits for."""
        return await unit_of(info, self.row["unit_id"], self.at)

    @strawberry.field(description="Khối, cụm: or the one that the unit competes in")
    async def cluster(self, info: Info) -> Cluster | None:
        """In which block or cluster."""
        return await cluster_of(info, self.row["cluster_id"], self.at)

    @strawberry.field(description="Phong trào")
    async def movement(self, info: Info) -> Movement | None:
        """In which movement."""
        key = self.row["movement_id"]
        row = None if key is None else await load(info, movements.by_ids, key)
        return None if row is None else Movement.of(row, self.at)


def _named(row: Row, at: date) -> Row:
    about = {"about_id": strawberry.ID(str(row["about_id"])), "subject": row["subject"], "due_on": row["due_on"]}
    return {"kind": MatterKind(row["kind"]), "fault": Shortfall(row["fault"]), **about, "row": row, "at": at}


@strawberry.type(description="Việc muộn, thiếu, sơ sài hoặc chậm, và số lần đã đôn đốc")
class OversightMatter(Matter):
    """One matter of the list."""

    waits: bool = strawberry.field(description="Còn phải làm: false of what was done, but late")
    detail: str | None = strawberry.field(description="Nội dung: in words")
    reminders: int = strawberry.field(description="Số lần đã đôn đốc đến ngày đó")
    reminded_on: date | None = strawberry.field(description="Lần đôn đốc gần nhất")

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the list."""
        plain = ("waits", "detail", "reminders", "reminded_on")
        return cls(**_named(row, at), **{name: row[name] for name in plain})


@strawberry.type(description="Một lần đôn đốc: who was reminded of what, by whom, when, and what became of it")
class Reminder(Matter):
    """One reminder."""

    id: strawberry.ID
    text: str = strawberry.field(description="Nội dung đôn đốc")
    sent_by: str = strawberry.field(description="Người đôn đốc")
    sent_on: date
    answer: str | None = strawberry.field(description="Trả lời lần cuối")
    answered_by: str | None
    answered_on: date | None
    reason: str | None = strawberry.field(description="Lý do rút")
    withdrawn_on: date | None
    effect: Effect = strawberry.field(description="Đến ngày đó: chưa chuyển biến, đã trả lời, đã thực hiện, đã rút")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = (
            "text", "sent_by", "sent_on", "answer", "answered_by", "answered_on", "reason", "withdrawn_on", "version",
        )  # fmt: skip
        key, effect = strawberry.ID(str(row["id"])), Effect(row["effect"])
        return cls(id=key, effect=effect, **_named(row, at), **{name: row[name] for name in plain})


@strawberry.input(description="Việc cần đôn đốc, theo danh sách theo dõi: as the oversight list names it")
class MatterInput:
    """A matter by name."""

    kind: MatterKind
    about_id: strawberry.ID
    subject: str = ""


@strawberry.type
class OversightQuery:
    """What the standing council body asks."""

    @strawberry.field(description="Ai muộn, thiếu, sơ sài: everything late, missing or thin on a day, by due day")
    async def oversight(
        self,
        info: Info,
        kind: MatterKind | None = None,
        fault: Shortfall | None = None,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        waits: bool | None = None,
        reminded: bool | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[OversightMatter]:
        """A page of matters."""
        of_unit, in_cluster, in_movement = await asked(info, unit=unit, cluster=cluster, movement=movement)
        wanted = oversight.MatterFilter(kind, fault, of_unit, in_cluster, in_movement, waits, reminded)
        day = day_asked(info, at)
        page = await read(info, lambda connection: oversight.matters(connection, wanted, day, after, first))
        return connection_of(page, ORDER, lambda row: OversightMatter.of(row, day))

    @strawberry.field(description="Các lần đôn đốc đến một ngày: reminders on record, oldest first")
    async def reminders(
        self,
        info: Info,
        kind: MatterKind | None = None,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        effect: Effect | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Reminder]:
        """A page of reminders."""
        of_unit, in_cluster, in_movement = await asked(info, unit=unit, cluster=cluster, movement=movement)
        wanted = oversight.ReminderFilter(kind, of_unit, in_cluster, in_movement, effect)
        day = day_asked(info, at)
        page = await read(info, lambda connection: oversight.search_reminders(connection, wanted, day, after, first))
        return connection_of(page, ["sent_on", "id"], lambda row: Reminder.of(row, day))

    @strawberry.field(description="Một lần đôn đốc: a reminder, and what became of it by a day")
    async def reminder(self, info: Info, id: strawberry.ID, at: date | None = None) -> Reminder | None:
        """One reminder."""
        day, key = day_asked(info, at), key_of(id)
        row = await read(info, lambda connection: oversight.reminder(connection, key, day))
        return None if row is None else Reminder.of(row, day)


ORDER = ["due_on", "kind", "about_id", "subject"]


@strawberry.type
class ReminderMutation:
    """Commands on reminders."""

    @strawberry.mutation(description="Đôn đốc: remind of something late, missing or thin")
    async def remind(self, info: Info, matter: MatterInput, text: str, terms: Terms | None = None) -> CommandResult:
        """Remind."""
        commands = info.context.application.reminders
        return await info.context.command(
            info,
            terms,
            lambda command: commands.send(
                command, Reminding(matter.kind, key_of(matter.about_id), matter.subject, text)
            ),
        )

    @strawberry.mutation(description="Trả lời đôn đốc: answer a reminder")
    async def answer_reminder(
        self, info: Info, reminder: strawberry.ID, answer: str, terms: Terms | None = None
    ) -> CommandResult:
        """Answer."""
        commands = info.context.application.reminders
        return await info.context.command(
            info, terms, lambda command: commands.answer(command, key_of(reminder), answer)
        )

    @strawberry.mutation(description="Rút lần đôn đốc: withdraw a reminder, with the reason")
    async def withdraw_reminder(
        self, info: Info, reminder: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.reminders
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(reminder), reason)
        )
