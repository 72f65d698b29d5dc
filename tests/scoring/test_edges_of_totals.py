"""What a score table adds up to, and its headings, groups and newer kinds, just inside and just outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from services.scoring.domain.parameters import Formula, Panel, Rank
from services.scoring.domain.refusals import kinds as kind_refusals
from services.scoring.domain.refusals import outline as outline_refusals
from services.scoring.domain.refusals import tables as refusals
from services.scoring.domain.rules import outline, tables
from services.scoring.domain.scheme import ClassBand, FieldResult, Group, PrizeTier, Rounding, Scheme, Summary
from services.scoring.domain.sources import LIKE_UNITS, POINTS_OF_A_TABLE, TABLE_BEFORE_SCORES
from tests.scoring.examples import COLLECTIONS, CRITERIA, HEALTH, SCHEME, UNITS, dec, named, scheme_with
from tests.scoring.test_edges import Edge, told
from tests.scoring.test_table_outline import PLACED, TWO, departments, grouped, heading, panel, part, under, with_kind

NO_BONUS = replace(SCHEME, criteria=tuple(each for each in CRITERIA if each.group is not Group.BONUS))


def sound(scheme: Scheme) -> Callable[[], object]:
    return partial(tables.table_is_sound, scheme)


def class_from(points: str) -> Scheme:
    return replace(SCHEME, classes=(*SCHEME.classes, ClassBand("FAIR", named("FAIR"), dec(points))))


def prize_of(places: int) -> Scheme:
    return replace(SCHEME, prizes=(PrizeTier("FIRST", named("FIRST"), places),))


TOTALS = {
    **{
        f"the content adds up, not to {declared}": Edge(
            sound(replace(SCHEME, content_total=dec(950))),
            sound(replace(SCHEME, content_total=dec(declared))),
            refusals.PointsDoNotAddUp,
            {"total": dec(950), "declared": dec(declared)},
            ("content_total",),
            POINTS_OF_A_TABLE,
        )
        for declared in ("949.99", "950.01")
    },
    **{
        f"bonus has a ceiling, not of {cap}": Edge(
            sound(replace(scheme, bonus_cap=dec(least))),
            sound(replace(scheme, bonus_cap=dec(cap))),
            refusals.BonusCapInvalid,
            {"given": dec(cap)},
            ("bonus_cap",),
            POINTS_OF_A_TABLE,
        )
        for scheme, least, cap in ((SCHEME, "0.01", "0"), (NO_BONUS, "0", "-0.01"))
    },
    **{
        f"{name} are 0 to 12, not {given}": Edge(
            sound(replace(SCHEME, rounding=inside)),
            sound(replace(SCHEME, rounding=outside)),
            refusals.RoundingInvalid,
            {"given": given, "most": 12},
            (f"rounding.{name}",),
        )
        for name, given, inside, outside in (
            ("line_decimals", -1, Rounding(0, 2), Rounding(-1, 2)),
            ("line_decimals", 13, Rounding(12, 2), Rounding(13, 2)),
            ("total_decimals", -1, Rounding(2, 0), Rounding(2, -1)),
            ("total_decimals", 13, Rounding(2, 12), Rounding(2, 13)),
        )
    },
    **{
        f"a tie asks for points once, not {code}": Edge(
            sound(replace(SCHEME, ties=("HI", "SI", "LATE"))),
            sound(replace(SCHEME, ties=("HI", code))),
            refusals.TieRuleInvalid,
            {"criterion": code},
            ("ties[1]",),
        )
        for code in ("HI", "INQUIRY", "NOWHERE")
    },
    **{
        f"classes go down, not to {points}": Edge(
            sound(class_from("699.99")),
            sound(class_from(points)),
            refusals.ClassesInvalid,
            {"given": dec(points), "before": dec(700)},
            ("classes[2].at_least",),
        )
        for points in ("700", "700.01")
    },
    "a prize has a place": Edge(
        sound(prize_of(1)), sound(prize_of(0)), refusals.PrizesInvalid, {"tier": "FIRST"}, ("prizes[0].places",)
    ),
    "a signed table stays": Edge(
        partial(tables.table_is_unsigned, None),
        partial(tables.table_is_unsigned, date(2024, 1, 15)),
        refusals.TableAlreadySigned,
        {"signed_on": "2024-01-15"},
        source=TABLE_BEFORE_SCORES,
    ),
}
OUTLINE = {
    **{
        f"headings stand in order: {section} at {field}": Edge(
            sound(under(heading("I"), heading("II"), SI="I", HI="II")),
            sound(scheme),
            outline_refusals.HeadingsOutOfOrder,
            {"section": section},
            (field,),
        )
        for section, field, scheme in (
            ("II", "sections[1]", under(heading("I"), heading("II"), SI="I")),
            ("II", "sections[0]", under(heading("II"), heading("I"), SI="I", HI="II")),
            ("I", "criteria[2].section", under(heading("I"), heading("II"), SI="I", HI="II", PAID="I")),
        )
    },
    **{
        f"a heading stands in the table: {section} of {len(scheme.sections)}": Edge(
            sound(under(heading("I"), heading("I.1", "I"), HI="I.1")),
            sound(scheme),
            outline_refusals.UnknownHeading,
            {"section": section},
            ("criteria[1].section",),
        )
        for section, scheme in (
            ("I", under(HI="I")),
            ("II", under(heading("I", "II"), HI="I")),
            ("I", under(heading("I", "II"), heading("II", "I"), HI="I")),
        )
    },
    "a heading's points are of headings that stand": Edge(
        partial(outline.headings_add_up, under(heading("I"), SI="I")),
        partial(outline.headings_add_up, under(heading("I"), SI="II")),
        outline_refusals.UnknownHeading,
        {"section": "II"},
        ("sections",),
    ),
    **{
        f"heading {TWO[place].code} adds up": Edge(
            sound(under(*TWO, **PLACED)),
            sound(under(*TWO[:place], replace(TWO[place], max_points=dec("49.99")), *TWO[place + 1 :], **PLACED)),
            outline_refusals.HeadingDoesNotAddUp,
            {"section": TWO[place].code, "declared": dec("49.99"), "total": TWO[place].max_points},
            (f"sections[{place}].max_points",),
            POINTS_OF_A_TABLE,
        )
        for place in range(4)
    },
    **{
        f"a unit is of one group: {why}": Edge(
            sound(grouped(UNITS[:2], UNITS[2:3])),
            sound(grouped(UNITS[:2], units)),
            outline_refusals.GroupInvalid,
            {"group": "N1"},
            ("like_units[1].units",),
            LIKE_UNITS,
        )
        for why, units in (("none", ()), ("in two", UNITS[1:3]), ("twice", (UNITS[3], UNITS[3])))
    },
    "a unit is of one group of three": Edge(
        sound(grouped(UNITS[:2], UNITS[2:3], UNITS[3:4])),
        sound(grouped(UNITS[:2], UNITS[2:3], UNITS[:1])),
        outline_refusals.GroupInvalid,
        {"group": "N2"},
        ("like_units[2].units",),
        LIKE_UNITS,
    ),
}


def ranked(*places: str, step: str | None = None) -> Callable[[], object]:
    return sound(with_kind(Rank(tuple(dec(each) for each in places), None if step is None else dec(step))))


def drawn(code: str, wanted: FieldResult, **changes: object) -> Callable[[], object]:
    return sound(scheme_with(code, field_result=wanted, **changes))


def shared(reached_at: str | None) -> FieldResult:
    return FieldResult(Summary.SHARE_REACHED, reached_at=None if reached_at is None else dec(reached_at))


THREE = ("an", "binh", "chi")
KINDS = {
    **{
        f"places go down: {why}": Edge(
            inside,
            outside,
            kind_refusals.PlacesInvalid,
            {"criterion": "REVIEW", "maximum": dec(30)},
            ("criteria[6].formula.places",),
        )
        for why, inside, outside in (
            ("from the maximum", ranked("30"), ranked("29.99")),
            ("to no less than nothing", ranked("30", "0"), ranked("30", "-0.01")),
            ("or stay", ranked("30", "5", "5", "0"), ranked("30", "5", "5.01", "0")),
            ("by a step", ranked(step="0.01"), ranked(step="0")),
            ("by one of both", ranked(step="1"), ranked("30", step="1")),
            ("if there are any", ranked("30", "0"), ranked()),
        )
    },
    **{
        f"a panel can decide: {why}": Edge(
            sound(panel(*THREE, drop_highest=1, drop_lowest=1, fewest=3)),
            sound(panel(*members, fewest=fewest, **how)),
            kind_refusals.PanelInvalid,
            {"criterion": "REVIEW", "members": len(members), "fewest": fewest, "dropped": dropped},
            ("criteria[6].formula",),
        )
        for why, members, fewest, dropped, how in (
            ("no mark left", THREE, 2, 2, {"drop_highest": 1, "drop_lowest": 1}),
            ("too few to mark", THREE, 4, 2, {"drop_highest": 1, "drop_lowest": 1}),
            ("nobody needed", THREE, 0, 0, {}),
            ("fewer than none dropped", THREE, 3, -1, {"drop_highest": -1}),
            ("one end made up for", THREE, 3, 1, {"drop_highest": 2, "drop_lowest": -1}),
            ("one twice", ("an", "an"), 1, 0, {}),
            ("one unnamed", ("an", " "), 1, 0, {}),
        )
    },
    **{
        f"a department has a table of worth: {why}": Edge(
            sound(departments(part(COLLECTIONS, "29.99", "0.01"))),
            sound(departments(*parts)),
            kind_refusals.DepartmentTableInvalid,
            {"criterion": "REVIEW"},
            ("criteria[6].formula.parts",),
        )
        for why, parts in (
            ("twice", (part(COLLECTIONS, "15"), part(COLLECTIONS, "15"))),
            ("without lines", (part(COLLECTIONS, "30"), part(HEALTH))),
            ("a line of nothing", (part(COLLECTIONS, "30", "0"),)),
            ("a weight of nothing", (part(COLLECTIONS, "30"), part(HEALTH, "5", weight="0"))),
            ("a line twice", (replace(part(HEALTH), items=part(HEALTH, "15").items * 2),)),
        )
    },
    **{
        f"departments add up exactly, not to {total}": Edge(
            sound(departments(part(COLLECTIONS, "10", "5"), part(HEALTH, "5", weight="3"))),
            sound(departments(part(COLLECTIONS, "10", "5"), part(HEALTH, points, weight=weight))),
            kind_refusals.DepartmentsDoNotAddUp,
            {"criterion": "REVIEW", "total": dec(total), "declared": dec(30)},
            ("criteria[6].formula.parts",),
        )
        for points, weight, total in (
            ("5", "2.99", "29.95"),
            ("14.999999999999985", "1.000000000000001", "29.999999999999999999999999999985"),
        )
    },
    **{
        f"a result is drawn soundly: {why}": Edge(
            inside,
            drawn(code, wanted, **changes),
            kind_refusals.FieldResultInvalid,
            {"criterion": code},
            (f"criteria[{place}].field_result",),
        )
        for why, inside, place, code, wanted, changes in (
            ("up to 100 %", drawn("SI", shared("100")), 0, "SI", shared("100.01"), {}),
            ("from above nothing", drawn("SI", shared("0.01")), 0, "SI", shared("0"), {}),
            ("with a threshold", drawn("SI", shared("50")), 0, "SI", shared(None), {}),
            ("without one", drawn("SI", FieldResult()), 0, "SI", FieldResult(reached_at=dec(5)), {}),
            ("not off points", drawn("FLAGS", FieldResult()), 9, "LATE", FieldResult(), {}),
            ("not to bar", drawn("FLAGS", FieldResult()), 10, "INQUIRY", FieldResult(), {}),
            (
                "not ranked",
                drawn("REVIEW", FieldResult()),
                6,
                "REVIEW",
                FieldResult(),
                {"formula": Formula.of(Rank(step=dec(1)))},
            ),
            (
                "not marked",
                drawn("REVIEW", FieldResult()),
                6,
                "REVIEW",
                FieldResult(),
                {"formula": Formula.of(Panel(("an",)))},
            ),
        )
    },
}
EDGES = TOTALS | OUTLINE | KINDS


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_what_just_adds_up_is_sound_and_what_just_does_not_is_told(edge: Edge) -> None:
    edge.inside()
    assert told(edge.outside) == edge[2:]


def test_a_heading_is_worth_its_content_else_its_bonus_to_the_cap_else_its_penalties() -> None:
    scheme = under(*TWO, heading("G"), **PLACED, INQUIRY="G")
    worth = [outline.total_of(scheme, section) for section in scheme.sections]
    assert worth == [dec(550), dec(300), dec(50), dec(20), dec(0)]
