"""Every answer says by which rules it was judged, and why these, where they are others than the day's."""

from __future__ import annotations

from typing import Any

from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    COUNCIL,
    DIRECTOR,
    MOVEMENT,
    RULEBOOKS,
    STANDING_BODY,
    Running,
    done,
    head,
    leader,
    nominate,
    open_council,
    select,
)
from tests.nomination.test_rest_commendations import BODY, COUNT, OFFICE

NEWER = RULEBOOKS.by_id("law-2022-nd152")
OF_THE_DAY = RULEBOOKS.by_id("law-2022")


def told(receipt: dict[str, Any]) -> tuple[str, str, str]:
    """The rules applied, why they are these, and what the day's would have been."""
    rules = receipt["details"]["rules"]
    return rules["value"], rules["formula_en"], rules["inputs"][0]["value"]


NAMED = (NEWER.version, "named by the request", OF_THE_DAY.version)


def test_opening_a_session_tells_the_rules_named(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    body = {
        "kind": "COUNCIL",
        "code": "HD-1",
        "movement_id": str(MOVEMENT),
        "nominations": [str(nomination)],
        "roll": [{"id": each} for each in COUNCIL],
    }
    opened = done(year.post("/sessions", STANDING_BODY, body, Rulebook=NEWER.id), 201)
    assert told(opened) == NAMED
    assert year.get(f"/sessions/{opened['id']}")["rulebook"] == NEWER.version


def test_the_rules_of_the_day_need_no_reason(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    session = open_council(year, nomination)
    assert year.get(f"/sessions/{session}")["rulebook"] == OF_THE_DAY.version


def test_a_dossier_tells_the_rules_of_its_checklist_and_of_its_clock(year: Running) -> None:
    unit = leader(CLUSTERS[0])
    nomination = nominate(year, unit)
    body = {"nomination_id": str(nomination)}
    opened = done(year.post("/dossiers", head(unit), body, Rulebook=NEWER.id), 201)
    assert told(opened) == NAMED
    address = f"/dossiers/{opened['id']}"
    for kind in ("submission", "report", "minutes_with_ballot"):
        paper = {"kind": kind, "name": f"{kind}.pdf", "sha256": "0" * 64, "pages": 3, "words": 2000}
        done(year.post(f"{address}/papers", head(unit), paper))
    done(year.post(f"{address}/submission", head(unit)))
    done(year.post(f"{address}/receipt", STANDING_BODY))
    accepted = done(year.post(f"{address}/acceptance", STANDING_BODY, Rulebook=NEWER.id))
    assert told(accepted) == NAMED


def test_each_step_of_a_commendation_tells_them(year: Running) -> None:
    made = done(year.post("/commendations", head(OFFICE), BODY, Rulebook=NEWER.id), 201)
    address = f"/commendations/{made['id']}"
    dossier = done(year.post(f"{address}/dossier", head(OFFICE), Rulebook=NEWER.id), 201)
    counted = done(year.post(f"{address}/count", STANDING_BODY, COUNT, Rulebook=NEWER.id))
    ruling = {"number": "12/QĐ-BHXH", "authority": NEWER.titles["BK_BHXH"].authorities[-1].name.vi}
    decided = done(year.post(f"{address}/decision", APPROVER, ruling, Rulebook=NEWER.id))
    assert [told(each) for each in (made, dossier, counted, decided)] == [NAMED] * 4
    assert counted["details"]["state"] == "PASSED"
    other = {**BODY, "code": "TTr-13", "achieved_on": "2025-01-03"}
    plain = done(year.post("/commendations", head(OFFICE), other), 201)
    assert (plain["details"], DIRECTOR) == ({}, OF_THE_DAY.titles["BK_BHXH"].authorities[0].name.vi)
