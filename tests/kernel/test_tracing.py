"""One trace is one correlation: through the edge, the store, the relay and the follower; and silent about persons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from kernel import tracing
from kernel.service import Service
from kernel.store import Store
from kernel.transport import InProcessTransport
from tests.kernel.echo import follower_of, open_echo
from tests.kernel.test_relay import Kept, relay_all
from tests.kernel.toy import Counter, act, command, open_store
from tests.kernel.toy_api import BERT, TestClient, Toy, build
from tests.kernel.toy_graph import schema

CORRELATION = UUID("5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11")
ID = Counter.open(act(), "a").id


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    toy = build(open_store(tmp_path / "toy.db"), tmp_path / "key.pem")
    Service("toy", toy.store, toy.edge, toy.application, toy.api, schema)
    return toy


@pytest.fixture
def client(toy: Toy) -> Iterator[TestClient]:
    with TestClient(toy.api, headers=toy.token(), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    with tracing.traced_to(exporter):
        yield exporter


def names(spans: InMemorySpanExporter) -> list[str]:
    return [each.name for each in spans.get_finished_spans()]


def named(spans: InMemorySpanExporter, name: str) -> ReadableSpan:
    [found] = [each for each in spans.get_finished_spans() if each.name == name]
    return found


def traces(spans: InMemorySpanExporter) -> set[int]:
    return {each.context.trace_id for each in spans.get_finished_spans()}


def parent(spans: InMemorySpanExporter, name: str) -> str | None:
    """The name of the span above, None at the top."""
    above = named(spans, name).parent
    if above is None:
        return None
    known = {each.context.span_id: each.name for each in spans.get_finished_spans()}
    return known.get(above.span_id, f"{above.span_id:016x}")


def counter(client: TestClient) -> str:
    found: str = client.post("/counters", json={"name": "a"}).json()["id"]
    return found


# One command


def test_a_command_is_a_trace_of_its_correlation_from_the_request_to_the_event(
    client: TestClient, spans: InMemorySpanExporter
) -> None:
    address = f"/counters/{counter(client)}/raise"
    spans.clear()
    assert client.post(address, json={"by": 1}, headers={"Correlation-Id": str(CORRELATION)}).status_code == 200
    assert traces(spans) == {CORRELATION.int}
    top = "POST /counters/{counter_id}/raise"
    assert {name: parent(spans, name) for name in names(spans)} == {
        top: None,
        "load": top,
        "decide": top,
        "save": top,
        "recorded toy.CounterRaised": "save",
    }
    assert dict(named(spans, top).attributes or {}) == {
        "service": "toy",
        "http.route": "/counters/{counter_id}/raise",
        "http.response.status_code": 200,
        "command": "raise_counter",
        "outcome": "recorded",
    }


def test_a_request_without_a_correlation_gets_one_and_its_events_carry_it(
    client: TestClient, toy: Toy, spans: InMemorySpanExporter
) -> None:
    counter(client)
    assert traces(spans) == {toy.store.log()[0].event.act.correlation.int}


def test_a_caller_with_a_trace_of_its_own_goes_on_with_it(
    client: TestClient, toy: Toy, spans: InMemorySpanExporter
) -> None:
    given = f"00-{CORRELATION.hex}-00000000000000ab-01"
    client.post("/counters", json={"name": "a"}, headers={"traceparent": given})
    assert toy.store.log()[0].event.act.correlation == CORRELATION
    assert (traces(spans), parent(spans, "POST /counters")) == ({CORRELATION.int}, "00000000000000ab")


def test_a_correlation_goes_before_a_trace_of_the_caller(client: TestClient, spans: InMemorySpanExporter) -> None:
    given = {"traceparent": f"00-{uuid4().hex}-00000000000000ab-01", "Correlation-Id": str(CORRELATION)}
    client.post("/counters", json={"name": "a"}, headers=given)
    assert (traces(spans), parent(spans, "POST /counters")) == ({CORRELATION.int}, None)


@pytest.mark.parametrize(
    "given",
    ["", "00", "00-x-y-01", f"00-{'0' * 32}-00000000000000ab-01", f"00-{'g' * 32}-00000000000000ab-01"],
)
def test_a_traceparent_that_says_nothing_is_passed_over(
    client: TestClient, spans: InMemorySpanExporter, given: str
) -> None:
    assert client.post("/counters", json={"name": "a"}, headers={"traceparent": given}).status_code == 201
    assert parent(spans, "POST /counters") is None


def test_a_correlation_of_zeros_is_taken_but_cannot_be_a_trace_id(
    client: TestClient, toy: Toy, spans: InMemorySpanExporter
) -> None:
    client.post("/counters", json={"name": "a"}, headers={"Correlation-Id": str(UUID(int=0))})
    assert toy.store.log()[0].event.act.correlation == UUID(int=0)
    assert 0 not in traces(spans)


def test_what_is_no_correlation_is_refused_under_a_new_one(client: TestClient, spans: InMemorySpanExporter) -> None:
    assert client.post("/counters", json={"name": "a"}, headers={"Correlation-Id": "x"}).status_code == 422
    assert names(spans) == ["POST /counters"]


def test_a_refusal_is_told_by_its_code_alone(client: TestClient, spans: InMemorySpanExporter) -> None:
    address = f"/counters/{counter(client)}/raise"
    spans.clear()
    client.post(address, json={"by": 101})
    top = named(spans, "POST /counters/{counter_id}/raise")
    found = dict(top.attributes or {})
    assert (found["outcome"], found["refusal"], list(top.events)) == ("refused", "toy-already-full", [])


def test_a_repeat_is_told_as_one(client: TestClient, spans: InMemorySpanExporter) -> None:
    for _ in range(2):
        client.post("/counters", json={"name": "a"}, headers={"Idempotency-Key": "k"})
    told = [dict(each.attributes or {}).get("outcome") for each in spans.get_finished_spans() if each.parent is None]
    assert told == ["recorded", "repeated"]


def test_a_fault_is_told_by_its_class_and_not_by_what_it_says(client: TestClient, spans: InMemorySpanExporter) -> None:
    assert client.get("/broken").status_code == 500
    found = named(spans, "GET /broken")
    assert (found.status.description, list(found.events)) == ("RuntimeError", [])
    assert "secret" not in found.to_json()


def test_a_mutation_has_a_span_in_the_trace_of_its_own_correlation(
    client: TestClient, spans: InMemorySpanExporter
) -> None:
    terms = f'terms: {{correlationId: "{CORRELATION}"}}'
    client.post("/graphql", json={"query": f'mutation {{ openCounter(name: "a", {terms}) {{ __typename }} }}'})
    assert dict(named(spans, "command open_counter").attributes or {}) == {
        "service": "toy",
        "command": "open_counter",
        "outcome": "recorded",
    }
    assert (named(spans, "save").context.trace_id, parent(spans, "recorded toy.CounterOpened")) == (
        CORRELATION.int,
        "save",
    )


# Across services


def test_one_trace_leads_from_a_command_through_the_relay_and_the_follower_to_what_it_causes(
    tmp_path: Path, spans: InMemorySpanExporter
) -> None:
    store, echo = open_store(tmp_path / "toy.db"), open_echo(tmp_path / "echo.db")
    ordered = command()
    store.save(ordered, Counter.open(ordered.act, "a"))
    relay_all(store, Kept())
    follow(echo, store)
    assert traces(spans) == {ordered.act.correlation.int}
    recorded = [each for each in spans.get_finished_spans() if each.name == "recorded toy.CounterOpened"]
    first, second = recorded  # the counter's, and that of its echo
    cause = first.context.span_id
    assert [named(spans, each).parent.span_id for each in ("send CounterOpened", "take CounterOpened")] == [cause] * 2  # type: ignore[union-attr]
    assert second.parent is not None
    assert second.parent.span_id == named(spans, "take CounterOpened").context.span_id


def follow(echo: Store, source: Store) -> None:
    follower = follower_of(echo)
    follower.step(InProcessTransport([source]).consumer(follower.name, follower.services, follower.saved))


def test_what_goes_to_another_process_carries_correlation_and_trace(spans: InMemorySpanExporter) -> None:
    assert tracing.outgoing() == {}
    with tracing.correlated(CORRELATION):
        assert tracing.outgoing() == {"correlation-id": str(CORRELATION)}
        with tracing.span("asks"):
            headers = tracing.outgoing()
    own = named(spans, "asks").context
    assert headers["traceparent"].rpartition("-")[0] == f"00-{CORRELATION.hex}-{own.span_id:016x}"
    assert tracing.correlation() is None


# Silence


def test_nothing_is_traced_unless_somebody_asks_for_it(client: TestClient) -> None:
    assert tracing.tracing() is False
    assert tracing.span("one") is tracing.span("another")
    with tracing.span("nothing") as span:
        assert span is None
    tracing.recorded("toy.CounterOpened", ID)
    tracing.sent("CounterOpened", CORRELATION, ID, 0)
    with tracing.correlated(CORRELATION):
        assert tracing.outgoing() == {"correlation-id": str(CORRELATION)}
    counter(client)


def test_traces_are_sent_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "_spans", None)
    tracing.set_up("toy", {})
    assert tracing.tracing() is False
    monkeypatch.setenv(tracing.ENDPOINT, "http://127.0.0.1:9")
    tracing.set_up("toy", {tracing.ENDPOINT: "http://127.0.0.1:9"})
    assert tracing.tracing() is True


@pytest.mark.parametrize("sealed", [{"choice": "YES"}, {"choice": "NO", "further": ["ABSTAIN"] * 9}])
def test_no_span_tells_who_asks_or_what_is_said(
    client: TestClient, toy: Toy, spans: InMemorySpanExporter, sealed: dict[str, object]
) -> None:
    id = counter(client)
    client.post(f"/counters/{id}/whisper", json=sealed)
    client.post(f"/counters/{id}/whisper", json=sealed, headers=toy.token(BERT))
    told = json.dumps([json.loads(each.to_json()) for each in spans.get_finished_spans()])
    assert [
        word for word in ("anna", "Anna", "bert", "YES", "NO", "ABSTAIN", "choice", id) if f'"{word}"' in told
    ] == []
    assert id not in told
