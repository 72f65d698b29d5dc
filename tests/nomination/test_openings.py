"""F5: what a person may do now follows from the state machine and the rights, and the commands say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest

from kernel.aggregate import identity
from kernel.identity import Principal
from kernel.refusals import Refusal
from services.nomination.domain.ballots import Result, SessionKind, Voter
from services.nomination.domain.decision import Decision, DecisionCase, Ground
from services.nomination.domain.mandates import Mandate, Settlement
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.openings import (
    CHAIR_ACTIONS,
    DECISION_ACTIONS,
    NOMINATION_ACTIONS,
    decision_steps,
    nomination_steps,
    session_steps,
)
from services.nomination.domain.stages import LostBasis, Stage
from services.nomination.domain.steps import DecisionStep, NominationStep, SessionStep
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import (
    CASE,
    CLUSTER,
    DIRECTOR,
    LEADER,
    NO,
    OFFICES,
    RULES,
    VOTERS,
    YES,
    announce,
    candidacy,
    choices,
    january,
    nominated,
    opened,
    paper,
    standing,
    terms,
)

SELECT, COUNCIL, ANNOUNCE, DECIDE, WITHDRAW, RESUBMIT = NominationStep
ATTEND, MANDATE, CAST, CLOSE, VOID, ROUND, SETTLE = SessionStep


def person(*roles: str, unit: UUID = LEADER, name: str = "p") -> Principal:
    return Principal(name, "Nguyễn Văn A", "person", frozenset(roles), unit, frozenset({CLUSTER}))


def all_over(principal: Callable[..., Principal] = person) -> Principal:
    """Somebody with every right there is."""
    return principal("standing_body", "approver", "unit_head", "cluster_head", "council_member")


def counted(nomination: Nomination, kind: SessionKind, *, passed: bool) -> Nomination:
    nomination.voted(january(20), uuid4(), kind, 1, Result(nomination.id, 1, 0, 0, 1, 1, passed=passed))
    return nomination


def decided(nomination: Nomination) -> Nomination:
    nomination.decided(january(25), uuid4())
    return nomination


def revoked(nomination: Nomination) -> Nomination:
    decided(nomination).award_revoked(january(26), uuid4())
    return nomination


def withdrawn(nomination: Nomination) -> Nomination:
    nomination.withdraw(january(12), "xin rút")
    return nomination


def challenged(nomination: Nomination) -> Nomination:
    nomination.weigh(january(20), standing(2, no=2))
    return nomination


def bereft(nomination: Nomination) -> Nomination:
    """A decision that it was let in on was revoked."""
    nomination.lose_basis(january(20), LostBasis(UUID(int=1), "77/QĐ-BHXH", "gian dối", UUID(int=2)))
    return nomination


SELECTION, MEETING = SessionKind
CASES: dict[str, tuple[Callable[[], Nomination], Sequence[NominationStep]]] = {
    "proposed": (nominated, (SELECT, ANNOUNCE, DECIDE, WITHDRAW)),
    "proposed, straight to the council": (lambda: nominated("TTLDXS"), (COUNCIL, ANNOUNCE, DECIDE, WITHDRAW)),
    "challenged": (lambda: challenged(nominated()), (ANNOUNCE, WITHDRAW)),
    "without its basis": (lambda: bereft(nominated()), (ANNOUNCE, WITHDRAW, RESUBMIT)),
    "not selected": (lambda: counted(nominated(), SELECTION, passed=False), (SELECT, DECIDE, WITHDRAW)),
    "selected": (lambda: counted(nominated(), SELECTION, passed=True), (COUNCIL, ANNOUNCE, DECIDE, WITHDRAW)),
    "not endorsed": (lambda: counted(nominated(), MEETING, passed=False), (COUNCIL, DECIDE, WITHDRAW)),
    "endorsed": (lambda: counted(nominated(), MEETING, passed=True), (ANNOUNCE, DECIDE, WITHDRAW)),
    "decided": (lambda: decided(nominated()), ()),
    "revoked": (lambda: revoked(nominated()), ()),
    "withdrawn": (lambda: withdrawn(nominated()), (RESUBMIT,)),
}


def take(nomination: Nomination, step: NominationStep) -> None:
    """The step, as the commands take it."""
    act = january(27)
    match step:
        case NominationStep.ANNOUNCE:
            announce(nomination, act, date(2025, 2, 1))
        case NominationStep.WITHDRAW:
            nomination.withdraw(act, "xin rút")
        case NominationStep.RESUBMIT:
            nomination.resubmit(act, candidacy(nomination.title), RULES)
        case _:
            nomination.require(step)


@pytest.mark.parametrize("case", CASES)
def test_at_each_stage_exactly_these_steps_are_open(case: str) -> None:
    make, steps = CASES[case]
    assert make().open_steps() == tuple(steps)
    assert nomination_steps(all_over(), make(), ()) == tuple(steps)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("step", NominationStep)
def test_a_step_is_taken_if_it_is_open_and_refused_if_it_is_not(case: str, step: NominationStep) -> None:
    make, steps = CASES[case]
    if step in steps:
        take(make(), step)
    else:
        with pytest.raises(Refusal):
            take(make(), step)


def test_every_stage_is_in_the_matrix() -> None:
    assert {make().stage for make, _ in CASES.values()} == set(Stage)


def test_a_nomination_that_stands_in_a_session_is_put_into_no_other_of_its_kind() -> None:
    assert nomination_steps(all_over(), nominated(), {SELECTION}) == (ANNOUNCE, DECIDE, WITHDRAW)
    assert nomination_steps(all_over(), nominated(), {MEETING}) == (SELECT, ANNOUNCE, DECIDE, WITHDRAW)


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        ("standing_body", (SELECT, ANNOUNCE, WITHDRAW)),
        ("cluster_head", (SELECT,)),
        ("unit_head", (WITHDRAW,)),
        ("unit_officer", ()),
        ("approver", (DECIDE,)),
        ("auditor", ()),
    ],
)
def test_a_role_is_offered_what_it_has_the_right_to(role: str, steps: Sequence[NominationStep]) -> None:
    assert nomination_steps(person(role), nominated(), ()) == tuple(steps)
    again = (RESUBMIT,) if role in {"standing_body", "cluster_head", "unit_head", "unit_officer"} else ()
    assert nomination_steps(person(role), withdrawn(nominated()), ()) == again


def test_every_step_takes_a_right() -> None:
    assert set(NOMINATION_ACTIONS) == set(NominationStep)
    assert set(DECISION_ACTIONS) == set(DecisionStep)
    assert set(CHAIR_ACTIONS) == set(SessionKind)


def voted(session: VotingSession, *voters: str) -> VotingSession:
    for voter in voters:
        session.cast(january(16), voter, paper())
    return session


def closed(*said: object) -> VotingSession:
    session = voted(opened(), *VOTERS[:4])
    session.close(january(16), [choices(*said)])  # type: ignore[arg-type]
    return session


def void() -> VotingSession:
    session = closed(NO, NO, NO, NO)
    session.void(january(17), "đếm sai phiếu")
    return session


def used_up() -> VotingSession:
    session = closed(NO, NO, NO, NO)
    session.open_round(january(17), "key")
    voted(session, *VOTERS[:4]).close(january(17), [choices(NO, NO, NO, NO)])
    return session


ROUNDS: dict[str, tuple[Callable[[], VotingSession], Sequence[SessionStep]]] = {
    "open": (opened, (ATTEND, CAST, VOID)),
    "open with a quorum": (lambda: voted(opened(), *VOTERS[:4]), (ATTEND, CAST, CLOSE, VOID)),
    "closed, passed": (lambda: closed(YES, YES, YES, YES), (VOID,)),
    "closed, not passed": (lambda: closed(NO, NO, NO, NO), (VOID, ROUND)),
    "void": (void, (ROUND,)),
    "rounds used up": (used_up, (VOID, SETTLE)),
    "open to substitutes": (lambda: opened(terms(substitutes=True)), (ATTEND, MANDATE, CAST, VOID)),
}


def act_in(session: VotingSession, step: SessionStep) -> None:
    """The step, as the commands take it."""
    act = january(18)
    match step:
        case SessionStep.TAKE_ATTENDANCE:
            session.take_attendance(act, VOTERS[:1])
        case SessionStep.CAST:
            session.cast(act, VOTERS[4], paper())
        case SessionStep.CLOSE:
            session.close(act, [choices(YES, YES, YES, YES)])
        case SessionStep.VOID:
            session.void(act, "mất điện")
        case SessionStep.OPEN_ROUND:
            session.open_round(act, "key")
        case SessionStep.MANDATE:
            session.mandate(act, Mandate(VOTERS[3], "phó", OFFICES[3], "GUQ 01"))
        case SessionStep.SETTLE:
            session.settle(act, Settlement(CASE.nomination_id, in_favour=True, deciders=("chủ tịch",), reason="hơn"))


@pytest.mark.parametrize("case", ROUNDS)
def test_in_each_round_exactly_these_steps_are_open(case: str) -> None:
    make, steps = ROUNDS[case]
    assert make().open_steps() == tuple(steps)
    assert session_steps(person("standing_body"), make()) == tuple(step for step in steps if step is not CAST)
    assert session_steps(person("unit_head", unit=OFFICES[4]), make()) == ((CAST,) if CAST in steps else ())


@pytest.mark.parametrize("case", ROUNDS)
@pytest.mark.parametrize("step", SessionStep)
def test_a_step_in_a_round_is_taken_if_it_is_open_and_refused_if_it_is_not(case: str, step: SessionStep) -> None:
    make, steps = ROUNDS[case]
    if step in steps:
        act_in(make(), step)
    else:
        with pytest.raises(Refusal):
            act_in(make(), step)


def test_only_who_has_a_vote_left_is_asked_for_it() -> None:
    session = voted(opened(terms(own_case=True)), VOTERS[1])
    offered = {office: session_steps(person("unit_head", unit=office), session) for office in OFFICES[:3]}
    assert offered == {OFFICES[0]: (), OFFICES[1]: (), OFFICES[2]: (CAST,)}
    assert session_steps(person("unit_head", unit=identity("unit", "khách")), session) == ()
    assert session_steps(person("unit_officer", unit=OFFICES[2]), session) == ()


def test_a_council_is_chaired_by_the_standing_body_and_voted_in_by_its_members() -> None:
    session = opened(roll=(Voter("p"), Voter("q")), kind=SessionKind.COUNCIL, cluster_id=None)
    assert session_steps(person("council_member"), session) == (CAST,)
    assert session_steps(person("council_member", name="guest"), session) == ()
    assert session_steps(person("standing_body"), session) == (ATTEND, VOID)
    assert session_steps(person("cluster_head", "unit_head"), session) == ()
    assert CASE.nomination_id in session.round.candidates


def issued() -> Decision:
    nomination = counted(nominated("TTLDXS"), MEETING, passed=True)
    return Decision.issue(january(25), DecisionCase(nomination, None, RULES), "5/QĐ-BHXH", DIRECTOR)


def test_a_decision_is_made_public_once_and_revoked_once() -> None:
    decision = issued()
    notice, revocation = DecisionStep
    offered = [decision_steps(person(role), decision) for role in ("approver", "standing_body", "unit_head")]
    assert offered == [(notice, revocation), (notice,), ()]
    decision.post_notice(january(26), "baohiemxahoi.gov.vn")
    assert decision_steps(person("approver"), decision) == (revocation,)
    decision.revoke(january(27), Ground.LATER_FINDING, "kết luận 12/KL")
    assert decision_steps(person("approver"), decision) == ()
