"""Who acts in the demonstration: the persons and machines whose tokens it asks the development issuer for."""

from __future__ import annotations

from thidua.demo.client import Actor
from thidua.demo.organisation import ClusterPlan, UnitPlan

STANDING_BODY = Actor("thuong-truc", "Thường trực Hội đồng TĐKT", ("standing_body",))
APPROVER = Actor("tong-giam-doc", "Tổng Giám đốc BHXH Việt Nam", ("approver",))
MASTER_DATA = Actor("he-thong-don-vi", "Hệ thống dữ liệu đơn vị", ("machine_units",), kind="machine")
BUSINESS_SYSTEM = Actor("he-thong-nghiep-vu", "Hệ thống nghiệp vụ", ("machine_results",), kind="machine")
ADMINISTRATOR = Actor("quan-tri", "Quản trị viên", ("administrator",))
AUDITOR = Actor("kiem-toan", "Kiểm toán viên", ("auditor",))


def officer(unit: UnitPlan) -> Actor:
    """The unit's emulation officer (cán bộ TĐKT)."""
    return Actor(f"can-bo.{unit.code}", f"Cán bộ TĐKT {unit.name}", ("unit_officer",), unit.id)


def head(unit: UnitPlan) -> Actor:
    """The unit's head (thủ trưởng)."""
    return Actor(f"thu-truong.{unit.code}", f"Thủ trưởng {unit.name}", ("unit_head",), unit.id)


def cluster_head(cluster: ClusterPlan, unit: UnitPlan) -> Actor:
    """The head of a block or cluster (khối trưởng, cụm trưởng): the head of the unit that leads it this year."""
    roles = ("cluster_head", "unit_head")
    return Actor(f"thu-truong.{unit.code}", f"{cluster.name}, trưởng: {unit.name}", roles, unit.id, (cluster.id,))


def department(unit: UnitPlan) -> Actor:
    """A professional department at head office (ban nghiệp vụ), which verifies its own field."""
    return Actor(f"ban.{unit.code}", unit.name, ("department",), unit.id)


def council(size: int) -> tuple[Actor, ...]:
    """The members of the Emulation and Commendation Council (Hội đồng TĐKT)."""
    return tuple(
        Actor(f"hoi-dong.{number:02d}", f"Ủy viên Hội đồng TĐKT {number:02d}", ("council_member",))
        for number in range(1, size + 1)
    )
