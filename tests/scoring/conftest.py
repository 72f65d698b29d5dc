"""A scoring service of one's own for each test, beside the covenant service it follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.running import Year, start


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return start(tmp_path)
