"""What a session is convened with (triệu tập phiên họp): who votes on whom, by which terms; fixed at the opening."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from services.nomination.domain.ballots import Candidate, CaseKind, Recusal, SessionKind, Voter
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.terms import RuleVersion, VotingTerms

UNKNOWN = {"document": "", "article": "", "status": "unverified"}
"""The source of what was not asked in older sessions."""


@dataclass(frozen=True)
class Convening:
    """The session's kind and code, its paper, its roll with recusals, its terms and the rulebook they come from.

    `opinions_until`: held in writing (lấy ý kiến bằng văn bản), opinions are taken up to this day; None: a meeting.
    """

    kind: SessionKind
    code: str
    movement_id: UUID
    cluster_id: UUID | None
    candidates: tuple[Candidate, ...]
    roll: tuple[Voter, ...]
    recusals: tuple[Recusal, ...]
    terms: VotingTerms
    rules: RuleVersion
    opinions_until: date | None = None

    @staticmethod
    def without_substitutes(state: dict[str, Any]) -> None:
        """Before, no rule let substitutes vote, and the source of the tie rule was not kept."""
        state["convening"]["terms"] |= {"substitutes": False, "substitutes_source": UNKNOWN, "tie_source": UNKNOWN}

    @staticmethod
    def of_nominations_in_a_meeting(state: dict[str, Any]) -> None:
        """Before, no session was held in writing, and only nominations were voted on."""
        state["convening"]["opinions_until"] = None
        for candidate in state["convening"]["candidates"]:
            candidate["case"] = CaseKind.NOMINATION.value
        state["convening"]["terms"] |= {"wholly_written": False, "wholly_written_source": UNKNOWN}

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

    def on_the_paper(self, case: CaseKind) -> tuple[UUID, ...]:
        """The cases of this kind, in the order of the paper."""
        return tuple(each.nomination_id for each in self.candidates if each.case is case)

    def ballot_of(self, voter: str) -> tuple[Candidate, ...]:
        """The candidates of the session that this voter votes on."""
        return tuple(each for each in self.candidates if voter in self.entitled_to(each.nomination_id))

    def reasons_of(self, voter: str) -> list[str]:
        """Why this voter is recused, from whatever it is."""
        return sorted({recusal.reason for recusal in self.recusals if recusal.voter == voter})
