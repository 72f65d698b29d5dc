"""A parked fact can be looked at, tried again in its turn, or given up for a reason that stays on record."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from kernel.follower import Follower
from kernel.parked import NotParked, OutOfTurn, Place, Tried, drop, in_turn, listed, retry, retry_in_turn, shown
from kernel.recorder import DROPPED, PARKED
from kernel.store import Store
from kernel.transport import InProcessTransport
from kernel.views import digest
from kernel.wire import Record
from tests.kernel.contract import CounterOpened
from tests.kernel.echo import HEARD_VIEW, HEARS, REACTIONS, echo_of, echoes, follower_of, heard, open_echo
from tests.kernel.toy import NOON, Counter, act, command, open_store

BEHIND = "an earlier fact of the same aggregate is parked"
FIRST = Counter.open(act(), "first").id
SECOND = Counter.open(act(), "second").id


@pytest.fixture
def source(tmp_path: Path) -> Store:
    """Two counters, each opened, raised by 1 and raised by 2: sids 1 to 6."""
    store = open_store(tmp_path / "toy.db")
    for name in ("first", "second"):
        store.save(command(), Counter.open(act(), name))
    for by in (1, 2):
        for each in (FIRST, SECOND):
            counter = store.load(Counter, each)
            counter.raise_by(act(), by)
            store.save(command(), counter)
    return store


@pytest.fixture
def echo(tmp_path: Path) -> Store:
    return open_echo(tmp_path / "echo.db")


class Broken(Exception):
    """Not anything a follower expects."""


def records_of(store: Store) -> list[Record]:
    consumer = InProcessTransport([store]).consumer("reader", [store.service], lambda _topic, _partition: 0)
    return list(consumer.poll(0, 10_000))


class Script:
    """A consumer that delivers these records."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        del timeout_seconds, limit
        return self.records

    def rewind(self) -> None:
        """Nothing to go back to."""

    def close(self) -> None:
        """Nothing is held."""


def follow(follower: Follower, records: Sequence[Record]) -> None:
    follower.step(Script(records))


def fill(echo: Store, room: int) -> None:
    """Leave the echo of the first counter `room` to a hundred, so that the rule refuses what goes beyond."""
    counter = Counter.open(act(), echo_of(FIRST))
    counter.raise_by(act(), 100 - room)
    echo.save(command(), counter)


def parked_by_a_rule(source: Store, echo: Store) -> list[Place]:
    """The first counter's facts parked: its opening, whose echo is there already, and what came behind."""
    fill(echo, room=50)
    follow(follower_of(echo), records_of(source))
    return [Place.of(each["place"]) for each in listed(echo).items]


def places(store: Store, *, dropped: bool = False) -> list[str]:
    return [each["place"] for each in listed(store, dropped=dropped).items]


def mended(echo: Store) -> Follower:
    """The follower of a later release, which leaves an echo that is there alone."""
    return Follower(
        "echo.follower", echo, HEARS, {**REACTIONS, CounterOpened: lambda _reaction, _fact: None}, lambda: NOON
    )


def partition(id: UUID) -> int:
    return id.int % 4


def test_parked_facts_are_listed_in_the_order_of_their_places_with_reason_type_and_since_when(
    source: Store, echo: Store
) -> None:
    [opened, *later] = parked_by_a_rule(source, echo)
    found = listed(echo)
    assert found.next is None
    assert [opened, *later] == [Place("toy", partition(FIRST), sid) for sid in (1, 3, 5)]
    assert found.items[1] == {
        "place": f"toy:{partition(FIRST)}:3",
        "type": "thidua.toy.v1.CounterRaised",
        "subject": str(FIRST),
        "parked_at": NOON.isoformat(),
        "reason": BEHIND,
    }


def test_a_long_list_comes_in_pages(source: Store, echo: Store) -> None:
    everything = [str(each) for each in parked_by_a_rule(source, echo)]
    first = listed(echo, limit=2)
    second = listed(echo, limit=2, after=first.next)
    assert ([each["place"] for each in first.items], [each["place"] for each in second.items], second.next) == (
        everything[:2],
        everything[2:],
        None,
    )


