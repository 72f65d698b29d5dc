"""A3: a proposed grouping of a province's districts: right in number, in one piece, balanced; adjusted, then issued.

The figures of these provinces are synthetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.refusals import Refusal
from services.covenant.domain.balance import DistrictFigures, Figures, neighbours
from services.covenant.domain.district_grouping import (
    Basis,
    DistrictGrouping,
    Option,
    OptionKind,
    Required,
    explain,
)
from services.covenant.domain.partition import (
    connected_divisions,
    free_division,
    imbalance,
    in_order,
    pieces,
)
from services.covenant.domain.refusals.clusters import DistrictsLeftOut, MemberTwice, WrongNumberOfDistrictClusters
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.refusals.groupings import (
    BorderOfNoDistricts,
    GroupingIssued,
    MapInPieces,
    NotADistrictOfTheGrouping,
)
from services.covenant.domain.unit import Unit
from tests.covenant.examples import NEW_YEAR, RULES, day, district_rule, unit

PROVINCE = unit("BHXH-01")
CODES = [f"D{number:02}" for number in range(10)]
LINE = tuple(pairwise(CODES))
Pairs = Sequence[tuple[str, str]]


def figures(*pairs: tuple[int, int]) -> tuple[DistrictFigures, ...]:
    return tuple(
        DistrictFigures(Unit.id_for(f"D{number:02}"), f"D{number:02}", Decimal(one), Decimal(other))
        for number, (one, other) in enumerate(pairs)
    )


def basis(*pairs: tuple[int, int], borders: Pairs = LINE, connected: bool = True) -> Basis:
    return Basis(NEW_YEAR, figures(*(pairs or [(1, 1)] * 10)), "synthetic", tuple(borders), connected)


def propose(found: Basis, code: str = "PA-1", clusters: int = 2) -> DistrictGrouping:
    required = Required(clusters, len(found.districts), RULES.version)
    return DistrictGrouping.propose(day(1, 5), PROVINCE, code, found, required)


HEAVY_ENDS = [(40, 40), *[(1, 1)] * 8, (40, 40)]


def test_the_proposal_is_in_one_piece_and_balanced() -> None:
    found = propose(basis())
    assert found.chosen == Option(
        OptionKind.CONNECTED, (tuple(CODES[:5]), tuple(CODES[5:])), imbalance=Decimal("0.00"), torn=0
    )
    assert found.id == DistrictGrouping.id_for(PROVINCE.id, "PA-1")


def test_what_geography_costs_is_shown_by_the_division_that_ignores_it() -> None:
    uneven = [(30, 30), (30, 30), *[(1, 1)] * 6, (1, 1), (1, 1)]
    found = propose(basis(*uneven))
    [connected, *_, free] = found.options
    assert (connected.kind, connected.torn, connected.imbalance) == (OptionKind.CONNECTED, 0, Decimal("5.88"))
    assert (free.kind, free.torn > 0, free.imbalance) == (OptionKind.BY_FIGURES, True, Decimal("0.00"))
    assert found.chosen == connected


def test_without_the_wish_for_one_piece_the_figures_alone_decide() -> None:
    uneven = [(30, 30), (30, 30), *[(1, 1)] * 8]
    found = propose(basis(*uneven, connected=False))
    assert [each.kind for each in found.options][:2] == [OptionKind.BY_FIGURES, OptionKind.CONNECTED]
    assert found.chosen.imbalance == Decimal("0.00")


def test_a_division_that_both_ways_find_is_shown_once() -> None:
    groups = [each.groups for each in propose(basis(*HEAVY_ENDS)).options]
    assert len(groups) == len(set(groups))


def test_without_borders_there_is_no_map_to_tear() -> None:
    found = propose(basis(borders=(), connected=False))
    assert [(each.kind, each.torn) for each in found.options] == [(OptionKind.BY_FIGURES, 0)]


def test_collections_and_payments_both_count() -> None:
    pairs = [(10, 0)] * 5 + [(0, 10)] * 5
    chosen = propose(basis(*pairs, borders=tuple(combinations(CODES, 2)))).chosen
    assert {len([code for code in group if code < "D05"]) for group in chosen.groups} == {2, 3}


@pytest.mark.parametrize(
    ("pairs", "shares"),
    [
        ([(3, 0), (1, 0)], (Decimal("75.00"), Decimal("75.00"))),
        ([(0, 3), (0, 1)], (Decimal("75.00"), Decimal("75.00"))),
        ([(0, 0), (0, 0)], (Decimal("50.00"), Decimal("50.00"))),
        ([(3, 1), (1, 2)], (Decimal("75.00"), Decimal("33.33"))),
        ([(1, 1), (799, 799)], (Decimal("0.13"), Decimal("0.13"))),  # an exact half is shown as the next figure
    ],
)
def test_a_measure_that_nobody_gave_does_not_count(
    pairs: list[tuple[int, int]], shares: tuple[Decimal, Decimal]
) -> None:
    assert Figures(figures(*pairs)).shares(["D00"]) == shares


def test_the_why_shows_every_division_beside_the_chosen_one() -> None:
    found = propose(basis(*HEAVY_ENDS))
    why = explain(found.basis, district_rule(10), found.options)
    assert [node.label.en for node in why.inputs[:3]] == [
        "Number of district clusters",
        "Where the figures come from",
        "Each in one piece on the map",
    ]
    chosen = why.inputs[2]
    assert (why.value, chosen.inputs[1].value) == (chosen.value, "0")
    assert [node.value for node in chosen.inputs[2:]] == ["50.00 %, 50.00 %", "50.00 %, 50.00 %"]


@pytest.mark.parametrize("borders", [[("D00", "D00")], [("D00", "XX")], [("XX", "D00")]])
def test_a_border_joins_two_of_the_districts(borders: Pairs) -> None:
    with pytest.raises(BorderOfNoDistricts):
        propose(basis(borders=borders))


def test_a_map_in_more_pieces_than_clusters_is_refused_where_one_piece_is_asked() -> None:
    torn = [pair for pair in LINE if pair not in {("D02", "D03"), ("D06", "D07")}]
    with pytest.raises(MapInPieces) as refused:
        propose(basis(borders=torn))
    assert refused.value.facts == {"pieces": 3, "clusters": 2}
    assert propose(basis(borders=torn, connected=False)).chosen.kind is OptionKind.BY_FIGURES
    two = [pair for pair in LINE if pair != ("D02", "D03")]
    assert propose(basis(borders=two)).chosen.groups == (tuple(CODES[:3]), tuple(CODES[3:]))


@pytest.mark.parametrize(("code", "source", "refusal"), [("PA 1", "x", MalformedCode), ("PA-1", " ", NothingWritten)])
def test_code_and_source_say_something(code: str, source: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        propose(replace(basis(), figures_from=source), code)


def test_an_adjustment_is_shown_with_its_figures_even_where_it_tears_the_map() -> None:
    found = propose(basis())
    found.adjust(day(1, 6), [CODES[::2], CODES[1::2], []], "Theo khu vực kinh tế")
    assert found.chosen == Option(
        OptionKind.ADJUSTED, (tuple(CODES[::2]), tuple(CODES[1::2])), imbalance=Decimal("0.00"), torn=8
    )


@pytest.mark.parametrize(
    ("groups", "refusal"),
    [
        ([CODES[:5], CODES[5:9]], DistrictsLeftOut),
        ([CODES[:5], CODES[4:]], MemberTwice),
        ([CODES[:5], [*CODES[5:], "XX"]], NotADistrictOfTheGrouping),
        ([CODES], WrongNumberOfDistrictClusters),
        ([CODES[:2], CODES[2:5], CODES[5:]], WrongNumberOfDistrictClusters),
    ],
)
def test_an_adjustment_divides_the_districts_into_the_right_number(
    groups: list[list[str]], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        propose(basis()).adjust(day(1, 6), groups, "Theo khu vực")


def test_an_adjustment_says_why() -> None:
    with pytest.raises(NothingWritten):
        propose(basis()).adjust(day(1, 6), [CODES[:5], CODES[5:]], "")


def test_what_is_issued_is_fixed() -> None:
    found = propose(basis())
    found.issue(day(1, 7), "QĐ 100/BHXH", date(2024, 2, 1))
    with pytest.raises(GroupingIssued):
        found.issue(day(1, 8), "QĐ 101/BHXH", date(2024, 2, 1))
    with pytest.raises(GroupingIssued):
        found.adjust(day(1, 8), [CODES[:5], CODES[5:]], "Theo khu vực")


@st.composite
def provinces(draw: st.DrawFn) -> tuple[tuple[DistrictFigures, ...], Pairs]:
    """A province of 10 to 26 districts with figures, on a map that hangs together (a tree and some more borders)."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=10, max_size=26))
    names = [f"D{number:02}" for number in range(len(pairs))]
    tree = [(names[draw(st.integers(0, place - 1))], names[place]) for place in range(1, len(names))]
    more = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=10))
    return figures(*pairs), [*tree, *(pair for pair in more if pair[0] != pair[1])]


