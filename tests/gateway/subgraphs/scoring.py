"""A small scoring service: it adds scores to units and boards to clusters."""

from __future__ import annotations

from typing import Annotated, Self

import strawberry
from graphql import GraphQLError
from strawberry.federation import Schema

from tests.gateway.subgraphs import land


@strawberry.type
class Scorecard:
    period: str
    points: str | None


@strawberry.federation.type(keys=["id"])
class Unit:
    id: strawberry.ID
    name: str = strawberry.federation.field(external=True)
    size: int | None = strawberry.federation.field(external=True)

    @strawberry.field
    def score(self) -> str | None:
        return land.SCORES.get(self.id)

    @strawberry.federation.field(requires=["size"])  # type: ignore[untyped-decorator]
    def weighted_score(self) -> str | None:
        return land.weighted(self.id, self.size)

    @strawberry.field
    def scorecards(self, limit: int = 2) -> list[Scorecard] | None:
        cards = land.SCORECARDS.get(self.id)
        return None if cards is None else [Scorecard(period=p, points=land.SCORES.get(self.id)) for p in cards[:limit]]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(f"mật khẩu cơ sở dữ liệu của {self.id}")

    @strawberry.field
    def forbidden(self) -> str | None:
        raise GraphQLError("Không có quyền", extensions={"code": "forbidden"})

    @strawberry.field
    def hollow(self) -> Hollow | None:
        return Hollow()

    @classmethod
    def of(cls, id: str, size: int | None = None) -> Self:
        return cls(id=strawberry.ID(id), name=land.UNITS[id].name, size=size)

    @classmethod
    def resolve_reference(cls, id: strawberry.ID, size: int | None = None) -> Self | None:
        return cls.of(id, size) if id in land.UNITS else None


@strawberry.type
class Hollow:
    @strawberry.field
    def core(self) -> str:
        raise RuntimeError("nothing within")


@strawberry.federation.type(keys=["id"])
class Cluster:
    id: strawberry.ID

    @strawberry.field
    def board(self) -> Board | None:
        return Board.of(self.id)

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self:
        return cls(id=id)


@strawberry.type
class Row:
    rank: int
    unit_id: strawberry.Private[str]

    @strawberry.federation.field(provides=["name"])  # type: ignore[untyped-decorator]
    def unit(self) -> Unit:
        return Unit.of(self.unit_id)


@strawberry.type
class Board:
    cluster: Cluster
    rows: list[Row]

    @classmethod
    def of(cls, cluster: str) -> Self:
        rows = [Row(rank=rank, unit_id=unit) for unit, rank in land.BOARDS[cluster]]
        return cls(cluster=Cluster(id=strawberry.ID(cluster)), rows=rows)


@strawberry.federation.type(shareable=True)
class Refusal:
    code: str
    detail: str


@strawberry.type
class Finalised:
    unit: Unit
    score: str


FinaliseResult = Annotated[Finalised | Refusal, strawberry.union("FinaliseResult")]


@strawberry.type
class Query:
    @strawberry.field
    def board(self, cluster_id: strawberry.ID) -> Board | None:
        return Board.of(cluster_id) if cluster_id in land.BOARDS else None

    @strawberry.field
    def periods(self) -> list[str]:
        return ["2024-Q1", "2024-H1", "2024"]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def finalise(self, unit_id: strawberry.ID) -> FinaliseResult:
        if unit_id not in land.SCORES:
            return Refusal(code="no-score", detail=f"{unit_id} chưa có điểm")
        return Finalised(unit=Unit.of(unit_id), score=land.SCORES[unit_id])


schema = Schema(query=Query, mutation=Mutation, federation_version="2.9")
