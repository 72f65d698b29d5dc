"""The little land that the test subgraphs and the hand-merged schema both tell of: eight units in two clusters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitRow:
    id: str
    name: str
    size: int | None
    kind: str
    cluster: str | None
    parent: str | None = None


UNITS = {
    row.id: row
    for row in (
        UnitRow("u1", "Bảo hiểm xã hội tỉnh An Giang", 10, "PROVINCE", "c1"),
        UnitRow("u2", "Bảo hiểm xã hội tỉnh Bắc Ninh", 20, "PROVINCE", "c1"),
        UnitRow("u3", "Bảo hiểm xã hội thành phố Cần Thơ", None, "PROVINCE", "c1"),
        UnitRow("u4", "Bảo hiểm xã hội tỉnh Điện Biên", 40, "PROVINCE", "c2"),
        UnitRow("u5", "Bảo hiểm xã hội huyện Mường Nhé", 5, "DISTRICT", "c2", "u4"),
        UnitRow("u6", "Bảo hiểm xã hội thị xã Mường Lay", 6, "DISTRICT", "c2", "u4"),
        UnitRow("u7", "Văn phòng", 7, "HEAD_OFFICE", None),
        UnitRow("u8", "Vụ Thi đua", 8, "HEAD_OFFICE", None, "u7"),
    )
}
CLUSTERS = {"c1": "Cụm I", "c2": "Cụm II"}
SIGNED = {"u1": ("SIGNED", "2024-03-01"), "u2": ("SIGNED", "2024-04-02"), "u4": ("DRAFTED", None)}
TARGETS = {"u1": (("THU", "98.50"), ("CHI", "100")), "u2": (), "u4": (("THU", "95.25"),)}
SCORES = {"u1": "981.50", "u2": "975.25", "u4": "900", "u5": "0"}
SCORECARDS = {"u1": ("2024-Q1", "2024-H1", "2024"), "u2": ("2024-Q1",), "u4": ()}
BOARDS = {"c1": (("u1", 1), ("u2", 2)), "c2": (("u4", 1), ("u5", 2))}
NOMINATIONS = {"u1": (("n1", "Cờ thi đua"), ("n2", "Bằng khen")), "u4": (("n3", "Cờ thi đua"),)}
VOTES = {"n1": 9, "n3": 4}


def unit_of(nomination: str) -> str:
    return next(unit for unit, rows in NOMINATIONS.items() for id_, _ in rows if id_ == nomination)


def title_of(nomination: str) -> str:
    return next(title for rows in NOMINATIONS.values() for id_, title in rows if id_ == nomination)


def weighted(unit: str, size: int | None) -> str | None:
    return None if size is None or unit not in SCORES else f"{SCORES[unit]}×{size}"


def advice(weighted_score: str | None) -> str:
    return f"vì {weighted_score}" if weighted_score else "chưa đủ dữ liệu"
