"""A covenant service of one's own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.covenant.running import Running, start
from tests.support.postgres import chosen, stored_on


@pytest.fixture
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    with stored_on(chosen(request)):
        found = start(tmp_path)
        yield found
        found.service.store.recorder.engine.dispose()
