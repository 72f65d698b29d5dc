"""What only a real PostgreSQL can show: many processes, connections that are cut, texts in another order."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from eventsourcing.persistence import StoredEvent
from psycopg import sql

from kernel.database import UnsuitableDatabase
from kernel.group_commit import OutcomeUnknown
from kernel.recorder import EVENTS, SqlRecorder, open_engine
from kernel.store import Receipt, Store
from tests.kernel.toy import COUNTERS, Counter, act, command, open_store
from tests.kernel.writers import TOLD
from tests.support.postgres import databases, server

ROOT = Path(__file__).parents[2]
PROCESSES, SAVES = 3, 25
pytestmark = pytest.mark.postgres


@pytest.fixture
def create() -> Iterator[Callable[[], str]]:
    yield from databases()


@pytest.fixture
def url(create: Callable[[], str]) -> str:
    return create()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    found = open_store(url)
    yield found
    found.recorder.engine.dispose()


def positions(store: Store) -> list[int]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(EVENTS.c.position).order_by(EVENTS.c.position)).scalars())


def in_other_processes(url: str) -> list[subprocess.Popen[str]]:
    return [
        subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "tests.kernel.writers", f"process {number}", str(SAVES)],
            cwd=ROOT,
            env={**os.environ, "DATABASE": url},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]


def test_many_processes_leave_no_gap_and_become_visible_in_order(store: Store, url: str) -> None:
    processes = in_other_processes(url)
    looks = 0
    while any(each.poll() is None for each in processes):
        seen = positions(store)
        assert seen == list(range(1, len(seen) + 1))
        looks += bool(seen)
    assert looks > 3
    told = [dict(zip(TOLD, map(int, each.communicate()[0].split()), strict=True)) for each in processes]
    tally = {name: sum(each[name] for each in told) for name in TOLD}
    assert min(tally.values()) > 0
    assert (tally["saved"] + tally["raised"] + tally["too late"] + tally["BrokenOff"]) == PROCESSES * 4 * SAVES
    assert tally["WriteConflict"] == tally["too late"]
    counters = tally["saved"] + tally["raised"] + tally["too late"]
    assert positions(store) == list(range(1, counters + 2 * tally["raised"] + 1))
    with store.reading() as connection:
        found = connection.execute(
            sa.select(sa.func.count(), sa.func.sum(COUNTERS.c.total)).select_from(COUNTERS)
        ).one()
    assert tuple(found) == (counters, 3 * tally["raised"])


def cut(url: str) -> int:
    """End every other connection to this database; how many there were."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        ended = connection.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    assert ended is not None
    return int(ended[0])


def test_connections_that_the_server_has_ended_are_replaced_before_they_are_used(store: Store, url: str) -> None:
    store.save(command(), Counter.open(act(), "a"))
    assert cut(url) > 0
    store.save(command(), Counter.open(act(), "b"))
    assert cut(url) > 0
    assert [each.position for each in store.log()] == [1, 2]


def test_the_connection_kept_for_appends_is_replaced_when_the_server_has_ended_it(store: Store, url: str) -> None:
    append = store.recorder.insert_events
    assert append([StoredEvent(uuid4(), 1, "toy.Anything", b"{}")]) == [1]
    assert cut(url) > 0
    assert append([StoredEvent(uuid4(), 1, "toy.Anything", b"{}")]) == [2]


def test_a_connection_lost_in_the_middle_of_a_save_leaves_nothing_of_it(store: Store, url: str) -> None:
    def cut_and_go_on(inside: sa.Connection) -> None:
        cut(url)
        inside.execute(sa.select(1))

    with pytest.raises(sa.exc.OperationalError):
        store.save(command(), Counter.open(act(), "a"), alongside=cut_and_go_on)
    assert store.log() == []
    assert isinstance(store.save(command(), Counter.open(act(), "a")), Receipt)


def test_a_connection_lost_before_the_commit_leaves_the_outcome_open(store: Store, url: str) -> None:
    with pytest.raises(OutcomeUnknown):
        store.save(command(), Counter.open(act(), "a"), alongside=lambda _: assert_some(cut(url)))
    assert store.save(command(), Counter.open(act(), "a")).position == 1


END_WHO_WAITS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def test_a_connection_lost_in_a_statement_that_commits_by_itself_leaves_the_outcome_open(
    store: Store, url: str
) -> None:
    other = SqlRecorder(open_engine(url))
    event = StoredEvent(uuid4(), 1, "toy.Anything", b"{}")
    with ThreadPoolExecutor(1) as pool:
        with store.recorder.writing():
            waiting = pool.submit(other.insert_events, [event])
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
                while connection.execute(END_WHO_WAITS).fetchone() is None:
                    time.sleep(0.01)
            assert isinstance(waiting.exception(10), OutcomeUnknown)
        assert other.insert_events([event]) == [1]
    other.engine.dispose()


def test_an_append_that_waits_too_long_is_known_not_to_be_done(store: Store, url: str) -> None:
    other = SqlRecorder(open_engine(url))
    with other.engine.connect() as connection:
        connection.connection.driver_connection.execute("SET lock_timeout = '50ms'")  # type: ignore[union-attr]
    with store.recorder.writing(), pytest.raises(sa.exc.OperationalError):
        other.insert_events([StoredEvent(uuid4(), 1, "toy.Anything", b"{}")])
    other.engine.dispose()
    assert positions(store) == []


def assert_some(count: int) -> None:
    assert count > 0


@pytest.mark.parametrize(
    "how",
    [sql.SQL("ENCODING 'UTF8' LOCALE 'C.UTF-8'"), sql.SQL("ENCODING 'SQL_ASCII' LOCALE 'C'")],
    ids=["other", "raw"],
)
def test_a_database_that_would_order_texts_otherwise_is_refused_in_both_languages(how: sql.SQL) -> None:
    with psycopg.connect(server().url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        name = sql.Identifier("unsuitable")
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ").format(name) + how)
    engine = open_engine(server().url("unsuitable"))
    with pytest.raises(
        UnsuitableDatabase, match=r"unsuitable phải là PostgreSQL 15 .* unsuitable must be PostgreSQL 15"
    ):
        engine.connect()
    engine.dispose()


def test_one_who_only_reads_cannot_write(store: Store) -> None:
    with pytest.raises(sa.exc.InternalError, match="read-only"), store.reading() as connection:
        connection.execute(COUNTERS.delete())
