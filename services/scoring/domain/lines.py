"""One line of a scorecard: the points the engine gives for a reading, and the tree that says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Explanation, Text
from services.scoring.domain import sources
from services.scoring.domain.formulas import Case, Figure, apply, plain
from services.scoring.domain.marking import DROPPED, MEAN_ROUNDING
from services.scoring.domain.material import Part
from services.scoring.domain.parameters import DepartmentSum, FormulaKind, Gate, Panel, Rank
from services.scoring.domain.readings import Absence, Reading, State
from services.scoring.domain.scheme import Accumulation, Criterion, FieldResult, Group, Pace, Scheme, TargetSource

ABSENCES = {
    Absence.NO_RESULT: Text("Chưa có kết quả", "No result yet"),
    Absence.NO_TARGET: Text("Giao ước không có chỉ tiêu này", "The covenant has no such target"),
    Absence.UNUSABLE_TARGET: Text(
        "Chỉ tiêu trong giao ước không dùng được cho công thức", "The covenant's target does not suit the formula"
    ),
    Absence.TOO_FEW_MARKS: Text("Chưa đủ phiếu chấm", "Too few marks yet"),
    Absence.GROUP_INCOMPLETE: Text("Nhóm xếp hạng chưa đủ kết quả", "The group to rank is not complete yet"),
    Absence.NO_FINAL_CARDS: Text("Chưa có phiếu điểm đã chốt trong lĩnh vực", "No final scorecard in the field yet"),
}


@dataclass(frozen=True)
class SignedTable:
    """The signed score table a computation stands on (bảng điểm đã ký)."""

    table_id: UUID
    version: int
    event: UUID
    scheme: Scheme

    @property
    def rule_version(self) -> str:
        """Names the very text that was used."""
        return f"{self.table_id}@{self.version}"

    def figure(self, label: Text, value: Decimal) -> Figure:
        """A number that the table itself declares."""
        why = Explanation(
            label=label,
            value=plain(value),
            source=sources.SIGNED_TABLE,
            rule_version=self.rule_version,
            events=(self.event,),
        )
        return Figure(value, why)


@dataclass(frozen=True)
class ComputedLine:
    """What the engine gives for one reading (điểm máy chấm): points signed, penalties negative, none where missing."""

    reading: Reading
    points: Decimal | None
    barred: bool = False


def compute(table: SignedTable, readings: Sequence[Reading]) -> tuple[ComputedLine, ...]:
    """The computed line of every reading."""
    return tuple(_worked(table, reading)[0] for reading in readings)


def explain_computed(table: SignedTable, reading: Reading) -> Explanation:
    """Why the engine gives what it gives for this reading: the same tree at every replay."""
    return _worked(table, reading)[1]


def _worked(table: SignedTable, reading: Reading) -> tuple[ComputedLine, Explanation]:
    criterion = table.scheme.criterion(reading.criterion)
    if criterion is None:
        raise ValueError(f"{table.rule_version} has no criterion {reading.criterion}")
    parameters = criterion.formula.parameters
    if reading.state is not State.SCORED or reading.actual is None:
        barred = isinstance(parameters, Gate) and parameters.missing_bars and reading.state is State.MISSING
        return ComputedLine(reading, None, barred), _why_none(table, criterion, reading)
    figure = apply(criterion.formula, _case(table, criterion, reading))
    if criterion.group is Group.GATE:
        return ComputedLine(reading, None, bool(figure.value)), _named(criterion, figure.why.value, figure.why)
    points = -figure.value if criterion.group is Group.PENALTY else figure.value
    return ComputedLine(reading, points), _named(criterion, plain(points), figure.why)


def _case(table: SignedTable, criterion: Criterion, reading: Reading) -> Case:
    actual = _result_node(table, criterion, reading)
    return Case(
        maximum=table.figure(Text("Điểm tối đa", "Maximum points"), criterion.max_points),
        actual=Figure(reading.actual or Decimal(0), actual),
        rounding=table.scheme.rounding,
        target=_target(table, criterion, reading, reading.target),
        upper=_target(table, criterion, reading, reading.upper),
        neighbours=tuple(
            Figure(part.value, _part_node(criterion, part))
            for part in reading.parts
            if isinstance(criterion.formula.parameters, Rank) and part.value is not None
        ),
    )


def _target(table: SignedTable, criterion: Criterion, reading: Reading, value: Decimal | None) -> Figure | None:
    if value is None:
        return None
    from_table = criterion.target.source is TargetSource.TABLE
    why = Explanation(
        label=Text("Chỉ tiêu theo bảng điểm", "Target of the table") if from_table else _promise_name(reading),
        value=plain(value),
        formula="" if criterion.target.pace is Pace.FULL else _BY_QUARTERS,
        source=sources.SIGNED_TABLE if from_table else sources.SIGNED_COVENANT,
        rule_version=table.rule_version if from_table else "",
        events=(table.event,) if reading.promised_by is None else (reading.promised_by,),
    )
    return Figure(value, why)


_BY_QUARTERS = Text("chỉ tiêu năm × số quý ÷ 4", "year's target × quarters ÷ 4")


def _promise_name(reading: Reading) -> Text:
    """The covenant's target; of an amended covenant with the edition it stands in."""
    if reading.promised_edition == 1:
        return Text("Chỉ tiêu trong giao ước", "Target of the covenant")
    edition = reading.promised_edition
    return Text(f"Chỉ tiêu trong giao ước, bản {edition}", f"Target of the covenant, edition {edition}")


