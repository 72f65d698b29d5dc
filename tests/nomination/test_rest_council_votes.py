"""D4, D7 over REST and the graph: the council votes on commendations in sessions, and in writing without meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from regulations.figures import Figure
from regulations.rulebook import Rulebook, Rulebooks
from tests.nomination.examples import POLICY
from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    COUNCIL,
    DIRECTOR,
    RULEBOOKS,
    STANDING_BODY,
    Running,
    ballot,
    close,
    councillor,
    done,
    head,
    live_through_a_year,
    refused,
    start,
    vote,
)
from tests.nomination.test_rest_commendations import BODY, COUNT, OFFICE

MID_YEAR = {**BODY, "kind": "MID_YEAR", "movement_id": "TDTX-2024", "code": "TTr-20"}
RULING = {"number": "12/QĐ-BHXH", "authority": DIRECTOR}
PAPER = {"paper": "15/TTr-TĐKT 08/02/2025"}


def propose(running: Running, body: dict[str, Any]) -> UUID:
    return UUID(done(running.post("/commendations", head(OFFICE), body), 201)["id"])


def call(*commendations: UUID, code: str = "HD-K1", **more: object) -> dict[str, Any]:
    return {
        "kind": "COUNCIL",
        "code": code,
        "movement_id": "TDTX-2024",
        "commendations": [str(each) for each in commendations],
        "roll": [{"id": each} for each in COUNCIL],
        **more,
    }


def opened(running: Running, *commendations: UUID, **more: Any) -> UUID:
    return UUID(done(running.post("/sessions", STANDING_BODY, call(*commendations, **more)), 201)["id"])


def state(running: Running, commendation: UUID) -> str:
    found: str = running.get(f"/commendations/{commendation}")["state"]
    return found


def test_a_commendation_is_voted_on_in_a_session_and_decided(year: Running) -> None:
    commendation = propose(year, MID_YEAR)
    path = f"/commendations/{commendation}"
    assert refused(year.post(f"{path}/count", STANDING_BODY, COUNT)) == (409, "bare-count-not-taken")
    assert refused(year.post(f"{path}/recommendation", STANDING_BODY, PAPER)) == (409, "commendation-vote-required")
    session = opened(year, commendation)
    assert year.get(f"/sessions/{session}")["candidates"] == [
        {
            "nomination_id": str(commendation),
            "case": "COMMENDATION",
            "unit_id": str(unit_id(OFFICE)),
            "unit_code": OFFICE,
            "person_code": None,
            "title": "BK_BHXH",
        }
    ]
    vote(year, session, [councillor(each) for each in COUNCIL[:5]], "YES", commendation)
    [result] = close(year, session)["details"]["results"]
    assert (result["passed"], result["base"], result["needed"]) == (True, 7, 4)
    done(year.post(f"{path}/decision", APPROVER, RULING))
    found = year.get(path)
    [told] = found["votes"]
    assert (found["state"], found["members"], told["session_id"], told["kind"], told["in_favour"]) == (
        "DECIDED",
        None,
        str(session),
        "COUNCIL",
        5,
    )
    why = year.get(f"{path}/why")["tree"]["inputs"]
    assert [each["value"] for each in why if each["label"]["en"] == "Vote, round 1"] == ["PASSED"]
    minutes = year.get(f"/sessions/{session}/why")["tree"]["inputs"][-1]["inputs"]
    assert minutes[-1]["label"]["en"] == f"Result of nomination BK_BHXH ({OFFICE}, TTr-20)"


def test_a_void_round_takes_the_vote_back_and_a_rerun_counts(year: Running) -> None:
    commendation = propose(year, MID_YEAR)
    session = opened(year, commendation)
    vote(year, session, [councillor(each) for each in COUNCIL], "YES", commendation)
    close(year, session)
    assert state(year, commendation) == "PASSED"
    done(year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "phát nhầm phiếu"}))
    found = year.get(f"/commendations/{commendation}")
    assert (found["state"], found["votes"]) == ("PROPOSED", [])
    for number in (2, 3):
        done(year.post(f"/sessions/{session}/rounds", STANDING_BODY))
        vote(year, session, [councillor(each) for each in COUNCIL], "NO", commendation)
        assert close(year, session)["details"]["round"] == number
    settlement = {
        "nomination_id": str(commendation),
        "in_favour": True,
        "deciders": ["Tổng Giám đốc"],
        "reason": "thành tích rõ ràng",
    }
    done(year.post(f"/sessions/{session}/settlements", APPROVER, settlement))
    assert state(year, commendation) == "PASSED"


def test_what_stands_on_a_paper_is_not_decided_past_it(year: Running) -> None:
    commendation = propose(year, BODY)
    path = f"/commendations/{commendation}"
    opened(year, commendation)
    for step, body in (("count", COUNT), ("recommendation", PAPER)):
        assert refused(year.post(f"{path}/{step}", STANDING_BODY, body)) == (409, "commendation-is-voted-on")
    again = year.post("/sessions", STANDING_BODY, call(commendation, code="HD-K2"))
    assert refused(again) == (409, "candidate-in-another-session")
    assert state(year, commendation) == "PROPOSED"


def test_a_session_takes_only_commendations_that_wait_for_a_vote(year: Running) -> None:
    counted = propose(year, BODY)
    done(year.post(f"/commendations/{counted}/count", STANDING_BODY, COUNT))
    assert refused(year.post("/sessions", STANDING_BODY, call(counted))) == (409, "commendation-not-there")
    assert refused(year.post("/sessions", STANDING_BODY, call())) == (422, "no-candidates")


def test_a_sudden_one_goes_the_short_path(year: Running) -> None:
    commendation = propose(year, BODY)
    path = f"/commendations/{commendation}"
    assert refused(year.post(f"{path}/recommendation", head(OFFICE), PAPER)) == (403, "forbidden")
    put = done(year.post(f"{path}/recommendation", STANDING_BODY, PAPER))
    assert put["details"] == {"state": "RECOMMENDED"}
    done(year.post(f"{path}/decision", APPROVER, RULING))
    found = year.get(path)
    assert (found["state"], found["recommendation"], found["recommended_on"], found["votes"]) == (
        "DECIDED",
        PAPER["paper"],
        "2025-02-10",
        [],
    )


def written(book: Rulebook) -> Rulebook:
    """The same rules, with opinions in writing in the place of a meeting."""
    rule = replace(book.voting["council_base"], wholly_written=Figure(value=True, source=POLICY))
    return replace(book, voting={**book.voting, "council_base": rule})


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Running]:
    running = start(tmp_path, rulebooks=Rulebooks(tuple(written(each) for each in RULEBOOKS.eras)))
    live_through_a_year(running, CLUSTERS[:1])
    yield running
    running.service.store.recorder.engine.dispose()


def test_the_council_is_asked_in_writing(writing: Running) -> None:
    commendation = propose(writing, MID_YEAR)
    session = opened(writing, commendation, opinions_until="2025-02-20")
    path = f"/sessions/{session}"
    assert refused(writing.post(f"{path}/attendance", STANDING_BODY, {"present": [COUNCIL[0]]})) == (
        409,
        "held-in-writing",
    )
    vote(writing, session, [councillor(each) for each in COUNCIL[:6]], "YES", commendation)
    assert refused(writing.post(f"{path}/closing", STANDING_BODY)) == (409, "opinions-outstanding")
    done(writing.post(f"{path}/ballots", councillor(COUNCIL[6]), ballot("NO", commendation)))
    closed = close(writing, session)
    assert closed["details"]["results"][0]["because"]["en"].endswith("6 in favour of 7 opinions in writing: passed")
    found = writing.get(path)
    [round_] = found["rounds"]
    assert (found["opinions_until"], round_["opinions_until"], round_["present"]) == ("2025-02-20", "2025-02-20", 7)
    assert {each["in_writing"] for each in round_["turnout"]} == {True}


def test_where_the_rule_asks_for_a_meeting_nobody_is_asked_in_writing(year: Running) -> None:
    commendation = propose(year, MID_YEAR)
    answer = year.post("/sessions", STANDING_BODY, call(commendation, opinions_until="2025-02-20"))
    assert refused(answer) == (409, "session-not-in-writing")


RECEIPT = "{ __typename ... on Receipt { id details } ... on Refusal { code } }"


def test_the_same_through_the_graph(writing: Running) -> None:
    commendation, sudden = propose(writing, MID_YEAR), propose(writing, BODY)

    def run(asked: str) -> Any:
        [found] = writing.graph(f"mutation {{ {asked} {RECEIPT} }}", STANDING_BODY).values()
        return found

    put = run(f'recommendCommendation(commendation: "{sudden}", paper: "15/TTr")')
    assert put["details"] == {"state": "RECOMMENDED"}
    roll = ", ".join(f'{{ id: "{each}" }}' for each in COUNCIL)
    movement = writing.get(f"/commendations/{commendation}")["movement_id"]
    council = (
        f'{{ code: "HD-G", movement: "{movement}", commendations: ["{commendation}"], roll: [{roll}],'
        ' opinionsUntil: "2025-02-20" }'
    )
    session = run(f"openCouncilSession(council: {council})")["id"]
    vote(writing, UUID(session), [councillor(each) for each in COUNCIL], "NO", commendation)
    run(f'closeRound(session: "{session}")')
    run(f'openRound(session: "{session}", opinionsUntil: "2025-02-25")')
    shown = writing.graph(
        f'{{ votingSession(id: "{session}") {{ opinionsUntil commendations {{ code votes {{ round passed }} }}'
        " candidates { id } rounds { opinionsUntil results { commendation { code } nomination { id } } } } }"
    )["votingSession"]
    assert shown == {
        "opinionsUntil": "2025-02-25",
        "commendations": [{"code": "TTr-20", "votes": [{"round": 1, "passed": False}]}],
        "candidates": [],
        "rounds": [
            {
                "opinionsUntil": "2025-02-20",
                "results": [{"commendation": {"code": "TTr-20"}, "nomination": None}],
            },
            {"opinionsUntil": "2025-02-25", "results": []},
        ],
    }
    asked = f'{{ commendation(id: "{sudden}") {{ state recommendation why {{ value }} }} }}'
    assert writing.graph(asked)["commendation"] == {
        "state": "RECOMMENDED",
        "recommendation": "15/TTr",
        "why": {"value": "RECOMMENDED"},
    }


CAST = """
mutation($session: ID!, $marks: [BallotMarkInput!]!) {
  castBallot(session: $session, marks: $marks, terms: { idempotencyKey: "graph" }) {
    __typename ... on Refusal { code }
  }
}"""


def test_a_key_repeated_with_another_mark_is_refused_in_an_open_ballot(writing: Running) -> None:
    commendation = propose(writing, MID_YEAR)
    session = opened(writing, commendation, opinions_until="2025-02-20")
    path, voter = f"/sessions/{session}/ballots", councillor(COUNCIL[0])
    first = done(writing.post(path, voter, ballot("YES", commendation), Idempotency_Key="k"))
    again = writing.post(path, voter, ballot("YES", commendation), Idempotency_Key="k")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")
    other = writing.post(path, voter, ballot("NO", commendation), Idempotency_Key="k")
    assert refused(other) == (422, "idempotency-key-reused")
    answered = []
    for choice in ("YES", "YES", "NO"):
        marks = [{"nomination": str(commendation), "choice": choice}]
        asked = writing.graph(CAST, councillor(COUNCIL[1]), session=str(session), marks=marks)["castBallot"]
        answered.append(asked.get("code"))
    assert answered == [None, None, "idempotency-key-reused"]
