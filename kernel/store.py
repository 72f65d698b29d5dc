"""Load, decide, save: aggregates out of the log, and their new events into it together with views and answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, TypedDict, TypeVar, get_type_hints
from uuid import UUID

import msgspec
import sqlalchemy as sa
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import IntegrityError, Mapper, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic

from kernel import tracing
from kernel.aggregate import Act, Aggregate, event_id
from kernel.explanation import Text
from kernel.identity import Principal
from kernel.recorder import ANSWERS, EVENTS, SqlRecorder, Write
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.statements import add, among
from kernel.views import Recorded, View
from kernel.wire import PARTITIONS, partition_of

A = TypeVar("A", bound=Aggregate)

MANY = 500
"""Most aggregates of one query."""
_STREAMS = sa.select(EVENTS.c.originator_id, EVENTS.c.originator_version, EVENTS.c.topic, EVENTS.c.state).order_by(
    EVENTS.c.originator_id, EVENTS.c.originator_version
)

_ANSWERED = sa.select(ANSWERS.c.fingerprint, ANSWERS.c.receipt).where(
    ANSWERS.c.principal == sa.bindparam("principal"), ANSWERS.c.key == sa.bindparam("key")
)


@dataclass(frozen=True)
class Once:
    """An Idempotency-Key and the hash of the request that came with it first."""

    key: str
    fingerprint: str


@dataclass(frozen=True)
class Command:
    """Who wants something done, the circumstances it will be recorded with, and the terms: once, at this version.

    `rulebook` names the rule set to go by, where it is not that of the day.
    """

    principal: Principal
    act: Act
    once: Once | None = None
    expected_version: int | None = None
    rulebook: str | None = None


@dataclass(frozen=True)
class Receipt:
    """The answer to every command: the aggregate, its version (the ETag), and the token to wait for elsewhere.

    `position` is the place of the last event in this service's log, 0 when nothing changed. `token` names the last
    fact that other services will hear of it in each partition (comma-separated), empty if they will hear none.
    """

    id: UUID
    version: int
    position: int
    token: str = ""
    details: dict[str, Any] = field(default_factory=dict)


_RECEIPT = msgspec.json.Decoder(Receipt)


class Missing(Refusal):
    """There is no such thing."""

    code = "missing"
    kind = Kind.MISSING
    title = Text("Không tìm thấy", "Not found")
    detail = Text("Không có {thing} nào mang mã định danh {id}.", "There is no {thing} with the id {id}.")
    source = HOUSE_RULE
    fields = ("id",)


class StaleVersion(Refusal):
    """The version the client has seen is no longer the last."""

    code = "stale-version"
    kind = Kind.STALE
    title = Text("Dữ liệu đã thay đổi", "The data has changed")
    detail = Text(
        "Bạn đang sửa phiên bản {expected}, nhưng phiên bản hiện tại là {current}; hãy tải lại rồi thực hiện lại.",
        "You are changing version {expected}, but the current version is {current}; reload and try again.",
    )
    source = HOUSE_RULE
    fields = ("If-Match", "expectedVersion")


class WriteConflict(Refusal):
    """Somebody recorded an event on the same aggregate at the same moment; nothing of this command was kept."""

    code = "write-conflict"
    kind = Kind.CONFLICT
    title = Text("Có người vừa ghi trước", "Somebody else recorded first")
    detail = Text(
        "Lệnh dựa trên phiên bản {expected}, nhưng {id} đã ở phiên bản {current}; không có gì được ghi.",
        "The command was based on version {expected}, but {id} is at version {current}; nothing was recorded.",
    )
    source = HOUSE_RULE


class KeyReused(Refusal):
    """An Idempotency-Key came a second time with another request."""

    code = "idempotency-key-reused"
    kind = Kind.INVALID
    title = Text("Idempotency-Key đã dùng cho yêu cầu khác", "The Idempotency-Key was used for another request")
    detail = Text(
        "Khóa {key} đã được trả lời cho một yêu cầu có nội dung khác; hãy dùng khóa mới.",
        "The key {key} has answered a request of another content; use a new key.",
    )
    source = HOUSE_RULE
    fields = ("Idempotency-Key",)


class EventMapper(Mapper[UUID]):
    """Domain events to JSON and back by their type hints, in one typed pass; older shapes pass their upcasters."""

    def __init__(self) -> None:
        """The library's transcoder, cipher and compressor are not used."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """The event as it will lie in the log, for good."""
        kind = type(domain_event)
        members = vars(domain_event)
        state = {name: members[name] for name in _shape(kind).__annotations__}
        if (version := getattr(kind, "class_version", 1)) > 1:
            state["class_version"] = version
        return StoredEvent(
            domain_event.originator_id, domain_event.originator_version, get_topic(kind), msgspec.json.encode(state)
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event object that was saved.

        Raises:
            msgspec.ValidationError: the stored bytes do not have the shape the event class declares.
        """
        stored = stored_event
        return self.event(stored.originator_id, stored.originator_version, stored.topic, stored.state)  # type: ignore[arg-type]

    def event(self, originator_id: UUID, version: int, topic: str, stored: bytes) -> DomainEventProtocol[UUID]:
        """The same from the columns of a row."""
        kind = resolve_topic(topic)
        state = _decode(kind, stored)
        state["originator_id"] = originator_id
        state["originator_version"] = version
        state["timestamp"] = state["act"].at
        found: DomainEventProtocol[UUID] = object.__new__(kind)
        object.__setattr__(found, "__dict__", state)
        return found


@cache
def _shape(kind: Any) -> Any:
    outside = {"originator_id", "originator_version", "timestamp", "originator_id_type"}
    hints = {
        name: hint for name, hint in get_type_hints(kind).items() if name not in outside | {"TOPIC", "class_version"}
    }
    return TypedDict(kind.__name__, hints)  # type: ignore[operator]


_LEARNING = threading.Lock()
"""msgspec learns a class at its first use; two threads that have it learn one at the same moment crash the process."""


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[dict[str, Any]]:
    with _LEARNING:
        return msgspec.json.Decoder(_shape(kind))


def _decode(kind: Any, state: bytes) -> dict[str, Any]:
    if (current := getattr(kind, "class_version", 1)) == 1:
        return _decoder(kind).decode(state)
    raw = msgspec.json.decode(state, type=dict[str, Any])
    for version in range(raw.pop("class_version", 1), current):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(raw)
    with _LEARNING:
        return msgspec.convert(raw, _shape(kind))  # type: ignore[no-any-return]


class Store:
    """One service's log with the views, answers and tracking that share its transactions.

    `announce` is the service's translation from private events to published facts (None for those that stay private);
    the store asks it only which events others will hear of, and `private` names those that never are. `changed`
    callbacks run after each commit that appended.
    """

    def __init__(
        self,
        service: str,
        engine: sa.Engine,
        views: Sequence[View],
        announce: Callable[[Any], object | None],
        private: Collection[type[Any]] = (),
    ) -> None:
        self.service = service
        self.views = views
        self.announce = announce
        self.private = frozenset(get_topic(kind) for kind in private)
        self.recorder = SqlRecorder(engine)
        self.mapper = EventMapper()
        self.changed: list[Callable[[], None]] = []

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A read transaction for queries on the views."""
        return self.recorder.reading()

    def load(self, kind: type[A], id: UUID, expected_version: int | None = None) -> A:
        """The aggregate as its events left it.

        Raises:
            Missing: it has no event, or is of another kind.
            StaleVersion: it is not at `expected_version`.
        """
        with tracing.span("load", service=self.service, aggregate=kind.__name__):
            aggregate = self.find(kind, id)
        tracing.loaded()
        if aggregate is None:
            raise Missing(thing=kind.CALLED, id=id)
        if expected_version is not None and aggregate.version != expected_version:
            raise StaleVersion(expected=expected_version, current=aggregate.version)
        return aggregate

    def find(self, kind: type[A], id: UUID, connection: sa.Connection | None = None) -> A | None:
        """The aggregate, or None if there is none of this kind; inside `connection`'s transaction if one is given."""
        aggregate: Any = None
        for stored in self.recorder.select_events(id, connection=connection):
            event: Any = self.mapper.to_domain_event(stored)
            aggregate = event.mutate(aggregate)
        return aggregate if isinstance(aggregate, kind) else None

    def find_many(self, kind: type[A], ids: Sequence[UUID], connection: sa.Connection) -> list[A | None]:
        """The aggregate of each id, None where there is none of this kind, by few queries."""
        found: dict[UUID, Any] = {}
        for start in range(0, len(ids), MANY):
            asked = _STREAMS.where(among(connection, EVENTS.c.originator_id, ids[start : start + MANY]))
            for id, *row in connection.execute(asked):
                event: Any = self.mapper.event(id, *row)
                found[id] = event.mutate(found.get(id))
        return [each if isinstance(each := found.get(id), kind) else None for id in ids]

    def history(self, id: UUID) -> list[Recorded]:
        """Every event of one aggregate with its place in the log, in order."""
        stream = sa.select(EVENTS).where(EVENTS.c.originator_id == id).order_by(EVENTS.c.originator_version)
        with self.reading() as connection:
            return [self._recorded(row) for row in connection.execute(stream)]

    def log(self, after: int = 0, limit: int | None = None) -> list[Recorded]:
        """The events behind position `after`, in the order they were recorded."""
        event: Any = self.mapper.event
        return [Recorded(event(*row), position) for position, *row in self.recorder.page(after, limit)]

    def _recorded(self, row: Any) -> Recorded:
        stored = StoredEvent(row.originator_id, row.originator_version, row.topic, row.state)
        return Recorded(self.mapper.to_domain_event(stored), row.position)  # type: ignore[arg-type]

    def answered(self, command: Command, connection: sa.Connection | None = None) -> Receipt | None:
        """The first answer to this command's Idempotency-Key, None if it is new.

        Raises:
            KeyReused: the key came first with another request.
        """
        if command.once is None:
            return None
        asked = {"principal": command.principal.id, "key": command.once.key}
        if not (found := self.recorder.rows(_ANSWERED, asked, connection)):
            return None
        [(fingerprint, receipt)] = found
        if fingerprint != command.once.fingerprint:
            raise KeyReused(key=command.once.key)
        return _RECEIPT.decode(receipt)

    def save(
        self,
        command: Command,
        *aggregates: Aggregate,
        details: Mapping[str, Any] | None = None,
        alongside: Callable[[sa.Connection], None] | None = None,
    ) -> Receipt:
        """Commit the new events of `aggregates`, the views' rows, the answer and `alongside`: all of it or nothing.

        The receipt is about the first aggregate. A key that was answered meanwhile gives that first answer.

        Raises:
            WriteConflict: somebody recorded on one of the aggregates since it was loaded.
        """
        pending = [event for aggregate in aggregates for event in aggregate.collect_events()]

        def then(connection: sa.Connection, positions: Sequence[int]) -> Receipt:
            recorded = self._project(connection, pending, positions)
            if alongside is not None:
                alongside(connection)
            receipt = self._receipt(aggregates[0], recorded, details or {})
            self._keep(connection, command, receipt)
            return receipt

        stored = [self.mapper.to_stored_event(event) for event in pending]
        unless = None if command.once is None else partial(self.answered, command)
        tracing.decided(command.act.correlation)
        try:
            with tracing.span("save", of=command.act.correlation, service=self.service):
                receipt: Receipt = self.recorder.write(Write(stored, unless, then))
                self._tell(pending)
        except IntegrityError as error:
            raise self._conflict(pending) from error
        self.notify()
        return receipt

    def append(self, connection: sa.Connection, events: Iterable[Any]) -> list[Recorded]:
        """Append events and their view rows inside a write transaction that is open already."""
        pending = list(events)
        stored = [self.mapper.to_stored_event(event) for event in pending]
        try:
            positions = self.recorder.insert_events(stored, connection=connection)
        except IntegrityError as error:
            raise self._conflict(pending) from error
        self._tell(pending)
        return self._project(connection, pending, positions)

    def _project(self, connection: sa.Connection, events: Sequence[Any], positions: Sequence[int]) -> list[Recorded]:
        recorded = [Recorded(event, position) for event, position in zip(events, positions, strict=True)]
        for each in recorded:
            for view in self.views:
                if view.project is not None:
                    view.project(connection, each)
        return recorded

    def _keep(self, connection: sa.Connection, command: Command, receipt: Receipt) -> None:
        """Remember the answer for whoever comes with the same key again."""
        if command.once is not None:
            answer = {
                "principal": command.principal.id,
                "key": command.once.key,
                "fingerprint": command.once.fingerprint,
                "receipt": msgspec.json.encode(receipt).decode(),
            }
            add(connection, ANSWERS, answer)

    @staticmethod
    def _tell(events: Iterable[Any]) -> None:
        """Leave a span for each event, that what it causes elsewhere hangs below."""
        if tracing.tracing():
            for event in events:
                tracing.recorded(type(event).TOPIC, event_id(event.originator_id, event.originator_version))

    def notify(self) -> None:
        """Tell whoever waits for new events that there may be some."""
        for callback in self.changed:
            callback()

    def _receipt(self, aggregate: Aggregate, recorded: Sequence[Recorded], details: Mapping[str, Any]) -> Receipt:
        last = {
            partition_of(each.event.originator_id, PARTITIONS): each.position
            for each in recorded
            if self.announce(each.event) is not None
        }
        token = ",".join(f"{self.service}:{partition}:{sid}" for partition, sid in sorted(last.items()))
        position = recorded[-1].position if recorded else 0
        return Receipt(aggregate.id, aggregate.version, position, token, dict(details))

    def _conflict(self, events: Sequence[Any]) -> WriteConflict:
        newest = sa.func.max(EVENTS.c.originator_version)
        with self.reading() as connection:
            for event in events:
                found = connection.execute(
                    sa.select(newest).where(EVENTS.c.originator_id == event.originator_id)
                ).scalar()
                if found is not None and found >= event.originator_version:
                    return WriteConflict(id=event.originator_id, expected=event.originator_version - 1, current=found)
        event = events[0]  # the other event is this very transaction's, which nobody else sees yet
        return WriteConflict(
            id=event.originator_id, expected=event.originator_version - 1, current=event.originator_version
        )
