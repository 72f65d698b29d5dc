"""What a commendation outside the year's ranking is made of: its proposal, its ways to a decision, its ruling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.explanation import Text, Worded
from regulations.commendations import COMMENDATIONS, CommendationWay
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import Result
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.terms import RuleVersion


class CommendationState(Worded):
    """Where a commendation is."""

    PROPOSED = "PROPOSED", "đã đề nghị", "proposed"
    RECOMMENDED = "RECOMMENDED", "Thường trực Hội đồng đã trình", "recommended by the standing body"
    PASSED = "PASSED", "Hội đồng thông qua", "passed by the council"
    NOT_PASSED = "NOT_PASSED", "không đạt", "not passed"
    DECIDED = "DECIDED", "đã có quyết định", "decided"
    WITHDRAWN = "WITHDRAWN", "đã rút", "withdrawn"


VOTABLE = (CommendationState.PROPOSED, CommendationState.RECOMMENDED, CommendationState.NOT_PASSED)
"""States in which the council may vote on it."""

COUNTED = (CommendationState.PASSED, CommendationState.NOT_PASSED)
"""States that a count leaves it in."""

OUT = frozenset({CommendationState.DECIDED, CommendationState.WITHDRAWN})
"""States in which nothing waits any more."""


@dataclass(frozen=True)
class Proposal:
    """Who is to be commended with what, for which achievement of which day; `person` is empty for the collective."""

    kind: DossierKind
    title: str
    unit_id: UUID
    person: str
    achievement: str
    achieved_on: date
    movement_id: UUID | None
    code: str


@dataclass(frozen=True)
class HandCount:
    """What a council's count gave (kết quả biểu quyết), in numbers only; `in_writing` of the opinions came on paper."""

    members: int
    present: int
    in_favour: int
    against: int
    abstained: int
    in_writing: int = 0

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Before, what was counted beyond those present was not said to have come in writing; it cannot but have."""
        hands = state["hands"]
        said = hands["in_favour"] + hands["against"] + hands["abstained"]
        hands["in_writing"] = max(0, said - hands["present"])


@dataclass(frozen=True)
class Ruling:
    """The decision: its number, who decides, and the reward money where a multiple is known."""

    number: str
    authority: str
    reward: Decimal | None


@dataclass(frozen=True)
class Recommendation:
    """The standing body's proposal to the authority: its paper, the rules that ask for no vote, its event."""

    paper: str
    rules: RuleVersion
    event: UUID


@dataclass(frozen=True)
class HandVote:
    """The last bare count: the numbers, what came of them and why so many were needed, its event.

    `corrected_because` says why the numbers that stood before were wrong; empty where they are the first.
    """

    hands: HandCount
    result: Result
    because: Text
    event: UUID
    corrected_because: str = ""


def way_of(kind: DossierKind, book: Rulebook) -> CommendationWay:
    """The way of this kind to its decision under these rules; every era says it."""
    ways = book.chapter(COMMENDATIONS)
    assert ways is not None, book.id  # noqa: S101 (the first era has it, and the others take it over)
    return ways[kind.value]
