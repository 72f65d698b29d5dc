"""A7: a movement made concrete level by level, over REST and in the graph."""

from __future__ import annotations

from typing import Any

from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    begin_year,
    done,
    establish,
    head,
    movement_id,
    officer,
    refused,
    unit_id,
)
from tests.support.statements import assert_read_together, counted

SECTOR = f"/movements/{movement_id('TDTX-2024')}"
RATE: dict[str, Any] = {
    "indicator": "BHYT_TYLE",
    "name": "Tỷ lệ bao phủ BHYT",
    "unit_of_measure": "%",
    "direction": "HIGHER",
    "value": 93.5,
    "scope": "each",
}
COUNT = {**RATE, "indicator": "BHXH_BB", "unit_of_measure": "người", "value": 1000, "scope": "together"}


def cascading(unit: str, *targets: object, **others: object) -> dict[str, object]:
    body = {"code": f"TD/{unit}", "organiser": unit, "theme": f"Thi đua của {unit}", "contents": ["Thu, giảm nợ"]}
    return {**body, "targets": list(targets or [RATE]), **others}


def cascade_twice(running: Running) -> None:
    """The sector states two targets; BHXH-62 makes the movement its own, and one of its two districts after it."""
    establish(running, "BHXH-62-01", "BHXH-62-02", kind="district", parent="BHXH-62")
    done(running.put(f"{SECTOR}/targets", STANDING_BODY, {"targets": [RATE, COUNT]}, Effective_At="2024-01-11"))
    own = cascading("BHXH-62", {**RATE, "value": 94}, {**COUNT, "value": 250.5}, period_to="2024-12-15")
    done(running.post(f"{SECTOR}/cascades", head("BHXH-62"), own, Effective_At="2024-02-01"), 201)
    below = cascading("BHXH-62-01", {**RATE, "value": 95}, covenant_signing_by="2024-03-15", document="KH 3")
    path = f"/movements/{movement_id('TD/BHXH-62')}/cascades"
    done(running.post(path, head("BHXH-62-01"), below, Effective_At="2024-02-10"), 201)


def test_the_tree_shows_every_level_and_who_is_missing(running: Running) -> None:
    begin_year(running)
    cascade_twice(running)
    root = running.get(f"{SECTOR}/cascade")
    [province] = root["cascaded"]
    [district] = province["cascaded"]
    assert [each["code"] for each in (root, province, district)] == ["TDTX-2024", "TD/BHXH-62", "TD/BHXH-62-01"]
    assert [unit["code"] for unit in root["missing"]] == ["BHXH-64", "BHXH-66", "BHXH-67"]
    assert [unit["code"] for unit in province["missing"]] == ["BHXH-62-02"]
    figures = [(each["indicator"], each["value"], each["scope"], each["taken_on"]) for each in root["targets"]]
    assert figures == [("BHYT_TYLE", "93.5", "each", None), ("BHXH_BB", "1000", "together", "250.5")]
    shown = ("period_from", "period_to", "covenant_signing_by", "registration_by", "kind")
    assert [district[name] for name in shown] == ["2024-01-01", "2024-12-15", "2024-03-15", "2024-03-31", "annual"]


def test_targets_are_read_restated_and_kept(running: Running) -> None:
    begin_year(running)
    assert refused(running.get_as(AUDITOR, f"{SECTOR}/targets")) == (404, "missing")
    done(running.put(f"{SECTOR}/targets", STANDING_BODY, {"targets": [RATE]}))
    again = {"targets": [COUNT], "reason": "Giao lại"}
    done(running.put(f"{SECTOR}/targets", STANDING_BODY, again, If_Match='"1"'))
    assert refused(running.put(f"{SECTOR}/targets", STANDING_BODY, again, If_Match='"1"')) == (412, "stale-version")
    found = running.get(f"{SECTOR}/targets")
    assert (found["reason"], found["version"], found["parent_id"]) == ("Giao lại", 2, None)
    assert [each["indicator"] for each in found["targets"]] == ["BHXH_BB"]
    types = [each["type"] for each in running.get(f"{SECTOR}/targets/history")["items"]]
    assert types == ["covenant.MovementTargetsStated", "covenant.MovementTargetsRestated"]


def test_what_others_built_on_is_not_restated_and_below_keeps_up(running: Running) -> None:
    begin_year(running)
    cascade_twice(running)
    body = {"targets": [{**RATE, "value": 93}], "reason": "Khó khăn"}
    assert refused(running.put(f"{SECTOR}/targets", STANDING_BODY, body)) == (409, "targets-built-on")
    leaf = f"/movements/{movement_id('TD/BHXH-62-01')}/targets"
    assert refused(running.put(leaf, head("BHXH-62-01"), body)) == (409, "weaker-target")


