"""D5: working days in Vietnam, from data that name their source; a year without data is unknown, never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.explanation import Status
from regulations.calendar import Calendar, YearUnknown
from regulations.tables import RulebookError

CALENDAR = Calendar.load()
DAYS = st.dates(date(2012, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 4, 25), True),
        (date(2025, 4, 26), True),  # a Saturday worked for 02/05
        (date(2025, 4, 27), False),
        (date(2025, 4, 30), False),
        (date(2025, 5, 2), False),
        (date(2025, 5, 5), True),
        (date(2020, 1, 22), True),
        (date(2020, 1, 23), False),
        (date(2020, 1, 29), False),
        (date(2020, 1, 30), True),
        (date(2026, 9, 1), False),
        (date(2019, 9, 3), True),  # National Day had one day before the code of 2019
    ],
)
def test_holidays_weekends_and_swapped_days(day: date, works: bool) -> None:
    assert CALENDAR.is_working_day(day) is works


@pytest.mark.parametrize(
    ("begins", "days", "ends"),
    [
        (date(2025, 4, 25), 1, date(2025, 4, 26)),
        (date(2025, 4, 25), 3, date(2025, 4, 29)),
        (date(2025, 4, 29), 1, date(2025, 5, 5)),
        (date(2025, 4, 30), 0, date(2025, 5, 5)),
        (date(2025, 5, 5), 0, date(2025, 5, 5)),
        (date(2025, 5, 5), -1, date(2025, 4, 29)),
        (date(2025, 1, 24), 20, date(2025, 2, 28)),
        (date(2024, 12, 31), 1, date(2025, 1, 2)),
    ],
)
def test_so_many_working_days_after(begins: date, days: int, ends: date) -> None:
    assert CALENDAR.add(begins, days) == ends


@given(DAYS, st.integers(1, 120))
def test_adding_and_counting_are_each_others_inverse(begins: date, days: int) -> None:
    ends = CALENDAR.add(begins, days)
    assert (CALENDAR.between(begins, ends), CALENDAR.is_working_day(ends)) == (days, True)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counts_add_up_and_more_days_never_end_earlier(begins: date, one: int, other: int) -> None:
    middle, ends = begins + timedelta(days=one), begins + timedelta(days=one + other)
    assert CALENDAR.between(begins, middle) + CALENDAR.between(middle, ends) == CALENDAR.between(begins, ends)
    assert CALENDAR.between(ends, begins) == -CALENDAR.between(begins, ends)
    assert CALENDAR.add(begins, one) <= CALENDAR.add(begins, one + other)


@pytest.mark.parametrize(
    ("begins", "days", "year"),
    [(date(2026, 12, 30), 5, 2027), (date(2011, 1, 3), -2, 2010), (date(2040, 1, 1), 0, 2040)],
)
def test_a_year_without_data_is_unknown(begins: date, days: int, year: int) -> None:
    with pytest.raises(YearUnknown, match=str(year)) as found:
        CALENDAR.add(begins, days)
    assert found.value.year == year


def test_every_year_from_2011_on_has_its_tet_and_says_how_far_it_can_be_trusted() -> None:
    assert sorted(CALENDAR.years) == list(range(2011, 2027))
    tet = [
        year for year, days in CALENDAR.years.items() if any("Nguyên Đán" in each.name for each in days.off.values())
    ]
    assert tet == sorted(CALENDAR.years)
    assert CALENDAR.trust(date(2025, 1, 1), date(2025, 2, 1)) is Status.UNVERIFIED
    assert {each.source.status for each in CALENDAR.years[2025].off.values()} == {Status.FOUND, Status.UNVERIFIED}


NEW_YEAR = 'off = [{ day = 2025-01-01, name = "x", source = "code" }]'
SATURDAY_OFF = 'off = [{ day = 2025-01-04, name = "x", source = "code" }]'
SOURCES = '[sources.code]\ndocument = "BLLĐ"\nstatus = "found"\n'


@pytest.mark.parametrize(
    ("years", "says"),
    [
        ('off = [{ day = 2024-01-01, name = "x", source = "code" }]', "2024-01-01 is no day of 2025"),
        (
            NEW_YEAR + '\nworked = [{ day = 2025-01-02, source = "code" }]',
            "2025-01-02 is no weekend day",
        ),
        (
            SATURDAY_OFF + '\nworked = [{ day = 2025-01-04, source = "code" }]',
            "2025-01-04 is no weekend day",
        ),
        ('off = [{ day = 2025-01-01, name = "x", source = "nobody" }]', "names no source"),
        ('off = [{ day = 2025-01-01, name = "x", source = "code" }]\nfree = true', "unknown key"),
    ],
)
def test_data_that_make_no_sense_are_refused_with_their_place(tmp_path: Path, years: str, says: str) -> None:
    file = tmp_path / "vietnam.toml"
    file.write_text(f"[years.2025]\n{years}\n{SOURCES}", encoding="utf-8")
    with pytest.raises(RulebookError, match=says):
        Calendar.load(file)


def test_days_that_are_found_are_trusted_as_found(tmp_path: Path) -> None:
    file = tmp_path / "vietnam.toml"
    file.write_text(
        f'[years.2025]\noff = [{{ day = 2025-01-01, name = "x", source = "code" }}]\n{SOURCES}', encoding="utf-8"
    )
    assert Calendar.load(file).trust(date(2025, 1, 1), date(2025, 12, 31)) is Status.FOUND
