"""What a group on Kafka must do besides the promises of every transport: share, resume, and never trust an offset."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError

from infra.kafka.topics import Topic, TopicsDiffer, declared, ensure_topics, main
from kernel import kafka as kernel_kafka
from kernel.follower import Loss
from kernel.kafka import CONNECTION, Cluster, GroupConsumer, KafkaTransport
from kernel.relay import forget_checkpoint
from kernel.store import Store
from kernel.transport import Saved
from kernel.wire import Record, topic_of
from tests.kernel.echo import echoes, follower_of, heard, open_echo
from tests.kernel.test_relay import open_more, until
from tests.kernel.test_transport_conformance import (
    Positions,
    await_records,
    by_partition,
    expected_of,
    fill,
    nothing_saved,
    saved_in,
)
from tests.kernel.toy import Counter, act, command, open_store
from tests.support.kafka import broker, following, new_cluster, published, relaying

pytestmark = pytest.mark.kafka
EXPECTED = {Counter.open(act(), f"toy-{number}").id: (4, 6) for number in range(12)}
"""What is to be heard of each counter of `fill`: how many facts, and the total they come to."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "toy.db")


@pytest.fixture
def cluster() -> Cluster:
    return new_cluster("toy")


def all_told(store: Store, cluster: Cluster) -> None:
    """Relay everything the log has."""
    with relaying(store, cluster):
        until(lambda: len(published(cluster, "toy")) >= sum(map(len, expected_of(store).values())))


def take(consumer: GroupConsumer, positions: Positions, count: int) -> list[Record]:
    """So many records, saved as a follower would."""
    taken: list[Record] = []
    while len(taken) < count:
        found = consumer.poll(1, count - len(taken))
        positions.update({(each.topic, each.partition): each.sid for each in found})
        taken += found
    return taken


def member(cluster: Cluster, positions: Positions, at: Callable[[str], None] = lambda _: None) -> GroupConsumer:
    return KafkaTransport(cluster, at).consumer("reader", ["toy"], saved_in(positions))


def committed(cluster: Cluster) -> dict[int, OffsetAndMetadata]:
    with closing(member(cluster, {})) as consumer:
        found = {each: consumer._client.committed(place(cluster, each), metadata=True) for each in range(4)}
    return {partition: each for partition, each in found.items() if each is not None}


def place(cluster: Cluster, partition: int) -> TopicPartition:
    return TopicPartition(cluster.topic("toy"), partition)


def test_what_was_taken_in_is_committed_with_its_sid_and_not_read_again(store: Store, cluster: Cluster) -> None:
    fill(store)
    all_told(store, cluster)
    positions: Positions = {}
    with closing(member(cluster, positions)) as consumer:
        take(consumer, positions, 48)
    assert {partition: each.metadata for partition, each in committed(cluster).items()} == {
        partition: str(sid) for (_, partition), sid in positions.items()
    }
    open_more(store, 5)
    all_told(store, cluster)
    seen: list[int] = []
    with closing(member(cluster, positions)) as consumer:
        further = consumer._new

        def counted(place: TopicPartition, messages: Iterable[object]) -> Iterable[Record]:
            seen.append(len(list(messages)))
            return further(place, messages)

        consumer._new = counted  # type: ignore[method-assign]
        assert len(await_records(consumer, 5)) == 5
    assert sum(seen) == 5


def test_offsets_are_committed_now_and_then_while_it_reads(
    store: Store, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel_kafka, "COMMIT_SECONDS", 0.0)
    fill(store)
    all_told(store, cluster)
    positions: Positions = {}
    points: list[str] = []
    with closing(member(cluster, positions, points.append)) as consumer:
        take(consumer, positions, 48)
        consumer.poll(0, 10)
        assert points[-2:] == ["before offset", "after offset"]
        until(lambda: consumer._client.committed(place(cluster, 0)) is not None)


WRONG = {"without a sid": (5, ""), "beyond the end": (10_000, "0")}


