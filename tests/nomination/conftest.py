"""A service of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nomination.running import Running, live_through_a_year, start
from tests.support.postgres import chosen, stored_on


@pytest.fixture
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    with stored_on(chosen(request)):
        found = start(tmp_path)
        yield found
        found.service.store.recorder.engine.dispose()


@pytest.fixture
def year(running: Running) -> Running:
    """After a year of five clusters with four offices each."""
    live_through_a_year(running)
    return running
