"""A service that hears the toy service: it keeps totals of its counters, and counts with counters of its own."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from kernel.follower import Follower, React, Reaction
from kernel.store import Store
from kernel.views import View
from kernel.wire import Envelope
from tests.kernel.contract import CounterOpened, CounterRaised
from tests.kernel.toy import COUNTERS, NOON, VIEW, Counter, metadata, open_store

echo_metadata = sa.MetaData()
HEARD = sa.Table(
    "heard",
    echo_metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("facts", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
)


def _opened(connection: sa.Connection, fact: CounterOpened, _: Envelope) -> None:
    connection.execute(HEARD.insert(), {"id": fact.counter_id, "facts": 1, "total": 0})


def _raised(connection: sa.Connection, fact: CounterRaised, _: Envelope) -> None:
    changes = {"facts": HEARD.c.facts + 1, "total": HEARD.c.total + fact.by}
    connection.execute(HEARD.update().where(HEARD.c.id == fact.counter_id).values(changes))


HEARD_VIEW = View("echo.heard", (HEARD,), hear={CounterOpened: _opened, CounterRaised: _raised})


def echo_of(id: UUID) -> str:
    """The name of the counter that counts with the one of this id."""
    return f"echo of {id}"


def opens_an_echo(reaction: Reaction, fact: CounterOpened) -> None:
    reaction.save(Counter.open(reaction.act("echo"), echo_of(fact.counter_id)))


def raises_the_echo(reaction: Reaction, fact: CounterRaised) -> None:
    act = reaction.act("echo")
    fresh = Counter.open(act, echo_of(fact.counter_id))
    counter = reaction.find(Counter, fresh.id) or fresh
    counter.raise_by(act, fact.by)
    reaction.save(counter)


HEARS = {"toy": (CounterOpened, CounterRaised)}
REACTIONS: dict[type, React] = {CounterOpened: opens_an_echo, CounterRaised: raises_the_echo}


def open_echo(database: Path | str) -> Store:
    """The hearing service's store."""
    return open_store(database, "echo", (VIEW, HEARD_VIEW), (metadata, echo_metadata))


def follower_of(store: Store, kind: type[Follower] = Follower) -> Follower:
    """The one follower of the hearing service."""
    return kind("echo.follower", store, HEARS, REACTIONS, lambda: NOON)


def heard(store: Store) -> dict[UUID, tuple[int, int]]:
    """Counter → how many facts were heard of it, and the total they come to."""
    with store.reading() as connection:
        return {row.id: (row.facts, row.total) for row in connection.execute(sa.select(HEARD))}


def echoes(store: Store) -> dict[str, int]:
    """The totals of the service's own counters."""
    with store.reading() as connection:
        return {row.name: row.total for row in connection.execute(sa.select(COUNTERS))}
