"""The feed: what the relay publishes, over HTTP, from any position on, at once, after a while, or as it happens."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from eventsourcing.persistence import StoredEvent
from httpx import Response

from kernel import feed, feed_reading
from kernel.feed_reading import Reading
from kernel.identity import Principal
from kernel.store import Store
from kernel.transport import Outbox
from kernel.wire import PARTITIONS, Record
from tests.kernel.test_http import problem
from tests.kernel.toy import Counter, act, command, open_store
from tests.kernel.toy_api import TestClient, Toy, build

READER = Principal("warehouse", "Kho dữ liệu", "machine", frozenset({"machine_feed"}))
AUDITOR = Principal("kiem-toan", "Kiểm toán viên", "person", frozenset({"auditor"}))
BATCH, EVENTS = "application/cloudevents-batch+json", "text/event-stream"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "toy.db")


@pytest.fixture
def toy(store: Store, tmp_path: Path) -> Toy:
    return build(store, tmp_path / "key.pem")


@pytest.fixture
def client(toy: Toy) -> Iterator[TestClient]:
    with TestClient(toy.api, headers=toy.token(READER), raise_server_exceptions=False) as client:
        yield client


def count(store: Store, name: str, *steps: int) -> None:
    """A counter that is opened and raised by each step; 0 is a whisper."""
    counter = Counter.open(act(), name)
    for step in steps:
        counter.raise_by(act(), step) if step else counter.whisper(act())
    store.save(command(), counter)


def published(store: Store) -> list[Record]:
    outbox, found = Outbox(store, dict.fromkeys(range(PARTITIONS), 0)), []
    while records := outbox.read(3):
        found += records
    return found


def batch(answer: Response) -> list[dict[str, Any]]:
    assert (answer.status_code, answer.headers["content-type"]) == (200, BATCH), answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def frames(answer: Response) -> list[dict[str, str]]:
    """The server-sent events, each with its fields; comments under the empty name."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{EVENTS}; charset=utf-8")
    blocks = [block for block in answer.text.split("\n\n") if block]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


@pytest.mark.parametrize("private", [frozenset({"toy.CounterWhispered"}), frozenset()])
def test_the_feed_holds_what_the_relay_publishes_byte_for_byte_from_any_position(
    store: Store, private: frozenset[str]
) -> None:
    store.private = private
    for number in range(12):
        count(store, f"c{number}", 1, 0, 0, 2)
    everything = published(store)
    end = store.recorder.max_notification_id() or 0
    assert (len(everything), end) == (36, 60)
    for position in range(end + 2):
        reading, found = Reading(store, position), []
        while not reading.at_end:
            found += reading.read(5)
        assert found == [each for each in everything if each.sid > position]
        assert reading.position == max(position, end)


def test_a_reading_passes_over_what_is_private_without_reading_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(store, "first", *[0] * 300)
    count(store, "last", *[0] * 300)
    read: list[object] = []
    to_domain_event = store.mapper.to_domain_event

    def reading(stored: StoredEvent) -> Any:
        read.append(stored)
        return to_domain_event(stored)

    monkeypatch.setattr(store.mapper, "to_domain_event", reading)
    [record] = Reading(store, 200).read(10)
    assert (record.sid, len(read)) == (302, 2)
    assert Reading(store, 602).read(10) == []


def test_the_search_backwards_goes_on_until_every_partition_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_reading, "LOOK_BACK", 2)
    for number in range(12):
        count(store, f"c{number}", 1)
    everything = published(store)
    last = everything[-1]
    assert Reading(store, last.sid - 1).read(5) == [last]
    assert {each.partition for each in everything} == set(range(PARTITIONS))


def test_the_log_is_never_searched_without_its_index(store: Store) -> None:
    asked = {"topic": "toy.CounterRaised", "position": 1, "limit": 5}
    with store.reading() as connection:
        for query in (feed_reading._NEXT_TOPIC, feed_reading._BEHIND, feed_reading._UPTO):
            explain = sa.text(f"EXPLAIN QUERY PLAN {query}")
            plan = connection.execute(explain, {name: asked[name] for name in explain._bindparams}).all()
            assert ["ix_events_topic" in each.detail for each in plan] == [True]


