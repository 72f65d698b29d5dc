"""Growth: what a command costs, and how fast a follower is, while the logs behind them are a hundred times as long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench import postgres
from bench.commands import PROVINCE, establish, new_unit
from bench.page import Size, not_run, spread
from bench.replays import EVENTS_EACH, fill
from bench.rounds import Delays, Measured, delays, interleave, rate
from bench.servers import verifier
from infra.postgres.server import Unavailable
from kernel.follower import Follower
from kernel.service import Service, utc_now
from kernel.transport import Consumer, InProcessTransport
from kernel.wire import PARTITIONS, partition_of
from regulations.rulebook import Rulebooks
from services.covenant import main as covenant
from services.scoring import main as scoring

TAKEN_IN = 500
"""Events of each log that are really saved and really taken in; the others are made of those by the database."""
FIRST = 500_000
"""Number of the first of those units; the units of the commands have smaller ones."""
PATTERN = f"BHXH-68-{FIRST:06}"
_ID = "md5('unit ' || n)::uuid"
_CODE = "'BHXH-69-' || lpad(n::text, 7, '0')"
_UNITS = "generate_series(1, %(units)s) n"
_LOG = (
    f"""
INSERT INTO events
SELECT %(base)s + (n - 1) * {EVENTS_EACH} + of.originator_version, {_ID}, of.originator_version, of.topic,
    convert_to(replace(convert_from(of.state, 'UTF8'), '{PATTERN}', {_CODE}), 'UTF8')
FROM {_UNITS}, events of WHERE of.originator_id = %(id)s ORDER BY 1
""",  # noqa: S608 (our own names)
    f"""
INSERT INTO units
SELECT {_ID}, {_CODE}, of.kind, of.established_on, of.ended_on, of.merged_into_id, of.version
FROM {_UNITS}, units of WHERE of.id = %(id)s
""",  # noqa: S608
    f"INSERT INTO unit_names SELECT {_ID}, since, version, name, folded FROM {_UNITS}, unit_names WHERE unit_id = %(id)s",  # noqa: E501, S608
    f"INSERT INTO unit_parents SELECT {_ID}, since, version, parent_id FROM {_UNITS}, unit_parents WHERE unit_id = %(id)s",  # noqa: E501, S608
    f"UPDATE log_head SET position = %(base)s + %(units)s * {EVENTS_EACH}",  # noqa: S608
)
"""The covenant's log and views, as if so many more units had been established and renamed."""
_HEARD = (
    f"INSERT INTO units SELECT {_ID}, {_CODE} FROM {_UNITS}",  # noqa: S608
    f"""
INSERT INTO unit_names
SELECT {_ID}, of.since, %(base)s + (n - 1) * {EVENTS_EACH} + of.sid, of.name
FROM {_UNITS}, unit_names of WHERE of.unit_id = %(id)s
""",  # noqa: S608
)
"""The same as scoring has heard it; the first unit's facts have the positions 1 to 5."""


@dataclass(frozen=True)
class Grown:
    """A covenant log of some length, and scoring that has taken all of it in."""

    covenant: Service
    follower: Follower
    consumer: Consumer

    def command(self) -> float:
        """Seconds of one unit established."""
        start = time.perf_counter()
        establish(self.covenant.application, new_unit())
        return time.perf_counter() - start

    def take_in(self) -> int:
        """The facts that scoring takes in until there are none left."""
        taken = 0
        while step := self.follower.step(self.consumer):
            taken += step
        return taken

    def close(self) -> None:
        """Let go of the databases."""
        self.covenant.store.recorder.engine.dispose()
        self.follower.store.recorder.engine.dispose()


