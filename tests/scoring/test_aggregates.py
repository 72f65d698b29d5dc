"""What the aggregates decide, and that they come back from their own events unchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import Aggregate, event_id
from kernel.refusals import Refusal
from services.scoring.domain.board import Board, Occasion
from services.scoring.domain.finalisation import Computation
from services.scoring.domain.lines import compute
from services.scoring.domain.material import ItemMark, Mark, Material, SignedCovenant
from services.scoring.domain.parameters import DepartmentPart, DepartmentSum, FieldItem, Formula, Panel
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import RowState
from services.scoring.domain.readings import read
from services.scoring.domain.refusals import cards, results, reviews, tables
from services.scoring.domain.refusals.given_marks import NotOnThePanel, UnknownItem
from services.scoring.domain.refusals.subjects import NotAMember
from services.scoring.domain.result_sheet import CellState, Push, ResultSheet
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.rules.reviews import period_is_within_movement, unit_is_member
from services.scoring.domain.rules.tables import table_is_sound
from services.scoring.domain.scheme import Criterion, Group
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard
from services.scoring.domain.totals import Layer
from tests.scoring.examples import (
    CLUSTER,
    COLLECTIONS,
    COVENANT_SIGNED,
    HEALTH,
    MOVEMENT,
    SCHEME,
    TABLE,
    UNITS,
    act,
    cell,
    dec,
    named,
    scheme_with,
)

HALF = Period.parse("2024-H1")
Q2 = Period.parse("2024-Q2")
RULEBOOK = "law-2022@1f0c6a3e0b7b"
FIRST = Occasion("", RULEBOOK)


def replayed(aggregate: Aggregate) -> Any:
    """The aggregate made anew from its events."""
    copy: Any = None
    for event in aggregate.collect_events():
        copy = event.mutate(copy)
    return copy


def state(aggregate: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(aggregate).items() if not name.startswith("_")}


# Score tables


def test_a_signed_table_is_frozen() -> None:
    table = ScoreTable.draft(act("2024-01-10"), CLUSTER, MOVEMENT, SCHEME)
    table.sign(act("2024-02-01"), RULEBOOK)
    with pytest.raises(tables.TableAlreadySigned):
        table.revise(act(), SCHEME)
    with pytest.raises(tables.TableAlreadySigned) as refused:
        table.sign(act(), RULEBOOK)
    assert refused.value.text().vi == "Bảng điểm đã ký ngày 2024-02-01; không được sửa hoặc ký lại."


def test_a_draft_may_be_revised_and_is_signed_as_it_last_stood() -> None:
    table = ScoreTable.draft(act("2024-01-10"), CLUSTER, MOVEMENT, SCHEME)
    revised = replace(SCHEME, ties=("HI",))
    table.revise(act("2024-01-20"), revised)
    table.sign(act("2024-02-01"), RULEBOOK)
    signed = table.in_force()
    assert (signed.version, signed.scheme, signed.event) == (3, revised, event_id(table.id, 3))
    assert table.signed_on == date(2024, 2, 1)
    assert state(replayed(table)) == state(table)


def test_a_revision_must_be_sound() -> None:
    table = ScoreTable.draft(act(), CLUSTER, MOVEMENT, SCHEME)
    with pytest.raises(tables.PointsDoNotAddUp):
        table.revise(act(), replace(SCHEME, content_total=dec(1000)))


def test_nothing_is_scored_by_a_draft() -> None:
    with pytest.raises(tables.TableNotSigned):
        ScoreTable.draft(act(), CLUSTER, MOVEMENT, SCHEME).in_force()


# Periods


def test_a_period_is_opened_closed_and_reopened_with_a_reason() -> None:
    period = ReviewPeriod.open(act(), MOVEMENT, HALF)
    with pytest.raises(reviews.PeriodAlreadyOpen):
        period.reopen(act(), "Đính chính số liệu")
    period.close(act())
    with pytest.raises(reviews.PeriodNotOpen):
        period.close(act())
    with pytest.raises(reviews.ReasonMissing):
        period.reopen(act(), " ")
    period.reopen(act(), "Đính chính số liệu")
    assert period.is_open
    assert state(replayed(period)) == state(period)


# Results


def begun() -> ResultSheet:
    push = Push((cell("SI", "874"), cell("DEBT", 0), cell("REVIEW", None)), "VSS-DATA", "b1")
    return ResultSheet.begin(act(), UNITS[0], MOVEMENT, Q2, push)


def test_a_push_is_one_event_and_the_same_push_again_is_none() -> None:
    sheet = begun()
    sheet.record(act(), Push((cell("SI", "874.0"), cell("REVIEW", None)), "VSS-DATA", "b1"))
    assert (sheet.version, len(sheet.collect_events())) == (1, 1)


def test_a_later_push_appends_what_is_new() -> None:
    sheet = begun()
    sheet.record(act(), Push((cell("SI", "874"), cell("HI", "93.1")), "VSS-DATA", "b2"))
    assert sheet.results()["2024-Q2", "HI"].event == event_id(sheet.id, 2)
    assert sheet.results()["2024-Q2", "SI"].event == event_id(sheet.id, 1)
    assert set(sheet.cells(1)) == {"SI", "DEBT", "REVIEW"}
    assert set(sheet.results(1)) == {("2024-Q2", code) for code in ("SI", "DEBT", "REVIEW")}
    assert state(replayed(sheet)) == state(sheet)


def test_a_result_is_new_unchanged_or_in_conflict_and_zero_is_not_nothing() -> None:
    sheet = begun()
    judged = [
        sheet.judge(each) for each in (cell("HI", 1), cell("SI", "874.00"), cell("DEBT", None), cell("REVIEW", 0))
    ]
    assert judged == [CellState.NEW, CellState.UNCHANGED, CellState.CONFLICT, CellState.CONFLICT]


def test_a_correction_appends_with_its_reason_and_the_old_value_stays_readable() -> None:
    sheet = begun()
    sheet.correct(act(), (cell("SI", "880"),), "Số quyết toán")
    assert (sheet.cells()["SI"].value, sheet.cells(1)["SI"].value) == (dec(880), dec(874))
    assert state(replayed(sheet)) == state(sheet)


@pytest.mark.parametrize("given", [cell("HI", 1), cell("SI", "874")])
def test_only_a_recorded_result_can_be_corrected_and_to_another_value(given: Any) -> None:
    with pytest.raises(results.NothingToCorrect) as refused:
        begun().correct(act(), (cell("DEBT", 1), given), "Số quyết toán")
    assert refused.value.fields == ("cells[1]",)


def test_an_indicator_is_corrected_once_in_a_request() -> None:
    with pytest.raises(results.IndicatorRepeated) as refused:
        begun().correct(act(), (cell("SI", "90"), cell("SI", "91")), "Số quyết toán")
    assert refused.value.fields == ("cells[1].indicator",)


def test_a_correction_says_why() -> None:
    with pytest.raises(reviews.ReasonMissing):
        begun().correct(act(), (cell("SI", 1),), "")


def test_results_are_reported_by_quarter() -> None:
    with pytest.raises(reviews.NotAQuarter):
        ResultSheet.begin(act(), UNITS[0], MOVEMENT, HALF, Push((cell("SI", 1),), "VSS-DATA"))


# Scorecards


def computation(si: str = "874", covenant: SignedCovenant | None = COVENANT_SIGNED) -> Computation:
    sheet = ResultSheet.begin(act(), UNITS[0], MOVEMENT, Q2, Push((cell("SI", si), cell("HI", "94.1")), "VSS-DATA"))
    lines = compute(TABLE, read(SCHEME, HALF, Material(sheet.results(), covenant)))
    return Computation(TABLE.table_id, TABLE.version, (), covenant, lines)


def card(unit: int = 0, si: str = "874") -> Scorecard:
    opened = Scorecard.open(act(), CLUSTER, MOVEMENT, HALF, UNITS[unit])
    opened.compute(act(), computation(si))
    return opened


def mark(criterion: str, points: str, reason: str = "") -> Mark:
    return Mark(criterion, dec(points), reason)


def test_the_layers_of_a_card_stand_side_by_side() -> None:
    scored = card()
    scored.self_score(act("2024-07-01", "officer"), TABLE, [mark("SI", "300"), mark("LATE", "-2")])
    scored.cross_check(act("2024-07-02", "deputy"), TABLE, [mark("SI", "262.20"), mark("REVIEW", "30", "Đã dự")])
    scored.verify(act("2024-07-03", "department"), TABLE, COLLECTIONS, [mark("SI", "250", "Trừ số ảo")])
    assert {key: (each.actor, each.mark.points, each.against) for key, each in scored.assessments.items()} == {
        (Layer.SELF_SCORED, "SI"): ("officer", 300, dec("262.20")),
        (Layer.SELF_SCORED, "LATE"): ("officer", -2, None),
        (Layer.CROSS_CHECKED, "SI"): ("deputy", dec("262.20"), dec("262.20")),
        (Layer.CROSS_CHECKED, "REVIEW"): ("deputy", 30, None),
        (Layer.VERIFIED, "SI"): ("department", 250, dec("262.20")),
    }
    scored.finalise(act(), TABLE)
    final = scored.finalisations[0]
    assert {each.criterion: (each.layer, each.points) for each in final.lines if each.points is not None} == {
        "SI": (Layer.VERIFIED, dec(250)),
        "HI": (Layer.COMPUTED, dec(250)),
        "REVIEW": (Layer.CROSS_CHECKED, dec(30)),
    }
    assert final.totals.score == 530
    assert state(replayed(scored)) == state(scored)


def test_a_final_card_is_frozen_until_it_is_reopened_with_a_reason() -> None:
    scored = card()
    with pytest.raises(cards.CardNotFinal):
        scored.reopen(act(), "Khiếu nại")
    with pytest.raises(cards.CardNotFinal):
        scored.standing()
    scored.finalise(act(), TABLE)
    changes: tuple[Callable[[], None], ...] = (
        lambda: scored.compute(act(), computation("1")),
        lambda: scored.self_score(act(), TABLE, [mark("SI", "1")]),
        lambda: scored.cross_check(act(), TABLE, [mark("SI", "1", "x")]),
        lambda: scored.verify(act(), TABLE, COLLECTIONS, [mark("SI", "1", "x")]),
        lambda: scored.finalise(act(), TABLE),
    )
    for change in changes:
        with pytest.raises(cards.CardFinal):
            change()
    with pytest.raises(reviews.ReasonMissing):
        scored.reopen(act(), "")
    scored.reopen(act(), "Khiếu nại")
    scored.compute(act(), computation("900"))
    scored.finalise(act(), TABLE)
    assert [each.totals.content for each in scored.finalisations] == [dec("512.20"), dec(520)]
    assert (scored.standing().finalisation, scored.standing().covenant_signed) == (2, True)
    assert state(replayed(scored)) == state(scored)


def test_the_same_figures_computed_again_leave_no_event() -> None:
    scored = card()
    scored.compute(act("2024-07-09"), computation())
    assert scored.version == 2


def test_points_verified_before_a_correction_of_the_results_lapse() -> None:
    scored = card()
    scored.verify(act(), TABLE, COLLECTIONS, [mark("SI", "262.20")])
    scored.compute(act(), computation("880"))
    scored.finalise(act(), TABLE)
    assert scored.finalisations[0].lines[0].points == 264


def test_an_explained_card_names_the_events_it_was_made_of() -> None:
    scored = card()
    scored.verify(act(), TABLE, COLLECTIONS, [mark("SI", "250", "Trừ số ảo")])
    scored.finalise(act(), TABLE)
    why = scored.finalisations[0].explain(TABLE)
    assert why.value == "500.00"
    assert event_id(scored.id, 3) in {each for node in why.walk() for each in node.events}
    assert why == replayed(scored).finalisations[0].explain(TABLE) == scored.explain(TABLE)
    assert scored.explain_line(TABLE, "SI") == scored.finalisations[0].explain_line(TABLE, "SI")


def test_a_card_is_computed_before_it_is_checked_or_closed() -> None:
    """The rule `card_is_computed`."""
    empty = Scorecard.open(act(), CLUSTER, MOVEMENT, HALF, UNITS[0])
    empty.self_score(act(), TABLE, [mark("SI", "300")])
    assert empty.assessments[Layer.SELF_SCORED, "SI"].against is None
    changes: tuple[Callable[[], None], ...] = (
        lambda: empty.cross_check(act(), TABLE, [mark("SI", "1", "x")]),
        lambda: empty.finalise(act(), TABLE),
    )
    for change in changes:
        with pytest.raises(cards.CardNotComputed):
            change()


@pytest.mark.parametrize(
    ("marks", "refusal", "fields"),
    [
        ([mark("NOWHERE", "1")], cards.UnknownCriterion, ("marks[0].criterion",)),
        ([mark("INQUIRY", "0")], cards.UnknownCriterion, ("marks[0].criterion",)),
        ([mark("SI", "1"), mark("SI", "1")], cards.UnknownCriterion, ("marks[1].criterion",)),
        ([mark("SI", "300.01")], cards.MarkOutOfRange, ("marks[0].points",)),
        ([mark("SI", "-1")], cards.MarkOutOfRange, ("marks[0].points",)),
        ([mark("LATE", "1")], cards.MarkOutOfRange, ("marks[0].points",)),
        ([mark("LATE", "-20.5")], cards.MarkOutOfRange, ("marks[0].points",)),
        ([mark("SI", "1"), mark("HI", "0.001")], cards.MarkTooFine, ("marks[1].points",)),
    ],
)
def test_a_mark_is_for_a_criterion_with_points_and_within_its_range(
    marks: list[Mark], refusal: type[cards.MarkOutOfRange], fields: tuple[str, ...]
) -> None:
    with pytest.raises(refusal) as refused:
        card().self_score(act(), TABLE, marks)
    assert refused.value.fields == fields
    assert "{" not in refused.value.text().vi


@pytest.mark.parametrize("criterion", ["HI", "REVIEW", "NOWHERE"])
def test_a_department_verifies_its_own_field_only(criterion: str) -> None:
    with pytest.raises(cards.NotTheOwningDepartment):
        card().verify(act(), TABLE, COLLECTIONS, [mark(criterion, "1", "x")])
    card().verify(act(), TABLE, HEALTH, [mark("HI", "1", "x")])


@pytest.mark.parametrize(("criterion", "computed"), [("SI", "262.20"), ("PAID", "–")])
def test_points_that_differ_from_the_engines_need_a_reason(criterion: str, computed: str) -> None:
    with pytest.raises(cards.DifferenceNeedsReason) as refused:
        card().verify(act(), TABLE, COLLECTIONS, [mark(criterion, "100", " ")])
    assert (refused.value.facts["computed"], refused.value.fields) == (
        dec(computed) if criterion == "SI" else computed,
        ("marks[0].reason",),
    )


JUDGED = (
    replace(scheme_with("REVIEW", formula=Formula.of(Panel(("an", "binh"))), indicator="").criteria[6]),
    Criterion(
        "FIELDS",
        named("FIELDS"),
        Group.BONUS,
        dec(10),
        "",
        Formula.of(DepartmentSum((DepartmentPart(COLLECTIONS, (FieldItem("1", named("1"), dec(10)),)),))),
    ),
)
JUDGED_TABLE = replace(TABLE, scheme=replace(SCHEME, criteria=(*SCHEME.criteria[:6], *JUDGED, *SCHEME.criteria[7:])))


def test_the_marks_of_a_panel_and_of_departments_stand_on_the_card() -> None:
    table_is_sound(JUDGED_TABLE.scheme)
    scored = card()
    scored.mark_for_panel(act(), JUDGED_TABLE, "an", [mark("REVIEW", "20")])
    scored.mark_for_panel(act(), JUDGED_TABLE, "binh", [mark("REVIEW", "29.5", "Thiếu biên bản")])
    scored.mark_for_panel(act(), JUDGED_TABLE, "an", [mark("REVIEW", "25")])
    scored.score_field(act(), JUDGED_TABLE, COLLECTIONS, [ItemMark("1", mark("FIELDS", "9"))])
    assert [(each.criterion, each.item, each.giver, each.points, each.event) for each in scored.marks_given()] == [
        ("FIELDS", "1", str(COLLECTIONS), 9, event_id(scored.id, 6)),
        ("REVIEW", "", "an", 25, event_id(scored.id, 5)),
        ("REVIEW", "", "binh", dec("29.5"), event_id(scored.id, 4)),
    ]
    assert state(replayed(scored)) == state(scored)
    scored.finalise(act(), JUDGED_TABLE)
    with pytest.raises(cards.CardFinal):
        scored.mark_for_panel(act(), JUDGED_TABLE, "an", [mark("REVIEW", "1")])
    with pytest.raises(cards.CardFinal):
        scored.score_field(act(), JUDGED_TABLE, COLLECTIONS, [ItemMark("1", mark("FIELDS", "1"))])


@pytest.mark.parametrize(
    ("member", "marks", "refusal", "fields"),
    [
        ("chi", [mark("REVIEW", "1")], NotOnThePanel, ("marks[0].criterion",)),
        ("an", [mark("SI", "1")], NotOnThePanel, ("marks[0].criterion",)),
        ("an", [mark("NOWHERE", "1")], cards.UnknownCriterion, ("marks[0].criterion",)),
        ("an", [mark("REVIEW", "1"), mark("REVIEW", "2")], cards.UnknownCriterion, ("marks[1].criterion",)),
        ("an", [mark("REVIEW", "30.5")], cards.MarkOutOfRange, ("marks[0].points",)),
        ("an", [mark("REVIEW", "-1")], cards.MarkOutOfRange, ("marks[0].points",)),
        ("an", [mark("REVIEW", "0.001")], cards.MarkTooFine, ("marks[0].points",)),
    ],
)
def test_the_panels_members_mark_each_criterion_once_and_within_its_range(
    member: str, marks: list[Mark], refusal: type[Refusal], fields: tuple[str, ...]
) -> None:
    """The rule `member_sits_on_the_panel`."""
    with pytest.raises(refusal) as refused:
        card().mark_for_panel(act(), JUDGED_TABLE, member, marks)
    assert refused.value.fields == fields


@pytest.mark.parametrize(
    ("department", "marks", "refusal", "fields"),
    [
        (HEALTH, [("FIELDS", "1", "1")], cards.NotTheOwningDepartment, ("marks[0].criterion",)),
        (COLLECTIONS, [("SI", "1", "1")], cards.NotTheOwningDepartment, ("marks[0].criterion",)),
        (COLLECTIONS, [("NOWHERE", "1", "1")], cards.UnknownCriterion, ("marks[0].criterion",)),
        (COLLECTIONS, [("FIELDS", "2", "1")], UnknownItem, ("marks[0].item",)),
        (COLLECTIONS, [("FIELDS", "1", "1"), ("FIELDS", "1", "2")], UnknownItem, ("marks[1].item",)),
        (COLLECTIONS, [("FIELDS", "1", "10.01")], cards.MarkOutOfRange, ("marks[0].points",)),
        (COLLECTIONS, [("FIELDS", "1", "0.001")], cards.MarkTooFine, ("marks[0].points",)),
    ],
)
def test_a_department_scores_the_items_of_its_own_table(
    department: UUID, marks: list[tuple[str, str, str]], refusal: type[Refusal], fields: tuple[str, ...]
) -> None:
    """The rules `department_has_the_items` and `item_of`."""
    given = [ItemMark(item, mark(criterion, points)) for criterion, item, points in marks]
    with pytest.raises(refusal) as refused:
        card().score_field(act(), JUDGED_TABLE, department, given)
    assert refused.value.fields == fields


# Boards


def final(unit: int, si: str) -> Scorecard:
    scored = card(unit, si)
    scored.finalise(act(), TABLE)
    return scored


def board() -> Board:
    opened = Board.open(act(), CLUSTER, MOVEMENT, HALF)
    opened.freeze(act("2024-07-10"), TABLE, [final(0, "874").standing(), final(1, "900").standing()], FIRST)
    return opened


def test_an_edition_is_frozen_and_a_correction_is_a_new_one_with_a_reason() -> None:
    frozen = board()
    corrected = [final(0, "950").standing(), final(1, "900").standing()]
    with pytest.raises(reviews.ReasonMissing):
        frozen.freeze(act("2024-08-01"), TABLE, corrected, FIRST)
    frozen.freeze(act("2024-08-01"), TABLE, corrected, Occasion("Đính chính số liệu đơn vị", RULEBOOK))
    first, second = frozen.editions
    assert [(row.unit_id, row.rank, row.score) for row in first.rows] == [
        (UNITS[1], 1, 520),
        (UNITS[0], 2, dec("512.20")),
    ]
    assert [(row.unit_id, row.rank) for row in second.rows] == [(UNITS[0], 1), (UNITS[1], 2)]
    assert (second.no, second.reason, second.frozen_on) == (2, "Đính chính số liệu đơn vị", date(2024, 8, 1))
    assert second.digest != first.digest
    assert (first.row(UNITS[0]), first.row(UNITS[4])) == (first.rows[1], None)
    assert state(replayed(frozen)) == state(frozen)


def test_an_edition_that_says_nothing_new_is_not_made() -> None:
    with pytest.raises(reviews.EditionUnchanged):
        board().freeze(
            act("2024-07-11"),
            TABLE,
            [final(1, "900").standing(), final(0, "874").standing()],
            Occasion("Lần nữa", RULEBOOK),
        )


def test_a_board_of_nobody_is_refused() -> None:
    with pytest.raises(reviews.NoMembers):
        Board.open(act(), CLUSTER, MOVEMENT, HALF).freeze(act(), TABLE, [], FIRST)


def test_a_unit_without_covenant_is_on_the_board_without_a_rank() -> None:
    scored = Scorecard.open(act(), CLUSTER, MOVEMENT, HALF, UNITS[0])
    scored.compute(act(), computation(covenant=None))
    scored.finalise(act(), TABLE)
    opened = Board.open(act(), CLUSTER, MOVEMENT, HALF)
    opened.freeze(act(), TABLE, [scored.standing()], FIRST)
    assert [(row.rank, row.state) for row in opened.editions[0].rows] == [(None, RowState.NO_COVENANT)]


def test_a_member_is_who_is_on_the_list() -> None:
    unit_is_member(UNITS[0], UNITS, HALF)
    with pytest.raises(NotAMember):
        unit_is_member(MOVEMENT, UNITS, HALF)


def test_ids_are_made_from_natural_keys() -> None:
    assert Scorecard.id_for(CLUSTER, MOVEMENT, HALF, UNITS[0]) == card().id
    assert Board.id_for(CLUSTER, MOVEMENT, HALF) == board().id
    assert ScoreTable.id_for(CLUSTER, MOVEMENT) == ScoreTable.draft(act(), CLUSTER, MOVEMENT, scheme_with("SI")).id


@pytest.mark.parametrize(("code", "within"), [("2024-Q1", True), ("2024", True), ("2023", False), ("2025-Q1", False)])
def test_a_period_has_days_in_common_with_its_movement(code: str, within: bool) -> None:
    def check() -> None:
        period_is_within_movement(Period.parse(code), date(2024, 3, 31), date(2024, 12, 31))

    if within:
        check()
    else:
        with pytest.raises(reviews.PeriodOutsideMovement):
            check()
