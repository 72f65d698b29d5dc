"""What a score table says: its criteria, totals, rounding, tie rule, classes and prizes, as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from enum import StrEnum
from typing import Any
from uuid import UUID

from kernel.explanation import Text, Worded, canonical_digest
from regulations.figures import to_decimals
from services.scoring.domain.parameters import LATER, DepartmentSum, Formula

EXACT = Context(prec=80, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Figures have at most 20 digits: products are exact, and a quotient is wrong at most in its 80th digit."""


class Group(Worded):
    """Which part of the total a criterion belongs to."""

    CONTENT = "CONTENT", "điểm nội dung", "content points"
    BONUS = "BONUS", "điểm thưởng", "bonus points"
    PENALTY = "PENALTY", "điểm trừ", "penalty points"
    GATE = "GATE", "điều kiện loại", "gates"


class Accumulation(StrEnum):
    """How the results of several quarters become one: the latest (số mới nhất) or their sum (cộng dồn)."""

    LATEST = "LATEST"
    SUM = "SUM"


class TargetSource(Worded):
    """Where a criterion takes its target from: the unit's covenant (giao ước), the table itself, or nowhere."""

    COVENANT = "COVENANT", "giao ước", "the covenant"
    TABLE = "TABLE", "bảng điểm", "the table"
    NONE = "NONE", "không lấy chỉ tiêu", "nowhere"


class Pace(StrEnum):
    """What a period within the year is held against: the year's whole target, or its share of it."""

    FULL = "FULL"
    PRO_RATA = "PRO_RATA"


class RoundingMode(Worded):
    """How a value between two figures is rounded."""

    HALF_UP = "HALF_UP", "từ nửa thì lên", "half up"
    HALF_EVEN = "HALF_EVEN", "nửa thì về số chẵn", "half to even"
    DOWN = "DOWN", "bỏ phần lẻ", "down"


_DECIMAL_MODE = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.DOWN: ROUND_DOWN,
}


@dataclass(frozen=True)
class Rounding:
    """Where the table rounds (làm tròn): each line's points to `line_decimals`, the score to `total_decimals`."""

    line_decimals: int = 2
    total_decimals: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP

    def line(self, points: Decimal) -> Decimal:
        """A line's points as the table keeps them."""
        return self._round(points, self.line_decimals)

    def total(self, score: Decimal) -> Decimal:
        """A score as the table keeps it."""
        return self._round(score, self.total_decimals)

    def _round(self, value: Decimal, decimals: int) -> Decimal:
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=_DECIMAL_MODE[self.mode], context=EXACT)

    def describe(self, decimals: int) -> Text:
        """The rounding in words an explanation can carry."""
        return to_decimals(decimals, self.mode.words)


@dataclass(frozen=True)
class Indicator:
    """Something that is measured (chỉ tiêu, tiêu thức), with the bounds outside which a result is absurd."""

    code: str
    name: Text
    unit_of_measure: str
    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = None
    whole: bool = False


@dataclass(frozen=True)
class Target:
    """The target of a criterion: where it comes from, its value if the table gives it, and the pace."""

    source: TargetSource = TargetSource.NONE
    value: Decimal | None = None
    pace: Pace = Pace.FULL


class Summary(Worded):
    """How the provinces' results in a field become one figure: the mean, the sum, or the share that reached enough."""

    MEAN = "MEAN", "bình quân", "mean"
    SUM = "SUM", "tổng", "sum"
    SHARE_REACHED = "SHARE_REACHED", "tỷ lệ đơn vị đạt", "share that reached"


@dataclass(frozen=True)
class FieldResult:
    """A result that nobody reports: it is drawn from the final scorecards of the provinces, in the unit's own field.

    The field (lĩnh vực) are the criteria that the unit owns as their department. Without `indicator` its points are
    taken, as percents of their maximum (their sum: as points); with one, the results of that indicator. A province has
    reached enough from `reached_at` percents of the maximum on.
    """

    summary: Summary = Summary.MEAN
    indicator: str = ""
    reached_at: Decimal | None = None


