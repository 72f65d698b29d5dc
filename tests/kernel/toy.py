"""A service of two events, small enough to see through: counters that are opened and raised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from uuid import UUID, uuid4

import sqlalchemy as sa
from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from kernel.identity import Principal
from kernel.recorder import METADATA, open_engine
from kernel.refusals import HOUSE_RULE, Refusal
from kernel.store import Command, Once, Store
from kernel.views import Recorded, View
from tests.kernel.contract import CounterOpened, CounterRaised

metadata = sa.MetaData()
COUNTERS = sa.Table(
    "counters",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
)


class AlreadyFull(Refusal):
    """A counter goes to a hundred."""

    code = "toy-already-full"
    title = Text("Đã đầy", "Already full")
    detail = Text("Bộ đếm đã tới {total}.", "The counter is at {total}.")
    source = HOUSE_RULE


class Counter(Aggregate):
    """Counts up to a hundred."""

    TOPIC = "toy.Counter"

    class Event(Aggregate.Event):
        """Base of a counter's events."""

        TOPIC = "toy.CounterEvent"

    class Opened(Event, Aggregate.Created):
        """It is there."""

        TOPIC = "toy.CounterOpened"
        name: str

    class Raised(Event):
        """It has grown."""

        TOPIC = "toy.CounterRaised"
        by: int

    class Whispered(Event):
        """Nobody else hears of it."""

        TOPIC = "toy.CounterWhispered"

    @classmethod
    def open(cls, act: Act, name: str) -> Self:
        """A counter at zero."""
        return cls(act=act, id=identity("counter", name), name=name)

    @event(Opened)
    def __init__(self, act: Act, id: UUID, name: str) -> None:  # noqa: ARG002
        self.name = name
        self.total = 0

    def raise_by(self, act: Act, by: int) -> None:
        """Count on."""
        if self.total + by > 100:
            raise AlreadyFull(total=self.total)
        self._raised(act, by)

    @event(Raised)
    def _raised(self, act: Act, by: int) -> None:  # noqa: ARG002
        self.total += by

    def whisper(self, act: Act) -> None:
        """Keep something to oneself."""
        self._whispered(act)

    @event(Whispered)
    def _whispered(self, act: Act) -> None:
        pass


def _project(connection: sa.Connection, recorded: Recorded) -> None:
    match recorded.event:
        case Counter.Opened(originator_id=id, name=name, act=act):
            connection.execute(
                COUNTERS.insert(), {"id": id, "name": name, "total": 0, "recorded_at": act.at.isoformat()}
            )
        case Counter.Raised(originator_id=id, by=by):
            connection.execute(COUNTERS.update().where(COUNTERS.c.id == id).values(total=COUNTERS.c.total + by))


VIEW = View("toy.counters", (COUNTERS,), project=_project, volatile=frozenset({"recorded_at"}))
ANNA = Principal("anna", "Anna", "person", frozenset({"officer"}))
NOON = datetime(2024, 3, 1, 5, tzinfo=UTC)


def announce(event: object) -> object | None:
    """Whispers stay private."""
    match event:
        case Counter.Opened(originator_id=id, name=name):
            return CounterOpened(id, name)
        case Counter.Raised(originator_id=id, by=by):
            return CounterRaised(id, by)
    return None


def act(at: datetime = NOON) -> Act:
    """By Anna, at noon, true at noon."""
    return Act("anna", at, at, uuid4())


def command(key: str | None = None, fingerprint: str = "f", version: int | None = None) -> Command:
    """By Anna, once if a key is given."""
    return Command(ANNA, act(), Once(key, fingerprint) if key else None, version)


def open_store(
    database: Path | str,
    service: str = "toy",
    views: Sequence[View] = (VIEW,),
    tables: Sequence[sa.MetaData] = (metadata,),
) -> Store:
    """A store of counters in this file or database, its tables made."""
    engine = open_engine(database)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        for each in (METADATA, *tables):
            each.create_all(connection)
    return Store(service, engine, views, announce, (Counter.Whispered,))
