"""A small covenant service: it owns units and clusters."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Self

import strawberry
from strawberry.federation import Schema
from strawberry.federation.schema_directives import Shareable

from tests.gateway.subgraphs import land


@strawberry.enum
class UnitKind(Enum):
    HEAD_OFFICE = "HEAD_OFFICE"
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"


@strawberry.type
class Target:
    code: str
    value: str


@strawberry.federation.type(keys=["id"])
class Covenant:
    id: strawberry.ID
    state: str
    signed_on: str | None

    @strawberry.field
    def targets(self) -> list[Target]:
        return [Target(code=code, value=value) for code, value in land.TARGETS[self.id.removeprefix("k-")]]

    @strawberry.field
    def unit(self) -> Unit:
        return Unit.of(self.id.removeprefix("k-"))

    @classmethod
    def of(cls, unit: str) -> Self | None:
        if unit not in land.SIGNED:
            return None
        state, signed_on = land.SIGNED[unit]
        return cls(id=strawberry.ID(f"k-{unit}"), state=state, signed_on=signed_on)

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self | None:
        return cls.of(id.removeprefix("k-"))


@strawberry.federation.type(keys=["id"])
class Unit:
    id: strawberry.ID
    name: str
    size: int | None
    kind: UnitKind

    @strawberry.field
    def parent(self) -> Unit | None:
        parent = land.UNITS[self.id].parent
        return Unit.of(parent) if parent else None

    @strawberry.field
    def cluster(self) -> Cluster | None:
        cluster = land.UNITS[self.id].cluster
        return Cluster(id=strawberry.ID(cluster)) if cluster else None

    @strawberry.field
    def covenant(self) -> Covenant | None:
        return Covenant.of(self.id)

    @classmethod
    def of(cls, id: str) -> Self:
        row = land.UNITS[id]
        return cls(id=strawberry.ID(id), name=row.name, size=row.size, kind=UnitKind(row.kind))

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self | None:
        return cls.of(id) if id in land.UNITS else None


@strawberry.federation.type(keys=["id"])
class Cluster:
    id: strawberry.ID

    @strawberry.field
    def name(self) -> str:
        return land.CLUSTERS[self.id]

    @strawberry.field
    def units(self) -> list[Unit]:
        return [Unit.of(row.id) for row in land.UNITS.values() if row.cluster == self.id]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self | None:
        return cls(id=id) if id in land.CLUSTERS else None


@strawberry.type(directives=[Shareable()])
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class CovenantUnitEdge:
    cursor: str
    node: Unit


@strawberry.type
class CovenantUnitConnection:
    edges: list[CovenantUnitEdge]
    page_info: PageInfo


@strawberry.federation.type(shareable=True)
class Refusal:
    code: str
    detail: str


@strawberry.type
class Signed:
    covenant: Covenant


@strawberry.input
class SignInput:
    unit_id: strawberry.ID
    on: str = "2024-03-31"


SignResult = Annotated[Signed | Refusal, strawberry.union("SignResult")]
Found = Annotated[Unit | Cluster | Target, strawberry.union("Found")]


@strawberry.type
class Query:
    @strawberry.field
    def unit(self, id: strawberry.ID) -> Unit | None:
        return Unit.of(id) if id in land.UNITS else None

    @strawberry.field
    def units(self, first: int = 3, after: str | None = None) -> CovenantUnitConnection:
        ids = list(land.UNITS)
        start = ids.index(after) + 1 if after in ids else 0
        page = ids[start : start + first]
        edges = [CovenantUnitEdge(cursor=each, node=Unit.of(each)) for each in page]
        info = PageInfo(has_next_page=start + first < len(ids), end_cursor=page[-1] if page else None)
        return CovenantUnitConnection(edges=edges, page_info=info)

    @strawberry.field
    def cluster(self, id: strawberry.ID) -> Cluster | None:
        return Cluster(id=id) if id in land.CLUSTERS else None

    @strawberry.field
    def clusters(self) -> list[Cluster]:
        return [Cluster(id=strawberry.ID(id_)) for id_ in land.CLUSTERS]

    @strawberry.field
    def search(self, text: str) -> list[Found]:
        units: list[Found] = [Unit.of(row.id) for row in land.UNITS.values() if text in row.name]
        clusters: list[Found] = [Cluster(id=strawberry.ID(i)) for i, name in land.CLUSTERS.items() if text in name]
        return [*units, *clusters, Target(code=text, value="1")]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def sign_covenant(self, input: SignInput) -> SignResult:
        covenant = Covenant.of(input.unit_id)
        if covenant is None:
            return Refusal(code="no-covenant", detail=f"{input.unit_id} chưa có giao ước để ký ngày {input.on}")
        return Signed(covenant=covenant)


schema = Schema(query=Query, mutation=Mutation, federation_version="2.9")
