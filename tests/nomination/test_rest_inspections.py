"""C11, D2 over HTTP: signs of wrongdoing found by an inspection bar the unit until they are remedied or withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from kernel.database import PARKED
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.refusals.merit import InspectionNotHeardOf
from services.nomination.reactions import FOLLOWER
from tests.nomination.neighbours import unit_id
from tests.nomination.running import CLUSTERS, STANDING_BODY, Running, done, head, leader, members, nominate, refused

UNIT, OTHER = members(CLUSTERS[0])[:2]
FILE = Bearer.unit(unit_id(UNIT)).file_id
ASKED = {"unit_id": UNIT, "title": "CO_BHXH", "movement_id": "TDTX-2024"}


def bar(year: Running) -> tuple[str, list[str]]:
    """What the condition that nothing is open comes to, with its events."""
    found = year.get("/eligibility", **ASKED)["why"]["tree"]
    return _condition(found)


def _condition(node: dict[str, Any]) -> tuple[str, list[str]]:
    if node["label"]["en"] == "Nothing is open against the holder":
        assert node["source"]["document"] == "NĐ 152/2025/NĐ-CP"
        return node["value"], node.get("events", [])
    found = [_condition(each) for each in node.get("inputs", [])]
    return next((each for each in found if each[0]), ("", []))


def facts(year: Running) -> list[tuple[str, Any, str | None]]:
    return [(each["kind"], each["fact"]["about"], each["cleared_on"]) for each in _file(year)["facts"]]


def _file(year: Running) -> Any:
    return year.get(f"/merit-files/{FILE}")


@pytest.mark.row("C11")
@pytest.mark.row("D2")
def test_signs_of_wrongdoing_bar_the_unit_until_the_remedy_is_confirmed(year: Running) -> None:
    told = year.neighbours
    inspection = told.inspection(UNIT)
    heard = told.finding(inspection)
    year.hear()
    state, events = bar(year)
    [fact] = _file(year)["facts"]
    assert (state, events) == ("BARRED", [fact["id"], str(heard)])
    assert (fact["fact"]["kind"], fact["fact"]["finding"]["event"], fact["recorded_by"]) == (
        "inspection",
        str(heard),
        FOLLOWER,
    )
    answer = year.post("/nominations", head(UNIT), ASKED)
    assert refused(answer) == (409, "candidate-barred")
    assert "có dấu hiệu vi phạm: KTC-01, nội dung 1, 2025-01-10" in answer.json()["detail"]
    told.remedied(inspection)
    year.hear()
    assert bar(year) == ("MET", [])
    assert facts(year) == [("Inquiry", "KTC-01, nội dung 1", "2025-01-10")]
    nominate(year, UNIT)


def test_the_file_is_opened_for_it_and_claims_nothing_complete(year: Running) -> None:
    year.neighbours.finding(year.neighbours.inspection(UNIT))
    year.hear()
    file = _file(year)
    assert (file["holder"], file["complete_from"], file["since"]) == ("collective", None, None)
    assert year.get("/merit-files", unit=UNIT)["items"][0]["id"] == str(FILE)


def test_a_finding_in_error_bars_nobody_on_any_day(year: Running) -> None:
    inspection = year.neighbours.inspection(UNIT)
    year.neighbours.finding(inspection)
    year.neighbours.found_in_error(inspection)
    year.hear()
    assert (bar(year), facts(year)) == (("MET", []), [])
    types = [each["type"].removeprefix("nomination.") for each in year.get(f"/merit-files/{FILE}/history")["items"]]
    assert types == ["MeritFileOpened", "MeritInquiryOpened", "MeritFactWithdrawn"]


@pytest.mark.parametrize("severity", ["minor", "major"])
def test_a_lighter_finding_bars_nobody_and_opens_no_file(year: Running, severity: str) -> None:
    inspection = year.neighbours.inspection(UNIT)
    year.neighbours.finding(inspection, 1, severity)
    year.neighbours.remedied(inspection)
    year.neighbours.finding(inspection, 2, severity)
    year.neighbours.found_in_error(inspection, 2)
    year.hear()
    assert bar(year) == ("MET", [])
    assert year.get("/merit-files", unit=UNIT)["items"] == []


def test_another_unit_is_not_barred_and_one_remedy_frees_of_one_finding(year: Running) -> None:
    told = year.neighbours
    inspection = told.inspection(UNIT)
    told.finding(inspection, 1)
    told.finding(inspection, 2)
    told.remedied(inspection, 1, date(2025, 1, 5))
    year.hear()
    assert bar(year)[0] == "BARRED"
    found = year.get("/eligibility", **{**ASKED, "unit_id": leader(CLUSTERS[1])})["why"]["tree"]
    assert _condition(found) == ("MET", [])


def test_what_is_heard_again_has_no_second_effect(year: Running) -> None:
    inspection = year.neighbours.inspection(UNIT)
    year.neighbours.finding(inspection)
    year.neighbours.remedied(inspection)
    year.hear()
    before = _file(year)
    year.neighbours.repeat()
    year.hear()
    assert _file(year) == before


def test_it_is_settled_in_the_inspection_and_nowhere_else(year: Running) -> None:
    year.neighbours.finding(year.neighbours.inspection(UNIT))
    year.hear()
    fact = _file(year)["facts"][0]["id"]
    cleared = {"cleared_on": "2025-02-01", "finding": "không vi phạm"}
    by_hand = year.post(f"/merit-files/{FILE}/facts/{fact}/clearance", STANDING_BODY, cleared)
    assert refused(by_hand) == (409, "merit-fact-follows-its-source")
    wording = by_hand.json()["detail_en"]
    assert wording == (
        f"Fact {fact} was put into the file by KTC-01, nội dung 1; it is corrected, ended or withdrawn there."
    )
    by_hand = year.post(f"/merit-files/{FILE}/facts/{fact}/withdrawal", STANDING_BODY, {"reason": "nhầm"})
    assert refused(by_hand) == (409, "merit-fact-follows-its-source")


def test_a_finding_of_an_inspection_never_heard_of_is_parked_and_says_so(year: Running) -> None:
    year.neighbours.finding(unit_id("KTC-99"))
    year.hear()
    with year.service.store.reading() as connection:
        [reason] = connection.execute(sa.select(PARKED.c.reason)).scalars()
    assert reason == str(InspectionNotHeardOf(given=unit_id("KTC-99"), number=1))


def test_the_file_in_the_graph_shows_which_finding_it_is(year: Running) -> None:
    inspection = year.neighbours.inspection(UNIT)
    heard = year.neighbours.finding(inspection)
    year.hear()
    query = "query($id: ID!) { meritFile(id: $id) { facts { kind fact clearedOn } } }"
    assert year.graph(query, id=str(FILE))["meritFile"]["facts"] == [
        {
            "kind": "Inquiry",
            "fact": {
                "kind": "inspection",
                "about": "KTC-01, nội dung 1",
                "opened_on": "2025-01-10",
                "finding": {"inspection_id": str(inspection), "number": 1, "event": str(heard)},
            },
            "clearedOn": None,
        }
    ]


def test_a_file_that_is_there_already_keeps_what_it_holds(year: Running) -> None:
    opened = {"unit_id": UNIT, "since": "1995-07-01", "complete_from": 2010}
    done(year.post("/merit-files", STANDING_BODY, opened), 201)
    year.neighbours.finding(year.neighbours.inspection(UNIT))
    year.hear()
    assert (_file(year)["complete_from"], facts(year)) == (2010, [("Inquiry", "KTC-01, nội dung 1", None)])
