"""Names that are written down for good stand in one list; a difference there is a decision that somebody reviews."""

from __future__ import annotations

from collections.abc import Sequence

from eventsourcing.utils import get_topic, resolve_topic

from kernel.aggregate import Aggregate
from tests.architecture.sources import services
from tests.contracts.catalogue import aggregates, durable_names, event_classes
from tests.contracts.recorded import FOLDER

LIST = FOLDER / "durable_names.txt"


def undeclared(kinds: Sequence[type], service: str) -> list[str]:
    """Classes whose stored name would be derived from where they stand, or bears another service's name."""
    return [kind.__qualname__ for kind in kinds if not str(vars(kind).get("TOPIC", "")).startswith(f"{service}.")]


def stored_kinds(service: str) -> list[type]:
    found: list[type] = []
    for aggregate in aggregates(service):
        found += [aggregate, *event_classes(aggregate)]
    return found


def test_the_durable_names_are_those_agreed() -> None:
    assert durable_names() == LIST.read_text(encoding="utf-8").splitlines()


def test_every_aggregate_and_event_declares_its_name() -> None:
    assert [name for service in services() for name in undeclared(stored_kinds(service), service)] == []


def test_a_stored_name_leads_back_to_its_class() -> None:
    kinds = [kind for service in services() for kind in stored_kinds(service)]
    assert [kind for kind in kinds if resolve_topic(get_topic(kind)) is not kind] == []


def test_no_name_is_used_twice() -> None:
    topics = [get_topic(kind) for service in services() for kind in stored_kinds(service)]
    assert sorted(topics) == sorted(set(topics))


def test_a_class_without_a_declared_name_is_found() -> None:
    class Nameless(Aggregate):
        class Begun(Aggregate.Created):
            pass

    class Elsewhere(Aggregate):
        TOPIC = "scoring.Elsewhere"

    assert len(undeclared([Nameless, Nameless.Begun, Elsewhere], "covenant")) == 3
