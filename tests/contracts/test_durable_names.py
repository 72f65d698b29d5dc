"""Names that are written down for good stand in one list; a difference there is a decision that somebody reviews."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.utils import get_topic, resolve_topic

from tests.architecture.sources import Module, class_value, classes, domain, dotted, services
from tests.contracts.catalogue import aggregates, durable_names, events, events_of, stored_name
from tests.contracts.recorded import FOLDER

LIST = FOLDER / "durable_names.txt"


def undeclared(module: Module) -> Iterator[str]:
    """Aggregates and events without a name of their own: it would be derived, or be their base's."""
    for aggregate in classes(module.tree):
        if "Aggregate" in {dotted(base) for base in aggregate.bases}:
            events = [member for member in aggregate.body if isinstance(member, ast.ClassDef) and member.bases]
            for kind in (aggregate, *events):
                name = class_value(kind, "TOPIC")
                service = Path(module.path).parts[1]
                if not isinstance(name, ast.Constant) or not str(name.value).startswith(f"{service}."):
                    yield f"{module.at(kind)} {kind.name}"


def stored_kinds(service: str) -> list[type]:
    found: list[type] = []
    for aggregate in aggregates(service):
        found += [aggregate, *events_of(aggregate)]
    return found


def test_the_durable_names_are_those_agreed() -> None:
    assert durable_names() == LIST.read_text(encoding="utf-8").splitlines()


def test_every_aggregate_and_event_declares_its_name() -> None:
    assert [each for module in domain() for each in undeclared(module)] == []


def test_a_stored_name_leads_back_to_its_class() -> None:
    kinds = [kind for service in services() for kind in events(service)]
    assert [kind for kind in kinds if resolve_topic(get_topic(kind)) is not kind] == []


def test_no_name_is_used_twice() -> None:
    topics = [stored_name(kind) for service in services() for kind in stored_kinds(service)]
    assert sorted(topics) == sorted(set(topics))


AGGREGATE = """
class Covenant(Aggregate):
    TOPIC = "{aggregate}"
    class Event(Aggregate.Event):
        TOPIC = "covenant.CovenantEvent"
    class Signed(Event):
        {event}
    class Line:
        code: str
"""


@pytest.mark.parametrize(
    ("aggregate", "event", "found"),
    [
        ("covenant.Covenant", 'TOPIC = "covenant.Signed"', 0),
        ("covenant.Covenant", "signed_on: date", 1),
        ("covenant.Covenant", 'TOPIC = "scoring.Signed"', 1),
        ("Covenant", 'TOPIC = "covenant.Signed"', 1),
    ],
)
def test_a_class_without_a_name_of_its_own_is_found(aggregate: str, event: str, found: int) -> None:
    module = Module("services/covenant/domain/x.py", AGGREGATE.format(aggregate=aggregate, event=event))
    assert len(list(undeclared(module))) == found
