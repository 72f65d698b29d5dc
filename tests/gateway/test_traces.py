"""One operation is one trace: from the gateway through each fetch to the services, over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from strawberry.fastapi import GraphQLRouter

from gateway import main
from gateway.settings import Settings
from kernel import tracing
from kernel.observing import Observed
from tests.gateway.serving import serve
from tests.gateway.subgraphs import whole

CORRELATION = UUID("5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11")
QUERY = 'query Nguyen { an: cluster(id: "c1") { units { name score } } __typename }'


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A gateway before three services, each of which watches what it is asked."""
    app = FastAPI()
    for name, schema in whole.SCHEMAS.items():
        service = FastAPI()
        service.include_router(GraphQLRouter(schema), prefix="/graphql")
        app.mount(f"/{name}", Observed(service, name))
    with serve(app) as base:
        urls = {name: f"{base}/{name}/graphql" for name in whole.SCHEMAS}
        with serve(main.build_app(Settings(urls=urls), whole.supergraph())) as running:
            yield running


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    with tracing.traced_to(exporter):
        yield exporter


def finished(spans: InMemorySpanExporter) -> tuple[ReadableSpan, ...]:
    """All spans, once the outermost has ended: the answer is there a moment before."""
    deadline = time.monotonic() + 30
    while not any(each.parent is None for each in spans.get_finished_spans()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return tuple(spans.get_finished_spans())


def parents(spans: InMemorySpanExporter) -> dict[str, str | None]:
    """Each span with the one above it, told apart by the service where there are several of a name."""
    found = finished(spans)
    names = {each.context.span_id: told(each) for each in found}
    return {told(each): names.get(each.parent.span_id, "?") if each.parent else None for each in found}


def settled(spans: InMemorySpanExporter, count: int) -> dict[str, str | None]:
    """The spans once so many have ended: a service ends its own a moment after its answer is there."""
    deadline = time.monotonic() + 30
    while len(spans.get_finished_spans()) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    return parents(spans)


def told(span: ReadableSpan) -> str:
    service = (span.attributes or {}).get("service", "")
    return f"{span.name} @{service}" if service else span.name


def test_an_operation_is_one_trace_through_every_service_it_needs(address: str, spans: InMemorySpanExporter) -> None:
    answer = httpx.post(f"{address}/graphql", json={"query": QUERY}, headers={"Correlation-Id": str(CORRELATION)})
    assert "errors" not in answer.json()
    assert settled(spans, 6) == {
        "POST /graphql @gateway": None,
        "graphql query": "POST /graphql @gateway",
        "fetch covenant": "graphql query",
        "POST /covenant/graphql @covenant": "fetch covenant",
        "fetch scoring": "graphql query",
        "POST /scoring/graphql @scoring": "fetch scoring",
    }
    assert {each.context.trace_id for each in finished(spans)} == {CORRELATION.int}


def test_a_span_names_the_schemas_fields_and_nothing_that_the_client_has_made_up(
    address: str, spans: InMemorySpanExporter
) -> None:
    httpx.post(f"{address}/graphql", json={"query": QUERY, "operationName": "Nguyen"})
    [operation] = [each for each in finished(spans) if each.name == "graphql query"]
    assert dict(operation.attributes or {}) == {"fields": ("__typename", "cluster")}
    told = "".join(f"{each.name} {dict(each.attributes or {})}" for each in finished(spans))
    assert [word for word in ("Nguyen", "'an'", "c1") if word in told] == []


def test_without_a_correlation_of_the_client_all_services_work_under_one_of_the_gateways(
    address: str, spans: InMemorySpanExporter
) -> None:
    httpx.post(f"{address}/graphql", json={"query": QUERY})
    assert len({each.context.trace_id for each in finished(spans)}) == 1


def test_requests_through_the_door_go_on_in_the_same_trace(address: str, spans: InMemorySpanExporter) -> None:
    httpx.get(f"{address}/scoring/nothing")
    assert settled(spans, 2) == {
        "GET /scoring/{rest:path} @gateway": None,
        "GET ? @scoring": "GET /scoring/{rest:path} @gateway",
    }
