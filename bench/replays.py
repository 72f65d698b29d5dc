"""Replay: the log read, decoded and folded, against a bare SELECT with a JSON decode of the same rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from bench.rounds import Measured, interleave, rate
from bench.servers import verifier
from kernel.aggregate import Act
from kernel.identity import Principal
from kernel.recorder import open_engine
from kernel.service import migrate, utc_now
from kernel.store import Command, Store
from regulations.rulebook import Rulebooks
from services.covenant import main
from services.covenant.domain.unit import Unit, UnitKind
from thidua.replay import undisturbed

PAGE = 1000
EVENTS_EACH = 5


def fill(store: Store, events: int, first: int = 0) -> Store:
    """The covenant store with so many more events: units, numbered from `first`, established and renamed."""
    principal = Principal("bench", "bench", "person", frozenset({"standing_body"}))
    for start in range(0, events // EVENTS_EACH, PAGE):
        now = utc_now()
        act = Act(principal.id, now, now, uuid4())
        units = [_unit(act, first + start + number) for number in range(min(PAGE, events // EVENTS_EACH - start))]
        store.save(Command(principal, act), *units)
    return store


def _unit(act: Act, number: int) -> Unit:
    unit = Unit.establish(act, f"BHXH-68-{number:06}", "BHXH huyện", UnitKind.PROVINCE, None)
    for name in range(EVENTS_EACH - 1):
        unit.rename(act, f"BHXH huyện số {number}, tên thứ {name}")
    return unit


def measure(folder: Path, events: int, rounds: int) -> dict[str, Measured]:
    """Events per second of each way to go through the whole log."""
    settings = main.Settings(folder / "replay.db", Rulebooks.load())
    store = fill(main.build(settings, verifier(folder), utc_now).store, events)
    ways: dict[str, Callable[[], int]] = {
        "SELECT + json.loads": lambda: _bare(folder / "replay.db"),
        "log, decoded to events": lambda: decoded(store),
        "folded into aggregates": lambda: folded(store),
        "projected into views": lambda: _projected(store, folder / f"scratch-{uuid4()}.db"),
    }
    with undisturbed():
        return interleave({name: lambda way=way: rate(way) for name, way in ways.items()}, rounds)  # type: ignore[misc]


def _bare(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT position, originator_id, originator_version, topic, state FROM events")
        return sum(1 for row in rows if json.loads(row[4]) is not None)


def decoded(store: Store) -> int:
    """Every event of the log as an object; the last position."""
    position = 0
    while page := store.log(position, PAGE):
        position = page[-1].position
    return position


def folded(store: Store) -> int:
    """Every aggregate out of one pass through the log; the last position."""
    position = 0
    aggregates: dict[UUID, Any] = {}
    while page := store.log(position, PAGE):
        for recorded in page:
            key = recorded.event.originator_id
            aggregates[key] = recorded.event.mutate(aggregates.get(key))
        position = page[-1].position
    return position


def _projected(store: Store, scratch: Path) -> int:
    engine = open_engine(scratch)
    migrate(engine, main.MIGRATIONS)
    projections = [view.project for view in main.VIEWS if view.project is not None]
    position = 0
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        while page := store.log(position, PAGE):
            for recorded in page:
                for project in projections:
                    project(connection, recorded)
            position = page[-1].position
    engine.dispose()
    return position
