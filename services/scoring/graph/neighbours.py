"""What scoring adds to the covenant service's units, clusters and movements; all of it may be absent."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

import strawberry

from services.scoring.domain.period import PeriodKind, period_asked
from services.scoring.graph.asking import Info, Row, asked, at, key_of, load, named
from services.scoring.graph.boards import BoardEdition, BoardRow
from services.scoring.graph.results import ResultSheet
from services.scoring.graph.scorecards import Scorecard
from services.scoring.graph.tables import ScoreTable
from services.scoring.views import boards, periods, results, score_tables, scorecards
from services.scoring.views.boards import Moment


async def matching(
    info: Info, rows: Sequence[Row], movement: strawberry.ID | None, column: str, period: str | None
) -> list[Row]:
    """Those of the rows that are of this movement, named by id or code, and of this period, where they are asked for.

    Raises:
        Refusal: there is no such movement, or the text names no period.
    """
    [wanted] = await asked(info, movement=movement)
    value = period_asked(period)
    return [row for row in rows if wanted in {None, row["movement_id"]} and value in {None, row[column]}]


@strawberry.federation.type(keys=["id"], description="Đơn vị, phần chấm điểm: its results, scorecards and ranks")
class Unit:
    """A unit as scoring sees it."""

    id: strawberry.ID

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self:
        """For the gateway; nothing is read before a field asks."""
        return cls(id=named(key_of(id)))

    @strawberry.field(description="Kết quả theo quý: its results by quarter")
    async def result_sheets(
        self, info: Info, movement: strawberry.ID | None = None, period: str | None = None
    ) -> list[ResultSheet] | None:
        """Its sheets."""
        rows = await load(info, results.sheets_of_units, key_of(self.id))
        return [ResultSheet.of(row) for row in await matching(info, rows, movement, "quarter", period)]

    @strawberry.field(description="Phiếu chấm điểm: its scorecards")
    async def scorecards(
        self, info: Info, movement: strawberry.ID | None = None, period: str | None = None
    ) -> list[Scorecard] | None:
        """Its cards."""
        rows = await load(info, scorecards.of_units, key_of(self.id))
        return [Scorecard.of(row) for row in await matching(info, rows, movement, "period", period)]

    @strawberry.field(description="Thứ hạng: its lines on the boards in their last edition, by period")
    async def ranks(
        self, info: Info, movement: strawberry.ID | None = None, period: str | None = None
    ) -> list[BoardRow] | None:
        """Where it stands."""
        rows = await load(info, boards.of_units, key_of(self.id))
        return [BoardRow.of(row) for row in await matching(info, rows, movement, "period", period)]


@strawberry.federation.type(keys=["id"], description="Khối, cụm thi đua, phần chấm điểm: its score tables and boards")
class Cluster:
    """A block or cluster as scoring sees it."""

    id: strawberry.ID

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self:
        """For the gateway; nothing is read before a field asks."""
        return cls(id=named(key_of(id)))

    @strawberry.field(description="Bảng điểm: its score tables")
    async def score_tables(self, info: Info, movement: strawberry.ID | None = None) -> list[ScoreTable] | None:
        """Its tables."""
        rows = await load(info, score_tables.of_clusters, key_of(self.id))
        return [ScoreTable.of(row) for row in await matching(info, rows, movement, "id", None)]

    @strawberry.field(description="Bảng xếp hạng: its boards as they stood on a day, as known at a moment")
    async def boards(
        self,
        info: Info,
        movement: strawberry.ID | None = None,
        period: str | None = None,
        as_of: date | None = None,
        known_on: datetime | None = None,
    ) -> list[BoardEdition] | None:
        """Its boards, by period."""
        rows = await load(info, at(boards.of_clusters, Moment(as_of, known_on)), key_of(self.id))
        return [BoardEdition.of(row) for row in await matching(info, rows, movement, "period", period)]


@strawberry.type(description="Kỳ báo cáo, sơ kết, tổng kết: a period of a movement, open or closed")
class ReviewPeriod:
    """A period."""

    id: strawberry.ID
    period: str = strawberry.field(description="Mã kỳ")
    kind: PeriodKind = strawberry.field(description="Loại kỳ")
    starts: date = strawberry.field(description="Ngày đầu")
    ends: date = strawberry.field(description="Ngày cuối")
    is_open: bool = strawberry.field(description="Đang mở")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        return cls(
            id=named(row["id"]),
            period=row["period"],
            kind=PeriodKind(row["kind"]),
            starts=date.fromisoformat(row["starts"]),
            ends=date.fromisoformat(row["ends"]),
            is_open=row["is_open"],
            version=row["version"],
            row=row,
        )

    @strawberry.field(description="Phong trào thi đua")
    def movement(self) -> Movement | None:
        """Of which movement."""
        return Movement(id=named(self.row["movement_id"]))


@strawberry.federation.type(keys=["id"], description="Phong trào thi đua, phần chấm điểm: its periods and boards")
class Movement:
    """A movement as scoring sees it."""

    id: strawberry.ID

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Self:
        """For the gateway; nothing is read before a field asks."""
        return cls(id=named(key_of(id)))

    @strawberry.field(description="Các kỳ báo cáo, sơ kết, tổng kết")
    async def review_periods(self, info: Info) -> list[ReviewPeriod] | None:
        """Its periods, in time."""
        return [ReviewPeriod.of(row) for row in await load(info, periods.of_movements, key_of(self.id))]

    @strawberry.field(description="Bảng xếp hạng của mọi khối, cụm: as they stood on a day, as known at a moment")
    async def boards(
        self,
        info: Info,
        period: str | None = None,
        as_of: date | None = None,
        known_on: datetime | None = None,
    ) -> list[BoardEdition] | None:
        """Its boards, by period."""
        rows = await load(info, at(boards.of_movements, Moment(as_of, known_on)), key_of(self.id))
        return [BoardEdition.of(row) for row in await matching(info, rows, None, "period", period)]
