"""A view made anew while the old one serves: out of the log and of what was taken in, then put in its place at once.

The rows are made in a nameless temporary database that goes with the process, whatever ends it; so a rebuild that is
killed leaves nothing behind, and the old view as it was. Only the swap writes: one transaction of the service, which
first folds in what has arrived meanwhile and then replaces the rows. Commands wait for it, readers do not.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from uuid import uuid4

import sqlalchemy as sa

from kernel.follower import Follower
from kernel.recorder import DROPPED, PARKED
from kernel.statements import gather
from kernel.store import Store
from kernel.transport import Consumer, Transport
from kernel.views import View, digest
from kernel.wire import PARTITIONS, Record, topic_of

PAGE = 1000
"""Events read at a time, and rows written at a time."""
POLL_SECONDS = 0.5
SILENCE_SECONDS = 30.0
"""How long a source may deliver nothing while facts that were taken in are missing."""

Progress = Callable[[int, int], None]
"""(positions folded in, positions there are)."""


class SourceIncomplete(Exception):
    """A source does not deliver every fact that was taken in from it; nothing was changed."""


@dataclass(frozen=True)
class Rebuilt:
    """A view after its rebuild: how many rows it has, and its digest before and after."""

    view: str
    rows: int
    before: str
    after: str


@dataclass(frozen=True)
class TakenIn:
    """What a follower has behind it: the `sid` per topic and partition, less the facts that had no effect."""

    saved: Mapping[tuple[str, int], int]
    without_effect: set[tuple[str, int]]


class Hearing:
    """The facts that a follower has taken in, read again from their beginning; parked and dropped ones stay out."""

    def __init__(self, follower: Follower, store: Store, views: Sequence[View], consumer: Consumer) -> None:
        self._follower = follower
        self._store = store
        self._consumer = consumer
        self._ears = follower.onto(Store(store.service, store.recorder.engine, views, store.announce))
        self._read = {(topic_of(each), number): 0 for each in follower.services for number in range(PARTITIONS)}
        self._held: list[Record] = []

    def taken_in(self, connection: sa.Connection) -> TakenIn:
        """How far the follower has come, as `connection`'s transaction sees it."""
        return TakenIn(
            {place: self._follower.saved(*place, connection) for place in self._read}, _without_effect(connection)
        )

    def catch_up(self, scratch: sa.Connection, taken_in: TakenIn, progress: Progress) -> None:
        """Give `scratch` the effects of every fact that was taken in.

        Raises:
            SourceIncomplete: one of them is not delivered.
        """
        saved = taken_in.saved
        held, self._held = self._held, []
        for record in held:
            self._take(scratch, record, taken_in)
        heard_at = time.monotonic()
        while missing := [place for place, sid in saved.items() if self._read[place] < sid]:
            records = self._consumer.poll(POLL_SECONDS, PAGE)
            for record in records:
                if self._is_next(record):
                    self._take(scratch, record, taken_in)
            if records:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at > SILENCE_SECONDS:
                raise SourceIncomplete(f"nothing more comes of {missing[0][0]}[{missing[0][1]}] than {self._read}")
            progress(sum(min(self._read[place], sid) for place, sid in saved.items()), sum(saved.values()))

    def _is_next(self, record: Record) -> bool:
        place = record.topic, record.partition
        if record.sid <= self._read[place]:
            return False  # delivered before
        prev = record.headers.get("ce_prev", "")
        if prev.isdecimal() and int(prev) != self._read[place]:
            reached = self._read[place]
            raise SourceIncomplete(f"{place[0]}[{place[1]}]: {record.sid} follows {prev}, we have read up to {reached}")
        self._read[place] = record.sid
        return True

    def _take(self, scratch: sa.Connection, record: Record, taken_in: TakenIn) -> None:
        ahead = record.sid > taken_in.saved[record.topic, record.partition]
        if ahead or (record.topic, record.sid) in taken_in.without_effect:
            self._held.append(record)  # perhaps it is taken in until the swap
        else:
            self._ears.take_in(scratch, record)


