"""What asks for too much is refused quickly, in words that say what is too much."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from gateway.federation import Asked, Federation
from gateway.limits import Limits
from tests.gateway.subgraphs import whole

LIMITS = Limits()
QUICK_SECONDS = 20.0
"""What nothing stops takes minutes or memory; what is stopped takes milliseconds, on a busy machine a few seconds."""

CHAIN = "fragment F{0} on Unit {{ parent {{ ...F{1} }} cluster {{ units {{ ...F{1} }} }} }}"
TOO_MUCH = {
    "a query 200 levels deep": ("TOO_DEEP", "{" + "unit {" * 200 + "id" + "}" * 201),
    "a list 10,000 levels deep": ("TOO_DEEP", "{ unit(id: " + "[" * 10_000 + ") { id } }"),
    "fields 15 levels deep": ("TOO_DEEP", "{ unit(id: 1) {" + "parent {" * 13 + "id" + "}" * 15),
    "10,000 aliases": ("TOO_LONG", "{" + " ".join(f"a{i}: periods" for i in range(10_000)) + "}"),
    "61 aliases": ("TOO_MANY_ALIASES", "{" + " ".join(f"a{i}: periods" for i in range(61)) + "}"),
    "a document of 1 MB": ("TOO_LONG", "{ periods " + " " * 1_000_000 + "}"),
    "2,001 tokens": ("TOO_MANY_TOKENS", "{" + "periods " * 2_000 + "}"),
    "601 fields": ("TOO_MANY_FIELDS", "{" + "periods " * 601 + "}"),
    "fragments that double each time": (
        "TOO_MANY_FIELDS",
        "{ unit(id: 1) { ...F0 } }"
        + " ".join(CHAIN.format(i, i + 1) for i in range(5))
        + "fragment F5 on Unit { id"
        + " name size" * 120
        + "}",
    ),
    "an alias of the gateway's own": ("RESERVED_ALIAS", "{ __key_type: periods }"),
    "lists within lists within lists": (
        "TOO_COSTLY",
        "{ units(first: 1000) { edges { node { cluster { units { cluster { units { parent { id } } } } } } } } }",
    ),
    "a list whose size is a variable": (
        "TOO_COSTLY",
        "query ($n: Int! = 99999) { units(first: $n) { edges { cursor } } }",
    ),
}


@pytest.fixture(scope="module")
def federation() -> Federation:
    return Federation(whole.supergraph(), whole.Recorded(), LIMITS)


@pytest.mark.parametrize("what", TOO_MUCH)
async def test_what_asks_for_too_much_is_refused_quickly(what: str, federation: Federation) -> None:
    code, text = TOO_MUCH[what]
    began = time.perf_counter()
    answer = await federation.execute(Asked(text), None)
    assert (answer.data, [(error.extensions or {})["code"] for error in answer.errors]) == (None, [code])
    assert time.perf_counter() - began < QUICK_SECONDS


async def test_as_many_equal_fields_as_are_allowed_are_validated_quickly(federation: Federation) -> None:
    began = time.perf_counter()
    answer = await federation.execute(Asked("{" + "periods " * 600 + "}"), None)
    assert answer.data == {"periods": ["2024-Q1", "2024-H1", "2024"]}
    assert time.perf_counter() - began < QUICK_SECONDS


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("{ periods }", 1),
        ("{ clusters { id name } }", 1 + 10 * 2),
        ("{ units { edges { cursor } } }", 1 + 1 + 3),
        ("{ units(first: 7) { edges { node { id } } } }", 1 + 1 + 7 * 2),
        ("{ units(first: -5) { edges { cursor } } }", 2),
        ('{ unit(id: "u1") { scorecards(limit: 4) { period points } } }', 1 + 1 + 4 * 2),
        ('{ search(text: "a") { ... on Unit { id name } ... on Target { code } } }', 1 + 10 * 2),
    ],
)
async def test_a_cost_is_fields_times_the_lists_they_lie_in(text: str, cost: int) -> None:
    for most, refused in ((cost, []), (cost - 1, ["TOO_COSTLY"])):
        federation = Federation(whole.supergraph(), whole.Recorded(), replace(LIMITS, cost=most))
        answer = await federation.execute(Asked(text), None)
        assert [(error.extensions or {}).get("code") for error in answer.errors] == refused


@pytest.mark.parametrize(
    "text",
    ["", "{", '{ "', "{ nothing }", "{ unit { id } }", "{ unit(id: 1) {} }", "{ ...A } fragment A on Query { ...A }"],
)
async def test_a_document_that_is_not_valid_is_refused_with_a_reason(text: str, federation: Federation) -> None:
    answer = await federation.execute(Asked(text), None)
    assert answer.data is None
    assert [error.message != "" for error in answer.errors] != []


async def test_a_variable_of_the_wrong_type_is_refused_before_any_service_is_asked() -> None:
    transport = whole.Recorded()
    federation = Federation(whole.supergraph(), transport)
    answer = await federation.execute(
        Asked("query ($n: Int!) { units(first: $n) { edges { cursor } } }", {"n": "x"}), None
    )
    assert (answer.data, len(answer.errors), transport.calls) == (None, 1, [])


@pytest.mark.parametrize(("name", "said"), [(None, "operationName"), ("C", "`C`")])
async def test_the_operation_to_run_must_be_clear(name: str | None, said: str, federation: Federation) -> None:
    answer = await federation.execute(Asked("query A { periods } query B { periods }", operation=name), None)
    assert [(said in error.message, (error.extensions or {})["code"]) for error in answer.errors] == [
        (True, "NO_SUCH_OPERATION")
    ]


async def test_one_of_several_operations_is_run_by_its_name(federation: Federation) -> None:
    text = "query A { periods } query B { clusters { id } }"
    answer = await federation.execute(Asked(text, operation="B"), None)
    assert answer.data == {"clusters": [{"id": "c1"}, {"id": "c2"}]}
