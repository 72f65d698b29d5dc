"""D3: who falls over the line of a quota, and the smallest change of each kind that would have kept each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.aggregate import identity
from services.nomination.domain.over_the_line import Change, over_the_line
from services.nomination.domain.quota import Contender, Quota, Tie, line_up
from tests.nomination.examples import MOVEMENT
from tests.nomination.running import RULEBOOKS

BASE, MOST = 15, 30


def contender(name: str, in_favour: int, score: str = "900", *, held: bool = False) -> Contender:
    return Contender(identity("nomination", name), identity("unit", name), in_favour, BASE, Decimal(score), held)


def quota(day: date, title: str, counted: int) -> Quota:
    book = RULEBOOKS.at(day)
    rule = book.quota_of(book.titles[title])
    assert rule is not None
    events = [identity("event", str(each)) for each in range(counted)]
    return Quota.of(rule, title, MOVEMENT, events, Tie.of(title, book))


def kept(of: Quota, *contenders: Contender) -> list[dict[str, str]]:
    """What would keep each of those over the line."""
    order = line_up(contenders, of.places, [each.nomination_id for each in contenders])
    return [{each.change.value: str(each.amount) for each in over.keeping} for over in over_the_line(of, order)]


@pytest.mark.parametrize(
    ("day", "title", "counted", "place", "more"),
    [
        (date(2022, 12, 31), "CO_CHINH_PHU", 9, 2, 1),
        (date(2022, 12, 31), "CO_CHINH_PHU", 5, 2, 5),
        (date(2025, 1, 11), "CO_CHINH_PHU", 14, 3, 1),
        (date(2022, 12, 31), "CSTDCS", 7, 2, 7),
        (date(2022, 12, 31), "CSTDCS", 13, 2, 1),
        (date(2018, 1, 1), "CSTDCS", 20, 4, 7),
        (date(2025, 1, 11), "CO_BHXH", 1, 2, 1),
    ],
)
def test_how_many_more_must_be_counted_era_by_era(day: date, title: str, counted: int, place: int, more: int) -> None:
    contenders = [contender(str(each), BASE - each) for each in range(place)]
    assert kept(quota(day, title, counted), *contenders)[-1]["LARGER_BASE"] == str(more)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (contender("b", 11), {"MORE_VOTES": "2"}),
        (contender("b", 11, "901"), {"MORE_VOTES": "1"}),
        (contender("b", 12, "880"), {"MORE_VOTES": "1", "HIGHER_SCORE": "20"}),
    ],
)
def test_how_many_votes_or_points_were_wanting(mine: Contender, said: dict[str, str]) -> None:
    [found] = kept(quota(date(2025, 1, 11), "CO_CHINH_PHU", 5), contender("a", 12), mine)
    assert found == {"LARGER_BASE": "5", **said, "FEWER_BEFORE": "1"}


def test_no_vote_displaces_a_place_that_is_held_or_a_whole_council() -> None:
    five = quota(date(2025, 1, 11), "CO_CHINH_PHU", 5)
    assert kept(five, contender("a", 9, held=True), contender("b", 12)) == [{"LARGER_BASE": "5"}]
    [unanimous] = kept(five, contender("a", 15), contender("b", 15, "899"))
    assert unanimous == {"LARGER_BASE": "5", "HIGHER_SCORE": "1", "FEWER_BEFORE": "1"}
    assert kept(quota(date(2025, 1, 11), "CO_CHINH_PHU", 4), contender("a", 15)) == [{"LARGER_BASE": "1"}]


def test_nobody_is_over_a_line_that_has_room() -> None:
    assert kept(quota(date(2025, 1, 11), "CO_CHINH_PHU", 5), contender("a", 15)) == []


VOTES = st.lists(st.integers(0, BASE - 1), min_size=2, max_size=8, unique=True)


@given(VOTES, st.integers(1, MOST))
def test_the_change_named_keeps_it_and_one_less_does_not(votes: list[int], counted: int) -> None:
    of = quota(date(2022, 12, 31), "CO_CHINH_PHU", counted)
    contenders = [contender(str(each), each) for each in votes]
    for over in over_the_line(of, line_up(contenders, of.places)):
        mine = over.place.contender
        for keeping in over.keeping:
            amount = int(keeping.amount)
            if keeping.change is Change.LARGER_BASE:
                places = [of.places_of(of.base + more) for more in (amount - 1, amount)]
                assert [over.place.place <= each for each in places] == [False, True]
            if keeping.change is Change.MORE_VOTES:
                within = [is_within(contenders, mine, more, of.places) for more in (amount - 1, amount)]
                assert within == [False, True]


def is_within(contenders: list[Contender], mine: Contender, more: int, places: int) -> bool:
    """Whether it would be within with more votes, a tie broken against it."""
    others = [each for each in contenders if each != mine]
    changed = replace(mine, in_favour=mine.in_favour + more)
    against: list[UUID] = [each.nomination_id for each in (*others, changed)]
    order = line_up([*others, changed], places, against)
    return next(each.within for each in order if each.contender == changed)
