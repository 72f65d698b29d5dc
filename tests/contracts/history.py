"""Streams of stored events, taken from the services' own tests: for each kind of event the shortest that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from kernel.aggregate import Aggregate
from kernel.store import EventMapper
from tests.architecture.sources import ROOT
from tests.contracts.catalogue import events, stored_name
from tests.contracts.recorded import FOLDER

MAPPER = EventMapper()
Stream = list[dict[str, Any]]


def file_of(service: str, kind: type[Aggregate.Event]) -> Path:
    """Where the stream that first held this shape of this event is kept."""
    name = stored_name(kind).partition(".")[2]
    return FOLDER / "history" / service / f"{name}.v{getattr(kind, 'class_version', 1)}.json"


def unrecorded(service: str) -> list[type[Aggregate.Event]]:
    return [kind for kind in events(service) if not file_of(service, kind).exists()]


def stored(stream: list[Aggregate.Event]) -> Stream:
    """The events as they lie in the log."""
    rows = [MAPPER.to_stored_event(each) for each in stream]
    return [
        {
            "originator_id": str(row.originator_id),
            "originator_version": row.originator_version,
            "topic": row.topic,
            "state": json.loads(row.state),
        }
        for row in rows
    ]


def read(stream: Stream) -> Iterator[StoredEvent]:
    for row in stream:
        state = json.dumps(row["state"], ensure_ascii=False, separators=(",", ":")).encode()
        yield StoredEvent(UUID(row["originator_id"]), row["originator_version"], row["topic"], state)


class Listener:
    """A pytest plugin that keeps, for each kind of event, the shortest whole stream that ends with it.

    The session ends once every kind in `wanted` has one.
    """

    def __init__(self, wanted: Iterable[type[Any]] = ()) -> None:
        self.wanted = frozenset(wanted)
        self.shortest: dict[type[Any], list[Any]] = {}
        self._patch = pytest.MonkeyPatch()

    def pytest_sessionstart(self) -> None:
        create: Any = vars(Aggregate)["_create"].__func__
        trigger: Any = vars(Aggregate)["trigger_event"]

        def created(kind: type[Aggregate], /, event_class: type[Any], **members: Any) -> Aggregate:
            aggregate: Aggregate = create(kind, event_class, **members)
            self.keep(aggregate)
            return aggregate

        def triggered(aggregate: Aggregate, event_class: type[Any], **members: Any) -> None:
            trigger(aggregate, event_class, **members)
            self.keep(aggregate)

        self._patch.setattr(Aggregate, "_create", classmethod(created))
        self._patch.setattr(Aggregate, "trigger_event", triggered)

    def pytest_runtest_logfinish(self) -> None:
        if self.wanted and self.wanted <= self.shortest.keys():
            pytest.exit("every event is found", 0)

    def pytest_sessionfinish(self) -> None:
        self._patch.undo()

    def keep(self, aggregate: Aggregate) -> None:
        pending: list[Any] = list(aggregate.pending_events)
        known = self.shortest.get(type(pending[-1]))
        if pending[0].originator_version == 1 and (known is None or len(pending) < len(known)):
            self.shortest[type(pending[-1])] = pending


def streams(service: str) -> Iterator[tuple[Path, Stream]]:
    """(file, stream) of every event whose present shape has not been recorded yet.

    Raises:
        LookupError: no test of the service causes one of them.
    """
    missing = unrecorded(service)
    if not missing:
        return
    listener = Listener(missing)
    quiet = [
        "-q",
        "--no-header",
        "--no-summary",
        "-p",
        "no:randomly",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]
    pytest.main([str(ROOT / "tests" / service), *quiet], [listener])
    for kind in missing:
        if kind not in listener.shortest:
            raise LookupError(f"no test of {service} causes {stored_name(kind)}")
        yield file_of(service, kind), stored(listener.shortest[kind])
