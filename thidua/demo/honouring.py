"""A chapter: a medal whose figures an administrator confirms first, and a good example followed to its effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from thidua.demo import people
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Actor, Request
from thidua.demo.stage import Stage

UNIT = "BHXH-68"
NEEDED = frozenset(
    {
        "medal.once",
        "medal.posthumous",
        "medal.hard_area_factor",
        "medal.discipline_not_counted",
        "medal.classes.in_sector.in_sector.man",
        "medal.papers.request",
        "medal.papers.list",
        "medal.papers.record",
    }
)
"""The figures that the medal of a man of the sector rests on."""
ASSUMED = "Bản trình diễn: giá trị giả định, chưa đọc trong văn bản nào"
STEPS = 19


def play(stage: Stage) -> None:
    """The medal, then the example."""
    stage.report.chapters.append(_medal(stage))
    stage.report.chapters.append(_example(stage))


def _medal(stage: Stage) -> Chapter:
    day = date(stage.plan.year, 10, 15)
    confirmed = _confirm(stage, day)
    woman = _proposal(stage, 2, "WOMAN")
    waits = stage.do(Request(people.STANDING_BODY, "/nomination/medals/checks", woman, effective=day))
    person = _proposal(stage, 1, "MAN")
    made = stage.do(Request(people.STANDING_BODY, "/nomination/medals", person, "medal/propose", day))
    path = f"/nomination/medals/{UUID(made['id'])}"
    opinion, number = {"opinion": "Đủ thời gian, đủ giấy tờ"}, {"number": f"889/{stage.plan.year}/QĐ-BHXH"}
    appraised, given = (day + timedelta(days=days) for days in (10, 20))
    stage.do(Request(people.STANDING_BODY, f"{path}/appraisal", opinion, "medal/appraisal", appraised))
    stage.do(Request(people.APPROVER, f"{path}/award", number, "medal/award", given))
    stage.api.settle()
    told = stage.api.get(people.AUDITOR, path)
    again = Request(people.STANDING_BODY, "/nomination/medals", person, effective=day + timedelta(days=30))
    stage.must_refuse("Tặng kỷ niệm chương lần thứ hai", again)
    lines = (
        *confirmed,
        Line("Người khác, số liệu chưa xác nhận · not confirmed", waits["detail"] or "đủ điều kiện · eligible"),
        Line(f"{told['person_code']}: {SAID[told['state']]}", f"{told['number']}, ngày {told['decided_on']}"),
    )
    return Chapter("medal", "Kỷ niệm chương “Vì sự nghiệp BHXH” · the commemorative medal", lines)


def _proposal(stage: Stage, number: int, sex: str) -> dict[str, object]:
    return {
        "person_code": f"KNC-{stage.plan.year}-{stage.plan.seed}-{number}",
        "person_class": "in_sector",
        "sex": sex,
        "unit_id": UNIT,
        "service": [
            {"first": f"{stage.plan.year - 24}-03-01", "last": f"{stage.plan.year - 10}-02-28"},
            {"first": f"{stage.plan.year - 10}-03-01", "hard_area": True},
        ],
        "papers": ["request", "list", "record"],
    }


def _confirm(stage: Stage, day: date) -> list[Line]:
    """Each figure once for all years that have it from the same source; said as what it is, an assumption."""
    path = "/nomination/figure-confirmations"
    waiting = stage.api.get(people.AUDITOR, f"{path}/waiting", as_of=day.isoformat())["items"]
    for each in waiting:
        if each["key"] not in NEEDED:
            continue
        read = {"value": each["value"], "document": ASSUMED, "read_on": day.isoformat()}
        body = {"key": each["key"], **read, "as_of": day.isoformat()}
        stage.do(Request(people.ADMINISTRATOR, path, body, f"confirm/{each['key']}", day))
    stage.api.settle()
    found = stage.api.get(people.AUDITOR, path, key="medal.classes.in_sector.in_sector.man", stands=True)["items"]
    return [_confirmed(each) for each in found[:1]]


def _confirmed(told: Mapping[str, Any]) -> Line:
    before = f"{told['shipped']} ({told['shipped_status']})"
    return Line(f"Quản trị viên xác nhận · confirmed: {told['key']}", f"{before} → {told['value']}", told["document"])


def _example(stage: Stage) -> Chapter:
    year, unit = stage.plan.year, stage.units[UNIT]
    body = {
        "code": f"DH-{year}-{stage.plan.seed}",
        "kind": "COLLECTIVE",
        "unit_id": UNIT,
        "movement_id": stage.plan.movement,
        "what": "Vận động hộ gia đình tham gia BHYT theo tổ dân phố (giả lập)",
        "found_by": "Cụm trưởng",
    }
    officer, path = people.officer(unit), "/nomination/good-examples"
    made = stage.do(Request(officer, path, body, "example/found", date(year, 4, 2)))
    own = f"{path}/{UUID(made['id'])}"
    for step, actor, said, day in _steps(stage):
        stage.do(Request(actor, f"{own}/{step}", said, f"example/{step}", day))
    stage.api.settle()
    told = stage.api.get(people.AUDITOR, own)
    lines = [Line(f"{told['code']}: {told['what']}", f"{told['found_by']}, {told['found_on']}")]
    lines += [_step(stage, each) for each in told["steps"]]
    return Chapter("good-example", f"Điển hình tiên tiến · a good example: {unit.name}", tuple(lines))


Step = tuple[str, Actor, dict[str, object], date]


def _steps(stage: Stage) -> tuple[Step, ...]:
    """From the first help to the effect, each on its day."""
    year, officer, standing = stage.plan.year, people.officer(stage.units[UNIT]), people.STANDING_BODY
    others = [code for code in stage.cluster_of(UNIT).members if code != UNIT][:2]
    return (
        ("nurturing", officer, {"measure": "Tập huấn đại lý thu của ba xã"}, date(year, 5, 6)),
        ("recognition", standing, {"form": "Điển hình tiên tiến", "number": f"55/{year}/QĐ"}, date(year, 6, 20)),
        ("spread", standing, {"units": others}, date(year, 8, 1)),
        (
            "introduction",
            standing,
            {"channel": "MAGAZINE", "where": "Tạp chí BHXH, số 8 (giả lập)", "published_on": f"{year}-08-15"},
            date(year, 8, 16),
        ),
        (
            "effects",
            officer,
            {"what": "Tỷ lệ bao phủ BHYT", "evidence": "Giả lập", "before": 91, "after": 93.5, "unit_id": UNIT},
            date(year, 12, 10),
        ),
    )


SAID = {"MAGAZINE": "tạp chí · magazine", "AWARDED": "đã tặng · awarded"}
"""Codes of the answers that people should not have to read."""
STEP_NAMES = {
    "NURTURED": "bồi dưỡng · nurtured",
    "RECOGNISED": "công nhận · recognised",
    "TAKEN_UP": "nhân rộng · taken up",
    "INTRODUCED": "giới thiệu · introduced",
    "FOLLOWED": "hiệu quả · effect",
}


def _step(stage: Stage, told: Mapping[str, Any]) -> Line:
    unit = stage.units[stage.codes[UUID(told["unit_id"])]].name if told["unit_id"] else ""
    figures = f"{told['before']} → {told['after']}" if told["after"] is not None else ""
    said = " · ".join(part for part in (SAID.get(told["said"], told["said"]), unit, figures) if part)
    return Line(f"  {told['happened_on']} {STEP_NAMES[told['kind']]}", said, told["more"] or "")
