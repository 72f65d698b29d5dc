"""Golden plans: who is asked what, after whom, and how often."""

from __future__ import annotations

import pytest
from graphql import get_operation_ast, parse

from gateway import requests
from gateway.federation import Federation
from gateway.lint import UnplannableSupergraph
from gateway.plan import Plan, UnplannableOperation
from gateway.selection import Flattener, InvalidDocument
from gateway.supergraph import FieldHome, Supergraph
from tests.gateway.subgraphs import whole
from tests.gateway.test_lint import HEADER, SOUND

federated = Federation(whole.supergraph(), whole.Recorded())

YEAR = [
    " ".join(each.split())
    for each in (
        """query { cluster(id: 1) {
             name units { name covenant { state } __key_Unit_id: id } __key_Cluster_id: id } }""",
        """query($entities0: [_Any!]!, $entities1: [_Any!]!) {
             e0: _entities(representations: $entities0) { ... on Unit { score } }
             e1: _entities(representations: $entities1) { ... on Cluster { board { rows { rank } } } } }""",
        """query($entities0: [_Any!]!) {
             e0: _entities(representations: $entities0) {
               ... on Unit { nominations { title decision { votes } } } } }""",
    )
]


def plan(text: str, *conditions: bool) -> Plan:
    return federated.plan(text, None, conditions)


def sent(planned: Plan) -> list[tuple[str, tuple[int, ...], str]]:
    return [(each.graph, each.after, each.document) for each in planned.requests]


def test_a_query_of_one_service_is_one_fetch_taken_over_untouched() -> None:
    planned = plan("{ unit(id: 1) { id covenant { state targets { code } } } }")
    assert sent(planned) == [("COVENANT", (), "query { unit(id: 1) { id covenant { state targets { code } } } }")]
    assert id(planned.fields["unit"]) in planned.verbatim


def test_root_fields_of_several_services_are_fetched_side_by_side() -> None:
    assert sent(plan("{ clusters { name } periods nominations { title } more: clusters { id } }")) == [
        ("COVENANT", (), "query { clusters { name } more: clusters { id } }"),
        ("SCORING", (), "query { periods }"),
        ("NOMINATION", (), "query { nominations { title } }"),
    ]


def test_a_clusters_whole_year_is_one_fetch_per_service() -> None:
    planned = plan(
        "{ cluster(id: 1) { name board { rows { rank } } "
        "units { name covenant { state } score nominations { title decision { votes } } } } }"
    )
    assert sent(planned) == [("COVENANT", (), YEAR[0]), ("SCORING", (0,), YEAR[1]), ("NOMINATION", (0,), YEAR[2])]


def test_the_key_that_the_client_asked_for_itself_is_not_asked_twice() -> None:
    assert sent(plan("{ unit(id: 1) { me: id score } }"))[0][2] == "query { unit(id: 1) { me: id } }"


def test_a_required_field_of_the_owner_travels_in_the_representation() -> None:
    planned = plan("{ unit(id: 1) { weightedScore } }")
    assert [each.graph for each in planned.requests] == ["COVENANT", "SCORING"]
    assert planned.requests[1].entities[0].representation == {"id": "__key_Unit_id", "size": "__key_Unit_size"}


def test_a_chain_of_requirements_is_fetched_link_by_link() -> None:
    planned = plan("{ unit(id: 1) { advice } }")
    assert [(each.graph, each.after) for each in planned.requests] == [
        ("COVENANT", ()),
        ("SCORING", (0,)),
        ("NOMINATION", (1,)),
    ]
    assert planned.requests[1].entities[0].fills == ()
    assert planned.requests[2].entities[0].fills == ("advice",)


def test_a_requirement_sends_the_service_back_to_itself_by_way_of_the_owner() -> None:
    planned = plan("{ board(clusterId: 1) { rows { unit { weightedScore } } } }")
    assert [(each.graph, each.after) for each in planned.requests] == [
        ("SCORING", ()),
        ("COVENANT", (0,)),
        ("SCORING", (1,)),
    ]


def test_what_a_field_provides_is_not_fetched_from_its_owner() -> None:
    assert [each.graph for each in plan("{ board(clusterId: 1) { rows { unit { name } } } }").requests] == ["SCORING"]
    owners = plan("{ board(clusterId: 1) { rows { unit { name size } } } }").requests
    assert [each.graph for each in owners] == ["SCORING", "COVENANT"]


def test_mutations_run_one_after_the_other_each_with_all_beneath_it() -> None:
    planned = plan(
        "mutation { a: finalise(unitId: 1) { ... on Finalised { unit { name } } } "
        "b: finalise(unitId: 2) { __typename } c: signCovenant(input: {unitId: 1}) { ... on Refusal { code } } }"
    )
    assert [(each.graph, each.after, each.roots, each.mutates) for each in planned.requests] == [
        ("SCORING", (), ("a",), True),
        ("COVENANT", (0,), (), False),
        ("SCORING", (1,), ("b",), True),
        ("COVENANT", (2,), ("c",), True),
    ]


