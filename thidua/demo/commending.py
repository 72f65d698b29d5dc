"""A chapter: a sudden commendation goes its short way, with a dossier that was thin and is then complete."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from thidua.demo import people
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Request
from thidua.demo.stage import Stage

UNIT, TITLE, YEARLY = "BHXH-68", "BK_BHXH", "TTLDXS"
PAPERS = ("submission", "report", "confirmation")
"""What the checklist of a sudden commendation asks for."""
STEPS = 15


def play(stage: Stage) -> None:
    """Proposed in June, decided in July, whatever the ranks of the year say."""
    year, unit = stage.plan.year, stage.units[UNIT]
    proposal = {
        "kind": "SUDDEN",
        "title": TITLE,
        "unit_id": UNIT,
        "achievement": "Bảo đảm chi trả lương hưu trong đợt mưa lũ (giả lập)",
        "achieved_on": f"{year}-06-03",
        "code": f"TTr-{year}-{stage.plan.seed}",
    }
    officer, path = people.officer(unit), "/nomination/commendations"
    day = date(year, 6, 7)
    made = stage.do(Request(officer, path, proposal, "sudden/propose", day))
    own = f"{path}/{UUID(made['id'])}"
    yearly = {**proposal, "title": YEARLY, "code": f"{proposal['code']}-2"}
    stage.must_refuse("Khen đột xuất bằng một danh hiệu xét hằng năm", Request(officer, path, yearly, effective=day))
    opened = stage.do(Request(officer, f"{own}/dossier", {}, "sudden/dossier", day))
    dossier = f"/nomination/dossiers/{UUID(opened['id'])}"
    stage.api.settle()
    lines = _send(stage, dossier)
    lines.append(_decide(stage, own))
    title = f"Khen thưởng đột xuất · a sudden commendation: {unit.name}"
    stage.report.chapters.append(Chapter("commendation", title, tuple(lines)))


def _send(stage: Stage, dossier: str) -> list[Line]:
    """Sent with a short report alone, returned, sent again with all its papers, accepted and appraised."""
    year, standing = stage.plan.year, people.STANDING_BODY
    _attach(stage, dossier, "report", words=150, day=date(year, 6, 8))
    first = _hand_in(stage, dossier, date(year, 6, 9))
    reason = {"reason": "Báo cáo quá ngắn; thiếu giấy tờ theo danh mục"}
    stage.do(Request(standing, f"{dossier}/return", reason, "sudden/return", date(year, 6, 12)))
    for kind in PAPERS:
        _attach(stage, dossier, kind, words=1600, day=date(year, 6, 14))
    second = _hand_in(stage, dossier, date(year, 6, 14))
    stage.do(Request(standing, f"{dossier}/acceptance", None, "sudden/accept", date(year, 6, 18)))
    opinion = {"favourable": True, "finding": "Đủ điều kiện trình"}
    stage.do(Request(standing, f"{dossier}/appraisal", opinion, "sudden/appraise", date(year, 6, 25)))
    stage.api.settle()
    told = stage.api.get(people.AUDITOR, dossier)
    return [
        Line("Hồ sơ gửi lần đầu · sent first", _lacking(first)),
        Line("Bổ sung, gửi lại · sent again", _lacking(second)),
        Line(f"Thẩm định, hạn gửi {told['due']} · appraised", f"{told['appraised_on']}: {told['finding']}"),
    ]


def _hand_in(stage: Stage, dossier: str, day: date) -> dict[str, Any]:
    """Sent, and received two days later; what the answer says it lacks."""
    officer, step = people.officer(stage.units[UNIT]), f"sudden/{day.isoformat()}"
    stage.do(Request(officer, f"{dossier}/submission", None, f"{step}/send", day))
    received = Request(people.STANDING_BODY, f"{dossier}/receipt", None, f"{step}/receive", day + timedelta(days=2))
    told: dict[str, Any] = stage.do(received)["details"]
    return told


def _lacking(told: Mapping[str, Any]) -> str:
    missing, short = ", ".join(told["missing"]), ", ".join(told["short"])
    if not missing and not told["thin"]:
        return "đủ danh mục, không sơ sài · complete, not thin"
    return f"thiếu · missing: {missing or '—'}; báo cáo ngắn · short: {short or '—'}"


def _attach(stage: Stage, dossier: str, kind: str, words: int, day: date) -> None:
    name = f"{kind} {words}"
    body = {
        "kind": kind,
        "name": f"{kind} (giả lập)",
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "pages": max(1, words // 400),
        "words": words,
    }
    officer = people.officer(stage.units[UNIT])
    stage.do(Request(officer, f"{dossier}/papers", body, f"sudden/paper/{name}", day))


def _decide(stage: Stage, own: str) -> Line:
    """The council's count by the rule of the vote of the day, then the decision of whom the rules name."""
    counted, day = date(stage.plan.year, 6, 28), date(stage.plan.year, 7, 2)
    count = {"members": 15, "present": 13, "in_favour": 13, "against": 0}
    stage.do(Request(people.STANDING_BODY, f"{own}/count", count, "sudden/count", counted))
    authority = stage.plan.rulebooks.at(day).titles[TITLE].authority_on(day).name.vi
    ruling = {"number": f"701/{stage.plan.year}/QĐ-BHXH", "authority": authority}
    stage.do(Request(people.APPROVER, f"{own}/decision", ruling, "sudden/decide", day))
    stage.api.settle()
    told = stage.api.get(people.AUDITOR, own)
    late = "muộn · late" if told["late"] else "đúng hạn · in time"
    said = f"{told['number']}, {told['in_favour']}/{told['base']} phiếu, {late} (hạn {told['due']})"
    return Line(f"{told['title']}: {told['achievement']}", said, told["because_vi"] or "")
