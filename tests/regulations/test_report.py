"""docs/rules.md is what the rulebooks say today."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulations import report
from regulations.rulebook import Rulebooks


def test_the_page_of_rules_is_current() -> None:
    assert report.TARGET.read_text(encoding="utf-8") == report.render(Rulebooks.load())
    assert report.main(["--check"]) == 0


def test_the_check_notices_a_stale_page_and_writing_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "docs" / "rules.md"
    monkeypatch.setattr(report, "TARGET", target)
    assert report.main(["--check"]) == 1
    assert report.main([]) == 0
    assert report.main(["--check"]) == 0
    target.write_text("stale", encoding="utf-8")
    assert report.main(["--check"]) == 1
