"""What happened to one thing, event by event, and what may be done with it now: the same over REST and GraphQL."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from kernel.identity import Principal
from tests.nomination.running import (
    APPROVER,
    AUDITOR,
    CLUSTERS,
    COUNCIL,
    STANDING_BODY,
    Running,
    close,
    cluster_head,
    councillor,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    live_through_a_year,
    members,
    nominate,
    open_council,
    open_selection,
    refused,
    select,
    vote,
)
from tests.support.statements import assert_read_together, counted

FIRST = CLUSTERS[0]
HISTORY = "query($id: ID!) { nominationHistory(id: $id) { eventId version type actor members } }"


def types(year: Running, path: str) -> list[str]:
    return [each["type"].removeprefix("nomination.") for each in year.get(f"{path}/history")["items"]]


def test_every_step_of_a_case_is_told_in_order(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    session = select(year, FIRST, nomination)["id"]
    endorse(year, nomination)
    line = draw(year, "CO_BHXH")["id"]
    decision = done(decide(year, nomination), 201)["id"]
    done(year.post(f"/decisions/{decision}/notice", APPROVER, {"place": "baohiemxahoi.gov.vn"}))
    assert types(year, f"/nominations/{nomination}") == [
        "NominationAccepted",
        "NominationVoted",
        "NominationVoted",
        "NominationDecided",
    ]
    assert types(year, f"/sessions/{session}") == ["SessionOpened", *["VoterChecked"] * 3, "RoundClosed"]
    assert types(year, f"/quota-lines/{line}") == ["QuotaLineDrawn", "QuotaPlaceTaken"]
    assert types(year, f"/decisions/{decision}") == ["DecisionIssued", "DecisionNoticePosted"]
    first = year.get(f"/decisions/{decision}/history")["items"][0]
    assert (first["version"], first["actor"], first["members"]["award"]["number"]) == (1, APPROVER.id, "2468/QĐ-BHXH")


def test_the_graph_tells_the_same_history(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    rest = year.get(f"/nominations/{nomination}/history")["items"]
    assert year.graph(HISTORY, id=str(nomination))["nominationHistory"] == [
        {"eventId": each["event_id"], **{name: each[name] for name in ("version", "type", "actor", "members")}}
        for each in rest
    ]


@pytest.mark.parametrize("kind", ["nominations", "sessions", "quota-lines", "decisions"])
def test_what_never_was_has_no_history(year: Running, kind: str) -> None:
    nomination = nominate(year, leader(FIRST))
    none = UUID(int=1) if kind == "nominations" else nomination
    assert refused(year.get_as(AUDITOR, f"/{kind}/{none}/history")) == (404, "missing")
    assert year.graph(HISTORY, id=str(UUID(int=1)))["nominationHistory"] == []


def test_the_history_of_a_secret_vote_says_who_voted_never_what(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    session = open_selection(year, FIRST, nomination)
    vote(year, session, [head(each) for each in members(FIRST)[1:]], "YES", nomination)
    items = year.get_as(STANDING_BODY, f"/sessions/{session}/history").json()["items"]
    assert "box_key" not in items[0]["members"]
    assert [sorted(each["members"]) for each in items[1:]] == [["in_writing", "voter"]] * 3
    assert [choice for choice in ("YES", "NO", "ABSTAIN") if f'"{choice}"' in json.dumps(items)] == []


def test_the_history_of_an_open_vote_says_what_to_those_with_the_right_only(year: Running) -> None:
    year.neighbours.covenant("I-3", ["TTLDXS"])
    year.hear()
    nomination = nominate(year, "I-3", "TTLDXS")
    session = open_council(year, nomination)
    vote(year, session, [councillor(each) for each in COUNCIL[:2]], "YES", nomination)

    def ballots(who: Principal) -> list[list[list[str]]]:
        rest = done(year.get_as(who, f"/sessions/{session}/history"))["items"][1:]
        graph = year.graph(HISTORY, who, id=str(session))["nominationHistory"][1:]
        return [[sorted(each["members"]) for each in told] for told in (rest, graph)]

    assert ballots(STANDING_BODY) == [[["in_writing", "paper", "voter"]] * 2] * 2
    for nobody in (AUDITOR, head("I-3"), cluster_head(FIRST)):
        assert ballots(nobody) == [[["in_writing", "voter"]] * 2] * 2


def test_who_has_no_right_reads_no_history(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    visitor = Principal("visitor", "Khách", "person", frozenset({"visitor"}))
    assert refused(year.get_as(visitor, f"/nominations/{nomination}/history")) == (403, "forbidden")
    body = {"query": HISTORY, "variables": {"id": str(nomination)}}
    answer = year.client.post("/graphql", json=body, headers=year.headers(visitor)).json()
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["forbidden"]


def test_a_dossier_an_objection_and_a_commendation_have_the_history_of_the_graph(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    own = head(leader(FIRST))
    complaint = {"code": "DON-1", "by": "ông A", "text": "chưa đúng"}
    proposal = {"kind": "SUDDEN", "title": "BK_BHXH", "unit_id": leader(FIRST), "code": "TTr-1"}
    about = {"achievement": "xử lý sự cố", "achieved_on": "2025-01-02"}
    made = {
        "dossiers": done(year.post("/dossiers", own, {"nomination_id": str(nomination)}), 201)["id"],
        "objections": done(year.post(f"/nominations/{nomination}/objections", own, complaint), 201)["id"],
        "commendations": done(year.post("/commendations", own, {**proposal, **about}), 201)["id"],
    }
    for kind, id in made.items():
        for reader in (AUDITOR, STANDING_BODY, cluster_head(CLUSTERS[1])):
            rest = done(year.get_as(reader, f"/{kind}/{id}/history"))["items"]
            told = year.graph(HISTORY, reader, id=id)["nominationHistory"]
            assert [each["members"] for each in rest] == [each["members"] for each in told]
            assert len(told) == 1
        assert refused(year.get_as(AUDITOR, f"/{kind}/{UUID(int=1)}/history")) == (404, "missing")


def test_the_objector_is_told_to_those_with_the_right_only(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    complaint = {"code": "DON-1", "by": "ông A", "text": "chưa đúng"}
    path = f"/nominations/{nomination}/objections"
    objector = head(leader(CLUSTERS[1]))
    objection = done(year.post(path, objector, complaint), 201)["id"]
    done(year.post(f"/objections/{objection}/answer", STANDING_BODY, {"upheld": False, "finding": "đúng"}))

    def said(reader: Principal) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = done(year.get_as(reader, f"/objections/{objection}/history"))["items"]
        graph = year.graph(HISTORY, reader, id=objection)["nominationHistory"]
        assert [each["actor"] for each in graph] == [each["actor"] for each in found]
        return found

    told, public = said(STANDING_BODY), said(cluster_head(CLUSTERS[1]))
    assert [each["actor"] for each in told] == [objector.id, STANDING_BODY.id]
    assert told[0]["members"]["complaint"]["by"] == "ông A"
    assert public[0]["members"]["complaint"] == {"code": "DON-1"}
    assert [(each["actor"], each["correlation"]) for each in public] == [("", str(UUID(int=0)))] * 2
    assert [objector.id in json.dumps(each) for each in (told, public)] == [True, False]


def steps(year: Running, who: Principal, path: str, field: str) -> list[str]:
    """What may be done now, by REST; the graph says the same."""
    found: list[str] = done(year.get_as(who, path))["steps"]
    graph: Any = year.graph(f"query($id: ID!) {{ {field}(id: $id) {{ steps }} }}", who, id=path.rsplit("/", 1)[1])
    assert graph[field]["steps"] == found
    return found


def test_a_person_is_told_what_to_do_next_with_a_nomination(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    path, everybody = f"/nominations/{nomination}", (STANDING_BODY, cluster_head(FIRST), head(leader(FIRST)), APPROVER)
    assert [steps(year, who, path, "nomination") for who in (*everybody, AUDITOR)] == [
        ["SELECT", "ANNOUNCE", "WITHDRAW"],
        ["SELECT"],
        ["WITHDRAW"],
        ["DECIDE"],
        [],
    ]
    open_selection(year, FIRST, nomination)
    assert [steps(year, who, path, "nomination") for who in everybody[:2]] == [["ANNOUNCE", "WITHDRAW"], []]


def test_a_person_is_told_what_to_do_next_in_a_session(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    session = open_selection(year, FIRST, nomination)
    path, voters = f"/sessions/{session}", [head(each) for each in members(FIRST)]
    assert [steps(year, who, path, "votingSession") for who in voters] == [[], ["CAST"], ["CAST"], ["CAST"]]
    assert steps(year, cluster_head(FIRST), path, "votingSession") == ["TAKE_ATTENDANCE", "MANDATE", "VOID"]
    vote(year, session, voters[1:], "YES", nomination)
    assert steps(year, voters[1], path, "votingSession") == []
    assert steps(year, cluster_head(FIRST), path, "votingSession") == ["TAKE_ATTENDANCE", "MANDATE", "CLOSE", "VOID"]
    close(year, session, cluster_head(FIRST))
    assert steps(year, cluster_head(FIRST), path, "votingSession") == ["VOID"]


def test_a_person_is_told_what_to_do_next_with_a_decision(year: Running) -> None:
    nomination = nominate(year, leader(FIRST))
    select(year, FIRST, nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    path = "/decisions/" + done(decide(year, nomination), 201)["id"]
    offered = [steps(year, who, path, "decision") for who in (APPROVER, STANDING_BODY, AUDITOR)]
    assert offered == [["POST_NOTICE", "REVOKE"], ["POST_NOTICE"], []]


def test_the_steps_of_many_nominations_are_read_together(running: Running) -> None:
    first, *further = clusters = [f"2024/{number}" for number in range(10, 22)]
    live_through_a_year(running, clusters)
    read: list[list[str]] = []
    for nominating in ([first], further):
        for cluster in nominating:
            nominate(running, leader(cluster))
        with counted() as statements:
            running.graph("{ nominations { nodes { steps } } }")
        read.append([each for each in statements if "FROM events" not in each])  # a case is its own stream in the log
    assert_read_together(read[0], read[1], len(further))
