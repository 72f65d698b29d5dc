"""E1: what the standing council body sees of the blocks and clusters: who lacks what, who is late."""

from __future__ import annotations

import sqlalchemy as sa

from services.covenant.views.clusters import MEMBERS
from tests.covenant.cluster_life import inspect, issue_twice, plan_year
from tests.covenant.running import STANDING_BODY, Running, begin_year, cluster_id, done, establish, form, unit_id


def test_who_lacks_rules_or_plans_and_who_is_late_shows_as_of_a_day(running: Running) -> None:
    assert running.get("/cluster-oversight") == {"items": [], "next": None}
    begin_year(running)
    establish(running, "BHXH-70")
    form(running, "BHXH-70", code="2024/VIII")
    national = {"code": "TOAN-NGANH", "name": "Toàn ngành", "kind": "national"}
    done(running.post("/clusters", STANDING_BODY, national, Effective_At="2024-01-01"), 201)
    issue_twice(running)
    plan_year(running)
    inspect(running)

    def found(at: str, **wanted: object) -> list[tuple[object, ...]]:
        shown = ("code", "has_rules", "has_programme", "late_items", "open_findings", "overdue_findings")
        rows = running.get("/cluster-oversight", at=at, **wanted)["items"]
        return [tuple(row[name] for name in shown) for row in rows]

    nothing = ("2024/VIII", False, False, 0, 0, 0)
    assert found("2024-02-29") == [("2024/VII", False, True, 0, 0, 0), nothing]
    assert found("2024-04-01") == [("2024/VII", True, True, 0, 0, 0), nothing]
    assert found("2024-05-20") == [("2024/VII", True, True, 2, 1, 1), nothing]
    assert (found("2024-04-01", lacking=True), found("2024-04-01", lacking=False)) == (
        [nothing],
        [("2024/VII", True, True, 0, 0, 0)],
    )
    assert found("2024-04-01", year=2025)[0] == ("2024/VII", True, False, 0, 0, 0)
    query = """{ clusterOversight(at: "2024-05-20", lacking: true, first: 1) {
      nodes { code kind hasRules hasProgramme lateItems openFindings overdueFindings } pageInfo { hasNextPage } } }"""
    seen = running.graph(query)["clusterOversight"]
    figures = {"lateItems": 2, "openFindings": 1, "overdueFindings": 1}
    assert seen["nodes"] == [{"code": "2024/VII", "kind": "CLUSTER", "hasRules": True, "hasProgramme": True, **figures}]
    assert seen["pageInfo"] == {"hasNextPage": True}


def test_the_first_day_of_all_calendars_can_be_asked_of(running: Running) -> None:
    begin_year(running)
    for path in ("/oversight", "/reminders", "/cluster-oversight"):
        assert running.get(path, at="0001-01-01")["items"] == []


def test_a_unit_that_an_old_log_has_in_two_clusters_shows_each_of_its_matters_once(running: Running) -> None:
    begin_year(running)
    establish(running, "BHXH-70")
    form(running, "BHXH-70", code="2024/VIII")
    before = running.get("/oversight", at="2024-07-01", limit=200)["items"]
    eight, office = cluster_id("2024/VIII"), unit_id("BHXH-62")
    with running.service.store.recorder.engine.begin() as connection:
        version = connection.scalar(sa.select(MEMBERS.c.version).where(MEMBERS.c.cluster_id == eight))
        connection.execute(MEMBERS.insert(), {"cluster_id": eight, "version": version, "place": 2, "unit_id": office})
    assert [row["code"] for row in running.get(f"/clusters/{eight}", at="2024-07-01")["members"]][1:] == ["BHXH-62"]
    assert running.get("/oversight", at="2024-07-01", limit=200)["items"] == before
    read, after = list[object](), None
    while page := running.get("/oversight", at="2024-07-01", limit=1, after=after):
        read += page["items"]
        if (after := page["next"]) is None:
            break
    assert read == before
