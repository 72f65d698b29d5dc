"""A chapter: a district signs its covenant in the province's own movement, and amends it in June, with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.cascading import FLOOR, PROVINCE, target
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Request
from thidua.demo.stage import Stage

STEPS = 7
ASKED, LOWER = FLOOR + 2, FLOOR + 1
REASON = "Sáp nhập hai xã, số người thuộc diện tham gia được giao lại"


def play(stage: Stage) -> None:
    """Drafted, agreed and signed; then another target is proposed, agreed and signed as the second edition."""
    calendar, unit = stage.plan.calendar, stage.plan.organisation.districts_under(PROVINCE)[1]
    movement = f"{stage.plan.movement}/68"
    path = f"/covenant/covenants/{identity('covenant', unit.id, identity('movement', movement))}"
    officer, head, body = people.officer(unit), people.head(unit), people.STANDING_BODY
    first = {"unit": unit.code, "movement": movement, "targets": [_stated(ASKED)]}
    other = {"targets": [_stated(LOWER)], "reason": REASON}
    june = [date(stage.plan.year, 6, day) for day in (3, 5, 10)]
    for request in (
        Request(officer, "/covenant/covenants", first, "amending/draft", calendar.drafted),
        Request(body, f"{path}/agreement", None, "amending/agree", calendar.agreed),
        Request(head, f"{path}/signature", None, "amending/sign", calendar.signed),
        Request(officer, f"{path}/amendments", other, "amending/propose", june[0]),
        Request(body, f"{path}/amendments/agreement", None, "amending/agree-anew", june[1]),
        Request(head, f"{path}/amendments/signature", None, "amending/sign-anew", june[2]),
    ):
        stage.do(request)
    stage.api.settle()
    stage.report.chapters.append(_chapter(stage, unit.name, path))


def _stated(value: Decimal) -> dict[str, object]:
    return {name: said for name, said in target("BHYT_TYLE", value, "each").items() if name != "scope"}


def _chapter(stage: Stage, unit: str, path: str) -> Chapter:
    texts = stage.api.get(people.AUDITOR, f"{path}/editions", phase="signed")["items"]
    stage.advance()
    lines = []
    for each in texts:
        figures = "; ".join(f"{one['indicator']} {one['value']}" for one in each["targets"])
        why = f" · lý do: {each['reason']}" if each["reason"] else ""
        days = f"từ {each['since']} đến {each['until'] or 'nay'}"
        lines.append(Line(f"{unit}, bản {each['edition']} · edition {each['edition']}", f"{figures}, {days}{why}"))
    return Chapter("amendment", "Điều chỉnh giao ước đã ký · a signed covenant is amended", tuple(lines))
