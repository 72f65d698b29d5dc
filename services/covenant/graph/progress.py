"""How far a long movement is, in the graph: lines of progress, and its reviews in their editions."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from services.covenant.graph.asking import Info, Row
from services.covenant.graph.long_enums import ProgressOutcome, ReviewKind, Standing
from services.covenant.graph.units import Unit, unit_of


@strawberry.type(description="Tiến độ: một đơn vị, một chỉ tiêu, một năm (a unit, a target, a year)")
class ProgressLine:
    """What was registered, and what was found."""

    covenant_id: strawberry.ID
    indicator: str
    year: int
    figure: Decimal | None = strawberry.field(description="Mức đăng ký chính thức: the official figure")
    actual: Decimal | None = strawberry.field(description="Số thực hiện: what was reached")
    outcome: ProgressOutcome | None = strawberry.field(description="Kết quả; UNREVIEWED: chưa kiểm điểm")
    standing: Standing | None
    why: str | None
    remedy: str | None
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        said = {name: row[name] for name in ("indicator", "year", "figure", "actual", "why", "remedy")}
        return cls(
            covenant_id=strawberry.ID(str(row["covenant_id"])),
            outcome=ProgressOutcome(row["outcome"] or ProgressOutcome.UNREVIEWED),
            standing=Standing(row["standing"]) if row["standing"] else None,
            row=row,
            at=at,
            **said,
        )

    @strawberry.field(description="Đơn vị: whose line it is")
    async def unit(self, info: Info) -> Unit | None:
        """The unit."""
        return await unit_of(info, self.row["unit_id"], self.at)


@strawberry.type(description="Một lần công bố sơ kết, tổng kết: an edition of a review, with the totals of all units")
class MovementReviewEdition:
    """One edition."""

    through: int = strawberry.field(description="Đến năm: the year it goes through")
    kind: ReviewKind
    edition: int
    frozen_on: date
    reason: str
    units: int
    planned: int
    reached: int
    not_reached: int
    no_figure: int
    unreviewed: int
    unreviewed_before: int = strawberry.field(description="Của các năm trước: of earlier years, never reviewed")
    unconfirmed: int

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("through", "edition", "frozen_on", "reason", "units", "planned", "reached", "not_reached")
        said = {name: row[name] for name in (*plain, "no_figure", "unreviewed", "unreviewed_before", "unconfirmed")}
        return cls(kind=ReviewKind(row["kind"]), **said)


@strawberry.type(description="Một đơn vị trong một lần công bố: how a unit stood in an edition")
class MovementReviewUnit:
    """One unit's standing."""

    planned: int
    reached: int
    not_reached: int
    no_figure: int
    unreviewed: int
    unreviewed_before: int = strawberry.field(description="Của các năm trước: of earlier years, never reviewed")
    unconfirmed: int
    finished_in: int | None = strawberry.field(
        description="Năm về đích: when all its figures were those of the end year"
    )
    row: strawberry.Private[Row]
    at: strawberry.Private[date]

    @classmethod
    def of(cls, row: Row, at: date) -> Self:
        """From a row of the view."""
        plain = ("planned", "reached", "not_reached", "no_figure", "unreviewed", "unreviewed_before", "unconfirmed")
        return cls(row=row, at=at, **{name: row[name] for name in (*plain, "finished_in")})

    @strawberry.field(description="Đơn vị: the unit")
    async def unit(self, info: Info) -> Unit | None:
        """The unit."""
        return await unit_of(info, self.row["unit_id"], self.at)
