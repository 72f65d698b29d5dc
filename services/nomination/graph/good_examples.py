"""Good examples (điển hình tiên tiến) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from kernel.graph import CommandResult, Terms
from kernel.store import Command, Receipt
from services.nomination.application.naming import Naming
from services.nomination.domain.good_example import (
    Channel,
    Effect,
    ExampleKind,
    ExampleState,
    ExampleStepKind,
    Finding,
    Introduction,
)
from services.nomination.graph.asking import Info, Row, key_of, load, named, read
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.entities import Movement, Unit, movement_of, unit_of
from services.nomination.views import good_examples

strawberry.enum(ExampleStepKind, description="Việc đã làm với điển hình: what was done with an example")
strawberry.enum(ExampleKind, description="Loại điển hình: collective, person, deed")
strawberry.enum(ExampleState, description="Trạng thái điển hình: open, closed, withdrawn")
strawberry.enum(Channel, name="ExampleChannel", description="Phương tiện thông tin: the media it is introduced to")


@strawberry.type(description="Một việc đã làm với điển hình: one step")
class ExampleStep:
    """One step."""

    kind: str = strawberry.field(description="Loại việc: NURTURED, RECOGNISED, TAKEN_UP, INTRODUCED, FOLLOWED")
    happened_on: date = strawberry.field(description="Ngày: day")
    said: str = strawberry.field(description="Nội dung: what")
    more: str | None = strawberry.field(description="Số, nơi, căn cứ: number, place, evidence")
    before: Decimal | None = strawberry.field(description="Trước: figure before")
    after: Decimal | None = strawberry.field(description="Sau: figure after")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("kind", "happened_on", "said", "more", "before", "after")
        return cls(row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Đơn vị: who took it up, or where the effect is")
    def unit(self) -> Unit | None:
        """The unit, if there is one."""
        return None if self.row["unit_id"] is None else unit_of(self.row["unit_id"])


@strawberry.type(description="Điển hình tiên tiến, người tốt việc tốt: a good example")
class GoodExample:
    """What it is and what became of it."""

    id: strawberry.ID
    code: str = strawberry.field(description="Mã: code")
    kind: ExampleKind = strawberry.field(description="Loại: kind")
    person_code: str | None = strawberry.field(description="Mã người: code, never a name")
    what: str = strawberry.field(description="Nội dung: what it is an example in")
    found_by: str = strawberry.field(description="Người phát hiện: who found it")
    found_on: date = strawberry.field(description="Ngày phát hiện: when")
    state: ExampleState = strawberry.field(description="Trạng thái: state")
    reason: str | None = strawberry.field(description="Lý do khép lại, rút, mở lại: why")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("code", "person_code", "what", "found_by", "found_on", "reason", "version")
        known = {name: row[name] for name in plain}
        kind, state = ExampleKind(row["kind"]), ExampleState(row["state"])
        return cls(id=strawberry.ID(str(row["id"])), kind=kind, state=state, row=row, **known)

    @strawberry.field(description="Đơn vị của điển hình: its unit")
    def unit(self) -> Unit | None:
        """Whose."""
        return unit_of(self.row["unit_id"])

    @strawberry.field(description="Phong trào: in which movement")
    def movement(self) -> Movement | None:
        """In which."""
        return None if self.row["movement_id"] is None else movement_of(self.row["movement_id"])

    @strawberry.field(description="Mọi việc đã làm: every step, in order")
    async def steps(self, info: Info) -> list[ExampleStep]:
        """The steps."""
        return [ExampleStep.of(row) for row in await load(info, good_examples.steps, key_of(self.id))]


@strawberry.input(description="Điển hình mới phát hiện: code, kind, unit, what, who found it")
class ExampleInput:
    """What was found."""

    code: str
    kind: ExampleKind
    unit: strawberry.ID
    what: str
    found_by: str
    movement: strawberry.ID | None = None
    person_code: str | None = None

    def to_domain(self, naming: Naming) -> Finding:
        """The domain's value."""
        unit = naming.id("unit", self.unit, "example.unit")
        movement = naming.given("movement", self.movement, "example.movement")
        return Finding(self.code.strip(), self.kind, unit, self.what, self.found_by, movement, self.person_code)


@strawberry.input(description="Hiệu quả: a figure before and after, with its evidence")
class EffectInput:
    """An effect."""

    what: str
    evidence: str
    unit: strawberry.ID | None = None
    before: Decimal | None = None
    after: Decimal | None = None

    def to_domain(self, naming: Naming) -> Effect:
        """The domain's value."""
        unit = naming.given("unit", self.unit, "effect.unit")
        return Effect(self.what, self.evidence, unit, self.before, self.after)


