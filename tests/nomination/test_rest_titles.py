"""D2, B2: persons nominated through their unit, barred, lacking or outstanding; the ladder; who qualifies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.nomination.neighbours import cluster_id, unit_id
from tests.nomination.running import (
    APPROVER,
    AUDITOR,
    CLUSTERS,
    COUNCIL,
    MOVEMENT,
    STANDING_BODY,
    Running,
    close,
    councillor,
    done,
    head,
    live_through_a_year,
    members,
    open_council,
    person,
    refused,
    vote,
)
from tests.support.statements import MORE, assert_read_together, counted

UNIT, OTHER = members(CLUSTERS[0])[0], members(CLUSTERS[0])[1]
CODE = "CB-0001"
AUTHORITY = "Thủ trưởng đơn vị có tư cách pháp nhân"
RATED = {"kind": "rating", "year": 2024, "level": "good"}
CONDUCT = {"kind": "attestation", "year": 2024, "standard": "conduct"}
INITIATIVE = {
    "kind": "initiative",
    "name": "Số hóa hồ sơ",
    "level": "base",
    "recognised_on": "2024-11-05",
    "council": "Hội đồng sáng kiến",
}


@pytest.fixture
def registered(year: Running) -> Running:
    """Two titles registered for a person of the first office."""
    for title in ("LDTT", "CSTDCS", "BK_BHXH_CN"):
        year.neighbours.register_person(UNIT, title, CODE)
    year.hear()
    return year


def opened(running: Running, code: str = CODE, **more: object) -> str:
    body = {"unit_id": UNIT, "person_code": code, "since": "2015-03-01", "complete_from": 2015, **more}
    found: str = done(running.post("/merit-files", STANDING_BODY, body), 201)["id"]
    return found


def put(running: Running, file: str, fact: dict[str, Any]) -> str:
    body = {"fact": fact, "evidence": "12/QĐ-BHXH"}
    made: str = done(running.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)["details"]["fact"]
    return made


def proposal(title: str = "LDTT", unit: str = UNIT, **more: Any) -> dict[str, object]:
    return {"unit_id": unit, "title": title, "movement_id": "TDTX-2024", "person_code": CODE, **more}


def nominated(running: Running, title: str = "LDTT", **more: Any) -> UUID:
    return UUID(done(running.post("/nominations", head(UNIT), proposal(title, **more)), 201)["id"])


def endorsed(running: Running, *nominations: UUID) -> None:
    session = open_council(running, *nominations)
    vote(running, session, [councillor(each) for each in COUNCIL], "YES", *nominations)
    close(running, session)


def decided(running: Running, nomination: UUID, number: str = "77/QĐ-BHXH") -> str:
    body = {"nomination_id": str(nomination), "number": number, "authority": AUTHORITY}
    found: str = done(running.post("/decisions", APPROVER, body), 201)["id"]
    return found


def test_a_person_goes_from_the_unit_to_the_decision_and_the_title_is_on_file(registered: Running) -> None:
    file = opened(registered)
    put(registered, file, RATED)
    put(registered, file, CONDUCT)
    nomination = nominated(registered)
    told = registered.get(f"/nominations/{nomination}")
    assert (told["person_code"], told["merit"], told["outstanding"]) == (CODE, "MET", [])
    endorsed(registered, nomination)
    decided(registered, nomination)
    awards = [each["fact"] for each in registered.get(f"/merit-files/{file}")["facts"] if each["kind"] == "Award"]
    assert [(each["title"], each["year"], each["number"]) for each in awards] == [("LDTT", 2024, "77/QĐ-BHXH")]
    assert registered.get(f"/merit-files/{file}/streaks") == {
        "items": [{"title": "LDTT", "years": [2024], "gaps": [], "current": 1}]
    }


def test_what_nothing_answers_lets_the_nomination_stand_and_is_listed_as_outstanding(registered: Running) -> None:
    put(registered, opened(registered), RATED)
    nomination = nominated(registered)
    told = registered.get(f"/nominations/{nomination}")
    assert told["merit"] == "UNKNOWN"
    assert [each["en"] for each in told["outstanding"]] == [
        "Obeys policy and law; self-reliant, united, takes part in the drives"
    ]
    asked = "query($id: ID!) { nomination(id: $id) { personCode merit outstanding } }"
    assert registered.graph(asked, id=str(nomination))["nomination"] == {
        "personCode": CODE,
        "merit": "UNKNOWN",
        "outstanding": [each["vi"] for each in told["outstanding"]],
    }


def test_whoever_is_barred_or_lacks_a_standard_is_refused_with_the_article(registered: Running) -> None:
    file = opened(registered)
    rating = put(registered, file, {**RATED, "level": "done"})
    answer = registered.post("/nominations", head(UNIT), proposal())
    assert refused(answer) == (409, "standard-not-met")
    assert answer.json()["source"] == {
        "document": "Luật 06/2022/QH15",
        "article": "Điều 24 khoản 1",
        "status": "found",
    }
    body = {"fact": RATED, "evidence": "13/QĐ", "corrects": rating}
    done(registered.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)
    put(registered, file, {"kind": "inquiry", "inquiry": "complaint", "about": "Đơn 07", "opened_on": "2025-01-05"})
    barred = registered.post("/nominations", head(UNIT), proposal())
    assert refused(barred) == (409, "candidate-barred")
    assert "(khiếu nại, tố cáo, báo chí nêu đang xác minh: Đơn 07, 2025-01-05)" in barred.json()["detail"]
    assert "(complaint or press report being verified: Đơn 07, 2025-01-05)" in barred.json()["detail_en"]
    assert "NĐ 152/2025/NĐ-CP" in barred.json()["source"]["document"]


def test_the_person_belongs_to_the_unit_and_the_title_to_persons(registered: Running) -> None:
    assert refused(registered.post("/nominations", head(UNIT), proposal())) == (409, "person-not-in-the-unit")
    file = opened(registered)
    flag = registered.post("/nominations", head(UNIT), proposal("CO_BHXH"))
    assert refused(flag) == (409, "title-is-for-collectives")
    alone = {"unit_id": UNIT, "title": "LDTT", "movement_id": "TDTX-2024"}
    assert refused(registered.post("/nominations", head(UNIT), alone)) == (409, "title-is-for-persons")
    put(registered, file, {"kind": "membership", "unit_id": OTHER, "since": "2024-06-01", "moved_from": UNIT})
    assert refused(registered.post("/nominations", head(UNIT), proposal())) == (409, "person-not-in-the-unit")


def test_a_title_that_was_not_registered_for_the_person_is_refused(year: Running) -> None:
    opened(year)
    assert refused(year.post("/nominations", head(UNIT), proposal())) == (409, "title-not-registered")


def test_an_initiative_serves_one_nomination_and_is_free_again_when_it_is_withdrawn(registered: Running) -> None:
    file = opened(registered)
    for fact in (RATED, CONDUCT):
        put(registered, file, fact)
    made = put(registered, file, INITIATIVE)
    nomination = nominated(registered, "CSTDCS", initiatives=[made])
    used = {each["id"]: each["used_for"] for each in registered.get(f"/merit-files/{file}")["facts"]}
    assert used[made] == {"title": "CSTDCS", "year": 2024, "by": str(nomination)}
    again = registered.post("/nominations", head(UNIT), proposal("BK_BHXH_CN", initiatives=[made]))
    assert refused(again) == (409, "initiative-used-twice")
    assert "CSTDCS" in again.json()["detail"]
    done(registered.post(f"/nominations/{nomination}/withdrawal", head(UNIT), {"reason": "xin rút"}))
    used = {each["id"]: each["used_for"] for each in registered.get(f"/merit-files/{file}")["facts"]}
    assert used[made] is None
    nominated(registered, "CSTDCS", initiatives=[made])
    unknown = registered.post("/nominations", head(UNIT), proposal("BK_BHXH_CN", initiatives=[str(nomination)]))
    assert refused(unknown) == (404, "merit-fact-not-standing")


def test_a_revocation_takes_the_title_off_the_file_and_shows_who_stood_on_it(registered: Running) -> None:
    file = opened(registered)
    for fact in (RATED, CONDUCT, INITIATIVE):
        put(registered, file, fact)
    first = nominated(registered)
    endorsed(registered, first)
    decision = decided(registered, first)
    second = nominated(registered, "CSTDCS")
    revocation = {"ground": "FALSE_RECORD", "finding": "Kết luận thanh tra 12/KL-TTr"}
    done(registered.post(f"/decisions/{decision}/revocation", APPROVER, revocation))
    kinds = [each["kind"] for each in registered.get(f"/merit-files/{file}")["facts"]]
    assert "Award" not in kinds
    [fell] = registered.get(f"/decisions/{decision}/consequences")["items"]
    assert (fell["id"], fell["title"]) == (str(second), "CSTDCS")
    asked = "query($id: ID!) { decisionConsequences(decision: $id) { id title } }"
    assert registered.graph(asked, id=decision)["decisionConsequences"] == [{"id": str(second), "title": "CSTDCS"}]


LADDER = """
query($file: ID!) {
  titleLadder(file: $file, year: 2024) { year next { title state held missing { en } } rungs { title } }
  titleStreaks(file: $file) { title years gaps current }
  titleAssessment(file: $file, title: "CSTDCS", year: 2024) { title year state initiatives missing { state source }
    why { value } }
  qualified(title: "LDTT", year: 2024, state: UNKNOWN) { nodes { file key state missing { vi detail } } next }
}
"""


def test_the_ladder_and_the_assessment_say_the_same_over_rest_and_graph(year: Running) -> None:
    file = opened(year)
    for fact in (RATED, CONDUCT):
        put(year, file, fact)
    award: dict[str, object] = {
        "kind": "award",
        "title": "LDTT",
        "year": 2024,
        "number": "9/QĐ",
        "decided_on": "2024-12-20",
    }
    put(year, file, award)
    ladder = year.get(f"/merit-files/{file}/ladder", year=2024)
    assert (ladder["next"]["title"], ladder["next"]["state"]) == ("CSTDCS", "NOT_MET")
    found = year.get(f"/merit-files/{file}/assessment", title="CSTDCS", year=2024)
    graph = year.graph(LADDER, file=file)
    assert graph["titleLadder"]["next"] == {
        "title": "CSTDCS",
        "state": "NOT_MET",
        "held": False,
        "missing": [{"en": each["en"]} for each in ladder["next"]["missing"]],
    }
    assert [each["title"] for each in graph["titleLadder"]["rungs"]] == [each["title"] for each in ladder["rungs"]]
    assert graph["titleStreaks"] == [{"title": "LDTT", "years": [2024], "gaps": [], "current": 1}]
    assert graph["titleAssessment"]["missing"] == [
        {"state": each["state"], "source": each["source"]} for each in found["missing"]
    ]
    earlier = year.get(f"/merit-files/{file}/assessment", title="CSTDCS", year=2024, on="2022-12-31")
    assert earlier["why"]["tree"]["rule_version"].startswith("cv4268-2021@")
    other = year.get_as(AUDITOR, f"/merit-files/{file}/assessment", title="CO_BHXH", year=2024)
    assert refused(other) == (422, "merit-fact-not-of-holder")


@pytest.mark.parametrize(
    "asked",
    [
        'titleLadder(file: "%s", year: 0) { year }',
        'titleAssessment(file: "%s", title: "LDTT", year: -5) { year }',
        'qualified(title: "LDTT", year: 99999) { next }',
    ],
)
def test_a_year_without_awards_is_refused_in_the_graph_as_in_rest(year: Running, asked: str) -> None:
    query = "{ " + asked.replace("%s", opened(year)) + " }"
    answer = year.client.post("/graphql", json={"query": query}, headers=year.headers(AUDITOR)).json()
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["merit-year-impossible"]


def test_all_who_qualify_are_listed_by_unit_and_cluster_page_by_page(year: Running) -> None:
    files = [opened(year, f"CB-{number}") for number in range(3)]
    for file in files:
        put(year, file, RATED)
    good = opened(year, CODE)
    for fact in (RATED, CONDUCT):
        put(year, good, fact)
    query = {"title": "LDTT", "year": 2024, "state": "UNKNOWN"}
    found: list[str] = []
    page: dict[str, Any] = {"next": None}
    while len(found) < len(files) or page["next"] is not None:
        page = year.get("/qualified", **query, limit=1, after=page["next"])
        found += [each["file_id"] for each in page["items"]]
    assert sorted(found) == sorted(files)
    sizes = [
        len(year.get("/qualified", **query, **where)["items"])
        for where in ({"unit": UNIT}, {"unit": OTHER}, {"cluster": CLUSTERS[0]}, {"cluster": CLUSTERS[1]})
    ]
    assert sizes == [3, 0, 3, 0]
    assert [each["key"] for each in year.get("/qualified", title="LDTT", year=2024)["items"]] == [CODE]
    in_the_movement = {"title": "LDTT", "year": 2024, "movement": "TDTX-2024"}
    assert year.get("/qualified", **in_the_movement) == {"items": [], "next": None}
    year.neighbours.register_person(UNIT, "LDTT", CODE)
    year.hear()
    assert [each["key"] for each in year.get("/qualified", **in_the_movement)["items"]] == [CODE]
    ask = 'query($u: ID, $c: ID) { qualified(title: "LDTT", year: 2024, state: UNKNOWN, unit: $u, cluster: $c) {'
    nodes = year.graph(ask + " nodes { file } next } }", u=str(unit_id(UNIT)), c=str(cluster_id(CLUSTERS[0])))
    assert len(nodes["qualified"]["nodes"]) == 3
    short = '{ qualified(title: "LDTT", year: 2024, state: UNKNOWN, first: 1) { nodes { file } next } }'
    assert year.graph(short)["qualified"]["next"] == min(files, key=str)


@pytest.mark.parametrize("title", ["LDTT", "TTLDTT"])
def test_many_files_are_judged_in_as_few_statements_as_one(running: Running, title: str) -> None:
    live_through_a_year(running, tuple(f"2024/{number}" for number in range(10, 16)))
    units = [unit for number in range(10, 16) for unit in members(f"2024/{number}")][: 1 + MORE]
    asked = {"title": title, "year": 2024, "state": "NOT_MET", "movement": "TDTX-2024"}
    read = []
    for some in (units[:1], units[1:]):
        for unit in some:
            person = {"person_code": f"CB-{unit}", "since": "2015-03-01"} if title == "LDTT" else {}
            done(running.post("/merit-files", STANDING_BODY, {"unit_id": unit, **person}), 201)
        with counted() as statements:
            found = running.get("/qualified", **asked)["items"]
        read.append((statements, len(found)))
    (few, one), (many, every) = read
    assert (one, every) == (1, 1 + MORE)
    assert_read_together(few, many, MORE)


def test_what_is_on_file_about_a_person_is_not_for_everybody(registered: Running) -> None:
    file, department = opened(registered), person("department")
    asked = {"title": "LDTT", "year": 2024}
    questions: list[tuple[str, dict[str, Any]]] = [
        (f"/merit-files/{file}/assessment", asked),
        (f"/merit-files/{file}/ladder", {"year": 2024}),
        (f"/merit-files/{file}/streaks", {}),
        ("/qualified", {**asked, "state": "UNKNOWN"}),
        ("/eligibility", {"unit_id": UNIT, "title": "LDTT", "movement_id": "TDTX-2024", "person": CODE}),
    ]
    for path, query in questions:
        assert refused(registered.get_as(department, path, **query)) == (403, "forbidden"), path
    eligible = registered.get("/eligibility", unit_id=UNIT, title="LDTT", movement_id="TDTX-2024", person=CODE)
    assert eligible["eligible"] is True
    ask = 'query($u: ID!, $m: ID!) { eligibility(unit: $u, title: "LDTT", movement: $m, person: "CB-0001") {'
    told = registered.graph(ask + " eligible } }", u=str(unit_id(UNIT)), m=str(MOVEMENT))
    assert told["eligibility"] == {"eligible": True}


def test_a_person_is_nominated_in_the_graph(registered: Running) -> None:
    put(registered, opened(registered), RATED)
    nominate = """mutation($u: ID!, $m: ID!) {
      nominate(unit: $u, title: "LDTT", movement: $m, person: "CB-0001") { __typename } }"""
    answer = registered.graph(nominate, head(UNIT), u=str(unit_id(UNIT)), m=str(MOVEMENT))
    assert answer["nominate"]["__typename"] == "Receipt"


def test_a_merged_unit_is_asked_with_the_history_of_its_predecessors(year: Running) -> None:
    year.neighbours.merger(OTHER, UNIT)
    year.hear()
    files = {}
    for unit in (UNIT, OTHER):
        body = {"unit_id": unit, "since": "1995-07-01", "complete_from": 1995}
        files[unit] = done(year.post("/merit-files", STANDING_BODY, body), 201)["id"]
    award = {"kind": "award", "title": "CO_BHXH", "year": 2023, "number": "5/QĐ", "decided_on": "2024-01-20"}
    put(year, files[OTHER], award)
    put(year, files[UNIT], {"kind": "predecessor", "unit_id": OTHER, "merged_on": "2024-07-01"})
    assert year.get(f"/merit-files/{files[UNIT]}/streaks")["items"][0]["years"] == [2023]


def test_a_person_is_nominated_before_the_unit_s_board_is_frozen(running: Running) -> None:
    told, unit = running.neighbours, UNIT
    told.movement()
    told.units(unit)
    told.covenant(unit, ())
    told.register_person(unit, "LDTT", CODE)
    running.hear()
    file = opened(running)
    put(running, file, RATED)
    put(running, file, CONDUCT)
    nomination = nominated(running)
    found = running.get(f"/nominations/{nomination}")
    assert [found[name] for name in ("cluster_id", "period", "edition_no", "rank", "score", "merit")] == [
        None,
        "2024",
        0,
        None,
        None,
        "MET",
    ]
    asked = "query($id: ID!) { nomination(id: $id) { cluster { id } editionNo period } }"
    assert running.graph(asked, id=str(nomination))["nomination"] == {"cluster": None, "editionNo": 0, "period": "2024"}
    [event] = running.service.store.history(nomination)
    fact: Any = running.service.store.announce(event.event)
    told_of = (type(fact).__name__, fact.person_code, fact.cluster_id, fact.edition_no)
    assert told_of == ("NominationAccepted", CODE, UUID(int=0), 0)
    path = f"/nominations/{nomination}/withdrawal"
    done(running.post(path, head(unit), {"reason": "xin rút"}))
    assert nominated(running) == nomination
    again: Any = running.service.store.announce(running.service.store.history(nomination)[-1].event)
    assert (type(again).__name__, again.edition_no) == ("NominationResubmitted", 0)
    endorsed(running, nomination)
    decided(running, nomination)
    awards = [each["fact"] for each in running.get(f"/merit-files/{file}")["facts"] if each["kind"] == "Award"]
    assert [(each["title"], each["year"]) for each in awards] == [("LDTT", 2024)]
    flag = {"unit_id": unit, "title": "TTLDXS", "movement_id": "TDTX-2024"}
    assert refused(running.post("/nominations", head(unit), flag)) == (409, "title-not-registered")


def test_two_persons_of_one_unit_are_told_apart_in_a_vote_a_refusal_and_a_decision(registered: Running) -> None:
    nominations = {}
    registered.neighbours.register_person(UNIT, "LDTT", "CB-0002")
    registered.hear()
    for code in (CODE, "CB-0002"):
        file = opened(registered, code)
        for fact in (RATED, CONDUCT):
            put(registered, file, fact)
        nominations[code] = nominated(registered, person_code=code)
    session = open_council(registered, *nominations.values())
    paper = registered.get(f"/sessions/{session}")["candidates"]
    assert [(each["person_code"], each["unit_code"], each["title"]) for each in paper] == [
        (CODE, UNIT, "LDTT"),
        ("CB-0002", UNIT, "LDTT"),
    ]
    half = {"marks": [{"nomination_id": str(nominations[CODE]), "choice": "YES"}]}
    answer = registered.post(f"/sessions/{session}/ballots", councillor(COUNCIL[0]), half)
    assert refused(answer) == (422, "paper-does-not-fit")
    assert answer.json()["detail_en"].endswith(f": LDTT (CB-0001, {UNIT}), LDTT (CB-0002, {UNIT}).")
    again = registered.post("/nominations", head(UNIT), proposal(person_code="CB-0002"))
    assert refused(again) == (409, "already-nominated")
    assert f"CB-0002, {UNIT}" in again.json()["detail"]
    vote(registered, session, [councillor(each) for each in COUNCIL], "YES", *nominations.values())
    close(registered, session)
    decision = decided(registered, nominations["CB-0002"])
    assert registered.get(f"/decisions/{decision}")["person_code"] == "CB-0002"
    asked = "query($id: ID!) { decision(id: $id) { personCode } }"
    assert registered.graph(asked, id=decision) == {"decision": {"personCode": "CB-0002"}}


def test_one_person_has_one_file_and_is_nominated_by_it_however_the_code_is_typed(year: Running) -> None:
    year.neighbours.register_person(UNIT, "LDTT", "cb-0001")
    year.hear()
    file = opened(year, " cb-0001 ")
    for fact in (RATED, CONDUCT):
        put(year, file, fact)
    for typed in ("CB-0001", "cb-0001"):
        body = {"unit_id": UNIT, "person_code": typed}
        assert refused(year.post("/merit-files", STANDING_BODY, body)) == (409, "merit-file-open-already")
        assert [each["id"] for each in year.get("/merit-files", person=typed)["items"]] == [file]
    asked = {"unit_id": UNIT, "title": "LDTT", "movement_id": "TDTX-2024", "person": "cb-0001"}
    assert year.get("/eligibility", **asked)["eligible"] is True
    nomination = nominated(year, person_code="cb-0001 ")
    assert year.get(f"/nominations/{nomination}")["person_code"] == "CB-0001"
    assert refused(year.post("/nominations", head(UNIT), proposal())) == (409, "already-nominated")


def test_a_name_in_the_place_of_a_code_is_refused_at_every_door(year: Running) -> None:
    name = "Nguyễn Văn A"
    medal = {"person_code": name, "person_class": "in_sector", "sex": "MAN", "unit_id": UNIT}
    award = {"title": "AHLD", "number": "1/QĐ-CTN", "authority": "Chủ tịch nước", "person_code": name}
    example = {
        "code": "DH-1",
        "kind": "PERSON",
        "unit_id": UNIT,
        "what": "giúp dân",
        "found_by": "Cụm trưởng",
    }
    sudden = {
        "kind": "SUDDEN",
        "title": "BK_BHXH_CN",
        "unit_id": UNIT,
        "achievement": "cứu hồ sơ",
        "code": "TTr-1",
    }
    doors: dict[str, Any] = {
        "/merit-files": {"unit_id": UNIT, "person_code": name},
        "/nominations": proposal(person_code=name),
        "/medals": medal,
        "/medals/checks": medal,
        "/good-examples": {**example, "person_code": name},
        "/higher-awards": award,
        "/commendations": {**sudden, "achieved_on": "2025-01-02", "person": name},
    }
    told = {}
    for door, body in doors.items():
        answer = year.post(door, STANDING_BODY, body)
        told[door] = (*refused(answer), answer.json()["fields"])
    field = dict.fromkeys(doors, "person_code") | {"/commendations": "person"}
    assert told == {door: (422, "person-code-malformed", [field[door]]) for door in doors}
