"""`make up`: on real Kafka and PostgreSQL, in processes of its own, the year is the year of one process (row F3)."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from infra.kafka import broker
from infra.postgres import server as postgres
from tests.support.server import free_port, run
from tests.support.year import Json, Year, play
from thidua.apart.place import Place
from thidua.apart.up import of_this_run
from thidua.data import DataDirectory

pytestmark = [pytest.mark.journey, pytest.mark.kafka, pytest.mark.postgres, pytest.mark.row("F3")]


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


def test_the_same_year_has_the_same_boards_decisions_and_digests(year: Year, up: Up) -> None:
    played = play(up.base_url, up.place.data.folder, "--year", "2024", "--seed", "1")
    assert without_time(played) == without_time(year.report)
    assert httpx.get(f"{up.base_url}/healthz").json()["services"] == dict.fromkeys(
        ("covenant", "scoring", "nomination"), "ok"
    )


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
    assert up.command("down") == (0, "Không có gì đang chạy. · Nothing runs.\n")
