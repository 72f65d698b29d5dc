"""The commands on movements over years, each answered by a receipt or by its refusal as data."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

import strawberry

from kernel.graph import CommandResult, Terms
from services.covenant.domain.plan import Programme
from services.covenant.graph.asking import Info, key_of
from services.covenant.graph.long_inputs import (
    FindingInput,
    LookInput,
    NationalTargetInput,
    OpinionInput,
    TargetRowInput,
    TargetTableInput,
    numbered,
)


@strawberry.type
class LongMutation:
    """Commands on national targets, tables of targets over years, yearly reviews and reviews of a movement."""

    @strawberry.mutation(description="Đề ra mục tiêu chung: set the national targets of a movement")
    async def set_national_targets(
        self,
        info: Info,
        movement: strawberry.ID,
        goals: list[NationalTargetInput],
        appraised: bool = True,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Set national targets."""
        commands = info.context.application.plans
        wanted = Programme(tuple(each.to_domain() for each in goals), appraised)
        return await info.context.command(
            info, terms, lambda command: commands.set_national_targets(command, key_of(movement), wanted)
        )

    @strawberry.mutation(description="Nạp bảng chỉ tiêu: figures of units by year; a verdict per row in `details`")
    async def load_target_rows(
        self,
        info: Info,
        movement: strawberry.ID,
        rows: list[TargetRowInput],
        preview: bool = False,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Load, or only say what would be loaded."""
        commands = info.context.application.target_loading
        return await info.context.command(
            info, terms, lambda command: commands.load(command, key_of(movement), numbered(rows), preview=preview)
        )

    @strawberry.mutation(description="Đề ra chỉ tiêu từng năm: set a covenant's table of targets over years")
    async def set_target_plan(
        self, info: Info, covenant: strawberry.ID, table: TargetTableInput, terms: Terms | None = None
    ) -> CommandResult:
        """Set the table."""
        commands, wanted = info.context.application.plans, table.to_domain()
        return await info.context.command(
            info, terms, lambda command: commands.set_table(command, key_of(covenant), wanted)
        )

    @strawberry.mutation(description="Nộp bản đăng ký: submit a covenant's table of targets over years")
    async def submit_target_plan(
        self, info: Info, covenant: strawberry.ID, terms: Terms | None = None
    ) -> CommandResult:
        """Submit."""
        commands = info.context.application.plans
        return await info.context.command(info, terms, lambda command: commands.submit(command, key_of(covenant)))

    @strawberry.mutation(description="Thẩm định số liệu: a department's opinions on targets of its field")
    async def appraise_targets(
        self, info: Info, covenant: strawberry.ID, opinions: list[OpinionInput], terms: Terms | None = None
    ) -> CommandResult:
        """Appraise."""
        commands, said = info.context.application.plans, [each.to_domain() for each in opinions]
        return await info.context.command(
            info, terms, lambda command: commands.appraise(command, key_of(covenant), said)
        )

    @strawberry.mutation(description="Điều chỉnh chỉ tiêu: amend a submitted table, with the reason")
    async def amend_target_plan(
        self,
        info: Info,
        covenant: strawberry.ID,
        table: TargetTableInput,
        reason: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Amend."""
        commands, wanted = info.context.application.plans, table.to_domain()
        return await info.context.command(
            info, terms, lambda command: commands.amend(command, key_of(covenant), wanted, reason)
        )

    @strawberry.mutation(description="Kiểm điểm năm: record what a year brought of each target")
    async def record_year(
        self,
        info: Info,
        covenant: strawberry.ID,
        year: int,
        findings: list[FindingInput],
        reason: str = "",
        terms: Terms | None = None,
    ) -> CommandResult:
        """Record."""
        commands, said = info.context.application.years, [each.to_domain() for each in findings]
        return await info.context.command(
            info, terms, lambda command: commands.record(command, key_of(covenant), year, said, reason)
        )

    @strawberry.mutation(description="Xác nhận kết quả: a department confirms or disputes findings of its field")
    async def look_at_year(
        self, info: Info, covenant: strawberry.ID, year: int, looks: list[LookInput], terms: Terms | None = None
    ) -> CommandResult:
        """Look."""
        commands, said = info.context.application.years, [each.to_domain() for each in looks]
        return await info.context.command(
            info, terms, lambda command: commands.look(command, key_of(covenant), year, said)
        )

    @strawberry.mutation(description="Chốt sơ kết, tổng kết: freeze an edition of a movement's review through a year")
    async def freeze_movement_review(
        self, info: Info, movement: strawberry.ID, through: int, reason: str = "", terms: Terms | None = None
    ) -> CommandResult:
        """Freeze."""
        commands = info.context.application.years
        return await info.context.command(
            info, terms, lambda command: commands.freeze(command, key_of(movement), through, reason)
        )
