"""The commands a console needs, each answered by a receipt or by its refusal as data."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date

import strawberry

from kernel.graph import CommandResult, Terms
from regulations.chapters import Holder
from services.covenant.application.clusters import MemberList
from services.covenant.application.movements import Launching
from services.covenant.domain import movement as launching
from services.covenant.domain.cluster import ClusterKind, Issue
from services.covenant.domain.movement import Launch, MovementKind
from services.covenant.domain.registration import Registration
from services.covenant.graph.amendments import AmendmentMutation, TargetInput
from services.covenant.graph.asking import Info, key_of
from services.covenant.graph.cascades import CascadeMutation
from services.covenant.graph.groupings import GroupingMutation
from services.covenant.graph.inspections import InspectionMutation
from services.covenant.graph.operating_rules import OperatingRulesMutation
from services.covenant.graph.programmes import ProgrammeMutation


@strawberry.input(description="Đăng ký danh hiệu: one title, for the unit or for a person by code")
class RegistrationInput:
    """A title aimed at."""

    title: str
    holder: Holder
    person_code: str | None = None

    def to_domain(self) -> Registration:
        """The domain's value."""
        return Registration(self.title, self.holder, self.person_code)


@strawberry.input(description="Phân công thực hiện: who does what")
class DutyInput:
    """A party and its task."""

    party: str
    task: str


@strawberry.input(description="Phát động phong trào: deadlines left out are those of the rules")
class LaunchInput:
    """What a movement is launched with; `organiser` is a unit's code or id."""

    code: str
    kind: MovementKind
    theme: str
    contents: list[str]
    period_from: date
    period_to: date
    purposes: list[str] = strawberry.field(default_factory=list)
    audience: str = ""
    duties: list[DutyInput] = strawberry.field(default_factory=list)
    covenant_signing_by: date | None = None
    registration_by: date | None = None
    document: str = ""
    organiser: str | None = None

    def to_command(self) -> Launching:
        """The application's value."""
        launch = Launch(
            kind=self.kind,
            theme=self.theme,
            purposes=tuple(self.purposes),
            audience=self.audience,
            contents=tuple(self.contents),
            duties=tuple(launching.Duty(each.party, each.task) for each in self.duties),
            period_from=self.period_from,
            period_to=self.period_to,
        )
        return Launching(
            self.code, launch, self.covenant_signing_by, self.registration_by, self.document, self.organiser
        )


@strawberry.input(description="Danh sách thành viên: members by code or id, in order")
class MembershipListInput:
    """One list of an annex."""

    cluster: str
    members: list[str]


