"""A score table that is not sound is refused when it is drafted, with the member of the input named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    FixedBonus,
    Formula,
    Gate,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    ProportionalCapped,
    Step,
    StepRange,
)
from services.scoring.domain.refusals import tables as refusals
from services.scoring.domain.rules import tables as rules
from services.scoring.domain.scheme import (
    ClassBand,
    Group,
    PrizeTier,
    Rounding,
    Scheme,
    Target,
    TargetSource,
)
from services.scoring.domain.score_table import ScoreTable
from tests.scoring.examples import (
    CLUSTER,
    COVENANT,
    CRITERIA,
    MOVEMENT,
    SCHEME,
    STEPS,
    act,
    dec,
    measure_percent,
    measured,
    named,
    scheme_with,
)


def formula(parameters: object) -> Formula:
    return Formula.of(parameters)  # type: ignore[arg-type]


def indicators_with(code: str, /, **changes: object) -> Scheme:
    changed = tuple(replace(each, **changes) if each.code == code else each for each in SCHEME.indicators)  # type: ignore[arg-type]
    return replace(SCHEME, indicators=changed)


def stepped(*ranges: StepRange) -> Scheme:
    return scheme_with("ONTIME", formula=formula(Step(ranges)))


def banded(**changes: object) -> Scheme:
    return scheme_with("SPENT", formula=formula(replace(Band(dec(2), dec(4), dec(95), dec(101)), **changes)))  # type: ignore[arg-type]


UNSOUND: list[tuple[str, Scheme, type[Exception], tuple[str, ...]]] = [
    (
        "the content points are not the total",
        replace(SCHEME, content_total=dec(949)),
        refusals.PointsDoNotAddUp,
        ("content_total",),
    ),
    (
        "there is nothing to score",
        replace(SCHEME, criteria=CRITERIA[-4:]),
        refusals.TableWithoutContent,
        ("criteria",),
    ),
    ("a code is empty", scheme_with("DEBT", code=" "), refusals.CodeRepeated, ("criteria[3].code",)),
    ("a criterion is repeated", scheme_with("DEBT", code="SI"), refusals.CodeRepeated, ("criteria[3].code",)),
    ("an indicator is repeated", indicators_with("HI", code="SI"), refusals.CodeRepeated, ("indicators[1].code",)),
    (
        "a class is repeated",
        replace(SCHEME, classes=(SCHEME.classes[0], SCHEME.classes[0])),
        refusals.CodeRepeated,
        ("classes[1].code",),
    ),
    (
        "bounds are upside down",
        indicators_with("HI", minimum=dec(101)),
        refusals.BoundsInvalid,
        ("indicators[1].minimum", "indicators[1].maximum"),
    ),
    (
        "an indicator is not described",
        scheme_with("DEBT", indicator="NOWHERE"),
        refusals.IndicatorNotInTable,
        ("criteria[3].indicator",),
    ),
    (
        "a bonus formula among the content",
        scheme_with("DEBT", formula=formula(FixedBonus(dec(1)))),
        refusals.FormulaOutsideGroup,
        ("criteria[3].group", "criteria[3].formula"),
    ),
    (
        "a maximum is negative",
        scheme_with("DEBT", max_points=dec(-80)),
        refusals.MaximumInvalid,
        ("criteria[3].max_points",),
    ),
    ("a maximum is zero", scheme_with("DEBT", max_points=dec(0)), refusals.MaximumInvalid, ("criteria[3].max_points",)),
    (
        "a gate has points",
        scheme_with("INQUIRY", max_points=dec(5)),
        refusals.MaximumInvalid,
        ("criteria[10].max_points",),
    ),
    ("a target is missing", scheme_with("SI", target=Target()), refusals.TargetInvalid, ("criteria[0].target",)),
    ("a target means nothing", scheme_with("REVIEW", target=COVENANT), refusals.TargetInvalid, ("criteria[6].target",)),
    (
        "the table's own target has no value",
        scheme_with("SI", target=Target(TargetSource.TABLE)),
        refusals.TargetInvalid,
        ("criteria[0].target",),
    ),
    (
        "the table's own target is zero",
        scheme_with("SI", target=Target(TargetSource.TABLE, dec(0))),
        refusals.TargetInvalid,
        ("criteria[0].target",),
    ),
    (
        "a covenant's target has the table's value",
        scheme_with("SI", target=Target(TargetSource.COVENANT, dec(5))),
        refusals.TargetInvalid,
        ("criteria[0].target",),
    ),
    (
        "an answer is more than yes or no",
        indicators_with("REVIEW", maximum=dec(2)),
        refusals.BoundsInvalid,
        ("indicators[6].minimum", "indicators[6].maximum"),
    ),
    (
        "a gate's answer is a fraction",
        indicators_with("INQUIRY", whole=False),
        refusals.BoundsInvalid,
        ("indicators[9].minimum", "indicators[9].maximum"),
    ),
    (
        "a count is negative",
        indicators_with("LATE", minimum=dec(-1)),
        refusals.BoundsInvalid,
        ("indicators[8].minimum", "indicators[8].maximum"),
    ),
    *(
        (
            f"the rate of {code} is not above zero",
            scheme_with(code, formula=formula(parameters)),
            refusals.RateInvalid,
            (f"criteria[{place}].formula.points_each",),
        )
        for place, code, parameters in (
            (1, "HI", DeductPerPercent(dec(0))),
            (7, "PAID_OVER", OverfulfilBonus(dec(-1))),
            (8, "FLAGS", FixedBonus(dec(0))),
            (9, "LATE", LatePenalty(dec(-2))),
        )
    ),
    (
        "a band is upside down",
        banded(low=dec(102)),
        refusals.BandInvalid,
        ("criteria[4].formula.low", "criteria[4].formula.high"),
    ),
    (
        "a band has one end",
        banded(low=None),
        refusals.TargetInvalid,
        ("criteria[4].target",),
    ),
    (
        "a band has one end and a covenant",
        scheme_with("SPENT", formula=formula(Band(dec(2), dec(4), None, dec(101))), target=COVENANT),
        refusals.BandInvalid,
        ("criteria[4].formula.low", "criteria[4].formula.high"),
    ),
    (
        "a band of percents cannot be the covenant's own",
        scheme_with("SPENT", formula=formula(Band(dec(2), dec(4), measure=Measure.PERCENT_OF_TARGET)), target=COVENANT),
        refusals.BandInvalid,
        ("criteria[4].formula.low", "criteria[4].formula.high"),
    ),
    (
        "a band rewards the outside",
        banded(loss_above=dec(-1)),
        refusals.RateInvalid,
        ("criteria[4].formula.loss_above",),
    ),
    (
        "steps leave a gap",
        stepped(StepRange(dec(0), None, dec(90)), StepRange(dec(50), dec(95))),
        refusals.StepsDoNotJoin,
        ("criteria[5].formula.ranges",),
    ),
    (
        "steps overlap",
        stepped(StepRange(dec(0), None, dec(96)), StepRange(dec(50), dec(95))),
        refusals.StepsDoNotJoin,
        ("criteria[5].formula.ranges",),
    ),
    (
        "steps do not begin open",
        stepped(StepRange(dec(0), dec(0), dec(95)), StepRange(dec(50), dec(95))),
        refusals.StepsDoNotJoin,
        ("criteria[5].formula.ranges",),
    ),
    (
        "steps do not end open",
        stepped(StepRange(dec(0), None, dec(95)), StepRange(dec(50), dec(95), dec(100))),
        refusals.StepsDoNotJoin,
        ("criteria[5].formula.ranges",),
    ),
    (
        "two steps are open in the middle",
        stepped(StepRange(dec(0)), StepRange(dec(50))),
        refusals.StepsDoNotJoin,
        ("criteria[5].formula.ranges",),
    ),
    (
        "a step is upside down",
        stepped(StepRange(dec(0), None, dec(95)), StepRange(dec(9), dec(95), dec(90)), StepRange(dec(50), dec(90))),
        refusals.StepsDoNotJoin,
        ("criteria[5].formula.ranges",),
    ),
    (
        "no step reaches the maximum",
        stepped(StepRange(dec(0), None, dec(95)), StepRange(dec(49), dec(95))),
        refusals.StepPointsInvalid,
        ("criteria[5].formula.ranges",),
    ),
    (
        "a step takes points off",
        stepped(StepRange(dec(-1), None, dec(95)), StepRange(dec(50), dec(95))),
        refusals.StepPointsInvalid,
        ("criteria[5].formula.ranges",),
    ),
    ("there are no steps", stepped(), refusals.StepPointsInvalid, ("criteria[5].formula.ranges",)),
    ("the cap is negative", replace(SCHEME, bonus_cap=dec(-1)), refusals.BonusCapInvalid, ("bonus_cap",)),
    ("there is bonus without a cap", replace(SCHEME, bonus_cap=dec(0)), refusals.BonusCapInvalid, ("bonus_cap",)),
    (
        "a total is rounded to less than a digit",
        replace(SCHEME, rounding=Rounding(2, -1)),
        refusals.RoundingInvalid,
        ("rounding.total_decimals",),
    ),
    (
        "a line is rounded finer than is kept",
        replace(SCHEME, rounding=Rounding(13, 2)),
        refusals.RoundingInvalid,
        ("rounding.line_decimals",),
    ),
    ("a tie is broken by nothing", replace(SCHEME, ties=("NOWHERE",)), refusals.TieRuleInvalid, ("ties[0]",)),
    ("a tie is broken by a gate", replace(SCHEME, ties=("SI", "INQUIRY")), refusals.TieRuleInvalid, ("ties[1]",)),
    ("a tie is broken twice alike", replace(SCHEME, ties=("SI", "SI")), refusals.TieRuleInvalid, ("ties[1]",)),
    (
        "classes go up",
        replace(SCHEME, classes=(*SCHEME.classes, ClassBand("BEST", named("BEST"), dec(700)))),
        refusals.ClassesInvalid,
        ("classes[2].at_least",),
    ),
    (
        "a prize has no place",
        replace(SCHEME, prizes=(PrizeTier("FIRST", named("FIRST"), 0),)),
        refusals.PrizesInvalid,
        ("prizes[0].places",),
    ),
]


@pytest.mark.parametrize(("scheme", "refusal", "fields"), [row[1:] for row in UNSOUND], ids=[row[0] for row in UNSOUND])
def test_an_unsound_table_cannot_be_drafted(
    scheme: Scheme, refusal: type[refusals.PointsDoNotAddUp], fields: tuple[str, ...]
) -> None:
    with pytest.raises(refusal) as refused:
        ScoreTable.draft(act(), CLUSTER, MOVEMENT, scheme)
    assert refused.value.fields == fields
    assert "{" not in refused.value.text().vi + refused.value.text().en


SOUND = [
    SCHEME,
    replace(SCHEME, prizes=(PrizeTier("FIRST", named("FIRST"), 1),), ties=(), classes=()),
    scheme_with("SI", target=Target(TargetSource.TABLE, dec(5))),
    scheme_with("ONTIME", formula=formula(measure_percent(STEPS)), target=COVENANT),
    scheme_with("SPENT", formula=formula(Band(dec(2), dec(0))), target=COVENANT),
    scheme_with("LATE", formula=formula(Boolean()), indicator="INQUIRY"),
    replace(SCHEME, indicators=(*SCHEME.indicators, measured("SPARE"))),
]


@pytest.mark.parametrize("scheme", SOUND)
def test_a_sound_table_is_drafted(scheme: Scheme) -> None:
    """`table_is_sound` goes through `criterion_is_sound` and `parameters_are_sound`, with `losses_are_not_gains`."""
    assert ScoreTable.draft(act(), CLUSTER, MOVEMENT, scheme).scheme == scheme


def test_the_example_tables_points_add_up_by_hand() -> None:
    rules.points_add_up(SCHEME)
    assert [each.max_points for each in CRITERIA if each.group is Group.CONTENT] == [300, 250, 200, 80, 40, 50, 30]


def test_equal_texts_of_a_table_have_equal_digests() -> None:
    assert scheme_with("SI", max_points=dec("300.00")).digest() == SCHEME.digest()
    assert scheme_with("SI", max_points=dec("300.01")).digest() != SCHEME.digest()


def test_a_formula_has_the_kind_of_its_parameters() -> None:
    assert [Formula.of(each).parameters for each in (ProportionalCapped(), Gate(bars_when=True))] == [
        ProportionalCapped(),
        Gate(bars_when=True),
    ]
