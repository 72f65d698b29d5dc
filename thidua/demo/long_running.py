"""A chapter: a movement over years: targets by year that a department appraises, a year reviewed, a review frozen.

The national targets are the published ones. The movement of 2014–2020 is that of the launch text; that the next ones
run for five years is assumed. Each played year has a movement of its own, so that years can be played in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.chapters import Chapter, Line, place_of
from thidua.demo.client import Request
from thidua.demo.organisation import ClusterPlan, UnitPlan
from thidua.demo.reviewing import CORRECTED_CLUSTER
from thidua.demo.stage import Stage
from thidua.samples.long_targets import NationalLine, national

SEVEN_YEARS = (2014, 2020)
PERIOD = 5
DEPARTMENT, OFFICE = "TW-THU", "TW-VP"
THRIFT = "THTK"
BEYOND = "BHXH-01"
SYNTHETIC = "Số liệu giả lập của bản trình diễn"
COMPARISONS = {"above": "trên · above", "at_least": "ít nhất · at least", "about": "khoảng · about"}
OUTCOMES = {
    "reached": "đạt · reached",
    "not_reached": "chưa đạt · not reached",
    "no_figure": "chưa có số liệu · no figure",
}


@dataclass(frozen=True)
class Long:
    """The movement over years that one played year belongs to."""

    stage: Stage

    @cached_property
    def years(self) -> range:
        """From its first year to its last: of a year before 2014 the movement that was being prepared."""
        first, last = SEVEN_YEARS
        if self.stage.plan.year > last:
            first = last + 1 + (self.stage.plan.year - last - 1) // PERIOD * PERIOD
            last = first + PERIOD - 1
        return range(first, last + 1)

    @property
    def code(self) -> str:
        """Its code; the played year stands behind it."""
        return f"TD-{self.years[0]}-{self.years[-1]}/{self.stage.plan.movement}"

    @property
    def id(self) -> UUID:
        """Known before it exists."""
        return identity("movement", self.code)

    @property
    def path(self) -> str:
        """Where it is."""
        return f"/covenant/movements/{self.id}"

    @property
    def reviewed(self) -> int:
        """The year that is reviewed."""
        return max(self.stage.plan.year, self.years[0])

    @property
    def cluster(self) -> ClusterPlan:
        """Whose members are followed."""
        return next(each for each in self.stage.clusters if each.code == CORRECTED_CLUSTER)

    @property
    def units(self) -> list[UnitPlan]:
        """Who takes part."""
        return [self.stage.units[code] for code in self.cluster.members]

    @cached_property
    def goals(self) -> Sequence[NationalLine]:
        """The published national targets of its last year that were there when it was launched."""
        found, _ = national(self.years)
        known = ("Nghị quyết 21", "QĐ 342") if self.years[0] == SEVEN_YEARS[0] else ("Nghị quyết 28",)
        return [each for each in found if each.year == self.years[-1] and each.document.startswith(known)]

    def before(self, month: int, day: int) -> date:
        """A day of the year before its first."""
        return date(self.years[0] - 1, month, day)

    def covenant(self, unit: UnitPlan) -> str:
        """Where a unit's covenant for it is."""
        return f"/covenant/covenants/{identity('covenant', unit.id, self.id)}"

    def figure(self, unit: UnitPlan, goal: NationalLine, year: int) -> Decimal:
        """What a unit registers for a year: on the way to a little more than the national target."""
        draws = self.stage.plan.draws
        end = goal.value + draws.between("0.5", "3", unit.code, goal.indicator, "long")
        slope = (goal.value / 40) * draws.between("0.8", "1.2", unit.code, goal.indicator, "slope")
        return (end - slope * (self.years[-1] - year)).quantize(Decimal("0.1"))


def steps(stage: Stage) -> int:
    """How many steps the chapter has."""
    return 6 + 7 * len(Long(stage).units)


def play(stage: Stage) -> None:
    """Launch, targets by year, appraisal, a year's review, the mid-term or final edition."""
    long = Long(stage)
    _launch(long)
    stage.all_of(lambda unit: _draft(long, unit), long.units)
    _refuse_below_the_floor(long)
    for work in (_set_plan, _submit, _appraise, _review, _confirm):
        stage.all_of(lambda unit, work=work: work(long, unit), long.units)  # type: ignore[misc]
    frozen = date(long.reviewed, 12, 31)
    body = {"through": long.reviewed}
    stage.do(Request(people.STANDING_BODY, f"{long.path}/reviews", body, "long/review", frozen))
    stage.api.settle()
    stage.report.chapters.append(_chapter(long))


def _launch(long: Long) -> None:
    stage, first, last = long.stage, long.years[0], long.years[-1]
    body = {
        "code": long.code,
        "kind": "multi_year",
        "theme": f"Mở rộng người tham gia BHXH, BHYT, BHTN giai đoạn {first}–{last}",
        "contents": ["Phát triển người tham gia", "Thực hành tiết kiệm, chống lãng phí"],
        "period_from": f"{first}-01-01",
        "period_to": f"{last}-12-31",
    }
    day = long.before(10, 1)
    stage.do(Request(people.STANDING_BODY, "/covenant/movements", body, "long/launch", day))
    goals = [{**asdict(each), "binding": True, "department": DEPARTMENT} for each in long.goals]
    targets = {"goals": goals, "appraised": True}
    path = f"{long.path}/national-targets"
    stage.do(Request(people.STANDING_BODY, path, targets, "long/goals", day, "PUT"))


def _draft(long: Long, unit: UnitPlan) -> None:
    body = {"unit": unit.code, "movement": long.code}
    request = Request(people.officer(unit), "/covenant/covenants", body, f"long/draft/{unit.code}", long.before(10, 20))
    long.stage.do(request)


