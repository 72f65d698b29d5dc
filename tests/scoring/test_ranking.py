"""Who stands where on a board, and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.explanation import Explanation, Text
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import (
    Frozen,
    Row,
    RowState,
    Standing,
    classify,
    digest,
    explain_row,
    prize_of,
    rank,
)
from services.scoring.domain.scheme import LikeUnits, PrizeTier
from tests.scoring.examples import CLUSTER, MOVEMENT, SCHEME, TABLE, UNITS, dec, event_named, named

YEAR = Period.parse("2024")
FROZEN = Frozen(event_named("frozen"), "law-2022@1f0c6a3e0b7b")
PRIZES = replace(
    SCHEME,
    prizes=tuple(
        PrizeTier(code, named(code), places)
        for code, places in (("FIRST", 1), ("SECOND", 3), ("THIRD", 5), ("CONSOLATION", 10))
    ),
)


def standing(unit: UUID, score: str | None, **changes: object) -> Standing:
    given_standing = Standing(
        unit_id=unit,
        score=None if score is None else dec(score),
        points=(),
        missing=0,
        barred_by=(),
        covenant_signed=True,
        card_id=event_named(f"card {unit}"),
        finalisation=1,
    )
    return replace(given_standing, **changes)  # type: ignore[arg-type]


def places(rows: tuple[Row, ...]) -> list[tuple[UUID, int | None, RowState]]:
    return [(row.unit_id, row.rank, row.state) for row in rows]


def test_units_stand_from_high_to_low_and_a_tie_shares_the_rank() -> None:
    scores = ("870", "912.5", "870.00", "905", "640")
    rows = rank(SCHEME, [standing(unit, score) for unit, score in zip(UNITS, scores, strict=True)])
    tied = sorted((UNITS[0], UNITS[2]), key=lambda unit: unit.int)
    assert [(row.unit_id, row.rank, row.classification) for row in rows] == [
        (UNITS[1], 1, "EXCELLENT"),
        (UNITS[3], 2, "EXCELLENT"),
        (tied[0], 3, "GOOD"),
        (tied[1], 3, "GOOD"),
        (UNITS[4], 5, ""),
    ]


def test_a_tie_is_broken_by_the_criteria_the_table_names_in_their_order() -> None:
    a, b, c, d = UNITS[:4]
    rows = rank(
        SCHEME,
        [
            standing(a, "870", points=(("HI", dec(250)), ("SI", dec(200)))),
            standing(b, "870", points=(("SI", dec(210)), ("HI", dec(100)))),
            standing(c, "870", points=(("SI", dec(200)), ("HI", dec(240)))),
            standing(d, "870", points=()),
        ],
    )
    assert [(row.unit_id, row.rank) for row in rows] == [(b, 1), (a, 2), (c, 3), (d, 4)]


def test_the_unranked_are_listed_with_their_reason() -> None:
    ranked, no_covenant, barred, unscored, both = UNITS
    rows = rank(
        SCHEME,
        [
            standing(unscored, None),
            standing(barred, "999", barred_by=("INQUIRY",)),
            standing(no_covenant, "999", covenant_signed=False),
            standing(both, "999", covenant_signed=False, barred_by=("INQUIRY",)),
            standing(ranked, "500"),
        ],
    )
    assert places(rows)[0] == (ranked, 1, RowState.RANKED)
    assert {unit: (place, state) for unit, place, state in places(rows)[1:]} == {
        no_covenant: (None, RowState.NO_COVENANT),
        barred: (None, RowState.BARRED),
        unscored: (None, RowState.UNSCORED),
        both: (None, RowState.NO_COVENANT),
    }
    assert {row.classification for row in rows[1:]} == {""}


def test_a_thematic_drive_may_do_without_covenants() -> None:
    rows = rank(replace(SCHEME, needs_covenant=False), [standing(UNITS[0], "1", covenant_signed=False)])
    assert places(rows) == [(UNITS[0], 1, RowState.RANKED)]


@pytest.mark.parametrize(
    ("place", "prize"),
    [(1, "FIRST"), (2, "SECOND"), (4, "SECOND"), (5, "THIRD"), (9, "THIRD"), (10, "CONSOLATION"), (20, "")],
)
def test_prizes_go_by_tiers_of_places(place: int, prize: str) -> None:
    """QĐ 203/QĐ-BHXH 2014: 1 first, 3 second, 5 third, 10 consolation."""
    assert prize_of(PRIZES, place) == prize


def test_units_that_share_a_rank_share_the_better_prize() -> None:
    rows = rank(PRIZES, [standing(unit, score) for unit, score in zip(UNITS, ("9", "9", "8", "7", "6"), strict=True)])
    assert [row.prize for row in rows] == ["FIRST", "FIRST", "SECOND", "SECOND", "THIRD"]


@pytest.mark.parametrize(("score", "reached"), [("900", "EXCELLENT"), ("899.99", "GOOD"), ("700", "GOOD"), ("-1", "")])
def test_a_class_is_reached_at_its_threshold(score: str, reached: str) -> None:
    assert classify(SCHEME, dec(score)) == reached


standings = st.lists(
    st.builds(
        standing,
        st.uuids(),
        st.none() | st.decimals(-20, 1000, places=1).map(str),
        points=st.just(()) | st.decimals(0, 300, places=0).map(lambda points: (("SI", points),)),
        barred_by=st.sampled_from([(), (), ("INQUIRY",)]),
        covenant_signed=st.sampled_from([True, True, False]),
    ),
    max_size=12,
    unique_by=lambda each: each.unit_id,
)


@given(standings, st.randoms(use_true_random=False))
def test_the_order_of_the_cards_does_not_matter(given_standings: list[Standing], chance: object) -> None:
    shuffled = list(given_standings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(PRIZES, shuffled) == rank(PRIZES, given_standings)


@given(standings)
def test_every_unit_is_listed_once_and_only_the_ranked_have_a_rank(given_standings: list[Standing]) -> None:
    rows = rank(PRIZES, given_standings)
    assert sorted(row.unit_id for row in rows) == sorted(each.unit_id for each in given_standings)
    assert all((row.rank is not None) is (row.state is RowState.RANKED) for row in rows)


@given(standings)
def test_a_better_score_never_stands_behind_a_worse_one(given_standings: list[Standing]) -> None:
    ranked = [row for row in rank(PRIZES, given_standings) if row.rank is not None]
    assert all((one.score or Decimal(0)) >= (other.score or Decimal(0)) for one, other in pairwise(ranked))
    assert all((one.rank or 0) <= (other.rank or 0) for one, other in pairwise(ranked))
    for place, row in enumerate(ranked, start=1):
        assert row.rank is not None
        assert row.rank <= place


APART = replace(
    SCHEME,
    like_units=(
        LikeUnits("B", named("B"), (UNITS[3], UNITS[4]), "số thu trên 1.000 tỷ đồng"),
        LikeUnits("A", named("A"), (UNITS[0],)),
    ),
)


def test_groups_of_like_units_are_ranked_apart() -> None:
    scores = ("870", "912.5", "905", "640", "870")
    rows = rank(APART, [standing(unit, score) for unit, score in zip(UNITS, scores, strict=True)])
    assert [(row.group, row.unit_id, row.rank) for row in rows] == [
        ("B", UNITS[4], 1),
        ("B", UNITS[3], 2),
        ("A", UNITS[0], 1),
        ("", UNITS[1], 1),
        ("", UNITS[2], 2),
    ]
    why = explain_row(
        replace(TABLE, scheme=APART), rows, rows[1], Explanation(label=Text("Tổng điểm", "Score")), FROZEN
    )
    assert [(node.label.vi, node.value) for node in why.inputs[:3]] == [
        ("Số đơn vị đứng trước", "1"),
        ("Số đơn vị được xếp hạng", "2"),
        ("Nhóm đơn vị tương đồng: Tiêu chí B", "số thu trên 1.000 tỷ đồng"),
    ]


def test_the_group_is_part_of_what_a_board_says() -> None:
    rows = board()
    assert digest(CLUSTER, MOVEMENT, YEAR, rows) != digest(
        CLUSTER, MOVEMENT, YEAR, (replace(rows[0], group="A"), *rows[1:])
    )


@given(standings, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_the_units(given_standings: list[Standing], chance: Random) -> None:
    shuffled = list(given_standings)
    chance.shuffle(shuffled)
    assert rank(APART, shuffled) == rank(APART, given_standings)


def board() -> tuple[Row, ...]:
    scores = ("870", "912.5", None, "870", "640")
    return rank(SCHEME, [standing(unit, score) for unit, score in zip(UNITS, scores, strict=True)])


def test_a_digest_is_the_boards_content_and_nothing_else() -> None:
    rows = board()
    recounted = tuple(replace(row, finalisation=7, card_id=event_named("other")) for row in rows)
    assert digest(CLUSTER, MOVEMENT, YEAR, recounted) == digest(CLUSTER, MOVEMENT, YEAR, rows)
    raised = (replace(rows[0], score=dec("912.6")), *rows[1:])
    others = {
        digest(CLUSTER, MOVEMENT, YEAR, raised),
        digest(MOVEMENT, MOVEMENT, YEAR, rows),
        digest(CLUSTER, CLUSTER, YEAR, rows),
        digest(CLUSTER, MOVEMENT, Period.parse("2024-H1"), rows),
        digest(CLUSTER, MOVEMENT, YEAR, rows),
    }
    assert len(others) == 5


def test_a_rank_is_explained_by_who_is_ahead_and_by_the_tie_rule() -> None:
    rows = board()
    frozen, score = FROZEN, Explanation(label=Text("Tổng điểm", "Score"), value="870")
    why = explain_row(TABLE, rows, rows[1], score, frozen)
    assert (why.value, why.formula, why.rule_version) == (
        "2",
        Text(
            "1 + số đơn vị đứng trước theo điểm, rồi theo quy tắc khi bằng điểm",
            "1 + units ahead by score, then by the tie rule",
        ),
        "law-2022@1f0c6a3e0b7b",
    )
    assert why.events == (frozen.event,)
    assert [node.value for node in why.inputs] == ["1", "4", "SI > HI", "870"]


def test_a_board_without_a_tie_rule_says_that_the_rank_is_shared() -> None:
    rows = board()
    table = replace(TABLE, scheme=replace(SCHEME, ties=()))
    why = explain_row(table, rows, rows[1], Explanation(label=Text("Tổng điểm", "Score")), FROZEN)
    assert why.inputs[2].value == "đồng hạng · shared rank"


def test_no_rank_is_explained_by_its_reason_and_source() -> None:
    rows = board()
    why = explain_row(TABLE, rows, rows[-1], Explanation(label=Text("Tổng điểm", "Score")), FROZEN)
    assert (why.value, why.label.vi) == ("", "Không xếp hạng: chưa có điểm nội dung")
    assert why.source is not None
    assert why.source.document == "Thi Đua"
