"""Kill -9 in the middle of the year: started again and played again, nothing is lost and nothing is there twice."""

from __future__ import annotations

import fcntl
import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from tests.support.server import ROOT, Server, run, serving, thidua
from tests.support.year import MOVEMENT, SERVICES, Json, Year, play, positions, rows

pytestmark = [pytest.mark.journey, pytest.mark.row("F3")]

WAIT_SECONDS = 120
OTHER_YEAR = 2023

MOMENTS: tuple[tuple[Literal["server", "client"], str, float], ...] = (
    ("client", "covenant", 0.6),  # while covenants are agreed
    ("server", "scoring", 0.3),  # while results come in and the half-year boards are frozen
    ("server", "nomination", 0.5),  # in the middle of secret ballots
)
"""Whom the kill meets, and when: as a share of the events that service has at the end of an undisturbed year."""

Counts = Mapping[str, int]


def events(data_dir: Path) -> Counts:
    """How many events of each kind the logs hold."""
    query = "select topic, count(*) from events group by topic"
    return dict(found for service in SERVICES for found in rows(data_dir, service, query))


@contextmanager
def playing(server: Server) -> Iterator[subprocess.Popen[str]]:
    """The demonstration, being played against the server."""
    command, environment = thidua("demo", "--json", "--base-url", server.base_url, data_dir=server.data_dir)
    client = subprocess.Popen(  # noqa: S603 (our own command)
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield client
    finally:
        client.kill()
        client.communicate()


def wait_for(server: Server, client: subprocess.Popen[str], service: str, position: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while positions(server)[service] < position:
        assert client.poll() is None, "the year ended before the moment came"
        assert time.monotonic() < deadline, f"{service} never came to {position}"
        time.sleep(0.02)


@dataclass(frozen=True)
class Disturbed:
    """A year that was killed at every moment, started again each time, and played to its end."""

    server: Server
    report: Json
    counts: Counts
    client_messages: tuple[str, ...]


@pytest.fixture(scope="module")
def disturbed(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disturbed]:
    data_dir = tmp_path_factory.mktemp("disturbed") / "var"
    at_the_end, messages = positions(year.server), []
    for victim, service, share in MOMENTS:
        with serving(data_dir) as server, playing(server) as client:
            wait_for(server, client, service, int(at_the_end[service] * share))
            if victim == "server":
                server.kill()
                messages.append(client.communicate(timeout=WAIT_SECONDS)[1])
                assert client.returncode == 2
            else:
                client.kill()
                client.communicate()
    with serving(data_dir) as server:
        report = play(server.base_url, data_dir)
        yield Disturbed(server, report, events(data_dir), tuple(messages))


def test_the_boards_and_decisions_are_those_of_an_undisturbed_year(year: Year, disturbed: Disturbed) -> None:
    assert disturbed.report["digests"] == year.report["digests"]
    same = ("units", "districts", "covenants", "results", "boards", "decisions")
    assert {name: disturbed.report[name] for name in same} == {name: year.report[name] for name in same}


def test_no_event_is_lost_and_none_is_there_twice(year: Year, disturbed: Disturbed) -> None:
    assert disturbed.counts == events(year.server.data_dir)


def test_the_client_of_a_killed_server_says_so_and_does_not_fall_over(disturbed: Disturbed) -> None:
    assert len(disturbed.client_messages) == sum(victim == "server" for victim, _, _ in MOMENTS)
    assert [text for text in disturbed.client_messages if "Traceback" in text or "http://127.0.0.1" not in text] == []


def test_nothing_of_a_ballot_is_left_over(disturbed: Disturbed) -> None:
    assert list((disturbed.server.data_dir / "keys").iterdir()) == []
    assert rows(disturbed.server.data_dir, "nomination", "select count(*) from ballot_box") == [(0,)]
    parked = [rows(disturbed.server.data_dir, service, "select count(*) from parked") for service in SERVICES]
    assert parked == [[(0,)]] * 3


def test_what_is_served_after_the_kills_replays_and_another_year_joins_it(year: Year, disturbed: Disturbed) -> None:
    data_dir, first = disturbed.server.data_dir, disturbed.report["digests"]
    joined = play(disturbed.server.base_url, data_dir, "--year", str(OTHER_YEAR))
    of_year = year.report["units"], len(year.report["boards"])
    assert (joined["year"], joined["units"], len(joined["boards"])) == (OTHER_YEAR, *of_year)
    assert set(joined["digests"].values()) & set(first.values()) == set()
    checked = run("replay", "--check", "--json", data_dir=data_dir)
    told = json.loads(checked.stdout)
    assert (checked.returncode, told["ok"]) == (0, True)
    again = {name: digest for name, digest in told["digests"].items() if name.startswith(f"board/{MOVEMENT}/")}
    replayable = [name for name in first if name.startswith("board/") and not name.endswith("2024-Q4")]
    assert {first[name] for name in replayable} <= {*again.values()}
    before = positions(disturbed.server)
    assert play(disturbed.server.base_url, data_dir)["digests"] == first, "played again beside the other year"
    assert positions(disturbed.server) == before


def test_a_demonstration_that_is_killed_takes_the_server_it_started_with_it(tmp_path: Path) -> None:
    command, environment = thidua("demo", "--json", data_dir=tmp_path / "var", PORT="1")
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as client:
        lock, log = tmp_path / "var" / "lock", tmp_path / "var" / "covenant.db"
        deadline = time.monotonic() + WAIT_SECONDS
        while not (log.exists() and written(tmp_path / "var") > 200):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert not free(lock)
        client.kill()
        client.wait()
    while not free(lock):
        assert time.monotonic() < deadline, "somebody still holds the data"
        time.sleep(0.05)
    with serving(tmp_path / "var") as server:
        assert positions(server)["covenant"] >= 200


def written(data_dir: Path) -> int:
    try:
        return int(rows(data_dir, "covenant", "select count(*) from events")[0][0])
    except Exception:  # noqa: BLE001 (the database is being made)
        return 0


def free(lock: Path) -> bool:
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
