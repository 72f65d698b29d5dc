"""The services as processes of their own on the databases of a data directory, with the gateway before them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra.ports import free_port
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer
from kernel.service import utc_now
from tests.support.server import ROOT, START_SECONDS, STOP_SECONDS
from thidua.data import DataDirectory

SERVICES = ("covenant", "scoring", "nomination")


@dataclass
class Process:
    """One process of the distributed run, answering on its port."""

    running: subprocess.Popen[bytes]
    base_url: str
    log_file: Path

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(STOP_SECONDS)


@contextmanager
def process(folder: Path, *arguments: str, **environment: str) -> Iterator[Process]:
    """`python -m thidua …` on a free port with nothing in its environment but what is said; killed at the end."""
    port = free_port()
    settings = {"PATH": os.environ["PATH"], "HOST": "127.0.0.1", "PORT": str(port), **environment}
    log_file = folder / f"{'-'.join(arguments)}.log"
    with log_file.open("ab") as log:
        command = [sys.executable, "-m", "thidua", *arguments]
        running = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603
    started = Process(running, f"http://127.0.0.1:{port}", log_file)
    try:
        _wait_until_it_answers(started)
        yield started
    finally:
        if running.poll() is None:
            running.kill()
            running.wait(STOP_SECONDS)


def _wait_until_it_answers(started: Process) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if started.running.poll() is not None:
            raise RuntimeError(f"stopped at once:\n{started.log_file.read_text(encoding='utf-8')}")
        try:
            if httpx.get(f"{started.base_url}/healthz", timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(f"no answer:\n{started.log_file.read_text(encoding='utf-8')}")


def api_environment(data_dir: Path, service: str) -> Mapping[str, str]:
    """What the API of a service is told, so that it serves the database of this data directory."""
    data = DataDirectory(data_dir)
    keys = data_dir / "keys.json"
    keys.write_text(json.dumps(DevelopmentIssuer(data.development_key, utc_now).keys()), encoding="utf-8")
    own = {"BALLOT_KEYS": str(data.keys)} if service == "nomination" else {}
    return {
        f"{service.upper()}_DATABASE": str(data.database(service)),
        "TOKEN_ISSUER": DEVELOPMENT_ISSUER,
        "TOKEN_KEYS": str(keys),
        **own,
    }


@contextmanager
def apis(data_dir: Path) -> Iterator[Mapping[str, Process]]:
    """The three APIs, each in its process, on the databases of this data directory."""
    with ExitStack() as stack:
        yield {
            service: stack.enter_context(process(data_dir, "api", service, **api_environment(data_dir, service)))
            for service in SERVICES
        }


def graphql_urls(base_urls: Mapping[str, str]) -> Mapping[str, str]:
    """What the gateway is told of the services at these addresses."""
    return {f"{service.upper()}_URL": f"{base}/{service}/graphql" for service, base in base_urls.items()}
