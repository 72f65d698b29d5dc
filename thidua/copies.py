"""Each service's database copied as it stands in one moment, while its processes go on writing.

A SQLite file is copied by SQLite's own backup. Out of a PostgreSQL database one read-only transaction, which sees one
state from its first query to its last, carries the log, the follower's positions and the views over, page by page;
what else lies there (answers, secret ballots) stays where it is.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from kernel.recorder import DROPPED, EVENTS, PARKED, TRACKING, open_engine
from kernel.store import Store
from thidua.opened import opened
from thidua.replay import PARTS, Part

PAGE = 1000
"""Rows held in memory at a time."""


@contextmanager
def copies(databases: Mapping[str, Path | str]) -> Iterator[Mapping[str, Store]]:
    """A copy of each service's database in SQLite, open as a store; gone after the block. Nothing is written elsewhere.

    Raises:
        ServerAway: a database server does not answer.
        SettingsError: a database is not at the newest migration.
    """
    with tempfile.TemporaryDirectory(prefix="thidua-replay-") as folder, ExitStack() as stack:
        stores = {}
        for part in PARTS:
            origin, copy = databases[part.service], Path(folder) / f"{part.service}.db"
            if isinstance(origin, Path):
                with closing(sqlite3.connect(origin)) as source, closing(sqlite3.connect(copy)) as target:
                    source.backup(target)
            engine = open_engine(copy)
            stack.callback(engine.dispose)
            if isinstance(origin, str):
                _carry_over(part, origin, engine)
            stores[part.service] = Store(part.service, engine, part.views, part.announce)
        yield stores


def _carry_over(part: Part, origin: str, copy: sa.Engine) -> None:
    with (
        opened(part.service, origin) as served,
        served.connect().execution_options(reading=True) as source,
        source.begin(),
        copy.connect().execution_options(writing=True) as target,
        target.begin(),
    ):
        for table in _tables(part):
            table.create(target)
            for rows in source.execute(sa.select(table).execution_options(yield_per=PAGE)).mappings().partitions():
                target.execute(table.insert(), [dict(row) for row in rows])


def _tables(part: Part) -> Sequence[sa.Table]:
    """What a replay reads."""
    return (EVENTS, TRACKING, PARKED, DROPPED, *(table for view in part.views for table in view.tables))
