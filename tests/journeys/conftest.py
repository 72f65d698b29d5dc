"""The servers that journeys are played on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server, serving
from tests.support.year import AUDITOR, Year, copy_data, play


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty server of the module's own."""
    with serving(tmp_path_factory.mktemp("journey") / "var") as running:
        yield running


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory for a server that the test starts and stops itself."""
    return tmp_path / "var"


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """The year that most journeys read, played once and undisturbed. Nobody writes to it."""
    with serving(tmp_path_factory.mktemp("year") / "var") as running, running.client(AUDITOR) as reader:
        yield Year(running, play(running.base_url, running.data_dir), reader)


@pytest.fixture(scope="module")
def replica(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a copy of the played year, for a module's journeys that may write."""
    with serving(copy_data(year.server.data_dir, tmp_path_factory.mktemp("replica") / "var")) as running:
        yield running
