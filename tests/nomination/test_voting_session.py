"""D4: a roll fixed at opening, recusals, quorum, threshold, rounds; void and rerun, never reset."""

from __future__ import annotations

from datetime import date

import pytest

from kernel.refusals import Refusal
from regulations.chapters import Denominator
from services.nomination.domain.ballots import Candidate, Recusal, RoundState, SessionKind, Turnout, Voter
from services.nomination.domain.refusals.ballot_box import BallotBoxDoesNotMatch
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from services.nomination.domain.refusals.voting import (
    CandidateTwice,
    EmptyRoll,
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
    UnknownRecusal,
    VotedAlready,
    VoterTwiceOnRoll,
    WritingNotAllowed,
)
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import (
    ABSTAIN,
    CASE,
    LEADER,
    MOVEMENT,
    NO,
    OFFICES,
    OTHER_CASE,
    ROLL,
    RULES,
    VOTERS,
    YES,
    choices,
    convening,
    january,
    on,
    opened,
    paper,
    terms,
)


def voted(session: VotingSession, *voters: str) -> VotingSession:
    for voter in voters:
        session.cast(january(16), voter, paper())
    return session


def event_names(session: VotingSession) -> list[str]:
    return [type(each).__name__ for each in session.collect_events()]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"code": "  "}, SessionCodeRequired),  # rule: code_is_stated
        ({"candidates": ()}, NoCandidates),  # rule: paper_names_each_candidate_once
        ({"candidates": (CASE, CASE)}, CandidateTwice),
        ({"roll": ()}, EmptyRoll),  # rule: roll_names_each_voter_once
        ({"roll": (*ROLL, ROLL[0])}, VoterTwiceOnRoll),
        (
            {"recusals": (Recusal("ghost", CASE.nomination_id, "vắng"),)},
            UnknownRecusal,
        ),  # rule: recusals_name_the_session
        ({"recusals": (Recusal(VOTERS[1], OTHER_CASE.nomination_id, "vắng"),)}, UnknownRecusal),
        ({"recusals": (Recusal(VOTERS[1], CASE.nomination_id, " "),)}, UnknownRecusal),
        (  # rule: somebody_may_vote_on
            {"roll": ROLL[:1], "recusals": (Recusal(VOTERS[0], CASE.nomination_id, "có liên quan"),)},
            NobodyMayVote,
        ),
    ],
)
def test_a_session_is_convened_with_a_fit_paper_and_roll(changed: dict[str, object], refusal: type[Refusal]) -> None:
    meeting = convening(terms()).__class__(**{**vars(convening(terms())), **changed})
    with pytest.raises(refusal):
        VotingSession.open(january(15), meeting, None)


def test_one_session_a_kind_movement_and_code() -> None:
    assert opened().id == VotingSession.id_for(SessionKind.SELECTION, MOVEMENT, "2024/VII")


def test_who_is_of_the_candidates_unit_is_recused_where_the_rule_bars_it() -> None:  # rule: recusals_of_own_case
    session = opened(terms(own_case=True), CASE, OTHER_CASE)
    assert session.ballot_of(VOTERS[0]) == (OTHER_CASE.nomination_id,)
    assert session.ballot_of(VOTERS[2]) == (CASE.nomination_id, OTHER_CASE.nomination_id)
    assert opened(terms(own_case=False)).ballot_of(VOTERS[0]) == (CASE.nomination_id,)


def test_a_recusal_asked_for_is_added_once_to_those_of_the_rule() -> None:
    asked = (
        Recusal(VOTERS[0], CASE.nomination_id, "xin không biểu quyết"),
        Recusal(VOTERS[1], CASE.nomination_id, "người nhà công tác tại đơn vị"),
    )
    session = opened(terms(own_case=True), recusals=asked)
    assert session.convening.recusals == (Recusal(VOTERS[0], CASE.nomination_id, rules.OWN_CASE), asked[1])
    assert session.convening.entitled_to(CASE.nomination_id) == frozenset(VOTERS[2:])


def test_a_secret_ballot_leaves_only_that_it_was_cast() -> None:
    session = voted(opened(), VOTERS[1])
    [_, checked] = session.collect_events()
    members = {
        name: value for name, value in vars(checked).items() if name not in ("act", "timestamp", "originator_id")
    }
    assert members == {"originator_version": 2, "voter": VOTERS[1], "in_writing": False}
    assert session.round.papers == []


def test_an_open_ballot_is_an_event_by_name() -> None:
    session = opened(terms(secret=False))
    session.cast(january(16), VOTERS[1], paper(NO))
    [_, cast] = session.collect_events()
    assert isinstance(cast, VotingSession.BallotCast)
    assert (cast.voter, cast.paper) == (VOTERS[1], paper(NO))


