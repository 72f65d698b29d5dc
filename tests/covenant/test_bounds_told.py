"""What is refused just outside the bounds of plans, rows, groupings and launches, and under which name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from services.covenant.domain.refusals.groupings import FiguresOfNoYear
from services.covenant.domain.refusals.inspections import PlanItemTakenUp
from services.covenant.domain.refusals.movements import LaunchedAfterItsPeriod
from services.covenant.domain.refusals.plans import FigureOfTwoReadings, UnknownPlanTarget
from services.covenant.domain.rules import appraisals, groupings, inspections, movements, plans
from tests.covenant import told

CASES = [
    (
        partial(groupings.districts_have_figures, [Decimal(0), Decimal(0)], [Decimal(0), Decimal(1)]),
        told.of(FiguresOfNoYear, "collections", missing="số thu", missing_en="collections"),
    ),
    (
        partial(groupings.districts_have_figures, [Decimal(0)], [Decimal(0)]),
        told.of(
            FiguresOfNoYear,
            "collections",
            "payments",
            missing="số thu, số chi",
            missing_en="collections or payments",
        ),
    ),
    (
        partial(movements.it_is_launched_before_it_is_over, date(2025, 1, 1), date(2024, 12, 31)),
        told.of(LaunchedAfterItsPeriod, "period_to", "Effective-At", day=date(2025, 1, 1), ends=date(2024, 12, 31)),
    ),
    (
        partial(inspections.an_item_is_taken_up_once, "KT-01", 2024, "KTC-01"),
        told.of(PlanItemTakenUp, "plan_item", item="KT-01", year=2024, inspection="KTC-01"),
    ),
    (
        partial(plans.a_figure_of_a_table_has_one_reading, Decimal("1.234"), field="rows[2].figure"),
        told.of(FigureOfTwoReadings, "rows[2].figure", given="1.234", one="1,234", other="1234"),
    ),
    (
        partial(appraisals.it_is_in_the_table, "X", ["A"], field="looks"),
        told.of(UnknownPlanTarget, "looks", indicator="X"),
    ),
]


@pytest.mark.parametrize(("ask", "expected"), CASES)
def test_it_is_refused_under_the_name_that_was_sent(ask: told.Ask, expected: told.Told) -> None:
    assert told.by(ask) == expected


def test_what_lies_just_within_these_bounds_is_taken() -> None:
    groupings.districts_have_figures([Decimal(0), Decimal("0.1")], [Decimal(1), Decimal(0)])
    movements.it_is_launched_before_it_is_over(date(2024, 12, 31), date(2024, 12, 31))
    inspections.an_item_is_taken_up_once("", 2024, "KTC-01")
    inspections.an_item_is_taken_up_once("KT-01", 2024, None)
    for figure in ("1234", "91.06", "0.123", "1234.567", "1.2340"):
        plans.a_figure_of_a_table_has_one_reading(Decimal(figure), field="figure")
