"""The commands a console needs, each answered by a receipt or by its refusal as data."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date

import strawberry
from anyio import to_thread

from kernel.graph import CommandResult, Terms
from kernel.store import Command, Receipt
from services.nomination.application.decisions import Ruling
from services.nomination.application.naming import Naming
from services.nomination.application.nominations import Proposal
from services.nomination.application.quota_lines import WantedLine
from services.nomination.application.sessions import Call
from services.nomination.domain.ballots import Choice, Mark, Recusal, Voter
from services.nomination.domain.decision import Ground
from services.nomination.domain.notice import Posting
from services.nomination.graph.aims import AimMutation
from services.nomination.graph.asking import Info, key_of
from services.nomination.graph.confirmations import ConfirmationMutation
from services.nomination.graph.good_examples import ExampleMutation
from services.nomination.graph.medal_mutations import MedalMutation
from services.nomination.graph.merit_mutations import MeritMutation
from services.nomination.graph.quota_words import CompositionInput, words_of

strawberry.enum(Choice, name="BallotChoice", description="Lựa chọn trên phiếu: đồng ý, không đồng ý, không có ý kiến")


@strawberry.input(description="Không biểu quyết một trường hợp: who does not vote on which candidate, and why")
class RecusalInput:
    """A recusal asked for at the opening."""

    voter: str
    nomination: strawberry.ID
    reason: str

    def to_domain(self) -> Recusal:
        """The domain's value."""
        return Recusal(self.voter, key_of(self.nomination), self.reason)


@strawberry.input(description="Thành viên Hội đồng: a council member by the id of their token, and their unit")
class VoterInput:
    """One voter of a council's roll."""

    id: str
    unit: strawberry.ID | None = None

    def to_domain(self, naming: Naming, place: int) -> Voter:
        """The domain's value."""
        return Voter(self.id, naming.given("unit", self.unit, f"council.roll[{place}].unit"))


@strawberry.input(description="Một dòng của phiếu: one candidate and the choice")
class BallotMarkInput:
    """A mark on a paper."""

    nomination: strawberry.ID
    choice: Choice

    def to_domain(self) -> Mark:
        """The domain's value."""
        return Mark(key_of(self.nomination), self.choice)


@strawberry.input(description="Họp Hội đồng: all candidates on one paper, the roll as given")
class CouncilInput:
    """A council session being called."""

    code: str
    movement: strawberry.ID
    roll: list[VoterInput]
    nominations: list[strawberry.ID] = strawberry.field(default_factory=list)
    commendations: list[strawberry.ID] = strawberry.field(default_factory=list)
    recusals: list[RecusalInput] = strawberry.field(default_factory=list)
    opinions_until: date | None = None

    def to_call(self, naming: Naming) -> Call:
        """What the application takes."""
        return Call(
            movement_id=naming.id("movement", self.movement, "council.movement"),
            nominations=tuple(key_of(each) for each in self.nominations),
            recusals=tuple(each.to_domain() for each in self.recusals),
            code=self.code,
            roll=tuple(each.to_domain(naming, place) for place, each in enumerate(self.roll)),
            opinions_until=self.opinions_until,
            commendations=tuple(key_of(each) for each in self.commendations),
        )


@strawberry.input(description="Bình xét trong khối, cụm: the roll is the list of members in force")
class SelectionInput:
    """A selection being called; `code` is by default that of the block or cluster."""

    cluster: strawberry.ID
    movement: strawberry.ID
    nominations: list[strawberry.ID]
    recusals: list[RecusalInput] = strawberry.field(default_factory=list)
    code: str = ""

    def to_call(self, naming: Naming) -> Call:
        """What the application takes."""
        return Call(
            movement_id=naming.id("movement", self.movement, "selection.movement"),
            nominations=tuple(key_of(each) for each in self.nominations),
            recusals=tuple(each.to_domain() for each in self.recusals),
            code=self.code,
        )