def _result_node(table: SignedTable, criterion: Criterion, reading: Reading) -> Explanation:
    indicator = table.scheme.indicator(criterion.indicator)
    name = criterion.name if indicator is None else indicator.name
    formula, missing, rounding = _how_it_was_read(criterion)
    drawn = isinstance(criterion.formula.parameters, Panel | DepartmentSum) or criterion.field_result is not None
    return Explanation(
        label=Text(f"Kết quả: {name.vi}", f"Result: {name.en}"),
        value="" if reading.actual is None else plain(reading.actual),
        formula=formula,
        rounding=rounding,
        events=reading.results if not drawn else (),
        inputs=(
            *(_part_node(criterion, part) for part in reading.parts if drawn),
            *(Explanation(label=missing, value=gap) for gap in reading.gaps),
        ),
    )


def _how_it_was_read(criterion: Criterion) -> tuple[Text, Text, str | Text]:
    """The formula of the result itself, what its gaps are called, and the rounding of a mean."""
    match criterion.formula.parameters, criterion.field_result:
        case Panel() as panel, _:
            dropped = {"highest": panel.drop_highest, "lowest": panel.drop_lowest}
            formula = (_MEAN_WITHOUT if any(dropped.values()) else _MEAN).format(dropped)
            return formula, Text("Thành viên chưa chấm", "Member who has not marked"), MEAN_ROUNDING
        case DepartmentSum(), _:
            formula = Text("Σ trọng số × điểm của ban", "Σ weight × points of the department")
            return formula, Text("Mục chưa chấm", "Item not marked yet"), ""
        case _, FieldResult() as wanted:
            taken = Text("kết quả {of}", "results of {of}") if wanted.indicator else _POINTS_IN_THE_FIELD
            enough = "" if wanted.reached_at is None else f" ≥ {plain(wanted.reached_at)} %"
            formula = Text("{how}: {taken} của các tỉnh{enough}", "{how}: the provinces' {taken}{enough}")
            facts = {"how": wanted.summary, "taken": taken.format({"of": wanted.indicator}), "enough": enough}
            return formula.format(facts), Text("Đơn vị chưa chốt phiếu", "Province without a final card"), MEAN_ROUNDING
        case _:
            is_sum = criterion.accumulation is Accumulation.SUM
            return _SUM if is_sum else _LATEST, Text("Quý chưa có kết quả", "Quarter without a result"), ""


_MEAN = Text("bình quân các phiếu chấm", "mean of the marks")
_MEAN_WITHOUT = Text(
    "bình quân các phiếu chấm, bỏ {highest} cao nhất và {lowest} thấp nhất",
    "mean of the marks without the {highest} highest and the {lowest} lowest",
)
_POINTS_IN_THE_FIELD = Text("điểm trong lĩnh vực", "points in the field")
_SUM = Text("cộng các quý", "sum of the quarters")
_LATEST = Text("quý gần nhất đã báo cáo", "latest quarter reported")


def _part_node(criterion: Criterion, part: Part) -> Explanation:
    """One mark, neighbour or province, by name."""
    value = "" if part.value is None else plain(part.value)
    plain_note = f"{part.whose} {part.note}".strip()
    formula = Text(f"{part.whose}, không tính", f"{part.whose}, dropped") if part.note == DROPPED else plain_note
    label = _PART_NAMES.get(criterion.formula.kind, _OF_A_PROVINCE)
    return Explanation(label=label, value=value, formula=formula, events=part.events)


_PART_NAMES = {
    FormulaKind.PANEL: Text("Điểm của thành viên hội đồng chấm", "Mark of a member of the panel"),
    FormulaKind.DEPARTMENT_SUM: Text("Điểm ban nghiệp vụ chấm", "Points given by the department"),
    FormulaKind.RANK: Text("Kết quả đơn vị cùng nhóm", "Result of a unit of the group"),
}
_OF_A_PROVINCE = Text("Kết quả của đơn vị trong lĩnh vực", "A province's result in the field")


def _why_none(table: SignedTable, criterion: Criterion, reading: Reading) -> Explanation:
    if reading.absence is None:
        reason = Text("Không áp dụng cho đơn vị", "Does not apply to the unit")
    else:
        reason = ABSENCES[reading.absence]
    ranked = reading.parts if isinstance(criterion.formula.parameters, Rank) else ()
    cause = Explanation(
        label=reason,
        events=() if reading.promised_by is None else (reading.promised_by,),
        inputs=tuple(_part_node(criterion, part) for part in ranked),
    )
    return Explanation(
        label=criterion.name,
        value=reading.state.value,
        rule_version=table.rule_version,
        inputs=(cause, _result_node(table, criterion, reading)),
    )


def _named(criterion: Criterion, value: str, why: Explanation) -> Explanation:
    """The formula's node under the criterion's own name, with the sign of its group."""
    lost = Text("−({formula})", "−({formula})").format({"formula": why.formula})
    return Explanation(
        label=criterion.name,
        value=value,
        formula=lost if criterion.group is Group.PENALTY else why.formula,
        rounding=why.rounding,
        source=why.source,
        inputs=why.inputs,
    )