def section(folder: Path, size: Size) -> Iterator[str]:
    """The page's section."""
    yield "## Growth: the same on PostgreSQL with logs of different length"
    yield ""
    yield f"Of each log {TAKEN_IN} events were saved and taken in; the others were made of those by INSERT … SELECT, as"
    yield "were the rows of both services' views and the follower's positions. Command: a unit established, in process."
    yield "Facts: those of new units, as scoring's follower takes them straight from covenant's log. Target: about 1."
    yield ""
    try:
        with postgres.a_server(folder / "server") as create:
            yield from _written(size.logs, *measure(folder, create, size))
    except Unavailable as reason:
        yield from not_run(reason)


def _written(logs: Sequence[int], commands: dict[int, Delays], facts: dict[int, Measured]) -> Iterator[str]:
    first = logs[0]
    yield "| events | command p50, p99 (ms) | ratio of p50: median (lowest – highest) | facts/s (median) | ratio |"
    yield "|---|---|---|---|---|"
    for events in logs:
        slower, faster = "1", "1"
        if events != first:
            slower = spread(commands[events].medians, commands[first].medians)
            faster = spread(facts[events], facts[first])
        took = f"{commands[events].p50_ms:.1f}, {commands[events].p99_ms:.1f}"
        yield f"| {events:,} | {took} | {slower} | {facts[events].median:,.0f} | {faster} |"
    yield ""


def measure(folder: Path, create: Callable[[], str], size: Size) -> tuple[dict[int, Delays], dict[int, Measured]]:
    """By the length of the log: how long a command takes, and facts per second of the follower."""
    grown = {events: _grow(folder, create(), create(), events) for events in size.logs}
    try:
        commands = delays({str(each): grown[each].command for each in size.logs}, size.samples, size.rounds)
        for each in grown.values():
            each.take_in()
        starts = iter(range(FIRST + TAKEN_IN, 10 * FIRST, size.facts))

        def hear(each: Grown) -> float:
            fill(each.covenant.store, size.facts, next(starts))
            return rate(each.take_in)

        facts = interleave({str(each): lambda each=each: hear(grown[each]) for each in size.logs}, size.rounds)  # type: ignore[misc]
        return {each: commands[str(each)] for each in grown}, {each: facts[str(each)] for each in grown}
    finally:
        for each in grown.values():
            each.close()


def _grow(folder: Path, log: str, views: str, events: int) -> Grown:
    rulebooks = Rulebooks.load()
    told = covenant.build(covenant.Settings(log, rulebooks), verifier(folder), utc_now)
    heard = scoring.build(scoring.Settings(views, rulebooks), verifier(folder), utc_now)
    assert heard.follower is not None  # noqa: S101 (scoring has one)
    follower: Follower = heard.follower
    fill(told.store, TAKEN_IN, FIRST)
    establish(told.application, PROVINCE)
    consumer = InProcessTransport([told.store]).consumer(follower.name, follower.services, follower.saved)
    grown = Grown(told, follower, consumer)
    grown.take_in()
    base = told.store.recorder.max_notification_id() or 0
    asked = {"base": base, "units": (events - base) // EVENTS_EACH, "id": told.store.log(0, 1)[0].event.originator_id}
    _run(log, _LOG, asked)
    _run(views, _HEARD, asked)
    _stand_at_the_end(grown, views)
    consumer.rewind()
    return grown


def _run(url: str, statements: Sequence[str], asked: dict[str, Any]) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement, asked)
        connection.execute("VACUUM ANALYZE")


def _stand_at_the_end(grown: Grown, views: str) -> None:
    """Scoring's positions behind the last fact of each partition."""
    store, follower = grown.covenant.store, grown.follower
    end = store.recorder.max_notification_id() or 0
    last = {
        partition_of(each.event.originator_id, PARTITIONS): each.position for each in store.log(max(0, end - TAKEN_IN))
    }
    assert len(last) == PARTITIONS  # noqa: S101 (a hundred units are in all of them)
    move = "UPDATE tracking SET notification_id = %s WHERE application_name = %s"
    with psycopg.connect(views.replace("+psycopg", "")) as connection:
        for partition, position in last.items():
            connection.execute(move, (position, f"{follower.name}<covenant.events[{partition}]"))
