"""The district-cluster rule over all 63 provinces, on the first and last day of every era and on the counted days."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from kernel.explanation import Status
from regulations.rulebook import Rulebook, Rulebooks

BOOKS = Rulebooks.load()
COUNTED = (date(2019, 12, 31), date(2020, 12, 31), date(2025, 3, 1))
"""The days on which the sample counts the districts of every province."""
READ_IN = ("cv4268-2021", "law-2022")
"""The eras with CV 4268 in force and with districts; before and after them the bands stand in, unverified."""


def provinces() -> list[dict[str, str]]:
    text = files("thidua.samples").joinpath("districts_per_province_63.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def worked_by_hand(districts: int) -> int:
    """CV 4268 A.I.5 in its own words: up to 9: 1; 10-14: 2; 15-19: 3; 20-24: 4; 25 and more: 5."""
    return 1 + sum(districts >= least for least in (10, 15, 20, 25))


def days_of(era: Rulebook) -> set[date]:
    return {era.in_force_from, era.in_force_to or date(2026, 11, 22), *(day for day in COUNTED if era.in_force_on(day))}


def test_there_are_sixty_three_provinces_with_696_districts() -> None:
    assert len(provinces()) == 63
    assert sum(int(row["tong_cap_huyen_2025_03_01"]) for row in provinces()) == 696


@pytest.mark.parametrize("era", BOOKS.eras, ids=lambda era: era.id)
@pytest.mark.parametrize("counted", COUNTED, ids=str)
def test_every_province_forms_the_clusters_of_its_band(era: Rulebook, counted: date) -> None:
    suffix = counted.isoformat().replace("-", "_")
    for row in provinces():
        districts, told = int(row[f"tong_cap_huyen_{suffix}"]), int(row[f"so_cum_{suffix}"])
        for day in days_of(era):
            found = BOOKS.at(day).cluster_bands.clusters_for(districts)
            status = Status.FOUND if era.id in READ_IN else Status.UNVERIFIED
            assert (row["ten_tinh"], found.value, found.source.status) == (row["ten_tinh"], told, status)
            assert told == worked_by_hand(districts)


def test_the_whole_country_forms_113_clusters() -> None:
    bands = BOOKS.at(COUNTED[-1]).cluster_bands
    assert sum(bands.clusters_for(int(row["tong_cap_huyen_2025_03_01"])).value for row in provinces()) == 113


def test_the_bands_are_read_in_the_letter_from_its_day_on() -> None:
    days = (date(2021, 12, 21), date(2021, 12, 22), date(2025, 6, 30), date(2025, 7, 1))
    found = [BOOKS.at(day).cluster_bands.source.status for day in days]
    assert found == [Status.UNVERIFIED, Status.FOUND, Status.FOUND, Status.UNVERIFIED]