@strawberry.type
class Mutation(
    AmendmentMutation, OperatingRulesMutation, ProgrammeMutation, InspectionMutation, CascadeMutation, GroupingMutation
):
    """Commands on blocks and clusters, movements, covenants and registrations."""

    @strawberry.mutation(description="Dự thảo giao ước: draft a covenant; `unit` and `movement` are codes or ids")
    async def draft_covenant(
        self,
        info: Info,
        unit: str,
        movement: str,
        targets: list[TargetInput] | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Draft."""
        commands, wanted = info.context.application.covenants, [each.to_domain() for each in targets or []]
        return await info.context.command(info, terms, lambda command: commands.draft(command, unit, movement, wanted))

    @strawberry.mutation(description="Đề ra chỉ tiêu: set all targets of a covenant, in place of those before")
    async def set_covenant_targets(
        self, info: Info, covenant: strawberry.ID, targets: list[TargetInput], terms: Terms | None = None
    ) -> CommandResult:
        """Set targets."""
        commands, wanted = info.context.application.covenants, [each.to_domain() for each in targets]
        return await info.context.command(
            info, terms, lambda command: commands.set_targets(command, key_of(covenant), wanted)
        )

    @strawberry.mutation(description="Thống nhất chỉ tiêu: agree to the targets of a covenant")
    async def agree_covenant(self, info: Info, covenant: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Agree."""
        commands = info.context.application.covenants
        return await info.context.command(info, terms, lambda command: commands.agree(command, key_of(covenant)))

    @strawberry.mutation(description="Rút lại việc thống nhất: withdraw the agreement, with the reason")
    async def withdraw_covenant_agreement(
        self, info: Info, covenant: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw the agreement."""
        commands = info.context.application.covenants
        return await info.context.command(
            info, terms, lambda command: commands.withdraw_agreement(command, key_of(covenant), reason)
        )

    @strawberry.mutation(description="Ký giao ước: sign a covenant")
    async def sign_covenant(self, info: Info, covenant: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Sign."""
        commands = info.context.application.covenants
        return await info.context.command(info, terms, lambda command: commands.sign(command, key_of(covenant)))

    @strawberry.mutation(description="Ký kết của khối, cụm: record a joint signing, of these members or of all agreed")
    async def sign_covenants_jointly(
        self,
        info: Info,
        cluster: strawberry.ID,
        movement: str,
        units: list[str] | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Sign jointly."""
        commands = info.context.application.covenants
        return await info.context.command(
            info, terms, lambda command: commands.sign_jointly(command, key_of(cluster), movement, units)
        )

    @strawberry.mutation(description="Đăng ký danh hiệu: register titles, in addition to those before")
    async def register_titles(
        self,
        info: Info,
        covenant: strawberry.ID,
        registrations: list[RegistrationInput],
        terms: Terms | None = None,
    ) -> CommandResult:
        """Register."""
        commands, added = info.context.application.covenants, [each.to_domain() for each in registrations]
        return await info.context.command(
            info, terms, lambda command: commands.register_titles(command, key_of(covenant), added)
        )

    @strawberry.mutation(description="Rút đăng ký: withdraw a registered title, with the reason")
    async def withdraw_title(
        self,
        info: Info,
        covenant: strawberry.ID,
        registration: RegistrationInput,
        reason: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Withdraw a title."""
        commands, withdrawn = info.context.application.covenants, registration.to_domain()
        return await info.context.command(
            info, terms, lambda command: commands.withdraw_title(command, key_of(covenant), withdrawn, reason)
        )

    @strawberry.mutation(description="Phát động phong trào: launch a movement")
    async def launch_movement(self, info: Info, launch: LaunchInput, terms: Terms | None = None) -> CommandResult:
        """Launch."""
        commands, wanted = info.context.application.movements, launch.to_command()
        return await info.context.command(info, terms, lambda command: commands.launch(command, wanted))

    @strawberry.mutation(description="Kết thúc phong trào: close a movement")
    async def close_movement(self, info: Info, movement: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Close."""
        commands = info.context.application.movements
        return await info.context.command(info, terms, lambda command: commands.close(command, key_of(movement)))

    @strawberry.mutation(description="Nộp hồ sơ đăng ký: the head submits the set of a block or cluster")
    async def submit_registration_set(
        self, info: Info, cluster: strawberry.ID, movement: str, terms: Terms | None = None
    ) -> CommandResult:
        """Submit."""
        commands = info.context.application.registration_sets
        return await info.context.command(
            info, terms, lambda command: commands.submit(command, key_of(cluster), movement)
        )

    @strawberry.mutation(description="Thành lập khối, cụm: form a block or cluster")
    async def form_cluster(
        self, info: Info, code: str, name: str, kind: ClusterKind, terms: Terms | None = None
    ) -> CommandResult:
        """Form."""
        commands = info.context.application.clusters
        return await info.context.command(info, terms, lambda command: commands.form(command, code, name, kind))

    @strawberry.mutation(description="Ban hành danh sách: issue the lists of one or several blocks and clusters")
    async def issue_membership_lists(
        self,
        info: Info,
        document: str,
        effective_from: date,
        lists: list[MembershipListInput],
        terms: Terms | None = None,
    ) -> CommandResult:
        """Issue lists."""
        commands, issue = info.context.application.clusters, Issue(document, effective_from)
        wanted = [MemberList(each.cluster, tuple(each.members)) for each in lists]
        return await info.context.command(info, terms, lambda command: commands.issue_lists(command, issue, wanted))

    @strawberry.mutation(description="Bầu trưởng, phó: record the election of head and deputy, by rotation")
    async def elect_officers(
        self,
        info: Info,
        cluster: strawberry.ID,
        term_year: int,
        head: str,
        deputy: str | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Elect."""
        commands = info.context.application.clusters
        return await info.context.command(
            info,
            terms,
            lambda command: commands.elect(command, key_of(cluster), commands.term(term_year, head, deputy)),
        )
