"""D8, D11 over HTTP: a good example in all its steps, aims and awards from elsewhere, priority by the long movement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kernel.aggregate import identity
from services.nomination.views.heard import BoardRow, EditionFrozen
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import (
    AUDITOR,
    CLUSTERS,
    STANDING_BODY,
    Running,
    done,
    head,
    leader,
    members,
    nominate,
    refused,
)

RESULT = "{ __typename ... on Receipt { id version } ... on Refusal { code } }"
UNIT = leader(CLUSTERS[0])
NEW = {
    "code": "DH-01",
    "kind": "COLLECTIVE",
    "unit_id": UNIT,
    "movement_id": "TDTX-2024",
    "what": "BHYT theo tổ dân phố",
    "found_by": "Cụm trưởng",
}


def find(running: Running) -> str:
    found: str = done(running.post("/good-examples", head(UNIT), NEW), 201)["id"]
    return found


@pytest.mark.row("D11")
def test_a_good_example_from_the_finding_to_the_effect(year: Running) -> None:
    example, other = find(year), leader(CLUSTERS[1])
    path = f"/good-examples/{example}"
    done(year.post(f"{path}/nurturing", head(UNIT), {"measure": "cử đi tập huấn"}))
    assert refused(year.post(f"{path}/spread", head(UNIT), {"units": [other]})) == (403, "forbidden")
    done(year.post(f"{path}/recognition", STANDING_BODY, {"form": "Giấy khen", "number": "12/QĐ-BHXH"}))
    done(year.post(f"{path}/spread", STANDING_BODY, {"units": [other, leader(CLUSTERS[2])]}))
    told = {"channel": "MAGAZINE", "where": "số 12", "published_on": "2025-02-10"}
    done(year.post(f"{path}/introduction", STANDING_BODY, told))
    effect = {"what": "tỷ lệ BHYT", "evidence": "báo cáo 05", "unit_id": other, "before": "81.5", "after": "90.25"}
    done(year.post(f"{path}/effects", head(UNIT), effect))
    found = year.get(path)
    steps = [(each["kind"], each["said"], each["more"], each["unit_code"], each["after"]) for each in found["steps"]]
    assert steps == [
        ("NURTURED", "cử đi tập huấn", None, None, None),
        ("RECOGNISED", "Giấy khen", "12/QĐ-BHXH", None, None),
        ("TAKEN_UP", "", None, other, None),
        ("TAKEN_UP", "", None, leader(CLUSTERS[2]), None),
        ("INTRODUCED", "MAGAZINE", "số 12", None, None),
        ("FOLLOWED", "tỷ lệ BHYT", "báo cáo 05", other, "90.25"),
    ]
    done(year.post(f"{path}/closing", head(UNIT), {"reason": "đã thành nền nếp"}))
    assert refused(year.post(f"{path}/nurturing", head(UNIT), {"measure": "nữa"})) == (409, "example-not-open")
    done(year.post(f"{path}/reopening", head(UNIT), {"reason": "có đơn vị mới"}))
    done(year.post(f"{path}/withdrawal", STANDING_BODY, {"reason": "số liệu sai"}))
    assert (year.get(path)["state"], year.get(path)["reason"]) == ("WITHDRAWN", "số liệu sai")
    assert refused(year.post("/good-examples", head(UNIT), NEW)) == (409, "example-found-already")
    assert refused(year.post("/good-examples", head("II-1"), NEW | {"code": "DH-02"})) == (403, "forbidden")
    asked: dict[str, str | None] = {"unit": UNIT, "movement": "TDTX-2024", "kind": "COLLECTIVE", "state": "WITHDRAWN"}
    for more in ({"taken_up_by": other}, {"with_step": "INTRODUCED"}):
        assert [each["code"] for each in year.get("/good-examples", **asked, **more)["items"]] == ["DH-01"]
    for none in ({"taken_up_by": UNIT}, {"state": "OPEN"}, {"with_step": "NONE"}):
        assert year.get("/good-examples", **none) == {"items": [], "next": None}


def record(running: Running, number: str, **holder: str) -> Any:
    body = {"title": "AHLD", "number": number, "authority": "Chủ tịch nước", **holder}
    return running.post("/higher-awards", STANDING_BODY, body, Effective_At="2015-06-01T08:00:00+07:00")


@pytest.mark.row("D8")
def test_aims_are_counted_from_awards_on_record(year: Running) -> None:
    award = done(record(year, "1/QĐ-CTN", unit_id=UNIT), 201)["id"]
    done(record(year, "2/QĐ-CTN", person_code="CB-1"), 201)
    assert refused(record(year, "1/QĐ-CTN", unit_id=UNIT)) == (409, "higher-award-recorded-already")
    assert refused(record(year, "3/QĐ-CTN")) == (422, "higher-award-holder-unclear")

    def heroes(on: str) -> tuple[int, bool, bool]:
        found = year.get("/aims", on=on)["items"][0]
        assert (found["code"], found["at_least"]) == ("collective_heroes", 1)
        return found["counted"], found["reached"], found["overdue"]

    assert (heroes("2015-05-31"), heroes("2015-06-01")) == ((0, False, False), (1, True, False))
    done(year.post(f"/higher-awards/{award}/striking", STANDING_BODY, {"reason": "ghi nhầm"}))
    again = year.post(f"/higher-awards/{award}/striking", STANDING_BODY, {"reason": "ghi nhầm"})
    assert refused(again) == (409, "higher-award-struck-already")
    assert heroes("2016-01-01") == (0, False, True)
    assert [each["number"] for each in year.get("/higher-awards", title="AHLD", struck=True)["items"]] == ["1/QĐ-CTN"]
    assert [each["person_code"] for each in year.get("/higher-awards", struck=False)["items"]] == ["CB-1"]


def tell_long_board(running: Running, cluster: str, *order: str) -> None:
    """The board of one cluster in the long movement."""
    rows = tuple(BoardRow(unit_id(each), "RANKED", rank, Decimal(1000 - rank)) for rank, each in enumerate(order, 1))
    long = movement_id("PT-2014-2020")
    board = identity("board", cluster_id(cluster), long, "2024")
    frozen = EditionFrozen(cluster_id(cluster), long, "2024", "YEAR", 1, date(2025, 1, 5), rows)
    running.neighbours.tell("scoring", board, frozen)


@pytest.fixture
def three(year: Running) -> Running:
    """Three nominations; in the long movement the second did better than the first, of the third nothing is known."""
    for cluster in CLUSTERS[:3]:
        nominate(year, leader(cluster))
    year.neighbours.movement("PT-2014-2020")
    first, second = CLUSTERS[:2]
    best, *others = members(first)
    tell_long_board(year, first, *others[:2], best, others[2])
    tell_long_board(year, second, *members(second))
    year.hear()
    return year


@pytest.mark.row("D8")
def test_priority_goes_to_who_did_better_in_the_long_movement(three: Running) -> None:
    asked = {"title": "CO_BHXH", "movement": "TDTX-2024", "long_movement": "PT-2014-2020"}
    found = three.get("/priorities", **asked)["items"]
    assert [(each["place"], each["unit"], each["mean"], each["boards"]) for each in found] == [
        (1, leader(CLUSTERS[1]), "1.0000", 1),
        (2, leader(CLUSTERS[0]), "0.3333", 1),
        (None, leader(CLUSTERS[2]), None, 0),
    ]
    assert found[0]["why"]["tree"]["source"]["article"] == "mục 5.3.1"


QUESTION = """query($movement: ID!, $long: ID!, $unit: ID!, $example: ID!) {
  priorities(title: "CO_BHXH", movement: $movement, longMovement: $long) { place mean unit { id } nominationId
    why { value } }
  aims(on: "2016-01-01") { code name { vi } counted atLeast reached overdue why { value } }
  higherAwards(title: "AHLD") { nodes { number unit { id } personCode } }
  goodExample(id: $example) { code kind state unit { id } movement { id } steps { kind unit { id } after } }
  goodExamples(unit: $unit) { nodes { code } }
}"""


def test_every_command_and_list_stands_in_the_graph(three: Running) -> None:
    def ask(field: str) -> dict[str, Any]:
        found: dict[str, Any] = three.graph(f"mutation {{ it: {field} {RESULT} }}", STANDING_BODY)["it"]
        return found

    unit, other = (f'"{unit_id(leader(cluster))}"' for cluster in CLUSTERS[:2])
    given = f'code: "DH-01", kind: DEED, unit: {unit}, what: "việc tốt", foundBy: "thường trực"'
    example = ask(f"findExample(example: {{{given}}})")["id"]
    me = f'example: "{example}"'
    steps = (
        f'nurtureExample({me}, measure: "tập huấn")',
        f'recogniseExample({me}, form: "Giấy khen")',
        f"spreadExample({me}, units: [{other}])",
        f'introduceExample({me}, channel: WEBSITE, where: "bài 1", publishedOn: "2025-02-10")',
        f'followUpExample({me}, effect: {{what: "BHYT", evidence: "báo cáo", after: "90.25"}})',
        f'closeExample({me}, reason: "xong")',
        f'reopenExample({me}, reason: "còn")',
        f'withdrawExample({me}, reason: "sai")',
    )
    assert [ask(step)["version"] for step in steps] == [2, 3, 4, 5, 6, 7, 8, 9]
    award = ask(f'recordHigherAward(title: "AHLD", number: "1/QĐ-CTN", authority: "Chủ tịch nước", unit: {unit})')
    found = three.graph(
        QUESTION,
        AUDITOR,
        movement=str(movement_id()),
        long=str(movement_id("PT-2014-2020")),
        unit=str(unit_id(UNIT)),
        example=example,
    )
    assert [each["place"] for each in found["priorities"]] == [1, 2, None]
    assert [(each["code"], each["atLeast"], each["overdue"]) for each in found["aims"]] == [
        ("collective_heroes", 1, True),
        ("national_fighters", 3, True),
    ]
    assert found["higherAwards"]["nodes"] == [
        {"number": "1/QĐ-CTN", "unit": {"id": str(unit_id(UNIT))}, "personCode": None}
    ]
    assert [each["kind"] for each in found["goodExample"]["steps"]] == [
        "NURTURED",
        "RECOGNISED",
        "TAKEN_UP",
        "INTRODUCED",
        "FOLLOWED",
    ]
    assert (found["goodExample"]["state"], found["goodExamples"]["nodes"]) == ("WITHDRAWN", [{"code": "DH-01"}])
    assert ask(f'strikeHigherAward(award: "{award["id"]}", reason: "nhầm")')["version"] == 2
