"""The order of days (trình tự thời gian): nothing is scored, signed or frozen before what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kernel.explanation import Text
from services.scoring.domain.calendar import day_of
from services.scoring.domain.period import Period, Shown
from services.scoring.domain.refusals.order import BeforeItsGrounds, BoardShowsIt, PeriodNotOver, PeriodNotYetBegun

DRAFT = Text("dự thảo bảng điểm", "the draft of the table")
LAUNCH = Text("phát động phong trào", "the launch of the movement")
SIGNED = Text("ký bảng điểm", "the signing of the table")
RESULTS = Text("kết quả đã ghi nhận", "the results recorded")
MARKS = Text("điểm đã chấm", "the points given")
FINAL = Text("chốt phiếu điểm", "the finalisation of a card")
EDITION = Text("lần chốt trước", "the edition before")
PERIOD_STEP = Text("bước trước của kỳ", "the period's step before")


def nothing_precedes_what_it_rests_on(day: date, earliest: date, what: Text) -> None:
    """House rule: a paper may be recorded later than it was made, but no step is older than the one it rests on."""
    if day < earliest:
        raise BeforeItsGrounds(given=day, earliest=earliest, what_vi=what.vi, what_en=what.en)


def nothing_precedes_the_results(day: date, results_on: date | None) -> None:
    """House rule: points are not dated before the results they are given for were true; without results, any day."""
    if results_on is not None:
        nothing_precedes_what_it_rests_on(day, results_on, RESULTS)


def nothing_precedes_any_of(moment: datetime, earlier: Iterable[datetime], what: Text) -> None:
    """House rule: what is made of several steps is dated on the day of the last of them, or later."""
    for each in earlier:
        nothing_precedes_what_it_rests_on(day_of(moment), day_of(each), what)


def a_period_is_over(period: Period, day: date) -> None:
    """House rule: a board is of the whole period, so it is frozen on its last day or later."""
    if day < period.ends:
        raise PeriodNotOver(period=period.code, ends=period.ends, given=day)


def a_period_has_begun(period: Period, day: date) -> None:
    """House rule: figures of a running period may grow; a period that has not begun has none."""
    if day < period.starts:
        raise PeriodNotYetBegun(period=period.code, starts=period.starts, given=day)


def nothing_changes_behind_a_frozen_board(day: date, shown: Iterable[Shown]) -> None:
    """House rule: a frozen edition stays true of its day; what is corrected takes effect from then on."""
    last = max(shown, key=lambda each: each.frozen_on, default=None)
    if last is not None and day < last.frozen_on:
        raise BoardShowsIt(period=last.period, edition=last.edition, frozen_on=last.frozen_on, given=day)
