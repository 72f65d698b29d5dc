"""Taking in other services' facts so that each has its effect once, whatever is redelivered, killed or late.

One transaction of the follower's own database holds the position in the source, the view rows and the events that the
fact caused. A fact at or below the position is a repeat and is skipped; one whose `prev` is not the position reveals a
loss and stops the follower. A fact that cannot be decoded, or that a rule refuses, is parked with its reason, and so is
every later fact of the same aggregate; above a limit, or on anything unexpected, the follower stops.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from eventsourcing.persistence import Tracking

from kernel.aggregate import Act, Aggregate
from kernel.explanation import Text
from kernel.recorder import PARKED
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.store import Store
from kernel.transport import Consumer, Transport
from kernel.wire import Envelope, Record, Undecodable, decode, topic_of

A = TypeVar("A", bound=Aggregate)

BATCH = 200
"""Most facts of one transaction."""
PARKED_LIMIT = 100
"""Most parked facts before the follower stops: a bad release must not empty a topic into the lot."""
POLL_SECONDS = 0.5

log = logging.getLogger(__name__)


class Loss(Exception):  # noqa: N818 (a finding, not a fault of this code)
    """A fact names a predecessor that this follower has not taken in."""


class TooManyParked(Exception):  # noqa: N818
    """More facts are parked than an operator can have meant to leave."""


@dataclass(frozen=True)
class Reaction:
    """What a reaction may do, inside the transaction that takes the fact in."""

    store: Store
    connection: sa.Connection
    envelope: Envelope
    now: datetime

    def act(self, actor: str) -> Act:
        """The circumstances of the events this fact causes: by the reaction, when the fact was true, because of it."""
        envelope = self.envelope
        return Act(actor, max(self.now, envelope.effective), envelope.effective, envelope.correlation, envelope.id)

    def find(self, kind: type[A], id: UUID) -> A | None:  # noqa: A002
        """The aggregate as it stands inside this transaction."""
        return self.store.find(kind, id, self.connection)

    def save(self, *aggregates: Aggregate) -> None:
        """Append the aggregates' new events."""
        self.store.append(self.connection, [event for each in aggregates for event in each.collect_events()])


React = Callable[[Reaction, Any], None]


