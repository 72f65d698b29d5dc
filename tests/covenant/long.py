"""A movement from 2014 to 2020 with its provinces, departments and national targets: the actors of the long tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel.identity import Principal
from tests.covenant.running import (
    MACHINE,
    STANDING_BODY,
    Running,
    covenant_id,
    done,
    head,
    movement_id,
    officer,
    person,
)

MOVEMENT = "TD-2014-2020"
YEARS = range(2014, 2021)
NQ21 = "Nghị quyết 21-NQ/TW 22/11/2012"
RESOLUTION = {"document": NQ21, "comparison": "above", "year": 2020}
GOALS: list[dict[str, Any]] = [
    {
        "indicator": "BHXH_PCT",
        "name": "Tỷ lệ lực lượng lao động tham gia BHXH",
        "unit_of_measure": "% lực lượng lao động",
        "value": 50,
        "department": "BAN-THU",
        **RESOLUTION,
    },
    {
        "indicator": "BHYT_PCT",
        "name": "Tỷ lệ dân số tham gia BHYT",
        "unit_of_measure": "% dân số",
        "value": 80,
        "department": "BAN-BHYT",
        **RESOLUTION,
    },
    {
        "indicator": "BHYT_NT_PCT",
        "name": "Tỷ lệ dân số nông thôn tham gia BHYT",
        "unit_of_measure": "% dân số nông thôn",
        "area": "rural",
        "value": 70,
        "department": "BAN-BHYT",
        **RESOLUTION,
        "document": "QĐ 342/QĐ-TTg 20/02/2012",
    },
]
LAUNCH = {
    "code": MOVEMENT,
    "kind": "multi_year",
    "theme": "Đoàn kết, năng động, sáng tạo, thực hiện có hiệu quả các chính sách, chế độ BHXH, BHYT",
    "contents": ["Mở rộng đối tượng tham gia BHXH, BHYT, BHTN"],
    "period_from": "2014-01-01",
    "period_to": "2020-12-31",
}
SOCIAL = (20, 25, 30, 35, 40, 45, 50)
HEALTH = (70, 72, 74, 76, 78, 79, 80)


def department(code: str) -> Principal:
    return person("department", unit=code)


def figure(indicator: str, *figures: object, **others: object) -> dict[str, Any]:
    """A quantitative target with these figures from the first year on; None leaves the year out."""
    goal: dict[str, Any] = next((each for each in GOALS if each["indicator"] == indicator), {})
    members: dict[str, Any] = {name: goal[name] for name in ("name", "unit_of_measure", "area") if name in goal}
    years = [{"year": year, "figure": each} for year, each in zip(YEARS, figures, strict=False) if each is not None]
    return {"indicator": indicator, "name": indicator, "unit_of_measure": "người", **members, "years": years, **others}


def measure(**others: object) -> dict[str, Any]:
    """The anti-corruption programme as a target."""
    return {
        "indicator": "PCTN",
        "name": "Chương trình phòng, chống tham nhũng",
        "category": "anti_corruption",
        "department": "BAN-KT",
        "requirement": "Công khai thủ tục",
        "measures": ["Tự kiểm tra nội bộ"],
        "timetable": [{"year": 2014, "task": "Ban hành chương trình"}, {"year": 2015, "task": "Sơ kết"}],
        **others,
    }


def table(**others: Any) -> dict[str, Any]:
    """A whole table: two figures on the national line at the end, and a measure."""
    figures = [figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", *HEALTH)]
    return {"figures": figures, "measures": [measure()], **others}


def units_of(running: Running, *codes: str, kind: str = "province", since: str = "2013-01-01") -> None:
    rows = [{"code": code, "name": f"Đơn vị {code}", "kind": kind, "since": since} for code in codes]
    counts = done(running.post("/units/batches", MACHINE, {"units": rows}))["details"]["counts"]
    assert counts == {"established": len(codes)}


def begin(running: Running, *codes: str, goals: list[dict[str, Any]] | None = None, appraised: bool = True) -> None:
    """Provinces and departments, and the movement launched with its national targets in October 2013."""
    units_of(running, *codes)
    units_of(running, "BAN-THU", "BAN-BHYT", "BAN-KT", kind="head_office")
    done(running.post("/movements", STANDING_BODY, LAUNCH, Effective_At="2013-10-01"), 201)
    body = {"goals": GOALS if goals is None else goals, "appraised": appraised}
    done(running.put(f"/movements/{movement_id(MOVEMENT)}/national-targets", STANDING_BODY, body))


def covenant_of(code: str) -> str:
    return f"/covenants/{covenant_id(code, MOVEMENT)}"


def movement_path(rest: str) -> str:
    return f"/movements/{movement_id(MOVEMENT)}/{rest}"


def draft(running: Running, code: str, body: Mapping[str, Any] | None = None) -> str:
    """The covenant of the unit with its table as a draft; its address."""
    drafted = {"unit": code, "movement": MOVEMENT}
    done(running.post("/covenants", officer(code), drafted, Effective_At="2013-11-01"), 201)
    address = covenant_of(code)
    done(running.put(f"{address}/plan", officer(code), body or table(), Effective_At="2013-11-02"))
    return address


def submit(running: Running, code: str, body: Mapping[str, Any] | None = None, on: str = "2013-11-30") -> str:
    address = draft(running, code, body)
    done(running.post(f"{address}/plan/submission", head(code), Effective_At=on))
    return address


FIELDS = {"BAN-THU": ("BHXH_PCT",), "BAN-BHYT": ("BHYT_PCT", "BHYT_NT_PCT"), "BAN-KT": ("PCTN",)}


def appraise(running: Running, address: str, on: str = "2013-12-10") -> None:
    """Every department agrees to what waits for it."""
    waiting = {each["indicator"] for each in running.get(f"{address}/plan")["targets"] if each["verdict"] == "proposed"}
    for code, indicators in FIELDS.items():
        opinions = [{"indicator": each, "agreed": True} for each in indicators if each in waiting]
        if opinions:
            body = {"opinions": opinions}
            done(running.post(f"{address}/plan/appraisals", department(code), body, Effective_At=on))


def official(running: Running, code: str, body: Mapping[str, Any] | None = None) -> str:
    address = submit(running, code, body)
    appraise(running, address)
    return address


def reached(indicator: str, actual: object) -> dict[str, Any]:
    return {"indicator": indicator, "actual": actual, "evidence": "Báo cáo quyết toán (synthetic)"}


def missed(indicator: str, actual: object) -> dict[str, Any]:
    return {**reached(indicator, actual), "why": "Hộ cận nghèo chưa tham gia hết", "remedy": "Hỗ trợ thêm mức đóng"}


def done_measure() -> dict[str, Any]:
    return {"indicator": "PCTN", "done": True, "evidence": "Quyết định ban hành chương trình (synthetic)"}


def record(running: Running, code: str, year: int, *findings: dict[str, Any], on: str | None = None) -> None:
    path = f"{covenant_of(code)}/years/{year}"
    done(running.put(path, officer(code), {"findings": list(findings)}, Effective_At=on or f"{year}-12-20"))


def confirm(running: Running, code: str, year: int, *indicators: str, on: str | None = None) -> None:
    for by, field in FIELDS.items():
        looks = [{"indicator": each, "confirmed": True} for each in indicators if each in field]
        if looks:
            path = f"{covenant_of(code)}/years/{year}/looks"
            done(running.post(path, department(by), {"looks": looks}, Effective_At=on or f"{year}-12-22"))


def a_long_movement(running: Running, code: str = "BHXH-37") -> None:
    """One of everything: a table amended, a year reviewed and confirmed, a finish far too early, an edition."""
    begin(running, code)
    address = official(running, code)
    record(running, code, 2014, reached("BHXH_PCT", 20), reached("BHYT_PCT", 81), done_measure())
    confirm(running, code, 2014, "BHYT_PCT")
    look = {"looks": [{"indicator": "PCTN", "confirmed": False, "reason": "Chưa thấy văn bản"}]}
    done(running.post(f"{address}/years/2014/looks", department("BAN-KT"), look, Effective_At="2014-12-22"))
    revised = {"findings": [done_measure(), reached("BHXH_PCT", 21), reached("BHYT_PCT", 81)], "reason": "Soát lại"}
    done(running.put(f"{address}/years/2014", officer(code), revised, Effective_At="2014-12-24"))
    raised = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 81, 82, 83, 84, 85, 90)], reason="QĐ")
    done(running.post(f"{address}/plan/amendments", officer(code), raised, Effective_At="2015-02-01"))
    path = movement_path("reviews")
    done(running.post(path, STANDING_BODY, {"through": 2014}, Effective_At="2015-02-10"), 201)


def plan_and_sign(running: Running, code: str, body: Mapping[str, Any] | None = None) -> None:
    """A table handed in, appraised, agreed and signed before the movement begins."""
    address = official(running, code, body)
    done(running.post(f"{address}/agreement", STANDING_BODY, Effective_At="2013-12-12"))
    done(running.post(f"{address}/signature", head(code), Effective_At="2013-12-20"))


def seven_years(running: Running) -> None:
    """The movement of 2014–2020: three provinces and a department, two reviews and a correction, one early finish.

    The health-insurance figures of Ninh Bình from 2017 are those that the province published; its results and all
    other figures are synthetic.
    """
    begin(running, "BHXH-35", "BHXH-37", "BHXH-68")
    for code in ("BHXH-35", "BHXH-37", "BHXH-68"):
        plan_and_sign(running, code)
    plan_and_sign(running, "BAN-KT", {"measures": [measure()]})
    for year in (2014, 2015):
        _a_year(running, year, done_measure())
        record(running, "BAN-KT", year, done_measure())
        confirm(running, "BAN-KT", year, "PCTN")
    _mid_term(running)
    _raise_to_the_published_figures(running)
    for year in range(2016, 2021):
        _a_year(running, year)
    done(running.post(movement_path("reviews"), STANDING_BODY, {"through": 2020}, Effective_At="2020-12-31"), 201)
    done(running.post(f"/movements/{movement_id(MOVEMENT)}/closing", STANDING_BODY, Effective_At="2021-01-31"))


PUBLISHED = {2017: "85.46", 2018: "87.28", 2019: "89.24", 2020: "91.06"}


def _a_year(running: Running, year: int, *more: dict[str, Any]) -> None:
    """Hà Nam is five points above its line, Ninh Bình on it, Lâm Đồng half a point below."""
    place = year - YEARS[0]
    covered = float(PUBLISHED.get(year, HEALTH[place]))
    health = {"BHXH-35": (5, reached), "BHXH-37": (covered - HEALTH[place], reached), "BHXH-68": (-0.5, missed)}
    for code, (above, told) in health.items():
        social = reached("BHXH_PCT", SOCIAL[place])
        record(running, code, year, social, told("BHYT_PCT", round(HEALTH[place] + above, 2)), *more)
        confirm(running, code, year, "BHXH_PCT", "BHYT_PCT", *(["PCTN"] if more else []))


def _mid_term(running: Running) -> None:
    """Frozen at the end of 2015; Lâm Đồng corrects its figure in February, and the second edition says why."""
    path = movement_path("reviews")
    done(running.post(path, STANDING_BODY, {"through": 2015}, Effective_At="2015-12-31"), 201)
    findings = [reached("BHXH_PCT", 25), reached("BHYT_PCT", 72.2), done_measure()]
    body = {"findings": findings, "reason": "Bổ sung thẻ học sinh (synthetic)"}
    address = f"{covenant_of('BHXH-68')}/years/2015"
    done(running.put(address, officer("BHXH-68"), body, Effective_At="2016-02-01"))
    confirm(running, "BHXH-68", 2015, "BHYT_PCT", on="2016-02-02")
    again = {"through": 2015, "reason": "Lâm Đồng bổ sung số liệu"}
    done(running.post(path, STANDING_BODY, again, Effective_At="2016-02-10"), 201)


def _raise_to_the_published_figures(running: Running) -> None:
    """QĐ 1167 of 2016 asks for 90 %: a national target more, and Ninh Bình raises its own from 2017."""
    decision = {**GOALS[1], "document": "QĐ 1167/QĐ-TTg 28/6/2016", "value": 90}
    goals = {"goals": [*GOALS, decision]}
    path = movement_path("national-targets")
    done(running.put(path, STANDING_BODY, goals, Effective_At="2016-07-01"))
    raised = [*HEALTH[:3], *(float(each) for each in PUBLISHED.values())]
    body = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", *raised)], reason="QĐ 1167/QĐ-TTg 28/6/2016")
    address = covenant_of("BHXH-37")
    done(running.post(f"{address}/plan/amendments", officer("BHXH-37"), body, Effective_At="2016-09-01"))
    appraise(running, address, "2016-09-15")
