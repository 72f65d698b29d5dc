"""Replay: the logs alone give everything that is served; whoever touched a row or an event is found out (row E3)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.server import run
from tests.support.year import IN_THE_YEAR, MOVEMENT, Year, copy_data, positions, rows

pytestmark = [pytest.mark.journey, pytest.mark.row("E3")]


@pytest.fixture(scope="module")
def replay(year: Year) -> Any:
    """What a replay of the played year tells while its server runs."""
    checked = run("replay", "--check", "--json", data_dir=year.server.data_dir)
    assert checked.returncode == 0, checked.stdout[-2000:]
    return json.loads(checked.stdout)


@pytest.fixture
def copy(year: Year, tmp_path: Path) -> Path:
    """The played year's data, to be tampered with."""
    return copy_data(year.server.data_dir, tmp_path / "copy")


def tamper(data_dir: Path, service: str, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(data_dir / f"{service}.db")) as database, database:
        assert database.execute(statement, values).rowcount == 1


def board(data_dir: Path, *options: str) -> Any:
    shown = run("board", "--json", *options, data_dir=data_dir)
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


def test_everything_served_is_made_again_from_the_logs_while_the_server_runs(year: Year, replay: Any) -> None:
    assert (replay["ok"], replay["events"]) == (True, sum(positions(year.server).values()))
    boards = {f"board/{MOVEMENT}/{cluster}/{period}#{each['no']}" for (cluster, period), each in year.boards.items()}
    assert boards | {f"board/{MOVEMENT}/CUM-VII/2024-H1#1"} <= set(replay["digests"])
    views = {name.partition(".")[0] for name in replay["digests"] if not name.startswith("board/")}
    assert views == {"covenant", "scoring", "nomination"}


def test_the_boards_replay_to_the_digests_that_the_services_told(year: Year, replay: Any) -> None:
    again = {
        (cluster, period): replay["digests"][f"board/{MOVEMENT}/{cluster}/{period}#{each['no']}"]
        for (cluster, period), each in year.boards.items()
    }
    assert again == {place: each["digest"] for place, each in year.boards.items()}
    reported = {
        name: digest
        for name, digest in year.report["digests"].items()
        if name.startswith("board/") and "TOAN-QUOC" not in name
    }
    assert year.report["digests"]["decisions"]
    assert reported == {f"board/{cluster}/{period}": digest for (cluster, period), digest in again.items()}


TOUCHED = {
    "covenant.covenants": "update covenants set late = 0 where id = (select min(id) from covenants where late)",
    "scoring.boards": "update board_rows set rank = 1 where rowid = (select max(rowid) from board_rows where rank = 2)",
    "nomination.decisions": "delete from decisions where revoked_on is not null",
}
"""What somebody with the database file in hand might do, by the view it belongs to."""


def test_touched_rows_are_named_by_their_views(copy: Path) -> None:
    for view, statement in TOUCHED.items():
        tamper(copy, view.partition(".")[0], statement)
    shown = run("replay", "--check", data_dir=copy)
    assert shown.returncode == 1
    assert {line.split()[-1] for line in shown.stdout.splitlines() if line.startswith("≠")} == set(TOUCHED)


def test_a_touched_log_is_found_out(copy: Path) -> None:
    position, state = events(copy, "scoring", "scoring.ResultsFirstRecorded")[0]
    other = state.replace(b'"value":"', b'"value":"9', 1)
    assert other != state
    tamper(copy, "scoring", "update events set state = ? where position = ?", other, position)
    position, _ = events(copy, "nomination", "nomination.DecisionRevoked")[-1]
    tamper(copy, "nomination", "delete from events where position = ?", position)
    told = run("replay", "--json", data_dir=copy)
    assert told.returncode == 0, "without --check a difference is told, and is no failure"
    assert json.loads(told.stdout)["ok"] is False
    assert {"scoring.results", "nomination.decisions"} <= set(json.loads(told.stdout)["differences"])


def events(data_dir: Path, service: str, topic: str) -> list[tuple[Any, ...]]:
    return rows(data_dir, service, f"select position, state from events where topic = '{topic}' order by position")  # noqa: S608


def test_a_replay_of_nothing_says_so(tmp_path: Path) -> None:
    refused = run("replay", "--check", data_dir=tmp_path)
    assert (refused.returncode, str(tmp_path) in refused.stderr, "Traceback" in refused.stderr) == (2, True, False)


def test_a_board_is_shown_as_it_stood_before_and_after_its_correction(year: Year) -> None:
    options = ("--cluster", "CUM-VII", "--period", "2024-H1")
    [before], [after] = (board(year.server.data_dir, *options, "--as-of", day) for day in ("2024-07-26", "2024-07-27"))
    assert (before["edition"], after["edition"]) == (1, 2)
    assert after["digest"] == year.boards["CUM-VII", "2024-H1"]["digest"] != before["digest"]
    served = [
        (year.codes[row["unit_id"]], row["rank"], row["score"]) for row in year.boards["CUM-VII", "2024-H1"]["rows"]
    ]
    assert [(row["unit"], row["rank"], row["score"]) for row in after["rows"]] == served
    assert [row["unit"] for row in before["rows"]] != [row["unit"] for row in after["rows"]]


def test_a_board_is_shown_by_what_was_known_then(year: Year) -> None:
    options = ("--cluster", "CUM-VII", "--period", "2024-H1")
    second = year.boards["CUM-VII", "2024-H1"]
    [known] = board(year.server.data_dir, *options, "--known-on", "2099-01-01T00:00:00")
    assert known["edition"] == second["no"]
    instant = datetime.fromisoformat(second["recorded_at"])
    [just] = board(year.server.data_dir, *options, "--known-on", second["recorded_at"])
    [earlier] = board(
        year.server.data_dir,
        *options,
        "--known-on",
        (instant - timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%f"),
    )
    assert (earlier["edition"], just["edition"]) == (1, second["no"])


def test_before_the_first_edition_there_is_no_board(year: Year) -> None:
    assert board(year.server.data_dir, "--cluster", "CUM-VII", "--as-of", IN_THE_YEAR) == []
    shown = run("board", "--cluster", "CUM-VII", "--as-of", IN_THE_YEAR, data_dir=year.server.data_dir)
    assert (shown.returncode, shown.stdout) == (
        0,
        "Chưa có bảng xếp hạng nào vào ngày đó. · No board had been frozen by that day.\n",
    )


def test_an_unknown_cluster_is_refused_with_those_there_are(year: Year) -> None:
    refused = run("board", "--cluster", "CUM-XX", data_dir=year.server.data_dir)
    assert (refused.returncode, "CUM-VII" in refused.stderr, "Traceback" in refused.stderr) == (2, True, False)
