"""The medal of one person (kỷ niệm chương): proposed, appraised, given once, and if need be revoked by a new event."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Text, Worded
from services.nomination.domain.confirmation import UsedFigure
from services.nomination.domain.decision import Ground
from services.nomination.domain.medal.eligibility import MedalTerms, figures_are_confirmed, verdict
from services.nomination.domain.medal.person import MedalFacts
from services.nomination.domain.refusals.medal import MedalStepNotOpen, OncePerPerson, ProposedAlready
from services.nomination.domain.rules import medal as rules
from services.nomination.domain.rules.deciding import number_is_valid
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.rules.persons import normal
from services.nomination.domain.terms import applied, local_day


class MedalState(Worded):
    """How far a person's medal has come."""

    PROPOSED = "PROPOSED", "đã đề nghị", "proposed"
    APPRAISED = "APPRAISED", "đã thẩm định", "appraised"
    RETURNED = "RETURNED", "trả lại", "returned"
    WITHDRAWN = "WITHDRAWN", "đã rút", "withdrawn"
    AWARDED = "AWARDED", "đã tặng", "awarded"
    REVOKED = "REVOKED", "đã hủy bỏ, thu hồi", "revoked"


class MedalStep(Worded):
    """What can be done with a proposal."""

    PROPOSE = "PROPOSE", "đề nghị", "to propose"
    RECEIVE = "RECEIVE", "nhận giấy tờ", "to receive papers"
    APPRAISE = "APPRAISE", "thẩm định", "to appraise"
    RETURN = "RETURN", "trả lại", "to return"
    WITHDRAW = "WITHDRAW", "rút", "to withdraw"
    AWARD = "AWARD", "quyết định tặng", "to award"
    REVOKE = "REVOKE", "hủy bỏ, thu hồi", "to revoke"


UNDER_WAY = (MedalState.PROPOSED, MedalState.APPRAISED)
OPEN_AT = {
    MedalStep.PROPOSE: (MedalState.RETURNED, MedalState.WITHDRAWN, MedalState.REVOKED),
    MedalStep.RECEIVE: (MedalState.PROPOSED,),
    MedalStep.APPRAISE: (MedalState.PROPOSED,),
    MedalStep.RETURN: UNDER_WAY,
    MedalStep.WITHDRAW: UNDER_WAY,
    MedalStep.AWARD: (MedalState.APPRAISED,),
    MedalStep.REVOKE: (MedalState.AWARDED,),
}
"""The states at which a step may be taken."""


