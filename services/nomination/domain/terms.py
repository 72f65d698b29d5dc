"""The terms a vote is held by, as the rulebook had them when the session was opened; the log keeps them for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from kernel.aggregate import Aggregate, event_id
from kernel.explanation import Source
from regulations.chapters import Denominator, TieRule, VotingRule
from regulations.figures import Share
from regulations.rulebook import Rulebook

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(instant: datetime) -> date:
    """The calendar day in Vietnam."""
    return instant.astimezone(LOCAL).date()


def year_of(period: str, otherwise: date) -> int:
    """The year that a period such as 2024 is about, that of the other day where it names none."""
    return int(period[:4]) if period[:4].isdigit() else otherwise.year


def applied(aggregate: Aggregate) -> UUID:
    """The id of the event that is being applied: the library raises the version only afterwards."""
    return event_id(aggregate.id, aggregate.version + 1)


@dataclass(frozen=True)
class RuleVersion:
    """Which rulebook (bộ quy định) was applied, to the letter."""

    id: str
    hash: str

    @classmethod
    def of(cls, rulebook: Rulebook) -> Self:
        """The version of this rulebook."""
        return cls(rulebook.id, rulebook.hash)

    def __str__(self) -> str:
        return f"{self.id}@{self.hash[:12]}"


@dataclass(frozen=True)
class VotingTerms:
    """How a session votes (quy tắc bỏ phiếu): each figure with the source it was read from."""

    code: str
    secret: bool
    secret_source: Source
    quorum: Share
    quorum_source: Source
    threshold: Share
    threshold_source: Source
    denominator: Denominator
    denominator_source: Source
    max_rounds: int
    rounds_source: Source
    tie: TieRule
    recused_in_own_case: bool
    recusal_source: Source
    absent_in_writing: bool
    writing_source: Source
    substitutes: bool
    substitutes_source: Source
    tie_source: Source
    wholly_written: bool
    wholly_written_source: Source

    @classmethod
    def of(cls, rule: VotingRule) -> Self:
        """The terms that a rule of the rulebook sets."""
        return cls(
            code=rule.code,
            secret=rule.secret.value,
            secret_source=rule.secret.source,
            quorum=rule.quorum.value,
            quorum_source=rule.quorum.source,
            threshold=rule.threshold.value,
            threshold_source=rule.threshold.source,
            denominator=rule.denominator.value,
            denominator_source=rule.denominator.source,
            max_rounds=rule.max_rounds.value,
            rounds_source=rule.max_rounds.source,
            tie=rule.tie.value,
            recused_in_own_case=rule.recused_in_own_case.value,
            recusal_source=rule.recused_in_own_case.source,
            absent_in_writing=rule.absent_in_writing.value,
            writing_source=rule.absent_in_writing.source,
            substitutes=rule.substitutes.value,
            substitutes_source=rule.substitutes.source,
            tie_source=rule.tie.source,
            wholly_written=rule.wholly_written.value,
            wholly_written_source=rule.wholly_written.source,
        )
