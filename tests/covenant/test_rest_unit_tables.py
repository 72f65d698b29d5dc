"""Master data of units over HTTP as a table: CSV or lines of JSON, a verdict on every row."""

from __future__ import annotations

import pytest
from httpx import Response

from services.covenant.api import units_tables
from tests.covenant.running import AUDITOR, MACHINE, Running, done, establish, refused, unit_id

CSV, NDJSON = "text/csv", "application/x-ndjson"
TABLES = {
    CSV: (
        "\ufeffcode,name,kind,parent,since\r\n"
        "BHXH-68,BHXH tỉnh Lâm Đồng,province,,2024-01-01\r\n"
        "BHXH-68-672,BHXH TP. Đà Lạt,district,BHXH-68,\r\n"
        "BHXH-99,BHXH lạ,country,,\r\n"
        "BHXH-00-1,BHXH huyện lạ,district,BHXH-00,\r\n"
    ),
    NDJSON: (
        '\ufeff{"note": "a row that means nothing"}\n'
        '{"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province", "since": "2024-01-01"}\n'
        '{"code": "BHXH-68-672", "name": "BHXH TP. Đà Lạt", "kind": "district", "parent": "BHXH-68"}\n'
        "\n"
        '{"code": "BHXH-00-1", "name": "BHXH huyện lạ", "kind": "district", "parent": "BHXH-00"}'
    ),
}
VERDICTS = {
    CSV: [(2, "established"), (3, "established"), (4, "invalid-input"), (5, "unknown-unit")],
    NDJSON: [(1, "invalid-input"), (2, "established"), (3, "established"), (5, "unknown-unit")],
}


def post(running: Running, table: str, media_type: str, who: object = MACHINE, **headers: str) -> Response:
    said = {**running.headers(who, Effective_At="2024-02-01", **headers), "Content-Type": media_type}  # type: ignore[arg-type]
    found: Response = running.client.post("/units/batches", content=table.encode(), headers=said)
    return found


@pytest.mark.parametrize("media_type", [CSV, NDJSON])
def test_every_row_of_a_table_gets_its_verdict_and_the_good_ones_are_recorded(
    running: Running, media_type: str
) -> None:
    first = done(post(running, TABLES[media_type], media_type))["details"]
    told = [(each["row"], each.get("problem", {}).get("code", each["verdict"])) for each in first["verdicts"]]
    assert (told, first["counts"]) == (VERDICTS[media_type], {"established": 2, "refused": 2})
    assert [row["code"] for row in running.get("/units")["items"]] == ["BHXH-68", "BHXH-68-672"]
    again = done(post(running, TABLES[media_type], media_type))
    assert (again["details"]["counts"], again["position"]) == ({"refused": 2, "unchanged": 2}, 0)


def test_a_table_moves_and_renames_what_is_known(running: Running) -> None:
    establish(running, "BHXH-67", "BHXH-68")
    table = "kind,parent,code,name\ndistrict,BHXH-67,BHXH-67-1,BHXH huyện\nprovince,,BHXH-68,BHXH khu vực XX\n"
    counts = done(post(running, table, CSV))["details"]["counts"]
    assert counts == {"changed": 1, "established": 1}
    assert [row["name"] for row in running.get("/units", code="BHXH-68")["items"]] == ["BHXH khu vực XX"]


def test_a_table_comes_once_per_key(running: Running) -> None:
    first = done(post(running, TABLES[CSV], CSV, Idempotency_Key="k1"))
    again = post(running, TABLES[CSV], CSV, Idempotency_Key="k1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")
    assert refused(post(running, TABLES[CSV] + "\n", CSV, Idempotency_Key="k1")) == (422, "idempotency-key-reused")


def test_a_table_that_is_none_is_refused(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(post(running, "code;name;kind\n", CSV)) == (422, "not-comma-separated")
    assert refused(post(running, TABLES[CSV], CSV, AUDITOR)) == (403, "forbidden")
    monkeypatch.setattr(units_tables, "LARGEST_BATCH", 2)
    assert refused(post(running, TABLES[CSV], CSV)) == (422, "too-many-rows")
    assert running.get("/units")["items"] == []


def test_an_empty_parent_leaves_the_parent_as_it_is(running: Running) -> None:
    establish(running, "BHXH-VN", kind="head_office")
    establish(running, "BHXH-68", parent="BHXH-VN")
    table = "code,name,kind,parent\nBHXH-68,BHXH BHXH-68,province,\n"
    assert done(post(running, table, CSV))["details"]["counts"] == {"unchanged": 1}
    renamed = "code,name,kind,parent\nBHXH-68,BHXH khu vực XX,province,\n"
    assert done(post(running, renamed, CSV))["details"]["counts"] == {"changed": 1}
    [row] = running.get("/units", code="BHXH-68")["items"]
    assert (row["name"], row["parent_id"]) == ("BHXH khu vực XX", str(unit_id("BHXH-VN")))