class Anew:
    """Views of a service being made again in a database that nobody else sees."""

    def __init__(self, store: Store, views: Sequence[View], hearing: Hearing | None, progress: Progress) -> None:
        self._store = store
        self._hearing = hearing
        self._progress = progress
        self._projections = [view.project for view in views if view.project is not None]
        self._position = 0
        engine = sa.create_engine("sqlite://", creator=_nameless, poolclass=sa.StaticPool)
        gather(engine)
        self._scratch = engine.connect()
        for view in views:
            for table in view.tables:
                table.create(self._scratch)

    def close(self) -> None:
        """Forget what was made."""
        self._scratch.close()
        self._scratch.engine.dispose()

    def catch_up(self, connection: sa.Connection | None = None) -> None:
        """Fold in what was recorded and taken in since the last time, in `connection`'s transaction if one is given.

        Raises:
            SourceIncomplete: a fact that was taken in is not delivered again.
        """
        if self._projections:
            last = self._store.recorder.max_notification_id() or 0
            while page := self._store.log(self._position, PAGE):
                for recorded in page:
                    for project in self._projections:
                        project(self._scratch, recorded)
                self._position = page[-1].position
                self._progress(min(self._position, last), last)
        if self._hearing is not None:
            with nullcontext(connection) if connection else self._store.reading() as transaction:
                taken_in = self._hearing.taken_in(transaction)
            self._hearing.catch_up(self._scratch, taken_in, self._progress)

    def digest(self, view: View) -> str:
        """The digest of a view as it was made."""
        return digest(self._scratch, view)

    def replace(self, connection: sa.Connection, view: View) -> int:
        """Put the rows that were made in the place of those that `connection` finds; how many there are."""
        count = 0
        for table in view.tables:
            connection.execute(table.delete())
            for rows in self._scratch.execute(sa.select(table)).mappings().partitions(PAGE):
                connection.execute(table.insert(), [dict(row) for row in rows])
                count += len(rows)
        return count


@contextmanager
def anew(
    store: Store,
    views: Sequence[View],
    follower: Follower | None = None,
    transport: Transport | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Iterator[Anew]:
    """Views made again from nothing, until the end of the block; `transport` leads to what `follower` has heard."""
    if follower is None or transport is None or not any(view.hear for view in views):
        with closing(Anew(store, views, None, progress)) as made:
            yield made
        return
    reader = f"{follower.name}.rebuild.{uuid4().hex}"  # a group of its own, which shares no partition with anybody
    with closing(transport.consumer(reader, follower.services, lambda _topic, _partition: 0)) as consumer:
        hearing = Hearing(follower, store, views, consumer)
        with closing(Anew(store, views, hearing, progress)) as made:
            yield made


def rebuild(
    store: Store, view: View, follower: Follower | None, transport: Transport | None, progress: Progress
) -> Rebuilt:
    """Make one view of a running service anew and put it in the old one's place.

    Raises:
        SourceIncomplete: a source does not deliver what was taken in from it; the view is as it was.
    """
    with anew(store, [view], follower, transport, progress) as made:
        made.catch_up()
        made.catch_up()  # the first time takes long; so little is left for the swap
        with store.reading() as connection:
            before = digest(connection, view)
        with store.recorder.writing() as connection:
            made.catch_up(connection)
            rows = made.replace(connection, view)
        return Rebuilt(view.name, rows, before, made.digest(view))


def count_rows(connection: sa.Connection, view: View) -> int:
    """How many rows the view's tables hold."""
    return sum(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in view.tables)


def _without_effect(connection: sa.Connection) -> set[tuple[str, int]]:
    """The facts, by topic and sid, that are parked or were dropped."""
    union = sa.union_all(*(sa.select(table.c.topic, table.c.sid) for table in (PARKED, DROPPED)))
    return {(row.topic, row.sid) for row in connection.execute(union)}


def _nameless() -> sqlite3.Connection:
    connection = sqlite3.connect("", check_same_thread=False)  # SQLite's temporary file, removed as soon as it is open
    connection.execute("PRAGMA journal_mode=OFF")
    return connection
