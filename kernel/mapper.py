"""Events as they lie in the log: JSON written and read by the event's own type hints, older shapes lifted."""

from __future__ import annotations

from functools import cache
from typing import Any, TypedDict, get_type_hints
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic


class EventMapper(Mapper[UUID]):
    """Domain events to JSON and back by their type hints, in one typed pass; older shapes pass their upcasters."""

    def __init__(self) -> None:
        """The library's transcoder, cipher and compressor are not used."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """The event as it will lie in the log, for good."""
        kind = type(domain_event)
        members = vars(domain_event)
        state = {name: members[name] for name in _shape(kind).__annotations__}
        if (version := getattr(kind, "class_version", 1)) > 1:
            state["class_version"] = version
        return StoredEvent(
            domain_event.originator_id, domain_event.originator_version, get_topic(kind), msgspec.json.encode(state)
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event object that was saved.

        Raises:
            msgspec.ValidationError: the stored bytes do not have the shape the event class declares.
        """
        kind = resolve_topic(stored_event.topic)
        state = _decode(kind, stored_event.state)
        state["originator_id"] = stored_event.originator_id
        state["originator_version"] = stored_event.originator_version
        state["timestamp"] = state["act"].at
        found: DomainEventProtocol[UUID] = object.__new__(kind)
        object.__setattr__(found, "__dict__", state)
        return found


@cache
def _shape(kind: Any) -> Any:
    outside = {"originator_id", "originator_version", "timestamp", "originator_id_type"}
    hints = {
        name: hint for name, hint in get_type_hints(kind).items() if name not in outside | {"TOPIC", "class_version"}
    }
    return TypedDict(kind.__name__, hints)  # type: ignore[operator]


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[dict[str, Any]]:
    return msgspec.json.Decoder(_shape(kind))


def _decode(kind: Any, state: bytes) -> dict[str, Any]:
    if (current := getattr(kind, "class_version", 1)) == 1:
        return _decoder(kind).decode(state)
    raw = msgspec.json.decode(state, type=dict[str, Any])
    for version in range(raw.pop("class_version", 1), current):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(raw)
    return msgspec.convert(raw, _shape(kind))  # type: ignore[no-any-return]
