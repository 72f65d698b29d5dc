"""Who acts in a session for others, in the graph: substitutes with a mandate, and settlements."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from kernel.graph import CommandResult, Terms
from services.nomination.application.naming import Naming
from services.nomination.domain.mandates import Mandate, Settlement
from services.nomination.graph.asking import Info, Row, key_of
from services.nomination.graph.entities import Unit, unit_of


@strawberry.type(description="Ủy quyền bỏ phiếu: a substitute's written mandate, standing or ended")
class VotingMandate:
    """Who votes in whose place."""

    voter: str = strawberry.field(description="Thành viên vắng mặt: the member")
    substitute: str = strawberry.field(description="Người được ủy quyền: who votes instead")
    paper: str = strawberry.field(description="Giấy ủy quyền: the document")
    given_on: date = strawberry.field(description="Ngày ghi nhận: when it was noted")
    ended_on: date | None = strawberry.field(description="Ngày chấm dứt: when it ended")
    ended_because: str | None = strawberry.field(description="Lý do chấm dứt: why it ended")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("voter", "substitute", "paper", "given_on", "ended_on", "ended_because")
        return cls(row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Đơn vị của người được ủy quyền: the substitute's unit")
    def unit(self) -> Unit | None:
        """Of which unit the substitute is."""
        return None if self.row["unit_id"] is None else unit_of(self.row["unit_id"])


@strawberry.type(description="Quyết định khi hết vòng bỏ phiếu: what was decided instead of a result, by whom, why")
class VotingSettlement:
    """One settlement."""

    number: int = strawberry.field(description="Vòng cuối: the last round")
    nomination_id: strawberry.ID
    in_favour: bool = strawberry.field(description="Đồng ý: in favour")
    deciders: str = strawberry.field(description="Người quyết định: who decided")
    reason: str = strawberry.field(description="Lý do: why")
    settled_on: date = strawberry.field(description="Ngày quyết định: when")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("number", "in_favour", "deciders", "reason", "settled_on")
        return cls(nomination_id=strawberry.ID(str(row["nomination_id"])), **{name: row[name] for name in plain})


@strawberry.input(description="Giấy ủy quyền: who votes in a member's place, and the document that says so")
class MandateInput:
    """A mandate."""

    voter: str
    substitute: str
    paper: str
    unit: strawberry.ID | None = None

    def to_domain(self, naming: Naming) -> Mandate:
        """The domain's value."""
        unit = naming.given("unit", self.unit, "mandate.unit")
        return Mandate(self.voter, self.substitute, unit, self.paper)


@strawberry.input(description="Quyết định khi hết vòng bỏ phiếu: by those whom the rule names, with the reason")
class SettlementInput:
    """A settlement."""

    nomination: strawberry.ID
    in_favour: bool
    deciders: list[str]
    reason: str

    def to_domain(self) -> Settlement:
        """The domain's value."""
        return Settlement(key_of(self.nomination), self.in_favour, tuple(self.deciders), self.reason)


@strawberry.type
class MandateMutation:
    """Commands about those who act in a session for others."""

    @strawberry.mutation(description="Ghi nhận ủy quyền: note a substitute's written mandate")
    async def mandate_substitute(
        self, info: Info, session: strawberry.ID, mandate: MandateInput, terms: Terms | None = None
    ) -> CommandResult:
        """Note a mandate."""
        commands, naming = info.context.application.mandates, info.context.application.naming
        return await info.context.command(
            info, terms, lambda command: commands.give(command, key_of(session), mandate.to_domain(naming))
        )

    @strawberry.mutation(description="Chấm dứt ủy quyền: end a mandate; the member votes again")
    async def end_mandate(
        self, info: Info, session: strawberry.ID, voter: str, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """End a mandate."""
        commands = info.context.application.mandates
        return await info.context.command(
            info, terms, lambda command: commands.end(command, key_of(session), voter, reason)
        )

    @strawberry.mutation(description="Quyết định khi hết vòng bỏ phiếu: decide after the last round")
    async def settle_case(
        self, info: Info, session: strawberry.ID, settlement: SettlementInput, terms: Terms | None = None
    ) -> CommandResult:
        """Settle."""
        commands = info.context.application.mandates
        return await info.context.command(
            info, terms, lambda command: commands.settle(command, key_of(session), settlement.to_domain())
        )
