"""The nomination subgraph: units, clusters and movements with what became of them, without an N+1; commands as data."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.nomination.graph import schema
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import (
    APPROVER,
    AUDITOR,
    CLUSTERS,
    COUNCIL,
    DIRECTOR,
    STANDING_BODY,
    Running,
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
    person,
    select,
)
from tests.support.statements import assert_read_together, counted

ANSWER = (
    "{ __typename ... on Receipt { id version details } ... on Refusal { code source { document } why { value } } }"
)

ENTITIES = """
query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Unit {
      nominations { title stage unit { id } cluster { id } movement { id } votes { kind round passed session { code } }
        decision { number reward unit { id } movement { id } nomination { id } } }
      decisions { number inFavour base authority }
    }
    ... on Cluster {
      nominations { title }
      votingSessions { code kind secret state movement { id } cluster { id } candidates { title }
        roll { voter unit { id } recusedFrom }
        rounds { number state present turnout { voter voted } results { inFavour passed nomination { title } } } }
    }
    ... on Movement {
      nominations { title } decisions { number }
      quotaLines { title places base share movement { id } order { place within score nomination { title } } }
    }
    ... on Nomination { title }
    ... on VotingSession { code }
    ... on QuotaLine { title }
    ... on Decision { number }
  }
}
"""

WHOLE = {"vi": "đến số nguyên, bỏ phần lẻ", "en": "to a whole number, down"}


def entities(running: Running, *representations: dict[str, str]) -> list[Any]:
    found: list[Any] = running.graph(ENTITIES, representations=list(representations))["_entities"]
    return found


def of(kind: str, id: object) -> dict[str, str]:
    return {"__typename": kind, "id": str(id)}


@pytest.fixture
def decided(year: Running) -> UUID:
    """The flag of the first cluster's leader, all the way."""
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    done(decide(year, nomination), 201)
    return nomination


def test_a_unit_a_cluster_and_a_movement_tell_what_became_of_them(year: Running, decided: UUID) -> None:
    best = leader(CLUSTERS[0])
    unit, cluster, movement = entities(
        year, of("Unit", unit_id(best)), of("Cluster", cluster_id(CLUSTERS[0])), of("Movement", movement_id())
    )
    [nomination] = unit["nominations"]
    assert (nomination["title"], nomination["stage"], nomination["unit"]) == (
        "CO_BHXH",
        "DECIDED",
        {"id": str(unit_id(best))},
    )
    assert [(vote["kind"], vote["passed"], vote["session"]["code"]) for vote in nomination["votes"]] == [
        ("SELECTION", True, "2024/I"),
        ("COUNCIL", True, "HD-2024-01"),
    ]
    assert nomination["decision"]["nomination"] == {"id": str(decided)}
    assert unit["decisions"] == [{"number": "2468/QĐ-BHXH", "inFavour": 7, "base": 7, "authority": DIRECTOR}]
    [session] = cluster["votingSessions"]
    assert (session["kind"], session["secret"], session["state"]) == ("SELECTION", True, "CLOSED")
    [round_] = session["rounds"]
    assert [each["voted"] for each in round_["turnout"]] == [True, True, True]
    assert round_["results"] == [{"inFavour": 3, "passed": True, "nomination": {"title": "CO_BHXH"}}]
    assert {each["voter"]: len(each["recusedFrom"]) for each in session["roll"]} == {
        str(unit_id(office)): int(office == best) for office in members(CLUSTERS[0])
    }
    [line] = movement["quotaLines"]
    assert (line["places"], line["base"], line["share"]) == (5, 5, "1/1")
    assert [(each["place"], each["within"], each["score"]) for each in line["order"]] == [(1, True, "990")]


def test_many_units_are_read_as_cheaply_as_one(year: Running, decided: UUID) -> None:
    assert decided
    one = [of("Unit", unit_id(leader(CLUSTERS[0])))]
    all_of_them = [of("Unit", unit_id(office)) for cluster in CLUSTERS for office in members(cluster)]
    with counted() as for_one:
        entities(year, *one)
    with counted() as for_all:
        found = entities(year, *all_of_them)
    assert_read_together(for_one, for_all, len(all_of_them) - 1)
    assert [len(each["nominations"]) for each in found] == [1] + [0] * (len(all_of_them) - 1)


def test_the_candidates_of_a_paper_are_read_together(running: Running) -> None:
    clusters = tuple(f"2024/{number}" for number in range(10, 22))
    live_through_a_year(running, clusters)
    query = "query($id: ID!) { votingSession(id: $id) { candidates { title unit { id } votes { passed } } } }"
    cases = [nominate(running, leader(cluster)) for cluster in clusters]
    for cluster, case in zip(clusters, cases, strict=True):
        select(running, cluster, case)
    read = []
    for number, paper in enumerate((cases[:1], cases[1:])):
        session = open_council(running, *paper, code=f"HD-{number}")
        with counted() as statements:
            found = running.graph(query, id=str(session))["votingSession"]["candidates"]
        assert len(found) == len(paper)
        read.append(statements)
    assert_read_together(read[0], read[1], len(cases) - 2)


