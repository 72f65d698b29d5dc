"""Papers, voters and the count: pure, the same whatever the order of the ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Worded
from regulations.chapters import Denominator
from services.nomination.domain.terms import VotingTerms


class Choice(StrEnum):
    """What a ballot says of one candidate: đồng ý, không đồng ý, không có ý kiến."""

    YES = "YES"
    NO = "NO"
    ABSTAIN = "ABSTAIN"


class SessionKind(StrEnum):
    """Who votes: the members of a block or cluster (bình xét, suy tôn), or the council (họp Hội đồng)."""

    SELECTION = "SELECTION"
    COUNCIL = "COUNCIL"


class RoundState(Worded):
    """Open for ballots, closed and counted, or declared void."""

    OPEN = "OPEN", "đang bỏ phiếu", "open"
    CLOSED = "CLOSED", "đã kiểm phiếu", "closed and counted"
    VOID = "VOID", "đã hủy", "void"


class CaseKind(StrEnum):
    """What is voted on: a nomination, or a commendation outside the year's ranking."""

    NOMINATION = "NOMINATION"  # đề cử
    COMMENDATION = "COMMENDATION"  # khen thưởng đột xuất, chuyên đề, sơ kết


@dataclass(frozen=True)
class Candidate:
    """One case on the paper (trường hợp trên phiếu): a nomination or a commendation by its id."""

    nomination_id: UUID
    unit_id: UUID
    title: str
    case: CaseKind = CaseKind.NOMINATION


@dataclass(frozen=True)
class Voter:
    """One vote on the roll (cử tri): `id` is a member unit's id, or in a council the person's."""

    id: str
    unit_id: UUID | None = None


@dataclass(frozen=True)
class Recusal:
    """A voter who does not vote on one candidate (không tham gia biểu quyết), and why."""

    voter: str
    nomination_id: UUID
    reason: str


@dataclass(frozen=True)
class Mark:
    """One line of a paper: the candidate and the choice."""

    nomination_id: UUID
    choice: Choice


Paper = tuple[Mark, ...]


@dataclass(frozen=True)
class CandidateChoices:
    """All choices on one candidate, in an order that says nothing (đã xáo trộn)."""

    nomination_id: UUID
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Result:
    """What one candidate got (kết quả kiểm phiếu): of `base`, `needed` in favour reach the threshold."""

    nomination_id: UUID
    in_favour: int
    against: int
    abstained: int
    base: int
    needed: int
    passed: bool


@dataclass(frozen=True)
class Turnout:
    """Of those entitled to vote on one candidate: how many they are, and how many took part (dự họp hoặc có ý kiến)."""

    entitled: int
    took_part: int


def count(terms: VotingTerms, turnout: Turnout, ballots: CandidateChoices) -> Result:
    """The result of one candidate; the order of the choices cannot matter, it is a count.

    Whoever is recused from the candidate is in no denominator of it.
    """
    counted = Counter(ballots.choices)
    in_favour, against, abstained = (counted[choice] for choice in Choice)
    base = base_of(terms.denominator, turnout, in_favour + against)
    return Result(
        nomination_id=ballots.nomination_id,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        base=base,
        needed=terms.threshold.least(base),
        passed=terms.threshold.met_by(in_favour, base),
    )


def base_of(denominator: Denominator, turnout: Turnout, valid: int) -> int:
    """The number a share of votes is taken of.

    All members: everyone entitled to vote on the candidate, voted or not. Present: those of them who took part.
    Valid: ballots that say yes or no.
    """
    return {
        Denominator.ALL_MEMBERS: turnout.entitled,
        Denominator.PRESENT: turnout.took_part,
        Denominator.VALID: valid,
    }[denominator]


def by_candidate(candidates: Iterable[UUID], papers: Iterable[Paper]) -> tuple[CandidateChoices, ...]:
    """The papers taken apart: for each candidate the choices on it, no longer paper by paper."""
    marks = [mark for paper in papers for mark in paper]
    return tuple(
        CandidateChoices(candidate, tuple(mark.choice for mark in marks if mark.nomination_id == candidate))
        for candidate in candidates
    )
