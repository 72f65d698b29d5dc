"""Commands and refusals are counted by names of the program; a request leaves one line in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kernel.follower import Follower
from kernel.metrics import exposition
from kernel.service import Service
from kernel.transport import InProcessTransport
from tests.kernel.echo import follower_of, open_echo
from tests.kernel.toy import open_store
from tests.kernel.toy_api import TestClient, Toy, build
from tests.kernel.toy_graph import schema

Sample = tuple[str, tuple[str, ...]]


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    toy = build(open_store(tmp_path / "toy.db"), tmp_path / "key.pem")
    Service("toy", toy.store, toy.edge, toy.application, toy.api, schema)
    return toy


@pytest.fixture
def client(toy: Toy) -> Iterator[TestClient]:
    with TestClient(toy.api, headers=toy.token(), raise_server_exceptions=False) as client:
        yield client


def counted() -> dict[Sample, float]:
    """Every counter there is, by name and labels."""
    families = text_string_to_metric_families(exposition().decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
        if family.name.startswith("thidua_") and not sample.name.endswith(("_bucket", "_sum"))
    }


class Since:
    """What was counted since it was made."""

    def __init__(self) -> None:
        self._before = counted()

    @property
    def more(self) -> dict[Sample, float]:
        now = counted()
        return {
            key: value - self._before.get(key, 0) for key, value in now.items() if value != self._before.get(key, 0)
        }


def test_a_command_is_counted_by_its_outcome(client: TestClient) -> None:
    since = Since()
    id = client.post("/counters", json={"name": "a"}, headers={"Idempotency-Key": "k"}).json()["id"]
    client.post("/counters", json={"name": "a"}, headers={"Idempotency-Key": "k"})
    client.post(f"/counters/{id}/raise", json={"by": 101})
    assert since.more == {
        ("thidua_requests_total", ("POST", "toy", "2xx")): 2,
        ("thidua_requests_total", ("POST", "toy", "4xx")): 1,
        ("thidua_commands_total", ("open_counter", "recorded", "toy")): 1,
        ("thidua_commands_total", ("open_counter", "repeated", "toy")): 1,
        ("thidua_commands_total", ("raise_counter", "refused", "toy")): 1,
        ("thidua_command_seconds_count", ("open_counter", "toy")): 2,
        ("thidua_command_seconds_count", ("raise_counter", "toy")): 1,
        ("thidua_refusals_total", ("toy-already-full", "refused", "toy")): 1,
    }


def test_a_command_that_breaks_is_counted_as_a_fault(client: TestClient, toy: Toy) -> None:
    id = client.post("/counters", json={"name": "a"}).json()["id"]
    toy.application.before_saving.append(lambda: 1 / 0)
    since = Since()
    assert client.post(f"/counters/{id}/raise", json={"by": 1}).status_code == 500
    assert since.more[("thidua_commands_total", ("raise_counter", "fault", "toy"))] == 1


def test_input_that_cannot_be_taken_is_counted_as_a_refusal(client: TestClient) -> None:
    since = Since()
    client.post("/counters", json={"nam": "a"})
    client.get("/counters/5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11")
    more = since.more
    assert more[("thidua_refusals_total", ("invalid-input", "invalid", "toy"))] == 1
    assert more[("thidua_refusals_total", ("missing", "missing", "toy"))] == 1
    assert [key for key in more if key[0] == "thidua_commands_total" and "counter" in key[1]] == []


def mutation(client: TestClient, field: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = client.post(
        "/graphql", json={"query": f"mutation {{ {field} {{ __typename }} }}"}
    ).json()
    return found


def test_mutations_are_counted_one_by_one(client: TestClient, toy: Toy) -> None:
    since = Since()
    mutation(client, 'openCounter(name: "a", terms: {idempotencyKey: "k"})')
    mutation(client, 'openCounter(name: "a", terms: {idempotencyKey: "k"})')
    mutation(client, 'raiseCounter(id: "5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11", by: 1)')
    toy.application.before_saving.append(lambda: 1 / 0)
    mutation(client, f'raiseCounter(id: "{toy.store.log()[0].event.originator_id}", by: 1)')
    more = since.more
    commands = {key[1]: value for key, value in more.items() if key[0] == "thidua_commands_total"}
    assert commands == {
        ("open_counter", "recorded", "toy"): 1,
        ("open_counter", "repeated", "toy"): 1,
        ("raise_counter", "refused", "toy"): 1,
        ("raise_counter", "fault", "toy"): 1,
    }
    assert more[("thidua_refusals_total", ("missing", "missing", "toy"))] == 1


def test_an_address_that_does_not_exist_is_a_request_without_a_route(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "thidua.requests")
    since = Since()
    client.request("BREW", "/nguyen-van-a")
    assert since.more == {("thidua_requests_total", ("OTHER", "toy", "4xx")): 1}
    assert [record.getMessage() for record in caplog.records if record.name == "thidua.requests"] == ["OTHER ? 404"]


def test_a_request_is_told_in_one_line_without_ids_or_persons(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "thidua.requests")
    id = client.post("/counters", json={"name": "Nguyễn Văn A"}).json()["id"]
    client.get(f"/counters/{id}")
    client.get("/healthz")
    lines = [record for record in caplog.records if record.name == "thidua.requests"]
    assert [each.getMessage() for each in lines] == ["POST /counters 201", "GET /counters/{counter_id} 200"]
    told = [{key: value for key, value in vars(each).items() if key in {"method", "route", "status"}} for each in lines]
    assert told[1] == {"method": "GET", "route": "/counters/{counter_id}", "status": 200}
    assert not any(word in str(vars(each)) for each in lines for word in (id, "Nguyễn", "anna"))


def test_facts_are_counted_by_what_became_of_them(client: TestClient, toy: Toy, tmp_path: Path) -> None:
    for name in ("a", "b"):
        client.post("/counters", json={"name": name})
    follower = follower_of(open_echo(tmp_path / "echo.db"))
    sources = InProcessTransport([toy.store])
    since = Since()
    again = sources.consumer("reader", ["toy"], lambda _topic, _partition: 0)
    follower.step(sources.consumer(follower.name, follower.services, follower.saved))
    follower.step(again)
    assert since.more == {
        ("thidua_facts_total", ("echo.follower", "taken", "toy")): 2,
        ("thidua_facts_total", ("echo.follower", "repeated", "toy")): 2,
    }


def test_a_race_that_was_lost_is_counted_as_a_retry(client: TestClient, toy: Toy, tmp_path: Path) -> None:
    class Late(Follower):
        """Reads a position that another follower is just leaving behind."""

        def saved(self, topic: str, partition: int, connection: Any = None) -> int:
            return 0 if connection else super().saved(topic, partition)

        def take_in(self, connection: Any, record: Any) -> None:
            """The effect is not what is asked after here."""

    client.post("/counters", json={"name": "a"})
    echo = open_echo(tmp_path / "echo.db")
    sources = InProcessTransport([toy.store])
    follower_of(echo).step(sources.consumer("echo.follower", ["toy"], lambda _topic, _partition: 0))
    since = Since()
    follower_of(echo, Late).step(sources.consumer("reader", ["toy"], lambda _topic, _partition: 0))
    assert since.more == {("thidua_retries_total", ("echo.follower",)): 1}
