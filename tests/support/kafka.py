"""A real Apache Kafka for the tests marked `kafka`: one broker a test process, names of its own for each test."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from infra.kafka.broker import Broker, Unavailable, jars, java
from infra.kafka.topics import Topic, declared, ensure_topics
from infra.ports import free_port
from kernel.follower import Follower
from kernel.kafka import CONNECTION, READING, Cluster, KafkaTransport, record_of
from kernel.relay import Relay
from kernel.relay_topic import RelayTopic
from kernel.store import Store
from kernel.wire import PARTITIONS, Record, topic_of

FAST = ("-XX:TieredStopAtLevel=1",)
"""Compile quickly rather than well: a broker of a test lives for a minute."""
READ_SECONDS = 60.0


def new_broker() -> Broker:
    """A broker that is not started yet, on free ports, its folder removed when the process ends.

    A test that cannot have one is skipped with the reason; where `CI=true` it fails.
    """
    try:
        java()
        jars()
    except Unavailable as reason:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))
    found = Broker(Path(tempfile.mkdtemp(prefix="thidua-kafka-")), free_port(), free_port(), java_options=FAST)
    atexit.register(shutil.rmtree, found.folder, ignore_errors=True)
    atexit.register(found.stop)
    return found


@cache
def broker() -> Broker:
    """The process's one broker, started at the first call and stopped when the process ends, however it ends."""
    found = new_broker()
    found.start()
    return found


_NUMBERS = itertools.count(1)


def new_cluster(*services: str, on: Broker | None = None) -> Cluster:
    """The broker under a prefix that no other test has, with topics for these services (else: those declared)."""
    used = on or broker()
    prefix = f"test-{os.getpid()}-{next(_NUMBERS)}."
    topics = declared()
    if services:
        pattern = next(iter(topics.values()))
        topics = {topic_of(each): Topic(**{**vars(pattern), "name": topic_of(each)}) for each in services}
    ensure_topics(used.address, topics, prefix)
    return Cluster((used.address,), prefix)


@contextmanager
def relaying(store: Store, cluster: Cluster) -> Iterator[Relay]:
    """A relay of the store in a thread of its own, until the end of the block."""
    relay = Relay(store, lambda: RelayTopic(cluster, store.service))
    thread = threading.Thread(target=relay.run, name=f"relay of {store.service}")
    thread.start()
    try:
        yield relay
    finally:
        relay.stop()
        thread.join()


@contextmanager
def following(follower: Follower, transport: KafkaTransport) -> Iterator[None]:
    """The follower in a thread of its own, started anew when it lost the broker, until the end of the block."""

    def supervised() -> None:
        while not follower._stopping.is_set():
            with suppress(KafkaError):
                follower.run(transport)

    thread = threading.Thread(target=supervised)
    thread.start()
    try:
        yield
    finally:
        follower.stop()
        thread.join()


def published(cluster: Cluster, service: str) -> list[Record]:
    """All that a topic tells a reader who skips nothing, partition by partition."""
    places = [TopicPartition(cluster.topic(service), each) for each in range(PARTITIONS)]
    found: list[Record] = []
    with closing(KafkaConsumer(bootstrap_servers=list(cluster.servers), **CONNECTION, **READING)) as reader:
        ends = reader.end_offsets(places)
        reader.assign(places)
        reader.seek_to_beginning(*places)
        deadline = time.monotonic() + READ_SECONDS
        while any(reader.position(each) < ends[each] for each in places):
            assert time.monotonic() < deadline
            for messages in reader.poll(200).values():
                found += [record_of(each, topic_of(service)) for each in messages]
    return sorted(found, key=lambda record: record.partition)
