"""B9: a signed covenant is amended with a reason, agreed and signed; until then what was signed holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kernel.explanation import Status
from services.covenant.domain.amendment import Amendment
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.movement import Movement
from services.covenant.domain.refusals.amendments import (
    AmendmentAfterTheEnd,
    AmendmentNotAgreed,
    AmendmentPending,
    NoAmendment,
    NothingToAmend,
    NotYetSigned,
)
from services.covenant.domain.refusals.codes import NothingWritten
from services.covenant.domain.refusals.covenants import AbsurdTarget, NoTargets, SignedCovenantIsFixed
from services.covenant.domain.refusals.movements import MovementIsClosed
from services.covenant.domain.refusals.order import BeforeItsBasis
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.steps import Phase, State, Step, open_steps
from services.covenant.domain.target import Target
from tests.covenant.examples import agreed, day, movement, target, unit

UNIT = unit("BHXH-68")
WHY = "Trung ương giao lại chỉ tiêu"
LOWER = (target(value="90000"), target("BHTN"))


def signed(contest: Movement) -> Covenant:
    covenant = agreed(UNIT, contest)
    covenant.sign(day(3, 20), UNIT, contest)
    return covenant


def proposed(covenant: Covenant, contest: Movement, targets: tuple[Target, ...] = LOWER) -> Amendment:
    return Amendment.propose(day(6, 1), covenant, contest, targets, f" {WHY} ")


def test_what_was_signed_holds_until_the_amendment_is_agreed_and_signed() -> None:
    contest = movement()
    covenant = signed(contest)
    amendment = proposed(covenant, contest)
    assert (amendment.id, amendment.reason, amendment.phase) == (
        Amendment.id_for(covenant.id, 2),
        WHY,
        Phase.PROPOSED,
    )
    amendment.agree(day(6, 5), contest)
    assert (covenant.targets, covenant.edition, amendment.phase) == ((target(),), 1, Phase.AGREED)
    amendment.sign(day(6, 10), contest)
    covenant.amend(day(6, 10), UNIT, contest, amendment.targets, amendment.reason)
    assert (covenant.targets, covenant.edition, amendment.phase) == (LOWER, 2, Phase.SIGNED)
    assert (covenant.state, covenant.signed_on) == (State.SIGNED, date(2024, 3, 20))


def test_another_amendment_follows_the_one_before_and_is_not_older() -> None:
    contest = movement()
    covenant = signed(contest)
    covenant.amend(day(6, 10), UNIT, contest, LOWER, WHY)
    with pytest.raises(BeforeItsBasis):
        Amendment.propose(day(6, 9), covenant, contest, [target()], WHY)
    assert Amendment.propose(day(6, 10), covenant, contest, [target()], WHY).edition == 3


def test_a_covenant_is_amended_only_once_it_is_signed() -> None:
    contest = movement()
    for covenant in (agreed(UNIT, contest), Covenant.draft(day(2, 1), UNIT, contest)):
        with pytest.raises(NotYetSigned) as refused:
            proposed(covenant, contest)
        assert refused.value.facts["agreed_on"] == covenant.agreed_on
    assert refused.value.source.status is Status.UNVERIFIED
    with pytest.raises(SignedCovenantIsFixed):
        signed(contest).set_targets(day(3, 21), contest, LOWER)


def test_a_dropped_amendment_can_be_proposed_anew() -> None:
    contest = movement()
    covenant = signed(contest)
    amendment = proposed(covenant, contest)
    with pytest.raises(AmendmentPending):
        amendment.propose_anew(day(6, 2), covenant, contest, LOWER, WHY)
    amendment.send_back(day(6, 3), contest, " Chưa đủ căn cứ ")
    assert amendment.phase is Phase.RETURNED
    amendment.propose_anew(day(6, 4), covenant, contest, [target(value="95000")], WHY)
    amendment.agree(day(6, 5), contest)
    amendment.withdraw(day(6, 6), contest, "Không cần nữa")
    assert (amendment.phase, amendment.targets, amendment.edition) == (Phase.WITHDRAWN, (target(value="95000"),), 2)
    assert [
        each.reason for each in amendment.pending_events if isinstance(each, Amendment.Returned | Amendment.Withdrawn)
    ] == ["Chưa đủ căn cứ", "Không cần nữa"]


Doing = Callable[[Amendment, Movement], None]
DOING: dict[Step, Doing] = {
    Step.AGREE_AMENDMENT: lambda amendment, contest: amendment.agree(day(6, 5), contest),
    Step.WITHDRAW_AMENDMENT: lambda amendment, contest: amendment.withdraw(day(6, 5), contest, "Rút"),
    Step.RETURN_AMENDMENT: lambda amendment, contest: amendment.send_back(day(6, 5), contest, "Trả"),
    Step.SIGN_AMENDMENT: lambda amendment, contest: amendment.sign(day(6, 5), contest),
}


@pytest.mark.parametrize(
    ("before", "doing", "refusal"),
    [
        ((), Step.SIGN_AMENDMENT, AmendmentNotAgreed),
        ((Step.AGREE_AMENDMENT,), Step.AGREE_AMENDMENT, AmendmentPending),
        *(((Step.WITHDRAW_AMENDMENT,), step, NoAmendment) for step in DOING),
        *(((Step.RETURN_AMENDMENT,), step, NoAmendment) for step in DOING),
        *(((Step.AGREE_AMENDMENT, Step.SIGN_AMENDMENT), step, NoAmendment) for step in DOING),
    ],
)
def test_an_amendment_takes_its_turn(before: tuple[Step, ...], doing: Step, refusal: type[Exception]) -> None:
    contest = movement()
    amendment = proposed(signed(contest), contest)
    for step in before:
        DOING[step](amendment, contest)
    with pytest.raises(refusal):
        DOING[doing](amendment, contest)


@pytest.mark.parametrize("doing", DOING)
def test_no_step_of_an_amendment_is_older_than_the_one_before_or_follows_the_closing(doing: Step) -> None:
    contest = movement()
    amendment = proposed(signed(contest), contest)
    if doing is Step.SIGN_AMENDMENT:
        amendment.agree(day(6, 6), contest)
    else:
        amendment = Amendment.propose(day(6, 6), signed(contest), contest, LOWER, WHY)
    with pytest.raises(BeforeItsBasis):
        DOING[doing](amendment, contest)
    contest.close(day(12, 31))
    with pytest.raises(MovementIsClosed):
        DOING[doing](amendment, contest)


def test_nothing_is_amended_after_the_movement_is_over() -> None:
    contest = movement()
    covenant, after = signed(contest), day(1, 1, 2025)
    with pytest.raises(AmendmentAfterTheEnd) as refused:
        Amendment.propose(after, covenant, contest, LOWER, WHY)
    assert refused.value.fields == ("effective",)
    amendment = Amendment.propose(day(12, 31), covenant, contest, LOWER, WHY)
    with pytest.raises(AmendmentAfterTheEnd):
        amendment.agree(after, contest)
    amendment.agree(day(12, 31), contest)
    with pytest.raises(AmendmentAfterTheEnd):
        amendment.sign(after, contest)
    amendment.withdraw(after, contest, "Đã hết năm")
    contest.close(after)
    with pytest.raises(MovementIsClosed):
        Amendment.propose(day(12, 31), covenant, contest, LOWER, WHY)


@pytest.mark.parametrize(
    ("targets", "reason", "refusal"),
    [
        ((target(),), WHY, NothingToAmend),
        ((), WHY, NoTargets),
        ((target(value="-1"),), WHY, AbsurdTarget),
        (LOWER, " ", NothingWritten),
    ],
)
def test_a_proposal_makes_sense_and_says_why(
    targets: tuple[Target, ...], reason: str, refusal: type[Exception]
) -> None:
    contest = movement()
    with pytest.raises(refusal):
        Amendment.propose(day(6, 1), signed(contest), contest, targets, reason)


@pytest.mark.parametrize("doing", [Step.WITHDRAW_AMENDMENT, Step.RETURN_AMENDMENT])
def test_dropping_an_amendment_says_why(doing: Step) -> None:
    contest = movement()
    amendment = proposed(signed(contest), contest)
    drop = amendment.withdraw if doing is Step.WITHDRAW_AMENDMENT else amendment.send_back
    with pytest.raises(NothingWritten):
        drop(day(6, 5), contest, " ")


def test_a_unit_that_is_gone_signs_no_amendment() -> None:
    contest, gone = movement(), unit("BHXH-67")
    covenant = agreed(gone, contest)
    covenant.sign(day(3, 20), gone, contest)
    gone.dissolve(day(7, 1))
    with pytest.raises(UnitNotInExistence):
        covenant.amend(day(7, 1), gone, contest, LOWER, WHY)


@pytest.mark.parametrize(
    ("phase", "steps"),
    [
        (Phase.PROPOSED, (Step.WITHDRAW_AMENDMENT, Step.RETURN_AMENDMENT, Step.AGREE_AMENDMENT)),
        (Phase.AGREED, (Step.WITHDRAW_AMENDMENT, Step.RETURN_AMENDMENT, Step.SIGN_AMENDMENT)),
        (Phase.RETURNED, (Step.PROPOSE_AMENDMENT,)),
        (Phase.WITHDRAWN, (Step.PROPOSE_AMENDMENT,)),
    ],
)
def test_what_can_be_done_is_derived_from_how_far_the_amendment_is(phase: Phase, steps: tuple[Step, ...]) -> None:
    assert open_steps(State.SIGNED, phase) == (Step.REGISTER_TITLES, *steps)


def test_figures_stay_exact() -> None:
    contest = movement()
    covenant = signed(contest)
    covenant.amend(day(6, 10), UNIT, contest, [target(value="90000.50")], WHY)
    assert covenant.targets[0].value == Decimal("90000.50")
