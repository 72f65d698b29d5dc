"""Plays the plan of a year against a server, through its public API only, scene by scene."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from regulations.rulebook import Rulebooks
from thidua.demo import (
    amending,
    cascading,
    chaining,
    checking,
    cluster_life,
    commending,
    covenanting,
    deciding,
    honouring,
    long_running,
    looking,
    organising,
    reporting,
    reviewing,
    selecting,
    shared_table,
    thematic,
)
from thidua.demo.client import SHARED, Api
from thidua.demo.plan import Plan
from thidua.demo.report import DemoReport
from thidua.demo.stage import Stage
from thidua.samples.records import Samples

HO_CHI_MINH = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Scene:
    """One phase of the year, as the progress bar names it."""

    name: str
    steps: Callable[[Stage], int]
    play: Callable[[Stage], object]


@dataclass(frozen=True)
class YearAsked:
    """Which year is played, from which seed, and whether with the chapters beside its cycle."""

    year: int
    seed: int
    chapters: bool = True


def run_demo(base_url: str, asked: YearAsked, console: Console | None, patience_seconds: float = 0.0) -> DemoReport:
    """Play the year; what was played before with the same year and seed is not done twice.

    A server may be away for so long at a time before that is a failure.
    With a console there is a progress bar; nothing is printed to it otherwise.

    Raises:
        UnplayableYearError: the year's awards are not given yet, or it is before the register begins.
        DemonstrationFailedError: the server did not answer as it should.
    """
    began = time.monotonic()
    year, seed = asked.year, asked.seed
    plan = Plan.make(year, seed, Samples.load(), Rulebooks.load())
    plan.calendar.check(datetime.now(UTC).astimezone(HO_CHI_MINH).date())
    report = DemoReport(year, seed, {unit.code: unit.name for unit in plan.organisation.units})
    with Api(base_url, f"{SHARED}/{year}/{seed}", patience_seconds) as api, _progress(console) as progress:
        stage = Stage(api, plan, report)
        for scene in (*CYCLE, *(CHAPTERS if asked.chapters else ()), LAST):
            bar = progress.add_task(scene.name, total=scene.steps(stage))
            stage.advance = lambda bar=bar: progress.advance(bar)  # type: ignore[misc]
            scene.play(stage)
            progress.update(bar, total=progress.tasks[bar].completed)
    report.seconds = time.monotonic() - began
    return report


@contextmanager
def _progress(console: Console | None) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=console is None) as progress:
        yield progress


def _quarters(*quarters: int) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        for quarter in quarters:
            reporting.report_quarter(stage, quarter)

    return play


def _quarter_steps(*quarters: int) -> Callable[[Stage], int]:
    return lambda _: reporting.QUARTER_STEPS * len(quarters)


def _award(stage: Stage) -> None:
    """From the boards to the decisions: the leaders are known only now."""
    reviewing.read_boards(stage)
    deciding.play(stage, selecting.play(stage))


def _award_steps(stage: Stage) -> int:
    return selecting.steps(stage) + deciding.steps(stage)


def _close(stage: Stage) -> None:
    for quarter in (1, 2, 3):
        reporting.close_period(stage, f"{stage.plan.year}-Q{quarter}")
    for attempt, request in reporting.refused_requests(stage):
        stage.must_refuse(attempt, request)


def _close_steps(_: Stage) -> int:
    return 3 + len(reporting.REFUSED)


CYCLE = (
    Scene("Đơn vị, khối, cụm, phong trào · units, clusters, movement", organising.steps, organising.play),
    Scene("Giao ước, đăng ký danh hiệu · covenants, registrations", covenanting.steps, covenanting.play),
    Scene("Bảng điểm · score tables", reporting.table_steps, reporting.sign_tables),
    Scene("Kết quả quý I, II · results", _quarter_steps(1, 2), _quarters(1, 2)),
    Scene("Sơ kết 6 tháng · half-year boards", reviewing.half_year_steps, reviewing.review_half_year),
    Scene("Kết quả quý III, IV · results", _quarter_steps(3, 4), _quarters(3, 4)),
    Scene("Chuyên đề toàn quốc · national thematic drive", lambda _: thematic.STEPS, thematic.play),
    Scene("Tổng kết năm · year-end boards", reviewing.year_end_steps, reviewing.review_year),
    Scene("Bình xét, hội đồng, quyết định · votes and decisions", _award_steps, _award),
    Scene("Khóa số liệu · closing the periods", _close_steps, _close),
)
"""The year from its units to its decisions."""

CHAPTERS = (
    Scene("Quy chế, kế hoạch, kiểm tra chéo · cluster life", lambda _: cluster_life.STEPS, cluster_life.play),
    Scene("Cụ thể hoá phong trào · the cascade", lambda _: cascading.STEPS, cascading.play),
    Scene("Điều chỉnh giao ước · an amendment", lambda _: amending.STEPS, amending.play),
    Scene("Phong trào dài hạn · a movement over years", long_running.steps, long_running.play),
    Scene("Bảng điểm mẫu, các ban chấm · departments' sum", shared_table.steps, shared_table.play),
    Scene("Hồ sơ thành tích, điều kiện · merit and titles", lambda _: chaining.STEPS, chaining.play),
    Scene("Khen thưởng đột xuất · sudden commendation", lambda _: commending.STEPS, commending.play),
    Scene("Kỷ niệm chương, điển hình · medal, good example", lambda _: honouring.STEPS, honouring.play),
    Scene("Giám sát · oversight", lambda _: checking.STEPS, checking.play),
)
"""What goes on beside it, each on its own; without them the year is the same."""

LAST = Scene("Đọc lại · reading it back", looking.steps, looking.play)
