"""Servers under measurement, each in a process of its own on loopback, and the load on them."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.plain import create_plain
from infra.ports import free_port
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, TokenVerifier
from kernel.service import utc_now
from thidua.listening import listen, server_of

STARTING_SECONDS = 30.0
DATABASES = "databases.json"
"""In a folder: the URL of each service's database, for `run_on_postgres`."""


def issuer(folder: Path) -> DevelopmentIssuer:
    """The one whose tokens every server in this run believes."""
    return DevelopmentIssuer(folder / "development.pem", utc_now)


def verifier(folder: Path) -> TokenVerifier:
    """Believes them."""
    return TokenVerifier(issuer(folder).keys(), DEVELOPMENT_ISSUER, utc_now)


def run_plain(folder: Path, port: int) -> None:
    """Serve the plain service."""
    _run(create_plain(folder / "plain.db", verifier(folder)), port)


def run_covenant(folder: Path, port: int) -> None:
    """Serve the covenant service alone."""
    from regulations.rulebook import Rulebooks  # noqa: PLC0415 (only in the process that serves it)
    from services.covenant import main  # noqa: PLC0415

    settings = main.Settings(folder / "covenant.db", Rulebooks.load())
    _run(main.build(settings, verifier(folder), utc_now).api, port)


def run_embedded(folder: Path, port: int) -> None:
    """Serve the whole product."""
    from thidua.data import DataDirectory  # noqa: PLC0415
    from thidua.embedded import create_root, open_services  # noqa: PLC0415
    from thidua.settings import ServeSettings  # noqa: PLC0415

    embedded = open_services(DataDirectory(folder), None)
    with embedded.following():
        _run(create_root(embedded, ServeSettings("127.0.0.1", port, folder, None)), port)


def run_on_postgres(folder: Path, port: int) -> None:
    """Serve the whole product in one process, on the databases that the folder's file names."""
    from kernel.transport import InProcessTransport  # noqa: PLC0415
    from regulations.rulebook import Rulebooks  # noqa: PLC0415
    from services.covenant import main as covenant  # noqa: PLC0415
    from services.nomination import main as nomination  # noqa: PLC0415
    from services.scoring import main as scoring  # noqa: PLC0415
    from thidua.embedded import Embedded, create_root  # noqa: PLC0415
    from thidua.settings import ServeSettings  # noqa: PLC0415

    urls, rules = json.loads((folder / DATABASES).read_text(encoding="utf-8")), Rulebooks.load()
    believed = verifier(folder), utc_now
    services = (
        covenant.build(covenant.Settings(urls["covenant"], rules), *believed),
        scoring.build(scoring.Settings(urls["scoring"], rules), *believed),
        nomination.build(nomination.Settings(urls["nomination"], rules, folder / "keys"), *believed),
    )
    transport = InProcessTransport([each.store for each in services])
    embedded = Embedded(services, believed[0], issuer(folder), transport)
    with embedded.following():
        _run(create_root(embedded, ServeSettings("127.0.0.1", port, folder, None)), port)


def _run(app: Any, port: int) -> None:
    server_of(app).run(sockets=[listen("127.0.0.1", port)])


@contextmanager
def serving(run: Callable[[Path, int], None], folder: Path) -> Iterator[int]:
    """The server in its own process, listening; its port. It is gone after the block."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=run, args=(folder, port), daemon=True)
    process.start()
    try:
        _await_port(port, process)
        yield port
    finally:
        process.terminate()
        process.join()


def _await_port(port: int, process: Any) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.is_alive():
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on {port}")


def post(connection: http.client.HTTPConnection, path: str, token: str, body: object, **headers: str) -> dict[str, Any]:
    """One POST on a kept connection; its JSON answer.

    Raises:
        RuntimeError: the answer is no success.
    """
    all_headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
    connection.request("POST", path, json.dumps(body), all_headers)
    response = connection.getresponse()
    text = response.read()
    if response.status >= http.client.BAD_REQUEST:
        raise RuntimeError(f"{path}: {response.status} {text[:400]!r}")
    answer: dict[str, Any] = json.loads(text)
    return answer


def load(port: int, path: str, token: str, bodies: Sequence[object], clients: int) -> int:
    """Post all bodies over `clients` kept connections at once; how many there were."""
    failures: list[BaseException] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            for body in bodies[number::clients]:
                post(connection, path, token, body)
        except BaseException as error:  # noqa: BLE001 (handed to the thread that waits)
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return len(bodies)
