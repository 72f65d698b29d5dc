"""Confirmation of figures (xác nhận số liệu quy định) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry
from anyio import to_thread

from kernel.graph import CommandResult, Terms
from kernel.http import HO_CHI_MINH
from services.nomination.domain.confirmation import Reading
from services.nomination.graph.asking import Info, Row, key_of, read
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.views import confirmations


@strawberry.type(description="Xác nhận một số liệu: what the rulebook ships, and what was read where, by whom")
class FigureConfirmation:
    """One confirmation."""

    id: strawberry.ID
    key: str = strawberry.field(description="Khóa, như trong `thidua rules`")
    shipped: str = strawberry.field(description="Giá trị trong bộ quy định: as shipped")
    shipped_source: str = strawberry.field(description="Nguồn của giá trị đó: its source")
    shipped_status: str = strawberry.field(description="Độ tin cậy: how far it could be trusted")
    value: str = strawberry.field(description="Giá trị đã đọc: as read")
    document: str = strawberry.field(description="Văn bản đã đọc: where")
    article: str = strawberry.field(description="Điều, khoản: article")
    read_on: date = strawberry.field(description="Ngày đọc: day of reading")
    confirmed_on: date = strawberry.field(description="Ngày xác nhận: day of confirmation")
    confirmed_by: str = strawberry.field(description="Người xác nhận: who")
    withdrawn_on: date | None = strawberry.field(description="Ngày rút: day of withdrawal")
    withdrawn_because: str | None = strawberry.field(description="Lý do rút: why")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        return cls(id=strawberry.ID(str(row["id"])), **{name: value for name, value in row.items() if name != "id"})


@strawberry.type(description="Số liệu phải xác nhận trước khi dùng lần đầu: a figure that waits for an administrator")
class WaitingFigure:
    """One figure."""

    key: str = strawberry.field(description="Khóa: key")
    value: str = strawberry.field(description="Giá trị trong bộ quy định: as shipped")
    document: str = strawberry.field(description="Nguồn: document")
    article: str = strawberry.field(description="Điều, khoản: article")
    status: str = strawberry.field(description="Độ tin cậy: found, analogue, unverified")


@strawberry.input(description="Nội dung đã đọc: value, document, article, day of reading")
class ReadingInput:
    """What was read."""

    value: str
    document: str
    read_on: date
    article: str = ""

    def to_domain(self) -> Reading:
        """The domain's value."""
        return Reading(self.value.strip(), self.document.strip(), self.article.strip(), self.read_on)


@strawberry.type
class ConfirmationQuery:
    """What can be asked about confirmations."""

    @strawberry.field(description="Danh sách xác nhận số liệu theo khóa: confirmations by key")
    async def figure_confirmations(
        self,
        info: Info,
        key: str | None = None,
        stands: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[FigureConfirmation]:
        """A page of confirmations."""
        wanted = confirmations.Filter(key, stands)
        page = await read(info, lambda connection: confirmations.search(connection, wanted, after, first))
        return connection_of(page, ["key", "id"], FigureConfirmation.of)

    @strawberry.field(description="Số liệu còn chờ xác nhận theo quy định của một ngày: figures that wait, on a day")
    async def waiting_figures(self, info: Info, as_of: date | None = None) -> list[WaitingFigure]:
        """What an administrator has still to confirm."""
        await read(info, lambda _connection: None)
        day = as_of or info.context.edge.now().astimezone(HO_CHI_MINH).date()
        found = await to_thread.run_sync(info.context.application.confirmations.waiting, day)
        return [
            WaitingFigure(
                key=each.key,
                value=each.value,
                document=each.source.document,
                article=each.source.article,
                status=each.source.status.value,
            )
            for each in found
        ]


@strawberry.type
class ConfirmationMutation:
    """Commands on confirmations."""

    @strawberry.mutation(description="Xác nhận số liệu: confirm a figure of the rules of a day")
    async def confirm_figure(
        self, info: Info, key: str, reading: ReadingInput, as_of: date | None = None, terms: Terms | None = None
    ) -> CommandResult:
        """Confirm."""
        commands = info.context.application.confirmations
        return await info.context.command(
            info, terms, lambda command: commands.confirm(command, key, reading.to_domain(), as_of)
        )

    @strawberry.mutation(description="Rút xác nhận: withdraw a confirmation, with the reason")
    async def withdraw_confirmation(
        self, info: Info, confirmation: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.confirmations
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(confirmation), reason)
        )
