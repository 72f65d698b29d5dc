"""D9 over REST and the graph: no decision while an objection is open."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.nomination.running import (
    CLUSTERS,
    STANDING_BODY,
    Running,
    cluster_head,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    members,
    nominate,
    person,
    refused,
    select,
)

COMPLAINT = {"code": "DON-12", "by": "ông A", "text": "số liệu thu chưa đúng"}


@pytest.fixture
def passed(year: Running) -> UUID:
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    return nomination


def test_an_open_objection_holds_a_decision_until_it_is_answered(year: Running, passed: UUID) -> None:
    path = f"/nominations/{passed}/objections"
    rival = head(members(CLUSTERS[0])[1])
    objection = done(year.post(path, rival, COMPLAINT), 201)["id"]
    assert refused(year.post(path, rival, COMPLAINT)) == (409, "objection-exists")
    assert refused(year.post(path, person("auditor"), COMPLAINT)) == (403, "forbidden")
    assert refused(decide(year, passed)) == (409, "objection-open")
    answer = {"upheld": False, "finding": "số liệu đúng, đã đối chiếu"}
    assert refused(year.post(f"/objections/{objection}/answer", rival, answer)) == (403, "forbidden")
    done(year.post(f"/objections/{objection}/answer", STANDING_BODY, answer))
    done(decide(year, passed), 201)
    [found] = year.get(path)["items"]
    assert [found[name] for name in ("code", "raised_on", "answered_on", "upheld", "finding")] == [
        "DON-12",
        "2025-02-10",
        "2025-02-10",
        False,
        "số liệu đúng, đã đối chiếu",
    ]


def test_against_an_upheld_one_only_the_authority_decides_with_its_reason(year: Running, passed: UUID) -> None:
    objection = done(year.post(f"/nominations/{passed}/objections", STANDING_BODY, COMPLAINT), 201)["id"]
    done(year.post(f"/objections/{objection}/answer", STANDING_BODY, {"upheld": True, "finding": "đúng"}))
    assert refused(decide(year, passed)) == (409, "objection-upheld")
    decision = done(decide(year, passed, override_reason="đã khắc phục"), 201)["id"]
    assert year.get(f"/decisions/{decision}")["overridden"] == "objection-upheld"


def test_the_same_through_the_graph(year: Running, passed: UUID) -> None:
    def run(call: str) -> str:
        asked = f"mutation {{ {call} {{ __typename ... on Receipt {{ id }} ... on Refusal {{ code }} }} }}"
        [found] = year.graph(asked, STANDING_BODY).values()
        told: str = found.get("id") or found["code"]
        return told

    objection = run(f'raiseObjection(nomination: "{passed}", code: "DON-1", by: "bà B", text: "chưa đúng")')
    assert run(f'answerObjection(objection: "{objection}", upheld: false, finding: "đã đối chiếu")') == objection
    found = year.graph(f'{{ nominationObjections(nomination: "{passed}") {{ id code upheld finding }} }}')
    assert found["nominationObjections"] == [
        {"id": objection, "code": "DON-1", "upheld": False, "finding": "đã đối chiếu"}
    ]


def test_neither_an_objection_nor_a_session_is_older_than_the_nomination(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    early = {"Effective_At": "2025-01-01"}
    path = f"/nominations/{nomination}/objections"
    assert refused(year.post(path, STANDING_BODY, COMPLAINT, **early)) == (422, "before-what-it-rests-on")
    body = {
        "kind": "SELECTION",
        "movement_id": "TDTX-2024",
        "cluster_id": CLUSTERS[0],
        "nominations": [str(nomination)],
    }
    answer = year.post("/sessions", cluster_head(CLUSTERS[0]), body, **early)
    assert refused(answer) == (422, "before-what-it-rests-on")
