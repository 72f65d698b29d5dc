"""Third scene: score tables are drafted and signed, periods opened, and the quarters' results pushed in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.client import Request
from thidua.demo.organisation import ROOT, ClusterPlan, UnitPlan
from thidua.demo.plan import KINDS
from thidua.demo.results import CellPlan
from thidua.demo.score_tables import scheme
from thidua.demo.stage import Stage

SYSTEM = "Hệ thống nghiệp vụ (trình diễn)"
GENERATED = "sinh từ hạt giống của bản trình diễn, không phải số thật"


def table_steps(stage: Stage) -> int:
    """How many steps `sign_tables` has."""
    return 2 * len(stage.clusters) + 1


def sign_tables(stage: Stage) -> None:
    """Every block and cluster agrees on its score table and signs it; then it is frozen."""
    stage.all_of(lambda cluster: _draft(stage, cluster), stage.clusters)
    stage.all_of(lambda cluster: _sign(stage, cluster), stage.clusters)
    cluster = stage.clusters[0]
    text = scheme(cluster.kind, stage.plan.rulebook, cluster.owner)
    path = f"/scoring/score-tables/{table_id(stage, cluster)}/scheme"
    day = stage.plan.calendar.signed
    stage.must_refuse("Sửa bảng điểm đã ký", Request(stage.head_of(cluster), path, text, effective=day, method="PUT"))


def table_id(stage: Stage, cluster: ClusterPlan) -> UUID:
    """The id of a cluster's score table, known before it is drafted."""
    return identity("score-table", cluster.id, stage.plan.movement_id)


def _draft(stage: Stage, cluster: ClusterPlan) -> None:
    body = {
        "cluster_id": cluster.code,
        "movement_id": stage.plan.movement,
        "scheme": scheme(cluster.kind, stage.plan.rulebook, cluster.owner),
    }
    step, day = f"table/{cluster.code}", stage.plan.calendar.drafted
    stage.do(Request(stage.head_of(cluster), "/scoring/score-tables", body, step, day))


def _sign(stage: Stage, cluster: ClusterPlan) -> None:
    path, step = f"/scoring/score-tables/{table_id(stage, cluster)}/signature", f"sign-table/{cluster.code}"
    stage.do(Request(stage.head_of(cluster), path, None, step, stage.plan.calendar.tables_signed))


def open_period(stage: Stage, code: str) -> None:
    """The standing council body opens a quarter for results, or a review."""
    body, step = {"movement_id": stage.plan.movement, "period": code}, f"open/{code}"
    stage.do(Request(people.STANDING_BODY, "/scoring/periods", body, step, stage.plan.calendar.launched))


def close_period(stage: Stage, code: str) -> None:
    """Nothing more is taken in for it."""
    path = f"/scoring/periods/{identity('review-period', stage.plan.movement_id, code)}/closure"
    stage.do(Request(people.STANDING_BODY, path, None, f"close/{code}", stage.plan.calendar.council_meets))


QUARTER_STEPS = 2


def report_quarter(stage: Stage, quarter: int) -> None:
    """All units' results of a quarter in one push: all of it, or nothing."""
    period = f"{stage.plan.year}-Q{quarter}"
    open_period(stage, period)
    sheets = [sheet(stage, unit, quarter) for unit in stage.plan.competitors]
    body = {"system": SYSTEM, "batch": f"{period}/1", "sheets": sheets}
    day = stage.plan.calendar.reported(quarter)
    stage.do(Request(people.BUSINESS_SYSTEM, "/scoring/results", body, f"results/{period}", day))
    stage.api.settle()


def sheet(stage: Stage, unit: UnitPlan, quarter: int) -> dict[str, object]:
    """What one unit reports for a quarter."""
    cells = stage.plan.figures.cells(unit, KINDS[unit.kind], quarter)
    for cell in cells:
        stage.report.results["real" if cell.real else "synthetic"] += 1
    return {
        "unit_id": unit.code,
        "movement_id": stage.plan.movement,
        "period": f"{stage.plan.year}-Q{quarter}",
        "evidence": {"kind": "SYNTHETIC", "note": GENERATED},
        "cells": [_cell(cell) for cell in cells],
    }


def _cell(cell: CellPlan) -> dict[str, object]:
    told: dict[str, object] = {"indicator": cell.indicator, "value": cell.value}
    if cell.value is None:
        told = {"indicator": cell.indicator, "not_applicable": True}
    if cell.real:
        told["evidence"] = {"kind": "REAL", "source": cell.source[:1000]}
    return told


def correct_one(stage: Stage, unit: UnitPlan) -> None:
    """The second quarter's collections of a unit turn out lower: appended with the reason, nothing overwritten."""
    period = f"{stage.plan.year}-Q2"
    cell = next(each for each in stage.plan.figures.cells(unit, KINDS[unit.kind], 2) if each.indicator == "THU")
    value = ((cell.value or Decimal(0)) * Decimal("0.85")).quantize(Decimal("0.01"))
    body = {
        "reason": "Đối chiếu số liệu quyết toán quý II",
        "evidence": {"kind": "SYNTHETIC", "note": GENERATED},
        "cells": [{"indicator": "THU", "value": value}],
    }
    path = f"/scoring/results/{identity('result-sheet', unit.id, stage.plan.movement_id, period)}/corrections"
    day = stage.plan.calendar.half_year_review + timedelta(days=10)
    stage.do(Request(people.BUSINESS_SYSTEM, path, body, f"correct/{unit.code}/{period}", day))


REFUSED = (
    "Đẩy kết quả của một đơn vị ngoài các bảng điểm",
    "Đẩy một số dưới dạng chữ",
    "Đẩy tỷ lệ bao phủ BHYT 250 %",
    "Đẩy số âm",
    "Đẩy kết quả vào một quý đã đóng",
)


def refused_requests(stage: Stage) -> Iterable[tuple[str, Request]]:
    """Pushes of which nothing may be recorded; they come after the first quarter was closed."""
    last, first = f"{stage.plan.year}-Q4", f"{stage.plan.year}-Q1"
    hanoi = stage.plan.organisation.of_kind("province")[0].code
    pushes = (
        (ROOT, last, "BHYT_TYLE", Decimal(93)),
        (hanoi, last, "BHYT_TYLE", "93.5"),
        (hanoi, last, "BHYT_TYLE", Decimal(250)),
        (hanoi, last, "BHXH_BB", Decimal(-5)),
        (hanoi, first, "BHYT_TYLE", Decimal(93)),
    )
    requests = []
    for unit, period, indicator, value in pushes:
        sheet = {
            "unit_id": unit,
            "movement_id": stage.plan.movement,
            "period": period,
            "cells": [{"indicator": indicator, "value": value}],
        }
        body = {"system": SYSTEM, "sheets": [sheet]}
        requests.append(Request(people.BUSINESS_SYSTEM, "/scoring/results", body))
    return zip(REFUSED, requests, strict=True)
