"""D4: when the rounds ended without a result, those decide whom the rule of the vote names, and say why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kernel.identity import Principal
from kernel.refusals import Refusal
from regulations.chapters import TieRule
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.mandates import Settlement
from services.nomination.domain.minutes import explain_session
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.openings import session_steps
from services.nomination.domain.reasons import explain_nomination
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.mandates import NotLeftOver, RoundsRemain, WrongDeciders
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from services.nomination.domain.refusals.voting import NothingLeftToVoteOn, RoundStillOpen
from services.nomination.domain.stages import Stage
from services.nomination.domain.steps import SessionStep
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import (
    CASE,
    CLUSTER,
    NO,
    OTHER_CASE,
    RULES,
    VOTERS,
    YES,
    choices,
    january,
    nominated,
    opened,
    paper,
    terms,
)

CHAIR = Settlement(CASE.nomination_id, in_favour=True, deciders=("Chủ tịch",), reason="thành tích nổi trội hơn")


def round_without_result(session: VotingSession) -> None:
    candidates = [each for each in (CASE, OTHER_CASE) if each.nomination_id in session.round.candidates]
    for voter in VOTERS:
        session.cast(january(15), voter, paper(YES, *candidates))
    session.close(january(15), [choices(YES, YES, NO, NO, NO, of=each) for each in candidates])


def used_up(tie: TieRule = TieRule.CHAIR) -> VotingSession:
    session = opened(terms(tie=tie), CASE, OTHER_CASE)
    round_without_result(session)
    session.open_round(january(15), "another key")
    round_without_result(session)
    return session


@pytest.mark.parametrize(
    ("tie", "deciders", "right"),
    [
        (TieRule.CHAIR, ("Chủ tịch",), True),
        (TieRule.CHAIR, (), False),
        (TieRule.CHAIR, ("Chủ tịch", "Phó Chủ tịch"), False),
        (TieRule.HEAD_AND_DEPUTY, ("Cụm trưởng", "Cụm phó"), True),
        (TieRule.HEAD_AND_DEPUTY, ("Cụm trưởng",), False),
        (TieRule.HEAD_AND_DEPUTY, ("Cụm trưởng", "Cụm trưởng"), False),
        (TieRule.HEAD_AND_DEPUTY, ("Cụm trưởng", " "), False),
        (TieRule.AUTHORITY, ("Tổng Giám đốc",), True),
        (TieRule.AUTHORITY, (" ",), False),
    ],
)
def test_those_decide_whom_the_rule_names(tie: TieRule, deciders: tuple[str, ...], right: bool) -> None:
    session, settlement = used_up(tie), replace(CHAIR, deciders=deciders)
    if right:
        session.settle(january(16), settlement)
        assert session.round.settlements == {CASE.nomination_id: settlement}
    else:
        with pytest.raises(WrongDeciders):
            session.settle(january(16), settlement)


def test_while_rounds_are_left_the_members_vote_again() -> None:
    session = opened(terms())
    with pytest.raises(RoundStillOpen):
        session.settle(january(16), CHAIR)
    round_without_result(session)
    with pytest.raises(RoundsRemain) as found:
        session.settle(january(16), CHAIR)
    assert (found.value.facts["held"], found.value.facts["most"]) == (1, 2)


@pytest.mark.parametrize(
    ("settlement", "day", "refusal"),
    [
        (replace(CHAIR, reason=" "), 16, ReasonIsRequired),
        (replace(CHAIR, nomination_id=CLUSTER), 16, NotLeftOver),
        (CHAIR, 14, BeforeTheFact),
    ],
)
def test_a_settlement_has_a_reason_a_left_over_case_and_a_day_after_the_count(
    settlement: Settlement, day: int, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        used_up().settle(january(day), settlement)


def test_a_case_is_settled_once_and_then_nothing_is_left() -> None:
    session = used_up()
    session.settle(january(16), CHAIR)
    with pytest.raises(NotLeftOver):
        session.settle(january(16), CHAIR)
    session.settle(january(16), replace(CHAIR, nomination_id=OTHER_CASE.nomination_id, in_favour=False))
    with pytest.raises(NothingLeftToVoteOn):
        session.settle(january(16), CHAIR)


def test_a_round_declared_void_takes_its_settlements_with_it() -> None:
    session = used_up()
    session.settle(january(16), CHAIR)
    session.void(january(17), "phát sai phiếu")
    assert session.round.settlements == {}
    session.open_round(january(17), "a third key")
    assert session.round.candidates == (CASE.nomination_id, OTHER_CASE.nomination_id)


def test_the_minutes_name_the_deciders_and_their_reason() -> None:
    session = used_up()
    session.settle(january(16), CHAIR)
    found = [node for node in explain_session(session, str).walk() if node.label.en.startswith("After the last round ")]
    assert [(each.label.vi, each.value, each.formula) for each in found] == [
        ("Hết vòng bỏ phiếu, Chủ tịch quyết định: thành tích nổi trội hơn", "PASSED", "chair")
    ]
    session.settle(january(16), replace(CHAIR, nomination_id=OTHER_CASE.nomination_id, in_favour=False))
    values = [node.value for node in explain_session(session, str).walk() if node.formula == "chair"]
    assert values == ["PASSED", "NOT_PASSED"]


def voted_down() -> tuple[Nomination, VotingSession]:
    nomination, session = nominated(), used_up()
    for number, each in enumerate(session.rounds, 1):
        nomination.voted(january(15), session.id, SessionKind.SELECTION, number, each.results[0])
    return nomination, session


@pytest.mark.parametrize(("in_favour", "stage"), [(True, Stage.SELECTED), (False, Stage.NOT_SELECTED)])
def test_a_nomination_goes_where_the_settlement_sends_it(in_favour: bool, stage: Stage) -> None:
    nomination, session = voted_down()
    nomination.settled(january(16), session.id, in_favour=in_favour)
    assert (nomination.stage, nomination.last_step_on()) == (stage, january(16).effective.date())
    vote = nomination.votes[-1]
    assert (vote.instead, vote.result.in_favour, vote.round) == (True, 2, 2)
    assert explain_nomination(nomination, RULES, str, whole=True).inputs[-1].label.en == "Decided after the last round"


def test_a_void_round_takes_the_settlement_back_from_the_nomination() -> None:
    nomination, session = voted_down()
    nomination.settled(january(16), session.id, in_favour=True)
    nomination.annul_vote(january(17), session.id, 2)
    assert [(vote.round, vote.instead) for vote in nomination.votes] == [(1, False)]
    assert nomination.stage is Stage.NOT_SELECTED


@pytest.mark.parametrize(
    ("tie", "role", "offered"),
    [
        (TieRule.CHAIR, "standing_body", True),
        (TieRule.CHAIR, "cluster_head", True),
        (TieRule.CHAIR, "approver", False),
        (TieRule.HEAD_AND_DEPUTY, "cluster_head", True),
        (TieRule.AUTHORITY, "approver", True),
        (TieRule.AUTHORITY, "standing_body", False),
        (TieRule.AUTHORITY, "unit_head", False),
    ],
)
def test_the_step_is_offered_to_those_who_may_take_it(tie: TieRule, role: str, offered: bool) -> None:
    person = Principal("p", "p", "person", frozenset({role}), None, frozenset({CLUSTER}))
    assert (SessionStep.SETTLE in session_steps(person, used_up(tie))) is offered
