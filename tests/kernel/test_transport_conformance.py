"""The promises of `kernel.transport`, held by every transport there is: add another to `HARNESSES`.

A harness is given the stores whose facts are to travel and yields the transport, with whatever must run beside it. On
Kafka that is a relay for each store.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from kernel.kafka import GroupConsumer, KafkaTransport
from kernel.store import Store
from kernel.transport import Consumer, InProcessTransport, Saved, Transport
from kernel.wire import PARTITIONS, Envelope, Record, decode, encode, partition_of, topic_of
from tests.kernel.contract import CounterOpened, CounterRaised
from tests.kernel.toy import Counter, act, announce, command, open_store
from tests.support.kafka import new_cluster, relaying

Positions = dict[tuple[str, int], int]


@dataclass(frozen=True)
class Harness:
    """How to run a transport, and what tells that there is nothing more to come.

    It must have been silent for `silence_seconds` while nothing is on its way to the consumer any more. Within `turns`
    polls every service has been heard that has something to say.
    """

    run: Callable[[Sequence[Store]], AbstractContextManager[Transport]]
    silence_seconds: float
    is_on_its_way: Callable[[Consumer], bool]
    turns: int


@contextmanager
def in_process(stores: Sequence[Store]) -> Iterator[Transport]:
    yield InProcessTransport(stores)


STORES: dict[str, Store] = {}
"""The stores of the running test, by topic, for the harness that has to ask them."""


@contextmanager
def on_kafka(stores: Sequence[Store]) -> Iterator[Transport]:
    cluster = new_cluster(*(store.service for store in stores))
    STORES.update({topic_of(store.service): store for store in stores})
    with ExitStack() as relays:
        for store in stores:
            relays.enter_context(relaying(store, cluster))
        yield KafkaTransport(cluster)
    STORES.clear()


def is_behind(consumer: Consumer) -> bool:
    """Whether the consumer has not come to the last fact of some partition."""
    assert isinstance(consumer, GroupConsumer)
    reached = {(consumer._topics[place.topic], place.partition): sid for place, sid in consumer._reached.items()}
    return any(
        records[-1].sid > reached.get(place, 0)
        for topic in consumer._topics.values()
        for place, records in expected_of(STORES[topic]).items()
    )


HARNESSES = {
    "in process": pytest.param(Harness(in_process, 0.0, lambda _: False, 2), id="in process"),
    "Kafka": pytest.param(Harness(on_kafka, 0.1, is_behind, 20), id="Kafka", marks=pytest.mark.kafka),
}


@pytest.fixture(params=HARNESSES.values())
def harness(request: pytest.FixtureRequest) -> Harness:
    found: Harness = request.param
    return found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "toy.db")


@pytest.fixture
def other(tmp_path: Path) -> Store:
    return open_store(tmp_path / "other.db", "other")


def nothing_saved(_topic: str, _partition: int) -> int:
    return 0


def saved_in(positions: Positions) -> Callable[[str, int], int]:
    return lambda topic, partition: positions.get((topic, partition), 0)


def drain(consumer: Consumer, harness: Harness, limit: int = 50) -> list[Record]:
    """All there is, until the transport has been silent for long enough."""
    records: list[Record] = []
    deadline = time.monotonic() + 30
    while (found := consumer.poll(harness.silence_seconds, limit)) or harness.is_on_its_way(consumer):
        assert len(found) <= limit
        assert time.monotonic() < deadline
        records += found
    return records


def read_all(transport: Transport, harness: Harness, *services: str, saved: Saved = nothing_saved) -> list[Record]:
    """All that one consumer, closed again, is given."""
    with closing(transport.consumer("reader", services, saved)) as consumer:
        return drain(consumer, harness)


def await_records(consumer: Consumer, count: int) -> list[Record]:
    """That many records, or those that came within a bounded time."""
    records: list[Record] = []
    deadline = time.monotonic() + 30
    while len(records) < count and time.monotonic() < deadline:
        records += consumer.poll(0.2, 50)
    return records


def by_partition(records: Sequence[Record]) -> dict[tuple[str, int], list[Record]]:
    """The records in the order in which they came, which is defined inside a partition only."""
    found = defaultdict(list)
    for record in records:
        found[record.topic, record.partition].append(record)
    return dict(found)


def expected_of(store: Store) -> dict[tuple[str, int], list[Record]]:
    """What must be delivered, from the committed log alone and by another way than the outbox takes."""
    found: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for recorded in store.log():
        fact, event = announce(recorded.event), recorded.event
        if fact is None:
            continue
        place = topic_of(store.service), partition_of(event.originator_id, PARTITIONS)
        envelope = Envelope(
            recorded.id,
            f"thidua.{store.service}.v1.{type(fact).__name__}",
            store.service,
            event.act.at,
            event.originator_id,
            recorded.position,
            found[place][-1].sid if found[place] else 0,
            event.act.actor,
            event.act.effective,
            event.act.correlation,
            event.act.causation,
        )
        value = encode(store.service, fact)
        found[place].append(Record(*place, recorded.position, str(event.originator_id), envelope.headers(), value))
    return {place: records for place, records in found.items() if records}


def fill(store: Store, counters: int = 12, rounds: int = 4) -> None:
    """Facts in every partition, private events between them."""
    names = [f"{store.service}-{number}" for number in range(counters)]
    for name in names:
        store.save(command(), Counter.open(act(), name))
    for by in range(1, rounds):
        for name in names:
            counter = store.load(Counter, Counter.open(act(), name).id)
            counter.whisper(act())
            counter.raise_by(act(), by)
            counter.whisper(act())
            store.save(command(), counter)


def test_every_committed_fact_is_delivered_once_in_order_with_its_predecessor(store: Store, harness: Harness) -> None:
    fill(store)
    with harness.run([store]) as transport:
        delivered = by_partition(read_all(transport, harness, "toy"))
    assert delivered == expected_of(store)
    assert sorted(place[1] for place in delivered) == list(range(PARTITIONS))


def test_inside_a_partition_sid_rises_and_prev_names_the_one_before(store: Store, harness: Harness) -> None:
    fill(store)
    with harness.run([store]) as transport:
        delivered = by_partition(read_all(transport, harness, "toy"))
    for records in delivered.values():
        sids = [record.sid for record in records]
        assert sids == sorted(set(sids))
        assert [Envelope.of(record.headers).prev for record in records] == [0, *sids[:-1]]


def test_a_private_event_is_not_delivered(store: Store, harness: Harness) -> None:
    counter = Counter.open(act(), "a")
    counter.whisper(act())
    counter.raise_by(act(), 2)
    store.save(command(), counter)
    with harness.run([store]) as transport:
        records = read_all(transport, harness, "toy")
    assert [Envelope.of(record.headers).type for record in records] == [
        "thidua.toy.v1.CounterOpened",
        "thidua.toy.v1.CounterRaised",
    ]
    assert decode("toy", CounterOpened, records[0].value) == CounterOpened(counter.id, "a")
    assert decode("toy", CounterRaised, records[1].value) == CounterRaised(counter.id, 2)


def test_what_is_not_committed_is_not_delivered(store: Store, harness: Harness) -> None:
    seen_inside: list[Record] = []

    def look_and_fail(_: sa.Connection) -> None:
        seen_inside.extend(drain(consumer, harness))
        raise RuntimeError("after the events were written, before the commit")

    with harness.run([store]) as transport, closing(transport.consumer("reader", ["toy"], nothing_saved)) as consumer:
        with pytest.raises(RuntimeError):
            store.save(command(), Counter.open(act(), "a"), alongside=look_and_fail)
        assert (seen_inside, drain(consumer, harness)) == ([], [])
        store.save(command(), Counter.open(act(), "b"))
        [record] = await_records(consumer, 1)
    assert decode("toy", CounterOpened, record.value).name == "b"


@pytest.mark.parametrize("cut", range(0, 35, 5))
def test_a_consumer_resumes_behind_the_saved_positions(store: Store, harness: Harness, cut: int) -> None:
    fill(store)
    positions: Positions = {}
    with harness.run([store]) as transport:
        everything = read_all(transport, harness, "toy")
        for record in everything[:cut]:
            positions[record.topic, record.partition] = record.sid
        rest = read_all(transport, harness, "toy", saved=saved_in(positions))
    assert by_partition(rest) == by_partition(everything[cut:])


def test_partitions_that_were_read_unequally_far_each_resume_at_their_own_place(store: Store, harness: Harness) -> None:
    fill(store)
    expected = expected_of(store)
    done = {place: index for index, place in enumerate(sorted(expected))}
    positions = {place: records[done[place] - 1].sid for place, records in expected.items() if done[place]}
    with harness.run([store]) as transport:
        rest = read_all(transport, harness, "toy", saved=saved_in(positions))
    assert by_partition(rest) == {place: records[done[place] :] for place, records in expected.items()}


def test_a_rewound_consumer_delivers_the_same_bytes_again(store: Store, harness: Harness) -> None:
    fill(store)
    positions: Positions = {}
    saved = saved_in(positions)
    with harness.run([store]) as transport, closing(transport.consumer("reader", ["toy"], saved)) as consumer:
        taken = list(consumer.poll(20, 10))
        for record in taken:
            positions[record.topic, record.partition] = record.sid
        lost = drain(consumer, harness)
        consumer.rewind()
        again = drain(consumer, harness)
    assert (len(taken) in range(1, 11), len(taken) + len(lost)) == (True, 48)
    assert by_partition(again) == by_partition(lost)


def test_long_stretches_of_private_events_hide_nothing(store: Store, harness: Harness) -> None:
    counter = Counter.open(act(), "a")
    store.save(command(), counter)
    for _ in range(450):
        counter.whisper(act())
    counter.raise_by(act(), 1)
    store.save(command(), counter)
    partition = partition_of(counter.id, PARTITIONS)
    saved = saved_in({("toy.events", each): 300 for each in range(4)})
    with harness.run([store]) as transport:
        [record] = read_all(transport, harness, "toy", saved=saved)
    assert (record.partition, record.sid, Envelope.of(record.headers).prev) == (partition, 452, 1)


def test_one_consumer_reads_several_services_and_none_hides_another(
    store: Store, other: Store, harness: Harness
) -> None:
    fill(store)
    fill(other, counters=2)
    services = ["toy", "other"]
    with (
        harness.run([store, other]) as transport,
        closing(transport.consumer("reader", services, nothing_saved)) as consumer,
    ):
        heard: set[str] = set()
        turns = 0
        while heard != {"toy.events", "other.events"}:
            heard |= {record.topic for record in consumer.poll(5, 5)}
            turns += 1
        assert turns <= harness.turns
        consumer.rewind()
        delivered = by_partition(drain(consumer, harness, limit=3))
    assert delivered == {**expected_of(store), **expected_of(other)}


def test_a_consumer_hears_only_the_services_it_asked_for(store: Store, other: Store, harness: Harness) -> None:
    fill(store, 2)
    fill(other, 2)
    with harness.run([store, other]) as transport:
        delivered = by_partition(read_all(transport, harness, "other"))
    assert delivered == expected_of(other)


def test_two_followers_each_get_everything(store: Store, harness: Harness) -> None:
    fill(store, 2)
    with (
        harness.run([store]) as transport,
        closing(transport.consumer("one", ["toy"], nothing_saved)) as first,
        closing(transport.consumer("two", ["toy"], nothing_saved)) as second,
    ):
        one, two = drain(first, harness), drain(second, harness)
    assert by_partition(one) == by_partition(two) == expected_of(store)


def test_facts_written_by_many_while_one_reads_all_arrive_in_order(store: Store, harness: Harness) -> None:
    def write(writer: int) -> None:
        counter = Counter.open(act(), f"writer-{writer}")
        store.save(command(), counter)
        for _ in range(19):
            counter.raise_by(act(), 1)
            store.save(command(), counter)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    with harness.run([store]) as transport, closing(transport.consumer("reader", ["toy"], nothing_saved)) as consumer:
        for each in writers:
            each.start()
        delivered = await_records(consumer, 120)
        for each in writers:
            each.join()
        assert drain(consumer, harness) == []
    assert by_partition(delivered) == expected_of(store)


def test_a_commit_wakes_a_consumer_that_waits(store: Store, harness: Harness) -> None:
    with harness.run([store]) as transport, closing(transport.consumer("reader", ["toy"], nothing_saved)) as consumer:
        waiting, delivered = threading.Event(), list[Record]()

        def wait() -> None:
            waiting.set()
            delivered.extend(consumer.poll(60, 10))

        reader = threading.Thread(target=wait)
        reader.start()
        waiting.wait()
        time.sleep(0.05)
        store.save(command(), Counter.open(act(), "a"))
        reader.join(timeout=20)
        assert not reader.is_alive()
    assert [record.sid for record in delivered] == [1]


def test_an_idle_poll_comes_back_empty_after_its_timeout(store: Store, harness: Harness) -> None:
    with harness.run([store]) as transport, closing(transport.consumer("reader", ["toy"], nothing_saved)) as consumer:
        assert list(consumer.poll(0.05, 10)) == []


def test_closing_a_consumer_ends_its_waiting_and_leaves_the_others_be(store: Store, harness: Harness) -> None:
    with harness.run([store]) as transport:
        closed, open_ = (transport.consumer(name, ["toy"], nothing_saved) for name in ("one", "two"))
        reader = threading.Thread(target=closed.poll, args=(60, 10))
        reader.start()
        time.sleep(0.05)
        closed.close()
        reader.join(timeout=20)
        assert not reader.is_alive()
        closed.close()
        store.save(command(), Counter.open(act(), "a"))
        with closing(open_):
            assert [record.sid for record in await_records(open_, 1)] == [1]
