"""The rules themselves in the graph, for whoever is signed in: what applied on a day, what changed."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry
from anyio import to_thread

from kernel.explanation import Status
from kernel.graph import Explanation, Source, Text
from regulations.listing import Change, Entry
from regulations.rulebook import Applied, Matter
from services.covenant.application.rules import EraSummary, RuleQueries, leaf, mark
from services.covenant.graph.asking import Info, day_asked
from services.covenant.graph.connections import DEFAULT_PAGE, CovenantConnection, CovenantEdge, connected

strawberry.enum(Status, name="RuleStatus", description="Độ tin cậy: found, analogue, or still to be confirmed")


@strawberry.type(description="Một con số của quy định: one figure, the days through which it stood, its source")
class Rule:
    """A figure by its key."""

    key: str
    name: Text
    value: str
    unit: Text | None
    since: date
    until: date | None = strawberry.field(description="Ngày cuối; null: vẫn áp dụng, still in force")
    source: Source
    applies: bool = strawberry.field(description="Áp dụng vào ngày được hỏi: on the day asked for")

    @classmethod
    def of(cls, entry: Entry, day: date) -> Self:
        """From an entry of the rulebooks."""
        return cls(
            key=entry.key,
            name=Text.of(entry.name),
            value=entry.value,
            unit=None if entry.unit is None else Text.of(entry.unit),
            since=entry.since,
            until=entry.until,
            source=Source.of(entry.source),
            applies=entry.covers(day),
        )


@strawberry.type(description="Thay đổi của một con số giữa hai ngày: what it was and what it became")
class RuleChange:
    """A figure that differs between two days."""

    key: str
    before: Rule | None
    after: Rule | None


@strawberry.type(description="Một thời kỳ của quy định: its dates, texts, and how far its figures can be trusted")
class RuleEra:
    """An era, or a lead that is never applied (`enabled` false)."""

    id: strawberry.ID
    version: str
    title: Text
    in_force_from: date
    in_force_to: date | None
    enabled: bool
    texts: list[Source]
    found: int
    analogue: int
    unverified: int

    @classmethod
    def of(cls, era: EraSummary) -> Self:
        """From the summary."""
        book = era.rulebook
        return cls(
            id=strawberry.ID(book.id),
            version=book.version,
            title=Text.of(book.title),
            in_force_from=book.in_force_from,
            in_force_to=book.in_force_to,
            enabled=era.enabled,
            texts=[Source.of(each) for each in book.texts],
            **{status.value: era.tally[status] for status in Status},
        )


@strawberry.type(description="Bộ quy định áp dụng cho một việc: which rule set, and why this one")
class RulesApplied:
    """A rule set by its version, with the reason."""

    rulebook: str
    why: Explanation

    @classmethod
    def of(cls, applied: Applied) -> Self:
        """From the choice."""
        return cls(rulebook=applied.rulebook.version, why=Explanation.of(applied.why))


def _queries(info: Info) -> RuleQueries:
    _ = info.context.principal  # whoever is signed in
    return info.context.application.rules


@strawberry.type
class RulesQuery:
    """Questions about the rules."""

    @strawberry.field(description="Mọi con số áp dụng vào một ngày: every figure that applied on a day, by chapter")
    async def rules(
        self,
        info: Info,
        at: date | None = None,
        chapter: str | None = None,
        status: Status | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> CovenantConnection[Rule]:
        """A page of figures."""
        day, queries = day_asked(info, at), _queries(info)
        found = await to_thread.run_sync(queries.in_force, day, chapter, status)
        items, following = leaf(found, after, first)
        edges = [CovenantEdge(cursor=mark(each), node=Rule.of(each, day)) for each in items]
        return connected(edges, more=following is not None)

    @strawberry.field(description="Một con số qua các thời kỳ: one figure through the eras, oldest first")
    async def rule(self, info: Info, key: str, at: date | None = None) -> list[Rule]:
        """One figure by its key."""
        day, queries = day_asked(info, at), _queries(info)
        return [Rule.of(each, day) for each in await to_thread.run_sync(queries.history, key)]

    @strawberry.field(description="Khác nhau giữa hai ngày: what changed in value or source between two days")
    async def rule_changes(
        self, info: Info, earlier: date, later: date, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> CovenantConnection[RuleChange]:
        """A page of changes."""
        found = await to_thread.run_sync(_queries(info).changes, earlier, later, ("earlier", "later"))
        items, following = leaf(found, after, first)
        edges = [CovenantEdge(cursor=mark(each), node=_change(each, earlier, later)) for each in items]
        return connected(edges, more=following is not None)

    @strawberry.field(description="Các thời kỳ và các văn bản mới biết tin: the eras, then the leads")
    async def rule_eras(self, info: Info) -> list[RuleEra]:
        """All of them."""
        return [RuleEra.of(each) for each in await to_thread.run_sync(_queries(info).eras)]

    @strawberry.field(description="Bộ quy định áp dụng cho một việc, và vì sao: which rule set applies, and why")
    async def rules_applying(
        self, info: Info, at: date | None = None, received_on: date | None = None, rulebook: str | None = None
    ) -> RulesApplied:
        """Named, else of the day, else by a transitional clause."""
        return RulesApplied.of(_queries(info).applying(Matter(day_asked(info, at), rulebook, received_on, "at")))


def _change(change: Change, earlier: date, later: date) -> RuleChange:
    return RuleChange(
        key=change.key,
        before=None if change.before is None else Rule.of(change.before, earlier),
        after=None if change.after is None else Rule.of(change.after, later),
    )
