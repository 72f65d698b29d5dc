"""Scorecard (phiếu chấm điểm) in the graph: every criterion with its layers side by side."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from kernel.graph import Explanation, Text
from services.scoring.domain.lines import ComputedLine, SignedTable
from services.scoring.domain.readings import Absence, State
from services.scoring.domain.scheme import Criterion
from services.scoring.domain.scorecard import Scorecard as Card
from services.scoring.domain.totals import Assessment, FinalLine, Layer
from services.scoring.graph.asking import Info, Row, key_of, load, named
from services.scoring.graph.tables import NEIGHBOURS
from services.scoring.views import scorecards
from services.scoring.views.scorecards import Stage

if TYPE_CHECKING:
    from services.scoring.graph.neighbours import Cluster, Movement, Unit

strawberry.enum(State, name="ScoreState", description="Trạng thái điểm: scored, missing or not applicable")
strawberry.enum(Absence, name="ScoreAbsence", description="Vì sao thiếu điểm: no result, no target, unusable target")
strawberry.enum(Layer, name="ScoreLayer", description="Lớp điểm: whose points they are")
strawberry.enum(Stage, name="ScorecardStage", description="Trạng thái phiếu: opened, computed or final")


@strawberry.type(description="Điểm của một lớp: whose points, when and why")
class ScoreMark:
    """One mark of one layer."""

    points: Decimal = strawberry.field(description="Điểm")
    reason: str = strawberry.field(description="Lý do")
    evidence: str = strawberry.field(description="Minh chứng")
    actor: str = strawberry.field(description="Người chấm")
    recorded_at: datetime = strawberry.field(description="Thời điểm ghi")
    effective: datetime = strawberry.field(description="Thời điểm có hiệu lực")
    holds: bool = strawberry.field(description="Còn hiệu lực: false where the computed points have changed since")
    event_id: strawberry.ID = strawberry.field(description="Sự kiện")

    @classmethod
    def of(cls, assessment: Assessment | None, line: ComputedLine | None) -> Self | None:
        """From the domain's value, if there is one."""
        if assessment is None:
            return None
        return cls(
            points=assessment.mark.points,
            reason=assessment.mark.reason,
            evidence=assessment.mark.evidence,
            actor=assessment.actor,
            recorded_at=assessment.at,
            effective=assessment.effective,
            holds=line is not None and assessment.holds_for(line),
            event_id=named(assessment.event),
        )


@strawberry.type(description="Thành phần: one mark, neighbour or province a result was drawn from or ranked among")
class ScorePart:
    """One of the values a result was made of."""

    whose: str = strawberry.field(description="Của ai: an account, a unit, a department and its item")
    value: Decimal | None
    note: str


@strawberry.type(description="Điểm máy chấm và số liệu đã đọc: zero, missing and not applicable are three things")
class ComputedScore:
    """What the engine gave and what it read."""

    state: State = strawberry.field(description="Trạng thái")
    absence: Absence | None = strawberry.field(description="Vì sao thiếu")
    points: Decimal | None = strawberry.field(description="Điểm máy chấm")
    barred: bool = strawberry.field(description="Vướng điều kiện loại")
    actual: Decimal | None = strawberry.field(description="Kết quả")
    target: Decimal | None = strawberry.field(description="Chỉ tiêu của kỳ")
    upper: Decimal | None = strawberry.field(description="Cận trên")
    gaps: list[str] = strawberry.field(description="Quý chưa có kết quả; or who has not marked, or is not final")
    parts: list[ScorePart] = strawberry.field(description="Các thành phần của kết quả")

    @classmethod
    def of(cls, line: ComputedLine | None) -> Self | None:
        """From the domain's value, if there is one."""
        if line is None:
            return None
        reading = line.reading
        plain = ("state", "absence", "actual", "target", "upper")
        given = {name: getattr(reading, name) for name in plain}
        parts = [ScorePart(whose=each.whose, value=each.value, note=each.note) for each in reading.parts]
        return cls(points=line.points, barred=line.barred, gaps=list(reading.gaps), parts=parts, **given)


@strawberry.type(description="Điểm chung cuộc của một tiêu chí và lớp điểm được lấy")
class FinalScore:
    """The final points of one criterion."""

    state: State = strawberry.field(description="Trạng thái")
    points: Decimal | None = strawberry.field(description="Điểm")
    layer: Layer = strawberry.field(description="Lớp điểm được lấy")
    barred: bool = strawberry.field(description="Vướng điều kiện loại")

    @classmethod
    def of(cls, line: FinalLine | None) -> Self | None:
        """From the domain's value, if there is one."""
        return None if line is None else cls(state=line.state, points=line.points, layer=line.layer, barred=line.barred)


