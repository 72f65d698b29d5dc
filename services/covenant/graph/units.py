"""Unit (đơn vị) in the graph: everything below it is as of the day it was asked for."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from asyncio import gather
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from services.covenant.domain.refusals.movements import UnknownMovement
from services.covenant.domain.unit import UnitKind
from services.covenant.graph.asking import Info, Row, day_asked, key_of, load, on, optional_key
from services.covenant.views import clusters, covenants, movements, units

if TYPE_CHECKING:
    from services.covenant.graph.clusters import Cluster
    from services.covenant.graph.covenants import Covenant

strawberry.enum(UnitKind, name="UnitKind", description="Cấp đơn vị: the level of a unit")


@strawberry.type(description="Tên theo thời gian: a name a unit bore, from its day on")
class UnitName:
    """A dated name."""

    since: date
    name: str


@strawberry.federation.type(keys=["id"], description="Đơn vị: a unit of the agency; names and parents change by date")
class Unit:
    """A unit as of a day."""

    id: strawberry.ID = strawberry.field(description="Mã định danh: for ever, whatever its name")
    code: str = strawberry.field(description="Mã đơn vị: the code people use")
    name: str | None = strawberry.field(description="Tên đơn vị: its name on that day")
    kind: UnitKind = strawberry.field(description="Cấp đơn vị: its level")
    established_on: date = strawberry.field(description="Ngày thành lập: its first day")
    ended_on: date | None = strawberry.field(description="Ngày kết thúc: the first day without it")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view as of that day."""
        return cls(
            id=strawberry.ID(str(row["id"])),
            code=row["code"],
            name=row["name"],
            kind=UnitKind(row["kind"]),
            established_on=row["established_on"],
            ended_on=row["ended_on"],
            version=row["version"],
            row=row,
            at=at,
        )

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The unit as of today, for the gateway."""
        today = day_asked(info, None)
        row = await load(info, on(units.by_ids, today), key_of(id))
        return None if row is None else cls.of(row, today)

    @strawberry.field(description="Đơn vị cấp trên: the unit above on that day")
    async def parent(self, info: Info) -> Unit | None:
        """The parent."""
        return await unit_of(info, self.row["parent_id"], self.at)

    @strawberry.field(description="Đơn vị tiếp nhận: the unit it was merged into")
    async def merged_into(self, info: Info) -> Unit | None:
        """The successor."""
        return await unit_of(info, self.row["merged_into_id"], self.at)

    @strawberry.field(description="Đơn vị trực thuộc: the units under it on that day")
    async def children(self, info: Info) -> list[Unit]:
        """The units below."""
        return [Unit.of(row, self.at) for row in await load(info, on(units.children, self.at), key_of(self.id))]

    @strawberry.field(description="Mọi tên theo thời gian: all its names by date")
    async def names(self, info: Info) -> list[UnitName]:
        """The dated names."""
        rows = await load(info, units.names, key_of(self.id))
        return [UnitName(since=row["since"], name=row["name"]) for row in rows]

    @strawberry.field(description="Khối, cụm thi đua: the blocks and clusters it competes in on that day")
    async def clusters(
        self, info: Info
    ) -> list[Annotated[Cluster, strawberry.lazy("services.covenant.graph.clusters")]]:
        """Where it is a member."""
        from services.covenant.graph.clusters import Cluster

        rows = await load(info, on(clusters.of_units, self.at), key_of(self.id))
        return [Cluster.of(row, self.at) for row in rows]

    @strawberry.field(description="Giao ước thi đua: its covenants, of one movement or of all")
    async def covenants(
        self, info: Info, movement: strawberry.ID | None = None
    ) -> list[Annotated[Covenant, strawberry.lazy("services.covenant.graph.covenants")]]:
        """Its covenants by movement."""
        from services.covenant.graph.covenants import Covenant

        wanted = optional_key(movement)
        if wanted is not None and await load(info, movements.by_ids, wanted) is None:
            raise UnknownMovement(movement=wanted)
        rows = await load(info, on(covenants.of_units, self.at), key_of(self.id))
        return [Covenant.of(row, self.at) for row in rows if wanted in {None, row["movement_id"]}]


async def units_of(info: Info, unit_ids: Sequence[UUID], at: date) -> list[Unit]:
    """The units of these ids as of that day, in their order."""
    found = await gather(*(unit_of(info, each, at) for each in unit_ids))
    return [unit for unit in found if unit is not None]


async def unit_of(info: Info, unit_id: object, at: date) -> Unit | None:
    """The unit of this id as of that day, if there is an id."""
    if unit_id is None:
        return None
    row = await load(info, on(units.by_ids, at), key_of(str(unit_id)))
    return None if row is None else Unit.of(row, at)
