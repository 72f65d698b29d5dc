"""What is reviewed and how it is marked (kỳ xét, điểm chấm), as the graph takes it."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from kernel.naming import Naming
from services.scoring.application.loading import Review
from services.scoring.domain.material import ItemMark, Mark
from services.scoring.domain.period import Period


@strawberry.input(description="Kỳ xét của một khối, cụm trong một phong trào")
class ReviewInput:
    """What a board is of."""

    cluster: strawberry.ID
    movement: strawberry.ID
    period: str

    def to_domain(self, naming: Naming) -> Review:
        """The application's value."""
        cluster, movement = naming.id("cluster", self.cluster), naming.id("movement", self.movement)
        return Review(cluster, movement, Period.parse(self.period))


@strawberry.input(description="Điểm chấm một tiêu chí: penalties are negative")
class MarkInput:
    """Points for one criterion."""

    criterion: str
    points: Decimal
    reason: str = ""
    evidence: str = ""

    def to_domain(self) -> Mark:
        """The domain's value."""
        return Mark(self.criterion, self.points, self.reason, self.evidence)


@strawberry.input(description="Điểm ban nghiệp vụ chấm một mục trong bảng của ban")
class ItemMarkInput:
    """Points for one item of a department's table."""

    criterion: str
    item: str
    points: Decimal
    reason: str = ""
    evidence: str = ""

    def to_domain(self) -> ItemMark:
        """The domain's value."""
        return ItemMark(self.item, Mark(self.criterion, self.points, self.reason, self.evidence))