@dataclass(frozen=True)
class Criterion:
    """One line of the table (tiêu chí): what is measured, how it becomes points, and who owns the field.

    `indicator` is empty where points come from marks and nothing is measured. `section` is the heading it stands under,
    `evidence` what has to be shown for it (minh chứng).
    """

    code: str
    name: Text
    group: Group
    max_points: Decimal
    indicator: str
    formula: Formula
    accumulation: Accumulation = Accumulation.LATEST
    target: Target = dataclasses.field(default_factory=Target)
    department_id: UUID | None = None
    section: str = dataclasses.field(default="", metadata=LATER)
    evidence: str = dataclasses.field(default="", metadata=LATER)
    field_result: FieldResult | None = dataclasses.field(default=None, metadata=LATER)


@dataclass(frozen=True)
class Section:
    """A heading of the table (mục), under another or at the top; `max_points` where the table states its total."""

    code: str
    name: Text
    parent: str = ""
    max_points: Decimal | None = None


@dataclass(frozen=True)
class LikeUnits:
    """Units alike by nature and volume of work (nhóm đơn vị tương đồng), ranked among themselves; `basis` says why."""

    code: str
    name: Text
    units: tuple[UUID, ...]
    basis: str = ""


@dataclass(frozen=True)
class ClassBand:
    """A class reached from this score on (mức xếp loại)."""

    code: str
    name: Text
    at_least: Decimal


@dataclass(frozen=True)
class PrizeTier:
    """A tier of prizes and how many places it has (giải nhất, nhì, ba, khuyến khích)."""

    code: str
    name: Text
    places: int


@dataclass(frozen=True)
class Scheme:
    """The whole text of a score table (nội dung bảng điểm).

    `ties`: codes of the criteria whose points break a tie, in order; units still equal share the rank.
    `needs_covenant`: units without a signed covenant are not ranked.
    `like_units`: groups that are ranked apart; units in none of them are ranked among themselves.
    """

    indicators: tuple[Indicator, ...]
    criteria: tuple[Criterion, ...]
    content_total: Decimal
    bonus_cap: Decimal = Decimal(0)
    rounding: Rounding = dataclasses.field(default_factory=Rounding)
    ties: tuple[str, ...] = ()
    classes: tuple[ClassBand, ...] = ()
    prizes: tuple[PrizeTier, ...] = ()
    needs_covenant: bool = True
    sections: tuple[Section, ...] = dataclasses.field(default=(), metadata=LATER)
    like_units: tuple[LikeUnits, ...] = dataclasses.field(default=(), metadata=LATER)

    def criterion(self, code: str) -> Criterion | None:
        """The criterion with this code, if the table has it."""
        return next((each for each in self.criteria if each.code == code), None)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, if the table has it."""
        return next((each for each in self.indicators if each.code == code), None)

    def section(self, code: str) -> Section | None:
        """The heading with this code, if the table has it."""
        return next((each for each in self.sections if each.code == code), None)

    def group_of(self, unit_id: UUID) -> str:
        """The code of the group of like units it belongs to, empty if none."""
        return next((each.code for each in self.like_units if unit_id in each.units), "")

    def units_named(self) -> Iterator[tuple[str, str, UUID]]:
        """Every unit the table names: in which field, in the criterion or group of which code."""
        for place, criterion in enumerate(self.criteria):
            if criterion.department_id is not None:
                yield f"criteria[{place}].department_id", criterion.code, criterion.department_id
            if isinstance(marked := criterion.formula.parameters, DepartmentSum):
                at = f"criteria[{place}].formula.department_sum.parts"
                for number, part in enumerate(marked.parts):
                    yield f"{at}[{number}].department_id", criterion.code, part.department_id
        for place, group in enumerate(self.like_units):
            for number, unit_id in enumerate(group.units):
                yield f"like_units[{place}].units[{number}]", group.code, unit_id

    def digest(self) -> str:
        """SHA-256 (hex) of the table's text: equal text, equal digest."""
        return canonical_digest(_plain(self))


def members_of(scheme: Scheme) -> dict[str, Any]:
    """The table's text as JSON members: what its digest is of."""
    found: dict[str, Any] = _plain(scheme)
    return found


def _plain(value: object) -> Any:
    """The value as JSON members; a decimal by its amount, so that 5 and 5.0 are the same text."""
    if dataclasses.is_dataclass(value):
        told = [(each, getattr(value, each.name)) for each in dataclasses.fields(value)]
        return {each.name: _plain(given) for each, given in told if not each.metadata or given != each.default}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value) if isinstance(value, UUID) else value
