"""The words of the sheets: columns, and the names that stand for the choices of a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from services.scoring.domain.parameters import FormulaKind
from services.scoring.domain.result_sheet import EvidenceKind
from services.scoring.domain.scheme import Accumulation, Group, Pace, RoundingMode, Summary, TargetSource
from services.scoring.domain.sheets.book import BlockName, words

COLUMNS: Mapping[BlockName, Mapping[str, tuple[str, ...]]] = {
    BlockName.CRITERIA: {
        "number": ("TT", "STT", "Số TT"),
        "code": ("Mã", "Mã tiêu chí"),
        "name": ("Tiêu chí", "Nội dung", "Nội dung tiêu chí", "Tên tiêu chí", "Nội dung thi đua"),
        "name_en": ("Tiêu chí (tiếng Anh)", "Criterion"),
        "group": ("Nhóm điểm", "Nhóm", "Loại điểm"),
        "max_points": ("Điểm tối đa", "Điểm chuẩn", "Điểm"),
        "formula": ("Công thức", "Cách tính điểm", "Cách chấm"),
        "parameters": ("Tham số",),
        "indicator": ("Mã chỉ tiêu", "Chỉ tiêu đo"),
        "unit": ("Đơn vị tính", "ĐVT"),
        "source": ("Nguồn chỉ tiêu",),
        "target": ("Chỉ tiêu", "Chỉ tiêu giao", "Mục tiêu"),
        "pace": ("Tiến độ",),
        "accumulation": ("Cộng dồn",),
        "drawn": ("Lấy từ các tỉnh",),
        "department": ("Ban phụ trách", "Ban nghiệp vụ", "Đơn vị chấm"),
        "evidence": ("Minh chứng", "Tài liệu kiểm chứng"),
        "note": ("Ghi chú",),
    },
    BlockName.SETTINGS: {"key": ("Thiết lập",), "value": ("Giá trị",)},
    BlockName.INDICATORS: {
        "code": ("Mã chỉ tiêu", "Mã"),
        "name": ("Chỉ tiêu", "Tên chỉ tiêu"),
        "name_en": ("Chỉ tiêu (tiếng Anh)", "Indicator"),
        "unit": ("Đơn vị tính", "ĐVT"),
        "minimum": ("Nhỏ nhất",),
        "maximum": ("Lớn nhất",),
        "whole": ("Số nguyên",),
    },
    BlockName.PANELS: {"code": ("Mã tiêu chí", "Mã"), "member": ("Thành viên", "Tài khoản")},
    BlockName.DEPARTMENTS: {
        "code": ("Mã tiêu chí",),
        "department": ("Ban", "Ban nghiệp vụ"),
        "weight": ("Hệ số",),
        "item": ("Mã mục",),
        "name": ("Mục", "Nội dung"),
        "name_en": ("Mục (tiếng Anh)", "Item"),
        "max_points": ("Điểm tối đa", "Điểm"),
    },
    BlockName.CLASSES: {
        "code": ("Mã",),
        "name": ("Mức xếp loại", "Xếp loại"),
        "name_en": ("Mức xếp loại (tiếng Anh)", "Class"),
        "at_least": ("Từ điểm",),
    },
    BlockName.PRIZES: {
        "code": ("Mã",),
        "name": ("Giải",),
        "name_en": ("Giải (tiếng Anh)", "Prize"),
        "places": ("Số suất",),
    },
    BlockName.GROUPS: {
        "code": ("Mã nhóm", "Mã"),
        "name": ("Nhóm",),
        "name_en": ("Nhóm (tiếng Anh)", "Group"),
        "basis": ("Căn cứ",),
        "unit": ("Đơn vị",),
    },
    BlockName.RESULTS: {
        "unit_id": ("unit_id", "Đơn vị", "Mã đơn vị"),
        "movement_id": ("movement_id", "Phong trào", "Mã phong trào"),
        "period": ("period", "Kỳ", "Quý"),
        "indicator": ("indicator", "Mã chỉ tiêu", "Chỉ tiêu"),
        "value": ("value", "Giá trị", "Kết quả"),
        "not_applicable": ("not_applicable", "Không áp dụng"),
        "evidence": ("evidence", "Loại minh chứng"),
        "source": ("source", "Nguồn"),
        "note": ("note", "Ghi chú"),
    },
}
"""Every block's columns by the name the code uses: the header that is written, then others that are understood."""

