"""What is counted, for Prometheus. Labels are names of the program: no id, no person, nothing that a client made up."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

__all__ = ["COMMANDS", "COMMAND_SECONDS", "CONTENT_TYPE", "FACTS", "REFUSALS", "REQUESTS", "RETRIES", "exposition"]

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Bounds of the durations that are told apart: around what a command takes, up to what nobody waits for."""

REQUESTS = Counter(
    "thidua_requests", "HTTP requests answered, by the first digit of the status.", ["service", "method", "status"]
)
COMMANDS = Counter(
    "thidua_commands",
    "Commands by outcome: recorded, repeated (the first answer again), refused, fault.",
    ["service", "command", "outcome"],
)
COMMAND_SECONDS = Histogram(
    "thidua_command_seconds", "Seconds from a command's arrival to its answer.", ["service", "command"], buckets=SECONDS
)
REFUSALS = Counter(
    "thidua_refusals", "Refusals by kind and code; docs/rules.md tells the codes.", ["service", "kind", "code"]
)
FACTS = Counter(
    "thidua_facts", "Facts of other services by outcome: taken, repeated, parked.", ["follower", "source", "outcome"]
)
RETRIES = Counter("thidua_retries", "Work begun anew after a failure or a lost race.", ["process"])

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series beside each, which nobody asks for

PROCESS = ProcessCollector(registry=None)
COUNTED: tuple[Collector, ...] = (REQUESTS, COMMANDS, COMMAND_SECONDS, REFUSALS, FACTS, RETRIES, PROCESS)


def exposition(more: Iterable[Collector] = ()) -> bytes:
    """Everything that this process counts, and what `more` finds out now, in Prometheus's text format."""
    registry = CollectorRegistry()
    for each in (*COUNTED, _Together(more)):
        registry.register(each)
    return generate_latest(registry)


class _Together(Collector):
    """What several collectors say under one name, under that name once."""

    def __init__(self, collectors: Iterable[Collector]) -> None:
        self._collectors = tuple(collectors)

    def collect(self) -> Iterable[Metric]:
        found: dict[str, Metric] = {}
        for metric in (metric for each in self._collectors for metric in each.collect()):
            found.setdefault(
                metric.name, Metric(metric.name, metric.documentation, metric.type)
            ).samples += metric.samples
        return found.values()
