"""Targets of movements and their cascade (cụ thể hoá phong trào) in the graph, and the commands on them."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from kernel.graph import CommandResult, Terms
from services.covenant.application.cascades import Cascading
from services.covenant.domain import movement as launching
from services.covenant.domain.cascade import MovementTarget as Stated
from services.covenant.domain.cascade import Scope
from services.covenant.domain.target import Direction, Target
from services.covenant.graph.asking import Info, Row, key_of

strawberry.enum(Scope, name="TargetScope", description="Phạm vi: mỗi đơn vị phải đạt (each), hoặc cùng đạt (together)")

PLAIN = ("indicator", "name", "unit_of_measure", "value", "upper", "taken_on")


@strawberry.type(description="Chỉ tiêu của phong trào: for each unit below, or for all of them together")
class MovementTarget:
    """One target of a movement."""

    indicator: str = strawberry.field(description="Mã chỉ tiêu")
    name: str = strawberry.field(description="Tên chỉ tiêu")
    unit_of_measure: str = strawberry.field(description="Đơn vị tính")
    direction: Direction = strawberry.field(description="Chiều: which way is better")
    value: Decimal = strawberry.field(description="Mức")
    upper: Decimal | None = strawberry.field(description="Cận trên, of a BAND only")
    scope: Scope = strawberry.field(description="Phạm vi")
    taken_on: Decimal | None = strawberry.field(description="Tổng mức cấp dưới đã nhận, của chỉ tiêu chung")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        direction, scope = Direction(row["direction"]), Scope(row["scope"])
        return cls(direction=direction, scope=scope, **{name: row[name] for name in PLAIN})


@strawberry.input(description="Chỉ tiêu của phong trào: decimals as text")
class MovementTargetInput:
    """A target to state."""

    indicator: str
    name: str
    unit_of_measure: str
    direction: Direction
    value: Decimal
    scope: Scope
    upper: Decimal | None = None

    def stated(self) -> Stated:
        """The domain's value."""
        target = Target(self.indicator, self.name, self.unit_of_measure, self.direction, self.value, self.upper)
        return Stated(target, self.scope)


@strawberry.input(description="Phân công trong phong trào cụ thể hoá: who does what")
class CascadeDutyInput:
    """A party and its task."""

    party: str
    task: str


@strawberry.input(description="Cụ thể hoá phong trào cấp trên: what is left out is as above")
class CascadeInput:
    """A unit's own movement; `organiser` is a unit's code or id."""

    code: str
    organiser: str
    theme: str
    contents: list[str]
    targets: list[MovementTargetInput]
    purposes: list[str] = strawberry.field(default_factory=list)
    audience: str = ""
    duties: list[CascadeDutyInput] = strawberry.field(default_factory=list)
    period_from: date | None = None
    period_to: date | None = None
    covenant_signing_by: date | None = None
    registration_by: date | None = None
    document: str = ""

    def asked(self) -> Cascading:
        """As the application takes it."""
        lists = {
            "contents": tuple(self.contents),
            "purposes": tuple(self.purposes),
            "duties": tuple(launching.Duty(each.party, each.task) for each in self.duties),
            "targets": tuple(each.stated() for each in self.targets),
        }
        return Cascading(**{**vars(self), **lists})


@strawberry.type
class CascadeMutation:
    """Commands on targets of movements and cascades."""

    @strawberry.mutation(description="Nêu chỉ tiêu của phong trào: state its targets; anew, with the reason")
    async def state_movement_targets(
        self,
        info: Info,
        movement: strawberry.ID,
        targets: list[MovementTargetInput],
        reason: str = "",
        terms: Terms | None = None,
    ) -> CommandResult:
        """State."""
        commands, stated = info.context.application.cascades, [each.stated() for each in targets]
        return await info.context.command(
            info, terms, lambda command: commands.state_targets(command, key_of(movement), stated, reason)
        )

    @strawberry.mutation(description="Cụ thể hoá phong trào cấp trên: make a movement of the level above one's own")
    async def cascade_movement(
        self, info: Info, parent: strawberry.ID, cascade: CascadeInput, terms: Terms | None = None
    ) -> CommandResult:
        """Make it one's own."""
        commands, asked = info.context.application.cascades, cascade.asked()
        return await info.context.command(info, terms, lambda command: commands.cascade(command, key_of(parent), asked))
