"""B9 over REST and in the graph: amended with a reason, every text readable, what differs, and who may."""

from __future__ import annotations

from typing import Any

import pytest

from kernel.identity import Principal
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    TARGET,
    Running,
    begin_year,
    cluster_head,
    covenant_id,
    done,
    head,
    movement_id,
    officer,
    refused,
    register,
    sign,
)
from tests.support.postgres import BOTH

UNIT = "BHXH-64"
HEAD = cluster_head("BHXH-62")
LESS = {**TARGET, "value": 100000}
MORE = {**TARGET, "indicator": "BHTN", "name": "Số người tham gia BHTN"}
WHY = "Trung ương giao lại chỉ tiêu"
PROPOSAL = {"targets": [LESS, MORE], "reason": WHY}


def signed(running: Running) -> str:
    begin_year(running)
    return sign(running, UNIT)


def step(running: Running, name: str, who: Principal, body: object = None, on: str = "2024-06-05", **more: str) -> Any:
    address = f"/covenants/{covenant_id(UNIT)}/amendments"
    return running.post(f"{address}/{name}" if name else address, who, body, Effective_At=on, **more)


def amend_twice(running: Running) -> None:
    """Of a signed covenant: a proposal that is returned, one that is signed, and one that is withdrawn."""
    done(step(running, "", officer(UNIT), PROPOSAL, "2024-06-01"), 201)
    done(step(running, "return", HEAD, {"reason": "Chưa đủ căn cứ"}))
    done(step(running, "", officer(UNIT), PROPOSAL), 201)
    done(step(running, "agreement", HEAD))
    done(step(running, "signature", head(UNIT)))
    done(step(running, "", officer(UNIT), {**PROPOSAL, "targets": [MORE]}), 201)
    done(step(running, "withdrawal", officer(UNIT), {"reason": "Không cần nữa"}))


def told(running: Running, **query: str) -> list[tuple[Any, ...]]:
    items = running.get(f"/covenants/{covenant_id(UNIT)}/editions", **query)["items"]
    return [(each["edition"], each["phase"], each["since"], each["until"], each["reason"]) for each in items]


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_an_amended_covenant_has_a_new_edition_and_the_old_text_stays(running: Running) -> None:
    address = signed(running)
    register(running, UNIT)
    assert told(running) == [(1, "signed", "2024-03-20", None, "")]
    done(step(running, "", officer(UNIT), PROPOSAL, "2024-06-01"), 201)
    waiting = running.get(address)
    assert (waiting["edition"], waiting["targets"][0]["value"]) == (1, "123456.75")
    assert told(running, phase="proposed") == [(2, "proposed", None, None, WHY)]
    done(step(running, "agreement", HEAD))
    receipt = done(step(running, "signature", head(UNIT), on="2024-06-10"))
    found = running.get(address)
    assert receipt["id"] == found["id"]
    assert (found["edition"], found["state"], found["signed_on"]) == (2, "signed", "2024-03-20")
    assert [(each["indicator"], each["value"]) for each in found["targets"]] == [
        ("BHXH_BB", "100000"),
        ("BHTN", "123456.75"),
    ]
    assert [each["title"] for each in found["registrations"]] == ["CO_BHXH"]
    assert told(running) == [
        (1, "signed", "2024-03-20", "2024-06-10", ""),
        (2, "signed", "2024-06-10", None, WHY),
    ]
    [first, second] = running.get(f"{address}/editions")["items"]
    assert [each["value"] for each in first["targets"]] == ["123456.75"]
    assert (second["proposed_on"], second["agreed_on"], second["recorded_on"]) == (
        "2024-06-01",
        "2024-06-05",
        "2024-12-31",
    )
    assert running.get(f"{address}/editions/difference", before="1", after="2")["items"] == [
        {"indicator": "BHXH_BB", "what": "value", "before": "123456.75", "after": "100000"},
        {"indicator": "BHTN", "what": "target", "before": None, "after": "Số người tham gia BHTN: 123456.75 người"},
    ]
    back = running.get(f"{address}/editions/difference", before="2", after="1")["items"]
    assert [(each["indicator"], each["after"]) for each in back] == [("BHXH_BB", "123456.75"), ("BHTN", None)]
    missing = running.get_as(AUDITOR, f"{address}/editions/difference", before="1", after="3")
    assert refused(missing)[0] == 404
    types = [each["type"] for each in running.get(f"{address}/history")["items"]]
    assert types[-1] == "covenant.CovenantAmended"


