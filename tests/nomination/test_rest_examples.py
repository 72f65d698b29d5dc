"""D8, D11 over HTTP: a good example in all its steps, aims and awards from elsewhere, priority by the long movement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kernel.aggregate import identity
from services.nomination.domain.merit.facts import Bearer
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
    wording,
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


def test_it_is_of_units_that_there_are(year: Running) -> None:
    for changed, code in (({"unit_id": "BHXH-ZZ"}, "unit"), ({"movement_id": "XX"}, "movement")):
        answer = year.post("/good-examples", STANDING_BODY, {**NEW, **changed})
        told = (refused(answer), answer.json()["fields"])
        assert told == ((404, f"nomination-{code}-unknown"), [f"{code}_id"])
    path = f"/good-examples/{find(year)}"
    answer = year.post(f"{path}/spread", STANDING_BODY, {"units": [leader(CLUSTERS[1]), "BHXH-ZZ"]})
    assert (refused(answer), answer.json()["fields"]) == ((404, "nomination-unit-unknown"), ["units[1]"])
    effect = {"what": "tỷ lệ BHYT", "evidence": "báo cáo 05", "unit_id": "BHXH-ZZ"}
    answer = year.post(f"{path}/effects", head(UNIT), effect)
    assert (refused(answer), answer.json()["fields"]) == ((404, "nomination-unit-unknown"), ["unit_id"])


def test_what_is_not_said_is_told_by_its_field(year: Running) -> None:
    path = f"/good-examples/{find(year)}"
    told = {"channel": "MAGAZINE", "where": " ", "published_on": "2025-02-10"}
    answer = year.post(f"{path}/introduction", STANDING_BODY, told)
    assert (refused(answer), answer.json()["fields"]) == ((422, "example-needs-words"), ["where"])
    assert answer.json()["detail"] == "Phải nêu giới thiệu ở đâu."


@pytest.mark.row("D11")
def test_a_good_example_from_the_finding_to_the_effect(year: Running) -> None:
    example, other = find(year), leader(CLUSTERS[1])
    path = f"/good-examples/{example}"
    done(year.post(f"{path}/nurturing", head(UNIT), {"measure": "cử đi tập huấn"}))
    assert refused(year.post(f"{path}/spread", head(UNIT), {"units": [other]})) == (403, "forbidden")
    done(year.post(f"{path}/recognition", STANDING_BODY, {"form": "Giấy khen", "number": "12/QĐ-BHXH"}))
    done(year.post(f"{path}/spread", STANDING_BODY, {"units": [other, leader(CLUSTERS[2])]}))
    again = year.post(f"{path}/spread", STANDING_BODY, {"units": [other]})
    assert refused(again) == (422, "example-spread-to-nobody-new")
    assert all(f" {other} " in said for said in wording(again)), "the code, not the id"
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
    for none in ({"taken_up_by": UNIT}, {"state": "OPEN"}):
        assert year.get("/good-examples", **none) == {"items": [], "next": None}
    answer = year.get_as(STANDING_BODY, "/good-examples", with_step="INTRODUCD")
    assert (refused(answer), "INTRODUCED" in answer.text) == ((422, "invalid-input"), True)


def record(running: Running, number: str, **holder: object) -> Any:
    title = "AHLD_CN" if "person_code" in holder else "AHLD"
    body = {"title": title, "number": number, "authority": "Chủ tịch nước", **holder}
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


def on_file(running: Running, bearer: Bearer) -> list[tuple[str, int, str]]:
    """The awards that stand in a merit file."""
    found = running.get(f"/merit-files/{bearer.file_id}")["facts"]
    return [(each["fact"]["title"], each["fact"]["year"], each["fact"]["number"]) for each in found]


@pytest.mark.row("D9")
@pytest.mark.row("D2")
def test_an_award_from_elsewhere_stands_in_the_merit_file_until_its_record_is_struck(year: Running) -> None:
    unit, person = Bearer.unit(unit_id(UNIT)), Bearer.person("CB-1")
    award = done(record(year, "1/QĐ-CTN", unit_id=UNIT), 201)["id"]
    done(record(year, "2/QĐ-CTN", person_code="CB-1", year=2014), 201)
    assert on_file(year, unit) == [("AHLD", 2015, "1/QĐ-CTN")]
    assert on_file(year, person) == [("AHLD_CN", 2014, "2/QĐ-CTN")]
    [fact] = year.get(f"/merit-files/{unit.file_id}")["facts"]
    by_hand = year.post(f"/merit-files/{unit.file_id}/facts/{fact['id']}/withdrawal", STANDING_BODY, {"reason": "nhầm"})
    assert refused(by_hand) == (409, "merit-fact-follows-its-source")
    done(year.post(f"/higher-awards/{award}/striking", STANDING_BODY, {"reason": "ghi nhầm"}))
    assert on_file(year, unit) == []
    assert {each["number"]: each["year"] for each in year.get("/higher-awards")["items"]} == {
        "1/QĐ-CTN": None,
        "2/QĐ-CTN": 2014,
    }
    types = [each["type"] for each in year.get(f"/merit-files/{unit.file_id}/history")["items"]]
    assert types == ["nomination.MeritFileOpened", "nomination.MeritAwardHeld", "nomination.MeritFactWithdrawn"]


def test_an_award_from_elsewhere_is_of_a_title_of_the_holder_and_of_a_unit_there_is(year: Running) -> None:
    body = {"number": "1/QĐ-CTN", "authority": "Chủ tịch nước"}
    of_day = {"Effective_At": "2015-06-01T08:00:00+07:00"}
    wrong = {**body, "title": "AHLD", "person_code": "CB-1"}
    assert refused(year.post("/higher-awards", STANDING_BODY, wrong, **of_day)) == (422, "merit-fact-not-of-holder")
    unknown = {**body, "title": "KHONG_CO", "unit_id": UNIT}
    assert refused(year.post("/higher-awards", STANDING_BODY, unknown, **of_day)) == (422, "nomination-title-unknown")
    nowhere = {**body, "title": "AHLD", "unit_id": "BHXH-99"}
    assert refused(year.post("/higher-awards", STANDING_BODY, nowhere, **of_day)) == (404, "nomination-unit-unknown")
    assert year.get("/higher-awards") == {"items": [], "next": None}


def test_a_title_on_file_already_is_not_recorded_a_second_time(year: Running) -> None:
    file = done(year.post("/merit-files", STANDING_BODY, {"unit_id": UNIT}), 201)["id"]
    held = {"kind": "award", "title": "TTLDXS", "year": 2014, "number": "9/QĐ", "decided_on": "2015-01-05"}
    done(year.post(f"/merit-files/{file}/facts", STANDING_BODY, {"fact": held, "evidence": "9/QĐ"}), 201)
    body = {"title": "TTLDXS", "number": "9/QĐ", "authority": "Bộ", "unit_id": UNIT, "year": 2014}
    again = year.post("/higher-awards", STANDING_BODY, body, Effective_At="2015-01-05T08:00:00+07:00")
    assert refused(again) == (409, "title-given-twice")
    assert year.get("/higher-awards") == {"items": [], "next": None}


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


@pytest.mark.row("D8")
def test_the_last_frozen_standing_of_the_long_movement_goes_before_its_boards(three: Running) -> None:
    first, second, third = (leader(cluster) for cluster in CLUSTERS[:3])
    told = three.neighbours
    told.review(2014, 1, {second: (5, 5)})
    told.review(2015, 1, {first: (1, 5), third: (5, 5)})
    last = told.review(2015, 2, {first: (2, 5), third: (4, 5), second: (0, 0)})
    three.hear()
    asked = {"title": "CO_BHXH", "movement": "TDTX-2024", "long_movement": "PT-2014-2020"}
    found = three.get("/priorities", **asked)["items"]
    assert [(each["place"], each["unit"], each["mean"]) for each in found] == [
        (1, third, None),
        (2, first, "0.3333"),
        (3, second, "1.0000"),
    ]
    known = {"through": 2015, "edition": 2, "frozen_on": "2016-01-20", "unconfirmed": 0}
    assert [each["standing"] for each in found] == [
        {**known, "planned": 5, "reached": 4},
        {**known, "planned": 5, "reached": 2},
        None,
    ]
    inputs = found[1]["why"]["tree"]["inputs"]
    assert [(each["value"], each.get("source", {}).get("status")) for each in inputs] == [
        ("2/5", "found"),
        ("997", None),
        ("STANDING, BOARDS", "unverified"),
    ]
    assert inputs[0]["events"] == [str(last)]
    query = """query($movement: ID!, $long: ID!) {
      priorities(title: "CO_BHXH", movement: $movement, longMovement: $long) {
        place standing { through edition frozenOn planned reached unconfirmed } } }"""
    graph = three.graph(query, movement=str(movement_id()), long=str(movement_id("PT-2014-2020")))["priorities"]
    assert [(each["place"], each["standing"] and each["standing"]["reached"]) for each in graph] == [
        (1, 4),
        (2, 2),
        (3, None),
    ]


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
