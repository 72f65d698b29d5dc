"""C11: inspections over REST and in the graph."""

from __future__ import annotations

from tests.covenant.cluster_life import CROSS_CHECK, FINDING, HEAD, INSPECTIONS, inspect, plan_year
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
    assert (found(cluster=str(cluster_id("2024/VII"))), found(cluster=str(cluster_id("IX")))) == ([1, 2], [])
    done(running.post(f"{address}/findings/1/remedy", INSPECTED, REMEDY))
    assert found(overdue=True) == []
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
    assert answer(period="2024-Q1", plan_item="KT-99") == (409, "not-in-the-inspection-plan")
    assert answer(period="quý 1") == (422, "malformed-period")


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