def test_a_parked_fact_is_shown_whole(source: Store, echo: Store) -> None:
    [opened, _, _] = parked_by_a_rule(source, echo)
    record = records_of(source)[0]
    found = shown(echo, opened)
    assert (found["fact"], found["headers"], found["value"]) == (
        {"counter_id": str(FIRST), "name": "first"},
        record.headers,
        record.value.hex(),
    )


@pytest.mark.parametrize("spoil", ["value", "headers"])
def test_a_fact_that_cannot_be_read_is_shown_by_its_bytes(source: Store, echo: Store, spoil: str) -> None:
    record = records_of(source)[0]
    bad = replace(record, value=b"\xff\xff") if spoil == "value" else replace(record, headers={})
    follow(follower_of(echo), [bad])
    found = shown(echo, Place.of(places(echo)[0]))
    assert (found["fact"], found["value"]) == (None, bad.value.hex())


@pytest.mark.parametrize("text", ["", "toy", "toy:1", "toy:x:1", "toy:1:x", ":1:1", "toy:1:1:1", "toy:1:-1"])
def test_what_is_no_place_names_no_fact(text: str) -> None:
    with pytest.raises(NotParked):
        Place.of(text)


def test_a_place_at_which_nothing_is_parked_is_told(source: Store, echo: Store) -> None:
    parked_by_a_rule(source, echo)
    elsewhere = Place("toy", 0, 99)
    with pytest.raises(NotParked):
        shown(echo, elsewhere)
    with pytest.raises(NotParked):
        retry(follower_of(echo), elsewhere)
    with pytest.raises(NotParked):
        in_turn(echo, elsewhere)
    with pytest.raises(NotParked):
        drop(echo, elsewhere, "because", NOON)


# Trying again


def test_a_fact_tried_again_is_taken_in_as_if_it_had_never_been_parked(source: Store, echo: Store) -> None:
    woken: list[int] = []
    stopped = parked_by_a_rule(source, echo)
    echo.changed.append(lambda: woken.append(1))
    tried = list(retry_in_turn(mended(echo), in_turn(echo, stopped[-1])))
    assert tried == [Tried(each, None) for each in stopped]
    assert (places(echo), heard(echo)) == ([], {FIRST: (3, 3), SECOND: (3, 3)})
    assert echoes(echo) == {echo_of(FIRST): 53, echo_of(SECOND): 3}
    assert len(woken) == 3


def test_an_event_that_a_fact_tried_again_causes_names_it_as_its_cause(source: Store, echo: Store) -> None:
    parked_by_a_rule(source, echo)
    list(retry_in_turn(mended(echo), in_turn(echo)))
    caused = echo.log()[-1].event
    assert (caused.act.causation, caused.act.actor) == (source.log()[4].id, "echo")


def test_a_fact_that_is_refused_again_stays_with_the_newest_reason_and_leaves_nothing_behind(
    source: Store, echo: Store
) -> None:
    stopped = parked_by_a_rule(source, echo)
    counter = echo.load(Counter, Counter.open(act(), echo_of(FIRST)).id)
    counter.raise_by(act(), 50)
    echo.save(command(), counter)
    before = [each.id for each in echo.log()]
    tried = list(retry_in_turn(mended(echo), stopped))
    assert tried == [
        Tried(stopped[0], None),
        Tried(stopped[1], "Bộ đếm đã tới 100. / The counter is at 100."),
        Tried(stopped[2], f"an earlier fact of the same aggregate is parked: {stopped[1]}"),
    ]
    assert [(each["place"], each["reason"]) for each in listed(echo).items] == [
        (str(stopped[1]), "Bộ đếm đã tới 100. / The counter is at 100."),
        (str(stopped[2]), BEHIND),
    ]
    assert ([each.id for each in echo.log()], heard(echo)[FIRST]) == (before, (1, 0))


