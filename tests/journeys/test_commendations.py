"""A sudden commendation with its dossier on a running server: written over REST, read at the gateway."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.server import Person, Server
from tests.support.year import AUDITOR, STANDING_BODY, officer, unit_id

pytestmark = pytest.mark.journey

UNIT = "BHXH-68"
ASKED = """query($dossier: ID!, $unit: ID!) {
  commendations(unit: $unit) { nodes { kind state due basis: achievement unit { code } } }
  dossier(id: $dossier) { state due unit { code } verdict { complete missing } reminders { text remindedBy } }
}"""


def post(server: Server, who: Person, path: str, body: object, wait_for: str = "") -> dict[str, Any]:
    headers = {"Effective-At": "2026-01-12", **({"Wait-For": wait_for} if wait_for else {})}
    with server.client(who) as client:
        answer = client.post(path, json=body, headers=headers)
    found: dict[str, Any] = answer.json()
    assert answer.is_success, found
    return found


@pytest.mark.row("D5")
@pytest.mark.row("D7")
@pytest.mark.row("E1")
def test_a_sudden_commendation_waits_for_no_ranking_and_its_dossier_tells_what_is_missing(server: Server) -> None:
    rows = [{"code": UNIT, "name": "Bảo hiểm xã hội tỉnh Lâm Đồng", "kind": "province"}]
    known = post(server, STANDING_BODY, "/covenant/units/batches", {"units": rows})["token"]
    proposal = {
        "kind": "SUDDEN",
        "title": "BK_BHXH",
        "unit_id": UNIT,
        "achievement": "xử lý sự cố liên thông dữ liệu",
        "achieved_on": "2026-01-05",
        "code": "TTr-12",
    }
    made = post(server, officer(UNIT), "/nomination/commendations", proposal, known)["id"]
    dossier = post(server, officer(UNIT), f"/nomination/commendations/{made}/dossier", {})["id"]
    post(server, STANDING_BODY, f"/nomination/dossiers/{dossier}/reminders", {"text": "Đề nghị gửi báo cáo"})
    answer = server.graphql(AUDITOR, ASKED, dossier=dossier, unit=str(unit_id(UNIT)))
    assert "errors" not in answer, answer
    found = answer["data"]
    assert found["commendations"]["nodes"] == [
        {
            "kind": "SUDDEN",
            "state": "PROPOSED",
            "due": "2026-02-19",
            "basis": "xử lý sự cố liên thông dữ liệu",
            "unit": {"code": UNIT},
        }
    ]
    assert found["dossier"] == {
        "state": "DRAFT",
        "due": "2026-02-19",
        "unit": {"code": UNIT},
        "verdict": {"complete": False, "missing": ["submission", "report", "confirmation"]},
        "reminders": [{"text": "Đề nghị gửi báo cáo", "remindedBy": STANDING_BODY.sub}],
    }
