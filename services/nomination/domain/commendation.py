"""A commendation outside the year's ranking (khen thưởng đột xuất, chuyên đề, sơ kết): proposed, voted, decided."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Source, Text
from regulations.calendar import Calendar
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import CandidateChoices, Choice, Result, SessionKind, Turnout, count
from services.nomination.domain.commendation_facts import (
    COUNTED,
    OUT,
    VOTABLE,
    CommendationState,
    HandCount,
    HandVote,
    Proposal,
    Recommendation,
    Ruling,
    way_of,
)
from services.nomination.domain.commendation_proposal import Judged, judged
from services.nomination.domain.in_words import least_in_words
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.rules import commendations as rules
from services.nomination.domain.rules import deciding
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.rules.voting import quorum_is_present
from services.nomination.domain.stages import Vote
from services.nomination.domain.terms import RuleVersion, VotingTerms, applied, local_day


class Commendation(Aggregate):
    """One commendation. It rests on its achievement, on no rank, and is no basis for the year's merit."""

    TOPIC = "nomination.Commendation"
    CALLED = Text("đề nghị khen thưởng", "commendation")

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
        class_version = 2
        upcast_v1_v2 = HandCount.upcast
        hands: HandCount
        result: Result
        because: Text

    class CountCorrected(Event):
        """The count had been taken down wrongly; these are its numbers (đính chính kết quả biểu quyết)."""

        TOPIC = "nomination.CommendationCountCorrected"
        class_version = 2
        upcast_v1_v2 = HandCount.upcast
        hands: HandCount
        result: Result
        because: Text
        reason: str

    class Recommended(Event):
        """The standing body put it to the authority (Thường trực Hội đồng trình); no vote was asked for."""

        TOPIC = "nomination.CommendationRecommended"
        paper: str
        rules: RuleVersion

    class Voted(Event):
        """A round of a voting session with it was counted (kiểm phiếu)."""

        TOPIC = "nomination.CommendationVoted"
        session_id: UUID
        round: int
        result: Result

    class VoteAnnulled(Event):
        """The round was declared void afterwards (hủy kết quả)."""

        TOPIC = "nomination.CommendationVoteAnnulled"
        session_id: UUID
        round: int

    class Settled(Event):
        """The rounds gave no result; those whom the rule names decided instead (quyết định khi hết vòng bỏ phiếu)."""

        TOPIC = "nomination.CommendationSettled"
        session_id: UUID
        in_favour: bool

    class Decided(Event):
        """It was decided (ban hành quyết định); `late` says whether after its day."""

        TOPIC = "nomination.CommendationDecided"
        ruling: Ruling
        late: bool | None

    class ProposedAgain(Event):
        """What had been withdrawn was proposed again (đề nghị lại), judged anew."""

        TOPIC = "nomination.CommendationProposedAgain"
        proposal: Proposal
        due: date | None
        due_source: Source
        rules: RuleVersion

    class Withdrawn(Event):
        """It was withdrawn (rút đề nghị)."""

        TOPIC = "nomination.CommendationWithdrawn"
        reason: str

    @staticmethod
    def id_for(kind: DossierKind, unit_id: UUID, code: str) -> UUID:
        """The one commendation proposed under this number, in capitals or not, by this unit."""
        return identity("commendation", kind, unit_id, code.strip().upper())

    @classmethod
    def propose(cls, act: Act, proposal: Proposal, book: Rulebook, calendar: Calendar) -> Self:
        """Propose, on the achievement alone."""
        id = cls.id_for(proposal.kind, proposal.unit_id, proposal.code)
        return cls(act=act, id=id, **vars(judged(act, proposal, book, calendar)))

    @event(Proposed)
    def __init__(
        self,
        act: Act,
        id: UUID,
        proposal: Proposal,
        due: date | None,
        due_source: Source,
        rules: RuleVersion,
    ) -> None:
        self._begin(Judged(proposal, due, due_source, rules), act, event_id(self.id, self.version))

    def propose_again(self, act: Act, proposal: Proposal, book: Rulebook, calendar: Calendar) -> None:
        """Propose under the same number what was withdrawn; it begins anew."""
        rules.it_was_withdrawn(proposal.code, withdrawn=self.state is CommendationState.WITHDRAWN)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        self._proposed_again(act, **vars(judged(act, proposal, book, calendar)))

    @event(ProposedAgain)
    def _proposed_again(
        self, act: Act, proposal: Proposal, due: date | None, due_source: Source, rules: RuleVersion
    ) -> None:
        self._begin(Judged(proposal, due, due_source, rules), act, applied(self))

    def _begin(self, of: Judged, act: Act, proposed_by: UUID) -> None:
        self.proposal, self.due, self.due_source, self.rules = of.proposal, of.due, of.due_source, of.rules
        self.proposed_on = self.last_on = local_day(act.effective)
        self.proposed_by = proposed_by
        self.recommended: Recommendation | None = None
        self.counted: HandVote | None = None
        self.votes: tuple[Vote, ...] = ()
        self.ruling: Ruling | None = None
        self.decided_by: UUID | None = None
        self.outcome: CommendationState | None = None

    @property
    def state(self) -> CommendationState:
        """Where it is now, by what has been recorded: the last vote in a session, else the count."""
        if self.outcome is not None:
            return self.outcome
        if found := self.votes[-1] if self.votes else self.counted:
            return CommendationState.PASSED if found.result.passed else CommendationState.NOT_PASSED
        return CommendationState.RECOMMENDED if self.recommended else CommendationState.PROPOSED

    def may_be_voted_on(self, movement_id: UUID) -> None:
        """Refuse unless the council may vote on it in a session of this movement."""
        rules.commendation_is_at(self.state, VOTABLE)
        rules.drive_is_that_of_the_session(self.proposal.code, self.proposal.movement_id, movement_id)

    def voted(self, act: Act, session_id: UUID, kind: SessionKind, round: int, result: Result) -> None:
        """Take the result of a counted round; it is the council's session that decides it."""
        assert kind is SessionKind.COUNCIL, kind  # noqa: S101 (no block or cluster selects commendations)
        self._voted(act, session_id, round, result)

    @event(Voted)
    def _voted(self, act: Act, session_id: UUID, round: int, result: Result) -> None:
        self.last_on = local_day(act.effective)
        vote = Vote(session_id, SessionKind.COUNCIL, round, result, self.last_on, applied(self))
        self.votes = (*self.votes, vote)

    def settled(self, act: Act, session_id: UUID, *, in_favour: bool) -> None:
        """Take what was decided after the last round of a session; it is the session that let it be decided."""
        self._settled(act, session_id, in_favour)

    @event(Settled)
    def _settled(self, act: Act, session_id: UUID, in_favour: bool) -> None:
        self.last_on = local_day(act.effective)
        self.votes = (*self.votes, self.votes[-1].settled(self.last_on, applied(self), in_favour=in_favour))

    def annul_vote(self, act: Act, session_id: UUID, round: int) -> None:
        """Take back the result of a round declared void; refused once a decision rests on it."""
        if self.outcome is CommendationState.DECIDED:
            rules.commendation_is_at(self.state, VOTABLE)
        self._vote_annulled(act, session_id, round)

    @event(VoteAnnulled)
    def _vote_annulled(self, act: Act, session_id: UUID, round: int) -> None:
        self.votes = tuple(vote for vote in self.votes if (vote.session_id, vote.round) != (session_id, round))

    def recommend(self, act: Act, paper: str, book: Rulebook) -> None:
        """Put it to the authority on the standing body's proposal, where the rules ask for no vote."""
        rules.commendation_is_at(self.state, (CommendationState.PROPOSED,))
        rules.no_vote_is_asked_for(way_of(self.proposal.kind, book))
        rules.recommendation_is_on_paper(paper)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        self._recommended(act, paper, RuleVersion.of(book))

    @event(Recommended)
    def _recommended(self, act: Act, paper: str, rules: RuleVersion) -> None:
        self.last_on = local_day(act.effective)
        self.recommended = Recommendation(paper, rules, applied(self))

    def tally(self, act: Act, hands: HandCount, book: Rulebook) -> None:
        """Take the council's count, where the rules take a bare count, judged by the rule of the vote of the title."""
        rules.commendation_is_at(self.state, VOTABLE)
        rules.bare_count_is_taken(way_of(self.proposal.kind, book))
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        self._counted(act, hands, *self._judged(hands, book))

    @event(Counted)
    def _counted(self, act: Act, hands: HandCount, result: Result, because: Text) -> None:
        self.counted = HandVote(hands, result, because, applied(self))
        self.last_on = local_day(act.effective)

    def correct_count(self, act: Act, hands: HandCount, reason: str, book: Rulebook) -> None:
        """Put the numbers of the last count right, before anything is decided on them; the wrong ones stay readable."""
        reason_is_stated(reason)
        rules.a_count_stands(self.proposal.code, counted=self.counted is not None, voted=bool(self.votes))
        rules.commendation_is_at(self.state, COUNTED)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        self._count_corrected(act, hands, *self._judged(hands, book), reason)

    @event(CountCorrected)
    def _count_corrected(self, act: Act, hands: HandCount, result: Result, because: Text, reason: str) -> None:
        self.counted = HandVote(hands, result, because, applied(self), reason)
        self.last_on = local_day(act.effective)

    def _judged(self, hands: HandCount, book: Rulebook) -> tuple[Result, Text]:
        """What these numbers come to by the rule of the vote of the title, and why so many are needed."""
        terms = VotingTerms.of(book.council_rule(book.titles[self.proposal.title]))
        rules.count_is_possible(hands, absent_in_writing=terms.absent_in_writing)
        quorum_is_present(hands.present, hands.members, terms)
        said = (Choice.YES,) * hands.in_favour + (Choice.NO,) * hands.against + (Choice.ABSTAIN,) * hands.abstained
        result = count(terms, Turnout(hands.members, hands.present), CandidateChoices(self.id, said))
        return result, least_in_words(terms.threshold, result.base)

    def decide(self, act: Act, number: str, authority: str, book: Rulebook) -> None:
        """Decide on what was passed or put forward; after its day it is decided all the same, and late on record."""
        day = local_day(act.effective)
        rules.commendation_is_at(self.state, (CommendationState.PASSED, CommendationState.RECOMMENDED))
        if self.state is CommendationState.RECOMMENDED:
            rules.no_vote_is_asked_for(way_of(self.proposal.kind, book))
        deciding.number_is_valid(number)
        competent = book.titles[self.proposal.title].authority_on(day)
        deciding.authority_is_competent(self.proposal.title, authority, competent)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        ruling = Ruling(number, competent.name.vi, book.rewards.money(self.proposal.title, day))
        self._decided(act, ruling, None if self.due is None else day > self.due)

    @event(Decided)
    def _decided(self, act: Act, ruling: Ruling, late: bool | None) -> None:
        self.outcome, self.ruling = CommendationState.DECIDED, ruling
        self.decided_by = applied(self)

    def withdraw(self, act: Act, reason: str) -> None:
        """Take it back before it is decided."""
        reason_is_stated(reason)
        open_ = tuple(state for state in CommendationState if state not in OUT)
        rules.commendation_is_at(self.state, open_)
        self._withdrawn(act, reason)

    @event(Withdrawn)
    def _withdrawn(self, act: Act, reason: str) -> None:
        self.outcome = CommendationState.WITHDRAWN
        self.last_on = local_day(act.effective)
