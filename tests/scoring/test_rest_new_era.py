"""A new era is loaded: last year's boards stay what they are, byte for byte, and recompute to the same digest."""

from __future__ import annotations

from pathlib import Path

from regulations.rulebook import Rulebooks
from tests.scoring.running import AUDITOR, CODES, Year, board_id, freeze, ready, start
from tests.support.eras import amended, before_the_newest


def everything(year: Year, *paths: str) -> list[str]:
    return [year.scoring.client.get(path, headers=year.scoring.headers(AUDITOR)).text for path in paths]


def test_a_new_era_leaves_the_boards_of_the_year_before_as_they_are(tmp_path: Path) -> None:
    year = start(tmp_path, before_the_newest())
    ready(year)
    digest = freeze(year)["details"]["digest"]
    edition = f"/boards/{board_id()}/editions/1"
    rows = year.get(f"{edition}")["rows"]
    paths = [edition, *(f"{edition}/rows/{row['unit_id']}/why" for row in rows)]
    then = everything(year, *paths)
    again = start(tmp_path, Rulebooks.load(amended(tmp_path / "eras")))
    assert everything(again, *paths) == then
    assert len(rows) == len(CODES)
    recomputed = again.scoring.service.application.boards.recompute_edition(board_id(), 1)
    assert (recomputed.digest, recomputed.same) == (digest, True)
