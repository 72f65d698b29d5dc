"""Score tables and periods over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.covenant import running as neighbour
from tests.covenant.running import refused
from tests.scoring.examples import SCHEME
from tests.scoring.running import (
    AUDITOR,
    CLUSTER,
    CLUSTER_ID,
    CODES,
    HEAD,
    MOVEMENT,
    MOVEMENT_ID,
    STANDING_BODY,
    STRANGER,
    TABLE_ID,
    Year,
    begin,
    done,
    draft_table,
    officer,
    open_periods,
    plain,
    sign_table,
)

SIGNATURE = f"/score-tables/{TABLE_ID}/signature"


def new_table(**changes: object) -> dict[str, Any]:
    return {"cluster_id": CLUSTER, "movement_id": MOVEMENT, "scheme": {**plain(SCHEME), **changes}}


def test_a_table_is_drafted_revised_and_signed_by_the_head(year: Year) -> None:
    begin(year)
    officers = {"term_year": 2024, "head": CODES[0], "deputy": CODES[1]}
    elections = f"/clusters/{CLUSTER_ID}/elections"
    done(year.covenant.post(elections, STANDING_BODY, officers, Effective_At="2024-01-05"))
    year.follow()
    early = year.post("/score-tables", HEAD, new_table(), Effective_At="2024-01-09")  # launched on 10 January
    assert refused(early) == (422, "before-its-grounds")
    drafted = year.post("/score-tables", HEAD, new_table(), Effective_At="2024-01-10")
    assert (drafted.status_code, drafted.headers["ETag"], drafted.headers["Location"]) == (
        201,
        '"1"',
        f"/score-tables/{TABLE_ID}",
    )
    revised = plain(replace(SCHEME, ties=("HI",)))
    path = f"/score-tables/{TABLE_ID}/scheme"
    done(year.scoring.put(path, HEAD, revised, If_Match='"1"', Effective_At="2024-01-20"))
    done(year.post(SIGNATURE, HEAD, Effective_At="2024-02-01"))
    found = year.get(f"/score-tables/{TABLE_ID}")
    assert (found["signed_on"], found["version"], found["scheme"]["ties"]) == ("2024-02-01", 3, ["HI"])
    assert found["digest"] == replace(SCHEME, ties=("HI",)).digest()
    assert found["rulebook"].startswith("law-2022@")


def test_a_signed_table_is_frozen(year: Year) -> None:
    begin(year)
    sign_table(year)
    path = f"/score-tables/{TABLE_ID}/scheme"
    assert refused(year.scoring.put(path, HEAD, plain(SCHEME))) == (409, "score-table-signed")
    assert refused(year.post(SIGNATURE, HEAD)) == (409, "score-table-signed")
    assert refused(year.post("/score-tables", HEAD, new_table())) == (409, "score-table-exists")


def test_a_table_whose_points_do_not_add_up_is_refused_with_the_field(year: Year) -> None:
    begin(year)
    answer = year.post("/score-tables", HEAD, new_table(content_total=940))
    assert refused(answer) == (422, "points-do-not-add-up")
    assert answer.json()["fields"] == ["content_total"]
    assert year.get("/score-tables")["items"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content_total": "950"}, "scheme.content_total"),
        ({"content_total": 1e30}, "scheme.content_total"),
        ({"tie": []}, "scheme.tie"),
        ({"criteria": [{**plain(SCHEME.criteria[0]), "formula": {}}]}, "scheme.criteria.0.formula"),
        (
            {"criteria": [{**plain(SCHEME.criteria[0]), "formula": {"inverse": {}, "boolean": {}}}]},
            "scheme.criteria.0.formula",
        ),
    ],
)
def test_a_malformed_table_is_refused_with_the_field(year: Year, change: dict[str, Any], field: str) -> None:
    begin(year)
    answer = year.post("/score-tables", HEAD, new_table(**change))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


ITEM = {"code": "1", "name": {"vi": "Một", "en": "One"}, "max_points": 100}
PARTS = [{"department_id": "TW-THU", "items": [ITEM]}, {"department_id": "TW-MOI", "items": [ITEM]}]
NAMES_NOBODY = {
    "criteria": [
        {**plain(SCHEME.criteria[0]), "department_id": "TW-KHAC"},
        {**plain(SCHEME.criteria[1]), "department_id": None, "formula": {"department_sum": {"parts": PARTS}}},
        *plain(SCHEME.criteria[2:]),
    ],
    "like_units": [{"code": "N1", "name": {"vi": "Nhóm 1", "en": "Group 1"}, "units": [CODES[0], "BHXH-00"]}],
}


def test_a_table_that_names_units_which_are_not_there_is_refused_with_each_place(
    year: Year,
) -> None:  # rule: units_that_are_named_are_there
    begin(year)
    draft_table(year)
    path = f"/score-tables/{TABLE_ID}/scheme"
    answer = year.scoring.put(path, HEAD, {**plain(SCHEME), **NAMES_NOBODY})
    assert refused(answer) == (422, "table-units-unknown")
    problem = answer.json()
    assert problem["fields"] == [
        "criteria[0].department_id",
        "criteria[1].formula.department_sum.parts[1].department_id",
        "like_units[0].units[1]",
    ]
    assert (problem["detail"], problem["detail_en"]) == (
        "Chưa có ban nghiệp vụ hoặc đơn vị được nêu tại: SI, HI, N1; kiểm tra lại mã đơn vị.",
        "There is no such department or unit as named in: SI, HI, N1; check the codes of the units.",
    )
    other = {**new_table(**NAMES_NOBODY), "movement_id": "TDTX-2025"}
    neighbour.launch(year.covenant, code="TDTX-2025")
    year.follow()
    assert refused(year.post("/score-tables", HEAD, other)) == (422, "table-units-unknown")
    assert year.get(f"/score-tables/{TABLE_ID}")["version"] == 1


def test_what_a_table_is_for_must_be_known(year: Year) -> None:
    begin(year)
    elsewhere = {**new_table(), "cluster_id": "2024/XX"}
    assert refused(year.post("/score-tables", HEAD, elsewhere)) == (404, "scoring-unknown-cluster")
    never = {**new_table(), "movement_id": "TDTX-1999"}
    assert refused(year.post("/score-tables", HEAD, never)) == (404, "scoring-unknown-movement")


@pytest.mark.parametrize("who", [officer("BHXH-62"), STANDING_BODY, AUDITOR, STRANGER])
def test_only_the_head_drafts_and_signs(year: Year, who: Any) -> None:
    begin(year)
    assert refused(year.post("/score-tables", who, new_table())) == (403, "forbidden")
    draft_table(year)
    assert refused(year.post(SIGNATURE, who)) == (403, "forbidden")


def test_a_table_seen_in_an_old_version_is_not_signed(year: Year) -> None:
    begin(year)
    draft_table(year)
    done(year.scoring.put(f"/score-tables/{TABLE_ID}/scheme", HEAD, plain(SCHEME)))
    assert refused(year.post(SIGNATURE, HEAD, If_Match='"1"')) == (412, "stale-version")


def test_tables_are_found_by_cluster_movement_and_signature(year: Year) -> None:
    begin(year)
    draft_table(year)
    queries: dict[str, dict[str, object]] = {
        "cluster": {"cluster_id": CLUSTER},
        "id": {"cluster_id": str(CLUSTER_ID), "movement_id": MOVEMENT},
        "signed": {"signed": True},
        "drafts": {"signed": False},
    }
    found = {
        name: [item["id"] for item in year.get("/score-tables", **query)["items"]] for name, query in queries.items()
    }
    mine = [str(TABLE_ID)]
    assert found == {"cluster": mine, "id": mine, "signed": [], "drafts": mine}
    asked = year.scoring.get_as(AUDITOR, "/score-tables", movement_id="TDTX-1999")
    assert refused(asked) == (404, "scoring-unknown-movement")


def test_reading_needs_a_role(year: Year) -> None:
    begin(year)
    for path in ("/score-tables", "/periods", "/results", "/scorecards", "/boards"):
        assert refused(year.scoring.get_as(STRANGER, path)) == (403, "forbidden")


def test_what_is_not_there_is_not_found(year: Year) -> None:
    for path in ("score-tables", "periods", "results", "scorecards", "boards"):
        assert refused(year.scoring.get_as(AUDITOR, f"/{path}/{TABLE_ID}")) == (404, "missing")


def test_the_standing_body_opens_and_closes_periods(year: Year) -> None:
    begin(year)
    open_periods(year, "2024-Q1", "2024-H1", "2024")
    quarter = next(each for each in year.get("/periods")["items"] if each["period"] == "2024-Q1")
    done(year.post(f"/periods/{quarter['id']}/closure", STANDING_BODY))
    assert refused(year.post(f"/periods/{quarter['id']}/closure", STANDING_BODY)) == (409, "period-not-open")
    told = [
        (each["period"], each["kind"], each["starts"], each["ends"], each["is_open"])
        for each in year.get("/periods")["items"]
    ]
    assert told == [
        ("2024-Q1", "QUARTER", "2024-01-01", "2024-03-31", False),
        ("2024-H1", "HALF_YEAR", "2024-01-01", "2024-06-30", True),
        ("2024", "YEAR", "2024-01-01", "2024-12-31", True),
    ]
    assert [each["period"] for each in year.get("/periods", is_open=False, movement_id=MOVEMENT)["items"]] == [
        "2024-Q1"
    ]
    reopening = f"/periods/{quarter['id']}/reopening"
    assert refused(year.post(reopening, STANDING_BODY, {"reason": ""})) == (422, "reason-missing")
    done(year.post(reopening, STANDING_BODY, {"reason": "Bổ sung số liệu"}))
    assert year.get(f"/periods/{quarter['id']}")["is_open"] is True
    assert refused(year.post(reopening, STANDING_BODY, {"reason": "Lần nữa"})) == (409, "period-already-open")


@pytest.mark.parametrize(
    ("period", "refusal"),
    [
        ("2024-Q1", (409, "period-already-open")),
        ("2023-Q4", (422, "period-outside-movement")),
        ("2024-Q7", (422, "unknown-period")),
    ],
)
def test_a_period_is_opened_once_and_within_its_movement(year: Year, period: str, refusal: tuple[int, str]) -> None:
    begin(year)
    open_periods(year, "2024-Q1")
    body = {"movement_id": str(MOVEMENT_ID), "period": period}
    assert refused(year.post("/periods", STANDING_BODY, body)) == refusal
    assert refused(year.post("/periods", HEAD, body)) == (403, "forbidden")
