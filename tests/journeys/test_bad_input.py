"""Bad input over HTTP, on a copy of the played year: a clear answer in both languages, and nothing half-written."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from kernel.aggregate import identity
from kernel.identity import DevelopmentIssuer, Principal
from tests.support.server import Person, Server, run
from tests.support.year import (
    AUDITOR,
    BUSINESS_SYSTEM,
    DRIVE,
    MOVEMENT,
    STANDING_BODY,
    Json,
    Year,
    cluster_head,
    head,
    officer,
    positions,
    unit_id,
)

pytestmark = pytest.mark.journey

MEMBERS = {"type", "code", "status", "title", "title_en", "detail", "detail_en", "source", "fields"}
MEGABYTE = 1024 * 1024
LAM_DONG = "BHXH-68"
COVENANT = identity("covenant", unit_id(LAM_DONG), identity("movement", MOVEMENT))
BLOCK = identity("cluster", "KHOI-1")
CHAIR = cluster_head("TW-CSYT", BLOCK)
"""Head today: who was elected at the review that ended the played year."""


@dataclass(frozen=True)
class Attempt:
    """What somebody sends, and what they must be told."""

    who: Person | None
    path: str
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"
    fields: tuple[str, ...] | None = None

    def send(self, server: Server) -> httpx.Response:
        content = self.body if isinstance(self.body, bytes) else None
        sent = None if content is not None else self.body
        headers = {"Content-Type": "application/json", **self.headers} if content is not None else dict(self.headers)
        with server.client(self.who) as client:
            return client.request(self.method, self.path, content=content, json=sent, headers=headers)


def told(server: Server, attempt: Attempt) -> tuple[int, str]:
    """Status and code of the problem that answers, once it was seen to be a whole one that left nothing behind."""
    before = positions(server)
    answer = attempt.send(server)
    assert positions(server) == before
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert set(problem) >= MEMBERS
    assert problem["status"] == answer.status_code
    assert "" not in (problem["title"], problem["title_en"], problem["detail"], problem["detail_en"])
    assert problem["detail"] != problem["detail_en"]
    assert problem["source"]["document"]
    assert problem["source"]["status"] in {"found", "analogue", "unverified"}
    assert httpx.get(f"{server.base_url}{problem['type']}").json()["code"] == problem["code"]
    assert attempt.fields is None or set(attempt.fields) <= {*problem["fields"]}
    return answer.status_code, problem["code"]


def target(**other: object) -> Json:
    return {
        "indicator": "BHXH_BB",
        "name": "Số người tham gia BHXH bắt buộc",
        "unit_of_measure": "người",
        "direction": "HIGHER",
        "value": 1000,
        **other,
    }


def push(value: object, unit: str = LAM_DONG, period: str = "2024-Q4", indicator: str = "BHYT_TYLE") -> Json:
    cells = [{"indicator": "BHXH_TYLE", "value": 30}, {"indicator": indicator, "value": value}]
    sheet = {"unit_id": unit, "movement_id": MOVEMENT, "period": period, "cells": cells}
    return {"system": "TST", "sheets": [sheet]}


def raw(text: str) -> bytes:
    """A push with this text where its value stands."""
    return json.dumps(push("VALUE")).replace('"VALUE"', text).encode()


def table(points: int) -> Json:
    line = {
        "code": "KE_HOACH",
        "name": {"vi": "Kế hoạch", "en": "Programme"},
        "group": "CONTENT",
        "max_points": points,
        "indicator": "KE_HOACH",
        "formula": {"proportional_capped": {}},
        "target": {"source": "TABLE", "value": 100},
    }
    measured = {"code": "KE_HOACH", "name": {"vi": "Kế hoạch", "en": "Programme"}, "unit_of_measure": "%"}
    scheme = {"indicators": [{**measured, "maximum": 100}], "criteria": [line], "content_total": 950}
    return {"cluster_id": "KHOI-1", "movement_id": DRIVE, "scheme": scheme}


COVENANTS = "/covenant/covenants"
HELD = identity("session", "SELECTION", identity("movement", MOVEMENT), "CUM-VII")
RESULTS = "/scoring/results"

RULES = {
    "unknown unit": (
        Attempt(officer("BHXH-00"), COVENANTS, {"unit": "BHXH-00", "movement": MOVEMENT}),
        (404, "unknown-unit"),
    ),
    "unknown movement": (
        Attempt(officer(LAM_DONG), COVENANTS, {"unit": LAM_DONG, "movement": "TDTX-1899"}),
        (404, "unknown-movement"),
    ),
    "a second covenant": (
        Attempt(officer(LAM_DONG), COVENANTS, {"unit": LAM_DONG, "movement": MOVEMENT}),
        (409, "covenant-exists"),
    ),
    "signing twice": (Attempt(head(LAM_DONG), f"{COVENANTS}/{COVENANT}/signature"), (409, "already-signed")),
    "amending after signing": (
        Attempt(officer(LAM_DONG), f"{COVENANTS}/{COVENANT}/targets", {"targets": [target()]}, method="PUT"),
        (409, "signed-covenant-is-fixed"),
    ),
    "a negative target": (
        Attempt(officer(LAM_DONG), COVENANTS, {"unit": LAM_DONG, "movement": DRIVE, "targets": [target(value=-5)]}),
        (422, "absurd-target"),
    ),
    "a target of 5,000 percent": (
        Attempt(
            officer(LAM_DONG),
            COVENANTS,
            {"unit": LAM_DONG, "movement": DRIVE, "targets": [target(value=5000, unit_of_measure="%")]},
        ),
        (422, "absurd-target"),
    ),
    "a table whose points do not add up": (
        Attempt(CHAIR, "/scoring/score-tables", table(949)),
        (422, "points-do-not-add-up"),
    ),
    "a signed table changed": (
        Attempt(
            CHAIR,
            f"/scoring/score-tables/{identity('score-table', BLOCK, identity('movement', MOVEMENT))}/scheme",
            table(950)["scheme"],
            method="PUT",
        ),
        (409, "score-table-signed"),
    ),
    "a result of a unit outside the tables": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(93, unit="BHXH-VN")),
        (409, "unit-outside-tables"),
    ),
    "a result of an unknown unit": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(93, unit="BHXH-00")),
        (404, "scoring-unknown-unit"),
    ),
    "a period that is not open": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(93, period="2024-Q1")),
        (409, "period-not-open"),
    ),
    "a period that is no quarter": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(93, period="2024-H1")),
        (422, "not-a-quarter"),
    ),
    "a negative result": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(-1), fields=("sheets[0].cells[1]",)),
        (422, "results-refused"),
    ),
    "250 percent of the people": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(250), fields=("sheets[0].cells[1]",)),
        (422, "results-refused"),
    ),
    "half a person": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(1.5, indicator="BHXH_BB"), fields=("sheets[0].cells[1]",)),
        (422, "results-refused"),
    ),
    "a result nobody measures": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push(1, indicator="HANH_PHUC"), fields=("sheets[0].cells[1]",)),
        (422, "results-refused"),
    ),
    "a fact of tomorrow": (
        Attempt(
            STANDING_BODY,
            "/covenant/clusters",
            {"code": "CUM-XI", "name": "Cụm XI", "kind": "cluster"},
            {"Effective-At": "2199-01-01"},
        ),
        (422, "effective-in-future"),
    ),
    "voting in a meeting that is over": (
        Attempt(
            head(LAM_DONG),
            f"/nomination/sessions/{HELD}/ballots",
            {"marks": []},
        ),
        (409, "round-not-open"),
    ),
}

FORMS = {
    "a number as text": (
        Attempt(BUSINESS_SYSTEM, RESULTS, push("93.5"), fields=("sheets.0.cells.1.value",)),
        (422, "invalid-input"),
    ),
    "true for a number": (Attempt(BUSINESS_SYSTEM, RESULTS, push(value=True)), (422, "invalid-input")),
    "NaN": (Attempt(BUSINESS_SYSTEM, RESULTS, raw("NaN")), (400, "not-json")),
    "Infinity": (Attempt(BUSINESS_SYSTEM, RESULTS, raw("-Infinity")), (400, "not-json")),
    "a number of 5,000 digits": (Attempt(BUSINESS_SYSTEM, RESULTS, raw("9" * 5000)), (400, "not-json")),
    "a number of 21 digits": (Attempt(BUSINESS_SYSTEM, RESULTS, raw("1" * 21)), (422, "invalid-input")),
    "an exponent of a million": (Attempt(BUSINESS_SYSTEM, RESULTS, raw("1e1000000")), (400, "not-json")),
    "seven decimals": (Attempt(BUSINESS_SYSTEM, RESULTS, raw("1.2345678")), (422, "invalid-input")),
    "invalid UTF-8": (Attempt(BUSINESS_SYSTEM, RESULTS, b'{"system": "\xc3\x28"}'), (400, "not-utf8")),
    "half a character": (Attempt(BUSINESS_SYSTEM, RESULTS, b'{"system": "\\ud800"}'), (400, "not-json")),
    "half a document": (Attempt(BUSINESS_SYSTEM, RESULTS, b'{"system": '), (400, "not-json")),
    "brackets 100,000 deep": (Attempt(BUSINESS_SYSTEM, RESULTS, b"[" * 100_000), (400, "not-json")),
    "a misspelt member": (
        Attempt(BUSINESS_SYSTEM, RESULTS, {**push(93), "dryrun": True}, fields=("dryrun",)),
        (422, "invalid-input"),
    ),
    "no body": (Attempt(BUSINESS_SYSTEM, RESULTS), (422, "invalid-input")),
    "a list for an object": (Attempt(BUSINESS_SYSTEM, RESULTS, []), (422, "invalid-input")),
    "a body of 50 MB": (Attempt(BUSINESS_SYSTEM, RESULTS, b" " * (50 * MEGABYTE)), (413, "http")),
    "2,001 sheets": (
        Attempt(BUSINESS_SYSTEM, RESULTS, {"system": "TST", "sheets": push(93)["sheets"] * 2001}),
        (422, "invalid-input"),
    ),
    "a cursor of one's own making": (
        Attempt(AUDITOR, "/covenant/units?after=abc", method="GET"),
        (422, "bad-cursor"),
    ),
    "a page of a million": (
        Attempt(AUDITOR, "/covenant/units?limit=1000000", method="GET"),
        (422, "invalid-input"),
    ),
    "an id that is none": (Attempt(AUDITOR, "/covenant/units/BHXH", method="GET"), (422, "invalid-input")),
    "an id of nobody": (Attempt(AUDITOR, f"/covenant/units/{UUID(int=1)}", method="GET"), (404, "missing")),
    "a method that is not there": (Attempt(AUDITOR, "/covenant/units", method="DELETE"), (405, "http")),
}

TERMS = {
    "a stale version": (
        Attempt(
            officer(LAM_DONG),
            f"{COVENANTS}/{COVENANT}/targets",
            {"targets": [target()]},
            {"If-Match": '"1"'},
            method="PUT",
        ),
        (412, "stale-version"),
    ),
    "a version that is none": (
        Attempt(head(LAM_DONG), f"{COVENANTS}/{COVENANT}/signature", headers={"If-Match": '"new"'}),
        (422, "bad-header"),
    ),
    "a key used for something else": (
        Attempt(
            STANDING_BODY,
            "/covenant/clusters",
            {"code": "CUM-XI", "name": "Cụm XI", "kind": "cluster"},
            {"Idempotency-Key": "thidua-demo/2024/1/launch"},
        ),
        (422, "idempotency-key-reused"),
    ),
    "a day that is none": (
        Attempt(head(LAM_DONG), f"{COVENANTS}/{COVENANT}/signature", headers={"Effective-At": "31/03/2024"}),
        (422, "bad-header"),
    ),
    "another unit's covenant": (
        Attempt(officer("BHXH-67"), COVENANTS, {"unit": LAM_DONG, "movement": DRIVE}),
        (403, "forbidden"),
    ),
    "an auditor who writes": (
        Attempt(AUDITOR, "/covenant/clusters", {"code": "CUM-XI", "name": "Cụm XI", "kind": "cluster"}),
        (403, "forbidden"),
    ),
    "a person who pushes results": (Attempt(head(LAM_DONG), RESULTS, push(93)), (403, "forbidden")),
    "nobody": (Attempt(None, RESULTS, push(93)), (401, "unauthenticated")),
}


@pytest.mark.parametrize("name", RULES)
def test_what_the_rules_forbid_is_refused(replica: Server, name: str) -> None:
    attempt, expected = RULES[name]
    assert told(replica, attempt) == expected


@pytest.mark.parametrize("name", FORMS)
def test_what_cannot_be_read_is_refused(replica: Server, name: str) -> None:
    attempt, expected = FORMS[name]
    assert told(replica, attempt) == expected


@pytest.mark.row("F5")
@pytest.mark.parametrize("name", TERMS)
def test_who_may_not_or_not_like_this_is_refused(replica: Server, name: str) -> None:
    attempt, expected = TERMS[name]
    assert told(replica, attempt) == expected


def forged(replica: Server, tmp_path: Path) -> dict[str, str]:
    principal = Principal("tong-giam-doc", "Tổng Giám đốc", "person", frozenset({"approver"}))
    true = DevelopmentIssuer(replica.data_dir / "development.pem", lambda: datetime.now(UTC))
    own = DevelopmentIssuer(tmp_path / "own.pem", lambda: datetime.now(UTC))
    head, claims, signature = true.token(principal).split(".")
    nothing = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    other = base64.urlsafe_b64encode(base64.urlsafe_b64decode(claims + "==").replace(b"approver", b"auditors"))
    return {
        "expired": true.token(principal, timedelta(seconds=-1)),
        "signed by somebody else": own.token(principal),
        "not signed": f"{nothing}.{claims}.",
        "its claims changed": f"{head}.{other.rstrip(b'=').decode()}.{signature}",
        "no token at all": "tong-giam-doc",
    }


@pytest.mark.row("F5")
@pytest.mark.parametrize(
    "how", ["expired", "signed by somebody else", "not signed", "its claims changed", "no token at all"]
)
def test_a_token_that_proves_nothing_opens_no_door(replica: Server, tmp_path: Path, how: str) -> None:
    headers = {"Authorization": f"Bearer {forged(replica, tmp_path)[how]}"}
    for attempt in (
        Attempt(None, "/nomination/decisions", {"nomination_id": str(UUID(int=1))}, headers),
        Attempt(None, "/nomination/decisions", headers=headers, method="GET"),
    ):
        assert told(replica, attempt) == (401, "unauthenticated")


@pytest.fixture(scope="module")
def vote(year: Year, replica: Server) -> Json:
    """A council session that is open: four members, one case, nobody has voted yet."""
    leading = next(row["unit_id"] for row in year.boards["KHOI-1", "2024"]["rows"] if row["rank"] == 1)
    code = year.codes[leading]
    nominated = {"unit_id": code, "title": "TTLDXS", "movement_id": MOVEMENT}
    with replica.client(head(code)) as client:
        nomination = created(client.post("/nomination/nominations", json=nominated))
    body = {
        "kind": "COUNCIL",
        "code": "HD-2024-TH",
        "movement_id": MOVEMENT,
        "nominations": [nomination],
        "roll": [{"id": f"uy-vien-{number}"} for number in range(1, 5)],
    }
    with replica.client(STANDING_BODY) as client:
        session = created(client.post("/nomination/sessions", json=body))
        path = f"/nomination/sessions/{session}"
        assert client.post(f"{path}/attendance", json={"present": ["uy-vien-1", "uy-vien-4"]}).status_code == 200
    return {"path": path, "paper": {"marks": [{"nomination_id": nomination, "choice": "YES"}]}}


def created(answer: httpx.Response) -> str:
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


def member(name: str) -> Person:
    return Person(name, ("council_member",))


@pytest.mark.row("D4")
def test_in_a_meeting_each_votes_once_who_is_on_the_roll_and_it_is_counted_with_a_quorum(
    replica: Server, vote: Json
) -> None:
    path, ballots, paper = vote["path"], f"{vote['path']}/ballots", vote["paper"]
    unknown = {"marks": [{"nomination_id": str(UUID(int=1)), "choice": "YES"}]}
    undecided = {"marks": [{**paper["marks"][0], "choice": "MAYBE"}]}
    assert told(replica, Attempt(STANDING_BODY, f"{path}/closing")) == (409, "no-quorum")
    assert told(replica, Attempt(member("nguoi-la"), ballots, paper)) == (409, "not-on-the-roll")
    assert told(replica, Attempt(STANDING_BODY, ballots, paper)) == (403, "forbidden")
    assert told(replica, Attempt(member("uy-vien-1"), ballots, unknown)) == (422, "paper-does-not-fit")
    assert told(replica, Attempt(member("uy-vien-1"), ballots, undecided)) == (422, "invalid-input")
    assert Attempt(member("uy-vien-1"), ballots, paper).send(replica).status_code == 200
    assert told(replica, Attempt(member("uy-vien-1"), ballots, paper)) == (409, "voted-already")
    assert told(replica, Attempt(STANDING_BODY, f"{path}/closing")) == (409, "no-quorum")


@pytest.mark.row("F4")
def test_the_same_push_again_records_nothing_and_one_bad_cell_stops_the_whole(year: Year, replica: Server) -> None:
    sheet = identity("result-sheet", unit_id(LAM_DONG), identity("movement", MOVEMENT), "2024-Q4")
    cells = year.get(f"/scoring/results/{sheet}")["cells"]
    same, mixed = push(0), push(0)
    known = [{"indicator": each["indicator"], "value": float(each["value"])} for each in cells]
    same["sheets"][0]["cells"] = known
    mixed["sheets"][0]["cells"] = [*known[1:], {**known[0], "value": -1}]
    before = positions(replica)
    again = Attempt(BUSINESS_SYSTEM, RESULTS, same).send(replica)
    assert (again.status_code, positions(replica)) == (200, before)
    trial = Attempt(BUSINESS_SYSTEM, RESULTS, {**mixed, "dry_run": True}).send(replica).json()
    verdicts = [verdict["good"] for verdict in trial["verdicts"]]
    assert (trial["good"], verdicts) == (False, [True] * len(known[1:]) + [False])
    assert told(replica, Attempt(BUSINESS_SYSTEM, RESULTS, mixed)) == (422, "results-refused")
    with replica.client(AUDITOR) as client:
        assert client.get(f"/scoring/results/{sheet}").json()["cells"] == cells


def test_after_all_this_the_logs_still_give_what_is_served(replica: Server, vote: Json) -> None:
    assert vote["path"]
    checked = run("replay", "--check", "--json", data_dir=replica.data_dir)
    assert (checked.returncode, json.loads(checked.stdout)["ok"]) == (0, True)


def graphql(server: Server, query: str | bytes, who: Person | None = AUDITOR) -> tuple[int, Any]:
    before = positions(server)
    with server.client(who) as client:
        if isinstance(query, bytes):
            answer = client.post("/graphql", content=query, headers={"Content-Type": "application/json"})
        else:
            answer = client.post("/graphql", json={"query": query})
    assert positions(server) == before
    return answer.status_code, answer.json()


def test_a_query_200_levels_deep_is_refused_at_once(replica: Server) -> None:
    deep = "{ units { nodes " + "{ children " * 200 + "{ id }" + " }" * 200 + " } }"
    _, answer = graphql(replica, deep)
    [error] = answer["errors"]
    assert error["extensions"]["code"] in {"TOO_DEEP", "TOO_NESTED"}
    assert " / " in error["message"], "in both languages"
    assert answer.get("data") is None


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b'{"query": "\xc3\x28"}', b"{", b"[]", b'{"query": 5}', b" " * (50 * MEGABYTE)]
)
def test_what_the_gateway_cannot_read_it_refuses(replica: Server, body: bytes) -> None:
    status, answer = graphql(replica, body)
    assert 400 <= status < 500
    assert len(answer["errors"]) == 1


def test_the_gateway_asks_for_a_token_as_the_services_do(replica: Server) -> None:
    _, answer = graphql(replica, "{ units { nodes { code } } }", who=None)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["unauthenticated"]


REFUSAL = (
    "__typename ... on Refusal { code title { vi en } detail { vi en } source { document status } fields why { tree } }"
)

A_TARGET = '{indicator: "THU", name: "Thu", unitOfMeasure: "tỷ đồng", direction: HIGHER, value: 5}'

MUTATIONS = {
    "already-signed": (head(LAM_DONG), f'signCovenant(covenant: "{COVENANT}")'),
    "unknown-unit": (officer("BHXH-00"), f'draftCovenant(unit: "BHXH-00", movement: "{MOVEMENT}")'),
    "signed-covenant-is-fixed": (
        officer(LAM_DONG),
        f'setCovenantTargets(covenant: "{COVENANT}", targets: [{A_TARGET}])',
    ),
    "forbidden": (AUDITOR, 'formCluster(code: "CUM-XI", name: "Cụm XI", kind: CLUSTER)'),
    "period-already-open": (
        STANDING_BODY,
        f'openPeriod(movement: "{identity("movement", MOVEMENT)}", period: "2024-Q4")',
    ),
    "round-not-open": (
        head(LAM_DONG),
        f'castBallot(session: "{HELD}", marks: [])',
    ),
    "title-is-for-persons": (
        head(LAM_DONG),
        f'nominate(unit: "{unit_id(LAM_DONG)}", title: "CSTDCS", movement: "{identity("movement", MOVEMENT)}")',
    ),
    "effective-in-future": (
        STANDING_BODY,
        'formCluster(code: "CUM-XI", name: "Cụm XI", kind: CLUSTER, terms: {effectiveAt: "2199-01-01T00:00:00+07:00"})',
    ),
    "stale-version": (head(LAM_DONG), f'signCovenant(covenant: "{COVENANT}", terms: {{expectedVersion: 1}})'),
}


@pytest.mark.row("F2")
@pytest.mark.parametrize("code", MUTATIONS)
def test_a_mutation_that_is_refused_answers_with_a_typed_refusal(replica: Server, code: str) -> None:
    who, mutation = MUTATIONS[code]
    status, answer = graphql(replica, f"mutation {{ done: {mutation} {{ {REFUSAL} }} }}", who)
    assert (status, answer.get("errors")) == (200, None)
    refusal = answer["data"]["done"]
    assert (refusal["__typename"], refusal["code"]) == ("Refusal", code)
    assert "" not in (*refusal["title"].values(), *refusal["detail"].values(), refusal["source"]["document"])
    assert code in json.dumps(refusal["why"]["tree"])
