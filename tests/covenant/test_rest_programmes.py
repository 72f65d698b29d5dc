"""A8: yearly programmes over REST and in the graph."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.covenant.cluster_life import (
    CHECK,
    HEAD,
    MEETING,
    PROGRAMMES,
    PROGRESS,
    adjust_year,
    plan_year,
    report,
)
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    begin_year,
    cluster_head,
    cluster_id,
    done,
    head,
    officer,
    refused,
    unit_id,
)

YEAR = f"{PROGRAMMES}/2024"
VII = str(cluster_id("2024/VII"))


def states(running: Running, at: str) -> dict[str, str]:
    return {each["code"]: each["state"] for each in running.get(YEAR, at=at)["items"]}


def test_items_are_open_late_done_and_done_late_as_of_a_day(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    report(running, "TD-01", "BHXH-64", "2024-04-05", reached=94.25)
    report(running, "KT-01", "BHXH-64", "2024-04-20")
    assert states(running, "2024-04-04") == {"TD-01": "open", "KT-01": "open", "HD-01": "open"}
    assert states(running, "2024-04-16") == {"TD-01": "done", "KT-01": "late", "HD-01": "open"}
    assert states(running, "2024-07-16") == {"TD-01": "done", "KT-01": "done_late", "HD-01": "late"}
    [progress] = [each for each in running.get(YEAR)["items"] if each["code"] == "TD-01"]
    shown = ("indicator", "expected", "reached", "done_on", "result", "evidence", "responsible_id")
    assert [progress[name] for name in shown] == [
        "BHYT_TYLE",
        "93.5",
        "94.25",
        "2024-04-05",
        "Đã thực hiện",
        "BB 12/BB-CTĐ",
        str(unit_id("BHXH-64")),
    ]


def test_an_adjustment_is_shown_with_its_reason_and_the_day_there_was_before(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    adjust_year(running)
    found = running.get(YEAR, at="2024-03-02")
    assert [(each["code"], each["due_on"], each["first_due_on"], each["state"]) for each in found["items"]] == [
        ("TD-01", "2024-04-05", "2024-04-05", "dropped"),
        ("KT-01", "2024-05-15", "2024-04-15", "open"),
        ("HD-01", "2024-07-15", "2024-07-15", "open"),
        ("HD-02", "2024-07-15", "2024-07-15", "open"),
    ]
    [adjustment] = found["adjustments"]
    assert adjustment == {
        "adjusted_on": "2024-03-01",
        "version": 2,
        "document": "KH 09",
        "reason": "Theo chỉ đạo mới",
        "added": ["HD-02"],
        "changed": [{"code": "KT-01", "due_on": "2024-05-15", "responsible_id": str(unit_id("BHXH-64"))}],
        "dropped": ["TD-01"],
    }
    types = [each["type"] for each in running.get(f"{YEAR}/history")["items"]]
    assert types == ["covenant.ProgrammeAdopted", "covenant.ProgrammeAdjusted"]


def test_an_earlier_day_has_what_was_planned_and_reported_by_then(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    adjust_year(running)
    report(running, "KT-01", "BHXH-64", "2024-04-20")
    adopted = running.get(YEAR)["adopted_on"]
    eve = str(date.fromisoformat(adopted) - timedelta(days=1))
    assert (states(running, eve), running.get("/programme-items", at=eve)["items"]) == ({}, [])
    before = {each["code"]: each for each in running.get(YEAR, at="2024-02-29")["items"]}
    assert sorted(before) == ["HD-01", "KT-01", "TD-01"]
    assert before["TD-01"]["state"] == "open"
    told = [running.get(YEAR, at=day)["items"] for day in ("2024-04-19", "2024-04-20")]
    done = [next(each for each in items if each["code"] == "KT-01") for items in told]
    assert [(each["done_on"], each["result"]) for each in done] == [(None, None), ("2024-04-20", "Đã thực hiện")]


def test_a_withdrawn_report_leaves_the_item_open(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    report(running, "HD-01", "BHXH-62", "2024-07-10")
    body = {"code": "HD-01", "reason": "Báo cáo nhầm"}
    done(running.post(f"{YEAR}/report-withdrawals", officer("BHXH-62"), body))
    assert states(running, "2024-07-12")["HD-01"] == "open"


def test_what_is_late_is_listed_by_cluster_unit_kind_and_state(running: Running) -> None:
    assert running.get("/programme-items") == {"items": [], "next": None}
    begin_year(running)
    plan_year(running)

    def found(**wanted: object) -> list[str]:
        return [each["code"] for each in running.get("/programme-items", at="2024-04-10", **wanted)["items"]]

    assert found() == ["TD-01", "KT-01", "HD-01"]
    assert (found(state="late"), found(state="open")) == (["TD-01"], ["KT-01", "HD-01"])
    assert (found(kind="inspection"), found(responsible=str(unit_id("BHXH-62")))) == (["KT-01"], ["HD-01"])
    assert (found(cluster=VII, year=2024), found(year=2025)) == (found(), [])
    assert refused(running.get_as(AUDITOR, "/programme-items", cluster="IX")) == (404, "unknown-cluster")
    first = running.get("/programme-items", limit=2)
    rest = running.get("/programme-items", limit=2, after=first["next"])
    assert [[each["code"] for each in page["items"]] for page in (first, rest)] == [["TD-01", "KT-01"], ["HD-01"]]


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        (STANDING_BODY, (403, "forbidden")),
        (officer("BHXH-62"), (403, "forbidden")),
        (cluster_head("BHXH-64"), (409, "not-head-in-office")),
    ],
)
def test_only_the_head_adopts(running: Running, who: Any, answer: tuple[int, str]) -> None:
    begin_year(running)
    body = {"year": 2024, "document": "KH 05", "items": [MEETING]}
    assert refused(running.post(PROGRAMMES, who, body)) == answer


def test_only_the_responsible_unit_or_the_head_reports(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    body = {"code": "KT-01", "result": "Xong", "evidence": "BB 1"}
    assert refused(running.post(f"{YEAR}/reports", officer("BHXH-66"), body)) == (403, "forbidden")
    assert refused(running.post(f"{YEAR}/reports", AUDITOR, body)) == (403, "forbidden")
    done(running.post(f"{YEAR}/reports", HEAD, body))


def test_a_programme_is_adopted_once_and_known_before_it_is_adjusted(running: Running) -> None:
    begin_year(running)
    body = {"document": "KH", "reason": "vì", "dropped": ["HD-01"]}
    assert refused(running.post(f"{YEAR}/adjustments", HEAD, body)) == (404, "unknown-programme")
    assert refused(running.get_as(AUDITOR, YEAR)) == (404, "missing")
    plan_year(running)
    again = {"year": 2024, "document": "KH 06", "items": [MEETING]}
    assert refused(running.post(PROGRAMMES, HEAD, again)) == (409, "programme-exists")


def test_a_refusal_names_unit_and_article_and_leaves_nothing(running: Running) -> None:
    begin_year(running)
    body = {"year": 2024, "document": "KH", "items": [MEETING, {**CHECK, "inspected": "BHXH-99"}]}
    answer = running.post(PROGRAMMES, HEAD, body)
    assert refused(answer) == (409, "unit-not-taking-part")
    assert (answer.json()["source"]["article"], "BHXH-99" in answer.json()["detail"]) == ("A.II.1.3", True)
    vague = {"year": 2024, "document": "KH", "items": [{**PROGRESS, "expected": None}]}
    assert refused(running.post(PROGRAMMES, HEAD, vague)) == (422, "progress-not-quantified")
    assert running.get("/programme-items")["items"] == []


def test_a_unit_head_of_a_member_reports_under_a_version(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    etag = running.get_as(AUDITOR, YEAR).headers["ETag"]
    body = {"code": "HD-01", "result": "Xong", "evidence": "BB 1"}
    done(running.post(f"{YEAR}/reports", head("BHXH-62"), body, If_Match=etag))
    late = {"code": "HD-01", "reason": "Nhầm"}
    assert refused(running.post(f"{YEAR}/report-withdrawals", head("BHXH-62"), late, If_Match=etag)) == (
        412,
        "stale-version",
    )


RESULT = "{ __typename ... on Refusal { code } }"
ADOPT = f"""mutation($cluster: ID!, $items: [PlanItemInput!]!) {{ adoptProgramme(cluster: $cluster, year: 2024,
  document: "KH 05", items: $items, terms: {{effectiveAt: "2024-01-20T05:00:00Z"}}) {RESULT} }}"""
ADJUST = f"""mutation($cluster: ID!, $adjustment: PlanAdjustmentInput!) {{ adjustProgramme(cluster: $cluster,
  year: 2024, adjustment: $adjustment, terms: {{effectiveAt: "2024-03-01T05:00:00Z"}}) {RESULT} }}"""
REPORT = f"""mutation($cluster: ID!, $report: PlanReportInput!) {{ reportProgrammeItem(cluster: $cluster, year: 2024,
  report: $report, terms: {{effectiveAt: "2024-05-16T05:00:00Z"}}) {RESULT} }}"""
WITHDRAW = f"""mutation($cluster: ID!) {{ withdrawProgrammeReport(cluster: $cluster, year: 2024, code: "KT-01",
  reason: "Nhầm") {RESULT} }}"""
ASK = """query($cluster: ID!) {
  cluster(id: $cluster, at: "2024-05-20") { programmes(year: 2024) { year document
    items(kind: INSPECTION) { code state dueOn firstDueOn responsible { code } inspected { code } doneOn result }
    adjustments { reason added changed { code dueOn } dropped } } }
  planItems(cluster: $cluster, at: "2024-08-01", state: LATE) { nodes { code year } } }"""


def test_the_graph_adopts_adjusts_reports_and_shows(running: Running) -> None:
    begin_year(running)
    item = {**{name: value for name, value in CHECK.items() if name != "due_on"}, "dueOn": "2024-04-15"}
    check = {**item, "kind": "INSPECTION"}
    meeting = {
        "code": "HD-01",
        "kind": "ACTIVITY",
        "content": "Sơ kết",
        "dueOn": "2024-07-15",
        "responsible": "BHXH-62",
    }
    done_ = {"__typename": "Receipt"}
    assert running.graph(ADOPT, HEAD, cluster=VII, items=[])["adoptProgramme"]["code"] == "empty-programme"
    assert running.graph(ADOPT, HEAD, cluster=VII, items=[check, meeting])["adoptProgramme"] == done_
    change = {"code": "KT-01", "dueOn": "2024-05-15", "responsible": "BHXH-64"}
    adjustment = {"document": "KH 09", "reason": "Lùi ngày", "changed": [change]}
    assert running.graph(ADJUST, HEAD, cluster=VII, adjustment=adjustment)["adjustProgramme"] == done_
    told = {"code": "KT-01", "result": "Xong", "evidence": "BB 1"}
    assert running.graph(REPORT, officer("BHXH-64"), cluster=VII, report=told)["reportProgrammeItem"] == done_
    found = running.graph(ASK, cluster=VII)
    assert found["planItems"]["nodes"] == [{"code": "HD-01", "year": 2024}]
    [programme] = found["cluster"]["programmes"]
    assert programme["items"] == [
        {
            "code": "KT-01",
            "state": "DONE_LATE",
            "dueOn": "2024-05-15",
            "firstDueOn": "2024-04-15",
            "responsible": {"code": "BHXH-64"},
            "inspected": {"code": "BHXH-66"},
            "doneOn": "2024-05-16",
            "result": "Xong",
        }
    ]
    assert programme["adjustments"][0]["changed"] == [{"code": "KT-01", "dueOn": "2024-05-15"}]
    assert running.graph(WITHDRAW, officer("BHXH-64"), cluster=VII)["withdrawProgrammeReport"] == done_
