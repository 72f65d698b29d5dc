"""What can be asked of scoring directly."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from datetime import date, datetime
from typing import Self

import strawberry
from anyio import to_thread
from strawberry.scalars import JSON

from services.scoring.domain.period import PeriodKind, period_asked
from services.scoring.domain.result_sheet import EvidenceKind
from services.scoring.graph.asking import Info, Row, asked, edition_key, key_of, load, named, read
from services.scoring.graph.boards import BoardEdition
from services.scoring.graph.connections import DEFAULT_PAGE, ScoringConnection, connection_of
from services.scoring.graph.neighbours import ReviewPeriod
from services.scoring.graph.results import ResultCell, ResultSheet
from services.scoring.graph.scorecards import Scorecard
from services.scoring.graph.sheets import ScoreSheetInput, ScoreSheetPreview
from services.scoring.graph.tables import ScoreTable
from services.scoring.views import boards, history, periods, results, score_tables, scorecards
from services.scoring.views.scorecards import Stage


@strawberry.type(description="Một sự kiện đã ghi: who recorded what, when, and since when it is true")
class ScoringEvent:
    """One recorded event."""

    event_id: strawberry.ID = strawberry.field(description="Mã sự kiện: its permanent id, as explanations cite it")
    version: int = strawberry.field(description="Thứ tự: its number in the life of the thing")
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
            event_id=named(entry["event_id"]),
            members=JSON(entry["members"]),
            **{name: entry[name] for name in plain},
        )


@strawberry.type
class Query:
    """Score tables, periods, results, scorecards, boards."""

    @strawberry.field(description="Một bảng điểm: a score table")
    async def score_table(self, info: Info, id: strawberry.ID) -> ScoreTable | None:
        """One table."""
        return await ScoreTable.resolve_reference(info, id)

    @strawberry.field(description="Danh sách bảng điểm: score tables")
    async def score_tables(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        signed: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> ScoringConnection[ScoreTable]:
        """A page of tables."""
        in_cluster, in_movement = await asked(info, cluster=cluster, movement=movement)
        wanted = score_tables.Filter(in_cluster, in_movement, signed)
        page = await read(info, lambda connection: score_tables.search(connection, wanted, after, first))
        return connection_of(page, ["id"], ScoreTable.of)

    @strawberry.field(description="Xem trước tệp bảng điểm: a verdict per cell; nothing is stored")
    async def score_sheet_preview(self, info: Info, sheet: ScoreSheetInput) -> ScoreSheetPreview:
        """A file seen before it is accepted."""
        await read(info, lambda _connection: None)
        seen = await to_thread.run_sync(info.context.application.sheets.preview, sheet.to_domain())
        return ScoreSheetPreview.of(seen)

    @strawberry.field(description="Các kỳ báo cáo, sơ kết, tổng kết: periods, in time")
    async def review_periods(
        self,
        info: Info,
        movement: strawberry.ID | None = None,
        is_open: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> ScoringConnection[ReviewPeriod]:
        """A page of periods."""
        [in_movement] = await asked(info, movement=movement)
        wanted = periods.Filter(in_movement, is_open)
        page = await read(info, lambda connection: periods.search(connection, wanted, after, first))
        return connection_of(page, ["ends", "starts", "id"], ReviewPeriod.of)

    @strawberry.field(description="Phiếu kết quả: the results of one unit in one quarter")
    async def result_sheet(self, info: Info, id: strawberry.ID) -> ResultSheet | None:
        """One sheet."""
        return await ResultSheet.resolve_reference(info, id)

    @strawberry.field(description="Danh sách kết quả: results in force")
    async def results(
        self,
        info: Info,
        unit: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        period: str | None = None,
        indicator: str | None = None,
        evidence: EvidenceKind | None = None,
        corrected: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> ScoringConnection[ResultCell]:
        """A page of results."""
        of_unit, in_movement = await asked(info, unit=unit, movement=movement)
        stands = evidence and evidence.value
        wanted = results.Filter(of_unit, in_movement, period_asked(period), indicator, stands, corrected)
        page = await read(info, lambda connection: results.search(connection, wanted, after, first))
        return connection_of(page, ["sheet_id", "indicator"], ResultCell.of)

    @strawberry.field(description="Một phiếu chấm điểm: a scorecard")
    async def scorecard(self, info: Info, id: strawberry.ID) -> Scorecard | None:
        """One card."""
        return await Scorecard.resolve_reference(info, id)

    @strawberry.field(description="Danh sách phiếu chấm điểm: scorecards")
    async def scorecards(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        period: str | None = None,
        unit: strawberry.ID | None = None,
        stage: Stage | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> ScoringConnection[Scorecard]:
        """A page of cards."""
        in_cluster, in_movement, of_unit = await asked(info, cluster=cluster, movement=movement, unit=unit)
        wanted = scorecards.Filter(in_cluster, in_movement, period_asked(period), of_unit, stage)
        page = await read(info, lambda connection: scorecards.search(connection, wanted, after, first))
        return connection_of(page, ["id"], Scorecard.of)

    @strawberry.field(description="Một lần công bố: an edition by its id, or by the board's id its last")
    async def board_edition(self, info: Info, id: strawberry.ID) -> BoardEdition | None:
        """One edition."""
        if "/" in str(id):
            return await BoardEdition.resolve_reference(info, strawberry.ID("/".join(map(str, edition_key(id)))))
        found = await load(info, boards.by_ids, key_of(id))
        return None if found is None else BoardEdition.of(found)

    @strawberry.field(description="Bảng xếp hạng vào một ngày, as known at a moment: boards as they stood")
    async def boards(
        self,
        info: Info,
        cluster: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        period: str | None = None,
        period_kind: PeriodKind | None = None,
        unit: strawberry.ID | None = None,
        as_of: date | None = None,
        known_on: datetime | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> ScoringConnection[BoardEdition]:
        """A page of boards, each in the edition that stood."""
        kind = period_kind and period_kind.value
        in_cluster, in_movement, of_unit = await asked(info, cluster=cluster, movement=movement, unit=unit)
        wanted = boards.Filter(in_cluster, in_movement, period_asked(period), kind, of_unit)
        moment = boards.Moment(as_of, known_on)
        page = await read(info, lambda connection: boards.search(connection, wanted, moment, after, first))
        return connection_of(page, ["period_ends", "period", "board_id"], BoardEdition.of)

    @strawberry.field(description="Lịch sử: every event of a table, period, sheet, card or board, oldest first")
    async def scoring_history(self, info: Info, id: strawberry.ID) -> list[ScoringEvent]:
        """What happened to one thing; empty where there is none."""
        wanted = key_of(id)
        await read(info, lambda _connection: None)
        found = await to_thread.run_sync(info.context.application.store.history, wanted)
        return [ScoringEvent.of(history.entry(recorded)) for recorded in found]
