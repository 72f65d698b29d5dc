"""The medal (kỷ niệm chương) in the graph: its commands."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import strawberry

from kernel.graph import CommandResult, Terms
from kernel.refusals import Refusal
from kernel.store import Command, Receipt
from services.nomination.application.medals import ListRow
from services.nomination.domain.decision import Ground
from services.nomination.graph.asking import Info, key_of
from services.nomination.graph.medals import MedalInput


def _row(number: int, said: MedalInput, unit: Callable[[str, str], UUID]) -> ListRow:
    """What a row of a list says, or why it is of nobody's unit."""
    try:
        return number, said.to_domain(unit(said.unit, f"proposals[{number - 1}].unit"))
    except Refusal as refusal:
        return number, refusal


@strawberry.type
class MedalMutation:
    """Commands on medals."""

    @strawberry.mutation(description="Đề nghị tặng kỷ niệm chương: propose a person")
    async def propose_medal(self, info: Info, proposal: MedalInput, terms: Terms | None = None) -> CommandResult:
        """Propose."""
        commands, name = info.context.application.medals, info.context.application.naming.id

        def propose(command: Command) -> Receipt:
            return commands.propose(command, proposal.to_domain(name("unit", proposal.unit, "proposal.unit")))

        return await info.context.command(info, terms, propose)

    @strawberry.mutation(description="Danh sách đề nghị: propose a list; `details.rows` has a verdict on every row")
    async def propose_medals(
        self, info: Info, proposals: list[MedalInput], terms: Terms | None = None
    ) -> CommandResult:
        """Propose a list."""
        commands, naming = info.context.application.medals, info.context.application.naming

        def propose(command: Command) -> Receipt:
            unit = naming.units(each.unit for each in proposals)
            return commands.propose_list(command, [_row(*each, unit) for each in enumerate(proposals, 1)])

        return await info.context.command(info, terms, propose)

    @strawberry.mutation(description="Nhận giấy tờ của hồ sơ: note papers that came in")
    async def receive_medal_papers(
        self, info: Info, medal: strawberry.ID, papers: list[str], terms: Terms | None = None
    ) -> CommandResult:
        """Receive."""
        commands = info.context.application.medals
        return await info.context.command(info, terms, lambda command: commands.receive(command, key_of(medal), papers))

    @strawberry.mutation(description="Thẩm định hồ sơ: appraise a proposal")
    async def appraise_medal(
        self, info: Info, medal: strawberry.ID, opinion: str, terms: Terms | None = None
    ) -> CommandResult:
        """Appraise."""
        commands = info.context.application.medals
        return await info.context.command(
            info, terms, lambda command: commands.appraise(command, key_of(medal), opinion)
        )

    @strawberry.mutation(description="Trả lại hồ sơ: return a proposal to its unit")
    async def return_medal(
        self, info: Info, medal: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Return."""
        commands = info.context.application.medals
        return await info.context.command(
            info, terms, lambda command: commands.give_back(command, key_of(medal), reason)
        )

    @strawberry.mutation(description="Rút đề nghị: withdraw a proposal")
    async def withdraw_medal(
        self, info: Info, medal: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.medals
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(medal), reason)
        )

    @strawberry.mutation(description="Ghi nhận đã mất: note that the person died")
    async def report_death(
        self, info: Info, medal: strawberry.ID, died_on: date, terms: Terms | None = None
    ) -> CommandResult:
        """Report."""
        commands = info.context.application.medals
        return await info.context.command(
            info, terms, lambda command: commands.report_death(command, key_of(medal), died_on)
        )

    @strawberry.mutation(description="Quyết định tặng: give the medal by a decision")
    async def award_medal(
        self, info: Info, medal: strawberry.ID, number: str, terms: Terms | None = None
    ) -> CommandResult:
        """Award."""
        commands = info.context.application.medals
        return await info.context.command(info, terms, lambda command: commands.award(command, key_of(medal), number))

    @strawberry.mutation(description="Hủy bỏ quyết định tặng: revoke the decision, with what was found")
    async def revoke_medal(
        self, info: Info, medal: strawberry.ID, ground: Ground, finding: str, terms: Terms | None = None
    ) -> CommandResult:
        """Revoke."""
        commands = info.context.application.medals
        return await info.context.command(
            info, terms, lambda command: commands.revoke(command, key_of(medal), ground, finding)
        )
