"""Codes that differ only in case are the same code: the second thing is the first, and either finds it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.cluster_life import CROSS_CHECK, HEAD, INSPECTIONS, MEETING, PROGRAMMES, inspect, plan_year
from tests.covenant.running import (
    LAUNCH,
    STANDING_BODY,
    TARGET,
    Running,
    begin_year,
    done,
    establish,
    officer,
    refused,
    unit_id,
)


def test_a_unit_is_not_established_again_in_other_letters_and_is_found_by_either(running: Running) -> None:
    establish(running, "BHXH-68")
    lower = {"code": "bhxh-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province"}
    assert refused(running.post("/units", STANDING_BODY, lower)) == (409, "unit-exists")
    batch = {"units": [{**lower, "name": "BHXH BHXH-68"}]}
    assert done(running.post("/units/batches", STANDING_BODY, batch))["details"]["counts"] == {"unchanged": 1}
    found = [row["code"] for code in ("bhxh-68", "BHXH-68") for row in running.get("/units", code=code)["items"]]
    assert found == ["BHXH-68", "BHXH-68"]
    district = {"code": "BHXH-68-1", "name": "BHXH huyện", "kind": "district", "parent": "bhxh-68"}
    done(running.post("/units", STANDING_BODY, district), 201)
    assert running.get(f"/units/{unit_id('BHXH-68-1')}")["parent_id"] == str(unit_id("BHXH-68"))


def test_clusters_movements_and_inspections_are_not_made_again_in_other_letters(running: Running) -> None:
    begin_year(running)
    plan_year(running)
    inspect(running)
    cluster = {"code": "2024/vii", "name": "Cụm số VII", "kind": "cluster"}
    launched = {**LAUNCH, "code": "tdtx-2024"}
    again = {**CROSS_CHECK, "code": "ktc-01"}
    assert [
        refused(running.post("/clusters", STANDING_BODY, cluster)),
        refused(running.post("/movements", STANDING_BODY, launched)),
        refused(running.post(INSPECTIONS, HEAD, again)),
    ] == [(409, "cluster-exists"), (409, "movement-exists"), (409, "inspection-exists")]
    assert [row["code"] for row in running.get("/clusters", code="2024/vii")["items"]] == ["2024/VII"]
    assert [row["code"] for row in running.get("/movements", code="tdtx-2024")["items"]] == ["TDTX-2024"]


def test_targets_and_items_of_a_plan_are_named_once_whatever_the_letters(running: Running) -> None:
    begin_year(running)
    twice = {"unit": "BHXH-64", "movement": "tdtx-2024", "targets": [TARGET, {**TARGET, "indicator": "bhxh_bb"}]}
    assert refused(running.post("/covenants", officer("BHXH-64"), twice)) == (422, "target-twice")
    items = [MEETING, {**MEETING, "code": "hd-01"}]
    body = {"year": 2024, "document": "KH 05/KH-CTĐ", "items": items}
    assert refused(running.post(PROGRAMMES, HEAD, body)) == (422, "item-code-taken")


@pytest.mark.parametrize("lower", [True, False])
def test_districts_of_a_grouping_are_shown_by_their_own_codes(running: Running, *, lower: bool) -> None:
    establish(running, "BHXH-68")
    codes = [f"BHXH-68-{letter}" for letter in "ABC"]
    establish(running, *codes, kind="district", parent="BHXH-68")
    named = [code.lower() if lower else code for code in codes]
    figures: list[dict[str, Any]] = [{"code": each, "collections": 10, "payments": 5} for each in named]
    body = {
        "code": "PA-1",
        "as_of": "2024-01-01",
        "figures_from": "giả định",
        "districts": figures,
        "borders": [[named[0], named[1]], [named[1], named[2]]],
    }
    path = f"/units/{unit_id('BHXH-68')}/district-groupings"
    proposed = done(running.post(path, STANDING_BODY, body), 201)
    assert proposed["details"]["groups"] == [codes]
    assert refused(running.post(path, STANDING_BODY, {**body, "code": "pa-1"})) == (409, "grouping-exists")
