"""Every private event is either announced to the other services or kept private on purpose; none is forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.architecture.sources import services
from tests.contracts.catalogue import events, facts, part
from tests.contracts.examples import event, event_example, event_members, strategy

EVERY_EVENT = [(service, kind) for service in services() for kind in events(service)]


def named(each: Any) -> str:
    return str(getattr(each, "TOPIC", each))


@pytest.mark.parametrize("service", services())
def test_what_is_kept_private_is_an_event_of_the_service(service: str) -> None:
    assert part(service, "published").PRIVATE - set(events(service)) == frozenset()


@pytest.mark.parametrize(("service", "kind"), EVERY_EVENT, ids=named)
def test_an_event_is_announced_or_kept_private_on_purpose(service: str, kind: type[Any]) -> None:
    published = part(service, "published")
    fact = published.announce(event_example(kind))
    assert (fact is None) == (kind in published.PRIVATE)
    assert fact is None or type(fact) in facts(service)


@pytest.mark.parametrize(("service", "kind"), EVERY_EVENT, ids=named)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_is_announced_depends_on_the_kind_of_event_alone(
    service: str, kind: type[Any], data: st.DataObject
) -> None:
    """A fact told on some days only could not be counted on by any follower."""
    published = part(service, "published")
    drawn = event(kind, {name: data.draw(strategy(hint)) for name, hint in event_members(kind).items()})
    assert type(published.announce(drawn)) is type(published.announce(event_example(kind)))


@pytest.mark.parametrize("service", services())
def test_every_fact_is_told_by_some_event(service: str) -> None:
    published = part(service, "published")
    told = {type(published.announce(event_example(kind))) for kind in events(service)} - {type(None)}
    parts = {
        inner for kind in facts(service) for inner in facts(service) if inner.__name__ in str(kind.__annotations__)
    }
    assert set(facts(service)) - told - parts == set()
