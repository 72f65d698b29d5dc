"""A6: movements are launched with contents and deadlines, and closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.covenant.domain.movement import Movement, MovementKind
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.movements import (
    DeadlineAfterPeriod,
    MovementIsClosed,
    NoContents,
    PeriodReversed,
    YearlyMovementTooLong,
)
from services.covenant.domain.rules.movements import a_yearly_movement_lasts_a_year
from tests.covenant.examples import day, launch, movement, terms


def test_a_movement_is_launched_with_its_contents_and_deadlines() -> None:
    found = Movement.begin(day(1, 10), "TDTX-2024", launch(), terms(), None)
    assert (found.launched_on, found.launch.contents, found.terms.covenant_signing.day, found.closed_on) == (
        date(2024, 1, 10),
        ("Thu, giảm nợ", "Phát triển đối tượng"),
        date(2024, 3, 31),
        None,
    )


def test_a_period_runs_forward() -> None:
    with pytest.raises(PeriodReversed):
        Movement.begin(day(1, 10), "TD", launch(date(2024, 2, 2), date(2024, 2, 1)), terms(), None)


def test_a_period_may_be_one_day() -> None:
    last = date(2024, 3, 31)
    assert Movement.begin(day(1, 10), "TD", launch(last, last), terms(), None).launch.period_to == last


@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), False),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2023, 9, 1), date(2024, 8, 31), False),
        (date(2023, 9, 1), date(2024, 9, 1), True),
        (date(2024, 1, 1), date(2027, 12, 31), True),
    ],
)
def test_a_movement_of_the_year_lasts_no_longer_than_a_year(begins: date, ends: date, refused: bool) -> None:
    if refused:
        with pytest.raises(YearlyMovementTooLong):
            a_yearly_movement_lasts_a_year(begins, ends)
    else:
        a_yearly_movement_lasts_a_year(begins, ends)


def test_one_over_years_lasts_longer() -> None:
    long = launch(period_to=date(2027, 12, 31))
    over = replace(long, kind=MovementKind.MULTI_YEAR)
    assert Movement.begin(day(1, 10), "TD", over, terms(), None).launch.period_to == date(2027, 12, 31)
    with pytest.raises(YearlyMovementTooLong):
        Movement.begin(day(1, 10), "TD", long, terms(), None)


def test_a_movement_has_contents() -> None:
    with pytest.raises(NoContents):
        Movement.begin(day(1, 10), "TD", replace(launch(), contents=()), terms(), None)


@pytest.mark.parametrize(("broken", "field"), [({"theme": " "}, "theme"), ({"contents": ("Thu", "")}, "contents")])
def test_what_is_launched_says_something(broken: dict[str, object], field: str) -> None:
    with pytest.raises(NothingWritten) as refused:
        Movement.begin(day(1, 10), "TD", replace(launch(), **broken), terms(), None)  # type: ignore[arg-type]
    assert refused.value.fields == (field,)


def test_a_movement_has_a_code() -> None:
    with pytest.raises(MalformedCode):
        Movement.begin(day(1, 10), "Phong trào 2024", launch(), terms(), None)


@pytest.mark.parametrize("late", ["signing", "registration"])
def test_a_deadline_lies_before_the_end(late: str) -> None:
    with pytest.raises(DeadlineAfterPeriod) as refused:
        Movement.begin(day(1, 10), "TD", launch(), terms(**{late: date(2025, 1, 1)}), None)
    assert refused.value.facts == {"deadline": date(2025, 1, 1), "ends": date(2024, 12, 31)}


def test_a_deadline_may_lie_before_the_period() -> None:
    early = date(2013, 11, 30)
    found = Movement.begin(day(1, 10), "TD", launch(), terms(early, early), None)
    assert found.terms.registration.day == early


def test_a_movement_is_closed_once() -> None:
    found = movement()
    found.close(day(12, 31))
    with pytest.raises(MovementIsClosed) as refused:
        found.close(day(12, 31))
    assert refused.value.facts == {"movement": "TDTX-2024", "closed_on": date(2024, 12, 31)}


def test_a_movement_is_not_closed_before_it_was_launched() -> None:
    with pytest.raises(PeriodReversed):
        movement().close(day(1, 9))
