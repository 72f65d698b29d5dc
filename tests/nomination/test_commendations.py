"""D7: a sudden, thematic or mid-year commendation rests on its achievement: proposed, voted, decided, late or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from kernel.refusals import Refusal
from regulations.calendar import Calendar
from regulations.commendations import COMMENDATIONS
from regulations.figures import Figure
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.commendation_facts import CommendationState, HandCount, Proposal
from services.nomination.domain.commendation_reasons import explain_commendation
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.refusals.commendations import (
    AchievementCommendedAlready,
    AchievementNotStated,
    CommendationExists,
    CommendationIsVotedOn,
    CommendationNotThere,
    CommendationOfAnotherDrive,
    CountNotPossible,
    CountNotTaken,
    DriveRequired,
    MeritIsRanked,
    NoCountToCorrect,
    NotACommendation,
    RecommendationNotStated,
    VoteRequired,
)
from services.nomination.domain.refusals.deciding import BeforeTheFact, NumberNotValid, WrongAuthority
from services.nomination.domain.refusals.nominating import (
    ReasonIsRequired,
    TitleIsForCollectives,
    TitleIsForPersons,
    UnknownTitle,
)
from services.nomination.domain.refusals.voting import NoQuorum
from services.nomination.domain.rules import commendations as rules
from services.nomination.domain.rules.commendations import no_session_votes_on_it
from tests.nomination.examples import DIRECTOR, LEADER, MOVEMENT, POLICY, RULES, january, on

CALENDAR = Calendar.load()
SUDDEN = Proposal(
    kind=DossierKind.SUDDEN,
    title="BK_BHXH",
    unit_id=LEADER,
    person="",
    achievement="xử lý sự cố liên thông dữ liệu",
    achieved_on=date(2025, 1, 5),
    movement_id=None,
    code="TTr-12",
)
PASSING = HandCount(15, 11, 8, 3, 0)


def proposed(proposal: Proposal = SUDDEN) -> Commendation:
    return Commendation.propose(january(10), proposal, RULES, CALENDAR)


def passed() -> Commendation:
    found = proposed()
    found.tally(january(12), PASSING, RULES)
    return found


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (replace(SUDDEN, kind=DossierKind.MERIT), MeritIsRanked),
        (replace(SUDDEN, title="CO_BHXH"), NotACommendation),
        (replace(SUDDEN, title="KHONG_CO"), UnknownTitle),
        (replace(SUDDEN, person="CB-1"), TitleIsForCollectives),
        (replace(SUDDEN, title="BK_BHXH_CN"), TitleIsForPersons),
        (replace(SUDDEN, title="BK_BHXH_CN", person="CB-1"), None),
        (replace(SUDDEN, achievement=" "), AchievementNotStated),
        (replace(SUDDEN, code=" "), AchievementNotStated),
        (replace(SUDDEN, kind=DossierKind.THEMATIC), DriveRequired),
        (replace(SUDDEN, kind=DossierKind.MID_YEAR), DriveRequired),
        (replace(SUDDEN, achieved_on=date(2025, 1, 11)), BeforeTheFact),
        (replace(SUDDEN, achieved_on=date(2025, 1, 10)), None),
        (replace(SUDDEN, kind=DossierKind.THEMATIC, movement_id=MOVEMENT), None),
        (replace(SUDDEN, kind=DossierKind.MID_YEAR, movement_id=MOVEMENT), None),
    ],
)
def test_it_rests_on_an_achievement_of_its_own(proposal: Proposal, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        assert proposed(proposal).state is CommendationState.PROPOSED
    else:
        with pytest.raises(refusal):
            proposed(proposal)


@pytest.mark.parametrize(("in_favour", "state"), [(8, CommendationState.PASSED), (7, CommendationState.NOT_PASSED)])
def test_the_rule_of_the_vote_decides_what_passes(in_favour: int, state: CommendationState) -> None:
    found = proposed()
    found.tally(january(12), HandCount(15, 11, in_favour, 11 - in_favour, 0), RULES)
    event = found.pending_events[-1]
    assert isinstance(event, Commendation.Counted)
    assert (found.state, event.result.needed, event.because.en) == (
        state,
        8,
        "more than 1/2 of 15 is 8, because 15 × 1 / 2 = 7.5: 7 falls short, 8 reaches it",
    )


@pytest.mark.parametrize(
    ("hands", "refusal"),
    [
        (HandCount(15, 9, 9, 0, 0), NoQuorum),
        (HandCount(15, 16, 8, 0, 0), CountNotPossible),
        (HandCount(15, 11, 10, 5, 1), CountNotPossible),
        (HandCount(0, 0, 0, 0, 0), CountNotPossible),
        (HandCount(15, -1, 0, 0, 0), CountNotPossible),
        (HandCount(15, 11, -1, 0, 0), CountNotPossible),
        (HandCount(15, 11, 20, -10, 0), CountNotPossible),
        (HandCount(15, 11, 12, 0, -1), CountNotPossible),
    ],
)
def test_a_count_has_its_quorum_and_is_possible(hands: HandCount, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        proposed().tally(january(12), hands, RULES)


def test_who_is_absent_votes_only_where_written_opinions_count() -> None:  # rule: count_is_possible
    rules.count_is_possible(HandCount(15, 11, 12, 0, 0, in_writing=1), absent_in_writing=True)
    rules.count_is_possible(HandCount(15, 11, 15, 0, 0, in_writing=4), absent_in_writing=True)
    rules.count_is_possible(HandCount(15, 11, 11, 0, 0), absent_in_writing=False)
    with pytest.raises(CountNotPossible) as refused:
        rules.count_is_possible(HandCount(15, 11, 12, 0, 0, in_writing=1), absent_in_writing=False)
    assert refused.value.facts == {"members": 15, "present": 11, "in_writing": 1, "ballots": 12}


@pytest.mark.parametrize(
    "hands",
    [
        HandCount(15, 11, 12, 0, 0),
        HandCount(15, 11, 12, 1, 0, in_writing=1),
        HandCount(15, 11, 12, 0, 0, in_writing=5),
        HandCount(15, 11, 1, 1, 0, in_writing=3),
        HandCount(15, 11, 9, 0, 0, in_writing=-1),
    ],
)
def test_more_votes_than_hands_are_explained_by_what_came_in_writing(hands: HandCount) -> None:
    with pytest.raises(CountNotPossible):  # rule: count_is_possible
        rules.count_is_possible(hands, absent_in_writing=True)


@pytest.mark.parametrize(("in_favour", "in_writing"), [(9, 0), (11, 0), (14, 3)])
def test_an_older_count_had_in_writing_what_was_beyond_those_present(in_favour: int, in_writing: int) -> None:
    state = {"hands": {"members": 15, "present": 11, "in_favour": in_favour, "against": 0, "abstained": 0}}
    HandCount.upcast(state)
    assert state["hands"]["in_writing"] == in_writing


def test_what_did_not_pass_can_be_voted_again_and_what_passed_cannot() -> None:
    found = proposed()
    found.tally(january(12), HandCount(15, 11, 0, 11, 0), RULES)
    found.tally(january(13), PASSING, RULES)
    assert found.state is CommendationState.PASSED
    with pytest.raises(CommendationNotThere):
        found.tally(january(14), PASSING, RULES)


def test_a_count_is_not_dated_before_the_proposal() -> None:
    with pytest.raises(BeforeTheFact):
        proposed().tally(january(9), PASSING, RULES)


@pytest.mark.parametrize(("day", "late"), [(date(2025, 2, 19), False), (date(2025, 2, 20), True)])
def test_after_forty_five_days_it_is_decided_late(day: date, late: bool) -> None:
    found = passed()
    found.decide(on(day), "12/QĐ-BHXH", DIRECTOR, RULES)
    event = found.pending_events[-1]
    assert isinstance(event, Commendation.Decided)
    assert (found.state, found.due, event.late) == (CommendationState.DECIDED, date(2025, 2, 19), late)


def test_without_a_known_day_nobody_is_called_late() -> None:
    found = passed()
    found.due = None
    found.decide(january(20), "12/QĐ-BHXH", DIRECTOR, RULES)
    event = found.pending_events[-1]
    assert isinstance(event, Commendation.Decided)
    assert event.late is None


@pytest.mark.parametrize(
    ("number", "authority", "refusal"),
    [("quyết định 12", DIRECTOR, NumberNotValid), ("12/QĐ-BHXH", "Thủ tướng Chính phủ", WrongAuthority)],
)
def test_its_authority_decides_under_a_number(number: str, authority: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        passed().decide(january(20), number, authority, RULES)


def test_only_what_passed_is_decided_and_not_before_the_vote() -> None:
    with pytest.raises(CommendationNotThere):
        proposed().decide(january(20), "12/QĐ-BHXH", DIRECTOR, RULES)
    with pytest.raises(BeforeTheFact):
        passed().decide(january(11), "12/QĐ-BHXH", DIRECTOR, RULES)


def test_it_is_withdrawn_before_it_is_decided() -> None:
    found = passed()
    with pytest.raises(ReasonIsRequired):
        found.withdraw(january(13), " ")
    found.withdraw(january(13), "đơn vị xin rút")
    assert found.state is CommendationState.WITHDRAWN
    with pytest.raises(CommendationNotThere):
        found.withdraw(january(14), "lần nữa")


def test_what_was_withdrawn_is_proposed_again_under_its_number_and_begins_anew() -> None:  # rule: it_was_withdrawn
    found = passed()
    with pytest.raises(CommendationExists):
        found.propose_again(january(13), SUDDEN, RULES, CALENDAR)
    found.withdraw(january(13), "đơn vị xin rút")
    with pytest.raises(BeforeTheFact):
        found.propose_again(january(12), SUDDEN, RULES, CALENDAR)
    with pytest.raises(AchievementNotStated):
        found.propose_again(january(14), replace(SUDDEN, achievement=" "), RULES, CALENDAR)
    found.propose_again(january(14), replace(SUDDEN, achievement="viết lại"), RULES, CALENDAR)
    assert (found.state, found.counted, found.proposal.achievement) == (CommendationState.PROPOSED, None, "viết lại")
    assert found.proposed_on == date(2025, 1, 14)


def test_one_achievement_is_commended_once() -> None:  # rule: an_achievement_is_commended_once
    rules.an_achievement_is_commended_once(SUDDEN.achieved_on, None)
    with pytest.raises(AchievementCommendedAlready, match=r"2025-01-05.*TTr-12"):
        rules.an_achievement_is_commended_once(SUDDEN.achieved_on, "TTr-12")


MID_YEAR = replace(SUDDEN, kind=DossierKind.MID_YEAR, movement_id=MOVEMENT)
SESSION, OTHER = uuid4(), uuid4()


def result(*, passed: bool) -> Result:
    return Result(uuid4(), 9 if passed else 5, 0, 0, 15, 8, passed)


def voted(found: Commendation, *outcomes: bool, session: UUID = SESSION) -> Commendation:
    for number, passed in enumerate(outcomes, start=1):
        found.voted(january(12), session, SessionKind.COUNCIL, number, result(passed=passed))
    return found


def states(found: Commendation) -> CommendationState:
    return found.state


def test_a_vote_in_a_session_says_what_passes_and_the_last_round_counts() -> None:
    assert [states(voted(proposed(MID_YEAR), *outcomes)) for outcomes in ((True,), (False,), (False, True))] == [
        CommendationState.PASSED,
        CommendationState.NOT_PASSED,
        CommendationState.PASSED,
    ]


def test_a_vote_in_a_session_outweighs_an_earlier_count() -> None:
    found = proposed()
    found.tally(january(11), HandCount(15, 11, 0, 11, 0), RULES)
    assert voted(found, True).state is CommendationState.PASSED


def test_an_annulled_round_takes_it_back_where_it_was() -> None:
    found = voted(proposed(), False, True)
    found.annul_vote(january(13), SESSION, 2)
    assert found.state is CommendationState.NOT_PASSED
    found.annul_vote(january(13), SESSION, 1)
    assert (found.state, found.votes) == (CommendationState.PROPOSED, ())
    decided = voted(proposed(), True)
    decided.decide(january(20), "12/QĐ-BHXH", DIRECTOR, RULES)
    with pytest.raises(CommendationNotThere):
        decided.annul_vote(january(21), SESSION, 1)


def test_what_was_settled_after_the_last_round_stands_for_the_vote() -> None:
    found = voted(proposed(), False)
    found.settled(january(14), SESSION, in_favour=True)
    assert (found.state, found.votes[-1].instead, found.last_on) == (
        CommendationState.PASSED,
        True,
        date(2025, 1, 14),
    )


def test_it_is_voted_on_in_its_own_drive_and_a_sudden_one_in_any() -> None:  # rule: drive_is_that_of_the_session
    proposed(MID_YEAR).may_be_voted_on(MOVEMENT)
    proposed().may_be_voted_on(OTHER)
    with pytest.raises(CommendationOfAnotherDrive):
        proposed(MID_YEAR).may_be_voted_on(OTHER)
    with pytest.raises(CommendationNotThere):
        passed().may_be_voted_on(MOVEMENT)


def test_where_no_vote_is_asked_the_authority_decides_on_the_standing_body_s_proposal() -> None:
    found = proposed()
    with pytest.raises(RecommendationNotStated):  # rule: recommendation_is_on_paper
        found.recommend(january(12), " ", RULES)
    with pytest.raises(BeforeTheFact):
        found.recommend(january(9), "15/TTr-TĐKT", RULES)
    found.recommend(january(12), "15/TTr-TĐKT", RULES)
    assert states(found) is CommendationState.RECOMMENDED
    with pytest.raises(CommendationNotThere):
        found.recommend(january(13), "16/TTr-TĐKT", RULES)
    with pytest.raises(BeforeTheFact):
        found.decide(january(11), "12/QĐ-BHXH", DIRECTOR, RULES)
    found.decide(january(13), "12/QĐ-BHXH", DIRECTOR, RULES)
    assert states(found) is CommendationState.DECIDED


def test_where_a_vote_is_asked_nobody_goes_past_it() -> None:  # rule: no_vote_is_asked_for
    with pytest.raises(VoteRequired):
        proposed(MID_YEAR).recommend(january(12), "15/TTr-TĐKT", RULES)
    put = proposed()
    put.recommend(january(12), "15/TTr-TĐKT", RULES)
    ways = RULES.chapter(COMMENDATIONS) or {}
    strict = replace(ways["SUDDEN"], vote_required=Figure(value=True, source=POLICY))
    rules = replace(RULES, further={**RULES.further, COMMENDATIONS.name: {**ways, "SUDDEN": strict}})
    with pytest.raises(VoteRequired) as found:
        put.decide(january(13), "12/QĐ-BHXH", DIRECTOR, rules)
    assert found.value.ground == POLICY


def test_a_bare_count_is_taken_only_where_the_rules_say_so() -> None:  # rule: bare_count_is_taken
    with pytest.raises(CountNotTaken):
        proposed(MID_YEAR).tally(january(12), PASSING, RULES)
    proposed(replace(MID_YEAR, kind=DossierKind.THEMATIC)).tally(january(12), PASSING, RULES)


def test_what_stands_on_a_session_s_paper_is_decided_by_that_vote() -> None:
    no_session_votes_on_it("TTr-12", [])
    with pytest.raises(CommendationIsVotedOn):
        no_session_votes_on_it("TTr-12", [SESSION])


def test_a_count_is_corrected_with_a_reason_and_the_numbers_before_stay_on_record() -> None:
    found = passed()
    found.correct_count(january(13), HandCount(15, 11, 7, 4, 0), "ghi nhầm một phiếu", RULES)
    assert states(found) is CommendationState.NOT_PASSED
    counts = [each.hands.in_favour for each in found.collect_events() if hasattr(each, "hands")]
    assert counts == [8, 7]
    [shown] = explain_commendation(found, str).inputs[3:]
    assert [each.value for each in shown.inputs] == ["8", "ghi nhầm một phiếu"]
    found.correct_count(january(13), PASSING, "phiếu đó hợp lệ", RULES)
    assert states(found) is CommendationState.PASSED


def test_a_correction_has_a_reason_is_possible_and_in_order() -> None:
    found = passed()
    with pytest.raises(ReasonIsRequired):
        found.correct_count(january(13), PASSING, " ", RULES)
    with pytest.raises(CountNotPossible):
        found.correct_count(january(13), HandCount(15, 11, 12, 4, 0), "ghi nhầm", RULES)
    with pytest.raises(NoQuorum):
        found.correct_count(january(13), HandCount(15, 9, 9, 0, 0), "ghi nhầm", RULES)
    with pytest.raises(BeforeTheFact):
        found.correct_count(january(11), PASSING, "ghi nhầm", RULES)


def test_corrected_is_a_count_that_stands_and_nothing_rests_on() -> None:  # rule: a_count_stands
    for without in (proposed(), voted(passed(), False)):
        with pytest.raises(NoCountToCorrect):
            without.correct_count(january(20), PASSING, "ghi nhầm", RULES)
    decided = passed()
    decided.decide(january(13), "12/QĐ-BHXH", DIRECTOR, RULES)
    with pytest.raises(CommendationNotThere):
        decided.correct_count(january(14), PASSING, "ghi nhầm", RULES)


def told(found: Commendation) -> list[tuple[str, str]]:
    tree = explain_commendation(found, lambda _: "HD-1")
    return [(each.label.en, each.value) for each in tree.inputs]


def test_why_tells_the_way_it_took() -> None:
    known = [
        ("Achievement", "xử lý sự cố liên thông dữ liệu"),
        ("Day of it", "2025-01-05"),
        ("To be decided by", "2025-02-19"),
    ]
    assert told(proposed()) == known
    put = proposed()
    put.recommend(january(12), "15/TTr-TĐKT", RULES)
    put.decide(january(13), "12/QĐ-BHXH", DIRECTOR, RULES)
    assert told(put) == [*known, ("Proposal of the standing body", "15/TTr-TĐKT"), ("Decision 12/QĐ-BHXH", DIRECTOR)]
    assert told(voted(passed(), False)) == [
        *known,
        ("Count of the vote", "PASSED"),
        ("Vote, round 1", "NOT_PASSED"),
    ]
    undated = proposed()
    undated.due = None
    assert told(undated)[2] == ("To be decided by", "")


def test_why_shows_no_money_where_no_multiple_is_known() -> None:
    found = passed()
    rules = replace(RULES, rewards=replace(RULES.rewards, multiples={}))
    found.decide(january(13), "12/QĐ-BHXH", DIRECTOR, rules)
    tree = explain_commendation(found, str)
    assert [each.value for each in tree.inputs[-1].inputs] == [""]
    assert [each.value for each in explain_commendation(failed(), str).inputs[3:]] == ["NOT_PASSED"]


def failed() -> Commendation:
    found = proposed()
    found.tally(january(12), HandCount(15, 11, 0, 11, 0), RULES)
    return found
