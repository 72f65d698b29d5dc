"""The enums of targets over years under the names they have in the graph; registered before any type holds one."""

from __future__ import annotations

import strawberry

from kernel.explanation import Status
from services.covenant.domain.findings import Standing
from services.covenant.domain.movement_review import ReviewKind
from services.covenant.domain.plan import Area, Category, Comparison, PlanState
from services.covenant.domain.target import Direction
from services.covenant.domain.target_plan import Verdict
from services.covenant.views.progress import ProgressOutcome

__all__ = [
    "Area",
    "Category",
    "Comparison",
    "Direction",
    "PlanState",
    "ProgressOutcome",
    "ReviewKind",
    "Standing",
    "Status",
    "Verdict",
]

strawberry.enum(Area, name="TargetArea", description="Địa bàn: of which population a figure speaks")
strawberry.enum(Category, name="TargetCategory", description="Nhóm chỉ tiêu: what a target is about")
strawberry.enum(Comparison, name="TargetComparison", description="Cách nêu mục tiêu chung: above, at least, about")
strawberry.enum(Direction, name="TargetDirection", description="Chiều của chỉ tiêu: which way is better")
strawberry.enum(PlanState, name="TargetPlanState", description="Trạng thái bảng: draft, submitted, official")
strawberry.enum(Verdict, name="TargetVerdict", description="Kết quả thẩm định: proposed, agreed, returned")
strawberry.enum(ProgressOutcome, name="TargetOutcome", description="Đạt, chưa đạt, chưa có số liệu, chưa kiểm điểm")
strawberry.enum(Standing, name="FindingStanding", description="Ban nghiệp vụ xác nhận: recorded, confirmed, disputed")
strawberry.enum(Status, name="TargetSourceStatus", description="Mức tin cậy: found, analogue or unverified")
strawberry.enum(ReviewKind, name="MovementReviewKind", description="Sơ kết hay tổng kết: mid-term or final")
