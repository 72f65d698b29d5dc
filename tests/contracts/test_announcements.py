"""Every private event is either announced to the other services or kept private on purpose; none is forgotten."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.architecture.sources import services
from tests.contracts.catalogue import events, facts, part, stored_name
from tests.contracts.history import MAPPER, read
from tests.contracts.recorded import FOLDER

EVERY_EVENT = [(service, kind) for service in services() for kind in events(service)]


@cache
def occurrences(service: str) -> dict[str, list[Any]]:
    """Stored name → every occurrence of that event in the recorded streams of the service."""
    found: dict[str, list[Any]] = {stored_name(kind): [] for kind in events(service)}
    for path in sorted((FOLDER / "history" / service).glob("*.json")):
        for row in read(json.loads(path.read_text(encoding="utf-8"))):
            found[row.topic].append(MAPPER.to_domain_event(row))
    return found


@pytest.mark.parametrize("service", services())
def test_what_is_kept_private_is_an_event_of_the_service(service: str) -> None:
    assert part(service, "published").PRIVATE - set(events(service)) == frozenset()


@pytest.mark.parametrize(("service", "kind"), EVERY_EVENT, ids=lambda each: stored_name(each) or each)
def test_an_event_is_always_announced_or_kept_private_on_purpose(service: str, kind: type[Any]) -> None:
    """Told on some days only, a fact could not be counted on by any follower."""
    published = part(service, "published")
    told = [type(published.announce(each)) for each in occurrences(service)[stored_name(kind)]]
    assert told != []
    assert len(set(told)) == 1
    assert (told[0] is type(None)) == (kind in published.PRIVATE)
    assert told[0] is type(None) or told[0] in facts(service)


@pytest.mark.parametrize("service", services())
def test_every_fact_is_told_by_some_event(service: str) -> None:
    announce = part(service, "published").announce
    told = {type(announce(event)) for found in occurrences(service).values() for event in found}
    written = " ".join(str(kind.__annotations__) for kind in facts(service))
    assert [kind for kind in facts(service) if kind not in told and kind.__name__ not in written] == []
