"""A round of a session (vòng bỏ phiếu): who took part, and what came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.nomination.domain.ballots import CandidateChoices, Paper, Result, RoundState, Turnout, by_candidate, count
from services.nomination.domain.convening import Convening
from services.nomination.domain.mandates import Settlement


@dataclass
class Round:
    """One round as its events left it. `voters` says of each who voted whether it was in writing."""

    number: int
    candidates: tuple[UUID, ...]
    box_key: str | None
    opened_by: UUID
    state: RoundState = RoundState.OPEN
    attended: set[str] = field(default_factory=set)
    voters: dict[str, bool] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    choices: tuple[CandidateChoices, ...] = ()
    results: tuple[Result, ...] = ()
    closed_on: date | None = None
    closed_by: UUID | None = None
    void_reason: str = ""
    settlements: dict[UUID, Settlement] = field(default_factory=dict)
    opinions_until: date | None = None

    @staticmethod
    def met_in_person(state: dict[str, Any]) -> None:
        """Before, every round was voted on in a meeting."""
        state["opinions_until"] = None

    @property
    def present(self) -> frozenset[str]:
        """The members in the meeting: noted present, or voted in person; of a round in writing, whose opinion is in."""
        if self.opinions_until is not None:
            return frozenset(self.voters)
        return frozenset(self.attended) | {voter for voter, in_writing in self.voters.items() if not in_writing}

    def turnout(self, nomination_id: UUID, convening: Convening) -> Turnout:
        """Of those entitled to vote on the candidate, how many took part."""
        entitled = convening.entitled_to(nomination_id)
        return Turnout(len(entitled), len(entitled & (self.present | self.voters.keys())))

    def ballots_due(self, convening: Convening) -> dict[UUID, int]:
        """How many of the ballots cast mark each candidate."""
        return {each: len(convening.entitled_to(each) & self.voters.keys()) for each in self.candidates}

    def open_choices(self) -> tuple[CandidateChoices, ...]:
        """What open ballots say, candidate by candidate."""
        return by_candidate(self.candidates, self.papers)

    def count(self, choices: tuple[CandidateChoices, ...], convening: Convening) -> tuple[Result, ...]:
        """The result of every candidate."""
        return tuple(count(convening.terms, self.turnout(each.nomination_id, convening), each) for each in choices)

    def left_over(self) -> tuple[UUID, ...]:
        """Who stands in the next round: all of a void one, else who did not pass and was not settled."""
        if self.state is RoundState.VOID:
            return self.candidates
        waiting = (result.nomination_id for result in self.results if not result.passed)
        return tuple(each for each in waiting if each not in self.settlements)
