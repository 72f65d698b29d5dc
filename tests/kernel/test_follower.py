"""Each fact has its effect once, or stands parked with its reason; nothing is passed over."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kernel.aggregate import event_id
from kernel.follower import PARKED_LIMIT, Follower, Loss, TooManyParked
from kernel.recorder import PARKED
from kernel.store import Store
from kernel.transport import Consumer, InProcessTransport
from kernel.wire import Envelope, Record, encode, topic_of
from tests.kernel.contract import CounterOpened, CounterRaised, Unheard
from tests.kernel.echo import HEARS, echo_of, echoes, follower_of, heard, open_echo
from tests.kernel.toy import NOON, Counter, act, command, open_store

NAMES = [f"counter {number}" for number in range(6)]
EXPECTED = {Counter.open(act(), name).id: (4, 6) for name in NAMES}
ECHOES = {echo_of(counter): total for counter, (_, total) in EXPECTED.items()}


@pytest.fixture
def source(tmp_path: Path) -> Store:
    """Six counters, each opened and raised by 1, 2 and 3: twenty-four facts."""
    store = open_store(tmp_path / "toy.db")
    for name in NAMES:
        store.save(command(), Counter.open(act(), name))
    for by in (1, 2, 3):
        for name in NAMES:
            counter = store.load(Counter, Counter.open(act(), name).id)
            counter.raise_by(act(), by)
            store.save(command(), counter)
    return store


@pytest.fixture
def echo(tmp_path: Path) -> Store:
    return open_echo(tmp_path / "echo.db")


class Script:
    """A consumer that delivers what it is given, batch by batch."""

    def __init__(self, *batches: Sequence[Record]) -> None:
        self.batches = list(batches)
        self.rewound = 0

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        del timeout_seconds, limit
        return self.batches.pop(0) if self.batches else []

    def rewind(self) -> None:
        self.rewound += 1

    def close(self) -> None:
        """Nothing is held."""


def records_of(store: Store) -> list[Record]:
    consumer = InProcessTransport([store]).consumer("reader", [store.service], lambda _topic, _partition: 0)
    return list(consumer.poll(0, 10_000))


def follow(follower: Follower, consumer: Consumer) -> None:
    while follower.step(consumer):
        continue


def follow_all(follower: Follower, source: Store) -> None:
    follow(follower, InProcessTransport([source]).consumer(follower.name, follower.services, follower.saved))


def parked(store: Store) -> list[tuple[int, str]]:
    with store.reading() as connection:
        return [(row.sid, row.reason) for row in connection.execute(sa.select(PARKED).order_by(PARKED.c.sid))]


def positions(follower: Follower) -> dict[int, int]:
    return {partition: follower.saved("toy.events", partition) for partition in range(4)}


def last_positions(records: Sequence[Record]) -> dict[int, int]:
    return {**dict.fromkeys(range(4), 0), **{record.partition: record.sid for record in records}}


# Once


def test_a_fact_fills_the_views_and_causes_events(source: Store, echo: Store) -> None:
    follower = follower_of(echo)
    follow_all(follower, source)
    assert heard(echo) == EXPECTED
    assert echoes(echo) == ECHOES
    assert positions(follower) == last_positions(records_of(source))


def test_an_event_caused_by_a_fact_names_it_as_its_cause_and_keeps_its_correlation_and_date(
    source: Store, echo: Store
) -> None:
    follow_all(follower_of(echo), source)
    fact, caused = source.log()[0], echo.log()[0]
    assert caused.event.act.causation == fact.id == event_id(fact.event.originator_id, 1)
    assert (caused.event.act.correlation, caused.event.act.effective) == (fact.event.act.correlation, NOON)
    assert caused.event.act.actor == "echo"


@pytest.mark.parametrize(
    "redelivered",
    [
        lambda records: [records, records],
        lambda records: [[*records, *records]],
        lambda records: [[each, each] for each in records],
        lambda records: [records[:10], records[5:15], records[:20], records[12:]],
    ],
    ids=["all again", "twice in a batch", "each twice", "overlapping"],
)
def test_a_redelivered_fact_has_no_second_effect(
    source: Store, echo: Store, redelivered: Callable[[list[Record]], list[list[Record]]]
) -> None:
    follow(follower_of(echo), Script(*redelivered(records_of(source))))
    assert (heard(echo), echoes(echo)) == (EXPECTED, ECHOES)


class Crash(Exception):
    """The process is gone."""


def crashing(at: str, countdown: list[int], kind: type[Follower]) -> type[Follower]:
    """A follower that dies `countdown` times later at a point of its work."""

    def tick(point: str) -> None:
        if point == at:
            countdown[0] -= 1
            if countdown[0] == 0:
                raise Crash(at)

    class Crashing(kind):  # type: ignore[valid-type,misc]
        def take_in(self, connection: sa.Connection, record: Record) -> None:
            tick("before an effect")
            super().take_in(connection, record)
            tick("after an effect")

        def _advance(self, connection: sa.Connection, reached: Mapping[tuple[str, int], int]) -> None:
            tick("before a position")
            super()._advance(connection, reached)
            tick("after a position")

        def _take(self, records: Sequence[Record], reason: str = "") -> None:
            super()._take(records, reason)
            tick("after a commit")

    return Crashing


def follow_through_crashes(source: Store, echo: Store, at: str, kind: type[Follower] = Follower) -> int:
    """Start anew after every crash, dying ever later, until all is taken in; how often it died."""
    for life in range(1, 60):
        try:
            follower = follower_of(echo, crashing(at, [life], kind))
            consumer = InProcessTransport([source]).consumer(follower.name, follower.services, follower.saved)
            while records := consumer.poll(0, 5):
                follower.step(Script(records))
        except Crash:
            continue
        return life - 1
    raise AssertionError("never came to the end")


POINTS = ["before an effect", "after an effect", "before a position", "after a position", "after a commit"]


@pytest.mark.parametrize("at", POINTS)
def test_whenever_it_dies_each_fact_has_its_effect_once(source: Store, echo: Store, at: str) -> None:
    assert follow_through_crashes(source, echo, at) > 1
    assert (heard(echo), echoes(echo)) == (EXPECTED, ECHOES)


class PositionFirst(Follower):
    """Broken on purpose: the position is committed before the effect."""

    def _take(self, records: Sequence[Record], reason: str = "") -> None:
        del reason
        new = [each for each in records if each.sid > self.saved(each.topic, each.partition)]
        with self.store.recorder.writing() as connection:
            self._advance(connection, {(each.topic, each.partition): each.sid for each in new})
        with self.store.recorder.writing() as connection:
            for record in new:
                self.take_in(connection, record)


def test_the_test_of_once_finds_a_follower_that_commits_its_position_first(source: Store, echo: Store) -> None:
    follow_through_crashes(source, echo, "before an effect", PositionFirst)
    assert heard(echo) != EXPECTED
    assert echoes(echo) != ECHOES


def test_what_a_reaction_saved_is_undone_with_the_transaction_it_was_part_of(source: Store, echo: Store) -> None:
    follower = follower_of(echo, crashing("after an effect", [3], Follower))
    with pytest.raises(Crash):
        follow_all(follower, source)
    assert (echo.log(), echoes(echo), heard(echo), set(positions(follower).values())) == ([], {}, {}, {0})


def test_two_followers_of_one_name_do_the_work_of_one(source: Store, echo: Store, tmp_path: Path) -> None:
    stores = [echo, Store("echo", open_echo(tmp_path / "echo.db").recorder.engine, echo.views, echo.announce)]
    start = threading.Barrier(2)

    def race(store: Store) -> None:
        follower = follower_of(store)
        consumer = InProcessTransport([source]).consumer(follower.name, follower.services, follower.saved)
        start.wait()
        while records := consumer.poll(0, 2):
            follower.step(Script(records))

    racers = [threading.Thread(target=race, args=(store,)) for store in stores]
    for each in racers:
        each.start()
    for each in racers:
        each.join()
    assert (heard(echo), echoes(echo)) == (EXPECTED, ECHOES)


def test_a_follower_that_lost_the_race_at_the_position_drops_its_work_and_rewinds(source: Store, echo: Store) -> None:
    class Late(Follower):
        """Reads a position that another follower is just leaving behind."""

        def saved(self, topic: str, partition: int, connection: sa.Connection | None = None) -> int:
            return 0 if connection else super().saved(topic, partition)

    class Harmless(Late):
        def take_in(self, connection: sa.Connection, record: Record) -> None:
            """The effect is not what is asked after here."""

    follow_all(follower_of(echo), source)
    script = Script(records_of(source))
    late = follower_of(echo, Harmless)
    assert late.step(script) == 24
    assert script.rewound == 1
    assert positions(late) == last_positions(records_of(source))


# Losses


@pytest.mark.parametrize("lost", [0, 7, 20])
def test_a_lost_fact_is_noticed_and_stops_the_follower(source: Store, echo: Store, lost: int) -> None:
    records = records_of(source)
    partition = records[lost].partition
    follower = follower_of(echo)
    with pytest.raises(Loss, match=rf"toy\.events\[{partition}\]"):
        follow(follower, Script([*records[:lost], *records[lost + 1 :]]))
    assert positions(follower) == dict.fromkeys(range(4), 0)
    follow(follower, Script(records))
    assert heard(echo) == EXPECTED


def test_facts_that_changed_places_are_noticed(source: Store, echo: Store) -> None:
    records = records_of(source)
    [first, second] = [each for each in records if each.partition == records[0].partition][:2]
    with pytest.raises(Loss):
        follow(follower_of(echo), Script([second, first]))
    assert heard(echo) == {}


# Poison


def spoilt(record: Record, **headers: str | None) -> Record:
    """The record with some headers replaced, or taken away."""
    changed = {**record.headers, **{f"ce_{name}": text for name, text in headers.items()}}
    return replace(record, headers={name: text for name, text in changed.items() if text is not None})


POISON: dict[str, tuple[Callable[[Record], Record], str]] = {
    "bytes of nothing": (lambda each: replace(each, value=b"\xff\xff"), "CounterRaised: Error parsing message"),
    "a value of no such type": (
        lambda each: replace(each, value=b"\x0a\x03abc"),
        "CounterRaised: badly formed hexadecimal UUID string",
    ),
    "no type": (lambda each: spoilt(each, type=None), "envelope: 'ce_type'"),
    "no predecessor": (lambda each: spoilt(each, prev=None), "envelope: 'ce_prev'"),
    "a predecessor that is no number": (
        lambda each: spoilt(each, prev="x"),
        "envelope: invalid literal for int() with base 10: 'x'",
    ),
    "an instant without a zone": (
        lambda each: spoilt(each, time="2024-01-01T00:00:00"),
        "envelope: 2024-01-01T00:00:00 has no time zone",
    ),
    "a time that is none": (
        lambda each: spoilt(each, effective="noon"),
        "envelope: Invalid isoformat string: 'noon'",
    ),
    "another's place": (lambda each: spoilt(each, sid="9999"), "the headers belong to another record"),
    "another's subject": (lambda each: spoilt(each, subject=str(uuid4())), "the headers belong to another record"),
    "another's source": (lambda each: spoilt(each, source="other"), "the headers belong to another record"),
}


@pytest.mark.parametrize("poison", POISON)
def test_a_fact_that_cannot_be_read_is_parked_with_its_reason_and_later_ones_of_its_aggregate_behind_it(
    source: Store, echo: Store, poison: str
) -> None:
    spoil, reason = POISON[poison]
    records = records_of(source)
    bad = next(index for index, each in enumerate(records) if "CounterRaised" in each.headers["ce_type"])
    records[bad] = spoil(records[bad])
    subject = records[bad].key
    follower = follower_of(echo)
    follow(follower, Script(records))
    behind = [each.sid for each in records[bad + 1 :] if each.key == subject]
    [(sid, why), *others] = parked(echo)
    assert (sid, why.startswith(reason)) == (records[bad].sid, True)
    assert others == [(each, "an earlier fact of the same aggregate is parked") for each in behind]
    assert len(behind) == 2
    assert heard(echo) == {each: (1, 0) if str(each) == subject else whole for each, whole in EXPECTED.items()}
    assert positions(follower) == last_positions(records)


def test_a_parked_fact_is_kept_whole(source: Store, echo: Store) -> None:
    records = records_of(source)
    records[0] = replace(records[0], value=b"\xff")
    follow(follower_of(echo), Script(records))
    with echo.reading() as connection:
        row = connection.execute(sa.select(PARKED).order_by(PARKED.c.sid)).first()
    assert row is not None
    kept = Record(row.topic, row.partition, row.sid, row.subject, json.loads(row.headers), row.value)
    assert (kept, row.follower) == (records[0], "echo.follower")


def test_a_fact_that_a_rule_refuses_is_parked_with_the_rules_words(source: Store, echo: Store) -> None:
    follow_all(follower_of(echo), source)
    counter = echo.load(Counter, Counter.open(act(), echo_of(next(iter(EXPECTED)))).id)
    counter.raise_by(act(), 94)
    echo.save(command(), counter)
    original = source.load(Counter, next(iter(EXPECTED)))
    original.raise_by(act(), 1)
    original.raise_by(act(), 2)
    source.save(command(), original)
    follow_all(follower_of(echo), source)
    assert parked(echo) == [
        (25, "Bộ đếm đã tới 100. / The counter is at 100."),
        (26, "an earlier fact of the same aggregate is parked"),
    ]
    assert heard(echo) == EXPECTED


def test_later_batches_also_park_behind_a_parked_fact(source: Store, echo: Store) -> None:
    records = records_of(source)
    records[0] = replace(records[0], value=b"\xff")
    follow(follower_of(echo), Script(*([each] for each in records)))
    assert [sid for sid, _ in parked(echo)] == [each.sid for each in records if each.key == records[0].key]


def test_a_parked_fact_that_comes_again_is_not_parked_again(source: Store, echo: Store) -> None:
    records = records_of(source)
    bad = replace(records[0], value=b"\xff")
    follow(follower_of(echo), Script([bad], [bad], [bad, records[1]]))
    assert [sid for sid, _ in parked(echo)] == [1]


def test_a_loss_is_noticed_even_where_the_fact_itself_cannot_be_read(source: Store, echo: Store) -> None:
    records = records_of(source)
    chain = [each for each in records if each.partition == records[0].partition]
    with pytest.raises(Loss):
        follow(follower_of(echo), Script([replace(chain[1], value=b"\xff")]))
    assert parked(echo) == []


def test_above_the_limit_of_parked_facts_the_follower_stops_and_stays(
    source: Store, echo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kernel.follower.PARKED_LIMIT", 3)
    records = [replace(each, value=b"\xff") for each in records_of(source)]
    follower = follower_of(echo)
    with pytest.raises(TooManyParked, match="3 facts are parked"):
        follow(follower, Script(records))
    assert [sid for sid, _ in parked(echo)] == [1, 2, 3]
    assert max(positions(follower).values()) == 3
    assert PARKED_LIMIT == 100


def test_an_unexpected_error_parks_nothing_and_takes_nothing_in(source: Store, echo: Store) -> None:
    broken = Follower("echo.follower", echo, HEARS, {CounterOpened: _divide}, lambda: NOON)
    with pytest.raises(ZeroDivisionError):
        follow_all(broken, source)
    assert (parked(echo), heard(echo), positions(broken)) == ([], {}, dict.fromkeys(range(4), 0))


def _divide(_reaction: object, _fact: object) -> None:
    _ = 1 / 0


# Facts it does not listen to


def test_a_fact_of_a_kind_that_is_not_heard_is_passed_but_counted(source: Store, echo: Store) -> None:
    follower = Follower("echo.follower", echo, {"toy": (CounterOpened,)}, {}, lambda: NOON)
    follow_all(follower, source)
    assert heard(echo) == dict.fromkeys(EXPECTED, (1, 0))
    assert positions(follower) == last_positions(records_of(source))


def test_a_fact_that_is_not_in_our_contract_yet_is_passed_but_counted(source: Store, echo: Store) -> None:
    [record] = records_of(source)[:1]
    newer = replace(spoilt(record, type="thidua.toy.v1.SomethingNew"), value=encode("toy", Unheard("?")))
    follower = follower_of(echo)
    follow(follower, Script([newer]))
    assert (follower.saved("toy.events", record.partition), heard(echo), parked(echo)) == (record.sid, {}, [])


def test_a_fact_that_neither_a_view_nor_a_reaction_hears_is_passed(source: Store, echo: Store) -> None:
    class Heedless(Store):
        """Hears nothing."""

    store = Heedless("echo", echo.recorder.engine, [], echo.announce)
    follower = Follower("echo.follower", store, {"toy": (CounterRaised,)}, {}, lambda: NOON)
    follow_all(follower, source)
    assert positions(follower) == last_positions(records_of(source))


# Running


def running(follower: Follower, source: Store) -> threading.Thread:
    thread = threading.Thread(target=follower.run, args=(InProcessTransport([source]),))
    thread.start()
    return thread


def test_one_can_wait_for_a_fact_to_be_taken_in(source: Store, echo: Store) -> None:
    follower = follower_of(echo)
    thread = running(follower, source)
    receipt = source.save(command(), Counter.open(act(), "late"))
    service, partition, sid = receipt.token.split(":")
    assert follower.wait(service, int(partition), int(sid), 20)
    assert heard(echo)[receipt.id] == (1, 0)
    assert not follower.wait(service, int(partition), int(sid) + 1, 0.01)
    follower.stop()
    thread.join(timeout=20)
    assert (thread.is_alive(), follower.failure) == (False, None)


def test_a_ring_while_it_asks_has_who_waits_look_at_once(echo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    follower, looks = follower_of(echo), iter([0, 7])
    monkeypatch.setattr("kernel.follower.SOONEST_LOOK_SECONDS", 60.0)
    monkeypatch.setattr("kernel.follower.LOOK_SECONDS", 60.0)

    def saved(_topic: str, _partition: int) -> int:
        found = next(looks)  # the database's answer, and then the fact comes in
        follower.look_again()
        return found

    monkeypatch.setattr(follower, "saved", saved)
    began = time.monotonic()
    assert follower.wait("toy", 0, 7, 60.0)
    assert time.monotonic() - began < 30


def test_a_wait_sees_what_a_follower_in_another_process_has_taken_in(source: Store, echo: Store) -> None:
    elsewhere, here = follower_of(echo), follower_of(echo)
    thread = running(elsewhere, source)
    assert all(here.wait("toy", partition, sid, 20) for partition, sid in last_positions(records_of(source)).items())
    elsewhere.stop()
    thread.join(timeout=20)


class Bell(threading.Condition):
    """Nobody rings it; at the thirtieth pause everything is taken in by a follower elsewhere."""

    def __init__(self, elsewhere: Follower, source: Store) -> None:
        super().__init__()
        self.pauses: list[float] = []
        self.elsewhere = elsewhere
        self.source = source

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout or 0.0)
        if len(self.pauses) == 30:
            follow_all(self.elsewhere, self.source)
        return False


def test_who_waits_looks_soon_and_then_ever_later(source: Store, echo: Store) -> None:
    here = follower_of(echo)
    here._progress = bell = Bell(follower_of(echo), source)
    partition, sid = next(iter(last_positions(records_of(source)).items()))
    assert here.wait("toy", partition, sid, 60)
    assert (len(bell.pauses), sorted(bell.pauses)) == (30, bell.pauses)
    assert (bell.pauses[0], bell.pauses[-1]) == (0.025, 0.1)


def test_a_follower_that_was_stopped_before_it_ran_takes_nothing_in(source: Store, echo: Store) -> None:
    follower = follower_of(echo)
    follower.stop()
    follower.run(InProcessTransport([source]))
    assert heard(echo) == {}


def test_what_stopped_a_follower_is_remembered_and_raised(
    source: Store, echo: Store, caplog: pytest.LogCaptureFixture
) -> None:
    follower = Follower("echo.follower", echo, HEARS, {CounterOpened: _divide}, lambda: NOON)
    with pytest.raises(ZeroDivisionError) as raised:
        follower.run(InProcessTransport([source]))
    assert follower.failure is raised.value
    assert [record.getMessage() for record in caplog.records] == ["follower echo.follower stopped"]


def test_a_transport_that_cannot_be_reached_is_remembered_as_the_failure(echo: Store) -> None:
    class Unreachable:
        def consumer(self, *_: Any) -> Consumer:
            raise ConnectionRefusedError

    follower = follower_of(echo)
    with pytest.raises(ConnectionRefusedError):
        follower.run(Unreachable())
    assert isinstance(follower.failure, ConnectionRefusedError)


def test_an_envelope_survives_its_headers(source: Store) -> None:
    for record in records_of(source):
        envelope = Envelope.of(record.headers)
        assert envelope.headers() == record.headers
        assert topic_of(envelope.source) == record.topic