def test_a_batch_is_of_cloudevents_with_the_contracts_names_and_exact_texts(store: Store, client: TestClient) -> None:
    count(store, "Đà Lạt", 2)
    first, second = batch(client.get("/feed"))
    record = published(store)[1]
    assert first["data"] == {"counter_id": first["subject"], "name": "Đà Lạt"}
    assert second == {
        "specversion": "1.0",
        "id": record.headers["ce_id"],
        "type": "thidua.toy.v1.CounterRaised",
        "source": "toy",
        "time": "2024-03-01T05:00:00+00:00",
        "subject": record.key,
        "sid": "2",
        "prev": "1",
        "actor": "anna",
        "effective": "2024-03-01T05:00:00+00:00",
        "correlation": record.headers["ce_correlation"],
        "partitionkey": record.key,
        "datacontenttype": "application/json",
        "data": {"counter_id": record.key, "by": "2"},
    }


def test_pages_follow_one_another_by_position(store: Store, client: TestClient) -> None:
    count(store, "a", 1, 0, 0, 0, 2)
    count(store, "b", 1, 0)
    seen, path = [], "/feed?limit=2"
    for _ in range(4):
        answer = client.get(path)
        seen.append([each["sid"] for each in batch(answer)])
        path = answer.headers["link"].removeprefix("<").partition(">")[0]
    assert seen == [["1", "2"], ["6", "7"], ["8"], []]
    assert (answer.headers["feed-position"], answer.headers["cache-control"]) == ("9", "no-store")
    assert path == "/feed?limit=2&after=9"


@pytest.mark.parametrize("name", ["CounterRaised", "thidua.toy.v1.CounterRaised"])
def test_facts_are_chosen_by_type(store: Store, client: TestClient, name: str) -> None:
    count(store, "a", 1, 0)
    answer = client.get("/feed", params={"type": name, "limit": 1})
    assert [each["sid"] for each in batch(answer)] == ["2"]
    rest = client.get("/feed", params={"type": ["CounterOpened", "CounterRaised"], "after": 1})
    assert [each["sid"] for each in batch(rest)] == ["2"]
    assert batch(client.get("/feed", params={"type": "Unheard"})) == []


