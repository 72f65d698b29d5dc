"""C11: inspections and cross-checks: findings with a remedy and a day, followed until they are closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from kernel.refusals import Refusal
from services.covenant.domain.inspection import (
    Finding,
    FindingState,
    Inspection,
    InspectionKind,
    Mandate,
    Severity,
)
from services.covenant.domain.refusals.clusters import ClusterNotInExistence
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.inspections import (
    FindingNotInState,
    InspectionIsClosed,
    InspectionNotClosed,
    InspectsItself,
    MalformedPeriod,
    NotInTheInspectionPlan,
    NotOfTheCluster,
    OpenFindings,
    PeriodNotBegun,
    RemedyDueBefore,
    UnknownInspectionFinding,
    WholeYearCrossCheck,
)
from services.covenant.domain.rules import inspections as rules
from tests.covenant.examples import cluster, day, units

FIRST, SECOND = MEMBERS = units("BHXH-62", "BHXH-64")
UNITS = {each.id for each in MEMBERS}
CLUSTER = cluster(*MEMBERS)
MANDATE = Mandate(InspectionKind.CROSS_CHECK, FIRST.id, SECOND.id, "2024-Q1", "KT-01")
FINDING = Finding(Severity.MAJOR, "Số liệu nợ chưa khớp", "Đối chiếu lại", date(2024, 5, 10))


def opened(mandate: Mandate = MANDATE, code: str = "KTC-01") -> Inspection:
    return Inspection.open(day(4, 15), CLUSTER, code, mandate, UNITS)


def found() -> Inspection:
    inspection = opened()
    inspection.find(day(4, 20), FINDING)
    return inspection


def reported() -> Inspection:
    inspection = found()
    inspection.report_remedy(day(5, 5), 1, "Đã đối chiếu", "BC 31/BC-BHXH")
    return inspection


def confirmed() -> Inspection:
    inspection = reported()
    inspection.confirm_remedy(day(5, 8), 1)
    return inspection


def closed() -> Inspection:
    inspection = confirmed()
    inspection.close(day(5, 9), "Đã khắc phục")
    return inspection


def test_an_inspection_goes_from_finding_to_confirmation_and_is_closed() -> None:
    inspection = closed()
    names = [type(each).__name__ for each in inspection.pending_events]
    assert names == ["Opened", "FindingRecorded", "RemedyReported", "RemedyConfirmed", "Closed"]
    assert (inspection.closed_on, inspection.findings) == (date(2024, 5, 9), {1: FindingState.CONFIRMED})


@pytest.mark.parametrize("unsettled", [found, reported])
def test_nothing_closes_with_an_open_finding(unsettled: Callable[[], Inspection]) -> None:
    inspection = unsettled()
    inspection.find(day(5, 6), FINDING)
    with pytest.raises(OpenFindings) as refused:
        inspection.close(day(5, 9), "Kết thúc")
    assert refused.value.facts == {"inspection": "KTC-01", "findings": "1, 2"}


def test_an_inspection_without_findings_closes() -> None:
    inspection = opened()
    inspection.close(day(4, 16), "Không có tồn tại")
    assert inspection.closed_on == date(2024, 4, 16)


def test_a_withdrawn_finding_no_longer_keeps_it_open() -> None:
    inspection = found()
    inspection.withdraw_finding(day(4, 22), 1, "Ghi nhầm đơn vị")
    inspection.close(day(4, 23), "Không có tồn tại")
    assert inspection.findings == {1: FindingState.WITHDRAWN}
    inspection = reported()
    inspection.withdraw_finding(day(5, 6), 1, "Ghi nhầm đơn vị")
    assert inspection.findings == {1: FindingState.WITHDRAWN}


def test_a_remedy_that_is_sent_back_is_reported_again() -> None:
    inspection = reported()
    inspection.reject_remedy(day(5, 7), 1, "Thiếu chứng từ", date(2024, 6, 1))
    assert inspection.findings == {1: FindingState.OPEN}
    inspection.report_remedy(day(5, 20), 1, "Đã bổ sung", "BC 40")
    assert inspection.findings == {1: FindingState.REPORTED}


@pytest.mark.parametrize(
    ("begin", "step"),
    [
        (found, lambda it: it.confirm_remedy(day(5, 8), 1)),
        (found, lambda it: it.reject_remedy(day(5, 8), 1, "Thiếu", date(2024, 6, 1))),
        (reported, lambda it: it.report_remedy(day(5, 8), 1, "Lại", "BC")),
        (confirmed, lambda it: it.report_remedy(day(5, 8), 1, "Lại", "BC")),
        (confirmed, lambda it: it.withdraw_finding(day(5, 8), 1, "Nhầm")),
    ],
)
def test_a_finding_goes_its_way(begin: Callable[[], Inspection], step: Callable[[Inspection], None]) -> None:
    with pytest.raises(FindingNotInState):
        step(begin())


def test_a_finding_that_there_is_not_is_unknown() -> None:
    with pytest.raises(UnknownInspectionFinding):
        found().report_remedy(day(5, 5), 2, "Đã đối chiếu", "BC 31")


@pytest.mark.parametrize(
    "step",
    [
        lambda it: it.find(day(5, 20), replace(FINDING, due_on=date(2024, 6, 1))),
        lambda it: it.report_remedy(day(5, 20), 1, "Đã đối chiếu", "BC 31"),
        lambda it: it.close(day(5, 20), "Kết thúc"),
    ],
)
def test_a_closed_inspection_takes_nothing_more(step: Callable[[Inspection], None]) -> None:
    with pytest.raises(InspectionIsClosed):
        step(closed())


def test_nothing_is_recorded_of_a_day_before_it_was_opened() -> None:
    with pytest.raises(InspectionIsClosed):
        opened().find(day(4, 14), FINDING)


def test_a_reopened_inspection_goes_on() -> None:
    inspection = closed()
    inspection.reopen(day(6, 1), "Phát sinh tình tiết mới")
    inspection.find(day(6, 2), replace(FINDING, due_on=date(2024, 6, 30)))
    assert inspection.findings == {1: FindingState.CONFIRMED, 2: FindingState.OPEN}


def test_only_a_closed_one_is_reopened() -> None:
    with pytest.raises(InspectionNotClosed):
        opened().reopen(day(6, 1), "Nhầm")


@pytest.mark.parametrize(("due_on", "refused"), [(date(2024, 4, 19), True), (date(2024, 4, 20), False)])
def test_a_remedy_is_due_on_a_day_that_has_not_passed(due_on: date, *, refused: bool) -> None:
    inspection = opened()
    if refused:
        with pytest.raises(RemedyDueBefore):
            inspection.find(day(4, 20), replace(FINDING, due_on=due_on))
    else:
        assert inspection.find(day(4, 20), replace(FINDING, due_on=due_on)) == 1


@pytest.mark.parametrize(
    "step",
    [
        lambda: opened().find(day(4, 20), replace(FINDING, text=" ")),
        lambda: opened().find(day(4, 20), replace(FINDING, remedy="")),
        lambda: found().report_remedy(day(5, 5), 1, "", "BC"),
        lambda: found().report_remedy(day(5, 5), 1, "Xong", ""),
        lambda: reported().reject_remedy(day(5, 5), 1, " ", date(2024, 6, 1)),
        lambda: found().withdraw_finding(day(5, 5), 1, ""),
        lambda: confirmed().close(day(5, 9), ""),
        lambda: closed().reopen(day(5, 10), ""),
    ],
)
def test_every_step_says_something(step: Callable[[], object]) -> None:
    with pytest.raises(NothingWritten):
        step()


@pytest.mark.parametrize(
    ("mandate", "refusal"),
    [
        (replace(MANDATE, inspected_id=FIRST.id), InspectsItself),
        (replace(MANDATE, inspected_id=UUID(int=9)), NotOfTheCluster),
        (replace(MANDATE, inspector_id=UUID(int=9)), NotOfTheCluster),
        (replace(MANDATE, period="2024-Q5"), MalformedPeriod),
        (replace(MANDATE, period="2024"), WholeYearCrossCheck),
        (replace(MANDATE, period="2024-Q3"), PeriodNotBegun),
        (replace(MANDATE, period="2024-H2"), PeriodNotBegun),
    ],
)
def test_a_mandate_that_is_not_right_is_refused(mandate: Mandate, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        opened(mandate)


@pytest.mark.parametrize("period", ["2024-Q2", "2024-H1", "2023-Q4"])
def test_a_cross_check_is_of_a_quarter_or_half_year_that_has_begun(period: str) -> None:
    assert opened(replace(MANDATE, period=period)).mandate.period == period


def test_an_inspection_by_the_plan_may_be_of_the_year() -> None:
    mandate = replace(MANDATE, kind=InspectionKind.INSPECTION, period="2024")
    assert opened(mandate).mandate.kind is InspectionKind.INSPECTION


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-Q1", date(2024, 1, 1)),
        ("2024-Q4", date(2024, 10, 1)),
        ("2024-H2", date(2024, 7, 1)),
    ],
)
def test_a_period_begins_on_its_first_day(period: str, first: date) -> None:
    assert rules.first_day_of(rules.a_period_is_named(period)) == first


def test_a_code_can_be_cited() -> None:
    with pytest.raises(MalformedCode):
        opened(code="KTC 01")


def test_an_inspection_is_in_a_cluster_that_is_there() -> None:
    ended = cluster(*MEMBERS)
    ended.disband(day(3, 1), date(2024, 3, 1))
    with pytest.raises(ClusterNotInExistence):
        Inspection.open(day(4, 15), ended, "KTC-01", MANDATE, UNITS)


def test_what_cites_the_plan_is_what_was_planned() -> None:
    rules.the_plan_foresees_it("", 2024, foreseen=False)
    rules.the_plan_foresees_it("KT-01", 2024, foreseen=True)
    with pytest.raises(NotInTheInspectionPlan):
        rules.the_plan_foresees_it("KT-01", 2024, foreseen=False)
