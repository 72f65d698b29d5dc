"""Units over REST: as of any day, in batches from a national system, with their history."""

from __future__ import annotations

from functools import partial
from typing import Any
from unicodedata import normalize

import pytest

from kernel.service import downgrade, migrate
from services.covenant.main import MIGRATIONS
from tests.covenant.running import (
    AUDITOR,
    MACHINE,
    STANDING_BODY,
    Running,
    done,
    establish,
    officer,
    person,
    refused,
    unit_id,
)
from tests.support.postgres import BOTH


def test_a_unit_is_established_renamed_and_read_as_of_a_day(running: Running) -> None:
    new = {"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province"}
    answer = running.post("/units", STANDING_BODY, new, Effective_At="2024-01-01")
    receipt = done(answer, 201)
    address = f"/units/{unit_id('BHXH-68')}"
    assert (receipt["id"], receipt["version"]) == (str(unit_id("BHXH-68")), 1)
    assert (answer.headers["ETag"], answer.headers["Location"]) == ('"1"', address)
    done(running.put(f"{address}/name", STANDING_BODY, {"name": "BHXH khu vực XX"}, Effective_At="2024-07-01"))
    names = [running.get(address, at=day)["name"] for day in ("2023-12-31", "2024-06-30", "2024-07-01")]
    assert names == [None, "BHXH tỉnh Lâm Đồng", "BHXH khu vực XX"]
    assert [(row["since"], row["name"]) for row in running.get(address)["names"]] == [
        ("2024-01-01", "BHXH tỉnh Lâm Đồng"),
        ("2024-07-01", "BHXH khu vực XX"),
    ]


def test_a_unit_moves_merges_and_ends(running: Running) -> None:
    establish(running, "BHXH-68", "BHXH-67", "BHXH-99")
    establish(running, "BHXH-68-672", kind="district", parent="BHXH-68")
    district = f"/units/{unit_id('BHXH-68-672')}"
    done(running.put(f"{district}/parent", STANDING_BODY, {"parent": "BHXH-67"}, Effective_At="2024-06-01"))
    done(running.post(f"{district}/merger", STANDING_BODY, {"into": "BHXH-67"}, Effective_At="2024-09-01"))
    done(running.post(f"/units/{unit_id('BHXH-99')}/dissolution", STANDING_BODY, Effective_At="2024-09-02"))
    found = running.get(district, at="2024-08-31")
    assert (found["parent_id"], found["ended_on"], found["merged_into_id"], found["version"]) == (
        str(unit_id("BHXH-67")),
        "2024-09-01",
        str(unit_id("BHXH-67")),
        3,
    )
    assert [row["parent_id"] for row in found["parents"]] == [str(unit_id("BHXH-68")), str(unit_id("BHXH-67"))]
    there = [[row["code"] for row in running.get("/units", at=day)["items"]] for day in ("2024-08-31", "2024-09-02")]
    assert there == [["BHXH-67", "BHXH-68", "BHXH-68-672", "BHXH-99"], ["BHXH-67", "BHXH-68"]]


def test_a_province_is_merged_once_its_districts_were_moved(running: Running) -> None:
    establish(running, "BHXH-68", "BHXH-67")
    establish(running, "BHXH-68-1", "BHXH-68-2", kind="district", parent="BHXH-68")
    establish(running, "BHXH-67-1", kind="district", parent="BHXH-67")
    later = {"parent": "BHXH-68"}
    done(running.put(f"/units/{unit_id('BHXH-67-1')}/parent", STANDING_BODY, later, Effective_At="2024-09-01"))
    merger = f"/units/{unit_id('BHXH-68')}/merger"
    answer = running.post(merger, STANDING_BODY, {"into": "BHXH-67"}, Effective_At="2024-07-01")
    assert refused(answer) == (409, "units-still-under")
    assert answer.json()["detail_en"] == (
        "From 2024-07-01 on, 3 units stand under BHXH-68: BHXH-67-1, BHXH-68-1, BHXH-68-2; they are moved first."
    )
    rows = [{"code": f"BHXH-68-{each}", "name": f"BHXH BHXH-68-{each}", "kind": "district"} for each in (1, 2)]
    moved = {"units": [{**row, "parent": "BHXH-67", "since": "2024-07-01"} for row in rows]}
    assert done(running.post("/units/batches", MACHINE, moved))["details"]["counts"] == {"changed": 2}
    answer = running.post(merger, STANDING_BODY, {"into": "BHXH-67"}, Effective_At="2024-07-01")
    assert "BHXH-67-1;" in answer.json()["detail_en"]
    dissolution = f"/units/{unit_id('BHXH-68')}/dissolution"
    assert refused(running.post(dissolution, STANDING_BODY, Effective_At="2024-07-01")) == (409, "units-still-under")
    back = {"parent": "BHXH-67"}
    done(running.put(f"/units/{unit_id('BHXH-67-1')}/parent", STANDING_BODY, back, Effective_At="2024-09-01"))
    done(running.post(merger, STANDING_BODY, {"into": "BHXH-67"}, Effective_At="2024-07-01"))


