"""D8, D11: good examples step by step; aims counted from decisions; priority by the boards of the long movement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kernel.aggregate import identity
from kernel.refusals import Refusal
from regulations.aims import AIMS
from regulations.chapters import Holder
from regulations.rulebook import Rulebooks
from services.nomination.domain.aims import Given, progress
from services.nomination.domain.good_example import (
    Channel,
    Effect,
    ExampleKind,
    ExampleState,
    Finding,
    GoodExample,
    Introduction,
)
from services.nomination.domain.higher_award import HigherAward, HigherAwardFacts
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.priority import ORDER, RULE, Eligible, LongResult, LongStanding, in_order
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.examples import (
    AwardHolderUnclear,
    CollectiveHasNoPersonCode,
    EffectElsewhere,
    EffectFigureUnreadable,
    EffectWithoutAfter,
    ExampleIsClosed,
    ExampleIsOpen,
    ExampleNeedsWords,
    HigherAwardStruck,
    NotYetPublished,
    RecognisedAlready,
    SpreadToNobodyNew,
)
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from tests.nomination.examples import january

OWN, OTHER, THIRD = (identity("unit", letter) for letter in "ABC")
FINDING = Finding("DH-01", ExampleKind.COLLECTIVE, OWN, "BHYT theo tổ dân phố", "Cụm trưởng")
TOLD = Introduction(Channel.NEWSPAPER, "số 12", date(2025, 1, 20))
EFFECT = Effect("tỷ lệ BHYT", "báo cáo 05", OTHER, Decimal("81.5"), Decimal("90.25"))


def found() -> GoodExample:
    return GoodExample.find(january(10), FINDING)


@pytest.mark.parametrize("changed", [{"code": " "}, {"what": ""}, {"found_by": ""}])
def test_a_finding_says_which_what_and_by_whom(changed: dict[str, str]) -> None:
    with pytest.raises(ExampleNeedsWords):
        GoodExample.find(january(10), replace(FINDING, **changed))  # type: ignore[arg-type]


def test_a_person_who_is_an_example_has_a_code() -> None:
    with pytest.raises(ExampleNeedsWords):
        GoodExample.find(january(10), replace(FINDING, kind=ExampleKind.PERSON))
    known = replace(FINDING, kind=ExampleKind.PERSON, person_code="cb-1")
    assert GoodExample.find(january(10), known).finding.person_code == "CB-1"


def test_a_collective_is_no_person() -> None:  # rule: a_collective_is_no_person
    with pytest.raises(CollectiveHasNoPersonCode) as refused:
        GoodExample.find(january(10), replace(FINDING, person_code="CB-1"))
    assert refused.value.facts == {"person": "CB-1"}


def test_a_recognition_is_put_down_once() -> None:  # rule: recognition_is_new
    example = found()
    example.recognise(january(12), "Giấy khen", "12/QĐ-BHXH")
    with pytest.raises(RecognisedAlready) as refused:
        example.recognise(january(13), " giấy khen ", "12/qđ-bhxh")
    assert refused.value.facts == {"example": "DH-01", "form": "giấy khen", "number": "12/qđ-bhxh"}
    example.recognise(january(13), "Giấy khen", "13/QĐ-BHXH")
    example.recognise(january(13), "Tuyên dương")
    with pytest.raises(RecognisedAlready):
        example.recognise(january(13), "Tuyên dương")


def test_an_example_goes_from_the_finding_to_the_effect() -> None:
    example = found()
    example.nurture(january(11), "cử đi tập huấn")
    example.recognise(january(12), "Giấy khen", "12/QĐ-BHXH")
    example.spread(january(13), (OTHER,))
    example.introduce(january(21), TOLD)
    example.follow_up(january(22), EFFECT)
    example.close(january(23), "đã thành nền nếp")
    assert (example.state, example.taken, example.version) == (ExampleState.CLOSED, frozenset({OTHER}), 7)
    example.reopen(january(24), "có đơn vị mới")
    example.withdraw(january(25), "số liệu sai")
    assert (example.state, example.id) == (ExampleState.WITHDRAWN, GoodExample.id_for(" dh-01"))


def test_an_effect_shows_where_the_example_is() -> None:  # rule: an_effect_is_where_the_example_is
    example = found()
    example.follow_up(january(11), replace(EFFECT, unit_id=None))
    example.follow_up(january(11), replace(EFFECT, unit_id=OWN))
    with pytest.raises(EffectElsewhere) as refused:
        example.follow_up(january(11), replace(EFFECT, unit_id=OTHER))
    assert (refused.value.facts, refused.value.fields) == ({"unit": OTHER}, ("unit_id",))
    example.spread(january(12), (OTHER,))
    example.follow_up(january(13), replace(EFFECT, unit_id=OTHER))
    assert example.version == 5


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (lambda it: it.nurture(january(11), " "), ExampleNeedsWords),
        (lambda it: it.recognise(january(11), ""), ExampleNeedsWords),
        (lambda it: it.introduce(january(21), replace(TOLD, where="")), ExampleNeedsWords),
        (lambda it: it.introduce(january(21), replace(TOLD, published_on=date(2025, 1, 9))), BeforeTheFact),
        (lambda it: it.introduce(january(21), replace(TOLD, published_on=date(2025, 1, 22))), NotYetPublished),
        (lambda it: it.follow_up(january(11), replace(EFFECT, what="")), ExampleNeedsWords),
        (lambda it: it.follow_up(january(11), replace(EFFECT, evidence="")), ExampleNeedsWords),
        (lambda it: it.spread(january(11), ()), SpreadToNobodyNew),
        (lambda it: it.spread(january(11), (OWN,)), SpreadToNobodyNew),
        (lambda it: it.spread(january(11), (OTHER, OTHER)), SpreadToNobodyNew),
        (lambda it: it.close(january(11), ""), ReasonIsRequired),
        (lambda it: it.withdraw(january(11), ""), ReasonIsRequired),
        (lambda it: it.nurture(january(9), "sớm quá"), BeforeTheFact),
        (lambda it: it.reopen(january(11), "x"), ExampleIsOpen),
    ],
)
def test_what_says_nothing_or_comes_too_early_is_refused(step: object, kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        step(found())  # type: ignore[operator]


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (None, None, ""),
        (None, "90.25", ""),
        ("-1.5", "999999999999999.999999", ""),
        ("81.5", None, "after"),
        ("NaN", "1", "before"),
        ("1", "Infinity", "after"),
        ("1", "1000000000000000", "after"),
        ("-1000000000000000", "1", "before"),
        ("1", "0.1234567", "after"),
        ("1e999999999", "1", "before"),
        ("1", "1e-999999999", "after"),
    ],
)
def test_an_effect_is_measured_to_its_end(  # rule: an_effect_is_measured_to_its_end
    before: str | None, after: str | None, field: str
) -> None:
    figures = [None if each is None else Decimal(each) for each in (before, after)]
    effect, example = replace(EFFECT, unit_id=OWN, before=figures[0], after=figures[1]), found()
    if not field:
        example.follow_up(january(11), effect)
        return
    with pytest.raises((EffectFigureUnreadable, EffectWithoutAfter)) as refused:
        example.follow_up(january(11), effect)
    assert (refused.value.fields, "1000000000000000" in refused.value.text().vi) == ((field,), after is not None)


def test_an_example_spreads_to_each_unit_once() -> None:
    example = found()
    example.spread(january(11), (OTHER,))
    with pytest.raises(SpreadToNobodyNew):
        example.spread(january(12), (THIRD, OTHER))
    example.spread(january(12), (THIRD,))
    assert example.taken == {OTHER, THIRD}


def test_what_is_closed_is_reopened_first() -> None:
    example = found()
    example.close(january(11), "xong")
    with pytest.raises(ExampleIsClosed):
        example.nurture(january(12), "nữa")
    with pytest.raises(ReasonIsRequired):
        example.reopen(january(12), "")


AWARD = HigherAwardFacts("AHLD", "1/QĐ-CTN", "Chủ tịch nước", OWN)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"title": ""}, ExampleNeedsWords),
        ({"number": " "}, ExampleNeedsWords),
        ({"authority": ""}, ExampleNeedsWords),
        ({"unit_id": None}, AwardHolderUnclear),
        ({"unit_id": None, "person_code": " "}, AwardHolderUnclear),
        ({"person_code": "CB-1"}, AwardHolderUnclear),
    ],
)
def test_an_award_from_elsewhere_says_what_by_whom_to_whom(changed: dict[str, object], kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        HigherAward.record(january(10), replace(AWARD, **changed))  # type: ignore[arg-type]


def test_a_record_is_struck_once() -> None:
    award = HigherAward.record(january(10), AWARD)
    with pytest.raises(ReasonIsRequired):
        award.strike(january(11), "")
    award.strike(january(11), "ghi nhầm")
    with pytest.raises(HigherAwardStruck):
        award.strike(january(11), "lần nữa")
    assert award.decided_on == date(2025, 1, 10)


def test_an_award_from_elsewhere_is_of_the_year_stated_or_of_its_decision_s() -> None:
    award = HigherAward.record(january(10), AWARD)
    person = HigherAward.record(january(10), replace(AWARD, unit_id=None, person_code="CB-1", year=2023))
    assert [(each.as_award().year, each.as_award().decision_id) for each in (award, person)] == [
        (2025, award.id),
        (2023, person.id),
    ]
    assert [each.facts.bearer for each in (award, person)] == [Bearer.unit(OWN), Bearer.person("CB-1")]


def given(title: str, holder: Holder, day: date) -> Given:
    return Given(title, holder, day, f"{day}/QĐ", identity("event", title, day))


MIDTERM = date(2015, 12, 31)
BOOK = Rulebooks.load().at(MIDTERM)


@pytest.mark.parametrize(
    ("days", "counted", "reached"),
    [
        ((date(2013, 12, 31),), 0, False),
        ((date(2014, 1, 1),), 1, True),
        ((MIDTERM,), 1, True),
        ((date(2016, 1, 1),), 0, False),
    ],
)
def test_an_aim_counts_what_falls_between_its_days(days: tuple[date, ...], counted: int, reached: bool) -> None:
    awards = [given("AHLD", Holder.COLLECTIVE, day) for day in days]
    aims = BOOK.chapter(AIMS)
    assert aims is not None
    heroes, fighters = progress(aims.values(), [*awards, given("AHLD", Holder.PERSON, MIDTERM)], date(2016, 2, 1))
    assert (len(heroes.counted), heroes.reached, heroes.overdue) == (counted, reached, not reached)
    assert (fighters.aim.at_least.value, fighters.reached, fighters.overdue) == (3, False, True)
    assert heroes.explain().formula == f"{counted} / 1"


def test_three_fighters_are_enough_and_two_are_not() -> None:
    aims = BOOK.chapter(AIMS)
    assert aims is not None
    awards = [given("CSTD_TQ", Holder.PERSON, date(2015, month, 1)) for month in (1, 2, 3)]
    for many, reached in ((2, False), (3, True)):
        [_, fighters] = progress(aims.values(), awards[:many], MIDTERM)
        assert (fighters.reached, fighters.overdue) == (reached, False)
    [_, early] = progress(aims.values(), awards, date(2015, 2, 1))
    assert len(early.counted) == 2


def result(period: str, rank: int, ranked: int) -> LongResult:
    return LongResult(period, rank, ranked, Decimal(1000 - rank), identity("event", period, rank))


A, B, C, D = (Eligible(identity("nomination", letter), identity("unit", letter), letter) for letter in "ABCD")


def test_who_left_more_of_the_others_behind_comes_first() -> None:
    results = {
        A.unit_id: [result("2015", 2, 5), result("2014", 1, 5)],
        B.unit_id: [result("2014", 1, 9)],
        C.unit_id: [result("2014", 2, 9)],
    }
    found = in_order([D, C, A, B], results, {})
    assert [(each.eligible.unit, each.place, each.mean) for each in found] == [
        ("B", 1, Fraction(1)),
        ("A", 2, Fraction(7, 8)),
        ("C", 2, Fraction(7, 8)),
        ("D", None, None),
    ]
    assert [each.shown for each in found] == [Decimal("1.0000"), Decimal("0.8750"), Decimal("0.8750"), None]
    assert [node.label.en for node in found[1].explain().inputs] == ["Long movement, 2014", "Long movement, 2015"]
    assert found[3].explain().value == "UNKNOWN"


def standing(reached: int, planned: int, unconfirmed: int = 0) -> LongStanding:
    event = identity("event", reached, planned)
    return LongStanding(2015, 2, date(2016, 1, 20), event, planned, reached, unconfirmed)


def test_the_frozen_standing_goes_before_the_boards_which_decide_among_equals() -> None:
    standings = {A.unit_id: standing(3, 6, 1), B.unit_id: standing(2, 4), C.unit_id: standing(3, 4)}
    results = {A.unit_id: [result("2014", 5, 5)], B.unit_id: [result("2014", 4, 5)], D.unit_id: [result("2014", 1, 5)]}
    found = in_order([D, A, B, C], results, standings)
    assert [(each.eligible.unit, each.place) for each in found] == [("C", 1), ("B", 2), ("A", 3), ("D", 4)]
    told = found[2].explain()
    assert [(node.label.en, node.value, node.formula) for node in told.inputs] == [
        (
            "Review through 2015, edition 2 frozen on 2016-01-20: targets reached (1 of all not confirmed)",
            "3/6",
            "3 ÷ 6 = 1/2",
        ),
        ("Long movement, 2014", "995", "(5 − 5) ÷ (5 − 1) = 0"),
        (
            "Order: the part of targets reached in the last frozen edition first, then, among equals, the boards",
            "STANDING, BOARDS",
            "",
        ),
    ]
    assert (told.inputs[0].source, told.inputs[2].source) == (RULE, ORDER)
    assert [len(each.explain().inputs) for each in found] == [1, 3, 3, 1]


def test_equal_standings_without_boards_share_a_place_before_who_has_boards_alone() -> None:
    standings = {A.unit_id: standing(0, 4), B.unit_id: standing(0, 2)}
    found = in_order([D, C, B, A], {D.unit_id: [result("2014", 1, 5)]}, standings)
    assert [(each.eligible.unit, each.place) for each in found] == [("A", 1), ("B", 1), ("D", 3), ("C", None)]


def test_the_only_one_of_a_board_left_all_behind() -> None:
    assert result("2014", 1, 1).part == 1


def test_the_steps_of_an_example_follow_one_another() -> None:
    example = found()
    example.recognise(january(20), "Giấy khen")
    steps: tuple[Callable[[], None], ...] = (
        lambda: example.nurture(january(19), "cử đi tập huấn"),
        lambda: example.close(january(19), "hết nhiệm kỳ"),
        lambda: example.withdraw(january(19), "nhầm"),
    )
    for step in steps:
        with pytest.raises(BeforeTheFact):
            step()
    example.close(january(20), "hết nhiệm kỳ")
    with pytest.raises(BeforeTheFact):
        example.reopen(january(19), "còn hiệu quả")
    example.reopen(january(20), "còn hiệu quả")
    assert example.state is ExampleState.OPEN
