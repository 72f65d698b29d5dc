"""The ids of the scoring service's streams: of natural keys, the same for good: logs hold them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from services.scoring.domain.board import Board
from services.scoring.domain.period import Period
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard

A, B, C = (UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("made", "agreed"),
    [
        (lambda: Board.id_for(A, B, Period.parse("2024-Q2")), "a723e21d-d65d-5238-a579-390c7562e76b"),
        (lambda: ResultSheet.id_for(A, B, Period.parse("2024-Q2")), "b8d2a5f8-9cd7-55c7-8080-bd07bb8d7130"),
        (lambda: ReviewPeriod.id_for(A, Period.parse("2024-Q2")), "297619fb-7b2e-5a5e-a70f-8a9ace0dc002"),
        (lambda: ScoreTable.id_for(A, B), "f80a8699-08b5-5490-98c7-e3e9a48773fe"),
        (lambda: Scorecard.id_for(A, B, Period.parse("2024-Q2"), C), "0f8e9a23-e30b-5708-bb0d-5ab3e9ae36bc"),
    ],
)
def test_an_id_is_made_of_the_whole_natural_key_and_stays(made: Callable[[], UUID], agreed: str) -> None:
    assert made() == UUID(agreed)
