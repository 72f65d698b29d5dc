"""A chapter: a block or cluster sets itself rules and plans, one member checks another, and a finding is followed.

Every year another block or cluster does so: its rules come in editions, of which a later one never begins earlier.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from thidua.demo import people
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Request
from thidua.demo.organisation import ClusterPlan
from thidua.demo.score_tables import INDICATORS, covenant_indicators
from thidua.demo.stage import Stage

FIRST = ("CUM-VII", 2024)
"""Whose turn it is in which year; the others follow in the order of the list."""
STEPS = 14
ITEMS = {"activity": "HD-01", "progress": "TD-01", "inspection": "KT-01"}
STATES = {
    "open": "chưa đến hạn · open",
    "late": "quá hạn · late",
    "done": "đã làm · done",
    "done_late": "làm muộn · done late",
    "dropped": "đã bỏ · dropped",
}


def play(stage: Stage) -> None:
    """Rules, plans, a cross-check with a finding that is followed until it is closed."""
    cluster = whose_turn(stage)
    rules = _set_rules(stage, cluster)
    _adopt_programme(stage, cluster)
    _refuse_a_vague_programme(stage)
    checks = (_remedied(stage, cluster), _open_still(stage, cluster))
    _report_activity(stage, cluster)
    stage.api.settle()
    lines = (rules, *checks, *_items(stage, cluster))
    title = f"Nền nếp của khối, cụm · rules, plans and cross-checks: {cluster.name}"
    stage.report.chapters.append(Chapter("cluster-life", title, lines))


def whose_turn(stage: Stage, later: int = 0) -> ClusterPlan:
    """One of the listed ones, or the first district cluster: as many as there are years to be played."""
    turns = stage.clusters[: len(stage.plan.organisation.clusters) + 1]
    first, year = FIRST
    place = next(number for number, each in enumerate(turns) if each.code == first)
    return turns[(place + stage.plan.year - year + later) % len(turns)]


def _members(stage: Stage, cluster: ClusterPlan) -> tuple[str, str, str]:
    """The head's unit, and the two behind it on the list: who checks and who is checked."""
    leading, _ = cluster.officers(stage.plan.year)
    start = cluster.members.index(leading)
    head, second, third = (cluster.members[(start + step) % len(cluster.members)] for step in range(3))
    return head, second, third


def _day(stage: Stage, month: int, day: int) -> date:
    return date(stage.plan.year, month, day)


def _do(stage: Stage, request: Request, step: str) -> Any:
    """A step of the cluster's year, the same whatever the seed."""
    shared = Request(
        request.actor,
        request.path,
        request.body,
        f"life/{stage.plan.year}/{step}",
        request.effective,
        request.method,
        shared=True,
    )
    return stage.do(shared)


def _set_rules(stage: Stage, cluster: ClusterPlan) -> Line:
    path, head = f"/covenant/clusters/{cluster.id}/operating-rules", stage.head_of(cluster)
    text = {
        "title": f"Quy chế hoạt động của {cluster.name}",
        "articles": [
            {"heading": "Nguyên tắc", "text": "Tự nguyện, công khai, dân chủ; mỗi đơn vị thành viên một phiếu."},
            {"heading": "Chấm điểm", "text": "Tự chấm, kiểm tra chéo, thẩm định; mọi điểm có minh chứng."},
        ],
        "reason": f"Bổ sung sau tổng kết năm {stage.plan.year - 1}",
    }
    _do(stage, Request(head, f"{path}/draft", text, effective=_day(stage, 2, 1), method="PUT"), "draft")
    in_force = _day(stage, 3, 1)
    issue = {"document": f"QC 01/{stage.plan.year}/{cluster.code}", "effective_from": in_force.isoformat()}
    _, stranger, _ = _members(stage, cluster)
    other = people.cluster_head(cluster, stage.units[stranger])
    request = Request(other, f"{path}/issue", issue, effective=_day(stage, 2, 10))
    stage.must_refuse("Đơn vị không phải đơn vị trưởng ban hành quy chế", request)
    _do(stage, Request(head, f"{path}/issue", issue, effective=_day(stage, 2, 10)), "issue")
    stage.api.settle()
    told = stage.api.get(people.AUDITOR, path, at=in_force.isoformat())["in_force"]
    said = f"{told['document']}, {len(told['articles'])} điều, có hiệu lực từ {told['effective_from']}"
    return Line("Quy chế hoạt động · operating rules", said, "CV 4268/BHXH-TĐKT, A.II.1.1 (found)")


def _adopt_programme(stage: Stage, cluster: ClusterPlan) -> None:
    head, second, third = _members(stage, cluster)
    indicator = covenant_indicators(cluster.kind)[0]
    items: list[dict[str, object]] = [
        {"kind": "activity", "content": "Sơ kết 6 tháng", "due_on": _day(stage, 7, 15), "responsible": head},
        {
            "kind": "inspection",
            "content": "Kiểm tra chéo quý I",
            "due_on": _day(stage, 5, 15),
            "responsible": second,
            "inspected": third,
        },
        {"kind": "progress", "content": INDICATORS[indicator].vi, "due_on": _day(stage, 10, 31), "responsible": head},
    ]
    items[-1] |= {"indicator": indicator, "expected": 95}
    body = {
        "year": stage.plan.year,
        "document": f"KH 05/{stage.plan.year}/{cluster.code}",
        "items": [{**item, "code": ITEMS[str(item["kind"])]} for item in items],
    }
    path, day = f"/covenant/clusters/{cluster.id}/programmes", _day(stage, 2, 5)
    _do(stage, Request(stage.head_of(cluster), path, body, effective=day), "programme")