@pytest.mark.parametrize("hint", ["ahead", "without a sid", "beyond the end"])
def test_an_offset_that_is_ahead_of_the_database_loses_nothing(store: Store, cluster: Cluster, hint: str) -> None:
    fill(store)
    all_told(store, cluster)
    positions: Positions = {}
    with closing(member(cluster, positions)) as consumer:
        first = take(consumer, positions, 20)
        kept = dict(positions)
        rest = take(consumer, positions, 28)
        if hint != "ahead":
            told = OffsetAndMetadata(*WRONG[hint], -1)
            consumer._client.commit({place(cluster, each): told for each in range(4)})
            consumer._marks.clear()
    with closing(member(cluster, kept)) as consumer:
        again = await_records(consumer, 28)
    assert by_partition(again) == by_partition(rest)
    assert by_partition([*first, *again]) == expected_of(store)


def test_an_offset_that_lies_about_its_sid_is_found_out_by_the_next_fact(store: Store, cluster: Cluster) -> None:
    fill(store)
    all_told(store, cluster)
    with closing(member(cluster, {})) as consumer:
        await_records(consumer, 48)
        ends = consumer._client.end_offsets([place(cluster, each) for each in range(4)])
        consumer._client.commit({each: OffsetAndMetadata(end, "0", -1) for each, end in ends.items()})
        consumer._marks.clear()
    open_more(store, 40)
    all_told(store, cluster)
    with closing(member(cluster, {})) as consumer:
        again = await_records(consumer, 88)
    assert by_partition(again) == expected_of(store)


class Hasty(GroupConsumer):
    """What a consumer must not be: it commits what it has read, and believes what is committed."""

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        found = super().poll(timeout_seconds, limit)
        with suppress(KafkaError):  # then `close` will do it
            self._commit(self._client.commit)
        return found

    def _is_taken_in(self, place: TopicPartition, sid: int) -> bool:
        del place, sid
        return True

    @staticmethod
    def _may_start(committed: OffsetAndMetadata | None, saved: int) -> bool:
        del saved
        return committed is not None

    def _search(self, place: TopicPartition) -> None:
        self._searched.add(place)
        if self._client.committed(place) is None:
            self._client.seek_to_beginning(place)


@pytest.mark.parametrize(
    ("kind", "is_safe"),
    [pytest.param(GroupConsumer, True, id="ours"), pytest.param(Hasty, False, id="offset first")],
)
def test_a_follower_killed_between_reading_and_saving_reads_again_because_the_offset_comes_last(
    store: Store, cluster: Cluster, kind: type[GroupConsumer], *, is_safe: bool, tmp_path: Path
) -> None:
    fill(store)
    all_told(store, cluster)
    echo = open_echo(tmp_path / "echo.db")
    follower = follower_of(echo)

    def consumer() -> GroupConsumer:
        topics = {cluster.topic("toy"): topic_of("toy")}
        return kind(cluster, follower.name, topics, follower.saved, lambda _: None)

    with closing(consumer()) as read_and_killed:
        assert len(await_records(read_and_killed, 20)) >= 20
    with closing(consumer()) as successor:
        try:
            deadline = time.monotonic() + 6
            while sum(facts for facts, _ in heard(echo).values()) < 48 and time.monotonic() < deadline:
                follower.step(successor, 0.5)
        except Loss:
            assert not is_safe
    assert (heard(echo) == EXPECTED) is is_safe