NEEDED: Mapping[BlockName, frozenset[str]] = {
    BlockName.CRITERIA: frozenset({"name", "max_points", "formula"}),
    BlockName.SETTINGS: frozenset({"key", "value"}),
    BlockName.INDICATORS: frozenset({"code", "name"}),
    BlockName.PANELS: frozenset({"code", "member"}),
    BlockName.DEPARTMENTS: frozenset({"code", "department", "item", "name", "max_points"}),
    BlockName.CLASSES: frozenset({"code", "name", "at_least"}),
    BlockName.PRIZES: frozenset({"code", "name", "places"}),
    BlockName.GROUPS: frozenset({"code", "name", "unit"}),
    BlockName.RESULTS: frozenset({"unit_id", "movement_id", "period", "indicator"}),
}
"""Columns a block cannot do without."""


class Setting(StrEnum):
    """What the block of settings may say."""

    CONTENT_TOTAL = "Tổng điểm nội dung"
    BONUS_CAP = "Trần điểm thưởng"
    LINE_DECIMALS = "Số lẻ mỗi tiêu chí"
    TOTAL_DECIMALS = "Số lẻ tổng điểm"
    ROUNDING = "Cách làm tròn"
    TIE = "Khi bằng điểm xét tiêu chí"
    NEEDS_COVENANT = "Phải ký giao ước"


YES, NO = "Có", "Không"

FORMULAS: Mapping[FormulaKind, str] = {
    FormulaKind.PROPORTIONAL_CAPPED: "Theo tỷ lệ",
    FormulaKind.OVERFULFIL_BONUS: "Thưởng vượt",
    FormulaKind.DEDUCT_PER_PERCENT: "Trừ theo mức hụt",
    FormulaKind.INVERSE: "Càng thấp càng tốt",
    FormulaKind.BAND: "Trong khoảng",
    FormulaKind.STEP: "Theo mức",
    FormulaKind.BOOLEAN: "Có hoặc không",
    FormulaKind.LATE_PENALTY: "Trừ mỗi lần chậm",
    FormulaKind.FIXED_BONUS: "Thưởng mỗi danh hiệu",
    FormulaKind.GATE: "Điều kiện loại",
    FormulaKind.RANK: "Theo thứ hạng",
    FormulaKind.PANEL: "Hội đồng chấm",
    FormulaKind.DEPARTMENT_SUM: "Các ban chấm",
}

GROUPS: Mapping[Group, str] = {
    Group.CONTENT: "Nội dung",
    Group.BONUS: "Thưởng",
    Group.PENALTY: "Trừ",
    Group.GATE: "Điều kiện loại",
}

SOURCES: Mapping[TargetSource, str] = {
    TargetSource.COVENANT: "Giao ước",
    TargetSource.TABLE: "Bảng điểm",
    TargetSource.NONE: "Không",
}

PACES: Mapping[Pace, str] = {Pace.FULL: "Cả năm", Pace.PRO_RATA: "Theo quý"}

ACCUMULATIONS: Mapping[Accumulation, str] = {Accumulation.LATEST: "Mới nhất", Accumulation.SUM: "Cộng dồn"}

ROUNDINGS: Mapping[RoundingMode, str] = {
    RoundingMode.HALF_UP: "Nửa lên",
    RoundingMode.HALF_EVEN: "Nửa về số chẵn",
    RoundingMode.DOWN: "Bỏ phần lẻ",
}

SUMMARIES: Mapping[Summary, str] = {
    Summary.MEAN: "bình quân",
    Summary.SUM: "tổng",
    Summary.SHARE_REACHED: "tỷ lệ đạt",
}

ANSWERS: Mapping[str, str] = {"1": YES, "0": NO}

MARKS: Mapping[str, str] = words(
    {**dict.fromkeys((YES, "x", "true", "yes", "1"), YES), **dict.fromkeys((NO, "false", "no", "0"), NO)}
)
"""What a column that is ticked may hold."""

EVIDENCE: Mapping[EvidenceKind, str] = {
    EvidenceKind.REAL: "Có nguồn",
    EvidenceKind.SYNTHETIC: "Mô phỏng",
    EvidenceKind.DECLARED: "Đơn vị khai",
}


_E = TypeVar("_E", bound=StrEnum)


def meanings(table: Mapping[_E, str]) -> dict[str, str]:
    """A choice by what people call it, and by its own name."""
    own = {choice.value: choice.value for choice in table}
    return words({**{word: choice.value for choice, word in table.items()}, **own})
