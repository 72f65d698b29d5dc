"""A service's topic on Apache Kafka as its one relay writes it: in transactions, and fenced against a predecessor."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError, KafkaTimeoutError

from kernel.kafka import ANSWER_MS, CONNECTION, LARGEST_BYTES, READING, SLICE_SECONDS, Cluster, relayed
from kernel.transport import At, nothing_happens
from kernel.wire import PARTITIONS, Record, topic_of

CLOSE_SECONDS = 5.0
_WRITING: Mapping[str, Any] = {
    "enable_idempotence": True,
    "acks": "all",  # with a transaction there is no other
    "max_in_flight_requests_per_connection": 5,  # the most at which the broker still keeps their order
    "linger_ms": 0,  # a page is sent as a whole; waiting for more would only be waiting
    "retry_backoff_ms": 5,  # who begins while the transaction before is being closed must come again: soon
    "request_timeout_ms": 5_000,
    "delivery_timeout_ms": 10_000,  # then the page fails, and the relay starts anew from what the topic holds
    "max_block_ms": ANSWER_MS,
    "transaction_timeout_ms": 10_000,  # a relay that died holds its readers back no longer, even if none follows it
    "max_request_size": LARGEST_BYTES,
    "compression_type": None,  # facts are small: a page of 500 is about 150 kB
    "allow_auto_create_topics": False,
}


class RelayTopic:
    """One service's topic as its relay writes it: a page of records a transaction, all of it to be read or nothing.

    Opening it ends whatever a predecessor of the same service had begun, and from then on the broker refuses that one.
    `publish` and `tails` raise `KafkaError` on any trouble; then nothing is known but that `tails` of a new one tell.
    """

    def __init__(self, cluster: Cluster, service: str, at: At = nothing_happens) -> None:
        self._cluster = cluster
        self._service = service
        self._at = at
        name = f"{cluster.prefix}{service}.relay"
        self._producer = KafkaProducer(
            bootstrap_servers=list(cluster.servers),
            client_id=name,
            transactional_id=name,
            **{**CONNECTION, **_WRITING},
        )
        try:
            self._producer.init_transactions()
        except BaseException:
            self.close()
            raise

    def publish(self, records: Sequence[Record]) -> None:
        """Send the records and commit them together."""
        topic = self._cluster.topic(self._service)
        self._at("before send")
        self._producer.begin_transaction()
        sent = [
            self._producer.send(
                topic,
                key=record.key.encode(),
                value=record.value,
                headers=[(name, text.encode()) for name, text in record.headers.items()],
                partition=record.partition,
            )
            for record in records
        ]
        for each in sent:
            each.get(timeout=ANSWER_MS / 1000)
        self._at("after send")
        self._commit()
        self._at("after commit")

    def _commit(self) -> None:
        """The client's own `commit_transaction` waits for as long as the broker is away, so that no relay stops."""
        committed = self._producer._transaction_manager.begin_commit()  # noqa: SLF001
        self._producer._sender.wakeup()  # noqa: SLF001
        if not committed.wait(ANSWER_MS):
            raise KafkaTimeoutError(f"{self._service}: whether the transaction was committed is not known")

    def tails(self) -> Mapping[int, Record]:
        """The last committed record of every partition that has one."""
        topic, of = self._cluster.topic(self._service), topic_of(self._service)
        places = [TopicPartition(topic, partition) for partition in range(PARTITIONS)]
        with self._reader("read_uncommitted") as reader:
            written = reader.end_offsets(places)
        with self._reader("read_committed") as reader:
            first, ends = reader.beginning_offsets(places), reader.end_offsets(places)
            if ends != written:  # what is undecided may yet come to be read: taken for missing, it would be doubled
                raise KafkaTimeoutError(f"{topic} is to be read up to {ends}, and written up to {written}")
            found = {place.partition: _last(reader, place, first[place], ends[place], of) for place in places}
        return {partition: record for partition, record in found.items() if record is not None}

    def close(self) -> None:
        """Let go of the broker; an open transaction is left to the successor, who ends it.

        What was not sent is given up: the client's own `close` waits for it, or leaves a thread that goes on trying.
        """
        self._producer._sender.force_close()  # noqa: SLF001
        with suppress(KafkaError):
            self._producer.close(timeout=CLOSE_SECONDS)

    def _reader(self, isolation: str) -> closing[KafkaConsumer]:
        settings = {**CONNECTION, **READING, "isolation_level": isolation, "bootstrap_servers": self._cluster.servers}
        return closing(KafkaConsumer(**settings))


def _last(reader: KafkaConsumer, place: TopicPartition, first: int, end: int, topic: str) -> Record | None:
    """The last record before `end`: further and further back, since markers and what was aborted take offsets too."""
    back = 16
    while end > first:
        start = max(first, end - back)
        for message in reversed(_between(reader, place, start, end)):
            if record := relayed(message, topic):
                return record
        end, back = start, back * 4
    return None


def _between(reader: KafkaConsumer, place: TopicPartition, start: int, end: int) -> list[Any]:
    reader.assign([place])
    reader.seek(place, start)
    deadline = time.monotonic() + ANSWER_MS / 1000
    messages: list[Any] = []
    while reader.position(place) < end:
        if time.monotonic() > deadline:
            raise KafkaTimeoutError(f"{place.topic}[{place.partition}] could not be read from {start} to {end}")
        messages += reader.poll(int(1000 * SLICE_SECONDS)).get(place, [])
    return [each for each in messages if each.offset < end]
