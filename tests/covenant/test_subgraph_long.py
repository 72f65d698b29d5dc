"""Targets over years through the subgraph: the same commands, reads and refusals as over REST."""

from __future__ import annotations

from typing import Any

from kernel.identity import Principal
from tests.covenant.long import (
    GOALS,
    HEALTH,
    LAUNCH,
    MOVEMENT,
    SOCIAL,
    begin,
    confirm,
    department,
    done_measure,
    figure,
    measure,
    official,
    reached,
    record,
    table,
    units_of,
)
from tests.covenant.running import STANDING_BODY, Running, covenant_id, done, head, movement_id, officer

NINH_BINH = "BHXH-37"
RESULT = "{ __typename ... on Receipt { version } ... on Refusal { code } }"


def ordered(running: Running, who: Principal, mutation: str, **variables: object) -> Any:
    """The answer of one mutation, by the name it has first."""
    return next(iter(running.graph(mutation, who, **variables).values()))


def said(target: dict[str, Any]) -> dict[str, Any]:
    """A target of REST as the graph takes it."""
    enums: dict[str, Any] = {name: target[name].upper() for name in ("category", "area") if name in target}
    years = [{"year": each["year"], "figure": str(each["figure"])} for each in target.get("years", [])]
    renamed = {"unitOfMeasure": target["unit_of_measure"]} if "unit_of_measure" in target else {}
    plain = {name: value for name, value in target.items() if name not in {"unit_of_measure", "years", *enums}}
    return {**plain, **renamed, **enums, **({"years": years} if years else {})}


def terms(day: str, version: int | None = None) -> dict[str, object]:
    return {"effectiveAt": f"{day}T05:00:00Z", "expectedVersion": version}


def test_a_long_movement_is_played_through_the_graph(running: Running) -> None:
    units_of(running, NINH_BINH)
    units_of(running, "BAN-THU", "BAN-BHYT", "BAN-KT", kind="head_office")
    done(running.post("/movements", STANDING_BODY, LAUNCH, Effective_At="2013-10-01"), 201)
    movement, covenant = str(movement_id(MOVEMENT)), str(covenant_id(NINH_BINH, MOVEMENT))
    goals = [
        {
            "indicator": goal["indicator"],
            "name": goal["name"],
            "unitOfMeasure": goal["unit_of_measure"],
            "year": goal["year"],
            "value": str(goal["value"]),
            "document": goal["document"],
            "comparison": "ABOVE",
            "area": goal.get("area", "whole").upper(),
            "department": goal["department"],
        }
        for goal in GOALS
    ]
    answer = ordered(
        running,
        STANDING_BODY,
        f"mutation($m: ID!, $g: [NationalTargetInput!]!) {{ setNationalTargets(movement: $m, goals: $g) {RESULT} }}",
        m=movement,
        g=goals,
    )
    assert answer == {"__typename": "Receipt", "version": 2}
    drafted = {"unit": NINH_BINH, "movement": MOVEMENT}
    done(running.post("/covenants", officer(NINH_BINH), drafted, Effective_At="2013-11-01"), 201)
    set_plan = f"""mutation($c: ID!, $t: TargetTableInput!, $w: Terms) {{
      setTargetPlan(covenant: $c, table: $t, terms: $w) {RESULT} }}"""
    low = {"figures": [said(figure("BHYT_PCT", *HEALTH[:-1], 79))]}
    when = terms("2013-11-02")
    refusal = ordered(running, officer(NINH_BINH), set_plan, c=covenant, t=low, w=when)
    assert refusal == {"__typename": "Refusal", "code": "below-national-target"}
    whole = {
        "figures": [said(figure("BHXH_PCT", *SOCIAL)), said(figure("BHYT_PCT", *HEALTH))],
        "measures": [said(measure())],
    }
    assert ordered(running, officer(NINH_BINH), set_plan, c=covenant, t=whole, w=when)["version"] == 2
    submit = f"mutation($c: ID!, $w: Terms) {{ submitTargetPlan(covenant: $c, terms: $w) {RESULT} }}"
    assert ordered(running, head(NINH_BINH), submit, c=covenant, w=terms("2013-11-30", 2))["version"] == 3
    appraise = f"""mutation($c: ID!, $o: [OpinionInput!]!, $w: Terms) {{
      appraiseTargets(covenant: $c, opinions: $o, terms: $w) {RESULT} }}"""
    for by, indicators in (("BAN-THU", ["BHXH_PCT"]), ("BAN-BHYT", ["BHYT_PCT"]), ("BAN-KT", ["PCTN"])):
        opinions = [{"indicator": each, "agreed": True} for each in indicators]
        answer = ordered(running, department(by), appraise, c=covenant, o=opinions, w=terms("2013-12-10"))
        assert answer["__typename"] == "Receipt"
    year = f"""mutation($c: ID!, $f: [FindingInput!]!, $r: String!, $w: Terms) {{
      recordYear(covenant: $c, year: 2014, findings: $f, reason: $r, terms: $w) {RESULT} }}"""
    findings = [{**reached("BHXH_PCT", "20")}, {**reached("BHYT_PCT", "81")}, done_measure()]
    recorded = ordered(running, officer(NINH_BINH), year, c=covenant, f=findings, r="", w=terms("2014-12-20"))
    assert recorded["__typename"] == "Receipt"
    look = f"""mutation($c: ID!, $l: [LookInput!]!, $w: Terms) {{
      lookAtYear(covenant: $c, year: 2014, looks: $l, terms: $w) {RESULT} }}"""
    looks = [{"indicator": "BHYT_PCT", "confirmed": True}]
    assert ordered(running, department("BAN-BHYT"), look, c=covenant, l=looks, w=terms("2014-12-22"))["version"] == 2
    amend = f"""mutation($c: ID!, $t: TargetTableInput!, $w: Terms) {{
      amendTargetPlan(covenant: $c, table: $t, reason: "QĐ 1167", terms: $w) {RESULT} }}"""
    raised = {**whole, "figures": [whole["figures"][0], said(figure("BHYT_PCT", 70, 81, 82, 83, 84, 85, 90))]}
    answer = ordered(running, officer(NINH_BINH), amend, c=covenant, t=raised, w=terms("2015-02-01"))
    assert answer["__typename"] == "Receipt"
    freeze = f"""mutation($m: ID!, $w: Terms) {{
      freezeMovementReview(movement: $m, through: 2015, terms: $w) {RESULT} }}"""
    assert ordered(running, STANDING_BODY, freeze, m=movement, w=terms("2015-12-31"))["version"] == 2
    assert running.graph(PLAN, c=covenant)["covenant"]["plan"] == {
        "state": "SUBMITTED",
        "edition": 2,
        "late": False,
        "unit": {"code": NINH_BINH},
        "targets": [
            {"indicator": "BHXH_PCT", "verdict": "AGREED", "department": {"code": "BAN-THU"}, "officialEdition": 1},
            {"indicator": "BHYT_PCT", "verdict": "PROPOSED", "department": {"code": "BAN-BHYT"}, "officialEdition": 1},
            {"indicator": "PCTN", "verdict": "AGREED", "department": {"code": "BAN-KT"}, "officialEdition": 1},
        ],
        "editions": [{"edition": 1, "reason": ""}, {"edition": 2, "reason": "QĐ 1167"}],
        "years": [
            {
                "year": 2014,
                "findings": [
                    {"indicator": "BHXH_PCT", "outcome": "REACHED", "standing": "RECORDED", "actual": "20"},
                    {"indicator": "BHYT_PCT", "outcome": "REACHED", "standing": "CONFIRMED", "actual": "81"},
                    {"indicator": "PCTN", "outcome": "REACHED", "standing": "RECORDED", "actual": None},
                ],
            }
        ],
    }


