"""Nomination (đề cử) in the graph, with its votes and why it stands where it stands."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from kernel.graph import Explanation
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.openings import nomination_steps
from services.nomination.domain.stages import Stage
from services.nomination.domain.steps import NominationStep
from services.nomination.graph.asking import Info, Row, key_of, load, why
from services.nomination.graph.entities import Cluster, Movement, Unit, cluster_of, movement_of, unit_of
from services.nomination.views import decisions, nominations, sessions

if TYPE_CHECKING:
    from services.nomination.graph.decisions import Decision
    from services.nomination.graph.sessions import VotingSession

strawberry.enum(NominationStep, description="Việc làm với đề cử: what can be done with a nomination")
strawberry.enum(Stage, name="NominationStage", description="Trạng thái đề cử: how far it is")
strawberry.enum(SessionKind, name="VotingSessionKind", description="Loại phiên họp: who votes")


@strawberry.type(description="Kết quả một vòng bỏ phiếu của một đề cử: what it got in a counted round")
class NominationVote:
    """One counted round."""

    kind: SessionKind = strawberry.field(description="Khối, cụm hay Hội đồng: who voted")
    round: int = strawberry.field(description="Vòng: number of the round")
    in_favour: int = strawberry.field(description="Đồng ý: in favour")
    against: int = strawberry.field(description="Không đồng ý: against")
    abstained: int = strawberry.field(description="Không có ý kiến: abstained")
    base: int = strawberry.field(description="Mẫu số: what the share is taken of")
    needed: int = strawberry.field(description="Số phiếu cần có: votes that reach the threshold")
    passed: bool = strawberry.field(description="Đạt: reached it")
    voted_on: date = strawberry.field(description="Ngày kiểm phiếu: day of the count")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("round", "in_favour", "against", "abstained", "base", "needed", "passed", "voted_on")
        return cls(kind=SessionKind(row["kind"]), row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Phiên họp: the session")
    async def session(
        self, info: Info
    ) -> Annotated[VotingSession, strawberry.lazy("services.nomination.graph.sessions")] | None:
        """Where it was voted."""
        from services.nomination.graph.sessions import VotingSession

        row = await load(info, sessions.by_ids, self.row["session_id"])
        return None if row is None else VotingSession.of(row)


@strawberry.federation.type(keys=["id"], description="Đề cử: one unit for one title in one movement")
class Nomination:
    """A nomination."""

    id: strawberry.ID
    title: str = strawberry.field(description="Mã danh hiệu: code of the title")
    stage: Stage = strawberry.field(description="Trạng thái: how far it is")
    challenged: bool = strawberry.field(description="Bị đặt vấn đề: by a newer edition of the board, or a revocation")
    questioned: bool = strawberry.field(description="Đang bị xem xét: an objection or a new fact waits for its answer")
    basis_lost: str | None = strawberry.field(
        description="Căn cứ bị hủy bỏ: number of the revoked decision it rests on"
    )
    period: str = strawberry.field(description="Kỳ tổng kết: period of the board")
    edition_no: int = strawberry.field(description="Lần công bố: edition last weighed against; 0: none")
    like_group: str | None = strawberry.field(description="Nhóm đơn vị tương đồng: the group that the rank is in")
    rank: int | None = strawberry.field(description="Thứ hạng: rank in that edition, within the group")
    score: Decimal | None = strawberry.field(description="Điểm: score in that edition")
    nominated_on: date = strawberry.field(description="Ngày đề cử: day of the nomination")
    withdrawn_because: str | None = strawberry.field(description="Lý do rút: why it was withdrawn")
    announced_on: date | None = strawberry.field(description="Ngày công khai lấy ý kiến: made public for comment")
    announced_at: str | None = strawberry.field(description="Nơi công khai: where it was made public")
    announced_by: str | None = strawberry.field(description="Người công khai: who made it public")
    comments_until: date | None = strawberry.field(description="Hạn lấy ý kiến: last day of comments")
    rulebook: str = strawberry.field(description="Phiên bản quy định: rules it was accepted by")
    person_code: str | None = strawberry.field(description="Mã cán bộ: of a person nominated through the unit")
    merit: str | None = strawberry.field(description="Thành tích: MET, or UNKNOWN with what is outstanding")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = (
            "title",
            "challenged",
            "questioned",
            "basis_lost",
            "period",
            "edition_no",
            "like_group",
            "rank",
            "score",
            "nominated_on",
            "withdrawn_because",
            "announced_on",
            "announced_at",
            "announced_by",
            "comments_until",
            "rulebook",
            "person_code",
            "merit",
            "version",
        )
        known = {name: row[name] for name in plain}
        return cls(id=strawberry.ID(str(row["id"])), stage=Stage(row["stage"]), row=row, **known)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The nomination, for the gateway."""
        row = await load(info, nominations.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Đơn vị: the unit nominated")
    def unit(self) -> Unit | None:
        """Who is nominated."""
        return unit_of(self.row["unit_id"])

    @strawberry.field(description="Phong trào: the movement")
    def movement(self) -> Movement | None:
        """In which movement."""
        return movement_of(self.row["movement_id"])

    @strawberry.field(description="Khối, cụm: on whose board it rests")
    def cluster(self) -> Cluster | None:
        """Of which block or cluster."""
        return None if self.row["cluster_id"] is None else cluster_of(self.row["cluster_id"])

    @strawberry.field(description="Kết quả bỏ phiếu: its counted rounds, in their order")
    async def votes(self, info: Info) -> list[NominationVote]:
        """Every counted round."""
        return [NominationVote.of(row) for row in await load(info, nominations.votes, key_of(self.id))]

    @strawberry.field(description="Quyết định: the decision on it")
    async def decision(
        self, info: Info
    ) -> Annotated[Decision, strawberry.lazy("services.nomination.graph.decisions")] | None:
        """Its decision."""
        from services.nomination.graph.decisions import Decision

        if self.row["decision_id"] is None:
            return None
        row = await load(info, decisions.by_ids, self.row["decision_id"])
        return None if row is None else Decision.of(row)

    @strawberry.field(description="Việc có thể làm ngay: what the asking person may do with it now")
    async def steps(self, info: Info) -> list[NominationStep]:
        """What the stage leaves open and the rights grant."""
        found = await load(info, info.context.application.nominations.read_many, key_of(self.id))
        return [] if found is None else list(nomination_steps(info.context.principal, *found))

    @strawberry.field(description="Còn phải làm rõ: conditions that nothing on record answered when it was accepted")
    async def outstanding(self, info: Info) -> list[str]:
        """What is still to be shown."""
        commands = info.context.application.nominations
        found = await load(info, commands.read_many, key_of(self.id))
        assessment = found[0].grounds.assessment if found else None
        return [each.label.vi for each in assessment.missing()] if assessment else []

    @strawberry.field(description="Giải trình: why it stands where it stands")
    async def why(self, info: Info) -> Explanation:
        """Conditions, votes, challenge."""
        commands, reader = info.context.application.nominations, info.context.principal
        return await why(info, lambda: commands.why(reader, key_of(self.id)))


async def nomination_of(info: Info, nomination_id: object) -> Nomination | None:
    """The nomination of this id."""
    row = await load(info, nominations.by_ids, key_of(str(nomination_id)))
    return None if row is None else Nomination.of(row)
