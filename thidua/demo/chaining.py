"""A chapter: what the chain of a title says of four persons, a barred nomination, and whom a quota leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thidua.demo import people
from thidua.demo.chapters import Chapter, Line
from thidua.demo.client import Request
from thidua.demo.covenanting import covenant_id
from thidua.demo.organisation import UnitPlan
from thidua.demo.reviewing import CORRECTED_CLUSTER
from thidua.demo.stage import Stage

TITLE = "CSTDCS"
STEPS = 24
STATES = {
    "MET": "đạt · met",
    "NOT_MET": "chưa đạt · not met",
    "UNKNOWN": "chưa xác định được · unknown",
    "BARRED": "không được xét · barred",
}
CHANGES = {
    "MORE_VOTES": "thêm {} phiếu · more votes",
    "HIGHER_SCORE": "điểm cao hơn {} · a score higher by more than",
    "LARGER_BASE": "thêm {} đơn vị được tính · a larger base",
    "FEWER_BEFORE": "bớt {} đơn vị đứng trước · fewer before",
}
SYNTHETIC = "Hồ sơ giả lập của bản trình diễn"


Fact = Mapping[str, object]


@dataclass(frozen=True)
class Person:
    """A person of the demonstration, known by a staff code only, and what is on record of them."""

    what: str
    code: str
    facts: tuple[Fact, ...]
    complete: bool = True


def play(stage: Stage) -> None:
    """Files, trees, a refusal, and the quota's line."""
    unit = _unit(stage)
    persons = _persons(stage)
    files = {each.code: _keep(stage, unit, each) for each in persons}
    barred = persons[-1]
    _register(stage, unit, barred)
    stage.api.settle()
    body = {"unit_id": unit.code, "person_code": barred.code, "title": TITLE, "movement_id": stage.plan.movement}
    day = stage.plan.calendar.year_end_review
    stage.must_refuse(
        "Đề cử người đang chịu kỷ luật", Request(people.head(unit), "/nomination/nominations", body, effective=day)
    )
    lines = [line for each in persons for line in _assessed(stage, each, files[each.code])]
    title = f"Hồ sơ thành tích, điều kiện danh hiệu · merit files and the chain of titles: {TITLE}, {unit.name}"
    stage.report.chapters.append(Chapter("titles", title, tuple(lines)))
    stage.report.chapters.append(_over_the_line(stage))


def _unit(stage: Stage) -> UnitPlan:
    """A member of the cluster that signed in time."""
    cluster = next(each for each in stage.clusters if each.code == CORRECTED_CLUSTER)
    away = stage.plan.unsigned | stage.plan.late
    return stage.units[next(code for code in cluster.members if code not in away)]


def _persons(stage: Stage) -> tuple[Person, ...]:
    year, seed = stage.plan.year, stage.plan.seed
    codes = [f"CB-{year}-{seed}-{number}" for number in range(1, 5)]
    advanced = [_award("LDTT", each) for each in (year - 2, year - 1, year)]
    rated, good = (_rating(year, level) for level in ("excellent", "good"))
    conduct: Fact = {"kind": "attestation", "year": year, "standard": "conduct"}
    initiative: Fact = {
        "kind": "initiative",
        "name": "Rút ngắn thời gian đối chiếu danh sách thu",
        "level": "base",
        "recognised_on": f"{year}-11-10",
        "council": "Hội đồng sáng kiến BHXH tỉnh",
    }
    warned: Fact = {"kind": "discipline", "form": "reprimand", "since": f"{year}-06-01", "until": f"{year + 1}-05-31"}
    full: tuple[Fact, ...] = (*advanced, rated, conduct, initiative)
    return (
        Person("đủ hồ sơ", codes[0], full),
        Person("hoàn thành tốt, không có sáng kiến", codes[1], (*advanced, good, conduct)),
        Person("hồ sơ chưa đầy đủ", codes[2], (rated,), complete=False),
        Person("bị khiển trách trong năm", codes[3], (*full, warned)),
    )


