"""The three score tables of the demonstration, for provinces, head-office units and districts: 950 points and 50 bonus.

No score table of BHXH Việt Nam has been found. The shape is an analogue (HD 804/HD-SNV Thừa Thiên Huế), the indicators
are those public reports name, and the points are the demonstration's own; between them they use every kind of formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kernel.aggregate import identity
from regulations.rulebook import Rulebook

Json = object
PERCENT = ("%", "0", "100", False)
PEOPLE = ("người", "0", "10000000", True)
MONEY = ("tỷ đồng", "0", "500000", False)
ANSWER = ("có/không", "0", "1", True)
COUNT = ("lần", "0", "1000", True)


@dataclass(frozen=True)
class Measured:
    """Something measured (chỉ tiêu): `direction` where a covenant sets a target for it."""

    code: str
    vi: str
    en: str
    scale: tuple[str, str, str, bool]
    direction: str | None = None


INDICATORS = {
    each.code: each
    for each in (
        Measured("BHXH_BB", "Số người tham gia BHXH bắt buộc", "Compulsory social insurance", PEOPLE, "HIGHER"),
        Measured("BHXH_TN", "Số người tham gia BHXH tự nguyện", "Voluntary social insurance", PEOPLE, "HIGHER"),
        Measured("BHXH_TYLE", "Tỷ lệ lao động tham gia BHXH", "Labour force in social insurance", PERCENT, "HIGHER"),
        Measured("BHTN_TYLE", "Tỷ lệ lao động tham gia BHTN", "Labour force insured for jobs", PERCENT, "HIGHER"),
        Measured("BHYT_TYLE", "Tỷ lệ bao phủ BHYT", "Health insurance coverage", PERCENT, "HIGHER"),
        Measured("THU", "Số thu BHXH, BHYT, BHTN", "Collections", MONEY, "HIGHER"),
        Measured("NO_TYLE", "Tỷ lệ chậm đóng", "Arrears", PERCENT, "LOWER"),
        Measured(
            "CHI_KCB", "Chi khám chữa bệnh BHYT so với dự toán", "Health spending", ("%", "0", "200", False), "BAND"
        ),
        Measured("DUNG_HAN", "Tỷ lệ hồ sơ giải quyết đúng hạn", "Dossiers settled on time", PERCENT),
        Measured("SO_KET", "Tổ chức sơ kết, kiểm tra chéo", "Mid-year review and cross-check held", ANSWER),
        Measured("CO_DA_DAT", "Cờ thi đua đã đạt năm trước", "Flags held", ("cờ", "0", "2", True)),
        Measured("BC_CHAM", "Số báo cáo, hồ sơ nộp chậm", "Late reports and dossiers", COUNT),
        Measured("THANH_TRA", "Đang bị xem xét kỷ luật, thanh tra có dấu hiệu vi phạm", "Under inquiry", ANSWER),
        Measured("KE_HOACH", "Tỷ lệ hoàn thành chương trình công tác", "Work programme done", PERCENT, "HIGHER"),
        Measured("KET_QUA_TINH", "Kết quả các tỉnh trong lĩnh vực phụ trách", "Provinces' results", PERCENT, "HIGHER"),
        Measured("DIEN_TU", "Tỷ lệ hồ sơ xử lý điện tử", "Dossiers handled electronically", PERCENT, "HIGHER"),
        Measured("NGAN_SACH", "Tỷ lệ giải ngân dự toán", "Budget spent", ("%", "0", "200", False), "BAND"),
        Measured("SANG_KIEN", "Sáng kiến được công nhận", "Recognised initiatives", ("sáng kiến", "0", "100", True)),
    )
}

SUMMED = frozenset({"THU", "BC_CHAM"})
"""Reported quarter by quarter and added up; everything else is the state at the quarter's end."""

