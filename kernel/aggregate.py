"""What every event of every service carries: who acted, when it was recorded, when it was true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID, uuid5

from eventsourcing import domain

from kernel.explanation import Text

NAMESPACE = UUID("5f0c6a3e-0b7b-5d0e-9c57-2d6f3c1b9a10")
"""Root of every identity that is made from a natural key. Durable: changing it orphans all streams."""


def identity(kind: str, *natural_key: object) -> UUID:
    """The id of the one aggregate of this `kind` that has this natural key (UUIDv5).

    Two parties that know the key know the id, so "one covenant per unit and movement" needs no lock and no look-up.
    """
    return uuid5(NAMESPACE, "\x1f".join([kind, *(str(part) for part in natural_key)]))


def event_id(originator_id: UUID, version: int) -> UUID:
    """The permanent name of one event, the same in the store, on the wire and in an explanation."""
    return uuid5(originator_id, str(version))


@dataclass(frozen=True)
class Act:
    """The circumstances of one command, written into every event it causes.

    `at` is when it was recorded (the server's clock, UTC); `effective` is when the fact was true by the paper,
    and may lie before `at`, never after it. Both are kept, so that a backdated record is visible.
    """

    actor: str
    at: datetime
    effective: datetime
    correlation: UUID
    causation: UUID | None = None


class Aggregate(domain.Aggregate):
    """The library's aggregate, whose events carry an `Act` and take their timestamp from it, never from a clock."""

    CALLED: ClassVar[Text] = Text("đối tượng", "thing")  # what people call it

    class Event(domain.Aggregate.Event):
        """Base of the events of a stream."""

        act: Act

    class Created(Event, domain.Aggregate.Created):
        """Base of the first event of a stream."""

    def trigger_event(self, event_class: type[Any], **kwargs: Any) -> None:
        """Record an event; `act` is required, and gives the event its timestamp."""
        super().trigger_event(event_class, timestamp=kwargs["act"].at, **kwargs)

    @classmethod
    def _create(cls, event_class: type[Any], *, id: UUID | None = None, **kwargs: Any) -> Self:
        return super()._create(event_class, id=id, timestamp=kwargs["act"].at, **kwargs)
