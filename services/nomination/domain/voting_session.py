"""A voting session (phiên họp bỏ phiếu): a roll fixed at opening, rounds that are closed or void but never reset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Text
from kernel.refusals import Refusal
from services.nomination.domain.ballots import CandidateChoices, Paper, Result, RoundState, SessionKind
from services.nomination.domain.convening import Convening
from services.nomination.domain.gates import mandate_may_stand, require_step
from services.nomination.domain.mandates import Mandate, Settlement
from services.nomination.domain.rounds import Round
from services.nomination.domain.rules import mandates as mandating
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.rules import writing
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.steps import SessionStep, open_steps
from services.nomination.domain.terms import applied, local_day


class VotingSession(Aggregate):
    """One meeting that votes on one paper, in as many rounds as its terms allow.

    Of a secret ballot the log holds who voted and, from the closing on, the shuffled choices; nothing joins the two.
    """

    TOPIC = "nomination.VotingSession"
    CALLED = Text("phiên bỏ phiếu", "voting session")

    class Event(Aggregate.Event):
        """Base of the events of a session."""

        TOPIC = "nomination.SessionEvent"

    class Opened(Event, Aggregate.Created):
        """The session was opened with its first round (khai mạc phiên họp). `box_key` seals secret ballots."""

        TOPIC = "nomination.SessionOpened"
        class_version = 3
        upcast_v1_v2 = Convening.without_substitutes
        upcast_v2_v3 = Convening.of_nominations_in_a_meeting
        convening: Convening
        box_key: str | None

    class AttendanceTaken(Event):
        """These members are in the meeting (điểm danh)."""

        TOPIC = "nomination.AttendanceTaken"
        present: tuple[str, ...]

    class SubstituteMandated(Event):
        """A member has mandated a substitute in writing (ủy quyền dự họp, bỏ phiếu)."""

        TOPIC = "nomination.SubstituteMandated"
        mandate: Mandate

    class MandateEnded(Event):
        """The mandate ended; the member votes again (chấm dứt ủy quyền)."""

        TOPIC = "nomination.MandateEnded"
        voter: str
        reason: str

    class VoterChecked(Event):
        """A member has put a secret ballot into the box (đã bỏ phiếu kín)."""

        TOPIC = "nomination.VoterChecked"
        voter: str
        in_writing: bool

    class BallotCast(Event):
        """A member has voted openly (biểu quyết công khai)."""

        TOPIC = "nomination.BallotCast"
        voter: str
        in_writing: bool
        paper: Paper

    class RoundClosed(Event):
        """The round was closed and counted (kiểm phiếu). An open ballot is in the log by name; `choices` is empty."""

        TOPIC = "nomination.RoundClosed"
        number: int
        present: int
        choices: tuple[CandidateChoices, ...]
        results: tuple[Result, ...]

    class RoundVoided(Event):
        """The round was declared void (hủy vòng bỏ phiếu); what was recorded stays."""

        TOPIC = "nomination.RoundVoided"
        number: int
        reason: str

    class RoundOpened(Event):
        """A further round was opened (mở vòng bỏ phiếu mới) on the candidates named."""

        TOPIC = "nomination.RoundOpened"
        class_version = 2
        upcast_v1_v2 = Round.met_in_person
        number: int
        candidates: tuple[UUID, ...]
        box_key: str | None
        opinions_until: date | None

    class CaseSettled(Event):
        """The rounds ended without a result; those whom the rule names decided (quyết định khi hết vòng bỏ phiếu)."""

        TOPIC = "nomination.CaseSettled"
        number: int
        settlement: Settlement

    @staticmethod
    def id_for(kind: SessionKind, movement_id: UUID, code: str) -> UUID:
        """The one session of this code, in capitals or not, in this movement."""
        return identity("session", kind, movement_id, code.strip().upper())

    @classmethod
    def open(cls, act: Act, convening: Convening, box_key: str | None) -> Self:
        """Open the session and its first round; recusals that the rule of the vote demands are added."""
        convening = convening.checked()
        writing.opinions_may_be_asked_for(convening.terms, convening.opinions_until, local_day(act.effective))
        identifier = cls.id_for(convening.kind, convening.movement_id, convening.code)
        return cls(act=act, id=identifier, convening=convening, box_key=box_key)

    @event(Opened)
    def __init__(self, act: Act, id: UUID, convening: Convening, box_key: str | None) -> None:
        self.convening = convening
        self.opened_on = local_day(act.effective)
        self.opened_by = event_id(self.id, self.version)
        first = tuple(candidate.nomination_id for candidate in convening.candidates)
        self.rounds = [Round(1, first, box_key, self.opened_by, opinions_until=convening.opinions_until)]
        self.mandates: dict[str, Mandate] = {}

    @property
    def round(self) -> Round:
        """The last round."""
        return self.rounds[-1]

    def ballot_of(self, voter: str) -> tuple[UUID, ...]:
        """The candidates of this round that this voter votes on."""
        return tuple(each for each in self.round.candidates if voter in self.convening.entitled_to(each))

    def require(self, step: SessionStep) -> None:
        """Refuse unless this step may be taken now."""
        require_step(step, self.rounds, self.convening)

    def open_steps(self) -> tuple[SessionStep, ...]:
        """What can be done in it now, whoever asks."""
        return open_steps(SessionStep, self.require)

    def _require_vote_of(self, voter: str) -> None:
        rules.voter_is_on_the_roll(voter, self.convening.roll)
        rules.voter_is_not_recused_from_all(voter, self.ballot_of(voter), self.convening.reasons_of(voter))
        rules.voter_has_not_voted(voter, self.round.voters.keys(), self.round.number)

    def waits_for(self, voter: str) -> bool:
        """Whether this voter has a vote in the last round and has not cast it."""
        try:
            self._require_vote_of(voter)
        except Refusal:
            return False
        return True

    def take_attendance(self, act: Act, present: Sequence[str]) -> None:
        """Note members present in the meeting, besides those who voted already; from now on who is not noted writes."""
        self.require(SessionStep.TAKE_ATTENDANCE)
        seats = {mandate.substitute: voter for voter, mandate in self.mandates.items()}
        for number, voter in enumerate(present):
            rules.voter_is_on_the_roll(seats.get(voter, voter), self.convening.roll, f"present[{number}]")
        self._attendance_taken(act, tuple(sorted({seats.get(voter, voter) for voter in present})))

    def mandate_of(self, person: str) -> Mandate | None:
        """The mandate by which this person votes in a member's place."""
        return next((each for each in self.mandates.values() if each.substitute == person), None)

    def mandate(self, act: Act, mandate: Mandate) -> None:
        """Note a written mandate: from now on the substitute votes in the member's place, as the member might."""
        self.require(SessionStep.MANDATE)
        rules.voter_is_on_the_roll(mandate.voter, self.convening.roll)
        rules.voter_has_not_voted(mandate.voter, self.round.voters.keys(), self.round.number)
        mandate_may_stand(mandate, self.convening, self.mandates)
        self._substitute_mandated(act, mandate)

    @event(SubstituteMandated)
    def _substitute_mandated(self, act: Act, mandate: Mandate) -> None:
        self.mandates[mandate.voter] = mandate

    def end_mandate(self, act: Act, voter: str, reason: str) -> None:
        """End a mandate, say because the member has come; a ballot that was cast stays."""
        reason_is_stated(reason)
        mandating.mandate_is_known(voter, self.mandates.get(voter))
        self._mandate_ended(act, voter, reason)

    @event(MandateEnded)
    def _mandate_ended(self, act: Act, voter: str, reason: str) -> None:
        del self.mandates[voter]

    @event(AttendanceTaken)
    def _attendance_taken(self, act: Act, present: tuple[str, ...]) -> None:
        self.round.attended.update(present)

    def cast(self, act: Act, voter: str, paper: Paper, *, in_writing: bool = False) -> None:
        """Take a ballot. Of a secret one only that it was cast is recorded here; the caller seals the paper apart."""
        terms, day = self.convening.terms, local_day(act.effective)
        self.require(SessionStep.CAST)
        nothing_precedes_what_it_rests_on(day, self.opened_on)
        self._require_vote_of(voter)
        if self.round.opinions_until is not None:
            writing.opinions_are_still_taken(day, self.round.opinions_until)
            in_writing = True
        elif in_writing:
            rules.writing_is_allowed(terms)
            mandating.written_opinion_is_of_an_absentee(voter, self.round.attended | self.mandates.keys())
        else:
            mandating.who_votes_in_person_attends(voter, self.round.attended)
        rules.paper_marks_each_candidate_once(paper, self.ballot_of(voter), self.convening.reasons_of(voter))
        if terms.secret:
            self._voter_checked(act, voter, in_writing)
        else:
            self._ballot_cast(act, voter, in_writing, paper)

    @event(VoterChecked)
    def _voter_checked(self, act: Act, voter: str, in_writing: bool) -> None:
        self.round.voters[voter] = in_writing

    @event(BallotCast)
    def _ballot_cast(self, act: Act, voter: str, in_writing: bool, paper: Paper) -> None:
        self.round.voters[voter] = in_writing
        self.round.papers.append(paper)

    def close(self, act: Act, opened: Sequence[CandidateChoices] = ()) -> tuple[Result, ...]:
        """Close and count the round. `opened`: the choices out of the secret box, shuffled candidate by candidate."""
        self.require(SessionStep.CLOSE)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.opened_on)
        waited_for = sum(self.waits_for(each.id) for each in self.convening.roll)
        writing.opinions_are_in_or_due(local_day(act.effective), self.round.opinions_until, waited_for)
        choices = tuple(opened) if self.convening.terms.secret else self.round.open_choices()
        rules.box_matches_the_roll(self.round.number, choices, self.round.ballots_due(self.convening))
        results = self.round.count(choices, self.convening)
        present, secret = len(self.round.present), self.convening.terms.secret
        self._round_closed(act, self.round.number, present, choices if secret else (), results)
        return results

    @event(RoundClosed)
    def _round_closed(
        self, act: Act, number: int, present: int, choices: tuple[CandidateChoices, ...], results: tuple[Result, ...]
    ) -> None:
        self.round.state = RoundState.CLOSED
        self.round.closed_on = local_day(act.effective)
        self.round.closed_by = applied(self)
        self.round.choices, self.round.results = choices, results

    def void(self, act: Act, reason: str) -> None:
        """Declare the last round void, open or closed; nothing is erased, a rerun is a new round."""
        reason_is_stated(reason)
        self.require(SessionStep.VOID)
        self._round_voided(act, self.round.number, reason)

    @event(RoundVoided)
    def _round_voided(self, act: Act, number: int, reason: str) -> None:
        self.round.state = RoundState.VOID
        self.round.void_reason = reason
        self.round.settlements.clear()
        self.round.closed_by = applied(self)

    def open_round(self, act: Act, box_key: str | None, opinions_until: date | None = None) -> None:
        """Open a further round: on everybody again after a void one, else on those who did not pass."""
        self.require(SessionStep.OPEN_ROUND)
        writing.opinions_may_be_asked_for(self.convening.terms, opinions_until, local_day(act.effective))
        self._round_opened(act, self.round.number + 1, self.round.left_over(), box_key, opinions_until)

    @event(RoundOpened)
    def _round_opened(
        self, act: Act, number: int, candidates: tuple[UUID, ...], box_key: str | None, opinions_until: date | None
    ) -> None:
        self.rounds.append(Round(number, candidates, box_key, applied(self), opinions_until=opinions_until))

    def settle(self, act: Act, settlement: Settlement) -> None:
        """Decide on one candidate in the place of the members, who voted as often as the rule lets them."""
        reason_is_stated(settlement.reason)
        self.require(SessionStep.SETTLE)
        mandating.nomination_is_left_over(settlement.nomination_id, self.round.left_over())
        mandating.deciders_are_those_of_the_rule(settlement.deciders, self.convening.terms)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.round.closed_on or self.opened_on)
        self._case_settled(act, self.round.number, settlement)

    @event(CaseSettled)
    def _case_settled(self, act: Act, number: int, settlement: Settlement) -> None:
        self.round.settlements[settlement.nomination_id] = settlement
