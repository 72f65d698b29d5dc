"""A7: a unit turns a movement of the level above into its own contents and targets, the district under the province."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kernel.refusals import Refusal
from services.covenant.domain.cascade import Above, MovementTarget, MovementTargets, Own, Scope, begin_under
from services.covenant.domain.movement import Movement
from services.covenant.domain.refusals.cascades import (
    AlreadyCascaded,
    DueLaterThanAbove,
    MovementWithoutTargets,
    NotOneLevelBelow,
    OutsideThePeriodAbove,
    TargetNotComparable,
    TargetsBuiltOn,
    WeakerTarget,
)
from services.covenant.domain.refusals.codes import NothingWritten
from services.covenant.domain.refusals.covenants import AbsurdTarget, TargetTwice
from services.covenant.domain.refusals.movements import MovementIsClosed
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.target import Direction
from services.covenant.domain.unit import Unit, UnitKind
from tests.covenant.examples import NEW_YEAR, day, launch, movement, target, terms, unit

PROVINCE = unit("BHXH-68")
OTHER = unit("BHXH-66")
DISTRICT = unit("BHXH-68-001", UnitKind.DISTRICT, PROVINCE)
SECTOR = movement()


def stated(value: str = "93.5", scope: Scope = Scope.EACH, **others: object) -> MovementTarget:
    return MovementTarget(target("BHYT_TYLE", value, unit_of_measure="%", **others), scope)


def above(contest: Movement = SECTOR, *targets: MovementTarget, cascaded_as: str | None = None) -> Above:
    return Above(contest, targets, cascaded_as)


def begin(organiser: Unit = PROVINCE, over: Above | None = None, **others: Any) -> Movement:
    given = {"launch": launch(), "terms": terms(), **others}
    return begin_under(day(2, 1), Own(f"TD/{organiser.code}", **given), organiser, over or above())


def test_a_province_makes_the_sectors_movement_its_own_and_a_district_the_provinces() -> None:
    own = begin()
    below = begin(DISTRICT, above(own))
    assert (own.organiser_id, below.organiser_id) == (PROVINCE.id, DISTRICT.id)
    targets = MovementTargets.cascade(day(2, 1), below, above(own, stated()), [stated("94")])
    assert (targets.parent_id, targets.movement_id, targets.targets) == (own.id, below.id, (stated("94"),))


@pytest.mark.parametrize(("organiser", "over"), [(DISTRICT, SECTOR), (OTHER, begin()), (PROVINCE, begin())])
def test_only_whoever_stands_one_level_below_makes_it_its_own(organiser: Unit, over: Movement) -> None:
    with pytest.raises(NotOneLevelBelow):
        begin(organiser, above(over))


def test_a_district_that_moved_away_no_longer_stands_below() -> None:
    moved = unit("BHXH-68-002", UnitKind.DISTRICT, PROVINCE)
    moved.move(day(1, 20), OTHER, [OTHER.id])
    with pytest.raises(NotOneLevelBelow):
        begin(moved, above(begin()))


def test_a_unit_makes_a_movement_its_own_once() -> None:
    with pytest.raises(AlreadyCascaded) as refused:
        begin(over=above(cascaded_as="TD-CU"))
    assert refused.value.facts == {"unit": "BHXH-68", "movement": "TDTX-2024", "own": "TD-CU"}


def test_a_closed_movement_is_not_made_ones_own() -> None:
    over = movement()
    over.close(day(1, 31))
    with pytest.raises(MovementIsClosed):
        begin(over=above(over))


def test_a_unit_that_is_not_there_makes_nothing_its_own() -> None:
    with pytest.raises(UnitNotInExistence):
        begin(unit("BHXH-69", since=date(2024, 3, 1)))


@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [
        (NEW_YEAR, date(2024, 12, 31), False),
        (date(2024, 2, 1), date(2024, 11, 30), False),
        (date(2023, 12, 31), date(2024, 12, 31), True),
        (NEW_YEAR, date(2025, 1, 1), True),
    ],
)
def test_its_days_lie_within_those_above(begins: date, ends: date, *, refused: bool) -> None:
    if refused:
        with pytest.raises(OutsideThePeriodAbove):
            begin(launch=launch(begins, ends))
    else:
        assert begin(launch=launch(begins, ends)).launch.period_to == ends


@pytest.mark.parametrize(
    ("signing", "registration", "refused"),
    [
        (date(2024, 3, 31), date(2024, 3, 31), False),
        (date(2024, 3, 15), date(2024, 3, 20), False),
        (date(2024, 4, 1), date(2024, 3, 31), True),
        (date(2024, 3, 31), date(2024, 4, 1), True),
    ],
)
def test_nothing_is_due_later_than_above(signing: date, registration: date, *, refused: bool) -> None:
    if refused:
        with pytest.raises(DueLaterThanAbove):
            begin(terms=terms(signing, registration))
    else:
        assert begin(terms=terms(signing, registration)).terms.covenant_signing.day == signing


def cascade(own: MovementTarget, over: MovementTarget) -> MovementTargets:
    return MovementTargets.cascade(day(2, 1), begin(), above(SECTOR, over), [own])


BAND: dict[str, Any] = {"direction": Direction.BAND}
LOWER: dict[str, Any] = {"direction": Direction.LOWER}


@pytest.mark.parametrize(
    ("own", "over", "refused"),
    [
        (stated("93.5"), stated("93.5"), False),
        (stated("93.4"), stated("93.5"), True),
        (stated("2.5", **LOWER), stated("2.5", **LOWER), False),
        (stated("2.6", **LOWER), stated("2.5", **LOWER), True),
        (stated("90", upper=Decimal(95), **BAND), stated("90", upper=Decimal(95), **BAND), False),
        (stated("91", upper=Decimal(94), **BAND), stated("90", upper=Decimal(95), **BAND), False),
        (stated("89", upper=Decimal(94), **BAND), stated("90", upper=Decimal(95), **BAND), True),
        (stated("91", upper=Decimal(96), **BAND), stated("90", upper=Decimal(95), **BAND), True),
        (stated("10"), stated("93.5", Scope.TOGETHER), False),
    ],
)
def test_what_each_unit_must_reach_is_not_lowered(own: MovementTarget, over: MovementTarget, *, refused: bool) -> None:
    if refused:
        with pytest.raises(WeakerTarget):
            cascade(own, over)
    else:
        assert cascade(own, over).targets == (own,)


def test_a_unit_may_set_itself_targets_that_nobody_asked_for() -> None:
    own = MovementTarget(target("HO_SO", "100"), Scope.EACH)
    assert cascade(own, stated()).targets == (own,)


@pytest.mark.parametrize(
    "own", [stated("95", **LOWER), MovementTarget(target("BHYT_TYLE", "95", unit_of_measure="người"), Scope.EACH)]
)
def test_one_indicator_is_compared_alike_at_every_level(own: MovementTarget) -> None:
    with pytest.raises(TargetNotComparable):
        cascade(own, stated())


@pytest.mark.parametrize(
    ("targets", "refusal"),
    [([], MovementWithoutTargets), ([stated(), stated()], TargetTwice), ([stated("2000")], AbsurdTarget)],
)
def test_targets_make_sense(targets: list[MovementTarget], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        MovementTargets.state(day(2, 1), SECTOR, targets)
    with pytest.raises(refusal):
        MovementTargets.cascade(day(2, 1), begin(), above(), targets)
    with pytest.raises(refusal):
        MovementTargets.state(day(2, 1), SECTOR, [stated()]).restate(day(2, 2), SECTOR, targets, "vì", (None, ()))


def test_the_sectors_targets_are_stated_and_restated_with_a_reason() -> None:
    found = MovementTargets.state(day(2, 1), SECTOR, [stated()])
    assert (found.parent_id, found.id) == (None, MovementTargets.id_for(SECTOR.id))
    with pytest.raises(NothingWritten):
        found.restate(day(2, 2), SECTOR, [stated("94")], " ", (None, ()))
    found.restate(day(2, 2), SECTOR, [stated("94")], "Giao lại chỉ tiêu", (None, ()))
    assert found.targets == (stated("94"),)


def test_targets_that_units_below_built_on_are_fixed() -> None:
    found = MovementTargets.state(day(2, 1), SECTOR, [stated()])
    with pytest.raises(TargetsBuiltOn) as refused:
        found.restate(day(2, 2), SECTOR, [stated("94")], "Giao lại", (None, ["TD/B", "TD/A"]))
    assert refused.value.facts == {"movement": "TDTX-2024", "below": "TD/A, TD/B"}


def test_targets_restated_below_still_keep_up_with_those_above() -> None:
    own = begin()
    found = MovementTargets.cascade(day(2, 1), own, above(SECTOR, stated()), [stated("95")])
    with pytest.raises(WeakerTarget):
        found.restate(day(2, 2), own, [stated("93")], "Khó khăn", (above(SECTOR, stated()), ()))
    found.restate(day(2, 2), own, [replace(stated("93.5"))], "Khó khăn", (above(SECTOR, stated()), ()))
    assert found.targets == (stated("93.5"),)


def test_a_closed_movement_states_nothing_more() -> None:
    ended = movement("TD-CU")
    found = MovementTargets.state(day(2, 1), ended, [stated()])
    ended.close(day(3, 1))
    with pytest.raises(MovementIsClosed):
        MovementTargets.state(day(3, 2), ended, [stated()])
    with pytest.raises(MovementIsClosed):
        found.restate(day(3, 2), ended, [stated()], "vì", (None, ()))
