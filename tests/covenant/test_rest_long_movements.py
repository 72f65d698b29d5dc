"""B5, B6, B7, B9: a table of targets over years over REST, from the national targets to the second edition."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.long import (
    GOALS,
    HEALTH,
    MOVEMENT,
    NQ21,
    SOCIAL,
    appraise,
    begin,
    covenant_of,
    department,
    draft,
    figure,
    measure,
    movement_path,
    official,
    submit,
    table,
    units_of,
)
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    cluster_head,
    done,
    form,
    head,
    movement_id,
    officer,
    person,
    refused,
    unit_id,
)

NINH_BINH = "BHXH-37"


def told(running: Running, address: str, **query: object) -> dict[str, tuple[object, object]]:
    targets = running.get(f"{address}/plan", **query)["targets"]
    return {each["indicator"]: (each["verdict"], each["official_edition"]) for each in targets}


def test_the_national_targets_stand_with_their_documents(running: Running) -> None:
    begin(running, NINH_BINH)
    found = running.get(movement_path("national-targets"))
    assert found["appraised"] is True
    listed = [
        (goal["indicator"], goal["area"], goal["year"], goal["comparison"], goal["value"]) for goal in found["items"]
    ]
    assert listed == [
        ("BHXH_PCT", "whole", 2020, "above", "50"),
        ("BHYT_PCT", "whole", 2020, "above", "80"),
        ("BHYT_NT_PCT", "rural", 2020, "above", "70"),
    ]
    assert found["items"][0]["source"] == {"document": NQ21, "article": "", "status": "found"}
    assert found["items"][0]["department_id"] == str(unit_id("BAN-THU"))


def test_a_movement_without_national_targets_says_so(running: Running) -> None:
    launch = {"code": "D", "kind": "multi_year", "theme": "x", "contents": ["y"]}
    period = {"period_from": "2014-01-01", "period_to": "2015-12-31"}
    done(running.post("/movements", STANDING_BODY, {**launch, **period}, Effective_At="2013-11-15"), 201)
    assert running.get(f"/movements/{movement_id('D')}/national-targets") == {"appraised": False, "items": []}
    assert refused(running.get_as(AUDITOR, f"/movements/{movement_id('E')}/national-targets")) == (404, "missing")


def test_a_department_that_does_not_exist_is_refused(running: Running) -> None:
    begin(running, NINH_BINH)
    body = {"goals": [{**GOALS[0], "department": "BAN-LA"}]}
    assert refused(running.put(movement_path("national-targets"), STANDING_BODY, body)) == (404, "unknown-department")


def test_a_draft_may_have_gaps_and_tells_its_years(running: Running) -> None:
    begin(running, NINH_BINH)
    gaps = figure("BHYT_PCT", None, None, None, 85.46, 87.28, 89.24, 91.06)
    address = draft(running, NINH_BINH, {"figures": [gaps]})
    found = running.get(f"{address}/plan")
    assert (found["state"], found["edition"], found["submitted_on"], found["late"]) == ("draft", 0, None, None)
    assert found["unit_code"] == NINH_BINH
    [target] = found["targets"]
    assert (target["verdict"], target["department_id"]) == (None, str(unit_id("BAN-BHYT")))
    assert [(each["year"], each["figure"]) for each in target["years"]] == [
        (2017, "85.46"),
        (2018, "87.28"),
        (2019, "89.24"),
        (2020, "91.06"),
    ]
    assert refused(running.post(f"{address}/plan/submission", head(NINH_BINH))) == (409, "year-missing")


def test_the_covenant_has_the_figures_of_the_last_year(running: Running) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH)
    assert [(each["indicator"], each["value"]) for each in running.get(address)["targets"]] == [
        ("BHXH_PCT", "50"),
        ("BHYT_PCT", "80"),
    ]
    changed = running.put(f"{address}/targets", officer(NINH_BINH), {"targets": []})
    assert refused(changed) == (409, "targets-stand-in-the-plan")


def test_the_last_year_below_the_national_target_is_refused_with_figure_year_and_article(running: Running) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH)
    low = {"figures": [figure("BHYT_PCT", *HEALTH[:-1], 79.99)]}
    answer = running.put(f"{address}/plan", officer(NINH_BINH), low)
    assert refused(answer) == (409, "below-national-target")
    problem = answer.json()
    assert problem["detail"] == (f"BHYT_PCT năm 2020: đăng ký 79.99, không được thấp hơn mục tiêu chung 80 ({NQ21}).")
    assert problem["source"]["article"] == "4.3"
    goal = problem["explanation"]["inputs"][1]
    assert (goal["value"], goal["source"]["document"]) == ("80", NQ21)


def test_the_countryside_has_its_own_floor(running: Running) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH, {"figures": [figure("BHYT_NT_PCT", 50, 55, 60, 63, 66, 68, 70)]})
    low = {"figures": [figure("BHYT_NT_PCT", 50, 55, 60, 63, 66, 68, 69)]}
    assert refused(running.put(f"{address}/plan", officer(NINH_BINH), low)) == (409, "below-national-target")


def test_a_head_office_unit_is_not_bound_by_the_provinces_floor(running: Running) -> None:
    begin(running, NINH_BINH)
    address = submit(running, "BAN-KT", {"measures": [measure()]})
    appraise(running, address)
    assert running.get(f"{address}/plan")["state"] == "official"
    done(running.post(f"{address}/agreement", STANDING_BODY, Effective_At="2013-12-12"))
    done(running.post(f"{address}/signature", head("BAN-KT"), Effective_At="2013-12-20"))
    assert running.get(address)["targets"] == []


def test_a_table_is_submitted_in_time_until_the_30th_of_november(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    found = [running.get(f"{submit(running, code, on=on)}/plan") for code, on in DAYS.items()]
    assert [(each["due_on"], each["late"]) for each in found] == [("2013-11-30", False), ("2013-11-30", True)]
    assert [each["state"] for each in found] == ["submitted", "submitted"]
    assert found[0]["due_source"]["document"] == "Văn bản phát động thi đua 2014-2020 của BHXH Việt Nam"


DAYS = {"BHXH-37": "2013-11-30", "BHXH-68": "2013-12-01"}


def test_each_department_appraises_its_own_field(running: Running) -> None:
    begin(running, NINH_BINH)
    address = submit(running, NINH_BINH)
    path, social = f"{address}/plan/appraisals", {"indicator": "BHXH_PCT", "agreed": True}
    assert refused(running.post(path, department("BAN-BHYT"), {"opinions": [social]})) == (403, "forbidden")
    returned = {"indicator": "BHYT_PCT", "agreed": False}
    assert refused(running.post(path, department("BAN-BHYT"), {"opinions": [returned]})) == (422, "nothing-written")
    done(running.post(path, department("BAN-THU"), {"opinions": [social]}, Effective_At="2013-12-10"))
    opinion = {**returned, "reason": "Chưa tính hộ cận nghèo"}
    done(running.post(path, department("BAN-BHYT"), {"opinions": [opinion]}, Effective_At="2013-12-10"))
    assert told(running, address) == {
        "BHXH_PCT": ("agreed", 1),
        "BHYT_PCT": ("returned", None),
        "PCTN": ("proposed", None),
    }
    assert refused(running.post(path, department("BAN-THU"), {"opinions": [social]})) == (409, "appraised-already")
    nothing = {"opinions": [{"indicator": "X", "agreed": True}]}
    assert refused(running.post(path, department("BAN-THU"), nothing)) == (404, "unknown-plan-target")
    assert refused(running.post(f"{address}/agreement", STANDING_BODY)) == (409, "plan-not-official")


def test_appraisal_is_asked_for_once_again_after_an_amendment(running: Running) -> None:
    begin(running, NINH_BINH)
    address = submit(running, NINH_BINH)
    appraise(running, address)
    assert running.get(f"{address}/plan")["state"] == "official"
    raised = {**table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", *HEALTH[:-1], 90)]), "reason": "QĐ 1167"}
    done(running.post(f"{address}/plan/amendments", officer(NINH_BINH), raised, Effective_At="2013-12-20"))
    found = running.get(f"{address}/plan")
    assert (found["state"], found["edition"]) == ("submitted", 2)
    assert told(running, address) == {"BHXH_PCT": ("agreed", 1), "BHYT_PCT": ("proposed", 1), "PCTN": ("agreed", 1)}
    assert [each["value"] for each in running.get(address)["targets"]] == ["50", "90"]
    appraise(running, address, "2013-12-25")
    assert told(running, address)["BHYT_PCT"] == ("agreed", 2)
    assert told(running, address, edition=1)["BHYT_PCT"] == (None, None)


def test_the_old_text_stays_readable_and_the_difference_is_told(running: Running) -> None:
    begin(running, NINH_BINH)
    address = official(running, NINH_BINH)
    thrift = measure(
        indicator="THTK", name="Tiết kiệm", category="thrift", timetable=[{"year": 2016, "task": "Giao khoán"}]
    )
    body = table(
        figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", *HEALTH[:-1], 90, baseline=60)],
        measures=[measure(), thrift],
        reason="Theo QĐ 1167/QĐ-TTg 28/6/2016",
    )
    done(running.post(f"{address}/plan/amendments", officer(NINH_BINH), body, Effective_At="2016-07-15"))
    found = running.get(f"{address}/plan")
    assert [(each["edition"], each["made_on"], each["reason"], each["changed"]) for each in found["editions"]] == [
        (1, "2013-11-30", "", ["BHXH_PCT", "BHYT_PCT", "PCTN"]),
        (2, "2016-07-15", "Theo QĐ 1167/QĐ-TTg 28/6/2016", ["BHYT_PCT", "THTK"]),
    ]
    first = running.get(f"{address}/plan", edition=1)["targets"]
    assert [each["indicator"] for each in first] == ["BHXH_PCT", "BHYT_PCT", "PCTN"]
    assert first[1]["years"][-1] == {"year": 2020, "figure": "80", "task": None}
    changes = running.get(f"{address}/plan/difference", before=1, after=2)["items"]
    assert [tuple(each.values()) for each in changes] == [
        ("BHYT_PCT", "baseline", None, None, "60"),
        ("BHYT_PCT", "year", 2020, "80", "90"),
        ("THTK", "target", None, None, "Tiết kiệm"),
        ("THTK", "year", 2016, None, "Giao khoán"),
    ]
    back = running.get(f"{address}/plan/difference", before=2, after=1)["items"]
    assert [tuple(each.values())[-2:] for each in back][-2:] == [("Tiết kiệm", None), ("Giao khoán", None)]
    types = [each["type"] for each in running.get(f"{address}/plan/history")["items"]]
    assert types[-1] == "covenant.TargetPlanAmended"


def test_what_cannot_be_found_is_not_found(running: Running) -> None:
    begin(running, NINH_BINH)
    assert refused(running.get_as(AUDITOR, f"{covenant_of(NINH_BINH)}/plan")) == (404, "missing")
    address = submit(running, NINH_BINH)
    assert refused(running.get_as(AUDITOR, f"{address}/plan", edition=7)) == (404, "missing")
    assert refused(running.get_as(AUDITOR, f"{covenant_of('BHXH-1')}/plan/difference", before=1, after=2)) == (
        404,
        "missing",
    )


@pytest.mark.parametrize(("before", "after", "field"), [(1, 7, "after"), (5, 7, "before"), (0, 1, "before")])
def test_an_edition_that_there_is_not_differs_from_none(running: Running, before: int, after: int, field: str) -> None:
    begin(running, NINH_BINH)
    address = submit(running, NINH_BINH)
    answer = running.get_as(AUDITOR, f"{address}/plan/difference", before=before, after=after)
    assert (refused(answer), answer.json()["fields"]) == ((404, "unknown-plan-edition"), [field])
    query = "query($id: ID!, $before: Int!, $after: Int!)"
    query += " { planDifference(covenant: $id, before: $before, after: $after) { what } }"
    asked = {"id": address.rsplit("/", 1)[1], "before": before, "after": after}
    body = {"query": query, "variables": asked}
    told = running.client.post("/graphql", json=body, headers=running.headers(AUDITOR)).json()
    assert [each["extensions"]["code"] for each in told["errors"]] == ["unknown-plan-edition"]


def test_a_draft_does_not_differ_from_itself(running: Running) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH)
    assert running.get(f"{address}/plan/difference", before=0, after=0) == {"items": []}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"figures": [figure("BHYT_PCT", *HEALTH[:-1], 79)]}, 409, "below-national-target"),
        ({"figures": [figure("BHYT_PCT", 70, unit_of_measure="người")]}, 409, "other-measure"),
        ({"figures": [figure("X", 70, 60), figure("X", 1)]}, 422, "target-twice"),
        ({"figures": [figure("X", 70, direction="BAND")]}, 422, "band-over-years"),
        ({"figures": [figure("X", years=[{"year": 2021, "figure": 1}])]}, 422, "outside-the-years"),
        (
            {"figures": [figure("X", years=[{"year": 2014, "figure": 1}, {"year": 2014, "figure": 2}])]},
            422,
            "year-twice",
        ),
        ({"figures": [figure("X", -1)]}, 422, "absurd-target"),
        ({"figures": [figure("X", 1001, unit_of_measure="% dân số")]}, 422, "absurd-target"),
        ({"figures": [figure("X", 1, department="BAN-LA")]}, 404, "unknown-department"),
        ({"measures": [measure(requirement="", measures=[])]}, 422, "no-requirement"),
        ({"measures": [measure(timetable=[])]}, 422, "no-requirement"),
        ({"measures": [measure(timetable=[{"year": 2013, "task": "x"}])]}, 422, "outside-the-years"),
    ],
)
def test_a_table_that_cannot_stand_is_refused_and_nothing_is_kept(
    running: Running, body: dict[str, Any], status: int, code: str
) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH)
    before = running.get(f"{address}/plan")
    assert refused(running.put(f"{address}/plan", officer(NINH_BINH), body)) == (status, code)
    assert running.get(f"{address}/plan") == before


def test_a_year_without_a_table_belongs_to_a_short_movement(running: Running) -> None:
    units_of(running, NINH_BINH)
    launch = {"code": "TDTX-2024", "kind": "annual", "theme": "x", "contents": ["y"]}
    period = {"period_from": "2024-01-01", "period_to": "2024-12-31"}
    done(running.post("/movements", STANDING_BODY, {**launch, **period}), 201)
    done(running.post("/covenants", officer(NINH_BINH), {"unit": NINH_BINH, "movement": "TDTX-2024"}), 201)
    [covenant] = running.get("/covenants")["items"]
    answer = running.put(f"/covenants/{covenant['id']}/plan", officer(NINH_BINH), {"figures": []})
    assert refused(answer) == (409, "not-a-long-movement")
    goals = running.put(f"/movements/{movement_id('TDTX-2024')}/national-targets", STANDING_BODY, {"goals": []})
    assert refused(goals) == (409, "not-a-long-movement")


def test_nobody_plans_or_submits_for_another_unit(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68")
    address = draft(running, "BHXH-37")
    assert refused(running.put(f"{address}/plan", officer("BHXH-68"), table())) == (403, "forbidden")
    assert refused(running.post(f"{address}/plan/submission", officer("BHXH-37"))) == (403, "forbidden")
    assert refused(running.post(f"{address}/plan/submission", head("BHXH-68"))) == (403, "forbidden")
    goals = running.put(movement_path("national-targets"), person("unit_head", unit="BHXH-37"), {"goals": []})
    assert refused(goals) == (403, "forbidden")


def test_the_version_guards_a_table(running: Running) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH)
    version = running.get(f"{address}/plan")["version"]
    etag = running.get_as(AUDITOR, f"{address}/plan").headers["ETag"]
    assert etag == f'"{version}"'
    stale = running.put(f"{address}/plan", officer(NINH_BINH), table(), If_Match=f'"{version + 1}"')
    assert refused(stale) == (412, "stale-version")
    done(running.put(f"{address}/plan", officer(NINH_BINH), table(measures=[]), If_Match=etag))


def test_a_repeat_with_the_same_key_is_recorded_once(running: Running) -> None:
    begin(running, NINH_BINH)
    address = draft(running, NINH_BINH)
    answers = [
        running.post(f"{address}/plan/submission", head(NINH_BINH), Idempotency_Key="one").json() for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert running.get(f"{address}/plan")["edition"] == 1


def test_tables_are_listed_by_cluster_province_unit_and_state(running: Running) -> None:
    begin(running, "BHXH-37", "BHXH-68", "BHXH-62")
    form(running, "BHXH-37", "BHXH-62")
    submit(running, "BHXH-37")
    draft(running, "BHXH-68")
    draft(running, "BHXH-62")

    def found(**query: object) -> list[str]:
        return sorted(
            each["unit_code"] for each in running.get("/plans", movement=movement_id(MOVEMENT), **query)["items"]
        )

    assert found() == ["BHXH-37", "BHXH-62", "BHXH-68"]
    assert found(state="draft") == ["BHXH-62", "BHXH-68"]
    misspelt = running.get_as(AUDITOR, "/plans", state="offical")
    assert refused(misspelt) == (422, "invalid-input")
    assert all(each in misspelt.text for each in ("draft", "submitted", "official"))
    assert found(unit=unit_id("BHXH-68")) == ["BHXH-68"]
    assert found(province=unit_id("BHXH-37")) == ["BHXH-37"]
    assert found(cluster=running.get("/clusters")["items"][0]["id"]) == ["BHXH-37", "BHXH-62"]
    page = running.get("/plans", limit=2)
    rest = running.get("/plans", limit=2, after=page["next"])
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)


def test_without_appraisal_a_table_is_official_once_submitted(running: Running) -> None:
    begin(running, NINH_BINH, appraised=False)
    address = submit(running, NINH_BINH)
    assert running.get(f"{address}/plan")["state"] == "official"
    form(running, NINH_BINH)
    done(running.post(f"{address}/agreement", cluster_head(NINH_BINH), Effective_At="2024-02-01"))
    done(running.post(f"{address}/signature", head(NINH_BINH), Effective_At="2024-02-02"))
    amended = {**table(measures=[measure(requirement="Khác")]), "reason": "Bổ sung"}
    done(running.post(f"{address}/plan/amendments", officer(NINH_BINH), amended, Effective_At="2013-12-01"))
    assert running.get(f"{address}/plan")["state"] == "official"
    assert running.get(address)["state"] == "signed"
