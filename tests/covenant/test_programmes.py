"""A8: the yearly programme of a block or cluster: planned, adjusted with reason, reported done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kernel.refusals import Refusal
from services.covenant.domain.cluster import Cluster, Term
from services.covenant.domain.heads import Acting
from services.covenant.domain.programme import (
    Adjustment,
    Change,
    ItemKind,
    Outcome,
    Plan,
    PlanItem,
    Programme,
    Taking,
)
from services.covenant.domain.refusals.clusters import NotHeadInOffice
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.programmes import (
    DoneBeforeTheYear,
    DueOutsideTheYear,
    EmptyProgramme,
    FigureMissing,
    InspectionItemWithoutUnit,
    ItemCodeTaken,
    ItemDoneAlready,
    ItemDoneByInspection,
    ItemNamedTwice,
    ItemNotDone,
    NothingAdjusted,
    ProgressNotQuantified,
    UnitNotTakingPart,
    UnknownItem,
    WrongProgrammeYear,
)
from tests.covenant.examples import cluster, day, units

HEAD, OTHER, THIRD = MEMBERS = units("BHXH-62", "BHXH-64", "BHXH-66")
ACTING = Acting(HEAD.id, "BHXH-62")
TAKING = Taking(frozenset(each.id for each in MEMBERS), {each.id: each.code for each in MEMBERS})
STRANGER = UUID(int=7)

MEETING = PlanItem("HD-01", ItemKind.ACTIVITY, "Hội nghị sơ kết", date(2024, 7, 15), HEAD.id)
PROGRESS = PlanItem(
    "TD-01", ItemKind.PROGRESS, "Bao phủ BHYT quý I", date(2024, 4, 5), OTHER.id, None, "BHYT_TYLE", Decimal("93.5")
)
CHECK = PlanItem("KT-01", ItemKind.INSPECTION, "Kiểm tra chéo quý I", date(2024, 4, 15), OTHER.id, THIRD.id)
DONE = Outcome("Đã tổ chức", "BB 12/BB-CTĐ")


def led() -> Cluster:
    found = cluster(*MEMBERS)
    found.elect(day(1, 15), Term(2024, HEAD.id, OTHER.id), {})
    return found


CLUSTER = led()


def adopted(*items: PlanItem, year: int = 2024, document: str = "KH 05/KH-CTĐ") -> Programme:
    plan = Plan(year, document, items or (MEETING, PROGRESS, CHECK))
    return Programme.adopt(day(1, 20), CLUSTER, ACTING, plan, TAKING)


def adjust(found: Programme, **parts: object) -> None:
    adjustment = Adjustment("KH 09/KH-CTĐ", "Theo chỉ đạo mới", **parts)  # type: ignore[arg-type]
    found.adjust(day(3, 1), CLUSTER, ACTING, adjustment, TAKING)


def test_a_programme_holds_activities_progress_and_inspections() -> None:
    found = adopted()
    assert (found.year, list(found.items), found.item("TD-01")) == (2024, ["HD-01", "TD-01", "KT-01"], PROGRESS)
    assert found.id == Programme.id_for(CLUSTER.id, 2024)


@pytest.mark.parametrize(
    ("item", "refusal"),
    [
        (replace(MEETING, code="HD 01"), MalformedCode),
        (replace(MEETING, content=" "), NothingWritten),
        (replace(MEETING, due_on=date(2023, 12, 31)), DueOutsideTheYear),
        (replace(MEETING, due_on=date(2026, 1, 1)), DueOutsideTheYear),
        (replace(MEETING, responsible_id=STRANGER), UnitNotTakingPart),
        (replace(MEETING, inspected_id=OTHER.id), InspectionItemWithoutUnit),
        (replace(CHECK, inspected_id=None), InspectionItemWithoutUnit),
        (replace(CHECK, inspected_id=OTHER.id), InspectionItemWithoutUnit),
        (replace(CHECK, inspected_id=STRANGER), UnitNotTakingPart),
        (replace(PROGRESS, indicator=" "), ProgressNotQuantified),
        (replace(PROGRESS, expected=None), ProgressNotQuantified),
    ],
)
def test_an_item_that_is_not_right_is_refused(item: PlanItem, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        adopted(item)


def test_a_unit_nobody_knows_is_told_as_a_dash() -> None:
    with pytest.raises(UnitNotTakingPart) as refused:
        adopted(replace(MEETING, responsible_id=STRANGER))
    assert refused.value.facts == {"item": "HD-01", "unit": "—"}


@pytest.mark.parametrize("due_on", [date(2024, 1, 1), date(2025, 12, 31)])
def test_an_item_is_due_in_the_year_or_at_its_review(due_on: date) -> None:
    assert adopted(replace(MEETING, due_on=due_on)).item("HD-01").due_on == due_on


def test_a_code_is_used_once() -> None:
    with pytest.raises(ItemCodeTaken):
        adopted(MEETING, replace(PROGRESS, code="HD-01"))


def test_a_programme_has_items() -> None:
    with pytest.raises(EmptyProgramme):
        Programme.adopt(day(1, 20), CLUSTER, ACTING, Plan(2024, "KH 05", ()), TAKING)


def test_a_programme_has_its_paper() -> None:
    with pytest.raises(NothingWritten):
        adopted(document=" ")


@pytest.mark.parametrize("year", [2023, 2026])
def test_a_programme_is_of_this_year_or_the_next(year: int) -> None:
    with pytest.raises(WrongProgrammeYear):
        adopted(replace(MEETING, due_on=date(year, 6, 1)), year=year)


def test_next_years_programme_may_be_adopted_now() -> None:
    assert adopted(replace(MEETING, due_on=date(2025, 6, 1)), year=2025).year == 2025


def test_only_the_head_in_office_plans() -> None:
    with pytest.raises(NotHeadInOffice):
        Programme.adopt(day(1, 20), CLUSTER, Acting(OTHER.id, "BHXH-62"), Plan(2024, "KH", (MEETING,)), TAKING)
    with pytest.raises(NotHeadInOffice):
        adopted().adjust(
            day(3, 1), CLUSTER, Acting(OTHER.id, "BHXH-62"), Adjustment("KH", "vì", dropped=("HD-01",)), TAKING
        )


def test_an_adjustment_adds_changes_and_drops() -> None:
    found = adopted()
    added = replace(MEETING, code="HD-02", content="Tọa đàm")
    change = Change("KT-01", date(2024, 5, 15), HEAD.id)
    adjust(found, added=(added,), changed=(change,), dropped=("TD-01",))
    assert list(found.items.values()) == [MEETING, replace(CHECK, due_on=change.due_on, responsible_id=HEAD.id), added]
    with pytest.raises(UnknownItem):
        found.item("TD-01")


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({}, NothingAdjusted),
        ({"dropped": ("XX",)}, UnknownItem),
        ({"changed": (Change("XX", date(2024, 5, 1), HEAD.id),)}, UnknownItem),
        ({"dropped": ("HD-01", "HD-01")}, ItemNamedTwice),
        ({"dropped": ("HD-01",), "changed": (Change("HD-01", date(2024, 8, 1), HEAD.id),)}, ItemNamedTwice),
        ({"changed": (Change("HD-01", date(2023, 8, 1), HEAD.id),)}, DueOutsideTheYear),
        ({"changed": (Change("HD-01", date(2024, 8, 1), STRANGER),)}, UnitNotTakingPart),
        ({"changed": (Change("KT-01", date(2024, 8, 1), THIRD.id),)}, InspectionItemWithoutUnit),
        ({"added": (MEETING,)}, ItemCodeTaken),
        ({"added": (replace(MEETING, code="HD-02"), replace(MEETING, code="HD-02"))}, ItemCodeTaken),
    ],
)
def test_an_adjustment_that_is_not_right_is_refused(parts: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        adjust(adopted(), **parts)


@pytest.mark.parametrize(("document", "reason"), [(" ", "vì"), ("KH 09", " ")])
def test_an_adjustment_has_its_paper_and_its_reason(document: str, reason: str) -> None:
    with pytest.raises(NothingWritten):
        adopted().adjust(day(3, 1), CLUSTER, ACTING, Adjustment(document, reason, dropped=("HD-01",)), TAKING)


def test_the_code_of_a_dropped_item_is_not_used_again() -> None:
    found = adopted()
    adjust(found, dropped=("HD-01",))
    with pytest.raises(ItemCodeTaken):
        adjust(found, added=(MEETING,))


def test_what_was_done_is_neither_changed_nor_dropped_nor_done_again() -> None:
    found = adopted()
    found.report(day(7, 10), "HD-01", DONE)
    for parts in ({"dropped": ("HD-01",)}, {"changed": (Change("HD-01", date(2024, 8, 1), HEAD.id),)}):
        with pytest.raises(ItemDoneAlready):
            adjust(found, **parts)
    with pytest.raises(ItemDoneAlready) as refused:
        found.report(day(7, 11), "HD-01", DONE)
    assert refused.value.facts == {"item": "HD-01", "done_on": date(2024, 7, 10)}


def test_a_withdrawn_report_opens_the_item_again() -> None:
    found = adopted()
    found.report(day(7, 10), "HD-01", DONE)
    found.withdraw_report(day(7, 11), "HD-01", "Báo cáo nhầm")
    with pytest.raises(ItemNotDone):
        found.withdraw_report(day(7, 12), "HD-01", "Báo cáo nhầm")
    found.report(day(7, 20), "HD-01", DONE)
    assert found.done == {"HD-01": date(2024, 7, 20)}


BY, ANOTHER = UUID(int=11), UUID(int=12)


def test_a_closed_inspection_marks_its_item_and_reopening_it_opens_the_item() -> None:
    found = adopted()
    assert found.inspect(day(4, 20), "KT-01", BY, DONE)
    assert found.done == {"KT-01": date(2024, 4, 20)}
    assert not found.inspect_again(day(4, 21), "KT-01", ANOTHER, "Tình tiết mới")
    assert found.inspect_again(day(4, 21), "KT-01", BY, "Tình tiết mới")
    assert (found.done, found.inspected) == ({}, {})
    assert not found.inspect_again(day(4, 22), "KT-01", BY, "Tình tiết mới")
    assert found.inspect(day(5, 2), "KT-01", ANOTHER, DONE)


def test_an_inspection_leaves_what_is_done_or_dropped_as_it_is() -> None:
    found = adopted()
    found.report(day(4, 20), "KT-01", DONE)
    assert not found.inspect(day(5, 2), "KT-01", BY, DONE)
    assert not found.inspect_again(day(5, 3), "KT-01", BY, "Tình tiết mới")
    assert (found.done, found.inspect(day(5, 2), "KT-09", BY, DONE)) == ({"KT-01": date(2024, 4, 20)}, False)


def test_what_an_inspection_marked_is_not_withdrawn_like_a_report() -> None:
    found = adopted()
    found.inspect(day(4, 20), "KT-01", BY, DONE)
    with pytest.raises(ItemDoneByInspection):
        found.withdraw_report(day(4, 21), "KT-01", "Nhầm")


def test_a_withdrawal_says_why() -> None:
    found = adopted()
    found.report(day(7, 10), "HD-01", DONE)
    with pytest.raises(NothingWritten):
        found.withdraw_report(day(7, 11), "HD-01", "")


@pytest.mark.parametrize("outcome", [Outcome(" ", "BB"), Outcome("Xong", " ")])
def test_a_report_tells_result_and_evidence(outcome: Outcome) -> None:
    with pytest.raises(NothingWritten):
        adopted().report(day(7, 10), "HD-01", outcome)


def test_progress_is_reported_in_figures() -> None:
    found = adopted()
    with pytest.raises(FigureMissing):
        found.report(day(4, 1), "TD-01", DONE)
    found.report(day(4, 1), "TD-01", replace(DONE, reached=Decimal("94.1")))
    assert found.done == {"TD-01": date(2024, 4, 1)}


def test_nothing_is_done_before_its_year() -> None:
    found = adopted(replace(MEETING, due_on=date(2025, 6, 1)), year=2025)
    with pytest.raises(DoneBeforeTheYear):
        found.report(day(12, 31), "HD-01", DONE)
    found.report(day(1, 1, 2025), "HD-01", DONE)
    assert found.done == {"HD-01": date(2025, 1, 1)}


def test_only_what_is_planned_is_reported() -> None:
    with pytest.raises(UnknownItem):
        adopted().report(day(7, 10), "XX", DONE)
