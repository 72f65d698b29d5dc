"""What can be asked of movements over years."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date

import strawberry

from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.target_plan import TargetPlan as Plan
from services.covenant.graph.asking import Info, asked, asked_one, day_asked, key_of, read
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, connection_of
from services.covenant.graph.long_enums import PlanState, ProgressOutcome
from services.covenant.graph.progress import MovementReviewUnit, ProgressLine
from services.covenant.graph.targets import PlanChange, TargetPlan
from services.covenant.views import movement_reviews, plan_editions, plan_search, progress

PROGRESS_KEY = ["code", "indicator", "year"]


@strawberry.type
class LongQuery:
    """Tables of targets, progress, early finishers, reviews."""

    @strawberry.field(description="Bảng chỉ tiêu từng năm: tables of targets over years, by movement and unit")
    async def target_plans(
        self,
        info: Info,
        movement: strawberry.ID | None = None,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        province: strawberry.ID | None = None,
        state: PlanState | None = None,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[TargetPlan]:
        """A page of tables."""
        day = day_asked(info, at)
        in_movement, of_unit, in_cluster, in_province = await asked(
            info, movement=movement, unit=unit, cluster=cluster, province=province
        )
        wanted = plan_search.Filter(in_movement, of_unit, in_cluster, in_province, state)
        page = await read(info, lambda connection: plan_search.search(connection, wanted, day, after, first))
        return connection_of(page, ["movement_id", "unit_id"], lambda row: TargetPlan.of(row, day))

    @strawberry.field(description="So sánh hai bản: what differs between two editions of a covenant's table")
    async def plan_difference(self, info: Info, covenant: strawberry.ID, before: int, after: int) -> list[PlanChange]:
        """The difference."""
        plan_id = Plan.id_for(key_of(covenant))
        found = await read(info, lambda connection: plan_editions.difference(connection, plan_id, before, after))
        return [PlanChange(**row) for row in found]

    @strawberry.field(description="Tiến độ phong trào dài hạn: units by official targets by years")
    async def movement_progress(
        self,
        info: Info,
        movement: strawberry.ID,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        province: strawberry.ID | None = None,
        indicator: str | None = None,
        year: int | None = None,
        outcome: ProgressOutcome | None = None,
        unreviewed: bool = False,
        merged: bool = False,
        at: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[ProgressLine]:
        """A page of lines; `merged` adds the units that were merged into the unit."""
        day, of = day_asked(info, at), await asked_one(info, "movement", movement)
        of_unit, in_cluster, in_province = await asked(info, unit=unit, cluster=cluster, province=province)
        came_out = ProgressOutcome.UNREVIEWED if unreviewed else outcome
        wanted = progress.Filter(of_unit, in_cluster, in_province, indicator, year, came_out, merged)
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
        day, of = day_asked(info, at), await asked_one(info, "movement", movement)
        page = await read(info, lambda connection: progress.early(connection, of, day, after, first))
        return connection_of(page, PROGRESS_KEY, lambda row: ProgressLine.of(row, day))

    @strawberry.field(description="Các đơn vị trong một lần công bố: how the units stood in an edition of a review")
    async def movement_review_units(
        self,
        info: Info,
        movement: strawberry.ID,
        through: int,
        edition: int,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[MovementReviewUnit]:
        """A page of units, by code; none where there is no such edition."""
        day, of = day_asked(info, None), await asked_one(info, "movement", movement)
        review_id = MovementReview.id_for(of, through)
        page = await read(
            info, lambda connection: movement_reviews.standings(connection, review_id, edition, after, first)
        )
        return connection_of(page, ["code"], lambda row: MovementReviewUnit.of(row, day))
