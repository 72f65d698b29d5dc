"""The life of a cluster on a running server, told through REST and read through the gateway (A3, A5, A7, A8, C11)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from tests.support.server import Person, Server
from tests.support.year import AUDITOR, STANDING_BODY, cluster_head, head, officer

pytestmark = pytest.mark.journey

CLUSTER = identity("cluster", "CUM-IX")
HEAD = cluster_head("BHXH-91", CLUSTER)
OWN = f"/covenant/clusters/{CLUSTER}"


def tell(server: Server, who: Person, order: str, body: object, *, on: str) -> dict[str, Any]:
    """What the service answers to a command that was true on a day."""
    method, path = order.split(" ")
    with server.client(who) as client:
        answer = client.request(method, path, json=body, headers={"Effective-At": on})
    found: dict[str, Any] = answer.json()
    return found


def told(server: Server, who: Person, order: str, body: object, *, on: str) -> UUID:
    """The id of what a command was about, which was done."""
    found = tell(server, who, order, body, on=on)
    assert "version" in found, found
    return UUID(found["id"])


@pytest.fixture(scope="module")
def cluster(server: Server) -> Server:
    """A cluster of three provinces, led by the first."""
    codes = ["BHXH-91", "BHXH-92", "BHXH-93"]
    rows = [{"code": code, "name": f"Bảo hiểm xã hội {code}", "kind": "province"} for code in codes]
    told(server, STANDING_BODY, "POST /covenant/units/batches", {"units": rows}, on="2024-01-01")
    form = {"code": "CUM-IX", "name": "Cụm thi đua số IX", "kind": "cluster"}
    told(server, STANDING_BODY, "POST /covenant/clusters", form, on="2024-01-01")
    members = {"document": "TB 12/TB-BHXH", "effective_from": "2024-01-01", "members": codes}
    told(server, STANDING_BODY, f"POST {OWN}/membership-lists", members, on="2024-01-02")
    election = {"term_year": 2024, "head": "BHXH-91", "deputy": "BHXH-92"}
    told(server, STANDING_BODY, f"POST {OWN}/elections", election, on="2024-01-15")
    return server


def ask(server: Server, query: str, **variables: object) -> Any:
    """The data that the gateway answers an auditor with."""
    answer = server.graphql(AUDITOR, query, **variables)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


@pytest.mark.row("A5")
def test_operating_rules_are_in_force_by_date_and_issued_by_the_head_alone(cluster: Server) -> None:
    articles = [{"heading": "Nguyên tắc", "text": "Công khai, dân chủ."}]
    draft = {"title": "Quy chế hoạt động", "articles": articles}
    told(cluster, HEAD, f"PUT {OWN}/operating-rules/draft", draft, on="2024-02-01")
    issue = {"document": "QC 01/CTĐ-IX", "effective_from": "2024-03-01"}
    former = cluster_head("BHXH-92", CLUSTER)
    refused = tell(cluster, former, f"POST {OWN}/operating-rules/issue", issue, on="2024-02-10")
    assert (refused["code"], refused["source"]["document"]) == ("not-head-in-office", "CV 4268/BHXH-TĐKT 22/12/2021")
    told(cluster, HEAD, f"POST {OWN}/operating-rules/issue", issue, on="2024-02-10")
    query = """query($at: Date!) {
      cluster(code: "CUM-IX", at: $at) { operatingRules { edition document articles { text } } }
    }"""
    found = [ask(cluster, query, at=day)["cluster"]["operatingRules"] for day in ("2024-02-29", "2024-03-01")]
    text = [{"text": "Công khai, dân chủ."}]
    assert found == [None, {"edition": 1, "document": "QC 01/CTĐ-IX", "articles": text}]


@pytest.mark.row("A8")
def test_the_years_plans_show_what_was_done_and_what_is_late(cluster: Server) -> None:
    item = {"code": "HD-01", "kind": "activity", "content": "Sơ kết 6 tháng", "due_on": "2024-07-15"}
    check = {"code": "KT-01", "kind": "inspection", "content": "Kiểm tra chéo quý I", "due_on": "2024-04-15"}
    items = [{**item, "responsible": "BHXH-91"}, {**check, "responsible": "BHXH-92", "inspected": "BHXH-93"}]
    vague = {"year": 2024, "document": "KH 05/KH-CTĐ", "items": [{**items[0], "kind": "progress"}]}
    refused = tell(cluster, HEAD, f"POST {OWN}/programmes", vague, on="2024-01-20")
    assert (refused["code"], refused["source"]["article"]) == ("progress-not-quantified", "A.II.1.2, A.II.1.3")
    told(cluster, HEAD, f"POST {OWN}/programmes", {**vague, "items": items}, on="2024-01-20")
    report = {"code": "KT-01", "result": "Đã kiểm tra", "evidence": "BB 3"}
    told(cluster, officer("BHXH-92"), f"POST {OWN}/programmes/2024/reports", report, on="2024-04-20")
    query = """{ cluster(code: "CUM-IX", at: "2024-08-01") { programmes { items { code state } } } }"""
    [programme] = ask(cluster, query)["cluster"]["programmes"]
    assert programme["items"] == [{"code": "KT-01", "state": "DONE_LATE"}, {"code": "HD-01", "state": "LATE"}]


@pytest.mark.row("C11")
def test_a_cross_check_is_closed_only_when_its_finding_is(cluster: Server) -> None:
    inspector, inspected = officer("BHXH-92"), officer("BHXH-93")
    opening = {"code": "KTC-01", "kind": "cross_check", "inspector": "BHXH-92", "inspected": "BHXH-93"}
    key = told(cluster, HEAD, f"POST {OWN}/inspections", {**opening, "period": "2024-Q1"}, on="2024-04-10")
    path = f"POST /covenant/inspections/{key}"
    finding = {"severity": "major", "text": "Số liệu chưa khớp", "remedy": "Đối chiếu", "due_on": "2024-05-10"}
    told(cluster, inspector, f"{path}/findings", finding, on="2024-04-12")
    query = """{ findings(overdue: true, at: "2024-05-11") { nodes { number severity inspected { code } } } }"""
    overdue = {"number": 1, "severity": "MAJOR", "inspected": {"code": "BHXH-93"}}
    assert ask(cluster, query)["findings"]["nodes"] == [overdue]
    closing = {"conclusion": "Đã khắc phục"}
    assert tell(cluster, inspector, f"{path}/closing", closing, on="2024-05-12")["code"] == "open-findings"
    remedy = {"report": "Đã đối chiếu", "evidence": "BC 31"}
    told(cluster, inspected, f"{path}/findings/1/remedy", remedy, on="2024-05-12")
    told(cluster, inspector, f"{path}/findings/1/confirmation", None, on="2024-05-13")
    told(cluster, inspector, f"{path}/closing", closing, on="2024-05-13")
    found = ask(cluster, """{ inspections(closed: true) { nodes { code closedOn } } }""")
    assert found["inspections"]["nodes"] == [{"code": "KTC-01", "closedOn": "2024-05-13"}]


BARS = """query($file: ID!) {
  titleAssessment(file: $file, title: "TTLDTT", year: 2024, on: "2024-09-01") { state missing { state detail source } }
}"""


def bars(server: Server, unit: str, token: str) -> list[dict[str, str]]:
    """What bars a unit from a title, once the nomination service has heard of it."""
    with server.client(AUDITOR) as client:
        client.get("/nomination/merit-files", headers={"Wait-For": token}).raise_for_status()
    file = identity("merit-file", "collective", identity("unit", unit))
    missing = ask(server, BARS, file=str(file))["titleAssessment"]["missing"]
    return [each for each in missing if each["state"] == "BARRED"]


@pytest.mark.row("C11")
@pytest.mark.row("D2")
def test_signs_of_wrongdoing_bar_a_unit_from_titles_until_they_are_remedied(cluster: Server) -> None:
    inspector, inspected = officer("BHXH-91"), officer("BHXH-92")
    opening = {"code": "KTC-02", "kind": "inspection", "inspector": "BHXH-91", "inspected": "BHXH-92"}
    key = told(cluster, HEAD, f"POST {OWN}/inspections", {**opening, "period": "2024"}, on="2024-07-10")
    path = f"POST /covenant/inspections/{key}"
    finding = {"severity": "signs_of_wrongdoing", "text": "Kê khai sai", "remedy": "Rà soát", "due_on": "2024-12-31"}
    found = tell(cluster, inspector, f"{path}/findings", finding, on="2024-07-12")
    [bar] = bars(cluster, "BHXH-92", found["token"])
    assert bar["detail"] == "thanh tra, kiểm tra có dấu hiệu vi phạm: KTC-02, nội dung 1, 2024-07-12"
    told(cluster, inspected, f"{path}/findings/1/remedy", {"report": "Đã rà soát", "evidence": "BC 8"}, on="2024-08-01")
    settled = tell(cluster, inspector, f"{path}/findings/1/confirmation", None, on="2024-08-05")
    assert bars(cluster, "BHXH-92", settled["token"]) == []


@pytest.mark.row("A7")
def test_a_movement_is_made_concrete_level_by_level(cluster: Server) -> None:
    district = {"code": "BHXH-91-01", "name": "BHXH huyện", "kind": "district", "parent": "BHXH-91"}
    told(cluster, STANDING_BODY, "POST /covenant/units/batches", {"units": [district]}, on="2024-01-01")
    launch = {"code": "TD-CS", "kind": "annual", "theme": "Hoàn thành nhiệm vụ năm 2024", "contents": ["Thu, giảm nợ"]}
    year = {"period_from": "2024-01-01", "period_to": "2024-12-31"}
    sector = told(cluster, STANDING_BODY, "POST /covenant/movements", {**launch, **year}, on="2024-01-10")
    rate = {"indicator": "BHYT_TYLE", "name": "Bao phủ BHYT", "unit_of_measure": "%", "direction": "HIGHER"}
    target = {**rate, "value": 93.5, "scope": "each"}
    told(cluster, STANDING_BODY, f"PUT /covenant/movements/{sector}/targets", {"targets": [target]}, on="2024-01-11")
    own = {"theme": "Của đơn vị", "contents": ["Thu"], "targets": [{**target, "value": 93}]}
    upper = {**own, "code": "TD-CS/91", "organiser": "BHXH-91"}
    path = f"POST /covenant/movements/{sector}/cascades"
    refused = tell(cluster, head("BHXH-91"), path, upper, on="2024-02-01")
    assert (refused["code"], refused["source"]["document"]) == ("weaker-target", "CV 01/BHXH-TĐKT 04/01/2011")
    province = told(cluster, head("BHXH-91"), path, {**upper, "targets": [target]}, on="2024-02-01")
    lower = {**own, "code": "TD-CS/91/01", "organiser": "BHXH-91-01", "targets": [{**target, "value": 95}]}
    path = f"POST /covenant/movements/{province}/cascades"
    told(cluster, head("BHXH-91-01"), path, lower, on="2024-02-10")
    level = "code targets { value }"
    query = f"""{{ movement(code: "TD-CS") {{
      {level} cascaded {{ {level} cascaded {{ {level} }} notCascaded {{ code }} }} }} }}"""
    assert ask(cluster, query)["movement"] == {
        "code": "TD-CS",
        "targets": [{"value": "93.5"}],
        "cascaded": [
            {
                "code": "TD-CS/91",
                "targets": [{"value": "93.5"}],
                "cascaded": [{"code": "TD-CS/91/01", "targets": [{"value": "95"}]}],
                "notCascaded": [],
            }
        ],
    }


@pytest.mark.row("A3")
def test_a_proposed_grouping_becomes_the_clusters_of_the_province(cluster: Server) -> None:
    codes = [f"BHXH-94-{number:02}" for number in range(1, 11)]
    units = [{"code": "BHXH-94", "name": "Bảo hiểm xã hội tỉnh", "kind": "province"}]
    units += [{"code": code, "name": code, "kind": "district", "parent": "BHXH-94"} for code in codes]
    told(cluster, STANDING_BODY, "POST /covenant/units/batches", {"units": units}, on="2024-01-01")
    figures = [{"code": code, "collections": 10 + place, "payments": 20} for place, code in enumerate(codes)]
    asked = {"code": "PA-1", "as_of": "2024-01-01", "districts": figures, "figures_from": "giả định (synthetic)"}
    path = f"POST /covenant/units/{identity('unit', 'BHXH-94')}/district-groupings"
    torn = tell(cluster, officer("BHXH-94"), path, {**asked, "borders": [codes[:2]]}, on="2024-01-05")
    assert (torn["code"], torn["source"]["article"]) == ("map-in-pieces", "A.I.5")
    line = [list(pair) for pair in pairwise(codes)]
    key = told(cluster, officer("BHXH-94"), path, {**asked, "borders": line}, on="2024-01-05")
    issue = {"document": "QĐ 100/BHXH", "effective_from": "2024-02-01"}
    told(cluster, head("BHXH-94"), f"POST /covenant/district-groupings/{key}/issue", issue, on="2024-01-10")
    query = f"""{{
      districtGroupings(province: "{identity("unit", "BHXH-94")}") {{ nodes {{ chosen {{ groups torn }} }} }}
      clusters(province: "{identity("unit", "BHXH-94")}", at: "2024-02-01") {{ nodes {{ members {{ code }} }} }}
    }}"""
    found = ask(cluster, query)
    [grouping] = found["districtGroupings"]["nodes"]
    assert grouping["chosen"] == {"groups": [codes[:5], codes[5:]], "torn": 0}
    members = [[each["code"] for each in node["members"]] for node in found["clusters"]["nodes"]]
    assert members == grouping["chosen"]["groups"]
