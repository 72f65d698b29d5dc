"""A chapter: a sample of a score table is previewed, mended and accepted; departments score, and their sum counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Actor, DemonstrationFailedError, Request
from thidua.demo.long_running import Long
from thidua.demo.organisation import UnitPlan
from thidua.demo.organising import elect
from thidua.demo.reporting import GENERATED, SYSTEM
from thidua.demo.stage import Stage
from thidua.samples.tables import samples

SAMPLE = "hcmc-departments"
WITHOUT_COVENANT = ("Phải ký giao ước,Có", "Phải ký giao ước,Không")
"""What is changed in the sample: of a movement over years the covenants are signed after their appraisal."""
SLIP = ("Thưởng,10,", "Thưởng,mười,")
"""What somebody typed wrongly: a number in letters."""
FIELDS = {
    "TW-THU": (("1", 25), ("2", 15)),
    "TW-CSYT": (("1", 20), ("2", 10)),
    "TW-VP": (("1", 20), ("2", 10)),
}
"""The items of each department's table in the sample, with their points."""
PREVIEW = """query($sheet: ScoreSheetInput!) { scoreSheetPreview(sheet: $sheet) {
  good cells verdicts { place given level message { vi } } } }"""
ACCEPT = """mutation($cluster: ID!, $movement: ID!, $sheet: ScoreSheetInput!, $terms: Terms) {
  acceptScoreSheet(cluster: $cluster, movement: $movement, sheet: $sheet, terms: $terms) {
    __typename ... on Receipt { token } ... on Refusal { code detail { vi } } } }"""


def steps(stage: Stage) -> int:
    """How many steps the chapter has."""
    return 10 + len(FIELDS) * len(Long(stage).units)


def play(stage: Stage) -> None:
    """From the file to the board of the movement over years."""
    long = Long(stage)
    sheet = next(each for each in samples() if each.code == SAMPLE).content.decode().replace(*WITHOUT_COVENANT)
    elect(stage, long.cluster, long.reviewed)
    head = stage.head_of(long.cluster, long.reviewed)
    seen = _ask(stage, head, PREVIEW, {"sheet": {"content": sheet.replace(*SLIP)}})
    _accept(long, head, sheet)
    table = identity("score-table", long.cluster.id, long.id)
    day = stage.plan.calendar.tables_signed.replace(year=long.reviewed)
    stage.do(Request(head, f"/scoring/score-tables/{table}/signature", None, "shared/sign", day))
    _report(long)
    _score(long, head)
    stage.report.chapters.append(_chapter(long, seen))


