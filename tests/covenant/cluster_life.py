"""The life of the example cluster over REST, once its year has begun (`begin_year`)."""

from __future__ import annotations

from typing import Any

from tests.covenant.running import Running, cluster_head, cluster_id, done, officer

OWN = f"/clusters/{cluster_id('2024/VII')}"
RULES = f"{OWN}/operating-rules"
HEAD = cluster_head("BHXH-62")
TEXT: dict[str, Any] = {
    "title": "Quy chế hoạt động của Cụm thi đua số VII",
    "articles": [{"heading": "Nguyên tắc", "text": "Công khai, dân chủ."}, {"heading": "Họp", "text": "Mỗi quý."}],
}
ISSUE = {"document": "QC 01/CTĐ-VII", "effective_from": "2024-03-01"}
AMENDMENT = {**TEXT, "articles": TEXT["articles"][:1], "reason": "Gọn lại"}


def issue_twice(running: Running) -> None:
    """Operating rules in force from 1 March, amended from 1 July."""
    done(running.put(f"{RULES}/draft", officer("BHXH-62"), TEXT, Effective_At="2024-02-01"))
    done(running.post(f"{RULES}/issue", HEAD, ISSUE, Effective_At="2024-02-10"))
    done(running.put(f"{RULES}/draft", HEAD, AMENDMENT, Effective_At="2024-06-01"))
    later = {"document": "QC 02/CTĐ-VII", "effective_from": "2024-07-01"}
    done(running.post(f"{RULES}/issue", HEAD, later, Effective_At="2024-06-05"))


PROGRAMMES = f"{OWN}/programmes"
INSPECTIONS = f"{OWN}/inspections"
MEETING = {
    "code": "HD-01",
    "kind": "activity",
    "content": "Hội nghị sơ kết 6 tháng",
    "due_on": "2024-07-15",
    "responsible": "BHXH-62",
}
PROGRESS = {
    "code": "TD-01",
    "kind": "progress",
    "content": "Bao phủ BHYT quý I",
    "due_on": "2024-04-05",
    "responsible": "BHXH-64",
    "indicator": "BHYT_TYLE",
    "expected": 93.5,
}
CHECK = {
    "code": "KT-01",
    "kind": "inspection",
    "content": "Kiểm tra chéo quý I",
    "due_on": "2024-04-15",
    "responsible": "BHXH-64",
    "inspected": "BHXH-66",
}
CROSS_CHECK = {
    "code": "KTC-01",
    "kind": "cross_check",
    "inspector": "BHXH-64",
    "inspected": "BHXH-66",
    "period": "2024-Q1",
    "plan_item": "KT-01",
}
FINDING = {
    "severity": "major",
    "text": "Số liệu nợ chưa khớp",
    "remedy": "Đối chiếu lại",
    "due_on": "2024-05-10",
}


def plan_year(running: Running) -> None:
    """A programme of three items, adopted on 20 January."""
    body = {"year": 2024, "document": "KH 05/KH-CTĐ", "items": [MEETING, PROGRESS, CHECK]}
    done(running.post(PROGRAMMES, HEAD, body, Effective_At="2024-01-20"), 201)


def adjust_year(running: Running) -> None:
    """On 1 March: the progress item is dropped, the check moved to 15 May, a talk added."""
    added = {**MEETING, "code": "HD-02", "content": "Tọa đàm"}
    changed = {"code": "KT-01", "due_on": "2024-05-15", "responsible": "BHXH-64"}
    body = {"document": "KH 09", "reason": "Theo chỉ đạo mới", "added": [added], "changed": [changed]}
    adjustment = {**body, "dropped": ["TD-01"]}
    done(running.post(f"{PROGRAMMES}/2024/adjustments", HEAD, adjustment, Effective_At="2024-03-01"))


def report(running: Running, code: str, unit: str, on: str, **others: object) -> None:
    body = {"code": code, "result": "Đã thực hiện", "evidence": "BB 12/BB-CTĐ", **others}
    done(running.post(f"{PROGRAMMES}/2024/reports", officer(unit), body, Effective_At=on))


def inspect(running: Running) -> str:
    """A cross-check by the plan, with one finding; its address."""
    opened = done(running.post(INSPECTIONS, HEAD, CROSS_CHECK, Effective_At="2024-04-15"), 201)
    address = f"/inspections/{opened['id']}"
    done(running.post(f"{address}/findings", officer("BHXH-64"), FINDING, Effective_At="2024-04-20"))
    return address


def close(running: Running, address: str, on: str) -> dict[str, Any]:
    """The finding is withdrawn and the cross-check closed on that day; the receipt."""
    done(running.post(f"{address}/findings/1/withdrawal", officer("BHXH-64"), {"reason": "Nhầm"}, Effective_At=on))
    told = {"conclusion": "Không còn tồn tại"}
    return done(running.post(f"{address}/closing", officer("BHXH-64"), told, Effective_At=on))
