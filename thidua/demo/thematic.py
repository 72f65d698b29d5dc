"""A thematic drive beside the year's movement: all 63 provinces in one national ranking with prize tiers.

QĐ 203/QĐ-BHXH of 26/02/2014 rewarded such a drive for September to December 2013 with 1 first, 3 second, 5 third and 10
consolation prizes. Its score table was not found; the one here is the demonstration's own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.client import Request
from thidua.demo.organisation import REGISTER_BEGINS, ClusterPlan
from thidua.demo.reporting import GENERATED, SYSTEM
from thidua.demo.stage import Stage

CONTEST = "TOAN-QUOC"
STEPS = 10
THU, NO = "THU_QUY_IV", "NO_QUY_IV"
TOTAL = 100


def contest(stage: Stage) -> ClusterPlan:
    """The national contest of all provincial offices."""
    members = tuple(unit.code for unit in stage.plan.organisation.of_kind("province"))
    name = "Xếp hạng toàn quốc theo chuyên đề thu, giảm chậm đóng"
    return ClusterPlan(CONTEST, name, "national", members, found=True, source="QĐ 203/QĐ-BHXH 26/02/2014")


def movement(stage: Stage) -> str:
    """The code of the drive."""
    return stage.plan.movement.replace("TDTX", "CD-THU")


def board_id(stage: Stage) -> UUID:
    """The id of the drive's board, known before it is frozen."""
    return identity("board", contest(stage).id, identity("movement", movement(stage)), f"{stage.plan.year}-Q4")


def play(stage: Stage) -> None:
    """From the launch of the drive to the frozen national ranking."""
    year, ranking = stage.plan.year, contest(stage)
    body = {"code": CONTEST, "name": ranking.name, "kind": "national"}
    form = Request(people.STANDING_BODY, "/covenant/clusters", body, f"form/{CONTEST}", REGISTER_BEGINS, shared=True)
    stage.do(form)
    listed = {"document": f"Chuyên đề quý IV năm {year}", "effective_from": f"{year}-09-01", "members": ranking.members}
    path, step = f"/covenant/clusters/{ranking.id}/membership-lists", f"lists/{CONTEST}/{year}"
    stage.do(Request(people.STANDING_BODY, path, listed, step, date(year, 9, 1), shared=True))
    stage.do(Request(people.STANDING_BODY, "/covenant/movements", _launch(stage), "drive/launch", date(year, 9, 1)))
    stage.api.settle()
    _sign_table(stage)
    _report(stage)
    review = {"cluster_id": CONTEST, "movement_id": movement(stage), "period": f"{year}-Q4"}
    day = stage.plan.calendar.year_end_review
    stage.do(Request(people.STANDING_BODY, "/scoring/boards/editions", review, "drive/freeze", day))
    stage.api.settle()


def _launch(stage: Stage) -> dict[str, object]:
    year = stage.plan.year
    return {
        "code": movement(stage),
        "kind": "thematic",
        "theme": f"Đẩy mạnh thu, giảm chậm đóng quý IV năm {year}",
        "audience": "BHXH các tỉnh, thành phố",
        "contents": ["Hoàn thành kế hoạch thu", "Giảm tỷ lệ chậm đóng"],
        "period_from": f"{year}-10-01",
        "period_to": f"{year}-12-31",
        "covenant_signing_by": f"{year}-10-15",
        "registration_by": f"{year}-10-15",
        "document": f"Văn bản phát động chuyên đề quý IV năm {year} (dữ liệu trình diễn)",
    }


def _sign_table(stage: Stage) -> None:
    table = {"cluster_id": CONTEST, "movement_id": movement(stage)}
    wrong = {**_scheme(stage), "content_total": TOTAL + 5}
    day, later = date(stage.plan.year, 9, 5), date(stage.plan.year, 9, 20)
    # A block that has no part in the drive tries it, so that the answer is the same whenever the year is played again.
    block = stage.clusters[0]
    body = {"cluster_id": block.code, "movement_id": movement(stage), "scheme": wrong}
    attempt = "Soạn bảng điểm có tổng điểm không khớp"
    stage.must_refuse(attempt, Request(stage.head_of(block), "/scoring/score-tables", body, effective=day))
    drafted = {**table, "scheme": _scheme(stage)}
    stage.do(Request(people.STANDING_BODY, "/scoring/score-tables", drafted, "drive/table", day))
    table_id = identity("score-table", contest(stage).id, identity("movement", movement(stage)))
    path = f"/scoring/score-tables/{table_id}/signature"
    stage.do(Request(people.STANDING_BODY, path, None, "drive/sign-table", later))


def _scheme(stage: Stage) -> dict[str, object]:
    tiers = stage.plan.rulebook.scoring.prize_tiers.value
    return {
        "indicators": [
            _indicator(
                THU, "Thu quý IV so với kế hoạch quý", "Collections of the fourth quarter against its plan", 300
            ),
            _indicator(NO, "Tỷ lệ chậm đóng cuối quý IV", "Arrears at the end of the fourth quarter", 100),
        ],
        "criteria": [
            _criterion(THU, "Thu quý IV", "Collections", 70, "deduct_per_percent", {"points_each": 2}, 115),
            _criterion(NO, "Giảm chậm đóng", "Arrears", 30, "inverse", {}, Decimal("1.5")),
        ],
        "content_total": TOTAL,
        "ties": [THU, NO],
        "needs_covenant": False,
        "prizes": [
            {"code": tier.code, "name": {"vi": tier.name.vi, "en": tier.name.en}, "places": tier.prizes}
            for tier in tiers
        ],
    }


def _indicator(code: str, vi: str, en: str, maximum: int) -> dict[str, object]:
    return {"code": code, "name": {"vi": vi, "en": en}, "unit_of_measure": "%", "maximum": maximum}


def _criterion(  # noqa: PLR0913, PLR0917 (a line of the table as it reads)
    code: str, vi: str, en: str, points: int, formula: str, parameters: dict[str, object], target: Decimal | int
) -> dict[str, object]:
    return {
        "code": code,
        "name": {"vi": vi, "en": en},
        "group": "CONTENT",
        "max_points": points,
        "indicator": code,
        "formula": {formula: parameters},
        "target": {"source": "TABLE", "value": target},
    }


def _report(stage: Stage) -> None:
    year, draws = stage.plan.year, stage.plan.draws
    period = {"movement_id": movement(stage), "period": f"{year}-Q4"}
    stage.do(Request(people.STANDING_BODY, "/scoring/periods", period, "drive/open", date(year, 9, 20)))
    sheets = [
        {
            **period,
            "unit_id": unit,
            "evidence": {"kind": "SYNTHETIC", "note": GENERATED},
            "cells": [
                {"indicator": THU, "value": draws.between("92", "113", unit, THU).quantize(Decimal("0.01"))},
                {"indicator": NO, "value": draws.between("1.6", "4.5", unit, NO).quantize(Decimal("0.01"))},
            ],
        }
        for unit in contest(stage).members
    ]
    stage.report.results["synthetic"] += 2 * len(sheets)
    body = {"system": SYSTEM, "batch": f"{year}-Q4/chuyen-de", "sheets": sheets}
    day = stage.plan.calendar.reported(4)
    stage.do(Request(people.BUSINESS_SYSTEM, "/scoring/results", body, "drive/results", day))
