"""docs/rules.md is what the rulebooks, the rules and their tests say today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regulations import report
from regulations.functions import functions
from regulations.listing import every_span
from regulations.rulebook import FOLDER, Rulebooks


def test_the_page_of_rules_is_current() -> None:
    assert report.TARGET.read_text(encoding="utf-8") == report.render(Rulebooks.load())
    assert report.main(["--check"]) == 0


def test_the_version_that_the_readme_names_is_one() -> None:
    told = re.findall(r"[\w-]+@[0-9a-f]{12}", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert told
    assert {Rulebooks.load().named(each).version for each in told} == set(told)


def test_who_knows_the_article_finds_function_figures_and_tests() -> None:
    page = report.TARGET.read_text(encoding="utf-8")
    letter = page[page.index("### CV 4268") :].split("###")[1]
    rows = [each for each in letter.splitlines() if each.startswith("| A.I.5 |")]
    assert "`clusters.bands.25`" in rows[0]
    [row] = [each for each in rows if "[`clusters.explain_the_number_of_district_clusters`]" in each]
    assert "(../services/covenant/domain/rules/clusters.py)" in row
    assert "`test_district_clusters.py`: the number of clusters follows from the number of districts" in row
    [refusing] = [each for each in rows if "[`clusters.district_clusters_are_as_many_as_the_rule`]" in each]
    assert "`test_district_clusters.py`: another number of clusters is refused with its why" in refusing


def test_every_function_that_cites_a_document_stands_on_the_page() -> None:
    page = report.TARGET.read_text(encoding="utf-8")
    assert [each.name for each in functions() if f"[`{each.module}.{each.name}`](../{each.path})" not in page] == []


def test_every_figure_stands_on_the_page_with_its_days() -> None:
    page = report.TARGET.read_text(encoding="utf-8")
    missing = [each.key for each in every_span(Rulebooks.load()) if f"| `{each.key}` | " not in page]
    assert missing == []


def test_the_check_notices_a_stale_page_and_writing_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "docs" / "rules.md"
    monkeypatch.setattr(report, "TARGET", target)
    assert report.main(["--check"]) == 1
    assert report.main([]) == 0
    assert report.main(["--check"]) == 0
    target.write_text("stale", encoding="utf-8")
    assert report.main(["--check"]) == 1
