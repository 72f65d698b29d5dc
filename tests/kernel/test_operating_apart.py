"""What an operator mends, on real PostgreSQL and with a real broker between the services."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from kernel.follower import Follower
from kernel.health import following
from kernel.kafka import KafkaTransport
from kernel.parked import Tried, drop, in_turn, retry_in_turn
from kernel.rebuild import anew, rebuild
from kernel.store import Store
from kernel.views import View, digest
from tests.kernel.contract import CounterOpened
from tests.kernel.echo import HEARD, HEARD_VIEW, HEARS, REACTIONS, echo_of, echoes, follower_of, heard, open_echo
from tests.kernel.toy import COUNTERS, NOON, VIEW, Counter, act, command, open_store
from tests.support.kafka import new_cluster, relaying
from tests.support.postgres import databases

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

NAMES = [f"counter {number}" for number in range(8)]
IDS = [Counter.open(act(), name).id for name in NAMES]
WAIT_SECONDS = 60


@pytest.fixture
def stores() -> Iterator[tuple[Store, Store]]:
    """Eight counters, each opened and raised by 1 and 2; and the service that hears of them."""
    for create in databases():
        source, echo = open_store(create()), open_echo(create())
        for name in NAMES:
            source.save(command(), Counter.open(act(), name))
        for by in (1, 2):
            for name in NAMES:
                raise_counter(source, name, by)
        yield source, echo
        for store in (source, echo):
            store.recorder.engine.dispose()


def raise_counter(store: Store, name: str, by: int) -> None:
    counter = store.load(Counter, Counter.open(act(), name).id)
    counter.raise_by(act(), by)
    store.save(command(), counter)


def served(store: Store, view: View) -> str:
    with store.reading() as connection:
        return digest(connection, view)


@contextmanager
def followed(source: Store, echo: Store) -> Iterator[KafkaTransport]:
    """All that the source has told is in the topic and taken in."""
    cluster = new_cluster("toy")
    transport = KafkaTransport(cluster)
    last = max(each.position for each in source.log())
    with relaying(source, cluster):
        follower = follower_of(echo)
        with closing(transport.consumer(follower.name, follower.services, follower.saved)) as consumer:
            deadline = time.monotonic() + WAIT_SECONDS
            while max(follower.saved("toy.events", each) for each in range(4)) < last:
                assert time.monotonic() < deadline
                follower.step(consumer, 0.5)
            while follower.standing.newest:
                follower.step(consumer, 0.5)
        assert following(follower, lambda: NOON)() == "0 messages, 0.0 s behind"
        yield transport


def test_a_view_of_heard_facts_is_made_anew_from_the_topic(stores: tuple[Store, Store]) -> None:
    source, echo = stores
    with followed(source, echo) as transport:
        true = served(echo, HEARD_VIEW)
        with echo.recorder.writing() as connection:
            connection.execute(HEARD.update().values(total=99))
        done = rebuild(echo, HEARD_VIEW, follower_of(echo), transport, lambda _done, _all: None)
    assert (done.rows, done.after, served(echo, HEARD_VIEW)) == (8, true, true)
    assert heard(echo) == dict.fromkeys(IDS, (3, 3))


def test_what_is_recorded_while_a_view_is_rebuilt_on_postgresql_is_in_it(stores: tuple[Store, Store]) -> None:
    source, _ = stores
    stop = threading.Event()

    def record(name: str) -> None:
        while not stop.is_set():
            raise_counter(source, name, 0)

    writers = [threading.Thread(target=record, args=(name,)) for name in NAMES[:4]]
    for each in writers:
        each.start()
    try:
        for _ in range(5):
            with source.recorder.writing() as connection:
                connection.execute(COUNTERS.update().values(total=99))
            rebuild(source, VIEW, None, None, lambda _done, _all: None)
    finally:
        stop.set()
        for each in writers:
            each.join()
    assert len(source.log()) > 24
    with anew(source, [VIEW]) as made:
        made.catch_up()
        assert made.digest(VIEW) == served(source, VIEW)


def test_parked_facts_are_dropped_or_taken_in_on_postgresql(stores: tuple[Store, Store]) -> None:
    source, echo = stores
    for name in (echo_of(IDS[0]), echo_of(IDS[1])):  # there before the facts that would open them
        echo.save(command(), Counter.open(act(), name))
    with followed(source, echo):
        assert [each.sid for each in in_turn(echo)] == [1, 2, 9, 10, 17, 18]
    [first, *_] = in_turn(echo)
    assert next(retry_in_turn(follower_of(echo), [first])).reason is not None
    drop(echo, first, "it is there already", NOON)
    later = Follower("echo.follower", echo, HEARS, {**REACTIONS, CounterOpened: lambda *_: None}, lambda: NOON)
    waiting = in_turn(echo)
    assert list(retry_in_turn(later, waiting)) == [Tried(each, None) for each in waiting]
    assert in_turn(echo) == []
    assert echoes(echo) == {echo_of(each): 3 for each in IDS}
