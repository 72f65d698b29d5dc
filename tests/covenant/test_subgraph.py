"""The covenant subgraph: one query asks for the whole cluster without an N+1; commands answer receipts or refusals."""

from __future__ import annotations

import pytest

from tests.covenant.running import (
    AUDITOR,
    MEMBERS,
    STANDING_BODY,
    Running,
    agree,
    begin_year,
    cluster_head,
    cluster_id,
    covenant_id,
    done,
    draft,
    elect,
    establish,
    form,
    head,
    launch,
    movement_id,
    officer,
    person,
    register,
    sign,
    unit_id,
)
from tests.support.statements import assert_read_together, counted

REFUSED = (
    "... on Refusal { code title { vi en } detail { vi } source { document article status } fields why { digest } }"
)
ANSWER = f"{{ __typename ... on Receipt {{ id version token details }} {REFUSED} }}"
TARGET = (
    '{ indicator: "BHYT", name: "Tỷ lệ bao phủ BHYT", unitOfMeasure: "%", direction: BAND, value: "93.5", upper: "95" }'
)

CLUSTER = """
query($code: String!, $movement: ID!) {
  cluster(code: $code) {
    code kind owner { code }
    officers { year electedOn head { code } deputy { code } }
    elections { year }
    lists { document effectiveFrom members { code } }
    members {
      code name kind parent { code } mergedInto { code } children { code } names { name }
      clusters { code }
      covenants(movement: $movement) {
        state signedOn late dueOn dueSource { document }
        movement { code theme covenantSigning { day source { document } } duties { party } organiser { code } }
        unit { code }
        targets { indicator direction value upper } registrations { title holder personCode late }
        steps why { label { vi } inputs { value source { document } events } digest tree }
      }
    }
    standings(movement: $movement) { unit { code } signed late signedOn titles }
  }
}
"""


