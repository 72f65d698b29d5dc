"""The national and local targets of the sample files as figures over years; what cannot be used says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from thidua.samples.records import FOLDER, QD546, Samples, rows

COMPARISONS = {">": "above", ">=": "at_least", "≈": "about"}
LABOUR_FORCE = "% lực lượng lao động"
MEASURES = {"% LLLĐ": LABOUR_FORCE, "% LLLĐ trong độ tuổi": LABOUR_FORCE, "% dân số (trên)": "% dân số"}
"""Other spellings of one measure in the files; a measure that is not here stays as it is written."""

NAMES = {
    "BHXH": ("BHXH", "Tỷ lệ lực lượng lao động tham gia BHXH"),
    "BHXH bắt buộc": ("BHXH_BB", "Số người tham gia BHXH bắt buộc"),
    "BHXH tự nguyện": ("BHXH_TN", "Tham gia BHXH tự nguyện"),
    "BHTN": ("BHTN", "Tham gia BHTN"),
    "BHYT": ("BHYT", "Tham gia BHYT"),
    "BHYT nông thôn": ("BHYT_NT", "Dân số nông thôn tham gia BHYT"),
    "Hài lòng": ("HAI_LONG", "Mức độ hài lòng"),
}
"""Code and name of each indicator of the files; its shares have `_PCT` behind the code."""


@dataclass(frozen=True)
class Unusable:
    """A line of a file that says no figure that can be loaded, and why."""

    file: str
    line: int
    said: str
    why: str


@dataclass(frozen=True)
class NationalLine:
    """A national target of a year."""

    indicator: str
    name: str
    unit_of_measure: str
    area: str
    year: int
    comparison: str
    value: Decimal
    document: str


@dataclass(frozen=True)
class LocalLine:
    """A unit's figure of a year; None where the cell is empty: not found, never zero."""

    unit: str
    indicator: str
    name: str
    unit_of_measure: str
    year: int
    figure: Decimal | None


def national(years: Sequence[int], folder: Path = FOLDER) -> tuple[list[NationalLine], list[Unusable]]:
    """The national targets of these years."""
    found: list[NationalLine] = []
    unusable: list[Unusable] = []
    name = "national_targets.csv"
    for line, row in enumerate(rows(folder / name), start=2):
        if int(row["nam"]) not in years:
            continue
        said = _indicator(row["chi_tieu"], row["don_vi"])
        value = _number(row["gia_tri"])
        if said is None or value is None:
            unusable.append(Unusable(name, line, f"{row['chi_tieu']} {row['nam']} {row['gia_tri']}", NOT_A_FIGURE))
            continue
        area = "rural" if said[0].startswith("BHYT_NT") else "whole"
        document = row["van_ban"].partition(" (")[0]
        found.append(NationalLine(*said, area, int(row["nam"]), COMPARISONS[row["phep_so"]], value, document))
    return found, unusable


NOT_A_FIGURE = "không phải một con số của một chỉ tiêu · not one figure of one indicator"
NO_UNIT = "không có đơn vị cấp huyện này trong danh mục · no such district unit in the list"


def local(years: Sequence[int], folder: Path = FOLDER) -> tuple[list[LocalLine], list[Unusable]]:
    """The local targets of these years, of provinces and of districts."""
    samples = Samples.load(folder)
    districts = {(each.province, each.name): each.code for each in samples.districts}
    found: list[LocalLine] = []
    unusable: list[Unusable] = []
    name = "local_targets_other.csv"
    for line, row in enumerate(rows(folder / name), start=2):
        if int(row["nam"]) not in years:
            continue
        said = _indicator(row["chi_tieu"], row["don_vi"])
        unit = _unit(row, districts)
        if said is None or unit is None:
            why = NO_UNIT if unit is None else NOT_A_FIGURE
            unusable.append(Unusable(name, line, f"{row['ten_tinh']} {row['chi_tieu']} {row['nam']}", why))
            continue
        found.append(LocalLine(unit, *said, int(row["nam"]), _number(row["gia_tri"])))
    return [*found, *_coverage(years, folder)], unusable


def _coverage(years: Sequence[int], folder: Path) -> Iterator[LocalLine]:
    code, name, measure = "BHYT_PCT", "Tham gia BHYT", "% dân số"
    for row in rows(folder / QD546):
        for year in (each for each in (2022, 2023, 2024, 2025) if each in years):
            if row["ma_tinh"] != "00":
                unit = f"BHXH-{row['ma_tinh']}"
                yield LocalLine(unit, code, name, measure, year, _number(row[f"nam_{year}_pct"]))


def _indicator(name: str, measure: str) -> tuple[str, str, str] | None:
    """Code, name and measure; a share and a number of people are two indicators."""
    if name not in NAMES:
        return None
    code, told = NAMES[name]
    plain = MEASURES.get(measure.partition(",")[0].strip(), measure.partition(",")[0].strip())
    return f"{code}_PCT" if plain.startswith("%") else f"{code}_{_slug(plain)}", told, plain


def _slug(measure: str) -> str:
    return {"người": "NGUOI"}.get(measure, "KHAC")


def _unit(row: Mapping[str, str], districts: Mapping[tuple[str, str], str]) -> str | None:
    if row["cap"] == "tỉnh":
        return f"BHXH-{row['ma_tinh']}"
    code = districts.get((row["ma_tinh"], row["cap"][:1].upper() + row["cap"][1:]))
    return None if code is None else f"BHXH-{row['ma_tinh']}-{code}"


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return None
