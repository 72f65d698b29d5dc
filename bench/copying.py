"""Bulk results on PostgreSQL: the push, validated one by one, against COPY of the same cells into a bare table."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import psycopg

from bench import postgres
from bench.bulk import push, ready
from bench.page import Size, not_run, table
from bench.rounds import Measured, rate
from bench.servers import DATABASES, issuer, run_on_postgres, serving, verifier
from infra.postgres.server import Unavailable
from kernel.aggregate import Act
from kernel.identity import Principal
from kernel.rows import NDJSON
from kernel.service import Service, utc_now
from kernel.store import Command
from regulations.rulebook import Rulebooks
from services.scoring import main
from services.scoring.api.results import PushIn
from services.scoring.application.results import Delivery
from thidua.demo.client import Request
from thidua.demo.stage import Stage

COPIED, APPLICATION, REST, STREAM = "COPY", "application", "REST", "stream"
_LINES = msgspec.json.Encoder(decimal_format="number")
_TABLE = """
CREATE TABLE results (
    unit_id uuid, movement_id uuid, period text, indicator text, value numeric, evidence text NOT NULL,
    source text NOT NULL, note text NOT NULL, actor text NOT NULL, recorded_at timestamptz NOT NULL,
    PRIMARY KEY (unit_id, movement_id, period, indicator)
)
"""
SYSTEM = Principal("he-thong", "Hệ thống nghiệp vụ", "machine", frozenset({"machine_results"}))


def section(folder: Path, size: Size) -> Iterator[str]:
    """The page's section."""
    yield "## Bulk results on PostgreSQL: the push, validated one by one, against COPY of the same cells"
    yield ""
    try:
        with postgres.a_server(folder / "server") as create:
            figures, cells = measure(folder, create, size.pushes)
            yield f"One push is {cells:,} cells. COPY: one transaction, a bare table with a primary key. Application:"
            yield "the push handed over as values, without HTTP and JSON. Stream: a line of JSON a cell over REST, and"
            yield "a verdict on each, recorded 2,000 at a time, so a longer one is as quick. Target of REST: ≥ 0.3."
            yield ""
            yield from table(figures, COPIED, "cells/s")
    except Unavailable as reason:
        yield from not_run(reason)


def measure(folder: Path, create: Callable[[], str], years: int) -> tuple[dict[str, Measured], int]:
    """Cells per second of each way; and how many cells one push has.

    A round is a year: its first quarter goes through REST and COPY, the second to the application, the third as a
    stream. The very first round warms up and is not counted.
    """
    urls = {service: create() for service in ("covenant", "scoring", "nomination")}
    (folder / DATABASES).write_text(json.dumps(urls), encoding="utf-8")
    figures: dict[str, list[float]] = {COPIED: [], APPLICATION: [], REST: [], STREAM: []}
    cells = 0
    with serving(run_on_postgres, folder) as port, psycopg.connect(create().replace("+psycopg", "")) as bare:
        bare.execute(_TABLE)
        bare.commit()
        service = main.build(main.Settings(urls["scoring"], Rulebooks.load()), verifier(folder), utc_now)
        token = issuer(folder).token(SYSTEM)
        for stage in (ready(f"http://127.0.0.1:{port}", seed) for seed in range(1, 2 * years + 1)):
            request, streamed = push(stage, 1), push(stage, 3)
            rows = _rows(_delivery(request))
            cells = len(rows)
            ways: Mapping[str, Callable[[], int]] = {
                COPIED: partial(_copied, bare, rows),
                APPLICATION: partial(_recorded, service, _delivery(push(stage, 2))),
                REST: partial(_pushed, stage, request),
                STREAM: partial(_streamed, port, token, _lines(_delivery(streamed))),
            }
            for name, way in ways.items():
                figures[name].append(rate(way))
        service.store.recorder.engine.dispose()
    return {name: Measured(each[1:]) for name, each in figures.items()}, cells


def _delivery(request: Request) -> Delivery:
    return PushIn.model_validate(request.body).to_domain()


def _rows(delivery: Delivery) -> list[tuple[object, ...]]:
    now = utc_now()
    return [
        (
            *(reported.unit_id, reported.movement_id, reported.period, cell.indicator, cell.value),
            *(cell.evidence.kind.value, cell.evidence.source, cell.evidence.note, SYSTEM.id, now),
        )
        for reported in delivery.reported
        for cell in reported.cells
    ]


def _lines(delivery: Delivery) -> list[dict[str, object]]:
    return [
        {
            "unit_id": reported.unit,
            "movement_id": reported.movement,
            "period": reported.period,
            "indicator": cell.indicator,
            "value": cell.value,
            "not_applicable": cell.value is None,
            "evidence": cell.evidence.kind,
            "source": cell.evidence.source,
            "note": cell.evidence.note,
        }
        for reported in delivery.reported
        for cell in reported.cells
    ]


def _copied(bare: psycopg.Connection[Any], rows: Sequence[tuple[object, ...]]) -> int:
    with bare.cursor().copy("COPY results FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    bare.commit()
    return len(rows)


def _recorded(service: Service, delivery: Delivery) -> int:
    now = utc_now()
    receipt = service.application.results.record(Command(SYSTEM, Act(SYSTEM.id, now, now, uuid4())), delivery)
    recorded: int = receipt.details["recorded"]
    return recorded


def _pushed(stage: Stage, request: Request) -> int:
    recorded: int = stage.api.done(request)["details"]["recorded"]
    return recorded


def _streamed(port: int, token: str, rows: Sequence[Mapping[str, object]]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": NDJSON}
    connection.request("POST", f"/scoring/results/stream?system={SYSTEM.id}", _LINES.encode_lines(rows), headers)
    *_verdicts, last = connection.getresponse().read().splitlines()
    connection.close()
    accepted: int = json.loads(last)["summary"]["accepted"]
    return accepted
