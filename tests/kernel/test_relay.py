"""The relay's own decisions, on a topic in memory; what the broker does for it is in `test_relay_on_kafka.py`."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kernel import relay as relay_module
from kernel.relay import Checkpoint, Relay, TopicDiffers, forget_checkpoint, read_checkpoint, relay_status
from kernel.store import Store
from kernel.views import Recorded
from kernel.wire import Record, partition_of
from tests.kernel.test_transport_conformance import by_partition, expected_of, fill
from tests.kernel.toy import NOON, Counter, act, command, open_store
from tests.support.postgres import databases

WAIT_SECONDS = 60


class Broken(Exception):
    """The broker went away."""


class Kept:
    """What a topic holds, whoever is writing to it; only the latest who has opened it may."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.opened = 0
        self.troubles: list[str] = []
        """What goes wrong at the next publications: "before" or "after" they are stored, or "" for nothing."""

    def open(self) -> Opened:
        self.opened += 1
        return Opened(self, self.opened)


class Opened:
    def __init__(self, kept: Kept, number: int) -> None:
        self.kept = kept
        self.number = number
        self.closed = False

    def publish(self, records: Sequence[Record]) -> None:
        trouble = self.kept.troubles.pop(0) if self.kept.troubles else ""
        if trouble == "before" or self.number != self.kept.opened:
            raise Broken(trouble)
        self.kept.records += records
        if trouble == "after":
            raise Broken(trouble)

    def tails(self) -> Mapping[int, Record]:
        return {record.partition: record for record in self.kept.records}

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "toy.db")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(relay_module, "STANDBY_SECONDS", 0.01)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


@contextmanager
def running(relay: Relay) -> Iterator[Relay]:
    thread = threading.Thread(target=relay.run)
    thread.start()
    try:
        yield relay
    finally:
        relay.stop()
        thread.join(WAIT_SECONDS)
        assert not thread.is_alive()


def open_more(store: Store, count: int = 1) -> None:
    """Facts that come later than those of `fill`."""
    for _ in range(count):
        store.save(command(), Counter.open(act(), f"late {uuid4()}"))


def scanned(store: Store) -> int:
    """How far the checkpoint says the log was read."""
    found = read_checkpoint(store)
    return found.scanned if found else 0


def relay_all(store: Store, kept: Kept) -> Relay:
    """Run a relay until the topic holds as much as the log has to tell, then stop it."""
    with running(Relay(store, kept.open)) as relay:
        until(lambda: len(kept.records) >= sum(map(len, expected_of(store).values())))
    return relay


def refused(store: Store, kept: Kept) -> str:
    relay = Relay(store, kept.open)
    with pytest.raises(TopicDiffers) as found:
        relay.run()
    assert relay.failure is found.value
    return str(found.value)


def test_everything_that_was_committed_is_published_once_in_order(store: Store) -> None:
    kept = Kept()
    fill(store)
    relay = relay_all(store, kept)
    assert by_partition(kept.records) == expected_of(store)
    assert (relay.published, relay.restarts) == (48, 0)


def test_what_is_committed_while_it_runs_is_published_soon(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "LONGEST_LOOK_SECONDS", 60.0)
    kept = Kept()
    with running(Relay(store, kept.open)):
        time.sleep(0.2)
        started = time.monotonic()
        fill(store, 2)
        until(lambda: len(kept.records) == 8)
        assert time.monotonic() - started < 5
    assert by_partition(kept.records) == expected_of(store)


def test_what_another_process_commits_is_found_by_looking(store: Store, tmp_path: Path) -> None:
    kept = Kept()
    with running(Relay(store, kept.open)):
        fill(open_store(tmp_path / "toy.db"), 2)
        until(lambda: len(kept.records) == 8)
    assert by_partition(kept.records) == expected_of(store)


@pytest.mark.parametrize("trouble", ["before", "after"])
def test_after_an_error_it_starts_anew_from_what_the_topic_holds(
    store: Store, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept = Kept()
    fill(store)
    kept.troubles = [trouble, trouble]
    relay = relay_all(store, kept)
    open_more(store, 5)
    kept.troubles = [trouble]
    relay_all(store, kept)
    assert by_partition(kept.records) == expected_of(store)
    assert relay.restarts == (2 if trouble == "before" else 1)
    assert [each.message for each in caplog.records if each.levelno == logging.ERROR].count(
        "the relay of toy starts anew"
    ) == relay.restarts + 1


def test_a_stopped_relay_does_not_wait_for_the_end_of_its_pause(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "FIRST_PAUSE_SECONDS", 60.0)
    kept = Kept()
    kept.troubles = ["before"]
    fill(store, 1)
    with running(Relay(store, kept.open)) as relay:
        until(lambda: relay.restarts)
        started = time.monotonic()
    assert time.monotonic() - started < 10


def test_of_two_that_race_only_the_latest_writes_and_nothing_is_there_twice(store: Store) -> None:
    kept = Kept()
    with running(Relay(store, kept.open)), running(Relay(store, kept.open)):
        fill(store)
        until(lambda: len(kept.records) >= 48)
    assert by_partition(kept.records) == expected_of(store)


def test_the_checkpoint_says_how_far_the_topic_is_and_may_be_late(store: Store) -> None:
    kept = Kept()
    fill(store)
    relay_all(store, kept)
    last = {place[1]: records[-1].sid for place, records in expected_of(store).items()}
    assert read_checkpoint(store) == Checkpoint(store.recorder.max_notification_id() or 0, last)


def test_while_it_works_it_notes_its_place_again_and_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "CHECKPOINT_SECONDS", 0.0)
    points: list[str] = []
    with running(Relay(store, Kept().open, points.append)):
        for _ in range(3):
            open_more(store)
            until(lambda: scanned(store) == store.recorder.max_notification_id())
    assert points[:3] == ["after checkpoint"] * 3