def test_a_covenant_that_is_not_signed_has_no_texts_and_no_amendment(running: Running) -> None:
    begin_year(running)
    body = {"unit": UNIT, "movement": "TDTX-2024", "targets": [TARGET]}
    done(running.post("/covenants", officer(UNIT), body, Effective_At="2024-02-01"), 201)
    assert told(running) == []
    assert running.get(f"/covenants/{covenant_id(UNIT)}")["edition"] is None
    for name, who, said in (
        ("", officer(UNIT), PROPOSAL),
        ("agreement", HEAD, None),
        ("signature", head(UNIT), None),
        ("withdrawal", officer(UNIT), {"reason": "Rút"}),
        ("return", HEAD, {"reason": "Trả"}),
    ):
        assert refused(step(running, name, who, said)) == (409, "covenant-not-yet-signed")
    other = running.get_as(AUDITOR, f"/covenants/{covenant_id('BHXH-66')}/editions")
    assert other.status_code == 404


def test_a_proposal_is_withdrawn_or_returned_and_stays_readable(running: Running) -> None:
    address = signed(running)
    assert refused(step(running, "agreement", HEAD)) == (409, "no-amendment")
    done(step(running, "", officer(UNIT), PROPOSAL, "2024-06-01"), 201)
    assert refused(step(running, "signature", head(UNIT))) == (409, "amendment-not-agreed")
    assert refused(step(running, "", head(UNIT), PROPOSAL)) == (409, "amendment-pending")
    done(step(running, "return", STANDING_BODY, {"reason": "Chưa đủ căn cứ"}))
    done(step(running, "", officer(UNIT), {**PROPOSAL, "targets": [LESS]}), 201)
    done(step(running, "withdrawal", officer(UNIT), {"reason": "Không cần nữa"}))
    assert refused(step(running, "return", HEAD, {"reason": "Trả"})) == (409, "no-amendment")
    items = running.get(f"{address}/editions")["items"]
    assert [(each["edition"], each["phase"], each["dropped_on"], each["answer"]) for each in items] == [
        (1, "signed", None, ""),
        (2, "returned", "2024-06-05", "Chưa đủ căn cứ"),
        (2, "withdrawn", "2024-06-05", "Không cần nữa"),
    ]
    assert running.get(address)["targets"][0]["value"] == "123456.75"


def test_each_step_takes_its_right(running: Running) -> None:
    signed(running)
    for who in (officer("BHXH-66"), HEAD, STANDING_BODY, AUDITOR):
        assert refused(step(running, "", who, PROPOSAL)) == (403, "forbidden")
    done(step(running, "", officer(UNIT), PROPOSAL), 201)
    for name, who, said in (
        ("agreement", officer(UNIT), None),
        ("agreement", head(UNIT), None),
        ("return", officer(UNIT), {"reason": "Trả"}),
        ("withdrawal", HEAD, {"reason": "Rút"}),
    ):
        assert refused(step(running, name, who, said)) == (403, "forbidden")
    assert refused(step(running, "agreement", cluster_head("BHXH-66"))) == (409, "not-head-in-office")
    done(step(running, "agreement", STANDING_BODY))
    assert refused(step(running, "signature", officer(UNIT))) == (403, "forbidden")


def test_who_agrees_agrees_to_the_text_that_was_read(running: Running) -> None:
    address = signed(running)
    first = done(step(running, "", officer(UNIT), PROPOSAL), 201)["version"]
    read = running.get_as(HEAD, f"{address}/editions").headers["ETag"]
    assert read == f'"{first}"'
    done(step(running, "withdrawal", officer(UNIT), {"reason": "Sửa"}))
    done(step(running, "", officer(UNIT), {**PROPOSAL, "targets": [LESS]}), 201)
    assert step(running, "agreement", HEAD, If_Match=read).status_code == 412
    now = running.get_as(HEAD, f"{address}/editions").headers["ETag"]
    key = {"If_Match": now, "Idempotency_Key": "k1"}
    done(step(running, "agreement", HEAD, **key))
    assert step(running, "agreement", HEAD, **key).headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("body", "on", "refusal", "fields"),
    [
        ({**PROPOSAL, "targets": [TARGET]}, "2024-06-01", (409, "covenant-unchanged"), ["targets"]),
        ({**PROPOSAL, "targets": []}, "2024-06-01", (409, "no-targets"), ["targets"]),
        ({**PROPOSAL, "reason": " "}, "2024-06-01", (422, "nothing-written"), ["reason"]),
        (PROPOSAL, "2024-03-19", (422, "before-its-basis"), ["effective"]),
    ],
)
def test_a_proposal_that_makes_no_sense_is_refused_by_its_field(
    running: Running, body: dict[str, Any], on: str, refusal: tuple[int, str], fields: list[str]
) -> None:
    signed(running)
    answer = step(running, "", officer(UNIT), body, on)
    assert (refused(answer), answer.json()["fields"]) == (refusal, fields)


