"""The library's own conformance suites for recorders, held against ours on SQLite and on PostgreSQL.

Left out: `test_performance` and `test_concurrent_throughput`, which print figures and assert nothing of their own.
"""

from __future__ import annotations

import tempfile
import time
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import persistence

from kernel.recorder import METADATA, SqlRecorder, open_engine
from tests.support.postgres import server


def _prints_a_figure(_: object) -> None: ...


_prints_a_figure.__test__ = False  # type: ignore[attr-defined]


def dispose(engine: sa.Engine) -> None:
    """Close the connections; a thread that a suite has left reading gives its own back first."""
    time.sleep(0.05)  # it may be between two looks
    deadline = time.monotonic() + 10
    while cast("sa.QueuePool", engine.pool).checkedout() and time.monotonic() < deadline:
        time.sleep(0.01)
    engine.dispose()


class On:
    """Each recorder of a test is over an empty log of its own."""

    kind: type[SqlRecorder] = SqlRecorder

    @abstractmethod
    def create_engine(self) -> sa.Engine:
        """An engine over a database of this kind."""

    def create_recorder(self) -> SqlRecorder:
        engine = self.create_engine()
        self.addCleanup(dispose, engine)  # type: ignore[attr-defined]
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            METADATA.drop_all(connection)
            METADATA.create_all(connection)
        return self.kind(engine)

    test_performance = test_concurrent_throughput = _prints_a_figure


class OnSqlite(On):
    """In a new file."""

    def create_engine(self) -> sa.Engine:
        folder = tempfile.TemporaryDirectory(prefix="recorder-")
        self.addCleanup(folder.cleanup)  # type: ignore[attr-defined]
        return open_engine(Path(folder.name) / "log.db")


@pytest.mark.postgres
class OnPostgres(On):
    """In the one database of this module, emptied."""

    def create_engine(self) -> sa.Engine:
        server().create("conformance")
        return open_engine(server().url("conformance"))


class WithoutPositions(SqlRecorder):
    """A mere aggregate recorder answers an insertion with nothing; all else is ours."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:  # type: ignore[override]
        super().insert_events(stored_events, **kwargs)


class TestAggregateRecorder(OnSqlite, persistence.AggregateRecorderTestCase):
    """Streams of events, one by one and in ranges."""

    kind = WithoutPositions


class TestApplicationRecorder(OnSqlite, persistence.ApplicationRecorderTestCase[SqlRecorder]):
    """The log: contiguous positions, pages, topics, ten writers at once."""


class TestTrackingRecorder(OnSqlite, persistence.TrackingRecorderTestCase):
    """Positions in other logs: never twice, never back."""


class TestProcessRecorder(OnSqlite, persistence.ProcessRecorderTestCase):
    """Events and tracking in one transaction."""


class TestNonInterleavingNotificationIDs(OnSqlite, persistence.NonInterleavingNotificationIDsBaseCase):
    """Two writers of many events at once do not interleave."""


class TestAggregateRecorderOnPostgres(OnPostgres, persistence.AggregateRecorderTestCase):
    """The same on PostgreSQL."""

    kind = WithoutPositions


class TestApplicationRecorderOnPostgres(OnPostgres, persistence.ApplicationRecorderTestCase[SqlRecorder]):
    """The same on PostgreSQL."""


class TestTrackingRecorderOnPostgres(OnPostgres, persistence.TrackingRecorderTestCase):
    """The same on PostgreSQL."""


class TestProcessRecorderOnPostgres(OnPostgres, persistence.ProcessRecorderTestCase):
    """The same on PostgreSQL."""


class TestNonInterleavingNotificationIDsOnPostgres(OnPostgres, persistence.NonInterleavingNotificationIDsBaseCase):
    """The same on PostgreSQL."""


@pytest.mark.parametrize("where", [OnSqlite, OnPostgres])
def test_there_are_no_suites_of_the_library_that_ours_should_pass_and_is_not_put_to(where: type[On]) -> None:
    suites = {name for name in vars(persistence) if name.endswith(("RecorderTestCase", "BaseCase"))}
    put_to = {base.__name__ for each in where.__subclasses__() for base in each.__mro__}
    assert suites - put_to == set()


def test_nobody_subscribes_past_the_transport(tmp_path: Path) -> None:
    recorder = SqlRecorder(open_engine(tmp_path / "log.db"))
    with pytest.raises(TypeError, match=r"kernel\.transport"):
        recorder.subscribe()
