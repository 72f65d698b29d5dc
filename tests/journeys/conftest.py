"""The servers that journeys are played on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty server of the module's own."""
    with serving(tmp_path_factory.mktemp("journey") / "var") as running:
        yield running


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory for a server that the test starts and stops itself."""
    return tmp_path / "var"