def test_a_closed_movement_takes_no_amendment(running: Running) -> None:
    signed(running)
    done(running.post(f"/movements/{movement_id('TDTX-2024')}/closing", STANDING_BODY))
    assert refused(step(running, "", officer(UNIT), PROPOSAL)) == (409, "movement-closed")


PROPOSE = """mutation($id: ID!, $targets: [TargetInput!]!) {
  proposeAmendment(
    covenant: $id, targets: $targets, reason: "Giao lại", terms: {effectiveAt: "2024-06-01T00:00:00+07:00"}
  ) { __typename ... on Receipt { version } ... on Refusal { code fields } } }"""


def test_the_graph_amends_and_tells_the_editions(running: Running) -> None:
    signed(running)
    id = str(covenant_id(UNIT))
    targets = [{**{_camel(name): value for name, value in LESS.items()}, "value": "100000"}]
    said = running.graph(PROPOSE, officer(UNIT), id=id, targets=targets)["proposeAmendment"]
    assert said == {"__typename": "Receipt", "version": 1}
    steps = "query($id: ID!) { covenant(id: $id) { steps edition editions { edition phase version } } }"
    assert running.graph(steps, HEAD, id=id)["covenant"] == {
        "steps": ["RETURN_AMENDMENT", "AGREE_AMENDMENT"],
        "edition": 1,
        "editions": [
            {"edition": 1, "phase": "SIGNED", "version": 0},
            {"edition": 2, "phase": "PROPOSED", "version": 1},
        ],
    }
    assert running.get_as(HEAD, f"/covenants/{id}").json()["steps"] == ["return_amendment", "agree_amendment"]
    for who, told_in in (
        (HEAD, 'returnAmendment(covenant: "%s", reason: "Trả", terms: {effectiveAt: "2024-06-02T00:00:00+07:00"})'),
        (officer(UNIT), None),
        (
            officer(UNIT),
            'withdrawAmendment(covenant: "%s", reason: "Rút", terms: {effectiveAt: "2024-06-03T00:00:00+07:00"})',
        ),
        (officer(UNIT), None),
        (HEAD, 'agreeAmendment(covenant: "%s", terms: {effectiveAt: "2024-06-04T00:00:00+07:00"})'),
        (head(UNIT), 'signAmendment(covenant: "%s", terms: {effectiveAt: "2024-06-10T00:00:00+07:00"})'),
    ):
        if told_in is None:
            body = PROPOSE.replace("2024-06-01T", "2024-06-03T")
            [answer] = running.graph(body, who, id=id, targets=targets).values()
        else:
            [answer] = running.graph("mutation { %s { __typename } }" % (told_in % id), who).values()
        assert answer["__typename"] == "Receipt", (told_in, answer)
    query = """query($id: ID!) {
      covenantDifference(covenant: $id, before: 1, after: 2) { indicator what before after }
      covenant(id: $id) { edition targets { value } editions { phase since until reason targets { value } } } }"""
    found = running.graph(query, id=id)
    assert found["covenantDifference"] == [
        {"indicator": "BHXH_BB", "what": "value", "before": "123456.75", "after": "100000"}
    ]
    assert (found["covenant"]["edition"], found["covenant"]["targets"]) == (2, [{"value": "100000"}])
    assert [(each["phase"], each["since"], each["until"]) for each in found["covenant"]["editions"]] == [
        ("SIGNED", "2024-03-20", "2024-06-10"),
        ("RETURNED", None, None),
        ("WITHDRAWN", None, None),
        ("SIGNED", "2024-06-10", None),
    ]


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(each.title() for each in rest)
