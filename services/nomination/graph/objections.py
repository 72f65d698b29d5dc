"""Objections to candidates (ý kiến, đơn phản ánh) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date

import strawberry

from kernel.graph import CommandResult, Terms
from services.nomination.domain.objection import Complaint
from services.nomination.graph.asking import Info, key_of, read


@strawberry.type(description="Ý kiến, đơn phản ánh về một đề cử: open while it has no answer")
class NominationObjection:
    """One objection."""

    id: strawberry.ID
    code: str = strawberry.field(description="Số thụ lý: its number")
    by: str | None = strawberry.field(description="Người phản ánh: for those with the right to the record")
    text: str | None = strawberry.field(description="Nội dung: what about; likewise")
    raised_on: date = strawberry.field(description="Ngày ghi nhận: when it was raised")
    answered_on: date | None = strawberry.field(description="Ngày kết luận: when it was answered")
    upheld: bool | None = strawberry.field(description="Phản ánh đúng: whether it was upheld")
    finding: str | None = strawberry.field(description="Kết luận: what was found")
    in_time: bool = strawberry.field(description="Trong thời hạn công khai: it came while the notice was open")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")


@strawberry.type
class ObjectionQuery:
    """What can be asked of objections."""

    @strawberry.field(description="Các ý kiến về một đề cử: objections to a nomination, by day")
    async def nomination_objections(self, info: Info, nomination: strawberry.ID) -> list[NominationObjection]:
        """Empty where nobody objected."""
        plain = ("code", "by", "text", "raised_on", "answered_on", "upheld", "finding", "in_time", "version")
        commands, reader, wanted = info.context.application.objections, info.context.principal, key_of(nomination)
        found = await read(info, lambda connection: commands.of(connection, reader, wanted))
        return [
            NominationObjection(id=strawberry.ID(str(row["id"])), **{name: row[name] for name in plain})
            for row in found
        ]


@strawberry.type
class ObjectionMutation:
    """Commands on objections."""

    @strawberry.mutation(description="Ghi nhận ý kiến phản ánh: raise an objection to a nomination")
    async def raise_objection(
        self, info: Info, nomination: strawberry.ID, code: str, by: str, text: str, terms: Terms | None = None
    ) -> CommandResult:
        """Raise."""
        commands, complaint = info.context.application.objections, Complaint(code, by, text)
        return await info.context.command(
            info, terms, lambda command: commands.raise_(command, key_of(nomination), complaint)
        )

    @strawberry.mutation(description="Kết luận về ý kiến phản ánh: answer an objection")
    async def answer_objection(
        self,
        info: Info,
        objection: strawberry.ID,
        upheld: bool,
        finding: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Answer."""
        commands = info.context.application.objections
        return await info.context.command(
            info, terms, lambda command: commands.answer(command, key_of(objection), finding, upheld=upheld)
        )
