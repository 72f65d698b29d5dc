"""The life of a nomination: accepted, held against newer boards, voted on, decided, or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from kernel.aggregate import Act, event_id
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.notice import Notice
from services.nomination.domain.refusals.deciding import BeforeTheFact, PlaceIsRequired
from services.nomination.domain.refusals.nominating import (
    NominationBasisRevoked,
    NominationIsChallenged,
    NominationNotOpen,
    NotTheLeader,
    ReasonIsRequired,
)
from services.nomination.domain.refusals.notices import NoticeEndRequired
from services.nomination.domain.stages import LostBasis, Stage
from services.nomination.domain.steps import NominationStep
from tests.nomination.examples import RULES, announce, candidacy, january, nominated, standing

SELECTION, COUNCIL = SessionKind
SESSION = uuid4()
Step = Callable[[], None]


def voted(nomination: Nomination, kind: SessionKind, *, passed: bool, round_number: int = 1) -> Nomination:
    result = Result(nomination.id, 4 if passed else 1, 0, 0, 5, 3, passed)
    nomination.voted(january(20), SESSION, kind, round_number, result)
    return nomination


def endorsed() -> Nomination:
    return voted(voted(nominated(), SELECTION, passed=True), COUNCIL, passed=True)


def closed(act: Callable[[Nomination], None]) -> Nomination:
    nomination = endorsed()
    act(nomination)
    return nomination


def test_the_stage_follows_from_the_votes() -> None:
    nomination = nominated()
    seen = [nomination.stage]
    for kind, passed in ((SELECTION, False), (SELECTION, True), (COUNCIL, False), (COUNCIL, True)):
        voted(nomination, kind, passed=passed)
        seen.append(nomination.stage)
    assert seen == [Stage.PROPOSED, Stage.NOT_SELECTED, Stage.SELECTED, Stage.NOT_ENDORSED, Stage.ENDORSED]
    assert nomination.last_step_on() == date(2025, 1, 20)


def test_members_vote_before_the_council() -> None:
    nomination = nominated()
    nomination.require(NominationStep.SELECT)
    with pytest.raises(NominationNotOpen) as refused:
        nomination.require(NominationStep.PUT_TO_COUNCIL)
    assert refused.value.facts["needed"] == (Stage.SELECTED, Stage.NOT_ENDORSED)
    voted(nomination, SELECTION, passed=True).require(NominationStep.PUT_TO_COUNCIL)
    with pytest.raises(NominationNotOpen):
        nomination.require(NominationStep.SELECT)


def test_a_title_without_selection_goes_straight_to_the_council() -> None:
    nominated("TTLDXS").require(NominationStep.PUT_TO_COUNCIL)


def test_a_newer_edition_without_its_lead_challenges_the_nomination_and_stops_it() -> None:
    nomination = nominated()
    nomination.weigh(january(20), standing(2, no=2))
    assert nomination.challenged_by == event_id(nomination.id, 2)
    steps: list[Step] = [
        lambda: nomination.require(NominationStep.SELECT),
        lambda: nomination.require(NominationStep.DECIDE),
    ]
    for step in steps:
        with pytest.raises(NominationIsChallenged) as refused:
            step()
        assert refused.value.facts["edition"] == 2


@pytest.mark.parametrize(
    "found", [standing(None, no=2, state="BARRED"), standing(1, no=2, cluster_kind="district_cluster")]
)
def test_being_barred_or_moved_off_the_sectors_boards_challenges_too(found: object) -> None:
    nomination = nominated()
    nomination.weigh(january(20), found)  # type: ignore[arg-type]
    assert nomination.challenged_by is not None


def test_a_still_newer_edition_that_bears_it_ends_the_challenge() -> None:
    nomination = nominated()
    nomination.weigh(january(20), standing(2, no=2))
    nomination.weigh(january(21), standing(1, no=3, score="990"))
    assert nomination.challenged_by is None
    assert nomination.standing == standing(1, no=3, score="990")
    assert nomination.grounds.standing == standing()


def test_a_title_that_asks_no_lead_is_borne_by_any_rank() -> None:
    nomination = nominated("TTLDXS", standing=standing(4))
    nomination.weigh(january(20), standing(5, no=2))
    assert nomination.challenged_by is None
    nomination.weigh(january(20), standing(None, no=3, state="UNSCORED"))
    assert nomination.challenged_by is not None


def test_an_older_edition_another_board_or_a_closed_case_changes_nothing() -> None:
    nomination = nominated()
    nomination.weigh(january(20), standing(2, no=1))
    nomination.weigh(january(20), standing(2, no=2, cluster_id=uuid4()))
    nomination.weigh(january(20), standing(2, no=2, period="2025"))
    nomination.withdraw(january(20), "đơn vị xin rút")
    nomination.weigh(january(20), standing(2, no=2))
    assert [type(each) for each in nomination.collect_events()] == [Nomination.Accepted, Nomination.Withdrawn]


def test_a_candidate_is_made_public_for_comment_up_to_a_day() -> None:  # rule: place_is_stated
    nomination = nominated()
    announce(nomination, january(12), date(2025, 1, 26))
    assert nomination.notice == Notice(
        "baohiemxahoi.gov.vn", date(2025, 1, 12), date(2025, 1, 26), None, event_id(nomination.id, 2)
    )
    with pytest.raises(PlaceIsRequired):
        announce(nomination, january(12), date(2025, 1, 26), place=" ")
    with pytest.raises(BeforeTheFact):
        announce(nomination, january(12), date(2025, 1, 11))
    with pytest.raises(BeforeTheFact):
        announce(nomination, january(10), date(2025, 1, 26))
    with pytest.raises(NoticeEndRequired):
        announce(nomination, january(12))


def test_a_void_round_takes_the_stage_back() -> None:
    nomination = endorsed()
    nomination.annul_vote(january(21), SESSION, 1)
    assert nomination.stage is Stage.PROPOSED
    assert nomination.votes == ()


def decide(nomination: Nomination) -> None:
    nomination.decided(january(22), uuid4())


def decide_and_revoke(nomination: Nomination) -> None:
    decide(nomination)
    nomination.award_revoked(january(23), uuid4())


def withdraw(nomination: Nomination) -> None:
    nomination.withdraw(january(22), "đơn vị xin rút")


@pytest.mark.parametrize("end", [decide, decide_and_revoke])
def test_a_vote_that_a_decision_rests_on_is_not_annulled(end: Callable[[Nomination], None]) -> None:
    with pytest.raises(NominationNotOpen):
        closed(end).annul_vote(january(23), SESSION, 1)


@pytest.mark.parametrize(
    ("end", "stage"),
    [(decide, Stage.DECIDED), (decide_and_revoke, Stage.REVOKED), (withdraw, Stage.WITHDRAWN)],
)
def test_a_closed_case_takes_no_further_step(end: Callable[[Nomination], None], stage: Stage) -> None:
    nomination = closed(end)
    assert nomination.stage is stage
    steps: list[Step] = [
        lambda: nomination.require(NominationStep.PUT_TO_COUNCIL),
        lambda: nomination.withdraw(january(23), "muộn"),
        lambda: announce(nomination, january(23), date(2025, 2, 1)),
        lambda: nomination.require(NominationStep.DECIDE),
    ]
    for step in steps:
        with pytest.raises(NominationNotOpen):
            step()


def test_a_withdrawal_says_why() -> None:
    with pytest.raises(ReasonIsRequired):
        nominated().withdraw(january(12), "")


def test_a_withdrawn_nomination_may_be_put_in_again_on_the_facts_of_now() -> None:
    nomination = voted(nominated(), SELECTION, passed=True)
    with pytest.raises(NominationNotOpen):
        nomination.resubmit(january(21), candidacy(), RULES)
    nomination.weigh(january(21), standing(2, no=2))
    withdraw(nomination)
    with pytest.raises(NotTheLeader):
        nomination.resubmit(january(22), candidacy(standing=standing(2, no=2)), RULES)
    nomination.resubmit(january(23), candidacy(standing=standing(1, no=3)), RULES)
    assert (nomination.stage, nomination.challenged_by) == (Stage.SELECTED, None)
    assert nomination.standing == standing(1, no=3)


LOST = LostBasis(uuid4(), "77/QĐ-BHXH", "kê khai gian dối", uuid4())


def test_what_lost_its_basis_waits_until_it_is_put_in_again() -> None:
    nomination = endorsed()
    nomination.lose_basis(january(21), LOST)
    nomination.lose_basis(january(22), replace(LOST, number="78/QĐ-BHXH"))
    assert nomination.lost == (LOST, event_id(nomination.id, nomination.version))
    nomination.weigh(january(22), standing(1, no=2))
    for step in (NominationStep.SELECT, NominationStep.PUT_TO_COUNCIL, NominationStep.DECIDE):
        with pytest.raises((NominationBasisRevoked, NominationNotOpen)):
            nomination.require(step)
    with pytest.raises(NominationBasisRevoked) as refused:
        nomination.require(NominationStep.DECIDE)
    assert refused.value.facts["number"] == "77/QĐ-BHXH"
    nomination.resubmit(january(23), candidacy(standing=standing(1, no=2)), RULES)
    assert (vars(nomination)["lost"], nomination.stage) == (None, Stage.ENDORSED)


@pytest.mark.parametrize("end", [decide, decide_and_revoke, withdraw])
def test_a_closed_case_loses_no_basis(end: Callable[[Nomination], None]) -> None:
    nomination = closed(end)
    nomination.lose_basis(january(24), LOST)
    assert nomination.lost is None


def test_a_case_withdrawn_while_it_waits_is_put_in_again_once() -> None:
    nomination = nominated()
    nomination.lose_basis(january(21), LOST)
    withdraw(nomination)
    nomination.resubmit(january(23), candidacy(), RULES)
    with pytest.raises(NominationNotOpen):
        nomination.resubmit(january(23), candidacy(), RULES)


def test_a_case_decided_before_a_basis_was_lost_stays_closed() -> None:
    nomination = endorsed()
    nomination.lose_basis(january(21), LOST)
    decide(nomination)
    with pytest.raises(NominationNotOpen):
        nomination.resubmit(january(23), candidacy(), RULES)


def test_replaying_the_events_gives_the_same_nomination() -> None:
    nomination = closed(decide_and_revoke)
    again: Nomination | None = None
    for each in nomination.collect_events():
        again = each.mutate(again)
    assert again is not None
    assert vars(again) == vars(nomination)


def test_every_event_says_who_acted() -> None:
    acts: list[Act] = [vars(each)["act"] for each in closed(decide).collect_events()]
    assert {act.actor for act in acts} == {january(11).actor}
