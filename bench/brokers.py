"""An Apache Kafka broker of this run, with the settings that the product's own broker has, and topics on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from infra.kafka.broker import Broker
from infra.kafka.topics import declared, ensure_topics
from infra.ports import free_port
from kernel.kafka import Cluster

_numbers = count(1)


@contextmanager
def a_broker(folder: Path) -> Iterator[Broker]:
    """A broker that serves clients; it is gone after the block.

    Raises:
        Unavailable: there is no Kafka on this machine.
    """
    broker = Broker(folder, free_port(), free_port())
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


def an_empty_cluster(address: str) -> Cluster:
    """The broker under a prefix that nobody has used, with the product's topics, all empty."""
    prefix = f"bench-{next(_numbers)}."
    ensure_topics(address, declared(), prefix)
    return Cluster((address,), prefix)


def make_topic(address: str, name: str) -> None:
    """One topic as the product's are, under another name."""
    pattern = next(iter(declared().values()))
    ensure_topics(address, {name: replace(pattern, name=name)})
