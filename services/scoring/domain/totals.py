"""From lines to a score: which layer counts for each line, and how content, bonus and penalty make the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Explanation, Text
from services.scoring.domain import sources
from services.scoring.domain.formulas import ZERO, capped_bonus, plain
from services.scoring.domain.lines import ComputedLine, SignedTable, explain_computed
from services.scoring.domain.material import Mark
from services.scoring.domain.readings import State
from services.scoring.domain.scheme import EXACT, Criterion, Group, Scheme


class Layer(StrEnum):
    """Whose points they are: the engine's, the unit's own, the cross-check's, the owning department's, the final."""

    COMPUTED = "COMPUTED"  # máy chấm
    SELF_SCORED = "SELF_SCORED"  # tự chấm
    CROSS_CHECKED = "CROSS_CHECKED"  # kiểm tra chéo
    VERIFIED = "VERIFIED"  # ban nghiệp vụ thẩm định
    FINAL = "FINAL"  # chung cuộc


@dataclass(frozen=True)
class Assessment:
    """A mark as it stands on the card: who gave it, when, and the computed points it was held against."""

    layer: Layer
    mark: Mark
    against: Decimal | None
    event: UUID
    actor: str
    at: datetime
    effective: datetime

    def holds_for(self, line: ComputedLine) -> bool:
        """A mark is about the computed points it was made on; when those change it lapses and stays only to be read."""
        return self.against == line.points


@dataclass(frozen=True)
class FinalLine:
    """The final points of one criterion (điểm chung cuộc) and the layer they come from."""

    criterion: str
    state: State
    layer: Layer
    points: Decimal | None
    barred: bool = False


@dataclass(frozen=True)
class Totals:
    """What the lines add up to.

    `content` and `available` are before scaling; `bonus` is after the cap, `bonus_earned` before it; `penalty` is
    negative or zero; `score` is None where nothing of the content was scored.
    """

    content: Decimal
    available: Decimal
    bonus: Decimal
    bonus_earned: Decimal
    penalty: Decimal
    score: Decimal | None
    missing: int
    barred_by: tuple[str, ...]


def settle(line: ComputedLine, assessments: Sequence[Assessment]) -> FinalLine:
    """The final line: the owning department's mark, else the cross-check's, else the engine's; lapsed marks are out."""
    reading = line.reading
    for layer in (Layer.VERIFIED, Layer.CROSS_CHECKED):
        for assessment in assessments:
            if assessment.layer is layer and assessment.holds_for(line):
                return FinalLine(reading.criterion, State.SCORED, layer, assessment.mark.points)
    return FinalLine(reading.criterion, reading.state, Layer.COMPUTED, line.points, line.barred)


def total(scheme: Scheme, lines: Sequence[FinalLine]) -> Totals:
    """HD 804/HD-SNV (analogue): score = content + bonus up to its cap − penalties.

    What is missing counts nothing and stays in the maximum. What does not apply leaves the maximum, and the content is
    scaled back to the declared total.
    """
    groups = {criterion.code: criterion for criterion in scheme.criteria}
    with localcontext(EXACT):
        content = _sum(groups, lines, Group.CONTENT)
        available = scheme.content_total - sum(
            (groups[line.criterion].max_points for line in _of(groups, lines, Group.CONTENT) if _not_applicable(line)),
            ZERO,
        )
        bonus_earned = _sum(groups, lines, Group.BONUS)
        bonus = capped_bonus(bonus_earned, scheme.bonus_cap)
        penalty = _sum(groups, lines, Group.PENALTY)
        score = None
        if any(line.state is State.SCORED for line in _of(groups, lines, Group.CONTENT)):
            score = scheme.rounding.total(content * scheme.content_total / available + bonus + penalty)
    return Totals(
        content=content,
        available=available,
        bonus=bonus,
        bonus_earned=bonus_earned,
        penalty=penalty,
        score=score,
        missing=sum(line.state is State.MISSING for line in lines),
        barred_by=tuple(line.criterion for line in lines if line.barred),
    )


def _not_applicable(line: FinalLine) -> bool:
    return line.state is State.NOT_APPLICABLE


def _of(criteria: Mapping[str, Criterion], lines: Sequence[FinalLine], group: Group) -> list[FinalLine]:
    return [line for line in lines if criteria[line.criterion].group is group]


def _sum(criteria: Mapping[str, Criterion], lines: Sequence[FinalLine], group: Group) -> Decimal:
    return sum((line.points for line in _of(criteria, lines, group) if line.points is not None), ZERO)


def explain_line(table: SignedTable, line: ComputedLine, assessments: Sequence[Assessment]) -> Explanation:
    """Why the final points of one criterion are what they are, down to results, target and article."""
    computed = explain_computed(table, line.reading)
    final = settle(line, assessments)
    if final.layer is Layer.COMPUTED:
        return computed
    chosen = next(each for each in assessments if each.layer is final.layer and each.mark.criterion == final.criterion)
    return Explanation(
        label=computed.label,
        value=plain(chosen.mark.points),
        formula=_LAYER_WORDS[final.layer],
        source=sources.DEPARTMENT_SCORES if final.layer is Layer.VERIFIED else sources.LAYERS,
        rule_version=table.rule_version,
        events=(chosen.event,),
        inputs=(
            Explanation(label=Text("Lý do", "Reason"), value=chosen.mark.reason, events=(chosen.event,)),
            computed,
        ),
    )


_LAYER_WORDS = {
    Layer.VERIFIED: Text("điểm ban nghiệp vụ thẩm định", "points verified by the owning department"),
    Layer.CROSS_CHECKED: Text("điểm chấm chéo", "points of the cross-check"),
}


_PARTS = {
    Group.CONTENT: (
        Text("Điểm nội dung", "Content points"),
        Text("cộng các dòng nội dung", "sum of the content lines"),
    ),
    Group.BONUS: (
        Text("Điểm thưởng", "Bonus points"),
        Text("min(cộng các dòng, {cap})", "min(sum of the lines, {cap})"),
    ),
    Group.PENALTY: (Text("Điểm trừ", "Penalty points"), Text("cộng các dòng điểm trừ", "sum of the penalty lines")),
}
_SCORE = Text(
    "điểm nội dung × {total} ÷ {available} + điểm thưởng + điểm trừ",
    "content × {total} ÷ {available} + bonus + penalty",
)


def explain_total(table: SignedTable, totals: Totals, lines: Mapping[str, Explanation]) -> Explanation:
    """Why a score is what it is: content, bonus and penalty, each down to its lines."""
    scheme = table.scheme
    parts = ((Group.CONTENT, totals.content), (Group.BONUS, totals.bonus), (Group.PENALTY, totals.penalty))
    nodes = tuple(
        Explanation(
            label=label,
            value=plain(value),
            formula=formula.format({"cap": plain(scheme.bonus_cap)}),
            source=sources.POINTS_OF_A_TABLE,
            inputs=tuple(lines[each.code] for each in scheme.criteria if each.group is group),
        )
        for group, value in parts
        for label, formula in (_PARTS[group],)
    )
    gates = tuple(lines[each.code] for each in scheme.criteria if each.group is Group.GATE)
    return Explanation(
        label=Text("Tổng điểm", "Score"),
        value="" if totals.score is None else plain(totals.score),
        formula=_SCORE.format({"total": plain(scheme.content_total), "available": plain(totals.available)}),
        rounding=scheme.rounding.describe(scheme.rounding.total_decimals),
        source=sources.POINTS_OF_A_TABLE,
        rule_version=table.rule_version,
        inputs=(*nodes, *gates),
    )
