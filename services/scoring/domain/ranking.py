"""The order of a board: who is ranked, where, in which class, with which prize, and who is listed without a rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from uuid import UUID

from kernel.explanation import Explanation, Text, canonical_digest
from kernel.refusals import HOUSE_RULE
from services.scoring.domain import sources
from services.scoring.domain.formulas import plain
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.overrides import Override
from services.scoring.domain.period import Period
from services.scoring.domain.scheme import Scheme


class RowState(StrEnum):
    """Whether a unit is ranked (được xếp hạng), and if not, why."""

    RANKED = "RANKED"
    BARRED = "BARRED"  # vướng điều kiện loại
    NO_COVENANT = "NO_COVENANT"  # chưa ký giao ước thi đua
    UNSCORED = "UNSCORED"  # chưa có điểm


REASONS = {
    RowState.RANKED: Text("Được xếp hạng", "Ranked"),
    RowState.BARRED: Text("Không xếp hạng: vướng điều kiện loại", "Not ranked: barred by a gate"),
    RowState.NO_COVENANT: Text("Không xếp hạng: chưa ký giao ước thi đua", "Not ranked: no signed covenant"),
    RowState.UNSCORED: Text("Không xếp hạng: chưa có điểm nội dung", "Not ranked: nothing of the content was scored"),
}

_GROUNDS = {
    RowState.RANKED: sources.RANK_BY_SCORE,
    RowState.BARRED: sources.SIGNED_TABLE,
    RowState.NO_COVENANT: sources.REGISTRATION_LETTER,
    RowState.UNSCORED: HOUSE_RULE,
}


@dataclass(frozen=True)
class Standing:
    """What one member unit brings to the ranking: the final card, and whether it has a signed covenant.

    `overrides` is what each assessor moved on the card; None in editions of before it was told.
    """

    unit_id: UUID
    score: Decimal | None
    points: tuple[tuple[str, Decimal], ...]
    missing: int
    barred_by: tuple[str, ...]
    covenant_signed: bool
    card_id: UUID
    finalisation: int
    overrides: tuple[Override, ...] | None = None

    def tie_key(self, ties: Sequence[str]) -> tuple[Decimal, ...]:
        """The points that break a tie, in the table's order; a line without points counts nothing."""
        points = dict(self.points)
        return tuple(points.get(code, Decimal(0)) for code in ties)


@dataclass(frozen=True)
class Row:
    """One line of a board (một dòng của bảng xếp hạng); the finalisation of the card it was drawn from is named.

    `overrides`: what each assessor moved on that card; None where it was frozen before that was told.
    """

    unit_id: UUID
    state: RowState
    rank: int | None
    score: Decimal | None
    classification: str
    prize: str
    missing: int
    barred_by: tuple[str, ...]
    card_id: UUID
    finalisation: int
    group: str = ""
    overrides: tuple[Override, ...] | None = None


@dataclass(frozen=True)
class GroupName:
    """A group of like units that the board ranks apart (nhóm đơn vị tương đồng), as people call it."""

    code: str
    name: Text


def rank(scheme: Scheme, standings: Iterable[Standing]) -> tuple[Row, ...]:
    """Ranked units from high to low, then the unranked; the order of `standings` does not matter.

    QĐ 24/2011/QĐ-UBND Ninh Thuận (analogue): the leader is the unit with the highest score. Equal scores are parted by
    the table's tie rule; units still equal share the rank and the places behind them stay empty (1, 2, 2, 4).
    CV 4268 A.I.5 (seed): groups of like units are ranked apart, in the order the table lists them.
    """
    ordered = sorted(standings, key=lambda each: each.unit_id.int)
    ranked = [each for each in ordered if state_of(scheme, each) is RowState.RANKED]
    unranked = [each for each in ordered if state_of(scheme, each) is not RowState.RANKED]
    groups = [*(each.code for each in scheme.like_units), ""]
    apart = [[each for each in ranked if scheme.group_of(each.unit_id) == code] for code in groups]
    rows = [row for group in apart for row in _in_order(scheme, group)]
    return (*rows, *(_row(scheme, each, state_of(scheme, each), None) for each in unranked))


def _in_order(scheme: Scheme, ranked: Sequence[Standing]) -> list[Row]:
    """The rows of units that are ranked among one another, best first."""
    keys = {each.unit_id: (each.score, *each.tie_key(scheme.ties)) for each in ranked}
    falling = sorted(ranked, key=lambda each: keys[each.unit_id], reverse=True)
    first_places: dict[tuple[Decimal | None, ...], int] = {}
    for place, each in enumerate(falling, start=1):
        first_places.setdefault(keys[each.unit_id], place)
    return [_row(scheme, each, RowState.RANKED, first_places[keys[each.unit_id]]) for each in falling]


