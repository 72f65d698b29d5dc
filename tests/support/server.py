"""The running product, as a journey meets it: `python -m thidua serve` in a process of its own, spoken to over HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx

from infra.ports import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
STOP_SECONDS = 15
COMMAND_SECONDS = 300


@dataclass(frozen=True)
class Person:
    """Whom a request is from: what a development token is asked for."""

    sub: str
    roles: tuple[str, ...] = ()
    unit_id: UUID | None = None
    clusters: tuple[UUID, ...] = ()
    kind: str = "person"


@dataclass
class Server:
    """One running server. `log` is what it has printed so far."""

    process: subprocess.Popen[bytes]
    base_url: str
    data_dir: Path
    log_file: Path
    _tokens: dict[Person, str] = field(default_factory=dict)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def token(self, person: Person) -> str:
        """A development token for this person, asked for once."""
        if person not in self._tokens:
            asked = {
                "sub": person.sub,
                "roles": list(person.roles),
                "kind": person.kind,
                "unit_id": str(person.unit_id) if person.unit_id else None,
                "clusters": [str(each) for each in person.clusters],
            }
            answer = httpx.post(f"{self.base_url}/dev/tokens", json=asked, timeout=30).raise_for_status()
            self._tokens[person] = answer.json()["token"]
        return self._tokens[person]

    def client(self, person: Person | None = None) -> httpx.Client:
        """A client that speaks as this person, or as nobody."""
        headers = {"Authorization": f"Bearer {self.token(person)}"} if person else {}
        return httpx.Client(base_url=self.base_url, headers=headers, timeout=60)

    def graphql(self, person: Person, query: str, **variables: Any) -> dict[str, Any]:
        """The gateway's answer to one operation."""
        with self.client(person) as client:
            answer = client.post("/graphql", json={"query": query, "variables": variables})
        return cast("dict[str, Any]", answer.raise_for_status().json())

    def stop(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """The power goes: no handler runs."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)


def thidua(*arguments: str, data_dir: Path, **environment: str) -> tuple[Sequence[str], dict[str, str]]:
    """Command line and environment of one run of the product; any free port unless `PORT` says which."""
    settings = {"DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": "0", **environment}
    return [sys.executable, "-m", "thidua", *arguments], {**os.environ, "PYTHONUNBUFFERED": "1", **settings}


@contextmanager
def serving(data_dir: Path, **environment: str) -> Iterator[Server]:
    """A server on a free port with its data in `data_dir`, answering; stopped at the end unless it was before."""
    port = free_port()
    command, settings = thidua("serve", data_dir=data_dir, PORT=str(port), **environment)
    data_dir.mkdir(parents=True, exist_ok=True)
    log_file = data_dir / "server.log"
    with log_file.open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603
    server = Server(process, f"http://127.0.0.1:{port}", data_dir, log_file)
    try:
        _wait_until_it_answers(server)
        yield server
    finally:
        if process.poll() is None:
            server.kill()


def _wait_until_it_answers(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server stopped at once ({server.process.returncode}):\n{server.log}")
        try:
            if httpx.get(f"{server.base_url}/healthz", timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(f"the server does not answer after {START_SECONDS} seconds:\n{server.log}")


def run(*arguments: str, data_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command of the product to its end, such as `run("replay", "--check", "--json", data_dir=...)`."""
    command, settings = thidua(*arguments, data_dir=data_dir, **environment)
    return subprocess.run(  # noqa: S603 (our own command)
        command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
    )
