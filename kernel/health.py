"""Whether a process can do its work now, and how far behind it is: for load balancers, supervisors and Prometheus.

A process that can record must not be taken away because another one is late. So each process answers for itself: an API
for its database and its migrations, a relay and a follower besides for the broker and for their own lag.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from anyio import create_task_group, move_on_after, to_thread
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kernel.follower import Follower
from kernel.metrics import CONTENT_TYPE, exposition
from kernel.recorder import DROPPED, PARKED
from kernel.relay import relay_status
from kernel.store import Store
from kernel.wire import PARTITIONS, topic_of

ANSWER_SECONDS = 3.0
"""Longest that a check may take; one that has not answered then has failed."""
LAG_SECONDS = 60.0
"""A relay or follower further behind than this is not ready."""
LOOK_SECONDS = 60.0
"""A follower that has not looked for facts for so long is stuck."""

Ask = Callable[[], str]
"""A check: says how things stand, or raises `NotReady` or whatever went wrong."""


class NotReady(Exception):
    """What a check found wrong, in words that anybody may read."""


@dataclass(frozen=True)
class Health:
    """The checks of one process by name, and what it measures whenever Prometheus asks."""

    checks: Mapping[str, Ask]
    gauges: Sequence[Collector] = ()

    def routes(self) -> list[Route]:
        """`/readyz` and `/metrics`."""
        return [Route("/readyz", self.readyz), Route("/metrics", self.metrics)]

    async def readyz(self, _request: Request) -> Response:
        """200 if every check holds, else 503; with each check's state."""
        found: dict[str, tuple[bool, str]] = {}
        async with create_task_group() as group:
            for name, ask in self.checks.items():
                group.start_soon(_answer, found, name, ask)
        ready = all(holds for holds, _ in found.values())
        states = {name: {"ok": found[name][0], "state": found[name][1]} for name in self.checks}
        return JSONResponse({"status": "ready" if ready else "not ready", "checks": states}, 200 if ready else 503)

    async def metrics(self, _request: Request) -> Response:
        """Prometheus's text format."""
        return Response(await to_thread.run_sync(exposition, self.gauges), media_type=CONTENT_TYPE)


async def _answer(found: dict[str, tuple[bool, str]], name: str, ask: Ask) -> None:
    found[name] = False, f"no answer within {ANSWER_SECONDS} seconds"
    with move_on_after(ANSWER_SECONDS):
        try:
            found[name] = True, await to_thread.run_sync(ask, abandon_on_cancel=True)
        except NotReady as error:
            found[name] = False, str(error)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the answer)
            found[name] = False, type(error).__name__


def database(store: Store) -> Ask:
    """The database answers."""

    def ask() -> str:
        with store.reading() as connection:
            connection.execute(sa.select(sa.literal(1)))
        return "answers"

    return ask


def migrations(is_at_head: Callable[[], bool]) -> Ask:
    """The database is at the newest migration."""

    def ask() -> str:
        if not is_at_head():
            raise NotReady("the database is not at the newest migration: thidua migrate")
        return "newest"

    return ask


def broker(servers: Sequence[str]) -> Ask:
    """One of the brokers (`host:port`) takes connections."""

    def ask() -> str:
        for server in servers:
            host, _, port = server.rpartition(":")
            try:
                socket.create_connection((host.strip("[]"), int(port)), ANSWER_SECONDS / len(servers) / 2).close()
            except OSError:
                continue
            return "answers"
        raise NotReady(f"none of {', '.join(servers)} takes a connection")

    return ask


def relaying(store: Store, now: Callable[[], datetime]) -> Ask:
    """The relay has sent what was recorded."""

    def ask() -> str:
        status = relay_status(store, now())
        return _within(status.seconds_behind, f"{status.events_behind} events, {status.seconds_behind:.1f} s behind")

    return ask


def following(follower: Follower, now: Callable[[], datetime]) -> Ask:
    """The follower runs, and has taken in what there is."""

    def ask() -> str:
        if follower.failure is not None:
            raise NotReady(f"stopped: {type(follower.failure).__name__}")
        standing = follower.standing
        if standing.looked_at is None or time.monotonic() - standing.looked_at > LOOK_SECONDS:
            raise NotReady("it does not look for facts")
        messages = "some" if standing.behind is None else str(standing.behind)
        seconds = seconds_behind(follower, now())
        return _within(seconds, f"{messages} messages, {seconds:.1f} s behind")

    return ask


def _within(seconds: float, said: str) -> str:
    if seconds > LAG_SECONDS:
        raise NotReady(said)
    return said


def seconds_behind(follower: Follower, now: datetime) -> float:
    """The age of the last fact taken in, 0 once there was none to take in."""
    try:
        recorded_at = datetime.fromisoformat(follower.standing.newest)
        return max(0.0, (now - recorded_at.astimezone(UTC)).total_seconds())
    except ValueError:
        return 0.0


class StoreGauges(Collector):
    """What a service's database tells, whoever fills it: events recorded, facts parked and dropped."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        """Asked at every scrape."""
        service = self._store.service
        events = CounterMetricFamily(
            "thidua_events", "Events ever recorded: the log's last position.", labels=["service"]
        )
        events.add_metric([service], self._store.recorder.max_notification_id() or 0)
        yield events
        for table, told in ((PARKED, "Facts parked now."), (DROPPED, "Facts that operators have dropped.")):
            gauge = GaugeMetricFamily(f"thidua_{table.name}_facts", told, labels=["service"])
            with self._store.reading() as connection:
                count = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            gauge.add_metric([service], count)
            yield gauge


class RelayGauges(Collector):
    """How far a service's relay is behind its log."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Asked at every scrape."""
        status = relay_status(self._store, self._now())
        yield _gauge("thidua_relay_lag_messages", "Events recorded but not sent.", service=status.service)(
            status.events_behind
        )
        yield _gauge("thidua_relay_lag_seconds", "Age of the first event not sent.", service=status.service)(
            status.seconds_behind
        )


class FollowerGauges(Collector):
    """How far a running follower is behind its sources."""

    def __init__(self, follower: Follower, now: Callable[[], datetime]) -> None:
        self._follower = follower
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Asked at every scrape."""
        follower = self._follower
        if (behind := follower.standing.behind) is not None:
            yield _gauge("thidua_follower_lag_messages", "Facts not taken in.", follower=follower.name)(behind)
        yield _gauge("thidua_follower_lag_seconds", "Age of the last fact taken in.", follower=follower.name)(
            seconds_behind(follower, self._now())
        )
        yield _gauge("thidua_follower_stopped", "1 if it has stopped on a fault.", follower=follower.name)(
            int(follower.failure is not None)
        )
        positions = GaugeMetricFamily(
            "thidua_follower_position",
            "Position in the source's log up to which facts were taken in.",
            labels=["follower", "source", "partition"],
        )
        for source in follower.services:
            for partition in range(PARTITIONS):
                saved = follower.saved(topic_of(source), partition)
                positions.add_metric([follower.name, source, str(partition)], saved)
        yield positions


def _gauge(name: str, told: str, **labels: str) -> Callable[[float], GaugeMetricFamily]:
    def of(value: float) -> GaugeMetricFamily:
        family = GaugeMetricFamily(name, told, labels=list(labels))
        family.add_metric(list(labels.values()), value)
        return family

    return of