def test_a_unit_does_not_end_before_another_went_up_in_it(
    running: Running,
) -> None:  # rule: nobody_goes_up_in_what_ended
    establish(running, "BHXH-68", "BHXH-67", "BHXH-66")
    first, second, third = (f"/units/{unit_id(f'BHXH-{each}')}" for each in (68, 67, 66))
    done(running.post(f"{first}/merger", STANDING_BODY, {"into": "BHXH-67"}, Effective_At="2024-07-01"))
    ended = partial(running.post, f"{second}/dissolution", STANDING_BODY)
    early = ended(Effective_At="2024-06-01")
    assert refused(early) == (409, "units-merged-into-it")
    assert early.json()["detail_en"] == (
        "On 2024-06-01 or later units are merged into BHXH-67: BHXH-68; BHXH-67 cannot end before that."
    )
    merged = partial(running.post, f"{second}/merger", STANDING_BODY, {"into": "BHXH-66"})
    assert refused(merged(Effective_At="2024-07-01")) == (409, "units-merged-into-it")
    done(merged(Effective_At="2024-07-02"))
    answer = running.post(f"{third}/merger", STANDING_BODY, {"into": "BHXH-67"}, Effective_At="2024-07-02")
    assert refused(answer) == (409, "unit-not-in-existence")


MERGER = (f"/units/{unit_id('BHXH-68')}/merger", {"into": "BHXH-67"})
DISSOLUTION = (f"/units/{unit_id('BHXH-67')}/dissolution", None)
DISTRICT = ("/units", {"code": "BHXH-68-1", "name": "Huyện", "kind": "district", "parent": "BHXH-68"})
ROWS = ("/units/batches", {"units": [DISTRICT[1]]})


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (MERGER, DISTRICT, "unit-not-in-existence"),
        (MERGER, ROWS, "unit-not-in-existence"),
        (DISTRICT, MERGER, "units-still-under"),
        (DISSOLUTION, MERGER, "unit-not-in-existence"),
        (MERGER, DISSOLUTION, "units-merged-into-it"),
    ],
)
def test_of_two_at_one_moment_that_cannot_both_be_one_is_refused(
    running: Running, monkeypatch: pytest.MonkeyPatch, first: Any, second: Any, code: str
) -> None:
    establish(running, "BHXH-68", "BHXH-67")
    store = running.service.store
    save = store.save

    def later(*args: Any, **others: Any) -> Any:
        monkeypatch.setattr(store, "save", save)
        assert running.post(first[0], STANDING_BODY, first[1], Effective_At="2024-07-01").is_success
        return save(*args, **others)

    monkeypatch.setattr(store, "save", later)
    who = MACHINE if second is ROWS else STANDING_BODY
    answer = running.post(second[0], who, second[1], Effective_At="2024-07-01")
    assert refused(answer) == (409, code)


def test_a_province_stands_under_no_district(running: Running) -> None:
    establish(running, "BHXH-68", "BHXH-67")
    establish(running, "BHXH-67-1", kind="district", parent="BHXH-67")
    address = f"/units/{unit_id('BHXH-68')}/parent"
    assert refused(running.put(address, STANDING_BODY, {"parent": "BHXH-67-1"})) == (409, "parent-not-higher")
    new = {"code": "BHXH-01", "name": "BHXH Hà Nội", "kind": "province", "parent": "BHXH-67-1"}
    answer = running.post("/units", STANDING_BODY, new)
    assert refused(answer) == (409, "parent-not-higher")
    assert answer.json()["detail"] == (
        "Đơn vị BHXH-01 (BHXH tỉnh) không thể trực thuộc BHXH-67-1 (BHXH cấp huyện): phải là đơn vị cấp cao hơn."
    )


def test_a_unit_can_become_topmost(running: Running) -> None:
    establish(running, "BHXH-VN", kind="head_office")
    establish(running, "BHXH-68", parent="BHXH-VN")
    address = f"/units/{unit_id('BHXH-68')}"
    done(running.put(f"{address}/parent", STANDING_BODY, {"parent": None}, Effective_At="2024-06-01"))
    assert running.get(address)["parent_id"] is None


