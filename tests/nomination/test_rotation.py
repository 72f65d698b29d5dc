"""D10: the rotation check. Chances worked by hand, both sides of each line, and what is a flag and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.aggregate import identity
from services.nomination.domain.refusals.rotation import LevelNotBetween
from services.nomination.domain.rotation.chance import (
    EXACT,
    arrangements,
    by_chance,
    given_the_scores,
    returns,
)
from services.nomination.domain.rotation.check import Flag, RotationCheck, Sign, check, full_turn
from services.nomination.domain.rotation.lineages import lineages
from services.nomination.domain.rotation.reasons import WORDS, explain, shown
from services.nomination.domain.rotation.series import Line, Season, Series, Winner

CLUSTER = identity("cluster", "2024/VII")


def unit(letter: str) -> UUID:
    return identity("unit", letter)


def called(id: UUID) -> str:
    return {unit(letter): letter for letter in "ABCDEFGHIJ"}.get(id, str(id))


def season(year: int, order: str, winners: str, cluster: UUID = CLUSTER, ranks: Sequence[int] = ()) -> Season:
    """A year whose board has these units best first, ten points apart, and these winners."""
    lines = tuple(
        Line(unit(letter), rank, Decimal(1000 - 10 * rank))
        for letter, rank in zip(order, ranks or range(1, len(order) + 1), strict=True)
    )
    won = tuple(
        Winner(unit(letter), identity("decision", year, letter), f"{year}/QĐ", identity("event", year, letter))
        for letter in winners
    )
    return Season(cluster, str(year), 1, identity("event", cluster, year), lines, won)


def series(*years: tuple[str, str]) -> Series:
    return Series("CO_BHXH", tuple(season(2014 + no, order, won) for no, (order, won) in enumerate(years)))


def checked(*years: tuple[str, str], level: str = "0.05") -> RotationCheck:
    return check(series(*years), Decimal(level))


SIX_BY_TURN = [("ABCDEF", winner) for winner in "ABCDEF"]
SIX_BY_SCORE = [("ABCDEF", "A")] * 6


@pytest.mark.parametrize(
    ("won", "members", "many"),
    [
        ([], 3, 0),
        (["A"], 3, 0),
        (["A", "B", "C"], 3, 0),
        (["A", "A", "A"], 3, 2),
        (["A", "B", "A", "B"], 3, 2),
        (["A", "B", "C", "A", "B", "C"], 3, 0),
        (["A", "B", "C", "B"], 3, 1),
        (["A", "B", "A"], 2, 0),
        (["AB", "AB"], 3, 2),
    ],
)
def test_a_return_comes_before_a_turn_could_have_come_round(won: list[str], members: int, many: int) -> None:
    assert returns([frozenset(map(unit, each)) for each in won], [members] * len(won)) == many


def test_chances_of_equal_units_are_those_of_the_birthday_problem() -> None:
    assert by_chance(6, 6)[0] == Fraction(720, 6**6) == Fraction(5, 324)
    assert by_chance(3, 2) == {0: Fraction(2, 3), 1: Fraction(1, 3)}
    assert by_chance(1, 3) == {0: Fraction(1)}


def test_the_chance_of_turn_after_turn_is_one_order_of_all() -> None:
    """Of 3 units in 6 years: 3! orders, each repeated, of 3 to the 6th."""
    assert by_chance(3, 6)[0] == Fraction(6, 729)


@given(st.integers(1, 4), st.integers(0, 4))
def test_chances_of_equal_units_are_those_of_every_case_counted(members: int, years: int) -> None:
    names = [unit(letter) for letter in "ABCD"[:members]]
    every = Counter(
        returns([frozenset([won]) for won in case], [members] * years) for case in product(names, repeat=years)
    )
    assert by_chance(members, years) == {many: Fraction(times, members**years) for many, times in every.items()}


def test_arrangements_are_counted_once() -> None:
    places: Counter[tuple[int, ...]] = Counter([(0,), (0,), (1,)])
    assert list(arrangements(places, 3)) == [((0,), (0,), (1,)), ((0,), (1,), (0,)), ((1,), (0,), (0,))]


def test_a_permutation_test_worked_by_hand() -> None:
    """Places 1, 2, 3 in years ordered ABC: of the 6 arrangements all have different winners, so nothing is unusual.

    Once the boards themselves move, only the arrangement that hits three different units has no return.
    """
    same = series(("ABC", "A"), ("ABC", "B"), ("ABC", "C"))
    assert given_the_scores(same.seasons, 1).p == 1
    moving = series(("ABC", "A"), ("BAC", "B"), ("BCA", "A"))
    # place 0, 0, 2; of the three arrangements: (0,0,2) A B A, (0,2,0) A C B, (2,0,0) C B B
    found = given_the_scores(moving.seasons, 1)
    assert (found.p, found.smallest, found.arrangements, found.exact) == (Fraction(1), Fraction(1, 3), 3, True)


def test_a_smaller_year_stands_in_with_its_last_place() -> None:
    seasons = series(("ABCD", "D"), ("AB", "A")).seasons
    assert given_the_scores(seasons, 1).p == 1


def test_winners_that_always_lead_leave_nothing_to_exchange() -> None:
    found = checked(*SIX_BY_SCORE)
    assert found.given_scores is not None
    assert (found.given_scores.p, found.signs, found.returns) == (Fraction(1), (), 5)


def test_the_best_who_stay_the_best_are_not_flagged() -> None:
    assert checked(*SIX_BY_SCORE).flag is Flag.NOT_FLAGGED


def test_a_perfect_turn_of_six_is_flagged() -> None:
    found = checked(*SIX_BY_TURN)
    assert found.all_equal is not None
    assert found.all_equal.p == Fraction(5, 324)
    assert (found.flag, found.signs) == (Flag.FLAGGED, (Sign.FEW_RETURNS, Sign.FULL_TURN, Sign.OVER_RANK))


@pytest.mark.parametrize(("level", "flag"), [("0.04", Flag.FLAGGED), ("0.03", Flag.TOO_FEW_YEARS)])
def test_the_level_is_shared_by_two_tests(level: str, flag: Flag) -> None:
    """5/324 is 0.0154: within 0.04 / 2, beyond 0.03 / 2, where six years of six could not be flagged at all."""
    assert checked(*SIX_BY_TURN, level=level).flag is flag


def test_five_years_of_six_units_are_too_few() -> None:
    found = checked(*SIX_BY_TURN[:5])
    assert found.all_equal is not None
    assert (found.flag, found.all_equal.smallest) == (Flag.TOO_FEW_YEARS, Fraction(5, 54))


def test_lower_places_chosen_so_that_nobody_returns_are_flagged() -> None:
    """Strengths hardly change, and each year the best that has not won yet wins."""
    boards = ["ACBDEFG", "AECBDGF", "ABDCEFG", "BACDEFG", "DACBGEF", "BCAFDEG"]
    winners = ["A", "E", "B", "C", "D", "F"]
    found = checked(*zip(boards, winners, strict=True))
    assert found.given_scores is not None
    assert Sign.CHOSEN_BY_TURN in found.signs
    assert found.given_scores.p == Fraction(1, 180)
    assert [each.season.period for each in found.over_rank] == ["2015", "2016", "2017", "2019"]


def test_an_order_that_comes_again_is_seen() -> None:
    again = [("ABC", winner) for winner in "ABCABC"]
    assert Sign.SAME_ORDER_AGAIN in checked(*again).signs
    assert Sign.SAME_ORDER_AGAIN not in checked(*again[:4]).signs
    assert Sign.SAME_ORDER_AGAIN not in checked(*again[:4], ("ABC", "C")).signs
    assert Sign.SAME_ORDER_AGAIN not in checked(("ABC", "A"), ("ABC", "A")).signs


@pytest.mark.parametrize(
    ("years", "turn"),
    [
        ([("ABC", "A"), ("ABC", "B"), ("ABC", "C")], 3),
        ([("ABC", "A"), ("ABC", "A"), ("ABC", "B"), ("ABC", "C")], 3),
        ([("ABC", "A"), ("ABC", "B")], 0),
        ([("ABC", "A"), ("ABC", "B"), ("ABD", "D")], 0),
        ([("ABC", "AB"), ("ABC", "B"), ("ABC", "C")], 0),
        ([("A", "A")], 0),
    ],
)
def test_a_full_turn_gives_each_member_once_in_a_row(years: list[tuple[str, str]], turn: int) -> None:
    assert len(full_turn(series(*years).seasons)) == turn


def test_a_tie_at_the_top_is_held_against_nobody() -> None:
    tied = season(2024, "ABC", "B", ranks=(1, 1, 3))
    found = check(Series("CO_BHXH", (tied,)))
    assert (found.over_rank, tied.places()) == ((), (0,))


def test_a_winner_whom_the_board_does_not_rank_is_shown_and_not_tested() -> None:
    found = checked(("ABC", "D"), ("ABC", "A"))
    [stray] = found.over_rank
    assert (stray.line, stray.behind, found.tested) == (None, None, 1)


def test_a_year_without_a_board_is_neither() -> None:
    empty = Season(CLUSTER, "2024", 1, identity("event", "empty"), (), season(2024, "A", "A").winners)
    assert check(Series("CO_BHXH", (empty,))).over_rank == ()


def test_over_rank_says_how_many_points_behind() -> None:
    [third] = checked(("ABC", "C")).over_rank
    assert (third.behind, third.top.unit_id) == (Decimal(20), unit("A"))


def test_years_without_a_winner_are_too_few() -> None:
    found = checked(("ABC", ""), ("ABC", ""))
    assert (found.flag, found.given_scores, found.all_equal) == (Flag.TOO_FEW_YEARS, None, None)


@pytest.mark.parametrize("level", ["0", "1", "-0.1", "2", "0.0000001", "1e-5000", "0." + "1" * 5000, "NaN", "Infinity"])
def test_a_level_is_a_chance(level: str) -> None:
    with pytest.raises(LevelNotBetween):
        checked(("ABC", "A"), level=level)


def test_the_finest_level_is_a_millionth() -> None:
    assert checked(("ABC", "A"), level="0.000001").flag is Flag.TOO_FEW_YEARS


def test_more_arrangements_than_can_be_counted_are_drawn_the_same_way_for_ever() -> None:
    boards = ["ABCDEFGH"] * 8
    years = series(*zip(boards, "ACEBGDFH", strict=True))
    found = given_the_scores(years.seasons, years.seed())
    assert (found.exact, found == given_the_scores(years.seasons, years.seed())) == (False, True)
    assert found.arrangements == 2000 < EXACT


def test_draws_come_near_to_the_exact_chance() -> None:
    """The same years with one member changed cannot be counted out; the chance moves little."""
    exact = checked(*SIX_BY_TURN)
    drawn = checked(*SIX_BY_TURN[:5], ("ABCDEFG", "F"))
    assert exact.all_equal is not None
    assert drawn.all_equal is not None
    assert (exact.all_equal.exact, drawn.all_equal.exact) == (True, False)
    assert abs(drawn.all_equal.p - exact.all_equal.p) < Fraction(1, 100)


@settings(deadline=None, max_examples=5)
@given(st.permutations(list(range(6))))
def test_the_flag_does_not_depend_on_the_order_in_which_years_are_told(order: list[int]) -> None:
    seasons = series(*SIX_BY_TURN).seasons
    [again] = lineages("CO_BHXH", [seasons[place] for place in order])
    assert check(again) == check(series(*SIX_BY_TURN))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=6))
def test_chances_are_chances_and_never_below_the_least(winners: list[str]) -> None:
    found = checked(*(("ABCD", winner) for winner in winners))
    for each in (found.given_scores, found.all_equal):
        assert each is not None
        assert 0 < each.smallest <= each.p <= 1


OTHER = identity("cluster", "2025/3")


def test_a_cluster_under_another_code_goes_on() -> None:
    old, new = season(2024, "ABCDE", "A"), season(2025, "ABCXY", "B", OTHER)
    [found] = lineages("CO_BHXH", [new, old])
    assert (found.seasons, found.cluster_id) == ((old, new), OTHER)


def test_half_of_the_units_is_not_enough_to_go_on() -> None:
    found = lineages("CO_BHXH", [season(2024, "ABCD", "A"), season(2025, "ABXY", "B", OTHER)])
    assert [len(each.seasons) for each in found] == [1, 1]


def test_two_never_continue_the_same_one() -> None:
    first = season(2024, "ABC", "A")
    same, alike = season(2025, "ABC", "B"), season(2025, "ABC", "C", OTHER)
    found = lineages("CO_BHXH", [first, alike, same])
    assert [each.seasons for each in found] == [(first, same), (alike,)]


def test_a_flag_is_a_sign_and_no_verdict() -> None:
    assert set(WORDS) == set(Flag)
    assert "không phải là kết luận" in WORDS[Flag.FLAGGED].vi
    assert "not a finding" in WORDS[Flag.FLAGGED].en


def test_the_explanation_names_every_event_and_what_is_not_known() -> None:
    found = checked(*SIX_BY_TURN[:2], ("ABC", "X"))
    tree = explain(found, called)
    events = {event for node in tree.walk() for event in node.events}
    assert events == {each for year in found.series.seasons for each in (year.event, *(w.event for w in year.winners))}
    assert [node.value for node in tree.walk() if "Điểm bị sửa" in node.label.vi] == ["UNKNOWN"]
    assert explain(found, called).digest() == tree.digest()


def test_the_explanation_of_a_draw_says_so() -> None:
    drawn = checked(*SIX_BY_TURN[:5], ("ABCDEFG", "F"))
    assert any("1999" in str(node.formula) for node in explain(drawn, called).walk())
    assert explain(checked(("AB", "")), called).value == "TOO_FEW_YEARS"


def test_chances_are_shown_with_four_decimals() -> None:
    assert shown(Fraction(5, 324)) == Decimal("0.0154")
