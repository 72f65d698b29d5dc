"""What can be asked of movements over years."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date

import strawberry

from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.target_plan import TargetPlan as Plan
from services.covenant.graph.asking import Info, day_asked, key_of, optional_key, read
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, connection_of
from services.covenant.graph.long_enums import Outcome
from services.covenant.graph.progress import MovementReviewUnit, ProgressLine
from services.covenant.graph.targets import PlanChange, TargetPlan
from services.covenant.views import movement_reviews, plan_editions, plans, progress

PROGRESS_KEY = ["code", "indicator", "year"]


@strawberry.type
class LongQuery:
    """Tables of targets, progress, early finishers, reviews."""

    @strawberry.field(description="Bảng chỉ tiêu từng năm: tables of targets over years, by movement and unit")
    async def target_plans(  # noqa: PLR0913, PLR0917 (filters)
        self,
        info: Info,
        movement: strawberry.ID | None = None,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        province: strawberry.ID | None = None,
        state: str | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[TargetPlan]:
        """A page of tables."""
        day = day_asked(info, at)
        wanted = plans.Filter(
            optional_key(movement), optional_key(unit), optional_key(cluster), optional_key(province), state
        )
        page = await read(info, lambda connection: plans.search(connection, wanted, day, after, first))
        return connection_of(page, ["movement_id", "unit_id"], lambda row: TargetPlan.of(row, day))

    @strawberry.field(description="So sánh hai bản: what differs between two editions of a covenant's table")
    async def plan_difference(self, info: Info, covenant: strawberry.ID, before: int, after: int) -> list[PlanChange]:
        """The difference."""
        plan_id = Plan.id_for(key_of(covenant))
        found = await read(info, lambda connection: plan_editions.difference(connection, plan_id, before, after))
        return [PlanChange(**row) for row in found]

    @strawberry.field(description="Tiến độ phong trào dài hạn: units by official targets by years")
    async def movement_progress(  # noqa: PLR0913, PLR0917 (filters)
        self,
        info: Info,
        movement: strawberry.ID,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        province: strawberry.ID | None = None,
        indicator: str | None = None,
        year: int | None = None,
        outcome: Outcome | None = None,
        unreviewed: bool = False,  # noqa: FBT001, FBT002 (a filter)
        merged: bool = False,  # noqa: FBT001, FBT002 (a filter)
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[ProgressLine]:
        """A page of lines; `merged` adds the units that were merged into the unit."""
        day, of = day_asked(info, at), key_of(movement)
        of_units = (optional_key(unit), optional_key(cluster), optional_key(province))
        came_out = progress.UNREVIEWED if unreviewed else outcome
        wanted = progress.Filter(*of_units, indicator, year, came_out, merged)
        page = await read(info, lambda connection: progress.search(connection, of, wanted, day, (after, first)))
        return connection_of(page, PROGRESS_KEY, lambda row: ProgressLine.of(row, day))

    @strawberry.field(description="Về đích trước thời hạn: who reached the end year's figure before the end year")
    async def early_finishers(
        self,
        info: Info,
        movement: strawberry.ID,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[ProgressLine]:
        """A page of lines, each of the first year."""
        day, of = day_asked(info, at), key_of(movement)
        page = await read(info, lambda connection: progress.early(connection, of, day, after, first))
        return connection_of(page, PROGRESS_KEY, lambda row: ProgressLine.of(row, day))

    @strawberry.field(description="Các đơn vị trong một lần công bố: how the units stood in an edition of a review")
    async def movement_review_units(  # noqa: PLR0913, PLR0917 (which edition, and paging)
        self,
        info: Info,
        movement: strawberry.ID,
        through: int,
        edition: int,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[MovementReviewUnit]:
        """A page of units, by code; none where there is no such edition."""
        day, review_id = day_asked(info, None), MovementReview.id_for(key_of(movement), through)
        page = await read(
            info, lambda connection: movement_reviews.standings(connection, review_id, edition, after, first)
        )
        return connection_of(page, ["code"], lambda row: MovementReviewUnit.of(row, day))
