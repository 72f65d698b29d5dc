"""What an event says today it says for good: exact types, and older shapes lifted to the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

import msgspec
import pytest
from eventsourcing.domain import event
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from kernel.aggregate import Act, Aggregate
from kernel.store import EventMapper

MAPPER = EventMapper()
ACT = Act(
    "anna",
    datetime(2024, 3, 1, 5, 0, 0, 123456, tzinfo=UTC),
    datetime(2024, 2, 29, 8, tzinfo=timezone(timedelta(hours=7))),
    UUID(int=1),
    UUID(int=2),
)


class Level(StrEnum):
    HIGH = "high"


@dataclass(frozen=True)
class Line:
    code: str
    amount: Decimal | None


class Everything(Aggregate):
    """One field of every type an event may have."""

    TOPIC = "toy.Everything"

    class Event(Aggregate.Event):
        TOPIC = "toy.EverythingEvent"

    class Said(Event, Aggregate.Created):
        TOPIC = "toy.EverythingSaid"
        amount: Decimal
        day: date
        instant: datetime
        level: Level
        flag: bool
        count: int
        text: str
        lines: tuple[Line, ...]
        perhaps: UUID | None

    class Grown(Event):
        """Was `{"amount": 5}` first, `{"points": "5"}` then, and is `{"points": "5", "why": ""}` now."""

        TOPIC = "toy.EverythingGrown"
        class_version = 3
        points: Decimal
        why: str

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["points"] = str(state.pop("amount"))

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            state["why"] = ""

    @classmethod
    def say(cls, **members: Any) -> Self:
        return cls(act=ACT, id=UUID(int=9), **members)

    @event(Said)
    def __init__(  # noqa: PLR0913, PLR0917
        self,
        act: Act,  # noqa: ARG002
        id: UUID,  # noqa: ARG002
        amount: Decimal,
        day: date,
        instant: datetime,
        level: Level,
        flag: bool,
        count: int,
        text: str,
        lines: tuple[Line, ...],
        perhaps: UUID | None,
    ) -> None:
        self.members = (amount, day, instant, level, flag, count, text, lines, perhaps)

    def grow(self, points: Decimal, why: str) -> None:
        self._grown(ACT, points, why)

    @event(Grown)
    def _grown(self, act: Act, points: Decimal, why: str) -> None:
        """Nothing is kept of it."""


characters = st.text(st.characters(exclude_categories=["Cs"]))
amounts = st.decimals(allow_nan=False, allow_infinity=False)


@given(
    amount=amounts,
    day=st.dates(),
    instant=st.datetimes(timezones=st.just(UTC)),
    level=st.sampled_from(Level),
    flag=st.booleans(),
    count=st.integers(-(2**63), 2**63 - 1),
    text=characters,
    lines=st.lists(st.builds(Line, characters, st.none() | amounts)).map(tuple),
    perhaps=st.none() | st.uuids(),
)
def test_an_event_comes_back_from_the_log_as_it_was(**members: Any) -> None:
    [said] = Everything.say(**members).collect_events()
    found: Any = MAPPER.to_domain_event(MAPPER.to_stored_event(said))
    assert (type(found), vars(found)) == (type(said), vars(said))
    assert str(found.amount) == str(members["amount"])


def test_times_keep_their_microseconds_and_their_offset() -> None:
    counter = Everything.say(
        amount=Decimal(1),
        day=date(2024, 1, 1),
        instant=ACT.at,
        level=Level.HIGH,
        flag=True,
        count=1,
        text="",
        lines=(),
        perhaps=None,
    )
    found: Any = MAPPER.to_domain_event(MAPPER.to_stored_event(counter.collect_events()[0]))
    assert found.act.effective.isoformat() == "2024-02-29T08:00:00+07:00"
    assert (found.act.at.isoformat(), found.timestamp) == ("2024-03-01T05:00:00.123456+00:00", ACT.at)


def grown(state: bytes) -> Any:
    return MAPPER.to_domain_event(StoredEvent(UUID(int=9), 2, "toy.EverythingGrown", state))


ACTED = msgspec.json.encode(ACT).decode()


@pytest.mark.parametrize(
    ("state", "points", "why"),
    [
        (f'{{"act": {ACTED}, "amount": 5}}', "5", ""),
        (f'{{"act": {ACTED}, "points": "5.0", "class_version": 2}}', "5.0", ""),
        (f'{{"act": {ACTED}, "points": "5.00", "why": "x", "class_version": 3}}', "5.00", "x"),
    ],
)
def test_an_older_shape_is_lifted_to_the_newest(state: str, points: str, why: str) -> None:
    found = grown(state.encode())
    assert (str(found.points), found.why, found.act) == (points, why, ACT)


def test_the_newest_shape_says_its_version() -> None:
    counter = object.__new__(Everything.Grown)
    members = {"originator_id": UUID(int=9), "originator_version": 2, "timestamp": ACT.at, "act": ACT}
    vars(counter).update(members, points=Decimal("1.50"), why="x")
    stored = MAPPER.to_stored_event(counter)
    assert msgspec.json.decode(stored.state)["class_version"] == 3
    assert vars(grown(stored.state)) == vars(counter)


@pytest.mark.parametrize(
    "state", [b"{}", b"[]", b"\xff", f'{{"act": {ACTED}, "points": "x", "class_version": 3}}'.encode()]
)
def test_bytes_of_another_shape_are_no_event(state: bytes) -> None:
    with pytest.raises((msgspec.MsgspecError, KeyError)):
        grown(state)
