"""What a question names must be there: a code or id of nothing is refused with its field, in REST and graph alike."""

from __future__ import annotations

from itertools import product
from typing import Any

from kernel.identity import Principal
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import AUDITOR, CLUSTERS, STANDING_BODY, Running, done, leader, nominate, refused

NOBODY = "00000000-0000-0000-0000-000000000001"
GIVEN = {"unit": "ZZ-9", "taken_up_by": "ZZ-9", "cluster": "2024/ZZ", "movement": "XX", "long_movement": "XX"}
CODES = {
    "unit": "nomination-unit-unknown",
    "taken_up_by": "nomination-unit-unknown",
    "cluster": "nomination-cluster-unknown",
    "movement": "nomination-movement-unknown",
    "long_movement": "nomination-movement-unknown",
    "title": "nomination-title-unknown",
}
LISTS: dict[str, tuple[str, ...]] = {
    "/nominations": ("title", "unit", "movement", "cluster"),
    "/sessions": ("movement", "cluster"),
    "/quota-lines": ("title", "movement"),
    "/decisions": ("title", "unit", "movement"),
    "/dossiers": ("title", "unit", "movement"),
    "/commendations": ("unit",),
    "/good-examples": ("unit", "movement", "taken_up_by"),
    "/merit-files": ("unit",),
    "/medals": ("unit",),
    "/higher-awards": ("title",),
    "/rotation-checks": ("title", "cluster"),
    "/qualified": ("unit", "cluster", "movement"),
    "/watch": ("movement", "unit"),
    "/priorities": ("title", "movement", "long_movement"),
}
NEEDED: dict[str, dict[str, str]] = {
    "/qualified": {"title": "TTLDXS", "year": "2024"},
    "/watch": {"movement": "TDTX-2024"},
    "/priorities": {"title": "CO_BHXH", "movement": "TDTX-2024", "long_movement": "TDTX-2024"},
}


def test_a_question_about_what_there_is_not_is_refused_with_its_field(year: Running) -> None:
    for path, argument in ((path, each) for path, names in LISTS.items() for each in names):
        asked = {**NEEDED.get(path, {}), argument: GIVEN.get(argument, "ZZZ")}
        answer = year.get_as(STANDING_BODY, path, **asked)
        status = 422 if argument == "title" else 404
        assert (path, *refused(answer)) == (path, status, CODES[argument])
        assert answer.json()["fields"] == [argument]
        assert asked[argument] in answer.json()["detail"]


def test_the_id_of_nothing_is_refused_as_its_code_is(year: Running) -> None:
    assert refused(year.get_as(AUDITOR, "/watch", movement=NOBODY)) == (404, "nomination-movement-unknown")


