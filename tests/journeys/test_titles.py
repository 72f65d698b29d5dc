"""A merit file on a running server, kept through REST and asked through the gateway (rows D2, D3, B2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.server import Person, Server
from tests.support.year import AUDITOR, STANDING_BODY, officer, unit_id

pytestmark = [pytest.mark.journey, pytest.mark.row("D2")]

UNIT, OTHER, CODE = "BHXH-68", "BHXH-67", "CB-0001"
OFFICER = officer(UNIT)
LADDER = """query($file: ID!) {
  titleLadder(file: $file, year: 2024, on: "2025-01-15") {
    next { title state missing { state en detail source } }
    rungs { title state held }
  }
  titleStreaks(file: $file) { title years gaps current }
}"""


def post(server: Server, who: Person, path: str, body: object, wait_for: str = "") -> dict[str, Any]:
    headers = {"Effective-At": "2025-01-15", **({"Wait-For": wait_for} if wait_for else {})}
    with server.client(who) as client:
        found: dict[str, Any] = client.post(path, json=body, headers=headers).json()
    return found


@pytest.fixture(scope="module")
def file(server: Server) -> str:
    """An officer keeps the file of a colleague: three years a base fighter but one, and this year's rating."""
    rows = [
        {"code": UNIT, "name": "Bảo hiểm xã hội tỉnh Lâm Đồng", "kind": "province"},
        {"code": OTHER, "name": "Bảo hiểm xã hội tỉnh Đắk Nông", "kind": "province"},
    ]
    receipt = post(server, STANDING_BODY, "/covenant/units/batches", {"units": rows})
    opening = {"unit_id": UNIT, "person_code": CODE, "since": "2015-03-01", "complete_from": 2015}
    with server.client(AUDITOR) as client:
        client.get("/nomination/merit-files", headers={"Wait-For": receipt["token"]}).raise_for_status()
    found: str = post(server, OFFICER, "/nomination/merit-files", opening)["id"]
    facts: list[dict[str, Any]] = [
        {"kind": "rating", "year": 2024, "level": "excellent"},
        {"kind": "attestation", "year": 2024, "standard": "conduct"},
        *({"kind": "award", "title": "LDTT", "year": year} for year in (2022, 2023, 2024)),
        *({"kind": "award", "title": "CSTDCS", "year": year} for year in (2021, 2022, 2024)),
    ]
    for fact in facts:
        known = {"number": f"{fact['year']}/QĐ-BHXH", "decided_on": f"{fact['year']}-12-20"}
        whole = {**fact, **(known if fact["kind"] == "award" else {})}
        made = post(server, OFFICER, f"/nomination/merit-files/{found}/facts", {"fact": whole, "evidence": "HS 12"})
        assert "version" in made, made
    return found


def test_the_gateway_says_what_is_missing_for_the_next_title(server: Server, file: str) -> None:
    answer = server.graphql(AUDITOR, LADDER, file=file)
    assert "errors" not in answer, answer
    ladder, streaks = answer["data"]["titleLadder"], answer["data"]["titleStreaks"]
    following = ladder["next"]
    assert (following["title"], following["state"]) == ("CSTD_NGANH", "NOT_MET")
    assert [(each["en"], each["detail"]) for each in following["missing"]] == [
        ("CSTDCS held for 3 consecutive years", "CSTDCS: 2022, 2024 (thiếu 2023)"),
        ("1 initiative of sector level", "0/1"),
    ]
    assert streaks[0] == {"title": "CSTDCS", "years": [2021, 2022, 2024], "gaps": [2023], "current": 1}


def test_what_is_refused_names_its_article(server: Server, file: str) -> None:
    award = {"kind": "award", "title": "LDTT", "year": 2024, "number": "1/QĐ", "decided_on": "2024-12-31"}
    body = {"fact": award, "evidence": "HS 13"}
    again = post(server, OFFICER, f"/nomination/merit-files/{file}/facts", body)
    assert (again["code"], again["source"]["article"]) == ("title-given-twice", "Điều 5 khoản 2")
    later = {
        "fact": {"kind": "membership", "unit_id": str(unit_id(OTHER)), "since": "2024-06-01"},
        "evidence": "QĐ",
    }
    moved = post(server, OFFICER, f"/nomination/merit-files/{file}/facts", later)
    assert moved["code"] == "person-in-two-units"
