"""Bulk results: cells per second of the push that a national system makes, each validated, all recorded at once."""

from __future__ import annotations

import time
from pathlib import Path

from bench.rounds import Measured
from bench.servers import run_embedded, serving
from regulations.rulebook import Rulebooks
from thidua.demo import organising, people, reporting
from thidua.demo.client import Api, Request
from thidua.demo.plan import KINDS, Plan
from thidua.demo.report import DemoReport
from thidua.demo.stage import Stage
from thidua.samples.records import Samples

YEAR = 2024
QUARTERS = (1, 2, 3, 4)


def measure(folder: Path, rounds: int) -> tuple[Measured, int]:
    """Cells per second through REST, a figure a quarter; and how many cells one push has."""
    rates: list[float] = []
    cells = 0
    with serving(run_embedded, folder) as port:
        for seed in range(1, rounds + 1):
            stage = ready(f"http://127.0.0.1:{port}", seed)
            for quarter in QUARTERS:
                request = push(stage, quarter)
                cells = sum(
                    len(stage.plan.figures.cells(unit, KINDS[unit.kind], quarter)) for unit in stage.plan.competitors
                )
                start = time.perf_counter()
                stage.api.done(request)
                rates.append(cells / (time.perf_counter() - start))
    return Measured(rates), cells


def ready(url: str, seed: int) -> Stage:
    """A year before its results: units, clusters, signed score tables, and four open quarters."""
    plan = Plan.make(YEAR, seed, Samples.load(), Rulebooks.load())
    stage = Stage(Api(url, f"bench/{seed}"), plan, DemoReport(YEAR, seed))
    organising.play(stage)
    reporting.sign_tables(stage)
    for quarter in QUARTERS:
        reporting.open_period(stage, f"{YEAR}-Q{quarter}")
    stage.api.settle()
    return stage


def push(stage: Stage, quarter: int) -> Request:
    """The results of all units in a quarter, as one request."""
    body = {
        "system": reporting.SYSTEM,
        "batch": f"{YEAR}-Q{quarter}/1",
        "sheets": [reporting.sheet(stage, unit, quarter) for unit in stage.plan.competitors],
    }
    day = stage.plan.calendar.reported(quarter)
    return Request(people.BUSINESS_SYSTEM, "/scoring/results", body, f"results/{quarter}", day)
