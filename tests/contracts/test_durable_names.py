"""Names that are written down for good stand in one list; a difference there is a decision that somebody reviews."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from eventsourcing.domain import ProgrammingError
from eventsourcing.utils import get_topic, resolve_topic

from kernel.aggregate import Aggregate
from tests.architecture.sources import services
from tests.contracts.catalogue import aggregates, durable_names, events, events_of, stored_name
from tests.contracts.recorded import FOLDER

LIST = FOLDER / "durable_names.txt"


def undeclared(kinds: Sequence[type], service: str) -> list[str]:
    """Classes whose stored name would be derived from where they stand, or bears another service's name."""
    return [kind.__qualname__ for kind in kinds if not stored_name(kind).startswith(f"{service}.")]


def stored_kinds(service: str) -> list[type]:
    found: list[type] = []
    for aggregate in aggregates(service):
        found += [aggregate, *events_of(aggregate)]
    return found


def test_the_durable_names_are_those_agreed() -> None:
    assert durable_names() == LIST.read_text(encoding="utf-8").splitlines()


def test_every_aggregate_and_event_declares_its_name() -> None:
    assert [name for service in services() for name in undeclared(stored_kinds(service), service)] == []


def test_a_stored_name_leads_back_to_its_class() -> None:
    kinds = [kind for service in services() for kind in events(service)]
    assert [kind for kind in kinds if resolve_topic(get_topic(kind)) is not kind] == []


def test_no_name_is_used_twice() -> None:
    topics = [stored_name(kind) for service in services() for kind in stored_kinds(service)]
    assert sorted(topics) == sorted(set(topics))


def test_an_aggregate_without_a_declared_name_is_found() -> None:
    class Nameless(Aggregate):
        pass

    class Elsewhere(Aggregate):
        TOPIC = "scoring.Elsewhere"

        class Event(Aggregate.Event):
            TOPIC = "scoring.ElsewhereEvent"

    assert undeclared([Nameless, Elsewhere], "covenant") == [Nameless.__qualname__, Elsewhere.__qualname__]


def test_an_event_without_a_declared_name_is_refused_by_the_library() -> None:
    with pytest.raises(ProgrammingError, match="Explicit topic not defined"):

        class _Counted(Aggregate):
            TOPIC = "example.Counted"

            class Event(Aggregate.Event):
                TOPIC = "example.CountedEvent"

            class Raised(Event):
                pass
