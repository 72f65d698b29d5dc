"""How a session votes: the paper, the roll and its recusals, quorum, rounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from kernel.explanation import Text
from regulations.chapters import VotingRule
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import (
    Candidate,
    CandidateChoices,
    Paper,
    Recusal,
    RoundState,
    SessionKind,
    Voter,
)
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.refusals.ballot_box import BallotBoxDoesNotMatch
from services.nomination.domain.refusals.voting import (
    CandidateInAnotherSession,
    CandidateOfAnotherBoard,
    CandidateTwice,
    ClusterIsDisbanded,
    EmptyRoll,
    MixedVotingRules,
    NobodyMayVote,
    NoCandidates,
    NoQuorum,
    NoSelectionForTitle,
    NothingLeftToVoteOn,
    NothingToVoid,
    NotOnTheRoll,
    PaperDoesNotFit,
    RecusedFromAll,
    RoundNotOpen,
    RoundsExhausted,
    RoundStillOpen,
    SessionCodeRequired,
    SessionExists,
    UnknownRecusal,
    VotedAlready,
    VoterTwiceOnRoll,
    WritingNotAllowed,
)
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.rules.texts import nothing_unseen_is_written
from services.nomination.domain.terms import VotingTerms

OWN_CASE = "trường hợp của chính đơn vị mình"
OWN_CASE_TOLD = Text(OWN_CASE, "the case of one's own unit")
"""Reason of a recusal that follows from the rule, not from a request."""


def candidate_is_of_the_meeting(candidate: Candidacy, movement_id: UUID, cluster_id: UUID | None) -> None:
    """House rule: a session votes on nominations of its own movement, a selection on those of its own board."""
    standing = candidate.standing
    elsewhere = cluster_id is not None and (standing is None or standing.cluster_id != cluster_id)
    if elsewhere or candidate.movement_id != movement_id:
        raise CandidateOfAnotherBoard(unit=candidate.holder, given=candidate.title)


def one_rule_for_the_paper(kind: SessionKind, titles: Sequence[str], rulebook: Rulebook) -> VotingRule:
    """House rule: the titles on one paper are voted by one rule, which must exist. Gives that rule."""
    found: dict[str, VotingRule] = {}
    for title in titles:
        entry = title_is_known(title, rulebook)
        rule = rulebook.council_rule(entry) if kind is SessionKind.COUNCIL else rulebook.selection_rule(entry)
        if rule is None:
            raise NoSelectionForTitle(given=title)
        found[rule.code] = rule
    if not found:
        raise NoCandidates
    if len(found) > 1:
        raise MixedVotingRules(rules=", ".join(sorted(found)))
    return next(iter(found.values()))


def candidate_stands_in_no_other_session(nomination_id: UUID, sessions: Collection[UUID]) -> None:
    """House rule: a nomination is voted on in one session of a kind; a new session would be a reset of its rounds."""
    if len(sessions) > 1:
        raise CandidateInAnotherSession(nomination=nomination_id)


def cluster_exists_on(day: date, cluster: str, disbanded_on: date | None) -> None:
    """House rule: from the day it ended a block or cluster convenes nobody; the sessions it opened go on."""
    if disbanded_on is not None and day >= disbanded_on:
        raise ClusterIsDisbanded(cluster=cluster, disbanded_on=disbanded_on, day=day)


def session_is_new(code: str, *, known: bool) -> None:
    """House rule: one session a kind, movement and code."""
    if known:
        raise SessionExists(code=code)


def code_is_stated(code: str) -> None:
    """House rule: a session is told from another by its code."""
    if not code.strip():
        raise SessionCodeRequired
    nothing_unseen_is_written(code=code)


def paper_names_each_candidate_once(candidates: Sequence[Candidate]) -> None:
    """House rule: a paper has at least one candidate, and none twice."""
    if not candidates:
        raise NoCandidates
    ids = [candidate.nomination_id for candidate in candidates]
    for nomination in ids:
        if ids.count(nomination) > 1:
            raise CandidateTwice(nomination=nomination)


def roll_names_each_voter_once(roll: Sequence[Voter]) -> None:
    """House rule: the roll, fixed at opening, has at least one voter, and none twice."""
    if not roll:
        raise EmptyRoll
    ids = [voter.id for voter in roll]
    for voter in ids:
        if ids.count(voter) > 1:
            raise VoterTwiceOnRoll(voter=voter)


def recusals_of_own_case(
    terms: VotingTerms, roll: Sequence[Voter], candidates: Sequence[Candidate]
) -> tuple[Recusal, ...]:
    """Rule of the vote (`recused_in_own_case`): who is of the candidate's unit does not vote on it."""
    if not terms.recused_in_own_case:
        return ()
    return tuple(
        Recusal(voter.id, candidate.nomination_id, OWN_CASE)
        for voter in roll
        for candidate in candidates
        if voter.unit_id == candidate.unit_id
    )


