"""Many at once: one order, one winner a version, one answer a key, and readers who see whole transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kernel.recorder import open_engine
from kernel.store import Receipt, Store, WriteConflict
from tests.kernel.toy import COUNTERS, Counter, act, announce, command, open_store
from tests.support.postgres import databases


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """A file, or the address of a database on a real server."""
    if request.param == "sqlite":
        yield tmp_path / "toy.db"
        return
    for create in databases():
        yield create()


@pytest.fixture
def opened(database: Path | str) -> Iterator[Callable[[], Store]]:
    """Opens stores over the one database, each as another process would have its own."""
    first = open_store(database)
    stores = [first]

    def another() -> Store:
        stores.append(Store("toy", open_engine(database), first.views, announce))
        return stores[-1]

    yield another
    for each in stores:
        each.recorder.engine.dispose()


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


def at_once(count: int, run: Callable[[int], Any]) -> list[Any]:
    """What each of so many threads that start together comes back with, be it an exception."""
    start = threading.Barrier(count)
    results: list[Any] = [None] * count

    def one(number: int) -> None:
        start.wait()
        try:
            results[number] = run(number)
        except WriteConflict as conflict:
            results[number] = conflict

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return results


def test_of_those_who_loaded_the_same_version_one_saves(store: Store) -> None:
    store.save(command(), Counter.open(act(), "a"))
    loaded = [store.load(Counter, Counter.open(act(), "a").id) for _ in range(8)]
    for each in loaded:
        each.raise_by(act(), 1)
    results = at_once(8, lambda number: store.save(command(), loaded[number]))
    assert sorted(type(each).__name__ for each in results) == ["Receipt", *["WriteConflict"] * 7]
    assert {each.facts["current"] for each in results if isinstance(each, WriteConflict)} == {2}
    assert store.load(Counter, loaded[0].id).total == 1


def test_of_twins_with_one_key_one_is_recorded_and_all_get_its_answer(store: Store) -> None:
    results = at_once(8, lambda number: store.save(command("k"), Counter.open(act(), f"{number}")))
    assert len({each.id for each in results}) == 1
    assert [each.position for each in store.log()] == [1]


def test_of_twins_with_one_key_in_several_stores_one_is_recorded_and_all_get_its_answer(
    store: Store, opened: Callable[[], Store]
) -> None:
    others = [opened() for _ in range(4)]

    def save(key: int, number: int) -> Receipt:
        return others[number].save(command(f"{key}"), Counter.open(act(), f"{key}.{number}"))

    for key in range(10):
        assert len({each.id for each in at_once(4, partial(save, key))}) == 1
    assert [each.position for each in store.log()] == list(range(1, 11))


def test_positions_are_drawn_without_a_gap_by_many_stores(store: Store, opened: Callable[[], Store]) -> None:
    others = [opened() for _ in range(4)]

    def write(number: int) -> None:
        for each in range(10):
            others[number].save(command(), Counter.open(act(), f"{number}.{each}"))

    at_once(4, write)
    assert [each.position for each in store.log()] == list(range(1, 41))


def test_a_reader_sees_one_state_from_its_first_query_to_its_last(store: Store) -> None:
    store.save(command(), Counter.open(act(), "a"))
    count = sa.select(sa.func.count()).select_from(COUNTERS)
    with store.reading() as connection:
        before = connection.execute(count).scalar_one()
        store.save(command(), Counter.open(act(), "b"))
        assert connection.execute(count).scalar_one() == before == 1
    with store.reading() as connection:
        assert connection.execute(count).scalar_one() == 2


def test_one_who_reads_while_he_writes_does_not_wait_for_himself(store: Store) -> None:
    seen: list[int] = []
    store.save(command(), Counter.open(act(), "a"), alongside=lambda _: seen.append(len(store.log())))
    assert seen == [0]


def test_a_write_inside_a_write_fails_at_once_instead_of_waiting_for_ever(store: Store) -> None:
    def again(_: sa.Connection) -> None:
        store.save(command(), Counter.open(act(), "b"))

    with pytest.raises(RuntimeError, match="inside another"):
        store.save(command(), Counter.open(act(), "a"), alongside=again)
    assert store.log() == []
    assert isinstance(store.save(command(), Counter.open(act(), "a")), Receipt)


def test_a_conflict_with_an_event_of_the_same_transaction_names_it(store: Store) -> None:
    twice = [*Counter.open(act(), "a").collect_events(), *Counter.open(act(), "a").collect_events()]
    with pytest.raises(WriteConflict) as conflict, store.recorder.writing() as connection:
        store.append(connection, twice)
    assert conflict.value.facts == {"id": twice[0].originator_id, "expected": 0, "current": 1}
    assert store.log() == []


def test_a_receipt_names_the_last_fact_in_each_partition(store: Store) -> None:
    counters = [Counter.open(act(), name) for name in ("a", "b", "c", "d", "e", "f")]
    last: dict[int, int] = {}
    for position, counter in enumerate(counters, start=1):
        last[counter.id.int % 4] = position
    assert len(last) > 1
    token = store.save(command(), *counters).token
    assert token == ",".join(f"toy:{partition}:{position}" for partition, position in sorted(last.items()))


def test_an_error_of_the_database_names_the_statement_and_not_whose_data_it_was(store: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError) as error, store.recorder.writing() as connection:
        connection.execute(COUNTERS.insert(), {"id": None, "name": "Nguyễn Văn An", "total": 0, "recorded_at": ""})
    assert "INSERT INTO counters" in str(error.value)
    assert "Nguyễn" not in str(error.value)


def test_a_database_that_is_no_file_is_opened_by_its_url() -> None:
    engine = open_engine("sqlite://")
    with engine.connect() as connection:
        assert connection.execute(sa.text("select 1")).scalar_one() == 1
    assert engine.hide_parameters
