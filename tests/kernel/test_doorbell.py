"""One process tells another that there is something new, over a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from kernel.doorbell import doorbell
from kernel.recorder import open_engine
from tests.support.postgres import databases

WAIT_SECONDS = 30


class Ear:
    """Counts what it hears."""

    def __init__(self) -> None:
        self._heard = threading.Semaphore(0)

    def __call__(self) -> None:
        self._heard.release()

    def hears(self) -> bool:
        return self._heard.acquire(timeout=WAIT_SECONDS)


@pytest.fixture
def create() -> Iterator[Callable[[], str]]:
    yield from databases()


@pytest.fixture
def engines(create: Callable[[], str]) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    url = create()
    here, there = open_engine(url), open_engine(url)
    yield here, there
    here.dispose()
    there.dispose()


def another(engine: sa.Engine) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(False), autocommit=True)


def end_all_connections(engine: sa.Engine) -> None:
    with another(engine) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.postgres
def test_a_ring_is_heard_by_another_process_on_the_same_database(engines: tuple[sa.Engine, sa.Engine]) -> None:
    here, there, ear = *engines, Ear()
    with doorbell(there, ear), doorbell(here, lambda: None) as ring:
        assert ear.hears(), "it listens"
        ring()
        assert ear.hears()


@pytest.mark.postgres
def test_who_has_lost_the_server_listens_and_rings_again(engines: tuple[sa.Engine, sa.Engine]) -> None:
    here, there, ear = *engines, Ear()
    with doorbell(there, ear), doorbell(here, lambda: None) as ring:
        assert ear.hears()
        end_all_connections(here)
        assert ear.hears(), "it listens again, and looks at what it may have missed"
        ring()
        assert ear.hears()


def test_on_sqlite_there_is_nobody_to_tell(tmp_path: Path) -> None:
    engine, ear = open_engine(tmp_path / "one.db"), Ear()
    before = threading.active_count()
    with doorbell(engine, ear) as ring:
        ring()
        assert threading.active_count() == before
    assert not ear._heard.acquire(blocking=False)
    engine.dispose()
