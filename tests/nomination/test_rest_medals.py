"""D6 over HTTP: figures confirmed by an administrator, proposals alone and as a list, appraisal, decision, shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kernel.identity import Principal
from tests.nomination.medals import (
    ADMINISTRATOR,
    OFFICE,
    OFFICER,
    TWENTY,
    YEARS,
    confirm,
    confirm_all,
    propose,
    reading,
)
from tests.nomination.neighbours import unit_id
from tests.nomination.running import APPROVER, AUDITOR, COUNCIL, STANDING_BODY, Running, councillor, done, head, refused
from tests.support.statements import MORE, assert_read_together, counted

RESULT = "{ __typename ... on Receipt { id version details } ... on Refusal { code } }"


def there(running: Running) -> Running:
    running.neighbours.units(OFFICE, "BHXH-66")
    running.hear()
    return running


@pytest.fixture
def ready(running: Running) -> Running:
    """Every figure that waits has been confirmed as it was shipped."""
    confirm_all(there(running))
    return running


@pytest.mark.row("D6")
def test_nothing_is_proposed_on_figures_that_nobody_confirmed(running: Running) -> None:
    answer = there(running).post("/medals", OFFICER, TWENTY)
    assert refused(answer) == (409, "figure-not-confirmed")
    assert answer.json()["source"]["document"] == "TT 15/2025/TT-BXD"
    waiting = running.get("/figure-confirmations/waiting")
    assert waiting["as_of"] == "2025-02-10"
    [years] = [each for each in waiting["items"] if each["key"] == YEARS]
    assert (years["value"], years["status"], years["document"]) == ("20", "analogue", "TT 15/2025/TT-BXD")
    for key, value in (("medal.hard_area_factor", "1.5"), ("medal.discipline_not_counted", "có · yes"), (YEARS, "20")):
        confirm(running, key, value)
    medal = propose(running)
    answer = running.post(f"/medals/{medal}/appraisal", STANDING_BODY, {"opinion": "đủ"})
    assert refused(answer) == (409, "figure-not-confirmed")
    assert "medal.papers.request" in answer.json()["detail"]


def test_a_confirmation_may_be_withdrawn_and_given_again(ready: Running) -> None:
    [found] = ready.get("/figure-confirmations", key=YEARS, stands=True)["items"]
    path = f"/figure-confirmations/{found['id']}"
    assert refused(ready.post(f"{path}/withdrawal", STANDING_BODY, {"reason": "x"})) == (403, "forbidden")
    stale = ready.post(f"{path}/withdrawal", ADMINISTRATOR, {"reason": "x"}, If_Match='"7"')
    assert refused(stale) == (412, "stale-version")
    done(ready.post(f"{path}/withdrawal", ADMINISTRATOR, {"reason": "đọc nhầm"}))
    assert refused(ready.post("/medals", OFFICER, TWENTY)) == (409, "figure-not-confirmed")
    [gone] = ready.get("/figure-confirmations", stands=False)["items"]
    assert (gone["withdrawn_on"], gone["withdrawn_because"]) == ("2025-02-10", "đọc nhầm")
    confirm(ready, YEARS, "25")
    again = ready.get(path)
    assert (again["value"], again["shipped"], again["withdrawn_on"], again["version"]) == ("25", "20", None, 3)
    assert refused(ready.post("/medals", OFFICER, TWENTY)) == (409, "medal-years-not-reached")


def test_bad_confirmations_are_told_what_is_wrong(ready: Running) -> None:
    def said(body: dict[str, str]) -> tuple[int, str]:
        return refused(ready.post("/figure-confirmations", ADMINISTRATOR, body))

    assert said(reading("medal.nothing", "1")) == (404, "unknown-figure")
    assert said(reading("medal.once", "x")) == (409, "figure-was-found")
    asked = ready.get_as(AUDITOR, "/figure-confirmations/waiting", as_of="2004-06-30")
    assert (refused(asked), asked.json()["fields"]) == ((422, "no-rules-yet"), ["as_of"])
    assert said(reading("medal.once", "x") | {"as_of": "2004-06-30"}) == (422, "no-rules-yet")
    assert said(reading(YEARS, "20")) == (409, "figure-confirmed-already")
    assert said(reading("medal.outsiders_share", "a fifth") | {"as_of": "2004-07-01"})[1] == "figure-confirmed-already"


@pytest.mark.row("D6")
def test_a_medal_from_the_proposal_to_the_revocation(ready: Running) -> None:
    medal = propose(ready, papers=["request"])
    path = f"/medals/{medal}"
    assert refused(ready.post(f"{path}/appraisal", STANDING_BODY, {"opinion": "đủ"})) == (409, "medal-papers-missing")
    done(ready.post(f"{path}/papers", OFFICER, {"papers": ["list", "record"]}))
    assert refused(ready.post(f"{path}/appraisal", OFFICER, {"opinion": "đủ"})) == (403, "forbidden")
    done(ready.post(f"{path}/appraisal", STANDING_BODY, {"opinion": "đủ điều kiện"}))
    assert refused(ready.post(f"{path}/award", APPROVER, {"number": "abc"})) == (422, "decision-number-not-valid")
    done(ready.post(f"{path}/award", APPROVER, {"number": "99/QĐ-BHXH"}))
    assert refused(ready.post("/medals", OFFICER, TWENTY)) == (409, "medal-once-per-person")
    why = ready.get(f"{path}/why")["tree"]
    assert (why["value"], why["inputs"][0]["value"]) == ("AWARDED", "MET")
    body = {"ground": "FALSE_RECORD", "finding": "khai sai"}
    done(ready.post(f"{path}/revocation", APPROVER, body))
    found = ready.get(path)
    assert {
        name: found[name] for name in ("state", "unit_code", "number", "ground", "reason", "papers", "version")
    } == {
        "state": "REVOKED",
        "unit_code": OFFICE,
        "number": "99/QĐ-BHXH",
        "ground": "FALSE_RECORD",
        "reason": "khai sai",
        "papers": ["list", "record", "request"],
        "version": 5,
    }
    assert propose(ready) == medal
    assert ready.get(path)["number"] is None


def test_what_goes_back_and_who_dies(ready: Running) -> None:
    medal = propose(ready)
    done(ready.post(f"/medals/{medal}/return", STANDING_BODY, {"reason": "thiếu xác nhận"}))
    assert propose(ready) == medal
    done(ready.post(f"/medals/{medal}/withdrawal", OFFICER, {"reason": "xin rút"}))
    assert ready.get(f"/medals/{medal}")["state"] == "WITHDRAWN"
    other = propose(ready, person_code="CB-0002")
    done(ready.post(f"/medals/{other}/death", OFFICER, {"died_on": "2025-02-09"}))
    answer = ready.post(f"/medals/{other}/appraisal", STANDING_BODY, {"opinion": "đủ"})
    assert refused(answer) == (409, "medal-never-posthumous")
    ask = "query($id: ID!) { nominationHistory(id: $id) { members } }"
    for reader, whole in ((STANDING_BODY, True), (AUDITOR, True), (head("BHXH-01"), False)):
        rest = done(ready.get_as(reader, f"/medals/{other}/history"))["items"]
        graph = ready.graph(ask, reader, id=other)["nominationHistory"]
        assert [each["members"] for each in rest] == [each["members"] for each in graph]
        assert ("died_on" in rest[-1]["members"]) is whole


def test_a_check_records_nothing(ready: Running) -> None:
    good = done(ready.post("/medals/checks", AUDITOR, TWENTY))
    assert (good["eligible"], good["refusal"], good["why"]["tree"]["value"]) == (True, None, "MET")
    bad = done(ready.post("/medals/checks", AUDITOR, TWENTY | {"service": [{"first": "2010-01-01"}]}))
    assert (bad["eligible"], bad["refusal"]) == (False, "medal-years-not-reached")
    assert "cần 20 năm, tính đến 2025-02-10 mới có 15.11 năm" in bad["detail"]
    assert ready.get("/medals") == {"items": [], "next": None}


def test_a_check_is_of_its_day_and_of_a_unit_that_there_is(ready: Running) -> None:
    then = done(ready.post("/medals/checks", AUDITOR, TWENTY, Effective_At="2024-02-10T08:00:00+07:00"))
    assert (then["eligible"], "tính đến 2024-02-10" in then["detail"]) == (False, True)
    for path, who in (("/medals/checks", AUDITOR), ("/medals", STANDING_BODY)):
        answer = ready.post(path, who, TWENTY | {"unit_id": "BHXH-ZZ"})
        assert (refused(answer), answer.json()["fields"]) == ((404, "nomination-unit-unknown"), ["unit_id"])
        assert answer.json()["detail"] == "Không có đơn vị nào mang mã BHXH-ZZ."


def test_a_list_tells_whose_unit_is_not_there_as_it_was_written(ready: Running) -> None:
    people = [TWENTY, TWENTY | {"person_code": "CB-0002", "unit_id": "bhxh-zz"}]
    rows = done(ready.post("/medals/lists", STANDING_BODY, {"people": people}), 201)["details"]["rows"]
    assert [each["verdict"] for each in rows] == ["PROPOSED", "REFUSED"]
    problem = rows[1]["problem"]
    assert (problem["detail"], problem["fields"]) == ("Không có đơn vị nào mang mã bhxh-zz.", ["people[1].unit_id"])


def test_a_list_in_the_graph_tells_a_unit_that_there_is_not_as_it_was_written(ready: Running) -> None:
    proposal = {"personClass": "in_sector", "sex": "MAN", "service": [{"first": "2004-07-01"}]}
    people = [proposal | {"personCode": f"CB-{unit}", "unit": unit} for unit in (OFFICE, "bhxh-zz")]
    command = f"mutation($people: [MedalInput!]!) {{ proposeMedals(proposals: $people) {RESULT} }}"
    rows = ready.graph(command, STANDING_BODY, people=people)["proposeMedals"]["details"]["rows"]
    assert [each["verdict"] for each in rows] == ["PROPOSED", "REFUSED"]
    problem = rows[1]["problem"]
    assert (problem["detail"], problem["fields"]) == ("Không có đơn vị nào mang mã bhxh-zz.", ["proposals[1].unit"])


def test_the_units_of_a_list_are_looked_up_once_not_for_each_person(ready: Running) -> None:
    header = LIST.split("\n", 1)[0]
    ways: list[Callable[[list[str]], Any]] = [
        lambda units: ready.post("/medals/lists", STANDING_BODY, {"people": [TWENTY | {"unit_id": u} for u in units]}),
        lambda units: table(ready, "\n".join([header, *(f"CB-1,in_sector,MAN,{u},,,,," for u in units)])),
    ]
    for sent in ways:
        asked: list[list[str]] = []
        for more in (1, 1 + MORE):
            with counted() as statements:
                assert refused(sent([f"BHXH-X{number}" for number in range(more)])) == (409, "medal-list-nobody")
            asked.append(statements)
        few, many = asked
        assert_read_together(few, many, MORE)


@pytest.mark.parametrize("who", [STANDING_BODY, councillor(COUNCIL[0])], ids=["standing body", "council"])
def test_many_people_are_proposed_and_shown_in_as_few_statements_as_one(ready: Running, who: Principal) -> None:
    proposed, shown = list[list[str]](), list[list[str]]()
    for of, more in (("A", 1), ("B", 1 + MORE)):
        people = [TWENTY | {"person_code": f"{of}-{number}"} for number in range(more)]
        with counted() as statements:
            rows = done(ready.post("/medals/lists", STANDING_BODY, {"people": people}), 201)["details"]["rows"]
        assert [each["verdict"] for each in rows] == ["PROPOSED"] * more
        proposed.append(statements)
        with counted() as statements:
            page = done(ready.get_as(who, "/medals", limit=200))["items"]
        assert {each["sex"] for each in page} == {"MAN" if who is STANDING_BODY else None}
        shown.append(statements)
    for few, many in (proposed, shown):
        assert_read_together(few, many, MORE)
    query = "{ medals { nodes { personCode sex } } }"
    with counted() as statements:
        assert len(ready.graph(query, who)["medals"]["nodes"]) == 2 + MORE
    assert_read_together(shown[0], statements, MORE)


def test_a_class_of_persons_that_no_rules_have_is_no_filter(ready: Running) -> None:
    answer = ready.get_as(AUDITOR, "/medals", person_class="in_sectr")
    assert refused(answer) == (422, "medal-class-unknown")
    assert "in_sector" in answer.json()["detail"]


LIST = """person_code,person_class,sex,unit,service,disciplines,bars,papers,contribution
CB-0010,in_sector,MAN,BHXH-68,2004-07-01..,,,request list record,
CB-0011,in_sector,WOMAN,BHXH-68,2012-01-01..2020-12-31 sector hard; 2021-01-01.. sector,,,,
CB-0012,in_sector,MAN,BHXH-68,2004-07-01.. sector,,,,
CB-0012,in_sector,MAN,BHXH-68,2004-07-01.. sector,,,,
CB-0013,outsider,WOMAN,BHXH-68,,,,,đưa BHYT về xã
CB-0014,in_sector,MAN,BHXH-68,từ năm 2004,,,,
CB-0015,in_sector,HE,BHXH-68,2004-07-01..,,,,
CB-0016,in_sector,MAN,BHXH-68,2000-01-01.. sector,,CONVICTED,,
CB-0017,in_sector,MAN,BHXH-68,2000-01-01.. sector,,LATE,,
CB-0018,in_sector,MAN,BHXH-66,2000-01-01.. sector,,,,
CB-0019,in_sector,MAN,BHXH-68,1990-01-01.. sector,2020-01-01.. cảnh cáo,,,
"""


def table(running: Running, text: str) -> Any:
    headers = running.headers(OFFICER) | {"Content-Type": "text/csv"}
    return running.client.post("/medals/lists", content=text.encode(), headers=headers)


@pytest.mark.row("D6")
def test_a_list_has_a_verdict_on_every_row(ready: Running) -> None:
    rows = done(table(ready, LIST), 201)["details"]["rows"]
    assert {each["row"]: each["problem"]["code"] if "problem" in each else each["verdict"] for each in rows} == {
        2: "medal-years-not-reached",
        3: "PROPOSED",
        4: "PROPOSED",
        5: "medal-proposed-already",
        6: "PROPOSED",
        7: "medal-service-not-readable",
        8: "invalid-input",
        9: "medal-person-barred",
        10: "medal-bar-unknown",
        11: "forbidden",
        12: "medal-person-barred",
    }
    codes = [each["person_code"] for each in ready.get("/medals", unit=OFFICE)["items"]]
    assert sorted(codes) == ["CB-0011", "CB-0012", "CB-0013"]


def test_a_list_of_nobody_records_nothing(ready: Running) -> None:
    header = LIST.split("\n", 1)[0]
    assert refused(table(ready, header + "\n")) == (422, "medal-list-empty")
    assert refused(ready.post("/medals/lists", OFFICER, {"people": []})) == (422, "medal-list-empty")
    only = header + "\nCB-0014,in_sector,MAN,BHXH-68,từ năm 2004,,,,\n"
    assert refused(table(ready, only)) == (409, "medal-list-nobody")
    many = header + "\n" + "CB,in_sector,MAN,BHXH-68,,,,,\n" * 5001
    assert refused(table(ready, many)) == (422, "too-many-rows")
    same = {"people": [TWENTY, TWENTY]}
    rows = done(ready.post("/medals/lists", OFFICER, same), 201)["details"]["rows"]
    assert [each["verdict"] for each in rows] == ["PROPOSED", "REFUSED"]


def award(running: Running, medal: str) -> None:
    done(running.post(f"/medals/{medal}/appraisal", STANDING_BODY, {"opinion": "đủ"}))
    done(running.post(f"/medals/{medal}/award", APPROVER, {"number": "99/QĐ-BHXH"}))


QUESTION = """query($id: ID!, $proposal: MedalInput!) {
  medal(id: $id) { personCode state sex unit { id } why { value } ground }
  medals(state: AWARDED, year: 2025) { nodes { personCode } }
  medalShares { year given outsiders percent limit limitConfirmed over }
  medalCheck(proposal: $proposal) { eligible refusal { code } why { value } }
  figureConfirmations(key: "medal.outsiders_share") { nodes { key value confirmedBy } }
  waitingFigures { key value status document article }
}"""


@pytest.mark.row("D6")
def test_the_share_of_outsiders_is_watched_in_rest_and_graph(ready: Running) -> None:
    medal = propose(ready)
    award(ready, medal)
    award(ready, propose(ready, person_code="KH-01", person_class="outsider", service=[], contribution="đóng góp"))
    [share] = ready.get("/medals/shares")["items"]
    assert {name: share[name] for name in ("year", "given", "outsiders", "percent", "limit", "over")} == {
        "year": 2025,
        "given": 2,
        "outsiders": 1,
        "percent": "50.00",
        "limit": "1/5",
        "over": True,
    }
    proposal = {"personCode": "X", "personClass": "in_sector", "sex": "MAN", "unit": str(unit_id(OFFICE))}
    found = ready.graph(QUESTION, id=medal, proposal=proposal)
    assert found["medal"] == {
        "personCode": "CB-0001",
        "state": "AWARDED",
        "sex": "MAN",
        "unit": {"id": str(unit_id(OFFICE))},
        "why": {"value": "AWARDED"},
        "ground": None,
    }
    assert sorted(each["personCode"] for each in found["medals"]["nodes"]) == ["CB-0001", "KH-01"]
    assert (found["medalShares"][0]["percent"], found["medalShares"][0]["limitConfirmed"]) == ("50.00", True)
    assert found["medalCheck"] == {
        "eligible": False,
        "refusal": {"code": "medal-years-not-reached"},
        "why": {"value": "NOT_MET"},
    }
    assert found["figureConfirmations"]["nodes"][0]["confirmedBy"] == ADMINISTRATOR.id
    assert found["waitingFigures"] == []


def test_every_command_stands_in_the_graph(running: Running) -> None:
    def ask(who: Any, field: str, kinds: str = "", **variables: object) -> dict[str, Any]:
        found: dict[str, Any] = running.graph(f"mutation {kinds} {{ it: {field} {RESULT} }}", who, **variables)["it"]
        return found

    for each in there(running).get("/figure-confirmations/waiting")["items"]:
        key, value = each["key"], each["value"]
        read = f'{{value: "{value}", document: "QĐ 889", readOn: "2025-02-03"}}'
        confirmation = ask(ADMINISTRATOR, f'confirmFigure(key: "{key}", reading: {read})')
    proposal = {
        "personCode": "CB-0001",
        "personClass": "in_sector",
        "sex": "MAN",
        "unit": str(unit_id(OFFICE)),
        "service": [{"first": "2004-07-01"}],
        "disciplines": [{"first": "2010-01-01", "last": "2010-01-02", "form": "khiển trách"}],
    }
    kinds, given = "($p: MedalInput!)", "proposal: $p"
    medal = ask(OFFICER, f"proposeMedal({given})", kinds, p=proposal)["id"]
    listed = ask(OFFICER, "proposeMedals(proposals: $p)", "($p: [MedalInput!]!)", p=[proposal | {"personCode": "CB-2"}])
    assert listed["details"]["rows"][0]["verdict"] == "PROPOSED"
    other, me = listed["id"], f'medal: "{medal}"'
    assert ask(OFFICER, f'withdrawMedal(medal: "{other}", reason: "rút")')["version"] == 2
    assert ask(OFFICER, f'reportDeath(medal: "{other}", diedOn: "2025-02-01")')["version"] == 3
    assert ask(STANDING_BODY, f'returnMedal({me}, reason: "thiếu")')["version"] == 2
    assert ask(OFFICER, f"proposeMedal({given})", kinds, p=proposal)["version"] == 3
    assert ask(OFFICER, f'receiveMedalPapers({me}, papers: ["request", "list", "record"])')["version"] == 4
    assert ask(STANDING_BODY, f'appraiseMedal({me}, opinion: "đủ")')["version"] == 5
    assert ask(APPROVER, f'awardMedal({me}, number: "9/QĐ-BHXH")')["version"] == 6
    assert ask(head("I-1"), f'revokeMedal({me}, ground: LATER_FINDING, finding: "x")')["code"] == "forbidden"
    assert ask(APPROVER, f'revokeMedal({me}, ground: LATER_FINDING, finding: "x")')["version"] == 7
    back = f'withdrawConfirmation(confirmation: "{confirmation["id"]}", reason: "đọc nhầm")'
    assert ask(ADMINISTRATOR, back)["version"] == 2


def test_a_proposal_is_held_against_the_merit_file_of_the_person(ready: Running) -> None:
    opening = {"unit_id": OFFICE, "person_code": "CB-0001", "sex": "WOMAN", "since": "2015-03-01"}
    file = done(ready.post("/merit-files", OFFICER, opening), 201)["id"]
    answer = ready.post("/medals", OFFICER, TWENTY)
    assert (refused(answer), answer.json()["fields"]) == ((409, "medal-contradicts-the-file"), ["sex"])
    fact = {"kind": "inquiry", "inquiry": "investigation", "about": "Vụ 07", "opened_on": "2025-01-05"}
    body = {"fact": fact, "evidence": "QĐ 5"}
    done(ready.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)
    answer = ready.post("/medals", OFFICER, TWENTY | {"person_code": " cb-0001"})
    assert refused(answer) == (409, "medal-person-barred")
    assert "đang bị điều tra, xem xét (Vụ 07, 2025-01-05)" in answer.json()["detail"]
    told = done(ready.post("/medals/checks", OFFICER, TWENTY))
    assert (told["eligible"], told["refusal"]) == (False, "medal-person-barred")
    stranger = head("BHXH-66")
    assert refused(ready.post("/medals/checks", stranger, TWENTY)) == (403, "forbidden")
    assert refused(ready.post("/medals", stranger, TWENTY | {"unit_id": "BHXH-66"})) == (403, "forbidden")
    checked = "query($p: MedalInput!) { medalCheck(proposal: $p) { refusal { code } } }"
    asked = {"personCode": "CB-0001", "personClass": "in_sector", "sex": "WOMAN", "unit": str(unit_id(OFFICE))}
    assert ready.graph(checked, OFFICER, p=asked)["medalCheck"] == {"refusal": {"code": "medal-person-barred"}}
