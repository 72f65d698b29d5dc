"""Reads the sample files into typed records; an empty cell means not found, never zero."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Self

FOLDER = Path(__file__).parent
QD546 = "bhyt_targets_qd546_2022_2025.csv"
OTHER_SPELLINGS = {"Hòa Bình": "Hoà Bình", "Thành phố Hồ Chí Minh": "Hồ Chí Minh"}


@dataclass(frozen=True)
class Province:
    """A province of the 63, by its two-digit statistical code (mã tỉnh)."""

    code: str
    name: str
    full_name: str
    region: str
    population_thousand: Decimal


@dataclass(frozen=True)
class District:
    """A district-level unit as of 01/03/2025, with its number of communes and wards."""

    province: str
    code: str
    name: str
    communes: int


@dataclass(frozen=True)
class Membership:
    """That a province belongs to a cluster in 2024: `found` in a source, or inferred from the official sub-regions."""

    cluster: str
    province: str
    found: bool
    source: str


@dataclass(frozen=True)
class Target:
    """A published yearly target of a province, or of a district of it."""

    province: str
    place: str
    indicator: str
    year: int
    value: Decimal
    unit: str
    source: str


@dataclass(frozen=True)
class Result:
    """A published result of a province (`place` «tỉnh») or of a district of it, as of a day or month."""

    province: str
    place: str
    indicator: str
    as_of: str
    value: Decimal
    unit: str
    source: str


@dataclass(frozen=True)
class Samples:
    """All of it, read once."""

    provinces: tuple[Province, ...]
    districts: tuple[District, ...]
    memberships: tuple[Membership, ...]
    targets: tuple[Target, ...]
    results: tuple[Result, ...]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Read the files of `folder`."""
        provinces = tuple(_provinces(folder))
        codes = {province.name: province.code for province in provinces}
        return cls(
            provinces=provinces,
            districts=tuple(_districts(folder)),
            memberships=tuple(_memberships(folder, codes)),
            targets=(*_local_targets(folder), *_coverage_targets(folder)),
            results=tuple(_results(folder)),
        )

    def districts_of(self, province: str) -> tuple[District, ...]:
        """The districts of a province in the order of the official list, which follows geography."""
        return tuple(district for district in self.districts if district.province == province)


def rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The lines of a CSV file by column name."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _provinces(folder: Path) -> Iterator[Province]:
    population = {
        row["ma_tinh"]: Decimal(row["dan_so_tb_nghin_nguoi"])
        for row in rows(folder / "population_by_province_1995_2019.csv")
        if row["nam"] == "2019"
    }
    for row in rows(folder / "provinces_63.csv"):
        code = row["ma_tinh"]
        yield Province(code, row["ten_tinh"], row["ten_day_du"], row["vung_gso"], population[code])


def _districts(folder: Path) -> Iterator[District]:
    for row in rows(folder / "districts_2025_03_01.csv"):
        yield District(row["ma_tinh"], row["ma_huyen"], row["ten_huyen"], int(row["so_xa_phuong"] or "1"))


def _memberships(folder: Path, codes: Mapping[str, str]) -> Iterator[Membership]:
    named = {(row["cluster"], row["unit"]): row["source"] for row in rows(folder / "clusters.csv")}
    for row in rows(folder / "clusters_2024_inferred.csv"):
        name = OTHER_SPELLINGS.get(row["province"], row["province"])
        sources = [
            source for (cluster, unit), source in named.items() if cluster == row["cluster"] and row["province"] in unit
        ]
        found = row["status"] == "found"
        yield Membership(row["cluster"].rstrip("?"), codes[name], found, sources[0] if found else row["status"])


def _local_targets(folder: Path) -> Iterator[Target]:
    for row in rows(folder / "local_targets_other.csv"):
        value = _number(row["gia_tri"])
        if row["ma_tinh"] and value is not None:
            year, source = int(row["nam"]), row["nguon_url"]
            yield Target(row["ma_tinh"], row["cap"], row["chi_tieu"], year, value, row["don_vi"], source)


def _coverage_targets(folder: Path) -> Iterator[Target]:
    for row in rows(folder / QD546):
        for year in (2022, 2023, 2024, 2025):
            value = _number(row[f"nam_{year}_pct"])
            if row["ma_tinh"] != "00" and value is not None:
                source = f"QĐ 546/QĐ-TTg 29/4/2022; {row['nguon_url']}"
                yield Target(row["ma_tinh"], "tỉnh", "BHYT", year, value, "% dân số", source)


def _results(folder: Path) -> Iterator[Result]:
    for row in rows(folder / "local_results_news.csv"):
        value = _number(row["gia_tri"])
        if row["ma_tinh"] and value is not None:
            place, as_of, source = row["cap"], row["thoi_diem"], row["nguon_url"]
            yield Result(row["ma_tinh"], place, row["chi_tieu"], as_of, value, row["don_vi"], source)


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return None
