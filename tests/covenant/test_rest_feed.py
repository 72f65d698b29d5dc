"""The feed of a running service: what comes is heard as it comes, and who was away goes on where he was."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from kernel.feed_reading import Reading
from kernel.transport import Outbox
from kernel.wire import PARTITIONS
from tests.covenant.running import Running, begin_year, sign, start
from tests.support.postgres import BOTH
from tests.support.server import Person, Server, serving

pytestmark = pytest.mark.row("F4")

READER = Person("warehouse", ("machine_feed",), kind="machine")
MACHINE = Person("hr-system", ("machine_units",), kind="machine")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("feed")
    running = start(folder)
    begin_year(running)
    running.service.store.recorder.engine.dispose()
    with serving(folder) as found:
        yield found


def establish(server: Server, code: str) -> None:
    with server.client(MACHINE) as client:
        units = [{"code": code, "name": f"BHXH {code}", "kind": "province"}]
        client.post("/covenant/units/batches", json={"units": units}).raise_for_status()


def heard(answer: httpx.Response, codes: list[str]) -> list[str]:
    """The ids of the events up to the one that tells of the last of these units."""
    ids, left = [], list(codes)
    for line in answer.iter_lines():
        if line.startswith("id: "):
            ids.append(line.removeprefix("id: "))
        if line.startswith("data: ") and json.loads(line.removeprefix("data: "))["data"].get("code") == left[0]:
            left.pop(0)
            if not left:
                break
    return ids


def test_a_stream_tells_what_happens_while_it_is_open_and_goes_on_after_a_break(server: Server) -> None:
    events = {"Accept": "text/event-stream"}
    with server.client(READER) as client:
        with client.stream("GET", "/covenant/feed", headers=events) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            establish(server, "BHXH-01")
            first = heard(answer, ["BHXH-01"])
        assert [int(each) for each in first] == sorted(int(each) for each in first)
        establish(server, "BHXH-02")
        with client.stream("GET", "/covenant/feed", headers={**events, "Last-Event-ID": first[-1]}) as answer:
            establish(server, "BHXH-03")
            assert len(heard(answer, ["BHXH-02", "BHXH-03"])) == 2


def test_a_long_poll_is_answered_by_what_happens(server: Server) -> None:
    with server.client(READER) as client:
        end = client.get("/covenant/feed", params={"limit": 500}).headers["feed-position"]
        establish(server, "BHXH-04")
        [event] = client.get("/covenant/feed", params={"after": end, "wait": 20}).json()
    assert (event["data"]["code"], event["sid"]) == ("BHXH-04", str(int(end) + 1))


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_the_feed_of_any_database_is_what_the_relay_sends(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-62")
    store = running.service.store
    outbox = Outbox(store, dict.fromkeys(range(PARTITIONS), 0))
    everything = outbox.read(1000)
    assert len(everything) > 8
    for position in range(everything[-1].sid + 1):
        assert Reading(store, position).read(1000) == [each for each in everything if each.sid > position]
