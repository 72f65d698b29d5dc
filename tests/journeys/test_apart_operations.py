"""Processes of the distributed run as an operator sees them: ready, measured, traced and logging, each by itself."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from infra.kafka.topics import declared, ensure_topics
from kernel.identity import DevelopmentIssuer
from kernel.service import utc_now
from tests.covenant.running import MACHINE
from tests.support.apart import Process, api_environment, process
from tests.support.kafka import new_broker
from tests.support.postgres import databases
from tests.support.server import run
from thidua.data import DataDirectory

pytestmark = [pytest.mark.journey, pytest.mark.kafka, pytest.mark.postgres]

CORRELATION = UUID("5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11")
UNIT = {"code": "BHXH-62", "name": "BHXH tỉnh Thử", "kind": "province"}
WAIT_SECONDS = 60


@dataclass
class Collector:
    """Takes what OpenTelemetry's exporters send."""

    address: str
    spans: list[tuple[str, str, bytes]] = field(default_factory=list)
    """(process, name of the span, trace id)"""

    def take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            [process] = [each.value.string_value for each in resource.resource.attributes if each.key == "service.name"]
            for scope in resource.scope_spans:
                self.spans += [(process, each.name, each.trace_id) for each in scope.spans]

    def trace(self, correlation: UUID) -> set[tuple[str, str]]:
        return {(process, name) for process, name, trace_id in self.spans if trace_id == correlation.bytes}


@contextmanager
def collecting() -> Iterator[Collector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.take(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Running:
    """Three processes, and where their traces go."""

    api: Process
    relay: Process
    follower: Process
    collector: Collector
    folder: Path
    told: Mapping[str, str]

    @property
    def processes(self) -> tuple[Process, ...]:
        return self.api, self.relay, self.follower


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The covenant service's API and relay, and the follower of scoring, on PostgreSQL and Kafka."""
    folder = tmp_path_factory.mktemp("operated")
    broker = new_broker()
    broker.start()
    ensure_topics(broker.address, declared())
    with ExitStack() as stack:
        stack.callback(broker.stop)
        collector = stack.enter_context(collecting())
        create = stack.enter_context(contextmanager(databases)())
        told = {
            "COVENANT_DATABASE": create(),
            "SCORING_DATABASE": create(),
            "KAFKA": broker.address,
            "LOG_FORMAT": "json",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        for service in ("covenant", "scoring"):
            assert run("migrate", service, data_dir=folder, **told).returncode == 0
        api = stack.enter_context(process(folder, "api", "covenant", **{**api_environment(folder, "covenant"), **told}))
        relay = stack.enter_context(process(folder, "relay", "run", "covenant", **told))
        follower = stack.enter_context(process(folder, "follower", "run", "scoring", **told))
        yield Running(api, relay, follower, collector, folder, told)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def metrics(process: Process) -> dict[str, float]:
    lines = httpx.get(f"{process.base_url}/metrics").text.splitlines()
    samples = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in samples}


def checks(process: Process) -> dict[str, Any]:
    return {name: each["ok"] for name, each in httpx.get(f"{process.base_url}/readyz").json()["checks"].items()}


def establish(running: Running, **changes: str) -> httpx.Response:
    token = DevelopmentIssuer(DataDirectory(running.folder).development_key, utc_now).token(MACHINE)
    headers = {"Authorization": f"Bearer {token}", "Correlation-Id": str(CORRELATION)}
    return httpx.post(f"{running.api.base_url}/covenant/units", json={**UNIT, **changes}, headers=headers, timeout=30)


def test_a_command_is_followed_through_every_process_by_its_correlation(running: Running) -> None:
    assert establish(running, code="BHXH-65").status_code == 201
    until(lambda: max(v for k, v in metrics(running.follower).items() if "follower_position" in k) >= 1)
    expected = {
        ("covenant-api", "POST /units"),
        ("covenant-api", "save"),
        ("covenant-api", "recorded covenant.UnitEstablished"),
        ("covenant-relay", "send UnitEstablished"),
        ("scoring-follower", "take UnitEstablished"),
    }
    until(lambda: expected <= running.collector.trace(CORRELATION))


def test_every_process_is_ready_and_says_what_it_has_looked_at(running: Running) -> None:
    own = {"database": True, "migrations": True}
    until(lambda: all(httpx.get(f"{each.base_url}/readyz").status_code == 200 for each in running.processes))
    assert [checks(each) for each in running.processes] == [
        own,
        {**own, "broker": True, "relay": True},
        {**own, "broker": True, "follower": True},
    ]


def test_every_process_measures_what_it_does(running: Running) -> None:
    establish(running, code="BHXH-64")
    assert establish(running, code="BHXH-64").status_code == 409  # there already
    counted = metrics(running.api)
    assert counted['thidua_commands_total{command="establish_unit",outcome="refused",service="covenant"}'] >= 1
    assert counted['thidua_events_total{service="covenant"}'] >= 1
    until(lambda: metrics(running.relay).get('thidua_relay_lag_messages{service="covenant"}') == 0)
    until(lambda: metrics(running.follower).get('thidua_follower_lag_messages{follower="scoring.follower"}') == 0)
    taken = metrics(running.follower)
    assert taken['thidua_facts_total{follower="scoring.follower",outcome="taken",source="covenant"}'] >= 1


def logged(running: Running) -> list[dict[str, Any]]:
    """What the processes have logged so far, but for a line that is being written."""
    lines = [line for each in running.processes for line in each.log_file.read_text().splitlines(keepends=True)]
    return [json.loads(line) for line in lines if line.endswith("\n")]


def requests(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in lines if each["logger"] == "thidua.requests"]


def test_every_line_of_the_log_is_an_object_that_names_its_process(running: Running) -> None:
    before = len(requests(logged(running)))
    establish(running, code="BHXH-63", name="Nguyễn Văn A")
    until(lambda: len(requests(logged(running))) > before)  # a request is logged behind its answer
    lines = logged(running)
    assert {each["process"] for each in lines} <= {"covenant-api", "covenant-relay", "scoring-follower"}
    asked = requests(lines)
    assert {(each["correlation"], each["route"]) for each in asked} == {(str(CORRELATION), "/units")}
    assert [each for each in lines if "Nguyễn" in str(each) or MACHINE.id in str(each)] == []


def test_a_view_is_rebuilt_from_the_topic_while_the_service_runs(running: Running) -> None:
    establish(running)
    until(lambda: max(v for k, v in metrics(running.follower).items() if "follower_position" in k) >= 1)
    done = run("views", "rebuild", "scoring.organisation", "--json", data_dir=running.folder, **running.told)
    assert done.returncode == 0, done.stderr
    rebuilt = json.loads(done.stdout)
    assert (rebuilt["rows"] >= 1, rebuilt["before"] == rebuilt["after"]) == (True, True)
    status = run("follower", "status", "scoring", "--json", data_dir=running.folder, **running.told)
    assert [(each["source"], each["parked"]) for each in json.loads(status.stdout)] == [("covenant", 0)]