class Follower:
    """Takes the facts of `hears` (source service → consumer dataclasses) into the store's views and reactions.

    `name` is permanent: it keys the positions. `reactions` maps a consumer dataclass to the function that may record
    events because of it.
    """

    def __init__(
        self,
        name: str,
        store: Store,
        hears: Mapping[str, Sequence[type[Any]]],
        reactions: Mapping[type[Any], React],
        now: Callable[[], datetime],
    ) -> None:
        self.name = name
        self.store = store
        self.reactions = reactions
        self.services = tuple(hears)
        self._kinds = {
            f"thidua.{service}.v1.{kind.__name__}": (service, kind)
            for service, kinds in hears.items()
            for kind in kinds
        }
        self._now = now
        self._stopping = threading.Event()
        self._progress = threading.Condition()
        self.failure: BaseException | None = None

    def saved(self, topic: str, partition: int, connection: sa.Connection | None = None) -> int:
        """The `sid` this follower has taken in of a partition, 0 before the first."""
        return self.store.recorder.max_tracking_id(self._position_name(topic, partition), connection) or 0

    def _position_name(self, topic: str, partition: int) -> str:
        return f"{self.name}<{topic}[{partition}]"

    def wait(self, service: str, partition: int, sid: int, timeout_seconds: float) -> bool:
        """Whether the follower takes in that fact within the timeout."""
        with self._progress:
            return self._progress.wait_for(lambda: self.saved(topic_of(service), partition) >= sid, timeout_seconds)

    def run(self, transport: Transport) -> None:
        """Follow until `stop`; on anything unexpected remember it in `failure` and stop, taking nothing further in."""
        consumer = transport.consumer(self.name, self.services, self.saved)
        try:
            while not self._stopping.is_set():
                self.step(consumer, POLL_SECONDS)
        except BaseException as error:
            self.failure = error
            log.exception("follower %s stopped", self.name)
            raise
        finally:
            consumer.close()

    def stop(self) -> None:
        """Ask `run` to return after the batch it is in."""
        self._stopping.set()

    def step(self, consumer: Consumer, timeout_seconds: float = 0.0) -> int:
        """Take in one batch; how many records it held. A batch that cannot be taken whole is taken one by one."""
        records = consumer.poll(timeout_seconds, BATCH)
        if not records:
            return 0
        try:
            self._take(records)
        except (Undecodable, Refusal):
            for record in records:
                self._take_or_park(record)
        with self._progress:
            self._progress.notify_all()
        return len(records)

    def _take_or_park(self, record: Record) -> None:
        try:
            self._take([record])
        except (Undecodable, Refusal) as error:
            with self.store.recorder.writing() as connection:
                self._advance(connection, record)
                self._park(connection, record, str(error))

    def _take(self, records: Sequence[Record]) -> None:
        with self.store.recorder.writing() as connection:
            for record in records:
                if not self._guarded(connection, record):
                    continue
                if self._is_waiting(connection, record):
                    self._park(connection, record, "an earlier fact of the same aggregate is parked")
                else:
                    self._apply(connection, record)
        if self.reactions:
            self.store.notify()

    def _guarded(self, connection: sa.Connection, record: Record) -> bool:
        """Advance the position to this record; False for a repeat, `Loss` when something before it is missing."""
        reached = self.saved(record.topic, record.partition, connection)
        if record.sid <= reached:
            return False
        prev = Envelope.of(record.headers).prev
        if prev != reached:
            raise Loss(
                f"{self.name}: {record.topic}[{record.partition}] {record.sid} follows {prev}, we are at {reached}"
            )
        self._advance(connection, record)
        return True

    def _advance(self, connection: sa.Connection, record: Record) -> None:
        name = self._position_name(record.topic, record.partition)
        self.store.recorder.insert_tracking(Tracking(name, record.sid), connection)

    def _apply(self, connection: sa.Connection, record: Record) -> None:
        envelope = Envelope.of(record.headers)
        known = self._kinds.get(envelope.type)
        if known is None:
            return
        fact = decode(*known, record.value)
        for view in self.store.views:
            if hear := view.hear.get(known[1]):
                hear(connection, fact, envelope)
        if react := self.reactions.get(known[1]):
            react(Reaction(self.store, connection, envelope, self._now()), fact)

    def _is_waiting(self, connection: sa.Connection, record: Record) -> bool:
        query = sa.select(PARKED.c.sid).where(
            PARKED.c.follower == self.name, PARKED.c.topic == record.topic, PARKED.c.subject == record.key
        )
        return connection.execute(query.limit(1)).first() is not None

    def _park(self, connection: sa.Connection, record: Record, reason: str) -> None:
        count = connection.execute(
            sa.select(sa.func.count()).select_from(PARKED).where(PARKED.c.follower == self.name)
        ).scalar_one()
        if count >= PARKED_LIMIT:
            raise TooManyParked(f"{self.name}: {count} facts are parked; last reason: {reason}")
        row = {
            "follower": self.name,
            "topic": record.topic,
            "partition": record.partition,
            "sid": record.sid,
            "subject": record.key,
            "headers": json.dumps(dict(record.headers)),
            "value": record.value,
            "reason": reason,
        }
        connection.execute(PARKED.insert(), row)


class Behind(Refusal):
    """A read asked to wait for a fact that has not arrived in time."""

    code = "not-yet"
    kind = Kind.UNAVAILABLE
    title = Text("Dữ liệu chưa tới kịp", "The data has not arrived yet")
    detail = Text(
        "Dịch vụ chưa nhận được {token} sau {seconds} giây; hãy thử lại.",
        "This service has not taken in {token} after {seconds} seconds; try again.",
    )
    source = HOUSE_RULE
    fields = ("Wait-For",)
