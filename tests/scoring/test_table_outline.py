"""What tables with headings, groups of like units, ranks, panels and departments must satisfy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kernel.explanation import Text
from kernel.refusals import Refusal
from services.scoring.domain.parameters import (
    Boolean,
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    Formula,
    Panel,
    Parameters,
    Rank,
)
from services.scoring.domain.refusals import kinds, outline
from services.scoring.domain.refusals import tables as refusals
from services.scoring.domain.refusals.texts import UnseenCharacter
from services.scoring.domain.rules.outline import units_that_are_named_are_there
from services.scoring.domain.rules.tables import faults, table_is_sound
from services.scoring.domain.rules.texts import nothing_unseen_is_in_a_table
from services.scoring.domain.scheme import FieldResult, Group, LikeUnits, Scheme, Section, Summary, Target
from tests.scoring.examples import COLLECTIONS, COVENANT, CRITERIA, HEALTH, SCHEME, UNITS, dec, named, scheme_with


def under(*sections: Section, **placed: str) -> Scheme:
    """The example table with headings and what stands under them."""
    criteria = tuple(replace(each, section=placed.get(each.code, "")) for each in CRITERIA)
    return replace(SCHEME, criteria=criteria, sections=sections)


def heading(code: str, parent: str = "", points: str | None = None) -> Section:
    return Section(code, named(code), parent, None if points is None else dec(points))


TWO = (heading("I", points="550"), heading("I.1", "I", "300"), heading("II", points="50"), heading("III", points="20"))
PLACED = {"SI": "I.1", "HI": "I", "PAID_OVER": "II", "FLAGS": "II", "LATE": "III"}


def test_headings_state_the_points_of_their_lines() -> None:
    """The rule `total_of`."""
    table_is_sound(under(*TWO, **PLACED))
    assert under(*TWO, **PLACED).section("I.1") == TWO[1]


@pytest.mark.parametrize("place", range(4))
def test_a_heading_that_states_other_points_is_refused(place: int) -> None:
    wrong = [replace(each, max_points=dec(49)) if at == place else each for at, each in enumerate(TWO)]
    with pytest.raises(outline.HeadingDoesNotAddUp) as refused:
        table_is_sound(under(*wrong, **PLACED))
    assert refused.value.fields == (f"sections[{place}].max_points",)


def test_a_heading_of_gates_is_worth_nothing() -> None:
    table_is_sound(under(heading("G", points="0"), INQUIRY="G"))


@pytest.mark.parametrize(
    ("scheme", "fields"),
    [
        (under(heading("I"), heading("II"), SI="I"), ("sections[1]",)),
        (under(heading("II"), heading("I"), SI="I", HI="II"), ("sections[0]",)),
        (under(heading("I"), heading("II"), SI="I", HI="II", PAID="I"), ("criteria[2].section",)),
    ],
)
def test_headings_are_in_order_and_not_empty(scheme: Scheme, fields: tuple[str, ...]) -> None:
    with pytest.raises(outline.HeadingsOutOfOrder) as refused:
        table_is_sound(scheme)
    assert refused.value.fields == fields


@pytest.mark.parametrize("sections", [(), (heading("I", "I"),), (heading("I", "II"), heading("II", "I"))])
def test_a_line_stands_under_a_heading_of_the_table(sections: tuple[Section, ...]) -> None:
    with pytest.raises(outline.UnknownHeading) as refused:
        table_is_sound(under(*sections, SI="I"))
    assert refused.value.fields == ("criteria[0].section",)


def grouped(*units: tuple[object, ...]) -> Scheme:
    groups = tuple(LikeUnits(f"N{place}", named(f"N{place}"), each) for place, each in enumerate(units))  # type: ignore[arg-type]
    return replace(SCHEME, like_units=groups)


def test_a_unit_is_of_one_group() -> None:
    scheme = grouped(UNITS[:2], UNITS[2:4])
    table_is_sound(scheme)
    assert [scheme.group_of(unit) for unit in UNITS] == ["N0", "N0", "N1", "N1", ""]
    for broken in (grouped(()), grouped(UNITS[:2], UNITS[1:3]), grouped((UNITS[0], UNITS[0]))):
        with pytest.raises(outline.GroupInvalid):
            table_is_sound(broken)


def with_kind(parameters: Parameters, **changes: object) -> Scheme:
    return scheme_with("REVIEW", formula=Formula.of(parameters), **changes)


def part(department: object, *points: str, weight: str = "1") -> DepartmentPart:
    items = tuple(FieldItem(str(place), named(str(place)), dec(each)) for place, each in enumerate(points))
    return DepartmentPart(department, items, dec(weight))  # type: ignore[arg-type]


def departments(*parts: DepartmentPart) -> Scheme:
    return with_kind(DepartmentSum(parts), indicator="")


def panel(*members: str, **how: int) -> Scheme:
    return with_kind(Panel(members, **how), indicator="")


SOUND = (
    with_kind(Rank((dec(30), dec(30), dec(0)))),
    with_kind(Rank(step=dec(1))),
    panel("an", "binh", "chi", drop_highest=1, drop_lowest=1, fewest=3),
    panel("an"),
    departments(part(COLLECTIONS, "10", "5"), part(HEALTH, "5", weight="3")),
    scheme_with("SI", field_result=FieldResult()),
    scheme_with("SI", field_result=FieldResult(Summary.SHARE_REACHED, reached_at=dec(100))),
)


@pytest.mark.parametrize("scheme", SOUND)
def test_a_table_may_use_every_kind(scheme: Scheme) -> None:
    table_is_sound(scheme)


@pytest.mark.parametrize(
    ("scheme", "refusal"),
    [
        (with_kind(Rank()), kinds.PlacesInvalid),
        (with_kind(Rank((dec(29), dec(5)))), kinds.PlacesInvalid),
        (with_kind(Rank((dec(30), dec(5), dec(6)))), kinds.PlacesInvalid),
        (with_kind(Rank((dec(30), dec(-1)))), kinds.PlacesInvalid),
        (with_kind(Rank((dec(30),), dec(1))), kinds.PlacesInvalid),
        (with_kind(Rank(step=dec(0))), kinds.PlacesInvalid),
        (panel(), kinds.PanelInvalid),
        (panel("an", "an"), kinds.PanelInvalid),
        (panel("an", " "), kinds.PanelInvalid),
        (panel("an", "binh", drop_highest=1), kinds.PanelInvalid),
        (panel("an", fewest=2), kinds.PanelInvalid),
        (panel("an", "binh", drop_highest=-1, fewest=1), kinds.PanelInvalid),
        (with_kind(Panel(("an",))), refusals.IndicatorNotInTable),
        (with_kind(Boolean(), indicator=""), refusals.IndicatorNotInTable),
        (scheme_with("LATE", formula=Formula.of(Panel(("an",))), indicator=""), refusals.FormulaOutsideGroup),
        (departments(part(COLLECTIONS, "15"), part(COLLECTIONS, "15")), kinds.DepartmentTableInvalid),
        (departments(part(COLLECTIONS)), kinds.DepartmentTableInvalid),
        (departments(part(COLLECTIONS, "30", weight="0")), kinds.DepartmentTableInvalid),
        (departments(part(COLLECTIONS, "30", "0")), kinds.DepartmentTableInvalid),
        (departments(part(COLLECTIONS, "29")), kinds.DepartmentsDoNotAddUp),
        (
            with_kind(DepartmentSum((DepartmentPart(HEALTH, (FieldItem("", named(""), dec(30)),)),)), indicator=""),
            kinds.DepartmentTableInvalid,
        ),
        (scheme_with("SI", field_result=FieldResult(reached_at=dec(5))), kinds.FieldResultInvalid),
        (scheme_with("SI", field_result=FieldResult(Summary.SHARE_REACHED)), kinds.FieldResultInvalid),
        (scheme_with("SI", field_result=FieldResult(Summary.SHARE_REACHED, "", dec(0))), kinds.FieldResultInvalid),
        (scheme_with("SI", field_result=FieldResult(Summary.SHARE_REACHED, "", dec(101))), kinds.FieldResultInvalid),
        (scheme_with("LATE", field_result=FieldResult()), kinds.FieldResultInvalid),
        (
            scheme_with("REVIEW", formula=Formula.of(Rank(step=dec(1))), field_result=FieldResult()),
            kinds.FieldResultInvalid,
        ),
        (
            scheme_with("REVIEW", formula=Formula.of(Panel(("an",))), field_result=FieldResult()),
            kinds.FieldResultInvalid,
        ),
    ],
)
def test_a_kind_that_cannot_work_is_refused(scheme: Scheme, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        table_is_sound(scheme)


def test_every_unit_a_table_names_is_there() -> None:  # rule: units_that_are_named_are_there
    parts = (part(COLLECTIONS, "15"), part(HEALTH, "15"))
    groups = (LikeUnits("N1", named("N1"), UNITS[:1]), LikeUnits("N2", named("N2"), UNITS[1:3]))
    scheme = replace(departments(*parts), like_units=groups)
    units_that_are_named_are_there(scheme, {COLLECTIONS, HEALTH, *UNITS})
    with pytest.raises(outline.UnitsOfTableUnknown) as refused:
        units_that_are_named_are_there(scheme, {COLLECTIONS, UNITS[0], UNITS[1]})
    assert refused.value.fields == (
        "criteria[1].department_id",
        "criteria[6].formula.department_sum.parts[1].department_id",
        "like_units[1].units[1]",
    )
    assert refused.value.facts["codes"] == "HI, REVIEW, N2"


def test_nobody_writes_what_nobody_sees_into_a_table() -> None:  # rule: nothing_unseen_is_in_a_table
    panel = replace(CRITERIA[0], indicator="", formula=Formula.of(Panel(("A\u200b", "B"))), target=Target())
    scheme = replace(
        SCHEME,
        criteria=(replace(panel, evidence="Biên bản\nBáo cáo"), *CRITERIA[1:]),
        indicators=(replace(SCHEME.indicators[0], name=Text("Số\tthu", "Col\u00adlected")), *SCHEME.indicators[1:]),
        like_units=(LikeUnits("N1", named("N1"), UNITS[:2], "Thu\u2060 lớn"),),
    )
    with pytest.raises(UnseenCharacter) as refused:
        nothing_unseen_is_in_a_table(scheme)
    assert refused.value.fields == (
        "indicators[0].name.vi",
        "indicators[0].name.en",
        "criteria[0].formula.panel.members[0]",
        "like_units[0].basis",
    )
    assert refused.value.text().en == "Character 3 is a control or zero-width character (U+0009); remove it."


def test_all_that_is_wrong_with_a_table_is_told_at_once() -> None:
    assert list(faults(SCHEME)) == []
    broken = replace(
        scheme_with("REVIEW", max_points=dec(31), group=Group.GATE), content_total=dec(1), bonus_cap=dec(-1)
    )
    assert [type(each) for each in faults(broken)] == [
        refusals.FormulaOutsideGroup,
        refusals.PointsDoNotAddUp,
        refusals.BonusCapInvalid,
    ]


def test_what_a_table_does_not_use_is_no_part_of_its_text() -> None:
    """Tables signed before headings, groups and the newer kinds existed keep their digest."""
    assert SCHEME.digest() == "c897c92b2bd1515e4d3182e549cdd4d111edb5261d9a918e099774c3f094b477"
    assert under(*TWO, **PLACED).digest() != SCHEME.digest()
    assert scheme_with("SI", target=COVENANT, evidence="Biên bản").digest() != SCHEME.digest()