def recusals_name_the_session(
    recusals: Sequence[Recusal], roll: Sequence[Voter], candidates: Sequence[Candidate]
) -> None:
    """House rule: a recusal is of a voter on the roll, from a candidate on the paper, for a stated reason."""
    voters = {voter.id for voter in roll}
    nominations = {candidate.nomination_id for candidate in candidates}
    for recusal in recusals:
        if recusal.voter not in voters or recusal.nomination_id not in nominations or not recusal.reason.strip():
            raise UnknownRecusal(voter=recusal.voter, nomination=recusal.nomination_id)


def somebody_may_vote_on(nomination_id: UUID, entitled: Collection[str]) -> None:
    """House rule: recusals leave every candidate at least one voter."""
    if not entitled:
        raise NobodyMayVote(nomination=nomination_id)


def voter_is_on_the_roll(voter: str, roll: Sequence[Voter], field: str = "voter") -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): only members of the meeting vote; guests do not."""
    if voter not in {each.id for each in roll}:
        raise NotOnTheRoll(voter=voter, fields=(field,))


def voter_is_not_recused_from_all(voter: str, ballot: Collection[UUID], reasons: Iterable[str]) -> None:
    """House rule: who is recused from every candidate of the round casts no ballot."""
    if not ballot:
        raise RecusedFromAll(voter=voter, reason=_reasons(reasons))


def voter_has_not_voted(voter: str, voted: Collection[str], round_number: int) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): one member, one ballot a round."""
    if voter in voted:
        raise VotedAlready(voter=voter, round=round_number)


def writing_is_allowed(terms: VotingTerms) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): absent members are polled in writing where the rule says so."""
    if not terms.absent_in_writing:
        raise WritingNotAllowed(source=terms.writing_source)


def paper_marks_each_candidate_once(paper: Paper, ballot: Sequence[UUID], recused: Collection[str] = ()) -> None:
    """House rule: a paper marks each candidate of the voter exactly once. The refusal never says what was marked.

    `recused`: why there are candidates on whom the voter does not vote.
    """
    if sorted(mark.nomination_id for mark in paper) != sorted(ballot):
        expected = ", ".join(str(nomination) for nomination in ballot)
        raise PaperDoesNotFit(expected=expected, recused=_recused(_reasons(recused)))


def _reasons(reasons: Iterable[str]) -> tuple[str | Text, ...]:
    """Why somebody is recused, as it is told."""
    return tuple(OWN_CASE_TOLD if reason == OWN_CASE else reason for reason in reasons)


def _recused(reasons: Sequence[str | Text]) -> Text:
    if not reasons:
        return Text("", "")
    both = [each if isinstance(each, Text) else Text(each, each) for each in reasons]
    vi, en = "; ".join(each.vi for each in both), "; ".join(each.en for each in both)
    return Text(f" (không biểu quyết các trường hợp còn lại: {vi})", f" (recused from the others: {en})")


def quorum_is_present(present: int, members: int, terms: VotingTerms) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): the meeting counts only with its quorum of members present."""
    if not terms.quorum.met_by(present, members):
        raise NoQuorum(
            present=present,
            members=members,
            needed=terms.quorum.least(members),
            quorum=terms.quorum,
            source=terms.quorum_source,
        )


def a_round_is_left(valid_rounds: int, terms: VotingTerms) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): at most two rounds; a void one is not counted."""
    if valid_rounds >= terms.max_rounds:
        raise RoundsExhausted(most=terms.max_rounds, tie=terms.tie, source=terms.rounds_source)


def somebody_is_left_to_vote_on(round_number: int, left_over: Collection[UUID]) -> None:
    """House rule: a further round is for candidates who have not passed."""
    if not left_over:
        raise NothingLeftToVoteOn(round=round_number)


def round_is_open(round_number: int, state: RoundState) -> None:
    """House rule: ballots go into, and a count comes out of, an open round."""
    if state is not RoundState.OPEN:
        raise RoundNotOpen(round=round_number, state=state)


def round_is_not_open(round_number: int, state: RoundState) -> None:
    """House rule: one round at a time."""
    if state is RoundState.OPEN:
        raise RoundStillOpen(round=round_number)


def round_is_not_void(round_number: int, state: RoundState) -> None:
    """House rule: a void round stays as it is; there is no reset."""
    if state is RoundState.VOID:
        raise NothingToVoid(round=round_number)


def box_matches_the_roll(round_number: int, choices: Sequence[CandidateChoices], due: Mapping[UUID, int]) -> None:
    """House rule: every candidate has exactly as many choices as entitled voters who voted."""
    found = {each.nomination_id: len(each.choices) for each in choices}
    if found != due:
        raise BallotBoxDoesNotMatch(
            round=round_number, voters=max(due.values()), ballots=max(found.values(), default=0)
        )
