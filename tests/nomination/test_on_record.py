"""D5: what a report quotes is held against the board and the merit file, by the name of each figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from regulations.conditions import RatingLevel
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.record import Record
from services.nomination.domain.on_record import of_the_board, of_the_merit_file
from services.nomination.domain.papers import Known
from tests.nomination.examples import heard, standing
from tests.nomination.merit import award, figures, person_file, put, rated, unit_file


def told(file: MeritFile, indicator: str, year: int = 2024) -> Known | None:
    return of_the_merit_file(Record.of(file), year, [indicator]).get(indicator)


def with_titles(file: MeritFile) -> MeritFile:
    for year in (2021, 2022, 2024):
        put(file, award("TTLDXS", year, None))
    put(file, award("CO_BHXH", 2022))
    return file


def test_the_board_tells_score_rank_and_class() -> None:
    event = (heard("edition 1"),)
    assert of_the_board(standing(), "A") == {
        "SCORE": Known(Decimal("987.50"), event),
        "RANK": Known(Decimal(1), event),
        "CLASS": Known("A", event),
    }
    assert set(of_the_board(standing(rank=None), "")) == {"SCORE"}


def test_the_years_of_a_title_are_counted_once_each() -> None:
    found = told(with_titles(unit_file(1995)), "YEARS:TTLDXS")
    assert found is not None
    assert (found.value, len(found.events), found.at_least, found.private) == (Decimal(3), 3, False, False)
    none = told(with_titles(unit_file(1995)), "YEARS:HCLD_BA")
    assert none == Known(Decimal(0))


@pytest.mark.parametrize(
    ("file", "at_least"),
    [(unit_file(1995), False), (unit_file(2010), True), (unit_file(None), True), (unit_file(1995, None), True)],
)
def test_a_file_that_does_not_begin_at_the_beginning_tells_the_least(file: MeritFile, at_least: bool) -> None:
    found = told(file, "YEARS:TTLDXS")
    assert found is not None
    assert found.at_least is at_least


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("RATED:EXCELLENT", Decimal(1)),
        ("RATED:good", Decimal(2)),
        ("RATED:DONE", Decimal(3)),
        ("RATING", "GOOD"),
        ("RATING:2023", "EXCELLENT"),
    ],
)
def test_ratings_are_told_by_year_and_counted_by_level(indicator: str, value: Decimal | str) -> None:
    file = unit_file(1995)
    for year, level in ((2022, RatingLevel.DONE), (2023, RatingLevel.EXCELLENT), (2024, RatingLevel.GOOD)):
        put(file, rated(year, level))
    found = told(file, indicator)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("indicator", "value"),
    [("MEMBERS", 10), ("ADVANCED_WORKERS", 7), ("BASE_FIGHTERS:2024", 1), ("DISCIPLINED", 0), ("WOMEN", 7)],
)
def test_the_figures_of_a_year_are_told_by_name(indicator: str, value: int) -> None:
    file = unit_file()
    event = put(file, figures())
    assert told(file, indicator) == Known(Decimal(value), (event,))


@pytest.mark.parametrize("indicator", ["MEMBERS:2023", "RATING", "HI_COVERAGE", "RATED:BEST", "WOMEN:năm", "RATING:x"])
def test_of_anything_else_nothing_is_on_record(indicator: str) -> None:
    file = unit_file()
    put(file, figures())
    assert told(file, indicator) is None


def test_what_is_on_file_about_a_person_is_not_to_be_shown() -> None:
    file = person_file()
    event = put(file, rated(2024))
    assert told(file, "RATING") == Known("GOOD", (event,), private=True)
