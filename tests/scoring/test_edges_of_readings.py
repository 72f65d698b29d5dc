"""Readings, means and their reasons, each just inside and just outside."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.explanation import Explanation, Text
from services.scoring.domain import sources
from services.scoring.domain.board import Board
from services.scoring.domain.lines import ComputedLine, SignedTable, compute, explain_computed
from services.scoring.domain.marking import mean
from services.scoring.domain.material import GivenMark, Mark, Material, Neighbour, Promise, Result, SignedCovenant
from services.scoring.domain.parameters import (
    Band,
    DeductPerPercent,
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    Formula,
    Gate,
    Measure,
    Panel,
    Parameters,
    Rank,
    Step,
    StepRange,
)
from services.scoring.domain.period import Period
from services.scoring.domain.readings import Absence, Reading, State, read
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.scheme import Scheme, Target, TargetSource
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard
from services.scoring.domain.totals import Assessment, Layer, explain_line
from tests.scoring.examples import (
    CLUSTER,
    COLLECTIONS,
    COVENANT,
    COVENANT_SIGNED,
    MOVEMENT,
    TABLE,
    UNITS,
    act,
    dec,
    event_named,
    named,
    scheme_with,
)

HALF = Period.parse("2024-H1")
QUARTER = HALF.quarters[-1]
[UNIT, OTHER, *_] = UNITS


def reported(value: str, indicator: str = "SI") -> dict[tuple[str, str], Result]:
    return {(QUARTER, indicator): Result(dec(value), event_named(f"{indicator} {value}"))}


def worked(scheme: Scheme, material: Material, code: str = "SI") -> tuple[Reading, ComputedLine, Explanation]:
    table: SignedTable = replace(TABLE, scheme=scheme)
    readings = read(scheme, HALF, material)
    line = next(each for each in compute(table, readings) if each.reading.criterion == code)
    return line.reading, line, explain_computed(table, line.reading)


def under(parameters: Parameters, value: str, covenant: SignedCovenant = COVENANT_SIGNED) -> Explanation:
    """Why criterion SI has its points when it is scored like this, against the covenant's target."""
    scheme = scheme_with("SI", formula=Formula.of(parameters), target=COVENANT)
    return worked(scheme, Material(reported(value), covenant))[2]


def promising(value: str, edition: int = 1, upper: str | None = None) -> SignedCovenant:
    promise = Promise("SI", "HIGHER", dec(value), None if upper is None else dec(upper))
    return replace(COVENANT_SIGNED, promises=(promise,), edition=edition)


@pytest.mark.parametrize(
    ("made", "parts"),
    [
        (Board.id_for(CLUSTER, MOVEMENT, HALF), ("board", CLUSTER, MOVEMENT, "2024-H1")),
        (ResultSheet.id_for(UNIT, MOVEMENT, HALF), ("result-sheet", UNIT, MOVEMENT, "2024-H1")),
        (ReviewPeriod.id_for(MOVEMENT, HALF), ("review-period", MOVEMENT, "2024-H1")),
        (ScoreTable.id_for(CLUSTER, MOVEMENT), ("score-table", CLUSTER, MOVEMENT)),
        (Scorecard.id_for(CLUSTER, MOVEMENT, HALF, UNIT), ("scorecard", CLUSTER, MOVEMENT, "2024-H1", UNIT)),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_an_id_is_made_of_all_that_there_is_one_of(made: UUID, parts: tuple[object, ...]) -> None:
    kind, *key = parts
    assert made == identity(str(kind), *key)  # durable: what is stored under it is found by it


def test_a_board_and_a_period_know_whose_they_are() -> None:
    board, review = Board.open(act(), CLUSTER, MOVEMENT, HALF), ReviewPeriod.open(act(), MOVEMENT, HALF)
    card = Scorecard.open(act(), CLUSTER, MOVEMENT, HALF, UNIT)
    assert (board.id, board.cluster_id, board.movement_id) == (Board.id_for(CLUSTER, MOVEMENT, HALF), CLUSTER, MOVEMENT)
    assert (review.id, review.movement_id, review.period) == (ReviewPeriod.id_for(MOVEMENT, HALF), MOVEMENT, "2024-H1")
    assert (card.cluster_id, card.movement_id, card.period, card.unit_id) == (CLUSTER, MOVEMENT, "2024-H1", UNIT)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("0.000000000001", "0"), "0.000000000001"),  # half of the twelfth decimal goes up, also to an odd digit
        (("0.000000000003", "0.000000000002"), "0.000000000003"),
        (
            ("12345678901234567890.000000000001", "12345678901234567890.000000000003"),
            "12345678901234567890.000000000002",
        ),
        (("200", "100"), "150"),
        (("200", "0"), "100"),  # never “1E+2”
    ],
)
def test_a_mean_is_half_up_exact_and_written_plainly(values: tuple[str, ...], expected: str) -> None:
    found = mean([dec(each) for each in values])
    assert (found, "E+" in str(found)) == (dec(expected), False)


