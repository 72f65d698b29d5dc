"""D10: the rotation check at the level itself, where counting ends and drawing begins, and what is drawn."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import pytest

from services.nomination.domain.rotation.chance import given_the_scores, numbers, were_all_equal
from services.nomination.domain.rotation.check import Flag, Sign, full_turn
from tests.nomination.test_drift import only, told
from tests.nomination.test_rotation import checked, series

BOARDS = ["ABCDEFGH"[turn:] + "ABCDEFGH"[:turn] for turn in range(8)]
EIGHT = series(*((board, board[place]) for board, place in zip(BOARDS, (0, 2, 4, 6, 1, 3, 5, 7), strict=True)))
WIDER = series(("ABCDEF", "A"), ("ABCDEFG", "B"), ("ABCDEFG", "C"), ("ABCDEF", "B"), ("ABCDEF", "D"))
RECORDED = [
    16194292899318882796,
    Fraction(1499, 2000),
    Fraction(106155, 131072),
    Fraction(1243, 2000),
    Fraction(237, 2000),
    Fraction(59, 500),
]


def test_draws_are_those_of_the_published_generator() -> None:
    """The first five of SplitMix64 from 1234567, as its reference implementation gives them."""
    assert list(islice(numbers(1_234_567), 5)) == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_what_is_drawn_follows_from_the_series_alone_and_stays_for_ever() -> None:
    """Recorded: an auditor who checks a series years later has the same figures before him."""
    scores, equal = (test(EIGHT.seasons, EIGHT.seed()) for test in (given_the_scores, were_all_equal))
    drawn = were_all_equal(WIDER.seasons, WIDER.seed())
    moves = {letter: {"dep": str(place)} for place, letter in enumerate("HGFEDCBA")}
    drift = only(told(2024, "ABCDEFGH", "A", moves))
    assert [EIGHT.seed(), scores.p, equal.p, drawn.p, drift.given_winners.p, drift.given_places.p] == RECORDED


@pytest.mark.parametrize(("level", "flag"), [("0.0624", Flag.TOO_FEW_YEARS), ("0.0625", Flag.FLAGGED)])
def test_so_few_returns_are_flagged_at_the_level_itself(level: str, flag: Flag) -> None:
    """Two units in turn for six years: 2 of 64 series have no return, and half of 0.0625 is 2/64."""
    found = checked(*[("AB", winner) for winner in "ABABAB"], level=level)
    assert found.all_equal is not None
    assert (found.all_equal.p, found.flag) == (Fraction(2, 64), flag)


def test_two_units_in_turn_are_a_full_turn_and_repeat_their_order() -> None:
    found = checked(*[("AB", winner) for winner in "ABAB"])
    assert [each.period for each in full_turn(found.series.seasons)] == ["2014", "2015"]
    assert {Sign.FULL_TURN, Sign.SAME_ORDER_AGAIN} <= set(found.signs)


def test_a_year_in_which_all_won_can_be_tested_and_one_in_which_nobody_did_cannot() -> None:
    assert [checked(("AB", winners)).tested for winners in ("AB", "A", "")] == [1, 1, 0]


@pytest.mark.parametrize(("years", "exact"), [("ABCDEFG", True), ("ABCDEFGH", False), ("AAAAAAAB", True)])
def test_the_arrangements_of_seven_unlike_years_are_counted_of_eight_drawn(years: str, exact: bool) -> None:
    board = "ABCDEFGH"
    found = series(*((board, winner) for winner in years))
    assert given_the_scores(found.seasons, 1).exact is exact


@pytest.mark.parametrize(("members", "exact"), [(12, True), (13, False)])
def test_of_twelve_equal_members_chances_are_counted_of_more_drawn(members: int, exact: bool) -> None:
    board = "ABCDEFGHIJKLM"[:members]
    years = series((board, "A"), (board, "B"))
    found = were_all_equal(years.seasons, 1)
    assert (found.exact, found.arrangements) == (exact, members**2 if exact else 2000)


@pytest.mark.parametrize(("letters", "exact"), [("ABCDEFG", True), ("ABCDEFGH", False)])
def test_the_moves_of_seven_units_are_counted_of_eight_drawn(letters: str, exact: bool) -> None:
    moves = {letter: {"dep": str(place)} for place, letter in enumerate(letters)}
    assert only(told(2024, letters, "A", moves)).given_winners.exact is exact


def test_equal_moves_are_one_way_however_many_they_are() -> None:
    """Of eight units one has something: eight ways, not those of eight unlike moves."""
    found = only(told(2024, "ABCDEFGH", "A", {"A": {"dep": "5"}}))
    assert (found.given_winners.exact, found.given_winners.p) == (True, Fraction(1, 8))


def test_a_group_in_which_nobody_won_has_nobody_to_compare() -> None:
    groups = {"A": "S", "B": "S", "C": "L", "D": "L"}
    found = only(told(2024, "ABCD", "A", {"A": {"dep": "5"}, "D": {"dep": "2"}}, groups))
    assert [(each.places, len(each.shifts)) for each in found.contests] == [((0,), 2)]


@pytest.mark.parametrize(("level", "sign"), [("0.49", False), ("0.50", True)])
def test_lower_places_in_turn_are_a_sign_at_the_level_itself(level: str, sign: bool) -> None:
    found = checked(("ABC", "B"), ("ABC", "A"), ("ABC", "A"), ("BAC", "B"), level=level)
    assert found.given_scores is not None
    assert found.given_scores.p == Fraction(1, 4)
    assert (Sign.CHOSEN_BY_TURN in found.signs) is sign
