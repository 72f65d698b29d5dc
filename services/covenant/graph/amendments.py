"""Amendments of signed covenants (điều chỉnh giao ước) in the graph: the texts, how they differ, the commands."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

import strawberry

from kernel.graph import CommandResult, Terms
from services.covenant.domain.steps import Phase
from services.covenant.domain.target import Target
from services.covenant.graph.asking import Info, Row, key_of
from services.covenant.graph.long_enums import Direction

strawberry.enum(Phase, name="AmendmentPhase", description="Tình trạng điều chỉnh: how far an amendment is")


@strawberry.input(description="Chỉ tiêu thi đua: one target, decimals as text")
class TargetInput:
    """An indicator with the figure committed to."""

    indicator: str
    name: str
    unit_of_measure: str
    direction: Direction
    value: Decimal
    upper: Decimal | None = None

    def to_domain(self) -> Target:
        """The domain's value."""
        return Target(self.indicator, self.name, self.unit_of_measure, self.direction, self.value, self.upper)


@strawberry.type(description="Chỉ tiêu thi đua: one target of a covenant")
class CovenantTarget:
    """An indicator with the figure committed to."""

    indicator: str = strawberry.field(description="Mã chỉ tiêu: code of the indicator")
    name: str = strawberry.field(description="Tên chỉ tiêu: its name")
    unit_of_measure: str = strawberry.field(description="Đơn vị tính: unit of measure")
    direction: Direction = strawberry.field(description="Chiều: which way is better")
    value: Decimal = strawberry.field(description="Mức đăng ký: the figure; lower bound of a BAND")
    upper: Decimal | None = strawberry.field(description="Cận trên: upper bound of a BAND")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = {name: row[name] for name in ("indicator", "name", "unit_of_measure")}
        upper = None if row["upper"] is None else Decimal(row["upper"])
        return cls(direction=Direction(row["direction"]), value=Decimal(row["value"]), upper=upper, **plain)


@strawberry.type(description="Một bản giao ước: signed, proposed, or dropped")
class CovenantText:
    """A text of a covenant."""

    edition: int = strawberry.field(description="Bản: which one it is or would become; 1 is the one first signed")
    phase: Phase = strawberry.field(description="Tình trạng: how far it is")
    targets: list[CovenantTarget] = strawberry.field(description="Các chỉ tiêu: its targets")
    reason: str = strawberry.field(description="Lý do điều chỉnh: why it was proposed")
    proposed_on: date | None = strawberry.field(description="Ngày đề nghị: day of the proposal")
    agreed_on: date | None = strawberry.field(description="Ngày thống nhất: day of the agreement")
    since: date | None = strawberry.field(description="Có hiệu lực từ: the day from which it holds, once signed")
    until: date | None = strawberry.field(description="Đến trước ngày: from which the next edition holds")
    dropped_on: date | None = strawberry.field(description="Ngày rút hoặc trả lại: withdrawn or returned")
    answer: str = strawberry.field(description="Lý do rút hoặc trả lại: why it was dropped")
    recorded_on: date = strawberry.field(description="Ngày ghi nhận: the day the last step was recorded")
    version: int = strawberry.field(description="Phiên bản của điều chỉnh: for `expectedVersion`")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("edition", "reason", "proposed_on", "agreed_on", "since", "until", "dropped_on", "answer")
        members: dict[str, Any] = {name: row[name] for name in (*plain, "recorded_on", "version")}
        targets = [CovenantTarget.of(each) for each in row["targets"]]
        return cls(phase=Phase(row["phase"]), targets=targets, **members)


@strawberry.type(description="Một điểm khác nhau giữa hai bản giao ước: null where a target is added or dropped")
class CovenantChange:
    """One thing that differs between two editions of a covenant."""

    indicator: str = strawberry.field(description="Mã chỉ tiêu: of this target")
    what: str = strawberry.field(description="Nội dung: target, name, unit_of_measure, direction, value, upper")
    before: str | None = strawberry.field(description="Bản trước: what the former says")
    after: str | None = strawberry.field(description="Bản sau: what the latter says")


@strawberry.type
class AmendmentMutation:
    """Commands on amendments of signed covenants."""

    @strawberry.mutation(description="Đề nghị điều chỉnh giao ước đã ký: propose other targets, with the reason")
    async def propose_amendment(
        self,
        info: Info,
        covenant: strawberry.ID,
        targets: list[TargetInput],
        reason: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Propose."""
        commands, wanted = info.context.application.amendments, [each.to_domain() for each in targets]
        return await info.context.command(
            info, terms, lambda command: commands.propose(command, key_of(covenant), wanted, reason)
        )

    @strawberry.mutation(description="Rút đề nghị điều chỉnh: withdraw the amendment, with the reason")
    async def withdraw_amendment(
        self, info: Info, covenant: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.amendments
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(covenant), reason)
        )

    @strawberry.mutation(description="Trả lại đề nghị điều chỉnh: the block or cluster returns it, with the reason")
    async def return_amendment(
        self, info: Info, covenant: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Return."""
        commands = info.context.application.amendments
        return await info.context.command(
            info, terms, lambda command: commands.send_back(command, key_of(covenant), reason)
        )

    @strawberry.mutation(description="Thống nhất điều chỉnh: agree to the amendment of a covenant")
    async def agree_amendment(self, info: Info, covenant: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Agree."""
        commands = info.context.application.amendments
        return await info.context.command(info, terms, lambda command: commands.agree(command, key_of(covenant)))

    @strawberry.mutation(description="Ký bản điều chỉnh: sign the amendment; the covenant has a new edition")
    async def sign_amendment(self, info: Info, covenant: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Sign."""
        commands = info.context.application.amendments
        return await info.context.command(info, terms, lambda command: commands.sign(command, key_of(covenant)))
