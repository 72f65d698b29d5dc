"""The toy service's subgraph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
import strawberry

from kernel.explanation import Explanation as Reason
from kernel.explanation import Source as Ground
from kernel.explanation import Text as Words
from kernel.graph import CommandResult, Context, Explanation, Terms, make_schema
from kernel.store import Command, Receipt
from kernel.views import page
from tests.kernel.toy import COUNTERS
from tests.kernel.toy_api import Counters

Info = strawberry.Info[Context[Counters], None]
asked: list[list[UUID]] = []
"""The keys of every batch that was read."""

WHY = Reason(
    Words("tổng", "total"),
    "6",
    formula=Words("a cộng b", "a plus b"),
    source=Ground("Luật 06/2022/QH15", "Điều 3"),
    events=(UUID(int=1),),
    inputs=(Reason(Words("a", "a"), "2"), Reason(Words("b", "b"), "4", rounding=Words("đến 0,5", "to 0.5"))),
)


@dataclass(frozen=True)
class Row:
    name: str
    total: int


def totals(connection: sa.Connection, keys: Sequence[UUID]) -> list[Row | None]:
    asked.append(list(keys))
    query = sa.select(COUNTERS).where(COUNTERS.c.id.in_(keys))
    found = {row.id: Row(row.name, row.total) for row in connection.execute(query)}
    return [found.get(key) for key in keys]


@strawberry.federation.type(keys=["id"], description="Bộ đếm: a counter")
class CounterNode:
    id: strawberry.ID

    @classmethod
    def resolve_reference(cls, info: Info, id: strawberry.ID) -> CounterNode:
        del info
        return cls(id=id)

    @strawberry.field(description="Tổng: its total")
    async def total(self, info: Info) -> int | None:
        row = await info.context.loader(totals).load(UUID(self.id))
        return row.total if row else None

    @strawberry.field(description="Tên: its name")
    async def name(self, info: Info) -> str | None:
        row = await info.context.loader(totals).load(UUID(self.id))
        return row.name if row else None

    @strawberry.field(description="Tiếp: the same again")
    def again(self) -> CounterNode:
        return self


@strawberry.type
class Query:
    @strawberry.field(description="Các bộ đếm: the counters")
    async def counters(self, info: Info, after: str | None = None, limit: int = 50) -> list[CounterNode]:
        found = await info.context.read(
            lambda connection: page(connection, sa.select(COUNTERS), (COUNTERS.c.id,), after, limit)
        )
        return [CounterNode(id=strawberry.ID(str(row["id"]))) for row in found.items]

    @strawberry.field(description="Giải trình: why")
    def why(self) -> Explanation:
        return Explanation.of(WHY)

    @strawberry.field(description="Hỏng: what should never happen")
    def broken(self, secret: str) -> str:
        raise RuntimeError(f"the inside, with {secret}")


@strawberry.type
class Mutation:
    @strawberry.mutation(description="Mở bộ đếm: open a counter")
    async def open_counter(self, info: Info, name: str, terms: Terms | None = None) -> CommandResult:
        app = info.context.application
        return await info.context.command(info, terms, lambda command: app.open(command, name))

    @strawberry.mutation(description="Đếm tiếp: count on")
    async def raise_counter(self, info: Info, id: UUID, by: int, terms: Terms | None = None) -> CommandResult:
        app = info.context.application
        return await info.context.command(info, terms, lambda command: app.raise_by(command, id, by))

    @strawberry.mutation(description="Bỏ phiếu kín: keep a secret")
    async def whisper(self, info: Info, id: UUID, choice: str, terms: Terms | None = None) -> CommandResult:
        app = info.context.application

        def run(command: Command) -> Receipt:
            if choice == "broken":
                raise RuntimeError("in the middle of a vote")
            return app.whisper(command, id)

        return await info.context.command(info, terms, run, sealed=True)


schema = make_schema(Query, Mutation)
