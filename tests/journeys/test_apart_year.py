"""`make up`: on real Kafka and PostgreSQL, in processes of its own, the year is the year of one process (row F3)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from infra.kafka import broker
from infra.ports import free_port
from infra.postgres import server as postgres
from tests.support.server import run
from tests.support.year import Json, Year, play
from thidua.apart.place import Place
from thidua.apart.settings import SERVICES
from thidua.apart.up import of_this_run
from thidua.data import DataDirectory

pytestmark = [
    pytest.mark.journey,
    pytest.mark.kafka,
    pytest.mark.postgres,
    pytest.mark.row("F1"),
    pytest.mark.row("F3"),
]


@dataclass
class Up:
    """A run that `up` has started."""

    place: Place

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.place.gateway[1]}"

    @property
    def processes(self) -> set[int]:
        return set(of_this_run(self.place))

    def command(self, name: str) -> tuple[int, str]:
        done = run(name, data_dir=self.place.data.folder, PORT=str(self.place.gateway[1]))
        return done.returncode, done.stdout + done.stderr


def must_be_possible() -> None:
    """Without Java, Maven or PostgreSQL these tests are skipped with the reason; where `CI=true` they fail."""
    try:
        broker.java()
        broker.jars()
        postgres.binaries()
    except (broker.Unavailable, postgres.Unavailable) as reason:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))


@pytest.fixture
def up() -> Iterator[Up]:
    """A run in a folder that PostgreSQL's own user may enter; it must leave no process behind."""
    must_be_possible()
    folder = Path(tempfile.mkdtemp(prefix="thidua-up-"))
    folder.chmod(0o755)
    running = Up(Place(DataDirectory(folder / "var"), ("127.0.0.1", free_port())))
    try:
        status, said = running.command("up")
        assert (status, f"{running.base_url}/graphql" in said) == (0, True), said
        yield running
        assert running.command("down")[0] == 0
        assert running.processes == set()
    finally:
        running.command("down")
        shutil.rmtree(folder, ignore_errors=True)


def without_time(report: Json) -> Json:
    return {name: value for name, value in report.items() if name != "seconds"}


def told(*arguments: str, data_dir: Path, **environment: str) -> Any:
    """What a command prints in JSON, without the moment at which a thing was recorded."""
    done = run(*arguments, "--json", data_dir=data_dir, **environment)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return json.loads(done.stdout, object_hook=lambda each: {k: v for k, v in each.items() if k != "recorded_at"})


def named(place: Place) -> dict[str, str]:
    """The databases of a run, as its processes are told them."""
    return {f"{service.upper()}_DATABASE_FILE": str(place.database_file(service)) for service in SERVICES}


def test_the_same_year_has_the_same_boards_decisions_and_digests(year: Year, up: Up, tmp_path: Path) -> None:
    played = play(up.base_url, up.place.data.folder, "--year", "2024", "--seed", "1")
    assert without_time(played) == without_time(year.report)
    assert httpx.get(f"{up.base_url}/healthz").json()["services"] == dict.fromkeys(
        ("covenant", "scoring", "nomination"), "ok"
    )
    a_replay_of_the_running_services_gives_the_boards_of_the_embedded_run(year, up)
    a_board_as_it_stood_is_that_of_the_embedded_run(year, up)
    a_row_touched_in_a_database_that_the_environment_names_is_found(up, tmp_path)


def a_replay_of_the_running_services_gives_the_boards_of_the_embedded_run(year: Year, up: Up) -> None:
    replayed = told("replay", "--check", data_dir=up.place.data.folder)
    embedded = told("replay", data_dir=year.server.data_dir)
    assert (replayed["ok"], replayed["events"]) == (True, embedded["events"])
    assert replayed["digests"].keys() == embedded["digests"].keys()
    assert boards(replayed) == boards(embedded) != {}


def boards(replayed: Any) -> dict[str, str]:
    """The digests of the boards; those of views tell the moments at which things were recorded, too."""
    return {name: digest for name, digest in replayed["digests"].items() if name.startswith("board/")}


def a_board_as_it_stood_is_that_of_the_embedded_run(year: Year, up: Up) -> None:
    options = ("board", "--cluster", "CUM-VII", "--period", "2024-H1", "--as-of", "2024-07-26")
    [board] = told(*options, data_dir=up.place.data.folder)
    assert ([board], board["edition"]) == (told(*options, data_dir=year.server.data_dir), 1)


def a_row_touched_in_a_database_that_the_environment_names_is_found(up: Up, elsewhere: Path) -> None:
    with psycopg.connect(up.place.postgres.url("covenant").replace("+psycopg", "")) as database:
        assert database.execute("UPDATE units SET code = 'BHXH-99' WHERE code = 'BHXH-68'").rowcount == 1
    shown = run("replay", "--check", data_dir=elsewhere, **named(up.place))
    assert (shown.returncode, "the databases that the environment names" in shown.stderr) == (1, True)
    assert [line.split()[-1] for line in shown.stdout.splitlines() if line.startswith("≠")] == ["covenant.units"]


def test_up_twice_is_harmless_what_is_killed_returns_and_down_leaves_nothing(up: Up) -> None:
    before = up.processes
    assert up.command("up")[0] == 0
    assert up.processes == before
    killed = up.place.supervisor.states()["scoring-follower"][2]
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while up.place.supervisor.states()["scoring-follower"][2] in {0, killed} and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (len(up.processes), killed in up.processes) == (len(before), False)
    os.kill(int((up.place.folder / "supervisord.pid").read_text(encoding="ascii")), signal.SIGKILL)
    assert len(up.processes) == len(before)
    assert up.command("down") == (0, "Đã dừng; dữ liệu còn nguyên. · Stopped; everything is kept.\n")
    assert up.processes == set()
    status, said = up.command("replay")
    assert (status, "does not run or does not answer" in said, "Traceback" in said) == (2, True, False)
    assert up.command("down") == (0, "Không có gì đang chạy. · Nothing runs.\n")
