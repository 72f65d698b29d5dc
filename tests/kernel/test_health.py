"""A process says whether it is ready, check by check, and how far behind it is."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from kernel import health as module
from kernel.follower import Follower
from kernel.health import (
    Ask,
    FollowerGauges,
    Health,
    NotReady,
    RelayGauges,
    StoreGauges,
    broker,
    database,
    following,
    migrations,
    relaying,
    seconds_behind,
)
from kernel.store import Store
from kernel.transport import InProcessTransport, Measured
from kernel.wire import Record
from tests.kernel.echo import follower_of, open_echo
from tests.kernel.test_relay import Kept, relay_all
from tests.kernel.toy import NOON, Counter, act, command, open_store
from tests.kernel.toy_api import TestClient


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three events."""
    store = open_store(tmp_path / "toy.db")
    for name in "abc":
        store.save(command(), Counter.open(act(), name))
    return store


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    return follower_of(open_echo(tmp_path / "echo.db"))


def later(seconds: float) -> Callable[[], datetime]:
    return lambda: NOON + timedelta(seconds=seconds)


def readyz(checks: dict[str, Ask]) -> tuple[int, Any]:
    with TestClient(Starlette(routes=Health(checks).routes())) as client:
        answer = client.get("/readyz")
    return answer.status_code, answer.json()


def measured(*gauges: Any) -> dict[tuple[str, tuple[str, ...]], float]:
    with TestClient(Starlette(routes=Health({}, gauges).routes())) as client:
        answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    names = [each for each in answer.text.splitlines() if each.startswith("# TYPE ")]
    assert len(names) == len(set(names))
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def follow(follower: Follower, store: Store, batches: int = 2) -> None:
    consumer = InProcessTransport([store]).consumer(follower.name, follower.services, follower.saved)
    for _ in range(batches):
        follower.step(consumer)


def no(said: str) -> Ask:
    def ask() -> str:
        raise NotReady(said)

    return ask


def test_a_process_is_ready_when_every_check_holds() -> None:
    assert readyz({"one": lambda: "fine", "two": lambda: "well"}) == (
        200,
        {"status": "ready", "checks": {"one": {"ok": True, "state": "fine"}, "two": {"ok": True, "state": "well"}}},
    )


def test_a_process_is_not_ready_when_one_does_not_and_says_which() -> None:
    def breaks() -> str:
        raise RuntimeError("password")

    assert readyz({"one": lambda: "fine", "two": no("too late"), "three": breaks}) == (
        503,
        {
            "status": "not ready",
            "checks": {
                "one": {"ok": True, "state": "fine"},
                "two": {"ok": False, "state": "too late"},
                "three": {"ok": False, "state": "RuntimeError"},
            },
        },
    )


def test_a_check_that_does_not_answer_in_time_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.05)

    def slow() -> str:
        time.sleep(0.5)
        return "at last"

    status, told = readyz({"slow": slow})
    assert (status, told["checks"]["slow"]) == (503, {"ok": False, "state": "no answer within 0.05 seconds"})


def test_a_database_that_is_gone_is_noticed(store: Store, tmp_path: Path) -> None:
    assert readyz({"database": database(store)})[0] == 200
    nowhere = Store("toy", open_store(tmp_path / "x.db").recorder.engine, [], store.announce)
    nowhere.recorder.engine.dispose()
    (tmp_path / "x.db").unlink()
    (tmp_path / "x.db").mkdir()
    assert readyz({"database": database(nowhere)})[1]["checks"]["database"] == {
        "ok": False,
        "state": "OperationalError",
    }


def test_a_database_behind_its_migrations_is_not_ready() -> None:
    assert readyz({"migrations": migrations(lambda: True)})[0] == 200
    assert "thidua migrate" in readyz({"migrations": migrations(lambda: False)})[1]["checks"]["migrations"]["state"]


def test_a_broker_is_one_that_takes_connections() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = f"127.0.0.1:{server.getsockname()[1]}"
        assert readyz({"broker": broker(["127.0.0.1:1", taken])})[0] == 200
    assert readyz({"broker": broker(["127.0.0.1:1"])}) == (
        503,
        {
            "status": "not ready",
            "checks": {"broker": {"ok": False, "state": "none of 127.0.0.1:1 takes a connection"}},
        },
    )


# A relay


def test_a_relay_is_ready_while_it_is_less_than_a_minute_behind(store: Store) -> None:
    assert relaying(store, later(59))() == "3 events, 59.0 s behind"
    with pytest.raises(NotReady, match=r"3 events, 61\.0 s behind"):
        relaying(store, later(61))()
    relay_all(store, Kept())
    assert relaying(store, later(9999))() == "0 events, 0.0 s behind"


