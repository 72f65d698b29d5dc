"""PostgreSQL: appends, whole commands and a replay, beside bare statements and the plain service on the same server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent

from bench.commands import PROVINCE, establish, new_unit
from bench.plain import insert, open_tables
from bench.replays import decoded, fill, folded
from bench.rounds import Measured, interleave, rate
from bench.servers import verifier
from infra.ports import free_port
from infra.postgres.server import Server
from kernel.recorder import METADATA, SqlRecorder, open_engine
from kernel.service import utc_now
from regulations.rulebook import Rulebooks
from services.covenant import main
from thidua.replay import undisturbed

WRITERS = (1, 4, 16)
STATE = json.dumps({"name": "BHXH tỉnh Lâm Đồng", "act": {"by": "thuong-truc", "at": "2024-03-01T05:00:00Z"}}).encode()
_TABLE = """
CREATE TABLE bare (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    originator_id uuid NOT NULL, originator_version int NOT NULL, topic text NOT NULL, state bytea NOT NULL,
    UNIQUE (originator_id, originator_version)
)
"""
_INSERT = "INSERT INTO bare (originator_id, originator_version, topic, state) VALUES (%b, %b, %b, %b)"
_SELECT = "SELECT position, originator_id, originator_version, topic, state FROM events"


@contextmanager
def a_server(folder: Path) -> Iterator[Callable[[], str]]:
    """A server of this run with PostgreSQL's own settings (a commit waits for the disk); each call an empty database.

    Raises:
        Unavailable: there is no PostgreSQL on this machine.
    """
    server = Server(folder, free_port())
    server.start()
    names = iter(range(1000))

    def create() -> str:
        name = f"bench_{next(names)}"
        server.create(name)
        return server.url(name)

    try:
        yield create
    finally:
        server.stop()


def appends(url: str, writers: int, each: int, rounds: int) -> dict[str, Measured]:
    """Events per second, one a transaction, from so many threads; the bare ones have a connection each."""
    engine = open_engine(url)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        connection.exec_driver_sql(_TABLE)
    recorder = SqlRecorder(engine)
    bare = [psycopg.connect(_plain(url), autocommit=True) for _ in range(writers)]

    def ours(_: int) -> None:
        for _number in range(each):
            recorder.insert_events([StoredEvent(uuid4(), 1, "covenant.UnitEstablished", STATE)])

    def plainly(writer: int) -> None:
        for _number in range(each):
            bare[writer].execute(_INSERT, (uuid4(), 1, "covenant.UnitEstablished", STATE))

    try:
        ways = {"INSERT, COMMIT": plainly, "recorder": ours}
        return interleave({name: _together(way, writers, each) for name, way in ways.items()}, rounds)
    finally:
        engine.dispose()
        for each_bare in bare:
            each_bare.close()


def commands(folder: Path, create: Callable[[], str], writers: int, each: int, rounds: int) -> dict[str, Measured]:
    """Units established per second from so many threads: load, decide, save, views and all; and the plain service's."""
    service = main.build(main.Settings(create(), Rulebooks.load()), verifier(folder), utc_now)
    plain = open_tables(create())
    establish(service.application, PROVINCE)
    insert(plain, "bench", PROVINCE)

    def ours(_: int) -> None:
        for _number in range(each):
            establish(service.application, new_unit())

    def theirs(_: int) -> None:
        for _number in range(each):
            insert(plain, "bench", new_unit())

    try:
        ways = {"plain": theirs, "ours": ours}
        return interleave({name: _together(way, writers, each) for name, way in ways.items()}, rounds)
    finally:
        service.store.recorder.engine.dispose()
        plain.dispose()


def replay(folder: Path, url: str, events: int, rounds: int) -> dict[str, Measured]:
    """Events per second of each way to go through the whole log."""
    store = fill(main.build(main.Settings(url, Rulebooks.load()), verifier(folder), utc_now).store, events)
    ways: Mapping[str, Callable[[], int]] = {
        "SELECT": lambda: _select(url, lambda row: row),
        "SELECT + json.loads": lambda: _select(url, lambda row: json.loads(row[4])),
        "log, decoded to events": lambda: decoded(store),
        "folded into aggregates": lambda: folded(store),
    }
    try:
        with undisturbed():
            return interleave({name: lambda way=way: rate(way) for name, way in ways.items()}, rounds)  # type: ignore[misc]
    finally:
        store.recorder.engine.dispose()


def _select(url: str, read: Callable[[Any], object]) -> int:
    with psycopg.connect(_plain(url)) as connection, connection.cursor(binary=True) as cursor:
        return sum(1 for row in cursor.execute(_SELECT) if read(row) is not None)


def _together(way: Callable[[int], None], writers: int, each: int) -> Callable[[], float]:
    def once() -> int:
        with ThreadPoolExecutor(writers) as pool:
            list(pool.map(way, range(writers)))
        return writers * each

    return lambda: rate(once)


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")