LAST_YEARS_BAND = {"low": 95, "high": 101, "loss_below": 2, "loss_above": 4}
ON_TIME_STEPS = (("99.5", 1), ("98", "0.8"), ("95", "0.5"))


@dataclass(frozen=True)
class Line:
    """One criterion: its indicator, formula, points, and the department that owns the field."""

    indicator: str
    formula: str
    points: int
    department: str
    group: str = "CONTENT"
    pace: str = "FULL"
    parameters: tuple[tuple[str, Json], ...] = ()


_COMMON = (
    Line("BC_CHAM", "late_penalty", 20, "TW-VP", "PENALTY", parameters=(("points_each", 2),)),
    Line("THANH_TRA", "gate", 0, "TW-TTRA", "GATE", parameters=(("bars_when", True),)),
)
_DEDUCT = (("points_each", 5), ("measure", "PERCENT_OF_TARGET"))
_OVER = (("points_each", 4), ("whole", True))

LINES: Mapping[str, tuple[Line, ...]] = {
    "cluster": (
        Line("BHXH_BB", "proportional_capped", 150, "TW-THU"),
        Line("BHXH_TN", "proportional_capped", 100, "TW-THU"),
        Line("BHXH_TYLE", "proportional_capped", 100, "TW-THU"),
        Line("BHTN_TYLE", "deduct_per_percent", 100, "TW-CSXH", parameters=_DEDUCT),
        Line("BHYT_TYLE", "deduct_per_percent", 150, "TW-CSYT", parameters=(("points_each", 8),)),
        Line("THU", "proportional_capped", 120, "TW-THU", pace="PRO_RATA"),
        Line("NO_TYLE", "inverse", 80, "TW-THU"),
        Line("CHI_KCB", "band", 70, "TW-CSYT", parameters=tuple(LAST_YEARS_BAND.items())),
        Line("DUNG_HAN", "step", 50, "TW-CSXH"),
        Line("SO_KET", "boolean", 30, "TW-VP"),
        Line("THU", "overfulfil_bonus", 30, "TW-THU", "BONUS", "PRO_RATA", _OVER),
        Line("CO_DA_DAT", "fixed_bonus", 30, "TW-VP", "BONUS", parameters=(("points_each", 10),)),
        *_COMMON,
    ),
    "block": (
        Line("KE_HOACH", "proportional_capped", 300, "TW-VP", pace="PRO_RATA"),
        Line("KET_QUA_TINH", "deduct_per_percent", 200, "TW-VP", parameters=_DEDUCT),
        Line("DIEN_TU", "proportional_capped", 150, "TW-CNTT"),
        Line("NGAN_SACH", "band", 150, "TW-TCKT", parameters=(("loss_below", 2), ("loss_above", 4))),
        Line("DUNG_HAN", "step", 120, "TW-VP"),
        Line("SO_KET", "boolean", 30, "TW-TCCB"),
        Line("SANG_KIEN", "fixed_bonus", 30, "TW-TCCB", "BONUS", parameters=(("points_each", 10),)),
        Line("CO_DA_DAT", "fixed_bonus", 30, "TW-VP", "BONUS", parameters=(("points_each", 10),)),
        *_COMMON,
    ),
    "district_cluster": (
        Line("BHXH_BB", "proportional_capped", 200, "TW-THU"),
        Line("BHXH_TN", "proportional_capped", 200, "TW-THU"),
        Line("BHYT_TYLE", "deduct_per_percent", 200, "TW-CSYT", parameters=(("points_each", 8),)),
        Line("THU", "proportional_capped", 150, "TW-THU", pace="PRO_RATA"),
        Line("NO_TYLE", "inverse", 120, "TW-THU"),
        Line("DUNG_HAN", "step", 80, "TW-CSXH"),
        Line("THU", "overfulfil_bonus", 50, "TW-THU", "BONUS", "PRO_RATA", _OVER),
        *_COMMON,
    ),
}

