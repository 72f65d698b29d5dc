"""The commands on merit files."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date

import strawberry

from kernel.graph import CommandResult, Terms
from regulations.medal import Sex
from services.nomination.application.naming import Naming
from services.nomination.domain.merit.facts import Bearer, Entry, Membership, Opening
from services.nomination.domain.terms import local_day
from services.nomination.graph.asking import Info, key_of, optional_key
from services.nomination.graph.merit_inputs import MeritFactInput


@strawberry.input(description="Lập hồ sơ: of a unit, or of a person in a unit")
class MeritFileInput:
    """A file being opened."""

    unit: strawberry.ID
    person_code: str | None = None
    since: date | None = None
    in_unit_since: date | None = None
    sex: Sex | None = None
    complete_from: int | None = None

    def to_domain(self, naming: Naming, today: date) -> tuple[Opening, Membership | None]:
        """What the file begins with, and the unit that the person is in."""
        unit = naming.id("unit", self.unit, "file.unit")
        bearer = Bearer.unit(unit) if self.person_code is None else Bearer.person(self.person_code)
        opening = Opening(bearer, self.complete_from, self.since, self.sex)
        begins = self.in_unit_since or self.since or today
        return opening, None if self.person_code is None else Membership(unit, begins)


@strawberry.type
class MeritMutation:
    """Commands on merit files."""

    @strawberry.mutation(description="Lập hồ sơ thành tích: open a merit file")
    async def open_merit_file(self, info: Info, file: MeritFileInput, terms: Terms | None = None) -> CommandResult:
        """Open."""
        commands, naming = info.context.application.merit, info.context.application.naming
        return await info.context.command(
            info,
            terms,
            lambda command: commands.open(command, *file.to_domain(naming, local_day(command.act.effective))),
        )

    @strawberry.mutation(description="Ghi một mục của hồ sơ: record a fact, or correct a standing one")
    async def record_merit_fact(
        self,
        info: Info,
        file: strawberry.ID,
        fact: MeritFactInput,
        evidence: str,
        corrects: strawberry.ID | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Record."""
        commands, naming = info.context.application.merit, info.context.application.naming
        return await info.context.command(
            info,
            terms,
            lambda command: commands.record(
                command, key_of(file), Entry(fact.to_fact(naming), evidence, optional_key(corrects))
            ),
        )

    @strawberry.mutation(description="Rút một mục ghi sai: withdraw a fact")
    async def withdraw_merit_fact(
        self, info: Info, file: strawberry.ID, fact: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.merit
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(file), key_of(fact), reason)
        )

    @strawberry.mutation(description="Kết thúc xem xét, xác minh: end an inquiry without a finding")
    async def clear_inquiry(
        self,
        info: Info,
        file: strawberry.ID,
        fact: strawberry.ID,
        cleared_on: date,
        finding: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Clear."""
        commands = info.context.application.merit
        return await info.context.command(
            info, terms, lambda command: commands.clear(command, key_of(file), key_of(fact), cleared_on, finding)
        )

    @strawberry.mutation(description="Hồ sơ đầy đủ từ năm: declare a file complete from a year on")
    async def declare_merit_complete(
        self, info: Info, file: strawberry.ID, from_year: int, terms: Terms | None = None
    ) -> CommandResult:
        """Declare."""
        commands = info.context.application.merit
        return await info.context.command(
            info, terms, lambda command: commands.declare_complete(command, key_of(file), from_year)
        )

    @strawberry.mutation(description="Họ tên: put down or erase the name of a person")
    async def keep_person_name(
        self, info: Info, file: strawberry.ID, name: str, terms: Terms | None = None
    ) -> CommandResult:
        """Name. Give it as a variable, not in the text of the operation: texts are cached and counted."""
        commands = info.context.application.merit
        return await info.context.command(
            info, terms, lambda command: commands.keep_name(command, key_of(file), name), sealed=True
        )