def test_units_are_found_by_kind_parent_province_code_and_text(running: Running) -> None:
    establish(running, "BHXH-68", "BHXH-67")
    establish(running, "BHXH-68-672", "BHXH-68-673", kind="district", parent="BHXH-68")
    establish(running, "BHXH-67-1", kind="district", parent="BHXH-67")

    def codes(**wanted: str | bool) -> list[str]:
        return [row["code"] for row in running.get("/units", **wanted)["items"]]

    lam_dong = str(unit_id("BHXH-68"))
    assert codes(kind="province") == ["BHXH-67", "BHXH-68"]
    assert codes(parent=lam_dong) == ["BHXH-68-672", "BHXH-68-673"]
    assert codes(province=lam_dong) == ["BHXH-68", "BHXH-68-672", "BHXH-68-673"]
    assert codes(code="BHXH-68") == ["BHXH-68"]
    assert codes(text="68-67") == ["BHXH-68-672", "BHXH-68-673"]
    assert codes(at="2023-12-31") == []
    assert len(codes(at="2023-12-31", ended=True)) == 5


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_a_text_is_found_in_either_case_letter_by_letter_also_in_names_of_before(running: Running) -> None:
    rows = [
        {"code": "BHXH-66", "name": "BHXH tỉnh Đắk Lắk", "kind": "province", "parent": None},
        {"code": "BHXH-67", "name": normalize("NFD", "BHXH tỉnh Đắk Nông"), "kind": "province", "parent": None},
        {"code": "P_TD", "name": "Phòng 100% số", "kind": "province", "parent": None},
    ]
    done(running.post("/units/batches", MACHINE, {"units": rows}, Effective_At="2024-01-01"))
    asked = ("Đắk", "đắk", "ĐẮK", normalize("NFD", "ĐẮK"), "TỈNH đắk l", "bhxh-66", "%", "_", "Đắk_Lắk", "0% S")
    both, one, other = ["BHXH-66", "BHXH-67"], ["BHXH-66"], ["P_TD"]
    expected = [both, both, both, both, one, one, other, other, [], other]

    def rest(text: str) -> list[str]:
        return [row["code"] for row in running.get("/units", text=text)["items"]]

    def graph(text: str) -> list[str]:
        found = running.graph("query($text: String!) { units(text: $text) { nodes { code } } }", text=text)
        return [each["code"] for each in found["units"]["nodes"]]

    assert [[find(text) for text in asked] for find in (rest, graph)] == [expected, expected]
    engine = running.service.store.recorder.engine
    downgrade(engine, MIGRATIONS, "0010")
    migrate(engine, MIGRATIONS)
    assert [rest(text) for text in asked] == expected


def test_pages_of_units_join_without_gap_or_repeat(running: Running) -> None:
    establish(running, *[f"BHXH-{number:02}" for number in range(1, 8)])
    codes: list[str] = []
    after = None
    while True:
        found = running.get("/units", limit=3, after=after)
        codes += [row["code"] for row in found["items"]]
        after = found["next"]
        if after is None:
            break
    assert codes == [f"BHXH-{number:02}" for number in range(1, 8)]


