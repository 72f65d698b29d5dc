"""From a service's log to its topic: everything that was committed, once, in order, whoever is killed when.

The log is the outbox. A page of it goes out as one transaction of the topic, so that what a relay has sent is
there whole or not at all, and where to go on is asked of the topic itself. On any error the relay lets go of the broker
and starts anew from there: after a failure nobody knows what was stored, except by looking.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from eventsourcing.persistence import Tracking

from kernel import tracing
from kernel.database import own_connection
from kernel.metrics import RETRIES
from kernel.recorder import TRACKING
from kernel.store import Store
from kernel.transport import At, Outbox, nothing_happens
from kernel.wire import PARTITIONS, Envelope, Record, topic_of

PAGE = 500
"""Most events of one transaction."""
CHECKPOINT_SECONDS = 1.0
"""How often the place reached is noted in the service's database; the topic itself knows it exactly."""
SHORTEST_LOOK_SECONDS = 0.02
LONGEST_LOOK_SECONDS = 0.1
"""Between these it looks for new events, soon after there were some, unless the doorbell has it look at once."""
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0
"""Between these it waits before it starts anew after an error, twice as long each time."""
STANDBY_SECONDS = 1.0
"""How often a relay that stands by looks whether its turn has come."""

log = logging.getLogger(__name__)


class Topic(Protocol):
    """A service's topic, open for its one relay: `kernel.relay_topic.RelayTopic`, described there."""

    def publish(self, records: Sequence[Record]) -> None:
        """Send the records and commit them together."""

    def tails(self) -> Mapping[int, Record]:
        """The last committed record of every partition that has one."""

    def close(self) -> None:
        """Let go of the broker."""


class TopicDiffers(Exception):
    """The topic does not hold what this log has sent there: going on would tell the readers something untrue.

    The text says what is found, and what an operator can do.
    """


@dataclass(frozen=True)
class Checkpoint:
    """Up to where the log is known to be in the topic: `scanned` of the log, and the last `sid` of each partition."""

    scanned: int
    sids: Mapping[int, int]


@dataclass(frozen=True)
class RelayStatus:
    """How far a service's relay is, as its database tells it; the checkpoint may be a second old.

    `events_behind` are those of the log it has not looked at, `seconds_behind` the age of the first of them.
    """

    service: str
    scanned: int
    sids: Mapping[int, int]
    events_behind: int
    seconds_behind: float


def read_checkpoint(store: Store) -> Checkpoint | None:
    """The checkpoint, None before the first."""
    with store.reading() as connection:
        scanned = store.recorder.max_tracking_id(_name(store), connection)
        sids = {each: store.recorder.max_tracking_id(_name(store, each), connection) for each in range(PARTITIONS)}
    return None if scanned is None else Checkpoint(scanned, {each: sid or 0 for each, sid in sids.items()})


def forget_checkpoint(store: Store) -> None:
    """What an operator does after a topic was emptied or made anew on purpose: what is missing there is sent again."""
    names = [_name(store), *(_name(store, each) for each in range(PARTITIONS))]
    with store.recorder.writing() as connection:
        connection.execute(TRACKING.delete().where(TRACKING.c.application_name.in_(names)))


def relay_status(store: Store, now: datetime) -> RelayStatus:
    """How far the service's relay is, whether it runs or not."""
    checkpoint = read_checkpoint(store) or Checkpoint(0, dict.fromkeys(range(PARTITIONS), 0))
    end = store.recorder.max_notification_id() or 0
    waiting = store.log(checkpoint.scanned, 1)
    age = (now - waiting[0].event.act.at).total_seconds() if waiting else 0.0
    return RelayStatus(store.service, checkpoint.scanned, checkpoint.sids, end - checkpoint.scanned, max(0.0, age))


def _name(store: Store, partition: int | None = None) -> str:
    return f"{store.service}.relay" if partition is None else f"{store.service}.relay[{partition}]"