def test_own_entities_are_found_by_reference(year: Running, decided: UUID) -> None:
    [row] = year.get("/decisions")["items"]
    [line] = year.get("/quota-lines")["items"]
    session = year.get("/sessions", kind="COUNCIL")["items"][0]
    kinds = ("Nomination", "VotingSession", "QuotaLine", "Decision")
    ids = (decided, session["id"], line["id"], row["id"])
    found = entities(year, *(of(kind, id) for kind, id in zip(kinds, ids, strict=True)))
    assert found == [{"title": "CO_BHXH"}, {"code": "HD-2024-01"}, {"title": "CO_BHXH"}, {"number": "2468/QĐ-BHXH"}]
    assert entities(year, *(of(kind, uuid4()) for kind in kinds)) == [None] * 4


def test_queries_page_and_filter(year: Running, decided: UUID) -> None:
    nominate(year, leader(CLUSTERS[1]))
    query = """
    query($movement: ID!, $line: ID!, $id: ID!, $after: String) {
      nominations(movement: $movement, first: 1, after: $after) {
        nodes { title challenged editionNo rank score period rulebook version nominatedOn } edges { cursor node { id } }
        pageInfo { hasNextPage endCursor }
      }
      votingSessions(movement: $movement) { nodes { code quorum threshold denominator maxRounds members openedOn } }
      decisions(movement: $movement, revoked: false) { nodes { number decidedOn title rulebookHash } }
      quotaLine(title: "CO_BHXH", movement: $line) { title rounding basis drawnOn }
      nomination(id: $id) { title } votingSession(id: $id) { code } decision(id: $id) { number }
    }"""
    arguments: dict[str, Any] = {"movement": str(movement_id()), "line": str(movement_id()), "id": str(decided)}
    first = year.graph(query, **arguments)
    assert first["nominations"]["pageInfo"]["hasNextPage"] is True
    after = first["nominations"]["pageInfo"]["endCursor"]
    second = year.graph(query, after=after, **arguments)
    assert second["nominations"]["pageInfo"]["hasNextPage"] is False
    assert first["nominations"]["edges"][0]["node"] != second["nominations"]["edges"][0]["node"]
    assert sorted(node["code"] for node in first["votingSessions"]["nodes"]) == ["2024/I", "HD-2024-01"]
    assert first["decisions"]["nodes"][0]["number"] == "2468/QĐ-BHXH"
    assert first["quotaLine"]["rounding"] == "down"
    assert (first["nomination"], first["votingSession"], first["decision"]) == ({"title": "CO_BHXH"}, None, None)


def test_every_why_is_reached(year: Running, decided: UUID) -> None:
    query = """
    query($id: ID!, $movement: ID!, $unit: ID!) {
      nomination(id: $id) { why { value digest tree } votes { session { why { value digest } } }
        decision { why { value inputs { label { en } source { document status } } } } }
      quotaLine(title: "CO_BHXH", movement: $movement) { why { value formula rounding { vi en } } }
      eligibility(unit: $unit, title: "CO_BHXH", movement: $movement) { eligible refusal { code } why { value } }
    }"""
    found = year.graph(query, id=str(decided), movement=str(movement_id()), unit=str(unit_id(leader(CLUSTERS[0]))))
    rest = year.get(f"/nominations/{decided}/why")
    assert found["nomination"]["why"]["digest"] == rest["digest"]
    assert found["nomination"]["why"]["tree"] == rest["tree"]
    assert [vote["session"]["why"]["value"] for vote in found["nomination"]["votes"]] == ["2024/I", "HD-2024-01"]
    assert found["nomination"]["decision"]["why"]["inputs"][0]["label"]["en"] == "Authority"
    assert found["quotaLine"]["why"] == {
        "value": "5",
        "formula": "5 × 1/1",
        "rounding": {"vi": "đến số nguyên, bỏ phần lẻ", "en": "to a whole number, down"},
    }
    assert found["eligibility"] == {
        "eligible": False,
        "refusal": {"code": "already-nominated"},
        "why": {"value": "NOT_MET"},
    }