def test_a_batch_gives_a_verdict_per_row_and_can_come_again(running: Running) -> None:
    rows = [
        {"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province", "since": "2024-01-01"},
        {"code": "BHXH-68-672", "name": "BHXH TP. Đà Lạt", "kind": "district", "parent": "BHXH-68"},
        {"code": "BHXH-00-1", "name": "BHXH huyện lạ", "kind": "district", "parent": "BHXH-00"},
        {"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "district", "parent": "BHXH-68"},
        {"code": "BHXH-70", "name": "BHXH tương lai", "kind": "province", "since": "2030-01-01"},
    ]
    first = done(running.post("/units/batches", MACHINE, {"units": rows}, Effective_At="2024-02-01"))["details"]
    assert first["counts"] == {"established": 2, "refused": 3}
    assert [row["verdict"] for row in first["verdicts"]] == [
        "established",
        "established",
        "refused",
        "refused",
        "refused",
    ]
    assert [row["problem"]["code"] for row in first["verdicts"][2:]] == [
        "unknown-unit",
        "unit-of-another-kind",
        "not-yet-true",
    ]
    again = done(running.post("/units/batches", MACHINE, {"units": rows}, Effective_At="2024-02-01"))
    assert (again["details"]["counts"], again["position"]) == ({"refused": 3, "unchanged": 2}, 0)


def test_a_batch_moves_and_renames_what_is_known(running: Running) -> None:
    establish(running, "BHXH-67", "BHXH-68")
    establish(running, "BHXH-68-672", kind="district", parent="BHXH-68")
    rows = [{"code": "BHXH-68-672", "name": "BHXH cơ sở Đà Lạt", "kind": "district", "parent": "BHXH-67"}]
    details = done(running.post("/units/batches", MACHINE, {"units": rows}, Effective_At="2024-07-01"))["details"]
    found = running.get(f"/units/{unit_id('BHXH-68-672')}")
    assert (details["counts"], found["name"], found["parent_id"]) == (
        {"changed": 1},
        "BHXH cơ sở Đà Lạt",
        str(unit_id("BHXH-67")),
    )


def test_a_refused_row_leaves_its_unit_as_it_was(running: Running) -> None:
    establish(running, "BHXH-67", "BHXH-68")
    rows = [{"code": "BHXH-68", "name": " ", "kind": "province", "parent": "BHXH-67"}]
    details = done(running.post("/units/batches", MACHINE, {"units": rows}))["details"]
    assert (details["counts"], running.get(f"/units/{unit_id('BHXH-68')}")["version"]) == ({"refused": 1}, 1)


def test_a_batch_with_its_key_answers_the_first_answer_again(running: Running) -> None:
    rows = {"units": [{"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province"}]}
    first = running.post("/units/batches", MACHINE, rows, Idempotency_Key="lo-1")
    again = running.post("/units/batches", MACHINE, rows, Idempotency_Key="lo-1")
    assert (done(again), again.headers["Idempotent-Replayed"]) == (done(first), "true")


def test_the_history_tells_who_did_what_and_since_when(running: Running) -> None:
    establish(running, "BHXH-68")
    address = f"/units/{unit_id('BHXH-68')}"
    done(running.put(f"{address}/name", STANDING_BODY, {"name": "Tên mới"}, Effective_At="2024-07-01"))
    entries = running.get(f"{address}/history")["items"]
    assert [(each["version"], each["type"], each["actor"], each["effective"][:10]) for each in entries] == [
        (1, "covenant.UnitEstablished", "hr-system", "2024-01-01"),
        (2, "covenant.UnitRenamed", STANDING_BODY.id, "2024-07-01"),
    ]
    assert entries[1]["members"] == {"name": "Tên mới", "renamed_on": "2024-07-01"}


def test_what_is_refused_of_units(running: Running) -> None:
    establish(running, "BHXH-68", "BHXH-67")
    address = f"/units/{unit_id('BHXH-68')}"
    province = {"code": "BHXH-68", "name": "Lần nữa", "kind": "province"}
    district = {"code": "BHXH-68-1", "name": "Huyện", "kind": "district"}
    refusals = [
        refused(running.post("/units", STANDING_BODY, province)),
        refused(running.post("/units", STANDING_BODY, district)),
        refused(running.post("/units", STANDING_BODY, {**district, "parent": "BHXH-00"})),
        refused(running.post("/units", STANDING_BODY, {**province, "code": "BHXH 68"})),
        refused(running.put(f"{address}/name", STANDING_BODY, {"name": "BHXH BHXH-68"})),
        refused(running.put(f"{address}/parent", STANDING_BODY, {"parent": "BHXH-68"})),
        refused(running.post(f"{address}/merger", STANDING_BODY, {"into": "BHXH-68"})),
        refused(running.post(f"{address}/dissolution", STANDING_BODY, Effective_At="2023-01-01")),
        refused(running.put(f"{address}/name", STANDING_BODY, {"name": "Mới"}, If_Match='"9"')),
        refused(running.put(f"/units/{unit_id('BHXH-00')}/name", STANDING_BODY, {"name": "Mới"})),
        refused(running.put(f"{address}/name", STANDING_BODY, {"name": "Mới"}, Effective_At="2030-01-01")),
    ]
    assert refusals == [
        (409, "unit-exists"),
        (422, "parent-required"),
        (404, "unknown-unit"),
        (422, "malformed-code"),
        (409, "nothing-changes"),
        (409, "unit-under-itself"),
        (422, "merged-into-itself"),
        (409, "unit-not-in-existence"),
        (412, "stale-version"),
        (404, "missing"),
        (422, "effective-in-future"),
    ]
    assert running.get(address)["version"] == 1


def test_an_unknown_unit_is_not_found(running: Running) -> None:
    for path in (f"/units/{unit_id('BHXH-00')}", f"/units/{unit_id('BHXH-00')}/history"):
        assert refused(running.get_as(AUDITOR, path)) == (404, "missing")


def test_without_a_right_nothing_is_read_or_written(running: Running) -> None:
    new = {"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province"}
    assert refused(running.post("/units", officer("BHXH-68"), new)) == (403, "forbidden")
    assert refused(running.post("/units/batches", AUDITOR, {"units": [new]})) == (403, "forbidden")
    assert refused(running.get_as(person("visitor"), "/units")) == (403, "forbidden")
    assert refused(running.client.get("/units")) == (401, "unauthenticated")
    assert running.get("/units")["items"] == []
