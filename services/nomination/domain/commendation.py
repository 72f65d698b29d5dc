"""A commendation outside the year's ranking (khen thưởng đột xuất, chuyên đề, sơ kết): proposed, voted, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Source, Text
from regulations.calendar import Calendar
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import CandidateChoices, Choice, Result, Turnout, count
from services.nomination.domain.in_words import least_in_words
from services.nomination.domain.papers import DossierKind, chapter_of
from services.nomination.domain.rules import commendations as rules
from services.nomination.domain.rules import deciding
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.rules.voting import quorum_is_present
from services.nomination.domain.terms import RuleVersion, VotingTerms, local_day

SUDDEN_CLOCK = "sudden"


class CommendationState(StrEnum):
    """Where a commendation is."""

    PROPOSED = "PROPOSED"  # đã đề nghị
    PASSED = "PASSED"  # Hội đồng thông qua
    NOT_PASSED = "NOT_PASSED"  # không đạt
    DECIDED = "DECIDED"  # đã có quyết định
    WITHDRAWN = "WITHDRAWN"  # đã rút


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
    """What a council's count gave (kết quả biểu quyết), in numbers only."""

    members: int
    present: int
    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True)
class Ruling:
    """The decision: its number, who decides, and the reward money where a multiple is known."""

    number: str
    authority: str
    reward: Decimal | None


class Commendation(Aggregate):
    """One commendation. It rests on its achievement, on no rank, and is no basis for the year's merit."""

    TOPIC = "nomination.Commendation"

    class Event(Aggregate.Event):
        """Base of the events of a commendation."""

        TOPIC = "nomination.CommendationEvent"

    class Proposed(Event, Aggregate.Created):
        """It was proposed (đề nghị khen thưởng); to be decided by `due`, where that is known."""

        TOPIC = "nomination.CommendationProposed"
        proposal: Proposal
        due: date | None
        due_source: Source
        rules: RuleVersion

    class Counted(Event):
        """The council's vote was counted (biểu quyết)."""

        TOPIC = "nomination.CommendationCounted"
        hands: HandCount
        result: Result
        because: Text

    class Decided(Event):
        """It was decided (ban hành quyết định); `late` says whether after its day."""

        TOPIC = "nomination.CommendationDecided"
        ruling: Ruling
        late: bool | None

    class Withdrawn(Event):
        """It was withdrawn (rút đề nghị)."""

        TOPIC = "nomination.CommendationWithdrawn"
        reason: str

    @staticmethod
    def id_for(kind: DossierKind, unit_id: UUID, code: str) -> UUID:
        """The one commendation proposed under this number by this unit."""
        return identity("commendation", kind, unit_id, code)

    @classmethod
    def propose(cls, act: Act, proposal: Proposal, book: Rulebook, calendar: Calendar) -> Self:
        """Propose, on the achievement alone."""
        rules.kind_is_outside_the_ranking(proposal.kind)
        rules.title_is_a_commendation(proposal.title, book)
        rules.achievement_is_stated(proposal.code, proposal.achievement)
        rules.thematic_has_its_drive(proposal.kind, proposal.movement_id)
        nothing_precedes_what_it_rests_on(local_day(act.effective), proposal.achieved_on)
        clock = chapter_of(book).clocks[SUDDEN_CLOCK].span
        return cls(
            act=act,
            id=cls.id_for(proposal.kind, proposal.unit_id, proposal.code),
            proposal=proposal,
            due=clock.value.known_end(proposal.achieved_on, calendar),
            due_source=clock.source,
            rules=RuleVersion.of(book),
        )

    @event(Proposed)
    def __init__(  # noqa: PLR0913, PLR0917 (the members of the event)
        self,
        act: Act,
        id: UUID,  # noqa: A002, ARG002 (the library's name)
        proposal: Proposal,
        due: date | None,
        due_source: Source,
        rules: RuleVersion,
    ) -> None:
        self.proposal, self.due, self.due_source, self.rules = proposal, due, due_source, rules
        self.state = CommendationState.PROPOSED
        self.last_on = local_day(act.effective)

    def tally(self, act: Act, hands: HandCount, book: Rulebook) -> None:
        """Take the council's count, judged by the rule of the vote of the title."""
        rules.commendation_is_at(self.state, (CommendationState.PROPOSED, CommendationState.NOT_PASSED))
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        rules.count_is_possible(hands.members, hands.present, hands.in_favour + hands.against + hands.abstained)
        terms = VotingTerms.of(book.council_rule(book.titles[self.proposal.title]))
        quorum_is_present(hands.present, hands.members, terms)
        said = (Choice.YES,) * hands.in_favour + (Choice.NO,) * hands.against + (Choice.ABSTAIN,) * hands.abstained
        result = count(terms, Turnout(hands.members, hands.present), CandidateChoices(self.id, said))
        self._counted(act, hands, result, least_in_words(terms.threshold, result.base))

    @event(Counted)
    def _counted(self, act: Act, hands: HandCount, result: Result, because: Text) -> None:  # noqa: ARG002
        self.state = CommendationState.PASSED if result.passed else CommendationState.NOT_PASSED
        self.last_on = local_day(act.effective)

    def decide(self, act: Act, number: str, authority: str, book: Rulebook) -> None:
        """Decide on what the council passed; after its day it is decided all the same, and is late on record."""
        day = local_day(act.effective)
        rules.commendation_is_at(self.state, (CommendationState.PASSED,))
        deciding.number_is_valid(number)
        competent = book.titles[self.proposal.title].authority_on(day)
        deciding.authority_is_competent(self.proposal.title, authority, competent)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        ruling = Ruling(number, competent.name.vi, book.rewards.money(self.proposal.title, day))
        self._decided(act, ruling, None if self.due is None else day > self.due)

    @event(Decided)
    def _decided(self, act: Act, ruling: Ruling, late: bool | None) -> None:  # noqa: ARG002, FBT001
        self.state = CommendationState.DECIDED

    def withdraw(self, act: Act, reason: str) -> None:
        """Take it back before it is decided."""
        reason_is_stated(reason)
        open_ = tuple(state for state in CommendationState if state not in OUT)
        rules.commendation_is_at(self.state, open_)
        self._withdrawn(act, reason)

    @event(Withdrawn)
    def _withdrawn(self, act: Act, reason: str) -> None:  # noqa: ARG002
        self.state = CommendationState.WITHDRAWN


OUT = frozenset({CommendationState.DECIDED, CommendationState.WITHDRAWN})
"""States in which nothing waits any more."""