@settings(max_examples=40)
@given(provinces())
def test_every_district_stands_once_the_number_is_right_and_every_cluster_is_in_one_piece(
    province: tuple[tuple[DistrictFigures, ...], Pairs],
) -> None:
    districts, pairs = province
    count, borders = int(district_rule(len(districts)).value), neighbours(pairs)
    weights = Figures(districts).weights
    for groups in connected_divisions(count, weights, borders):
        assert sorted(code for group in groups for code in group) == sorted(weights)
        assert (len(groups), [pieces(group, borders) for group in groups]) == (count, [1] * count)
    free = free_division(count, weights)
    assert (len(free), sorted(code for group in free for code in group)) == (count, sorted(weights))


@settings(max_examples=20)
@given(provinces(), st.randoms())
def test_the_order_of_the_input_changes_nothing(
    province: tuple[tuple[DistrictFigures, ...], Pairs],
    random: object,
) -> None:
    districts, pairs = province
    shuffled, turned = list(districts), [(other, one) for one, other in pairs]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(turned)  # type: ignore[attr-defined]
    count = int(district_rule(len(districts)).value)
    both = [
        (
            connected_divisions(count, Figures(each).weights, neighbours(near)),
            free_division(count, Figures(each).weights),
        )
        for each, near in ((districts, pairs), (shuffled, turned))
    ]
    assert both[0] == both[1]


@settings(max_examples=30)
@given(provinces())
def test_moving_one_district_balances_no_proposal_better(province: tuple[tuple[DistrictFigures, ...], Pairs]) -> None:
    districts, pairs = province
    count, borders, weights = int(district_rule(len(districts)).value), neighbours(pairs), Figures(districts).weights
    [best, *_] = connected_divisions(count, weights, borders)
    for code in weights:
        for target in best:
            moved = in_order([[*(set(group) - {code}), *([code] if group == target else [])] for group in best])
            if all(group and pieces(group, borders) == 1 for group in moved):
                assert imbalance(moved, weights) >= imbalance(best, weights)
