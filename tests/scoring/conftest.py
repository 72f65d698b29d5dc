"""A scoring service of one's own for each test, beside the covenant service it follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scoring.running import Year, start
from tests.support.postgres import chosen, stored_on


@pytest.fixture
def year(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Year]:
    with stored_on(chosen(request)):
        found = start(tmp_path)
        yield found
        for each in (found.covenant, found.scoring):
            each.service.store.recorder.engine.dispose()