def _rating(year: int, level: str) -> Fact:
    return {"kind": "rating", "year": year, "level": level}


def _award(title: str, year: int) -> Fact:
    decided = {"number": f"{year}/QĐ-GĐ", "decided_on": f"{year}-12-20"}
    return {"kind": "award", "title": title, "year": year, **decided}


def _keep(stage: Stage, unit: UnitPlan, person: Person) -> UUID:
    """The file and its facts; discipline is put down by the standing body alone."""
    year, day = stage.plan.year, stage.plan.calendar.reported(4)
    opening: dict[str, object] = {"unit_id": unit.code, "person_code": person.code, "since": f"{year - 8}-03-01"}
    if person.complete:
        opening["complete_from"] = year - 8
    officer, step = people.officer(unit), f"merit/{person.code}"
    file = UUID(stage.do(Request(officer, "/nomination/merit-files", opening, step, day))["id"])
    for number, fact in enumerate(person.facts):
        actor = people.STANDING_BODY if fact["kind"] == "discipline" else officer
        body = {"fact": fact, "evidence": SYNTHETIC}
        stage.do(Request(actor, f"/nomination/merit-files/{file}/facts", body, f"{step}/{number}", day))
    return file


def _register(stage: Stage, unit: UnitPlan, person: Person) -> None:
    registered = {"title": TITLE, "holder": "person", "person_code": person.code}
    path, day = f"/covenant/covenants/{covenant_id(stage, unit)}/registrations", stage.plan.calendar.signed
    body, step = {"registrations": [registered]}, f"register/{person.code}"
    stage.do(Request(people.officer(unit), path, body, step, day))


def _assessed(stage: Stage, person: Person, file: UUID) -> list[Line]:
    """The state of the title, and the first conditions that are not met, bar, or that nothing on record answers."""
    year, day = stage.plan.year, stage.plan.calendar.year_end_review
    query = {"title": TITLE, "year": year, "on": day.isoformat()}
    told = stage.api.get(people.AUDITOR, f"/nomination/merit-files/{file}/assessment", **query)
    stage.advance()
    lines = [Line(f"{person.code}: {person.what}", STATES[told["state"]])]
    shown = [each for each in told["missing"] if each["state"] == told["state"]][:2]
    return lines + [Line(f"  – {STATES[each['state']]}", _condition(each), each["source"]) for each in shown]


def _condition(told: Mapping[str, Any]) -> str:
    detail = f" ({told['detail']})" if told["detail"] else ""
    return f"{told['vi']} · {told['en']}{detail}"


def _over_the_line(stage: Stage) -> Chapter:
    """Of every quota drawn the first one that it leaves out, and the smallest changes that would keep it."""
    query = {"movement": stage.plan.movement, "limit": 50}
    drawn = stage.api.get(people.AUDITOR, "/nomination/quota-lines", **query)["items"]
    lines: list[Line] = []
    for line in sorted(drawn, key=lambda each: str(each["title"])):
        over = stage.api.get(people.AUDITOR, f"/nomination/quota-lines/{line['id']}/over")["items"]
        said = f"{len(over)} vượt chỉ tiêu · over the line"
        lines.append(Line(f"{line['title']}: {line['places']} suất · places", said))
        lines += [_kept(stage, each) for each in over[:1]]
    stage.advance()
    title = "Vượt chỉ tiêu, và thay đổi nhỏ nhất để được giữ · over the line, and what would keep it"
    none = (Line("Năm này chưa có quy định chỉ tiêu cờ", "không có đường chỉ tiêu · no quota in these rules"),)
    return Chapter("over-the-line", title, tuple(lines) or none)


def _kept(stage: Stage, over: Mapping[str, Any]) -> Line:
    changes: Sequence[Mapping[str, Any]] = over["keeping"]
    said = "; hoặc ".join(CHANGES[each["change"]].format(each["amount"]) for each in changes)
    unit = stage.units[stage.codes[UUID(over["unit_id"])]]
    return Line(f"  – thứ {over['place']}/{over['places']}: {unit.name}", said)
