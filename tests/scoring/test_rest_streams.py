"""A hundred thousand rows over a real connection: bounded memory, verdicts on the way, a line cut in the middle."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.covenant import running as neighbour
from tests.scoring.examples import SCHEME, measured
from tests.scoring.running import CLUSTER, MOVEMENT, TABLE_ID, departments, done, open_periods, plain, start
from tests.support.server import Person, Server, serving

pytestmark = pytest.mark.row("F4")

UNITS = tuple(f"BHXH-{number:03}" for number in range(125))
QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
WIDE = replace(SCHEME, indicators=(*SCHEME.indicators, *(measured(f"X{number:03}") for number in range(190))))
MACHINE = Person("tst", ("machine_results",), kind="machine")
AUDITOR = Person("auditor", ("auditor",))
MEGABYTE = 2**20
ROWS = len(UNITS) * len(QUARTERS) * len(WIDE.indicators)


def prepare(folder: Path) -> None:
    """A cluster of 125 units with a signed table of 200 indicators, four quarters open."""
    year = start(folder)
    neighbour.establish(year.covenant, *UNITS)
    departments(year)
    neighbour.form(year.covenant, *UNITS)
    neighbour.launch(year.covenant)
    neighbour.elect(year.covenant, *UNITS[:2])
    year.follow()
    head = neighbour.cluster_head(UNITS[0])
    body = {"cluster_id": CLUSTER, "movement_id": MOVEMENT, "scheme": plain(WIDE)}
    done(year.post("/score-tables", head, body, Effective_At="2024-01-20"), 201)
    done(year.post(f"/score-tables/{TABLE_ID}/signature", head, Effective_At="2024-02-01"))
    open_periods(year, *QUARTERS)
    for each in (year.covenant, year.scoring):
        each.service.store.recorder.engine.dispose()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    return folder


@pytest.fixture(scope="module")
def server(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For the whole year's rows."""
    with serving(shutil.copytree(prepared, tmp_path_factory.mktemp("whole") / "data")) as running:
        yield running


@pytest.fixture(scope="module")
def another(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For some units' rows."""
    with serving(shutil.copytree(prepared, tmp_path_factory.mktemp("some") / "data")) as running:
        yield running


def chunks(units: tuple[str, ...] = UNITS, quarters: tuple[str, ...] = QUARTERS) -> Iterator[bytes]:
    """The rows, a unit and quarter at a time."""
    for unit in units:
        for quarter in quarters:
            yield b"".join(
                b'{"unit_id":"%s","movement_id":"%s","period":"%s","indicator":"%s","value":1}\n'
                % (unit.encode(), MOVEMENT.encode(), quarter.encode(), indicator.code.encode())
                for indicator in WIDE.indicators
            )


def peak_memory(server: Server) -> int:
    """The most that the server has ever held, in bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def pushed(server: Server, rows: Iterator[bytes]) -> list[dict[str, Any]]:
    headers = {"Content-Type": "application/x-ndjson"}
    with (
        server.client(MACHINE) as client,
        client.stream(
            "POST", "/scoring/results/stream", params={"system": "TST"}, content=rows, headers=headers, timeout=120
        ) as answer,
    ):
        assert answer.status_code == 200
        return [json.loads(line) for line in answer.iter_lines()]


def results_of(server: Server, unit: str, quarter: str) -> int:
    query: dict[str, str | int] = {"unit_id": unit, "period": quarter, "limit": 200}
    with server.client(AUDITOR) as client:
        return len(client.get("/scoring/results", params=query).raise_for_status().json()["items"])


@contextmanager
def opened(server: Server) -> Iterator[socket.socket]:
    """A connection on which a stream has begun."""
    address = urlsplit(server.base_url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    connection.putrequest("POST", "/scoring/results/stream?system=TST")
    connection.putheader("Authorization", f"Bearer {server.token(MACHINE)}")
    connection.putheader("Content-Type", "application/x-ndjson")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    with closing(connection):
        assert isinstance(connection.sock, socket.socket)
        yield connection.sock


def send(connection: socket.socket, rows: bytes) -> None:
    connection.sendall(b"%x\r\n%s\r\n" % (len(rows), rows))


def test_a_hundred_thousand_rows_each_get_a_verdict_in_bounded_memory(server: Server) -> None:
    assert ROWS == 100_000
    before = peak_memory(server)
    found = pushed(server, chunks())
    verdicts = [each for each in found if "row" in each]
    assert ([each["row"] for each in verdicts], {each["verdict"] for each in verdicts}) == (
        list(range(1, ROWS + 1)),
        {"accepted"},
    )
    summary = found[-1]["summary"]
    assert {name: summary[name] for name in ("rows", "accepted", "refused", "sheets")} == {
        "rows": ROWS,
        "accepted": ROWS,
        "refused": 0,
        "sheets": len(UNITS) * len(QUARTERS),
    }
    assert peak_memory(server) - before < 96 * MEGABYTE
    assert results_of(server, UNITS[-1], "2024-Q4") == 200
    again = pushed(server, chunks(UNITS[:10]))
    assert (again[-1]["summary"]["unchanged"], again[-1]["summary"]["position"]) == (8000, 0)


def test_verdicts_come_while_rows_are_still_sent(another: Server) -> None:
    with opened(another) as line:
        for rows in chunks(UNITS[:4]):
            send(line, rows)
        head = line.recv(65536)
        while head.count(b"\n") < 100:
            head += line.recv(65536)
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b'{"row":1,"verdict":"accepted"}\n' in head
    assert b"summary" not in head


def test_a_cut_line_leaves_whole_units_and_periods_and_a_repeat_completes_them(another: Server) -> None:
    units = UNITS[10:16]
    with opened(another) as line:
        for number, rows in enumerate(chunks(units)):
            send(line, rows if number < 23 else rows[: len(rows) // 2])
        wait_until(lambda: results_of(another, units[0], "2024-Q1") == 200)
        line.shutdown(socket.SHUT_RDWR)
    time.sleep(1)
    counts = [results_of(another, unit, quarter) for unit in units for quarter in QUARTERS]
    assert set(counts) == {0, 200}
    summary = pushed(another, chunks(units))[-1]["summary"]
    assert (summary["accepted"], summary["unchanged"], summary["refused"]) == (4800 - sum(counts), sum(counts), 0)
    assert summary["sheets"] == counts.count(0)


def wait_until(holds: Any) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_length_beyond_what_json_may_have_is_no_obstacle_to_a_stream(server: Server) -> None:
    blank = b" " * 1023 + b"\n"
    headers = {"Content-Type": "application/x-ndjson"}
    with server.client(MACHINE) as client:
        answer = client.post(
            "/scoring/results/stream", params={"system": "TST"}, content=blank * 17 * 1024, headers=headers
        )
        refused = client.post("/scoring/results", content=blank * 17 * 1024, headers=headers)
    assert (answer.status_code, json.loads(answer.text)["summary"]["rows"]) == (200, 0)
    assert refused.status_code == 413
