"""What a list is asked of must be there: by code or id the same, in REST and graph; of nothing it is refused."""

from __future__ import annotations

from typing import Any

from tests.covenant.running import (
    AUDITOR,
    MEMBERS,
    Running,
    begin_year,
    cluster_id,
    draft,
    movement_id,
    refused,
    unit_id,
)

NOBODY = "00000000-0000-0000-0000-000000000001"
CODES = {"cluster": "unknown-cluster", "movement": "unknown-movement"}
LISTS: dict[str, tuple[str, ...]] = {
    "/units": ("parent", "province"),
    "/clusters": ("province", "member"),
    "/movements": ("organiser",),
    "/covenants": ("movement", "unit", "cluster", "province"),
    "/plans": ("movement", "unit", "cluster", "province"),
    "/registration-sets": ("movement", "cluster"),
    "/operating-rules": ("cluster",),
    "/programme-items": ("cluster", "responsible"),
    "/inspections": ("cluster", "inspector", "inspected"),
    "/findings": ("cluster", "inspected"),
    "/district-groupings": ("province",),
    "/oversight": ("unit", "cluster", "movement"),
    "/reminders": ("unit", "cluster", "movement"),
    f"/clusters/{cluster_id('2024/VII')}/standings": ("movement",),
    f"/movements/{movement_id('TDTX-2024')}/progress": ("unit", "cluster", "province"),
}
GRAPH: dict[str, tuple[str, ...]] = {
    "units": ("parent", "province"),
    "clusters": ("province", "member"),
    "movements": ("organiser",),
    "covenants": ("movement", "unit", "cluster", "province"),
    "targetPlans": ("movement", "unit", "cluster", "province"),
    "registrationSets": ("movement", "cluster"),
    "operatingRules": ("cluster",),
    "planItems": ("cluster", "responsible"),
    "inspections": ("cluster", "inspector", "inspected"),
    "findings": ("cluster", "inspected"),
    "districtGroupings": ("province",),
    "oversight": ("unit", "cluster", "movement"),
    "reminders": ("unit", "cluster", "movement"),
    "earlyFinishers": ("movement",),
}


def asked_in_the_graph(running: Running, field: str, argument: str, given: str) -> Any:
    query = f"query($id: ID!) {{ {field}({argument}: $id) {{ pageInfo {{ hasNextPage }} }} }}"
    body = {"query": query, "variables": {"id": given}}
    return running.client.post("/graphql", json=body, headers=running.headers(AUDITOR)).json()


def test_a_list_of_what_there_is_not_is_refused_with_its_field(running: Running) -> None:
    begin_year(running)
    for path, argument in ((path, each) for path, names in LISTS.items() for each in names):
        for given in ("ZZ-9", NOBODY):
            answer = running.get_as(AUDITOR, path, **{argument: given})
            code = CODES.get(argument, "unknown-unit")
            assert (path, refused(answer), answer.json()["fields"]) == (path, (404, code), [argument])
            assert given in answer.json()["detail"]


def test_the_graph_refuses_the_same(running: Running) -> None:
    begin_year(running)
    for field, argument in ((field, each) for field, names in GRAPH.items() for each in names):
        for given in ("ZZ-9", NOBODY):
            [error] = asked_in_the_graph(running, field, argument, given)["errors"]
            told = error["extensions"]
            assert (field, told["code"], told["fields"]) == (field, CODES.get(argument, "unknown-unit"), [argument])


def test_a_list_is_asked_by_code_or_by_id(running: Running) -> None:
    begin_year(running)
    covenant = draft(running, MEMBERS[1]).rsplit("/", 1)[1]
    named = {"unit": MEMBERS[1], "movement": "TDTX-2024", "cluster": "2024/VII", "province": MEMBERS[1]}
    ids = {
        "unit": unit_id(MEMBERS[1]),
        "movement": movement_id("TDTX-2024"),
        "cluster": cluster_id("2024/VII"),
        "province": unit_id(MEMBERS[1]),
    }
    query = "query($unit: ID, $movement: ID, $cluster: ID, $province: ID) { covenants(unit: $unit, movement: $movement,"
    query += ' cluster: $cluster, province: $province, at: "2024-06-01") { nodes { id } } }'
    for asked in (named, {name: str(id) for name, id in ids.items()}):
        assert [each["id"] for each in running.get("/covenants", at="2024-06-01", **asked)["items"]] == [covenant]
        assert running.graph(query, AUDITOR, **asked)["covenants"]["nodes"] == [{"id": covenant}]


def test_of_what_there_is_nothing_is_an_empty_page(running: Running) -> None:
    begin_year(running)
    assert running.get("/covenants", unit=MEMBERS[0]) == {"items": [], "next": None}


def test_a_page_of_the_graph_is_as_large_as_one_of_rest(running: Running) -> None:
    for first in (0, 201):
        for field in ("units(first: $first)", "ruleBooks: rules(first: $first)"):
            query = f"query($first: Int!) {{ {field} {{ pageInfo {{ hasNextPage }} }} }}"
            body = {"query": query, "variables": {"first": first}}
            told = running.client.post("/graphql", json=body, headers=running.headers(AUDITOR)).json()
            assert [each["extensions"]["code"] for each in told["errors"]] == ["page-out-of-bounds"]