def test_a_relay_measures_its_lag(store: Store) -> None:
    found = measured(RelayGauges(store, later(5)))
    assert found["thidua_relay_lag_messages", ("toy",)] == 3
    assert found["thidua_relay_lag_seconds", ("toy",)] == 5


# A follower


def test_a_follower_that_has_not_begun_is_not_ready(follower: Follower) -> None:
    with pytest.raises(NotReady, match="does not look"):
        following(follower, later(0))()


def test_a_follower_that_has_caught_up_is_ready_however_old_the_last_fact_is(follower: Follower, store: Store) -> None:
    follow(follower, store)
    assert following(follower, later(9999))() == "0 messages, 0.0 s behind"


def test_a_follower_that_takes_in_old_facts_is_not_ready(follower: Follower, store: Store) -> None:
    follow(follower, store, batches=1)
    assert following(follower, later(10))() == "0 messages, 10.0 s behind"
    with pytest.raises(NotReady, match=r"61\.0 s behind"):
        following(follower, later(61))()


def test_a_follower_that_no_longer_looks_is_not_ready(
    follower: Follower, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(follower, store)
    monkeypatch.setattr(module, "LOOK_SECONDS", -1.0)
    with pytest.raises(NotReady, match="does not look"):
        following(follower, later(0))()


def test_a_follower_that_stopped_on_a_fault_is_not_ready(follower: Follower, store: Store) -> None:
    follow(follower, store)
    follower.failure = ZeroDivisionError("secret")
    with pytest.raises(NotReady, match=r"^stopped: ZeroDivisionError$"):
        following(follower, later(0))()


def test_how_much_there_is_still_to_read_is_asked_at_most_once_a_second_while_there_is_any(follower: Follower) -> None:
    class Endless:
        asked = 0

        def poll(self, timeout_seconds: float, limit: int) -> list[Record]:
            del timeout_seconds, limit
            return [Record("toy.events", 0, 0, "", {"ce_time": NOON.isoformat()}, b"")]

        def behind(self) -> int:
            self.asked += 1
            return 7

        def rewind(self) -> None:
            """Nothing to go back to."""

        def close(self) -> None:
            """Nothing is held."""

    consumer = Endless()
    for _ in range(5):
        follower.step(consumer)
    assert (consumer.asked, follower.standing.behind, follower.standing.newest) == (1, 7, NOON.isoformat())


def test_what_is_still_to_read_of_a_log_in_the_same_process_is_counted_in_events(
    follower: Follower, store: Store
) -> None:
    consumer = InProcessTransport([store]).consumer(follower.name, follower.services, follower.saved)
    assert isinstance(consumer, Measured)
    assert consumer.behind() == 3
    follower.step(consumer)
    assert consumer.behind() == 0


def test_a_transport_that_cannot_tell_leaves_the_messages_unknown(follower: Follower) -> None:
    class Mute:
        def poll(self, timeout_seconds: float, limit: int) -> list[Any]:
            del timeout_seconds, limit
            return []

        def rewind(self) -> None:
            """Nothing to go back to."""

        def close(self) -> None:
            """Nothing is held."""

    follower.step(Mute())
    assert following(follower, later(0))() == "some messages, 0.0 s behind"
    assert ("thidua_follower_lag_messages", ("echo.follower",)) not in measured(FollowerGauges(follower, later(0)))


def test_the_age_of_a_fact_is_counted_from_when_it_was_recorded(follower: Follower) -> None:
    follower.standing = replace(follower.standing, newest=NOON.isoformat())
    assert seconds_behind(follower, datetime(2024, 3, 1, 5, 1, tzinfo=UTC)) == 60.0
    assert seconds_behind(follower, datetime(2024, 3, 1, 4, tzinfo=UTC)) == 0.0


def test_a_follower_measures_its_lag_and_positions(follower: Follower, store: Store) -> None:
    follow(follower, store)
    found = measured(StoreGauges(follower.store), StoreGauges(store), FollowerGauges(follower, later(0)))
    assert found["thidua_events_total", ("toy",)] == 3
    assert found["thidua_events_total", ("echo",)] == 3
    assert found["thidua_parked_facts", ("echo",)] == 0
    assert found["thidua_dropped_facts", ("echo",)] == 0
    assert found["thidua_follower_lag_messages", ("echo.follower",)] == 0
    assert found["thidua_follower_lag_seconds", ("echo.follower",)] == 0
    assert found["thidua_follower_stopped", ("echo.follower",)] == 0
    reached = {key[1][1]: value for key, value in found.items() if key[0] == "thidua_follower_position"}
    assert max(reached.values()) == 3
    assert "process_cpu_seconds_total" in {name for name, _ in found}
