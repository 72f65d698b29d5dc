"""`board` on files: the lines, and who left the block or cluster in the period."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.covenant.running import STANDING_BODY
from tests.scoring.running import CODES, UNITS, done, freeze, ready, start
from thidua.cli import app


def test_who_left_during_the_period_is_told_below_the_board(tmp_path: Path) -> None:
    year = start(tmp_path)
    ready(year)
    third, fourth = CODES[2:]
    done(
        year.covenant.post(
            f"/units/{UNITS[third]}/merger", STANDING_BODY, {"into": CODES[0]}, Effective_At="2024-05-01"
        )
    )
    done(year.covenant.post(f"/units/{UNITS[fourth]}/dissolution", STANDING_BODY, Effective_At="2024-06-01"))
    year.follow()
    freeze(year)
    for each in (year.covenant.service, year.scoring.service):
        each.store.recorder.engine.dispose()
    asked = ("board", "--cluster", "2024/VII", "--data-dir", str(tmp_path))
    [board] = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert [each["unit"] for each in board["rows"]] == list(reversed(CODES[:2]))
    assert board["departed"] == [
        {"unit": third, "on": "2024-05-01", "how": "MERGED", "into": CODES[0]},
        {"unit": fourth, "on": "2024-06-01", "how": "DISSOLVED", "into": None},
    ]
    shown = " ".join(CliRunner().invoke(app, asked).stdout.split())
    assert f"Rời trong kỳ · left: {third}, 2024-05-01, đã sáp nhập · merged → {CODES[0]}; {fourth}," in shown
    assert "2024-06-01, đã giải thể · dissolved" in shown
