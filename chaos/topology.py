"""The distributed run as a chaos run sees it: every process by its name, started again when it ends, killed at will."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chaos.proxy import Proxy
from infra.kafka.broker import Broker
from infra.kafka.topics import declared, ensure_topics
from infra.ports import free_port
from infra.postgres.server import Server
from kernel.follower import Loss
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer
from kernel.service import utc_now
from thidua.apart.settings import SERVICES, database_name
from thidua.apart.topology import GATEWAY, Program, Site, migrations, names, programs
from thidua.apart.trial import DIE_AT
from thidua.running import is_thidua

WATCH_SECONDS = 0.05
STEADY_SECONDS = 30.0
STUMBLES = 15
"""So often, each within `STEADY_SECONDS` of its start, does a process end of itself before it counts as stuck."""
NEVER = f"{Loss.__module__}.{Loss.__name__}:"
"""The last word of a follower that has found a fact missing: no storm excuses it, though it might seem to recover."""
READY_SECONDS = 180.0
KILLED = -signal.SIGKILL


@dataclass
class Member:
    """One process of the run; `paused` while somebody keeps it down."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    paused: bool = False
    started_at: float = 0.0
    stumbles: int = 0

    def start(self) -> None:
        """Start it; what it says goes behind what it has said before."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 (our own command)
                [sys.executable, *self.arguments], env={**os.environ, **self.environment}, stdout=log, stderr=log
            )
        self.started_at = time.monotonic()

    @property
    def exit_status(self) -> int | None:
        """None while it runs."""
        return None if self.process is None else self.process.poll()

    def kill(self) -> bool:
        """Send SIGKILL; whether it was running."""
        if self.process is None or self.process.poll() is not None:
            return False
        self.process.kill()
        self.process.wait()
        return True

    @property
    def die_at(self) -> Path:
        """The file that names the point at which it is to kill itself."""
        return self.log.with_suffix(".die-at")


@dataclass
class Topology:
    """Broker, database server, proxies before both, and the nine processes, in one folder.

    `broken` replaces the command of a member by one that does it wrong. `stuck` names those that fall, started again,
    each time of themselves.
    """

    folder: Path
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _migrations: tuple[Program, ...] = ()

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)  # the database server runs as a user of its own
        self.postgres = Server(self.folder / "postgres", free_port())
        self.postgres_proxy = Proxy(self.postgres.port)
        self.kafka_port = free_port()
        self.broker = Broker(self.folder / "kafka", free_port(), free_port(), advertised_port=self.kafka_port)
        self.kafka_proxy = Proxy(self.broker.port)
        self.gateway_port = free_port()
        self.issuer = DevelopmentIssuer(self.folder / "development.pem", utc_now)

    @property
    def base_url(self) -> str:
        """The one door."""
        return f"http://127.0.0.1:{self.gateway_port}"

    def database(self, service: str) -> str:
        """The address of a service's database, not through the proxy."""
        return self.postgres.url(service)

    @contextmanager
    def running(self) -> Iterator[Topology]:
        """Everything up and answering; everything gone after the block."""
        with ExitStack() as stack:
            stack.callback(self.postgres.stop)
            self.postgres.start()
            for service in SERVICES:
                self.postgres.create(service)
            stack.enter_context(self.postgres_proxy.running())
            stack.callback(self.broker.stop)
            stack.enter_context(self.kafka_proxy.running(self.kafka_port))
            self.broker.start()
            ensure_topics(self.broker.address, declared())
            self._compose()
            self._migrate()
            keeper = threading.Thread(target=self._keep)
            keeper.start()
            stack.callback(self._end, keeper)
            self.await_ready()
            yield self

    def await_ready(self) -> None:
        """Wait until the door answers for all.

        Raises:
            TimeoutError: it does not in time.
        """
        deadline = time.monotonic() + READY_SECONDS
        while not is_thidua(self.base_url):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.base_url} is not ready; see {self.folder}")
            time.sleep(0.2)

    def _compose(self) -> None:
        keys = self.folder / "keys.json"
        keys.write_text(json.dumps(self.issuer.keys()), encoding="utf-8")
        through = f":{self.postgres_proxy.port}/"
        databases = {each: self.database(each).replace(f":{self.postgres.port}/", through) for each in SERVICES}
        ports = {each: free_port() for each in names()} | {GATEWAY: self.gateway_port}
        site = Site(
            listening="127.0.0.1",
            addresses={name: ("127.0.0.1", port) for name, port in ports.items()},
            databases={each: {database_name(each): address} for each, address in databases.items()},
            kafka=f"127.0.0.1:{self.kafka_port}",
            tokens={"TOKEN_ISSUER": DEVELOPMENT_ISSUER, "TOKEN_KEYS": str(keys)},
            ballot_keys=str(self.folder / "ballots"),
            door={"DEVELOPMENT_KEY": str(self.folder / "development.pem")},
        )
        self._migrations = migrations(site)
        for program in programs(site):
            self._add(program)

    def _add(self, program: Program) -> None:
        log = self.folder / f"{program.name}.log"
        command = self.broken.get(program.name, ("-m", "thidua", *program.arguments))
        environment = {**program.environment, DIE_AT: str(log.with_suffix(".die-at"))}
        self.members[program.name] = Member(program.name, command, environment, log)

    def _migrate(self) -> None:
        for program in self._migrations:
            command = [sys.executable, "-m", "thidua", *program.arguments]
            subprocess.run(command, env={**os.environ, **program.environment}, check=True)  # noqa: S603

    def _keep(self) -> None:
        """Start what is down and not meant to be; what falls again and again of itself is stuck."""
        while not self._stopping.wait(WATCH_SECONDS):
            for member in self.members.values():
                if member.paused or (member.process is not None and member.exit_status is None):
                    continue
                if member.exit_status not in {None, KILLED}:
                    self._stumbled(member)
                member.die_at.unlink(missing_ok=True)
                member.start()

    def _stumbled(self, member: Member) -> None:
        lately = time.monotonic() - member.started_at < STEADY_SECONDS
        member.stumbles = member.stumbles + 1 if lately else 1
        told = member.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        if member.stumbles == STUMBLES or any(NEVER in each for each in told):
            self.stuck.append(f"{member.name} cannot go on: {' '.join(told)}")
        self._stopping.wait(min(member.stumbles * 0.2, 2.0))

    def _end(self, keeper: threading.Thread) -> None:
        self._stopping.set()
        keeper.join()
        for member in self.members.values():
            member.kill()
