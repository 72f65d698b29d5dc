"""Second scene: covenants are drafted, agreed and signed, titles registered, and the sets handed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.client import Request
from thidua.demo.organisation import ClusterPlan, UnitPlan
from thidua.demo.plan import KINDS, TITLES
from thidua.demo.score_tables import INDICATORS
from thidua.demo.stage import Stage


def steps(stage: Stage) -> int:
    """How many steps the scene has, for the progress bar."""
    plan = stage.plan
    signing = len(plan.competitors) - len(plan.unsigned)
    return 2 * len(plan.competitors) + signing + len(plan.late) + 2 * len(stage.clusters) + len(REFUSED)


def play(stage: Stage) -> None:
    """From the first draft to the registrations in the hands of the standing council body."""
    plan = stage.plan
    signing = [unit for unit in plan.competitors if unit.code not in plan.unsigned]
    stage.all_of(lambda unit: _draft(stage, unit), plan.competitors)
    stage.all_of(lambda unit: _agree(stage, unit), plan.competitors)
    stage.all_of(lambda cluster: _sign_jointly(stage, cluster), stage.clusters)
    stage.all_of(lambda unit: _sign_late(stage, unit), [unit for unit in signing if unit.code in plan.late])
    stage.all_of(lambda unit: _register(stage, unit), signing)
    stage.all_of(lambda cluster: _hand_in(stage, cluster), stage.clusters)
    for attempt, request in refused_requests(stage):
        stage.must_refuse(attempt, request)


def covenant_id(stage: Stage, unit: UnitPlan) -> UUID:
    """The id of a unit's covenant, known before it is drafted."""
    return identity("covenant", unit.id, stage.plan.movement_id)


def _targets(stage: Stage, unit: UnitPlan) -> list[dict[str, object]]:
    return [
        {
            "indicator": target.indicator,
            "name": INDICATORS[target.indicator].vi,
            "unit_of_measure": INDICATORS[target.indicator].scale[0],
            "direction": target.direction,
            "value": target.value,
            "upper": target.upper,
        }
        for target in stage.plan.figures.targets(unit, KINDS[unit.kind])
    ]


def _draft(stage: Stage, unit: UnitPlan) -> None:
    body = {"unit": unit.code, "movement": stage.plan.movement, "targets": _targets(stage, unit)}
    step, day = f"draft/{unit.code}", stage.plan.calendar.drafted
    stage.do(Request(people.officer(unit), "/covenant/covenants", body, step, day))


def _agree(stage: Stage, unit: UnitPlan) -> None:
    actor = stage.head_of(stage.cluster_of(unit.code))
    path = f"/covenant/covenants/{covenant_id(stage, unit)}/agreement"
    stage.do(Request(actor, path, None, f"agree/{unit.code}", stage.plan.calendar.agreed))


def _sign_jointly(stage: Stage, cluster: ClusterPlan) -> None:
    away = stage.plan.late | stage.plan.unsigned
    body = {"movement": stage.plan.movement, "units": [code for code in cluster.members if code not in away]}
    path, step = f"/covenant/clusters/{cluster.id}/joint-signings", f"sign/{cluster.code}"
    stage.do(Request(stage.head_of(cluster), path, body, step, stage.plan.calendar.signed))


def _sign_late(stage: Stage, unit: UnitPlan) -> None:
    path, step = f"/covenant/covenants/{covenant_id(stage, unit)}/signature", f"sign/{unit.code}"
    stage.do(Request(people.head(unit), path, None, step, stage.plan.calendar.signed_late))


def _register(stage: Stage, unit: UnitPlan) -> None:
    body = {"registrations": [{"title": title, "holder": "collective"} for title in TITLES[unit.kind]]}
    path, step = f"/covenant/covenants/{covenant_id(stage, unit)}/registrations", f"register/{unit.code}"
    stage.do(Request(people.officer(unit), path, body, step, _signed_on(stage, unit)))


def _signed_on(stage: Stage, unit: UnitPlan) -> date:
    calendar = stage.plan.calendar
    return calendar.signed_late if unit.code in stage.plan.late else calendar.signed


def _hand_in(stage: Stage, cluster: ClusterPlan) -> None:
    path, body = f"/covenant/clusters/{cluster.id}/registration-sets", {"movement": stage.plan.movement}
    day = stage.plan.calendar.registrations_submitted
    stage.do(Request(stage.head_of(cluster), path, body, f"hand-in/{cluster.code}", day))


REFUSED = (
    "Sửa chỉ tiêu sau khi đã ký giao ước",
    "Ký giao ước lần thứ hai",
    "Dự thảo giao ước của một đơn vị không có trong danh mục",
    "Cán bộ đơn vị này dự thảo giao ước của đơn vị khác",
    "Đăng ký một danh hiệu không có trong quy định",
    "Nộp hồ sơ đăng ký của cụm lần thứ hai",
)


def refused_requests(stage: Stage) -> Iterable[tuple[str, Request]]:
    """What somebody tries although the rules forbid it."""
    signed = next(unit for unit in stage.plan.organisation.of_kind("province") if unit.code not in stage.plan.unsigned)
    other = stage.plan.organisation.of_kind("province")[1]
    cluster, day = stage.cluster_of(signed.code), stage.plan.calendar.registrations_submitted
    path, movement = f"/covenant/covenants/{covenant_id(stage, signed)}", stage.plan.movement
    officer, head = people.officer(signed), people.head(signed)
    unknown = {"unit": "BHXH-00", "movement": movement}
    theirs = {"unit": other.code, "movement": movement}
    title = {"registrations": [{"title": "CO_VANG", "holder": "collective"}]}
    again = {"movement": movement}
    nowhere = UnitPlan("BHXH-00", "BHXH tỉnh không có", "province")
    requests = (
        Request(officer, f"{path}/targets", {"targets": _targets(stage, signed)}, effective=day, method="PUT"),
        Request(head, f"{path}/signature", effective=day),
        Request(people.officer(nowhere), "/covenant/covenants", unknown, effective=day),
        Request(officer, "/covenant/covenants", theirs, effective=day),
        Request(officer, f"{path}/registrations", title, effective=day),
        Request(stage.head_of(cluster), f"/covenant/clusters/{cluster.id}/registration-sets", again, effective=day),
    )
    return zip(REFUSED, requests, strict=True)
