"""C11: inspections over REST and in the graph."""

from __future__ import annotations

from typing import Any

import pytest

from services.covenant.application import inspections
from services.covenant.application.loading import members_on
from tests.covenant.cluster_life import (
    CROSS_CHECK,
    FINDING,
    HEAD,
    INSPECTIONS,
    PROGRAMMES,
    close,
    inspect,
    plan_year,
    report,
)
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    begin_year,
    cluster_id,
    done,
    establish,
    head,
    officer,
    refused,
    unit_id,
)

INSPECTOR, INSPECTED = officer("BHXH-64"), officer("BHXH-66")
REMEDY = {"report": "Đã đối chiếu", "evidence": "BC 31/BC-BHXH"}


def begin(running: Running) -> str:
    begin_year(running)
    plan_year(running)
    return inspect(running)


def test_a_finding_is_followed_until_the_inspection_is_closed(running: Running) -> None:
    address = begin(running)
    conclusion = {"conclusion": "Đã khắc phục"}
    answer = running.post(f"{address}/closing", INSPECTOR, conclusion)
    assert refused(answer) == (409, "open-findings")
    assert answer.json()["source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"
    done(running.post(f"{address}/findings/1/remedy", INSPECTED, REMEDY, Effective_At="2024-05-05"))
    back = {"reason": "Thiếu chứng từ", "due_on": "2024-06-01"}
    done(running.post(f"{address}/findings/1/rejection", INSPECTOR, back, Effective_At="2024-05-06"))
    done(running.post(f"{address}/findings/1/remedy", INSPECTED, REMEDY, Effective_At="2024-05-20"))
    done(running.post(f"{address}/findings/1/confirmation", head("BHXH-64"), Effective_At="2024-05-21"))
    done(running.post(f"{address}/closing", INSPECTOR, conclusion, Effective_At="2024-05-22"))
    found = running.get(address)
    [finding] = found["findings"]
    assert (found["closed_on"], found["conclusion"], found["plan_item"]) == ("2024-05-22", "Đã khắc phục", "KT-01")
    shown = ("state", "due_on", "reported_on", "settled_on", "rejections", "reason", "overdue")
    assert [finding[name] for name in shown] == [
        "confirmed",
        "2024-06-01",
        "2024-05-20",
        "2024-05-21",
        1,
        "Thiếu chứng từ",
        False,
    ]
    done(running.post(f"{address}/reopening", INSPECTOR, {"reason": "Tình tiết mới"}))
    assert running.get(address)["closed_on"] is None
    types = [each["type"].removeprefix("covenant.") for each in running.get(f"{address}/history")["items"]]
    assert types[-3:] == ["RemedyConfirmed", "InspectionClosed", "InspectionReopened"]


def item(running: Running, at: str = "2024-12-31") -> list[Any]:
    """The item of the plan that the cross-check was opened by."""
    [found] = [each for each in running.get(f"{PROGRAMMES}/2024", at=at)["items"] if each["code"] == "KT-01"]
    return [found[name] for name in ("state", "done_on", "result", "evidence", "inspection_id")]


NOT_DONE = [None, None, None, None]


def test_closing_an_inspection_marks_the_item_that_planned_it_and_reopening_takes_that_back(running: Running) -> None:
    address = begin(running)
    assert item(running) == ["late", *NOT_DONE]
    assert close(running, address, "2024-05-22")["details"] == {"plan_item": "KT-01"}
    marked = ["done_late", "2024-05-22", "Không còn tồn tại", "KTC-01", address.rpartition("/")[2]]
    assert (item(running), item(running, "2024-05-21")[0]) == (marked, "late")
    withdrawal = {"code": "KT-01", "reason": "Nhầm"}
    answer = running.post(f"{PROGRAMMES}/2024/report-withdrawals", HEAD, withdrawal)
    assert refused(answer) == (409, "item-done-by-inspection")
    shown = """{ planItems(kind: INSPECTION) { nodes { code state inspection { code } } } }"""
    by = {"code": "KT-01", "state": "DONE_LATE", "inspection": {"code": "KTC-01"}}
    assert running.graph(shown)["planItems"]["nodes"] == [by]
    again = running.post(f"{address}/reopening", INSPECTOR, {"reason": "Tình tiết mới"}, Effective_At="2024-06-01")
    assert done(again)["details"] == {"plan_item": "KT-01"}
    assert item(running) == ["late", *NOT_DONE]
    types = [each["type"].removeprefix("covenant.") for each in running.get(f"{PROGRAMMES}/2024/history")["items"]]
    assert types == ["ProgrammeAdopted", "ProgrammeItemInspected", "ProgrammeReportWithdrawn"]


def test_closing_an_inspection_leaves_a_reported_item_and_the_plan_of_others_alone(running: Running) -> None:
    address = begin(running)
    report(running, "KT-01", "BHXH-64", "2024-04-25")
    assert close(running, address, "2024-05-22")["details"] == {}
    assert item(running) == ["done_late", "2024-04-25", "Đã thực hiện", "BB 12/BB-CTĐ", None]
    assert done(running.post(f"{address}/reopening", INSPECTOR, {"reason": "Tình tiết mới"}))["details"] == {}
    beside = {**CROSS_CHECK, "code": "KTC-02", "plan_item": ""}
    opened = done(running.post(INSPECTIONS, HEAD, beside, Effective_At="2024-04-15"), 201)
    end = running.post(f"/inspections/{opened['id']}/closing", INSPECTOR, {"conclusion": "Không có tồn tại"})
    assert done(end)["details"] == {}
    assert item(running)[1] == "2024-04-25"


def test_open_findings_are_listed_by_unit_cluster_state_and_overdue(running: Running) -> None:
    assert running.get("/findings") == {"items": [], "next": None}
    address = begin(running)
    minor = {**FINDING, "severity": "minor", "due_on": "2024-06-10"}
    done(running.post(f"{address}/findings", INSPECTOR, minor, Effective_At="2024-04-21"))

    def found(at: str = "2024-05-20", **wanted: object) -> list[int]:
        return [each["number"] for each in running.get("/findings", at=at, **wanted)["items"]]

    assert (found(overdue=True), found(overdue=False), found("2024-05-10", overdue=True)) == ([1], [2], [])
    assert (found(state="open"), found(state="confirmed"), found(severity="minor")) == ([1, 2], [], [2])
    assert (found(inspected=str(unit_id("BHXH-66"))), found(inspected=str(unit_id("BHXH-64")))) == ([1, 2], [])
    assert found(cluster=str(cluster_id("2024/VII"))) == [1, 2]
    assert refused(running.get_as(AUDITOR, "/findings", cluster="IX")) == (404, "unknown-cluster")
    done(running.post(f"{address}/findings/1/remedy", INSPECTED, REMEDY, Effective_At="2024-05-15"))
    assert (found(overdue=True), found("2024-05-14", overdue=True)) == ([], [1])
    page = running.get("/findings", limit=1)
    assert [each["number"] for each in running.get("/findings", limit=1, after=page["next"])["items"]] == [2]


def test_inspections_are_listed_with_filters(running: Running) -> None:
    address = begin(running)
    by, of = str(unit_id("BHXH-64")), str(unit_id("BHXH-66"))

    def found(**wanted: object) -> list[str]:
        return [each["code"] for each in running.get("/inspections", **wanted)["items"]]

    every = ["KTC-01"]
    assert (found(), found(inspector=by), found(inspected=of), found(inspected=by)) == (every, every, every, [])
    assert (found(kind="cross_check"), found(kind="inspection"), found(closed=True)) == (every, [], [])
    done(running.post(f"{address}/findings/1/withdrawal", INSPECTOR, {"reason": "Nhầm đơn vị"}))
    done(running.post(f"{address}/closing", INSPECTOR, {"conclusion": "Không có tồn tại"}))
    assert (found(closed=True), found(closed=False), found(cluster=str(cluster_id("2024/VII")))) == (every, [], every)


def test_each_side_does_its_own_part_only(running: Running) -> None:
    address = begin(running)
    for who in (INSPECTED, HEAD, STANDING_BODY, AUDITOR):
        assert refused(running.post(f"{address}/findings", who, FINDING)) == (403, "forbidden")
        assert refused(running.post(f"{address}/closing", who, {"conclusion": "x"})) == (403, "forbidden")
    for who in (INSPECTOR, HEAD, STANDING_BODY):
        assert refused(running.post(f"{address}/findings/1/remedy", who, REMEDY)) == (403, "forbidden")
    assert refused(running.post(INSPECTIONS, INSPECTOR, CROSS_CHECK)) == (403, "forbidden")


def test_an_opening_that_is_not_right_is_refused(running: Running) -> None:
    begin(running)
    establish(running, "BHXH-99")

    def answer(**others: object) -> tuple[int, str]:
        return refused(running.post(INSPECTIONS, HEAD, {**CROSS_CHECK, "code": "KTC-02", **others}))

    assert refused(running.post(INSPECTIONS, HEAD, CROSS_CHECK)) == (409, "inspection-exists")
    assert answer(inspected="BHXH-00") == (404, "unknown-unit")
    assert answer(inspected="BHXH-99", plan_item="") == (409, "not-of-the-cluster")
    assert answer(inspected="BHXH-67") == (409, "not-in-the-inspection-plan")
    assert answer(plan_item="HD-01") == (409, "not-in-the-inspection-plan")
    assert answer(period="2023-Q4") == (409, "not-in-the-inspection-plan")
    assert answer(period="2024-q1", plan_item="KT-99") == (409, "not-in-the-inspection-plan")
    assert answer(period="quý 1") == (422, "malformed-period")
    assert answer() == (409, "plan-item-taken-up")
    assert (
        done(running.post(INSPECTIONS, HEAD, {**CROSS_CHECK, "code": "KTC-02", "plan_item": ""}), 201)["version"] == 1
    )


def test_of_two_inspections_by_one_item_opened_at_once_one_is_refused(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_year(running)
    plan_year(running)

    def meanwhile(*asked: Any) -> Any:
        monkeypatch.setattr(inspections, "members_on", members_on)
        done(running.post(INSPECTIONS, HEAD, CROSS_CHECK, Effective_At="2024-04-15"), 201)
        return members_on(*asked)

    monkeypatch.setattr(inspections, "members_on", meanwhile)
    second = {**CROSS_CHECK, "code": "KTC-02"}
    answer = running.post(INSPECTIONS, HEAD, second, Effective_At="2024-04-15")
    assert (refused(answer), "KTC-01" in answer.json()["detail"]) == ((409, "plan-item-taken-up"), True)
    assert [each["code"] for each in running.get("/inspections")["items"]] == ["KTC-01"]


RESULT = "{ __typename ... on Receipt { id details } ... on Refusal { code } }"
INSPECTION = """{ code kind period planItem closedOn inspector { code } inspected { code }
  findings { number severity state overdue dueOn reason inspected { code } } }"""


def test_the_graph_opens_follows_and_closes(running: Running) -> None:
    begin_year(running)
    opening = """{code: "KTC-01", kind: CROSS_CHECK, inspector: "BHXH-64", inspected: "BHXH-66", period: "2024-Q1"}"""
    own = cluster_id("2024/VII")
    opened = running.graph(f'mutation {{ openInspection(cluster: "{own}", inspection: {opening}) {RESULT} }}', HEAD)
    key = opened["openInspection"]["id"]

    def do(who: object, call: str, *arguments: str) -> str:
        given = ", ".join([f'inspection: "{key}"', *arguments])
        [answer] = running.graph(f"mutation {{ {call}({given}) {RESULT} }}", who).values()  # type: ignore[arg-type]
        return str(answer.get("code", answer["__typename"]))

    weight = 'finding: {severity: SIGNS_OF_WRONGDOING, text: "Sai", remedy: "Sửa", dueOn: "2024-12-31"}'
    assert do(INSPECTED, "recordFinding", weight) == "forbidden"
    assert [do(INSPECTOR, "recordFinding", weight) for _ in range(2)] == ["Receipt", "Receipt"]
    assert do(INSPECTOR, "withdrawFinding", "number: 2", 'reason: "Trùng"') == "Receipt"
    told = ("number: 1", 'report: "Đã sửa"', 'evidence: "BC 1"')
    assert do(INSPECTED, "reportRemedy", *told) == "Receipt"
    assert do(INSPECTOR, "rejectRemedy", "number: 1", 'reason: "Thiếu"', 'dueOn: "2025-01-15"') == "Receipt"
    assert do(INSPECTOR, "closeInspection", 'conclusion: "Xong"') == "open-findings"
    assert do(INSPECTED, "reportRemedy", *told) == "Receipt"
    assert do(INSPECTOR, "confirmRemedy", "number: 1") == "Receipt"
    assert do(INSPECTOR, "closeInspection", 'conclusion: "Xong"') == "Receipt"
    found = running.graph(f"""{{ cluster(code: "2024/VII") {{ inspections {INSPECTION} }}
      inspections(closed: true) {{ nodes {{ code }} }} findings(state: CONFIRMED) {{ nodes {{ number }} }} }}""")
    assert found["inspections"]["nodes"] == [{"code": "KTC-01"}]
    assert found["findings"]["nodes"] == [{"number": 1}]
    [inspection] = found["cluster"]["inspections"]
    assert (inspection["closedOn"], inspection["inspector"]) == ("2024-12-31", {"code": "BHXH-64"})
    assert [(each["number"], each["state"], each["reason"]) for each in inspection["findings"]] == [
        (1, "CONFIRMED", "Thiếu"),
        (2, "WITHDRAWN", "Trùng"),
    ]
    assert do(INSPECTOR, "reopenInspection", 'reason: "Mới"') == "Receipt"


def test_what_is_overdue_is_told_as_of_the_day_whatever_happened_since(running: Running) -> None:
    address = begin(running)  # its remedy is due on 10 May
    done(running.post(f"{address}/findings/1/remedy", INSPECTED, REMEDY, Effective_At="2024-05-12"))
    back = {"reason": "Thiếu chứng từ", "due_on": "2024-05-20"}
    done(running.post(f"{address}/findings/1/rejection", INSPECTOR, back, Effective_At="2024-05-14"))
    done(running.post(f"{address}/findings/1/remedy", INSPECTED, REMEDY, Effective_At="2024-05-22"))
    done(running.post(f"{address}/findings/1/confirmation", head("BHXH-64"), Effective_At="2024-05-23"))

    def told(at: str) -> list[tuple[object, ...]]:
        shown = ("state", "overdue", "reported_on", "settled_on")
        return [tuple(row[name] for name in shown) for row in running.get("/findings", at=at)["items"]]

    days = ("2024-04-01", "2024-05-10", "2024-05-11", "2024-05-12", "2024-05-14", "2024-05-21", "2024-05-23")
    assert [told(day) for day in days] == [
        [],
        [("open", False, None, None)],
        [("open", True, None, None)],
        [("reported", False, None, None)],
        [("open", False, None, None)],
        [("open", True, None, None)],
        [("confirmed", False, "2024-05-22", "2024-05-23")],
    ]
    late = [len(running.get("/findings", overdue=True, at=day)["items"]) for day in days]
    assert late == [0, 0, 1, 0, 0, 1, 0]
    still = running.get("/findings", state="reported", at="2024-05-13")["items"]
    assert [row["number"] for row in still] == [1]
    sums = [running.get("/cluster-oversight", year=2024, at=day)["items"][0] for day in ("2024-05-11", "2024-05-23")]
    assert [(row["open_findings"], row["overdue_findings"]) for row in sums] == [(1, 1), (0, 0)]
