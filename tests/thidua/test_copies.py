"""`replay` and `board` on PostgreSQL: one moment of each database, only read, and the same findings as on files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from kernel.identity import DEVELOPMENT_ISSUER, TokenVerifier
from kernel.service import Service, downgrade
from kernel.transport import InProcessTransport
from services.covenant.views.units import UNITS
from services.nomination import main as nomination
from services.nomination.settings import Settings
from services.scoring.main import MIGRATIONS
from tests.covenant import running as covenant
from tests.covenant.running import RULEBOOKS
from tests.scoring.running import Year, freeze, ready, start
from tests.support.postgres import place, server, stored_on
from thidua import copies
from thidua.apart.settings import SERVICES
from thidua.cli import app

pytestmark = pytest.mark.postgres

READER = "postgresql+psycopg://reader:doc@127.0.0.1:{}/{}"
BOARD = ("board", "--cluster", "2024/VII", "--json")
Run = Callable[..., Result]


@contextmanager
def played(folder: Path, kind: str) -> Iterator[Year]:
    """Covenants, results and a frozen board, which nomination has heard of; on files or on PostgreSQL."""
    folder.mkdir()
    with stored_on(kind):
        year = start(folder)
        settings = Settings(place(folder / "nomination.db"), RULEBOOKS, folder / "keys")
        verifier = TokenVerifier(year.covenant.issuer.keys(), DEVELOPMENT_ISSUER, year.clock)
        third = nomination.build(settings, verifier, year.clock)
        ready(year)
        freeze(year)
        services = (year.covenant.service, year.scoring.service, third)
        hear_everything(third, services)
        yield year
        for each in services:
            each.store.recorder.engine.dispose()


def hear_everything(service: Service, neighbours: tuple[Service, ...]) -> None:
    follower = service.follower
    assert follower is not None
    sources = InProcessTransport([each.store for each in neighbours])
    consumer = sources.consumer(follower.name, follower.services, follower.saved)
    while follower.step(consumer):
        pass


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    """A year on PostgreSQL, whose databases the environment names as they are for somebody who may only read."""
    with played(tmp_path / "postgres", "postgres") as found:
        with owning(server().url("postgres")) as connection:
            connection.exec_driver_sql("CREATE ROLE reader LOGIN PASSWORD 'doc' IN ROLE pg_read_all_data")
        for service in SERVICES:
            url = place(tmp_path / "postgres" / f"{service}.db")
            name = str(url).rpartition("/")[2]
            monkeypatch.setenv(f"{service.upper()}_DATABASE", READER.format(server().port, name))
        monkeypatch.setenv("DATA_DIR", str(tmp_path / "nothing"))
        try:
            yield found
        finally:
            with owning(server().url("postgres")) as connection:
                connection.exec_driver_sql("DROP ROLE reader")


@contextmanager
def owning(url: str | sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
    engine.dispose()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def found(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_replay_and_a_board_say_what_they_say_of_the_same_year_on_files(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del year
    monkeypatch.setattr(copies, "PAGE", 3)
    replayed, board = found(run("replay", "--check", "--json")), found(run(*BOARD))
    with played(tmp_path / "files", "sqlite"):
        files = ("--source", "embedded", "--data-dir", str(tmp_path / "files"))
        assert (replayed, board) == (found(run("replay", "--json", *files)), found(run(*BOARD, *files)))
    assert (replayed["ok"], replayed["events"] > 20, len(replayed["digests"]) > 10) == (True, True, True)
    assert [len(each["rows"]) for each in board] == [4]


@pytest.mark.parametrize(
    ("view", "statement"),
    [
        ("covenant.units", "UPDATE units SET code = 'BHXH-99' WHERE code = 'BHXH-67'"),
        ("scoring.boards", "UPDATE board_rows SET rank = 3 WHERE rank = 2"),
        ("nomination.organisation", "DELETE FROM movements"),
    ],
)
def test_a_touched_row_is_named_by_its_view(year: Year, tmp_path: Path, view: str, statement: str) -> None:
    del year
    service = view.partition(".")[0]
    with owning(str(place(tmp_path / "postgres" / f"{service}.db"))) as connection:
        assert connection.exec_driver_sql(statement).rowcount == 1
    shown = run("replay", "--check")
    assert shown.exit_code == 1, shown.output
    assert [line.split()[-1] for line in shown.stdout.splitlines() if line.startswith("≠")] == [view]


def test_what_is_recorded_during_the_copy_is_not_in_it(year: Year) -> None:
    before = found(run("replay", "--json"))["events"]
    recorded: list[int] = []

    def record(*_: object, **__: object) -> None:
        """After the log was copied, before the units are."""
        if not recorded:
            recorded.append(1)
            covenant.establish(year.covenant, "BHXH-79")

    sa.event.listen(UNITS, "before_create", record)
    try:
        during = found(run("replay", "--check", "--json"))
    finally:
        sa.event.remove(UNITS, "before_create", record)
    after = found(run("replay", "--check", "--json"))
    assert (during["events"], after["events"]) == (before, before + 1)


def test_a_log_that_lost_what_others_have_heard_is_told(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del year
    monkeypatch.setattr("kernel.rebuild.SILENCE_SECONDS", 0.1)
    with owning(str(place(tmp_path / "postgres" / "covenant.db"))) as connection:
        signed = "SELECT max(position) FROM events WHERE topic = 'covenant.CovenantSigned'"
        assert connection.exec_driver_sql(f"DELETE FROM events WHERE position = ({signed})").rowcount == 1  # noqa: S608
    refused = run("replay", "--check")
    assert (refused.exit_code, "a source's log lacks facts that were taken in" in refused.stderr) == (2, True)


@pytest.mark.parametrize("command", [("replay",), BOARD])
def test_a_database_that_is_not_at_the_newest_migration_is_told_what_to_do(
    year: Year, command: tuple[str, ...]
) -> None:
    downgrade(year.scoring.service.store.recorder.engine, MIGRATIONS)
    refused = run(*command)
    assert (refused.exit_code, "thidua migrate scoring" in refused.stderr) == (2, True)
