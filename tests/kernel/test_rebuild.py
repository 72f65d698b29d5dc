"""A view is made anew while the old one serves: nothing is lost, nothing is left of a rebuild that dies."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kernel import rebuild as rebuilding
from kernel.parked import Place, drop, in_turn, retry
from kernel.rebuild import Rebuilt, SourceIncomplete, anew, count_rows, rebuild
from kernel.recorder import PARKED
from kernel.store import Store
from kernel.transport import Consumer, InProcessTransport, Transport
from kernel.views import View, digest
from kernel.wire import Record
from tests.kernel.echo import HEARD, HEARD_VIEW, follower_of, heard, open_echo
from tests.kernel.toy import COUNTERS, NOON, VIEW, Counter, act, command, open_store

NAMES = [f"counter {number}" for number in range(8)]


@pytest.fixture
def source(tmp_path: Path) -> Store:
    """Eight counters, each opened and raised by 1 and 2."""
    store = open_store(tmp_path / "toy.db")
    for name in NAMES:
        store.save(command(), Counter.open(act(), name))
    for by in (1, 2):
        for name in NAMES:
            raise_counter(store, name, by)
    return store


@pytest.fixture
def echo(tmp_path: Path) -> Store:
    return open_echo(tmp_path / "echo.db")


def raise_counter(store: Store, name: str, by: int) -> None:
    counter = store.load(Counter, Counter.open(act(), name).id)
    counter.raise_by(act(), by)
    store.save(command(), counter)


class Script:
    """A consumer that delivers these batches and then nothing."""

    def __init__(self, *batches: Sequence[Record]) -> None:
        self.batches = list(batches)

    def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
        del timeout_seconds, limit
        return self.batches.pop(0) if self.batches else []

    def rewind(self) -> None:
        """Nothing to go back to."""

    def close(self) -> None:
        """Nothing is held."""

    def consumer(self, *_: Any) -> Consumer:
        """It is its own transport."""
        return self


def records_of(store: Store) -> list[Record]:
    consumer = InProcessTransport([store]).consumer("reader", [store.service], lambda _topic, _partition: 0)
    return list(consumer.poll(0, 10_000))


def follow(echo: Store, *batches: Sequence[Record]) -> None:
    follower, script = follower_of(echo), Script(*batches)
    while follower.step(script):
        continue


def served(store: Store, view: View) -> str:
    with store.reading() as connection:
        return digest(connection, view)


def silent(_done: int, _all: int) -> None:
    """Nobody looks."""


def tamper(store: Store, table: sa.Table, **values: object) -> None:
    with store.recorder.writing() as connection:
        assert connection.execute(table.update().values(values)).rowcount == 8


def again(store: Store, view: View, transport: Transport | None = None) -> Rebuilt:
    return rebuild(store, view, follower_of(store), transport, silent)


# A view of the service's own events


def test_a_view_that_was_tampered_with_is_as_the_log_says_after_a_rebuild(source: Store) -> None:
    true = served(source, VIEW)
    tamper(source, COUNTERS, total=99)
    false = served(source, VIEW)
    assert rebuild(source, VIEW, None, None, silent) == Rebuilt("toy.counters", 8, false, true)
    assert served(source, VIEW) == true


def test_rows_that_the_log_knows_nothing_of_are_gone_after_a_rebuild(source: Store) -> None:
    true = served(source, VIEW)
    with source.recorder.writing() as connection:
        connection.execute(COUNTERS.insert(), {"id": NOON_ID, "name": "forged", "total": 1, "recorded_at": ""})
    rebuild(source, VIEW, None, None, silent)
    assert served(source, VIEW) == true


NOON_ID = Counter.open(act(), "forged").id


def test_a_large_view_is_read_and_written_page_by_page(source: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "PAGE", 3)
    true, seen = served(source, VIEW), []
    tamper(source, COUNTERS, total=0)
    done = rebuild(source, VIEW, None, None, lambda *positions: seen.append(positions))
    assert (done.after, done.rows, served(source, VIEW)) == (true, 8, true)
    assert seen == [(position, 24) for position in range(3, 25, 3)]


def test_what_is_recorded_while_a_view_is_rebuilt_is_in_it(source: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "PAGE", 2)
    stop = threading.Event()

    def record() -> None:
        for name in islice(cycle(NAMES), 150):
            if stop.is_set():
                return
            raise_counter(source, name, 0)

    writer = threading.Thread(target=record)
    writer.start()
    try:
        for _ in range(5):
            rebuild(source, VIEW, None, None, lambda _done, _all: time.sleep(0.002))
    finally:
        stop.set()
        writer.join()
    assert len(source.log()) > 24
    assert _as_the_log_says(source) == served(source, VIEW)


def _as_the_log_says(store: Store) -> str:
    with anew(store, [VIEW]) as made:
        made.catch_up()
        return made.digest(VIEW)


@pytest.mark.parametrize("moment", ["before the first page", "between the passes", "before the swap"])
def test_an_event_that_is_recorded_at_any_moment_of_a_rebuild_is_in_the_view(
    source: Store, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(["before the first page", "between the passes", "before the swap"])
    catch_up = rebuilding.Anew.catch_up

    def interrupted(made: rebuilding.Anew, connection: sa.Connection | None = None) -> None:
        if next(moments) == moment:
            if connection is None:
                raise_counter(source, NAMES[0], 50)
            else:  # the swap holds the right to write: somebody who wants to record waits for it
                threading.Thread(target=raise_counter, args=(source, NAMES[0], 50)).start()
        catch_up(made, connection)

    monkeypatch.setattr(rebuilding.Anew, "catch_up", interrupted)
    rebuild(source, VIEW, None, None, silent)
    monkeypatch.undo()
    deadline = time.monotonic() + 20
    while len(source.log()) < 25 and time.monotonic() < deadline:
        time.sleep(0.01)
    with source.recorder.writing() as connection:  # after the one who waited
        total = connection.execute(sa.select(COUNTERS.c.total).where(COUNTERS.c.name == NAMES[0])).scalar_one()
    assert total == 53


def test_the_old_view_serves_until_the_swap(source: Store) -> None:
    tamper(source, COUNTERS, total=99)
    false, seen = served(source, VIEW), set[str]()
    rebuild(source, VIEW, None, None, lambda _done, _all: seen.add(served(source, VIEW)))
    assert seen == {false}


# A view of heard facts


def test_a_view_of_heard_facts_is_made_of_what_was_taken_in(source: Store, echo: Store) -> None:
    follow(echo, records_of(source))
    true = served(echo, HEARD_VIEW)
    tamper(echo, HEARD, total=99)
    done = again(echo, HEARD_VIEW, InProcessTransport([source]))
    assert (done.after, done.rows, served(echo, HEARD_VIEW)) == (true, 8, true)


def test_a_fact_that_is_still_to_come_is_not_in_it(source: Store, echo: Store) -> None:
    follow(echo, records_of(source)[:10])
    true = served(echo, HEARD_VIEW)
    again(echo, HEARD_VIEW, InProcessTransport([source]))
    assert served(echo, HEARD_VIEW) == true
    follow(echo, records_of(source))
    assert heard(echo) == {Counter.open(act(), name).id: (3, 3) for name in NAMES}


def test_a_rebuild_records_no_event(source: Store, echo: Store) -> None:
    follow(echo, records_of(source))
    log = [each.id for each in echo.log()]
    again(echo, HEARD_VIEW, InProcessTransport([source]))
    assert [each.id for each in echo.log()] == log


def test_facts_that_are_parked_or_were_dropped_are_not_in_it(source: Store, echo: Store) -> None:
    bad = [replace(each, value=b"\xff") if each.sid in {1, 2} else each for each in records_of(source)]
    follow(echo, bad)
    drop(echo, in_turn(echo)[0], "unreadable", NOON)
    true = served(echo, HEARD_VIEW)
    again(echo, HEARD_VIEW, Script(bad))
    assert (len(in_turn(echo)), served(echo, HEARD_VIEW)) == (5, true)


def test_what_the_follower_takes_in_while_the_view_is_rebuilt_is_in_it(source: Store, echo: Store) -> None:
    records = records_of(source)
    follow(echo, records[:10])
    further = iter([records[10:15], records[15:]])

    class Later(Script):
        def poll(self, timeout_seconds: float, limit: int) -> Sequence[Record]:
            if self.batches:
                follow(echo, next(further, []))
            return super().poll(timeout_seconds, limit)

    again(echo, HEARD_VIEW, Later(records[:4], records[4:12], records[12:20], records[20:]))
    follow(echo, records)
    assert heard(echo) == {Counter.open(act(), name).id: (3, 3) for name in NAMES}


def test_a_parked_fact_that_is_taken_in_during_the_rebuild_is_in_it(
    source: Store, echo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = records_of(source)
    follow(echo, [replace(each, value=b"\xff") if each.sid == 17 else each for each in records])
    [place] = in_turn(echo)
    _mend(echo, place, records[16])
    catch_up, calls = rebuilding.Anew.catch_up, []

    def mended_meanwhile(made: rebuilding.Anew, connection: sa.Connection | None = None) -> None:
        calls.append(connection)
        if len(calls) == 2:
            assert retry(follower_of(echo), place).reason is None
        catch_up(made, connection)

    monkeypatch.setattr(rebuilding.Anew, "catch_up", mended_meanwhile)
    again(echo, HEARD_VIEW, InProcessTransport([source]))
    assert heard(echo) == {Counter.open(act(), name).id: (3, 3) for name in NAMES}


def _mend(echo: Store, place: Place, record: Record) -> None:
    with echo.recorder.writing() as connection:
        connection.execute(PARKED.update().where(PARKED.c.sid == place.sid).values(value=record.value))


def test_a_fact_that_is_delivered_twice_counts_once(source: Store, echo: Store) -> None:
    records = records_of(source)
    follow(echo, records)
    true = served(echo, HEARD_VIEW)
    again(echo, HEARD_VIEW, Script(records[:10], records[3:15], records))
    assert served(echo, HEARD_VIEW) == true


def test_a_source_that_has_lost_a_fact_stops_the_rebuild_and_the_view_stays(source: Store, echo: Store) -> None:
    records = records_of(source)
    follow(echo, records)
    tamper(echo, HEARD, total=99)
    false = served(echo, HEARD_VIEW)
    with pytest.raises(SourceIncomplete, match="follows"):
        again(echo, HEARD_VIEW, Script([*records[:5], *records[6:]]))
    assert served(echo, HEARD_VIEW) == false


def test_a_source_that_falls_silent_stops_the_rebuild_and_the_view_stays(
    source: Store, echo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "SILENCE_SECONDS", 0.05)
    records = records_of(source)
    follow(echo, records)
    true = served(echo, HEARD_VIEW)
    with pytest.raises(SourceIncomplete, match=r"nothing more comes of toy\.events"):
        again(echo, HEARD_VIEW, Script(records[:5], [], [], []))
    assert served(echo, HEARD_VIEW) == true


def test_a_view_of_own_events_asks_no_source(source: Store) -> None:
    class Unreachable:
        def consumer(self, *_: Any) -> Consumer:
            raise ConnectionRefusedError

    assert again(source, VIEW, Unreachable()).rows == 8


def test_the_rows_of_a_view_can_be_counted(source: Store) -> None:
    with source.reading() as connection:
        assert count_rows(connection, VIEW) == 8


# A rebuild that dies

KILLED = """
import os, signal, sys
from itertools import cycle, islice
from pathlib import Path
from kernel import rebuild
from tests.kernel.toy import VIEW, open_store
store = open_store(Path(sys.argv[1]))
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "while it is made":
    progress = die
else:
    progress = lambda *_: None
    replace = rebuild.Anew.replace
    rebuild.Anew.replace = lambda *arguments: (replace(*arguments), die())
rebuild.rebuild(store, VIEW, None, None, progress)
"""


@pytest.mark.parametrize("moment", ["while it is made", "in the swap"])
def test_a_rebuild_that_is_killed_leaves_the_old_view_and_is_simply_run_again(
    tmp_path: Path, source: Store, moment: str
) -> None:
    true = served(source, VIEW)
    tamper(source, COUNTERS, total=99)
    false = served(source, VIEW)
    folder = Path(str(source.recorder.engine.url.database)).parent
    before = sorted(each.name for each in folder.iterdir())
    died = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-c", KILLED, str(tmp_path / "toy.db"), moment],
        cwd=Path(__file__).parents[2],
        check=False,
        timeout=60,
    )
    assert (died.returncode, served(source, VIEW)) == (-signal.SIGKILL, false)
    assert sorted(each.name for each in folder.iterdir()) == before
    assert rebuild(source, VIEW, None, None, silent).after == true
    assert served(source, VIEW) == true
