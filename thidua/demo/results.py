"""Targets and quarterly results of every unit: published ones where found, the others drawn and marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from thidua.demo.draws import Draws
from thidua.demo.organisation import UnitPlan
from thidua.demo.score_tables import INDICATORS, SUMMED, covenant_indicators, measured_indicators
from thidua.samples.records import Province, Result, Samples
from thidua.samples.records import Target as FoundTarget

QUARTERS = (1, 2, 3, 4)
LABOUR = ("% LLLĐ", "% LLLĐ trong độ tuổi", "% lao động trong độ tuổi", "% lao động")
PUBLISHED: dict[tuple[str, str], str] = {
    ("BHYT", "% dân số"): "BHYT_TYLE",
    ("BHXH bắt buộc", "người"): "BHXH_BB",
    ("BHXH tự nguyện", "người"): "BHXH_TN",
    **{("BHXH", unit): "BHXH_TYLE" for unit in LABOUR},
    **{("BHTN", unit): "BHTN_TYLE" for unit in LABOUR},
}
"""Which published figures are an indicator of the score tables; all others are of another kind or rounded too far."""


@dataclass(frozen=True)
class TargetPlan:
    """A target of a covenant (chỉ tiêu); `source` is empty where it was drawn."""

    indicator: str
    direction: str
    value: Decimal
    upper: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class CellPlan:
    """One reported result; `value` None says that the indicator does not apply to the unit."""

    indicator: str
    value: Decimal | None
    source: str = ""

    @property
    def real(self) -> bool:
        """Whether it was published."""
        return bool(self.source)


@dataclass(frozen=True)
class Figures:
    """What the units promise and what they report in one year."""

    samples: Samples
    draws: Draws

    @cached_property
    def _provinces(self) -> dict[str, Province]:
        return {province.code: province for province in self.samples.provinces}

    @cached_property
    def _targets(self) -> dict[tuple[str, str], FoundTarget]:
        return {
            (found.province, PUBLISHED[found.indicator, found.unit]): found
            for found in self.samples.targets
            if found.year == self.draws.year and found.place == "tỉnh" and (found.indicator, found.unit) in PUBLISHED
        }

    @cached_property
    def _results(self) -> dict[tuple[str, int, str], Result]:
        return {
            (found.province, (int(found.as_of[5:7]) + 2) // 3, PUBLISHED[found.indicator, found.unit]): found
            for found in self.samples.results
            if found.as_of.startswith(f"{self.draws.year}-")
            and found.place == "tỉnh"
            and (found.indicator, found.unit) in PUBLISHED
        }

    def targets(self, unit: UnitPlan, kind: str) -> tuple[TargetPlan, ...]:
        """The targets of a unit's covenant."""
        return tuple(self.target(unit, indicator) for indicator in covenant_indicators(kind))

    def target(self, unit: UnitPlan, indicator: str) -> TargetPlan:
        """One target: the published one, else one near the unit's published result, else one drawn."""
        direction = INDICATORS[indicator].direction or ""
        if unit.kind == "province":
            if found := self._targets.get((unit.code[-2:], indicator)):
                return TargetPlan(indicator, direction, found.value, source=found.source)
            reached = [self._results.get((unit.code[-2:], quarter, indicator)) for quarter in QUARTERS]
            if published := next((each for each in reversed(reached) if each), None):
                near = published.value / self.draws.between("0.96", "1.03", unit.code, indicator, "near")
                return TargetPlan(indicator, direction, _fitting(indicator, near))
        low, upper = self._drawn_target(unit, indicator)
        return TargetPlan(indicator, direction, low, upper)

    def _drawn_target(self, unit: UnitPlan, indicator: str) -> tuple[Decimal, Decimal | None]:
        people = self._population(unit)
        ranges = {
            "BHXH_BB": (people * Decimal("0.10"), people * Decimal("0.24")),
            "BHXH_TN": (people * Decimal("0.012"), people * Decimal("0.035")),
            "BHXH_TYLE": (Decimal(22), Decimal(45)),
            "BHTN_TYLE": (Decimal(15), Decimal(36)),
            "BHYT_TYLE": (Decimal(90), Decimal(96)),
            "THU": (people * Decimal("0.0028"), people * Decimal("0.0062")),
            "NO_TYLE": (Decimal(2), Decimal(4)),
            "KE_HOACH": (Decimal(95), Decimal(100)),
            "KET_QUA_TINH": (Decimal(94), Decimal(98)),
            "DIEN_TU": (Decimal(85), Decimal(97)),
        }
        if INDICATORS[indicator].direction == "BAND":
            return Decimal(95), Decimal(101)
        low, high = ranges[indicator]
        drawn = low + (high - low) * self.draws.unit_interval(unit.code, indicator, "target")
        return _fitting(indicator, drawn), None

    def _population(self, unit: UnitPlan) -> Decimal:
        if unit.kind == "head_office":
            return Decimal(0)
        province = unit.code.split("-")[1]
        people = self._provinces[province].population_thousand * 1000
        if unit.kind == "province":
            return people
        communes = {each.code: each.communes for each in self.samples.districts_of(province)}
        return people * communes[unit.code.split("-")[2]] / sum(communes.values())

    def weight(self, unit: UnitPlan) -> Decimal:
        """Collections and payments together, by which districts are grouped; drawn, in tỷ đồng."""
        return _fitting("THU", self._population(unit) * self.draws.between("0.005", "0.009", unit.code, "weight"))

    def cells(self, unit: UnitPlan, kind: str, quarter: int) -> tuple[CellPlan, ...]:
        """What a unit reports for a quarter."""
        return tuple(self._cells(unit, kind, quarter))

    def _cells(self, unit: UnitPlan, kind: str, quarter: int) -> Iterator[CellPlan]:
        for indicator in measured_indicators(kind):
            found = self._results.get((unit.code[-2:], quarter, indicator)) if unit.kind == "province" else None
            if found is not None:
                yield CellPlan(indicator, found.value, found.source)
            elif self._reports(unit, indicator):
                yield CellPlan(indicator, self._drawn(unit, indicator, quarter))

    def _reports(self, unit: UnitPlan, indicator: str) -> bool:
        """Missing on purpose: one unit in forty leaves out a line all year."""
        return indicator != "DUNG_HAN" or self.draws.unit_interval(unit.code, "forgets") >= Decimal("0.025")

    def _drawn(self, unit: UnitPlan, indicator: str, quarter: int) -> Decimal | None:
        if indicator == "CHI_KCB" and self.draws.unit_interval(unit.code, "no-budget") < Decimal("0.02"):
            return None
        chance = self.draws.unit_interval(unit.code, indicator, quarter)
        drawn = {
            "DUNG_HAN": 96 + 4 * chance,
            "SO_KET": Decimal(quarter > 1 and chance > Decimal("0.03")),
            "CO_DA_DAT": Decimal(self.draws.unit_interval(unit.code, "flag") > Decimal("0.85")),
            "BC_CHAM": Decimal(int(chance * chance * 3)),
            "THANH_TRA": Decimal(self.draws.unit_interval(unit.code, "inquiry") > Decimal("0.985")),
            "SANG_KIEN": Decimal(self.draws.whole(0, 3, unit.code, "initiatives")),
            "CHI_KCB": 93 + 12 * chance,
            "NGAN_SACH": 93 + 12 * chance,
        }
        value = drawn[indicator] if indicator in drawn else self._towards(unit, indicator, quarter, chance)
        return _fitting(indicator, value)

    def _towards(self, unit: UnitPlan, indicator: str, quarter: int, chance: Decimal) -> Decimal:
        """A result on the way to its target, by how able the unit is this year and the quarter's luck."""
        target = self.target(unit, indicator).value
        ability = self.draws.between("0.94", "1.06", unit.code, "ability")
        luck = Decimal("0.985") + Decimal("0.03") * chance
        if indicator in SUMMED:
            return target / 4 * ability * luck
        if INDICATORS[indicator].direction == "LOWER":
            return target / ability / luck * (1 + Decimal(4 - quarter) / 5)
        if indicator == "KE_HOACH":
            return target * quarter / 4 * ability * luck
        return target * (1 - Decimal(4 - quarter) / 60) * ability * luck


def _fitting(indicator: str, value: Decimal) -> Decimal:
    """The value within the indicator's bounds, whole or with two decimals as its unit is."""
    _, least, most, whole = INDICATORS[indicator].scale
    kept = min(max(value, Decimal(least)), Decimal(most))
    return kept.quantize(Decimal(1) if whole else Decimal("0.01"), ROUND_HALF_UP)
