"""Whatever is asked, the gateway in process, the gateway over HTTP and one hand-merged schema answer the same."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping

import pytest
from graphql import build_schema, lexicographic_sort_schema, print_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.faults import ServiceUnavailable
from gateway.federation import Asked, Federation
from gateway.limits import Limits
from gateway.transport import OverHttp
from tests.gateway.serving import Served, serve_subgraphs
from tests.gateway.subgraphs import merged, whole
from tests.gateway.subgraphs.queries import Operation, queries

GENEROUS = Limits(cost=10_000_000, tokens=20_000, aliases=5_000, fields=20_000, depth=40)
API = build_schema(merged.schema.as_str())

federated = Federation(whole.supergraph(), whole.Recorded(), GENEROUS)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve_subgraphs() as running:
        yield running


def error_places(errors: list[dict[str, object]]) -> set[str]:
    return {str(error.get("path")) for error in errors}


async def answers(federation: Federation, operation: Operation) -> tuple[str, set[str]]:
    answer = await federation.execute(Asked(operation.text, operation.variables), None)
    return json.dumps(answer.data), error_places([dict(error.formatted) for error in answer.errors])


async def expected(operation: Operation) -> tuple[str, set[str]]:
    """As text, for the order of the fields counts too."""
    result = await merged.schema.execute(operation.text, variable_values=dict(operation.variables))
    return json.dumps(result.data), error_places([dict(error.formatted) for error in result.errors or ()])


def test_the_public_graph_is_the_hand_merged_one() -> None:
    ours = lexicographic_sort_schema(federated.supergraph.api)
    assert print_schema(ours) == print_schema(lexicographic_sort_schema(API))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(operation=queries(API))
def test_any_query_is_answered_as_by_one_schema(operation: Operation) -> None:
    async def compare() -> None:
        assert await answers(federated, operation) == await expected(operation)

    asyncio.run(compare())


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(operations=st.lists(queries(API), min_size=1, max_size=3))
def test_any_query_is_answered_over_http_as_in_process(served: Served, operations: list[Operation]) -> None:
    async def compare() -> None:
        async with OverHttp(served.urls) as transport:
            distributed = Federation(whole.supergraph(), transport, GENEROUS)
            for operation in operations:
                assert await answers(distributed, operation) == await answers(federated, operation)

    asyncio.run(compare())


def is_part_of(partial: object, whole_answer: object) -> bool:
    """Whether the one is the other with some values missing."""
    if partial is None:
        return True
    if isinstance(partial, dict) and isinstance(whole_answer, dict):
        same_keys = list(partial) == list(whole_answer)
        return same_keys and all(is_part_of(value, whole_answer[key]) for key, value in partial.items())
    if isinstance(partial, list) and isinstance(whole_answer, list):
        same_length = len(partial) == len(whole_answer)
        return same_length and all(map(is_part_of, partial, whole_answer))
    return partial == whole_answer


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(operation=queries(API), lost=st.sampled_from(sorted(whole.SCHEMAS)))
def test_while_a_service_is_down_any_answer_is_a_part_of_the_whole_one_and_says_what_is_missing(
    operation: Operation, lost: str
) -> None:
    async def without(
        service: str, query: str, variables: Mapping[str, object], context: object
    ) -> Mapping[str, object]:
        if service == lost:
            raise ServiceUnavailable("gone")
        return await federated.transport(service, query, variables, context)

    async def compare() -> None:
        answer = await Federation(whole.supergraph(), without, GENEROUS).execute(
            Asked(operation.text, operation.variables), None
        )
        text, places = await expected(operation)
        assert is_part_of(answer.data, json.loads(text))
        if json.dumps(answer.data) != text:
            assert {str(error.path) for error in answer.errors} - places != set()

    asyncio.run(compare())


@pytest.mark.parametrize("unit", ["u1", "u4", "u8"])
@pytest.mark.parametrize("name", ["signCovenant", "finalise"])
async def test_a_mutation_is_answered_as_by_one_schema(name: str, unit: str) -> None:
    argument = {"signCovenant": "input: {unitId: $unit}", "finalise": "unitId: $unit"}[name]
    text = f"""mutation ($unit: ID!) {{ done: {name}({argument}) {{
      __typename
      ... on Signed {{ covenant {{ state unit {{ name score nominations {{ title }} }} }} }}
      ... on Finalised {{ score unit {{ name weightedScore covenant {{ signedOn }} }} }}
      ... on Refusal {{ code detail }}
    }} }}"""
    operation = Operation(text, {"unit": unit})
    assert await answers(federated, operation) == await expected(operation)
