"""A5: operating rules over REST and in the graph."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.cluster_life import AMENDMENT, HEAD, ISSUE, RULES, TEXT, issue_twice
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    begin_year,
    cluster_head,
    cluster_id,
    done,
    head,
    officer,
    refused,
)


def test_the_rules_in_force_are_those_of_the_day(running: Running) -> None:
    begin_year(running)
    issue_twice(running)
    days = ("2024-02-29", "2024-03-01", "2024-06-30", "2024-07-01")
    found = [running.get(RULES, at=each)["in_force"] for each in days]
    assert [each and (each["edition"], len(each["articles"]), each["document"]) for each in found] == [
        None,
        (1, 2, "QC 01/CTĐ-VII"),
        (1, 2, "QC 01/CTĐ-VII"),
        (2, 1, "QC 02/CTĐ-VII"),
    ]


def test_a_withdrawal_brings_the_edition_before_back(running: Running) -> None:
    begin_year(running)
    issue_twice(running)
    body = {"edition": 2, "reason": "Trái quy định"}
    done(running.post(f"{RULES}/withdrawal", HEAD, body, Effective_At="2024-08-01"))
    found = [running.get(RULES, at=each)["in_force"]["edition"] for each in ("2024-07-31", "2024-08-01")]
    assert found == [2, 1]
    types = [each["type"].removeprefix("covenant.OperatingRules") for each in running.get(f"{RULES}/history")["items"]]
    assert types == ["Drafted", "Issued", "AmendmentDrafted", "Issued", "Withdrawn"]


def test_editions_are_listed_with_filters_and_pages(running: Running) -> None:
    assert running.get("/operating-rules") == {"items": [], "next": None}
    begin_year(running)
    issue_twice(running)
    done(running.put(f"{RULES}/draft", HEAD, AMENDMENT, Effective_At="2024-09-01"))
    own = str(cluster_id("2024/VII"))

    def found(**wanted: object) -> list[int]:
        return [each["edition"] for each in running.get("/operating-rules", **wanted)["items"]]

    assert (found(), found(cluster=own)) == ([1, 2, 3], [1, 2, 3])
    assert refused(running.get_as(AUDITOR, "/operating-rules", cluster="IX")) == (404, "unknown-cluster")
    assert (found(issued=True), found(issued=False), found(in_force_on="2024-03-01")) == ([1, 2], [3], [1])
    first = running.get("/operating-rules", limit=2)
    second = running.get("/operating-rules", limit=2, after=first["next"])
    assert [[each["edition"] for each in page["items"]] for page in (first, second)] == [[1, 2], [3]]


@pytest.mark.parametrize("who", [STANDING_BODY, AUDITOR, officer("BHXH-64"), head("BHXH-62"), cluster_head("X", "IX")])
def test_others_do_not_draft(running: Running, who: Any) -> None:
    begin_year(running)
    assert refused(running.put(f"{RULES}/draft", who, TEXT)) == (403, "forbidden")


def test_a_former_head_is_told_who_leads(running: Running) -> None:
    begin_year(running)
    done(running.put(f"{RULES}/draft", HEAD, TEXT))
    answer = running.post(f"{RULES}/issue", cluster_head("BHXH-64"), ISSUE)
    assert refused(answer) == (409, "not-head-in-office")
    assert answer.json()["detail_en"].startswith("On 2024-12-31 the head of 2024/VII is BHXH-62")
    assert answer.json()["source"]["document"] == "CV 4268/BHXH-TĐKT 22/12/2021"


def test_before_any_draft_there_is_nothing(running: Running) -> None:
    begin_year(running)
    assert refused(running.get_as(AUDITOR, RULES)) == (404, "missing")
    assert refused(running.post(f"{RULES}/issue", HEAD, ISSUE)) == (404, "no-operating-rules")


def test_the_version_guards_a_draft(running: Running) -> None:
    begin_year(running)
    issue_twice(running)
    etag = running.get_as(AUDITOR, RULES).headers["ETag"]
    assert etag == '"4"'
    assert refused(running.put(f"{RULES}/draft", HEAD, AMENDMENT, If_Match='"3"')) == (412, "stale-version")
    done(running.put(f"{RULES}/draft", HEAD, AMENDMENT, If_Match=etag))


def test_a_repeated_key_drafts_once(running: Running) -> None:
    begin_year(running)
    first, second = (running.put(f"{RULES}/draft", HEAD, TEXT, Idempotency_Key="du-thao-1") for _ in range(2))
    assert (first.json(), second.headers["Idempotent-Replayed"]) == (second.json(), "true")


DRAFT = """mutation($cluster: ID!, $articles: [RulesArticleInput!]!) {
  draftOperatingRules(cluster: $cluster, title: "Quy chế", articles: $articles,
  terms: {effectiveAt: "2024-02-01T05:00:00Z"}) { __typename ... on Refusal { code } } }"""
ISSUE_IT = """mutation($cluster: ID!) { issueOperatingRules(cluster: $cluster, document: "QC 01",
  effectiveFrom: "2024-03-01", terms: {effectiveAt: "2024-02-10T05:00:00Z"}) { __typename ... on Refusal { code } } }"""
WITHDRAW = """mutation($cluster: ID!) { withdrawOperatingRules(cluster: $cluster, edition: 1, reason: "Sai",
  terms: {effectiveAt: "2024-05-01T05:00:00Z"}) { __typename ... on Refusal { code } } }"""
ASK = """query($at: Date) { cluster(code: "2024/VII", at: $at) {
  operatingRules { edition articles { heading text } document effectiveFrom withdrawnFrom }
  operatingRulesEditions { edition issuedOn version } } }"""


def test_the_graph_drafts_issues_withdraws_and_shows(running: Running) -> None:
    begin_year(running)
    own = str(cluster_id("2024/VII"))
    articles = [{"heading": "Nguyên tắc", "text": "Công khai"}]
    assert running.graph(DRAFT, HEAD, cluster=own, articles=[])["draftOperatingRules"]["code"] == "no-articles"
    assert running.graph(DRAFT, HEAD, cluster=own, articles=articles)["draftOperatingRules"] == {
        "__typename": "Receipt"
    }
    assert running.graph(ISSUE_IT, HEAD, cluster=own)["issueOperatingRules"] == {"__typename": "Receipt"}
    found = running.graph(ASK, at="2024-04-01")["cluster"]
    assert found == {
        "operatingRules": {
            "edition": 1,
            "articles": articles,
            "document": "QC 01",
            "effectiveFrom": "2024-03-01",
            "withdrawnFrom": None,
        },
        "operatingRulesEditions": [{"edition": 1, "issuedOn": "2024-02-10", "version": 2}],
    }
    assert running.graph(WITHDRAW, HEAD, cluster=own)["withdrawOperatingRules"] == {"__typename": "Receipt"}
    assert running.graph(ASK, at="2024-06-01")["cluster"]["operatingRules"] is None
