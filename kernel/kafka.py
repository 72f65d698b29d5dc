"""Apache Kafka behind the seam of `kernel.transport`: followers as members of consumer groups.

Where a follower stands is known by its own database. The offsets committed here only spare a restart the way there:
each carries the `sid` up to which it stands, and is used only while the database has reached that `sid` as well.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import KafkaError

from kernel.transport import At, Saved, nothing_happens
from kernel.wire import Record, Undecodable, topic_of

log = logging.getLogger(__name__)

COMMIT_SECONDS = 5.0
"""How often the offsets are committed: what a successor reads once more at most."""
SLICE_SECONDS = 0.25
"""How long a poll waits at a stretch, so that `close` from another thread is heard."""
ANSWER_MS = 10_000
"""How long the broker may take to answer before it is an error, and whoever asked starts anew."""
LARGEST_BYTES = 8 << 20
"""Largest fact, as topics.yaml allows it."""

CONNECTION: Mapping[str, Any] = {
    "bootstrap_timeout_ms": ANSWER_MS,  # a broker that is away is an error to back off from, not to wait half a minute
    "request_timeout_ms": ANSWER_MS,
    "reconnect_backoff_max_ms": 1_000,  # a broker that is back is found within a second; the default is thirty
    "retry_backoff_ms": 100,
    "metadata_max_age_ms": 5_000,  # a group that was formed while a topic could not be seen is mended after this
    "metrics_enabled": False,  # ours are kept by the relay and the follower
}
READING: Mapping[str, Any] = {
    "isolation_level": "read_committed",  # what a relay did not commit was never said
    "enable_auto_commit": False,  # by time, it would commit what is not in the database yet
    "auto_offset_reset": "earliest",  # not knowing where one stands means reading again, never skipping
    "allow_auto_create_topics": False,  # topics are code
    "check_crcs": True,
    "fetch_min_bytes": 1,  # the first fact goes at once
    "fetch_max_wait_ms": 500,
    "max_partition_fetch_bytes": 256 << 10,  # a busy partition holds up the others for about a thousand facts
    "fetch_max_bytes": LARGEST_BYTES,  # and no more than this lies in memory: who is slow leaves it with the broker
}
_GROUP: Mapping[str, Any] = {
    "partition_assignment_strategy": (CooperativeStickyAssignor,),  # who stays keeps his partitions, and goes on
    "session_timeout_ms": 10_000,  # the partitions of a killed follower have a new owner after this
    "heartbeat_interval_ms": 1_000,  # by which a member hears that another has come or gone
    "max_poll_interval_ms": 60_000,  # a batch of 200 facts takes a second; who takes a minute is stuck
}


@dataclass(frozen=True)
class Cluster:
    """The brokers, and what the names of this installation's topics, groups and transactions begin with there."""

    servers: Sequence[str]
    prefix: str = ""

    def topic(self, service: str) -> str:
        """The service's topic as these brokers call it."""
        return f"{self.prefix}{topic_of(service)}"


class KafkaTransport:
    """Followers read the topics of other services; instances of one name share the partitions."""

    def __init__(self, cluster: Cluster, at: At = nothing_happens) -> None:
        self._cluster = cluster
        self._at = at

    def consumer(self, follower: str, services: Sequence[str], saved: Saved) -> GroupConsumer:
        """See `Transport`. The group is named like the follower.

        Raises:
            KafkaError: no broker answers.
        """
        return GroupConsumer(
            self._cluster, follower, {self._cluster.topic(each): topic_of(each) for each in services}, saved, self._at
        )


