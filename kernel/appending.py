"""Events into the log: the places they take and their rows, the quickest way each database knows.

Both draw the places from the one row of `log_head` inside the transaction that appends; others wait there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

import sqlalchemy as sa
from eventsourcing.persistence import IntegrityError, StoredEvent

from kernel.database import EVENTS, LOG_HEAD, own_connection, still_there
from kernel.statements import BYTES, INTS, TEXTS, UUIDS, Prepared, array


@dataclass(frozen=True)
class Write:
    """One caller's part of a write transaction; it may be done again from the start, and in another thread.

    `unless` is asked first: what it answers, if anything, is the result, and nothing is appended. `then` does what
    goes with the events, given their positions, and answers the result; without it the positions are the result.
    """

    events: Sequence[StoredEvent]
    unless: Callable[[sa.Connection], object | None] | None = None
    then: Callable[[sa.Connection, Sequence[int]], object] | None = None
    _context: Context = field(default_factory=copy_context)

    @property
    def is_plain(self) -> bool:
        """Whether it appends events and does nothing else."""
        return self.unless is None and self.then is None

    def first(self, connection: sa.Connection) -> object | None:
        """The result that makes the rest unnecessary."""
        return None if self.unless is None else self._context.run(self.unless, connection)

    def result(self, connection: sa.Connection, positions: Sequence[int]) -> object:
        """The result, after what goes with the events was done."""
        return positions if self.then is None else self._context.run(self.then, connection, positions)


def all_events(writes: Sequence[Write]) -> list[StoredEvent]:
    """The events of all writes, in their order."""
    return [stored for each in writes for stored in each.events]


def shared_out(writes: Sequence[Write], positions: Sequence[int]) -> list[Sequence[int]]:
    """Of the positions that all events of the writes took together, those of each write."""
    places = iter(positions)
    return [list(islice(places, len(each.events))) for each in writes]


class Appender:
    """Appends to the log of one engine's database, through the driver's own connection."""

    def __init__(self, engine: sa.Engine) -> None:
        self.in_one_statement = engine.dialect.name == "postgresql"
        """Whether an append alone needs no transaction around it."""
        self._refused: tuple[type[Exception], ...] = (engine.dialect.loaded_dbapi.IntegrityError,)
        self._advance = Prepared(_ADVANCE_HEAD, engine.dialect)
        self._insert = Prepared(_INSERT_EVENTS, engine.dialect)

    def append(self, driver: Any, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        """The positions that the events took.

        Raises:
            IntegrityError: an originator already has such a version.
        """
        count = len(stored_events)
        if not count:
            return []
        try:
            last = (self._in_one if self.in_one_statement else self._one_by_one)(driver, count, stored_events)
        except self._refused as error:
            raise IntegrityError(str(error)) from error
        return range(last - count + 1, last + 1)

    def _in_one(self, driver: Any, count: int, stored_events: Sequence[StoredEvent]) -> int:
        if count == 1:
            only = stored_events[0]
            row = (only.originator_id, only.originator_version, only.topic, only.state)
            return cast("int", driver.execute(_APPEND_ONE, row).fetchone()[0])
        columns = {
            "count": count,
            "ids": array(UUIDS, [stored.originator_id.bytes for stored in stored_events]),  # type: ignore[union-attr]
            "versions": array(INTS, [stored.originator_version.to_bytes(4) for stored in stored_events]),
            "topics": array(TEXTS, [stored.topic.encode() for stored in stored_events]),
            "states": array(BYTES, [stored.state for stored in stored_events]),
        }
        return cast("int", driver.execute(_APPEND_MANY, columns).fetchone()[0])

    def _one_by_one(self, driver: Any, count: int, stored_events: Sequence[StoredEvent]) -> int:
        [last] = self._advance.execute(driver, {"count": count}).fetchone()
        rows = [
            {
                "position": position,
                "originator_id": stored.originator_id,
                "originator_version": stored.originator_version,
                "topic": stored.topic,
                "state": stored.state,
            }
            for position, stored in enumerate(stored_events, start=last - count + 1)
        ]
        self._insert.execute_each(driver, rows)
        return cast("int", last)


class KeptCursor:
    """A cursor on a connection of its own, kept from one append to the next; one thread at a time may use it.

    To take a connection from the pool, make a cursor and give both back takes half as long as the append itself.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._cursor: Any = None
        sa.event.listen(engine, "engine_disposed", self._close)

    def take(self) -> Any:
        """The cursor, on a new connection if the server has ended the one before."""
        if self._connection is not None and not still_there(self._connection):
            self._close()
        if self._connection is None:
            self._connection = own_connection(self._engine)
            self._cursor = self._connection.cursor()
        return self._cursor

    def _close(self, _engine: sa.Engine | None = None) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_INSERT_EVENTS = EVENTS.insert()
_ADVANCE_HEAD = (
    LOG_HEAD.update()
    .values(position=LOG_HEAD.c.position + sa.bindparam("count", type_=sa.BigInteger))
    .returning(LOG_HEAD.c.position)
)
_APPEND_ONE = """
WITH head AS (UPDATE log_head SET position = position + 1 RETURNING position),
added AS (
    INSERT INTO events (position, originator_id, originator_version, topic, state)
    SELECT head.position, %b, %b, %b, %b FROM head
)
SELECT position FROM head
"""
_APPEND_MANY = """
WITH head AS (UPDATE log_head SET position = position + %(count)s RETURNING position),
added AS (
    INSERT INTO events (position, originator_id, originator_version, topic, state)
    SELECT
        head.position - %(count)s + generate_series(1, %(count)s),
        unnest(%(ids)b::uuid[]), unnest(%(versions)b::int[]), unnest(%(topics)b::text[]), unnest(%(states)b::bytea[])
    FROM head
)
SELECT position FROM head
"""
"""Places and events in one round trip; it waits at the row of `log_head` for the transaction before."""
