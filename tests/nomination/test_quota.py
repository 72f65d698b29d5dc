"""D3: a line from the highest down; what falls over it, a tie at it, and places that are taken and returned."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.aggregate import identity
from regulations.chapters import QuotaBasis
from regulations.figures import Figure, Share
from services.nomination.domain.quota import Composition, Contender, Place, Quota, Tie, line_up
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.refusals.deciding import (
    CompositionNotValid,
    NobodyToOrder,
    PreferredNotContending,
    QuotaBasisNotCounted,
    QuotaIsOfTheSector,
    TieAtTheLine,
    TitleHasNoQuota,
)
from services.nomination.domain.rules import deciding as rules
from services.nomination.domain.terms import RuleVersion
from tests.nomination.examples import GOVERNMENT_FLAG, MOVEMENT, POLICY, RULES, heard, january

GOVERNMENT_QUOTA = RULES.quotas["government_flag"]
TIE = Tie.of(GOVERNMENT_FLAG, RULES)


def contender(name: str, in_favour: int, score: str = "900", *, holds: bool = False, base: int = 15) -> Contender:
    return Contender(identity("nomination", name), identity("unit", name), in_favour, base, Decimal(score), holds)


def names(order: tuple[Place, ...], *contenders: Contender, within: bool) -> list[int]:
    return [contenders.index(each.contender) for each in order if each.within is within]


def leaders(count: int) -> list[UUID]:
    return [heard(f"leader {number}") for number in range(count)]


def case(*contenders: Contender, base: int = 10, prefers: tuple[UUID, ...] = ()) -> QuotaCase:
    return QuotaCase(
        Quota.of(GOVERNMENT_QUOTA, GOVERNMENT_FLAG, MOVEMENT, leaders(base), TIE),
        contenders,
        RuleVersion.of(RULES),
        prefers,
    )


@pytest.mark.parametrize(("base", "places"), [(4, 0), (5, 1), (9, 1), (10, 2), (77, 15)])
def test_a_fifth_of_the_leaders_rounded_down(base: int, places: int) -> None:
    quota = Quota.of(GOVERNMENT_QUOTA, GOVERNMENT_FLAG, MOVEMENT, leaders(base), TIE)
    assert (quota.base, quota.places) == (base, places)


def test_the_counted_events_are_kept_in_one_order() -> None:
    assert Quota.of(GOVERNMENT_QUOTA, GOVERNMENT_FLAG, MOVEMENT, leaders(5), TIE) == Quota.of(
        GOVERNMENT_QUOTA, GOVERNMENT_FLAG, MOVEMENT, leaders(5)[::-1], TIE
    )


def test_more_votes_come_first_then_the_higher_score() -> None:
    few, many, scored = contender("a", 12, "999"), contender("b", 14, "800"), contender("c", 12, "999.5")
    order = line_up([few, many, scored], 2)
    assert [each.contender for each in order] == [many, scored, few]
    assert [(each.place, each.within) for each in order] == [(1, True), (2, True), (3, False)]


def test_votes_are_compared_as_shares_of_their_own_base() -> None:
    thirteen_of_fourteen, thirteen_of_fifteen = contender("a", 13, base=14), contender("b", 13, "999", base=15)
    assert line_up([thirteen_of_fifteen, thirteen_of_fourteen], 1)[0].contender == thirteen_of_fourteen


def test_a_tie_at_the_line_waits_for_the_chair() -> None:
    first, second, third = contender("a", 14), contender("b", 12), contender("c", 12)
    with pytest.raises(TieAtTheLine) as refused:
        line_up([first, second, third], 2)
    assert refused.value.facts["tied"] == ", ".join(sorted(str(each.nomination_id) for each in (second, third)))
    order = line_up([first, second, third], 2, [third.nomination_id])
    assert [each.contender for each in order] == [first, third, second]
    assert [each.by_chair for each in order] == [False, True, True]


def test_the_chairs_word_settles_only_what_it_names() -> None:
    tied = [contender(name, 12) for name in "abc"]
    with pytest.raises(TieAtTheLine):
        line_up(tied, 2, [tied[0].nomination_id])
    order = line_up(tied, 2, [tied[2].nomination_id, tied[0].nomination_id])
    assert [each.contender for each in order][:2] == [tied[2], tied[0]]


def test_a_tie_away_from_the_line_needs_nobody() -> None:
    tied = [contender(name, 12) for name in "abc"]
    assert [each.within for each in line_up(tied, 3)] == [True, True, True]
    assert [each.within for each in line_up(tied, 0)] == [False, False, False]


def test_the_chair_cannot_lift_anybody_over_more_votes() -> None:
    more, fewer = contender("a", 14), contender("b", 12)
    assert line_up([more, fewer], 1, [fewer.nomination_id])[0].contender == more


def test_a_place_that_is_held_is_not_lost_to_a_later_contender() -> None:
    held, later = contender("a", 12, holds=True), contender("b", 15)
    assert names(line_up([later, held], 1), later, held, within=True) == [1]
    assert names(line_up([later, held], 0), later, held, within=True) == [1]


CONTENDERS = st.lists(
    st.builds(
        Contender,
        nomination_id=st.uuids(),
        unit_id=st.uuids(),
        in_favour=st.integers(0, 15),
        base=st.just(15),
        score=st.decimals(0, 1000, places=2),
    ),
    unique_by=lambda each: each.nomination_id,
    max_size=12,
)


@given(CONTENDERS, st.integers(0, 12), st.data())
def test_the_order_of_the_list_does_not_matter_and_the_quota_is_never_exceeded(
    contenders: list[Contender], places: int, data: st.DataObject
) -> None:
    prefers = [each.nomination_id for each in sorted(contenders, key=lambda each: each.nomination_id)]
    order = line_up(contenders, places, prefers)
    assert line_up(data.draw(st.permutations(contenders)), places, prefers) == order
    assert sum(each.within for each in order) == min(places, len(contenders))
    standings = [each.contender.standing() for each in order]
    assert standings == sorted(standings, reverse=True)


def test_a_title_without_quota_gets_no_line() -> None:  # rule: title_has_a_quota
    assert rules.title_has_a_quota(GOVERNMENT_FLAG, GOVERNMENT_QUOTA) is GOVERNMENT_QUOTA
    with pytest.raises(TitleHasNoQuota):
        rules.title_has_a_quota("TTLDXS", None)


def test_advanced_workers_are_counted_unit_by_unit() -> None:  # rule: basis_is_counted_here
    rules.basis_is_counted_here(GOVERNMENT_FLAG, GOVERNMENT_QUOTA, None)
    of_workers = replace(GOVERNMENT_QUOTA, basis=Figure(QuotaBasis.ADVANCED_WORKERS, POLICY))
    rules.basis_is_counted_here("CSTDCS", of_workers, MOVEMENT)
    with pytest.raises(QuotaIsOfTheSector):
        rules.basis_is_counted_here(GOVERNMENT_FLAG, GOVERNMENT_QUOTA, MOVEMENT)
    with pytest.raises(QuotaBasisNotCounted):
        rules.basis_is_counted_here("CSTDCS", of_workers, None)


def test_a_line_is_drawn_under_those_who_passed() -> None:  # rule: somebody_passed_the_council
    with pytest.raises(NobodyToOrder):
        QuotaLine.draw(january(25), case())
    first, second, third = contender("a", 14), contender("b", 13), contender("c", 12)
    line = QuotaLine.draw(january(25), case(second, third, first))
    assert line.id == QuotaLine.id_for(GOVERNMENT_FLAG, MOVEMENT)
    assert names(line.order, first, second, third, within=True) == [0, 1]
    assert line.place_of(third.nomination_id) == Place(third, 3, within=False, by_chair=False)
    assert line.place_of(identity("nomination", "unknown")) is None


def test_a_line_is_drawn_anew_and_keeps_the_places_taken() -> None:
    first, second = contender("a", 14), contender("b", 13)
    line = QuotaLine.draw(january(25), case(first, second, base=5))
    line.take_place(january(26), first.nomination_id)
    assert line.taken == {first.nomination_id}
    held, late = replace(first, holds_place=True), contender("c", 15)
    line.redraw(january(27), case(held, second, late, base=5))
    assert names(line.order, held, second, late, within=True) == [0]
    with pytest.raises(NobodyToOrder):
        line.redraw(january(27), case())
    line.return_place(january(28), first.nomination_id)
    assert line.taken == frozenset()
    assert [type(each).__name__ for each in line.collect_events()] == [
        "Drawn",
        "PlaceTaken",
        "Redrawn",
        "PlaceReturned",
    ]


def women(share: Share | None = TIE.women) -> Tie:
    return replace(TIE, women=share)


@pytest.mark.parametrize(
    ("composition", "preferred"),
    [
        (Composition(10, 7, "CV 12"), True),
        (Composition(10, 6, "CV 12"), False),
        (Composition(1, 1, "CV 12"), True),
        (Composition(1, 0, "CV 12"), False),
        (None, False),
    ],
)
def test_a_woman_or_a_collective_with_seventy_per_cent_women_is_preferred(
    composition: Composition | None,
    preferred: bool,
) -> None:
    assert women().prefers(composition) is preferred
    assert not women(None).prefers(composition)


def test_where_the_rules_prefer_nobody_nobody_is_preferred() -> None:
    silent = replace(RULES, scoring=replace(RULES.scoring, women_share_preferred=None))
    tie = Tie.of(GOVERNMENT_FLAG, silent)
    assert (tie.women, tie.women_source, tie.decided_by) == (None, None, TIE.decided_by)


def test_among_equals_the_law_comes_before_the_chair() -> None:
    chosen, preferred, last = (contender(name, 13) for name in "abc")
    preferred = replace(preferred, preferred=True)
    order = line_up([chosen, last, preferred], 1, [chosen.nomination_id])
    assert [(each.contender.unit_id, each.by_law, each.by_chair) for each in order[:1]] == [
        (preferred.unit_id, True, False)
    ]
    assert [(each.by_law, each.by_chair) for each in order[1:]] == [(True, False)] * 2


def test_the_law_prefers_among_equals_only() -> None:
    better, preferred = contender("a", 14), replace(contender("b", 13), preferred=True)
    order = line_up([preferred, better], 1)
    assert [(each.contender, each.by_law) for each in order] == [(better, False), (preferred, False)]


def test_two_whom_the_law_prefers_alike_wait_for_the_chair() -> None:
    pair = [replace(contender(name, 13), preferred=True) for name in "ab"]
    with pytest.raises(TieAtTheLine):
        line_up([*pair, contender("c", 13)], 1)
    order = line_up([*pair, contender("c", 13)], 1, [pair[1].nomination_id])
    assert [(each.contender.unit_id, each.by_law, each.by_chair) for each in order] == [
        (pair[1].unit_id, True, True),
        (pair[0].unit_id, True, True),
        (identity("unit", "c"), True, False),
    ]


@pytest.mark.parametrize(
    ("composition", "right"),
    [
        (Composition(10, 0, "CV 12"), True),
        (Composition(10, 10, "CV 12"), True),
        (Composition(10, 11, "CV 12"), False),
        (Composition(10, -1, "CV 12"), False),
        (Composition(0, 0, "CV 12"), False),
        (Composition(10, 7, " "), False),
    ],
)
def test_a_composition_is_possible_and_on_paper(composition: Composition, right: bool) -> None:
    known = identity("nomination", "a")
    if right:
        rules.compositions_are_possible({known: composition}, [known])
    else:
        with pytest.raises(CompositionNotValid):
            rules.compositions_are_possible({known: composition}, [known])


def test_a_composition_is_of_somebody_who_is_considered() -> None:
    with pytest.raises(CompositionNotValid):
        rules.compositions_are_possible({identity("nomination", "a"): Composition(10, 7, "CV 12")}, [])


def test_the_chair_orders_only_who_is_considered_each_once() -> None:  # rule: preferred_are_contending
    one, two, stranger = (identity("nomination", name) for name in "abc")
    rules.preferred_are_contending([two, one], [one, two])
    for wrong, stray in (([stranger], stranger), ([one, one], one)):
        with pytest.raises(PreferredNotContending) as refused:
            rules.preferred_are_contending(wrong, [one, two])
        assert (refused.value.facts, refused.value.fields) == ({"stray": str(stray)}, ("chair_prefers",))
