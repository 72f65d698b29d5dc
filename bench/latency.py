"""End to end: from a command's answer until other services show it, against one message's bare way through the broker.

The whole distributed run is started, each part a process of its own, and asked through its doors.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from bench.brokers import make_topic
from bench.commands import COUNCIL, PROVINCE, new_unit
from bench.page import Size, not_run, spread
from bench.rounds import Delays, delays
from infra.ports import free_port
from kernel.kafka import READING
from kernel.wire import PARTITIONS, topic_of
from thidua.apart.place import LOOPBACK, Place
from thidua.apart.topology import GATEWAY
from thidua.apart.up import NotUp, down, up
from thidua.data import DataDirectory

TOPIC = "bench.messages"
ROUND_TRIP = "a message sent, acknowledged and handed over (round trip)"
IN_KAFKA = "command → its fact to be read in Kafka"
IN_SCORING = "command → scoring answers with it"
IN_GATEWAY = "command → the gateway answers with it"
IDLE_SCORING = "scoring answers, nothing to wait for"
IDLE_GATEWAY = "the gateway answers, nothing to wait for"
LONGEST_PAUSE_SECONDS = 0.1
"""Before each command, a pause of up to this by chance: who looks only now and then is met at any moment."""
NEVER_SECONDS = 30.0
PERIODS = "/scoring/periods?limit=1"
QUERY = json.dumps({"query": "{ reviewPeriods(first: 1) { nodes { id } } }"})


def section(folder: Path, size: Size) -> Iterator[str]:
    """The page's section."""
    yield "## End to end: a command's answer until the next service shows it, in the distributed run"
    yield ""
    yield "Every part a process on this one machine. The clock starts when the command's answer is there; a read says"
    yield "with `Wait-For` what it waits for. Target of “scoring answers with it”: p50 ≤ 3 round trips."
    yield ""
    try:
        yield from _written(measure(folder, size))
    except NotUp as reason:
        yield from not_run(reason)


def _written(figures: Mapping[str, Delays]) -> Iterator[str]:
    yield "| | p50 (ms) | p99 (ms) | p50 in round trips: median (lowest – highest) |"
    yield "|---|---|---|---|"
    for name, figure in figures.items():
        told = "1" if name == ROUND_TRIP else spread(figure.medians, figures[ROUND_TRIP].medians)
        yield f"| {name} | {figure.p50_ms:.1f} | {figure.p99_ms:.1f} | {told} |"
    yield ""


def measure(folder: Path, size: Size) -> dict[str, Delays]:
    """Seconds of each way, one sample of each in turn.

    Raises:
        NotUp: the distributed run does not start on this machine.
    """
    place = Place(DataDirectory(folder / "var"), (LOOPBACK, free_port()))
    try:
        issuer = up(place, lambda _: None)
        make_topic(place.kafka, TOPIC)
        with (
            _reading(place.kafka, TOPIC) as messages,
            _reading(place.kafka, topic_of("covenant"), **READING) as facts,
            closing(KafkaProducer(bootstrap_servers=[place.kafka], acks="all")) as producer,
            closing(_Doors(place, issuer.token(COUNCIL))) as doors,
        ):
            doors.command(PROVINCE)

            def round_trip() -> float:
                start = time.perf_counter()
                producer.send(TOPIC, b"bench", partition=0).get(NEVER_SECONDS)
                messages.get(timeout=NEVER_SECONDS)
                return time.perf_counter() - start

            ways = {ROUND_TRIP: round_trip, **_ways(doors, facts)}
            return delays(ways, size.samples, size.rounds)
    finally:
        down(place)


def _ways(doors: _Doors, facts: SimpleQueue[Any]) -> Mapping[str, Callable[[], float]]:
    def until(seen: Callable[[str], object]) -> Callable[[], float]:
        def sample() -> float:
            time.sleep(_CHANCE.uniform(0, LONGEST_PAUSE_SECONDS))
            token = doors.command(new_unit())
            start = time.perf_counter()
            seen(token)
            return time.perf_counter() - start

        return sample

    def idle(answer: Callable[[str], object]) -> Callable[[], float]:
        def sample() -> float:
            start = time.perf_counter()
            answer("")
            return time.perf_counter() - start

        return sample

    def in_kafka(token: str) -> None:
        sid = token.rpartition(":")[2]
        while dict(facts.get(timeout=NEVER_SECONDS).headers)["ce_sid"] != sid.encode():
            pass  # of a command before

    return {
        IDLE_SCORING: idle(doors.scoring),
        IN_KAFKA: until(in_kafka),
        IN_SCORING: until(doors.scoring),
        IDLE_GATEWAY: idle(doors.gateway),
        IN_GATEWAY: until(doors.gateway),
    }


_CHANCE = Random(1)  # noqa: S311 (pauses)


class _Doors:
    """The gateway and scoring's own address, each over one kept connection."""

    def __init__(self, place: Place, token: str) -> None:
        site = place.site()
        self._gateway = http.client.HTTPConnection(*site.addresses[GATEWAY], timeout=NEVER_SECONDS)
        self._scoring = http.client.HTTPConnection(*site.addresses["scoring-api"], timeout=NEVER_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def command(self, unit: Mapping[str, object]) -> str:
        """A unit established; the token to wait for."""
        token: str = self._ask(self._gateway, "POST", "/covenant/units", json.dumps(unit), "")["token"]
        return token

    def scoring(self, token: str) -> None:
        """Periods, once scoring has taken in what the token names."""
        self._ask(self._scoring, "GET", PERIODS, None, token)

    def gateway(self, token: str) -> None:
        """The same through the graph.

        Raises:
            RuntimeError: the answer has errors.
        """
        answer = self._ask(self._gateway, "POST", "/graphql", QUERY, token)
        if "errors" in answer:
            raise RuntimeError(f"{answer}")

    def close(self) -> None:
        """Hang up."""
        self._gateway.close()
        self._scoring.close()

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: str | None, token: str
    ) -> Mapping[str, Any]:
        headers = {**self._headers, **({"Wait-For": token} if token else {})}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read()
        if response.status >= http.client.BAD_REQUEST:
            raise RuntimeError(f"{path}: {response.status} {text[:400]!r}")
        found: Mapping[str, Any] = json.loads(text)
        return found


@contextmanager
def _reading(address: str, topic: str, **settings: Any) -> Iterator[SimpleQueue[Any]]:
    """The topic's new messages as a consumer hands them over that does nothing but ask for them."""
    found: SimpleQueue[Any] = SimpleQueue()
    stopping = threading.Event()
    consumer = KafkaConsumer(bootstrap_servers=[address], **settings)
    consumer.assign([TopicPartition(topic, each) for each in range(PARTITIONS)])
    consumer.seek_to_end()
    for each in consumer.assignment():
        consumer.position(each)

    def poll() -> None:
        while not stopping.is_set():
            for messages in consumer.poll(timeout_ms=200).values():
                for message in messages:
                    found.put(message)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield found
    finally:
        stopping.set()
        thread.join()
        consumer.close()
