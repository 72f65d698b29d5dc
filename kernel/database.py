"""A service's database: the tables every service has, and how one is opened, be it a SQLite file or PostgreSQL.

A transaction says by an execution option what it is for. `writing=True` may write: on SQLite it takes the file's write
lock at once, so that two writers queue instead of failing half-way. `appending=True` writes to the log: it queues, on
PostgreSQL behind the row of `log_head`. `reading=True` sees one state from its first query to its last.
"""

from __future__ import annotations

import select
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kernel.explanation import Text
from kernel.statements import AsItIs, Column, gather

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
    sa.Index("ix_events_topic", "topic", "position"),  # the way past what is never announced: see kernel.feed_reading
)

LOG_HEAD = sa.Table("log_head", METADATA, sa.Column("position", sa.BigInteger, nullable=False))
"""One row: the position of the last event. Whoever appends holds it until he commits, so that positions have no gap and
become visible in their order."""

sa.event.listen(LOG_HEAD, "after_create", sa.DDL("INSERT INTO log_head (position) VALUES (0)"))  # type: ignore[no-untyped-call]

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


class UnsuitableDatabase(Exception):
    """The PostgreSQL database would order or hold texts otherwise than SQLite does; in both languages."""


def open_engine(url: str | Path) -> sa.Engine:
    """An engine for a service's database: a path is a SQLite file (WAL, `synchronous=FULL`), else a database URL.

    A connection to PostgreSQL raises `UnsuitableDatabase` where version, encoding or collation is not as needed.
    """
    if isinstance(url, Path):
        return _open_sqlite(sa.URL.create("sqlite", database=str(url)))
    address = sa.make_url(url)
    return _open_postgres(address) if address.get_backend_name() == "postgresql" else _open_sqlite(address)


def _open_sqlite(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url, poolclass=sa.QueuePool, pool_size=20, max_overflow=40, hide_parameters=True)
    gather(engine)

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


OLDEST = 15
SESSION: Mapping[str, str] = {
    "lock_timeout": "30s",  # as long as a SQLite writer waits for its turn
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",  # a writer that stands still must not hold up the others for ever
}
POSTGRES: Mapping[str, object] = {
    "application_name": "thidua",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "tcp_user_timeout": 30_000,
    "autocommit": True,  # the driver must not open transactions of its own
    "options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()),
}
"""What each connection is opened with; times in seconds, `tcp_user_timeout` in milliseconds."""

_TEXTS = """
SELECT current_setting('server_version_num')::int / 10000, getdatabaseencoding(), datlocprovider, datcollate
FROM pg_database WHERE datname = current_database()
"""
_UNSUITABLE = Text(
    "Cơ sở dữ liệu {name} phải là PostgreSQL {oldest} trở lên, mã UTF8, LC_COLLATE 'C' (đang là {found}); hãy tạo lại: "
    "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'.",
    "The database {name} must be PostgreSQL {oldest} or later, encoded in UTF8, LC_COLLATE 'C' (it is {found}); "
    "make it anew: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'.",
)


def _open_postgres(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=10,
        max_overflow=10,
        hide_parameters=True,  # an error names the statement, never whose data it was
        connect_args=dict(POSTGRES),
    )
    gather(engine)
    sa.event.listen(engine, "connect", _must_order_texts_by_their_bytes, insert=True)  # before SQLAlchemy's questions
    sa.event.listen(engine, "checkout", _must_still_be_there)
    sa.event.listen(engine, "begin", _begin_on_postgres)
    sa.event.listen(engine, "handle_error", _without_the_row)
    return engine


def _must_order_texts_by_their_bytes(connection: Any, _record: object) -> None:
    version, encoding, provider, collation = connection.execute(_TEXTS).fetchone()
    connection.adapters.register_dumper(Column, AsItIs)
    if version >= OLDEST and encoding == "UTF8" and provider in "cb" and collation in {"C", "POSIX"}:
        return
    found = f"PostgreSQL {version}, {encoding}, {'ICU' if provider == 'i' else collation}"
    spoken = _UNSUITABLE.format({"name": connection.info.dbname, "oldest": OLDEST, "found": found})
    raise UnsuitableDatabase(f"{spoken.vi} · {spoken.en}")


def own_connection(engine: sa.Engine) -> Any:
    """A driver's connection like those of the pool, but the caller's own: his to close."""
    pooled = engine.raw_connection()
    pooled.detach()
    return pooled.dbapi_connection


def still_there(connection: Any) -> bool:
    """A server that has ended a connection has said so; one look at the socket tells, without a question to it."""
    if connection.closed:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)


def _must_still_be_there(connection: Any, _record: object, _proxy: object) -> None:
    if not still_there(connection):
        raise sa.exc.InvalidatePoolError


def _begin_on_postgres(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("appending"):
        connection.exec_driver_sql("BEGIN; SELECT position FROM log_head FOR UPDATE")  # one round trip for both
    elif options.get("reading"):
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    else:
        connection.exec_driver_sql("BEGIN")


def _without_the_row(context: sa.engine.ExceptionContext) -> None:
    """Leave of a driver's error what happened, not the DETAIL: it repeats the row that was refused."""
    original: Any = context.original_exception
    told = getattr(original, "diag", None)
    if told is not None and told.message_detail and context.sqlalchemy_exception is not None:
        original.args = (told.message_primary,)
        context.sqlalchemy_exception.args = (f"({type(original).__name__}) {told.message_primary}",)
