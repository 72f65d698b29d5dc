"""A1, D2 over HTTP: units that went up in another, in the merit file of their successor; declared or not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.nomination.neighbours import unit_id
from tests.nomination.running import CLUSTERS, STANDING_BODY, Running, done, members, refused

NEW, OLD, OLDER, OTHER = members(CLUSTERS[0])
EXCELLENT = {"kind": "rating", "year": 2023, "level": "excellent"}


def opened(running: Running, unit: str) -> str:
    body = {"unit_id": unit, "since": "1995-07-01", "complete_from": 2000}
    found: str = done(running.post("/merit-files", STANDING_BODY, body), 201)["id"]
    return found


def declare(running: Running, file: str, unit: str, merged_on: str = "2024-07-01") -> Any:
    fact = {"kind": "predecessor", "unit_id": unit, "merged_on": merged_on}
    return running.post(f"/merit-files/{file}/facts", STANDING_BODY, {"fact": fact, "evidence": "NQ 60"})


def mergers(running: Running, file: str) -> list[tuple[str, str, bool]]:
    found = running.get(f"/merit-files/{file}")["mergers"]
    return [(each["unit"], each["merged_on"], each["declared"]) for each in found]


@pytest.mark.row("A1")
@pytest.mark.row("D2")
def test_a_merger_is_shown_until_it_is_declared_and_its_history_counts_only_then(year: Running) -> None:
    file, old = opened(year, NEW), opened(year, OLD)
    done(year.post(f"/merit-files/{old}/facts", STANDING_BODY, {"fact": EXCELLENT, "evidence": "1/QĐ"}), 201)
    assert mergers(year, file) == []
    heard = year.neighbours.merger(OLD, NEW)
    year.hear()
    assert mergers(year, file) == [(OLD, "2024-07-01", False)]
    asked: dict[str, Any] = {"title": "TTLDXS", "year": 2023, "on": "2025-01-15"}
    found = year.get(f"/merit-files/{file}/assessment", **asked)
    [told] = [each for each in found["missing"] if "xuất sắc" in each["vi"]]
    assert told["detail"].endswith(f"lịch sử của {OLD} chưa được khai kế thừa")
    assert told["detail_en"].endswith(f"the history of {OLD} was not declared to count")
    done(declare(year, file, OLD), 201)
    assert mergers(year, file) == [(OLD, "2024-07-01", True)]
    after = year.get(f"/merit-files/{file}/assessment", **asked)
    assert [each for each in after["missing"] if "chưa được khai" in each["detail"]] == []
    query = "query($id: ID!) { meritFile(id: $id) { mergers { unit { id } mergedOn declared event } } }"
    assert year.graph(query, id=file)["meritFile"]["mergers"] == [
        {"unit": {"id": str(unit_id(OLD))}, "mergedOn": "2024-07-01", "declared": True, "event": str(heard)}
    ]


def test_what_went_up_by_way_of_another_is_shown_too(year: Running) -> None:
    file = opened(year, NEW)
    year.neighbours.merger(OLDER, OLD)
    year.neighbours.merger(OLD, NEW)
    year.hear()
    assert mergers(year, file) == [(OLD, "2024-07-01", False), (OLDER, "2024-07-01", False)]


def test_only_what_the_registry_tells_is_declared(year: Running) -> None:
    file = opened(year, NEW)
    year.neighbours.merger(OLD, NEW)
    year.neighbours.merger(OLDER, OTHER)
    year.hear()
    for unit in (OLDER, OTHER):
        answer = declare(year, file, unit)
        assert refused(answer) == (422, "predecessor-not-merged")
        assert (answer.json()["fields"], unit in answer.json()["detail"]) == (["unit_id"], True)
    answer = declare(year, file, OLD, "2024-06-30")
    assert refused(answer) == (422, "predecessor-merged-on-another-day")
    assert answer.json()["detail_en"] == (
        "The merger is declared for 2024-06-30; the registry of units tells 2024-07-01."
    )
    done(declare(year, file, OLD), 201)


def test_a_person_s_file_has_no_mergers(year: Running) -> None:
    body = {"unit_id": NEW, "person_code": "CB-0001", "since": "2015-03-01"}
    file = done(year.post("/merit-files", STANDING_BODY, body), 201)["id"]
    assert mergers(year, file) == []


def test_a_unit_without_a_file_is_told_what_was_not_declared(year: Running) -> None:
    year.neighbours.merger(OLD, NEW)
    year.hear()
    asked = {"unit_id": NEW, "title": "TTLDXS", "movement_id": "TDTX-2024"}
    tree = str(year.get("/eligibility", **asked)["why"]["tree"])
    assert f"lịch sử của {OLD} chưa được khai kế thừa" in tree


LAST = "2024-06-30"
"""The last day of a unit that ended on 2024-07-01."""


def award_of(unit: str, of_year: int) -> dict[str, Any]:
    number = f"{of_year}/QĐ-CTN"
    return {"title": "AHLD", "number": number, "authority": "Chủ tịch nước", "unit_id": unit, "year": of_year}


def dated(year: Running, unit: str, file: str, day: str) -> list[Any]:
    """What may be recorded of a unit, each on this day."""
    at = f"{day}T09:00:00+07:00"
    inquiry = {"kind": "inquiry", "inquiry": "complaint", "about": "Đơn 07", "opened_on": day}
    person = {"unit_id": unit, "person_code": f"CB-{day}", "since": "2015-03-01", "in_unit_since": day}
    proposal = {"kind": "SUDDEN", "title": "BK_BHXH", "unit_id": unit, "achievement": "Cứu người trong lũ"}
    example = {"code": f"DH-{day}", "kind": "DEED", "unit_id": unit, "what": "Tận tụy", "found_by": "Công đoàn"}
    return [
        year.post(f"/merit-files/{file}/facts", STANDING_BODY, {"fact": inquiry, "evidence": "1/QĐ"}),
        year.post("/merit-files", STANDING_BODY, person),
        year.post("/commendations", STANDING_BODY, {**proposal, "achieved_on": day, "code": f"DX-{day}"}),
        year.post("/good-examples", STANDING_BODY, example, Effective_At=at),
    ]


@pytest.mark.parametrize("merged", [True, False])
def test_nothing_is_recorded_of_a_day_without_the_unit(year: Running, merged: bool) -> None:  # rule: unit_was_there
    if merged:
        year.neighbours.merger(OLD, NEW)
    else:
        year.neighbours.dissolution(OLD)
    year.hear()
    file = opened(year, OLD)
    for answer in dated(year, OLD, file, LAST):
        done(answer, 201)
    for answer in dated(year, OLD, file, "2024-07-01"):
        code = "nomination-unit-was-merged" if merged else "nomination-unit-was-dissolved"
        assert (refused(answer), answer.json()["fields"]) == ((409, code), ["unit_id"])
        told = answer.json()["detail_en"]
        assert told.startswith(f"Unit {OLD} existed up to and including {LAST}, then it was ")
        assert (f"recorded of {NEW}." in told) is merged


def test_an_award_of_a_year_with_the_unit_may_be_decided_after_its_end(year: Running) -> None:
    year.neighbours.merger(OLD, NEW)
    year.hear()
    file = opened(year, OLD)
    decided = "2025-01-08"
    for of_year, accepted in ((2024, True), (2025, False)):
        higher = year.post(
            "/higher-awards", STANDING_BODY, award_of(OLD, of_year), Effective_At=f"{decided}T09:00:00+07:00"
        )
        fact = {"kind": "award", "title": "TTLDXS", "year": of_year, "number": "9/QĐ", "decided_on": decided}
        kept = year.post(f"/merit-files/{file}/facts", STANDING_BODY, {"fact": fact, "evidence": "9/QĐ"})
        for answer in (higher, kept):
            if accepted:
                done(answer, 201)
            else:
                assert refused(answer) == (409, "nomination-unit-was-merged")
