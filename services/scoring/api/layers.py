"""A scorecard as people read it: for every criterion the layers side by side, each with who, when and why."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from services.scoring.domain.finalisation import Finalisation
from services.scoring.domain.lines import ComputedLine, SignedTable
from services.scoring.domain.readings import Absence, Reading, State
from services.scoring.domain.scheme import Criterion, Group
from services.scoring.domain.scorecard import Scorecard
from services.scoring.domain.totals import Assessment, FinalLine, Layer, Totals


class PartOut(BaseModel):
    """Thành phần: one mark, neighbour or province a value was drawn from or ranked among."""

    whose: str = Field(description="Của ai: an account, a unit, a department and its item")
    value: Decimal | None
    note: str
    events: list[UUID]


class ReadingOut(BaseModel):
    """Số liệu đã đọc: what the engine read; zero, missing and not applicable are three things."""

    state: State
    absence: Absence | None = Field(description="Vì sao thiếu")
    actual: Decimal | None = Field(description="Kết quả")
    target: Decimal | None = Field(description="Chỉ tiêu của kỳ")
    upper: Decimal | None = Field(description="Cận trên, of a band")
    gaps: list[str] = Field(description="Quý chưa có kết quả; or who has not marked, or is not final")
    parts: list[PartOut] = Field(description="Các thành phần của kết quả")
    events: list[UUID] = Field(description="Sự kiện ghi kết quả")

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """From the domain's value."""
        return cls(
            state=reading.state,
            absence=reading.absence,
            actual=reading.actual,
            target=reading.target,
            upper=reading.upper,
            gaps=list(reading.gaps),
            parts=[PartOut(**{**vars(each), "events": list(each.events)}) for each in reading.parts],
            events=list(reading.results),
        )


class LayerOut(BaseModel):
    """Điểm của một lớp: whose points, when and why."""

    points: Decimal | None
    actor: str = Field(description="Người chấm")
    recorded_at: datetime
    effective: datetime
    reason: str = Field(description="Lý do")
    evidence: str = Field(description="Minh chứng")
    holds: bool = Field(description="Còn hiệu lực: false where the computed points have changed since")
    event_id: UUID

    @classmethod
    def of(cls, assessment: Assessment, line: ComputedLine | None) -> Self:
        """From the domain's value."""
        return cls(
            points=assessment.mark.points,
            actor=assessment.actor,
            recorded_at=assessment.at,
            effective=assessment.effective,
            reason=assessment.mark.reason,
            evidence=assessment.mark.evidence,
            holds=line is not None and assessment.holds_for(line),
            event_id=assessment.event,
        )


class ComputedOut(BaseModel):
    """Điểm máy chấm."""

    points: Decimal | None
    barred: bool = Field(description="Vướng điều kiện loại")
    reading: ReadingOut


class FinalOut(BaseModel):
    """Điểm chung cuộc và lớp điểm được lấy."""

    state: State
    points: Decimal | None
    layer: Layer
    barred: bool


class LineOut(BaseModel):
    """Một tiêu chí với các lớp điểm cạnh nhau."""

    criterion: str
    name: str
    name_en: str
    group: Group
    max_points: Decimal
    department_id: UUID | None
    computed: ComputedOut | None
    self_scored: LayerOut | None
    cross_checked: LayerOut | None
    verified: LayerOut | None
    final: FinalOut | None


class TotalsOut(BaseModel):
    """Tổng hợp điểm: score = content × content_total ÷ available + bonus + penalty."""

    content: Decimal
    available: Decimal
    bonus: Decimal
    bonus_earned: Decimal
    penalty: Decimal
    score: Decimal | None
    missing: int
    barred_by: list[str]

    @classmethod
    def of(cls, totals: Totals) -> Self:
        """From the domain's value."""
        return cls(**{**vars(totals), "barred_by": list(totals.barred_by)})


class FinalisationOut(BaseModel):
    """Một lần chốt: who, when, and what it came to."""

    no: int
    actor: str
    recorded_at: datetime
    effective: datetime
    event_id: UUID
    totals: TotalsOut


class CardDetails(BaseModel):
    """Phiếu chấm điểm đầy đủ."""

    id: UUID
    cluster_id: UUID
    movement_id: UUID
    period: str
    unit_id: UUID
    table_id: UUID
    table_version: int
    computed_by: str | None = Field(description="Người cho chấm máy")
    computed_at: datetime | None
    is_final: bool
    covenant_id: UUID | None = Field(description="Giao ước đã ký mà máy chấm đã dùng")
    lines: list[LineOut]
    finalisations: list[FinalisationOut] = Field(description="Các lần chốt, the last one last")
    version: int


def details_of(card: Scorecard, table: SignedTable) -> CardDetails:
    """The card with everything on it; the final layer is the last finalisation's."""
    run, act = card.computation, card.computed_at
    computed = {} if run is None else {each.reading.criterion: each for each in run.lines}
    final = {} if not card.finalisations else {each.criterion: each for each in card.finalisations[-1].lines}
    return CardDetails(
        id=card.id,
        cluster_id=card.cluster_id,
        movement_id=card.movement_id,
        period=card.period,
        unit_id=card.unit_id,
        table_id=table.table_id,
        table_version=table.version,
        computed_by=act and act.actor,
        computed_at=act and act.at,
        is_final=card.is_final,
        covenant_id=None if run is None or run.covenant is None else run.covenant.covenant_id,
        lines=[_line(card, each, computed.get(each.code), final.get(each.code)) for each in table.scheme.criteria],
        finalisations=[_finalisation(each) for each in card.finalisations],
        version=card.version,
    )


def _line(card: Scorecard, criterion: Criterion, line: ComputedLine | None, final: FinalLine | None) -> LineOut:
    layers = {
        layer: LayerOut.of(found, line) if (found := card.assessments.get((layer, criterion.code))) else None
        for layer in (Layer.SELF_SCORED, Layer.CROSS_CHECKED, Layer.VERIFIED)
    }
    return LineOut(
        criterion=criterion.code,
        name=criterion.name.vi,
        name_en=criterion.name.en,
        group=criterion.group,
        max_points=criterion.max_points,
        department_id=criterion.department_id,
        computed=line and ComputedOut(points=line.points, barred=line.barred, reading=ReadingOut.of(line.reading)),
        self_scored=layers[Layer.SELF_SCORED],
        cross_checked=layers[Layer.CROSS_CHECKED],
        verified=layers[Layer.VERIFIED],
        final=final and FinalOut(state=final.state, points=final.points, layer=final.layer, barred=final.barred),
    )


def _finalisation(final: Finalisation) -> FinalisationOut:
    return FinalisationOut(
        no=final.no,
        actor=final.actor,
        recorded_at=final.at,
        effective=final.effective,
        event_id=final.event,
        totals=TotalsOut.of(final.totals),
    )