def test_a_quiet_partition_does_not_make_it_read_the_whole_log_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    quiet = Counter.open(act(), "quiet")
    store.save(command(), quiet)
    busy = next(
        counter
        for counter in (Counter.open(act(), f"busy {number}") for number in range(100))
        if partition_of(counter.id, 4) != partition_of(quiet.id, 4)
    )
    for _ in range(600):
        busy.whisper(act())
    store.save(command(), busy)
    relay_all(store, kept)
    assert scanned(store) == 602
    read: list[int] = []
    whole_log = Store.log

    def log(self: Store, after: int = 0, limit: int | None = None) -> list[Recorded]:
        found = whole_log(self, after, limit)
        read.extend(each.position for each in found)
        return found

    monkeypatch.setattr(Store, "log", log)
    quiet.raise_by(act(), 1)
    store.save(command(), quiet)
    with running(Relay(store, kept.open)):
        until(lambda: len(kept.records) == 3)
    assert sorted(set(read)) == [1, 2, 603]
    monkeypatch.undo()
    assert by_partition(kept.records) == expected_of(store)


def test_a_topic_that_was_emptied_is_not_filled_again_unless_an_operator_says_so(store: Store) -> None:
    kept = Kept()
    fill(store, 1)
    relay_all(store, kept)
    [[(_, partition), records]] = expected_of(store).items()
    kept.records.clear()
    told = refused(store, kept)
    assert told.splitlines()[1] == (
        f"toy.events[{partition}] ends at 0, though it held {records[-1].sid}: it was emptied or made anew. "
        "If that was meant: thidua relay republish toy"
    )
    assert kept.records == []
    forget_checkpoint(store)
    assert read_checkpoint(store) is None
    relay_all(store, kept)
    assert by_partition(kept.records) == expected_of(store)


def test_a_topic_that_lost_its_end_beyond_the_checkpoint_is_filled_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    fill(store, 1)
    relay_all(store, kept)
    open_more(store, 8)
    with monkeypatch.context() as patched:
        patched.setattr(Relay, "_note", lambda _self, noted, _reached: noted)
        relay_all(store, kept)
    assert (scanned(store), len(kept.records)) == (10, 12)
    del kept.records[7:]
    relay_all(store, kept)
    assert by_partition(kept.records) == expected_of(store)


@pytest.mark.parametrize(
    "foreign",
    [
        pytest.param(lambda tail: replace(tail, sid=tail.sid + 1000), id="beyond the end of the log"),
        pytest.param(lambda tail: replace(tail, headers={**tail.headers, "ce_id": "other"}), id="of another log"),
    ],
)
def test_a_topic_that_tells_of_another_log_is_not_continued(store: Store, foreign: Callable[[Record], Record]) -> None:
    kept = Kept()
    fill(store, 1)
    relay_all(store, kept)
    kept.records[-1] = foreign(kept.records[-1])
    tail = kept.records[-1]
    told = refused(store, kept)
    assert told.splitlines()[1] == (
        f"toy.events[{tail.partition}] ends with an event {tail.sid} that the log of toy does not have: the database "
        "is older than the topic, or belongs to another installation. Restore the newer one, or empty the topic and "
        "then: thidua relay republish toy"
    )
    assert len(kept.records) == 4


def test_the_status_tells_how_many_events_wait_and_how_old_the_first_is(store: Store) -> None:
    fill(store, 1)
    before = relay_status(store, NOON + timedelta(seconds=90))
    relay_all(store, Kept())
    after = relay_status(store, NOON + timedelta(seconds=90))
    assert (before.service, before.scanned, before.events_behind, before.seconds_behind) == ("toy", 0, 10, 90.0)
    assert (after.scanned, after.events_behind, after.seconds_behind) == (10, 0, 0.0)
    assert max(after.sids.values()) == 9


@pytest.fixture
def two_on_postgres() -> Iterator[tuple[Store, Store]]:
    """Two processes' stores over one database."""
    for create in databases():
        url = create()
        stores = open_store(url), open_store(url)
        yield stores
        for each in stores:
            each.recorder.engine.dispose()


@pytest.mark.postgres
def test_on_postgresql_a_second_relay_stands_by_until_the_first_has_gone(two_on_postgres: tuple[Store, Store]) -> None:
    one, other = two_on_postgres
    kept, opened_by = Kept(), list[str]()

    def open_for(name: str) -> Opened:
        opened_by.append(name)
        return kept.open()

    with running(Relay(one, lambda: open_for("one"))) as first:
        until(lambda: opened_by)
        with running(Relay(other, lambda: open_for("other"))):
            fill(one, 2)
            until(lambda: len(kept.records) == 8)
            time.sleep(0.1)
            assert opened_by == ["one"]
            first.stop()
            until(lambda: opened_by == ["one", "other"])
            open_more(one)
            until(lambda: len(kept.records) == 9)
    assert by_partition(kept.records) == expected_of(one)
