"""The year's covenants over REST: drafted, agreed, signed alone or jointly, titles registered, the set submitted."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from kernel.aggregate import identity
from kernel.explanation import STANDS_IN
from services.covenant.domain.days import VIETNAM
from tests.covenant.running import (
    AUDITOR,
    LAUNCH,
    MEMBERS,
    PRESENT,
    RULEBOOKS,
    STANDING_BODY,
    TARGET,
    Running,
    agree,
    begin_year,
    cluster_head,
    cluster_id,
    covenant_id,
    done,
    draft,
    establish,
    form,
    head,
    launch,
    movement_id,
    officer,
    refused,
    register,
    sign,
    unit_id,
)

VII = f"/clusters/{cluster_id('2024/VII')}"
TDTX = f"/movements/{movement_id('TDTX-2024')}"
FLAG = {"title": "CO_BHXH", "holder": "collective"}


def test_a_movement_has_the_deadlines_of_the_rules(running: Running) -> None:
    launch(running)
    found = running.get(TDTX)
    assert (found["covenant_signing_by"], found["registration_by"], found["rulebook"]) == (
        "2024-03-31",
        "2024-03-31",
        RULEBOOKS.at(PRESENT.date()).version,
    )
    assert found["covenant_signing_source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"


def test_a_long_movement_is_registered_for_before_it_begins(running: Running) -> None:
    launch(running, code="TD-2026-2030", kind="multi_year", period_from="2026-01-01", period_to="2030-12-31")
    found = running.get("/movements", year=2028)["items"][0]
    assert (found["covenant_signing_by"], found["registration_by"]) == ("2025-11-30", "2025-11-30")


def test_a_stated_deadline_stands_in_the_launching_paper(running: Running) -> None:
    dates = {"covenant_signing_by": "2024-10-01", "registration_by": "2024-10-15"}
    paper = {"document": "KH 55/KH-BHXH", "kind": "thematic", "period_from": "2024-09-01"}
    launch(running, code="CHUYEN-DE", **dates, **paper)
    launch(running, code="DOT-XUAT", **dates, kind="sudden", period_from="2024-09-01")
    sources = [row["covenant_signing_source"]["document"] for row in running.get("/movements")["items"]]
    assert sources == ["KH 55/KH-BHXH", "Văn bản phát động DOT-XUAT"]


def test_a_province_launches_for_those_below_it(running: Running) -> None:
    establish(running, "BHXH-68")
    body = {**LAUNCH, "organiser": "BHXH-68"}
    assert refused(running.post("/movements", head("BHXH-67"), body)) == (403, "forbidden")
    done(running.post("/movements", head("BHXH-68"), body), 201)
    done(running.post(f"{TDTX}/closing", head("BHXH-68")))
    assert [row["code"] for row in running.get("/movements", organiser=str(unit_id("BHXH-68")))["items"]] == [
        "TDTX-2024"
    ]
    assert [row["code"] for row in running.get("/movements", closed=True)["items"]] == ["TDTX-2024"]
    assert running.get("/movements", closed=False)["items"] == []


def test_movements_are_found_by_kind_year_and_code(running: Running) -> None:
    launch(running)
    launch(running, code="TDTX-2025", period_from="2025-01-01", period_to="2025-12-31")
    assert [row["code"] for row in running.get("/movements", year=2025)["items"]] == ["TDTX-2025"]
    assert [row["code"] for row in running.get("/movements", code="TDTX-2024")["items"]] == ["TDTX-2024"]
    assert len(running.get("/movements", kind="annual")["items"]) == 2
    assert [each["type"] for each in running.get(f"{TDTX}/history")["items"]] == ["covenant.MovementLaunched"]


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"contents": []}, (422, "no-contents")),
        ({"period_to": "2023-12-31"}, (422, "period-reversed")),
        ({"kind": "thematic"}, (422, "deadline-required")),
        ({"registration_by": "2025-01-01"}, (422, "deadline-after-period")),
        ({"theme": " "}, (422, "nothing-written")),
        ({"organiser": "BHXH-00"}, (404, "unknown-unit")),
        ({"code": "TDTX 2024"}, (422, "malformed-code")),
        ({"year": 2024}, (422, "invalid-input")),
    ],
)
def test_what_is_refused_of_movements(running: Running, change: dict[str, object], answer: tuple[int, str]) -> None:
    found = running.post("/movements", STANDING_BODY, {**LAUNCH, **change}, Effective_At="2024-01-10")
    assert (found.status_code, found.json()["code"]) == answer
    assert running.get("/movements")["items"] == []


def test_a_movement_is_launched_once_and_closed_once(running: Running) -> None:
    launch(running)
    assert refused(running.post("/movements", STANDING_BODY, LAUNCH)) == (409, "movement-exists")
    assert refused(running.post(f"{TDTX}/closing", officer("BHXH-62"))) == (403, "forbidden")
    done(running.post(f"{TDTX}/closing", STANDING_BODY))
    assert refused(running.post(f"{TDTX}/closing", STANDING_BODY)) == (409, "movement-closed")


def test_a_covenant_goes_its_way_from_draft_to_signature(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    states = [running.get(address)["state"]]
    changed = {"targets": [{**TARGET, "value": 200}]}
    done(running.put(f"{address}/targets", officer("BHXH-64"), changed, Effective_At="2024-02-10"))
    done(running.post(f"{address}/agreement", cluster_head("BHXH-62"), Effective_At="2024-03-01"))
    states.append(running.get(address)["state"])
    done(running.post(f"{address}/signature", head("BHXH-64"), Effective_At="2024-03-31"))
    found = running.get(address)
    assert [*states, found["state"]] == ["drafted", "agreed", "signed"]
    assert (found["agreed_on"], found["signed_on"], found["due_on"], found["late"], found["version"]) == (
        "2024-03-01",
        "2024-03-31",
        "2024-03-31",
        False,
        5,
    )
    assert found["targets"] == [{**TARGET, "value": "200", "upper": None}]
    assert (found["unit_code"], found["unit_name"], found["movement_code"]) == ("BHXH-64", "BHXH BHXH-64", "TDTX-2024")


def test_numbers_are_exact(running: Running) -> None:
    begin_year(running)
    band = {
        **TARGET,
        "indicator": "TY_LE",
        "unit_of_measure": "%",
        "direction": "BAND",
        "value": 0.1,
        "upper": 99.999999,
    }
    found = running.get(draft(running, "BHXH-64", band))
    assert (found["targets"][0]["value"], found["targets"][0]["upper"]) == ("0.1", "99.999999")


@pytest.mark.parametrize("value", ["123", "NaN", None, True, 12345678901234567890123])
def test_what_is_no_sensible_number_is_refused(running: Running, value: object) -> None:
    begin_year(running)
    body = {"unit": "BHXH-64", "movement": "TDTX-2024", "targets": [{**TARGET, "value": value}]}
    found = running.post("/covenants", officer("BHXH-64"), body)
    assert (found.status_code, found.json()["fields"]) == (422, ["targets.0.value"])


@pytest.mark.parametrize("text", ['{"unit": NaN}', '{"unit": 1e300}', '{"unit": "BHXH-64"', "\xff"])
def test_what_is_no_json_is_refused(running: Running, text: str) -> None:
    headers = {**running.headers(officer("BHXH-64")), "Content-Type": "application/json"}
    found = running.client.post("/covenants", content=text.encode("latin-1"), headers=headers)
    assert found.status_code == 400


def test_late_is_recorded_as_late_with_its_why(running: Running) -> None:
    begin_year(running)
    address = sign(running, "BHXH-64", on="2024-04-01")
    register(running, "BHXH-64", on="2024-04-02")
    found, why = running.get(address), running.get(f"{address}/why")
    assert (found["late"], [row["late"] for row in found["registrations"]]) == (True, [True])
    signing, registering = why["tree"]["inputs"]
    entries = {each["event_id"]: each["type"] for each in running.get(f"{address}/history")["items"]}
    assert (signing["value"], entries[signing["events"][0]]) == ("muộn · late", "covenant.CovenantSigned")
    assert (registering["value"], entries[registering["events"][0]]) == ("muộn · late", "covenant.TitlesRegistered")
    assert signing["source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"
    assert len(why["digest"]) == 64


def test_the_last_minute_of_the_day_in_vietnam_is_in_time(running: Running) -> None:
    begin_year(running)
    address = agree(running, "BHXH-64")
    last = "2024-03-31T23:59:59+07:00"
    done(running.post(f"{address}/signature", head("BHXH-64"), Effective_At=last))
    assert (running.get(address)["signed_on"], running.get(address)["late"]) == ("2024-03-31", False)


def test_a_covenant_in_draft_has_nothing_to_explain_yet(running: Running) -> None:
    begin_year(running)
    body = {"unit": str(unit_id("BHXH-64")), "movement": str(movement_id("TDTX-2024"))}
    done(running.post("/covenants", officer("BHXH-64"), body), 201)
    address = f"/covenants/{covenant_id('BHXH-64')}"
    assert running.get(address)["targets"] == []
    assert running.get(f"{address}/why")["tree"] == {
        "label": {"vi": "Tình trạng giao ước", "en": "State of the covenant"},
        "value": "drafted",
    }
    unknown = f"/covenants/{covenant_id('BHXH-66')}/why"
    assert refused(running.get_as(AUDITOR, unknown)) == (404, "missing")


def test_a_code_as_long_as_an_id_is_a_code(running: Running) -> None:
    begin_year(running)
    body = {"unit": "BHXH-64", "movement": "TDTX-2024-0123456789-0123456789-0123"}
    assert refused(running.post("/covenants", officer("BHXH-64"), body)) == (404, "unknown-movement")


def test_an_agreement_is_withdrawn_to_change_targets(running: Running) -> None:
    begin_year(running)
    address = agree(running, "BHXH-64")
    reason = {"reason": "Cụm đề nghị nâng chỉ tiêu"}
    done(running.post(f"{address}/agreement/withdrawal", cluster_head("BHXH-62"), reason))
    done(running.put(f"{address}/targets", officer("BHXH-64"), {"targets": []}))
    found = running.get(address)
    assert (found["state"], found["agreed_on"], found["targets"]) == ("drafted", None, [])
    assert refused(running.post(f"{address}/agreement", cluster_head("BHXH-62"))) == (409, "no-targets")


def test_what_is_refused_of_covenants(running: Running) -> None:
    begin_year(running)
    establish(running, "BHXH-99")
    drafted, signed = draft(running, "BHXH-64"), sign(running, "BHXH-66")
    again = {"unit": "BHXH-64", "movement": "TDTX-2024"}
    targets = {"targets": [TARGET]}
    minus = {"targets": [{**TARGET, "value": -1}]}
    assert [
        refused(running.post("/covenants", officer("BHXH-64"), again)),
        refused(running.post("/covenants", officer("BHXH-00"), {**again, "unit": "BHXH-00"})),
        refused(running.post("/covenants", officer("BHXH-99"), {"unit": "BHXH-99", "movement": "TDTX-1999"})),
        refused(running.post("/covenants", officer("BHXH-64"), {**again, "unit": "BHXH-99"})),
        refused(running.put(f"{drafted}/targets", officer("BHXH-64"), minus)),
        refused(running.put(f"{drafted}/targets", officer("BHXH-64"), {"targets": [TARGET, TARGET]})),
        refused(running.put(f"{drafted}/targets", officer("BHXH-64"), {"targets": [{**TARGET, "direction": "BAND"}]})),
        refused(running.post(f"{drafted}/signature", head("BHXH-64"))),
        refused(running.post(f"{drafted}/signature", head("BHXH-66"))),
        refused(running.post(f"{drafted}/signature", officer("BHXH-64"))),
        refused(running.post(f"{drafted}/agreement", cluster_head("BHXH-62", "2024/VIII"))),
        refused(running.post(f"{signed}/signature", head("BHXH-66"))),
        refused(running.put(f"{signed}/targets", officer("BHXH-66"), targets)),
        refused(running.post(f"{signed}/agreement/withdrawal", cluster_head("BHXH-62"), {"reason": "Sửa"})),
        refused(running.post(f"/covenants/{covenant_id('BHXH-67')}/signature", head("BHXH-67"))),
    ] == [
        (409, "covenant-exists"),
        (404, "unknown-unit"),
        (404, "unknown-movement"),
        (403, "forbidden"),
        (422, "absurd-target"),
        (422, "target-twice"),
        (422, "band-needs-two-ends"),
        (409, "not-agreed"),
        (403, "forbidden"),
        (403, "forbidden"),
        (403, "forbidden"),
        (409, "already-signed"),
        (409, "signed-covenant-is-fixed"),
        (409, "signed-covenant-is-fixed"),
        (404, "missing"),
    ]
    assert [running.get(each)["version"] for each in (drafted, signed)] == [2, 4]


def test_agreed_targets_are_not_changed_behind_the_cluster(running: Running) -> None:
    begin_year(running)
    address = agree(running, "BHXH-64")
    found = refused(running.put(f"{address}/targets", officer("BHXH-64"), {"targets": [TARGET]}))
    assert found == (409, "targets-agreed")


def test_somebody_faster_is_noticed(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    seen = running.get_as(AUDITOR, address).headers["ETag"]
    body = {"targets": [TARGET]}
    done(running.put(f"{address}/targets", officer("BHXH-64"), body, If_Match=seen))
    assert refused(running.put(f"{address}/targets", officer("BHXH-64"), body, If_Match=seen)) == (412, "stale-version")


SIGNED_EARLY = """mutation($id: ID!, $terms: Terms) {
  signCovenant(covenant: $id, terms: $terms) { ... on Refusal { code source { article status } } }
}"""


def test_a_refusal_of_an_early_day_does_not_stand_on_a_letter_of_later(running: Running) -> None:
    begin_year(running)
    draft(running, "BHXH-66")
    path, early = f"/covenants/{covenant_id('BHXH-66')}/signature", "2013-12-01"
    article = f"A.II.1.2, {STANDS_IN}"
    later = running.post(path, head("BHXH-66")).json()["source"]
    assert (later["article"], later["status"]) == ("A.II.1.2", "found")
    told = running.post(path, head("BHXH-66"), effective_at=early).json()["source"]
    assert (told["article"], told["status"]) == (article, "unverified")
    terms = {"effectiveAt": f"{early}T00:00:00+07:00"}
    asked = running.graph(SIGNED_EARLY, head("BHXH-66"), id=str(covenant_id("BHXH-66")), terms=terms)
    assert asked["signCovenant"] == {"code": "not-agreed", "source": {"article": article, "status": "unverified"}}


def test_signing_twice_with_one_key_signs_once(running: Running) -> None:
    begin_year(running)
    address = agree(running, "BHXH-64")
    first = running.post(f"{address}/signature", head("BHXH-64"), Idempotency_Key="ky-1")
    again = running.post(f"{address}/signature", head("BHXH-64"), Idempotency_Key="ky-1")
    assert (done(again), running.get(address)["version"]) == (done(first), 4)


def test_a_key_is_not_used_for_something_else(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    body, other = {"targets": [TARGET]}, {"targets": [{**TARGET, "value": 5}]}
    done(running.put(f"{address}/targets", officer("BHXH-64"), body, Idempotency_Key="khoa"))
    found = refused(running.put(f"{address}/targets", officer("BHXH-64"), other, Idempotency_Key="khoa"))
    assert found == (422, "idempotency-key-reused")


def test_a_cluster_signs_jointly(running: Running) -> None:
    begin_year(running)
    for unit in MEMBERS[:3]:
        agree(running, unit)
    body = {"movement": "TDTX-2024"}
    address = f"{VII}/joint-signings"
    done(running.post(address, cluster_head("BHXH-62"), {**body, "units": ["BHXH-66"]}, Effective_At="2024-03-25"))
    found = done(running.post(address, cluster_head("BHXH-62"), body, Effective_At="2024-03-25"))
    assert found["details"]["covenants"] == [str(covenant_id(unit)) for unit in MEMBERS[:2]]
    assert [row["state"] for row in running.get("/covenants")["items"]] == ["signed"] * 3


def test_a_joint_signing_is_of_all_named_or_of_none(running: Running) -> None:
    begin_year(running)
    establish(running, "BHXH-99")
    agree(running, "BHXH-64")
    draft(running, "BHXH-66")
    address, movement = f"{VII}/joint-signings", {"movement": "TDTX-2024"}
    assert [
        refused(running.post(address, cluster_head("BHXH-62"), {**movement, "units": ["BHXH-64", "BHXH-66"]})),
        refused(running.post(address, cluster_head("BHXH-62"), {**movement, "units": ["BHXH-64", "BHXH-99"]})),
        refused(running.post(address, cluster_head("BHXH-62"), {**movement, "units": []})),
        refused(running.post(address, head("BHXH-64"), movement)),
    ] == [(409, "not-agreed"), (409, "not-a-member"), (409, "nobody-signs"), (403, "forbidden")]
    assert running.get(f"/covenants/{covenant_id('BHXH-64')}")["state"] == "agreed"


def test_titles_are_registered_and_withdrawn(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    person = {"title": "CSTDCS", "holder": "person", "person_code": "CB-0001"}
    body = {"registrations": [FLAG, person]}
    done(running.post(f"{address}/registrations", officer("BHXH-64"), body, Effective_At="2024-03-31"))
    titles = [(row["title"], row["person_code"], row["late"]) for row in running.get(address)["registrations"]]
    assert titles == [("CO_BHXH", None, False), ("CSTDCS", "CB-0001", False)]
    withdrawal = {"registration": person, "reason": "Đã chuyển công tác"}
    done(running.post(f"{address}/registrations/withdrawals", officer("BHXH-64"), withdrawal))
    assert [row["title"] for row in running.get(address)["registrations"]] == ["CO_BHXH"]
    assert [
        refused(running.post(f"{address}/registrations/withdrawals", officer("BHXH-64"), withdrawal)),
        refused(running.post(f"{address}/registrations", officer("BHXH-64"), {"registrations": [FLAG]})),
        refused(running.post(f"{address}/registrations", officer("BHXH-64"), {"registrations": []})),
        refused(running.post(f"{address}/registrations", officer("BHXH-66"), body)),
        refused(
            running.post(
                f"{address}/registrations",
                officer("BHXH-64"),
                {"registrations": [{"title": "CO_VANG", "holder": "collective"}]},
            )
        ),
        refused(
            running.post(
                f"{address}/registrations", officer("BHXH-64"), {"registrations": [{**person, "holder": "collective"}]}
            )
        ),
    ] == [
        (404, "not-registered"),
        (409, "registered-twice"),
        (422, "no-registrations"),
        (403, "forbidden"),
        (409, "unknown-title"),
        (409, "wrong-holder"),
    ]


def test_covenants_are_found_by_all_that_people_ask_for(running: Running) -> None:
    begin_year(running)
    establish(running, "BHXH-99")
    sign(running, "BHXH-62")
    sign(running, "BHXH-64", on="2024-04-05")
    draft(running, "BHXH-99")

    def found(**wanted: str | bool) -> list[str]:
        return sorted(row["unit_code"] for row in running.get("/covenants", **wanted)["items"])

    assert found() == ["BHXH-62", "BHXH-64", "BHXH-99"]
    assert found(cluster=str(cluster_id("2024/VII"))) == ["BHXH-62", "BHXH-64"]
    assert found(cluster=str(cluster_id("2024/VII")), at="2023-01-01") == []
    assert found(province=str(unit_id("BHXH-99"))) == ["BHXH-99"]
    assert found(unit=str(unit_id("BHXH-64"))) == ["BHXH-64"]
    assert found(movement=str(movement_id("TDTX-2024")), state="signed") == ["BHXH-62", "BHXH-64"]
    assert (found(late=True), found(late=False)) == (["BHXH-64"], ["BHXH-62"])
    unknown = running.get_as(AUDITOR, "/covenants", movement=str(movement_id("TDTX-1999")))
    assert refused(unknown) == (404, "unknown-movement")


def test_what_somebody_may_do_now_follows_from_state_and_rights(running: Running) -> None:
    begin_year(running)
    address = agree(running, "BHXH-64")

    def steps(who: Any) -> list[str]:
        found: list[str] = done(running.get_as(who, address))["steps"]
        return found

    assert [steps(who) for who in (officer("BHXH-64"), head("BHXH-64"), cluster_head("BHXH-62"), AUDITOR)] == [
        ["register_titles"],
        ["sign", "register_titles"],
        ["withdraw_agreement"],
        [],
    ]
    done(running.post(f"{TDTX}/closing", STANDING_BODY))
    assert steps(head("BHXH-64")) == []


def test_the_standings_tell_who_is_late_and_who_is_missing(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-62")
    sign(running, "BHXH-64", on="2024-04-05")
    draft(running, "BHXH-66")
    register(running, "BHXH-66", on="2024-03-30")
    address = f"{VII}/standings"
    found = running.get(address, movement=str(movement_id("TDTX-2024")))
    assert (found["signed"], found["late"], found["unsigned"]) == (1, 1, 2)
    assert [(row["unit_code"], row["state"], row["signed"], row["late"], row["titles"]) for row in found["items"]] == [
        ("BHXH-62", "signed", True, False, []),
        ("BHXH-64", "signed", True, True, []),
        ("BHXH-66", "drafted", False, False, ["CO_BHXH"]),
        ("BHXH-67", None, False, False, []),
    ]
    earlier = running.get(address, movement=str(movement_id("TDTX-2024")), at="2024-03-25")
    assert (earlier["signed"], earlier["late"], earlier["unsigned"]) == (1, 0, 3)
    assert [row["titles"] for row in earlier["items"]] == [[], [], [], []]
    states = [(row["state"], row["signed"]) for row in earlier["items"]]
    assert states == [("signed", True), ("agreed", False), ("drafted", False), (None, False)]


def test_a_covenant_is_told_as_far_as_it_was_on_the_day(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-62")
    sign(running, "BHXH-64", on="2024-04-05")
    address = f"/covenants/{covenant_id('BHXH-62')}"
    one = running.get(address)
    before = date.fromisoformat(one["signed_on"]) - timedelta(days=1)
    agreed = running.get(address, at=before.isoformat())
    assert (agreed["state"], agreed["agreed_on"]) == ("agreed", one["agreed_on"])
    assert {agreed[name] for name in ("signed_on", "due_on", "late", "recorded_on", "rulebook", "edition")} == {None}
    drafted = running.get(address, at=one["drafted_on"])
    assert (drafted["state"], drafted["agreed_on"], one["state"]) == ("drafted", None, "signed")
    earlier = (date.fromisoformat(one["drafted_on"]) - timedelta(days=1)).isoformat()
    assert refused(running.get_as(AUDITOR, address, at=earlier))[0] == 404

    def found(**asked: object) -> list[str]:
        return [row["unit_code"] for row in running.get("/covenants", **asked)["items"]]

    assert sorted(found(at="2024-04-04", state="signed")) == ["BHXH-62"]
    assert found(at="2024-04-04", state="agreed") == ["BHXH-64"]
    assert (found(at="2024-04-04", late=True), found(at="2024-04-05", late=True)) == ([], ["BHXH-64"])
    assert found(at=earlier) == []


def test_the_head_submits_the_set_once(running: Running) -> None:
    begin_year(running)
    sign(running, "BHXH-62")
    sign(running, "BHXH-64", on="2024-04-05")
    sign(running, "BHXH-66", on="2024-04-20")
    register(running, "BHXH-62")
    address, body = f"{VII}/registration-sets", {"movement": "TDTX-2024"}
    deputy = cluster_head("BHXH-64")
    assert refused(running.post(address, deputy, body, Effective_At="2024-04-10")) == (409, "not-the-cluster-head")
    assert refused(running.post(address, head("BHXH-62"), body, Effective_At="2024-04-10")) == (403, "forbidden")
    done(running.post(address, cluster_head("BHXH-62"), body, Effective_At="2024-04-10"), 201)
    again = running.post(address, cluster_head("BHXH-62"), body, Effective_At="2024-04-11")
    assert refused(again) == (409, "set-already-submitted")
    [found] = running.get("/registration-sets", movement=str(movement_id("TDTX-2024")))["items"]
    ids = {code: str(unit_id(code)) for code in MEMBERS}
    assert (found["submitted_on"], found["signed"], found["late"], found["unsigned"], found["unregistered"]) == (
        "2024-04-10",
        [ids["BHXH-62"]],
        [ids["BHXH-64"]],
        [ids["BHXH-66"], ids["BHXH-67"]],
        [ids["BHXH-64"], ids["BHXH-66"], ids["BHXH-67"]],
    )
    set_id = identity("registration-set", cluster_id("2024/VII"), movement_id("TDTX-2024"))
    assert running.get(f"/registration-sets/{set_id}") == found
    assert len(running.get(f"/registration-sets/{set_id}/history")["items"]) == 1
    unknown = running.get_as(AUDITOR, "/registration-sets", cluster="2024/VIII")
    assert refused(unknown) == (404, "unknown-cluster")


def test_a_cluster_without_head_or_members_submits_nothing(running: Running) -> None:
    establish(running, *MEMBERS)
    launch(running)
    new = {"code": "2024/VII", "name": "Cụm VII", "kind": "cluster"}
    done(running.post("/clusters", STANDING_BODY, new, Effective_At="2024-01-01"), 201)
    address, body = f"{VII}/registration-sets", {"movement": "TDTX-2024"}
    assert refused(running.post(address, cluster_head("BHXH-62"), body)) == (409, "no-members")
    listed = {"document": "TB 12", "effective_from": "2024-01-01", "members": list(MEMBERS)}
    done(running.post(f"{VII}/membership-lists", STANDING_BODY, listed))
    assert refused(running.post(address, cluster_head("BHXH-62"), body)) == (409, "not-the-cluster-head")


def test_a_closed_movement_takes_nothing_more(running: Running) -> None:
    begin_year(running)
    address = agree(running, "BHXH-64")
    done(running.post(f"{TDTX}/closing", STANDING_BODY))
    reason, titles = {"reason": "Sửa"}, {"registrations": [FLAG]}
    assert {
        refused(running.post("/covenants", officer("BHXH-66"), {"unit": "BHXH-66", "movement": "TDTX-2024"})),
        refused(running.post(f"{address}/signature", head("BHXH-64"), Effective_At="2024-03-20")),
        refused(running.post(f"{address}/agreement/withdrawal", cluster_head("BHXH-62"), reason)),
        refused(running.post(f"{address}/registrations", officer("BHXH-64"), titles)),
        refused(running.post(f"{VII}/registration-sets", cluster_head("BHXH-62"), {"movement": "TDTX-2024"})),
    } == {(409, "movement-closed")}


def test_no_endpoint_is_read_without_a_right(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    paths = ["/clusters", "/movements", "/covenants", "/registration-sets", VII, TDTX, address, f"{address}/why"]
    visitor = running.headers(STANDING_BODY)["Authorization"][:-3] + "AAA"
    answers = {running.client.get(path, headers={"Authorization": visitor}).status_code for path in paths}
    assert answers == {401}


def test_the_openapi_of_every_endpoint_is_complete(running: Running) -> None:
    found = done(running.client.get("/openapi.json"))
    assert found["openapi"].startswith("3.1")
    for path, operations in found["paths"].items():
        if path in {"/healthz", "/problems/{code}"}:
            continue
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            expected = {"401", "403", "422"} if path == "/feed" else {"401", "403", "404", "409", "422"}
            assert expected <= set(operation["responses"]), (method, path)
    bodies = {
        name for name, schema in found["components"]["schemas"].items() if schema.get("additionalProperties") is False
    }
    assert {"NewUnit", "NewCovenant", "Election", "NewMovement"} <= bodies
    assert json.dumps(found).count('"examples"') > 20


def test_days_are_days_in_vietnam() -> None:
    assert str(VIETNAM) == "Asia/Ho_Chi_Minh"


@pytest.mark.row("A4")
@pytest.mark.row("B1")
def test_while_a_head_is_in_office_no_other_unit_agrees_in_the_cluster_s_name(running: Running) -> None:
    begin_year(running)
    address, claimed = draft(running, "BHXH-64"), cluster_head("BHXH-66")
    agreement = f"{address}/agreement"
    answer = running.post(agreement, claimed, Effective_At="2024-03-01")
    assert refused(answer) == (409, "not-head-in-office")
    assert "BHXH-62" in answer.json()["detail"]
    asked = f'{{ covenant(id: "{covenant_id("BHXH-64")}") {{ steps }} }}'
    offered = {
        who.name: (
            done(running.get_as(who, address))["steps"],
            [each.lower() for each in running.graph(asked, who)["covenant"]["steps"]],
        )
        for who in (claimed, cluster_head("BHXH-62"), STANDING_BODY)
    }
    assert offered == {
        claimed.name: ([], []),
        cluster_head("BHXH-62").name: (["agree"], ["agree"]),
        STANDING_BODY.name: (["agree"], ["agree"]),
    }
    done(running.post(agreement, cluster_head("BHXH-62"), Effective_At="2024-03-01"))
    withdrawal = {"reason": "Nâng chỉ tiêu"}
    assert refused(running.post(f"{agreement}/withdrawal", claimed, withdrawal, Effective_At="2024-03-02")) == (
        409,
        "not-head-in-office",
    )
    joint = {"movement": "TDTX-2024"}
    path = f"/clusters/{cluster_id('2024/VII')}/joint-signings"
    assert refused(running.post(path, claimed, joint, Effective_At="2024-03-03")) == (409, "not-head-in-office")
    done(running.post(f"{agreement}/withdrawal", STANDING_BODY, withdrawal, Effective_At="2024-03-02"))


def test_until_the_first_election_whoever_is_named_head_agrees(running: Running) -> None:
    establish(running, *MEMBERS)
    form(running, *MEMBERS)
    launch(running)
    address = draft(running, "BHXH-64")
    done(running.post(f"{address}/agreement", cluster_head("BHXH-66"), Effective_At="2024-03-01"))
    assert running.get(address)["state"] == "agreed"


def test_a_covenant_signed_in_time_and_recorded_after_the_deadline_says_so(running: Running) -> None:
    begin_year(running)
    address = sign(running, "BHXH-64", on="2024-03-31")
    register(running, "BHXH-64", on="2024-04-01")
    found = running.get(address)
    shown = ("signed_on", "late", "recorded_on", "timing")
    assert [found[name] for name in shown] == ["2024-03-31", False, "2024-12-31", "recorded_late"]
    [title] = found["registrations"]
    assert (title["late"], title["recorded_on"], title["timing"]) == (True, "2024-12-31", "late")
    query = """query($id: ID!) { covenant(id: $id) { recordedOn timing registrations { recordedOn timing } } }"""
    assert running.graph(query, id=address.rpartition("/")[2])["covenant"] == {
        "recordedOn": "2024-12-31",
        "timing": "RECORDED_LATE",
        "registrations": [{"recordedOn": "2024-12-31", "timing": "LATE"}],
    }


def test_a_covenant_is_not_signed_before_it_was_drafted_whatever_day_is_stated(running: Running) -> None:
    begin_year(running)
    address = draft(running, "BHXH-64")
    answer = running.post(f"{address}/agreement", cluster_head("BHXH-62"), Effective_At="2024-01-31")
    assert refused(answer) == (422, "before-its-basis")
    told = answer.json()
    assert told["fields"] == ["effective"]
    assert [day in told[text] for day in ("2024-01-31", "2024-02-01") for text in ("detail", "detail_en")] == [True] * 4
