"""A database server that is away: said as such, and the same command goes through when it is back, once."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.ports import free_port
from infra.postgres.server import Server
from kernel.recorder import EVENTS
from tests.kernel.toy import open_store
from tests.kernel.toy_api import TestClient, Toy, build
from tests.support.postgres import FAST, server

pytestmark = pytest.mark.postgres


@pytest.fixture
def own_server() -> Iterator[Server]:
    """One that may be stopped: nobody else is on it."""
    server()  # skipped, or failed, where there is no PostgreSQL
    with tempfile.TemporaryDirectory(prefix="thidua-away-") as folder:
        found = Server(Path(folder) / "server", free_port(), FAST)
        Path(folder).chmod(0o755)
        found.start()
        found.create("toy")
        yield found
        found.stop(signal.SIGKILL)


@pytest.fixture
def toy(own_server: Server, tmp_path: Path) -> Iterator[Toy]:
    found = build(open_store(own_server.url("toy")), tmp_path / "key.pem")
    yield found
    found.store.recorder.engine.dispose()


def test_a_command_and_a_question_to_a_database_that_is_away_are_problems_to_ask_again(
    own_server: Server, toy: Toy
) -> None:
    client = TestClient(toy.api, headers={**toy.token(), "Idempotency-Key": "first"}, raise_server_exceptions=False)
    counter = client.post("/counters", json={"name": "a"}).json()["id"]
    own_server.stop()
    answers = [
        client.get("/counters"),
        client.get(f"/counters/{counter}"),
        client.post("/counters", json={"name": "b"}, headers={"Idempotency-Key": "second"}),
        client.post(f"/counters/{counter}/raise", json={"by": 1}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(503, "database-away")] * 4
    own_server.start()
    again = [client.post("/counters", json={"name": "b"}, headers={"Idempotency-Key": "second"}) for _ in range(2)]
    assert [each.status_code for each in again] == [201, 201]
    with toy.store.reading() as connection:
        assert len(connection.execute(EVENTS.select()).all()) == 2
