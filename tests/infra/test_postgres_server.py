"""A PostgreSQL server of one's own: made once, started again with what it held, stopped without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infra.ports import free_port
from infra.postgres import server as module
from infra.postgres.server import Server, Unavailable
from tests.support.postgres import server as shared

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.postgres


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the server's own user can go, too."""
    shared()
    with tempfile.TemporaryDirectory(prefix="thidua-server-") as found:
        Path(found).chmod(0o755)
        yield Path(found) / "own"


def connect(server: Server, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(server.url(database).replace("+psycopg", ""), autocommit=True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["stopped", "killed"])
def test_a_server_comes_back_with_what_it_held(folder: Path, how: signal.Signals) -> None:
    server = Server(folder, free_port())
    server.start()
    try:
        server.create("kept")
        with connect(server, "kept") as connection:
            connection.execute("CREATE TABLE told AS SELECT 42 AS answer")
        server.stop(how)
        server.start()
        server.create("kept")
        with connect(server, "kept") as connection:
            assert connection.execute("SELECT answer FROM told").fetchone() == (42,)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
    finally:
        server.stop()


def test_nobody_signs_in_without_the_password(folder: Path) -> None:
    server = Server(folder, free_port())
    server.start()
    try:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host="127.0.0.1", port=server.port, user="thidua", password="guess", dbname="postgres")
        assert (folder / "password").stat().st_mode & 0o077 == 0
    finally:
        server.stop()


def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    server = Server(folder, free_port(), {"max_connections": "many"})
    with pytest.raises(Unavailable, match=r'did not start .* "max_connections"'):
        server.start()


def test_where_none_is_installed_the_line_to_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OLDEST", 99)
    with pytest.raises(Unavailable, match="apt-get install postgresql"):
        module.binaries()


def test_on_a_leash_it_ends_with_whoever_started_it(folder: Path) -> None:
    port = free_port()
    start = f"Server(Path({str(folder)!r}), {port}, on_leash=True).start()"
    told = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    program = f"from pathlib import Path; from infra.postgres.server import Server; {start}; {told}"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == -signal.SIGKILL  # noqa: S603
    deadline = time.monotonic() + 20
    while (folder / "data" / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    with pytest.raises(psycopg.OperationalError):
        connect(Server(folder, port), "postgres")


def test_in_the_foreground_it_runs_until_it_is_told_to_stop(folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "infra.postgres.server", "--data", str(folder), "--port", str(port), "one", "two"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ))  # noqa: S603
    assert running.stdout is not None
    assert running.stdout.readline() == f"PostgreSQL is ready on 127.0.0.1:{port} with one, two\n"
    with connect(Server(folder, port), "two") as connection:
        assert connection.execute("SHOW lc_collate").fetchone() == ("C",)
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 0
    running.stdout.close()
    with pytest.raises(psycopg.OperationalError):
        connect(Server(folder, port), "two")
