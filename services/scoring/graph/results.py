"""ResultSheet (phiếu kết quả) in the graph."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from services.scoring.domain.result_sheet import EvidenceKind
from services.scoring.graph.asking import Info, Row, key_of, load, named
from services.scoring.graph.tables import NEIGHBOURS
from services.scoring.views import results

if TYPE_CHECKING:
    from services.scoring.graph.neighbours import Movement, Unit

strawberry.enum(EvidenceKind, name="EvidenceKind", description="Loại minh chứng: real, synthetic or declared")


@strawberry.type(description="Kết quả: one result in force; null where it does not apply")
class ResultCell:
    """A result with its evidence."""

    indicator: str = strawberry.field(description="Mã chỉ tiêu")
    value: Decimal | None = strawberry.field(description="Giá trị; null: không áp dụng")
    not_applicable: bool = strawberry.field(description="Không áp dụng cho đơn vị")
    evidence: EvidenceKind = strawberry.field(description="Loại minh chứng")
    source: str = strawberry.field(description="Nguồn")
    note: str = strawberry.field(description="Ghi chú")
    correction: str | None = strawberry.field(description="Lý do đính chính")
    event_id: strawberry.ID = strawberry.field(description="Sự kiện ghi nhận")
    actor: str = strawberry.field(description="Người hoặc hệ thống ghi")
    recorded_at: datetime = strawberry.field(description="Thời điểm ghi")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("indicator", "value", "not_applicable", "source", "note", "correction", "actor")
        return cls(
            evidence=EvidenceKind(row["evidence"]),
            event_id=named(row["event_id"]),
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            **{name: row[name] for name in plain},
        )


@strawberry.federation.type(keys=["id"], description="Phiếu kết quả: the results of one unit in one quarter")
class ResultSheet:
    """A sheet."""

    id: strawberry.ID
    period: str = strawberry.field(description="Quý")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        return cls(id=named(row["id"]), period=row["quarter"], version=row["version"], row=row)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """For the gateway."""
        row = await load(info, results.sheets, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Các kết quả đang có hiệu lực")
    async def cells(self, info: Info) -> list[ResultCell]:
        """The results in force."""
        return [ResultCell.of(row) for row in await load(info, results.cells_of_sheets, key_of(self.id))]

    @strawberry.field(description="Đơn vị")
    def unit(self) -> Annotated[Unit, strawberry.lazy(NEIGHBOURS)] | None:
        """Whose results."""
        from services.scoring.graph.neighbours import Unit

        return Unit(id=named(self.row["unit_id"]))

    @strawberry.field(description="Phong trào thi đua")
    def movement(self) -> Annotated[Movement, strawberry.lazy(NEIGHBOURS)] | None:
        """In which movement."""
        from services.scoring.graph.neighbours import Movement

        return Movement(id=named(self.row["movement_id"]))