def test_a_unit_can_be_asked_for_its_eligibility(year: Running) -> None:
    query = """
    query($representations: [_Any!]!, $movement: ID!) {
      _entities(representations: $representations) {
        ... on Unit { eligibility(title: "CO_BHXH", movement: $movement) { eligible refusal { code } } }
      }
    }"""
    units = [of("Unit", unit_id(office)) for office in members(CLUSTERS[0])[:2]]
    found = year.graph(query, representations=units, movement=str(movement_id()))["_entities"]
    assert [each["eligibility"] for each in found] == [
        {"eligible": True, "refusal": None},
        {"eligible": False, "refusal": {"code": "not-the-leading-unit"}},
    ]


def run(running: Running, who: Any, call: str) -> dict[str, Any]:
    [found] = running.graph(f"mutation {{ {call} {ANSWER} }}", who).values()
    return dict(found)


def test_the_whole_way_through_mutations(year: Running) -> None:
    cluster, best = CLUSTERS[0], unit_id(leader(CLUSTERS[0]))
    movement = f'movement: "{movement_id()}"'
    nomination = run(year, STANDING_BODY, f'nominate(unit: "{best}", title: "CO_BHXH", {movement})')["id"]
    run(
        year,
        STANDING_BODY,
        f'announceCandidate(nomination: "{nomination}", place: "cổng thông tin", commentsUntil: "2025-02-20")',
    )
    selection = f'{{ cluster: "{cluster_id(cluster)}", {movement}, nominations: ["{nomination}"] }}'
    session = run(year, cluster_head(cluster), f"openSelection(selection: {selection})")["id"]
    present = ", ".join(f'"{unit_id(office)}"' for office in members(cluster))
    run(year, cluster_head(cluster), f'takeAttendance(session: "{session}", present: [{present}])')
    marks = f'marks: [{{ nomination: "{nomination}", choice: YES }}]'
    for office in members(cluster)[1:]:
        assert run(year, head(office), f'castBallot(session: "{session}", {marks})')["__typename"] == "Receipt"
    assert run(year, cluster_head(cluster), f'closeRound(session: "{session}")')["details"]["round"] == 1
    voters = ", ".join(f'{{ id: "{name}" }}' for name in COUNCIL)
    recusals = f'[{{ voter: "council-07", nomination: "{nomination}", reason: "có liên quan" }}]'
    council = f'{{ code: "HD", {movement}, nominations: ["{nomination}"], roll: [{voters}], recusals: {recusals} }}'
    session = run(year, STANDING_BODY, f"openCouncilSession(council: {council})")["id"]
    run(year, STANDING_BODY, f'voidRound(session: "{session}", reason: "thiếu phiếu")')
    run(year, STANDING_BODY, f'openRound(session: "{session}")')
    for name in COUNCIL[:6]:
        run(year, councillor(name), f'castBallot(session: "{session}", {marks})')
    run(year, STANDING_BODY, f'closeRound(session: "{session}")')
    run(year, STANDING_BODY, f'drawQuotaLine(title: "CO_BHXH", {movement})')
    ruling = f'nomination: "{nomination}", number: "1/QĐ-BHXH", authority: "{DIRECTOR}"'
    decision = run(year, APPROVER, f"issueDecision({ruling})")["id"]
    assert run(year, APPROVER, f'postNotice(decision: "{decision}", place: "cổng thông tin")')["version"] == 2
    revoked = run(year, APPROVER, f'revokeDecision(decision: "{decision}", ground: LATER_FINDING, finding: "12/KL")')
    assert revoked["version"] == 3


def test_a_refused_command_is_data_with_its_source_and_tree(year: Running) -> None:
    second = unit_id(members(CLUSTERS[0])[1])
    found = run(year, STANDING_BODY, f'nominate(unit: "{second}", title: "CO_BHXH", movement: "{movement_id()}")')
    assert (found["__typename"], found["code"], found["why"]) == (
        "Refusal",
        "not-the-leading-unit",
        {"value": "NOT_MET"},
    )
    for call in (
        'withdrawNomination(nomination: "x", reason: "y")',
        'closeRound(session: "x")',
    ):
        assert run(year, STANDING_BODY, call)["code"] == "nomination-malformed-id"


def test_who_may_not_read_is_refused(year: Running) -> None:
    answer = year.client.post(
        "/graphql", json={"query": "{ nominations { nodes { id } } }"}, headers=year.headers(person("janitor"))
    ).json()
    assert answer["errors"][0]["extensions"]["code"] == "forbidden"
    malformed = year.client.post(
        "/graphql", json={"query": '{ nomination(id: "x") { id } }'}, headers=year.headers(AUDITOR)
    ).json()
    assert malformed["errors"][0]["extensions"]["code"] == "nomination-malformed-id"


def test_the_subgraph_is_one_of_the_federation() -> None:
    sdl = schema.as_str()
    assert 'type Unit @key(fields: "id")' in sdl
    assert "federation/v2.9" in sdl
