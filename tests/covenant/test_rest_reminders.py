"""E1: everything late, missing or thin in one list, and reminders about it on record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.cluster_life import (
    HEAD,
    MEETING,
    PROGRAMMES,
    close,
    inspect,
    issue_twice,
    plan_year,
    report,
)
from tests.covenant.long import MOVEMENT, begin, covenant_of, department, official, reached, submit
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    begin_year,
    cluster_head,
    cluster_id,
    done,
    elect,
    establish,
    form,
    head,
    movement_id,
    officer,
    refused,
    register,
    sign,
    unit_id,
)

VII = str(cluster_id("2024/VII"))
SHOWN = ("kind", "subject", "fault", "unit_code", "due_on")


def matters(running: Running, at: str, **wanted: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = running.get("/oversight", at=at, **wanted)["items"]
    return found


def told(running: Running, at: str, *members: str, **wanted: object) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in members or SHOWN) for row in matters(running, at, **wanted)]


def test_where_nothing_is_there_nothing_is_late(running: Running) -> None:
    assert running.get("/oversight") == {"items": [], "next": None}
    assert running.get("/reminders") == {"items": [], "next": None}


def test_what_a_cluster_owes_shows_as_of_a_day(running: Running) -> None:
    begin_year(running)
    assert told(running, "2024-01-20") == [
        ("operating_rules", "", "missing", "BHXH-62", "2024-01-01"),
        ("programme", "2024", "missing", "BHXH-62", "2024-01-01"),
    ]
    plan_year(running)
    issue_twice(running)
    inspect(running)
    assert told(running, "2024-03-31") == []
    assert told(running, "2024-05-20", kind="plan_item") == [
        ("plan_item", "TD-01", "late", "BHXH-64", "2024-04-05"),
        ("plan_item", "KT-01", "late", "BHXH-64", "2024-04-15"),
    ]
    assert told(running, "2024-05-11", kind="finding") == [("finding", "1", "late", "BHXH-66", "2024-05-10")]
    [finding] = matters(running, "2024-05-11", kind="finding")
    assert (finding["detail"], finding["cluster_code"]) == ("KTC-01: Số liệu nợ chưa khớp", "2024/VII")
    assert finding["source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"
    assert told(running, "2024-05-10", kind="finding") == []


def test_what_was_done_late_is_told_apart_from_what_waits(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    report(running, "TD-01", "BHXH-64", "2024-04-06", reached=93.5)
    assert told(running, "2024-04-10", "subject", "waits", kind="plan_item") == [("TD-01", False)]
    assert told(running, "2024-04-16", "subject", kind="plan_item", waits=True) == [("KT-01",)]
    assert told(running, "2024-04-16", "subject", kind="plan_item", waits=False) == [("TD-01",)]


def test_a_programme_without_one_of_its_three_plans_is_thin(running: Running) -> None:
    begin_year(running)
    body = {"year": 2024, "document": "KH 05/KH-CTĐ", "items": [MEETING]}
    done(running.post(PROGRAMMES, HEAD, body, Effective_At="2024-01-20"), 201)
    assert told(running, "2024-01-19", "fault", kind="programme") == [("missing",)]
    assert told(running, "2024-01-20", "fault", "detail", "due_on", kind="programme") == [
        ("thin", "progress inspection", "2024-01-20")
    ]


@pytest.mark.parametrize(
    ("reached", "direction", "behind"),
    [(93.4, "HIGHER", True), (93.5, "HIGHER", False), (93.6, "LOWER", True), (93.5, "LOWER", False)],
)
def test_progress_is_behind_its_plan_in_the_direction_of_the_covenant(
    running: Running, reached: float, direction: str, *, behind: bool
) -> None:
    begin_year(running)
    plan_year(running)
    report(running, "TD-01", "BHXH-64", "2024-04-05", reached=reached)
    assert told(running, "2024-04-06", kind="progress") == []  # nobody has said which way the indicator is better
    target = {"indicator": "BHYT_TYLE", "name": "BHYT", "unit_of_measure": "%", "direction": direction, "value": 95}
    body = {"unit": "BHXH-64", "movement": "TDTX-2024", "targets": [target]}
    done(running.post("/covenants", officer("BHXH-64"), body, Effective_At="2024-02-01"), 201)
    expected = [("progress", "TD-01", "behind", "BHXH-64", "2024-04-05")]
    assert told(running, "2024-04-06", kind="progress") == (expected if behind else [])


def test_a_quarter_without_a_cross_check_is_missing_until_its_half_year_is_over(running: Running) -> None:
    begin_year(running)
    plan_year(running)

    def found(at: str) -> list[tuple[object, ...]]:
        return told(running, at, "subject", "fault", "due_on", kind="cross_check")

    first, second = "2024-Q1", "2024-Q2"
    assert (found("2024-03-31"), found("2024-04-01")) == ([], [(first, "missing", "2024-06-30")])
    assert found("2024-06-30") == [(first, "missing", "2024-06-30")]
    assert found("2024-07-01") == [(first, "late", "2024-06-30"), (second, "late", "2024-06-30")]
    inspect(running)
    assert found("2024-07-01") == [(second, "late", "2024-06-30")]
    half = {"code": "KTC-02", "kind": "cross_check", "inspector": "BHXH-64", "inspected": "BHXH-66"}
    path = f"/clusters/{VII}/inspections"
    done(running.post(path, HEAD, {**half, "period": "2024-H1"}, Effective_At="2024-07-05"), 201)
    assert (found("2024-07-04"), found("2024-07-05")) == ([(second, "late", "2024-06-30")], [])
    assert [each[0] for each in found("2025-01-01")] == ["2024-Q3", "2024-Q4"]


def test_who_has_not_signed_or_registered_shows_after_the_deadline(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-62")
    sign(running, "BHXH-64", on="2024-04-02")
    register(running, "BHXH-62")
    register(running, "BHXH-64", on="2024-04-02")
    assert told(running, "2024-03-31", movement=str(movement_id("TDTX-2024"))) == []
    of = ("unit_code", "fault", "waits", "cluster_code", "movement_code")
    missing = [(unit, "missing", True, "2024/VII", "TDTX-2024") for unit in ("BHXH-64", "BHXH-66", "BHXH-67")]
    late = ("BHXH-64", "late", False, "2024/VII", "TDTX-2024")
    for kind in ("covenant", "registration"):
        assert sorted(told(running, "2024-04-01", *of, kind=kind)) == missing
        assert sorted(told(running, "2024-04-02", *of, kind=kind)) == [late, *missing[1:]]
    own = told(running, "2024-04-02", "kind", unit=str(unit_id("BHXH-66")), cluster=VII, fault="missing")
    assert own == [("covenant",), ("registration",)]


def test_in_a_units_own_movement_the_units_under_it_take_part_and_a_merged_one_does_not(running: Running) -> None:
    establish(running, "BHXH-62", "BHXH-64")
    establish(running, "BHXH-62-01", "BHXH-62-02", kind="district", parent="BHXH-62")
    launch = {"code": "TD-62", "kind": "annual", "theme": "Thu, giảm nợ", "contents": ["Thu"], "organiser": "BHXH-62"}
    period = {"period_from": "2024-01-01", "period_to": "2024-12-31"}
    done(running.post("/movements", head("BHXH-62"), {**launch, **period}, Effective_At="2024-01-10"), 201)
    found = told(running, "2024-04-01", "unit_code", kind="covenant")
    assert sorted(found) == [("BHXH-62-01",), ("BHXH-62-02",)]
    merger = {"into": "BHXH-62-01"}
    address = f"/units/{unit_id('BHXH-62-02')}/merger"
    done(running.post(address, STANDING_BODY, merger, Effective_At="2024-05-01"))
    assert told(running, "2024-05-01", "unit_code", kind="covenant") == [("BHXH-62-01",)]


def test_who_has_not_handed_in_or_appraised_the_targets_of_a_long_movement_shows(running: Running) -> None:
    begin(running, "BHXH-35", "BHXH-37", "BHXH-68")
    body = {"code": "CUM-I", "name": "Cụm I", "kind": "cluster"}
    done(running.post("/clusters", STANDING_BODY, body, Effective_At="2013-01-01"), 201)
    members = ["BHXH-35", "BHXH-37", "BHXH-68"]
    listed = {"document": "TB 1", "effective_from": "2013-01-01", "members": members}
    done(running.post(f"/clusters/{cluster_id('CUM-I')}/membership-lists", STANDING_BODY, listed))
    submit(running, "BHXH-37")
    submit(running, "BHXH-68", on="2013-12-02")
    kinds = ("targets", "appraisal", "registration_set")

    def found(at: str) -> dict[str, list[tuple[object, ...]]]:
        return {kind: sorted(told(running, at, "unit_code", "fault", "detail", kind=kind)) for kind in kinds}

    assert found("2013-11-30") == {kind: [] for kind in kinds}
    waiting = [(by, "late", "BHXH-37") for by in ("BAN-BHYT", "BAN-KT", "BAN-THU")]
    later = [(by, "late", "BHXH-68") for by in ("BAN-BHYT", "BAN-KT", "BAN-THU")]
    missing = [(code, "missing", None) for code in members]
    assert found("2013-12-01") == {
        "targets": [missing[0], missing[2]],
        "appraisal": waiting,
        "registration_set": [(None, "missing", None)],
    }
    assert found("2013-12-02")["targets"] == [missing[0], ("BHXH-68", "late", None)]
    assert (found("2013-12-02")["appraisal"], found("2013-12-03")["appraisal"]) == (waiting, sorted(waiting + later))


def test_a_returned_target_waits_for_its_unit_and_a_year_for_its_review(running: Running) -> None:
    begin(running, "BHXH-37")
    address = submit(running, "BHXH-37")
    opinions = [{"indicator": "BHXH_PCT", "agreed": False, "reason": "Chưa có căn cứ"}]
    done(
        running.post(
            f"{address}/plan/appraisals", department("BAN-THU"), {"opinions": opinions}, Effective_At="2013-12-10"
        )
    )
    own = ("kind", "subject", "fault", "unit_code", "due_on")
    assert told(running, "2013-12-09", *own, kind="amendment") == []
    assert told(running, "2013-12-10", *own, kind="amendment") == [
        ("amendment", MOVEMENT, "thin", "BHXH-37", "2013-12-10")
    ]


def test_a_year_that_nobody_reviewed_is_missing_once_it_is_over(running: Running) -> None:
    begin(running, "BHXH-37")
    official(running, "BHXH-37")

    def years(at: str) -> list[tuple[object, ...]]:
        return told(running, at, "subject", "unit_code", "due_on", kind="year_review")

    assert (years("2014-12-31"), years("2015-01-01")) == ([], [("2014", "BHXH-37", "2014-12-31")])
    measured = {"indicator": "PCTN", "done": True, "evidence": "QĐ (synthetic)"}
    body = {"findings": [reached("BHXH_PCT", 20), reached("BHYT_PCT", 81), measured]}
    path = f"{covenant_of('BHXH-37')}/years/2014"
    done(running.put(path, officer("BHXH-37"), body, Effective_At="2015-01-10"))
    assert (years("2015-01-09"), years("2015-01-10")) == ([("2014", "BHXH-37", "2014-12-31")], [])


def test_the_list_is_read_page_by_page_by_the_day_things_were_due(running: Running) -> None:
    begin_year(running)
    everything = told(running, "2024-07-01", "due_on", "kind", "about_id", "subject")
    assert (len(everything), everything) == (12, sorted(everything))
    pages: list[tuple[object, ...]] = []
    after: str | None = None
    while True:
        page = running.get("/oversight", at="2024-07-01", limit=5, after=after)
        pages += [tuple(row[name] for name in ("due_on", "kind", "about_id", "subject")) for row in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert pages == everything


def reminding(running: Running, at: str, text: str = "Đề nghị thực hiện", **wanted: object) -> dict[str, Any]:
    """What is sent about the first matter of the list."""
    row = matters(running, at, **wanted)[0]
    return {**{name: row[name] for name in ("kind", "about_id", "subject")}, "text": text}


def reminders(running: Running, at: str, *members: str, **wanted: object) -> list[tuple[object, ...]]:
    rows = running.get("/reminders", at=at, **wanted)["items"]
    return [tuple(row[name] for name in members) for row in rows]


def test_a_reminder_is_answered_and_settled_by_what_is_done(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    address = inspect(running)
    body = reminding(running, "2024-05-20", kind="finding")
    sent = done(running.post("/reminders", STANDING_BODY, body, Effective_At="2024-05-20"), 201)
    again = running.post("/reminders", STANDING_BODY, body, Effective_At="2024-05-20")
    assert refused(again) == (409, "reminded-today")
    done(running.post("/reminders", STANDING_BODY, body, Effective_At="2024-05-21"), 201)
    counted = ("reminders", "reminded_on")
    assert told(running, "2024-05-19", *counted, kind="finding") == [(0, None)]
    assert told(running, "2024-05-20", *counted, kind="finding", reminded=True) == [(1, "2024-05-20")]
    assert told(running, "2024-05-21", *counted, kind="finding") == [(2, "2024-05-21")]
    assert told(running, "2024-05-21", *counted, kind="finding", reminded=False) == []
    own = f"/reminders/{sent['id']}"
    answer = {"answer": "Sẽ đối chiếu xong trước 30/5"}
    done(running.post(f"{own}/answers", officer("BHXH-66"), answer, Effective_At="2024-05-22"))
    close(running, address, "2024-05-25")
    effects = [running.get(own, at=f"2024-05-{day}")["effect"] for day in (20, 22, 25)]
    assert effects == ["still_late", "answered", "settled"]
    found = running.get(own)
    shown = ("unit_code", "fault", "text", "sent_by", "sent_on", "answer", "answered_by", "answered_on", "version")
    assert [found[name] for name in shown] == [
        "BHXH-66",
        "late",
        "Đề nghị thực hiện",
        "standing_body.",
        "2024-05-20",
        "Sẽ đối chiếu xong trước 30/5",
        "unit_officer.BHXH-66",
        "2024-05-22",
        2,
    ]


def test_the_effect_of_a_reminder_is_as_of_a_day(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    body = reminding(running, "2024-07-20", kind="plan_item", unit=str(unit_id("BHXH-62")))
    sent = done(running.post("/reminders", HEAD, body, Effective_At="2024-07-20"), 201)
    own = f"/reminders/{sent['id']}"
    reply = running.post(f"{own}/answers", HEAD, {"answer": "Họp ngày 25/7"}, Effective_At="2024-07-21")
    assert done(reply)["version"] == 2
    report(running, "HD-01", "BHXH-62", "2024-07-25")
    effects = [running.get(own, at=f"2024-07-{day}")["effect"] for day in (20, 21, 25)]
    assert effects == ["still_late", "answered", "settled"]
    assert reminders(running, "2024-07-21", "subject", effect="answered", cluster=VII) == [("HD-01",)]
    assert reminders(running, "2024-07-21", "subject", effect="still_late") == []
    assert reminders(running, "2024-07-19", "subject") == []
    assert reminders(running, "2024-07-25", "effect", unit=str(unit_id("BHXH-62")), kind="plan_item") == [("settled",)]
    assert reminders(running, "2024-07-25", "effect", unit=str(unit_id("BHXH-64"))) == []
    [cluster] = running.get("/cluster-oversight", at="2024-07-25")["items"]
    assert cluster["reminders"] == 1


def test_a_withdrawn_reminder_counts_no_more(running: Running) -> None:
    begin_year(running)
    body = reminding(running, "2024-02-01", kind="programme")
    sent = done(running.post("/reminders", STANDING_BODY, body, Effective_At="2024-02-01"), 201)
    own = f"/reminders/{sent['id']}"
    withdrawal = running.post(f"{own}/withdrawal", STANDING_BODY, {"reason": "Gửi nhầm"}, Effective_At="2024-02-03")
    assert done(withdrawal)["version"] == 2
    effects = [running.get(own, at=f"2024-02-0{day}")["effect"] for day in (2, 3)]
    assert effects == ["still_late", "withdrawn"]
    assert told(running, "2024-02-03", "reminders", kind="programme") == [(0,)]
    late = running.post(f"{own}/answers", officer("BHXH-62"), {"answer": "x"}, Effective_At="2024-02-04")
    assert refused(late) == (409, "reminder-withdrawn")
    types = [each["type"] for each in running.get(f"{own}/history")["items"]]
    assert types == ["covenant.ReminderSent", "covenant.ReminderWithdrawn"]


def test_a_reminder_is_sent_by_who_watches_and_answered_by_whom_it_is_for(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    body = reminding(running, "2024-05-20", kind="plan_item")
    other = cluster_head("BHXH-62", "2024/VIII")
    for who in (other, AUDITOR, officer("BHXH-64"), head("BHXH-64")):
        assert refused(running.post("/reminders", who, body)) == (403, "forbidden")
    sent = done(running.post("/reminders", HEAD, body, Effective_At="2024-05-20"), 201)
    own = f"/reminders/{sent['id']}"
    for who in (STANDING_BODY, officer("BHXH-66"), HEAD, AUDITOR):
        assert refused(running.post(f"{own}/answers", who, {"answer": "x"})) == (403, "forbidden")
    assert refused(running.post(f"{own}/withdrawal", other, {"reason": "x"})) == (403, "forbidden")
    done(running.post(f"{own}/answers", head("BHXH-64"), {"answer": "Đang làm"}, Effective_At="2024-05-21"))


def test_nobody_is_reminded_of_what_is_not_late(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    body = reminding(running, "2024-05-20", kind="plan_item")

    def answer(on: str, **others: object) -> tuple[int, str]:
        return refused(running.post("/reminders", STANDING_BODY, {**body, **others}, Effective_At=on))

    assert answer("2024-04-01") == (404, "nothing-to-urge")
    assert answer("2024-05-20", subject="HD-99") == (404, "nothing-to-urge")
    assert answer("2024-05-20", kind="programme") == (404, "nothing-to-urge")
    assert answer("2024-05-20", text=" ") == (422, "nothing-written")
    assert answer("2024-05-20", kind="đôn đốc") == (422, "invalid-input")
    report(running, "TD-01", "BHXH-64", "2024-05-10", reached=93.5)
    assert answer("2024-05-20") == (404, "nothing-to-urge")


def test_a_cluster_without_a_head_is_reminded_as_such(running: Running) -> None:
    establish(running, "BHXH-70", "BHXH-71", "BHXH-72")
    form(running, "BHXH-70", "BHXH-71", "BHXH-72", code="2024/VIII")
    body = reminding(running, "2024-02-01", kind="programme")
    done(running.post("/reminders", STANDING_BODY, body, Effective_At="2024-02-01"), 201)
    assert reminders(running, "2024-02-01", "unit_code", "cluster_id") == [(None, str(cluster_id("2024/VIII")))]
    elect(running, "BHXH-70", "BHXH-71", "2024/VIII")
    assert told(running, "2024-02-01", "unit_code", kind="programme") == [("BHXH-70",)]


RESULT = "{ __typename ... on Receipt { id version } ... on Refusal { code } }"


def test_the_graph_lists_reminds_answers_and_withdraws(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    query = """{ oversight(at: "2024-05-20", kind: PLAN_ITEM, waits: true, first: 1) {
      nodes { kind aboutId subject fault dueOn waits detail reminders remindedOn
        unit { code } cluster { code } movement { code } source { article } }
      pageInfo { hasNextPage endCursor } } }"""
    page = running.graph(query)["oversight"]
    [matter] = page["nodes"]
    about = matter.pop("aboutId")
    late = {"kind": "PLAN_ITEM", "subject": "TD-01", "fault": "LATE", "dueOn": "2024-04-05", "waits": True}
    whose = {"unit": {"code": "BHXH-64"}, "cluster": {"code": "2024/VII"}, "movement": None}
    said = {"detail": "Bao phủ BHYT quý I", "reminders": 0, "remindedOn": None, "source": {"article": "A.II.1.3"}}
    assert (matter, page["pageInfo"]["hasNextPage"]) == ({**late, **whose, **said}, True)
    following = running.graph(
        """query($after: String!) {
          oversight(at: "2024-05-20", kind: PLAN_ITEM, after: $after) { nodes { subject } } }""",
        after=page["pageInfo"]["endCursor"],
    )
    assert following["oversight"]["nodes"] == [{"subject": "KT-01"}]
    given = f'{{kind: PLAN_ITEM, aboutId: "{about}", subject: "TD-01"}}'

    def do(who: Any, call: str) -> Any:
        [answer] = running.graph(f"mutation {{ {call} {RESULT} }}", who).values()
        return answer

    on = 'terms: {effectiveAt: "2024-05-20T05:00:00Z"}'
    assert do(AUDITOR, f'remind(matter: {given}, text: "Nhắc", {on})') == {
        "__typename": "Refusal",
        "code": "forbidden",
    }
    sent = do(STANDING_BODY, f'remind(matter: {given}, text: "Nhắc", {on})')
    key = sent["id"]
    assert sent == {"__typename": "Receipt", "id": key, "version": 1}
    assert do(head("BHXH-64"), f'answerReminder(reminder: "{key}", answer: "Đang làm", {on})')["version"] == 2
    shown = "{ kind subject text sentBy sentOn answer answeredOn effect version unit { code } }"
    found = running.graph(
        f"""{{ reminders(at: "2024-05-20") {{ nodes {shown} }} reminder(id: "{key}") {{ effect }}
        nobody: reminder(id: "{VII}") {{ effect }} }}"""
    )
    told_now = {"kind": "PLAN_ITEM", "subject": "TD-01", "text": "Nhắc", "sentBy": "standing_body.", "version": 2}
    then = {"sentOn": "2024-05-20", "answer": "Đang làm", "answeredOn": "2024-05-20", "effect": "ANSWERED"}
    assert found["reminders"]["nodes"] == [{**told_now, **then, "unit": {"code": "BHXH-64"}}]
    assert (found["reminder"], found["nobody"]) == ({"effect": "ANSWERED"}, None)
    assert do(STANDING_BODY, f'withdrawReminder(reminder: "{key}", reason: "Gửi nhầm")')["version"] == 3
    assert running.graph(f'{{ reminder(id: "{key}") {{ effect reason }} }}')["reminder"] == {
        "effect": "WITHDRAWN",
        "reason": "Gửi nhầm",
    }