TIES = {"cluster": ("BHXH_BB", "BHYT_TYLE"), "block": ("KE_HOACH",), "district_cluster": ("BHXH_BB", "BHYT_TYLE")}


def covenant_indicators(kind: str) -> tuple[str, ...]:
    """The indicators a covenant of this kind of cluster sets targets for."""
    named = dict.fromkeys(line.indicator for line in LINES[kind] if INDICATORS[line.indicator].direction)
    return tuple(named)


def measured_indicators(kind: str) -> tuple[str, ...]:
    """Every indicator that results are reported for."""
    return tuple(dict.fromkeys(line.indicator for line in LINES[kind]))


def scheme(kind: str, rulebook: Rulebook, owner: str | None = None) -> dict[str, Json]:
    """The text of the score table for this kind of cluster, as the scoring service takes it.

    In a district cluster the province's office, `owner`, does what the departments do at head office.
    """
    scoring = rulebook.scoring
    total = scoring.content_points.value
    return {
        "indicators": [_indicator(INDICATORS[code]) for code in measured_indicators(kind)],
        "criteria": [_criterion(line, owner or line.department) for line in LINES[kind]],
        "content_total": total,
        "bonus_cap": scoring.bonus_cap.value,
        "rounding": {"line_decimals": 2, "total_decimals": 2, "mode": scoring.rounding.value.value.upper()},
        "ties": list(TIES[kind]),
        "classes": [
            {
                "code": grade.code,
                "name": {"vi": grade.name.vi, "en": grade.name.en},
                "at_least": (total + scoring.bonus_cap.value) * grade.at_least_percent / 100,
            }
            for grade in scoring.classes.value
        ],
    }


def _indicator(measured: Measured) -> dict[str, Json]:
    unit, least, most, whole = measured.scale
    return {
        "code": measured.code,
        "name": {"vi": measured.vi, "en": measured.en},
        "unit_of_measure": unit,
        "minimum": Decimal(least),
        "maximum": Decimal(most),
        "whole": whole,
    }


def criterion_code(line: Line) -> str:
    """The indicator's code, with the group where the indicator serves twice."""
    return f"{line.indicator}_THUONG" if line.formula == "overfulfil_bonus" else line.indicator


def _criterion(line: Line, department: str) -> dict[str, Json]:
    measured = INDICATORS[line.indicator]
    bonus = line.formula == "overfulfil_bonus"
    return {
        "code": criterion_code(line),
        "name": {
            "vi": f"Thưởng vượt: {measured.vi}" if bonus else measured.vi,
            "en": f"Exceeding: {measured.en}" if bonus else measured.en,
        },
        "group": line.group,
        "max_points": line.points,
        "indicator": line.indicator,
        "formula": {line.formula: _parameters(line)},
        "accumulation": "SUM" if line.indicator in SUMMED else "LATEST",
        "target": _target(line),
        "department_id": str(identity("unit", department)),
    }


def _parameters(line: Line) -> dict[str, Json]:
    if line.formula != "step":
        return dict(line.parameters)
    ranges: list[dict[str, Json]] = []
    below: Decimal | None = None
    for at_least, part in ON_TIME_STEPS:
        ranges.append(_range(line.points * Decimal(part), Decimal(at_least), below))
        below = Decimal(at_least)
    return {"ranges": [_range(Decimal(0), None, below), *reversed(ranges)]}


def _range(points: Decimal, at_least: Decimal | None, below: Decimal | None) -> dict[str, Json]:
    ends = {"at_least": at_least, "below": below}
    return {"points": points, **{name: end for name, end in ends.items() if end is not None}}


def _target(line: Line) -> dict[str, Json]:
    compares = line.formula in {"proportional_capped", "overfulfil_bonus", "deduct_per_percent", "inverse"}
    own_band = line.formula == "band" and "low" not in dict(line.parameters)
    return {"source": "COVENANT", "pace": line.pace} if compares or own_band else {"source": "NONE"}
