"""VotingSession (phiên họp bỏ phiếu) in the graph: roll, rounds and results; never who chose what in secret."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

import strawberry

from kernel.graph import Explanation, Text
from services.nomination.domain.ballots import RoundState, SessionKind
from services.nomination.domain.minutes import Told
from services.nomination.domain.openings import session_steps
from services.nomination.domain.steps import SessionStep
from services.nomination.graph.asking import Info, Row, key_of, load, load_all, why
from services.nomination.graph.commendations import Commendation
from services.nomination.graph.entities import Cluster, Movement, Unit, cluster_of, movement_of, unit_of
from services.nomination.graph.mandates import VotingMandate, VotingSettlement
from services.nomination.graph.nominations import Nomination, nomination_of
from services.nomination.views import commendations, mandates, nominations, session_parts, sessions

strawberry.enum(
    SessionStep, name="VotingSessionStep", description="Việc làm trong phiên họp: what can be done in a session"
)
strawberry.enum(RoundState, name="VotingRoundState", description="Trạng thái vòng bỏ phiếu: open, closed or void")


async def _told(info: Info, session_id: UUID) -> Told | None:
    """A session in words, read once however many of its results ask."""
    found = await load(info, info.context.application.sessions.read_many, session_id)
    return None if found is None else Told.of(found)


@strawberry.type(description="Kết quả kiểm phiếu của một trường hợp: what one candidate got in a round")
class VotingResult:
    """One candidate's count."""

    in_favour: int = strawberry.field(description="Đồng ý: in favour")
    against: int = strawberry.field(description="Không đồng ý: against")
    abstained: int = strawberry.field(description="Không có ý kiến: abstained")
    base: int = strawberry.field(description="Mẫu số: what the share is taken of")
    needed: int = strawberry.field(description="Số phiếu cần có: votes that reach the threshold")
    passed: bool = strawberry.field(description="Đạt: reached it")
    row: strawberry.Private[Row]

    @strawberry.field(description="Diễn giải: why so many were needed, of whom, and what came out")
    async def because(self, info: Info) -> Text | None:
        """The count in words."""
        told = await _told(info, self.row["session_id"])
        return None if told is None else Text.of(told.results[self.row["number"], self.row["nomination_id"]])

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("in_favour", "against", "abstained", "base", "needed", "passed")
        return cls(row=row, **{name: row[name] for name in plain})

    @strawberry.field(description="Đề cử: the candidate")
    async def nomination(self, info: Info) -> Nomination | None:
        """Who it is about."""
        return await nomination_of(info, self.row["nomination_id"])

    @strawberry.field(description="Đề nghị khen thưởng: the commendation voted on, where it is one")
    async def commendation(self, info: Info) -> Commendation | None:
        """What it is about."""
        row = await load(info, commendations.by_ids, self.row["nomination_id"])
        return None if row is None else Commendation.of(row)


@strawberry.type(description="Một thành viên ở vòng này: present, has voted; never what")
class VotingTurnout:
    """One member's part in a round."""

    voter: str = strawberry.field(description="Thành viên: the voter")
    unit_code: str | None = strawberry.field(description="Mã đơn vị: of the voter")
    attended: bool = strawberry.field(description="Đã điểm danh: noted present")
    voted: bool = strawberry.field(description="Đã bỏ phiếu: has voted")
    in_writing: bool = strawberry.field(description="Bằng văn bản: in writing")


@strawberry.type(description="Vòng bỏ phiếu: who took part and what came out")
class VotingRound:
    """One round."""

    number: int = strawberry.field(description="Số thứ tự vòng: its number")
    state: RoundState = strawberry.field(description="Trạng thái: open, closed or void")
    present: int | None = strawberry.field(description="Số thành viên có mặt khi kiểm phiếu: present at the count")
    closed_on: date | None = strawberry.field(description="Ngày kiểm phiếu: day of the count")
    void_reason: str | None = strawberry.field(description="Lý do hủy: why it is void")
    opinions_until: date | None = strawberry.field(description="Hạn gửi ý kiến bằng văn bản: null in a meeting")
    turnout: list[VotingTurnout] = strawberry.field(description="Ai đã dự, đã bỏ phiếu: who took part")
    results: list[VotingResult] = strawberry.field(description="Kết quả: every candidate's count")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        seen = ("voter", "unit_code", "attended", "voted", "in_writing")
        plain = ("number", "present", "closed_on", "void_reason", "opinions_until")
        return cls(
            state=RoundState(row["state"]),
            turnout=[VotingTurnout(**{name: each[name] for name in seen}) for each in row["turnout"]],
            results=[VotingResult.of(each) for each in row["results"]],
            row=row,
            **{name: row[name] for name in plain},
        )

    @strawberry.field(description="Diễn giải số thành viên tối thiểu: how many had to be present, and how many were")
    async def quorum_because(self, info: Info) -> Text | None:
        """The quorum in words."""
        told = await _told(info, self.row["session_id"])
        return None if told is None else Text.of(told.quorums[self.row["number"]])


