"""The library's own conformance suites for recorders, held against ours on a SQLite file.

Left out: `test_performance` and `test_concurrent_throughput`, which print figures and assert nothing of their own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import persistence

from kernel.recorder import METADATA, SqlRecorder, open_engine


def _prints_a_figure(_: object) -> None: ...


_prints_a_figure.__test__ = False  # type: ignore[attr-defined]


class OnSqlite:
    """Each recorder of a test is a new file."""

    kind: type[SqlRecorder] = SqlRecorder

    def create_recorder(self) -> SqlRecorder:
        folder = tempfile.TemporaryDirectory(prefix="recorder-")
        engine = open_engine(Path(folder.name) / "log.db")
        self.addCleanup(folder.cleanup)  # type: ignore[attr-defined]
        self.addCleanup(engine.dispose)  # type: ignore[attr-defined]
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            METADATA.create_all(connection)
        return self.kind(engine)

    test_performance = test_concurrent_throughput = _prints_a_figure


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


def test_there_are_no_suites_of_the_library_that_ours_should_pass_and_is_not_put_to() -> None:
    suites = {name for name in vars(persistence) if name.endswith(("RecorderTestCase", "BaseCase"))}
    put_to = {base.__name__ for each in OnSqlite.__subclasses__() for base in each.__mro__}
    assert suites - put_to == set()


def test_nobody_subscribes_past_the_transport(tmp_path: Path) -> None:
    recorder = SqlRecorder(open_engine(tmp_path / "log.db"))
    with pytest.raises(TypeError, match=r"kernel\.transport"):
        recorder.subscribe()
