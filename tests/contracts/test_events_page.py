"""docs/events.md is what the contracts say today."""

from __future__ import annotations

from pathlib import Path

import pytest

from proto import report
from tests.architecture.sources import services
from tests.contracts.catalogue import facts


def test_the_page_of_published_facts_is_current() -> None:
    assert report.main(["--check"]) == 0


def test_every_fact_and_every_topic_is_on_the_page() -> None:
    text = report.render()
    headings = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(kind.__name__ for service in services() for kind in facts(service))
    assert [service for service in services() if f"topic `{service}.events`" not in text] == []


def test_the_check_notices_a_stale_page_and_writing_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "docs" / "events.md"
    monkeypatch.setattr(report, "TARGET", target)
    assert report.main(["--check"]) == 1
    assert report.main([]) == 0
    assert report.main(["--check"]) == 0
    target.write_text("stale", encoding="utf-8")
    assert report.main(["--check"]) == 1
