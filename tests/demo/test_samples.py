"""The sample files are what their README says they are."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from thidua.samples.records import FOLDER, Samples, rows


@pytest.fixture(scope="module")
def samples() -> Samples:
    return Samples.load()


def test_there_are_63_provinces_and_696_districts(samples: Samples) -> None:
    assert (len(samples.provinces), len(samples.districts)) == (63, 696)
    assert {district.province for district in samples.districts} == {province.code for province in samples.provinces}


def test_the_districts_counted_are_the_districts_listed(samples: Samples) -> None:
    counted = {
        row["ma_tinh"]: int(row["tong_cap_huyen_2025_03_01"]) for row in rows(FOLDER / "districts_per_province_63.csv")
    }
    assert Counter(district.province for district in samples.districts) == counted


def test_every_province_has_its_people(samples: Samples) -> None:
    assert all(province.population_thousand > 300 for province in samples.provinces)
    assert sum(province.population_thousand for province in samples.provinces) == pytest.approx(
        Decimal(96484), abs=Decimal(20)
    )


def test_every_province_is_in_one_group_and_seventeen_of_them_were_found(samples: Samples) -> None:
    assert sorted(each.province for each in samples.memberships) == sorted(each.code for each in samples.provinces)
    found = [each for each in samples.memberships if each.found]
    assert len(found) == 17
    assert all(each.source and "INFERRED" not in each.source for each in found)


def test_every_target_and_result_names_where_it_was_published(samples: Samples) -> None:
    assert all(each.source for each in samples.targets)
    assert all(each.source for each in samples.results)


def test_an_empty_cell_is_no_value(samples: Samples) -> None:
    cells = [row for row in rows(FOLDER / "local_results_news.csv") if row["ma_tinh"] and row["gia_tri"]]
    assert len(samples.results) == len(cells)


def test_the_coverage_target_of_vung_tau_is_that_of_the_prime_ministers_decision(samples: Samples) -> None:
    published = {
        each.year: each.value
        for each in samples.targets
        if each.province == "77" and each.source.startswith("QĐ 546/QĐ-TTg")
    }
    assert published == {2022: Decimal("91.50"), 2023: Decimal("92.25"), 2024: Decimal("93.50"), 2025: Decimal("95.00")}


def test_districts_keep_the_order_of_the_official_list(samples: Samples) -> None:
    codes = [district.code for district in samples.districts_of("01")]
    assert codes == sorted(codes)
    assert len(codes) == 30
