"""Nothing is signed, scored, corrected or frozen before what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kernel.explanation import Text
from kernel.refusals import Refusal
from services.scoring.domain.board import Board, Occasion
from services.scoring.domain.period import Shown
from services.scoring.domain.refusals.order import BeforeItsGrounds, BoardShowsIt, PeriodNotOver, PeriodNotYetBegun
from services.scoring.domain.review_period import ReviewPeriod
from services.scoring.domain.rules.order import (
    a_period_has_begun,
    nothing_precedes_any_of,
    nothing_precedes_the_results,
)
from services.scoring.domain.score_table import ScoreTable
from tests.scoring.examples import CLUSTER, MOVEMENT, SCHEME, TABLE, act, cell
from tests.scoring.test_aggregates import FIRST, HALF, RULEBOOK, begun, card, computation, final, mark

JUNE = (Shown("2024-Q2", 1, date(2024, 7, 8)), Shown("2024-H1", 2, date(2024, 8, 1)))


def refused(kind: type[Refusal], *days: object) -> dict[str, object]:
    """What a refusal of this kind tells of two days."""
    names = {BeforeItsGrounds: ("given", "earliest"), PeriodNotOver: ("given", "ends")}
    return dict(zip(names[kind], days, strict=True))


def test_a_table_is_neither_revised_nor_signed_before_its_draft() -> None:
    table = ScoreTable.draft(act("2024-01-20"), CLUSTER, MOVEMENT, SCHEME)
    early = act("2024-01-19")
    steps: tuple[Callable[[], None], ...] = (
        lambda: table.revise(early, SCHEME),
        lambda: table.sign(early, RULEBOOK),
    )
    for step in steps:
        with pytest.raises(BeforeItsGrounds) as found:
            step()
        assert found.value.facts.items() >= refused(BeforeItsGrounds, date(2024, 1, 19), date(2024, 1, 20)).items()
    table.revise(act("2024-01-25"), SCHEME)
    with pytest.raises(BeforeItsGrounds):
        table.sign(act("2024-01-24"), RULEBOOK)
    table.sign(act("2024-01-25"), RULEBOOK)


def test_a_period_is_neither_closed_nor_reopened_before_its_last_step() -> None:
    period = ReviewPeriod.open(act("2024-07-01"), MOVEMENT, HALF)
    with pytest.raises(BeforeItsGrounds):
        period.close(act("2024-06-30"))
    period.close(act("2024-08-01"))
    with pytest.raises(BeforeItsGrounds):
        period.reopen(act("2024-07-31"), "Đính chính")
    period.reopen(act("2024-08-01"), "Đính chính")
    with pytest.raises(BeforeItsGrounds):
        period.close(act("2024-07-31"))


def test_results_and_points_are_of_a_period_that_has_begun() -> None:
    with pytest.raises(PeriodNotYetBegun):
        a_period_has_begun(HALF, date(2023, 12, 31))
    a_period_has_begun(HALF, date(2024, 1, 1))


def test_points_are_not_dated_before_their_results_and_without_results_on_any_day() -> None:
    with pytest.raises(BeforeItsGrounds):
        nothing_precedes_the_results(date(2024, 7, 8), date(2024, 7, 9))
    nothing_precedes_the_results(date(2024, 7, 9), date(2024, 7, 9))
    nothing_precedes_the_results(date(1999, 1, 1), None)


def test_what_is_made_of_steps_is_not_older_than_the_last_of_them() -> None:
    steps = [act("2024-07-08").effective, act("2024-07-05").effective]
    with pytest.raises(BeforeItsGrounds):
        nothing_precedes_any_of(act("2024-07-07").effective, steps, Text("các bước", "the steps"))
    nothing_precedes_any_of(act("2024-07-08").effective, steps, Text("các bước", "the steps"))


def test_a_card_is_not_final_before_what_it_is_made_of_nor_reopened_before_that() -> None:
    scored = card()
    with pytest.raises(BeforeItsGrounds):
        scored.finalise(act("2024-07-08"), TABLE, date(2024, 7, 9))
    scored.self_score(act("2024-07-08"), TABLE, [mark("SI", "300")])
    with pytest.raises(BeforeItsGrounds):
        scored.finalise(act("2024-07-07"), TABLE)
    scored.finalise(act("2024-07-08"), TABLE)
    with pytest.raises(BeforeItsGrounds):
        scored.reopen(act("2024-07-07"), "Khiếu nại")
    scored.reopen(act("2024-07-08"), "Khiếu nại")
    with pytest.raises(BeforeItsGrounds):
        scored.compute(act("2024-07-09"), computation("900"), date(2024, 7, 10))
    scored.compute(act("2024-07-10"), computation("900"), date(2024, 7, 10))


def test_a_board_is_frozen_once_its_period_is_over_and_its_cards_are_final() -> None:
    opened, lines = Board.open(act(), CLUSTER, MOVEMENT, HALF), [final(0, "874").standing()]
    with pytest.raises(PeriodNotOver) as early:
        opened.freeze(act("2024-06-29"), TABLE, lines, FIRST)
    assert early.value.facts.items() >= refused(PeriodNotOver, date(2024, 6, 29), date(2024, 6, 30)).items()
    with pytest.raises(BeforeItsGrounds):
        opened.freeze(act("2024-07-04"), TABLE, lines, Occasion("", RULEBOOK, date(2024, 7, 5)))
    opened.freeze(act("2024-07-05"), TABLE, lines, Occasion("", RULEBOOK, date(2024, 7, 5)))
    with pytest.raises(BeforeItsGrounds):
        opened.freeze(act("2024-07-04"), TABLE, [final(0, "900").standing()], Occasion("Đính chính", RULEBOOK))


def test_a_correction_takes_effect_from_the_last_edition_that_shows_the_result() -> None:
    sheet = begun()
    with pytest.raises(BoardShowsIt) as found:
        sheet.correct(act("2024-07-31"), [cell("SI", "880")], "Số quyết toán", JUNE)
    assert found.value.text().vi == (
        "Kết quả này đã vào bảng xếp hạng 2024-H1, lần chốt 2 ngày 2024-08-01; đính chính có hiệu lực từ ngày "
        "2024-08-01 trở đi, không phải 2024-07-31, rồi chốt lần mới."
    )
    sheet.correct(act("2024-08-01"), [cell("SI", "880")], "Số quyết toán", JUNE)
    assert sheet.last_on == date(2024, 8, 1)