@strawberry.type(description="Một tiêu chí trên phiếu, các lớp điểm cạnh nhau")
class ScorecardLine:
    """One criterion."""

    criterion: str = strawberry.field(description="Mã tiêu chí")
    name: Text = strawberry.field(description="Tên tiêu chí")
    max_points: Decimal = strawberry.field(description="Điểm tối đa")
    computed: ComputedScore | None = strawberry.field(description="Máy chấm")
    self_scored: ScoreMark | None = strawberry.field(description="Tự chấm")
    cross_checked: ScoreMark | None = strawberry.field(description="Kiểm tra chéo")
    verified: ScoreMark | None = strawberry.field(description="Ban nghiệp vụ thẩm định")
    final: FinalScore | None = strawberry.field(description="Chung cuộc")
    card: strawberry.Private[Card]
    table: strawberry.Private[SignedTable]

    @classmethod
    def of(cls, card: Card, table: SignedTable, criterion: Criterion) -> Self:
        """From the card and the table it goes by."""
        computed = card.computation.lines if card.computation else ()
        line = next((each for each in computed if each.reading.criterion == criterion.code), None)
        finals = card.finalisations[-1].lines if card.finalisations else ()
        marks = {layer: ScoreMark.of(card.assessments.get((layer, criterion.code)), line) for layer in Layer}
        return cls(
            criterion=criterion.code,
            name=Text.of(criterion.name),
            max_points=criterion.max_points,
            computed=ComputedScore.of(line),
            self_scored=marks[Layer.SELF_SCORED],
            cross_checked=marks[Layer.CROSS_CHECKED],
            verified=marks[Layer.VERIFIED],
            final=FinalScore.of(next((each for each in finals if each.criterion == criterion.code), None)),
            card=card,
            table=table,
        )

    @strawberry.field(description="Giải trình điểm: why the points are what they are")
    def why(self) -> Explanation | None:
        """The explanation tree; none before the card is computed."""
        return None if self.computed is None else Explanation.of(self.card.explain_line(self.table, self.criterion))


@strawberry.federation.type(keys=["id"], description="Phiếu chấm điểm: of one unit on one board")
class Scorecard:
    """A scorecard."""

    id: strawberry.ID
    period: str = strawberry.field(description="Kỳ")
    stage: Stage = strawberry.field(description="Trạng thái phiếu")
    finalisations: int = strawberry.field(description="Số lần chốt")
    score: Decimal | None = strawberry.field(description="Điểm lần chốt gần nhất")
    missing: int | None = strawberry.field(description="Số tiêu chí thiếu kết quả")
    barred_by: list[str] = strawberry.field(description="Điều kiện loại bị vướng")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("period", "finalisations", "score", "missing", "barred_by", "version")
        return cls(id=named(row["id"]), stage=Stage(row["stage"]), row=row, **{name: row[name] for name in plain})

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """For the gateway."""
        row = await load(info, scorecards.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Các tiêu chí với các lớp điểm")
    async def lines(self, info: Info) -> list[ScorecardLine]:
        """The lines, all cards of the operation read together."""
        found = await load(info, info.context.application.cards.read_many, key_of(self.id))
        if found is None:
            return []
        card, table = found
        return [ScorecardLine.of(card, table, each) for each in table.scheme.criteria]

    @strawberry.field(description="Giải trình tổng điểm: as the card stands now")
    async def why(self, info: Info) -> Explanation | None:
        """The explanation tree; none before the card is computed."""
        found = await load(info, info.context.application.cards.read_many, key_of(self.id))
        if found is None or found[0].computation is None:
            return None
        card, table = found
        return Explanation.of(card.explain(table))

    @strawberry.field(description="Đơn vị")
    def unit(self) -> Annotated[Unit, strawberry.lazy(NEIGHBOURS)] | None:
        """Whose card."""
        from services.scoring.graph.neighbours import Unit

        return Unit(id=named(self.row["unit_id"]))

    @strawberry.field(description="Khối, cụm thi đua")
    def cluster(self) -> Annotated[Cluster, strawberry.lazy(NEIGHBOURS)] | None:
        """On whose board."""
        from services.scoring.graph.neighbours import Cluster

        return Cluster(id=named(self.row["cluster_id"]))

    @strawberry.field(description="Phong trào thi đua")
    def movement(self) -> Annotated[Movement, strawberry.lazy(NEIGHBOURS)] | None:
        """In which movement."""
        from services.scoring.graph.neighbours import Movement

        return Movement(id=named(self.row["movement_id"]))
