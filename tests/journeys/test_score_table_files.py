"""A score table comes in as a file through the gateway, and goes out as one that comes in the same (row C1)."""

from __future__ import annotations

import time
from typing import Any

import pytest

from kernel.aggregate import identity
from tests.support.server import Person, Server
from tests.support.year import AUDITOR, STANDING_BODY, cluster_head, positions
from thidua.samples.tables import samples

pytestmark = pytest.mark.journey

UNITS = Person("hr-system", ("machine_units",), kind="machine")
CODE, MOVEMENT = "DEMO/1", "TDTX-2026"
CLUSTER = identity("cluster", CODE)
HEAD = cluster_head("BHXH-68", CLUSTER)
ACCEPT = """
mutation($cluster: ID!, $movement: ID!, $sheet: ScoreSheetInput!) {
  acceptScoreSheet(cluster: $cluster, movement: $movement, sheet: $sheet) {
    ... on Receipt { id version } ... on Refusal { code }
  }
}
"""
READ = """
query($id: ID!) {
  scoreTable(id: $id) { digest sheet criteria { code section evidence } cluster { code } }
}
"""
PREVIEW = "query($sheet: ScoreSheetInput!) { scoreSheetPreview(sheet: $sheet) { good digest verdicts { place code } } }"


def post(server: Server, who: Person, path: str, body: object, on: str = "2026-01-05") -> None:
    with server.client(who) as client:
        answer = client.post(path, json=body, headers={"Effective-At": on})
    assert answer.status_code in {200, 201}, answer.text


def begin(server: Server) -> None:
    """Two provinces in a cluster, and the year's movement."""
    rows = [{"code": code, "name": f"BHXH {code}", "kind": "province"} for code in ("BHXH-68", "BHXH-66")]
    post(server, UNITS, "/covenant/units/batches", {"units": rows}, "2026-01-01")
    post(server, STANDING_BODY, "/covenant/clusters", {"code": CODE, "name": "Cụm 1", "kind": "cluster"})
    listed = {"document": "TB 1", "effective_from": "2026-01-05", "members": ["BHXH-68", "BHXH-66"]}
    post(server, STANDING_BODY, f"/covenant/clusters/{CLUSTER}/membership-lists", listed)
    officers = {"term_year": 2026, "head": "BHXH-68", "deputy": "BHXH-66"}
    post(server, STANDING_BODY, f"/covenant/clusters/{CLUSTER}/elections", officers, "2026-01-08")
    launch = {"code": MOVEMENT, "kind": "annual", "theme": "Năm 2026", "contents": ["Thu"]}
    days = {"period_from": "2026-01-01", "period_to": "2026-12-31"}
    post(server, STANDING_BODY, "/covenant/movements", {**launch, **days}, "2026-01-10")


def ask(server: Server, who: Person, query: str, **variables: object) -> Any:
    with server.client(who) as client:
        answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    [found] = answer["data"].values()
    return found


def accept(server: Server, content: str) -> Any:
    """Accepted once scoring has heard of the cluster and the movement."""
    given = {"cluster": str(CLUSTER), "movement": str(identity("movement", MOVEMENT)), "sheet": {"content": content}}
    until = time.monotonic() + 30
    while True:
        found = ask(server, HEAD, ACCEPT, **given)
        if found.get("code") not in {"unknown-cluster", "unknown-movement"} or time.monotonic() > until:
            return found
        time.sleep(0.2)


@pytest.mark.row("C1")
def test_a_sample_is_accepted_read_back_and_refused_when_it_does_not_add_up(server: Server) -> None:
    begin(server)
    hue = samples()[0].content.decode()
    made = accept(server, hue)
    assert made["version"] == 1
    table = ask(server, AUDITOR, READ, id=made["id"])
    assert table["criteria"][0] == {"code": "THU_BHXH", "section": "NOI_DUNG", "evidence": "Báo cáo quyết toán thu"}
    seen = ask(server, AUDITOR, PREVIEW, sheet={"content": table["sheet"]})
    assert (seen["good"], seen["digest"], seen["verdicts"]) == (True, table["digest"], [])
    assert accept(server, table["sheet"])["version"] == 1
    before = positions(server)
    wrong = hue.replace("Nội dung,350,", "Nội dung,351,")
    assert accept(server, wrong)["code"] == "score-table-sheet-refused"
    told = ask(server, AUDITOR, PREVIEW, sheet={"content": wrong})["verdicts"]
    assert [each["code"] for each in told] == ["points-do-not-add-up", "heading-does-not-add-up"]
    assert positions(server) == before
