"""A chapter: what oversight asks of a year: turns instead of scores, priority, aims, and what changed in the rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from thidua.demo import people
from thidua.demo.chapters import Chapter, Line, place_of
from thidua.demo.long_running import Long
from thidua.demo.stage import Stage

STEPS = 4
TITLE, UPPER = "CO_BHXH", "CO_CHINH_PHU"
AIMS_BY = "2015-12-31"


def play(stage: Stage) -> None:
    """Read only."""
    lines = [*_turns(stage), *_priority(stage), *_aims(stage), *_rules(stage)]
    title = "Giám sát · oversight: luân phiên, ưu tiên, chỉ tiêu phấn đấu, quy định thay đổi"
    stage.report.chapters.append(Chapter("oversight", title, tuple(lines)))


def _turns(stage: Stage) -> list[Line]:
    """Of this year alone: played years join each other on a store, and the check then sees more."""
    year = str(stage.plan.year)
    query = {"title": TITLE, "since": year, "until": year, "kind": "cluster"}
    told = stage.api.get(people.AUDITOR, "/nomination/rotation-checks", **query)["items"]
    stage.advance()
    said = {each["cluster"]: f"{each['meaning']} · {each['meaning_en']}" for each in told}
    flags = Counter(said.values())
    return [Line(f"Luân phiên · turns: {count} cụm", meaning) for meaning, count in sorted(flags.items())]


def _priority(stage: Stage) -> list[Line]:
    query = {"title": UPPER, "movement": stage.plan.movement, "long_movement": Long(stage).code}
    told = stage.api.get(people.AUDITOR, "/nomination/priorities", **query)["items"]
    stage.advance()
    known = [each for each in told if each["place"] is not None]
    said = f"{len(known)}/{len(told)} đề cử có kết quả đã chốt hoặc bảng xếp hạng của phong trào dài hạn"
    lines = [Line(f"Ưu tiên theo phong trào dài hạn · priority: {UPPER}", said)]
    return lines + [
        Line(f"  – {each['place']}: {stage.units[each['unit']].name}", ", ".join(_better(each))) for each in known[:2]
    ]


def _better(told: dict[str, Any]) -> list[str]:
    """Of how many targets how many were reached in the last frozen edition, and how many units stand behind."""
    standing, mean = told["standing"], told["mean"]
    reached = [] if standing is None else [f"đạt {standing['reached']}/{standing['planned']} chỉ tiêu"]
    return reached + ([] if mean is None else [f"đứng trên {mean} số đơn vị còn lại"])


def _aims(stage: Stage) -> list[Line]:
    told = stage.api.get(people.AUDITOR, "/nomination/aims", on=AIMS_BY)["items"]
    stage.advance()
    return [_aim(each) for each in told]


def _aim(told: dict[str, Any]) -> Line:
    return Line(f"Chỉ tiêu phấn đấu đến {told['by']}: {told['name']}", f"{told['counted']}/{told['at_least']}")


def _rules(stage: Stage) -> list[Line]:
    """What changed since the year before: the count, and the first figure that did."""
    year = stage.plan.year
    query = {"from": date(year - 1, 12, 31).isoformat(), "to": date(year, 12, 31).isoformat(), "limit": 200}
    told = stage.api.get(people.AUDITOR, "/covenant/rule-changes", **query)["items"]
    stage.advance()
    lines = [Line(f"Quy định thay đổi · rules changed in {year}", f"{len(told)} con số · figures")]
    both = [(each["before"], each["after"]) for each in told if each["before"] and each["after"]]
    changed = [(before, after) for before, after in both if before["value"] != after["value"]]
    return lines + [
        Line(f"  – {after['name']['vi']}", f"{before['value']} → {after['value']}", place_of(after["source"]))
        for before, after in changed[:1]
    ]
