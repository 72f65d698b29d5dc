"""A long movement, a province's table of targets and its years, as aggregates: the actors of the unit tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Source
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.findings import Finding
from services.covenant.domain.movement import Movement, MovementKind
from services.covenant.domain.plan import (
    Area,
    Category,
    Comparison,
    FigureTarget,
    Goal,
    MeasureTarget,
    Milestone,
    Programme,
    TargetTable,
    YearFigure,
)
from services.covenant.domain.target import Direction
from services.covenant.domain.target_plan import Opinion, TargetPlan
from services.covenant.domain.unit import Unit, UnitKind
from tests.covenant.examples import day, launch, terms, unit

DEPARTMENT = UUID("00000000-0000-0000-0000-0000000000d1")
FIRST, LAST = 2014, 2020
YEARS = range(FIRST, LAST + 1)
RESOLUTION = Source("Nghị quyết 21-NQ/TW 22/11/2012")
RISING = (70, 72, 74, 76, 78, 79, 80)


def goal(indicator: str = "BHYT_PCT", value: str = "80", **others: object) -> Goal:
    members: dict[str, object] = {
        "indicator": indicator,
        "name": "Tỷ lệ dân số tham gia BHYT",
        "unit_of_measure": "% dân số",
        "area": Area.WHOLE,
        "year": LAST,
        "comparison": Comparison.ABOVE,
        "value": Decimal(value),
        "binding": True,
        "department_id": DEPARTMENT,
        "source": RESOLUTION,
        **others,
    }
    return Goal(**members)  # type: ignore[arg-type]


def figures(*values: object, indicator: str = "BHYT_PCT", since: int = FIRST, **others: object) -> FigureTarget:
    """A quantitative target with these figures, year after year; None leaves a year out."""
    stated = [(since + place, each) for place, each in enumerate(values) if each is not None]
    members: dict[str, object] = {
        "indicator": indicator,
        "name": "Tỷ lệ dân số tham gia BHYT",
        "unit_of_measure": "% dân số",
        "direction": Direction.HIGHER,
        "area": Area.WHOLE,
        "category": Category.PARTICIPATION,
        "department_id": DEPARTMENT,
        "years": tuple(YearFigure(year, Decimal(str(each))) for year, each in stated),
        **others,
    }
    return FigureTarget(**members)  # type: ignore[arg-type]


def measure(indicator: str = "PCTN", **others: object) -> MeasureTarget:
    members: dict[str, object] = {
        "indicator": indicator,
        "name": "Phòng, chống tham nhũng",
        "category": Category.ANTI_CORRUPTION,
        "department_id": DEPARTMENT,
        "requirement": "Công khai thủ tục",
        "measures": (),
        "timetable": (Milestone(2015, "Sơ kết chương trình"),),
        **others,
    }
    return MeasureTarget(**members)  # type: ignore[arg-type]


def table(*targets: FigureTarget | MeasureTarget) -> TargetTable:
    found = targets or (figures(*RISING), measure())
    return TargetTable(
        tuple(each for each in found if isinstance(each, FigureTarget)),
        tuple(each for each in found if isinstance(each, MeasureTarget)),
    )


def long_movement(*goals: Goal, appraised: bool = True) -> Movement:
    """From 2014 to 2020, with these national targets."""
    over_years = replace(launch(date(FIRST, 1, 1), date(LAST, 12, 31)), kind=MovementKind.MULTI_YEAR)
    due = terms(date(2013, 11, 30), date(2013, 11, 30))
    found = Movement.begin(day(10, 1, 2013), "TD-2014-2020", over_years, due, None)
    found.set_national_targets(day(10, 2, 2013), Programme(goals or (goal(),), appraised))
    return found


def province(code: str = "BHXH-37", kind: UnitKind = UnitKind.PROVINCE, since: date = date(2010, 1, 1)) -> Unit:
    return unit(code, kind, since=since)


def drafted(member: Unit, movement: Movement, wanted: TargetTable | None = None) -> TargetPlan:
    covenant = Covenant.draft(day(11, 1, 2013), member, movement)
    plan = TargetPlan.draft(day(11, 1, 2013), covenant, movement)
    plan.set_table(day(11, 2, 2013), member, movement, wanted or table())
    return plan


def submitted(member: Unit, movement: Movement, wanted: TargetTable | None = None) -> TargetPlan:
    plan = drafted(member, movement, wanted)
    plan.submit(day(11, 30, 2013), member, movement)
    return plan


def official(member: Unit, movement: Movement, wanted: TargetTable | None = None) -> TargetPlan:
    plan = submitted(member, movement, wanted)
    for each in plan.table:
        plan.appraise(day(12, 10, 2013), movement, Opinion(each.indicator, agreed=True))
    return plan


def result(indicator: str, actual: object, **others: str) -> Finding:
    said = {"evidence": "BC 12", **others}
    return Finding(indicator, None if actual is None else Decimal(str(actual)), **said)  # type: ignore[arg-type]


WHY = {"why": "Hộ cận nghèo", "remedy": "Hỗ trợ mức đóng"}


def codes(targets: Sequence[object]) -> list[str]:
    return [each.indicator for each in targets]  # type: ignore[attr-defined]
