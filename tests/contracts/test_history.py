"""Recorded streams of every event shape ever released replay for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import services
from tests.contracts.catalogue import imported
from tests.contracts.history import MAPPER, Listener, Stream, file_of, read, stored, unrecorded
from tests.contracts.recorded import FOLDER
from tests.kernel.toy import Counter, act

RECORDED = sorted((FOLDER / "history").glob("*/*.json"))


def replay(stream: Stream) -> Any:
    """The aggregate at the end of the stream."""
    imported(*(f"services/{service}/domain" for service in services()))
    aggregate: Any = None
    for row in read(stream):
        event: Any = MAPPER.to_domain_event(row)
        aggregate = event.mutate(aggregate)
    return aggregate


def rewritten(stream: Stream) -> Stream:
    """The stream as it would be stored today."""
    return stored([MAPPER.to_domain_event(row) for row in read(stream)])  # type: ignore[misc]


@pytest.mark.parametrize("service", services())
def test_every_event_has_its_recorded_stream(service: str) -> None:
    assert [str(file_of(service, kind)) for kind in unrecorded(service)] == []


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_stream_replays(path: Path) -> None:
    stream = json.loads(path.read_text(encoding="utf-8"))
    aggregate = replay(stream)
    assert (str(aggregate.id), aggregate.version) == (stream[0]["originator_id"], len(stream))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_shape_that_has_not_aged_is_stored_as_it_was(path: Path) -> None:
    """A field that changes its form without a new class version would make old and new events differ in silence."""
    stream = json.loads(path.read_text(encoding="utf-8"))
    now = rewritten(stream)
    assert [row for row, today in zip(stream, now, strict=True) if _same_age(row, today) and row != today] == []


def _same_age(before: dict[str, Any], today: dict[str, Any]) -> bool:
    return bool(before["state"].get("class_version", 1) == today["state"].get("class_version", 1))


def test_a_stream_that_no_longer_fits_its_event_is_found() -> None:
    counter = Counter.open(act(), "visitors")
    counter.raise_by(act(), 3)
    stream = stored(list(counter.pending_events))  # type: ignore[arg-type]
    assert replay(stream).total == 3
    stream[1]["state"]["by"] = "three"
    with pytest.raises(ValueError, match="int"):
        replay(stream)


def test_the_shortest_stream_is_kept() -> None:
    listener = Listener()
    listener.pytest_sessionstart()
    for raises in (3, 1, 2):
        counter = Counter.open(act(), "visitors")
        for _ in range(raises):
            counter.raise_by(act(), 1)
    listener.pytest_sessionfinish()
    Counter.open(act(), "visitors").whisper(act())
    assert {kind.__name__: len(stream) for kind, stream in listener.shortest.items()} == {"Opened": 1, "Raised": 2}
