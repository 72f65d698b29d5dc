"""What the product is made of, found by importing it: aggregates, events, views, facts, followers, refusals."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from types import ModuleType
from typing import Any

from kernel.aggregate import Aggregate
from kernel.refusals import Refusal
from kernel.views import View
from kernel.wire import topic_of
from tests.architecture.sources import PRODUCTION, modules, services


@cache
def imported(*folders: str) -> tuple[ModuleType, ...]:
    """Every module under these folders, imported: a class that no module imports could otherwise be missed."""
    names = (module.name for module in modules(*folders))
    return tuple(importlib.import_module(name) for name in names if not name.endswith("__main__"))


def part(service: str, name: str) -> ModuleType:
    return importlib.import_module(f"services.{service}.{name}")


def aggregates(service: str) -> list[type[Aggregate]]:
    """The aggregate classes of a service, by TOPIC."""
    imported(f"services/{service}/domain")
    found = [kind for kind in _below(Aggregate) if kind.__module__.startswith(f"services.{service}.")]
    return sorted(found, key=stored_name)


def events(service: str) -> list[type[Aggregate.Event]]:
    """The events that lie in the service's log, aggregate by aggregate; not the bases they have in common."""
    return [event for aggregate in aggregates(service) for event in events_of(aggregate)]


def events_of(aggregate: type[Aggregate]) -> list[type[Aggregate.Event]]:
    members = (member for member in vars(aggregate).values() if isinstance(member, type))
    found = [member for member in members if issubclass(member, Aggregate.Event)]
    return [event for event in found if stored_name(event) != stored_name(aggregate.Event)]


def stored_name(kind: type) -> str:
    """The name that stands for a class in the log, empty when it declares none."""
    return str(getattr(kind, "TOPIC", ""))


def facts(service: str) -> list[type[Any]]:
    """The published facts of a service and the parts they are made of, module by module, in the order written."""
    root = f"services.{service}.published"
    told = (each for each in imported(f"services/{service}") if f"{each.__name__}.".startswith(f"{root}."))
    return [kind for module in told for kind in dataclasses_of(module)]


def listens(service: str) -> bool:
    return importlib.util.find_spec(f"services.{service}.reactions") is not None


def followers(service: str) -> list[str]:
    """The permanent names under which a service keeps how far it has taken facts in."""
    return [part(service, "reactions").FOLLOWER] if listens(service) else []


def heard(service: str) -> list[tuple[str, type[Any]]]:
    """(source service, consumer dataclass) of every fact that a service listens to."""
    if not listens(service):
        return []
    hears: Mapping[str, Sequence[type[Any]]] = part(service, "reactions").HEARS
    return [(source, kind) for source, kinds in sorted(hears.items()) for kind in kinds]


def dataclasses_of(module: ModuleType) -> list[type[Any]]:
    found = (member for member in vars(module).values() if isinstance(member, type) and is_dataclass(member))
    return [member for member in found if member.__module__ == module.__name__]


def views(service: str) -> tuple[View, ...]:
    found: tuple[View, ...] = part(service, "views").VIEWS
    return found


def refusals() -> list[type[Refusal]]:
    """Every refusal of the product, by code."""
    own = {module.__name__ for module in imported(*PRODUCTION)}
    return [kind for _, kind in sorted(Refusal.registry.items()) if kind.__module__ in own]


def _below(kind: type[Aggregate]) -> Iterator[type[Aggregate]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def durable_names() -> list[str]:
    """Every name that is written down somewhere for good: in logs, in tracking rows, on topics, in clients' code."""
    names = {f"refusal {kind.code}" for kind in refusals()}
    for service in services():
        names.add(f"kafka-topic {topic_of(service)}")
        names |= {f"follower {name}" for name in followers(service)}
        names |= {f"view {view.name}" for view in views(service)}
        names |= {f"table {table.name} of {service}" for view in views(service) for table in view.tables}
        names |= {f"fact thidua.{service}.v1.{fact.__name__}" for fact in facts(service)}
        for aggregate in aggregates(service):
            names.add(f"aggregate {stored_name(aggregate)}")
            names |= {f"event {stored_name(event)}" for event in events_of(aggregate)}
    return sorted(names)
