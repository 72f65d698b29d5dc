"""Bulk results on PostgreSQL: the push, validated one by one, against COPY of the same cells into a bare table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench import postgres
from bench.bulk import QUARTERS, push, ready
from bench.page import Size, not_run, table
from bench.rounds import Measured, rate
from bench.servers import DATABASES, run_on_postgres, serving, verifier
from infra.postgres.server import Unavailable
from kernel.aggregate import Act
from kernel.identity import Principal
from kernel.service import Service, utc_now
from kernel.store import Command
from regulations.rulebook import Rulebooks
from services.scoring import main
from services.scoring.api.results import PushIn
from services.scoring.application.results import Delivery
from thidua.demo.client import Request
from thidua.demo.stage import Stage

COPIED, APPLICATION, REST = "COPY", "application", "REST"
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
            yield "the push handed over as values, without HTTP and JSON. Target of REST: ≥ 0.3."
            yield ""
            yield from table(figures, COPIED, "cells/s")
    except Unavailable as reason:
        yield from not_run(reason)


def measure(folder: Path, create: Callable[[], str], years: int) -> tuple[dict[str, Measured], int]:
    """Cells per second of each way; and how many cells one push has.

    A year is two rounds: one quarter goes through REST and COPY, another to the application. The very first round warms
    up and is not counted.
    """
    urls = {service: create() for service in ("covenant", "scoring", "nomination")}
    (folder / DATABASES).write_text(json.dumps(urls), encoding="utf-8")
    figures: dict[str, list[float]] = {COPIED: [], APPLICATION: [], REST: []}
    cells = 0
    with serving(run_on_postgres, folder) as port, psycopg.connect(create().replace("+psycopg", "")) as bare:
        bare.execute(_TABLE)
        bare.commit()
        service = main.build(main.Settings(urls["scoring"], Rulebooks.load()), verifier(folder), utc_now)
        for stage in (ready(f"http://127.0.0.1:{port}", seed) for seed in range(1, years + 1)):
            for quarter in QUARTERS[:2]:
                request, other = push(stage, quarter), push(stage, quarter + 2)
                rows, told = _rows(_delivery(request)), _delivery(other)
                cells = len(rows)
                ways: Mapping[str, Callable[[], int]] = {
                    COPIED: partial(_copied, bare, rows),
                    APPLICATION: partial(_recorded, service, told),
                    REST: partial(_pushed, stage, request),
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
