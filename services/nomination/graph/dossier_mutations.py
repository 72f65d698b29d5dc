"""Commands on dossiers in the graph, each answered by a receipt or by its refusal as data."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from kernel.graph import CommandResult, Terms
from services.nomination.domain.dossier import Appraisal, Extension
from services.nomination.domain.papers import Paper, Quoted
from services.nomination.graph.asking import Info, key_of


@strawberry.input(description="Số liệu trích dẫn: a figure that a paper quotes")
class QuotedInput:
    """A figure."""

    indicator: str
    value: Decimal | None = None
    text: str = ""


@strawberry.input(description="Giấy tờ: by kind of the checklist, with name, SHA-256, length and figures quoted")
class PaperInput:
    """A paper."""

    kind: str
    name: str
    sha256: str
    pages: int
    words: int = 0
    quotes: list[QuotedInput] = strawberry.field(default_factory=list)

    def to_domain(self) -> Paper:
        """The domain's value."""
        quotes = tuple(Quoted(each.indicator, each.value, each.text) for each in self.quotes)
        return Paper(self.kind, self.name, self.sha256, self.pages, self.words, quotes)


@strawberry.type
class DossierMutation:
    """Commands on dossiers."""

    @strawberry.mutation(description="Lập hồ sơ: open the dossier of a nomination")
    async def open_dossier(self, info: Info, nomination: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Open."""
        commands = info.context.application.dossiers
        return await info.context.command(info, terms, lambda command: commands.open(command, key_of(nomination)))

    @strawberry.mutation(description="Bổ sung giấy tờ: put a paper in")
    async def attach_paper(
        self, info: Info, dossier: strawberry.ID, paper: PaperInput, terms: Terms | None = None
    ) -> CommandResult:
        """Attach."""
        commands = info.context.application.dossiers
        return await info.context.command(
            info, terms, lambda command: commands.attach(command, key_of(dossier), paper.to_domain())
        )

    @strawberry.mutation(description="Gửi hồ sơ: send a dossier")
    async def submit_dossier(self, info: Info, dossier: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Submit."""
        commands = info.context.application.dossiers
        return await info.context.command(info, terms, lambda command: commands.submit(command, key_of(dossier)))

    @strawberry.mutation(description="Tiếp nhận hồ sơ: receive a dossier")
    async def receive_dossier(self, info: Info, dossier: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Receive."""
        commands = info.context.application.dossiers
        return await info.context.command(info, terms, lambda command: commands.receive(command, key_of(dossier)))

    @strawberry.mutation(description="Trả lại hồ sơ để bổ sung: return a dossier for a supplement")
    async def return_dossier(
        self, info: Info, dossier: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Return."""
        commands = info.context.application.dossiers
        return await info.context.command(
            info, terms, lambda command: commands.send_back(command, key_of(dossier), reason)
        )

    @strawberry.mutation(description="Đủ hồ sơ: accept a full dossier")
    async def accept_dossier(self, info: Info, dossier: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Accept."""
        commands = info.context.application.dossiers
        return await info.context.command(info, terms, lambda command: commands.accept(command, key_of(dossier)))

    @strawberry.mutation(description="Thẩm định hồ sơ: appraise a dossier")
    async def appraise_dossier(
        self,
        info: Info,
        dossier: strawberry.ID,
        favourable: bool,
        finding: str,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Appraise."""
        commands, found = info.context.application.dossiers, Appraisal(favourable, finding)
        return await info.context.command(
            info, terms, lambda command: commands.appraise(command, key_of(dossier), found)
        )

    @strawberry.mutation(description="Gia hạn hồ sơ: give more time, by whom, under which text")
    async def extend_dossier(
        self, info: Info, dossier: strawberry.ID, until: date, by: str, text: str, terms: Terms | None = None
    ) -> CommandResult:
        """Extend."""
        commands, more = info.context.application.dossiers, Extension(until, by, text)
        return await info.context.command(info, terms, lambda command: commands.extend(command, key_of(dossier), more))

    @strawberry.mutation(description="Đôn đốc: remind the unit")
    async def remind_about_dossier(
        self, info: Info, dossier: strawberry.ID, text: str, terms: Terms | None = None
    ) -> CommandResult:
        """Remind."""
        commands = info.context.application.dossiers
        return await info.context.command(info, terms, lambda command: commands.remind(command, key_of(dossier), text))
