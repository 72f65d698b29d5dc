"""The golden operations: what a console asks, each with the number of fetches that it says it costs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from gateway.app import SUPERGRAPH
from gateway.cost import CostEstimate
from gateway.federation import Federation

FOLDER = SUPERGRAPH.parent / "operations"
OPERATIONS = sorted(FOLDER.glob("*.graphql"))
FETCHES = re.compile(r"^# fetches: (.+)$", re.MULTILINE)


async def nobody(
    _service: str, _query: str, _variables: Mapping[str, object], _context: object
) -> Mapping[str, object]:
    raise AssertionError("planning asks no service")


@pytest.fixture(scope="module")
def federation() -> Federation:
    return Federation(SUPERGRAPH.read_text(encoding="utf-8"), nobody)


def stated(text: str) -> dict[str, int]:
    """`# fetches: covenant 1, scoring 2` as a count per service."""
    found = FETCHES.search(text)
    assert found is not None, "an operation states its fetches"
    pairs = (pair.split() for pair in found.group(1).split(", "))
    return {service: int(count) for service, count in pairs}


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_an_operation_costs_the_fetches_it_states(path: Path, federation: Federation) -> None:
    text = path.read_text(encoding="utf-8")
    prepared = federation.prepare(text)
    assert prepared.errors == ()
    plan = federation.plan(text, None, (True,) * len(prepared.conditions))
    services = federation.supergraph.services
    assert Counter(services[request.graph] for request in plan.requests) == stated(text)
    assert CostEstimate({}, federation.limits.list_size).of(plan.fields) <= federation.limits.cost


def test_there_are_operations_for_every_service(federation: Federation) -> None:
    asked = {service for path in OPERATIONS for service in stated(path.read_text(encoding="utf-8"))}
    assert asked == set(federation.supergraph.services.values())


def test_an_operation_that_states_too_few_fetches_is_found(federation: Federation) -> None:
    text = next(iter(OPERATIONS)).read_text(encoding="utf-8")
    plan = federation.plan(text, None, (True,) * len(federation.prepare(text).conditions))
    services = federation.supergraph.services
    one_less = FETCHES.sub("# fetches: covenant 0", text)
    assert Counter(services[request.graph] for request in plan.requests) != stated(one_less)