def test_members_of_a_union_are_entered_only_where_they_are() -> None:
    planned = plan('{ search(text: "a") { ... on Unit { score } ... on Cluster { name } } }')
    assert planned.requests[0].document == (
        'query { search(text: "a") '
        "{ __key_type: __typename ... on Unit { __key_Unit_id: id } ... on Cluster { name } } }"
    )
    assert [(step.key, step.type) for step in planned.requests[1].entities[0].path] == [("search", "Unit")]


def test_variables_travel_only_with_the_fetch_that_uses_them() -> None:
    planned = plan(
        "query ($id: ID!, $most: Int = 3, $entities: ID) { unit(id: $id) { scorecards(limit: $most) { period } } }"
    )
    assert [each.variables for each in planned.requests] == [("id",), ("most",)]
    assert planned.requests[1].document.startswith("query($_entities0: [_Any!]!, $most: Int = 3) {")


def test_conditions_are_decided_before_planning() -> None:
    text = (
        "query ($deep: Boolean!) { unit(id: 1) { name score @include(if: $deep) covenant @skip(if: $deep) { state } } }"
    )
    assert [each.graph for each in plan(text, True).requests] == ["COVENANT", "SCORING"]
    assert sent(plan(text, False)) == [("COVENANT", (), "query { unit(id: 1) { name covenant { state } } }")]


def test_a_selection_that_is_skipped_whole_still_asks_whether_the_object_is_there() -> None:
    assert plan("{ unit(id: 1) { name @skip(if: true) } }").requests[0].document == (
        "query { unit(id: 1) { __key_type: __typename } }"
    )


def test_introspection_alone_asks_no_service() -> None:
    planned = plan("{ __typename __schema { queryType { name } } }")
    assert planned.requests == ()
    assert planned.introspection is not None


def test_the_same_document_is_planned_once() -> None:
    assert plan("{ periods }") is plan("{ periods }")


def test_a_circle_of_requirements_is_no_plan() -> None:
    circle = SOUND.replace(
        "name: String! @join__field(graph: A)", 'name: Int @join__field(graph: A, requires: "score")'
    )
    circle = circle.replace('requires: "size"', 'requires: "name"')
    supergraph = Supergraph.load(HEADER + circle)
    with pytest.raises(UnplannableOperation):
        planned_over(supergraph, "{ unit { score } }")


def test_a_field_that_no_graph_resolves_from_here_is_no_plan() -> None:
    supergraph = Supergraph.load(HEADER + SOUND)
    without_key = Supergraph(supergraph.graphs, supergraph.api, supergraph.homes, keys={})
    with pytest.raises(UnplannableOperation):
        planned_over(without_key, "{ unit { score } }")
    homeless = {**supergraph.homes, "Unit": {**supergraph.homes["Unit"], "name": ()}}
    with pytest.raises(UnplannableOperation):
        planned_over(Supergraph(supergraph.graphs, supergraph.api, homeless, supergraph.keys), "{ unit { name } }")


def test_a_document_that_was_not_validated_is_refused() -> None:
    with pytest.raises(InvalidDocument):
        planned_over(Supergraph.load(HEADER + SOUND), "{ nothing }")
    with pytest.raises(InvalidDocument):
        planned_over(Supergraph.load(HEADER + SOUND), "mutation { nothing }")
    with pytest.raises(InvalidDocument):
        planned_over(Supergraph.load(HEADER + SOUND), "{ unit @skip(if: 3) { id } }")


def test_a_supergraph_that_cannot_be_served_is_not_loaded() -> None:
    with pytest.raises(UnplannableSupergraph):
        Federation(HEADER + SOUND.replace('requires: "size"', 'requires: "a { b }"'), whole.Recorded())


def test_a_field_knows_its_homes() -> None:
    supergraph = Supergraph.load(HEADER + SOUND)
    assert supergraph.home("Unit", "score", "B") == FieldHome("B", requires=("size",))
    assert supergraph.home("Unit", "size", "B") is None
    assert supergraph.keys == {"Unit": ("id",)}


def planned_over(supergraph: Supergraph, text: str) -> Plan:
    document = parse(text)
    operation = get_operation_ast(document, None)
    assert operation is not None
    return requests.plan(supergraph, operation, Flattener(supergraph.api, document, {}).flatten(operation))


INTERFACE = """
interface Named @join__type(graph: A) { id: ID! name: String! }
type Person implements Named @join__implements(graph: A, interface: "Named") @join__type(graph: A) {
  id: ID! name: String! born: Int
}
"""


def test_fields_of_an_interface_are_asked_of_each_type_behind_it() -> None:
    header = HEADER.replace("unit: Unit", "anyone: Named @join__field(graph: A) unit: Unit")
    unit = SOUND.replace("type Unit", 'type Unit implements Named @join__implements(graph: A, interface: "Named")')
    supergraph = Supergraph.load(header + unit + INTERFACE)
    text = """query { anyone { ...N ... on Person { born } ... on Unit { score } } }
    fragment N on Named { name ... { id } ...M }
    fragment M on Person { born }"""
    planned = planned_over(supergraph, text)
    assert [each.graph for each in planned.requests] == ["A", "B"]
    assert planned.requests[0].document == (
        "query { anyone { __key_type: __typename "
        "... on Unit { name id __key_Unit_size: size } ... on Person { name id born } } }"
    )
    assert [(step.key, step.type) for step in planned.requests[1].entities[0].path] == [("anyone", "Unit")]