@pytest.mark.parametrize(
    ("voter", "said", "refusal"),
    [
        ("guest", paper(), NotOnTheRoll),  # rule: voter_is_on_the_roll
        (VOTERS[0], paper(), RecusedFromAll),  # rule: voter_is_not_recused_from_all
        (VOTERS[1], (), PaperDoesNotFit),  # rule: paper_marks_each_candidate_once
        (VOTERS[1], paper(YES, CASE, CASE), PaperDoesNotFit),
        (VOTERS[1], paper(YES, OTHER_CASE), PaperDoesNotFit),
        (VOTERS[1], paper(YES, CASE, OTHER_CASE), PaperDoesNotFit),
    ],
)
def test_only_a_fit_paper_of_somebody_entitled_is_taken(voter: str, said: tuple, refusal: type[Refusal]) -> None:  # type: ignore[type-arg]
    session = opened(terms(own_case=True))
    with pytest.raises(refusal):
        session.cast(january(16), voter, said)
    assert event_names(session) == ["Opened"]


def test_a_refused_paper_is_not_quoted_back() -> None:
    with pytest.raises(PaperDoesNotFit) as refused:
        opened().cast(january(16), VOTERS[1], paper(NO, OTHER_CASE))
    assert list(refused.value.facts) == ["expected", "recused"]
    assert "NO" not in str(refused.value)


def test_nobody_votes_twice_in_a_round() -> None:  # rule: voter_has_not_voted
    for secret in (True, False):
        session = voted(opened(terms(secret=secret)), VOTERS[1])
        with pytest.raises(VotedAlready):
            session.cast(january(16), VOTERS[1], paper(NO))


def test_a_ballot_is_not_dated_before_the_opening() -> None:
    with pytest.raises(BeforeTheFact):
        opened().cast(on(date(2025, 1, 14)), VOTERS[1], paper())


def test_absent_members_are_polled_in_writing_only_where_the_rule_says_so() -> None:  # rule: writing_is_allowed
    with pytest.raises(WritingNotAllowed):
        opened().cast(january(16), VOTERS[1], paper(), in_writing=True)
    session = opened(terms(in_writing=True))
    session.cast(january(16), VOTERS[1], paper(), in_writing=True)
    assert session.round.voters == {VOTERS[1]: True}


def test_a_written_opinion_counts_as_a_vote_but_not_towards_the_quorum() -> None:
    session = opened(terms(in_writing=True, denominator=Denominator.PRESENT))
    voted(session, *VOTERS[:3])
    session.cast(january(16), VOTERS[3], paper(), in_writing=True)
    assert session.round.present == frozenset(VOTERS[:3])
    assert session.round.turnout(CASE.nomination_id, session.convening) == Turnout(entitled=5, took_part=4)
    with pytest.raises(NoQuorum):
        session.close(january(16), [choices(YES, YES, YES, YES)])


def test_closing_needs_two_thirds_of_the_roll_present() -> None:  # rule: quorum_is_present
    session = voted(opened(), *VOTERS[:3])
    with pytest.raises(NoQuorum) as refused:
        session.close(january(16), [choices(YES, YES, YES)])
    assert refused.value.facts["needed"] == 4
    voted(session, VOTERS[3])
    [result] = session.close(january(16), [choices(YES, NO, YES, YES)])
    assert (result.in_favour, result.base, result.passed) == (3, 5, True)


def test_a_recused_member_who_is_present_counts_towards_the_quorum_and_in_no_denominator() -> None:
    session = voted(opened(terms(own_case=True)), *VOTERS[1:4])
    session.take_attendance(january(16), [VOTERS[0], VOTERS[0]])
    [result] = session.close(january(16), [choices(YES, YES, NO)])
    assert (result.in_favour, result.base, result.needed) == (2, 4, 3)
    assert session.round.present == frozenset(VOTERS[:4])


def test_only_members_attend() -> None:
    session = opened()
    with pytest.raises(NotOnTheRoll):
        session.take_attendance(january(16), ["guest"])


def test_a_box_that_does_not_match_the_roll_is_not_counted() -> None:  # rule: box_matches_the_roll
    for box in ((), (choices(YES, YES, YES),), (choices(YES, YES, YES, YES), choices(of=OTHER_CASE))):
        with pytest.raises(BallotBoxDoesNotMatch):
            voted(opened(), *VOTERS[:4]).close(january(16), box)


def test_a_closed_round_takes_nothing_more() -> None:  # rule: round_is_open
    session = voted(opened(), *VOTERS[:4])
    session.close(january(16), [choices(YES, YES, YES, YES)])
    for act in (
        lambda: session.cast(january(16), VOTERS[4], paper()),
        lambda: session.close(january(16), []),
        lambda: session.take_attendance(january(16), VOTERS),
    ):
        with pytest.raises(RoundNotOpen):
            act()


def test_a_session_is_not_closed_before_it_was_opened() -> None:
    session = voted(opened(), *VOTERS[:4])
    with pytest.raises(BeforeTheFact):
        session.close(on(date(2025, 1, 14)), [choices(YES, YES, YES, YES)])


