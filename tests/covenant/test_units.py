"""A1: units keep their identity while names and parents change by date."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from kernel.aggregate import identity
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten, UnseenCharacter
from services.covenant.domain.refusals.units import (
    EndsBeforeItsChange,
    MergedIntoItself,
    NothingChanges,
    ParentNotHigher,
    ParentRequired,
    UnitNotInExistence,
    UnitsStillUnder,
    UnitUnderItself,
)
from services.covenant.domain.rules.codes import LONGEST_TEXT, something_is_written
from services.covenant.domain.unit import LOWER_OFFICES, Member, Unit, UnitKind
from tests.covenant.examples import NEW_YEAR, day, on, unit


def test_a_unit_has_one_identity_for_ever() -> None:
    hanoi = unit("BHXH-01")
    hanoi.rename(day(6, 1), "Bảo hiểm xã hội khu vực I")
    assert hanoi.id == identity("unit", "BHXH-01") == Unit.id_for("BHXH-01")


def test_a_name_is_the_one_of_the_day() -> None:
    hanoi = unit("BHXH-01")
    hanoi.rename(day(6, 1), "  Bảo hiểm xã hội khu vực I ")
    assert [hanoi.name_on(date(2023, 12, 31)), hanoi.name_on(date(2024, 5, 31)), hanoi.name_on(date(2024, 6, 1))] == [
        None,
        "Bảo hiểm xã hội BHXH-01",
        "Bảo hiểm xã hội khu vực I",
    ]


def test_a_rename_recorded_late_takes_its_place_in_time() -> None:
    hanoi = unit("BHXH-01")
    hanoi.rename(day(9, 1), "Tên thứ ba")
    hanoi.rename(day(6, 1), "Tên thứ hai")
    assert (hanoi.name_on(date(2024, 8, 31)), hanoi.name_on(date(2024, 9, 1))) == ("Tên thứ hai", "Tên thứ ba")


def test_of_two_names_for_one_day_the_later_record_corrects_the_earlier() -> None:
    hanoi = unit("BHXH-01")
    hanoi.rename(day(6, 1), "Tên sai")
    hanoi.rename(day(6, 1), "Tên đúng")
    assert hanoi.name_on(date(2024, 6, 1)) == "Tên đúng"


def test_a_district_needs_a_parent() -> None:
    with pytest.raises(ParentRequired) as refused:
        unit("BHXH-01-001", UnitKind.DISTRICT)
    assert refused.value.facts == {"kind": UnitKind.DISTRICT}


def test_a_parent_must_exist_on_the_day() -> None:
    parent = unit("BHXH-01", since=date(2024, 6, 1))
    with pytest.raises(UnitNotInExistence):
        unit("BHXH-01-001", UnitKind.DISTRICT, parent, since=date(2024, 5, 31))


def test_a_unit_moves_under_another_parent_from_a_day_on() -> None:
    old, new = unit("BHXH-01"), unit("BHXH-17")
    district = unit("BHXH-01-250", UnitKind.DISTRICT, old)
    district.move(day(8, 1), new, [new.id])
    assert (district.parent_on(date(2024, 7, 31)), district.parent_on(date(2024, 8, 1))) == (old.id, new.id)


def test_a_province_may_become_topmost() -> None:
    root, province = unit("BHXH-VN", UnitKind.HEAD_OFFICE), unit("BHXH-01")
    province.move(day(2, 1), root, [root.id])
    province.move(day(3, 1), None, [])
    assert province.parent_on(date(2024, 3, 1)) is None


def test_a_district_never_becomes_topmost() -> None:
    district = unit("BHXH-01-001", UnitKind.DISTRICT, unit("BHXH-01"))
    with pytest.raises(ParentRequired):
        district.move(day(3, 1), None, [])


def test_a_unit_cannot_stand_under_itself() -> None:
    province, district = unit("BHXH-01"), unit("BHXH-01-001", UnitKind.DISTRICT, unit("BHXH-01"))
    with pytest.raises(UnitUnderItself):
        province.move(day(3, 1), district, [district.id, province.id])


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (UnitKind.PROVINCE, UnitKind.DISTRICT),
        (UnitKind.PROVINCE, UnitKind.BASE),
        (UnitKind.PROVINCE, UnitKind.PROVINCE),
        (UnitKind.HEAD_OFFICE, UnitKind.PROVINCE),
        (UnitKind.REGION, UnitKind.PROVINCE),
        (UnitKind.DISTRICT, UnitKind.DISTRICT),
        (UnitKind.DISTRICT, UnitKind.BASE),
    ],
)
def test_a_unit_stands_under_none_of_its_own_or_a_lower_level(
    kind: UnitKind, above: UnitKind
) -> None:  # rule: the_unit_above_is_of_a_higher_level
    parent = unit("X-1", above, unit("BHXH-01") if above in LOWER_OFFICES else None)
    with pytest.raises(ParentNotHigher) as refused:
        unit("X-2", kind, parent)
    assert refused.value.facts == {"unit": "X-2", "kind": kind, "parent": "X-1", "parent_kind": above}
    moved = unit("X-3", kind, unit("BHXH-02") if kind in LOWER_OFFICES else None)
    with pytest.raises(ParentNotHigher):
        moved.move(day(3, 1), parent, [parent.id])
    assert refused.value.fields == ("parent",)


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (UnitKind.HEAD_OFFICE, UnitKind.HEAD_OFFICE),
        (UnitKind.REGION, UnitKind.HEAD_OFFICE),
        (UnitKind.PROVINCE, UnitKind.REGION),
        (UnitKind.DISTRICT, UnitKind.REGION),
        (UnitKind.BASE, UnitKind.PROVINCE),
    ],
)
def test_a_unit_stands_under_one_of_a_higher_level(kind: UnitKind, above: UnitKind) -> None:
    parent = unit("X-1", above)
    assert unit("X-2", kind, parent).parent_on(NEW_YEAR) == parent.id


def test_moving_to_the_same_parent_changes_nothing() -> None:
    province = unit("BHXH-01")
    district = unit("BHXH-01-001", UnitKind.DISTRICT, province)
    with pytest.raises(NothingChanges) as refused:
        district.move(day(3, 1), province, [province.id])
    assert refused.value.fields == ("parent",)


def test_renaming_to_the_same_name_changes_nothing() -> None:
    with pytest.raises(NothingChanges) as refused:
        unit("BHXH-01").rename(day(3, 1), "Bảo hiểm xã hội BHXH-01 ")
    assert refused.value.fields == ("name",)


def test_a_merged_unit_is_there_until_the_day_before() -> None:
    old, new = unit("BHXH-35"), unit("BHXH-36")
    old.merge(day(7, 1), new)
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1))
    assert [old.exists_on(each) for each in days] == [False, True, True, False]


def test_a_unit_is_not_merged_into_itself() -> None:
    hanoi = unit("BHXH-01")
    with pytest.raises(MergedIntoItself):
        hanoi.merge(day(7, 1), hanoi)


def test_a_unit_is_not_merged_into_one_that_is_gone() -> None:
    gone, other = unit("BHXH-35"), unit("BHXH-36")
    gone.dissolve(day(6, 1))
    with pytest.raises(UnitNotInExistence) as refused:
        other.merge(day(7, 1), gone)
    assert refused.value.facts["unit"] == "BHXH-35"


@pytest.mark.parametrize("change", ["rename", "move"])
def test_a_unit_does_not_end_before_a_name_or_parent_it_has_later(
    change: str,
) -> None:  # rule: it_ends_after_its_last_change
    region, other = unit("KV-1", UnitKind.REGION), unit("BHXH-36")
    changed = unit("BHXH-35")
    if change == "rename":
        changed.rename(day(6, 1), "Tên mới")
    else:
        changed.move(day(6, 1), region, [region.id])
    for end in (partial(changed.merge, into=other), changed.dissolve):
        with pytest.raises(EndsBeforeItsChange) as refused:
            end(day(5, 31))
        assert refused.value.facts == {"unit": "BHXH-35", "day": date(2024, 5, 31), "last": date(2024, 6, 1)}
    changed.merge(day(6, 1), other)
    assert changed.ended_on == date(2024, 6, 1)


def test_a_unit_with_units_under_it_does_not_end() -> None:  # rule: nobody_stands_under_what_ends
    old, new = unit("BHXH-35"), unit("BHXH-36")
    for end in (partial(old.merge, into=new), old.dissolve):
        with pytest.raises(UnitsStillUnder) as refused:
            end(day(7, 1), under=["BHXH-35-1", "BHXH-35-2"])
        assert refused.value.facts == {
            "unit": "BHXH-35",
            "day": date(2024, 7, 1),
            "count": 2,
            "units": "BHXH-35-1, BHXH-35-2",
        }


@pytest.mark.parametrize("doing", ["rename", "move", "merge", "dissolve"])
def test_nothing_is_recorded_of_a_unit_that_is_gone(doing: str) -> None:
    gone, other = unit("BHXH-35"), unit("BHXH-36")
    gone.dissolve(day(6, 1))
    acts = {
        "rename": lambda: gone.rename(day(7, 1), "Tên mới"),
        "move": lambda: gone.move(day(7, 1), other, [other.id]),
        "merge": lambda: gone.merge(day(7, 1), other),
        "dissolve": lambda: gone.dissolve(day(6, 1)),
    }
    with pytest.raises(UnitNotInExistence) as refused:
        acts[doing]()
    assert refused.value.facts["until"] == date(2024, 6, 1)


def test_a_list_sees_the_unit_of_its_day() -> None:
    province = unit("BHXH-01")
    district = unit("BHXH-01-001", UnitKind.DISTRICT, province)
    assert district.member_on(date(2024, 3, 1)) == Member(district.id, "BHXH-01-001", UnitKind.DISTRICT, province.id)
    with pytest.raises(UnitNotInExistence):
        district.member_on(date(2023, 3, 1))


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    act = on(date(2024, 3, 1))
    evening = act.effective.replace(hour=17, minute=0)
    early = type(act)(act.actor, evening, evening, act.correlation)
    assert Unit.establish(early, "BHXH-02", "Hà Giang", UnitKind.PROVINCE, None).established_on == date(2024, 3, 2)


@pytest.mark.parametrize("code", ["", "BHXH 01", "-BHXH", "BHXH--01", "HÀ-NỘI", "A" * 61, "BHXH-01\n"])
def test_a_code_can_be_typed_and_cited(code: str) -> None:
    with pytest.raises(MalformedCode):
        Unit.establish(day(1, 1), code, "Tên", UnitKind.PROVINCE, None)


@pytest.mark.parametrize(
    ("name", "character", "place"),
    [
        ("Bảo hiểm\u200b xã hội", "U+200B", 9),
        ("\ufeffBHXH", "U+FEFF", 1),
        ("BHXH\u202eX", "U+202E", 5),
        ("BH\nXH", "U+000A", 3),
        ("BH\x00XH", "U+0000", 3),
    ],
)
def test_a_name_holds_nothing_that_is_not_seen(
    name: str, character: str, place: int
) -> None:  # rule: everything_written_is_seen
    with pytest.raises(UnseenCharacter) as refused:
        Unit.establish(day(1, 1), "BHXH-01", name, UnitKind.PROVINCE, None)
    assert (refused.value.facts, refused.value.fields) == ({"character": character, "place": place}, ("name",))


def test_a_text_has_lines_a_name_has_not() -> None:
    something_is_written("Dòng một\r\n\tdòng hai", field="reason", most=LONGEST_TEXT)
    with pytest.raises(UnseenCharacter) as refused:
        something_is_written("Dòng một\n\u200bdòng hai", field="reason", most=LONGEST_TEXT)
    assert refused.value.facts["place"] == 10
    something_is_written("  Tên\n", field="name")


@pytest.mark.parametrize("name", ["", "   ", "a" * 301])
def test_a_unit_has_a_name(name: str) -> None:
    with pytest.raises(NothingWritten) as refused:
        Unit.establish(day(1, 1), "BHXH-01", name, UnitKind.PROVINCE, None)
    assert refused.value.fields == ("name",)