def _table(long: Long, unit: UnitPlan) -> dict[str, Any]:
    figures = [
        {
            "indicator": goal.indicator,
            "name": goal.name,
            "unit_of_measure": goal.unit_of_measure,
            "area": goal.area,
            "department": DEPARTMENT,
            "years": [{"year": year, "figure": long.figure(unit, goal, year)} for year in long.years],
        }
        for goal in long.goals
    ]
    thrift = {
        "indicator": THRIFT,
        "name": "Thực hành tiết kiệm, chống lãng phí",
        "category": "thrift",
        "department": OFFICE,
        "requirement": "Giao khoán chi quản lý",
        "timetable": [{"year": year, "task": "Báo cáo kết quả tiết kiệm"} for year in long.years],
    }
    return {"figures": figures, "measures": [thrift]}


def _refuse_below_the_floor(long: Long) -> None:
    """Of a province that is in another cluster, and comes no further than its draft."""
    unit = long.stage.units[BEYOND]
    _draft(long, unit)
    table = _table(long, unit)
    first = table["figures"][0]
    first["years"] = [{"year": long.years[-1], "figure": long.goals[0].value - 1}]
    request = Request(
        people.officer(unit), f"{long.covenant(unit)}/plan", table, effective=long.before(11, 5), method="PUT"
    )
    long.stage.must_refuse("Đăng ký chỉ tiêu dài hạn thấp hơn mục tiêu chung", request)


def _set_plan(long: Long, unit: UnitPlan) -> None:
    path, step = f"{long.covenant(unit)}/plan", f"long/plan/{unit.code}"
    long.stage.do(Request(people.officer(unit), path, _table(long, unit), step, long.before(11, 5), "PUT"))


def _submit(long: Long, unit: UnitPlan) -> None:
    path, step = f"{long.covenant(unit)}/plan/submission", f"long/submit/{unit.code}"
    day = long.before(12, 3) if unit is long.units[-1] else long.before(11, 28)
    long.stage.do(Request(people.head(unit), path, None, step, day))


def _appraise(long: Long, unit: UnitPlan) -> None:
    fields = {DEPARTMENT: [goal.indicator for goal in long.goals], OFFICE: [THRIFT]}
    for code, indicators in fields.items():
        opinions = [{"indicator": indicator, "agreed": True} for indicator in indicators]
        department, path = people.department(long.stage.units[code]), f"{long.covenant(unit)}/plan/appraisals"
        step = f"long/appraise/{unit.code}/{code}"
        long.stage.do(Request(department, path, {"opinions": opinions}, step, long.before(12, 15)))


def _review(long: Long, unit: UnitPlan) -> None:
    """The first unit is where it wanted to be in the last year, the second has missed its targets."""
    place, year = long.units.index(unit), long.reviewed
    findings: list[dict[str, object]] = [{"indicator": THRIFT, "done": True, "evidence": SYNTHETIC}]
    for goal in long.goals:
        registered = long.figure(unit, goal, long.years[-1] if place == 0 else year)
        told: dict[str, object] = {"indicator": goal.indicator, "actual": registered, "evidence": SYNTHETIC}
        if place == 1:
            why = {"why": "Lao động phi chính thức chưa tham gia", "remedy": "Giao chỉ tiêu tới từng xã, mở đại lý thu"}
            told |= {"actual": registered - 1, **why}
        findings.append(told)
    path, step = f"{long.covenant(unit)}/years/{year}", f"long/year/{unit.code}"
    request = Request(people.officer(unit), path, {"findings": findings}, step, date(year, 12, 20), "PUT")
    long.stage.do(request)


def _confirm(long: Long, unit: UnitPlan) -> None:
    looks = [{"indicator": goal.indicator, "confirmed": True} for goal in long.goals]
    path, day = f"{long.covenant(unit)}/years/{long.reviewed}/looks", date(long.reviewed, 12, 24)
    department = people.department(long.stage.units[DEPARTMENT])
    long.stage.do(Request(department, path, {"looks": looks}, f"long/look/{unit.code}", day))


def _chapter(long: Long) -> Chapter:
    stage, get = long.stage, long.stage.api.get
    goals = get(people.AUDITOR, f"{long.path}/national-targets")["items"]
    lines = [
        Line(f"Mục tiêu chung · national target {each['indicator']} {each['year']}",
             f"{COMPARISONS[each['comparison']]} {each['value']} {each['unit_of_measure']}", place_of(each["source"]))
        for each in goals
    ]  # fmt: skip
    at = date(long.reviewed, 12, 31).isoformat()
    told = get(people.AUDITOR, f"{long.path}/progress", year=long.reviewed, limit=200, at=at)["items"]
    for unit in long.units:
        own = [each for each in told if UUID(each["unit_id"]) == unit.id and each["outcome"] is not None]
        counted = {outcome: sum(each["outcome"] == outcome for each in own) for outcome in OUTCOMES}
        said = ", ".join(f"{OUTCOMES[outcome]} {number}" for outcome, number in counted.items() if number)
        missed = next((each for each in own if each["outcome"] == "not_reached"), None)
        reason = f" · {missed['why']}; năm sau: {missed['remedy']}" if missed else ""
        lines.append(Line(f"{unit.name}, năm {long.reviewed}", said + reason))
    early = get(people.AUDITOR, f"{long.path}/early-finishers", at=at)["items"]
    names = sorted({stage.units[stage.codes[UUID(each["unit_id"])]].name for each in early})
    lines.append(Line("Về đích trước thời hạn · finished early", ", ".join(names) or "chưa có · nobody yet"))
    stage.advance()
    title = f"Phong trào dài hạn · a movement over years: {long.years[0]}–{long.years[-1]}"
    return Chapter("long-movement", title, tuple(lines))
