"""The seam between a service's log and the followers of other services. Kafka can take its place.

Whatever carries the records must keep four promises, which `tests/kernel/test_transport_conformance.py` holds every
implementation to: only committed facts are delivered; every committed fact is; in the order of `sid` inside a
partition, with `prev` naming the one before; and a consumer that rewinds gets the same bytes again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol, runtime_checkable

from kernel.store import Store
from kernel.views import Recorded
from kernel.wire import PARTITIONS, Envelope, Record, encode, partition_of, topic_of

Saved = Callable[[str, int], int]
"""(topic, partition) → the `sid` that the follower has taken in, 0 before the first."""

Point = Literal[
    "before save",
    "after save",
    "before send",
    "after send",
    "after commit",
    "after checkpoint",
    "before offset",
    "after offset",
]
"""The places of the way from a decision to its effect elsewhere at which a process that dies must do no harm."""
At = Callable[[Point], None]
"""Called as a point is reached. It does nothing, but for a trial that kills the process there."""


def nothing_happens(_point: Point) -> None:
    """What happens at every point when nobody tries anything."""


class Consumer(Protocol):
    """One follower's reading of some topics."""

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        """At most `limit` further records, waiting up to the timeout while there are none."""

    def rewind(self) -> None:
        """Go back to the positions the follower has saved, as after a transaction that failed."""

    def close(self) -> None:
        """Stop reading; positions live in the follower's own database and stay."""


@runtime_checkable
class Measured(Protocol):
    """A consumer that knows how much there is still to read."""

    def behind(self) -> int:
        """How many messages the sources hold behind those delivered; to be asked by the thread that polls."""


class Transport(Protocol):
    """Where followers get their consumers from."""

    def consumer(self, follower: str, services: Sequence[str], saved: Saved) -> Consumer:
        """A consumer of these services' topics that starts behind the saved positions."""


class Outbox:
    """One service's log read as the records it publishes: the log is the outbox, nothing is copied.

    Reading begins behind `taken`, the `sid` taken in already per partition. The relay to Kafka and the in-process
    transport read the same records here, byte for byte.

    Who knows that each of `taken` is the last one its partition holds, and that nothing up to position `scanned` is
    missing there, says so with `scanned`: then a partition that has long been quiet costs no search through the log.
    """

    def __init__(self, store: Store, taken: Mapping[int, int], scanned: int | None = None) -> None:
        self._store = store
        self._taken = taken
        self.scanned = min(taken.values()) if scanned is None else scanned
        """The position in the log up to which everything was read."""
        self._prev = dict(taken)
        if scanned is None:
            self._prev = {partition: self._last_published(partition, self.scanned) for partition in taken}

    def read(self, limit: int) -> list[Record]:
        """Further records out of at most `limit` events that publish something, none at the end of the log."""
        records: list[Record] = []
        while not records and (events := self._store.log(self.scanned, limit)):
            for recorded in events:
                record = self.record(recorded)
                if record is not None and record.sid > self._taken[record.partition]:
                    records.append(record)
            self.scanned = events[-1].position
        return records

    def behind(self) -> int:
        """How many events of the log were not read yet."""
        return (self._store.recorder.max_notification_id() or 0) - self.scanned

    def _last_published(self, partition: int, upto: int) -> int:
        """The last position of this partition at or before `upto` that was published: looked up, not taken on trust."""
        while upto > 0:
            for recorded in reversed(self._store.log(max(0, upto - 200), min(200, upto))):
                same = partition_of(recorded.event.originator_id, PARTITIONS) == partition
                if same and self._store.announce(recorded.event) is not None:
                    return recorded.position
            upto -= 200
        return 0

    def record(self, recorded: Recorded) -> Record | None:
        """The record of an event that follows those read before, None where it publishes nothing."""
        fact = self._store.announce(recorded.event)
        if fact is None:
            return None
        service, event = self._store.service, recorded.event
        partition = partition_of(event.originator_id, PARTITIONS)
        envelope = Envelope(
            id=recorded.id,
            type=f"thidua.{service}.v1.{type(fact).__name__}",
            source=service,
            time=event.act.at,
            subject=event.originator_id,
            sid=recorded.position,
            prev=self._prev[partition],
            actor=event.act.actor,
            effective=event.act.effective,
            correlation=event.act.correlation,
            causation=event.act.causation,
        )
        self._prev[partition] = recorded.position
        value = encode(service, fact)
        return Record(
            topic_of(service), partition, recorded.position, str(event.originator_id), envelope.headers(), value
        )


class InProcessTransport:
    """Followers read the outboxes of the other services in the same process; a commit wakes them."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self._stores = {store.service: store for store in stores}
        self._wakers: list[threading.Event] = []
        for store in stores:
            store.changed.append(self._wake)

    def _wake(self) -> None:
        for waker in tuple(self._wakers):
            waker.set()

    def consumer(self, follower: str, services: Sequence[str], saved: Saved) -> Consumer:
        """See `Transport`. One process needs no coordination, so the group's name (`follower`) is not used."""
        del follower
        waker = threading.Event()
        consumer = _InProcessConsumer([self._stores[service] for service in services], saved, waker, self._wakers)
        self._wakers.append(waker)
        return consumer


class _InProcessConsumer:
    """Reads the outboxes in turn, one a poll, so that a busy service cannot hide a quiet one."""

    def __init__(
        self, stores: Sequence[Store], saved: Saved, waker: threading.Event, wakers: list[threading.Event]
    ) -> None:
        self._stores = stores
        self._saved = saved
        self._waker = waker
        self._wakers = wakers
        self.rewind()

    def rewind(self) -> None:
        """See `Consumer`."""
        self._outboxes = deque(
            Outbox(store, {each: self._saved(topic_of(store.service), each) for each in range(PARTITIONS)})
            for store in self._stores
        )

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        """See `Consumer`."""
        self._waker.clear()
        if found := self._read(limit):
            return found
        return self._read(limit) if self._waker.wait(timeout_seconds) else []

    def behind(self) -> int:
        """See `Measured`. Events that are nobody else's business count until they were looked at."""
        return sum(outbox.behind() for outbox in self._outboxes)

    def close(self) -> None:
        """See `Consumer`."""
        if self._waker in self._wakers:
            self._wakers.remove(self._waker)
        self._waker.set()

    def _read(self, limit: int) -> list[Record]:
        for _ in range(len(self._outboxes)):
            outbox = self._outboxes.popleft()
            self._outboxes.append(outbox)
            if records := outbox.read(limit):
                return records
        return []
