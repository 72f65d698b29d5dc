"""Bad input and broken rules over HTTP: each gets its own answer, and nothing is half-written."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    STANDING_BODY,
    Running,
    ballot,
    close,
    cluster_head,
    councillor,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    members,
    nominate,
    open_council,
    open_selection,
    person,
    refused,
    select,
    vote,
    wording,
)

FIRST = CLUSTERS[0]


def ask(running: Running, unit: str, title: str = "CO_BHXH", movement: str = "TDTX-2024") -> Response:
    return running.post("/nominations", STANDING_BODY, {"unit_id": unit, "title": title, "movement_id": movement})


@pytest.mark.parametrize(
    ("unit", "title", "movement", "answered"),
    [
        ("I-3", "CO_BHXH", "TDTX-2024", (409, "no-signed-covenant")),
        ("I-2", "CO_BHXH", "TDTX-2024", (409, "not-the-leading-unit")),
        ("I-1", "LDTT", "TDTX-2024", (409, "title-is-for-persons")),
        ("I-1", "TTLDXS", "TDTX-2024", (409, "title-not-registered")),
    ],
)
def test_who_may_not_be_nominated_is_told_why_and_the_question_gives_the_same_answer(
    year: Running, unit: str, title: str, movement: str, answered: tuple[int, str]
) -> None:
    answer = ask(year, unit, title, movement)
    assert refused(answer) == answered
    found = year.get("/eligibility", unit_id=unit, title=title, movement_id=movement)
    assert (found["eligible"], found["refusal"]["code"]) == (False, answered[1])
    assert found["why"]["tree"] == answer.json()["explanation"]
    assert year.get("/nominations")["items"] == []


def test_who_signed_no_covenant_is_named_by_the_codes_that_people_know(year: Running) -> None:
    said = (
        "Đơn vị I-3 chưa ký giao ước thi đua của phong trào TDTX-2024 nên không được xét cuối năm.",
        "Unit I-3 has signed no covenant for movement TDTX-2024, so it is not considered at year end.",
    )
    answer = ask(year, "I-3")
    assert wording(answer) == said
    [condition] = [each for each in answer.json()["explanation"]["inputs"] if each["value"] == "NOT_MET"][:1]
    assert condition["inputs"][0]["label"] == {"vi": said[0], "en": said[1]}


@pytest.mark.parametrize(
    ("changed", "code", "detail"),
    [
        ({"unit_id": "X-9"}, "nomination-unit-unknown", "Không có đơn vị nào mang mã X-9."),
        ({"movement_id": "XX"}, "nomination-movement-unknown", "Không có phong trào thi đua nào mang mã XX."),
    ],
)
def test_who_is_unknown_is_named_as_it_was_asked_for(
    year: Running, changed: dict[str, str], code: str, detail: str
) -> None:
    asked = {"unit_id": "I-1", "title": "CO_BHXH", "movement_id": "TDTX-2024", **changed}
    nominated = year.post("/nominations", STANDING_BODY, asked)
    for answer in (nominated, year.get_as(STANDING_BODY, "/eligibility", **asked)):
        assert (refused(answer), answer.json()["fields"]) == ((404, code), list(changed))
        assert answer.json()["detail"] == detail


def test_who_is_unknown_is_named_by_the_id_asked_for(year: Running) -> None:
    unknown = uuid4()
    assert wording(ask(year, str(unknown)))[1] == f"There is no unit {unknown}."


def test_the_leader_is_told_that_nothing_stands_against_it(year: Running) -> None:
    found = year.get("/eligibility", unit_id="I-1", title="CO_BHXH", movement_id="TDTX-2024", on="2025-02-01")
    assert (found["eligible"], found["refusal"], found["why"]["tree"]["value"]) == (True, None, "MET")


def test_a_title_that_no_rulebook_has_is_told_apart(year: Running) -> None:
    assert refused(ask(year, "I-1", "CO_KHAC")) == (422, "nomination-title-unknown")
    query = {"unit_id": "I-1", "title": "CO_KHAC", "movement_id": "TDTX-2024"}
    assert refused(year.get_as(STANDING_BODY, "/eligibility", **query)) == (422, "nomination-title-unknown")


def test_before_the_year_end_board_is_frozen_there_is_no_candidate(running: Running) -> None:
    told = running.neighbours
    told.movement()
    told.units("A-1")
    told.cluster("2024/A", "A-1")
    told.covenant("A-1")
    told.edition("2024/A", "A-1", kind="HALF_YEAR", period="2024-H1")
    running.hear()
    assert refused(ask(running, "A-1")) == (409, "ranks-must-pass-first")
    told.edition("2024/A", "A-1")
    running.hear()
    done(ask(running, "A-1"), 201)


def test_the_leader_of_a_district_cluster_is_no_candidate_for_a_flag(running: Running) -> None:
    told = running.neighbours
    told.movement()
    told.units("D-1")
    told.cluster("BHXH-01/C1", "D-1", kind="district_cluster")
    told.covenant("D-1")
    told.edition("BHXH-01/C1", "D-1")
    running.hear()
    assert refused(ask(running, "D-1")) == (409, "board-not-of-the-sector")


def test_there_is_one_nomination_a_unit_title_and_movement(year: Running) -> None:
    done(ask(year, "I-1"), 201)
    assert refused(ask(year, "I-1")) == (409, "already-nominated")


def test_a_repeat_with_the_same_key_gets_the_first_answer(year: Running) -> None:
    body = {"unit_id": "I-1", "title": "CO_BHXH", "movement_id": "TDTX-2024"}
    first = year.post("/nominations", STANDING_BODY, body, Idempotency_Key="k1")
    again = year.post("/nominations", STANDING_BODY, body, Idempotency_Key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_stale_version_is_refused(year: Running) -> None:
    nomination = nominate(year, "I-1")
    stale = year.post(f"/nominations/{nomination}/withdrawal", STANDING_BODY, {"reason": "x"}, If_Match='"7"')
    assert refused(stale) == (412, "stale-version")


@pytest.fixture
def case(year: Running) -> UUID:
    return nominate(year, "I-1")


def session_of(year: Running, **changed: Any) -> Response:
    body = {"kind": "SELECTION", "cluster_id": FIRST, "movement_id": "TDTX-2024", "nominations": [], **changed}
    return year.post("/sessions", STANDING_BODY, body)


def test_a_ballot_without_a_nomination_is_no_session(year: Running) -> None:
    assert refused(session_of(year)) == (422, "no-candidates")
    assert refused(session_of(year, nominations=[str(uuid4())])) == (404, "missing")


def test_a_session_of_an_unknown_cluster_or_kind_or_without_code_is_refused(year: Running, case: UUID) -> None:
    assert refused(session_of(year, nominations=[str(case)], cluster_id="2024/XX")) == (
        404,
        "nomination-cluster-unknown",
    )
    assert refused(session_of(year, nominations=[str(case)], kind="COUP")) == (422, "invalid-input")
    council = {"kind": "COUNCIL", "code": " ", "movement_id": "TDTX-2024", "nominations": [str(case)], "roll": []}
    select(year, FIRST, case)
    assert refused(year.post("/sessions", STANDING_BODY, council)) == (422, "session-code-required")
    assert refused(year.post("/sessions", STANDING_BODY, {**council, "code": "HD"})) == (422, "empty-roll")
    stranger = {**council, "code": "HD", "roll": [{"id": "uv.01"}, {"id": "uv.02", "unit_id": "X-9"}]}
    answer = year.post("/sessions", STANDING_BODY, stranger)
    assert (refused(answer), answer.json()["fields"]) == ((404, "nomination-unit-unknown"), ["roll[1].unit_id"])


def test_a_cluster_selects_among_its_own(year: Running, case: UUID) -> None:  # rule: candidate_is_of_the_meeting
    assert refused(session_of(year, nominations=[str(case)], cluster_id=CLUSTERS[1])) == (
        409,
        "candidate-of-another-board",
    )
    year.neighbours.movement("TDTX-2025")
    year.hear()
    elsewhere = session_of(year, nominations=[str(case)], movement_id="TDTX-2025")
    assert refused(elsewhere) == (409, "candidate-of-another-board")
    assert wording(elsewhere)[0] == "Đề cử CO_BHXH của đơn vị I-1 không thuộc khối, cụm hoặc phong trào của phiên họp."


def test_a_title_without_selection_is_not_selected_and_titles_of_other_rules_stand_on_other_papers(
    year: Running, case: UUID
) -> None:  # rule: one_rule_for_the_paper
    year.neighbours.covenant("I-3", ["TTLDXS"])
    year.hear()
    straight = nominate(year, "I-3", "TTLDXS")
    assert refused(session_of(year, nominations=[str(straight)])) == (409, "no-selection-for-title")
    select(year, FIRST, case)
    mixed = {
        "kind": "COUNCIL",
        "code": "HD",
        "movement_id": "TDTX-2024",
        "nominations": [str(case), str(straight)],
        "roll": [{"id": "council-01"}],
    }
    assert refused(year.post("/sessions", STANDING_BODY, mixed)) == (409, "mixed-voting-rules")


def test_a_session_is_convened_once_and_a_candidate_stands_in_one(year: Running, case: UUID) -> None:
    """Rules: session_is_new, candidate_stands_in_no_other_session."""
    session = open_selection(year, FIRST, case)
    assert refused(session_of(year, nominations=[str(case)])) == (409, "session-exists")
    assert refused(session_of(year, nominations=[str(case)], code="lần khác")) == (409, "candidate-in-another-session")
    assert [row["id"] for row in year.get("/sessions")["items"]] == [str(session)]


def test_a_refused_opening_leaves_no_key_behind(year: Running, case: UUID) -> None:
    session = open_selection(year, FIRST, case)
    session_of(year, nominations=[str(case)], code="lần khác")
    year.post(f"/sessions/{session}/rounds", STANDING_BODY)
    assert len(list((year.folder / "keys").iterdir())) == 1


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        (head("II-1"), 409, "not-on-the-roll"),
        (head("I-1"), 409, "recused"),
        (person("unit_officer", unit="I-2"), 403, "forbidden"),
        (person("unit_head"), 403, "forbidden"),
        (councillor("council-01"), 403, "forbidden"),
    ],
)
def test_who_may_not_vote_is_told_why(year: Running, case: UUID, who: Any, status: int, code: str) -> None:
    session = open_selection(year, FIRST, case)
    assert refused(year.post(f"/sessions/{session}/ballots", who, ballot("YES", case))) == (status, code)
    assert year.get(f"/sessions/{session}")["rounds"][0]["turnout"] == []


def test_voting_twice_and_paper_that_does_not_fit(year: Running, case: UUID) -> None:
    session = open_selection(year, FIRST, case)
    path, voter = f"/sessions/{session}/ballots", head("I-2")
    assert refused(year.post(path, voter, ballot("YES", uuid4()))) == (422, "paper-does-not-fit")
    assert refused(year.post(path, voter, ballot("YES", case, case))) == (422, "paper-does-not-fit")
    assert refused(year.post(path, voter, ballot("PERHAPS", case))) == (422, "invalid-input")
    assert refused(year.post(path, voter, {**ballot("YES", case), "in_writing": True})) == (
        409,
        "written-opinion-not-allowed",
    )
    done(year.post(path, voter, ballot("YES", case)))
    again = year.post(path, voter, ballot("NO", case))
    assert refused(again) == (409, "voted-already")
    assert wording(again) == ("I-2 đã bỏ phiếu ở vòng 1.", "I-2 has already voted in round 1.")


def test_closing_needs_a_quorum_and_an_open_round(year: Running, case: UUID) -> None:
    session = open_selection(year, FIRST, case)
    vote(year, session, [head("I-2"), head("I-3")], "YES", case)
    closing = f"/sessions/{session}/closing"
    answer = year.post(closing, STANDING_BODY)
    assert (refused(answer), answer.json()["fields"]) == ((409, "no-quorum"), ["present"])
    attendance = {"present": [str(unit_id("I-1"))]}
    done(year.post(f"/sessions/{session}/attendance", cluster_head(FIRST), attendance))
    attendance = {"present": [str(unit_id("I-1")), "guest"]}
    answer = year.post(f"/sessions/{session}/attendance", cluster_head(FIRST), attendance)
    assert (refused(answer), answer.json()["fields"]) == ((409, "not-on-the-roll"), ["present[1]"])
    close(year, session, cluster_head(FIRST))
    assert refused(year.post(closing, STANDING_BODY)) == (409, "round-not-open")
    assert refused(year.post(f"/sessions/{session}/ballots", head("I-4"), ballot("YES", case))) == (
        409,
        "round-not-open",
    )
    assert refused(year.post(f"/sessions/{session}/rounds", STANDING_BODY)) == (409, "nothing-left-to-vote-on")


def test_rounds_are_voided_once_and_reopened_only_when_ended(year: Running, case: UUID) -> None:
    session = open_selection(year, FIRST, case)
    assert refused(year.post(f"/sessions/{session}/rounds", STANDING_BODY)) == (409, "round-still-open")
    done(year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "mất điện"}))
    again = year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "lần nữa"})
    assert refused(again) == (409, "round-void-already")


def test_a_vote_that_a_decision_rests_on_is_not_voided(year: Running, case: UUID) -> None:
    session = select(year, FIRST, case)["id"]
    endorse(year, case)
    draw(year, "CO_BHXH")
    done(decide(year, case), 201)
    assert refused(year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "muộn"})) == (
        409,
        "nomination-not-open",
    )
    assert year.get(f"/sessions/{session}")["state"] == "CLOSED"


def test_a_council_member_votes_for_nobody_else(year: Running, case: UUID) -> None:
    select(year, FIRST, case)
    session = open_council(year, case)
    path = f"/sessions/{session}/ballots"
    assert refused(year.post(path, councillor("council-99"), ballot("YES", case))) == (409, "not-on-the-roll")
    assert refused(year.post(path, head("I-2"), ballot("YES", case))) == (403, "forbidden")


def test_decisions_are_refused_for_their_reasons(year: Running, case: UUID) -> None:
    early = decide(year, case)
    assert refused(early) == (409, "not-passed-by-the-council")
    assert wording(early)[1] == (
        "Nomination CO_BHXH (I-1) is at stage proposed; only one that has passed the council is decided."
    )
    select(year, FIRST, case)
    endorse(year, case)
    assert refused(decide(year, case)) == (409, "quota-line-not-drawn")
    draw(year, "CO_BHXH")
    assert refused(decide(year, case, "Chủ tịch tỉnh")) == (409, "wrong-authority")
    assert refused(decide(year, case, number="2468")) == (422, "decision-number-not-valid")
    assert refused(decide(year, case, override_reason="cho chắc")) == (409, "override-needless")
    body = {"nomination_id": str(case), "number": "1/QĐ", "authority": "x"}
    assert refused(year.post("/decisions", STANDING_BODY, body)) == (403, "forbidden")
    early = year.post(
        "/decisions",
        APPROVER,
        {**body, "authority": "Tổng Giám đốc BHXH Việt Nam"},
        Effective_At="2025-01-05",
    )
    assert refused(early) == (422, "before-what-it-rests-on")
    assert year.get("/decisions")["items"] == []


def test_lines_are_refused_for_their_reasons(year: Running) -> None:
    def line(title: str) -> Response:
        return year.post("/quota-lines", STANDING_BODY, {"title": title, "movement_id": "TDTX-2024"})

    assert refused(line("CO_BHXH")) == (409, "nobody-passed-the-council")
    assert refused(line("TTLDXS")) == (409, "title-has-no-quota")
    assert refused(line("CO_KHAC")) == (422, "nomination-title-unknown")


def test_a_tie_at_the_line_waits_for_the_chair(year: Running) -> None:
    told = year.neighbours
    for cluster in CLUSTERS[1:]:
        told.edition(cluster, *members(cluster), no=2)
    year.hear()
    cases = [nominate(year, leader(cluster), "CO_CHINH_PHU") for cluster in CLUSTERS]
    for cluster, nomination in zip(CLUSTERS, cases, strict=True):
        select(year, cluster, nomination)
    endorse(year, *cases)
    body: dict[str, Any] = {"title": "CO_CHINH_PHU", "movement_id": "TDTX-2024"}
    tie = year.post("/quota-lines", STANDING_BODY, body)
    assert refused(tie) == (409, "tie-at-the-line")
    assert all(f"CO_CHINH_PHU ({leader(cluster)})" in wording(tie)[0] for cluster in CLUSTERS)
    chosen = {**body, "chair_prefers": [str(cases[3])]}
    line = done(year.post("/quota-lines", STANDING_BODY, chosen), 201)["id"]
    order = year.get(f"/quota-lines/{line}")["order"]
    assert [each["nomination_id"] for each in order if each["within"]] == [str(cases[3])]
    assert all(each["by_chair"] for each in order)


@pytest.mark.parametrize(
    "path",
    [
        "/nominations/{id}",
        "/nominations/{id}/why",
        "/sessions/{id}",
        "/sessions/{id}/why",
        "/sessions/{id}/open-ballots",
        "/quota-lines/{id}",
        "/quota-lines/{id}/why",
        "/decisions/{id}",
        "/decisions/{id}/why",
    ],
)
def test_what_is_not_there_is_missing(running: Running, path: str) -> None:
    assert refused(running.get_as(STANDING_BODY, path.format(id=uuid4()))) == (404, "missing")


@pytest.mark.parametrize("path", ["/nominations", "/sessions", "/quota-lines", "/decisions"])
def test_a_reader_needs_a_role_of_the_product(running: Running, path: str) -> None:
    assert refused(running.get_as(person("janitor"), path)) == (403, "forbidden")
    assert refused(running.client.get(path)) == (401, "unauthenticated")
    assert running.get(path) == {"items": [], "next": None}


def test_filters_find_what_they_say(year: Running, case: UUID) -> None:
    session = open_selection(year, FIRST, case)
    assert year.get("/nominations", unit="I-1", movement="TDTX-2024", cluster=FIRST, challenged=False)["items"]
    assert year.get("/nominations", unit=str(unit_id("I-1")))["items"][0]["id"] == str(case)
    assert year.get("/nominations", unit="II-1")["items"] == []
    assert year.get("/sessions", kind="COUNCIL")["items"] == []
    [found] = year.get("/sessions", kind="SELECTION", cluster=FIRST, state="OPEN", movement="TDTX-2024")["items"]
    assert (found["id"], found["threshold"], found["members"]) == (str(session), "> 1/2", 4)
    details = year.get(f"/sessions/{session}")
    assert [each["voter"] for each in details["recusals"]] == [str(unit_id("I-1"))]
    assert len(details["roll"]) == 4
    assert [each["title"] for each in details["candidates"]] == ["CO_BHXH"]


def test_a_reference_as_long_as_an_id_that_is_none_is_a_code(year: Running) -> None:
    answer = year.get_as(STANDING_BODY, "/nominations", unit="x" * 36)
    assert (refused(answer), wording(answer)[1]) == ((404, "nomination-unit-unknown"), f"There is no unit {'x' * 36}.")