@strawberry.type(description="Thành viên có quyền bỏ phiếu: one vote on the roll, fixed at the opening")
class VotingMember:
    """A voter."""

    voter: str = strawberry.field(description="Thành viên: a unit's id in a selection, a person's in a council")
    recused_from: list[strawberry.ID] = strawberry.field(description="Không biểu quyết: nominations recused from")
    row: strawberry.Private[Row]

    @strawberry.field(description="Đơn vị: the voter's unit")
    def unit(self) -> Unit | None:
        """Of which unit."""
        return None if self.row["unit_id"] is None else unit_of(self.row["unit_id"])


@strawberry.federation.type(keys=["id"], description="Phiên họp bỏ phiếu: members or the council vote, in rounds")
class VotingSession:
    """A voting session; `state` is that of its last round."""

    id: strawberry.ID
    kind: SessionKind = strawberry.field(description="Khối, cụm hay Hội đồng: who votes")
    code: str = strawberry.field(description="Mã phiên họp: its code")
    secret: bool = strawberry.field(description="Bỏ phiếu kín: secret ballot")
    members: int = strawberry.field(description="Tổng số thành viên: how many are on the roll")
    quorum: str = strawberry.field(description="Tỷ lệ có mặt tối thiểu: quorum")
    threshold: str = strawberry.field(description="Tỷ lệ đồng ý tối thiểu: threshold")
    denominator: str = strawberry.field(description="Mẫu số: what the share is taken of")
    max_rounds: int = strawberry.field(description="Số vòng tối đa: most rounds")
    rulebook: str = strawberry.field(description="Phiên bản quy định: rules it is held by")
    opened_on: date = strawberry.field(description="Ngày khai mạc: day of the opening")
    opinions_until: date | None = strawberry.field(description="Hạn gửi ý kiến bằng văn bản của vòng cuối; null: họp")
    state: RoundState = strawberry.field(description="Trạng thái vòng cuối: state of the last round")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = ("code", "secret", "members", "quorum", "threshold", "denominator", "max_rounds", "rulebook")
        known = {name: row[name] for name in (*plain, "opened_on", "opinions_until", "version")}
        kind, state = SessionKind(row["kind"]), RoundState(row["state"])
        return cls(id=strawberry.ID(str(row["id"])), kind=kind, state=state, row=row, **known)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The session, for the gateway."""
        row = await load(info, sessions.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Phong trào: the movement")
    def movement(self) -> Movement | None:
        """In which movement."""
        return movement_of(self.row["movement_id"])

    @strawberry.field(description="Khối, cụm: whose members vote; null for a council")
    def cluster(self) -> Cluster | None:
        """Of which block or cluster."""
        return cluster_of(self.row["cluster_id"])

    @strawberry.field(description="Các đề cử trên phiếu: the paper, in its order")
    async def candidates(self, info: Info) -> list[Nomination]:
        """Who is voted on."""
        ids = [row["nomination_id"] for row in await load(info, session_parts.candidates, key_of(self.id))]
        return [Nomination.of(row) for row in await load_all(info, nominations.by_ids, ids) if row is not None]

    @strawberry.field(description="Các đề nghị khen thưởng trên phiếu: commendations on the paper, in its order")
    async def commendations(self, info: Info) -> list[Commendation]:
        """What else is voted on."""
        ids = [row["nomination_id"] for row in await load(info, session_parts.candidates, key_of(self.id))]
        found = await load_all(info, commendations.by_ids, ids)
        return [Commendation.of(row) for row in found if row is not None]

    @strawberry.field(description="Danh sách thành viên có quyền bỏ phiếu: the roll with its recusals")
    async def roll(self, info: Info) -> list[VotingMember]:
        """Who may vote."""
        barred = await load(info, session_parts.recusals, key_of(self.id))
        return [
            VotingMember(
                voter=row["voter"],
                recused_from=[
                    strawberry.ID(str(each["nomination_id"])) for each in barred if each["voter"] == row["voter"]
                ],
                row=row,
            )
            for row in await load(info, session_parts.roll, key_of(self.id))
        ]

    @strawberry.field(description="Các vòng bỏ phiếu: every round, void ones included")
    async def rounds(self, info: Info) -> list[VotingRound]:
        """All rounds."""
        return [VotingRound.of(row) for row in await load(info, session_parts.rounds, key_of(self.id))]

    @strawberry.field(description="Ủy quyền: mandates of substitutes, ended ones included")
    async def mandates(self, info: Info) -> list[VotingMandate]:
        """Who votes in whose place."""
        return [VotingMandate.of(row) for row in await load(info, mandates.mandates, key_of(self.id))]

    @strawberry.field(description="Quyết định khi hết vòng: what was decided after the last round")
    async def settlements(self, info: Info) -> list[VotingSettlement]:
        """What was decided instead of a result."""
        return [VotingSettlement.of(row) for row in await load(info, mandates.settlements, key_of(self.id))]

    @strawberry.field(description="Việc có thể làm ngay: what the asking person may do in it now")
    async def steps(self, info: Info) -> list[SessionStep]:
        """What the round leaves open and the rights grant."""
        found = await load(info, info.context.application.sessions.read_many, key_of(self.id))
        return [] if found is None else list(session_steps(info.context.principal, found))

    @strawberry.field(description="Biên bản kiểm phiếu: why the vote came out as it did")
    async def why(self, info: Info) -> Explanation:
        """Quorum, denominators, counts."""
        commands = info.context.application.sessions
        return await why(info, lambda: commands.why(key_of(self.id)))