@strawberry.type
class ExampleQuery:
    """What can be asked about good examples."""

    @strawberry.field(description="Một điển hình: a good example by id")
    async def good_example(self, info: Info, id: strawberry.ID) -> GoodExample | None:
        """One example."""
        row = await load(info, good_examples.by_ids, key_of(id))
        return None if row is None else GoodExample.of(row)

    @strawberry.field(description="Danh sách điển hình theo ngày phát hiện: good examples by day")
    async def good_examples(
        self,
        info: Info,
        unit: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        kind: ExampleKind | None = None,
        state: ExampleState | None = None,
        taken_up_by: strawberry.ID | None = None,
        with_step: ExampleStepKind | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[GoodExample]:
        """A page of examples."""
        of_unit, of_movement, taken_up = await named(info, unit=unit, movement=movement, taken_up_by=taken_up_by)
        wanted = good_examples.Filter(of_unit, of_movement, kind, state, taken_up, with_step)
        page = await read(info, lambda connection: good_examples.search(connection, wanted, after, first))
        return connection_of(page, ["found_on", "id"], GoodExample.of)


@strawberry.type
class ExampleMutation:
    """Commands on good examples."""

    @strawberry.mutation(description="Phát hiện điển hình: put a good example down")
    async def find_example(self, info: Info, example: ExampleInput, terms: Terms | None = None) -> CommandResult:
        """Find."""
        commands, naming = info.context.application.good_examples, info.context.application.naming
        return await info.context.command(
            info, terms, lambda command: commands.find(command, example.to_domain(naming))
        )

    @strawberry.mutation(description="Bồi dưỡng điển hình: note what is done to bring it on")
    async def nurture_example(
        self, info: Info, example: strawberry.ID, measure: str, terms: Terms | None = None
    ) -> CommandResult:
        """Nurture."""
        commands = info.context.application.good_examples
        return await info.context.command(
            info, terms, lambda command: commands.nurture(command, key_of(example), measure)
        )

    @strawberry.mutation(description="Công nhận điển hình: note a recognition")
    async def recognise_example(
        self, info: Info, example: strawberry.ID, form: str, number: str = "", terms: Terms | None = None
    ) -> CommandResult:
        """Recognise."""
        commands = info.context.application.good_examples
        return await info.context.command(
            info, terms, lambda command: commands.recognise(command, key_of(example), form, number)
        )

    @strawberry.mutation(description="Nhân rộng điển hình: note the units that took it up")
    async def spread_example(
        self, info: Info, example: strawberry.ID, units: list[strawberry.ID], terms: Terms | None = None
    ) -> CommandResult:
        """Spread."""
        commands, name = info.context.application.good_examples, info.context.application.naming.id

        def spread(command: Command) -> Receipt:
            taken = tuple(name("unit", each, f"units[{place}]") for place, each in enumerate(units))
            return commands.spread(command, key_of(example), taken)

        return await info.context.command(info, terms, spread)

    @strawberry.mutation(description="Giới thiệu điển hình: note an introduction to the sector's media")
    async def introduce_example(
        self,
        info: Info,
        example: strawberry.ID,
        channel: Channel,
        where: str,
        published_on: date,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Introduce."""
        commands, told = info.context.application.good_examples, Introduction(channel, where, published_on)
        return await info.context.command(
            info, terms, lambda command: commands.introduce(command, key_of(example), told)
        )

    @strawberry.mutation(description="Theo dõi hiệu quả: note an effect with its evidence")
    async def follow_up_example(
        self, info: Info, example: strawberry.ID, effect: EffectInput, terms: Terms | None = None
    ) -> CommandResult:
        """Follow up."""
        commands, naming = info.context.application.good_examples, info.context.application.naming
        return await info.context.command(
            info, terms, lambda command: commands.follow_up(command, key_of(example), effect.to_domain(naming))
        )

    @strawberry.mutation(description="Khép lại: end following an example")
    async def close_example(
        self, info: Info, example: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Close."""
        commands = info.context.application.good_examples
        return await info.context.command(info, terms, lambda command: commands.close(command, key_of(example), reason))

    @strawberry.mutation(description="Rút điển hình: withdraw an example")
    async def withdraw_example(
        self, info: Info, example: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.good_examples
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(example), reason)
        )

    @strawberry.mutation(description="Mở lại: follow an example again")
    async def reopen_example(
        self, info: Info, example: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Reopen."""
        commands = info.context.application.good_examples
        return await info.context.command(
            info, terms, lambda command: commands.reopen(command, key_of(example), reason)
        )
