"""The topics as code: `python -m infra.kafka.topics SERVERS` makes those of topics.yaml that are missing.

A topic that is there already must be as declared: another number of partitions would put an aggregate's later facts
elsewhere than its earlier ones, and a time limit would forget what only the topic tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

FILE = Path(__file__).parent / "topics.yaml"


class TopicsDiffer(Exception):
    """A topic on the broker is not as it is declared; the text names every difference."""


@dataclass(frozen=True)
class Topic:
    """One topic as it is declared."""

    name: str
    producer: str
    consumers: tuple[str, ...]
    partitions: int
    replication_factor: int
    config: Mapping[str, str]


def declared(file: Path = FILE) -> dict[str, Topic]:
    """The declared topics by name."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = {}
    for name, own in content["topics"].items():
        merged = {**content["defaults"], **own}
        merged["config"] = {**content["defaults"]["config"], **own.get("config", {})}
        found[name] = Topic(name=name, **{**merged, "consumers": tuple(merged["consumers"])})
    return found


def ensure_topics(servers: str, topics: Mapping[str, Topic], prefix: str = "") -> list[str]:
    """Make the topics that are missing, each named behind `prefix`; the names of those made, in order.

    Raises:
        TopicsDiffer: one is there already and is not as declared; then none is made.
        KafkaError: the broker cannot be reached or refuses.
    """
    wanted = {f"{prefix}{name}": topic for name, topic in topics.items()}
    client = KafkaAdminClient(bootstrap_servers=servers.split(","), bootstrap_timeout_ms=10_000)
    try:
        known = sorted(set(client.list_topics()) & set(wanted))
        if differences := [each for name in known for each in _differences(client, name, wanted[name])]:
            raise TopicsDiffer("\n".join(differences))
        missing = sorted(set(wanted) - set(known))
        for name in missing:
            _create(client, name, wanted[name])
        if missing:
            client.wait_for_topics(missing)
    finally:
        client.close()
    return missing


def _create(client: KafkaAdminClient, name: str, topic: Topic) -> None:
    try:
        client.create_topics([NewTopic(name, topic.partitions, topic.replication_factor, topic_configs=topic.config)])
    except TopicAlreadyExistsError:
        return  # somebody else is starting up, too, out of the same file


def _differences(client: KafkaAdminClient, name: str, topic: Topic) -> list[str]:
    [described] = client.describe_topics([name])
    partitions = len(described["partitions"])
    pairs: list[tuple[str, Any, Any]] = [("partitions", topic.partitions, partitions)]
    resource = ConfigResource(ConfigResourceType.TOPIC, name)
    settings = client.describe_configs([resource], config_filter="all")["topic"][name]
    pairs += [(key, value, settings[key]["value"]) for key, value in topic.config.items()]
    return [
        f"{name}: {what}: khai báo {wanted}, đang là {actual} · declared {wanted}, is {actual}"
        for what, wanted, actual in pairs
        if wanted != actual
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check the topics; the exit status, 1 where they differ or the broker is away."""
    parser = argparse.ArgumentParser(prog="python -m infra.kafka.topics", description=__doc__)
    parser.add_argument("servers", help="bootstrap servers, separated by commas")
    asked = parser.parse_args(arguments)
    topics = declared()
    try:
        made = ensure_topics(asked.servers, topics)
    except (TopicsDiffer, KafkaError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name in topics:
        sys.stdout.write(f"{name}: {'đã tạo · made' if name in made else 'đúng khai báo · as declared'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
