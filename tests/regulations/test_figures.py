"""Shares, portions and roundings are exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.figures import DayOfYear, Portion, Rounding, Share


def test_two_thirds_of_fifteen_is_ten() -> None:
    assert [Share(2, 3).met_by(votes, 15) for votes in (9, 10)] == [False, True]


def test_more_than_half_is_not_half() -> None:
    assert [Share(1, 2, strict=True).met_by(votes, 6) for votes in (3, 4)] == [False, True]


def test_nothing_reaches_a_share_of_nobody() -> None:
    assert not Share(1, 2).met_by(0, 0)


@given(st.integers(1, 9), st.integers(1, 9), st.booleans(), st.integers(1, 500))
def test_the_least_count_is_the_first_that_meets(part: int, more: int, strict: bool, whole: int) -> None:
    share = Share(part, part + more, strict=strict)
    assert share.met_by(share.least(whole), whole)
    assert not share.met_by(share.least(whole) - 1, whole)


@pytest.mark.parametrize(("share", "shown"), [(Share(2, 3), "≥ 2/3"), (Share(1, 2, strict=True), "> 1/2")])
def test_a_share_reads_as_the_rule_writes_it(share: Share, shown: str) -> None:
    assert str(share) == shown


def test_a_portion_is_exact() -> None:
    assert (Portion(1, 5).of(13), str(Portion(1, 5))) == (Decimal("2.6"), "1/5")


@pytest.mark.parametrize(
    ("rounding", "result"), [(Rounding.DOWN, "2.34"), (Rounding.UP, "2.35"), (Rounding.HALF_UP, "2.35")]
)
def test_each_rounding_does_what_it_says(rounding: Rounding, result: str) -> None:
    assert rounding.quantize(Decimal("2.345"), 2) == Decimal(result)


@pytest.mark.parametrize(
    ("due", "shown"),
    [(DayOfYear(3, 31), "31/03"), (DayOfYear(6, 30, 1), "30/06 (Y+1)"), (DayOfYear(1, 2, -3), "02/01 (Y-3)")],
)
def test_a_yearly_date_shows_its_year(due: DayOfYear, shown: str) -> None:
    assert str(due) == shown
