"""RegistrationSet (hồ sơ đăng ký) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

import strawberry

from services.covenant.graph.asking import Info, Row, load
from services.covenant.graph.clusters import Cluster, cluster_of
from services.covenant.graph.movements import Movement
from services.covenant.graph.units import Unit, units_of
from services.covenant.views import movements


@strawberry.type(description="Hồ sơ đăng ký của khối, cụm: how its members stood when the head submitted it")
class RegistrationSet:
    """A submitted set."""

    id: strawberry.ID
    submitted_on: date = strawberry.field(description="Ngày nộp: day of the submission")
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        return cls(id=strawberry.ID(str(row["id"])), submitted_on=row["submitted_on"], row=row, at=at)

    @strawberry.field(description="Khối, cụm: whose set it is")
    async def cluster(self, info: Info) -> Cluster | None:
        """The block or cluster."""
        return await cluster_of(info, self.row["cluster_id"], self.at)

    @strawberry.field(description="Phong trào: the movement")
    async def movement(self, info: Info) -> Movement | None:
        """The movement."""
        row = await load(info, movements.by_ids, self.row["movement_id"])
        return None if row is None else Movement.of(row, self.at)

    @strawberry.field(description="Ký đúng hạn: members that signed in time")
    async def signed(self, info: Info) -> list[Unit]:
        """In time."""
        return await _units(info, self.row["signed"], self.at)

    @strawberry.field(description="Ký muộn: members that signed late")
    async def late(self, info: Info) -> list[Unit]:
        """Late."""
        return await _units(info, self.row["late"], self.at)

    @strawberry.field(description="Chưa ký: members without a signed covenant")
    async def unsigned(self, info: Info) -> list[Unit]:
        """Missing."""
        return await _units(info, self.row["unsigned"], self.at)

    @strawberry.field(description="Chưa đăng ký danh hiệu: members that registered no title")
    async def unregistered(self, info: Info) -> list[Unit]:
        """Without a title."""
        return await _units(info, self.row["unregistered"], self.at)


async def _units(info: Info, ids: Sequence[str], at: date) -> list[Unit]:
    return await units_of(info, [UUID(each) for each in ids], at)
