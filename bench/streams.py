"""The relay: a whole log into an empty topic, against the bare producer that sends the same records, already made."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from kafka import KafkaProducer

from bench import brokers, postgres
from bench.page import Size, not_run, table
from bench.replays import fill
from bench.rounds import Measured, interleave, rate
from bench.servers import verifier
from infra.kafka import broker as kafka
from infra.postgres.server import Unavailable
from kernel.kafka import Cluster
from kernel.relay import PAGE, Relay, forget_checkpoint
from kernel.relay_topic import RelayTopic
from kernel.service import utc_now
from kernel.store import Store
from kernel.transport import Outbox
from kernel.wire import PARTITIONS, Record
from regulations.rulebook import Rulebooks
from services.covenant import main

BARE, RELAY = "producer, records made before", "relay"
NEVER_SECONDS = 300.0
Ready = tuple[str, bytes, bytes, list[tuple[str, bytes]], int]
"""A record as the producer takes it: topic, key, value, headers, partition."""


def section(folder: Path, size: Size) -> Iterator[str]:
    """The page's section."""
    yield f"## Relay: {size.records:,} records from PostgreSQL into an empty topic, against the bare producer"
    yield ""
    yield "One broker that flushes every batch to the disk before it answers; each contender's topic is new and its"
    yield "producer connected before the clock starts. No target is set."
    yield ""
    try:
        with postgres.a_server(folder / "server") as create, brokers.a_broker(folder / "kafka") as broker:
            yield from table(measure(folder, create(), broker.address, size), BARE, "records/s")
    except (Unavailable, kafka.Unavailable) as reason:
        yield from not_run(reason)


def measure(folder: Path, url: str, address: str, size: Size) -> dict[str, Measured]:
    """Records per second of each way into the topic, and of the way that the relay has before it."""
    store = fill(main.build(main.Settings(url, Rulebooks.load()), verifier(folder), utc_now).store, size.records)
    records = _published(store)
    ways: Mapping[str, Callable[[Cluster], float]] = {
        BARE: lambda cluster: _sent(cluster, records),
        f"producer, in transactions of {PAGE}": lambda cluster: _sent_in_transactions(cluster, records),
        "log read and made into records, not sent": lambda _: rate(lambda: len(_published(store))),
        RELAY: lambda cluster: _relayed(cluster, store, len(records)),
    }
    try:
        contenders = {name: lambda way=way: way(brokers.an_empty_cluster(address)) for name, way in ways.items()}
        return interleave(contenders, size.rounds)
    finally:
        store.recorder.engine.dispose()


def _published(store: Store) -> list[Record]:
    outbox = Outbox(store, dict.fromkeys(range(PARTITIONS), 0))
    found: list[Record] = []
    while records := outbox.read(PAGE):
        found += records
    return found


def _ready(cluster: Cluster, records: Sequence[Record]) -> list[Ready]:
    topic = cluster.topic("covenant")
    return [
        (
            topic,
            each.key.encode(),
            each.value,
            [(name, text.encode()) for name, text in each.headers.items()],
            each.partition,
        )
        for each in records
    ]


def _producer(cluster: Cluster, **more: Any) -> Any:
    producer = KafkaProducer(bootstrap_servers=list(cluster.servers), acks="all", enable_idempotence=True, **more)
    producer.partitions_for(cluster.topic("covenant"))
    return producer


def _send(producer: Any, ready: Sequence[Ready]) -> None:
    for topic, key, value, headers, partition in ready:
        producer.send(topic, key=key, value=value, headers=headers, partition=partition)


def _sent(cluster: Cluster, records: Sequence[Record]) -> float:
    """All of them and one flush, with the producer's defaults but for `acks=all`."""
    ready = _ready(cluster, records)

    def send() -> int:
        _send(producer, ready)
        producer.flush()
        return len(ready)

    with closing(_producer(cluster)) as producer:
        return rate(send)


def _sent_in_transactions(cluster: Cluster, records: Sequence[Record]) -> float:
    """A transaction for as many as the relay takes into one."""
    ready = _ready(cluster, records)

    def send() -> int:
        for start in range(0, len(ready), PAGE):
            producer.begin_transaction()
            _send(producer, ready[start : start + PAGE])
            producer.commit_transaction()
        return len(ready)

    with closing(_producer(cluster, transactional_id=f"{cluster.prefix}bare")) as producer:
        producer.init_transactions()
        return rate(send)


class _Opened:
    """A service's topic that was opened, and looked through, before the clock starts."""

    def __init__(self, topic: RelayTopic) -> None:
        self.publish = topic.publish
        self.close = topic.close
        self._tails = topic.tails()

    def tails(self) -> Mapping[int, Record]:
        """See `kernel.relay.Topic`."""
        return self._tails


def _relayed(cluster: Cluster, store: Store, records: int) -> float:
    forget_checkpoint(store)
    topic = _Opened(RelayTopic(cluster, store.service))
    relay = Relay(store, lambda: topic)
    thread = threading.Thread(target=relay.run)

    def publish() -> int:
        thread.start()
        deadline = time.monotonic() + NEVER_SECONDS
        while relay.published < records:
            if relay.restarts or not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError(f"the relay has published {relay.published} of {records}")
            time.sleep(0.001)
        return relay.published

    try:
        return rate(publish)
    finally:
        relay.stop()
        thread.join()