PLAN = """query($c: ID!) { covenant(id: $c) { plan {
  state edition late unit { code }
  targets { indicator verdict department { code } officialEdition }
  editions { edition reason }
  years { year findings { indicator outcome standing actual } }
} } }"""


def test_progress_early_finishers_and_editions_are_read_through_the_graph(running: Running) -> None:
    begin(running, NINH_BINH)
    address = official(running, NINH_BINH)
    record(running, NINH_BINH, 2014, reached("BHXH_PCT", 20), reached("BHYT_PCT", 81), done_measure())
    confirm(running, NINH_BINH, 2014, "BHYT_PCT")
    body = table(
        figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 81, 82, 83, 84, 85, 90)], reason="QĐ 1167"
    )
    done(running.post(f"{address}/plan/amendments", officer(NINH_BINH), body, Effective_At="2015-02-01"))
    review = {"through": 2014}
    path = f"/movements/{movement_id(MOVEMENT)}/reviews"
    done(running.post(path, STANDING_BODY, review, Effective_At="2014-12-31"), 201)
    found = running.graph(READ, m=str(movement_id(MOVEMENT)), c=str(covenant_id(NINH_BINH, MOVEMENT)))
    assert found["movement"] == {
        "targetsAppraised": True,
        "nationalTargets": [
            {"indicator": "BHXH_PCT", "comparison": "ABOVE", "value": "50", "department": {"code": "BAN-THU"}},
            {"indicator": "BHYT_PCT", "comparison": "ABOVE", "value": "80", "department": {"code": "BAN-BHYT"}},
            {"indicator": "BHYT_NT_PCT", "comparison": "ABOVE", "value": "70", "department": {"code": "BAN-BHYT"}},
        ],
        "reviewEditions": [
            {"through": 2014, "kind": "MID_TERM", "edition": 1, "units": 1, "reached": 3, "unreviewedBefore": 0}
        ],
    }
    line = {"unit": {"code": NINH_BINH}, "indicator": "BHYT_PCT", "year": 2014, "actual": "81", "outcome": "REACHED"}
    assert found["earlyFinishers"]["nodes"] == [line]
    assert found["reached"]["nodes"][1] == line
    assert found["open"]["nodes"] == [
        {"indicator": "BHXH_PCT", "year": year, "outcome": "UNREVIEWED"} for year in (2015, 2016)
    ]
    assert found["open"] == found["named"]
    assert found["open"]["pageInfo"]["hasNextPage"] is True
    assert found["targetPlans"]["nodes"] == [{"state": "SUBMITTED", "unit": {"code": NINH_BINH}}]
    assert found["movementReviewUnits"]["nodes"] == [
        {
            "unit": {"code": NINH_BINH},
            "planned": 3,
            "reached": 3,
            "unreviewedBefore": 0,
            "unconfirmed": 2,
            "finishedIn": None,
        }
    ]
    assert found["planDifference"][-1] == {
        "indicator": "BHYT_PCT",
        "what": "year",
        "year": 2020,
        "before": "80",
        "after": "90",
    }