@strawberry.type
class Mutation(MeritMutation, ConfirmationMutation, MedalMutation, ExampleMutation, AimMutation):
    """Commands on merit files, nominations, sessions, quota lines and decisions."""

    @strawberry.mutation(description="Đề cử: nominate a unit for a title in a movement")
    async def nominate(
        self,
        info: Info,
        unit: strawberry.ID,
        title: str,
        movement: strawberry.ID,
        person: str | None = None,
        initiatives: list[strawberry.ID] | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Nominate."""
        commands, name = info.context.application.nominations, info.context.application.naming.id

        def nominate(command: Command) -> Receipt:
            of, used = name("unit", unit), tuple(key_of(each) for each in initiatives or [])
            return commands.nominate(command, Proposal(title, of, name("movement", movement), person, used))

        return await info.context.command(info, terms, nominate)

    @strawberry.mutation(description="Rút đề cử: withdraw a nomination, with the reason")
    async def withdraw_nomination(
        self, info: Info, nomination: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.nominations
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(nomination), reason)
        )

    @strawberry.mutation(description="Công khai lấy ý kiến: make a candidate public for comment up to a day")
    async def announce_candidate(
        self,
        info: Info,
        nomination: strawberry.ID,
        place: str,
        comments_until: date | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Announce."""
        commands = info.context.application.nominations
        return await info.context.command(
            info, terms, lambda command: commands.announce(command, key_of(nomination), Posting(place, comments_until))
        )

    @strawberry.mutation(description="Khai mạc phiên bình xét, suy tôn: open a selection in a block or cluster")
    async def open_selection(self, info: Info, selection: SelectionInput, terms: Terms | None = None) -> CommandResult:
        """Open a selection."""
        commands, naming = info.context.application.sessions, info.context.application.naming

        def convene(command: Command) -> Receipt:
            cluster = naming.id("cluster", selection.cluster, "selection.cluster")
            return commands.open_selection(command, cluster, selection.to_call(naming))

        return await info.context.command(info, terms, convene)

    @strawberry.mutation(description="Khai mạc phiên họp Hội đồng: open a council session")
    async def open_council_session(
        self, info: Info, council: CouncilInput, terms: Terms | None = None
    ) -> CommandResult:
        """Open a council session."""
        commands, naming = info.context.application.sessions, info.context.application.naming
        return await info.context.command(
            info, terms, lambda command: commands.open_council(command, council.to_call(naming))
        )

    @strawberry.mutation(description="Điểm danh: note members present")
    async def take_attendance(
        self, info: Info, session: strawberry.ID, present: list[str], terms: Terms | None = None
    ) -> CommandResult:
        """Take attendance."""
        commands = info.context.application.sessions
        return await info.context.command(
            info, terms, lambda command: commands.take_attendance(command, key_of(session), present)
        )

    @strawberry.mutation(description="Bỏ phiếu: cast a ballot; of a secret one only that you voted is recorded")
    async def cast_ballot(
        self,
        info: Info,
        session: strawberry.ID,
        marks: list[BallotMarkInput],
        in_writing: bool = False,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Vote. Give the marks as a variable, not in the text of the operation: texts are cached and counted."""
        commands, id = info.context.application.sessions, key_of(session)
        paper = tuple(each.to_domain() for each in marks)
        secret = await to_thread.run_sync(commands.is_secret, id)
        return await info.context.command(
            info, terms, lambda command: commands.cast(command, id, paper, in_writing=in_writing), sealed=secret
        )

    @strawberry.mutation(description="Kiểm phiếu: close the round and count")
    async def close_round(self, info: Info, session: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Close."""
        commands = info.context.application.sessions
        return await info.context.command(info, terms, lambda command: commands.close(command, key_of(session)))

    @strawberry.mutation(description="Hủy vòng bỏ phiếu: declare the last round void, with the reason")
    async def void_round(
        self, info: Info, session: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Void."""
        commands = info.context.application.sessions
        return await info.context.command(info, terms, lambda command: commands.void(command, key_of(session), reason))

    @strawberry.mutation(description="Mở vòng bỏ phiếu mới: open a further round")
    async def open_round(
        self, info: Info, session: strawberry.ID, opinions_until: date | None = None, terms: Terms | None = None
    ) -> CommandResult:
        """Open a round."""
        commands = info.context.application.sessions
        return await info.context.command(
            info, terms, lambda command: commands.open_round(command, key_of(session), opinions_until)
        )

    @strawberry.mutation(description="Xác định chỉ tiêu: draw the line of a quota, or draw it anew")
    async def draw_quota_line(
        self,
        info: Info,
        title: str,
        movement: strawberry.ID,
        unit: strawberry.ID | None = None,
        chair_prefers: list[strawberry.ID] | None = None,
        compositions: list[CompositionInput] | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Draw."""
        commands, naming = info.context.application.quota_lines, info.context.application.naming

        def draw(command: Command) -> Receipt:
            line = WantedLine(title, naming.id("movement", movement), naming.given("unit", unit))
            return commands.draw(command, line, words_of(chair_prefers, compositions))

        return await info.context.command(info, terms, draw)

    @strawberry.mutation(description="Ban hành quyết định: decide on a nomination")
    async def issue_decision(
        self,
        info: Info,
        nomination: strawberry.ID,
        number: str,
        authority: str,
        override_reason: str = "",
        terms: Terms | None = None,
    ) -> CommandResult:
        """Decide."""
        commands, ruling = info.context.application.decisions, Ruling(number, authority, override_reason)
        return await info.context.command(
            info, terms, lambda command: commands.issue(command, key_of(nomination), ruling)
        )

    @strawberry.mutation(description="Công khai quyết định: make a decision public")
    async def post_notice(
        self, info: Info, decision: strawberry.ID, place: str, terms: Terms | None = None
    ) -> CommandResult:
        """Post the notice."""
        commands = info.context.application.decisions
        return await info.context.command(
            info, terms, lambda command: commands.post_notice(command, key_of(decision), place)
        )

    @strawberry.mutation(description="Hủy bỏ quyết định: revoke a decision on a ground of law, with what was found")
    async def revoke_decision(
        self, info: Info, decision: strawberry.ID, ground: Ground, finding: str, terms: Terms | None = None
    ) -> CommandResult:
        """Revoke."""
        commands = info.context.application.decisions
        return await info.context.command(
            info, terms, lambda command: commands.revoke(command, key_of(decision), ground, finding)
        )