def test_open_ballots_are_counted_from_the_log_itself() -> None:
    session = opened(terms(secret=False), CASE, OTHER_CASE)
    for voter in VOTERS[:4]:
        session.cast(january(16), voter, (*paper(YES, CASE), *paper(NO, OTHER_CASE)))
    results = session.close(january(16))
    assert [(result.in_favour, result.against) for result in results] == [(4, 0), (0, 4)]
    assert session.round.choices == ()


def test_the_second_round_is_for_those_who_did_not_pass_and_there_is_no_third() -> None:  # rule: a_round_is_left
    session = opened(terms(), CASE, OTHER_CASE)
    for voter in VOTERS[:4]:
        session.cast(january(16), voter, paper(YES, CASE, OTHER_CASE))
    session.close(january(16), [choices(YES, YES, YES, YES), choices(YES, NO, NO, NO, of=OTHER_CASE)])
    session.open_round(january(17), "another key")
    assert (session.round.number, session.round.candidates) == (2, (OTHER_CASE.nomination_id,))
    assert session.round.voters == {}
    for voter in VOTERS[:4]:
        session.cast(january(17), voter, paper(ABSTAIN, OTHER_CASE))
    session.close(january(17), [choices(YES, YES, NO, ABSTAIN, of=OTHER_CASE)])
    assert [(each.nomination_id, each.in_favour) for each in session.round.results] == [(OTHER_CASE.nomination_id, 2)]
    with pytest.raises(RoundsExhausted) as refused:
        session.open_round(january(18), None)
    assert refused.value.facts == {"most": 2, "tie": "chair"}


def test_there_is_one_round_at_a_time() -> None:  # rule: round_is_not_open
    with pytest.raises(RoundStillOpen):
        opened().open_round(january(16), None)


def test_when_everybody_passed_there_is_nothing_to_vote_on_again() -> None:  # rule: somebody_is_left_to_vote_on
    session = voted(opened(), *VOTERS[:4])
    session.close(january(16), [choices(YES, YES, YES, YES)])
    with pytest.raises(NothingLeftToVoteOn):
        session.open_round(january(17), None)


def test_a_void_round_stays_and_the_rerun_is_a_new_one_that_uses_up_none() -> None:  # rule: round_is_not_void
    session = voted(opened(), *VOTERS[:4])
    session.close(january(16), [choices(YES, YES, YES, YES)])
    session.void(january(17), "đếm sai phiếu")
    assert (session.round.state, session.round.void_reason) == (RoundState.VOID, "đếm sai phiếu")
    assert session.round.voters == dict.fromkeys(VOTERS[:4], False)
    with pytest.raises(NothingToVoid):
        session.void(january(17), "lần nữa")
    for number in (2, 3):
        session.open_round(january(17), "key")
        assert (session.round.number, session.round.candidates) == (number, (CASE.nomination_id,))
        voted(session, *VOTERS[:4]).close(january(17), [choices(NO, NO, NO, NO)])
    with pytest.raises(RoundsExhausted):
        session.open_round(january(18), None)


def test_an_open_round_can_be_void_too_but_never_without_a_reason() -> None:  # rule: reason_is_stated
    session = voted(opened(), VOTERS[0])
    with pytest.raises(ReasonIsRequired):
        session.void(january(16), " ")
    session.void(january(16), "mất điện")
    with pytest.raises(RoundNotOpen):
        session.cast(january(16), VOTERS[1], paper())


def test_a_council_roll_is_of_persons_with_their_units() -> None:
    roll = (Voter("chair"), Voter("head", LEADER), Voter("deputy", OFFICES[1]))
    session = opened(terms(own_case=True), roll=roll, kind=SessionKind.COUNCIL, cluster_id=None)
    assert session.convening.entitled_to(CASE.nomination_id) == {"chair", "deputy"}
    with pytest.raises(RecusedFromAll) as refused:
        session.cast(january(16), "head", paper())
    assert refused.value.facts == {"voter": "head", "reason": (rules.OWN_CASE_TOLD,)}
    assert refused.value.text().en == "head is recused from every candidate of this round: the case of one's own unit."


def test_two_titles_of_one_unit_stand_on_one_paper() -> None:
    second = Candidate(OTHER_CASE.nomination_id, LEADER, "CO_CHINH_PHU")
    session = opened(terms(), CASE, second)
    session.cast(january(16), VOTERS[1], (*paper(YES, CASE), *paper(NO, second)))
    assert session.round.ballots_due(session.convening)[second.nomination_id] == 1


def test_a_title_that_members_do_not_select_has_no_rule_for_their_paper() -> None:
    with pytest.raises(NoSelectionForTitle):
        rules.one_rule_for_the_paper(SessionKind.SELECTION, ["TTLDXS"], RULES)