def test_one_query_tells_all_about_a_cluster(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-64", on="2024-04-02")
    register(running, "BHXH-64")
    found = running.graph(CLUSTER, code="2024/VII", movement=str(movement_id("TDTX-2024")))["cluster"]
    assert found["officers"] == {
        "year": 2024,
        "electedOn": "2024-01-15",
        "head": {"code": "BHXH-62"},
        "deputy": {"code": "BHXH-64"},
    }
    assert [each["code"] for each in found["members"]] == list(MEMBERS)
    assert found["lists"][0]["members"] == [{"code": code} for code in MEMBERS]
    [covenant] = found["members"][1]["covenants"]
    why = covenant.pop("why")
    assert covenant == {
        "state": "SIGNED",
        "signedOn": "2024-04-02",
        "late": True,
        "dueOn": "2024-03-31",
        "dueSource": {"document": "CV 01/BHXH-TĐKT 04/01/2011"},
        "unit": {"code": "BHXH-64"},
        "movement": {
            "code": "TDTX-2024",
            "theme": "Hoàn thành xuất sắc nhiệm vụ năm 2024",
            "covenantSigning": {"day": "2024-03-31", "source": {"document": "CV 01/BHXH-TĐKT 04/01/2011"}},
            "duties": [],
            "organiser": None,
        },
        "targets": [{"indicator": "BHXH_BB", "direction": "HIGHER", "value": "123456.75", "upper": None}],
        "registrations": [{"title": "CO_BHXH", "holder": "COLLECTIVE", "personCode": None, "late": False}],
        "steps": [],
    }
    assert [each["value"] for each in why["inputs"]] == ["đúng hạn · in time", "muộn · late"][::-1]
    rest = running.get(f"/covenants/{covenant_id('BHXH-64')}/why")
    assert (why["digest"], why["tree"]) == (rest["digest"], rest["tree"])
    assert [each["late"] for each in found["standings"]] == [False, True, False, False]


def test_the_members_of_a_cluster_are_read_together(running: Running) -> None:
    begin_year(running)
    many = tuple(f"BHXH-{number}" for number in range(70, 85))
    establish(running, *many)
    form(running, *many, code="2024/VIII")
    elect(running, many[0], many[1], code="2024/VIII")
    read = []
    for code, units in (("2024/VII", MEMBERS), ("2024/VIII", many)):
        for unit in units:
            sign(running, unit, code=code)
            register(running, unit)
        with counted() as statements:
            running.graph(CLUSTER, code=code, movement=str(movement_id("TDTX-2024")))
        read.append(statements)
    assert_read_together(read[0], read[1], len(many) - len(MEMBERS))


def test_the_rows_of_a_list_are_read_together(running: Running) -> None:
    first, *further = units = [f"BHXH-{number}" for number in range(62, 74)]
    establish(running, *units)
    form(running, *units)
    launch(running)
    unit = "unit { code clusters { code lists { members { code } } } names { name } }"
    query = f"{{ covenants {{ nodes {{ {unit} targets {{ value }} steps why {{ value }} }} }} }}"
    read = []
    for signing in ([first], further):
        for each in signing:
            sign(running, each)
        with counted() as statements:
            running.graph(query)
        read.append(statements)
    assert_read_together(read[0], read[1], len(further))


def test_the_day_asked_for_goes_all_the_way_down(running: Running) -> None:
    begin_year(running)
    address = f"/units/{unit_id('BHXH-62')}/name"
    done(running.put(address, STANDING_BODY, {"name": "Tên mới"}, Effective_At="2024-07-01"))
    query = 'query($at: Date) { cluster(code: "2024/VII", at: $at) { members { name } officers { head { name } } } }'
    before, after = running.graph(query, at="2024-06-30"), running.graph(query, at="2024-07-01")
    assert before["cluster"]["officers"]["head"]["name"] == "BHXH BHXH-62"
    assert after["cluster"]["officers"]["head"]["name"] == "Tên mới"
    assert running.graph(query, at="2023-12-31")["cluster"] == {"members": [], "officers": None}


def test_connections_page_forward(running: Running) -> None:
    establish(running, *[f"BHXH-{number:02}" for number in range(1, 6)])
    page = "edges { cursor node { code } } pageInfo { hasNextPage endCursor }"
    query = f"query($after: String) {{ units(first: 2, after: $after) {{ {page} }} }}"
    codes: list[str] = []
    after = None
    while True:
        found = running.graph(query, after=after)["units"]
        codes += [edge["node"]["code"] for edge in found["edges"]]
        assert found["pageInfo"]["endCursor"] == found["edges"][-1]["cursor"]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert codes == [f"BHXH-{number:02}" for number in range(1, 6)]


def test_every_list_filters(running: Running) -> None:
    begin_year(running)
    establish(running, "BHXH-68")
    establish(running, "BHXH-68-672", kind="district", parent="BHXH-68")
    sign(running, "BHXH-64", on="2024-04-02")
    draft(running, "BHXH-62")
    query = """
    query($province: ID!, $member: ID!, $movement: ID!, $cluster: ID!) {
      districts: units(kind: DISTRICT, province: $province) { nodes { code parent { code } } }
      under: units(parent: $province, text: "672") { nodes { code } }
      clusters(kind: CLUSTER, member: $member) { nodes { code members { code } } }
      movements(kind: ANNUAL, year: 2024, closed: false) { nodes { code } }
      late: covenants(movement: $movement, cluster: $cluster, late: true) { nodes { unit { code } } }
      drafted: covenants(state: DRAFTED) { nodes { unit { code } movement { code } } }
    }"""
    ids = {
        "province": unit_id("BHXH-68"),
        "member": unit_id("BHXH-62"),
        "movement": movement_id("TDTX-2024"),
        "cluster": cluster_id("2024/VII"),
    }
    assert running.graph(query, AUDITOR, **{name: str(value) for name, value in ids.items()}) == {
        "districts": {"nodes": [{"code": "BHXH-68-672", "parent": {"code": "BHXH-68"}}]},
        "under": {"nodes": [{"code": "BHXH-68-672"}]},
        "clusters": {"nodes": [{"code": "2024/VII", "members": [{"code": code} for code in MEMBERS]}]},
        "movements": {"nodes": [{"code": "TDTX-2024"}]},
        "late": {"nodes": [{"unit": {"code": "BHXH-64"}}]},
        "drafted": {"nodes": [{"unit": {"code": "BHXH-62"}, "movement": {"code": "TDTX-2024"}}]},
    }


def test_entities_are_found_by_their_keys(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-62")
    query = """
    query($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on Unit { unit: code } ... on Cluster { cluster: code }
      ... on Movement { movement: code } ... on Covenant { state } } }"""
    keys = [
        {"__typename": "Unit", "id": str(unit_id("BHXH-62"))},
        {"__typename": "Unit", "id": str(unit_id("BHXH-00"))},
        {"__typename": "Cluster", "id": str(cluster_id("2024/VII"))},
        {"__typename": "Cluster", "id": str(cluster_id("X"))},
        {"__typename": "Movement", "id": str(movement_id("TDTX-2024"))},
        {"__typename": "Movement", "id": str(movement_id("X"))},
        {"__typename": "Covenant", "id": str(covenant_id("BHXH-62"))},
        {"__typename": "Covenant", "id": str(covenant_id("BHXH-64"))},
    ]
    assert running.graph(query, keys=keys)["_entities"] == [
        {"unit": "BHXH-62"},
        None,
        {"cluster": "2024/VII"},
        None,
        {"movement": "TDTX-2024"},
        None,
        {"state": "SIGNED"},
        None,
    ]


def test_one_thing_is_found_by_id_or_code_or_not(running: Running) -> None:
    begin_year(running)
    draft(running, "BHXH-62")
    query = """
    query($id: ID!, $none: ID!) {
      byCode: unit(code: "BHXH-62") { id } byId: unit(id: $id) { code } gone: unit(code: "X") { code }
      noCluster: cluster(code: "X") { code } movement(code: "TDTX-2024") { kind contents }
      noMovement: movement(code: "X") { code } noCovenant: covenant(id: $none) { state }
    }"""
    found = running.graph(query, id=str(unit_id("BHXH-62")), none=str(unit_id("X")))
    assert found == {
        "byCode": {"id": str(unit_id("BHXH-62"))},
        "byId": {"code": "BHXH-62"},
        "gone": None,
        "noCluster": None,
        "movement": {"kind": "ANNUAL", "contents": ["Thu, giảm nợ", "Phát triển đối tượng"]},
        "noMovement": None,
        "noCovenant": None,
    }


def test_a_console_takes_a_covenant_through_its_year(running: Running) -> None:
    begin_year(running)
    covenant = str(covenant_id("BHXH-64"))
    flag = '{ title: "CO_BHXH", holder: COLLECTIVE }'
    steps = [
        (officer("BHXH-64"), f'draftCovenant(unit: "BHXH-64", movement: "TDTX-2024", targets: [{TARGET}])'),
        (officer("BHXH-64"), f'setCovenantTargets(covenant: "{covenant}", targets: [{TARGET}])'),
        (cluster_head("BHXH-62"), f'agreeCovenant(covenant: "{covenant}")'),
        (cluster_head("BHXH-62"), f'withdrawCovenantAgreement(covenant: "{covenant}", reason: "Sửa")'),
        (cluster_head("BHXH-62"), f'agreeCovenant(covenant: "{covenant}")'),
        (head("BHXH-64"), f'signCovenant(covenant: "{covenant}")'),
        (officer("BHXH-64"), f'registerTitles(covenant: "{covenant}", registrations: [{flag}])'),
        (officer("BHXH-64"), f'withdrawTitle(covenant: "{covenant}", registration: {flag}, reason: "Nhầm")'),
    ]
    answers = [running.graph(f"mutation {{ answer: {text} {ANSWER} }}", who)["answer"] for who, text in steps]
    assert [answer["__typename"] for answer in answers] == ["Receipt"] * 8
    assert [answer["version"] for answer in answers] == [2, 3, 4, 5, 6, 7, 8, 9]
    query = f'{{ covenant(id: "{covenant}") {{ targets {{ value upper }} late steps }} }}'
    found = running.graph(query, officer("BHXH-64"))["covenant"]
    assert found == {
        "targets": [{"value": "93.5", "upper": "95"}],
        "late": True,
        "steps": ["REGISTER_TITLES", "PROPOSE_AMENDMENT"],
    }
    running.graph(f'mutation {{ closeMovement(movement: "{movement_id("TDTX-2024")}") {ANSWER} }}', STANDING_BODY)
    assert running.graph(query, officer("BHXH-64"))["covenant"]["steps"] == []


def test_a_console_runs_a_cluster_and_a_movement(running: Running) -> None:
    establish(running, "BHXH-62", "BHXH-64")
    vii, head_of_vii = cluster_id("2024/VII"), cluster_head("BHXH-62")
    lists = '[{ cluster: "2024/VII", members: ["BHXH-62", "BHXH-64"] }]'
    launched = (
        'launch: { code: "TDTX-2024", kind: ANNUAL, theme: "Thi đua", contents: ["Thu"], periodFrom: "2024-01-01", '
        'periodTo: "2024-12-31", duties: [{ party: "Ban TĐKT", task: "đôn đốc" }], purposes: ["Phát triển"] }'
    )
    at = 'terms: { effectiveAt: "2024-01-05T00:00:00+07:00" }'
    steps = [
        (STANDING_BODY, f'formCluster(code: "2024/VII", name: "Cụm VII", kind: CLUSTER, {at})'),
        (STANDING_BODY, f'issueMembershipLists(document: "TB 12", effectiveFrom: "2024-01-05", lists: {lists})'),
        (STANDING_BODY, f'electOfficers(cluster: "{vii}", termYear: 2024, head: "BHXH-62", deputy: "BHXH-64")'),
        (STANDING_BODY, f"launchMovement({launched})"),
        (officer("BHXH-64"), f'draftCovenant(unit: "BHXH-64", movement: "TDTX-2024", targets: [{TARGET}])'),
        (head_of_vii, f'agreeCovenant(covenant: "{covenant_id("BHXH-64")}")'),
        (head_of_vii, f'signCovenantsJointly(cluster: "{vii}", movement: "TDTX-2024")'),
        (head_of_vii, f'submitRegistrationSet(cluster: "{vii}", movement: "TDTX-2024")'),
        (STANDING_BODY, f'closeMovement(movement: "{movement_id("TDTX-2024")}")'),
    ]
    answers = [running.graph(f"mutation {{ answer: {text} {ANSWER} }}", who)["answer"] for who, text in steps]
    assert [answer["__typename"] for answer in answers] == ["Receipt"] * 9
    query = """{ registrationSets { nodes { submittedOn cluster { code } movement { code closedOn }
      signed { code } late { code } unsigned { code } unregistered { code } } } }"""
    assert running.graph(query)["registrationSets"]["nodes"] == [
        {
            "submittedOn": "2024-12-31",
            "cluster": {"code": "2024/VII"},
            "movement": {"code": "TDTX-2024", "closedOn": "2024-12-31"},
            "signed": [],
            "late": [{"code": "BHXH-64"}],
            "unsigned": [{"code": "BHXH-62"}],
            "unregistered": [{"code": "BHXH-62"}, {"code": "BHXH-64"}],
        }
    ]


def test_a_refused_command_is_data_with_its_source_and_why(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-64")
    text = f'signCovenant(covenant: "{covenant_id("BHXH-64")}")'
    refused = running.graph(f"mutation {{ answer: {text} {ANSWER} }}", head("BHXH-64"))["answer"]
    assert len(refused.pop("why")["digest"]) == 64
    assert refused == {
        "__typename": "Refusal",
        "code": "already-signed",
        "title": {"vi": "Giao ước đã ký", "en": "The covenant is signed already"},
        "detail": {"vi": "Giao ước đã được ký ngày 2024-03-20."},
        "source": {"document": "CV 01/BHXH-TĐKT 04/01/2011", "article": "", "status": "found"},
        "fields": [],
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('signCovenant(covenant: "khong-phai-uuid")', "covenant-malformed-id"),
        ('draftCovenant(unit: "BHXH-62", movement: "TDTX-2024")', "forbidden"),
        ('setCovenantTargets(covenant: "{covenant}", targets: [], terms: { expectedVersion: 1 })', "stale-version"),
        ('setCovenantTargets(covenant: "{covenant}", targets: [{negative}])', "absurd-target"),
    ],
)
def test_commands_that_mean_nothing_are_refused_as_data(running: Running, text: str, code: str) -> None:
    begin_year(running)
    draft(running, "BHXH-64")
    negative = TARGET.replace("93.5", "-93.5")
    wanted = text.replace("{negative}", negative).replace("{covenant}", str(covenant_id("BHXH-64")))
    answer = running.graph(f"mutation {{ answer: {wanted} {ANSWER} }}", officer("BHXH-64"))["answer"]
    assert (answer["__typename"], answer["code"]) == ("Refusal", code)


def test_history_is_told_event_by_event(running: Running) -> None:
    begin_year(running)
    agree(running, "BHXH-64")
    query = "query($id: ID!) { covenantHistory(id: $id) { eventId version type actor effective members } }"
    found = running.graph(query, id=str(covenant_id("BHXH-64")))["covenantHistory"]
    rest = running.get(f"/covenants/{covenant_id('BHXH-64')}/history")["items"]
    assert [each["type"] for each in found] == [
        "covenant.CovenantDrafted",
        "covenant.TargetsSet",
        "covenant.CovenantAgreed",
    ]
    assert [each["eventId"] for each in found] == [each["event_id"] for each in rest]


@pytest.mark.parametrize("query", ["{ units { nodes { code } } }", '{ unit(code: "BHXH-62") { code } }'])
def test_who_has_no_right_reads_nothing(running: Running, query: str) -> None:
    begin_year(running)
    headers = running.headers(person("visitor"))
    found = running.client.post("/graphql", json={"query": query}, headers=headers).json()
    anonymous = running.client.post("/graphql", json={"query": query}).json()
    assert [each["errors"][0]["extensions"]["code"] for each in (found, anonymous)] == ["forbidden", "unauthenticated"]
    assert running.graph(query, AUDITOR) is not None
