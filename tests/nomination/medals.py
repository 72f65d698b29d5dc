"""People and steps of the medal, for the tests that go over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.nomination.running import Running, done, person

ADMINISTRATOR = person("administrator")
OFFICE = "BHXH-68"
OFFICER = person("unit_officer", unit=OFFICE)
YEARS = "medal.classes.in_sector.in_sector.man"
TWENTY: dict[str, Any] = {
    "person_code": "CB-0001",
    "person_class": "in_sector",
    "sex": "MAN",
    "unit_id": OFFICE,
    "service": [{"first": "2004-07-01"}],
    "papers": ["request", "list", "record"],
}


def reading(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value, "document": "QĐ 889/QĐ-BHXH (2024)", "read_on": "2025-02-03"}


def confirm(running: Running, key: str, value: str) -> UUID:
    return UUID(done(running.post("/figure-confirmations", ADMINISTRATOR, reading(key, value)), 201)["id"])


def propose(running: Running, **changed: object) -> str:
    found: str = done(running.post("/medals", OFFICER, TWENTY | changed), 201)["id"]
    return found


def confirm_all(running: Running) -> None:
    """Every figure that waits, as it was shipped."""
    for each in running.get("/figure-confirmations/waiting")["items"]:
        confirm(running, each["key"], each["value"])