def state_of(scheme: Scheme, standing: Standing) -> RowState:
    """CV 01/BHXH-TĐKT 2011 and NĐ 152/2025 Art. 4: without covenant, or barred, a unit is listed but not ranked."""
    if scheme.needs_covenant and not standing.covenant_signed:
        return RowState.NO_COVENANT
    if standing.barred_by:
        return RowState.BARRED
    return RowState.UNSCORED if standing.score is None else RowState.RANKED


def classify(scheme: Scheme, score: Decimal) -> str:
    """The code of the best class whose threshold the score reaches, empty if none (xếp loại)."""
    return next((band.code for band in scheme.classes if score >= band.at_least), "")


def prize_of(scheme: Scheme, place: int) -> str:
    """QĐ 203/QĐ-BHXH 2014: prizes by tiers of places; units that share a rank share the better prize."""
    last_places = accumulate(tier.places for tier in scheme.prizes)
    return next((tier.code for tier, last in zip(scheme.prizes, last_places, strict=True) if place <= last), "")


def _row(scheme: Scheme, standing: Standing, state: RowState, place: int | None) -> Row:
    reached = state is RowState.RANKED and standing.score is not None
    return Row(
        unit_id=standing.unit_id,
        state=state,
        rank=place,
        score=standing.score,
        classification=classify(scheme, standing.score) if reached and standing.score is not None else "",
        prize="" if place is None else prize_of(scheme, place),
        missing=standing.missing,
        barred_by=standing.barred_by,
        card_id=standing.card_id,
        finalisation=standing.finalisation,
        group=scheme.group_of(standing.unit_id),
        overrides=standing.overrides,
    )


def digest(cluster_id: UUID, movement_id: UUID, period: Period, rows: Sequence[Row]) -> str:
    """SHA-256 (hex) of what a board says, free of numbers of editions and of clock times."""
    return canonical_digest(
        {
            "cluster": str(cluster_id),
            "movement": str(movement_id),
            "period": period.code,
            "rows": [
                [
                    str(row.unit_id),
                    row.rank,
                    None if row.score is None else plain(row.score),
                    row.state.value,
                    row.classification,
                    row.prize,
                    list(row.barred_by),
                    *([row.group] if row.group else []),
                ]
                for row in rows
            ],
        }
    )


@dataclass(frozen=True)
class Frozen:
    """The event that froze an edition, and the rulebook in force that day."""

    event: UUID
    rulebook: str


_UNRANKED = Text("có trong danh sách, không xếp hạng", "listed without a rank")
_RANKED = Text(
    "1 + số đơn vị đứng trước theo điểm, rồi theo quy tắc khi bằng điểm",
    "1 + units ahead by score, then by the tie rule",
)


def explain_row(table: SignedTable, rows: Sequence[Row], row: Row, score: Explanation, frozen: Frozen) -> Explanation:
    """Why a unit stands where it stands on a frozen board: its score, and how many are ahead of it."""
    inputs: tuple[Explanation, ...] = (score,)
    formula = _UNRANKED
    if row.rank is not None:
        formula = _RANKED
        ahead = Explanation(
            label=Text("Số đơn vị đứng trước", "Units ahead"), value=str(row.rank - 1), events=(frozen.event,)
        )
        ranked = Explanation(
            label=Text("Số đơn vị được xếp hạng", "Units ranked"),
            value=str(sum(each.rank is not None and each.group == row.group for each in rows)),
            events=(frozen.event,),
        )
        ties = Explanation(
            label=Text("Quy tắc khi bằng điểm", "Tie rule"),
            value=" > ".join(table.scheme.ties) or str(Text("đồng hạng", "shared rank")),
            source=sources.SIGNED_TABLE,
            rule_version=table.rule_version,
            events=(table.event,),
        )
        inputs = (ahead, ranked, *_group_node(table, row), ties, score)
    return Explanation(
        label=REASONS[row.state],
        value="" if row.rank is None else str(row.rank),
        formula=formula,
        source=_GROUNDS[row.state],
        rule_version=frozen.rulebook,
        events=(frozen.event,),
        inputs=inputs,
    )


def _group_node(table: SignedTable, row: Row) -> tuple[Explanation, ...]:
    """The group of like units that the row is ranked in, where the table has groups."""
    return tuple(
        Explanation(
            label=Text(f"Nhóm đơn vị tương đồng: {each.name.vi}", f"Group of like units: {each.name.en}"),
            value=each.basis,
            source=sources.SIGNED_TABLE,
            rule_version=table.rule_version,
            events=(table.event,),
        )
        for each in table.scheme.like_units
        if each.code == row.group
    )
