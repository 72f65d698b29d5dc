"""Operating rules (quy chế hoạt động) in the graph, and the commands on them."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from kernel.graph import CommandResult, Terms
from services.covenant.domain import bylaws as domain
from services.covenant.domain.cluster import Issue
from services.covenant.graph.asking import Info, Row, day_asked, key_of

if TYPE_CHECKING:
    from services.covenant.graph.clusters import Cluster


@strawberry.type(description="Điều của quy chế: an article; its number is its place")
class RulesArticle:
    """One article."""

    heading: str
    text: str


@strawberry.type(description="Quy chế hoạt động của khối, cụm, một lần ban hành: an edition, a draft until issued")
class OperatingRules:
    """One edition."""

    edition: int = strawberry.field(description="Lần: number of the edition")
    title: str = strawberry.field(description="Tên quy chế")
    articles: list[RulesArticle] = strawberry.field(description="Các điều, theo thứ tự")
    reason: str = strawberry.field(description="Lý do sửa đổi, bổ sung; empty in the first edition")
    drafted_on: date = strawberry.field(description="Ngày dự thảo")
    document: str | None = strawberry.field(description="Văn bản ban hành; null: a draft")
    issued_on: date | None = strawberry.field(description="Ngày ban hành")
    effective_from: date | None = strawberry.field(description="Ngày có hiệu lực: until the next edition's")
    withdrawn_from: date | None = strawberry.field(description="Thu hồi từ ngày")
    withdrawal_reason: str | None = strawberry.field(description="Lý do thu hồi")
    version: int = strawberry.field(description="Phiên bản: of the last event on this edition")
    cluster_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        plain = {name: value for name, value in row.items() if name not in {"id", "articles"}}
        return cls(articles=[RulesArticle(**each) for each in row["articles"]], **plain)

    @strawberry.field(description="Khối, cụm: whose rules they are, as it is today")
    async def cluster(
        self, info: Info
    ) -> Annotated[Cluster, strawberry.lazy("services.covenant.graph.clusters")] | None:
        """Whose rules they are."""
        from services.covenant.graph.clusters import cluster_of

        return await cluster_of(info, self.cluster_id, day_asked(info, None))


@strawberry.input(description="Điều của quy chế: an article to draft")
class RulesArticleInput:
    """One article."""

    heading: str
    text: str


@strawberry.type
class OperatingRulesMutation:
    """Commands on operating rules."""

    @strawberry.mutation(description="Dự thảo quy chế: draft operating rules, or an amendment with its reason")
    async def draft_operating_rules(
        self,
        info: Info,
        cluster: strawberry.ID,
        title: str,
        articles: list[RulesArticleInput],
        reason: str = "",
        terms: Terms | None = None,
    ) -> CommandResult:
        """Draft."""
        commands = info.context.application.operating_rules
        text = domain.RulesText(title, tuple(domain.Article(each.heading, each.text) for each in articles))
        return await info.context.command(
            info, terms, lambda command: commands.draft(command, key_of(cluster), text, reason)
        )

    @strawberry.mutation(description="Ban hành quy chế: issue the draft, in force from a day on")
    async def issue_operating_rules(
        self, info: Info, cluster: strawberry.ID, document: str, effective_from: date, terms: Terms | None = None
    ) -> CommandResult:
        """Issue."""
        commands, issue = info.context.application.operating_rules, Issue(document, effective_from)
        return await info.context.command(info, terms, lambda command: commands.issue(command, key_of(cluster), issue))

    @strawberry.mutation(description="Thu hồi quy chế: withdraw an issued edition, with the reason")
    async def withdraw_operating_rules(
        self, info: Info, cluster: strawberry.ID, edition: int, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Withdraw."""
        commands = info.context.application.operating_rules
        return await info.context.command(
            info, terms, lambda command: commands.withdraw(command, key_of(cluster), edition, reason)
        )
