"""What a session is convened with (triệu tập phiên họp): who votes on whom, by which terms; fixed at the opening."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from services.nomination.domain.ballots import Candidate, Recusal, SessionKind, Voter
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.terms import RuleVersion, VotingTerms


@dataclass(frozen=True)
class Convening:
    """The session's kind and code, its paper, its roll with recusals, its terms and the rulebook they come from."""

    kind: SessionKind
    code: str
    movement_id: UUID
    cluster_id: UUID | None
    candidates: tuple[Candidate, ...]
    roll: tuple[Voter, ...]
    recusals: tuple[Recusal, ...]
    terms: VotingTerms
    rules: RuleVersion

    def checked(self) -> Self:
        """The convening as it may stand, with the recusals that the rule of the vote adds; or its refusal."""
        rules.code_is_stated(self.code)
        rules.paper_names_each_candidate_once(self.candidates)
        rules.roll_names_each_voter_once(self.roll)
        rules.recusals_name_the_session(self.recusals, self.roll, self.candidates)
        ruled = rules.recusals_of_own_case(self.terms, self.roll, self.candidates)
        known = {(recusal.voter, recusal.nomination_id) for recusal in ruled}
        asked = tuple(each for each in self.recusals if (each.voter, each.nomination_id) not in known)
        complete = replace(self, recusals=ruled + asked)
        for candidate in self.candidates:
            rules.somebody_may_vote_on(candidate.nomination_id, complete.entitled_to(candidate.nomination_id))
        return complete

    @property
    def members(self) -> int:
        """How many are on the roll."""
        return len(self.roll)

    def entitled_to(self, nomination_id: UUID) -> frozenset[str]:
        """The voters who may vote on this candidate."""
        barred = {recusal.voter for recusal in self.recusals if recusal.nomination_id == nomination_id}
        return frozenset(voter.id for voter in self.roll) - barred

    def ballot_of(self, voter: str) -> tuple[Candidate, ...]:
        """The candidates of the session that this voter votes on."""
        return tuple(each for each in self.candidates if voter in self.entitled_to(each.nomination_id))

    def reasons_of(self, voter: str) -> str:
        """Why this voter is recused, from whatever it is."""
        return "; ".join(sorted({recusal.reason for recusal in self.recusals if recusal.voter == voter}))
