"""The rules themselves over REST and in the graph: by day, chapter and status, through the eras, between two days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.running import LAUNCH, RULEBOOKS, STANDING_BODY, Running, done, person, refused

SHARE = "quotas.government_flag.share"


def every(running: Running, path: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = running.get(path, limit=40, after=after, **query)
        found += page["items"]
        after = page["next"]
        if after is None:
            return found


def test_what_applied_on_a_day_tells_value_unit_source_and_days(running: Running) -> None:
    [found] = [each for each in every(running, "/rules", at="2019-06-01") if each["key"] == SHARE]
    assert {name: found[name] for name in ("value", "unit", "since", "until", "source")} == {
        "value": "1/5",
        "unit": {"vi": "phần của cơ sở tính", "en": "part of the basis"},
        "since": "2017-10-01",
        "until": "2023-12-31",
        "source": {
            "document": "NĐ 91/2017/NĐ-CP",
            "article": "Điều 11; CV 5007/BNV-TĐKT 05/09/2023",
            "status": "found",
        },
    }


def test_what_is_still_unverified_is_listed_by_chapter(running: Running) -> None:
    found = every(running, "/rules", at="2021-12-21", chapter="clusters", status="unverified")
    assert [each["key"] for each in found] == [f"clusters.bands.{least}" for least in (1, 10, 15, 20, 25)]
    assert every(running, "/rules", at="2021-12-22", chapter="clusters", status="unverified") == []


def test_one_figure_goes_through_the_eras(running: Running) -> None:
    found = running.get("/rules/deadlines.government_flag_dossier", at="2024-05-01")
    assert [(each["value"], each["since"]) for each in found["rules"] if each["applies"]] == [
        ("30/06 (Y+1)", "2024-01-01")
    ]
    assert found["rules"][0]["until"] == "2017-09-30"


def test_two_days_differ_by_what_changed(running: Running) -> None:
    found = {
        each["key"]: each for each in every(running, "/rule-changes", **{"from": "2023-12-31", "to": "2024-01-01"})
    }
    assert found["quotas.base_fighters.share"]["after"] is None
    dossier = found["deadlines.government_flag_dossier"]
    assert (dossier["before"]["value"], dossier["after"]["value"]) == ("31/03 (Y+1)", "30/06 (Y+1)")
    assert every(running, "/rule-changes", **{"from": "2024-01-01", "to": "2024-01-01"}) == []


def test_the_eras_are_listed_and_the_lead_is_no_era(running: Running) -> None:
    found = running.get("/rule-eras")
    assert [each["version"] for each in found] == [era.version for era in (*RULEBOOKS.eras, *RULEBOOKS.leads)]
    assert [each["id"] for each in found if not each["enabled"]] == ["law-2026"]
    assert all(each["unverified"] > 0 for each in found)


@pytest.mark.parametrize(
    ("path", "query", "refusal"),
    [
        ("/rules", {"at": "1999-01-01"}, (422, "no-rules-yet")),
        ("/rules", {"chapter": "quota"}, (422, "unknown-chapter")),
        ("/rules", {"after": "nothing"}, (422, "bad-cursor")),
        ("/rules/quotas.government_flag", {}, (404, "unknown-rule-key")),
        ("/rules-applying", {"at": "1990-01-01"}, (422, "no-rules-yet")),
        ("/rules-applying", {"rulebook": "law-1999"}, (422, "unknown-rules")),
        ("/rules-applying", {"rulebook": "law-2026"}, (409, "rules-not-in-force")),
    ],
)
def test_a_senseless_question_is_refused(
    running: Running, path: str, query: dict[str, str], refusal: tuple[int, str]
) -> None:
    assert refused(running.get_as(STANDING_BODY, path, **query)) == refusal


def test_a_day_before_all_rules_is_told_under_the_name_it_was_asked_by(running: Running) -> None:
    early, late = "1999-01-01", "2024-01-01"
    asked = (
        ("/rules", {"at": early}),
        *(("/rule-changes", {"from": a, "to": b}) for a, b in ((early, late), (late, early))),
    )
    assert [running.get_as(STANDING_BODY, path, **query).json()["fields"] for path, query in asked] == [
        ["at"],
        ["from"],
        ["to"],
    ]


@pytest.mark.parametrize(
    "path",
    ["/rules", f"/rules/{SHARE}", "/rule-changes?from=2023-12-31&to=2024-01-01", "/rule-eras", "/rules-applying"],
)
def test_whoever_is_signed_in_reads_the_rules(running: Running, path: str) -> None:
    assert running.client.get(path, headers=running.headers(person("admin"))).status_code == 200
    assert running.client.get(path).status_code == 401


def test_which_rules_apply_is_told_with_the_reason(running: Running) -> None:
    by_day = running.get("/rules-applying", at="2019-06-01")
    named = running.get("/rules-applying", at="2019-06-01", rulebook="law-2003")
    assert [each["rulebook"] for each in (by_day, named)] == [
        RULEBOOKS.by_id(era).version for era in ("qd234-2018", "law-2003")
    ]
    assert named["why"]["tree"]["formula_en"] == "named by the request"


def test_a_command_goes_by_the_rules_it_names(running: Running) -> None:
    answer = running.post("/movements", STANDING_BODY, LAUNCH, Rulebook="law-2003", Effective_At="2024-01-10")
    receipt = done(answer, 201)
    movement = running.get(f"/movements/{receipt['id']}")
    assert movement["rulebook"] == RULEBOOKS.by_id("law-2003").version
    assert movement["covenant_signing_source"]["status"] == "found"
    assert receipt["details"]["rules"]["inputs"][0]["value"] == RULEBOOKS.by_id("law-2022").version


def test_a_repeat_that_names_other_rules_is_another_command(running: Running) -> None:
    key = {"Idempotency_Key": "once", "Effective_At": "2024-01-10"}
    first = done(running.post("/movements", STANDING_BODY, LAUNCH, **key, Rulebook="law-2003"), 201)
    again = running.post("/movements", STANDING_BODY, LAUNCH, **key, Rulebook="law-2003")
    assert again.json() == first
    other = running.post("/movements", STANDING_BODY, LAUNCH, **key, Rulebook="law-2022")
    assert refused(other) == (422, "idempotency-key-reused")


def test_the_graph_tells_the_same(running: Running) -> None:
    found = running.graph(
        """query($key: String!) {
          rules(at: "2019-06-01", chapter: "quotas", first: 2) { nodes { key value applies } pageInfo { hasNextPage } }
          rule(key: $key) { value since until applies source { document status } unit { en } }
          ruleChanges(earlier: "2023-12-31", later: "2024-01-01", first: 200) {
            nodes { key before { value } after { value } }
          }
          ruleEras { id enabled unverified texts { document } }
          rulesApplying(at: "2019-06-01", rulebook: "law-2003") { rulebook why { formula formulaEn } }
          unverified: rules(at: "2021-12-21", chapter: "clusters", status: UNVERIFIED) { nodes { key } }
        }""",
        key=SHARE,
    )
    assert found["rules"]["pageInfo"]["hasNextPage"]
    assert [each["value"] for each in found["rule"] if each["applies"]] == ["1/5"]
    changed = {each["key"]: each for each in found["ruleChanges"]["nodes"]}
    assert changed["quotas.base_fighters.share"] == {
        "key": "quotas.base_fighters.share",
        "before": {"value": "3/20"},
        "after": None,
    }
    assert [each["id"] for each in found["ruleEras"] if not each["enabled"]] == ["law-2026"]
    named = {"formula": "nêu đích danh trong yêu cầu", "formulaEn": "named by the request"}
    assert found["rulesApplying"] == {"rulebook": RULEBOOKS.by_id("law-2003").version, "why": named}
    assert len(found["unverified"]["nodes"]) == 5


def test_a_mutation_goes_by_the_rules_it_names(running: Running) -> None:
    launch = """mutation($terms: Terms) {
      launchMovement(
        launch: { code: "TDTX-2024", kind: ANNUAL, theme: "Thi đua", contents: ["Thu"],
                    periodFrom: "2024-01-01", periodTo: "2024-12-31" }
        terms: $terms
      ) { ... on Receipt { details } ... on Refusal { code } }
    }"""
    terms = {"effectiveAt": "2024-01-10T00:00:00+07:00", "idempotencyKey": "once"}
    lead = running.graph(launch, STANDING_BODY, terms={**terms, "rulebook": "law-2026"})
    assert lead["launchMovement"] == {"code": "rules-not-in-force"}
    done_so = running.graph(launch, STANDING_BODY, terms={**terms, "rulebook": "nd65-2014"})
    assert done_so["launchMovement"]["details"]["rules"]["value"] == RULEBOOKS.by_id("nd65-2014").version
    assert running.graph(launch, STANDING_BODY, terms={**terms, "rulebook": "nd65-2014"}) == done_so
    other = running.graph(launch, STANDING_BODY, terms=terms)
    assert other["launchMovement"] == {"code": "idempotency-key-reused"}
