"""F5: what is on record of a person is told through no door to those who may not read the merit file."""

from __future__ import annotations

import json

import pytest

from kernel.identity import Principal
from tests.nomination.medals import OFFICE, OFFICER, confirm_all, propose
from tests.nomination.running import (
    APPROVER,
    AUDITOR,
    COUNCIL,
    STANDING_BODY,
    Running,
    cluster_head,
    councillor,
    done,
    head,
    person,
    refused,
)
from tests.nomination.test_rest_titles import CODE, CONDUCT, OTHER, RATED, UNIT, decided, endorsed, opened, put

MOVED = {"kind": "membership", "unit_id": OTHER, "since": "2025-02-03", "moved_from": UNIT}
SECRET = "conduct 2024"
"""What the record says of the person, and nobody else needs to know."""

READERS = {
    "own unit": head(UNIT),
    "standing body": STANDING_BODY,
    "auditor": AUDITOR,
    "approving authority": APPROVER,
    "council of the session": councillor(COUNCIL[0]),
    "another unit": head(OTHER),
    "cluster head": cluster_head("2024/I"),
    "another council member": councillor("council-99"),
    "department": person("department"),
    "administrator": person("administrator"),
    "machine": person("machine_results"),
}
MAY = {"own unit", "standing body", "auditor", "approving authority", "council of the session"}
HISTORY = "query($id: ID!) { nominationHistory(id: $id) { type members } }"


@pytest.fixture
def case(year: Running) -> tuple[Running, dict[str, str]]:
    """A person of the first office nominated, before a council, objected to, decided."""
    year.neighbours.register_person(UNIT, "LDTT", CODE)
    year.hear()
    file = opened(year)
    for fact in (RATED, CONDUCT):
        put(year, file, fact)
    body = {"unit_id": UNIT, "title": "LDTT", "movement_id": "TDTX-2024", "person_code": CODE}
    nomination = done(year.post("/nominations", head(UNIT), body), 201)["id"]
    complaint = {"code": "DON-12", "by": "ông A", "text": "chưa trung thực"}
    objection = done(year.post(f"/nominations/{nomination}/objections", STANDING_BODY, complaint), 201)["id"]
    answer = {"upheld": False, "finding": "đã đối chiếu"}
    done(year.post(f"/objections/{objection}/answer", STANDING_BODY, answer))
    endorsed(year, nomination)
    decision = decided(year, nomination)
    return year, {"file": file, "nomination": nomination, "objection": objection, "decision": decision}


def doors(running: Running, who: Principal, ids: dict[str, str]) -> list[str]:
    """Nine answers that speak of the case, as text."""
    told = {
        path: json.dumps(done(running.get_as(who, path)), ensure_ascii=False)
        for path in (
            f"/nominations/{ids['nomination']}/why",
            f"/nominations/{ids['nomination']}/history",
            f"/nominations/{ids['nomination']}/objections",
            f"/decisions/{ids['decision']}/why",
        )
    }
    graph = {
        "nomination why": "query($id: ID!) { nomination(id: $id) { why { tree } } }",
        "decision why": "query($id: ID!) { decision(id: $id) { why { tree } } }",
    }
    for name, query in graph.items():
        told[name] = json.dumps(running.graph(query, who, id=ids[name.split()[0]]), ensure_ascii=False)
    for name in ("nomination", "objection"):
        told[f"{name} history"] = json.dumps(running.graph(HISTORY, who, id=ids[name]), ensure_ascii=False)
    asked = "query($id: ID!) { nominationObjections(nomination: $id) { code by text finding } }"
    told["objections"] = json.dumps(running.graph(asked, who, id=ids["nomination"]), ensure_ascii=False)
    return list(told.values())


def seen(running: Running, who: Principal, ids: dict[str, str]) -> list[bool]:
    """Through which doors the reader sees the record, or who objected."""
    return [SECRET in text or "ông A" in text for text in doors(running, who, ids)]


def test_every_door_tells_the_record_to_those_who_may_read_the_merit_file_and_to_nobody_else(
    case: tuple[Running, dict[str, str]],
) -> None:
    running, ids = case
    told = {name: seen(running, who, ids) for name, who in READERS.items()}
    assert told == {name: [name in MAY] * 9 for name in READERS}


def test_others_read_which_conditions_are_met_and_that_there_was_an_objection(
    case: tuple[Running, dict[str, str]],
) -> None:
    running, ids = case
    tree = done(running.get_as(head(OTHER), f"/nominations/{ids['nomination']}/why"))["tree"]
    [standard] = [each for each in tree["inputs"][0]["inputs"] if each["label"]["en"].startswith("Standard of")]
    assert standard["value"] == "MET"
    assert {(each["value"], *sorted(each.keys() & {"formula", "events"})) for each in standard["inputs"]} == {("MET",)}
    [objection] = done(running.get_as(head(OTHER), f"/nominations/{ids['nomination']}/objections"))["items"]
    told = [objection[name] for name in ("code", "by", "text", "finding", "upheld")]
    assert told == ["DON-12", None, None, None, False]


