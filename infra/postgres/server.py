"""A PostgreSQL server of one's own, from the installed binaries: data, socket and settings in one folder, on loopback.

`python -m infra.postgres.server --data FOLDER --port PORT NAME…` runs one in the foreground with these databases, until
SIGTERM. PostgreSQL refuses to run as root; then it runs as the user `postgres`, or `nobody` where there is none.
"""

from __future__ import annotations

import argparse
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OLDEST = 15
"""The first version that says which library compares its texts."""
OWNER = "thidua"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_permissions": "0700",
    "log_error_verbosity": "terse",  # a DETAIL line would repeat the row that was refused, people's names and all
    "log_parameter_max_length_on_error": "0",
}


class Unavailable(Exception):
    """There are no binaries, or the server does not start; the text says what to do."""


def binaries() -> Path:
    """The folder of the newest installed server, 15 or later.

    Raises:
        Unavailable: there is none.
    """
    found = {path.parent.resolve() for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")}
    if named := shutil.which("postgres"):
        found.add(Path(named).resolve().parent)
    versions = {_version(each): each for each in found}
    if not versions or max(versions) < OLDEST:
        raise Unavailable(f"PostgreSQL {OLDEST} or later is not installed; on Debian: apt-get install postgresql")
    return versions[max(versions)]


def _version(folder: Path) -> int:
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return int("".join(each if each.isdigit() else " " for each in told).split()[0])


def _account() -> pwd.struct_passwd | None:
    """As whom the server runs where we are root; None where we are not."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


@dataclass
class Server:
    """One server over `folder`; its owner `thidua` signs in by a password that lies in `folder`/password.

    `settings` come on top of the module's own; a database is made with the collation C, so that texts have one order
    on every machine. On a leash it stops when the thread that started it ends, even by kill -9 (where `setpriv` is).
    """

    folder: Path
    port: int
    settings: Mapping[str, str] = field(default_factory=dict)
    on_leash: bool = False
    _process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Make the cluster if there is none yet, and start it; it takes connections when this returns.

        Raises:
            Unavailable: there are no binaries, or it did not start; the text has the end of the server's own log.
        """
        found = binaries()
        if not (self._data / "PG_VERSION").exists():
            self._initialise(found)
        chosen = {"port": str(self.port), "unix_socket_directories": str(self.folder), **SETTINGS, **self.settings}
        command: list[str | Path] = [
            *(["setpriv", "--pdeathsig", "INT"] if self.on_leash and shutil.which("setpriv") else []),
            found / "postgres",
            "-D",
            self._data,
            *(f"--{name}={value}" for name, value in chosen.items()),
        ]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, text=True, **self._as_account())  # noqa: S603
        self._await()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: by default at once but in order (SIGINT is its fast shutdown); SIGKILL is a crash."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def wait(self, timeout_seconds: float) -> int | None:
        """The exit status if the server ends within the timeout, else None."""
        assert self._process is not None  # noqa: S101 (it was started)
        try:
            return self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            return None

    def url(self, database: str) -> str:
        """The address of one of its databases, as SQLAlchemy reads it; it holds the password."""
        return f"postgresql+psycopg://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    @property
    def password(self) -> str:
        """The owner's password."""
        return (self.folder / "password").read_text(encoding="ascii")

    def create(self, database: str) -> None:
        """Make a database, if there is none of this name."""
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
            if known is None:
                connection.execute(_CREATE.format(sql.Identifier(database)))

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=OWNER, password=self.password, dbname="postgres", autocommit=True
        )

    def _as_account(self) -> dict[str, Any]:
        account = _account()
        if account is None:
            return {"cwd": self.folder}
        return {"cwd": self.folder, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _initialise(self, found: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_hex(16), encoding="ascii")
        if account := _account():
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            os.chown(password, account.pw_uid, account.pw_gid)
        how = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", f"--username={OWNER}", f"--pwfile={password}"]
        command: list[str | Path] = [found / "initdb", "-D", self._data, *how, "--data-checksums"]
        try:
            made = subprocess.run(command, capture_output=True, text=True, check=False, **self._as_account())  # noqa: S603
        except PermissionError as error:
            raise Unavailable(f"the user PostgreSQL runs as may not enter {self.folder}") from error
        if made.returncode:
            raise Unavailable(f"initdb failed: {made.stderr.strip()}")

    def _await(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if self.wait(0.1) is not None:
                    break
            else:
                return
        self.stop(signal.SIGKILL)
        tail = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
        raise Unavailable(f"PostgreSQL did not start in {self.folder}: {' | '.join(tail)}")


_CREATE = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")


def serve(server: Server, databases: Sequence[str], stop: threading.Event) -> int:
    """Run the server with these databases until `stop` is set; the exit status: 1 if the server ended by itself."""
    server.start()
    try:
        for each in databases:
            server.create(each)
        sys.stdout.write(f"PostgreSQL is ready on 127.0.0.1:{server.port} with {', '.join(databases)}\n")
        sys.stdout.flush()
        while not stop.is_set():
            if server.wait(0.2) is not None:
                return 1
    finally:
        server.stop()
    return 0


def main() -> None:
    """Run one server in the foreground."""
    parser = argparse.ArgumentParser(prog="python -m infra.postgres.server", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="its folder")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("databases", nargs="+", metavar="NAME", help="a database it shall have")
    asked = parser.parse_args()
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    try:
        sys.exit(serve(Server(asked.data.resolve(), asked.port), asked.databases, stop))
    except Unavailable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