def test_a_cascade_that_is_not_right_is_refused_and_leaves_nothing(running: Running) -> None:
    begin_year(running)
    cascade_twice(running)

    def answer(body: dict[str, object], who: str = "BHXH-64", parent: str = "TDTX-2024") -> tuple[int, str]:
        return refused(running.post(f"/movements/{movement_id(parent)}/cascades", head(who), body))

    weak = running.post(f"{SECTOR}/cascades", head("BHXH-64"), cascading("BHXH-64", {**RATE, "value": 93}))
    assert refused(weak) == (409, "weaker-target")
    assert weak.json()["source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"
    assert answer(cascading("BHXH-64", {**RATE, "unit_of_measure": "người"})) == (422, "target-not-comparable")
    assert answer(cascading("BHXH-64", period_to="2025-01-01")) == (422, "outside-the-period-above")
    assert answer(cascading("BHXH-64", registration_by="2024-04-01")) == (422, "due-later-than-above")
    assert answer(cascading("BHXH-64", targets=[])) == (422, "movement-without-targets")
    assert answer(cascading("BHXH-64"), parent="TD/BHXH-62") == (409, "not-one-level-below")
    assert answer(cascading("BHXH-62", code="TD/2"), "BHXH-62") == (409, "already-cascaded")
    assert answer(cascading("BHXH-64", code="TDTX-2024")) == (409, "movement-exists")
    assert answer(cascading("BHXH-64"), "BHXH-66") == (403, "forbidden")
    refused(running.post(f"{SECTOR}/cascades", officer("BHXH-64"), cascading("BHXH-64")))
    assert running.get("/movements", organiser=str(unit_id("BHXH-64")))["items"] == []


RESULT = "{ __typename ... on Refusal { code } }"
TARGET = '{indicator: "BHYT_TYLE", name: "Bao phủ", unitOfMeasure: "%%", direction: HIGHER, value: "%s", scope: EACH}'
LEVEL = "code targets { indicator value scope takenOn } notCascaded { code }"
TREE = f"""{{ movement(code: "TDTX-2024") {{ {LEVEL} parent {{ code }}
  cascaded {{ {LEVEL} parent {{ code }} organiser {{ code }} cascaded {{ code }} }} }} }}"""


def test_the_graph_states_cascades_and_shows_the_tree(running: Running) -> None:
    begin_year(running)
    key = movement_id("TDTX-2024")
    state = f'mutation {{ stateMovementTargets(movement: "{key}", targets: [{TARGET % "93.5"}]) {RESULT} }}'
    assert running.graph(state, STANDING_BODY)["stateMovementTargets"] == {"__typename": "Receipt"}

    def cascade(value: str) -> dict[str, str]:
        body = f'code: "TD/64", organiser: "BHXH-64", theme: "Của tỉnh", contents: ["Thu"], targets: [{TARGET % value}]'
        duties = 'duties: [{party: "Phòng Thu", task: "đôn đốc"}]'
        call = f'cascadeMovement(parent: "{key}", cascade: {{{body}, {duties}}}) {RESULT}'
        found: dict[str, str] = running.graph(f"mutation {{ {call} }}", head("BHXH-64"))["cascadeMovement"]
        return found

    assert cascade("93")["code"] == "weaker-target"
    assert cascade("93.75") == {"__typename": "Receipt"}
    [own] = (root := running.graph(TREE)["movement"]).pop("cascaded")
    rate = {"indicator": "BHYT_TYLE", "value": "93.5", "scope": "EACH", "takenOn": None}
    missing = [{"code": code} for code in ("BHXH-62", "BHXH-66", "BHXH-67")]
    assert root == {"code": "TDTX-2024", "targets": [rate], "notCascaded": missing, "parent": None}
    assert own == {
        "code": "TD/64",
        "targets": [{**rate, "value": "93.75"}],
        "notCascaded": [],
        "parent": {"code": "TDTX-2024"},
        "organiser": {"code": "BHXH-64"},
        "cascaded": [],
    }


def test_a_level_of_the_tree_is_read_together(running: Running) -> None:
    begin_year(running)
    done(running.put(f"{SECTOR}/targets", STANDING_BODY, {"targets": [RATE]}, Effective_At="2024-01-10"))
    many = [f"BHXH-{number}" for number in range(70, 85)]
    establish(running, *many)
    read = []
    for units in (["BHXH-62"], many):
        for unit in units:
            done(running.post(f"{SECTOR}/cascades", head(unit), cascading(unit), Effective_At="2024-12-30"), 201)
        with counted() as statements:
            running.graph(TREE)
        read.append(statements)
    assert_read_together(read[0], read[1], len(many))
