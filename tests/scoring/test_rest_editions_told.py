"""What the other services hear of a frozen edition: the groups of like units, and what each assessor moved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from services.scoring import published
from services.scoring.domain import finalisation
from services.scoring.domain.scheme import LikeUnits
from tests.scoring.examples import SCHEME, named
from tests.scoring.running import (
    CODES,
    COLLECTIONS,
    HEAD,
    MACHINE,
    UNITS,
    Year,
    begin,
    board_id,
    card_id,
    done,
    freeze,
    open_periods,
    push,
    ready,
    review,
    sheet,
    sign_table,
)

FIRST, SECOND, THIRD, FOURTH = CODES
NAMES = {unit: code for code, unit in UNITS.items()}
APART = replace(
    SCHEME, like_units=(LikeUnits("LON", named("LON"), (UNITS[FIRST], UNITS[SECOND]), "thu trên 1.000 tỷ"),)
)


def told(year: Year) -> dict[str, published.BoardRow]:
    store = year.scoring.service.store
    fact: Any = store.announce(store.history(board_id())[-1].event)
    return {NAMES[row.unit_id]: row for row in fact.rows}


def apart(year: Year) -> None:
    begin(year)
    sign_table(year, APART)
    open_periods(year, "2024-Q2", "2024-H1")
    for place, unit in enumerate(CODES):
        done(year.post("/results", MACHINE, push(sheet(unit, ONTIME=90 + place)), Effective_At="2024-07-05"))


@pytest.mark.row("C6")
def test_each_row_says_the_group_that_its_rank_is_in(year: Year) -> None:
    apart(year)
    freeze(year)
    large = published.LikeGroup("LON", "Tiêu chí LON", "Criterion LON")
    assert {code: (row.rank, row.like_group) for code, row in told(year).items()} == {
        FIRST: (1, large),
        SECOND: (1, large),
        THIRD: (1, None),
        FOURTH: (1, None),
    }


def test_a_group_of_an_edition_that_kept_no_names_is_called_by_its_code(year: Year) -> None:
    apart(year)
    freeze(year)
    event: Any = year.scoring.service.store.history(board_id())[-1].event
    [first, *_] = published.announce(replace(event, groups=())).rows  # type: ignore[union-attr]
    assert first.like_group == published.LikeGroup("LON", "LON", "LON")


def checked(year: Year) -> None:
    ready(year)
    done(year.post("/scorecards/computations", HEAD, review(), Effective_At="2024-07-06"))
    cross = {"marks": [{"criterion": "REVIEW", "points": 0, "reason": "Không tổ chức"}]}
    done(year.post(f"/scorecards/{card_id(SECOND)}/cross-checks", HEAD, cross, Effective_At="2024-07-07"))
    verified = {"marks": [{"criterion": "SI", "points": 280, "reason": "Trừ đối tượng ảo"}]}
    done(year.post(f"/scorecards/{card_id(SECOND)}/verifications", COLLECTIONS, verified, Effective_At="2024-07-08"))


@pytest.mark.row("C4")
def test_each_row_says_what_each_assessor_moved_by_the_account_that_acted(year: Year) -> None:
    checked(year)
    freeze(year)
    rows = told(year)
    moved = (published.Override(COLLECTIONS.id, 1, Decimal(-5)), published.Override(HEAD.id, 1, Decimal(-30)))
    assert rows[SECOND].overrides == published.Overrides(tuple(sorted(moved, key=lambda each: each.assessor)))
    assert rows[FIRST].overrides == published.Overrides(())
    again = year.scoring.service.application.boards.recompute_edition(board_id(), 1)
    assert again.same


def test_an_edition_frozen_before_that_was_told_says_nothing_of_it_and_is_still_what_the_log_says(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(year)
    with monkeypatch.context() as before:
        before.setattr(finalisation, "overrides", lambda *_: None)
        freeze(year)
    assert [row.overrides for row in told(year).values()] == [None] * 4
    again = year.scoring.service.application.boards.recompute_edition(board_id(), 1)
    assert again.same