def asked_in_the_graph(year: Running, query: str, who: Principal = STANDING_BODY, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    return year.client.post("/graphql", json=body, headers=year.headers(who)).json()


GRAPH = [
    ("nominations(unit: $id) { nodes { id } }", "unit"),
    ("nominations(movement: $id) { nodes { id } }", "movement"),
    ("nominations(cluster: $id) { nodes { id } }", "cluster"),
    ('nominations(title: "ZZZ") { nodes { id } }', "title"),
    ("votingSessions(cluster: $id) { nodes { id } }", "cluster"),
    ('quotaLine(title: "CO_BHXH", movement: $id) { id }', "movement"),
    ("decisions(unit: $id) { nodes { id } }", "unit"),
    ('decisions(title: "ZZZ") { nodes { id } }', "title"),
    ("dossiers(movement: $id) { nodes { id } }", "movement"),
    ("commendations(unit: $id) { nodes { id } }", "unit"),
    ("goodExamples(takenUpBy: $id) { nodes { id } }", "taken_up_by"),
    ("meritFiles(unit: $id) { nodes { id } }", "unit"),
    ("medals(unit: $id) { nodes { id } }", "unit"),
    ('higherAwards(title: "ZZZ") { nodes { id } }', "title"),
    ('rotationChecks(title: "ZZZ") { flag }', "title"),
    ("rotationChecks(cluster: $id) { flag }", "cluster"),
    ('qualified(title: "TTLDXS", year: 2024, cluster: $id) { next }', "cluster"),
    ('nominationFaults(movement: $id, on: "2025-02-10") { nodes { fault } }', "movement"),
    ('priorities(title: "CO_BHXH", movement: $id, longMovement: $id) { place }', "movement"),
]


def test_the_graph_refuses_the_same(year: Running) -> None:
    for (question, argument), given in product(GRAPH, (NOBODY, "ZZ-9")):
        named = "$id" in question
        query = f"query($id: ID!) {{ {question} }}" if named else f"{{ {question} }}"
        [error] = asked_in_the_graph(year, query, STANDING_BODY, **({"id": given} if named else {}))["errors"]
        told = error["extensions"]
        assert (question, told["code"], told["fields"]) == (question, CODES[argument], [argument])


def test_what_there_is_is_named_by_code_or_id_in_both(year: Running) -> None:
    nomination, unit = str(nominate(year, leader(CLUSTERS[0]))), leader(CLUSTERS[0])
    for given in ((unit, "TDTX-2024", CLUSTERS[0]), (unit_id(unit), movement_id(), cluster_id(CLUSTERS[0]))):
        asked = dict(zip(("unit", "movement", "cluster"), map(str, given), strict=True))
        assert [each["id"] for each in year.get("/nominations", **asked)["items"]] == [nomination]
        query = "query($unit: ID, $movement: ID, $cluster: ID)"
        query += " { nominations(unit: $unit, movement: $movement, cluster: $cluster) { nodes { id } } }"
        assert year.graph(query, AUDITOR, **asked)["nominations"]["nodes"] == [{"id": nomination}]


def test_a_known_thing_of_which_there_is_nothing_has_an_empty_page(year: Running) -> None:
    assert year.get("/decisions", unit=leader(CLUSTERS[0]), title="CO_BHXH") == {"items": [], "next": None}


def test_a_decision_that_there_is_not_has_no_consequences(year: Running) -> None:
    assert refused(year.get_as(AUDITOR, f"/decisions/{NOBODY}/consequences")) == (404, "missing")
    query = f'{{ decisionConsequences(decision: "{NOBODY}") {{ id }} }}'
    assert [each["extensions"]["code"] for each in asked_in_the_graph(year, query)["errors"]] == ["missing"]


def test_no_line_is_drawn_in_a_movement_that_there_is_not(year: Running) -> None:
    answer = year.post("/quota-lines", STANDING_BODY, {"title": "CO_BHXH", "movement_id": "XX"})
    assert refused(answer) == (404, "nomination-movement-unknown")


IMPOSSIBLE: list[tuple[dict[str, str], str, list[str]]] = [
    ({"since": "abc"}, "rotation-year-malformed", ["since"]),
    ({"until": "20245"}, "rotation-year-malformed", ["until"]),
    ({"since": "2024", "until": "2023"}, "rotation-years-reversed", ["since", "until"]),
    ({"kind": "xx"}, "rotation-kind-unknown", ["kind"]),
    ({"after": "garbage"}, "bad-cursor", ["after"]),
]


def test_a_rotation_check_is_asked_of_years_and_kinds(year: Running) -> None:  # rules: years_are_years, kind_is_known
    for asked, code, fields in IMPOSSIBLE:
        answer = year.get_as(STANDING_BODY, "/rotation-checks", **asked)
        assert (refused(answer), answer.json()["fields"]) == ((422, code), fields)
        if "after" not in asked:
            said = ", ".join(f'{name}: "{given}"' for name, given in asked.items())
            [error] = asked_in_the_graph(year, f"{{ rotationChecks({said}) {{ flag }} }}")["errors"]
            assert (error["extensions"]["code"], error["extensions"]["fields"]) == (code, fields)
    persons = year.get_as(STANDING_BODY, "/rotation-checks", title="LDTT")
    assert (refused(persons), persons.json()["fields"]) == ((409, "title-is-for-persons"), ["title"])
    [error] = asked_in_the_graph(year, '{ rotationChecks(title: "LDTT") { flag } }')["errors"]
    assert error["extensions"]["code"] == "title-is-for-persons"
    for asked in ({"since": "2024", "until": "2024"}, {"kind": "national"}, {"kind": "block"}):
        assert year.get_as(STANDING_BODY, "/rotation-checks", **asked).status_code == 200


def test_rotation_checks_follow_page_by_page(year: Running) -> None:
    seen, after = [], None
    while True:
        found = done(year.get_as(STANDING_BODY, "/rotation-checks", limit=2, after=after))
        seen += [each["cluster"] for each in found["items"]]
        if (after := found["next"]) is None:
            break
    assert seen == list(CLUSTERS)


OUT_OF_BOUNDS = [
    (0, "phải từ 1 trở lên", "Input should be greater than or equal to 1"),
    (-1, "phải từ 1 trở lên", "Input should be greater than or equal to 1"),
    (201, "không được quá 200", "Input should be less than or equal to 200"),
]


def test_a_page_of_the_graph_is_as_large_as_one_of_rest(year: Running) -> None:
    for first, vi, en in OUT_OF_BOUNDS:
        [said] = year.get_as(AUDITOR, "/nominations", limit=first).json()["errors"]
        assert (said["message"], said["message_en"]) == (vi, en)
        for field in ("nominations(first: $first) { nodes { id } }", QUALIFIED):
            [error] = asked_in_the_graph(year, f"query($first: Int!) {{ {field} }}", first=first)["errors"]
            told = error["extensions"]
            assert (told["code"], told["fields"]) == ("page-out-of-bounds", ["first"])
            assert (told["detail"], told["detail_en"]) == (f"first={first}: {vi}.", f"first={first}: {en}.")


QUALIFIED = 'qualified(title: "TTLDXS", year: 2024, first: $first) { next }'


def test_a_cursor_of_the_qualified_comes_from_us(year: Running) -> None:
    query = '{ qualified(title: "TTLDXS", year: 2024, after: "garbage") { next } }'
    [error] = asked_in_the_graph(year, query)["errors"]
    assert error["extensions"]["code"] == "bad-cursor"