class Medal(Aggregate):
    """The one medal of a person; its id follows from the person's code, so there can be no second one."""

    TOPIC = "nomination.Medal"
    CALLED = Text("đề nghị tặng Kỷ niệm chương", "medal case")

    class Event(Aggregate.Event):
        """Base of the events of a medal."""

        TOPIC = "nomination.MedalEvent"

    class Proposed(Event, Aggregate.Created):
        """A unit proposed the person (đề nghị xét tặng), and the rules let the proposal in."""

        TOPIC = "nomination.MedalProposed"
        facts: MedalFacts
        used: tuple[UsedFigure, ...]
        version_of_rules: str

    class ProposedAgain(Event):
        """The person was proposed again (đề nghị lại), after a return, a withdrawal or a revocation."""

        TOPIC = "nomination.MedalProposedAgain"
        facts: MedalFacts
        used: tuple[UsedFigure, ...]
        version_of_rules: str

    class PapersReceived(Event):
        """Papers came in (nhận giấy tờ)."""

        TOPIC = "nomination.MedalPapersReceived"
        papers: tuple[str, ...]

    class DeathReported(Event):
        """It was reported that the person died (ghi nhận đã mất)."""

        TOPIC = "nomination.MedalDeathReported"
        died_on: date

    class Appraised(Event):
        """The standing body appraised the proposal (thẩm định)."""

        TOPIC = "nomination.MedalAppraised"
        opinion: str

    class Returned(Event):
        """The proposal went back to the unit (trả lại), with the reason."""

        TOPIC = "nomination.MedalReturned"
        reason: str

    class ProposalWithdrawn(Event):
        """The unit withdrew the proposal (rút đề nghị)."""

        TOPIC = "nomination.MedalProposalWithdrawn"
        reason: str

    class Awarded(Event):
        """The medal was given by a decision (quyết định tặng)."""

        TOPIC = "nomination.MedalAwarded"
        number: str

    class AwardRevoked(Event):
        """The decision was revoked, the medal is to be given back (hủy bỏ, thu hồi)."""

        TOPIC = "nomination.MedalAwardRevoked"
        ground: Ground
        finding: str

    @staticmethod
    def id_for(person_code: str) -> UUID:
        """The one medal of the person with this code."""
        return identity("medal", normal(person_code))

    @classmethod
    def propose(cls, act: Act, facts: MedalFacts, terms: MedalTerms) -> Self:
        """Propose a person, if no rule says no."""
        found = verdict(facts, terms)
        found.require()
        medal = cls.id_for(facts.person_code)
        return cls(act=act, id=medal, facts=facts.coded(), used=found.used, version_of_rules=terms.version)

    @event(Proposed)
    def __init__(
        self,
        act: Act,
        id: UUID,
        facts: MedalFacts,
        used: tuple[UsedFigure, ...],
        version_of_rules: str,
    ) -> None:
        self.number = ""
        self._take(act, facts, used, version_of_rules)
        self.proposed_by = event_id(self.id, self.version)

    def _take(self, act: Act, facts: MedalFacts, used: tuple[UsedFigure, ...], version_of_rules: str) -> None:
        self.state = MedalState.PROPOSED
        self.facts, self.used, self.version_of_rules = facts, used, version_of_rules
        self.papers, self.died_on = frozenset(facts.papers), facts.died_on
        self.proposed_on = self.last_on = local_day(act.effective)

    def require(self, step: MedalStep) -> None:
        """Refuse unless this step may be taken now."""
        person = self.facts.person_code
        if step is MedalStep.PROPOSE and self.state is MedalState.AWARDED:
            raise OncePerPerson(person=person, number=self.number)
        if step is MedalStep.PROPOSE and self.state in UNDER_WAY:
            raise ProposedAlready(person=person, state=self.state)
        if self.state not in OPEN_AT[step]:
            raise MedalStepNotOpen(state=self.state, step=step, states=OPEN_AT[step])

    def propose_again(self, act: Act, facts: MedalFacts, terms: MedalTerms) -> None:
        """Propose the person again, on the facts and by the rules of now."""
        self.require(MedalStep.PROPOSE)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        found = verdict(facts, terms)
        found.require()
        self._proposed_again(act, facts.coded(), found.used, terms.version)

    @event(ProposedAgain)
    def _proposed_again(self, act: Act, facts: MedalFacts, used: tuple[UsedFigure, ...], version_of_rules: str) -> None:
        self._take(act, facts, used, version_of_rules)
        self.proposed_by = applied(self)

    def receive(self, act: Act, papers: tuple[str, ...], terms: MedalTerms) -> None:
        """Note papers that came in."""
        self._ready(act, MedalStep.RECEIVE)
        rules.papers_are_on_the_checklist(papers, terms.rules)
        self._papers_received(act, papers)

    @event(PapersReceived)
    def _papers_received(self, act: Act, papers: tuple[str, ...]) -> None:
        self.papers |= frozenset(papers)
        self.last_on = local_day(act.effective)

    def report_death(self, act: Act, died_on: date) -> None:
        """Note that the person died: from then on there is no award."""
        rules.death_can_be_put_down(died_on, self.died_on, local_day(act.effective))
        self._death_reported(act, died_on)

    @event(DeathReported)
    def _death_reported(self, act: Act, died_on: date) -> None:
        self.died_on = died_on

    def appraise(self, act: Act, opinion: str, terms: MedalTerms) -> None:
        """Appraise a complete dossier of a person who is living."""
        self._ready(act, MedalStep.APPRAISE)
        reason_is_stated(opinion, "opinion")
        self._unbarred(terms)
        rules.person_is_living(self.facts.person_code, self.died_on, terms.rules.posthumous)
        figures_are_confirmed(terms.figures.used(f"medal.papers.{code}" for code in terms.rules.papers), terms.rules)
        rules.papers_are_complete(self.papers, terms.rules)
        self._appraised(act, opinion)

    @event(Appraised)
    def _appraised(self, act: Act, opinion: str) -> None:
        self.state, self.last_on = MedalState.APPRAISED, local_day(act.effective)

    def give_back(self, act: Act, reason: str) -> None:
        """Return the proposal to its unit."""
        self._ready(act, MedalStep.RETURN)
        reason_is_stated(reason)
        self._returned(act, reason)

    @event(Returned)
    def _returned(self, act: Act, reason: str) -> None:
        self.state, self.last_on = MedalState.RETURNED, local_day(act.effective)

    def withdraw(self, act: Act, reason: str) -> None:
        """Withdraw the proposal."""
        self._ready(act, MedalStep.WITHDRAW)
        reason_is_stated(reason)
        self._proposal_withdrawn(act, reason)

    @event(ProposalWithdrawn)
    def _proposal_withdrawn(self, act: Act, reason: str) -> None:
        self.state, self.last_on = MedalState.WITHDRAWN, local_day(act.effective)

    def award(self, act: Act, number: str, terms: MedalTerms) -> None:
        """Give the medal by a decision with this number."""
        self._ready(act, MedalStep.AWARD)
        number_is_valid(number)
        self._unbarred(terms)
        rules.person_is_living(self.facts.person_code, self.died_on, terms.rules.posthumous)
        self._awarded(act, number)

    @event(Awarded)
    def _awarded(self, act: Act, number: str) -> None:
        self.state, self.number, self.last_on = MedalState.AWARDED, number, local_day(act.effective)

    def revoke(self, act: Act, ground: Ground, finding: str) -> None:
        """Revoke the decision, with what was found."""
        self._ready(act, MedalStep.REVOKE)
        reason_is_stated(finding, "finding")
        self._award_revoked(act, ground, finding)

    @event(AwardRevoked)
    def _award_revoked(self, act: Act, ground: Ground, finding: str) -> None:
        self.state, self.last_on = MedalState.REVOKED, local_day(act.effective)

    def _unbarred(self, terms: MedalTerms) -> None:
        if terms.on_file is not None:
            rules.nothing_on_file_bars_the_person(self.facts.person_code, terms.on_file, terms.day)

    def _ready(self, act: Act, step: MedalStep) -> None:
        self.require(step)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