@pytest.mark.parametrize(
    ("given", "state", "absence"), [(2, State.SCORED, None), (1, State.MISSING, Absence.TOO_FEW_MARKS)]
)
def test_a_panel_just_large_enough_gives_points(given: int, state: State, absence: Absence | None) -> None:
    marks = tuple(GivenMark("REVIEW", "", each, dec(9), "", "", event_named(each)) for each in ("an", "binh")[:given])
    scheme = scheme_with("REVIEW", formula=Formula.of(Panel(("an", "binh"), fewest=2)), indicator="")
    reading, _, why = worked(scheme, Material({}, None, marks=marks), "REVIEW")
    assert (reading.state, reading.absence) == (state, absence)
    assert reading.results == tuple(event_named(each) for each in ("an", "binh")[:given])
    result = why.inputs[1]
    assert (result.formula, result.events) == (Text("bình quân các phiếu chấm", "mean of the marks"), ())


def test_departments_without_any_mark_are_missing_for_that_reason() -> None:
    items = (FieldItem("1", named("1"), dec(5)),)
    scheme = scheme_with(
        "REVIEW", formula=Formula.of(DepartmentSum((DepartmentPart(COLLECTIONS, items),))), indicator=""
    )
    reading, _, why = worked(scheme, Material({}, None), "REVIEW")
    assert (reading.state, reading.absence) == (State.MISSING, Absence.TOO_FEW_MARKS)
    assert why.inputs[0].inputs == ()


def test_like_units_are_ranked_by_percent_of_their_own_target_and_by_name() -> None:
    covenant = promising("200")
    rank = Rank(measure=Measure.PERCENT_OF_TARGET, step=dec(50))
    scheme = scheme_with("SI", formula=Formula.of(rank), target=COVENANT)
    beside = Neighbour(OTHER, reported("198"), covenant)
    reading, line, _ = worked(scheme, Material(reported("980"), COVENANT_SIGNED, (beside,)))
    assert [(part.whose, part.value) for part in reading.parts] == [(str(OTHER), dec(99))]
    assert line.points == dec("250.00")


@pytest.mark.parametrize(("place", "points"), [(1, "300.00"), (2, "200.00"), (3, "0.00")])
def test_the_last_place_that_has_points_gives_them_and_the_next_gives_none(place: int, points: str) -> None:
    ahead = tuple(Neighbour(unit, reported("99"), None) for unit in UNITS[1:place])
    scheme = scheme_with("SI", formula=Formula.of(Rank(places=(dec(300), dec(200)))), target=Target())
    _, line, _ = worked(scheme, Material(reported("97"), None, ahead))
    assert line.points == dec(points)


@pytest.mark.parametrize(("target", "absence"), [("1", None), ("0.01", None), ("0", Absence.UNUSABLE_TARGET)])
def test_a_target_just_above_nothing_can_be_reached(target: str, absence: Absence | None) -> None:
    reading, _, _ = worked(scheme_with("SI", target=COVENANT), Material(reported("5"), promising(target)))
    assert reading.absence is absence


def test_an_amended_covenant_is_named_with_its_edition() -> None:
    scheme = scheme_with("SI", target=COVENANT)
    reading, _, why = worked(scheme, Material(reported("5"), promising("10", edition=3)))
    assert reading.promised_edition == 3
    assert why.inputs[2].label == Text("Chỉ tiêu trong giao ước, bản 3", "Target of the covenant, edition 3")