def test_a_fact_whose_aggregate_has_an_earlier_one_parked_is_not_tried(source: Store, echo: Store) -> None:
    stopped = parked_by_a_rule(source, echo)
    with pytest.raises(OutOfTurn, match=str(stopped[0])):
        retry(mended(echo), stopped[1])
    assert places(echo) == [str(each) for each in stopped]


def test_an_unexpected_error_leaves_the_fact_as_it_was(source: Store, echo: Store) -> None:
    def breaks(_reaction: object, _fact: object) -> None:
        raise Broken

    stopped = parked_by_a_rule(source, echo)
    reasons = [each["reason"] for each in listed(echo).items]
    with pytest.raises(Broken):
        retry(Follower("echo.follower", echo, HEARS, {CounterOpened: breaks}, lambda: NOON), stopped[0])
    assert ([each["reason"] for each in listed(echo).items], heard(echo)) == (reasons, {SECOND: (3, 3)})


def test_facts_of_every_aggregate_are_tried_in_their_order(source: Store, echo: Store) -> None:
    records = [replace(each, value=b"\xff") if each.sid < 3 else each for each in records_of(source)]
    follow(follower_of(echo), records)
    assert [each.sid for each in in_turn(echo)] == [1, 2, 3, 4, 5, 6]
    assert {each.sid for each in in_turn(echo, Place("toy", partition(SECOND), 4))} == {2, 4, 6}


def test_once_all_are_taken_in_the_view_is_the_one_of_a_follower_that_never_parked(
    source: Store, echo: Store, tmp_path: Path
) -> None:
    parked_by_a_rule(source, echo)
    list(retry_in_turn(mended(echo), in_turn(echo)))
    undisturbed = open_echo(tmp_path / "undisturbed.db")
    follow(follower_of(undisturbed), records_of(source))
    with echo.reading() as one, undisturbed.reading() as other:
        assert digest(one, HEARD_VIEW) == digest(other, HEARD_VIEW)


# Giving up


def test_a_dropped_fact_is_no_longer_parked_and_stays_on_record_with_who_when_and_why(
    source: Store, echo: Store
) -> None:
    [opened, *_] = parked_by_a_rule(source, echo)
    whole = shown(echo, opened)
    drop(echo, opened, "  sent twice by a test  ", NOON, by="op")
    account = {"dropped_by": "op", "dropped_at": NOON.isoformat(), "why": "sent twice by a test"}
    assert str(opened) not in places(echo)
    assert places(echo, dropped=True) == [str(opened)]
    assert shown(echo, opened) == {**whole, **account}


def test_who_drops_is_whoever_is_logged_in_unless_it_is_said(source: Store, echo: Store) -> None:
    [opened, *_] = parked_by_a_rule(source, echo)
    drop(echo, opened, "because", NOON)
    assert shown(echo, opened)["dropped_by"] == getpass.getuser()


@pytest.mark.parametrize("why", ["", "  "])
def test_a_fact_is_not_dropped_without_a_reason(source: Store, echo: Store, why: str) -> None:
    [opened, *later] = parked_by_a_rule(source, echo)
    with pytest.raises(ValueError, match="for a reason"):
        drop(echo, opened, why, NOON)
    assert places(echo) == [str(each) for each in (opened, *later)]


def test_what_came_behind_a_dropped_fact_is_first_then(source: Store, echo: Store) -> None:
    [opened, *later] = parked_by_a_rule(source, echo)
    drop(echo, opened, "its counter is counted already", NOON)
    assert list(retry_in_turn(follower_of(echo), in_turn(echo))) == [Tried(each, None) for each in later]


def test_when_all_of_an_aggregate_were_dropped_its_next_fact_is_taken_in(source: Store, echo: Store) -> None:
    for each in parked_by_a_rule(source, echo):
        drop(echo, each, "counted by hand", NOON)
    counter = source.load(Counter, FIRST)
    counter.raise_by(act(), 7)
    source.save(command(), counter)
    follow(follower_of(echo), records_of(source))
    with echo.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(PARKED)).scalar_one() == 0
        assert connection.execute(sa.select(sa.func.count()).select_from(DROPPED)).scalar_one() == 3
    assert echoes(echo)[echo_of(FIRST)] == 57
