"""What scoring tells the other services: a fact a message of `proto/thidua/scoring/v1/events.proto`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kernel.aggregate import Aggregate
from kernel.explanation import Text
from services.scoring.domain import overrides
from services.scoring.domain.board import Board
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import GroupName, Row
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard


@dataclass(frozen=True)
class ScoreTableSigned:
    """A score table (bảng điểm) was signed by the block or cluster head; from now on it is frozen."""

    table_id: UUID
    cluster_id: UUID
    movement_id: UUID
    version: int
    signed_on: date
    content_total: Decimal
    bonus_cap: Decimal
    digest: str
    rulebook: str


@dataclass(frozen=True)
class LikeGroup:
    """A group of like units (nhóm đơn vị tương đồng) that a board ranks apart."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Override:
    """What one assessor moved on a unit's card (điểm do một người chấm sửa)."""

    assessor: str
    cells: int
    points: Decimal


@dataclass(frozen=True)
class Overrides:
    """What assessors moved on a unit's card; nobody, where it is empty."""

    by_assessor: tuple[Override, ...]


@dataclass(frozen=True)
class BoardRow:
    """One member unit on a board (một dòng của bảng xếp hạng); `rank` and `score` are absent when it has none.

    `like_group` is absent where the unit is in none. `overrides` is absent in editions of before it was told.
    """

    unit_id: UUID
    state: str
    rank: int | None
    score: Decimal | None
    classification: str
    prize: str
    missing: int
    barred_by: tuple[str, ...]
    like_group: LikeGroup | None
    overrides: Overrides | None


@dataclass(frozen=True)
class EditionFrozen:
    """An edition of a board (bảng xếp hạng) was frozen after a review; a correction is a new edition."""

    board_id: UUID
    cluster_id: UUID
    movement_id: UUID
    period: str
    period_kind: str
    no: int
    frozen_on: date
    table_id: UUID
    table_version: int
    digest: str
    reason: str
    rulebook: str
    rows: tuple[BoardRow, ...]


PRIVATE: frozenset[type[Aggregate.Event]] = frozenset(
    {
        ScoreTable.Drafted,
        ScoreTable.Revised,
        ScoreTable.TakenOver,
        ReviewPeriod.Opened,
        ReviewPeriod.Closed,
        ReviewPeriod.Reopened,
        ResultSheet.Begun,
        ResultSheet.Recorded,
        ResultSheet.Corrected,
        Scorecard.Opened,
        Scorecard.Computed,
        Scorecard.SelfScored,
        Scorecard.CrossChecked,
        Scorecard.Verified,
        Scorecard.PanelMarked,
        Scorecard.FieldScored,
        Scorecard.Finalised,
        Scorecard.Reopened,
        Board.Opened,
    }
)
"""Events that stay inside: results and marks are nobody else's business until a board is frozen."""


def announce(event: object) -> ScoreTableSigned | EditionFrozen | None:
    """The published fact of an event, None if it stays private."""
    match event:
        case ScoreTable.Signed():
            return ScoreTableSigned(
                table_id=event.originator_id,
                cluster_id=event.cluster_id,
                movement_id=event.movement_id,
                version=event.originator_version,
                signed_on=event.signed_on,
                content_total=event.content_total,
                bonus_cap=event.bonus_cap,
                digest=event.digest,
                rulebook=event.rulebook,
            )
        case Board.EditionFrozen():
            return EditionFrozen(
                board_id=event.originator_id,
                cluster_id=event.cluster_id,
                movement_id=event.movement_id,
                period=event.period,
                period_kind=Period.parse(event.period).kind.value,
                no=event.no,
                frozen_on=event.frozen_on,
                table_id=event.table_id,
                table_version=event.table_version,
                digest=event.digest,
                reason=event.reason,
                rulebook=event.rulebook,
                rows=tuple(_row(row, event.groups) for row in event.rows),
            )
        case _:
            return None


def _row(row: Row, groups: Sequence[GroupName]) -> BoardRow:
    return BoardRow(
        unit_id=row.unit_id,
        state=row.state.value,
        rank=row.rank,
        score=row.score,
        classification=row.classification,
        prize=row.prize,
        missing=row.missing,
        barred_by=row.barred_by,
        like_group=_group(row.group, groups) if row.group else None,
        overrides=None if row.overrides is None else Overrides(tuple(_override(each) for each in row.overrides)),
    )


def _group(code: str, groups: Sequence[GroupName]) -> LikeGroup:
    """The group by its names; by its code where the edition keeps no names."""
    name = next((each.name for each in groups if each.code == code), Text(code, code))
    return LikeGroup(code, name.vi, name.en)


def _override(each: overrides.Override) -> Override:
    return Override(each.assessor, each.cells, each.points)