class Relay:
    """Publishes the log of `store` to the topic that `connect` opens, until `stop`.

    `restarts` counts how often it had to start anew; `published` the records it has committed.
    """

    def __init__(self, store: Store, connect: Callable[[], Topic], at: At = nothing_happens) -> None:
        self._store = store
        self._connect = connect
        self._at = at
        self._stopping = threading.Event()
        self._awake = threading.Event()
        self.restarts = 0
        self.published = 0
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Relay until `stop`; whatever goes wrong, start anew after a pause.

        Raises:
            TopicDiffers: only an operator can decide how to go on.
        """
        self._store.changed.append(self._awake.set)
        pause = FIRST_PAUSE_SECONDS
        try:
            while not self._stopping.is_set():
                before = self.published
                try:
                    self._relay()
                except TopicDiffers as error:
                    self.failure = error
                    raise
                except Exception:
                    log.exception("the relay of %s starts anew", self._store.service)
                    self.restarts += 1
                    RETRIES.labels(_name(self._store)).inc()
                    pause = FIRST_PAUSE_SECONDS if self.published > before else min(2 * pause, LONGEST_PAUSE_SECONDS)
                    self._stopping.wait(pause)
        finally:
            self._store.changed.remove(self._awake.set)

    def stop(self) -> None:
        """Ask `run` to return after the page it is in."""
        self._stopping.set()
        self._awake.set()

    def _relay(self) -> None:
        with _alone(self._store) as alone:
            if not alone:
                self._stopping.wait(STANDBY_SECONDS)
                return
            with closing(self._connect()) as topic:
                self._publish(topic)

    def _publish(self, topic: Topic) -> None:
        outbox, sids = self._resume(topic)
        noted = read_checkpoint(self._store) or _NOTHING
        note_at, look = time.monotonic() + CHECKPOINT_SECONDS, SHORTEST_LOOK_SECONDS
        while not self._stopping.is_set():
            self._awake.clear()
            if records := outbox.read(PAGE):
                began_ns = time.time_ns()
                topic.publish(records)
                _trace(records, began_ns)
                self.published += len(records)
                sids |= {record.partition: record.sid for record in records}
                look = SHORTEST_LOOK_SECONDS
            if time.monotonic() >= note_at:
                noted = self._note(noted, Checkpoint(outbox.scanned, dict(sids)))
                note_at = time.monotonic() + CHECKPOINT_SECONDS
            if not records:
                self._awake.wait(look)
                look = min(2 * look, LONGEST_LOOK_SECONDS)
        self._note(noted, Checkpoint(outbox.scanned, dict(sids)))

    def _resume(self, topic: Topic) -> tuple[Outbox, dict[int, int]]:
        """The log behind what the topic holds, and the last `sid` that it holds of each partition."""
        tails, noted = topic.tails(), read_checkpoint(self._store)
        sids = {each: tails[each].sid if each in tails else 0 for each in range(PARTITIONS)}
        for tail in tails.values():
            self._must_be_ours(tail)
        if noted is None:
            return Outbox(self._store, dict(sids), min(sids.values())), sids
        for partition, sid in noted.sids.items():
            if sids[partition] < sid:
                raise TopicDiffers(_EMPTIED.format(self._place(partition), sids[partition], sid, self._store.service))
        return Outbox(self._store, dict(sids), noted.scanned), sids

    def _must_be_ours(self, tail: Record) -> None:
        found = self._store.log(tail.sid - 1, 1)
        if [(each.position, str(each.id)) for each in found] != [(tail.sid, tail.headers.get("ce_id"))]:
            raise TopicDiffers(_FOREIGN.format(self._place(tail.partition), tail.sid, self._store.service))

    def _place(self, partition: int) -> str:
        return f"{topic_of(self._store.service)}[{partition}]"

    def _note(self, noted: Checkpoint, reached: Checkpoint) -> Checkpoint:
        """Save what of `reached` is further than `noted`, without standing in the way of those who append."""
        moved = {_name(self._store): reached.scanned} if reached.scanned > noted.scanned else {}
        moved |= {_name(self._store, each): sid for each, sid in reached.sids.items() if sid > noted.sids[each]}
        if moved:
            engine = self._store.recorder.engine
            with engine.connect().execution_options(writing=True) as connection, connection.begin():
                for name, sid in moved.items():
                    self._store.recorder.insert_tracking(Tracking(name, sid), connection)
            self._at("after checkpoint")
        return reached


_NOTHING = Checkpoint(0, dict.fromkeys(range(PARTITIONS), 0))
_EMPTIED = (
    "{0} dừng ở {1} dù đã có đến {2}: chủ đề đã bị xoá hoặc tạo lại. Nếu chủ ý: thidua relay republish {3}\n"
    "{0} ends at {1}, though it held {2}: it was emptied or made anew. If that was meant: thidua relay republish {3}"
)
_FOREIGN = (
    "{0} kết thúc bằng sự kiện {1} mà nhật ký của {2} không có: cơ sở dữ liệu cũ hơn chủ đề, hoặc thuộc hệ thống khác. "
    "Hãy khôi phục bản mới hơn, hoặc xoá chủ đề rồi chạy: thidua relay republish {2}\n"
    "{0} ends with an event {1} that the log of {2} does not have: the database is older than the topic, or belongs to "
    "another installation. Restore the newer one, or empty the topic and then: thidua relay republish {2}"
)


def _trace(records: Sequence[Record], began_ns: int) -> None:
    if tracing.tracing():
        for record in records:
            envelope = Envelope.of(record.headers)
            tracing.sent(envelope.type.rpartition(".")[2], envelope.correlation, envelope.id, began_ns)


@contextmanager
def _alone(store: Store) -> Iterator[bool]:
    """Whether this is the service's one relay on PostgreSQL, for as long as the block lasts; the others stand by.

    The lock only spares relays the fight; what keeps their records apart is that the broker refuses all but the latest.
    """
    engine = store.recorder.engine
    if engine.dialect.name != "postgresql":
        yield True
        return
    number = int.from_bytes(hashlib.sha256(f"{store.service}.relay".encode()).digest()[:8], signed=True)
    connection = own_connection(engine)  # closing it, or its end, gives the lock back
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT pg_try_advisory_lock(%s)", (number,))
        yield cursor.fetchone() == (True,)
    finally:
        connection.close()
