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
