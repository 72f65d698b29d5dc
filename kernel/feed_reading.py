"""The way of one reader through a service's published facts, begun anywhere in the log without reading what is before.

Most of a log may be nobody else's business. An index of the events by topic leads past it: only the events whose topic
may be announced are read, each topic's from the position on, and put into the log's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from eventsourcing.persistence import StoredEvent

from kernel.recorder import EVENTS
from kernel.store import Store
from kernel.transport import Outbox
from kernel.views import Recorded
from kernel.wire import PARTITIONS, Record, partition_of

LOOK_BACK = 64
"""Events looked at together on the way back to the last fact of every partition."""

_TOPIC, _POSITION = EVENTS.c.topic, EVENTS.c.position
_NEXT_TOPIC = sa.select(sa.func.min(_TOPIC)).where(sa.bindparam("topic") < _TOPIC)
_OF_TOPIC = sa.select(_POSITION).where(sa.bindparam("topic") == _TOPIC).limit(sa.bindparam("limit"))
_BEHIND = _OF_TOPIC.where(sa.bindparam("position") < _POSITION).order_by(_POSITION)
_UPTO = _OF_TOPIC.where(sa.bindparam("position") >= _POSITION).order_by(_POSITION.desc())
_EVENTS = (
    sa.select(_POSITION, EVENTS.c.originator_id, EVENTS.c.originator_version, _TOPIC, EVENTS.c.state)
    .where(_POSITION.in_(sa.bindparam("positions", expanding=True)))
    .order_by(_POSITION)
)
_END = sa.select(sa.func.max(_POSITION))


class Reading:
    """Reads the records behind `position`, the same that the relay publishes, byte for byte.

    `at_end` says whether the last read came to the end of the log.
    """

    def __init__(self, store: Store, position: int) -> None:
        self._store = store
        self.position = position
        self.at_end = False
        with store.reading() as connection:
            self._outbox = Outbox(store, self._tails(connection), position)

    def read(self, limit: int) -> list[Record]:
        """The records of the next `limit` events that may be announced."""
        with self._store.reading() as connection:
            positions = self._positions(connection, _BEHIND, self.position, limit)[:limit]
            self.at_end = len(positions) < limit
            end = connection.execute(_END).scalar() or 0
            found = self._events(connection, positions)
        self.position = max(end, self.position) if self.at_end else positions[-1]
        return [record for each in found if (record := self._outbox.record(each)) is not None]

    def _positions(self, connection: sa.Connection, query: sa.Select[Any], position: int, limit: int) -> Sequence[int]:
        """At most `limit` positions of every topic that may be announced, in order."""
        asked = {"position": position, "limit": limit}
        return sorted(
            each
            for topic in self._topics(connection)
            for each in connection.execute(query, {**asked, "topic": topic}).scalars()
        )

    def _topics(self, connection: sa.Connection) -> Iterator[str]:
        """The topics of the log, one step through the index each, without those that are never announced."""
        topic = connection.execute(_NEXT_TOPIC, {"topic": ""}).scalar()
        while topic is not None:
            if topic not in self._store.private:
                yield topic
            topic = connection.execute(_NEXT_TOPIC, {"topic": topic}).scalar()

    def _tails(self, connection: sa.Connection) -> dict[int, int]:
        """The last published position of every partition up to where the reading begins, 0 where there is none."""
        tails: dict[int, int] = {}
        upto = self.position
        while len(tails) < PARTITIONS:
            positions = self._positions(connection, _UPTO, upto, LOOK_BACK)[-LOOK_BACK:]
            if not positions:
                break
            for recorded in reversed(self._events(connection, positions)):
                if self._announced(recorded):
                    tails.setdefault(partition_of(recorded.event.originator_id, PARTITIONS), recorded.position)
            upto = positions[0] - 1
        return {partition: tails.get(partition, 0) for partition in range(PARTITIONS)}

    def _events(self, connection: sa.Connection, positions: Sequence[int]) -> list[Recorded]:
        rows = connection.execute(_EVENTS, {"positions": positions}).all() if positions else []
        return [Recorded(self._store.mapper.to_domain_event(StoredEvent(*row[1:])), row[0]) for row in rows]  # type: ignore[arg-type]

    def _announced(self, recorded: Recorded) -> bool:
        return self._store.announce(recorded.event) is not None
