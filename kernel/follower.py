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
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from eventsourcing.persistence import IntegrityError, Tracking

from kernel import tracing
from kernel.aggregate import Act, Aggregate
from kernel.explanation import Text
from kernel.metrics import FACTS, RETRIES
from kernel.recorder import PARKED
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.store import Store
from kernel.transport import Consumer, Measured, Transport
from kernel.wire import Envelope, Record, Undecodable, decode, service_of, topic_of

A = TypeVar("A", bound=Aggregate)

BATCH = 200  # most facts of one transaction
PARKED_LIMIT = 100  # most parked facts before it stops: a bad release must not empty a topic into the lot
POLL_SECONDS = 0.5
MEASURE_SECONDS = 1.0  # how often it asks how much there is still to read, while there is any
SOONEST_LOOK_SECONDS, LATER, LOOK_SECONDS = 0.02, 1.25, 0.1
"""Who waits looks for himself, soon and then ever later: a ring of the doorbell may be lost."""
_WAITING = sa.select(PARKED.c.topic, PARKED.c.subject).where(PARKED.c.follower == sa.bindparam("name"))

log = logging.getLogger(__name__)


class Loss(Exception):
    """A fact names a predecessor that this follower has not taken in."""


class TooManyParked(Exception):
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

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The aggregate as it stands inside this transaction."""
        return self.store.find(kind, id, self.connection)

    def save(self, *aggregates: Aggregate) -> None:
        """Append the aggregates' new events."""
        self.store.append(self.connection, [event for each in aggregates for event in each.collect_events()])


