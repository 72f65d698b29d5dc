"""A real PostgreSQL for the tests marked `postgres`: one server a test process, a database of its own for each test."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from infra.ports import free_port
from infra.postgres.server import Server, Unavailable, binaries

FAST = {"fsync": "off", "shared_buffers": "64MB", "max_connections": "200"}
"""The machine does not lose its power in a test: what a killed server had written, the kernel still has."""


@cache
def server() -> Server:
    """The process's one server, started at the first call and stopped when the process ends, however it ends.

    A test that cannot have one is skipped with the reason; where `CI=true` it fails.
    """
    try:
        binaries()
    except Unavailable as reason:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))
    found = Server(Path(tempfile.mkdtemp(prefix="thidua-postgres-")), free_port(), FAST, on_leash=True)
    atexit.register(shutil.rmtree, found.folder, ignore_errors=True)
    atexit.register(found.stop)
    found.start()
    return found


_NUMBERS = itertools.count(1)


def databases() -> Iterator[Callable[[], str]]:
    """For a fixture: makes empty databases, each call another, and drops them at the end."""
    made: list[str] = []

    def create() -> str:
        made.append(f"test_{next(_NUMBERS)}")
        server().create(made[-1])
        return server().url(made[-1])

    try:
        yield create
    finally:
        for each in made:
            server().drop(each)


_placed: dict[Path, str] | None = None


@contextmanager
def stored_on(kind: str) -> Iterator[None]:
    """Inside the block `place` gives files (`sqlite`) or databases of the server (`postgres`), gone after it."""
    global _placed  # noqa: PLW0603 (one test at a time runs in a process)
    around = _placed
    own: dict[Path, str] | None = {} if kind == "postgres" else None
    _placed = own
    try:
        yield
    finally:
        _placed = around
        for url in (own or {}).values():
            server().drop(url.rpartition("/")[2])


def place(file: Path) -> Path | str:
    """Where a service under test keeps its data: in this file, or in the database that stands for it."""
    if _placed is None:
        return file
    if file not in _placed:
        name = f"{file.stem}_{next(_NUMBERS)}"
        server().create(name)
        _placed[file] = server().url(name)
    return _placed[file]


def chosen(request: pytest.FixtureRequest) -> str:
    """The database of a fixture's parameter; without one SQLite, or what STORED_ON says of the whole run."""
    found: str = getattr(request, "param", os.environ.get("STORED_ON", "sqlite"))
    return found


BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
"""The parameters of a fixture (`indirect=True`) for tests that run on either database."""
