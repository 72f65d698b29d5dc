"""A small nomination service: it adds nominations to units, and advice that leans on what scoring computed."""

from __future__ import annotations

from typing import Self

import strawberry
from strawberry.federation import Schema

from tests.gateway.subgraphs import land


@strawberry.type
class Decision:
    votes: int


@strawberry.federation.type(keys=["id"])
class Nomination:
    id: strawberry.ID
    title: str

    @strawberry.field
    def unit(self) -> Unit:
        return Unit(id=strawberry.ID(land.unit_of(self.id)), weighted_score=None)

    @strawberry.field
    def decision(self) -> Decision | None:
        return Decision(votes=land.VOTES[self.id]) if self.id in land.VOTES else None

    @classmethod
    def of(cls, id: str) -> Self:
        return cls(id=strawberry.ID(id), title=land.title_of(id))

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self:
        return cls.of(id)


@strawberry.federation.type(keys=["id"])
class Unit:
    id: strawberry.ID
    weighted_score: str | None = strawberry.federation.field(external=True)

    @strawberry.field
    def nominations(self) -> list[Nomination] | None:
        return [Nomination.of(id_) for id_, _ in land.NOMINATIONS.get(self.id, ())]

    @strawberry.federation.field(requires=["weightedScore"])  # type: ignore[untyped-decorator]
    def advice(self) -> str | None:
        return land.advice(self.weighted_score)

    @classmethod
    def resolve_reference(cls, id: strawberry.ID, weightedScore: str | None = None) -> Self:  # noqa: N803
        return cls(id=id, weighted_score=weightedScore)


@strawberry.type
class Query:
    @strawberry.field
    def nominations(self) -> list[Nomination]:
        return [Nomination.of(id_) for rows in land.NOMINATIONS.values() for id_, _ in rows]


schema = Schema(query=Query, federation_version="2.9")
