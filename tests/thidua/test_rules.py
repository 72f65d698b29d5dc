"""The rules by date on the command line."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from regulations.rulebook import FOLDER
from thidua.cli import app

SHARE = "quotas.government_flag.share"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["rules", *arguments], env={"COLUMNS": "200"})


def said(*arguments: str) -> Any:
    found = run(*arguments, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_the_list_of_a_day_tells_value_and_source() -> None:
    [share] = [each for each in said("list", "--as-of", "2024-12-31")["rules"] if each["key"] == SHARE]
    assert (share["value"], share["since"], share["source"]["status"]) == ("1/5", "2024-01-01", "analogue")
    assert SHARE in run("list", "--as-of", "2024-12-31", "--chapter", "quotas").stdout


def test_the_list_is_filtered_by_chapter_and_by_what_is_still_unverified() -> None:
    found = said("list", "--chapter", "voting", "--status", "unverified", "--as-of", "2024-12-31")["rules"]
    assert found
    assert {(each["key"].split(".")[0], each["source"]["status"]) for each in found} == {("voting", "unverified")}
    assert (
        "there is no such rule"
        in run("list", "--chapter", "quotas", "--as-of", "2024-12-31", "--status", "found").stdout
    )


def test_a_chapter_that_is_none_is_refused_with_those_there_are() -> None:
    found = run("list", "--chapter", "nothing")
    assert (found.exit_code, "deadlines | clusters | titles" in found.stderr) == (2, True)


def test_without_a_day_it_is_today_in_vietnam() -> None:
    assert said("list", "--chapter", "quotas")["as_of"] == datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat()


def test_one_figure_is_shown_through_the_eras_with_the_one_that_applies() -> None:
    eras = said("show", "rewards.base_salaries", "--as-of", "2024-01-15")["rules"]
    assert [each["value"] for each in eras if each["applies"]] == ["1800000"]
    assert "→ 2024-07-01 – 2026-06-30  2340000" in run("show", "rewards.base_salaries", "--as-of", "2024-07-01").stdout


def test_a_key_that_is_none_is_told_with_its_neighbours() -> None:
    found = run("show", "quotas.government_flag")
    assert (found.exit_code, "There is no key quotas.government_flag" in found.stderr, SHARE in found.stderr) == (
        2,
        True,
        True,
    )


def test_the_difference_of_two_days_names_what_was_and_what_is() -> None:
    found = {each["key"]: each for each in said("diff", "2023-12-31", "2024-01-01")["changes"]}
    dossier = found["deadlines.government_flag_dossier"]
    assert (dossier["before"]["value"], dossier["after"]["value"]) == ("31/03 (Y+1)", "30/06 (Y+1)")
    told = run("diff", "2023-12-31", "2024-01-01").stdout
    assert "  + 30/06 (Y+1)  (NĐ 98/2023/NĐ-CP, Điều 32; found)" in told
    assert "nothing changed" in run("diff", "2024-01-01", "2024-01-02").stdout


def test_a_day_before_all_rules_is_refused() -> None:
    found = run("list", "--as-of", "1999-01-01")
    assert (found.exit_code, "no rules known here before 2004-07-01" in found.stderr) == (2, True)


def test_the_shipped_rules_hold_together_and_say_what_is_unverified() -> None:
    found = run("check")
    assert (found.exit_code, found.stdout.count(" found, ")) == (0, 9)


def test_holidays_that_are_missing_are_refused_as_rules_are(tmp_path: Path) -> None:
    folder = tmp_path / "eras"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "holidays"))
    found = run("check", "--folder", str(folder))
    assert (found.exit_code, "holidays/vietnam.toml: thiếu tệp · file missing" in found.stderr) == (1, True)


@pytest.mark.parametrize(
    "asked",
    [("list", "--as-of", "2024-02-30"), ("show", "quotas", "--as-of", "2024-02-30"), ("diff", "2024-02-30", "x")],
)
def test_a_day_that_there_is_not_is_told_in_both_languages(asked: tuple[str, ...]) -> None:
    found = run(*asked)
    told = " ".join(found.stderr.replace("│", " ").split())
    assert (found.exit_code, "không có ngày 2024-02-30" in told, "there is no day 2024-02-30" in told) == (
        2,
        True,
        True,
    )


def test_a_status_that_there_is_not_is_told_in_both_languages() -> None:
    found = run("list", "--status", "maybe")
    told = " ".join(found.stderr.replace("│", " ").split())
    assert (found.exit_code, "không có “maybe”" in told, "there is no “maybe”" in told) == (2, True, True)
    assert run("list", "--status", "found").stdout.endswith(" found, 0 analogue, 0 unverified\n")


def test_a_lead_is_listed_and_not_counted_among_the_eras() -> None:
    listed = run("list", "--leads")
    assert (listed.exit_code, "law-2026  (2026-10-01): " in listed.stdout) == (0, True)
    assert "a lead, not applied" in run("check").stdout


def test_a_key_that_nobody_knows_is_refused_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "eras"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = folder / "nd91-2017" / "quotas.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("rounding", "roundign", 1), encoding="utf-8")
    found = run("check", "--folder", str(folder))
    told = "nd91-2017/quotas.toml:5: government_flag: rounding: thiếu · missing"
    assert (found.exit_code, told in found.stderr) == (1, True)
