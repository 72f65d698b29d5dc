"""D7: a sudden, thematic or mid-year commendation rests on its achievement: proposed, voted, decided, late or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kernel.refusals import Refusal
from regulations.calendar import Calendar
from services.nomination.domain.commendation import Commendation, CommendationState, HandCount, Proposal
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.refusals.commendations import (
    AchievementNotStated,
    CommendationNotThere,
    CountNotPossible,
    DriveRequired,
    MeritIsRanked,
    NotACommendation,
)
from services.nomination.domain.refusals.deciding import BeforeTheFact, NumberNotValid, WrongAuthority
from services.nomination.domain.refusals.nominating import ReasonIsRequired, UnknownTitle
from services.nomination.domain.refusals.voting import NoQuorum
from tests.nomination.examples import DIRECTOR, LEADER, MOVEMENT, RULES, january, on

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
    ],
)
def test_a_count_has_its_quorum_and_is_possible(hands: HandCount, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        proposed().tally(january(12), hands, RULES)


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
def test_after_forty_five_days_it_is_decided_late(day: date, late: bool) -> None:  # noqa: FBT001
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
