"""A chapter: the year's movement is made concrete in a province, and in a district under it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Request
from thidua.demo.organisation import UnitPlan
from thidua.demo.score_tables import INDICATORS
from thidua.demo.stage import Stage

PROVINCE, UNWILLING = "BHXH-68", "BHXH-67"
FLOOR = Decimal(90)
STEPS = 6


def play(stage: Stage) -> None:
    """Targets for every unit below; a province takes them on, a district under it asks more of itself."""
    plan, path = stage.plan, f"/covenant/movements/{stage.plan.movement_id}"
    launched = plan.calendar.launched
    stated = {"targets": [target("BHYT_TYLE", FLOOR, "each"), target("BHXH_TN", Decimal(500_000), "together")]}
    request = Request(people.STANDING_BODY, f"{path}/targets", stated, "cascade/targets", launched, "PUT")
    stage.do(request)
    province, day = stage.units[PROVINCE], launched + timedelta(days=7)
    district = plan.organisation.districts_under(PROVINCE)[0]
    code = f"{plan.movement}/68"
    other = stage.units[UNWILLING]
    weak = _own(f"{plan.movement}/67", other, target("BHYT_TYLE", FLOOR - 1, "each"))
    stage.must_refuse(
        "Cụ thể hoá phong trào với chỉ tiêu thấp hơn cấp trên",
        Request(people.head(other), f"{path}/cascades", weak, effective=day),
    )
    own = _own(code, province, target("BHYT_TYLE", FLOOR + 1, "each"))
    own["targets"] = [*own["targets"], target("BHXH_TN", Decimal(14_000), "together")]
    stage.do(Request(people.head(province), f"{path}/cascades", own, "cascade/68", day))
    below = f"/covenant/movements/{identity('movement', code)}/cascades"
    more = _own(f"{code}/01", district, target("BHYT_TYLE", FLOOR + 3, "each"))
    stage.do(Request(people.head(district), below, more, "cascade/68/01", day + timedelta(days=7)))
    stage.api.settle()
    stage.report.chapters.append(_chapter(stage, path))


def target(indicator: str, value: Decimal, scope: str) -> dict[str, object]:
    """A target of a movement: of each unit below, or of all together."""
    measured = INDICATORS[indicator]
    named = {"indicator": indicator, "name": measured.vi, "unit_of_measure": measured.scale[0]}
    return {**named, "direction": "HIGHER", "value": value, "scope": scope}


def _own(code: str, unit: UnitPlan, target: dict[str, object]) -> dict[str, list[object] | str]:
    theme = f"Thi đua của {unit.name}"
    contents: list[object] = ["Phát triển người tham gia BHYT theo hộ gia đình", "Giảm chậm đóng"]
    return {"code": code, "organiser": unit.code, "theme": theme, "contents": contents, "targets": [target]}


def _chapter(stage: Stage, path: str) -> Chapter:
    at = stage.plan.calendar.signed.isoformat()
    told = stage.api.get(people.AUDITOR, f"{path}/cascade", at=at)
    stage.advance()
    lines = []
    level = [told]
    while level:
        for each in level:
            targets = "; ".join(_said(target) for target in each["targets"])
            below = f"{len(each['cascaded'])} đơn vị đã cụ thể hoá, {len(each['missing'])} chưa"
            lines.append(Line(f"{each['code']}: {each['theme']}", f"{targets} · {below}"))
        level = [below for each in level for below in each["cascaded"]]
    title = "Cụ thể hoá phong trào xuống tỉnh, xuống huyện · the movement made concrete level by level"
    return Chapter("cascade", title, tuple(lines))


def _said(target: dict[str, object]) -> str:
    taken = f" (đã nhận {target['taken_on']})" if target["taken_on"] is not None else ""
    return f"{target['indicator']} {target['value']}{taken}"
