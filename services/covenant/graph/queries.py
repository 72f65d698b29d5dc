"""What can be asked of the covenant subgraph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry
from anyio import to_thread
from strawberry.scalars import JSON

from kernel.aggregate import identity
from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.movement import MovementKind
from services.covenant.domain.steps import State
from services.covenant.domain.unit import UnitKind
from services.covenant.graph.amendments import CovenantChange
from services.covenant.graph.asking import Info, Row, asked, day_asked, key_of, load, on, read
from services.covenant.graph.cluster_life import ClusterLifeQuery
from services.covenant.graph.clusters import Cluster, cluster_of
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, connection_of
from services.covenant.graph.covenants import Covenant
from services.covenant.graph.groupings import GroupingQuery
from services.covenant.graph.movements import Movement
from services.covenant.graph.registration_sets import RegistrationSet
from services.covenant.graph.rules import RulesQuery
from services.covenant.graph.units import Unit, unit_of
from services.covenant.views import clusters, covenant_texts, covenants, history, movements, registration_sets, units


@strawberry.type(description="Sự kiện đã ghi: one recorded event of one thing")
class CovenantEvent:
    """Who recorded what, when, and since when it is true."""

    event_id: strawberry.ID
    version: int
    type: str = strawberry.field(description="Loại sự kiện: durable name of the event")
    actor: str = strawberry.field(description="Người thực hiện: who acted")
    recorded_at: datetime = strawberry.field(description="Thời điểm ghi: when it was recorded")
    effective: datetime = strawberry.field(description="Thời điểm có hiệu lực: when it was true")
    members: JSON = strawberry.field(description="Nội dung: what the event says")

    @classmethod
    def of(cls, entry: Row) -> Self:
        """From an entry of the history."""
        plain = ("version", "type", "actor", "recorded_at", "effective")
        return cls(
            event_id=strawberry.ID(str(entry["event_id"])),
            members=JSON(entry["members"]),
            **{name: entry[name] for name in plain},
        )


def _named(kind: str, id: strawberry.ID | None, code: str | None) -> UUID:
    """The id asked for, given itself or as the code it is made from."""
    return identity(kind, code) if id is None else key_of(id)


@strawberry.type
class Query(ClusterLifeQuery, GroupingQuery, RulesQuery):
    """Units, blocks and clusters, movements, covenants, registrations."""

    @strawberry.field(description="Một đơn vị theo mã định danh hoặc mã: a unit by id or code, as of a day")
    async def unit(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        code: str | None = None,
        at: date | None = None,
    ) -> Unit | None:
        """One unit."""
        return await unit_of(info, _named("unit", id, code), day_asked(info, at))

    @strawberry.field(description="Danh sách đơn vị vào một ngày: units as of a day, by code")
    async def units(
        self,
        info: Info,
        kind: UnitKind | None = None,
        parent: strawberry.ID | None = None,
        province: strawberry.ID | None = None,
        text: str | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Unit]:
        """A page of units."""
        day = day_asked(info, at)
        under, in_province = await asked(info, parent=parent, province=province)
        wanted = units.Filter(kind, under, in_province, None, text)
        page = await read(info, lambda connection: units.search(connection, wanted, day, after, first))
        return connection_of(page, ["code"], lambda row: Unit.of(row, day))

    @strawberry.field(description="Một khối, cụm theo mã định danh hoặc mã: a block or cluster by id or code")
    async def cluster(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        code: str | None = None,
        at: date | None = None,
    ) -> Cluster | None:
        """One block or cluster."""
        return await cluster_of(info, _named("cluster", id, code), day_asked(info, at))

    @strawberry.field(description="Danh sách khối, cụm vào một ngày: blocks and clusters as of a day, by code")
    async def clusters(
        self,
        info: Info,
        kind: ClusterKind | None = None,
        province: strawberry.ID | None = None,
        member: strawberry.ID | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Cluster]:
        """A page of blocks and clusters."""
        day = day_asked(info, at)
        of_province, of_unit = await asked(info, province=province, member=member)
        wanted = clusters.Filter(kind, of_province, of_unit)
        page = await read(info, lambda connection: clusters.search(connection, wanted, day, after, first))
        return connection_of(page, ["code"], lambda row: Cluster.of(row, day))

    @strawberry.field(description="Một phong trào theo mã định danh hoặc mã: a movement by id or code")
    async def movement(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        code: str | None = None,
        at: date | None = None,
    ) -> Movement | None:
        """One movement."""
        row = await load(info, movements.by_ids, _named("movement", id, code))
        return None if row is None else Movement.of(row, day_asked(info, at))

    @strawberry.field(description="Danh sách phong trào: movements, by code")
    async def movements(
        self,
        info: Info,
        kind: MovementKind | None = None,
        year: int | None = None,
        organiser: strawberry.ID | None = None,
        closed: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Movement]:
        """A page of movements."""
        [by] = await asked(info, organiser=organiser)
        wanted = movements.Filter(kind, year, by, closed)
        page = await read(info, lambda connection: movements.search(connection, wanted, after, first))
        return connection_of(page, ["code"], lambda row: Movement.of(row, day_asked(info, None)))

    @strawberry.field(description="Một giao ước: a covenant, its unit as of a day")
    async def covenant(
        self,
        info: Info,
        id: strawberry.ID,
        at: date | None = None,
    ) -> Covenant | None:
        """One covenant."""
        day = day_asked(info, at)
        row = await load(info, on(covenants.by_ids, day), key_of(id))
        return None if row is None else Covenant.of(row, day)

    @strawberry.field(description="So sánh hai bản đã ký của một giao ước: what an amendment changed")
    async def covenant_difference(
        self, info: Info, covenant: strawberry.ID, before: int, after: int
    ) -> list[CovenantChange]:
        """What differs between two editions; empty where nothing does."""
        key = key_of(covenant)
        found = await read(info, lambda connection: covenant_texts.difference(connection, key, before, after))
        return [CovenantChange(**row) for row in found]

    @strawberry.field(description="Danh sách giao ước: covenants by movement, unit, cluster, province, state, late")
    async def covenants(
        self,
        info: Info,
        movement: strawberry.ID | None = None,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        province: strawberry.ID | None = None,
        state: State | None = None,
        late: bool | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Covenant]:
        """A page of covenants."""
        day = day_asked(info, at)
        in_movement, of_unit, in_cluster, in_province = await asked(
            info, movement=movement, unit=unit, cluster=cluster, province=province
        )
        wanted = covenants.Filter(in_movement, of_unit, in_cluster, in_province, state, late)
        page = await read(info, lambda connection: covenants.search(connection, wanted, day, after, first))
        return connection_of(page, ["movement_id", "unit_id"], lambda row: Covenant.of(row, day))

    @strawberry.field(description="Hồ sơ đăng ký đã nộp: the sets of registrations submitted")
    async def registration_sets(
        self,
        info: Info,
        movement: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[RegistrationSet]:
        """A page of sets."""
        in_movement, in_cluster = await asked(info, movement=movement, cluster=cluster)
        wanted = registration_sets.Filter(in_movement, in_cluster)
        page = await read(info, lambda connection: registration_sets.search(connection, wanted, after, first))
        today = day_asked(info, None)
        return connection_of(page, ["movement_id", "cluster_id"], lambda row: RegistrationSet.of(row, today))

    @strawberry.field(description="Lịch sử: every event of a unit, cluster, movement, covenant or set, oldest first")
    async def covenant_history(self, info: Info, id: strawberry.ID) -> list[CovenantEvent]:
        """What happened to one thing; empty where there is none."""
        wanted = key_of(id)
        await read(info, lambda _connection: None)
        found = await to_thread.run_sync(info.context.application.store.history, wanted)
        return [CovenantEvent.of(history.entry(recorded)) for recorded in found]
