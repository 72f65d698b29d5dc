"""The scoring service's “whys”, each of an example: `tests.support.whys` holds them against what was recorded."""

from __future__ import annotations

from dataclasses import replace

from kernel.explanation import Explanation, Text
from services.scoring.domain.finalisation import Computation, final_lines
from services.scoring.domain.lines import compute
from services.scoring.domain.material import GivenMark, Material, Neighbour, Promise
from services.scoring.domain.parameters import (
    Band,
    DeductPerPercent,
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    Formula,
    Inverse,
    Measure,
    OverfulfilBonus,
    Panel,
    Parameters,
    Rank,
    Step,
    StepRange,
)
from services.scoring.domain.ranking import Row, RowState, explain_row, rank
from services.scoring.domain.scheme import Accumulation, FieldResult, Group, Pace, Scheme, Summary, Target, TargetSource
from services.scoring.domain.totals import Layer, explain_line, explain_total, total
from tests.scoring import test_comparing as comparing
from tests.scoring import test_edges_of_readings as edges
from tests.scoring import test_ranking as ranking
from tests.scoring import test_totals as totals
from tests.scoring.examples import (
    COLLECTIONS,
    COVENANT,
    COVENANT_SIGNED,
    HEALTH,
    SCHEME,
    TABLE,
    UNITS,
    dec,
    event_named,
    named,
    scheme_with,
)
from tests.support.whys import Whys


def card(**figures: str | None) -> Explanation:
    """The whole card of the half-year; "-" takes a figure away, None makes it not applicable."""
    lines = compute(TABLE, totals.readings(**figures))
    computation = Computation(TABLE.table_id, TABLE.version, (), COVENANT_SIGNED, lines)
    explained = {each.reading.criterion: explain_line(TABLE, each, ()) for each in lines}
    return explain_total(TABLE, total(SCHEME, final_lines(computation, ())), explained)


def given(layer: Layer) -> Explanation:
    return explain_line(TABLE, totals.SI, (totals.assessment(layer, "240", "262.20"),))


def of(parameters: Parameters, value: str = "900", target: Target = COVENANT, **changed: object) -> Explanation:
    scheme = scheme_with("SI", formula=Formula.of(parameters), target=target, **changed)
    return edges.worked(scheme, Material(edges.reported(value), COVENANT_SIGNED))[2]


def told(scheme: Scheme, material: Material, code: str = "SI") -> Explanation:
    return edges.worked(scheme, material, code)[2]


def panel(*members: str, most: int = 1) -> Explanation:
    marks = tuple(
        GivenMark("REVIEW", "", each, dec(points), "vì", "", event_named(each))
        for each, points in zip(members, ("9", "8.5", "7", "9.5"), strict=False)
    )
    judged = Panel(("an", "binh", "chi", "dung"), drop_highest=most, drop_lowest=most, fewest=3)
    return told(
        scheme_with("REVIEW", formula=Formula.of(judged), indicator=""), Material({}, None, marks=marks), "REVIEW"
    )


def departments(*items: str) -> Explanation:
    lines = tuple(FieldItem(each, named(each), dec(5)) for each in ("1", "2"))
    both = DepartmentSum((DepartmentPart(COLLECTIONS, lines), DepartmentPart(HEALTH, lines[:1], dec(3))))
    marks = tuple(
        GivenMark("REVIEW", item, str(who), dec("4.5"), "", "", event_named(f"{who} {item}"))
        for who, item in ((COLLECTIONS, "1"), (COLLECTIONS, "2"), (HEALTH, "1"))
        if f"{'CH'[who == HEALTH]}{item}" in items
    )
    return told(
        scheme_with("REVIEW", formula=Formula.of(both), indicator=""), Material({}, None, marks=marks), "REVIEW"
    )


def ranked(*neighbours: str | None, by: Rank = Rank(step=dec(50))) -> Explanation:  # noqa: B008 (frozen)
    beside = tuple(
        Neighbour(unit, {} if value is None else edges.reported(value), edges.promising("800"))
        for unit, value in zip(UNITS[1:], neighbours, strict=False)
    )
    scheme = scheme_with("SI", formula=Formula.of(by), target=COVENANT if by.measure is not Measure.VALUE else Target())
    return told(scheme, Material(edges.reported("900"), COVENANT_SIGNED, beside))


def drawn(wanted: FieldResult) -> Explanation:
    promised = replace(COVENANT_SIGNED, promises=(Promise("SI", "HIGHER", dec(100)),))
    scheme = scheme_with("SI", field_result=wanted, target=COVENANT)
    return told(scheme, Material({}, promised, field_cards=comparing.PROVINCES))


def quarters(*values: str | None, accumulation: Accumulation = Accumulation.SUM) -> Explanation:
    """The sum over the quarters of which some have no result."""
    results = {
        (quarter, "PAID"): each
        for quarter, value in zip(edges.HALF.quarters, values, strict=True)
        for each in edges.reported(value or "0").values()
        if value is not None
    }
    scheme = scheme_with("PAID", accumulation=accumulation)
    return told(scheme, Material(results, COVENANT_SIGNED), "PAID")


