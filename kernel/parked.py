"""Parked facts in an operator's hands: looked at, tried again in their order, or given up for a reason that stays.

A fact is named by its place, `covenant:0:77`: the service that told it, the partition, and its position in that
service's log; the form that receipts' tokens have.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kernel.follower import Follower
from kernel.recorder import DROPPED, PARKED
from kernel.refusals import Refusal
from kernel.store import Store
from kernel.views import Page, page
from kernel.wire import Envelope, Record, Undecodable, as_json, service_of, topic_of


class NotParked(LookupError):
    """No parked fact has this place."""


class OutOfTurn(Exception):
    """An earlier fact of the same aggregate is parked, and has to go first."""


@dataclass(frozen=True)
class Place:
    """Which fact: `service:partition:sid`."""

    service: str
    partition: int
    sid: int

    def __str__(self) -> str:
        return f"{self.service}:{self.partition}:{self.sid}"

    @classmethod
    def of(cls, text: str) -> Place:
        """The place that `covenant:0:77` names.

        Raises:
            NotParked: nothing can have such a place.
        """
        service, _, numbers = text.partition(":")
        partition, _, sid = numbers.partition(":")
        if not (service and partition.isdecimal() and sid.isdecimal()):
            raise NotParked(text)
        return cls(service, int(partition), int(sid))


@dataclass(frozen=True)
class Tried:
    """What came of trying a fact again: taken in, or why it is still parked (`reason`)."""

    place: Place
    reason: str | None


def listed(store: Store, *, dropped: bool = False, after: str | None = None, limit: int = 50) -> Page:
    """A page of the facts that are parked, or of those that were dropped, in the order of their places."""
    table = DROPPED if dropped else PARKED
    key = [table.c.follower, table.c.topic, table.c.partition, table.c.sid]
    with store.reading() as connection:
        found = page(connection, sa.select(table), key, after, limit)
    return Page([_described(row) for row in found.items], found.next, found.of)


def shown(store: Store, place: Place) -> dict[str, Any]:
    """A parked or dropped fact whole: its headers, the fact in JSON (None if it cannot be read) and its raw bytes.

    Raises:
        NotParked: there is none.
    """
    with store.reading() as connection:
        for table in (PARKED, DROPPED):
            if row := connection.execute(sa.select(table).where(_at(table, place))).mappings().first():
                headers = json.loads(row["headers"])
                fact = _fact(place.service, headers, row["value"])
                return {**_described(row), "headers": headers, "fact": fact, "value": row["value"].hex()}
    raise NotParked(place)


def in_turn(store: Store, place: Place | None = None) -> list[Place]:
    """The parked facts to try again, in order: those of the aggregate that `place` belongs to, or all of them.

    Raises:
        NotParked: nothing is parked at `place`.
    """
    query = sa.select(PARKED.c.topic, PARKED.c.partition, PARKED.c.sid).order_by(PARKED.c.topic, PARKED.c.sid)
    with store.reading() as connection:
        if place is not None:
            query = query.where(
                PARKED.c.topic == topic_of(place.service), PARKED.c.subject == _subject(connection, place)
            )
        return [Place(service_of(row.topic), row.partition, row.sid) for row in connection.execute(query)]


def retry(follower: Follower, place: Place) -> Tried:
    """Take one parked fact in as the follower would have: its view rows, its reactions and its removal, or nothing.

    If it is refused again it stays, with the newest reason.

    Raises:
        NotParked: it is not parked.
        OutOfTurn: an earlier fact of its aggregate is.
    """
    with follower.store.recorder.writing() as connection:
        row = connection.execute(sa.select(PARKED).where(_at(PARKED, place))).mappings().first()
        if row is None:
            raise NotParked(place)
        _must_be_first(connection, row)
        record = Record(
            row["topic"], row["partition"], row["sid"], row["subject"], json.loads(row["headers"]), row["value"]
        )
        try:
            with connection.begin_nested():
                follower.take_in(connection, record)
        except (Undecodable, Refusal) as error:
            connection.execute(PARKED.update().where(_at(PARKED, place)).values(reason=str(error)))
            return Tried(place, str(error))
        connection.execute(PARKED.delete().where(_at(PARKED, place)))
    follower.store.notify()
    return Tried(place, None)


def retry_in_turn(follower: Follower, places: list[Place]) -> Iterator[Tried]:
    """Try these again one after another; what comes behind one that is refused waits for it."""
    for place in places:
        try:
            yield retry(follower, place)
        except OutOfTurn as waiting:
            yield Tried(place, str(waiting))


def drop(store: Store, place: Place, why: str, now: datetime, by: str | None = None) -> None:
    """Give a parked fact up for good: it moves, whole, to those that were dropped, with who (`by`), when and why.

    Raises:
        NotParked: it is not parked.
        ValueError: no reason is given.
    """
    if not why.strip():
        raise ValueError("a fact is dropped for a reason")
    with store.recorder.writing() as connection:
        row = connection.execute(sa.select(PARKED).where(_at(PARKED, place))).mappings().first()
        if row is None:
            raise NotParked(place)
        account = {"dropped_by": by or getpass.getuser(), "dropped_at": now.isoformat(), "why": why.strip()}
        connection.execute(DROPPED.insert(), {**row, **account})
        connection.execute(PARKED.delete().where(_at(PARKED, place)))


def _must_be_first(connection: sa.Connection, row: Mapping[Any, Any]) -> None:
    same = sa.and_(
        PARKED.c.follower == row["follower"], PARKED.c.topic == row["topic"], PARKED.c.subject == row["subject"]
    )
    first = connection.execute(sa.select(sa.func.min(PARKED.c.sid)).where(same)).scalar_one()
    if first != row["sid"]:
        earlier = Place(service_of(row["topic"]), row["partition"], first)
        raise OutOfTurn(f"an earlier fact of the same aggregate is parked: {earlier}")


def _at(table: sa.Table, place: Place) -> sa.ColumnElement[bool]:
    columns = table.c
    return sa.and_(
        columns.topic == topic_of(place.service), columns.partition == place.partition, columns.sid == place.sid
    )


def _subject(connection: sa.Connection, place: Place) -> str:
    subject: str | None = connection.execute(sa.select(PARKED.c.subject).where(_at(PARKED, place))).scalar()
    if subject is None:
        raise NotParked(place)
    return subject


def _described(row: Mapping[Any, Any]) -> dict[str, Any]:
    headers = json.loads(row["headers"])
    service = service_of(row["topic"])
    account = {name: row[name] for name in ("dropped_by", "dropped_at", "why") if name in row}
    return {
        "place": str(Place(service, row["partition"], row["sid"])),
        "type": headers.get("ce_type", ""),
        "subject": row["subject"],
        "parked_at": row["parked_at"],
        "reason": row["reason"],
        **account,
    }


def _fact(service: str, headers: Mapping[str, str], value: bytes) -> dict[str, Any] | None:
    try:
        return as_json(service, Envelope.of(headers).type.rpartition(".")[2], value)
    except Undecodable:
        return None
