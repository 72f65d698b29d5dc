"""One service's append-only log as SQLAlchemy Core tables: the library's process recorder, on SQLite and PostgreSQL.

Positions are explicit and gap-free: they are drawn inside the one transaction that may write, so a reader that has seen
position *n* has seen every event before it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, cast
from uuid import UUID

import sqlalchemy as sa
from eventsourcing.persistence import IntegrityError, Notification, ProcessRecorder, StoredEvent, Tracking
from sqlalchemy.sql.compiler import SQLCompiler

EVERYTHING = 2**63 - 1
"""No limit, in words that every database reads alike."""

METADATA = sa.MetaData()
"""The tables every service has; each service's migrations own them together with its views."""

EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("originator_id", sa.Uuid, nullable=False),
    sa.Column("originator_version", sa.Integer, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("state", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("originator_id", "originator_version", name="uq_events_originator"),
)

TRACKING = sa.Table(
    "tracking",
    METADATA,
    sa.Column("application_name", sa.Text, primary_key=True),
    sa.Column("notification_id", sa.BigInteger, nullable=False),
)

ANSWERS = sa.Table(
    "answers",
    METADATA,
    sa.Column("principal", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("receipt", sa.Text, nullable=False),
)
"""First answers of commands that carried an Idempotency-Key."""


def _unheard() -> tuple[sa.Column[Any], ...]:
    """The columns of a fact that was not taken in: the whole record, and why."""
    return (
        sa.Column("follower", sa.Text, primary_key=True),
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("partition", sa.Integer, primary_key=True),
        sa.Column("sid", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("parked_at", sa.Text, nullable=False),
    )


PARKED = sa.Table("parked", METADATA, *_unheard())
"""Facts of other services that could not be taken in, kept whole with the reason for an operator to deal with."""

DROPPED = sa.Table(
    "dropped",
    METADATA,
    *_unheard(),
    sa.Column("dropped_by", sa.Text, nullable=False),
    sa.Column("dropped_at", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)
"""Parked facts that an operator gave up, still whole: who did, when and why. They have no effect, nor in a replay."""


def open_engine(url: str | Path) -> sa.Engine:
    """An engine for a service's database: a path is a SQLite file (WAL, `synchronous=FULL`), else a database URL.

    On SQLite a transaction opened with the execution option `writing=True` takes the write lock at once, so that two
    writers queue instead of failing half-way.
    """
    if not isinstance(url, Path):
        return sa.create_engine(url, hide_parameters=True)  # an error names the statement, never whose data it was
    location = sa.URL.create("sqlite", database=str(url))
    engine = sa.create_engine(location, pool_size=20, max_overflow=40, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        driver: Any = connection.connection.dbapi_connection  # a tenth of a command was spent on the way to it
        driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


class _Prepared:
    """A statement compiled once and handed straight to the driver: SQLAlchemy's way there costs ten such queries."""

    def __init__(self, statement: sa.Executable, dialect: sa.Dialect) -> None:
        compiled = cast("SQLCompiler", statement.compile(dialect=dialect))  # type: ignore[attr-defined]
        self._text = str(compiled)
        self._order = compiled.positiontup
        bind = {name: each.type.dialect_impl(dialect).bind_processor(dialect) for name, each in compiled.binds.items()}
        self._bind = {name: process for name, process in bind.items() if process is not None}
        self._fixed = {name: each.value for name, each in compiled.binds.items() if not each.required}

    def execute(self, driver: Any, values: Mapping[str, Any]) -> Any:
        """The driver's cursor with the answer; values that the statement does not name are not looked at."""
        bound = {**self._fixed, **values, **{name: process(values[name]) for name, process in self._bind.items()}}
        return driver.execute(self._text, bound if self._order is None else [bound[name] for name in self._order])


class SqlRecorder(ProcessRecorder):
    """Inserts and selects stored events, tracking and whatever else belongs into the same transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._writers = threading.Lock()
        self._writer = 0
        self._prepared: dict[sa.Executable, _Prepared] = {}
        self._id: Callable[[Any], UUID] = UUID if engine.dialect.name == "sqlite" else lambda found: found

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """The one write transaction of this process: all of it is committed, or none.

        Raises:
            RuntimeError: this thread is in one already, and would wait for itself for ever.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("a write transaction was opened inside another: pass its connection on")
        with self._writers, self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            self._writer = threading.get_ident()
            try:
                yield connection
            finally:
                self._writer = 0

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database from its first query to its last."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def _prepare(self, statement: sa.Executable) -> _Prepared:
        if statement not in self._prepared:
            self._prepared[statement] = _Prepared(statement, self.engine.dialect)
        return self._prepared[statement]

    @contextmanager
    def _driver(self, connection: sa.Connection | None) -> Iterator[Any]:
        """The driver's connection: that of the transaction, else one of the pool for a single statement."""
        if connection is not None:
            yield connection.connection.dbapi_connection
            return
        pooled = self.engine.raw_connection()
        try:
            yield pooled.dbapi_connection
        finally:
            pooled.close()

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
        with nullcontext(connection) if connection else self.writing() as transaction:
            try:
                if tracking is not None:
                    self._track(transaction, tracking)
                return self._append(transaction, stored_events)
            except sa.exc.IntegrityError as error:
                raise IntegrityError(str(error.orig)) from error

    def _append(self, connection: sa.Connection, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        if not stored_events:
            return []
        [found] = self._prepare(_LAST_POSITION).execute(connection.connection.dbapi_connection, {}).fetchone()
        last = found or 0
        rows = [
            {
                "position": last + ordinal,
                "originator_id": stored.originator_id,
                "originator_version": stored.originator_version,
                "topic": stored.topic,
                "state": stored.state,
            }
            for ordinal, stored in enumerate(stored_events, start=1)
        ]
        connection.execute(_INSERT_EVENTS, rows)
        return list(range(last + 1, last + 1 + len(rows)))

    @staticmethod
    def _track(connection: sa.Connection, tracking: Tracking) -> None:
        facts = {"application_name": tracking.application_name, "notification_id": tracking.notification_id}
        moved = connection.execute(_ADVANCE, {"name": facts["application_name"], "sid": facts["notification_id"]})
        if moved.rowcount:
            return
        reached = connection.execute(_TRACKED, {"name": tracking.application_name}).scalar_one_or_none()
        if reached is not None:
            raise IntegrityError(f"{tracking.application_name} is at {reached}, {tracking.notification_id} is a repeat")
        connection.execute(TRACKING.insert(), facts)

    def insert_tracking(self, tracking: Tracking, connection: sa.Connection | None = None) -> None:
        """Record that a follower has reached a position, or raise `IntegrityError` if it had."""
        self.insert_events([], tracking=tracking, connection=connection)

    def max_tracking_id(self, application_name: str, connection: sa.Connection | None = None) -> int | None:
        """The position this follower has reached, None before the first."""
        with nullcontext(connection) if connection else self.reading() as transaction:
            return transaction.execute(_TRACKED, {"name": application_name}).scalar_one_or_none()

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


_STREAM = sa.select(EVENTS.c.originator_id, EVENTS.c.originator_version, EVENTS.c.topic, EVENTS.c.state)
_LAST_POSITION = sa.select(sa.func.max(EVENTS.c.position))
_PAGE = (
    sa.select(EVENTS.c.position, *_STREAM.selected_columns)
    .where(EVENTS.c.position > sa.bindparam("after"))
    .order_by(EVENTS.c.position)
    .limit(sa.bindparam("limit"))
)
_INSERT_EVENTS = EVENTS.insert()
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
