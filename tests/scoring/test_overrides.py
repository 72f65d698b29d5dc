"""What assessors moved on a card: by hand, and the property that nothing is lost on the way to the final points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.aggregate import Act
from services.scoring import published
from services.scoring.domain.board import Board, Occasion
from services.scoring.domain.formulas import apply
from services.scoring.domain.marking import of_departments
from services.scoring.domain.material import GivenMark
from services.scoring.domain.overrides import Override, overrides
from services.scoring.domain.parameters import DepartmentPart, DepartmentSum, FieldItem, Formula, ProportionalCapped
from services.scoring.domain.scheme import Rounding
from services.scoring.domain.scorecard import Scorecard
from tests.scoring.examples import CLUSTER, COLLECTIONS, HEALTH, MOVEMENT, TABLE, act, dec, named
from tests.scoring.test_aggregates import HALF, card, computation, mark
from tests.scoring.test_formulas import case

REASON = "Theo biên bản"
AGAIN = Occasion("", "law-2022@1f0c6a3e0b7b")


def on(actor: str) -> Act:
    return act("2024-07-03", actor)


def moved(scored: Scorecard) -> tuple[Override, ...] | None:
    scored.finalise(act(), TABLE)
    return scored.standing().overrides


def test_each_assessor_is_held_against_what_stood_before() -> None:
    """SI 262.20 is checked at 270 and verified at 250; REVIEW has no result, and 30 points are given for it."""
    scored = card()
    scored.self_score(on("officer"), TABLE, [mark("SI", "300")])
    scored.cross_check(on("deputy"), TABLE, [mark("SI", "270", REASON), mark("REVIEW", "30", REASON)])
    scored.verify(on("department"), TABLE, COLLECTIONS, [mark("SI", "250", REASON)])
    assert moved(scored) == (Override("department", 1, dec(-20)), Override("deputy", 2, dec("37.80")))


def test_a_mark_that_repeats_what_stood_moves_nothing_and_is_no_override() -> None:
    scored = card()
    scored.cross_check(on("deputy"), TABLE, [mark("SI", "270", REASON)])
    scored.verify(on("department"), TABLE, COLLECTIONS, [mark("SI", "270", REASON)])
    scored.verify(on("health"), TABLE, HEALTH, [mark("HI", "250")])
    assert moved(scored) == (Override("deputy", 1, dec("7.80")),)


def test_points_for_what_had_none_are_an_override_even_where_they_are_none() -> None:
    scored = card()
    scored.cross_check(on("deputy"), TABLE, [mark("REVIEW", "0", REASON)])
    assert moved(scored) == (Override("deputy", 1, dec(0)),)


def test_a_lapsed_mark_moves_nothing() -> None:
    scored = card()
    scored.cross_check(on("deputy"), TABLE, [mark("SI", "270", REASON)])
    scored.compute(act(), computation("880"))
    assert moved(scored) == ()


CODES = st.sampled_from(["SI", "HI", "REVIEW"])
POINTS = st.integers(0, 3000).map(lambda tenths: Decimal(tenths) / 100)
GIVEN = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), CODES, POINTS), max_size=6)


@settings(deadline=None, max_examples=40)
@given(checked=GIVEN, verified=GIVEN)
def test_what_all_moved_together_is_what_the_final_lines_differ_by(
    checked: list[tuple[str, str, Decimal]], verified: list[tuple[str, str, Decimal]]
) -> None:
    scored = card()
    for actor, code, points in checked:
        scored.cross_check(on(actor), TABLE, [mark(code, str(points), REASON)])
    for actor, code, points in verified:
        if code != "REVIEW":  # owned by no department
            owner = COLLECTIONS if code == "SI" else HEALTH
            scored.verify(on(actor), TABLE, owner, [mark(code, str(points), REASON)])
    scored.finalise(act(), TABLE)
    final = scored.finalisations[0]
    computed = sum((each.points or Decimal(0) for each in final.computation.lines), Decimal(0))
    kept = sum((each.points or Decimal(0) for each in final.lines), Decimal(0))
    found = overrides(final.computation.lines, final.assessments)
    assert sum((each.points for each in found), Decimal(0)) == kept - computed


def told(board: Board) -> Any:
    """The last edition as the other services hear of it."""
    return published.announce(board.pending_events[-1])


def test_an_edition_tells_what_each_assessor_moved_and_of_a_card_nobody_touched_that_it_was_nobody() -> None:
    board = Board.open(act(), CLUSTER, MOVEMENT, HALF)
    touched, untouched = card(0), card(1, "800")
    touched.verify(on("department"), TABLE, COLLECTIONS, [mark("SI", "250", REASON)])
    for each in (touched, untouched):
        each.finalise(act(), TABLE)
    board.freeze(act(), TABLE, [touched.standing(), untouched.standing()], AGAIN)
    first, second = told(board).rows
    assert (first.overrides, second.overrides) == (
        published.Overrides((published.Override("department", 1, dec("-12.20")),)),
        published.Overrides(()),
    )


WEIGHTED = DepartmentSum((DepartmentPart(COLLECTIONS, (FieldItem("1", named("1"), dec(1000)),), weight=dec(2)),))
BY_FIELD = GivenMark("FIELDS", "1", str(COLLECTIONS), dec("262.21"), "", "", UUID(int=1))
MOVED = card()
MOVED.cross_check(on("deputy"), TABLE, [mark("SI", "250.05", REASON), mark("REVIEW", "29.99", REASON)])
MOVED.finalise(act(), TABLE)
FINAL = MOVED.finalisations[0]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (lambda: apply(Formula.of(ProportionalCapped()), case("1234", "1", "3")).value, dec("411.33")),
        (lambda: of_departments(WEIGHTED, [BY_FIELD]).value, dec("524.42")),
        (lambda: overrides(FINAL.computation.lines, FINAL.assessments), (Override("deputy", 2, dec("17.84")),)),
        (lambda: Rounding(line_decimals=2).line(dec("1234.565")), dec("1234.57")),
    ],
    ids=["a formula", "departments", "overrides", "a line"],
)
def test_points_are_exact_whatever_precision_the_caller_works_in(
    figures: Callable[[], object], expected: object
) -> None:
    with localcontext(Context(prec=3)):
        assert figures() == expected
