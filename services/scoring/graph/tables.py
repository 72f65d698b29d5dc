"""ScoreTable (bảng điểm) in the graph."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from anyio import to_thread
from strawberry.scalars import JSON

from kernel.graph import Text
from services.scoring.application.sheet_files import SheetFormat
from services.scoring.domain.scheme import Accumulation, Group
from services.scoring.graph.asking import Info, Row, key_of, load, named, optional_key
from services.scoring.graph.sheets import ScoreTableChange, told_in_text
from services.scoring.views import score_tables

if TYPE_CHECKING:
    from services.scoring.graph.neighbours import Cluster, Movement, Unit

NEIGHBOURS = "services.scoring.graph.neighbours"

strawberry.enum(Group, name="ScoreGroup", description="Nhóm tiêu chí: content, bonus, penalty or gate")
strawberry.enum(Accumulation, name="ResultAccumulation", description="Cách cộng dồn: the latest quarter or the sum")


@strawberry.type(description="Tiêu chí: one line of a score table")
class ScoreCriterion:
    """A criterion."""

    code: str
    name: Text = strawberry.field(description="Tên tiêu chí")
    group: Group = strawberry.field(description="Nhóm tiêu chí")
    max_points: Decimal = strawberry.field(description="Điểm tối đa")
    indicator: str = strawberry.field(description="Mã chỉ tiêu được đo")
    formula: str = strawberry.field(description="Loại công thức: the kind of formula")
    accumulation: Accumulation = strawberry.field(description="Cách cộng dồn")
    section: str = strawberry.field(description="Mã mục chứa tiêu chí")
    evidence: str = strawberry.field(description="Minh chứng phải có")
    department_id: strawberry.Private[str | None]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a criterion of the view's text."""
        return cls(
            code=row["code"],
            name=Text(**row["name"]),
            group=Group(row["group"]),
            max_points=Decimal(row["max_points"]),
            indicator=row["indicator"],
            formula=next(kind.upper() for kind, given in row["formula"].items() if given is not None),
            accumulation=Accumulation(row["accumulation"]),
            section=row.get("section", ""),
            evidence=row.get("evidence", ""),
            department_id=row["department_id"],
        )

    @strawberry.field(description="Ban nghiệp vụ phụ trách: the department that owns the field")
    def department(self) -> Annotated[Unit, strawberry.lazy(NEIGHBOURS)] | None:
        """The owner."""
        from services.scoring.graph.neighbours import Unit

        return None if self.department_id is None else Unit(id=named(self.department_id))


@strawberry.federation.type(keys=["id"], description="Bảng điểm: of a cluster for a movement; frozen once signed")
class ScoreTable:
    """A score table."""

    id: strawberry.ID
    content_total: Decimal = strawberry.field(description="Tổng điểm nội dung")
    bonus_cap: Decimal = strawberry.field(description="Trần điểm thưởng")
    signed_on: date | None = strawberry.field(description="Ngày ký; null while a draft")
    rulebook: str | None = strawberry.field(description="Bộ quy định lúc ký")
    digest: str = strawberry.field(description="Mã băm nội dung")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("content_total", "bonus_cap", "signed_on", "rulebook", "digest", "version")
        return cls(id=named(row["id"]), row=row, **{name: row[name] for name in plain})

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """For the gateway."""
        row = await load(info, score_tables.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Các tiêu chí")
    def criteria(self) -> list[ScoreCriterion]:
        """The lines."""
        return [ScoreCriterion.of(each) for each in self.row["scheme"]["criteria"]]

    @strawberry.field(description="Toàn bộ nội dung bảng điểm: the whole text, decimals as strings")
    def scheme(self) -> JSON:
        """The whole text."""
        return JSON(self.row["scheme"])

    @strawberry.field(description="Tệp bảng điểm: CSV as text, XLSX in base64; read back as the same table")
    async def sheet(self, info: Info, format: SheetFormat = SheetFormat.CSV) -> str:
        """The table as a file."""
        content = await to_thread.run_sync(info.context.application.sheets.file, self.row["id"], format)
        return told_in_text(content, format)

    @strawberry.field(description="Điểm thay đổi so với bảng khác, mặc định bảng được kế thừa")
    async def changes(self, info: Info, against: strawberry.ID | None = None) -> list[ScoreTableChange]:
        """What it says otherwise."""
        found = info.context.application.sheets.changes
        told = await to_thread.run_sync(found, self.row["id"], optional_key(against))
        return [ScoreTableChange(**vars(each)) for each in told]

    @strawberry.field(description="Khối, cụm thi đua")
    def cluster(self) -> Annotated[Cluster, strawberry.lazy(NEIGHBOURS)] | None:
        """Whose table it is."""
        from services.scoring.graph.neighbours import Cluster

        return Cluster(id=named(self.row["cluster_id"]))

    @strawberry.field(description="Phong trào thi đua")
    def movement(self) -> Annotated[Movement, strawberry.lazy(NEIGHBOURS)] | None:
        """For which movement."""
        from services.scoring.graph.neighbours import Movement

        return Movement(id=named(self.row["movement_id"]))
