"""What must hold when the storm is over: every fact published once, in order; none parked; the year as undisturbed."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from kafka import KafkaConsumer, TopicPartition

from kernel.database import EVENTS, PARKED, open_engine
from kernel.kafka import CONNECTION, READING, record_of
from kernel.store import Store
from kernel.transport import Outbox
from kernel.views import digest
from kernel.wire import PARTITIONS, Record, topic_of

COMPARED = ("units", "districts", "covenants", "results", "boards", "decisions", "digests")
"""The members of the demonstration's report that say what came out, not how long it took."""
OF_ONE_RUN = frozenset({"box_key", "sid"})
"""Columns that two runs need not have in common: the keys of secret ballot boxes, drawn at random, and places in
another service's log, where commands given at the same moment come in either order."""


def open_store(service: str, database: str | Path) -> Store:
    """The service's log and views, to look at."""
    main: Any = importlib.import_module(f"services.{service}.main")
    return Store(service, open_engine(database), main.VIEWS, main.announce)


def published(store: Store) -> dict[int, list[Record]]:
    """What the log has to tell others, partition by partition."""
    outbox = Outbox(store, dict.fromkeys(range(PARTITIONS), 0))
    found: dict[int, list[Record]] = {each: [] for each in range(PARTITIONS)}
    while records := outbox.read(1000):
        for record in records:
            found[record.partition].append(record)
    return found


def in_topic(servers: str, service: str) -> dict[int, list[Record]]:
    """What a reader of committed records finds in the topic, partition by partition, repeats and all."""
    places = [TopicPartition(topic_of(service), each) for each in range(PARTITIONS)]
    with closing(KafkaConsumer(bootstrap_servers=[servers], **CONNECTION, **READING)) as reader:
        reader.assign(places)
        reader.seek_to_beginning(*places)
        ends = reader.end_offsets(places)
        found: dict[int, list[Record]] = {each: [] for each in range(PARTITIONS)}
        while any(reader.position(place) < ends[place] for place in places):
            for place, messages in reader.poll(500).items():
                found[place.partition] += [record_of(each, topic_of(service)) for each in messages]
    return found


def topic_faults(store: Store, servers: str) -> Iterator[str]:
    """Where the topic is not the log's published facts, each once, in their order, byte for byte."""
    there = in_topic(servers, store.service)
    for partition, wanted in published(store).items():
        got = there[partition]
        if got == wanted:
            continue
        wanted_sids, got_sids = [each.sid for each in wanted], [each.sid for each in got]
        missing, more = sorted(set(wanted_sids) - set(got_sids)), len(got_sids) - len(set(got_sids))
        yield (
            f"{topic_of(store.service)}[{partition}]: {len(got)} records of {len(wanted)}, "
            f"{len(missing)} missing (first {missing[:1]}), {more} twice, "
            f"{'in order' if got_sids == sorted(got_sids) else 'out of order'}"
        )


def parked_faults(store: Store) -> Iterator[str]:
    """Facts that were not taken in."""
    with store.reading() as connection:
        for row in connection.execute(sa.select(PARKED)):
            yield f"{store.service} parked {row.topic}[{row.partition}] {row.sid}: {row.reason}"


def counts(store: Store) -> Mapping[str, int]:
    """How many events of each kind the log holds."""
    query = sa.select(EVENTS.c.topic, sa.func.count().label("events")).group_by(EVENTS.c.topic)
    with store.reading() as connection:
        return {row.topic: row.events for row in connection.execute(query)}


def view_digests(store: Store) -> Mapping[str, str]:
    """The digest of every view that is served."""
    with store.reading() as connection:
        return {
            view.name: digest(connection, replace(view, volatile=view.volatile | OF_ONE_RUN)) for view in store.views
        }


def differences(name: str, calm: Mapping[str, Any], stormy: Mapping[str, Any]) -> Iterator[str]:
    """The keys at which two findings differ."""
    for key in sorted({*calm, *stormy}):
        if calm.get(key) != stormy.get(key):
            yield f"{name}: {key} differs from the undisturbed run"


def report_faults(calm: Mapping[str, Any], stormy: Mapping[str, Any]) -> Iterator[str]:
    """Where the demonstration's report tells another year."""
    year = f"year {calm['year']}"
    yield from differences(year, {each: calm[each] for each in COMPARED}, {each: stormy[each] for each in COMPARED})


def store_faults(calm: Sequence[Store], stormy: Sequence[Store], servers: str) -> Iterator[str]:
    """Everything that is wrong with the services' databases and topics after the storm."""
    for before, after in zip(calm, stormy, strict=True):
        yield from topic_faults(after, servers)
        yield from parked_faults(after)
        yield from differences(f"{after.service} events", counts(before), counts(after))
        yield from differences(f"{after.service} views", view_digests(before), view_digests(after))
