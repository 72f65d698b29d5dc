"""Doing to the running topology what the plan says, and counting the dead."""

from __future__ import annotations

import importlib
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import replace

from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.errors import CommitFailedError

from chaos.plan import Disturbance, Kind
from chaos.topology import Member, Topology
from infra.postgres.server import Unavailable
from kernel.kafka import CONNECTION
from kernel.wire import PARTITIONS, topic_of

POINT_SECONDS = 6.0
"""How long a process is given to come to the point at which it is to die."""
DELAY_SECONDS = 0.02
DELAYED_SECONDS = 2.0
FROZEN_SECONDS = 3.0
DATABASE_STARTS = 20
EMPTY_SECONDS = 40.0


class Storm:
    """Disturbs one topology; `kills` counts processes ended by SIGKILL, `done` what was done by kind and target."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self.kills = 0
        self.done: Counter[tuple[Kind, str, str]] = Counter()
        self._acts: Mapping[Kind, Callable[[Disturbance], int]] = {
            Kind.KILL: lambda what: self._member(what).kill(),
            Kind.DIE_AT: self._die_at,
            Kind.RESTART_DATABASE: lambda _: self._restart_database(),
            Kind.RESTART_BROKER: lambda _: self._restart_broker(),
            Kind.CUT_DATABASE: lambda _: self._cut_database(),
            Kind.CUT_BROKER: lambda _: self._cut_broker(),
            Kind.DELAY: lambda _: self._delay(),
            Kind.REDELIVER: self._redeliver,
            Kind.RACE: self._race,
        }

    def strike(self, what: Disturbance) -> bool:
        """Wait out the calm, then do it; whether it found its victim alive and on the way."""
        time.sleep(what.after_seconds)
        kills = self._acts[what.kind](what)
        if not kills and what.else_anywhere:
            what = replace(what, kind=Kind.KILL, point="")
            kills = self._acts[what.kind](what)
        self.kills += kills
        happened = kills > 0 or what.kind not in {Kind.KILL, Kind.DIE_AT}
        if happened:
            self.done[what.kind, what.target, what.point] += 1
        return happened

    def _member(self, what: Disturbance) -> Member:
        return self._topology.members[what.target]

    def _die_at(self, what: Disturbance) -> int:
        member = self._member(what)
        member.die_at.write_text(what.point, encoding="utf-8")
        deadline = time.monotonic() + POINT_SECONDS
        while member.die_at.exists():
            if time.monotonic() > deadline:
                member.die_at.unlink(missing_ok=True)
                return 0
            time.sleep(0.02)
        return 1

    def _restart_database(self) -> int:
        server = self._topology.postgres
        server.stop(signal.SIGKILL)
        for attempt in range(DATABASE_STARTS):
            try:
                server.start()
                break
            except Unavailable:  # the children of the killed server still hold its memory
                if attempt == DATABASE_STARTS - 1:
                    raise
                time.sleep(0.5)
        return 1

    def _restart_broker(self) -> int:
        self._topology.broker.stop(signal.SIGKILL)
        self._topology.broker.start()
        return 1

    def _cut_database(self) -> int:
        self._topology.postgres_proxy.cut()
        return 0

    def _cut_broker(self) -> int:
        self._topology.kafka_proxy.cut()
        return 0

    def _delay(self) -> int:
        for seconds in (DELAY_SECONDS, 0.0):
            self._topology.postgres_proxy.delay(seconds)
            self._topology.kafka_proxy.delay(seconds)
            time.sleep(DELAYED_SECONDS)
        return 0

    def _redeliver(self, what: Disturbance) -> int:
        """The follower leaves its group, so that its offsets can be put back, and comes again."""
        member = self._member(what)
        member.paused = True
        try:
            if member.process is not None:
                member.process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    member.process.wait(20)
            killed = member.kill()
            put_back(f"127.0.0.1:{self._topology.kafka_port}", what.target.removesuffix("-follower"))
        finally:
            member.paused = False
        return killed

    def _race(self, what: Disturbance) -> int:
        """The frozen one wakes up with a producer that the other has fenced off."""
        first = self._member(what)
        if first.process is None or first.exit_status is not None:
            return 0
        second = Member(
            f"second {first.name}", first.arguments, first.environment, first.log.with_suffix(".second.log")
        )
        second.environment = {**first.environment, "DIE_AT": "", "PORT": "0"}
        first.process.send_signal(signal.SIGSTOP)
        try:
            self._topology.postgres_proxy.cut()  # with its connection the frozen one loses its lock
            second.start()
            time.sleep(FROZEN_SECONDS)
        finally:
            first.process.send_signal(signal.SIGCONT)
        time.sleep(FROZEN_SECONDS)
        return second.kill()


def put_back(servers: str, service: str) -> None:
    """Commit for the service's follower that it has read nothing, once its group has no member left."""
    main = importlib.import_module(f"services.{service}.main")
    places = [TopicPartition(topic_of(source), each) for source in main.HEARS for each in range(PARTITIONS)]
    deadline = time.monotonic() + EMPTY_SECONDS
    with closing(
        KafkaConsumer(bootstrap_servers=[servers], group_id=main.FOLLOWER, enable_auto_commit=False, **CONNECTION)
    ) as client:
        client.assign(places)
        while True:
            try:
                client.commit({place: OffsetAndMetadata(0, "0", -1) for place in places})
            except CommitFailedError:  # a member that was killed counts until its session is over
                if time.monotonic() > deadline:
                    raise
                time.sleep(1)
            else:
                return
