"""D10: override drift by assessor. Chances worked by hand, the flag on both sides of its line, groups of like units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kernel.aggregate import identity
from services.nomination.domain.rotation.check import Flag, RotationCheck, check
from services.nomination.domain.rotation.drift import Drift, Drifts, drifts
from services.nomination.domain.rotation.lineages import lineages
from services.nomination.domain.rotation.reasons import OF_OVERRIDES, explain
from services.nomination.domain.rotation.series import Line, Move, Season, Series
from tests.nomination.test_rotation import called, season, unit

Moves = Mapping[str, Mapping[str, str]]
"""Unit → assessor → points moved; every unit that is not named was left alone."""


def told(year: int, order: str, winners: str, moves: Moves, groups: Mapping[str, str] | None = None) -> Season:
    """A year whose units stand ten points apart, the first with 990, and whose edition tells what was moved."""
    frozen = season(year, order, winners)
    letters = {unit(letter): letter for letter in order}

    def line(each: Line) -> Line:
        letter = letters[each.unit_id]
        moved = tuple(Move(who, 1, Decimal(points)) for who, points in sorted(moves.get(letter, {}).items()))
        return replace(each, moves=moved, group=(groups or {}).get(letter, ""))

    return replace(frozen, lines=tuple(line(each) for each in frozen.lines))


def series(*years: Season) -> Series:
    [found] = lineages("CO_BHXH", years)
    return found


def looked_at(*years: Season) -> Drifts:
    found = drifts(series(*years))
    assert found is not None
    return found


def only(*years: Season) -> Drift:
    [found] = looked_at(*years).by_assessor
    return found


def lifted(points: str, *years: int) -> list[Season]:
    return [told(year, "ABC", "A", {"A": {"dep": points}}) for year in years]


def test_both_chances_worked_by_hand() -> None:
    """Of 990, 980 and 970 the first has 5 points of the assessor: whoever else had them, A would have led with 985."""
    found = only(*lifted("5", 2024))
    assert (found.given_winners.p, found.given_places.p, found.given_places.exact) == (
        Fraction(1, 3),
        Fraction(1, 3),
        True,
    )
    assert (found.winners, found.others, found.cells, found.years) == (Fraction(5), Fraction(0), 1, 1)


def test_moves_that_make_whoever_has_them_win_say_nothing_of_whom_they_are_given_to() -> None:
    """15 points: with them B would have 995, and C 985 before 980. The winner has them whichever way they fall."""
    found = only(*lifted("15", 2024))
    assert (found.given_winners.p, found.given_places.p) == (Fraction(1, 3), Fraction(1))


def test_years_are_put_together() -> None:
    found = only(*lifted("5", 2022, 2023, 2024))
    assert (found.given_places.p, found.given_places.smallest, found.given_places.arrangements) == (
        Fraction(1, 27),
        Fraction(1, 27),
        27,
    )


def judged(*years: Season, level: str = "0.05") -> RotationCheck:
    return check(series(*years), Decimal(level))


@pytest.mark.parametrize(
    ("years", "level", "flag"),
    [
        ((2022, 2023, 2024), "0.05", Flag.FLAGGED),  # 1/27 is 0.037
        ((2022, 2023, 2024), "0.03", Flag.TOO_FEW_YEARS),
        ((2023, 2024), "0.05", Flag.TOO_FEW_YEARS),
    ],
)
def test_the_flag_of_overrides_is_at_the_level(years: tuple[int, ...], level: str, flag: Flag) -> None:
    assert judged(*lifted("5", *years), level=level).drift is flag


def test_moves_on_the_others_are_not_flagged() -> None:
    years = [told(year, "ABC", "A", {"B": {"dep": "5"}}) for year in (2022, 2023, 2024, 2025)]
    found = judged(*years)
    assert (found.drift, found.overrides and found.overrides.by_assessor[0].given_places.p) == (
        Flag.NOT_FLAGGED,
        Fraction(1),
    )


def test_several_assessors_share_the_level_and_are_looked_at_together_too() -> None:
    moves = {"A": {"dep": "3", "head": "2"}, "B": {"head": "-1"}}
    found = judged(*(told(year, "ABC", "A", moves) for year in (2021, 2022, 2023, 2024)))
    assert found.overrides is not None
    assert [(each.assessor, each.winners, each.others) for each in found.overrides.by_assessor] == [
        ("dep", Fraction(3), Fraction(0)),
        ("head", Fraction(2), Fraction(-1, 2)),
        (None, Fraction(5), Fraction(-1, 2)),
    ]
    assert (found.of_assessor, found.drift) == (Fraction(1, 60), Flag.FLAGGED)


def test_nothing_moved_is_known_and_no_sign() -> None:
    found = judged(told(2024, "ABC", "A", {}))
    assert (found.overrides, found.drift) == (Drifts(1, 0, ()), Flag.NOT_FLAGGED)


def test_years_frozen_before_it_was_told_are_unknown_and_not_none() -> None:
    assert judged(season(2024, "ABC", "A")).drift is None
    mixed = looked_at(season(2023, "ABC", "A"), *lifted("5", 2024))
    assert (mixed.told, mixed.untold, len(mixed.by_assessor)) == (1, 1, 1)


def test_a_year_in_which_all_or_nobody_won_has_nobody_to_compare() -> None:
    assert looked_at(told(2024, "AB", "AB", {"A": {"dep": "5"}})).by_assessor == ()
    assert looked_at(told(2024, "AB", "", {"A": {"dep": "5"}})).by_assessor == ()


def test_a_group_of_like_units_is_a_contest_of_its_own() -> None:
    """A and B are small units, C and D large ones; each leader won, and moves are exchanged within a group only."""
    groups = {"A": "S", "B": "S", "C": "L", "D": "L"}
    apart = told(2024, "ABCD", "AC", {"A": {"dep": "5"}, "D": {"dep": "2"}}, groups)
    found = only(apart)
    assert [(each.places, len(each.shifts)) for each in found.contests] == [((0,), 2), ((0,), 2)]
    # S: 5 or 0; L: 0 or 2 for the winner; 5 + 0 or more comes out in 2 of 4
    assert (found.given_winners.p, found.winners, found.others) == (Fraction(1, 2), Fraction(5, 2), Fraction(1))


def test_a_winner_is_over_rank_within_its_own_group_only() -> None:
    groups = {"A": "S", "B": "S", "C": "L", "D": "L"}
    year = told(2024, "ABCD", "AD", {}, groups)
    ranks = (1, 2, 1, 2)
    year = replace(year, lines=tuple(replace(line, rank=rank) for line, rank in zip(year.lines, ranks, strict=True)))
    [over] = judged(year).over_rank
    assert (over.winner.unit_id, over.behind) == (unit("D"), Decimal(10))


def test_more_ways_than_can_be_counted_are_drawn_the_same_way_for_ever() -> None:
    moves = {letter: {"dep": str(place)} for place, letter in enumerate("HGFEDCBA")}
    many = only(told(2024, "ABCDEFGH", "A", moves))
    assert (many.given_winners.exact, many.given_winners.arrangements) == (False, 2000)
    assert many == only(told(2024, "ABCDEFGH", "A", moves))
    assert abs(many.given_winners.p - Fraction(1, 8)) < Fraction(1, 40)
    six = {letter: {"dep": str(place)} for place, letter in enumerate("FEDCBA")}
    years = only(*(told(year, "ABCDEF", "A", six) for year in range(2019, 2025)))
    assert (years.given_winners.exact, years.given_winners.p) == (False, Fraction(1, 2000))


def test_the_explanation_tells_each_assessor_with_its_editions_and_no_verdict() -> None:
    found = judged(*lifted("5", 2022, 2023, 2024))
    [node] = [each for each in explain(found, called).walk() if each.label == OF_OVERRIDES[Flag.FLAGGED]]
    assert (node.value, node.formula) == ("FLAGGED", "p ≤ 1/20")
    assert "không phải là kết luận" in node.label.vi
    [untold, dep] = node.inputs
    assert (untold.value, dep.value, [each.value for each in dep.inputs]) == (
        "0",
        "5.0000",
        ["0.0000", "0.0370", "0.0370"],
    )
    assert set(dep.events) == {identity("event", found.series.cluster_id, year) for year in (2022, 2023, 2024)}
    together = judged(told(2024, "ABC", "A", {"A": {"dep": "3", "head": "2"}}))
    assert any(each.label.en.startswith("tất cả / everybody") for each in explain(together, called).walk())
