"""What a list is asked of must be there: by code or id the same, in REST and graph; of nothing it is refused."""

from __future__ import annotations

from typing import Any

from tests.covenant.running import AUDITOR, refused
from tests.scoring.running import CLUSTER, MOVEMENT, Year, begin

NOBODY = "00000000-0000-0000-0000-000000000001"
LISTS: dict[str, tuple[str, ...]] = {
    "/score-tables": ("cluster", "movement"),
    "/periods": ("movement",),
    "/results": ("unit", "movement"),
    "/scorecards": ("cluster", "movement", "unit"),
    "/boards": ("cluster", "movement", "unit"),
}
GRAPH: dict[str, tuple[str, ...]] = {
    "scoreTables": ("cluster", "movement"),
    "reviewPeriods": ("movement",),
    "results": ("unit", "movement"),
    "scorecards": ("cluster", "movement", "unit"),
    "boards": ("cluster", "movement", "unit"),
}


def asked_in_the_graph(year: Year, query: str, **variables: object) -> Any:
    body = {"query": query, "variables": variables}
    return year.scoring.client.post("/graphql", json=body, headers=year.scoring.headers(AUDITOR)).json()


def test_a_list_of_what_there_is_not_is_refused_with_its_field(year: Year) -> None:
    begin(year, ())
    for path, argument in ((path, each) for path, names in LISTS.items() for each in names):
        for given in ("ZZ-9", NOBODY):
            answer = year.scoring.get_as(AUDITOR, path, **{f"{argument}_id": given})
            told = (path, refused(answer), answer.json()["fields"])
            assert told == (path, (404, f"scoring-unknown-{argument}"), [f"{argument}_id"])
            assert given in answer.json()["detail"]


def test_the_graph_refuses_the_same(year: Year) -> None:
    begin(year, ())
    for field, argument in ((field, each) for field, names in GRAPH.items() for each in names):
        for given in ("ZZ-9", NOBODY):
            query = f"query($id: ID!) {{ {field}({argument}: $id) {{ pageInfo {{ hasNextPage }} }} }}"
            [error] = asked_in_the_graph(year, query, id=given)["errors"]
            told = error["extensions"]
            assert (field, told["code"], told["fields"]) == (field, f"scoring-unknown-{argument}", [argument])


def test_of_what_there_is_nothing_is_an_empty_page(year: Year) -> None:
    begin(year, ())
    assert year.get("/boards", cluster_id=CLUSTER, movement_id=MOVEMENT) == {"items": [], "next": None}
    query = "query($cluster: ID!) { boards(cluster: $cluster) { nodes { id } } }"
    assert asked_in_the_graph(year, query, cluster=str(CLUSTER)) == {"data": {"boards": {"nodes": []}}}


def test_a_page_of_the_graph_is_as_large_as_one_of_rest(year: Year) -> None:
    for first in (0, 201):
        query = "query($first: Int!) { boards(first: $first) { nodes { id } } }"
        told = asked_in_the_graph(year, query, first=first)["errors"]
        assert [each["extensions"]["code"] for each in told] == ["page-out-of-bounds"]


def test_a_list_of_no_period_is_refused_with_its_field(year: Year) -> None:
    begin(year, ())
    for path in ("/results", "/scorecards", "/boards"):
        answer = year.scoring.get_as(AUDITOR, path, period="quý 1")
        assert (path, refused(answer), answer.json()["fields"]) == (path, (422, "unknown-period"), ["period"])
        assert year.scoring.get_as(AUDITOR, path, period="2024-Q1").json()["items"] == []
    for field in ("results", "scorecards", "boards"):
        [error] = asked_in_the_graph(year, f'{{ {field}(period: "Q9") {{ nodes {{ __typename }} }} }}')["errors"]
        assert (error["extensions"]["code"], error["extensions"]["fields"]) == ("unknown-period", ["period"])


def test_what_a_unit_or_cluster_has_is_asked_by_code_too_and_refused_of_nothing(year: Year) -> None:
    begin(year, ())
    query = """query($of: [_Any!]!, $movement: ID!) { _entities(representations: $of) {
      ... on Unit { ranks(movement: $movement) { rank } scorecards(movement: $movement) { stage } }
      ... on Cluster { boards(movement: $movement) { digest } } } }"""
    of = [{"__typename": "Unit", "id": NOBODY}, {"__typename": "Cluster", "id": NOBODY}]
    there = asked_in_the_graph(year, query, of=of, movement=MOVEMENT)["data"]["_entities"]
    assert there == [{"ranks": [], "scorecards": []}, {"boards": []}]
    unknown = asked_in_the_graph(year, query, of=of, movement="TD-LA")["errors"]
    assert {(each["extensions"]["code"], *each["extensions"]["fields"]) for each in unknown} == {
        ("scoring-unknown-movement", "movement")
    }
