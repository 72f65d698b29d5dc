"""BoardEdition (bảng xếp hạng) in the graph, with its rows and why each stands where it stands."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from anyio import to_thread

from kernel.graph import Explanation, Text
from services.scoring.domain.period import PeriodKind
from services.scoring.domain.ranking import REASONS, RowState
from services.scoring.graph.asking import Info, Row, edition_key, load, named
from services.scoring.graph.scorecards import Scorecard
from services.scoring.graph.tables import NEIGHBOURS, ScoreTable
from services.scoring.views import boards, score_tables, scorecards
from services.scoring.views.departures import Departure, departures

if TYPE_CHECKING:
    from services.scoring.graph.neighbours import Cluster, Movement, Unit

strawberry.enum(PeriodKind, name="ReviewPeriodKind", description="Loại kỳ: quarter, half-year or year")
strawberry.enum(Departure, name="BoardDeparture", description="Vì sao rời khối, cụm: how a unit left")
strawberry.enum(RowState, name="BoardRowState", description="Có được xếp hạng không, và vì sao không")


@strawberry.type(description="Một dòng của bảng xếp hạng: where a unit stands")
class BoardRow:
    """One line of a board."""

    state: RowState = strawberry.field(description="Có được xếp hạng không")
    reason: Text = strawberry.field(description="Vì sao không xếp hạng")
    rank: int | None = strawberry.field(description="Thứ hạng; equal for a tie")
    score: Decimal | None = strawberry.field(description="Điểm")
    classification: str = strawberry.field(description="Xếp loại")
    prize: str = strawberry.field(description="Giải")
    missing: int = strawberry.field(description="Số tiêu chí thiếu kết quả")
    barred_by: list[str] = strawberry.field(description="Điều kiện loại bị vướng")
    like_group: str = strawberry.field(description="Nhóm đơn vị tương đồng, ranked apart")
    unit_code: str | None = strawberry.field(description="Mã đơn vị")
    unit_name: str | None = strawberry.field(
        description="Tên đơn vị vào ngày chốt: the name it bore on the day of freezing; `unit` knows that of today"
    )
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        state = RowState(row["state"])
        plain = (
            "rank",
            "score",
            "classification",
            "prize",
            "missing",
            "barred_by",
            "like_group",
            "unit_code",
            "unit_name",
        )
        return cls(state=state, reason=Text.of(REASONS[state]), row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Đơn vị")
    def unit(self) -> Annotated[Unit, strawberry.lazy(NEIGHBOURS)] | None:
        """Which unit."""
        from services.scoring.graph.neighbours import Unit

        return Unit(id=named(self.row["unit_id"]))

    @strawberry.field(description="Lần công bố có dòng này")
    async def edition(self, info: Info) -> Annotated[BoardEdition, strawberry.lazy("services.scoring.graph.boards")]:
        """The edition it is a line of."""
        found = await load(info, boards.editions_named, (self.row["board_id"], self.row["no"]))
        if found is None:
            raise LookupError(self.row["board_id"])
        return BoardEdition.of(found)

    @strawberry.field(description="Phiếu chấm điểm")
    async def scorecard(self, info: Info) -> Scorecard | None:
        """The card it was drawn from."""
        found = await load(info, scorecards.by_ids, self.row["card_id"])
        return None if found is None else Scorecard.of(found)

    @strawberry.field(description="Giải trình thứ hạng: from the frozen record, the same digest for ever")
    async def why(self, info: Info) -> Explanation:
        """The explanation tree."""
        key = (self.row["board_id"], self.row["no"], self.row["unit_id"])
        return Explanation.of(await load(info, info.context.application.boards.why_rows, key))

    @strawberry.field(description="Giải trình điểm của một tiêu chí trên bảng đã chốt")
    async def points_why(self, info: Info, criterion: str) -> Explanation:
        """Why the points of one criterion are what they are."""
        explain = info.context.application.boards.why_points
        key = (self.row["board_id"], self.row["no"], self.row["unit_id"], criterion)
        return Explanation.of(await to_thread.run_sync(explain, *key))


@strawberry.type(description="Một đơn vị rời khối, cụm trong kỳ: merged, dissolved or listed no more")
class Departed:
    """A unit that left."""

    unit_code: str | None = strawberry.field(description="Mã đơn vị")
    left_on: date = strawberry.field(description="Ngày đầu tiên không còn là thành viên")
    how: Departure = strawberry.field(description="Vì sao rời")
    reason: Text = strawberry.field(description="Lý do, bằng lời")
    into_code: str | None = strawberry.field(description="Mã đơn vị nhận sáp nhập")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("unit_code", "left_on", "how", "into_code")
        return cls(row=row, reason=Text.of(row["how"].words), **{name: row[name] for name in plain})

    @strawberry.field(description="Đơn vị")
    def unit(self) -> Annotated[Unit, strawberry.lazy(NEIGHBOURS)] | None:
        """Which unit."""
        from services.scoring.graph.neighbours import Unit

        return Unit(id=named(self.row["unit_id"]))


@strawberry.federation.type(keys=["id"], description="Bảng xếp hạng, một lần công bố: an edition, never changed")
class BoardEdition:
    """A frozen edition; its id is the board's id and its number."""

    id: strawberry.ID
    board_id: strawberry.ID = strawberry.field(description="Bảng: one per cluster, movement and period")
    no: int = strawberry.field(description="Lần công bố")
    period: str = strawberry.field(description="Kỳ")
    period_kind: PeriodKind = strawberry.field(description="Loại kỳ")
    frozen_on: date = strawberry.field(description="Ngày chốt")
    recorded_at: datetime = strawberry.field(description="Thời điểm ghi")
    actor: str = strawberry.field(description="Người chốt")
    digest: str = strawberry.field(description="Mã băm nội dung, free of clock times")
    reason: str = strawberry.field(description="Lý do, of a correction")
    rulebook: str = strawberry.field(description="Bộ quy định áp dụng")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("no", "period", "frozen_on", "actor", "digest", "reason", "rulebook")
        return cls(
            id=named(f"{row['board_id']}/{row['no']}"),
            board_id=named(row["board_id"]),
            period_kind=PeriodKind(row["period_kind"]),
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            row=row,
            **{name: row[name] for name in plain},
        )

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """For the gateway."""
        found = await load(info, boards.editions_named, edition_key(id))
        return None if found is None else cls.of(found)

    @strawberry.field(description="Các đơn vị: the ranked first, best first")
    async def rows(self, info: Info) -> list[BoardRow]:
        """The lines."""
        return [BoardRow.of(row) for row in await load(info, boards.rows, edition_key(self.id))]

    @strawberry.field(description="Đơn vị rời khối, cụm trong kỳ nên không có dòng: as told until now")
    async def departed(self, info: Info) -> list[Departed]:
        """Members during the period that were none on its last day."""
        key = (self.row["cluster_id"], self.row["period"])
        return [Departed.of(row) for row in await load(info, departures, key)]

    @strawberry.field(description="Bảng điểm áp dụng")
    async def score_table(self, info: Info) -> ScoreTable | None:
        """The signed table."""
        found = await load(info, score_tables.by_ids, self.row["table_id"])
        return None if found is None else ScoreTable.of(found)

    @strawberry.field(description="Khối, cụm thi đua")
    def cluster(self) -> Annotated[Cluster, strawberry.lazy(NEIGHBOURS)] | None:
        """Whose board."""
        from services.scoring.graph.neighbours import Cluster

        return Cluster(id=named(self.row["cluster_id"]))

    @strawberry.field(description="Phong trào thi đua")
    def movement(self) -> Annotated[Movement, strawberry.lazy(NEIGHBOURS)] | None:
        """In which movement."""
        from services.scoring.graph.neighbours import Movement

        return Movement(id=named(self.row["movement_id"]))