SCORE = Explanation(Text("Tổng điểm", "Score"), "870")


def row(state: RowState) -> Explanation:
    rows = rank(
        SCHEME,
        [
            ranking.standing(UNITS[0], "912.5"),
            ranking.standing(UNITS[1], "870", barred_by=("INQUIRY",)),
            ranking.standing(UNITS[2], "870", covenant_signed=False),
            ranking.standing(UNITS[3], None),
        ],
    )
    return stands(TABLE.scheme, rows, next(each for each in rows if each.state is state))


def stands(scheme: Scheme, rows: tuple[Row, ...], which: Row) -> Explanation:
    return explain_row(replace(TABLE, scheme=scheme), rows, which, SCORE, ranking.FROZEN)


def in_a_group() -> Explanation:
    rows = rank(ranking.APART, [ranking.standing(unit, "870") for unit in UNITS])
    return stands(ranking.APART, rows, next(each for each in rows if each.group == "B"))


def shared() -> Explanation:
    rows = ranking.board()
    return stands(replace(SCHEME, ties=()), rows, rows[1])


WHYS: Whys = {
    "a card": card,
    "a card with a result missing and one that does not apply": lambda: card(DEBT="-", REVIEW=None),
    "a card without any result": lambda: card(**dict.fromkeys(totals.FIGURES, "-")),
    "a card that an inquiry bars": lambda: card(INQUIRY="1"),
    "a card over its cap, out of its band, on the first step": lambda: card(PAID="900", SPENT="90", ONTIME="20"),
    "points that a department gave": lambda: given(Layer.VERIFIED),
    "points of a cross-check": lambda: given(Layer.CROSS_CHECKED),
    "complete percents short": lambda: of(DeductPerPercent(dec(2), whole=True)),
    "units short": lambda: of(DeductPerPercent(dec(2), measure=Measure.VALUE)),
    "a step of the value": lambda: of(
        Step((StepRange(dec(0), None, dec(500)), StepRange(dec(300), dec(500))), Measure.VALUE)
    ),
    "percents over": lambda: of(OverfulfilBonus(dec(4)), "1015.5", group=Group.BONUS),
    "less is better": lambda: of(Inverse(), "1200"),
    "inside a band of the table": lambda: of(Band(dec(2), dec(4), dec(800), dec(1000)), target=Target()),
    "against a target of the table": lambda: of(Inverse(), target=Target(TargetSource.TABLE, dec(800))),
    "against the quarters of a target": lambda: of(Inverse(), target=Target(TargetSource.COVENANT, pace=Pace.PRO_RATA)),
    "against a target that is not there": lambda: told(
        scheme_with("SI", target=COVENANT), Material(edges.reported("9"), None)
    ),
    "against a target that cannot be used": lambda: told(
        scheme_with("SI", target=COVENANT), Material(edges.reported("9"), edges.promising("0"))
    ),
    "against an amended covenant": lambda: told(
        scheme_with("SI", target=COVENANT), Material(edges.reported("9"), edges.promising("10", edition=3))
    ),
    "a sum of quarters": lambda: quarters("100", "115"),
    "a sum of quarters with a gap": lambda: quarters(None, "115"),
    "the latest of the quarters": lambda: quarters("100", None, accumulation=Accumulation.LATEST),
    "a panel": lambda: panel("an", "binh", "chi", "dung"),
    "a panel whose marks all count": lambda: panel("an", "binh", "chi", "dung", most=0),
    "a panel with too few marks": lambda: panel("an", "binh"),
    "departments": lambda: departments("C1", "C2", "H1"),
    "departments that have not marked all": lambda: departments("C1"),
    "a place among like units": lambda: ranked("910", "880", "900"),
    "a place by points for each": lambda: ranked("910", by=Rank(places=(dec(300), dec(200)))),
    "a place in percents of the own target": lambda: ranked(
        "780", by=Rank(step=dec(50), measure=Measure.PERCENT_OF_TARGET)
    ),
    "a place where less is better": lambda: ranked("910", by=Rank(step=dec(50), lower_is_better=True)),
    "a place in a group that is not complete": lambda: ranked("910", None),
    "a place among those who have a result": lambda: ranked("910", None, by=Rank(step=dec(50), waits=False)),
    "the provinces' mean": lambda: drawn(FieldResult()),
    "the provinces' sum of a result": lambda: drawn(FieldResult(Summary.SUM, "SI")),
    "the share of the provinces that reached": lambda: drawn(FieldResult(Summary.SHARE_REACHED, reached_at=dec(90))),
    "a rank": lambda: row(RowState.RANKED),
    "a unit that is barred": lambda: row(RowState.BARRED),
    "a unit without a covenant": lambda: row(RowState.NO_COVENANT),
    "a unit without a score": lambda: row(RowState.UNSCORED),
    "a rank among like units": in_a_group,
    "a rank that is shared": shared,
}
