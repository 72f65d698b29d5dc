"""The same graph as one schema, merged by hand: what the gateway's answers are compared with."""

from __future__ import annotations

from typing import Annotated, Self

import strawberry
from graphql import GraphQLError

from tests.gateway.subgraphs import land
from tests.gateway.subgraphs.covenant import SignInput, UnitKind


@strawberry.type
class Target:
    code: str
    value: str


@strawberry.type
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


@strawberry.type
class Decision:
    votes: int


@strawberry.type
class Nomination:
    id: strawberry.ID
    title: str

    @strawberry.field
    def unit(self) -> Unit:
        return Unit.of(land.unit_of(self.id))

    @strawberry.field
    def decision(self) -> Decision | None:
        return Decision(votes=land.VOTES[self.id]) if self.id in land.VOTES else None


@strawberry.type
class Scorecard:
    period: str
    points: str | None


@strawberry.type
class Hollow:
    @strawberry.field
    def core(self) -> str:
        raise RuntimeError("nothing within")


@strawberry.type
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

    @strawberry.field
    def nominations(self) -> list[Nomination] | None:
        return [Nomination(id=strawberry.ID(i), title=title) for i, title in land.NOMINATIONS.get(self.id, ())]

    @strawberry.field
    def advice(self) -> str | None:
        return land.advice(land.weighted(self.id, self.size))

    @strawberry.field
    def score(self) -> str | None:
        return land.SCORES.get(self.id)

    @strawberry.field
    def weighted_score(self) -> str | None:
        return land.weighted(self.id, self.size)

    @strawberry.field
    def scorecards(self, limit: int = 2) -> list[Scorecard] | None:
        cards = land.SCORECARDS.get(self.id)
        return None if cards is None else [Scorecard(period=p, points=land.SCORES.get(self.id)) for p in cards[:limit]]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("broken")

    @strawberry.field
    def forbidden(self) -> str | None:
        raise GraphQLError("Không có quyền", extensions={"code": "forbidden"})

    @strawberry.field
    def hollow(self) -> Hollow | None:
        return Hollow()

    @classmethod
    def of(cls, id: str) -> Self:
        row = land.UNITS[id]
        return cls(id=strawberry.ID(id), name=row.name, size=row.size, kind=UnitKind(row.kind))


@strawberry.type
class Cluster:
    id: strawberry.ID

    @strawberry.field
    def name(self) -> str:
        return land.CLUSTERS[self.id]

    @strawberry.field
    def units(self) -> list[Unit]:
        return [Unit.of(row.id) for row in land.UNITS.values() if row.cluster == self.id]

    @strawberry.field
    def board(self) -> Board | None:
        return Board.of(self.id)


@strawberry.type
class Row:
    rank: int
    unit_id: strawberry.Private[str]

    @strawberry.field
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


@strawberry.type
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


@strawberry.type
class Refusal:
    code: str
    detail: str


@strawberry.type
class Signed:
    covenant: Covenant


@strawberry.type
class Finalised:
    unit: Unit
    score: str


SignResult = Annotated[Signed | Refusal, strawberry.union("SignResult")]
FinaliseResult = Annotated[Finalised | Refusal, strawberry.union("FinaliseResult")]
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

    @strawberry.field
    def nominations(self) -> list[Nomination]:
        rows = [row for each in land.NOMINATIONS.values() for row in each]
        return [Nomination(id=strawberry.ID(id_), title=title) for id_, title in rows]

    @strawberry.field
    def board(self, cluster_id: strawberry.ID) -> Board | None:
        return Board.of(cluster_id) if cluster_id in land.BOARDS else None

    @strawberry.field
    def periods(self) -> list[str]:
        return ["2024-Q1", "2024-H1", "2024"]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def sign_covenant(self, input: SignInput) -> SignResult:
        covenant = Covenant.of(input.unit_id)
        if covenant is None:
            return Refusal(code="no-covenant", detail=f"{input.unit_id} chưa có giao ước để ký ngày {input.on}")
        return Signed(covenant=covenant)

    @strawberry.mutation
    def finalise(self, unit_id: strawberry.ID) -> FinaliseResult:
        if unit_id not in land.SCORES:
            return Refusal(code="no-score", detail=f"{unit_id} chưa có điểm")
        return Finalised(unit=Unit.of(unit_id), score=land.SCORES[unit_id])


schema = strawberry.Schema(query=Query, mutation=Mutation)