@dataclass(frozen=True)
class Standing:
    """How it stood when it last looked for facts, at `looked_at` of the monotonic clock; None before the first time.

    `newest`: when the last fact of that batch was recorded, "" if there was none, so that it has caught up. `behind`:
    how many messages its sources held beyond, None if the transport cannot tell.
    """

    looked_at: float | None = None
    newest: str = ""
    behind: int | None = None
    measured_at: float = float("-inf")


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
        self.hears = hears
        self.services = tuple(hears)
        self._kinds = {
            f"thidua.{service}.v1.{kind.__name__}": (service, kind)
            for service, kinds in hears.items()
            for kind in kinds
        }
        self._now = now
        self._stopping = threading.Event()
        self._progress = threading.Condition()
        self._rings = 0
        self.failure: BaseException | None = None
        self.standing = Standing()

    def onto(self, store: Store) -> Follower:
        """The same ears without the reactions, for views of `store` that are made anew."""
        return Follower(self.name, store, self.hears, {}, self._now)

    def saved(self, topic: str, partition: int, connection: sa.Connection | None = None) -> int:
        """The `sid` this follower has taken in of a partition, 0 before the first."""
        return self.store.recorder.max_tracking_id(self._position_name(topic, partition), connection) or 0

    def _position_name(self, topic: str, partition: int) -> str:
        return f"{self.name}<{topic}[{partition}]"

    def wait(self, service: str, partition: int, sid: int, timeout_seconds: float) -> bool:
        """Whether the follower, in this process or another, takes in that fact within the timeout."""
        deadline, look = time.monotonic() + timeout_seconds, SOONEST_LOOK_SECONDS
        while True:
            rings = self._rings
            if self.saved(topic_of(service), partition) >= sid:
                return True
            if (left := deadline - time.monotonic()) <= 0:
                return False
            with self._progress:
                if rings == self._rings:  # nobody rang while it asked
                    self._progress.wait(min(left, look := min(look * LATER, LOOK_SECONDS)))

    def look_again(self) -> None:
        """Have whoever waits look now: something may have been taken in, here or in another process."""
        with self._progress:
            self._rings += 1
            self._progress.notify_all()

    def run(self, transport: Transport) -> None:
        """Follow until `stop`; on anything unexpected remember it in `failure` and stop, taking nothing further in."""
        try:
            with closing(transport.consumer(self.name, self.services, self.saved)) as consumer:
                while not self._stopping.is_set():
                    self.step(consumer, POLL_SECONDS)
        except BaseException as error:
            self.failure = error
            log.exception("follower %s stopped", self.name)
            raise

    def stop(self) -> None:
        """Ask `run` to return after the batch it is in."""
        self._stopping.set()

    def step(self, consumer: Consumer, timeout_seconds: float = 0.0) -> int:
        """Take in one batch; how many records it held. A batch that cannot be taken whole is taken one by one."""
        records = consumer.poll(timeout_seconds, BATCH)
        self._measure(consumer, records)
        if not records:
            return 0
        try:
            self._take_each_or_park(records)
        except IntegrityError:  # another follower of this name was faster; its positions are ours
            RETRIES.labels(self.name).inc()
            consumer.rewind()
        self.look_again()
        return len(records)

    def _measure(self, consumer: Consumer, records: Sequence[Record]) -> None:
        now, newest = time.monotonic(), records[-1].headers.get("ce_time", "") if records else ""
        self.standing = replace(self.standing, looked_at=now, newest=newest)
        if isinstance(consumer, Measured) and (not records or now > self.standing.measured_at + MEASURE_SECONDS):
            self.standing = replace(self.standing, behind=consumer.behind(), measured_at=now)

    def _take_each_or_park(self, records: Sequence[Record]) -> None:
        try:
            self._take(records)
        except (Undecodable, Refusal) as error:
            if len(records) == 1:
                self._take(records, reason=str(error))
                return
            for record in records:
                self._take_each_or_park([record])

    def _take(self, records: Sequence[Record], reason: str = "") -> None:
        """Take the records in, in one transaction; park them if there is a `reason`."""
        with self.store.recorder.writing() as connection:
            before = {
                place: self.saved(*place, connection) for place in {(each.topic, each.partition) for each in records}
            }
            reached = dict(before)
            waiting = self._waiting(connection)
            outcomes: Counter[tuple[str, str]] = Counter()
            for record in records:
                place = record.topic, record.partition
                if record.sid <= reached[place]:
                    outcomes[record.topic, "repeated"] += 1
                    continue
                self._must_follow(record, reached[place])
                reached[place] = record.sid
                if reason or (record.topic, record.key) in waiting:
                    self._park(connection, record, reason or "an earlier fact of the same aggregate is parked")
                    outcomes[record.topic, "parked"] += 1
                else:
                    self.take_in(connection, record)
                    outcomes[record.topic, "taken"] += 1
            self._advance(connection, {place: sid for place, sid in reached.items() if sid > before[place]})
        self._count(outcomes)
        self.store.notify()

    def _count(self, outcomes: Mapping[tuple[str, str], int]) -> None:
        for (topic, outcome), count in outcomes.items():
            FACTS.labels(self.name, service_of(topic), outcome).inc(count)

    def _must_follow(self, record: Record, reached: int) -> None:
        prev = record.headers.get("ce_prev", "")
        if prev.isdecimal() and int(prev) != reached:
            raise Loss(
                f"{self.name}: {record.topic}[{record.partition}] {record.sid} follows {prev}, we are at {reached}"
            )

    def _advance(self, connection: sa.Connection, reached: Mapping[tuple[str, int], int]) -> None:
        for place, sid in reached.items():
            self.store.recorder.insert_tracking(Tracking(self._position_name(*place), sid), connection)

    def take_in(self, connection: sa.Connection, record: Record) -> None:
        """Give one record its effect, view rows and reactions, inside this transaction; positions are the caller's.

        Raises:
            Undecodable: it does not hold what its headers say.
            Refusal: a rule says no.
        """
        envelope = Envelope.of(record.headers)
        if (envelope.sid, str(envelope.subject), topic_of(envelope.source)) != (record.sid, record.key, record.topic):
            raise Undecodable("the headers belong to another record")
        known = self._kinds.get(envelope.type)
        if known is None:
            return
        fact = decode(*known, record.value)
        of, cause, name = envelope.correlation, envelope.id, f"take {known[1].__name__}"
        with tracing.correlated(of), tracing.span(name, of=of, cause=cause, kind="consumer", follower=self.name):
            for view in self.store.views:
                if hear := view.hear.get(known[1]):
                    hear(connection, fact, envelope)
            if react := self.reactions.get(known[1]):
                react(Reaction(self.store, connection, envelope, self._now()), fact)

    def _waiting(self, connection: sa.Connection) -> set[tuple[str, str]]:
        """The aggregates, by topic and subject, of which a fact is parked: the later ones must wait behind it."""
        return {*self.store.recorder.rows(_WAITING, {"name": self.name}, connection)}

    def _park(self, connection: sa.Connection, record: Record, reason: str) -> None:
        parked = sa.select(sa.func.count()).select_from(PARKED).where(PARKED.c.follower == self.name)
        if (count := connection.execute(parked).scalar_one()) >= PARKED_LIMIT:
            raise TooManyParked(f"{self.name}: {count} facts are parked; `thidua parked list` tells which and why")
        row = {
            "follower": self.name,
            "topic": record.topic,
            "partition": record.partition,
            "sid": record.sid,
            "subject": record.key,
            "headers": json.dumps(dict(record.headers)),
            "value": record.value,
            "reason": reason,
            "parked_at": self._now().isoformat(),
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
