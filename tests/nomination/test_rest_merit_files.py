"""D2: merit files over HTTP: kept by the unit and the standing body, read by those with the right, and in the graph."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kernel.service import downgrade, migrate
from services.nomination.main import MIGRATIONS
from services.nomination.views.merit_files import MEMBERSHIPS
from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    APPROVER,
    AUDITOR,
    CLUSTERS,
    STANDING_BODY,
    Running,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    members,
    nominate,
    person,
    refused,
    select,
    wording,
)

UNIT, OTHER, THIRD = members(CLUSTERS[0])[:3]
DEPARTMENT = person("department")
RECORD = """
mutation($file: ID!, $fact: MeritFactInput!, $corrects: ID) {
  recordMeritFact(file: $file, fact: $fact, evidence: "12/QĐ-BHXH", corrects: $corrects) {
    __typename ... on Receipt { id version details } ... on Refusal { code } } }
"""


def opened(year: Running, **more: object) -> str:
    body = {"unit_id": UNIT, "person_code": "CB-0001", "since": "2015-03-01", "complete_from": 2015, **more}
    found: str = done(year.post("/merit-files", head(UNIT), body), 201)["id"]
    return found


def put(running: Running, file: str, **fact: object) -> str:
    body = {"fact": fact, "evidence": "12/QĐ-BHXH"}
    made: str = done(running.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)["details"]["fact"]
    return made


FACTS: list[dict[str, Any]] = [
    {"kind": "rating", "year": 2024, "level": "excellent"},
    {"kind": "award", "title": "LDTT", "year": 2023, "number": "9/QĐ-BHXH", "decided_on": "2023-12-20"},
    {
        "kind": "initiative",
        "name": "Số hóa hồ sơ",
        "level": "base",
        "recognised_on": "2024-11-05",
        "council": "Hội đồng",
    },
    {"kind": "discipline", "form": "reprimand", "since": "2020-01-01", "until": "2020-12-31"},
    {"kind": "inquiry", "inquiry": "complaint", "about": "Đơn 07", "opened_on": "2024-09-01"},
    {"kind": "absence", "year": 2024, "working_days": 90, "maternity": True},
    {"kind": "attestation", "year": 2024, "standard": "conduct"},
    {"kind": "membership", "unit_id": OTHER, "since": "2024-06-01", "moved_from": UNIT},
]
GRAPH_FACTS: list[dict[str, Any]] = [
    {"rating": {"year": 2024, "level": "EXCELLENT"}},
    {
        "award": {
            "title": "LDTT",
            "year": 2023,
            "number": "9/QĐ-BHXH",
            "decidedOn": "2023-12-20",
            "initiatives": [],
        }
    },
    {
        "initiative": {
            "name": "Số hóa hồ sơ",
            "level": "BASE",
            "recognisedOn": "2024-11-05",
            "council": "Hội đồng",
        }
    },
    {"discipline": {"form": "REPRIMAND", "since": "2020-01-01", "until": "2020-12-31"}},
    {"inquiry": {"kind": "COMPLAINT", "about": "Đơn 07", "openedOn": "2024-09-01"}},
    {"absence": {"year": 2024, "workingDays": 90, "maternity": True}},
    {"attestation": {"year": 2024, "standard": "conduct"}},
    {
        "membership": {
            "unit": OTHER,
            "since": "2024-06-01",
            "movedFrom": UNIT,
        }
    },
]
UNIT_FACTS = {"year": 2024, "members": 10, "completed": 10, "disciplined": 0, "women": 7}


def test_a_person_s_file_holds_every_kind_of_fact_and_says_the_same_over_rest_and_graph(year: Running) -> None:
    file = opened(year)
    for fact in FACTS:
        put(year, file, **fact)
    other = opened(year, person_code="CB-0002")
    for fact in GRAPH_FACTS:
        answer = year.graph(RECORD, STANDING_BODY, file=other, fact=fact)["recordMeritFact"]
        assert answer["__typename"] == "Receipt", answer
    by_rest = [(each["kind"], each["fact"]) for each in year.get(f"/merit-files/{file}")["facts"]]
    query = "query($id: ID!) { meritFile(id: $id) { holder personCode facts { kind fact } } }"
    found = year.graph(query, id=other)["meritFile"]
    assert (found["holder"], found["personCode"]) == ("PERSON", "CB-0002")
    assert [(each["kind"], each["fact"]) for each in found["facts"]] == by_rest
    assert len(by_rest) == len(FACTS) + 1


def test_a_unit_s_file_holds_figures_and_predecessors(year: Running) -> None:
    third = members(CLUSTERS[0])[2]
    year.neighbours.merger(OTHER, UNIT)
    year.neighbours.merger(third, OTHER)
    year.hear()
    file = opened(year, person_code=None)
    put(year, file, kind="figures", advanced_workers=7, base_fighters=1, **UNIT_FACTS)
    put(year, file, kind="predecessor", unit_id=OTHER, merged_on="2024-07-01")
    second = done(year.post("/merit-files", head(OTHER), {"unit_id": OTHER}), 201)["id"]
    figures = {**UNIT_FACTS, "advancedWorkers": 7, "baseFighters": 1}
    for fact in (
        {"figures": figures},
        {"predecessor": {"unit": str(unit_id(third)), "mergedOn": "2024-07-01"}},
    ):
        assert year.graph(RECORD, STANDING_BODY, file=second, fact=fact)["recordMeritFact"]["__typename"] == "Receipt"
    kinds = [[each["kind"] for each in year.get(f"/merit-files/{each}")["facts"]] for each in (file, second)]
    assert kinds == [["YearFigures", "Predecessor"]] * 2


def test_nothing_is_asked_of_a_day_before_the_first_rules(year: Running) -> None:
    file = opened(year)
    asked = [
        ("/qualified", {"title": "LDTT"}),
        (f"/merit-files/{file}/assessment", {"title": "LDTT"}),
        (f"/merit-files/{file}/ladder", {}),
    ]
    for path, query in asked:
        answer = year.get_as(STANDING_BODY, path, year=2024, on="2004-06-30", **query)
        assert (refused(answer), answer.json()["fields"]) == ((422, "no-rules-yet"), ["on"])
        assert year.get_as(STANDING_BODY, path, year=2024, on="2004-07-01", **query).status_code == 200


def test_files_are_found_by_kind_unit_and_code_page_by_page(year: Running) -> None:
    file, own = opened(year), opened(year, person_code=None)
    assert [each["id"] for each in year.get("/merit-files", person="CB-0001")["items"]] == [file]
    assert {each["id"] for each in year.get("/merit-files", unit=UNIT)["items"]} == {file, own}
    first = year.get("/merit-files", limit=1)
    second = year.get("/merit-files", limit=1, after=first["next"])
    assert {first["items"][0]["id"], second["items"][0]["id"]} == {file, own}
    assert refused(year.get_as(AUDITOR, "/merit-files", unit="nowhere")) == (404, "nomination-unit-unknown")
    page = "{ meritFiles(holder: COLLECTIVE) { nodes { id unit { id } version completeFrom openedOn } } }"
    assert [each["id"] for each in year.graph(page)["meritFiles"]["nodes"]] == [own]


def test_of_a_person_only_those_with_the_right_read(year: Running) -> None:
    file = opened(year)
    assert refused(year.get_as(DEPARTMENT, f"/merit-files/{file}")) == (403, "forbidden")
    assert refused(year.get_as(DEPARTMENT, f"/merit-files/{file}/history")) == (403, "forbidden")
    assert refused(year.get_as(head(OTHER), f"/merit-files/{file}")) == (403, "forbidden")
    assert done(year.get_as(head(UNIT), f"/merit-files/{file}"))["key"] == "CB-0001"
    own = opened(year, person_code=None)
    assert done(year.get_as(DEPARTMENT, f"/merit-files/{own}"))["holder"] == "collective"


def test_a_name_lies_in_one_place_and_can_be_erased(year: Running) -> None:
    file = opened(year)
    name = "Nguyễn Thị Bưởi"
    done(year.post(f"/merit-files/{file}/name", head(UNIT), {"name": name}))
    assert done(year.get_as(head(UNIT), f"/merit-files/{file}/name")) == {"name": name}
    ask = "query($id: ID!) { meritFile(id: $id) { personName } }"
    assert year.graph(ask, id=file)["meritFile"]["personName"] == name
    assert refused(year.get_as(DEPARTMENT, f"/merit-files/{file}/name")) == (403, "forbidden")
    assert name not in str(year.get(f"/merit-files/{file}/history"))
    assert name not in str(year.get(f"/merit-files/{file}"))
    erase = 'mutation($id: ID!) { keepPersonName(file: $id, name: "") { __typename } }'
    assert year.graph(erase, head(UNIT), id=file)["keepPersonName"]["__typename"] == "Receipt"
    assert year.get(f"/merit-files/{file}/name") == {"name": None}
    own = opened(year, person_code=None)
    assert refused(year.post(f"/merit-files/{own}/name", head(UNIT), {"name": name})) == (
        422,
        "merit-fact-not-of-holder",
    )


def test_an_inquiry_is_opened_and_cleared_and_a_wrong_fact_withdrawn(year: Running) -> None:
    file = opened(year)
    asked = put(year, file, **FACTS[4])
    cleared = {"cleared_on": "2024-10-01", "finding": "Đơn sai sự thật"}
    done(year.post(f"/merit-files/{file}/facts/{asked}/clearance", STANDING_BODY, cleared))
    again = put(year, file, **FACTS[4])
    clear = 'mutation($f: ID!, $i: ID!) { clearInquiry(file: $f, fact: $i, clearedOn: "2024-10-01", finding: "sai") {'
    assert (
        year.graph(clear + " __typename } }", STANDING_BODY, f=file, i=again)["clearInquiry"]["__typename"] == "Receipt"
    )
    found = {each["id"]: each["cleared_on"] for each in year.get(f"/merit-files/{file}")["facts"]}
    assert (found[asked], found[again]) == ("2024-10-01", "2024-10-01")
    wrong = put(year, file, **FACTS[0])
    done(year.post(f"/merit-files/{file}/facts/{wrong}/withdrawal", head(UNIT), {"reason": "ghi nhầm"}))
    drop = 'mutation($f: ID!, $i: ID!) { withdrawMeritFact(file: $f, fact: $i, reason: "nhầm") { __typename } }'
    more = put(year, file, **FACTS[0])
    assert year.graph(drop, STANDING_BODY, f=file, i=more)["withdrawMeritFact"]["__typename"] == "Receipt"
    types = [each["type"] for each in year.get(f"/merit-files/{file}/history")["items"]]
    assert types.count("nomination.MeritFactWithdrawn") == 2


def test_a_unit_reads_no_more_of_a_person_once_the_membership_is_withdrawn(year: Running) -> None:
    file, own = opened(year), opened(year, person_code=None)
    path = f"/merit-files/{file}"
    [joined] = [each["id"] for each in year.get(path)["facts"] if each["kind"] == "Membership"]
    done(year.get_as(head(UNIT), path))
    done(year.post(f"{path}/facts/{joined}/withdrawal", STANDING_BODY, {"reason": "nhầm người"}))
    assert refused(year.get_as(head(UNIT), path)) == (403, "forbidden")
    assert [each["id"] for each in done(year.get_as(head(UNIT), "/merit-files"))["items"]] == [own]
    kept = {each["id"]: each["unit_code"] for each in year.get("/merit-files")["items"]}
    assert kept == {file: None, own: UNIT}
    asked = "query($id: ID!) { meritFile(id: $id) { unit { id } } }"
    assert year.graph(asked, STANDING_BODY, id=file)["meritFile"] == {"unit": None}
    put(year, file, kind="membership", unit_id=OTHER, since="2024-01-01")
    done(year.get_as(head(OTHER), path))


def test_a_collective_keeps_its_unit_when_a_fact_of_it_is_withdrawn(year: Running) -> None:
    own = opened(year, person_code=None)
    rating = put(year, own, **FACTS[0])
    done(year.post(f"/merit-files/{own}/facts/{rating}/withdrawal", STANDING_BODY, {"reason": "ghi nhầm"}))
    assert [each["unit_code"] for each in year.get("/merit-files")["items"]] == [UNIT]


def test_a_file_is_declared_complete(year: Running) -> None:
    file = opened(year)
    done(year.post(f"/merit-files/{file}/completeness", head(UNIT), {"from_year": 2018}))
    say = "mutation($f: ID!) { declareMeritComplete(file: $f, fromYear: 2017) { __typename } }"
    assert year.graph(say, head(UNIT), f=file)["declareMeritComplete"]["__typename"] == "Receipt"
    assert year.get(f"/merit-files/{file}")["complete_from"] == 2017


def test_what_is_refused_names_its_rule(year: Running) -> None:
    file = opened(year)
    path, body = f"/merit-files/{file}/facts", {"evidence": "12/QĐ-BHXH"}
    cases: list[tuple[dict[str, Any], tuple[int, str]]] = [
        ({**FACTS[1], "title": "CO_BHXH"}, (422, "merit-fact-not-of-holder")),
        ({**FACTS[1], "title": "KHONG_CO"}, (422, "nomination-title-unknown")),
        ({**FACTS[6], "year": 2026}, (422, "merit-fact-in-the-future")),
        ({"kind": "rating", "year": 2025, "level": "good"}, (422, "rating-before-year-end")),
        ({"kind": "attestation", "year": 2024, "standard": "zzz"}, (422, "merit-standard-not-asked-for")),
        ({"kind": "membership", "unit_id": OTHER, "since": "2024-06-01"}, (409, "person-in-two-units")),
    ]
    for fact, said in cases:
        assert refused(year.post(path, STANDING_BODY, {**body, "fact": fact})) == said
    nowhere = {"unit_id": "KHONG-CO", "person_code": "CB-0002"}
    assert refused(year.post("/merit-files", STANDING_BODY, nowhere)) == (404, "nomination-unit-unknown")
    again = {"unit_id": UNIT, "person_code": "CB-0001"}
    assert refused(year.post("/merit-files", head(UNIT), again)) == (409, "merit-file-open-already")
    assert refused(year.post(path, head(UNIT), {**body, "fact": FACTS[3]})) == (403, "forbidden")
    assert refused(year.post(path, head(OTHER), {**body, "fact": FACTS[0]})) == (403, "forbidden")
    assert refused(year.get_as(AUDITOR, f"/merit-files/{uuid4()}")) == (404, "missing")
    for given in ({}, {**GRAPH_FACTS[0], **GRAPH_FACTS[6]}):
        answer = year.graph(RECORD, STANDING_BODY, file=file, fact=given)["recordMeritFact"]
        assert answer["code"] == "merit-one-fact-expected"


def test_a_fact_about_a_unit_that_there_is_not_is_told_as_it_was_written(year: Running) -> None:
    file = opened(year)
    facts: list[tuple[dict[str, str], str]] = [
        ({"kind": "membership", "since": "2024-06-01", "unit_id": "zz-9"}, "fact.unit_id"),
        ({"kind": "membership", "since": "2024-06-01", "unit_id": OTHER, "moved_from": "zz-9"}, "fact.moved_from"),
        ({"kind": "predecessor", "merged_on": "2024-06-01", "unit_id": "zz-9"}, "fact.unit_id"),
    ]
    for fact, field in facts:
        answer = year.post(f"/merit-files/{file}/facts", STANDING_BODY, {"fact": fact, "evidence": "12/QĐ-BHXH"})
        assert (refused(answer), answer.json()["fields"]) == ((404, "nomination-unit-unknown"), [field])
        assert wording(answer) == ("Không có đơn vị nào mang mã zz-9.", "There is no unit zz-9.")


def test_the_new_unit_may_take_a_person_in_who_moved(year: Running) -> None:
    file = opened(year)
    body = {"fact": FACTS[7], "evidence": "QĐ điều động 5"}
    done(year.post(f"/merit-files/{file}/facts", head(OTHER), body), 201)
    assert year.get("/merit-files", person="CB-0001")["items"][0]["unit_code"] == OTHER


def test_a_stale_version_is_told(year: Running) -> None:
    file = opened(year)
    answer = year.post(f"/merit-files/{file}/facts", head(UNIT), {"fact": FACTS[0], "evidence": "12"}, If_Match='"1"')
    assert refused(answer) == (412, "stale-version")


def test_a_file_is_opened_in_the_graph(year: Running) -> None:
    openings = [
        {"unit": UNIT, "personCode": "CB-0009", "sex": "WOMAN"},
        {"unit": str(unit_id(UNIT))},
    ]
    say = "mutation($file: MeritFileInput!) { openMeritFile(file: $file) { __typename } }"
    for file in openings:
        assert year.graph(say, head(UNIT), file=file)["openMeritFile"]["__typename"] == "Receipt"
    assert len(year.get("/merit-files", unit=UNIT)["items"]) == 2


def test_our_decision_enters_the_file_and_its_revocation_leaves_it(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    decision = done(decide(year, nomination), 201)["id"]
    [file] = year.get("/merit-files", unit=leader(CLUSTERS[0]))["items"]
    [held] = year.get(f"/merit-files/{file['id']}")["facts"]
    assert held["fact"] == {
        "title": "CO_BHXH",
        "year": 2024,
        "number": "2468/QĐ-BHXH",
        "decided_on": "2025-02-10",
        "initiatives": [],
        "decision_id": decision,
    }
    revocation = {"ground": "FALSE_RECORD", "finding": "Kết luận thanh tra 12/KL-TTr"}
    done(year.post(f"/decisions/{decision}/revocation", APPROVER, revocation))
    assert year.get(f"/merit-files/{file['id']}")["facts"] == []


@pytest.mark.parametrize("given", [[], [{"title": "CO_BHXH", "year": 2024}]])
def test_a_title_recorded_for_the_year_already_is_not_decided_again(year: Running, given: list[dict[str, Any]]) -> None:
    unit = leader(CLUSTERS[0])
    nomination = nominate(year, unit)
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    file = done(year.post("/merit-files", head(unit), {"unit_id": unit}), 201)["id"]
    for each in given:
        put(year, file, kind="award", number="7/QĐ-BHXH", decided_on="2024-12-30", **each)
    answer = decide(year, nomination)
    assert answer.status_code == (409 if given else 201)
    assert answer.json().get("code") == ("title-given-twice" if given else None)


def test_the_list_of_who_was_where_follows_a_move_that_is_corrected_withdrawn_or_followed(year: Running) -> None:
    """As the view keeps it, and again after the migration was taken back and made."""
    file = opened(year)
    engine = year.service.store.recorder.engine
    named = {UUID(str(unit_id(each))): each for each in (UNIT, OTHER, THIRD)}

    def there() -> list[tuple[str, str, str | None]]:
        query = sa.select(MEMBERSHIPS).where(MEMBERSHIPS.c.file_id == UUID(file)).order_by(MEMBERSHIPS.c.since)
        with engine.connect() as connection:
            rows = connection.execute(query).all()
        return [(named[row.unit_id], str(row.since), row.until and str(row.until)) for row in rows]

    def move(unit: str, since: str, left: str, corrects: str | None = None) -> str:
        fact = {"kind": "membership", "unit_id": unit, "since": since, "moved_from": left}
        body = {"fact": fact, "evidence": "12/QĐ-BHXH", "corrects": corrects}
        made: str = done(year.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)["details"]["fact"]
        return made

    def withdraw(fact: str) -> None:
        done(year.post(f"/merit-files/{file}/facts/{fact}/withdrawal", STANDING_BODY, {"reason": "ghi nhầm"}))

    first = move(OTHER, "2024-06-01", UNIT)
    first = move(OTHER, "2024-09-01", UNIT, corrects=first)
    assert there() == [(UNIT, "2015-03-01", "2024-08-31"), (OTHER, "2024-09-01", None)]
    second = move(THIRD, "2024-11-01", OTHER)
    downgrade(engine, MIGRATIONS, "0021")
    migrate(engine, MIGRATIONS)
    withdraw(first)
    assert there() == [(UNIT, "2015-03-01", "2024-10-31"), (THIRD, "2024-11-01", None)]
    withdraw(second)
    assert there() == [(UNIT, "2015-03-01", None)]
