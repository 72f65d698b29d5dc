"""Decision (quyết định khen thưởng) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from kernel.graph import Explanation
from services.nomination.domain.decision import Ground
from services.nomination.domain.openings import decision_steps
from services.nomination.domain.steps import DecisionStep
from services.nomination.graph.asking import Info, Row, key_of, load, why
from services.nomination.graph.entities import Movement, Unit, movement_of, unit_of
from services.nomination.graph.nominations import Nomination, nomination_of
from services.nomination.views import decisions

strawberry.enum(DecisionStep, description="Việc làm với quyết định: what can be done with a decision")
strawberry.enum(Ground, name="RevocationGround", description="Căn cứ hủy bỏ: the ground of law of a revocation")


@strawberry.federation.type(
    keys=["id"], description="Quyết định khen thưởng: who receives what, by whom, on which vote"
)
class Decision:
    """A decision, with its notice and revocation."""

    id: strawberry.ID
    number: str = strawberry.field(description="Số quyết định: its number")
    title: str = strawberry.field(description="Mã danh hiệu: code of the title")
    person_code: str | None = strawberry.field(description="Mã cán bộ: of a person nominated through the unit")
    authority: str = strawberry.field(description="Thẩm quyền: who decided")
    in_favour: int | None = strawberry.field(description="Phiếu đồng ý: votes of the council")
    base: int | None = strawberry.field(description="Mẫu số: what their share was taken of")
    reward: Decimal | None = strawberry.field(description="Tiền thưởng (đồng): reward money")
    override_reason: str | None = strawberry.field(description="Lý do ngoại lệ: why against a rule")
    overridden: str | None = strawberry.field(description="Quy tắc bị vượt: code of the refusal overridden")
    rulebook: str = strawberry.field(description="Bộ quy định: the rules applied")
    rulebook_hash: str = strawberry.field(description="Mã băm quy định: SHA-256 of those rules")
    decided_on: date = strawberry.field(description="Ngày quyết định: its day")
    posted_on: date | None = strawberry.field(description="Ngày công khai: when it was made public")
    place: str | None = strawberry.field(description="Nơi công khai: where")
    revoked_on: date | None = strawberry.field(description="Ngày hủy bỏ: when it was revoked")
    ground: Ground | None = strawberry.field(description="Căn cứ hủy bỏ: on which ground")
    finding: str | None = strawberry.field(description="Nội dung kết luận: what was found")
    recover: Decimal | None = strawberry.field(description="Tiền phải thu hồi: reward money to recover")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        outside = {"id", "nomination_id", "unit_id", "movement_id", "unit_code", "unit_name", "movement_code", "ground"}
        known = {name: value for name, value in row.items() if name not in outside}
        ground = None if row["ground"] is None else Ground(row["ground"])
        return cls(id=strawberry.ID(str(row["id"])), ground=ground, row=row, **known)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The decision, for the gateway."""
        row = await load(info, decisions.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Đơn vị: who receives it")
    def unit(self) -> Unit | None:
        """The unit."""
        return unit_of(self.row["unit_id"])

    @strawberry.field(description="Phong trào: the movement")
    def movement(self) -> Movement | None:
        """In which movement."""
        return movement_of(self.row["movement_id"])

    @strawberry.field(description="Đề cử: the nomination it answers")
    async def nomination(self, info: Info) -> Nomination | None:
        """Its nomination."""
        return await nomination_of(info, self.row["nomination_id"])

    @strawberry.field(description="Việc có thể làm ngay: what the asking person may do with it now")
    async def steps(self, info: Info) -> list[DecisionStep]:
        """What is open and the rights grant."""
        found = await load(info, info.context.application.decisions.read_many, key_of(self.id))
        return [] if found is None else list(decision_steps(info.context.principal, found))

    @strawberry.field(description="Giải trình: why it is what it is")
    async def why(self, info: Info) -> Explanation:
        """Authority, case, votes, quota, money."""
        commands, reader = info.context.application.decisions, info.context.principal
        return await why(info, lambda: commands.why(reader, key_of(self.id)))
