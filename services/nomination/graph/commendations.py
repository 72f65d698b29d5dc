"""Commendation (khen thưởng đột xuất, chuyên đề, sơ kết) in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from kernel.graph import CommandResult, Explanation, Terms
from services.nomination.application.naming import Naming
from services.nomination.domain.commendation_facts import CommendationState, HandCount, Proposal
from services.nomination.graph.asking import Info, Row, key_of, load, named, read, why
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.entities import Movement, Unit, movement_of, unit_of
from services.nomination.graph.kinds import DossierKind
from services.nomination.graph.nominations import NominationVote
from services.nomination.views import commendations

strawberry.enum(CommendationState, name="CommendationState", description="Trạng thái đề nghị: where it is")

COUNT = ("members", "present", "in_favour", "base", "needed", "because_vi", "because_en")
DECIDED = (
    "recommendation",
    "recommended_on",
    "number",
    "authority",
    "reward",
    "decided_on",
    "late",
    "withdrawn_because",
)
PLAIN = ("title", "person", "achievement", "achieved_on", "code", "proposed_on", "due", "rulebook", "version")


@strawberry.federation.type(keys=["id"], description="Khen thưởng ngoài xếp hạng năm: no basis for the year's merit")
class Commendation:
    """A commendation."""

    id: strawberry.ID
    kind: DossierKind = strawberry.field(description="Đột xuất, chuyên đề, sơ kết: its kind")
    title: str = strawberry.field(description="Hình thức khen thưởng: form of commendation")
    person: str = strawberry.field(description="Mã người; empty: the collective")
    achievement: str = strawberry.field(description="Thành tích: the achievement")
    achieved_on: date = strawberry.field(description="Ngày lập thành tích: its day")
    code: str = strawberry.field(description="Số tờ trình: number of the submission")
    state: CommendationState = strawberry.field(description="Trạng thái: where it is")
    proposed_on: date = strawberry.field(description="Ngày đề nghị: when it was proposed")
    due: date | None = strawberry.field(description="Hạn quyết định: when it is to be decided")
    members: int | None = strawberry.field(description="Tổng số thành viên: of the council")
    present: int | None = strawberry.field(description="Có mặt: present")
    in_favour: int | None = strawberry.field(description="Đồng ý: in favour")
    base: int | None = strawberry.field(description="Mẫu số: what the share is taken of")
    needed: int | None = strawberry.field(description="Số phiếu cần có: needed")
    because_vi: str | None = strawberry.field(description="Vì sao cần chừng ấy phiếu")
    because_en: str | None = strawberry.field(description="Why so many were needed")
    number: str | None = strawberry.field(description="Số quyết định: number of the decision")
    authority: str | None = strawberry.field(description="Thẩm quyền: who decided")
    reward: Decimal | None = strawberry.field(description="Tiền thưởng (đồng): reward money")
    decided_on: date | None = strawberry.field(description="Ngày quyết định: when it was decided")
    late: bool | None = strawberry.field(description="Quyết định muộn: decided late")
    withdrawn_because: str | None = strawberry.field(description="Lý do rút: why it was withdrawn")
    recommendation: str | None = strawberry.field(description="Tờ trình của Thường trực Hội đồng: without a vote")
    recommended_on: date | None = strawberry.field(description="Ngày trình: when it was put to the authority")
    rulebook: str = strawberry.field(description="Phiên bản quy định: rules it was proposed under")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        kind, state = DossierKind(row["kind"]), CommendationState(row["state"])
        known = {name: row[name] for name in (*PLAIN, *COUNT, *DECIDED)}
        return cls(id=strawberry.ID(str(row["id"])), kind=kind, state=state, row=row, **known)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The commendation, for the gateway."""
        row = await load(info, commendations.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Đơn vị: the unit")
    def unit(self) -> Unit | None:
        """Of which unit."""
        return unit_of(self.row["unit_id"])

    @strawberry.field(description="Phong trào: the drive of a thematic one")
    def movement(self) -> Movement | None:
        """In which movement."""
        return None if self.row["movement_id"] is None else movement_of(self.row["movement_id"])

    @strawberry.field(description="Kết quả bỏ phiếu: its counted rounds in voting sessions")
    async def votes(self, info: Info) -> list[NominationVote]:
        """Every counted round."""
        return [NominationVote.of(row) for row in await load(info, commendations.votes, key_of(self.id))]

    @strawberry.field(description="Giải trình: why it stands where it stands")
    async def why(self, info: Info) -> Explanation:
        """Achievement, vote or proposal, decision."""
        commands = info.context.application.commendations
        return await why(info, lambda: commands.why(key_of(self.id)))


@strawberry.input(description="Đề nghị khen thưởng: on a stated achievement, outside the year's ranking")
class CommendationInput:
    """A proposal."""

    kind: DossierKind
    title: str
    unit: strawberry.ID
    achievement: str
    achieved_on: date
    code: str
    person: str = ""
    movement: strawberry.ID | None = None

    def to_domain(self, naming: Naming) -> Proposal:
        """The domain's value."""
        return Proposal(
            kind=self.kind,
            title=self.title,
            unit_id=naming.id("unit", self.unit, "proposal.unit"),
            person=self.person,
            achievement=self.achievement,
            achieved_on=self.achieved_on,
            movement_id=naming.given("movement", self.movement, "proposal.movement"),
            code=self.code,
        )


@strawberry.input(description="Kết quả biểu quyết của Hội đồng: numbers only")
class HandCountInput:
    """A count."""

    members: int
    present: int
    in_favour: int
    against: int = 0
    abstained: int = 0
    in_writing: int = 0

    def to_domain(self) -> HandCount:
        """The domain's value."""
        said = (self.in_favour, self.against, self.abstained)
        return HandCount(self.members, self.present, *said, self.in_writing)


@strawberry.type
class CommendationQuery:
    """What can be asked of commendations."""

    @strawberry.field(description="Một đề nghị khen thưởng: a commendation by id")
    async def commendation(self, info: Info, id: strawberry.ID) -> Commendation | None:
        """One commendation."""
        row = await load(info, commendations.by_ids, key_of(id))
        return None if row is None else Commendation.of(row)

    @strawberry.field(description="Danh sách khen thưởng ngoài xếp hạng năm: commendations by the day proposed")
    async def commendations(
        self,
        info: Info,
        kind: DossierKind | None = None,
        unit: strawberry.ID | None = None,
        state: CommendationState | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[Commendation]:
        """A page of commendations."""
        [of_unit] = await named(info, unit=unit)
        wanted = commendations.Filter(kind, of_unit, state)
        page = await read(info, lambda connection: commendations.search(connection, wanted, after, first))
        return connection_of(page, ["proposed_on", "id"], Commendation.of)


@strawberry.type
class CommendationMutation:
    """Commands on commendations."""

    @strawberry.mutation(description="Đề nghị khen thưởng đột xuất, chuyên đề, sơ kết: propose a commendation")
    async def propose_commendation(
        self, info: Info, proposal: CommendationInput, terms: Terms | None = None
    ) -> CommandResult:
        """Propose."""
        commands, naming = info.context.application.commendations, info.context.application.naming
        return await info.context.command(
            info, terms, lambda command: commands.propose(command, proposal.to_domain(naming))
        )

    @strawberry.mutation(description="Trình người có thẩm quyền: put a commendation to the authority without a vote")
    async def recommend_commendation(
        self, info: Info, commendation: strawberry.ID, paper: str, terms: Terms | None = None
    ) -> CommandResult:
        """Recommend."""
        commands = info.context.application.commendations
        return await info.context.command(
            info, terms, lambda command: commands.recommend(command, key_of(commendation), paper)
        )

    @strawberry.mutation(description="Kết quả biểu quyết: record the council's count")
    async def count_commendation(
        self, info: Info, commendation: strawberry.ID, count: HandCountInput, terms: Terms | None = None
    ) -> CommandResult:
        """Count."""
        commands = info.context.application.commendations
        return await info.context.command(
            info, terms, lambda command: commands.tally(command, key_of(commendation), count.to_domain())
        )

    @strawberry.mutation(description="Đính chính kết quả biểu quyết, nêu lý do: correct the council's count")
    async def correct_commendation_count(
        self,
        info: Info,
        commendation: strawberry.ID,
        count: HandCountInput,
        reason: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Correct."""
        commands = info.context.application.commendations
        return await info.context.command(
            info,
            terms,
            lambda command: commands.correct_count(command, key_of(commendation), count.to_domain(), reason),
        )

    @strawberry.mutation(description="Ban hành quyết định: decide on a commendation")
    async def decide_commendation(
        self, info: Info, commendation: strawberry.ID, number: str, authority: str, terms: Terms | None = None
    ) -> CommandResult:
        """Decide."""
        commands = info.context.application.commendations
        return await info.context.command(
            info, terms, lambda command: commands.decide(command, key_of(commendation), number, authority)
        )

    @strawberry.mutation(description="Rút đề nghị: withdraw a commendation, with the reason")
    async def withdraw_commendation(
        self, info: Info, commendation: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.commendations
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(commendation), reason)
        )

    @strawberry.mutation(description="Lập hồ sơ khen thưởng: open the dossier of a commendation")
    async def open_commendation_dossier(
        self, info: Info, commendation: strawberry.ID, terms: Terms | None = None
    ) -> CommandResult:
        """Open its dossier."""
        commands = info.context.application.commendations
        return await info.context.command(
            info, terms, lambda command: commands.open_dossier(command, key_of(commendation))
        )
