"""The topics as code are those that the services write and hear, and hold what must never be lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.kafka.topics import FILE, Topic, declared
from kernel.kafka import LARGEST_BYTES
from kernel.wire import PARTITIONS, topic_of
from tests.architecture.sources import services
from tests.contracts.catalogue import followers, heard

NEVER_FORGETS = {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"}


def listeners(service: str) -> set[str]:
    """The followers that hear a service's facts."""
    return {
        name for other in services() for name in followers(other) if service in {source for source, _ in heard(other)}
    }


def mistakes(topics: Mapping[str, Topic]) -> Iterator[str]:
    if set(topics) != {topic_of(service) for service in services()}:
        yield "not one topic a service"
    for name, topic in topics.items():
        if name != topic_of(topic.producer):
            yield f"{name} is not named after its producer {topic.producer}"
        elif set(topic.consumers) != listeners(topic.producer):
            yield f"{name} is heard by {sorted(listeners(topic.producer))}"
        if topic.partitions != PARTITIONS:
            yield f"{name} has not {PARTITIONS} partitions"
        if {key: topic.config.get(key) for key in NEVER_FORGETS} != NEVER_FORGETS:
            yield f"{name} forgets"
        if topic.config.get("max.message.bytes") != str(LARGEST_BYTES):
            yield f"{name} takes another size than the relay sends"


def changed(**values: Any) -> dict[str, Topic]:
    """The declared topics with one of them changed."""
    topics = declared()
    name = min(topics)
    return {**topics, name: replace(topics[name], **values)}


def test_there_is_one_topic_a_service_heard_by_those_who_say_so() -> None:
    assert list(mistakes(declared())) == []


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        ({}, "not one topic a service"),
        (changed(producer="scoring"), "covenant.events is not named after its producer scoring"),
        (changed(consumers=()), "covenant.events is heard by ['nomination.follower', 'scoring.follower']"),
        (changed(partitions=5), "covenant.events has not 4 partitions"),
        (
            changed(config={**NEVER_FORGETS, "max.message.bytes": "1"}),
            "covenant.events takes another size than the relay sends",
        ),
        (changed(config={"max.message.bytes": str(LARGEST_BYTES)}), "covenant.events forgets"),
    ],
)
def test_a_topic_that_is_not_so_is_found(topics: Mapping[str, Topic], told: str) -> None:
    assert list(mistakes(topics)) == [told]


def test_a_topic_may_differ_from_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    text = FILE.read_text(encoding="utf-8").replace(
        "    producer: scoring\n", "    producer: scoring\n    partitions: 8\n    config: {retention.ms: '5'}\n"
    )
    file.write_text(text, encoding="utf-8")
    topic = declared(file)["scoring.events"]
    assert (topic.partitions, topic.config) == (8, {**declared()["scoring.events"].config, "retention.ms": "5"})


def test_the_broker_takes_what_the_topics_take() -> None:
    lines = (FILE.parent / "server.properties").read_text(encoding="utf-8").splitlines()
    settings = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert (settings["message.max.bytes"], settings["num.partitions"], settings["auto.create.topics.enable"]) == (
        str(LARGEST_BYTES),
        str(PARTITIONS),
        "false",
    )
