"""The published targets of the samples as figures over years: found figures only, and why a line is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from thidua.samples.long_targets import NO_UNIT, NOT_A_FIGURE, local, national
from thidua.samples.records import FOLDER

SEVEN_YEARS = range(2014, 2021)


def test_the_national_targets_of_2014_to_2020() -> None:
    found, unusable = national(SEVEN_YEARS)
    assert unusable == []
    told = [(each.indicator, each.year, each.comparison, each.value, each.document[:22]) for each in found]
    assert told == [
        ("BHXH_PCT", 2020, "above", Decimal(50), "Nghị quyết 21-NQ/TW 22"),
        ("BHTN_PCT", 2020, "above", Decimal(35), "Nghị quyết 21-NQ/TW 22"),
        ("BHYT_PCT", 2020, "above", Decimal(80), "Nghị quyết 21-NQ/TW 22"),
        ("BHYT_NT_PCT", 2020, "above", Decimal(70), "QĐ 342/QĐ-TTg 20/02/20"),
        ("BHYT_PCT", 2015, "above", Decimal(70), "QĐ 538/QĐ-TTg 29/3/201"),
        ("BHYT_PCT", 2020, "above", Decimal(80), "QĐ 538/QĐ-TTg 29/3/201"),
        ("BHYT_PCT", 2020, "above", Decimal(90), "QĐ 1167/QĐ-TTg 28/6/20"),
        ("BHYT_PCT", 2017, "at_least", Decimal("82.2"), "Thủ tướng giao năm 201"),
        ("BHYT_PCT", 2020, "at_least", Decimal("90.7"), "Kế hoạch KT-XH 2020 tr"),
    ]
    assert {each.unit_of_measure for each in found if each.indicator == "BHYT_PCT"} == {"% dân số"}


def test_a_range_is_not_one_figure() -> None:
    _, unusable = national(range(2022, 2023))
    assert [(each.said, each.why) for each in unusable] == [("BHXH 2022 37-38", NOT_A_FIGURE)]


def test_the_local_targets_of_2014_to_2020() -> None:
    found, unusable = local(SEVEN_YEARS)
    ninh_binh = [(each.year, str(each.figure)) for each in found if each.unit == "BHXH-37"]
    assert ninh_binh == [(2017, "85.46"), (2018, "87.28"), (2019, "89.24"), (2020, "91.06")]
    district = [each.year for each in found if each.unit == "BHXH-64-628"]
    assert district == [2016, 2017, 2018, 2019, 2020]
    assert [(each.said, each.why) for each in unusable] == [("Hà Nội BHXH, BHTN 2019", NOT_A_FIGURE)]


def test_the_coverage_of_2022_to_2025_is_there_for_every_province_found() -> None:
    found, _ = local(range(2022, 2026))
    coverage = [each for each in found if each.indicator == "BHYT_PCT" and each.unit_of_measure == "% dân số"]
    assert {each.unit for each in coverage if each.year == 2025} >= {"BHXH-01", "BHXH-24"}
    assert "BHXH-00" not in {each.unit for each in found}


def test_an_empty_cell_is_not_found_and_a_strange_district_is_told(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    header = (FOLDER / "local_targets_other.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = ["37,Ninh Bình,tỉnh,2017,BHYT,,% dân số,x,y,", "37,Ninh Bình,huyện Không Có,2017,BHYT,1,% dân số,x,y,"]
    (tmp_path / "local_targets_other.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    found, unusable = local(SEVEN_YEARS, tmp_path)
    assert [(each.unit, each.figure) for each in found] == [("BHXH-37", None)]
    assert [(each.line, each.why) for each in unusable] == [(3, NO_UNIT)]


def test_people_and_shares_are_two_indicators() -> None:
    found, _ = local(range(2021, 2022))
    dak_nong = {each.indicator: each.unit_of_measure for each in found if each.unit == "BHXH-67"}
    assert dak_nong["BHXH_PCT"] == "% lực lượng lao động"
    assert (dak_nong["BHYT_NGUOI"], dak_nong["BHXH_BB_NGUOI"]) == ("người", "người")
