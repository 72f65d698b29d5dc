"""E1: what the standing council body sees of the blocks and clusters: who lacks what, who is late."""

from __future__ import annotations

from tests.covenant.cluster_life import inspect, issue_twice, plan_year
from tests.covenant.running import STANDING_BODY, Running, begin_year, done, establish, form


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