class Watched(KafkaTransport):
    """Remembers its consumers, so that a test sees who has which partitions."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__(cluster)
        self.consumers: list[GroupConsumer] = []

    def consumer(self, follower: str, services: Sequence[str], saved: Saved) -> GroupConsumer:
        self.consumers.append(super().consumer(follower, services, saved))
        return self.consumers[-1]

    def shares(self) -> list[int]:
        """How many partitions each instance has that still reads."""
        return sorted(len(each._client.assignment()) for each in self.consumers if not each._closing.is_set())


def test_instances_share_the_partitions_and_neither_joining_nor_leaving_loses_or_doubles_anything(
    store: Store, cluster: Cluster, tmp_path: Path
) -> None:
    echo = open_echo(tmp_path / "echo.db")
    one, two, three = (follower_of(open_echo(tmp_path / "echo.db")) for _ in range(3))
    transport = Watched(cluster)
    with relaying(store, cluster), following(two, transport):
        with following(one, transport):
            fill(store)
            until(lambda: transport.shares() == [2, 2])
            open_more(store, 30)
            with following(three, transport):
                open_more(store, 30)
                until(lambda: transport.shares() == [1, 1, 2])
        open_more(store, 30)
        until(lambda: transport.shares() == [4])
        until(lambda: len(heard(echo)) == 102)
        until(lambda: len(echoes(echo)) == 102)
    assert {counter: heard(echo)[counter] for counter in EXPECTED} == EXPECTED
    assert sorted(heard(echo).values()) == [(1, 0)] * 90 + [(4, 6)] * 12
    assert sorted(echoes(echo).values()) == [0] * 90 + [6] * 12
    assert [each.failure for each in (one, two, three)] == [None, None, None]


def test_an_instance_that_hangs_is_replaced_and_what_it_held_has_no_second_effect(
    store: Store, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = {"session_timeout_ms": 6_000, "max_poll_interval_ms": 2_000}
    monkeypatch.setattr(kernel_kafka, "_GROUP", {**kernel_kafka._GROUP, **quick})
    fill(store)
    all_told(store, cluster)
    echo = open_echo(tmp_path / "echo.db")
    hanging, other = follower_of(echo), follower_of(echo)
    transport = KafkaTransport(cluster)
    with closing(transport.consumer(hanging.name, ["toy"], hanging.saved)) as consumer:
        held = await_records(consumer, 1)
        with following(other, transport):
            until(lambda: heard(echo) == EXPECTED)
        hanging._take_each_or_park(held)
    assert heard(echo) == EXPECTED


def test_a_member_whose_client_forgot_that_it_was_joining_joins(store: Store, cluster: Cluster) -> None:
    fill(store)
    all_told(store, cluster)
    with closing(member(cluster, {})) as consumer:
        take(consumer, {}, 48)
        coordinator = consumer._client._coordinator
        generation = coordinator._generation.generation_id
        coordinator.rejoining = True
        until(lambda: not consumer.poll(0.1, 1) and not coordinator.rejoining)
        assert coordinator._generation.generation_id > generation


def test_a_topic_that_was_made_anew_and_filled_again_is_followed_on_without_a_repeat(
    store: Store, cluster: Cluster, tmp_path: Path
) -> None:
    fill(store)
    echo = open_echo(tmp_path / "echo.db")
    with relaying(store, cluster), following(follower_of(echo), KafkaTransport(cluster)):
        until(lambda: heard(echo) == EXPECTED)
    with closing(KafkaAdminClient(bootstrap_servers=list(cluster.servers))) as admin:
        admin.delete_topics([cluster.topic("toy")])
        until(lambda: cluster.topic("toy") not in admin.list_topics())
    pattern = declared()["covenant.events"]
    ensure_topics(broker().address, {"toy.events": Topic(**{**vars(pattern), "name": "toy.events"})}, cluster.prefix)
    forget_checkpoint(store)
    follower = follower_of(echo)
    with relaying(store, cluster), following(follower, KafkaTransport(cluster)):
        open_more(store, 5)
        until(lambda: len(heard(echo)) == 17)
    assert follower.failure is None
    assert {counter: heard(echo)[counter] for counter in EXPECTED} == EXPECTED
    assert by_partition(published(cluster, "toy")) == expected_of(store)


def test_a_busy_service_does_not_hide_a_quiet_one(tmp_path: Path) -> None:
    busy, quiet = open_store(tmp_path / "toy.db"), open_store(tmp_path / "other.db", "other")
    counters = [Counter.open(act(), f"{number}" + "x" * 2_000) for number in range(1_000)]
    busy.save(command(), *counters)
    quiet.save(command(), Counter.open(act(), "quiet"))
    cluster = new_cluster("toy", "other")
    with relaying(busy, cluster), relaying(quiet, cluster):
        until(lambda: len(published(cluster, "toy")) == 1_000 and len(published(cluster, "other")) == 1)
    with closing(KafkaTransport(cluster).consumer("reader", ["toy", "other"], nothing_saved)) as consumer:
        topics: list[str] = []
        while "other.events" not in topics:
            topics += [record.topic for record in consumer.poll(5, 50)]
    assert len(topics) < 700


def test_what_no_relay_has_written_is_passed_over_and_told_to_the_log(
    store: Store, cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    fill(store, 1)
    all_told(store, cluster)
    with closing(KafkaProducer(bootstrap_servers=list(cluster.servers), **CONNECTION)) as stranger:
        for partition in range(4):
            stranger.send(cluster.topic("toy"), b"hello", partition=partition).get(10)
    open_more(store, 5)
    with relaying(store, cluster), closing(member(cluster, {})) as consumer:
        expected = expected_of(store)
        found = await_records(consumer, sum(map(len, expected.values())))
        assert by_partition(found) == expected
    told = [each.getMessage() for each in caplog.records if "passed over" in each.getMessage()]
    assert {part for part in range(4) if any(f"toy.events[{part}] at offset" in each for each in told)} == {0, 1, 2, 3}


def test_a_fact_that_was_spoilt_on_its_way_is_found_to_be_lost(store: Store, cluster: Cluster, tmp_path: Path) -> None:
    fill(store)
    facts = expected_of(store)
    [first, second, *_] = next(each for each in facts.values() if len(each) > 1)
    with closing(KafkaProducer(bootstrap_servers=list(cluster.servers), **CONNECTION)) as stranger:
        for record in (replace(first, headers={}), second):
            headers = [(name, text.encode()) for name, text in record.headers.items()]
            stranger.send(cluster.topic("toy"), record.value, record.key.encode(), headers, record.partition).get(10)
    echo = open_echo(tmp_path / "echo.db")
    follower = follower_of(echo)
    with pytest.raises(Loss), closing(member(cluster, {})) as consumer:
        until(lambda: follower.step(consumer, 1) < 0)
    assert heard(echo) == {}


def test_a_consumer_may_be_closed_twice_and_tells_nothing_more(store: Store, cluster: Cluster) -> None:
    fill(store, 1)
    all_told(store, cluster)
    consumer = member(cluster, {})
    consumer.close()
    consumer.close()
    assert list(consumer.poll(1, 10)) == []


def test_topics_are_made_once_and_checked_from_then_on() -> None:
    topics, prefix = declared(), f"checked-{time.monotonic_ns()}."
    assert ensure_topics(broker().address, topics, prefix) == sorted(f"{prefix}{name}" for name in topics)
    assert ensure_topics(broker().address, topics, prefix) == []
    changed = {
        name: Topic(**{**vars(topic), "partitions": 5, "config": {**topic.config, "retention.ms": "1000"}})
        for name, topic in topics.items()
    }
    with pytest.raises(TopicsDiffer) as found:
        ensure_topics(broker().address, changed, prefix)
    assert str(found.value).splitlines() == [
        line
        for name in sorted(topics)
        for line in (
            f"{prefix}{name}: partitions: khai báo 5, đang là 4 · declared 5, is 4",
            f"{prefix}{name}: retention.ms: khai báo 1000, đang là -1 · declared 1000, is -1",
        )
    ]


def test_the_command_says_what_it_made_and_fails_where_there_is_no_broker(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main([broker().address]), main([broker().address])) == (0, 0)
    told = capsys.readouterr().out.splitlines()
    assert told == [
        *(f"{name}: đã tạo · made" for name in declared()),
        *(f"{name}: đúng khai báo · as declared" for name in declared()),
    ]
    assert main(["127.0.0.1:1"]) == 1
    assert capsys.readouterr().err != ""


def test_how_much_is_still_to_be_read_is_known_without_reading_it(store: Store, cluster: Cluster) -> None:
    fill(store)
    all_told(store, cluster)
    with closing(member(cluster, {})) as consumer:
        assert consumer.behind() == 0
        [first] = take(consumer, {}, 1)
        assert consumer.behind() >= len(expected_of(store)[first.topic, first.partition]) - 1
        await_records(consumer, 47)
        until(lambda: not consumer.poll(0.2, 1) and consumer.behind() == 0)