READ = """query($m: ID!, $c: ID!) {
  movement(id: $m) {
    targetsAppraised
    nationalTargets { indicator comparison value department { code } }
    reviewEditions { through kind edition units reached unreviewedBefore }
  }
  earlyFinishers(movement: $m) { nodes { unit { code } indicator year actual outcome } }
  reached: movementProgress(movement: $m, outcome: REACHED, merged: true) {
    nodes { unit { code } indicator year actual outcome }
  }
  open: movementProgress(movement: $m, unreviewed: true, indicator: "BHXH_PCT", first: 2) {
    nodes { indicator year outcome } pageInfo { hasNextPage }
  }
  named: movementProgress(movement: $m, outcome: UNREVIEWED, indicator: "BHXH_PCT", first: 2) {
    nodes { indicator year outcome } pageInfo { hasNextPage }
  }
  targetPlans(movement: $m) { nodes { state unit { code } } }
  movementReviewUnits(movement: $m, through: 2014, edition: 1) {
    nodes { unit { code } planned reached unreviewedBefore unconfirmed finishedIn }
  }
  planDifference(covenant: $c, before: 1, after: 2) { indicator what year before after }
}"""


def test_a_yearly_covenant_has_no_table(running: Running) -> None:
    begin(running, NINH_BINH)
    drafted = {"unit": NINH_BINH, "movement": MOVEMENT}
    done(running.post("/covenants", officer(NINH_BINH), drafted), 201)
    found = running.graph(PLAN, c=str(covenant_id(NINH_BINH, MOVEMENT)))
    assert found["covenant"] == {"plan": None}


LOAD = """mutation($movement: ID!, $rows: [TargetRowInput!]!, $preview: Boolean!, $terms: Terms) {
  loadTargetRows(movement: $movement, rows: $rows, preview: $preview, terms: $terms) {
    __typename ... on Receipt { details } ... on Refusal { code } } }"""


def test_figures_are_loaded_through_the_graph_with_a_verdict_per_row(running: Running) -> None:
    begin(running, NINH_BINH)
    row = {"unit": NINH_BINH, "indicator": "BHYT_PCT", "name": "BHYT", "unitOfMeasure": "% dân số"}
    stranger, found = {**row, "unit": "BHXH-99", "year": 2020, "figure": "90"}, {**row, "year": 2020, "figure": "91.06"}
    rows = [found, {**row, "year": 2019}, stranger, {**row, "year": 2022, "figure": "92"}]

    def load(who: Principal = STANDING_BODY, *, preview: bool = False, given: list[dict[str, Any]] = rows) -> Any:
        said_of = {"movement": str(movement_id(MOVEMENT)), "rows": given, "preview": preview}
        return ordered(running, who, LOAD, **said_of, terms={**terms("2013-11-15"), "idempotencyKey": None})

    def verdicts(answer: Any) -> list[tuple[int, str, str | None]]:
        told = answer["details"]["verdicts"]
        return [(each["row"], each["verdict"], each.get("problem", {}).get("code")) for each in told]

    expected = [(1, "set", None), (2, "not_found", None), (3, "refused", "unknown-unit")]
    expected += [(4, "refused", "outside-the-years")]
    previewed = load(preview=True)
    assert (verdicts(previewed), running.get("/plans")["items"]) == (expected, [])
    loaded = load()
    assert (verdicts(loaded), loaded["details"]["counts"]) == (expected, {"not_found": 1, "refused": 2, "set": 1})
    [target] = running.get(f"/covenants/{covenant_id(NINH_BINH, MOVEMENT)}/plan")["targets"]
    assert [(each["year"], each["figure"]) for each in target["years"]] == [(2020, "91.06")]
    assert verdicts(load())[0] == (1, "unchanged", None)
    assert load(officer(NINH_BINH)) == {"__typename": "Refusal", "code": "forbidden"}
    assert load(given=[]) == {"__typename": "Refusal", "code": "no-target-rows"}
    assert load(given=[found] * 5001) == {"__typename": "Refusal", "code": "too-many-rows"}
