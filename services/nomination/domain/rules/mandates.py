"""Who may vote in a member's place, and who decides when the rounds have ended without a result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from regulations.chapters import TieRule
from services.nomination.domain.ballots import Candidate, SessionKind, Voter
from services.nomination.domain.mandates import Mandate
from services.nomination.domain.refusals.mandates import (
    MandatePaperRequired,
    MandateStands,
    NoMandate,
    NotInAttendance,
    NotLeftOver,
    PresentVotesInPerson,
    RoundsRemain,
    SubstituteInOwnCase,
    SubstituteOfAnotherUnit,
    SubstitutesNotAllowed,
    SubstituteVotesAlready,
    WrongDeciders,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written
from services.nomination.domain.terms import VotingTerms

DECIDERS = {TieRule.CHAIR: 1, TieRule.HEAD_AND_DEPUTY: 2, TieRule.AUTHORITY: 1}
"""How many decide together where the members came to no result."""


def substitutes_are_allowed(terms: VotingTerms) -> None:
    """TT 25/2025/TT-BKHCN Art. 23 (analogue): a substitute with a written mandate votes where the rule says so."""
    if not terms.substitutes:
        raise SubstitutesNotAllowed(source=terms.substitutes_source)


def mandate_is_in_writing(mandate: Mandate) -> None:
    """TT 25/2025/TT-BKHCN Art. 23 (analogue): a mandate is a document that names who acts."""
    if not mandate.substitute.strip() or not mandate.paper.strip():
        raise MandatePaperRequired
    nothing_unseen_is_written(substitute=mandate.substitute, paper=mandate.paper)


def substitute_has_no_other_vote(mandate: Mandate, roll: Collection[Voter], mandates: Mapping[str, Mandate]) -> None:
    """House rule: one person, one vote: a member substitutes for nobody, and a substitute for one member only."""
    taken = {voter.id for voter in roll} | {each.substitute for each in mandates.values()}
    if mandate.substitute in taken:
        raise SubstituteVotesAlready(substitute=mandate.substitute, voter=mandate.voter)


def substitute_is_of_the_unit(kind: SessionKind, mandate: Mandate, roll: Collection[Voter]) -> None:
    """House rule: in a selection the member is a unit, and only somebody of it acts for it."""
    unit = next(voter.unit_id for voter in roll if voter.id == mandate.voter)
    if kind is SessionKind.SELECTION and mandate.unit_id != unit:
        raise SubstituteOfAnotherUnit(substitute=mandate.substitute, voter=mandate.voter)


def substitute_comes_from_the_unit(mandate: Mandate, unit_id: UUID | None) -> None:
    """House rule: who comes with a mandate that names a unit is of that unit."""
    if mandate.unit_id is not None and mandate.unit_id != unit_id:
        raise SubstituteOfAnotherUnit(substitute=mandate.substitute, voter=mandate.voter)


def substitute_is_in_no_own_case(mandate: Mandate, ballot: Collection[Candidate], terms: VotingTerms) -> None:
    """House rule: a mandate is no way round `recused_in_own_case`; `ballot` is what the member votes on."""
    if not terms.recused_in_own_case or mandate.unit_id is None:
        return
    for candidate in ballot:
        if candidate.unit_id == mandate.unit_id:
            raise SubstituteInOwnCase(
                substitute=mandate.substitute, nomination=candidate.nomination_id, voter=mandate.voter
            )


def no_mandate_stands(voter: str, mandate: Mandate | None) -> None:
    """House rule: while a mandate stands the member neither votes nor gives another."""
    if mandate is not None:
        raise MandateStands(voter=voter, substitute=mandate.substitute)


def mandate_is_known(voter: str, mandate: Mandate | None) -> None:
    """House rule: only a mandate that stands is ended."""
    if mandate is None:
        raise NoMandate(voter=voter)


def written_opinion_is_of_an_absentee(voter: str, present: Collection[str]) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): opinions are taken in writing of members who are not there."""
    if voter in present:
        raise PresentVotesInPerson(voter=voter)


def who_votes_in_person_attends(voter: str, attended: Collection[str]) -> None:
    """House rule: once attendance was taken in a round, only who was noted present votes in person in it."""
    if attended and voter not in attended:
        raise NotInAttendance(voter=voter)


def rounds_are_used_up(held: int, terms: VotingTerms) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): others decide only after the last round the rule allows."""
    if held < terms.max_rounds:
        raise RoundsRemain(held=held, most=terms.max_rounds, source=terms.rounds_source)


def nomination_is_left_over(nomination_id: UUID, left_over: Collection[UUID]) -> None:
    """House rule: decided instead is only what has no result yet, once."""
    if nomination_id not in left_over:
        raise NotLeftOver(nomination=nomination_id)


def deciders_are_those_of_the_rule(deciders: Collection[str], terms: VotingTerms) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): head and deputy decide together; the chair or the authority alone."""
    named = {each.strip() for each in deciders if each.strip()}
    if len(named) != DECIDERS[terms.tie] or len(named) != len(deciders):
        raise WrongDeciders(
            tie=terms.tie, needed=DECIDERS[terms.tie], given=", ".join(deciders) or "—", source=terms.tie_source
        )