def _refuse_a_vague_programme(stage: Stage) -> None:
    """The one whose turn is next year has no programme this year, and gets none without figures."""
    other = whose_turn(stage, later=1)
    item = {
        "kind": "progress",
        "content": "Phấn đấu tăng thu",
        "due_on": _day(stage, 10, 31),
        "code": ITEMS["progress"],
    }
    items = [{**item, "responsible": other.officers(stage.plan.year)[0]}]
    body = {"year": stage.plan.year, "document": f"KH 05/{stage.plan.year}/{other.code}", "items": items}
    path, day = f"/covenant/clusters/{other.id}/programmes", _day(stage, 2, 5)
    stage.must_refuse("Kế hoạch tiến độ không có số liệu", Request(stage.head_of(other), path, body, effective=day))


def _check(stage: Stage, cluster: ClusterPlan, number: int, who: tuple[str, str]) -> str:
    """A cross-check with a finding; the first one is that of the plan."""
    inspector, inspected = who
    body = {
        "code": f"KTC-{stage.plan.year}-{number:02}",
        "kind": "cross_check",
        "inspector": inspector,
        "inspected": inspected,
        "period": f"{stage.plan.year}-Q1",
        "plan_item": ITEMS["inspection"] if number == 1 else "",
    }
    path, head = f"/covenant/clusters/{cluster.id}/inspections", stage.head_of(cluster)
    opened = _do(stage, Request(head, path, body, effective=_day(stage, 4, 10)), f"check/{number}")
    check = f"/covenant/inspections/{UUID(opened['id'])}"
    finding = {
        "severity": "major" if number == 1 else "minor",
        "text": "Số chậm đóng trong báo cáo chưa khớp với số đối chiếu",
        "remedy": "Đối chiếu lại, báo cáo kèm biên bản",
        "due_on": _day(stage, 5, 10),
    }
    request = Request(
        people.officer(stage.units[inspector]), f"{check}/findings", finding, effective=_day(stage, 4, 12)
    )
    _do(stage, request, f"finding/{number}")
    return check


def _remedied(stage: Stage, cluster: ClusterPlan) -> Line:
    """The finding of the first is remedied two days late, confirmed, and the cross-check closed."""
    _, second, third = _members(stage, cluster)
    check = _check(stage, cluster, 1, (second, third))
    inspector, inspected = people.officer(stage.units[second]), people.officer(stage.units[third])
    remedy = {"report": "Đã đối chiếu với cơ quan thuế", "evidence": "BB 31/BB-BHXH (giả lập)"}
    _do(stage, Request(inspected, f"{check}/findings/1/remedy", remedy, effective=_day(stage, 5, 12)), "remedy")
    _do(stage, Request(inspector, f"{check}/findings/1/confirmation", effective=_day(stage, 5, 13)), "confirm")
    closing = {"conclusion": "Đã khắc phục"}
    _do(stage, Request(inspector, f"{check}/closing", closing, effective=_day(stage, 5, 14)), "close")
    stage.api.settle()
    told = stage.api.get(people.AUDITOR, check, at=_day(stage, 12, 31).isoformat())
    [finding] = told["findings"]
    said = f"hạn khắc phục {finding['due_on']}, báo cáo {finding['reported_on']}, kết thúc {told['closed_on']}"
    what = f"Kiểm tra chéo · cross-check: {stage.units[second].name} → {stage.units[third].name}"
    return Line(what, said, "CV 4268/BHXH-TĐKT, A.II.1.3 (found)")


def _open_still(stage: Stage, cluster: ClusterPlan) -> Line:
    """Of the second nothing was reported: it is overdue, and the cross-check cannot be closed."""
    _, second, third = _members(stage, cluster)
    check = _check(stage, cluster, 2, (third, second))
    inspector, day = people.officer(stage.units[third]), _day(stage, 5, 14)
    closing = Request(inspector, f"{check}/closing", {"conclusion": "Kết thúc"}, effective=day)
    stage.must_refuse("Kết thúc kiểm tra khi còn tồn tại chưa khắc phục", closing)
    query = {"inspected": stage.units[second].id, "overdue": True, "at": _day(stage, 12, 31).isoformat()}
    late = [
        each
        for each in stage.api.get(people.AUDITOR, "/covenant/findings", **query)["items"]
        if each["code"] == f"KTC-{stage.plan.year}-02"
    ]
    what = f"Kiểm tra chéo · cross-check: {stage.units[third].name} → {stage.units[second].name}"
    return Line(what, f"{len(late)} tồn tại quá hạn khắc phục, chưa báo cáo · overdue")


def _report_activity(stage: Stage, cluster: ClusterPlan) -> None:
    head, _, _ = _members(stage, cluster)
    body = {"code": ITEMS["activity"], "result": "Đã sơ kết, có biên bản", "evidence": "BB 12 (giả lập)"}
    path = f"/covenant/clusters/{cluster.id}/programmes/{stage.plan.year}/reports"
    actor = people.officer(stage.units[head])
    _do(stage, Request(actor, path, body, effective=stage.plan.calendar.half_year_review), "report")


def _items(stage: Stage, cluster: ClusterPlan) -> list[Line]:
    query = {"cluster": cluster.id, "year": stage.plan.year, "at": _day(stage, 12, 31).isoformat()}
    told = stage.api.get(people.AUDITOR, "/covenant/programme-items", **query)["items"]
    return [Line(f"Kế hoạch · plan: {each['content']}, hạn {each['due_on']}", STATES[each["state"]]) for each in told]
