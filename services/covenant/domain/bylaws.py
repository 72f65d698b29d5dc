"""Operating rules (quy chế hoạt động) of a block or cluster: drafted, issued and amended by its head, in editions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.covenant.domain.cluster import Cluster, Issue
from services.covenant.domain.days import day_of
from services.covenant.domain.heads import Acting, require_head
from services.covenant.domain.rules import bylaws as rules
from services.covenant.domain.rules import codes
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on


@dataclass(frozen=True)
class Article:
    """One article (điều): its number is its place."""

    heading: str
    text: str


@dataclass(frozen=True)
class RulesText:
    """What operating rules say."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Edition:
    """One issued edition: from when it is in force, and from when it is withdrawn, if it was."""

    number: int
    effective_from: date
    withdrawn_from: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on that day, unless a later edition had replaced it."""
        return self.effective_from <= day and (self.withdrawn_from is None or day < self.withdrawn_from)


class OperatingRules(Aggregate):
    """Quy chế hoạt động: one per block or cluster, in numbered editions."""

    TOPIC = "covenant.OperatingRules"
    CALLED = Text("quy chế hoạt động", "operating rules")

    class Event(Aggregate.Event):
        """Base of the events of operating rules."""

        TOPIC = "covenant.OperatingRulesEvent"

    class Drafted(Event, Aggregate.Created):
        """Dự thảo quy chế lần đầu."""

        TOPIC = "covenant.OperatingRulesDrafted"
        cluster_id: UUID
        text: RulesText
        drafted_on: date

    class Redrafted(Event):
        """Viết lại dự thảo chưa ban hành."""

        TOPIC = "covenant.OperatingRulesRedrafted"
        edition: int
        text: RulesText
        drafted_on: date

    class AmendmentDrafted(Event):
        """Dự thảo sửa đổi, bổ sung quy chế đã ban hành."""

        TOPIC = "covenant.OperatingRulesAmendmentDrafted"
        edition: int
        text: RulesText
        reason: str
        drafted_on: date

    class Issued(Event):
        """Ban hành quy chế; it replaces the edition before from `effective_from` on."""

        TOPIC = "covenant.OperatingRulesIssued"
        edition: int
        document: str
        effective_from: date
        issued_on: date

    class Withdrawn(Event):
        """Thu hồi một lần ban hành; the edition before it is in force again from `withdrawn_from` on."""

        TOPIC = "covenant.OperatingRulesWithdrawn"
        edition: int
        withdrawn_from: date
        reason: str

    @staticmethod
    def id_for(cluster_id: UUID) -> UUID:
        """The id of the operating rules of this block or cluster."""
        return identity("operating-rules", cluster_id)

    @classmethod
    def draft(cls, act: Act, cluster: Cluster, acting: Acting, text: RulesText) -> Self:
        """The first draft."""
        _require_office(cluster, acting, day_of(act))
        return cls(
            act=act, id=cls.id_for(cluster.id), cluster_id=cluster.id, text=_checked(text), drafted_on=day_of(act)
        )

    @event(Drafted)
    def __init__(self, *, act: Act, id: UUID, cluster_id: UUID, text: RulesText, drafted_on: date) -> None:
        self.cluster_id = cluster_id
        self.last_on = drafted_on
        self.draft_edition: int | None = 1
        self.issued: tuple[Edition, ...] = ()

    def in_force_on(self, day: date) -> Edition | None:
        """The edition in force on that day: of those that hold, the last to begin."""
        holding = [each for each in self.issued if each.holds_on(day)]
        return max(holding, key=lambda each: each.effective_from, default=None)

    def redraft(self, act: Act, cluster: Cluster, acting: Acting, text: RulesText, reason: str) -> None:
        """Writes the open draft anew; once the last was issued, drafts an amendment, for which there is a reason."""
        day = self._follows(act, cluster, acting)
        if self.draft_edition is not None:
            self._redrafted(act, self.draft_edition, _checked(text), day)
            return
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._amended(act, self.issued[-1].number + 1, _checked(text), reason.strip(), day)

    @event(Redrafted)
    def _redrafted(self, act: Act, edition: int, text: RulesText, drafted_on: date) -> None:
        self.last_on = drafted_on

    @event(AmendmentDrafted)
    def _amended(self, act: Act, edition: int, text: RulesText, reason: str, drafted_on: date) -> None:
        self.draft_edition, self.last_on = edition, drafted_on

    def issue(self, act: Act, cluster: Cluster, acting: Acting, issue: Issue) -> None:
        """The head issues the draft by a paper, in force from a day on."""
        day = self._follows(act, cluster, acting)
        edition = rules.there_is_a_draft(self.draft_edition, cluster.code)
        codes.something_is_written(issue.document, field="document")
        cluster.require_existence_on(issue.effective_from)
        rules.rules_do_not_reach_back(issue.effective_from, day)
        rules.an_edition_begins_after_the_one_before(
            issue.effective_from, [each.effective_from for each in self.issued if each.withdrawn_from is None]
        )
        self._issued(act, edition, issue.document.strip(), issue.effective_from, day)

    @event(Issued)
    def _issued(self, act: Act, edition: int, document: str, effective_from: date, issued_on: date) -> None:
        self.issued = (*self.issued, Edition(edition, effective_from))
        self.draft_edition, self.last_on = None, issued_on

    def withdraw(self, act: Act, cluster: Cluster, acting: Acting, edition: int, reason: str) -> None:
        """Withdraws an issued edition from the act's day on; what was in force until then stays so."""
        day = self._follows(act, cluster, acting)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        rules.only_an_issued_edition_is_withdrawn(
            edition, [each.number for each in self.issued if each.withdrawn_from is None], cluster.code
        )
        self._withdrawn(act, edition, day, reason.strip())

    @event(Withdrawn)
    def _withdrawn(self, act: Act, edition: int, withdrawn_from: date, reason: str) -> None:
        self.issued = tuple(
            replace(each, withdrawn_from=withdrawn_from) if each.number == edition else each for each in self.issued
        )
        self.last_on = withdrawn_from

    def _follows(self, act: Act, cluster: Cluster, acting: Acting) -> date:
        """The act's day, on which the one acting is the head, and which is not before the last step."""
        day = day_of(act)
        _require_office(cluster, acting, day)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        return day


def _require_office(cluster: Cluster, acting: Acting, day: date) -> None:
    cluster.require_existence_on(day)
    require_head(cluster, acting, day)


def _checked(text: RulesText) -> RulesText:
    codes.something_is_written(text.title, field="title")
    rules.rules_have_articles(text.articles)
    for each in text.articles:
        codes.something_is_written(each.heading, field="articles")
        codes.something_is_written(each.text, field="articles", most=codes.LONGEST_TEXT)
    return RulesText(
        text.title.strip(), tuple(Article(each.heading.strip(), each.text.strip()) for each in text.articles)
    )
