"""Score tables just sound and just unsound: what is refused is told with its figures, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    FixedBonus,
    Formula,
    FormulaKind,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    Panel,
    Parameters,
    StepRange,
)
from services.scoring.domain.refusals import tables as refusals
from services.scoring.domain.rules import tables
from services.scoring.domain.scheme import Group, PrizeTier, Scheme, Target, TargetSource
from tests.scoring.examples import COVENANT, CRITERIA, SCHEME, dec, named, scheme_with
from tests.scoring.test_edges import Edge, told
from tests.scoring.test_table_outline import grouped, heading, under
from tests.scoring.test_table_rules import banded, indicators_with, stepped


def sound(scheme: Scheme) -> Callable[[], object]:
    return partial(tables.table_is_sound, scheme)


def with_content(points: str) -> Scheme:
    """The example table with other points for one criterion, and a total that goes with them."""
    return replace(scheme_with("DEBT", max_points=dec(points)), content_total=870 + dec(points))


def computed_by(code: str, parameters: Parameters, **changes: object) -> Scheme:
    return scheme_with(code, formula=Formula.of(parameters), **changes)


TWICE = PrizeTier("A", named("A"), 1)
LISTS = {
    "some professional work is scored": Edge(
        sound(replace(SCHEME, criteria=(CRITERIA[6], *CRITERIA[7:]), content_total=dec(30), ties=())),
        sound(replace(SCHEME, criteria=CRITERIA[7:], content_total=dec(0), ties=())),
        refusals.TableWithoutContent,
        {},
        ("criteria",),
    ),
    **{
        f"{name} are named once": Edge(
            sound(SCHEME), sound(scheme), refusals.CodeRepeated, {"name": code}, (f"{name}[1].code",)
        )
        for name, code, scheme in (
            ("indicators", "SI", indicators_with("HI", code="SI")),
            ("criteria", " ", scheme_with("HI", code=" ")),
            ("classes", "GOOD", replace(SCHEME, classes=(SCHEME.classes[1], SCHEME.classes[1]))),
            ("prizes", "A", replace(SCHEME, prizes=(TWICE, TWICE))),
            ("sections", "I", under(heading("I"), heading("I"), SI="I")),
            ("like_units", "N0", replace(grouped(()), like_units=grouped(()).like_units * 2)),
        )
    },
    **{
        f"the bounds of {code} let some value in: {expected}": Edge(
            sound(indicators_with(code, **inside)),
            sound(indicators_with(code, **outside)),
            refusals.BoundsInvalid,
            {"indicator": code, "minimum": dec(0), "maximum": "—", "expected": expected} | told_of,
            (f"indicators[{place}].minimum", f"indicators[{place}].maximum"),
        )
        for place, code, inside, outside, expected, told_of in (
            (
                1,
                "HI",
                {"minimum": dec(100)},
                {"minimum": dec("100.01")},
                refusals.SOME_ROOM,
                {"minimum": dec("100.01"), "maximum": dec(100)},
            ),
            (6, "REVIEW", {"maximum": dec(1)}, {"maximum": dec(2)}, refusals.YES_OR_NO, {"maximum": dec(2)}),
            (9, "INQUIRY", {"maximum": dec(1)}, {"maximum": None}, refusals.YES_OR_NO, {}),
            (8, "LATE", {"minimum": dec(0)}, {"minimum": dec(-1)}, refusals.NOT_NEGATIVE, {"minimum": dec(-1)}),
            (
                7,
                "FLAGS",
                {"minimum": dec(1)},
                {"minimum": dec("-0.01")},
                refusals.NOT_NEGATIVE,
                {"minimum": dec("-0.01"), "maximum": dec(3)},
            ),
        )
    },
}
CRITERION = {
    **{
        f"what is measured is described, not {indicator or 'nothing'} by {type(parameters).__name__}": Edge(
            sound(computed_by("REVIEW", Panel(("an",)), indicator="")),
            sound(computed_by("REVIEW", parameters, indicator=indicator)),
            refusals.IndicatorNotInTable,
            {"criterion": "REVIEW", "indicator": indicator},
            ("criteria[6].indicator",),
        )
        for parameters, indicator in (
            (Boolean(), "NOWHERE"),
            (Boolean(), ""),
            (Panel(("an",)), "NOWHERE"),
            (Panel(("an",)), "REVIEW"),
        )
    },
    "a formula is of its group": Edge(
        sound(SCHEME),
        sound(computed_by("DEBT", FixedBonus(dec(1)))),
        refusals.FormulaOutsideGroup,
        {"criterion": "DEBT", "formula": FormulaKind.FIXED_BONUS, "group": Group.CONTENT},
        ("criteria[3].group", "criteria[3].formula"),
    ),
    **{
        f"a criterion gives points, not {points}": Edge(
            sound(with_content("0.01")),
            sound(with_content(points)),
            refusals.MaximumInvalid,
            {"criterion": "DEBT", "given": dec(points)},
            ("criteria[3].max_points",),
        )
        for points in ("0", "-0.01")
    },
    "a gate gives no points": Edge(
        sound(scheme_with("INQUIRY", max_points=dec(0))),
        sound(scheme_with("INQUIRY", max_points=dec("0.01"))),
        refusals.MaximumInvalid,
        {"criterion": "INQUIRY", "given": dec("0.01")},
        ("criteria[10].max_points",),
    ),
    **{
        f"a target has its source and value, not {target.source} {target.value}": Edge(
            sound(scheme_with("SI", target=Target(TargetSource.TABLE, dec("0.01")))),
            sound(scheme_with("SI", target=target)),
            refusals.TargetInvalid,
            {
                "criterion": "SI",
                "target": target.source,
                "value": "—" if target.value is None else target.value,
                "formula": FormulaKind.PROPORTIONAL_CAPPED,
            },
            ("criteria[0].target",),
        )
        for target in (
            Target(),
            Target(TargetSource.TABLE),
            Target(TargetSource.TABLE, dec(0)),
            Target(TargetSource.TABLE, dec("-0.01")),
            Target(TargetSource.COVENANT, dec(5)),
        )
    },
    "who compares with nothing has no target": Edge(
        sound(scheme_with("REVIEW", target=Target())),
        sound(scheme_with("REVIEW", target=COVENANT)),
        refusals.TargetInvalid,
        {"criterion": "REVIEW", "target": TargetSource.COVENANT, "value": "—", "formula": FormulaKind.BOOLEAN},
        ("criteria[6].target",),
    ),
}
PARAMETERS = {
    **{
        f"each of {code} is worth something": Edge(
            sound(computed_by(code, kind(dec("0.01")))),
            sound(computed_by(code, kind(dec(0)))),
            refusals.RateInvalid,
            {"criterion": code, "given": dec(0)},
            (f"criteria[{place}].formula.points_each",),
        )
        for place, code, kind in (
            (1, "HI", DeductPerPercent),
            (7, "PAID_OVER", OverfulfilBonus),
            (8, "FLAGS", FixedBonus),
            (9, "LATE", LatePenalty),
        )
    },
    "a band may be one value": Edge(
        sound(banded(low=dec(101))),
        sound(banded(low=dec("101.01"))),
        refusals.BandInvalid,
        {"criterion": "SPENT", "low": dec("101.01"), "high": dec(101)},
        ("criteria[4].formula.low", "criteria[4].formula.high"),
    ),
    **{
        f"without both ends a band is the covenant's own: {why}": Edge(
            sound(computed_by("SPENT", Band(dec(2), dec(4)), target=COVENANT)),
            sound(computed_by("SPENT", band, target=target)),
            refusals.BandInvalid,
            {"criterion": "SPENT", "low": low, "high": high},
            ("criteria[4].formula.low", "criteria[4].formula.high"),
        )
        for why, band, target, low, high in (
            ("it has only a low", Band(dec(2), dec(4), dec(95)), Target(), dec(95), "—"),
            ("it has only a high", Band(dec(2), dec(4), None, dec(101)), COVENANT, "—", dec(101)),
            ("the target is the table's", Band(dec(2), dec(4)), Target(TargetSource.TABLE, dec(5)), "—", "—"),
            ("it is of percents", Band(dec(2), dec(4), measure=Measure.PERCENT_OF_TARGET), COVENANT, "—", "—"),
        )
    },
    **{
        f"outside a band points are lost: {name}": Edge(
            sound(banded(**{name: dec(0)})),
            sound(banded(**{name: dec("-0.01")})),
            refusals.RateInvalid,
            {"criterion": "SPENT", "given": dec("-0.01")},
            (f"criteria[4].formula.{name}",),
        )
        for name in ("loss_below", "loss_above")
    },
}
FIRST, LAST = StepRange(dec(0), None, dec(95)), StepRange(dec(50), dec(95))
STEPS = {
    **{
        f"steps cover every value once: {why}": Edge(
            sound(stepped(FIRST, LAST)),
            sound(stepped(*ranges)),
            refusals.StepsDoNotJoin,
            {"criterion": "ONTIME", "below": below, "at_least": at_least},
            ("criteria[5].formula.ranges",),
        )
        for why, ranges, below, at_least in (
            ("a gap", (replace(FIRST, below=dec("94.99")), LAST), dec("94.99"), dec(95)),
            ("an overlap", (replace(FIRST, below=dec("95.01")), LAST), dec("95.01"), dec(95)),
            ("a closed beginning", (replace(FIRST, at_least=dec(0)), LAST), "—", dec(0)),
            ("a closed end", (FIRST, replace(LAST, below=dec(100))), dec(100), "—"),
            ("open in the middle", (replace(FIRST, below=None), replace(LAST, at_least=None)), "—", "—"),
            ("a step of no values", (FIRST, StepRange(dec(9), dec(95), dec(95)), LAST), dec(95), dec(95)),
            (
                "a step upside down",
                (FIRST, StepRange(dec(9), dec(95), dec(94)), replace(LAST, at_least=dec(94))),
                dec(94),
                dec(95),
            ),
        )
    },
    **{
        f"the best step is the maximum and none below nothing: {why}": Edge(
            sound(stepped(FIRST, LAST)),
            sound(stepped(*ranges)),
            refusals.StepPointsInvalid,
            {"criterion": "ONTIME", "maximum": dec(50)},
            ("criteria[5].formula.ranges",),
        )
        for why, ranges in (
            ("no step", ()),
            ("less", (FIRST, replace(LAST, points=dec("49.99")))),
            ("more", (FIRST, replace(LAST, points=dec("50.01")))),
            ("below nothing", (replace(FIRST, points=dec("-0.01")), LAST)),
        )
    },
}


EDGES = LISTS | CRITERION | PARAMETERS | STEPS


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_a_table_just_sound_may_be_signed_and_one_just_unsound_says_why(edge: Edge) -> None:
    edge.inside()
    assert told(edge.outside) == edge[2:]
