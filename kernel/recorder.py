"""One service's append-only log as SQLAlchemy Core tables: the library's process recorder, on SQLite and PostgreSQL.

Positions are explicit and gap-free: they are drawn inside the one transaction that may write, so a reader that has seen
position *n* has seen every event before it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, NoReturn, cast
from uuid import UUID

import sqlalchemy as sa
from eventsourcing.persistence import IntegrityError, Notification, ProcessRecorder, StoredEvent, Tracking

from kernel.appending import Appender, KeptCursor, Write, all_events, shared_out
from kernel.database import ANSWERS, DROPPED, EVENTS, METADATA, PARKED, TRACKING, open_engine
from kernel.group_commit import GroupCommit, OutcomeUnknown
from kernel.statements import Prepared, Row

__all__ = ["ANSWERS", "DROPPED", "EVENTS", "METADATA", "PARKED", "TRACKING", "SqlRecorder", "Write", "open_engine"]

EVERYTHING = 2**63 - 1
"""No limit, in words that every database reads alike."""


class SqlRecorder(ProcessRecorder):
    """Inserts and selects stored events, tracking and whatever else belongs into the same transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._writers = threading.Lock()
        self._writer = 0
        self._appender = Appender(engine)
        self._kept = KeptCursor(engine)
        self._operational = engine.dialect.loaded_dbapi.OperationalError
        self._prepared: dict[sa.Executable, Prepared] = {}
        self._group = GroupCommit(self._carry_out)
        self._id: Callable[[Any], UUID] = UUID if engine.dialect.name == "sqlite" else lambda found: found

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """The one write transaction of this process: all of it is committed, or none. Other processes' wait for it.

        Raises:
            RuntimeError: this thread is in one already, and would wait for itself for ever.
        """
        self._must_not_be_inside()
        with self._writers, self.engine.connect() as connection:
            connection.execution_options(writing=True, appending=True)
            with connection.begin():
                self._writer = threading.get_ident()
                try:
                    yield connection
                finally:
                    self._writer = 0

    def _must_not_be_inside(self) -> None:
        if self._writer == threading.get_ident():
            raise RuntimeError("a write transaction was opened inside another: pass its connection on")

    def write(self, write: Write) -> Any:
        """The result of `write` in a transaction that it shares with those who wait at the same moment.

        One that fails fails alone: the others are done without it.

        Raises:
            IntegrityError: an originator already has such a version.
            OutcomeUnknown: the database went away during the commit.
            RuntimeError: this thread is in a write transaction already.
        """
        self._must_not_be_inside()
        return self._group.do(write)

    def _carry_out(self, writes: Sequence[Write]) -> Sequence[object]:
        if self._appender.in_one_statement and all(each.is_plain for each in writes):
            return self._append_alone(writes)
        committing = False
        try:
            with self.writing() as connection:
                firsts = [each.first(connection) for each in writes]
                new = [each for each, first in zip(writes, firsts, strict=True) if first is None]
                places = iter(shared_out(new, self._append(connection, all_events(new))))
                results = [
                    each.result(connection, next(places)) if first is None else first
                    for each, first in zip(writes, firsts, strict=True)
                ]
                committing = True
        except sa.exc.DBAPIError as error:
            if committing and error.connection_invalidated:
                raise OutcomeUnknown(str(error)) from error
            raise
        return results

    def _append_alone(self, writes: Sequence[Write]) -> Sequence[object]:
        """By one statement that is a transaction of its own."""
        with self._writers:
            cursor = None
            try:
                cursor = self._kept.take()
                return shared_out(writes, self._appender.append(cursor, all_events(writes)))
            except self._operational as error:
                if cursor is not None and cursor.connection.closed:
                    raise OutcomeUnknown(str(error)) from error
                raise _away(error) from error

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database from its first query to its last."""
        with self.engine.connect().execution_options(reading=True) as connection, connection.begin():
            yield connection

    def _prepare(self, statement: sa.Executable) -> Prepared:
        if statement not in self._prepared:
            self._prepared[statement] = Prepared(statement, self.engine.dialect)
        return self._prepared[statement]

    @contextmanager
    def _driver(self, connection: sa.Connection | None) -> Iterator[Any]:
        """The driver's connection: that of the transaction, else one of the pool for a single statement.

        Raises:
            sqlalchemy.exc.OperationalError: the database is away; so whoever looks has one kind to know.
        """
        try:
            if connection is not None:
                yield connection.connection.dbapi_connection
                return
            pooled = self.engine.raw_connection()
            try:
                yield pooled.dbapi_connection
            finally:
                pooled.close()
        except self._operational as error:
            raise _away(error) from error

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        tracking: Tracking | None = None,
        connection: sa.Connection | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """Append the events and the tracking, in `connection`'s transaction if one is given; the positions they took.

        Raises:
            IntegrityError: the originator already has such a version, or the tracked position was reached before.
        """
        if connection is None:
            beside = None if tracking is None else partial(self._tracked, tracking)
            return cast("Sequence[int]", self.write(Write(stored_events, then=beside)))
        if tracking is not None:
            self._track(connection, tracking)
        return self._append(connection, stored_events)

    def _append(self, connection: sa.Connection, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        with self._driver(connection) as driver:
            return self._appender.append(driver, stored_events)

    def _tracked(self, tracking: Tracking, connection: sa.Connection, positions: Sequence[int]) -> Sequence[int]:
        self._track(connection, tracking)
        return positions

    def _track(self, connection: sa.Connection, tracking: Tracking) -> None:
        name, sid = tracking.application_name, tracking.notification_id
        with self._driver(connection) as driver:
            if self._prepare(_ADVANCE).execute(driver, {"name": name, "sid": sid}).rowcount:
                return
        if (reached := self.max_tracking_id(name, connection)) is not None:
            raise IntegrityError(f"{name} is at {reached}, {sid} is a repeat")
        connection.execute(TRACKING.insert(), {"application_name": name, "notification_id": sid})

    def insert_tracking(self, tracking: Tracking, connection: sa.Connection | None = None) -> None:
        """Record that a follower has reached a position, or raise `IntegrityError` if it had."""
        self.insert_events([], tracking=tracking, connection=connection)

    def max_tracking_id(self, application_name: str, connection: sa.Connection | None = None) -> int | None:
        """The position this follower has reached, None before the first."""
        found = self.rows(_TRACKED, {"name": application_name}, connection)
        return found[0][0] if found else None

    def rows(self, query: sa.Select[Any], asked: Row, connection: sa.Connection | None = None) -> list[Any]:
        """The rows of a query that is asked again and again, as the driver has them: in one round trip."""
        with self._driver(connection) as driver:
            return list(self._prepare(query).execute(driver, asked).fetchall())

    def select_events(  # noqa: PLR0913 (the library's signature, and the transaction)
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
        connection: sa.Connection | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one aggregate in the order of their versions (backwards if `desc`)."""
        shape = _of_one(gt=gt is not None, lte=lte is not None, desc=desc, limit=limit is not None)
        asked = {"originator": originator_id, "gt": gt, "lte": lte, "limit": limit}
        with self._driver(connection) as driver:
            rows = self._prepare(shape).execute(driver, asked).fetchall()
        return [StoredEvent(originator_id, *row) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int | None,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """A page of the whole log in the order of positions."""
        position = EVENTS.c.position
        query = _STREAM.add_columns(position).order_by(position).limit(limit)
        if start is not None:
            query = query.where(position >= start if inclusive_of_start else position > start)
        if stop is not None:
            query = query.where(position <= stop)
        if topics:
            query = query.where(EVENTS.c.topic.in_(topics))
        with self.reading() as connection:
            return [Notification(*row) for row in connection.execute(query)]

    def page(self, after: int, limit: int | None) -> list[tuple[int, UUID, int, str, bytes]]:
        """(position, originator, version, topic, state) of the events behind `after`: the log as a replay reads it."""
        with self._driver(None) as driver:
            rows = self._prepare(_PAGE).execute(
                driver, {"after": after, "limit": EVERYTHING if limit is None else limit}
            )
            return [(position, self._id(originator), *row) for position, originator, *row in rows]

    def max_notification_id(self) -> int | None:
        """The last position of the log, None while it is empty."""
        with self.reading() as connection:
            last: int | None = connection.execute(_LAST_POSITION).scalar_one()
            return last

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Not offered: other parties follow through `kernel.transport`."""
        raise TypeError(f"follow {self.engine.url.database} (from {gt}, {topics}) through kernel.transport")


def _away(error: Exception) -> sa.exc.OperationalError:
    return sa.exc.OperationalError(None, None, error, hide_parameters=True)


_STREAM = sa.select(EVENTS.c.originator_id, EVENTS.c.originator_version, EVENTS.c.topic, EVENTS.c.state)
_LAST_POSITION = sa.select(sa.func.max(EVENTS.c.position))
_PAGE = (
    sa.select(EVENTS.c.position, *_STREAM.selected_columns)
    .where(EVENTS.c.position > sa.bindparam("after"))
    .order_by(EVENTS.c.position)
    .limit(sa.bindparam("limit"))
)
_TRACKED = sa.select(TRACKING.c.notification_id).where(TRACKING.c.application_name == sa.bindparam("name"))
_ADVANCE = (
    TRACKING.update()
    .where(TRACKING.c.application_name == sa.bindparam("name"), TRACKING.c.notification_id < sa.bindparam("sid"))
    .values(notification_id=sa.bindparam("sid"))
)


@cache
def _of_one(*, gt: bool, lte: bool, desc: bool, limit: bool) -> sa.Select[Any]:
    """One aggregate's events without its id, which the caller knows."""
    version = EVENTS.c.originator_version
    query = sa.select(version, EVENTS.c.topic, EVENTS.c.state)
    query = query.where(EVENTS.c.originator_id == sa.bindparam("originator", type_=EVENTS.c.originator_id.type))
    if gt:
        query = query.where(version > sa.bindparam("gt"))
    if lte:
        query = query.where(version <= sa.bindparam("lte"))
    if limit:
        query = query.limit(sa.bindparam("limit"))
    return query.order_by(version.desc() if desc else version)
