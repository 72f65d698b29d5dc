"""The rules of one era."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from kernel.explanation import Source, Text
from regulations.chapters import ClusterBands, Deadline, QuotaRule, Rewards, Scoring, TitleRule, VotingRule
from regulations.figures import Figure
from regulations.reader import ChapterReader
from regulations.transition import Transition

T = TypeVar("T")


@dataclass(frozen=True)
class Rulebook:
    """The rules of one era. Used once, it never changes; a change is a new era."""

    id: str
    title: Text
    in_force_from: date
    in_force_to: date | None
    hash: str
    deadlines: Mapping[str, Deadline]
    cluster_bands: ClusterBands
    titles: Mapping[str, TitleRule]
    voting: Mapping[str, VotingRule]
    quotas: Mapping[str, QuotaRule]
    rewards: Rewards
    scoring: Scoring
    texts: tuple[Source, ...] = ()
    transition: Transition | None = None
    further: Mapping[str, object] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Names these rules to the letter: the era and the beginning of its hash."""
        return f"{self.id}@{self.hash[:12]}"

    def in_force_on(self, when: date) -> bool:
        """Whether these are the rules of that day."""
        return self.in_force_from <= when and (self.in_force_to is None or when <= self.in_force_to)

    def chapter(self, reader: ChapterReader[T]) -> T | None:
        """A chapter beyond the first seven; None where nothing of it is known for this era."""
        return cast("T | None", self.further.get(reader.name))

    def selection_rule(self, title: TitleRule) -> VotingRule | None:
        """How the members of a block or cluster vote on a candidate for this title, where they do."""
        return None if title.selection_vote is None else self.voting[title.selection_vote]

    def council_rule(self, title: TitleRule) -> VotingRule:
        """How the council votes on this title."""
        return self.voting[title.council_vote]

    def quota_of(self, title: TitleRule) -> QuotaRule | None:
        """The quota of this title, where it has one."""
        return None if title.quota is None else self.quotas[title.quota]

    def reward_of(self, title: TitleRule) -> Figure[Decimal] | None:
        """The multiple of the base salary that this title brings, where one is known."""
        return self.rewards.multiples.get(title.code)
