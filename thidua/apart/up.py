"""`make up` and `make down`: the distributed run on this machine, without Docker: real Kafka, real PostgreSQL.

Everything listens on loopback; data, keys and settings lie in `DATA_DIR`/apart, each process's log in `DATA_DIR`/log.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from infra.kafka import broker
from infra.kafka.topics import declared, ensure_topics
from infra.postgres import server as postgres
from kernel.identity import DevelopmentIssuer
from kernel.service import utc_now
from thidua.apart.health import is_healthy, whole
from thidua.apart.place import FIRST, Place
from thidua.apart.settings import SERVICES
from thidua.apart.supervision import NotSupervised, Supervised
from thidua.apart.topology import GATEWAY, Program, migrations, programs
from thidua.listening import listen

MARK = "THIDUA_SITE"
"""In the environment of every process of a run: which data directory it belongs to."""
READY_SECONDS = 180.0
INFRASTRUCTURE_RANK, STREAM_RANK, API_RANK, GATEWAY_RANK = 100, 200, 300, 400
INFRASTRUCTURE_STOP_SECONDS = 70


class NotUp(Exception):
    """The run did not come up; the text says which part, and the end of its log."""


def up(place: Place, say: Callable[[str], object]) -> DevelopmentIssuer:
    """Start whatever does not run yet and return when all of it is well; the issuer of the run's development tokens.

    Raises:
        NotUp: something did not start; then all that was started for it is stopped again.
        PortTaken: the gateway's port is somebody else's.
    """
    place.folder.mkdir(parents=True, exist_ok=True)
    place.logs.mkdir(parents=True, exist_ok=True)
    with _alone(place):
        issuer = _keys(place)
        if place.supervisor.answers():
            say("Đang chạy · it runs already")
            _start(place, say)
        else:
            _start_afresh(place, say)
    return issuer


def down(place: Place) -> bool:
    """Stop everything in order, and make sure that no process is left; whether there was anything to stop."""
    if not place.folder.exists():
        return False
    with _alone(place):
        return _stop(place)


def _start_afresh(place: Place, say: Callable[[str], object]) -> None:
    say("Kiểm tra Java, Kafka, PostgreSQL · looking for Java, Kafka and PostgreSQL")
    _must_be_installed()
    end_leftovers(place)
    place.choose_ports_anew_if_taken()
    listen(*place.gateway).close()
    place.gateway_file.write_text(json.dumps(place.gateway), encoding="utf-8")
    say("Khởi động PostgreSQL và Kafka · starting PostgreSQL and Kafka")
    try:
        _start(place, say)
    except (NotUp, NotSupervised):
        _stop(place)
        raise


def _start(place: Place, say: Callable[[str], object]) -> None:
    supervisor, site = place.supervisor, place.site()
    if not supervisor.answers():
        supervisor.start([*_infrastructure(place), *(_supervised(each, place) for each in programs(site))])
    _await(place, "postgres", lambda: _databases(place))
    _await(place, "kafka", lambda: _topics(place))
    say("Cập nhật cơ sở dữ liệu · migrating the databases")
    _migrate(place)
    say("Khởi động các dịch vụ · starting the services")
    for each in programs(site):
        supervisor.start_process(each.name)
    for program in programs(site):
        _await(place, program.name, lambda url=program.health: is_healthy(url))  # type: ignore[misc]
    _await(place, GATEWAY, lambda: whole(site.health(GATEWAY)))


def _must_be_installed() -> None:
    """Java, the broker's jars (fetched by Maven the first time) and PostgreSQL are here."""
    try:
        broker.java()
        broker.jars()
        postgres.binaries()
    except (broker.Unavailable, postgres.Unavailable) as error:
        raise NotUp(str(error)) from error


def _infrastructure(place: Place) -> Iterator[Supervised]:
    python, mark = sys.executable, {MARK: str(place.folder)}
    databases = ("--data", str(place.postgres.folder), "--port", str(place.postgres.port), *SERVICES)
    kafka = ("--data", str(place.folder / "kafka"), "--port", str(place.ports["kafka"]))
    controller = ("--controller-port", str(place.ports["controller"]))
    commands = {
        "postgres": (python, "-m", "infra.postgres.server", *databases),
        "kafka": (python, "-m", "infra.kafka.broker", *kafka, *controller),
    }
    for name in FIRST:
        yield Supervised(
            name, commands[name], mark, INFRASTRUCTURE_RANK, first=True, stop_seconds=INFRASTRUCTURE_STOP_SECONDS
        )


def _supervised(program: Program, place: Place) -> Supervised:
    rank = {"api": API_RANK, GATEWAY: GATEWAY_RANK}.get(program.arguments[0], STREAM_RANK)
    environment = {**program.environment, MARK: str(place.folder), "PYTHONUNBUFFERED": "1"}
    return Supervised(program.name, (sys.executable, "-m", "thidua", *program.arguments), environment, rank)


def _keys(place: Place) -> DevelopmentIssuer:
    issuer = DevelopmentIssuer(place.data.development_key, utc_now)
    (place.folder / "token_keys.json").write_text(json.dumps(issuer.keys()), encoding="utf-8")
    return issuer


def _databases(place: Place) -> bool:
    """Whether the server takes connections; if so, each service's address is written down for its processes."""
    for service in SERVICES:
        try:
            url = place.postgres.url(service)
            psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=2).close()
        except (FileNotFoundError, psycopg.OperationalError):
            return False
        file = place.database_file(service)
        file.parent.mkdir(exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.write_text(url, encoding="utf-8")
    return True


def _topics(place: Place) -> bool:
    """Whether the broker takes records; if so, the topics are there, too."""
    if not broker.serves(place.kafka):
        return False
    ensure_topics(place.kafka, declared())
    return True


def _migrate(place: Place) -> None:
    running = {
        program.name: subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "thidua", *program.arguments],
            env={**os.environ, **program.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for program in migrations(place.site())
    }
    told = {name: (process.communicate()[0], process.returncode) for name, process in running.items()}
    if wrong := [f"{name}: {text.strip()}" for name, (text, status) in told.items() if status]:
        raise NotUp("\n".join(wrong))


def _await(place: Place, name: str, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not ready():
        _, words, _ = place.supervisor.states()[name]
        if time.monotonic() > deadline or words.startswith(("BACKOFF", "FATAL", "EXITED")):
            log = place.logs / f"{name}.log"
            tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:] if log.exists() else []
            raise NotUp("\n".join([f"{name}: {words} ({log})", *tail]))
        time.sleep(0.2)


def _stop(place: Place) -> bool:
    answers = place.supervisor.answers()
    if answers:
        place.supervisor.shut_down()
    return end_leftovers(place) or answers


def end_leftovers(place: Place) -> bool:
    """Kill what is left of a run whose supervisor was killed; whether there was anything."""
    found = [process for process in of_this_run(place) if process != os.getpid()]
    for process in found:
        os.kill(process, signal.SIGKILL)
    while any(process in of_this_run(place) for process in found):
        time.sleep(0.05)
    return bool(found)


def of_this_run(place: Place) -> list[int]:
    """The processes that carry this run's mark, as the system lists them."""
    mark = f"{MARK}={place.folder}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # gone, or not ours
    return found


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """One `up` or `down` at a time."""
    with (place.folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
