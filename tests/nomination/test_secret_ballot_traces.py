"""What is told of a secret ballot while it is cast (spans, counts, log lines) is the same whatever it marks."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from kernel import tracing
from kernel.logs import Lines
from kernel.metrics import exposition
from tests.nomination.running import (
    CLUSTERS,
    COUNCIL,
    Running,
    ballot,
    councillor,
    done,
    leader,
    nominate,
    open_council,
    select,
)

CHOICES = ("YES", "NO", "ABSTAIN")


@pytest.fixture
def case(year: Running) -> UUID:
    """A nomination that its cluster has selected."""
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    return nomination


@dataclass
class Told:
    """Everything that was told of what happened inside a block."""

    spans: InMemorySpanExporter
    lines: io.StringIO

    def text(self) -> str:
        found = "\n".join(each.to_json() for each in self.spans.get_finished_spans())
        return found + self.lines.getvalue() + exposition().decode()

    def outline(self) -> list[Any]:
        """Spans and lines without ids and times: what differs from one ballot to the next at all."""
        spans = [(each.name, sorted((each.attributes or {}).items())) for each in self.spans.get_finished_spans()]
        lines = [json.loads(each) for each in self.lines.getvalue().splitlines()]
        volatile = {"timestamp", "correlation", "seconds"}
        return [*spans, *({name: each[name] for name in each.keys() - volatile} for each in lines)]


@contextmanager
def told() -> Iterator[Told]:
    found = Told(InMemorySpanExporter(), io.StringIO())
    handler = logging.StreamHandler(found.lines)
    handler.setFormatter(Lines("nomination-api"))
    handler.addFilter(lambda record: record.name != "httpx")  # the client's own line
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with tracing.traced_to(found.spans):
            yield found
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def by_rest(year: Running, session: UUID, case: UUID, voter: str, choice: str) -> None:
    done(year.post(f"/sessions/{session}/ballots", councillor(voter), ballot(choice, case), Idempotency_Key=choice))


def by_graphql(year: Running, session: UUID, case: UUID, voter: str, choice: str) -> None:
    """As a client would write it who has not thought of secrecy: the choice in the text, its name and its aliases."""
    marks = f'marks: [{{ nomination: "{case}", choice: {choice} }}]'
    query = f'mutation Vote{choice} {{ my{choice}: castBallot(session: "{session}", {marks}) {{ __typename }} }}'
    answer = done(year.post("/graphql", councillor(voter), {"query": query, "operationName": f"Vote{choice}"}))
    assert answer["data"] == {f"my{choice}": {"__typename": "Receipt"}}


def twice(year: Running, session: UUID, case: UUID, voter: str, choice: str) -> None:
    """The second is refused: nobody votes twice."""
    by_rest(year, session, case, voter, choice)
    again = year.post(f"/sessions/{session}/ballots", councillor(voter), ballot(choice, case))
    assert again.status_code == 409


@pytest.mark.parametrize("cast", [by_rest, by_graphql, twice])
def test_what_is_told_of_a_ballot_does_not_depend_on_what_it_marks(year: Running, case: UUID, cast: Any) -> None:
    session = open_council(year, case)
    outlines = []
    for voter, choice in zip(COUNCIL, CHOICES, strict=False):
        with told() as found:
            cast(year, session, case, voter, choice)
        outlines.append(found.outline())
        text = found.text()
        assert [word for word in (*CHOICES, voter, str(case), str(session)) if word in text] == []
        assert "recorded nomination." in text
    assert outlines[1:] == [outlines[0]] * (len(outlines) - 1)