@pytest.mark.parametrize(
    ("target", "source", "version"),
    [
        (Target(TargetSource.TABLE, dec(1000)), sources.SIGNED_TABLE, TABLE.rule_version),
        (COVENANT, sources.SIGNED_COVENANT, ""),
    ],
)
def test_a_target_cites_the_table_or_the_covenant_it_stands_in(target: Target, source: object, version: str) -> None:
    _, _, why = worked(scheme_with("SI", target=target), Material(reported("5"), COVENANT_SIGNED))
    assert (why.inputs[2].source, why.inputs[2].rule_version) == (source, version)


def test_both_ends_of_a_covenants_range_are_told() -> None:
    band = Band(low=None, high=None, loss_below=dec(1), loss_above=dec(1))
    covenant = replace(promising("90", upper="110"), promises=(Promise("SI", "BAND", dec(90), dec(110)),))
    why = under(band, "112", covenant)
    assert (why.value, [each.value for each in why.inputs]) == ("298.00", ["300", "112", "90", "110"])
    assert (why.inputs[3].source, why.inputs[3].events) == (sources.SIGNED_COVENANT, (covenant.event,))


@pytest.mark.parametrize(
    ("parameters", "formula"),
    [
        (
            DeductPerPercent(dec(2), whole=True),
            Text("max(0, tối đa − 2 × số % tròn thiếu)", "max(0, max − 2 × complete percents short of the target)"),
        ),
        (
            DeductPerPercent(dec(2), whole=False),
            Text("max(0, tối đa − 2 × số % thiếu)", "max(0, max − 2 × percents short of the target)"),
        ),
        (
            DeductPerPercent(dec(2), whole=False, measure=Measure.VALUE),
            Text("max(0, tối đa − 2 × đơn vị tính thiếu)", "max(0, max − 2 × units short of the target)"),
        ),
        (
            Step((StepRange(dec(0), None, dec(500)), StepRange(dec(300), dec(500), None)), Measure.VALUE),
            Text("500 ≤ giá trị < ∞ → 300", "500 ≤ value < ∞ → 300"),
        ),
    ],
    ids=lambda each: each.en if isinstance(each, Text) else "",
)
def test_a_formula_is_told_as_it_was_applied(parameters: Parameters, formula: Text) -> None:
    assert under(parameters, "900").formula == formula


@pytest.mark.parametrize(
    ("bars_when", "formula"),
    [(True, Text("bị loại khi có", "barred when yes")), (False, Text("bị loại khi không", "barred when no"))],
)
def test_a_gate_says_which_answer_bars(bars_when: bool, formula: Text) -> None:
    scheme = scheme_with("INQUIRY", formula=Formula.of(Gate(bars_when=bars_when)))
    _, _, why = worked(scheme, Material(reported("0", "INQUIRY"), None), "INQUIRY")
    assert why.formula == formula


@pytest.mark.parametrize(
    ("layer", "formula", "source"),
    [
        (
            Layer.VERIFIED,
            Text("điểm ban nghiệp vụ thẩm định", "points verified by the owning department"),
            sources.DEPARTMENT_SCORES,
        ),
        (Layer.CROSS_CHECKED, Text("điểm chấm chéo", "points of the cross-check"), sources.LAYERS),
    ],
)
def test_points_that_people_gave_say_who_and_by_which_text(layer: Layer, formula: Text, source: object) -> None:
    scheme = scheme_with("SI", target=COVENANT)
    _, line, computed = worked(scheme, Material(reported("874"), COVENANT_SIGNED))
    moment = act().at
    given, other = (
        Assessment(layer, Mark(code, dec(points), "vì"), against, event_named(code), "who", moment, moment)
        for code, points, against in (("SI", "240", line.points), ("HI", "100", Decimal(250)))
    )
    why = explain_line(TABLE, line, (other, given))
    assert (why.label, why.value, why.events) == (computed.label, "240", (event_named("SI"),))
    assert (why.formula, why.source, why.rule_version) == (formula, source, TABLE.rule_version)
