"""The standing body's week on a running server: who is late, missing or thin, in all services; reminders on record."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.app import SUPERGRAPH
from kernel.aggregate import identity
from tests.support.server import Person, Server
from tests.support.year import AUDITOR, STANDING_BODY, cluster_head, head

pytestmark = [pytest.mark.journey, pytest.mark.row("E1")]

CLUSTER, MOVEMENT = identity("cluster", "CUM-IX"), identity("movement", "TD-E1")
CODES = ["BHXH-91", "BHXH-92", "BHXH-93"]
WHO_IS_LATE = (SUPERGRAPH.parent / "operations" / "who_is_late.graphql").read_text(encoding="utf-8")


def post(server: Server, who: Person, path: str, body: object, on: str) -> dict[str, Any]:
    headers = {"Effective-At": on}
    with server.client(who) as client:
        found: dict[str, Any] = client.post(path, json=body, headers=headers).json()
    return found


def ask(server: Server, on: str, wait_for: str = "") -> dict[str, Any]:
    """The golden operation as of a day, through the gateway."""
    body = {"query": WHO_IS_LATE, "variables": {"movement": str(MOVEMENT), "on": on}}
    with server.client(STANDING_BODY) as client:
        answer = client.post("/graphql", json=body, headers={"Wait-For": wait_for} if wait_for else {}).json()
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]
    return found


def begin(server: Server) -> str:
    """A cluster led by the first of three provinces, and a movement; the token that other services wait for."""
    rows = [{"code": code, "name": f"Bảo hiểm xã hội {code}", "kind": "province"} for code in CODES]
    form = {"code": "CUM-IX", "name": "Cụm thi đua số IX", "kind": "cluster"}
    members = {"document": "TB 12/TB-BHXH", "effective_from": "2024-01-01", "members": CODES}
    year = {"period_from": "2024-01-01", "period_to": "2024-12-31"}
    launch = {"code": "TD-E1", "kind": "annual", "theme": "Năm 2024", "contents": ["Thu, giảm nợ"], **year}
    own = f"/covenant/clusters/{CLUSTER}"
    elected = {"term_year": 2024, "head": CODES[0], "deputy": CODES[1]}
    told = [
        post(server, STANDING_BODY, "/covenant/units/batches", {"units": rows}, "2024-01-01"),
        post(server, STANDING_BODY, "/covenant/clusters", form, "2024-01-01"),
        post(server, STANDING_BODY, f"{own}/membership-lists", members, "2024-01-02"),
        post(server, STANDING_BODY, f"{own}/elections", elected, "2024-01-15"),
        post(server, STANDING_BODY, "/covenant/movements", launch, "2024-01-10"),
    ]
    assert [each for each in told if "version" not in each] == []
    return ",".join(each["token"] for each in told if each["token"])


def test_the_standing_body_asks_all_services_at_once_reminds_and_sees_the_effect(server: Server) -> None:
    token = begin(server)
    found = ask(server, "2024-04-01", token)
    late = [(each["kind"], each["unit"]["code"], each["fault"]) for each in found["oversight"]["nodes"]]
    members = [(kind, code, "MISSING") for kind in ("COVENANT", "REGISTRATION") for code in CODES]
    own = [(kind, "BHXH-91", "MISSING") for kind in ("CROSS_CHECK", "OPERATING_RULES", "PROGRAMME")]
    assert sorted(late) == sorted(members + own)
    assert found["nominationFaults"]["nodes"] == []  # dossiers alone: nobody is told twice
    lacking = {"code": "CUM-IX", "hasRules": False, "hasProgramme": False, "lateItems": 0, "overdueFindings": 0}
    assert found["clusterOversight"]["nodes"] == [{**lacking, "reminders": 0}]

    [plan] = [each for each in found["oversight"]["nodes"] if each["kind"] == "PROGRAMME"]
    mutation = """mutation($matter: MatterInput!) {
      remind(matter: $matter, text: "Đề nghị ban hành chương trình năm", terms: {effectiveAt: "2024-04-01T03:00:00Z"}) {
        ... on Receipt { id } ... on Refusal { code } } }"""
    matter = {"kind": plan["kind"], "aboutId": plan["aboutId"], "subject": plan["subject"]}
    sent = server.graphql(STANDING_BODY, mutation, matter=matter)["data"]["remind"]
    assert server.graphql(STANDING_BODY, mutation, matter=matter)["data"]["remind"] == {"code": "reminded-today"}
    assert server.graphql(AUDITOR, mutation, matter=matter)["data"]["remind"] == {"code": "forbidden"}
    answer = {"answer": "Sẽ ban hành trước ngày 05/4"}
    path = f"/covenant/reminders/{sent['id']}/answers"
    assert post(server, head("BHXH-92"), path, answer, "2024-04-02")["code"] == "forbidden"
    assert post(server, head("BHXH-91"), path, answer, "2024-04-02")["version"] == 2
    meeting = {"code": "HD-01", "kind": "activity", "content": "Sơ kết", "due_on": "2024-07-15"}
    adopted = {"year": 2024, "document": "KH 05", "items": [{**meeting, "responsible": "BHXH-91"}]}
    leader, programmes = cluster_head("BHXH-91", CLUSTER), f"/covenant/clusters/{CLUSTER}/programmes"
    assert post(server, leader, programmes, adopted, "2024-04-04")["version"] == 1

    urged = {"kind": "PROGRAMME", "subject": "2024", "sentOn": "2024-04-01", "unit": {"code": "BHXH-91"}}
    replied = {**urged, "answer": answer["answer"]}
    assert ask(server, "2024-04-03")["urged"]["nodes"] == [{**replied, "effect": "ANSWERED"}]
    now = ask(server, "2024-04-04")["oversight"]["nodes"]
    assert [(each["subject"], each["fault"]) for each in now if each["kind"] == "PROGRAMME"] == [("2024", "THIN")]