def test_the_unit_that_a_person_left_reads_nothing_later(case: tuple[Running, dict[str, str]]) -> None:
    running, ids = case
    put(running, ids["file"], MOVED)
    path = f"/merit-files/{ids['file']}"
    for door in ("", "/history", "/name", "/streaks"):
        assert refused(running.get_as(head(UNIT), path + door)) == (403, "forbidden")
        assert done(running.get_as(head(OTHER), path + door))
    assert (seen(running, head(UNIT), ids), seen(running, head(OTHER), ids)) == ([False] * 9, [True] * 9)


def test_time_in_a_unit_put_down_afterwards_gives_it_no_right(case: tuple[Running, dict[str, str]]) -> None:
    running, _ = case
    file = opened(running, "CB-2014", since="2014-01-01", in_unit_since="2015-03-01")
    earlier = {"kind": "membership", "unit_id": OTHER, "since": "2014-01-01", "until": "2014-12-31"}
    fact = put(running, file, earlier)
    assert refused(running.get_as(head(OTHER), f"/merit-files/{file}")) == (403, "forbidden")
    done(running.post(f"/merit-files/{file}/facts/{fact}/withdrawal", STANDING_BODY, {"reason": "ghi nhầm"}))
    assert done(running.get_as(head(UNIT), f"/merit-files/{file}"))["key"] == "CB-2014"


def test_a_list_shows_the_files_of_persons_to_those_with_the_right(case: tuple[Running, dict[str, str]]) -> None:
    running, ids = case
    done(running.post("/merit-files", STANDING_BODY, {"unit_id": UNIT}), 201)
    kinds = {
        name: sorted(each["holder"] for each in done(running.get_as(who, "/merit-files"))["items"])
        for name, who in READERS.items()
    }
    sees = {"own unit", "standing body", "auditor", "approving authority"}
    assert kinds == {name: ["collective", "person"] if name in sees else ["collective"] for name in READERS}
    lists = "{ meritFiles { nodes { personCode } } }"
    assert running.graph(lists, READERS["machine"])["meritFiles"]["nodes"] == [{"personCode": None}]
    one = {"query": f'{{ meritFile(id: "{ids["file"]}") {{ personCode }} }}'}
    for name, who in READERS.items():
        answer = running.client.post("/graphql", json=one, headers=running.headers(who)).json()
        assert ("errors" in answer) == (name not in MAY)


def test_a_unit_learns_nothing_by_asking_for_or_nominating_somebody_else_s_person(
    case: tuple[Running, dict[str, str]],
) -> None:
    running, _ids = case
    asked = {"unit_id": OTHER, "title": "LDTT", "movement_id": "TDTX-2024", "person": CODE}
    assert refused(running.get_as(head(OTHER), "/eligibility", **asked)) == (403, "forbidden")
    body = {"unit_id": OTHER, "title": "LDTT", "movement_id": "TDTX-2024", "person_code": CODE}
    answer = running.post("/nominations", head(OTHER), body)
    assert (refused(answer), SECRET in answer.text) == ((409, "person-not-in-the-unit"), False)


@pytest.fixture
def medal(running: Running) -> tuple[Running, str]:
    """A medal proposed for a person who was once disciplined."""
    running.neighbours.units(OFFICE)
    running.hear()
    confirm_all(running)
    disciplines = [{"first": "2015-01-01", "last": "2015-06-30", "form": "khiển trách"}]
    return running, propose(running, disciplines=disciplines, service=[{"first": "1999-07-01"}])


def test_a_medal_tells_service_and_discipline_to_those_with_the_right(medal: tuple[Running, str]) -> None:
    running, id = medal
    one = "query($id: ID!) { medal(id: $id) { personCode sex } medals { nodes { sex } } }"
    may = {"own unit": OFFICER, "standing body": STANDING_BODY, "another unit": head("BHXH-66")}
    for name, who in may.items():
        whole = name != "another unit"
        history = running.graph(HISTORY, who, id=id)["nominationHistory"][0]["members"]
        assert ("khiển trách" in str(history), "1999-07-01" in str(history)) == (whole, whole)
        assert history["facts"]["person_code"] == "CB-0001"
        why = done(running.get_as(who, f"/medals/{id}/why"))["tree"]
        assert (why["value"], why["inputs"][0]["value"]) == ("PROPOSED", "MET")
        assert ("1999-07-01" in str(why), ".man" in str(why)) == (whole, whole)
        sex = "MAN" if whole else None
        assert (done(running.get_as(who, f"/medals/{id}"))["sex"], running.graph(one, who, id=id)) == (
            sex,
            {"medal": {"personCode": "CB-0001", "sex": sex}, "medals": {"nodes": [{"sex": sex}]}},
        )
        assert [each["sex"] for each in done(running.get_as(who, "/medals"))["items"]] == [sex]
