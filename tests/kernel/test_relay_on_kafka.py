"""What the broker must do for the relay, on a real one: fence, commit a page whole or not at all, survive a crash."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from kafka import KafkaProducer, TopicPartition
from kafka.errors import KafkaError, KafkaTimeoutError

from kernel import relay as relay_module
from kernel import relay_topic
from kernel.kafka import CONNECTION, Cluster, KafkaTransport
from kernel.relay import Relay
from kernel.relay_topic import RelayTopic
from kernel.store import Store
from kernel.transport import At, Outbox
from kernel.wire import Record
from tests.architecture.sources import ROOT
from tests.kernel.echo import follower_of, heard, open_echo
from tests.kernel.test_relay import open_more, running, until
from tests.kernel.test_transport_conformance import by_partition, expected_of, fill
from tests.kernel.toy import open_store
from tests.support.kafka import broker, following, new_cluster, published, relaying

pytestmark = pytest.mark.kafka
START_SECONDS = 60


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "toy.db")


@pytest.fixture
def cluster() -> Cluster:
    return new_cluster("toy")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "CHECKPOINT_SECONDS", 0.0)


def page(store: Store, start: int, end: int) -> list[Record]:
    """Some of the records that the log has to tell, in its order."""
    return Outbox(store, dict.fromkeys(range(4), 0)).read(1000)[start:end]


def facts(store: Store) -> int:
    return sum(map(len, expected_of(store).values()))


def relay_the_rest(store: Store, cluster: Cluster) -> None:
    with relaying(store, cluster):
        until(lambda: len(published(cluster, "toy")) >= facts(store))


@contextmanager
def relay_process(store: Store, cluster: Cluster, *at: str) -> Iterator[subprocess.Popen[bytes]]:
    """A relay that does something to itself: ("after send", "2", "SIGKILL")."""
    arguments = [str(store.recorder.engine.url.database), cluster.servers[0], cluster.prefix, *at]
    command = [sys.executable, "-m", "tests.kernel.relay_process", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_stopped(process: subprocess.Popen[bytes]) -> bool:
    return Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


@pytest.mark.parametrize("point", ["before send", "after send", "after commit", "after checkpoint"])
def test_a_relay_that_is_killed_anywhere_leaves_nothing_out_and_nothing_twice(
    store: Store, cluster: Cluster, point: str
) -> None:
    fill(store)
    with relay_process(store, cluster, point, "1", "SIGKILL") as process:
        assert process.wait(START_SECONDS) == -signal.SIGKILL
    open_more(store, 5)
    relay_the_rest(store, cluster)
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_a_zombie_that_wakes_inside_its_transaction_is_refused_and_disturbs_nothing(
    store: Store, cluster: Cluster
) -> None:
    fill(store)
    with relay_process(store, cluster, "after send", "1", "SIGSTOP") as zombie:
        until(lambda: is_stopped(zombie))
        assert published(cluster, "toy") == []
        relay_the_rest(store, cluster)
        open_more(store, 5)
        zombie.send_signal(signal.SIGCONT)
        until(lambda: len(published(cluster, "toy")) >= facts(store))
        zombie.terminate()
        assert zombie.wait(START_SECONDS) == 0
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_a_successor_ends_what_was_begun_and_the_predecessor_can_never_write_again(
    store: Store, cluster: Cluster
) -> None:
    fill(store)
    at: list[str] = []
    with closing(RelayTopic(cluster, "toy", at.append)) as predecessor:
        predecessor.publish(page(store, 0, 10))
        with closing(RelayTopic(cluster, "toy")) as successor:
            with pytest.raises(KafkaError, match="ProducerFencedError"):
                predecessor.publish(page(store, 10, 20))
            with suppress(KafkaError):
                predecessor._producer.abort_transaction()
            with pytest.raises(KafkaError):
                predecessor.publish(page(store, 10, 20))
            successor.publish(page(store, 10, 30))
            assert max(tail.sid for tail in successor.tails().values()) == page(store, 29, 30)[0].sid
    assert at == ["before send", "after send", "after commit", "before send", "before send"]
    assert by_partition(published(cluster, "toy")) == by_partition(page(store, 0, 30))


def test_a_partition_that_ends_in_what_was_aborted_is_resumed_at_its_last_record(
    store: Store, cluster: Cluster
) -> None:
    fill(store, 60)
    with closing(RelayTopic(cluster, "toy")) as topic:
        assert topic.tails() == {}
        topic.publish(page(store, 0, 12))
        for _ in range(3):
            topic._producer.begin_transaction()
            for record in page(store, 12, 200):
                topic._producer.send(cluster.topic("toy"), value=record.value, key=b"", partition=record.partition)
            topic._producer.flush()
            topic._producer.abort_transaction()
        last = {place[1]: records[-1] for place, records in by_partition(page(store, 0, 12)).items()}
        assert topic.tails() == last
    relay_the_rest(store, cluster)
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_where_a_transaction_is_still_open_nothing_is_taken_for_missing(store: Store, cluster: Cluster) -> None:
    fill(store)
    with closing(RelayTopic(cluster, "toy")) as topic, closing(RelayTopic(new_cluster("toy"), "toy")) as other:
        topic.publish(page(store, 0, 10))
        other._cluster = cluster
        other._producer.begin_transaction()
        other._producer.send(cluster.topic("toy"), value=b"undecided", partition=1).get(10)
        with pytest.raises(KafkaTimeoutError, match="is to be read up to"):
            topic.tails()
        other._producer.abort_transaction()
        until(lambda: len(published(cluster, "toy")) == 10)
        assert len(topic.tails()) == len(by_partition(page(store, 0, 10)))


def test_a_relay_that_gives_up_on_a_broker_leaves_no_thread_behind(store: Store, cluster: Cluster) -> None:
    fill(store)
    topic = RelayTopic(cluster, "toy")
    topic.publish(page(store, 0, 10))
    topic._producer.begin_transaction()
    broker().signal(signal.SIGSTOP)
    try:
        topic._producer.send(cluster.topic("toy"), value=b"never sent", partition=1)
        topic.close()
        assert not topic._producer._sender.is_alive()
    finally:
        broker().signal(signal.SIGCONT)
    relay_the_rest(store, cluster)
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_a_commit_to_a_broker_that_is_gone_is_given_up_and_the_next_start_finds_out_what_became_of_it(
    store: Store, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_topic, "ANSWER_MS", 2_000)
    fill(store)
    crashes = iter([broker().stop])

    def crash(point: str) -> None:
        if point == "after send":
            next(crashes, lambda _: None)(signal.SIGKILL)

    with running(Relay(store, lambda: RelayTopic(cluster, "toy", crash))) as relay:
        try:
            until(lambda: relay.restarts)
        finally:
            broker().start()
        until(lambda: len(published(cluster, "toy")) >= facts(store))
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_a_topic_that_cannot_be_opened_in_time_leaves_no_thread_behind(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_topic, "_WRITING", {**relay_topic._WRITING, "max_block_ms": 0})
    with pytest.raises(KafkaTimeoutError):
        RelayTopic(cluster, "toy")
    assert [each.name for each in threading.enumerate() if each.name.startswith(cluster.prefix)] == []


def test_a_tail_that_does_not_come_is_an_error_and_not_an_empty_topic(
    store: Store, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    monkeypatch.setattr(relay_topic, "ANSWER_MS", 500)
    with closing(RelayTopic(cluster, "toy")) as topic:
        topic.publish(page(store, 0, 10))
        with (
            topic._reader("read_committed") as reader,
            pytest.raises(KafkaTimeoutError, match="could not be read from 0"),
        ):
            relay_topic._between(reader, TopicPartition(cluster.topic("toy"), 1), 0, 1000)


class WithoutTransaction(RelayTopic):
    """What a relay must not be: it sends, and nobody refuses it."""

    def __init__(self, cluster: Cluster, service: str, at: At) -> None:
        self._cluster, self._service, self._at = cluster, service, at
        self._producer = KafkaProducer(bootstrap_servers=list(cluster.servers), **CONNECTION)

    def publish(self, records: Sequence[Record]) -> None:
        self._producer.begin_transaction = lambda: None
        super().publish(records)

    def _commit(self) -> None: ...


@pytest.mark.parametrize(
    ("kind", "is_safe"),
    [pytest.param(RelayTopic, True, id="fenced"), pytest.param(WithoutTransaction, False, id="without a transaction")],
)
def test_a_relay_that_slept_while_another_worked_says_nothing_twice_because_it_is_fenced(
    store: Store, cluster: Cluster, kind: type[RelayTopic], *, is_safe: bool
) -> None:
    fill(store)
    with ExitStack() as others:

        def the_other_works(point: str) -> None:
            if point == "before send" and facts(store) > len(published(cluster, "toy")):
                relay = others.enter_context(running(Relay(store, lambda: kind(cluster, "toy", lambda _: None))))
                until(lambda: relay.published >= 48)
                relay.stop()

        with running(Relay(store, lambda: kind(cluster, "toy", the_other_works))) as sleeper:
            until(lambda: sleeper.restarts or sleeper.published)
    assert (by_partition(published(cluster, "toy")) == expected_of(store)) is is_safe


def test_two_relays_that_fight_say_everything_once(
    store: Store, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "LONGEST_PAUSE_SECONDS", 0.3)
    monkeypatch.setattr(relay_module, "PAGE", 5)
    with relaying(store, cluster) as one, relaying(store, cluster) as other:
        fill(store)
        for _ in range(10):
            open_more(store, 3)
            time.sleep(0.1)
        until(lambda: len(published(cluster, "toy")) >= facts(store))
        assert one.restarts + other.restarts > 0
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_a_broker_that_crashes_and_comes_back_has_lost_and_doubled_nothing_for_relay_and_follower(
    store: Store, cluster: Cluster, tmp_path: Path
) -> None:
    fill(store)
    echo = open_echo(tmp_path / "echo.db")
    with relaying(store, cluster) as relay, following(follower_of(echo), KafkaTransport(cluster)):
        until(lambda: relay.published == 48)
        broker().stop(signal.SIGKILL)
        open_more(store, 20)
        broker().start()
        until(lambda: len(heard(echo)) == 32)
    assert by_partition(published(cluster, "toy")) == expected_of(store)
    assert sorted(heard(echo).values()) == [(1, 0)] * 20 + [(4, 6)] * 12


def test_a_broker_that_freezes_for_longer_than_a_page_may_take_leads_to_a_new_start(
    store: Store, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = {"delivery_timeout_ms": 2_000, "request_timeout_ms": 1_000, "max_block_ms": 2_000}
    monkeypatch.setattr(relay_topic, "_WRITING", {**relay_topic._WRITING, **hasty})
    fill(store)
    with relaying(store, cluster) as relay:
        until(lambda: relay.published == 48)
        broker().signal(signal.SIGSTOP)
        try:
            open_more(store, 20)
            until(lambda: relay.restarts)
        finally:
            broker().signal(signal.SIGCONT)
        until(lambda: len(published(cluster, "toy")) >= facts(store))
    assert by_partition(published(cluster, "toy")) == expected_of(store)
