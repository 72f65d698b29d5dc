"""B1, B2, B3: targets are set, agreed, signed and then fixed; titles are registered; late is recorded as late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kernel.explanation import Text
from regulations.chapters import Holder
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.lateness import explain
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.covenants import (
    AbsurdTarget,
    AlreadySigned,
    BandNeedsTwoEnds,
    NoRegistrations,
    NotAgreed,
    NoTargets,
    NotRegistered,
    RegisteredTwice,
    SignedCovenantIsFixed,
    TargetsAgreed,
    TargetTwice,
    UnknownTitle,
    WrongHolder,
)
from services.covenant.domain.refusals.movements import MovementIsClosed
from services.covenant.domain.refusals.order import BeforeItsBasis
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.registration import Registration
from services.covenant.domain.steps import State, Step, open_steps
from services.covenant.domain.target import Direction
from tests.covenant.examples import RULES, TITLES, agreed, day, movement, target, unit

FLAG = Registration("CO_BHXH", Holder.COLLECTIVE)
FIGHTER = Registration("CSTDCS", Holder.PERSON, "CB-0001")


def test_there_is_one_covenant_per_unit_and_movement() -> None:
    member, contest = unit("BHXH-68"), movement()
    assert Covenant.draft(day(2, 1), member, contest).id == Covenant.id_for(member.id, contest.id)


def test_a_unit_that_is_not_there_drafts_nothing() -> None:
    with pytest.raises(UnitNotInExistence):
        Covenant.draft(day(2, 1), unit("BHXH-68", since=date(2024, 6, 1)), movement())


def test_nothing_is_drafted_in_a_closed_movement() -> None:
    contest = movement()
    contest.close(day(12, 31))
    with pytest.raises(MovementIsClosed):
        Covenant.draft(day(2, 1), unit("BHXH-68"), contest)


def test_targets_can_be_put_anew_until_they_are_agreed() -> None:
    covenant, contest = Covenant.draft(day(2, 1), unit("BHXH-68"), movement()), movement()
    covenant.set_targets(day(2, 2), contest, [target("BHYT")])
    covenant.set_targets(day(2, 3), contest, [target("BHXH_BB"), target("BHTN")])
    assert [each.indicator for each in covenant.targets] == ["BHXH_BB", "BHTN"]


def test_a_covenant_without_targets_is_not_agreed() -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    with pytest.raises(NoTargets):
        covenant.agree(day(2, 2), movement())


@pytest.mark.parametrize(
    ("value", "unit_of_measure"),
    [("-1", "người"), ("1000000000000001", "đồng"), ("1000.1", "%"), ("NaN", "%"), ("Infinity", "người")],
)
def test_an_absurd_figure_is_refused(value: str, unit_of_measure: str) -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    with pytest.raises(AbsurdTarget) as refused:
        covenant.set_targets(day(2, 2), movement(), [target(value=value, unit_of_measure=unit_of_measure)])
    assert (refused.value.fields, refused.value.facts["indicator"]) == (("targets",), "BHXH_BB")


@pytest.mark.parametrize(("value", "unit_of_measure"), [("0", "người"), ("1000000000000000", "đồng"), ("1000", " % ")])
def test_a_figure_at_its_bound_is_taken(value: str, unit_of_measure: str) -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    covenant.set_targets(day(2, 2), movement(), [target(value=value, unit_of_measure=unit_of_measure)])
    assert covenant.targets[0].value == Decimal(value)


@pytest.mark.parametrize(
    ("direction", "upper"),
    [
        (Direction.BAND, None),
        (Direction.BAND, Decimal(9)),
        (Direction.HIGHER, Decimal(20)),
        (Direction.LOWER, Decimal(20)),
    ],
)
def test_a_band_has_two_ends_and_the_others_one(direction: Direction, upper: Decimal | None) -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    with pytest.raises(BandNeedsTwoEnds):
        covenant.set_targets(day(2, 2), movement(), [target(value="10", direction=direction, upper=upper)])


def test_an_upper_bound_is_a_sensible_figure_too() -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    absurd = target(value="10", direction=Direction.BAND, upper=Decimal("Infinity"))
    with pytest.raises(AbsurdTarget):
        covenant.set_targets(day(2, 2), movement(), [absurd])


def test_a_band_may_be_one_point() -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    covenant.set_targets(day(2, 2), movement(), [target(value="10", direction=Direction.BAND, upper=Decimal(10))])
    assert covenant.targets[0].upper == Decimal(10)


def test_an_indicator_has_one_target() -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    with pytest.raises(TargetTwice):
        covenant.set_targets(day(2, 2), movement(), [target(), target(value="5")])


@pytest.mark.parametrize(
    ("broken", "refusal"),
    [
        ({"indicator": "BHXH BB"}, MalformedCode),
        ({"name": " "}, NothingWritten),
        ({"unit_of_measure": ""}, NothingWritten),
    ],
)
def test_a_target_is_clear(broken: dict[str, object], refusal: type[Exception]) -> None:
    covenant = Covenant.draft(day(2, 1), unit("BHXH-68"), movement())
    with pytest.raises(refusal):
        covenant.set_targets(day(2, 2), movement(), [target(**broken)])  # type: ignore[arg-type]


@pytest.mark.parametrize(("on_day", "late"), [((3, 31), False), ((4, 1), True)])
def test_a_deadline_is_met_until_the_end_of_its_day(on_day: tuple[int, int], late: bool) -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.sign(day(*on_day), member, contest)
    assert covenant.signature is not None
    assert (covenant.signature.late, covenant.signed_on) == (late, date(2024, *on_day))


def test_why_a_covenant_is_late() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.sign(day(4, 1), member, contest)
    assert covenant.signature is not None
    why = explain(Text("Ký giao ước", "Signing"), covenant.signature, [covenant.id])
    assert (why.value, [node.value for node in why.inputs], why.rule_version, why.events) == (
        "muộn · late",
        ["2024-04-01", "2024-03-31"],
        RULES.version,
        (covenant.id,),
    )


def test_why_a_covenant_is_in_time() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.sign(day(3, 31), member, contest)
    assert covenant.signature is not None
    assert explain(Text("Ký giao ước", "Signing"), covenant.signature, []).value == "đúng hạn · in time"


def test_a_covenant_is_not_signed_before_it_is_agreed() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = Covenant.draft(day(2, 1), member, contest)
    covenant.set_targets(day(2, 2), contest, [target()])
    with pytest.raises(NotAgreed):
        covenant.sign(day(3, 1), member, contest)


def test_a_signature_is_not_older_than_the_agreement() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    with pytest.raises(BeforeItsBasis) as refused:
        covenant.sign(day(2, 28), member, contest)
    assert refused.value.facts == {"given": date(2024, 2, 28), "earliest": date(2024, 3, 1)}


def test_a_unit_that_is_gone_signs_nothing() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    member.dissolve(day(3, 10))
    with pytest.raises(UnitNotInExistence):
        covenant.sign(day(3, 11), member, contest)


def test_agreed_targets_change_only_after_the_agreement_is_withdrawn() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    with pytest.raises(TargetsAgreed):
        covenant.set_targets(day(3, 2), contest, [target("BHYT")])
    covenant.withdraw_agreement(day(3, 2), contest, "Cụm đề nghị nâng chỉ tiêu")
    covenant.set_targets(day(3, 3), contest, [target("BHYT")])
    assert (covenant.state, covenant.agreed_on, covenant.targets) == (State.DRAFTED, None, (target("BHYT"),))


def test_an_agreement_is_withdrawn_with_a_reason() -> None:
    contest = movement()
    with pytest.raises(NothingWritten) as refused:
        agreed(unit("BHXH-68"), contest).withdraw_agreement(day(3, 2), contest, " ")
    assert refused.value.fields == ("reason",)


def test_a_covenant_is_signed_once() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.sign(day(3, 20), member, contest)
    with pytest.raises(AlreadySigned) as refused:
        covenant.sign(day(3, 21), member, contest)
    assert refused.value.facts["signed_on"] == date(2024, 3, 20)


def test_a_signed_covenant_cannot_be_amended() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.sign(day(3, 20), member, contest)
    with pytest.raises(SignedCovenantIsFixed):
        covenant.set_targets(day(3, 21), contest, [target("BHYT")])
    with pytest.raises(SignedCovenantIsFixed):
        covenant.withdraw_agreement(day(3, 21), contest, "Sửa chỉ tiêu")
    with pytest.raises(AlreadySigned):
        covenant.agree(day(3, 21), contest)
    assert covenant.targets == (target(),)


def test_what_was_never_agreed_is_not_withdrawn_and_what_is_agreed_not_agreed_again() -> None:
    member, contest = unit("BHXH-68"), movement()
    with pytest.raises(NotAgreed):
        Covenant.draft(day(2, 1), member, contest).withdraw_agreement(day(2, 2), contest, "Sửa")
    with pytest.raises(TargetsAgreed):
        agreed(member, contest).agree(day(3, 2), contest)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.DRAFTED, (Step.SET_TARGETS, Step.AGREE, Step.REGISTER_TITLES)),
        (State.AGREED, (Step.WITHDRAW_AGREEMENT, Step.SIGN, Step.REGISTER_TITLES)),
        (State.SIGNED, (Step.REGISTER_TITLES, Step.PROPOSE_AMENDMENT)),
    ],
)
def test_what_can_be_done_is_derived_from_the_state(state: State, steps: tuple[Step, ...]) -> None:
    assert open_steps(state) == steps


@pytest.mark.parametrize("doing", ["set_targets", "agree", "withdraw_agreement", "sign", "register", "withdraw_title"])
def test_a_closed_movement_takes_nothing_more(doing: str) -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.register_titles(day(3, 1), contest, [FLAG], TITLES)
    contest.close(day(12, 31))
    steps = {
        "set_targets": lambda: covenant.set_targets(day(3, 2), contest, [target()]),
        "agree": lambda: covenant.agree(day(3, 2), contest),
        "withdraw_agreement": lambda: covenant.withdraw_agreement(day(3, 2), contest, "Sửa"),
        "sign": lambda: covenant.sign(day(3, 2), member, contest),
        "register": lambda: covenant.register_titles(day(3, 2), contest, [FIGHTER], TITLES),
        "withdraw_title": lambda: covenant.withdraw_title(day(3, 2), contest, FLAG, "Sửa"),
    }
    with pytest.raises(MovementIsClosed):
        steps[doing]()


def test_titles_are_registered_for_the_unit_and_for_persons() -> None:
    contest = movement()
    covenant = agreed(unit("BHXH-68"), contest)
    covenant.register_titles(day(3, 1), contest, [FLAG], TITLES)
    covenant.register_titles(day(4, 1), contest, [FIGHTER], TITLES)
    assert covenant.registrations == (FLAG, FIGHTER)
    assert [
        (each.timing.late, each.timing.rulebook)
        for each in covenant.pending_events
        if isinstance(each, Covenant.TitlesRegistered)
    ] == [(False, RULES.version), (True, RULES.version)]


@pytest.mark.parametrize(
    ("registration", "refusal"),
    [
        (Registration("CO_VANG", Holder.COLLECTIVE), UnknownTitle),
        (Registration("CO_BHXH", Holder.PERSON, "CB-0001"), WrongHolder),
        (Registration("CO_BHXH", Holder.COLLECTIVE, "CB-0001"), WrongHolder),
        (Registration("CSTDCS", Holder.PERSON), WrongHolder),
        (Registration("CSTDCS", Holder.COLLECTIVE), WrongHolder),
        (Registration("CSTDCS", Holder.PERSON, "Nguyễn Văn A"), MalformedCode),
        (FLAG, RegisteredTwice),
    ],
)
def test_a_registration_that_means_nothing_is_refused(registration: Registration, refusal: type[Exception]) -> None:
    contest = movement()
    covenant = agreed(unit("BHXH-68"), contest)
    covenant.register_titles(day(3, 1), contest, [FLAG], TITLES)
    with pytest.raises(refusal):
        covenant.register_titles(day(3, 2), contest, [registration], TITLES)
    assert covenant.registrations == (FLAG,)


def test_registering_names_something_once() -> None:
    contest = movement()
    covenant = agreed(unit("BHXH-68"), contest)
    with pytest.raises(NoRegistrations):
        covenant.register_titles(day(3, 1), contest, [], TITLES)
    with pytest.raises(RegisteredTwice):
        covenant.register_titles(day(3, 1), contest, [FIGHTER, FIGHTER], TITLES)


def test_a_registered_title_can_be_withdrawn_with_a_reason() -> None:
    contest = movement()
    covenant = agreed(unit("BHXH-68"), contest)
    covenant.register_titles(day(3, 1), contest, [FLAG, FIGHTER], TITLES)
    with pytest.raises(NothingWritten):
        covenant.withdraw_title(day(3, 2), contest, FLAG, "")
    covenant.withdraw_title(day(3, 2), contest, FLAG, "Không đủ điều kiện")
    assert covenant.registrations == (FIGHTER,)
    with pytest.raises(NotRegistered):
        covenant.withdraw_title(day(3, 3), contest, FLAG, "Không đủ điều kiện")