class GroupConsumer:
    """One member of a follower's group. Used by one thread; only `close` may come from another."""

    def __init__(self, cluster: Cluster, follower: str, topics: Mapping[str, str], saved: Saved, at: At) -> None:
        self._topics = topics
        self._saved = saved
        self._at = at
        self._reached: dict[TopicPartition, int] = {}
        """The `sid` up to which each partition was delivered."""
        self._marks: dict[TopicPartition, tuple[int, int]] = {}
        """(`sid`, the offset behind it) of the last record seen of each partition since the last commit."""
        self._searched: set[TopicPartition] = set()
        self._next_commit = time.monotonic() + COMMIT_SECONDS
        self._closing = threading.Event()
        self._polling = threading.Lock()
        self._assigned = _Assigned()
        group = f"{cluster.prefix}{follower}"
        self._client = KafkaConsumer(
            bootstrap_servers=list(cluster.servers),
            client_id=follower,
            group_id=group,
            **CONNECTION,
            **READING,
            **_GROUP,
        )
        self._client.subscribe(topics=list(topics), listener=self._assigned)
        self._client.topics()  # asked before the group forms, or its leader shares out nothing, and all join once more

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        """See `Consumer`.

        Raises:
            KafkaError: the broker did not answer in time, or refuses.
        """
        deadline = time.monotonic() + timeout_seconds
        with self._polling:
            while not self._closing.is_set():
                self._commit_now_and_then()
                left = deadline - time.monotonic()
                polled = self._client.poll(int(1000 * max(0.0, min(left, SLICE_SECONDS))), limit)
                self._go_on_joining()
                if records := self._further(polled):
                    return records
                if left <= 0:
                    break
        return []

    def behind(self) -> int:
        """See `Measured`. The end of a transaction counts as a message until it was passed."""
        ends = {place: self._client.highwater(place) for place in self._client.assignment()}
        return sum(
            max(0, end - (self._client.position(place, 0) or 0)) for place, end in ends.items() if end is not None
        )

    def rewind(self) -> None:
        """See `Consumer`."""
        for place in self._client.assignment():
            self._begin(place)

    def close(self) -> None:
        """See `Consumer`. The group is told, so that the others take over at once."""
        self._closing.set()
        with self._polling:
            with suppress(KafkaError):
                self._commit(self._client.commit)
            self._client.close(autocommit=False, timeout_ms=ANSWER_MS)

    def _further(self, polled: Mapping[TopicPartition, Iterable[Any]]) -> list[Record]:
        """What of the polled messages lies behind the delivered ones, partition by partition."""
        for place in (new := self._assigned.taken() & self._client.assignment()):
            self._begin(place)
        return [
            record for place, messages in polled.items() if place not in new for record in self._new(place, messages)
        ]

    def _new(self, place: TopicPartition, messages: Iterable[Any]) -> Iterable[Record]:
        for message in messages:
            if (record := relayed(message, self._topics[place.topic])) is None:
                continue
            if _prev(record) > self._reached[place] and place not in self._searched:
                self._search(place)
                return
            self._marks[place] = record.sid, message.offset + 1
            if record.sid > self._reached[place]:
                self._reached[place] = record.sid
                yield record

    def _begin(self, place: TopicPartition) -> None:
        """Read on behind the saved position: from the committed offset if it is not ahead, else from the beginning."""
        self._reached[place] = self._saved(self._topics[place.topic], place.partition)
        self._marks.pop(place, None)
        self._searched.discard(place)
        committed = self._client.committed(place, metadata=True, timeout_ms=ANSWER_MS)
        if self._may_start(committed, self._reached[place]):
            self._client.seek(place, committed.offset)
        else:
            self._search(place)

    @staticmethod
    def _may_start(committed: OffsetAndMetadata | None, saved: int) -> bool:
        return committed is not None and committed.metadata.isdecimal() and int(committed.metadata) <= saved

    def _search(self, place: TopicPartition) -> None:
        """Read the partition from its beginning, dropping what was delivered: the offsets were of no use."""
        self._searched.add(place)
        self._client.seek_to_beginning(place)

    def _go_on_joining(self) -> None:
        """Have the client finish what it has begun.

        When it joins anew because a topic looked different, and the topic looks as before by the next poll, the client
        (3.0.12) forgets that it is half-way: it takes no part in the group any more, nor lets go of its partitions.
        """
        if self._client._coordinator.rejoining:  # noqa: SLF001
            self._client._coordinator.request_rejoin()  # noqa: SLF001

    def _commit_now_and_then(self) -> None:
        if time.monotonic() >= self._next_commit:
            self._next_commit = time.monotonic() + COMMIT_SECONDS
            self._commit(self._client.commit_async)

    def _commit(self, commit: Callable[[Mapping[TopicPartition, OffsetAndMetadata]], object]) -> None:
        offsets = {
            place: OffsetAndMetadata(offset, str(sid), -1)
            for place, (sid, offset) in self._marks.items()
            if place in self._client.assignment() and self._is_taken_in(place, sid)
        }
        if not offsets:
            return
        self._at("before offset")
        commit(offsets)
        self._at("after offset")
        for place in offsets:
            del self._marks[place]

    def _is_taken_in(self, place: TopicPartition, sid: int) -> bool:
        return sid <= self._saved(self._topics[place.topic], place.partition)


class _Assigned(ConsumerRebalanceListener):  # type: ignore[misc]  # the library has no types
    """Remembers which partitions are newly ours. The client calls it from its own thread."""

    def __init__(self) -> None:
        self._new: queue.SimpleQueue[TopicPartition] = queue.SimpleQueue()

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        for place in assigned:
            self._new.put(place)

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing is lost with them: the position is in the database."""

    def taken(self) -> set[TopicPartition]:
        """Those assigned since the last call."""
        return {self._new.get() for _ in range(self._new.qsize())}


def record_of(message: Any, topic: str) -> Record:
    """The message as the record it was before it was sent.

    Raises:
        Undecodable: it has no key, no text in its headers or no `sid`: no relay has written it.
    """
    try:
        headers = {name: value.decode() for name, value in message.headers}
        return Record(topic, message.partition, int(headers["ce_sid"]), message.key.decode(), headers, message.value)
    except (AttributeError, KeyError, ValueError) as error:
        raise Undecodable(f"{message.topic}[{message.partition}] at offset {message.offset}: {error!r}") from error


def relayed(message: Any, topic: str) -> Record | None:
    """The record, None of a message that no relay has written, which is told to the log.

    It is no fact and has no place in the source's log, so passing over it loses nothing: were it a fact that was spoilt
    on its way, the next one of its partition would name a predecessor that never came, and the follower would stop.
    """
    try:
        return record_of(message, topic)
    except Undecodable as error:
        log.warning("not written by a relay, passed over: %s", error)
        return None


def _prev(record: Record) -> int:
    prev = record.headers.get("ce_prev", "")
    return int(prev) if prev.isdecimal() else 0
