"""Days, instants and periods as people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import typer

from thidua.moments import day, moment, period_code

HANOI = timezone(timedelta(hours=7))


def test_a_day_is_read() -> None:
    assert day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2024-12-31", datetime(2024, 12, 31, tzinfo=UTC)),
        ("2024-12-31T17:00:00", datetime(2024, 12, 31, 17, tzinfo=UTC)),
        ("2024-12-31 17:00:00Z", datetime(2024, 12, 31, 17, tzinfo=UTC)),
        ("2025-01-01T00:00:00.5+07:00", datetime(2025, 1, 1, microsecond=500_000, tzinfo=HANOI)),
    ],
)
def test_an_instant_is_of_utc_unless_it_says_otherwise(told: str, meant: datetime) -> None:
    assert moment(told) == meant


@pytest.mark.parametrize(("read", "told"), [(day, "2024-02-30"), (day, "31/12/2024"), (moment, "2024-12-31T25:00")])
def test_what_there_is_not_is_told_in_both_languages(read: Callable[[str], object], told: str) -> None:
    with pytest.raises(typer.BadParameter) as refusal:
        read(told)
    assert refusal.value.message.startswith("không có ")
    assert f" · there is no {'day' if read is day else 'instant'} {told};" in refusal.value.message


def test_a_period_is_read_by_its_code() -> None:
    assert [period_code(told) for told in ("2024", "2024-h1", "2024-Q4")] == ["2024", "2024-H1", "2024-Q4"]
    with pytest.raises(typer.BadParameter) as refusal:
        period_code("2024-XX")
    assert refusal.value.message == (
        "“2024-XX” không phải là kỳ; ghi như 2024-Q1, 2024-H1 hoặc 2024."
        " · “2024-XX” is not a period; write 2024-Q1, 2024-H1 or 2024."
    )
