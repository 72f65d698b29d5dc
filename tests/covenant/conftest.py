"""A covenant service of one's own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.covenant.running import Running, start


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)
