"""D3: base fighters of a unit before 2024: at most 15 % of its advanced workers; who is over, what would keep them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from services.nomination.views.heard import (
    BoardRow,
    CovenantSigned,
    EditionFrozen,
    MovementLaunched,
    TitleRegistration,
    TitlesRegistered,
)
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import APPROVER, COUNCIL, STANDING_BODY, Running, councillor, done, refused

UNIT, CLUSTER, MOVEMENT = "BHXH-68", "2022/VII", "TDTX-2022"
WHEN = "2023-02-01"
PEOPLE = tuple(f"CB-{number:02}" for number in range(8))
AUTHORITY = "Thủ trưởng đơn vị có tư cách pháp nhân"


@pytest.fixture
def before(running: Running) -> Running:
    """The year 2022 of one unit: board frozen, covenant signed, its people on file."""
    told, movement, unit = running.neighbours, movement_id(MOVEMENT), unit_id(UNIT)
    covenant, day = identity("covenant", unit, movement), date(2022, 3, 20)
    told.units(UNIT)
    told.cluster(CLUSTER, UNIT)
    told.tell("covenant", movement, MovementLaunched(movement, MOVEMENT, "Năm 2022"))
    told.tell("covenant", covenant, CovenantSigned(covenant, unit, movement, day, late=False))
    aimed = tuple(TitleRegistration("CSTDCS", each) for each in PEOPLE[:2])
    told.tell("covenant", covenant, TitlesRegistered(unit, movement, aimed, day, late=False))
    rows = (BoardRow(unit, "RANKED", 1, Decimal(990)),)
    board = EditionFrozen(cluster_id(CLUSTER), movement, "2022", "YEAR", 1, date(2023, 1, 10), rows)
    told.tell("scoring", identity("board", cluster_id(CLUSTER), movement, "2022"), board)
    running.hear()
    return running


def post(running: Running, path: str, body: object, status: int = 201) -> dict[str, Any]:
    return done(running.post(path, STANDING_BODY, body, Effective_At=WHEN), status)


def worker(running: Running, code: str) -> str:
    """An advanced worker of 2022 on file."""
    body = {"unit_id": UNIT, "person_code": code, "since": "2015-03-01", "complete_from": 2015}
    file: str = post(running, "/merit-files", body)["id"]
    award = {"kind": "award", "title": "LDTT", "year": 2022, "number": "9/QĐ", "decided_on": "2022-12-20"}
    post(running, f"/merit-files/{file}/facts", {"fact": award, "evidence": "9/QĐ"})
    return file


def fighter(running: Running, code: str, file: str) -> UUID:
    """Nominated for base fighter with an initiative."""
    fact = {
        "kind": "initiative",
        "name": "Số hóa",
        "level": "base",
        "recognised_on": "2022-11-05",
        "council": "Hội đồng",
    }
    post(running, f"/merit-files/{file}/facts", {"fact": fact, "evidence": "3/QĐ"})
    body = {"unit_id": UNIT, "title": "CSTDCS", "movement_id": MOVEMENT, "person_code": code}
    return UUID(post(running, "/nominations", body)["id"])


def voted(running: Running, nominations: list[UUID], favour: dict[UUID, int]) -> None:
    body = {
        "kind": "COUNCIL",
        "code": "HD-2022-01",
        "movement_id": MOVEMENT,
        "nominations": [str(each) for each in nominations],
        "roll": [{"id": each} for each in COUNCIL],
    }
    session = post(running, "/sessions", body)["id"]
    for number, name in enumerate(COUNCIL):
        marks = [
            {"nomination_id": str(each), "choice": "YES" if number < favour[each] else "NO"} for each in nominations
        ]
        done(running.post(f"/sessions/{session}/ballots", councillor(name), {"marks": marks}, Effective_At=WHEN))
    post(running, f"/sessions/{session}/closing", None, 200)


def test_fifteen_in_a_hundred_of_the_advanced_workers_of_the_unit(before: Running) -> None:
    files = {code: worker(before, code) for code in PEOPLE[:7]}
    best, second = (fighter(before, code, files[code]) for code in PEOPLE[:2])
    voted(before, [best, second], {best: 7, second: 6})
    wanted = {"title": "CSTDCS", "movement_id": MOVEMENT}
    alone = before.post("/quota-lines", STANDING_BODY, wanted, Effective_At=WHEN)
    assert refused(alone) == (409, "quota-basis-not-counted")
    receipt = post(before, "/quota-lines", {**wanted, "unit_id": UNIT})
    assert receipt["details"] == {"places": 1, "within": 1}
    [over] = before.get(f"/quota-lines/{receipt['id']}/over")["items"]
    assert (over["nomination_id"], over["place"], over["places"]) == (str(second), 2, 1)
    keeping = {each["change"]: each["amount"] for each in over["keeping"]}
    assert (keeping["LARGER_BASE"], keeping["FEWER_BEFORE"]) == ("7", "1")
    asked = """query($m: ID!, $u: ID!) { quotaLine(title: "CSTDCS", movement: $m, unit: $u) { base unit { id }
      over { place places nomination { personCode } keeping { change amount } } } }"""
    line = before.graph(asked, m=str(movement_id(MOVEMENT)), u=str(unit_id(UNIT)))["quotaLine"]
    assert (line["base"], line["unit"]["id"]) == (7, str(unit_id(UNIT)))
    assert {each["change"]: each["amount"] for each in line["over"][0]["keeping"]} == keeping
    assert line["over"][0]["nomination"]["personCode"] == PEOPLE[1]
    numbers = ((best, 201, None), (second, 409, "over-the-quota-line"))
    for nomination, status, code in numbers:
        body = {"nomination_id": str(nomination), "number": "8/QĐ-BHXH", "authority": AUTHORITY}
        answer = before.post("/decisions", APPROVER, body, Effective_At=WHEN)
        assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_a_line_of_a_unit_is_drawn_in_the_graph(before: Running) -> None:
    files = {code: worker(before, code) for code in PEOPLE[:7]}
    best = fighter(before, PEOPLE[0], files[PEOPLE[0]])
    voted(before, [best], {best: 7})
    draw = """mutation($m: ID!, $u: ID!) { drawQuotaLine(title: "CSTDCS", movement: $m, unit: $u,
      terms: {effectiveAt: "2023-02-01T05:00:00+07:00"}) { __typename ... on Receipt { details } } }"""
    answer = before.graph(draw, STANDING_BODY, m=str(movement_id(MOVEMENT)), u=str(unit_id(UNIT)))
    assert answer["drawQuotaLine"]["details"] == {"places": 1, "within": 1}
