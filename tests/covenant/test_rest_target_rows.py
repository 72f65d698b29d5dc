"""Figures over years in bulk: a verdict per row, previewed, the good rows recorded together, never a zero made up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.long import HEALTH, LAUNCH, MOVEMENT, begin, covenant_of, draft, figure, movement_path, submit
from tests.covenant.running import AUDITOR, STANDING_BODY, Running, done, movement_id, officer, refused

HEADER = "unit,indicator,name,unit_of_measure,year,figure"
HEALTHY = "BHYT_PCT,Tham gia BHYT,% dân số"
PATH = movement_path("target-rows")


def csv(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows, ""]).encode()


def load(running: Running, *rows: str, preview: bool = False, key: str | None = None) -> Any:
    headers = running.headers(STANDING_BODY, Effective_At="2013-11-15", Idempotency_Key=key)
    answer = running.client.post(
        PATH, params={"preview": preview}, content=csv(*rows), headers={**headers, "Content-Type": "text/csv"}
    )
    return done(answer)["details"]


def verdicts(details: Any) -> list[tuple[int, str, str | None]]:
    return [(each["row"], each["verdict"], each.get("problem", {}).get("code")) for each in details["verdicts"]]


ROWS = (
    f"BHXH-37,{HEALTHY},2017,85.46",
    f"BHXH-37,{HEALTHY},2020,91.06",
    f"BHXH-37,{HEALTHY},2016,",
    f"BHXH-68,{HEALTHY},2020,79",
    "BHXH-68,BHXH_PCT,Tham gia BHXH,% lao động,2020,13",
    f"BHXH-99,{HEALTHY},2020,90",
    f"BHXH-68,{HEALTHY},2022,92",
    f'BHXH-68,{HEALTHY},2019,"88,2"',
    f"BHXH-68,{HEALTHY},2020,90 ",
    f"BHXH-68,{HEALTHY},2018,1.234",
    f"BHXH-68,{HEALTHY},2019,90.5000",
)
EXPECTED = [
    (2, "set", None),
    (3, "set", None),
    (4, "not_found", None),
    (5, "refused", "below-national-target"),
    (6, "refused", "other-measure"),
    (7, "refused", "unknown-unit"),
    (8, "refused", "outside-the-years"),
    (9, "refused", "decimal-comma"),
    (10, "set", None),
    (11, "refused", "figure-of-two-readings"),
    (12, "set", None),
]


def test_every_row_has_its_verdict_and_the_good_ones_are_recorded(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    details = load(running, *ROWS)
    assert verdicts(details) == EXPECTED
    assert details["counts"] == {"not_found": 1, "refused": 6, "set": 4}
    [target] = running.get(f"{covenant_of('BHXH-37')}/plan")["targets"]
    assert [(each["year"], each["figure"]) for each in target["years"]] == [(2017, "85.46"), (2020, "91.06")]
    [other] = running.get(f"{covenant_of('BHXH-68')}/plan")["targets"]
    assert [(each["year"], each["figure"]) for each in other["years"]] == [(2019, "90.5000"), (2020, "90")]
    assert [each["value"] for each in running.get(covenant_of("BHXH-68"))["targets"]] == ["90"]


def test_a_refused_row_names_its_columns(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    unread = [["rows[9].figure"], ["rows[11].figure"]]
    problems = [each["problem"]["fields"] for each in load(running, *ROWS)["verdicts"] if "problem" in each]
    assert problems == [["figure"], ["unit_of_measure", "area"], ["unit"], ["year"], *unread]


def test_a_preview_tells_the_same_and_records_nothing(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    before = len(running.service.store.log())
    details = load(running, *ROWS, preview=True)
    assert (verdicts(details), details["preview"]) == (EXPECTED, True)
    assert len(running.service.store.log()) == before
    assert running.get("/plans")["items"] == []


def test_sent_again_nothing_changes(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    load(running, *ROWS)
    before = len(running.service.store.log())
    again = load(running, *ROWS)
    assert again["counts"] == {"not_found": 1, "refused": 6, "unchanged": 4}
    assert len(running.service.store.log()) == before


def test_the_same_key_is_answered_once(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    assert load(running, *ROWS, key="one") == load(running, *ROWS, key="one")


def test_a_figure_joins_the_draft_that_the_unit_has(running: Running) -> None:
    begin(running, "BHXH-37")
    address = draft(running, "BHXH-37", {"figures": [figure("BHYT_PCT", 70, name="Tên của đơn vị")]})
    details = load(running, f"BHXH-37,{HEALTHY},2015,72", f"BHXH-37,{HEALTHY},2014,71")
    assert verdicts(details) == [(2, "set", None), (3, "set", None)]
    [target] = running.get(f"{address}/plan")["targets"]
    assert (target["name"], [each["figure"] for each in target["years"]]) == ("Tên của đơn vị", ["71", "72"])


def test_a_submitted_table_takes_no_rows(running: Running) -> None:
    begin(running, "BHXH-37")
    address = submit(running, "BHXH-37")
    details = load(running, f"BHXH-37,{HEALTHY},2015,73")
    assert verdicts(details) == [(2, "refused", "plan-submitted")]
    assert running.get(f"{address}/plan")["edition"] == 1


def test_rows_may_come_as_json(running: Running) -> None:
    begin(running, "BHXH-37")
    row = {"unit": "BHXH-37", "indicator": "BHYT_PCT", "name": "BHYT", "unit_of_measure": "% dân số"}
    body = {"rows": [{**row, "year": 2020, "figure": 91.06}, {**row, "year": 2019, "department": "BAN-BHYT"}]}
    details = done(running.post(PATH, STANDING_BODY, body, Effective_At="2013-11-15"))["details"]
    assert verdicts(details) == [(1, "set", None), (2, "not_found", None)]


def test_only_the_standing_body_loads_and_only_into_an_open_long_movement(running: Running) -> None:
    begin(running, "BHXH-37")
    row = {"unit": "BHXH-37", "indicator": "X", "name": "X", "unit_of_measure": "người", "year": 2014, "figure": 1}
    for who in (officer("BHXH-37"), AUDITOR):
        assert refused(running.post(PATH, who, {"rows": [row]})) == (403, "forbidden")
    annual = {**LAUNCH, "code": "TD-1", "kind": "annual", "period_from": "2020-01-01"}
    done(running.post("/movements", STANDING_BODY, annual, Effective_At="2019-11-15"), 201)
    path = f"/movements/{movement_id('TD-1')}/target-rows"
    assert refused(running.post(path, STANDING_BODY, {"rows": [row]})) == (409, "not-a-long-movement")
    done(running.post(f"/movements/{movement_id(MOVEMENT)}/closing", STANDING_BODY))
    assert refused(running.post(PATH, STANDING_BODY, {"rows": [row]})) == (409, "movement-closed")


def test_more_rows_than_are_taken_at_once_are_refused(running: Running) -> None:
    begin(running, "BHXH-37")
    rows = (f"BHXH-37,X{number},X,người,2014,1" for number in range(5001))
    headers = running.headers(STANDING_BODY)
    answer = running.client.post(PATH, content=csv(*rows), headers={**headers, "Content-Type": "text/csv"})
    assert refused(answer) == (422, "too-many-rows")


def test_a_row_with_an_unknown_department_is_refused_alone(running: Running) -> None:
    begin(running, "BHXH-37")
    row = {"unit": "BHXH-37", "indicator": "BHYT_PCT", "name": "BHYT", "unit_of_measure": "% dân số", "figure": 91}
    body = {"rows": [{**row, "year": 2020, "department": "BAN-LA"}, {**row, "year": 2020}]}
    details = done(running.post(PATH, STANDING_BODY, body, Effective_At="2013-11-15"))["details"]
    assert verdicts(details) == [(1, "refused", "unknown-department"), (2, "set", None)]
    assert "BHYT_PCT" in details["verdicts"][0]["problem"]["detail"]


def test_a_table_without_rows_is_refused_and_says_so(running: Running) -> None:
    begin(running, "BHXH-37")
    headers = {**running.headers(STANDING_BODY), "Content-Type": "text/csv"}
    assert refused(running.client.post(PATH, content=csv(), headers=headers)) == (422, "no-target-rows")


@pytest.mark.parametrize("last", [79, 80])
def test_rows_of_one_table_are_held_against_its_floor_one_by_one(running: Running, last: int) -> None:
    begin(running, "BHXH-37")
    rows = [f"BHXH-37,{HEALTHY},{year},{value}" for year, value in zip(range(2014, 2020), HEALTH, strict=False)]
    details = load(running, *rows, f"BHXH-37,{HEALTHY},2020,{last}")
    assert details["counts"] == ({"set": 7} if last == 80 else {"refused": 1, "set": 6})
