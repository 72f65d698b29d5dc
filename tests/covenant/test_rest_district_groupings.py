"""A3: proposed groupings over REST and in the graph; the figures are synthetic."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.covenant.running import (
    AUDITOR,
    RULEBOOKS,
    STANDING_BODY,
    Running,
    done,
    establish,
    head,
    officer,
    refused,
    unit_id,
)

PROVINCE = f"/units/{unit_id('BHXH-68')}/district-groupings"
CODES = [f"BHXH-68-{number:03}" for number in range(1, 11)]


def asked(**others: object) -> dict[str, Any]:
    districts = [{"code": code, "collections": 10 + place, "payments": 20.5} for place, code in enumerate(CODES)]
    body = {"code": "PA-1", "as_of": "2024-01-01", "districts": districts, "figures_from": "giả định (synthetic)"}
    return {**body, "borders": [list(pair) for pair in pairwise(CODES)], **others}


def districts(running: Running) -> None:
    establish(running, "BHXH-68")
    establish(running, *CODES, kind="district", parent="BHXH-68")


def propose(running: Running, **others: object) -> str:
    """A proposal of two clusters along a line; its address."""
    districts(running)
    found = done(running.post(PROVINCE, officer("BHXH-68"), asked(**others), Effective_At="2024-01-05"), 201)
    return f"/district-groupings/{found['id']}"


def issue_grouping(running: Running) -> str:
    address = propose(running)
    body = {"document": "QĐ 100/BHXH", "effective_from": "2024-02-01"}
    done(running.post(f"{address}/issue", head("BHXH-68"), body, Effective_At="2024-01-10"))
    return address


def test_a_proposal_is_kept_with_its_alternatives_and_its_why(running: Running) -> None:
    address = propose(running)
    found = running.get(address)
    assert (found["required"], found["connected"], found["chosen"]) == (2, True, found["options"][0])
    assert [each["kind"] for each in found["options"]] == ["connected", "by_figures"]
    assert (found["chosen"]["torn"], found["chosen"]["groups"]) == (0, [CODES[:5], CODES[5:]])
    assert found["options"][-1]["torn"] > 0
    assert found["districts"][1] == {"code": CODES[1], "collections": "11", "payments": "20.5"}
    why = running.get(f"{address}/why")
    assert why["tree"]["source"]["article"] == "A.I.5"
    assert why["tree"]["inputs"][0]["value"] == "2"
    assert why["tree"]["value"] == " | ".join(", ".join(group) for group in found["chosen"]["groups"])


def test_the_same_districts_in_another_order_give_the_same_proposal(running: Running) -> None:
    first = running.get(propose(running))
    turned = asked(code="PA-2")
    turned["districts"].reverse()
    turned["borders"] = [pair[::-1] for pair in reversed(turned["borders"])]
    second = done(running.post(PROVINCE, officer("BHXH-68"), turned), 201)
    again = running.get(f"/district-groupings/{second['id']}")
    same = ("chosen", "options", "districts", "borders")
    assert [first[name] for name in same] == [again[name] for name in same]


def test_an_adjusted_proposal_is_issued_as_the_lists_of_the_clusters(running: Running) -> None:
    address = propose(running)
    body = {"groups": [CODES[:4], CODES[4:]], "reason": "Theo khu vực kinh tế"}
    done(running.post(f"{address}/adjustment", officer("BHXH-68"), body))
    why = running.get(f"{address}/why")
    assert why["tree"]["inputs"][2]["label"]["en"] == "As adjusted"
    issue = {"document": "QĐ 100/BHXH", "effective_from": "2024-02-01"}
    receipt = done(running.post(f"{address}/issue", head("BHXH-68"), issue))
    members = [
        [each["code"] for each in running.get(f"/clusters/{cluster}", at="2024-02-01")["members"]]
        for cluster in receipt["details"]["clusters"]
    ]
    assert members == [CODES[:4], CODES[4:]]
    found = running.get(address)
    assert (found["document"], found["effective_from"], found["reason"]) == (
        "QĐ 100/BHXH",
        "2024-02-01",
        "Theo khu vực kinh tế",
    )
    assert refused(running.post(f"{address}/issue", head("BHXH-68"), issue)) == (409, "grouping-issued")
    types = [each["type"] for each in running.get(f"{address}/history")["items"]]
    assert types == [f"covenant.DistrictGrouping{name}" for name in ("Proposed", "Adjusted", "Issued")]


def test_a_province_whose_districts_have_changed_issues_nothing(running: Running) -> None:
    address = propose(running)
    path = f"/units/{unit_id(CODES[9])}/dissolution"
    done(running.post(path, STANDING_BODY, Effective_At="2024-01-20"))
    issue = {"document": "QĐ 100/BHXH", "effective_from": "2024-02-01"}
    assert refused(running.post(f"{address}/issue", head("BHXH-68"), issue))[0] == 409
    assert (running.get(address)["issued_on"], running.get("/clusters")["items"]) == (None, [])


def test_what_is_not_right_is_refused(running: Running) -> None:
    propose(running)

    def answer(who: Any = None, **others: object) -> tuple[int, str]:
        return refused(running.post(PROVINCE, who or officer("BHXH-68"), asked(**{"code": "PA-2", **others})))

    assert answer(code="PA-1") == (409, "grouping-exists")
    assert answer(AUDITOR) == (403, "forbidden")
    assert answer(officer("BHXH-67")) == (403, "forbidden")
    assert answer(districts=asked()["districts"][:9]) == (409, "districts-left-out")
    assert answer(borders=[[CODES[0], "BHXH-99"]]) == (422, "border-of-no-districts")
    assert answer(borders=[[CODES[0], CODES[1]]]) == (409, "map-in-pieces")
    assert len(running.get("/district-groupings")["items"]) == 1


def test_proposals_are_listed_with_filters(running: Running) -> None:
    assert running.get("/district-groupings") == {"items": [], "next": None}
    issue_grouping(running)
    establish(running, "BHXH-67")

    def found(**wanted: object) -> list[str]:
        return [each["code"] for each in running.get("/district-groupings", **wanted)["items"]]

    assert (found(), found(issued=True), found(issued=False)) == (["PA-1"], ["PA-1"], [])
    own, other = str(unit_id("BHXH-68")), str(unit_id("BHXH-67"))
    assert (found(province=own), found(province=other)) == (["PA-1"], [])
    assert refused(running.get_as(AUDITOR, "/district-groupings", province="X")) == (404, "unknown-unit")


RESULT = "{ __typename ... on Receipt { id } ... on Refusal { code } }"
PROPOSE = f"""mutation($province: ID!, $grouping: DistrictGroupingInput!) {{
  proposeDistrictGrouping(province: $province, grouping: $grouping) {RESULT} }}"""
ADJUST = f"""mutation($grouping: ID!, $groups: [[String!]!]!) {{
  adjustDistrictGrouping(grouping: $grouping, groups: $groups, reason: "Theo khu vực") {RESULT} }}"""
ISSUE = f"""mutation($grouping: ID!) {{ issueDistrictGrouping(grouping: $grouping, document: "QĐ 100",
  effectiveFrom: "2024-02-01") {RESULT} }}"""
ASK = """query($province: ID!) { districtGroupings(province: $province) { nodes { code required issuedOn
  province { code } chosen { kind groups torn imbalance } options { kind } why { value digest } } } }"""


def test_the_graph_proposes_adjusts_issues_and_shows(running: Running) -> None:
    districts(running)
    own, who = str(unit_id("BHXH-68")), head("BHXH-68")
    named = [{"code": code, "collections": "10", "payments": "20"} for code in CODES]
    grouping = {"code": "PA-1", "asOf": "2024-01-01", "districts": named, "figuresFrom": "giả định"}
    lame = {**grouping, "borders": [[CODES[0]]]}
    assert running.graph(PROPOSE, who, province=own, grouping=lame)["proposeDistrictGrouping"]["code"] == (
        "border-of-no-districts"
    )
    line = {**grouping, "borders": [list(pair) for pair in pairwise(CODES)]}
    key = running.graph(PROPOSE, who, province=own, grouping=line)["proposeDistrictGrouping"]["id"]
    groups = [CODES[:4], CODES[4:]]
    assert "id" in running.graph(ADJUST, who, grouping=key, groups=groups)["adjustDistrictGrouping"]
    assert "id" in running.graph(ISSUE, who, grouping=key)["issueDistrictGrouping"]
    [found] = running.graph(ASK, province=own)["districtGroupings"]["nodes"]
    assert (found["required"], found["issuedOn"], found["province"]) == (2, "2024-12-31", {"code": "BHXH-68"})
    assert found["chosen"] == {"kind": "ADJUSTED", "groups": groups, "torn": 0, "imbalance": "10.00"}
    assert found["why"]["digest"] == running.get(f"/district-groupings/{key}/why")["digest"]


def test_a_proposal_names_its_rules_and_says_so(running: Running) -> None:
    districts(running)
    named = RULEBOOKS.by_id("law-2003")
    receipt = done(running.post(PROVINCE, officer("BHXH-68"), asked(), Rulebook=named.id), 201)
    assert receipt["details"]["rules"]["value"] == named.version
    address = f"/district-groupings/{receipt['id']}"
    assert running.get(f"{address}/why")["tree"]["inputs"][0]["rule_version"] == named.version
    issue = {"document": "QĐ 100/BHXH", "effective_from": "2024-02-01"}
    issued = done(running.post(f"{address}/issue", head("BHXH-68"), issue, Rulebook=named.id))
    assert issued["details"]["rules"]["value"] == named.version
    assert issued["details"]["why"]["rule_version"] == named.version


def test_a_grouping_is_of_no_day_that_has_not_come(running: Running) -> None:  # rule: it_is_of_a_day_that_has_come
    districts(running)
    answer = running.post(PROVINCE, officer("BHXH-68"), asked(as_of="2025-01-01"))
    assert (refused(answer), answer.json()["fields"]) == ((422, "not-yet-true"), ["as_of"])
    done(running.post(PROVINCE, officer("BHXH-68"), asked(as_of="2024-12-31")), 201)