def _ask(stage: Stage, actor: Actor, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
    answer = stage.do(Request(actor, "/graphql", {"query": query, "variables": variables}))
    if answer.get("errors"):
        raise DemonstrationFailedError(f"/graphql: {answer['errors']}")
    [found] = answer["data"].values()
    told: dict[str, Any] = found
    return told


def _accept(long: Long, head: Actor, sheet: str) -> None:
    day = date(long.reviewed, 2, 10)
    terms = {"idempotencyKey": f"{long.stage.api.run}/shared/accept", "effectiveAt": f"{day}T05:00:00Z"}
    long.stage.api.get(people.AUDITOR, "/scoring/score-tables", limit=1)  # waits until scoring knows of the movement
    given = {"cluster": long.cluster.id, "movement": long.id, "sheet": {"content": sheet}, "terms": terms}
    made = _ask(long.stage, head, ACCEPT, given)
    if made["__typename"] != "Receipt":
        raise DemonstrationFailedError(f"acceptScoreSheet: {made['code']}: {made['detail']['vi']}")
    long.stage.api.settle()


def _report(long: Long) -> None:
    """The flags each unit was given: the only figures that are reported, all else is given by the departments."""
    stage, period = long.stage, f"{long.reviewed}-Q4"
    opening = {"movement_id": long.code, "period": period}
    stage.do(Request(people.STANDING_BODY, "/scoring/periods", opening, "shared/open", date(long.reviewed, 9, 20)))
    sheets = [
        {
            **opening,
            "unit_id": unit.code,
            "evidence": {"kind": "SYNTHETIC", "note": GENERATED},
            "cells": [{"indicator": "CO_BO", "value": int(place == 0)}, {"indicator": "CO_CHINH_PHU", "value": 0}],
        }
        for place, unit in enumerate(long.units)
    ]
    body = {"system": SYSTEM, "batch": f"{period}/dai-han", "sheets": sheets}
    day = date(long.reviewed + 1, 1, 8)
    stage.do(Request(people.BUSINESS_SYSTEM, "/scoring/results", body, "shared/results", day))
    stage.api.settle()


def _score(long: Long, head: Actor) -> None:
    stage, period, day = long.stage, str(long.reviewed), date(long.reviewed + 1, 1, 22)
    opening = {"movement_id": long.code, "period": period}
    stage.do(Request(people.STANDING_BODY, "/scoring/periods", opening, "shared/open-year", day.replace(day=9)))
    review = {"cluster_id": long.cluster.code, **opening}
    stage.do(Request(head, "/scoring/scorecards/computations", review, "shared/compute", day))
    stage.all_of(lambda unit: _field_marks(long, unit, day), long.units)
    stage.do(Request(head, "/scoring/boards/editions", review, "shared/freeze", day))
    stage.api.settle()


def _field_marks(long: Long, unit: UnitPlan, day: date) -> None:
    stage = long.stage
    card = identity("scorecard", long.cluster.id, long.id, long.reviewed, unit.id)
    for code, items in FIELDS.items():
        marks = []
        for item, points in items:
            share = stage.plan.draws.between("0.8", "1", unit.code, code, item, "field")
            given = (points * share * 2).quantize(Decimal(1)) / 2
            marks.append({"criterion": "CHUYEN_MON", "item": item, "points": given, "reason": "Theo hồ sơ của ban"})
        path, step = f"/scoring/scorecards/{card}/field-marks", f"shared/marks/{unit.code}/{code}"
        stage.do(Request(people.department(stage.units[code]), path, {"marks": marks}, step, day))


def _chapter(long: Long, seen: Mapping[str, Any]) -> Chapter:
    stage = long.stage
    wrong = seen["verdicts"][0]
    sample = next(each for each in samples() if each.code == SAMPLE)
    source = f"{sample.source} ({sample.status.value})"
    lines = [
        Line(f"Xem trước tệp CSV · preview: ô {wrong['place']} “{wrong['given']}”", wrong["message"]["vi"], source),
        Line("Nhận bảng điểm mẫu · the sample accepted", f"{SAMPLE}: {seen['cells']} ô đã đọc", source),
    ]
    board = identity("board", long.cluster.id, long.id, str(long.reviewed))
    edition = stage.api.get(people.AUDITOR, f"/scoring/boards/{board}")
    for row in edition["rows"]:
        unit = stage.units[stage.codes[UUID(row["unit_id"])]]
        lines.append(Line(f"Hạng · rank {row['rank']}: {unit.name}", f"{row['score']} = {_parts(long, unit)}"))
    stage.advance()
    title = f"Bảng điểm các ban cùng chấm · departments' sum: {long.cluster.name}, {long.code}"
    return Chapter("departments-sum", title, tuple(lines))


def _parts(long: Long, unit: UnitPlan) -> str:
    """What each department gave, and the bonus for flags, read from the card."""
    card = identity("scorecard", long.cluster.id, long.id, long.reviewed, unit.id)
    told = long.stage.api.get(people.AUDITOR, f"/scoring/scorecards/{card}")
    given: dict[str, Decimal] = defaultdict(Decimal)
    for line in told["lines"]:
        for part in line["computed"]["reading"]["parts"]:
            department, _, _ = part["whose"].partition("/")
            given[long.stage.codes[UUID(department)]] += Decimal(part["value"])
    bonus = told["finalisations"][-1]["totals"]["bonus"]
    parts = [f"{code} {points.normalize():f}" for code, points in given.items()]
    return " + ".join([*parts, f"thưởng · bonus {Decimal(bonus).normalize():f}"])
