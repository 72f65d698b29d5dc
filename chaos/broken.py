"""Parts done wrong on purpose: a chaos run that does not fail with them proves nothing.

`python -m chaos.broken unfenced covenant` is a relay without transactions that goes on from what its database knows;
`python -m chaos.broken offset-first scoring` a follower that tells Kafka it has taken in what it has only read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from kafka import KafkaProducer, OffsetAndMetadata, TopicPartition

from kernel.kafka import CONNECTION, Cluster, GroupConsumer, KafkaTransport
from kernel.relay import Relay, Topic, read_checkpoint
from kernel.service import utc_now
from kernel.transport import At, Outbox, Saved
from kernel.wire import PARTITIONS, Record, topic_of
from thidua.apart.parts import follower_of, open_store
from thidua.apart.settings import StreamSettings
from thidua.apart.trial import trial, watch_saves

VARIANTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "unfenced": {
        f"{each}-relay": ("-m", "chaos.broken", "unfenced", each) for each in ("covenant", "scoring", "nomination")
    },
    "offset-first": {
        f"{each}-follower": ("-m", "chaos.broken", "offset-first", each) for each in ("scoring", "nomination")
    },
}
"""By name: which members of the topology are replaced, and by what."""


class UnfencedTopic:
    """Sends and hopes."""

    def __init__(self, cluster: Cluster, service: str, at: At) -> None:
        self._topic = cluster.topic(service)
        self._at = at
        self._producer = KafkaProducer(bootstrap_servers=list(cluster.servers), **CONNECTION)

    def publish(self, records: Sequence[Record]) -> None:
        """Each record by itself."""
        self._at("before send")
        for record in records:
            headers = [(name, text.encode()) for name, text in record.headers.items()]
            place = {"partition": record.partition, "headers": headers}
            self._producer.send(self._topic, key=record.key.encode(), value=record.value, **place).get(timeout=10)
        self._at("after send")
        self._at("after commit")

    def tails(self) -> Mapping[int, Record]:
        """Not asked for."""
        return {}

    def close(self) -> None:
        """Let go."""
        self._producer.close(timeout=1)


class UnfencedRelay(Relay):
    """Does not ask the topic what it holds, and does not ask whether another relay is at work."""

    def _relay(self) -> None:
        with closing(self._connect()) as topic:
            self._publish(topic)

    def _resume(self, topic: Topic) -> tuple[Outbox, dict[int, int]]:
        del topic
        noted = read_checkpoint(self._store)
        sids = dict.fromkeys(range(PARTITIONS), 0) if noted is None else dict(noted.sids)
        return Outbox(self._store, sids, noted.scanned if noted else 0), dict(sids)


class HastyConsumer(GroupConsumer):
    """Commits what it has read, and believes what is committed."""

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        """Commit first, hand over then."""
        found = super().poll(timeout_seconds, limit)
        if found:
            self._commit(self._client.commit)
        return found

    def _is_taken_in(self, place: TopicPartition, sid: int) -> bool:
        del place, sid
        return True

    def _may_start(self, committed: OffsetAndMetadata | None, saved: int) -> bool:  # type: ignore[override]
        del saved
        return committed is not None

    def _search(self, place: TopicPartition) -> None:
        committed = self._client.committed(place)
        self._searched.add(place)
        self._client.seek(place, committed or 0)


class HastyTransport(KafkaTransport):
    """Gives followers hasty consumers."""

    def consumer(self, follower: str, services: Sequence[str], saved: Saved) -> GroupConsumer:
        """See `Transport`."""
        topics = {self._cluster.topic(each): topic_of(each) for each in services}
        return HastyConsumer(self._cluster, follower, topics, saved, self._at)


@contextmanager
def _opened(service: str) -> Iterator[tuple[Any, Cluster, At]]:
    settings, at = StreamSettings.read(service, os.environ), trial(os.environ)
    store = open_store(settings)
    watch_saves(store.recorder.engine, at)
    try:
        yield store, Cluster(settings.kafka), at
    finally:
        store.recorder.engine.dispose()


def main(variant: str, service: str) -> None:
    """Run one part, done wrong, until it is killed."""
    with _opened(service) as (store, cluster, at):
        if variant == "unfenced":
            UnfencedRelay(store, lambda: UnfencedTopic(cluster, service, at), at).run()
        else:
            follower_of(store, utc_now).run(HastyTransport(cluster, at))


if __name__ == "__main__":
    main(*sys.argv[1:])