def test_a_filter_that_finds_nothing_answers_with_a_new_position(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_PAGES", 2)
    count(store, "a", 1, 1, 1, 1, 1)
    answer = client.get("/feed", params={"type": "Unheard", "limit": 2, "wait": 5})
    assert (batch(answer), answer.headers["feed-position"]) == ([], "4")


def test_who_waits_is_answered_as_soon_as_there_is_something(store: Store, client: TestClient) -> None:
    threading.Timer(0.6, count, (store, "a")).start()
    began = time.monotonic()
    answer = client.get("/feed", params={"wait": 20})
    assert ([each["sid"] for each in batch(answer)], time.monotonic() - began < 10) == (["1"], True)


def test_who_waits_in_vain_is_answered_with_nothing(store: Store, client: TestClient) -> None:
    count(store, "a")
    answer = client.get("/feed", params={"after": 1, "wait": 1})
    assert (batch(answer), answer.headers["feed-position"]) == ([], "1")


class Heart:
    """What happens at each heartbeat of a stream, in turn; the last ends it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *beats: Callable[[], object]) -> None:
        self._beats = iter(beats)
        self._still_known = feed._still_known
        monkeypatch.setattr(feed, "HEARTBEAT_SECONDS", 0.1)
        monkeypatch.setattr(feed, "_still_known", self)

    def __call__(self, request: Any) -> bool:
        beat = next(self._beats, None)
        if beat is not None:
            beat()
        return beat is not None and self._still_known(request)


def test_a_stream_brings_what_is_there_then_what_comes_and_beats_meanwhile(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(store, "a", 1, 0)
    Heart(monkeypatch, lambda: count(store, "b"))
    found = frames(client.get("/feed", headers={"Accept": EVENTS}))
    assert [{name: each[name] for name in each if name != "data"} for each in found] == [
        {"retry": "2000"},
        {"id": "1", "event": "CounterOpened"},
        {"id": "2", "event": "CounterRaised"},
        {"": "heartbeat", "id": "3"},
        {"id": "4", "event": "CounterOpened"},
    ]
    assert json.loads(found[2]["data"]) == batch(client.get("/feed"))[1]


def test_a_stream_goes_on_behind_the_last_event_one_has(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    Heart(monkeypatch)
    count(store, "a", 1, 2)
    found = frames(client.get("/feed?after=0&type=CounterRaised", headers={"Accept": EVENTS, "Last-Event-ID": "2"}))
    assert [each["id"] for each in found if "data" in each] == ["3"]


def test_a_stream_passes_over_what_its_filter_leaves_out(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_PAGES", 1)
    for number in range(120):
        count(store, f"c{number}")
    Heart(monkeypatch, lambda: None)
    found = frames(client.get("/feed?type=Unheard", headers={"Accept": EVENTS}))
    assert found == [{"retry": "2000"}, {"": "heartbeat", "id": "120"}]


def test_a_stream_ends_with_the_token_that_opened_it(
    toy: Toy, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    Heart(monkeypatch, lambda: None, lambda: setattr(toy.clock, "now", toy.clock.now + timedelta(days=2)), lambda: None)
    found = frames(client.get("/feed", headers={"Accept": EVENTS}))
    assert found == [{"retry": "2000"}, {"": "heartbeat", "id": "0"}]


def test_a_stream_is_ended_in_time_and_its_reader_comes_again(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(store, "a", 0)
    monkeypatch.setattr(feed, "LONGEST_STREAM_SECONDS", 0.3)
    found = frames(client.get("/feed?after=1", headers={"Accept": EVENTS}))
    assert found in ([{"retry": "2000"}], [{"retry": "2000"}, {"": "heartbeat", "id": "2"}])


def test_who_waits_is_let_go_when_the_server_stops(store: Store, toy: Toy) -> None:
    count(store, "a")
    stopping = threading.Event()

    async def told(scope: Any, receive: Any, send: Any) -> None:
        scope.setdefault("state", {})["stopping"] = stopping
        await toy.api(scope, receive, send)

    with TestClient(told, headers=toy.token(READER)) as client:
        threading.Timer(0.5, stopping.set).start()
        began = time.monotonic()
        assert batch(client.get("/feed", params={"after": 1, "wait": 30})) == []
        assert frames(client.get("/feed?after=1", headers={"Accept": EVENTS})) == [{"retry": "2000"}]
        assert time.monotonic() - began < 10


def test_the_feed_has_a_role_of_its_own(toy: Toy, client: TestClient) -> None:
    problem(client.get("/feed", headers=toy.token()), 403, "forbidden")
    problem(client.get("/feed", headers={"Authorization": ""}), 401, "unauthenticated")
    assert batch(client.get("/feed", headers=toy.token(AUDITOR))) == []


@pytest.mark.parametrize(
    ("query", "headers", "code"),
    [
        ("after=-1", {}, "invalid-input"),
        (f"after={2**63}", {}, "invalid-input"),
        ("limit=0", {}, "invalid-input"),
        ("limit=501", {}, "invalid-input"),
        ("wait=31", {}, "invalid-input"),
        ("type=NoSuchFact", {}, "unknown-fact"),
        ("type=thidua.other.v1.CounterRaised", {}, "unknown-fact"),
        ("", {"Accept": EVENTS, "Last-Event-ID": "x"}, "bad-header"),
        ("", {"Accept": EVENTS, "Last-Event-ID": "9" * 30}, "bad-header"),
    ],
)
def test_what_means_nothing_is_refused(client: TestClient, query: str, headers: dict[str, str], code: str) -> None:
    problem(client.get(f"/feed?{query}", headers=headers), 422, code)
