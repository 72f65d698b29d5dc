"""D10 over HTTP: seven years of one cluster, told by its neighbours and decided here; asked through REST and graph."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.identity import Principal
from services.nomination.views.heard import BoardRow, CovenantSigned, EditionFrozen, TitleRegistration, TitlesRegistered
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import (
    APPROVER,
    AUDITOR,
    DIRECTOR,
    STANDING_BODY,
    Running,
    close,
    councillor,
    done,
    head,
    person,
    refused,
    vote,
)

OFFICES = ("O-1", "O-2", "O-3", "O-4", "O-5", "O-6")
CLUSTER = "2018/I"
YEARS = range(2018, 2025)
CHAIR = person("cluster_head", unit=OFFICES[0], clusters=(CLUSTER,))


def tell_year(running: Running, year: int, best: str) -> None:
    """The movement of a year, the leader's covenant, and the board that it leads."""
    told, code = running.neighbours, f"TDTX-{year}"
    movement, unit = movement_id(code), unit_id(best)
    told.movement(code)
    covenant, on = identity("covenant", unit, movement), date(year, 3, 20)
    told.tell("covenant", covenant, CovenantSigned(covenant, unit, movement, on, late=False))
    aimed = (TitleRegistration("CO_BHXH", None),)
    told.tell("covenant", covenant, TitlesRegistered(unit, movement, aimed, on, late=False))
    order = (best, *(each for each in OFFICES if each != best))
    rows = tuple(BoardRow(unit_id(each), "RANKED", rank, Decimal(1000 - rank)) for rank, each in enumerate(order, 1))
    board = identity("board", cluster_id(CLUSTER), movement, str(year))
    frozen = EditionFrozen(cluster_id(CLUSTER), movement, str(year), "YEAR", 1, date(year, 12, 31), rows)
    told.tell("scoring", board, frozen)


def give_flag(running: Running, year: int, best: str) -> None:
    """From nomination to decision."""
    code = f"TDTX-{year}"
    body: dict[str, Any] = {"unit_id": best, "title": "CO_BHXH", "movement_id": code}
    nomination = UUID(done(running.post("/nominations", head(best), body), 201)["id"])
    body = {"kind": "SELECTION", "cluster_id": CLUSTER, "movement_id": code, "nominations": [str(nomination)]}
    session = UUID(done(running.post("/sessions", CHAIR, body), 201)["id"])
    vote(running, session, [head(each) for each in OFFICES if each != best], "YES", nomination)
    close(running, session, CHAIR)
    roll = [{"id": f"c-{number}"} for number in range(3)]
    body = {
        "kind": "COUNCIL",
        "code": f"HD-{year}",
        "movement_id": code,
        "nominations": [str(nomination)],
        "roll": roll,
    }
    council = UUID(done(running.post("/sessions", STANDING_BODY, body), 201)["id"])
    vote(running, council, [councillor(each["id"]) for each in roll], "YES", nomination)
    close(running, council)
    done(running.post("/quota-lines", STANDING_BODY, {"title": "CO_BHXH", "movement_id": code}), 201)
    body = {"nomination_id": str(nomination), "number": f"{year}/QĐ-BHXH", "authority": DIRECTOR}
    done(running.post("/decisions", APPROVER, body), 201)


@pytest.fixture
def turning(running: Running) -> Running:
    """Seven years in which the six offices lead and win one after the other, the first of them again at the end."""
    running.neighbours.units(*OFFICES)
    running.neighbours.cluster(CLUSTER, *OFFICES)
    turn = [(year, OFFICES[place % len(OFFICES)]) for place, year in enumerate(YEARS)]
    for year, best in turn:
        tell_year(running, year, best)
    running.hear()
    for year, best in turn:
        give_flag(running, year, best)
    return running


QUESTION = """query($cluster: ID!, $flag: RotationFlag) {
  rotationChecks(flag: $flag) { title flag meaning { vi en } tested returns cluster { id } }
  rotationCheck(cluster: $cluster) {
    flag signs level givenScores { p fraction } allEqual { p fraction smallest exact }
    overRank { period unit { id } rank behind editionEvent decision }
    seasons { period editionNo order { id } winners { id } }
    why { value digest }
  }
}"""


@pytest.mark.row("D10")
def test_a_turn_of_seven_years_is_flagged_with_its_evidence(turning: Running) -> None:
    [found] = turning.get("/rotation-checks", since="2018", until="2024", kind="cluster")["items"]
    assert {name: found[name] for name in ("cluster", "title", "flag", "tested", "returns", "over_rank")} == {
        "cluster": CLUSTER,
        "title": "CO_BHXH",
        "flag": "FLAGGED",
        "tested": 7,
        "returns": 0,
        "over_rank": [],
    }
    assert found["signs"] == ["FEW_RETURNS", "FULL_TURN"]
    assert found["all_equal"] == {"p": "0.0026", "fraction": "5/1944", "smallest": "0.0026", "exact": True}
    assert found["given_scores"]["p"] == "1.0000"
    assert "không phải là kết luận" in found["meaning"]
    whole = turning.get(f"/rotation-checks/{cluster_id(CLUSTER)}")
    assert [each["winners"] for each in whole["seasons"]] == [[OFFICES[place % 6]] for place in range(7)]
    assert whole["seasons"][1]["order"][:2] == ["O-2", "O-1"]
    decided = {each["id"] for each in turning.get("/decisions", title="CO_BHXH")["items"]}
    assert {each for season in whole["seasons"] for each in season["decisions"]} == decided
    assert whole["why"]["tree"]["value"] == "FLAGGED"
    asked = turning.graph(QUESTION, cluster=str(cluster_id(CLUSTER)), flag="FLAGGED")
    assert [(each["flag"], each["tested"]) for each in asked["rotationChecks"]] == [("FLAGGED", 7)]
    assert asked["rotationCheck"]["why"] == {"value": "FLAGGED", "digest": whole["why"]["digest"]}
    assert [each["winners"] for each in asked["rotationCheck"]["seasons"]] == [
        [{"id": str(unit_id(OFFICES[place % 6]))}] for place in range(7)
    ]


def test_fewer_years_a_stricter_level_and_other_filters(turning: Running) -> None:
    assert turning.get("/rotation-checks", until="2021")["items"][0]["flag"] == "TOO_FEW_YEARS"
    assert turning.get("/rotation-checks", level="0.001")["items"][0]["flag"] == "TOO_FEW_YEARS"
    assert turning.get("/rotation-checks", flag="NOT_FLAGGED") == {"items": [], "next": None}
    assert turning.get("/rotation-checks", kind="block") == {"items": [], "next": None}
    assert turning.get("/rotation-checks", title="CO_CHINH_PHU")["items"][0]["tested"] == 0


def test_a_year_is_looked_at_once_though_the_cluster_has_a_board_of_a_movement_over_years(turning: Running) -> None:
    told, other = turning.neighbours, movement_id("PT-2014-2020")
    told.movement("PT-2014-2020", "multi_year")
    rows = tuple(BoardRow(unit_id(each), "RANKED", rank, Decimal(900 - rank)) for rank, each in enumerate(OFFICES, 1))
    board = identity("board", cluster_id(CLUSTER), other, "2019")
    told.tell("scoring", board, EditionFrozen(cluster_id(CLUSTER), other, "2019", "YEAR", 1, date(2020, 1, 5), rows))
    turning.hear()
    [found] = turning.get("/rotation-checks", title="CO_BHXH")["items"]
    assert (found["cluster"], found["years"], found["tested"]) == (CLUSTER, 7, 7)


def test_a_revoked_title_is_won_by_nobody(turning: Running) -> None:
    [decision] = turning.get("/decisions", number="2018/QĐ-BHXH")["items"]
    done(turning.post(f"/decisions/{decision['id']}/revocation", APPROVER, {"ground": "FALSE_RECORD", "finding": "x"}))
    [found] = turning.get("/rotation-checks")["items"]
    assert (found["years"], found["tested"]) == (7, 6)


def test_a_corrected_board_shows_who_won_without_leading(turning: Running) -> None:
    rows = tuple(BoardRow(unit_id(each), "RANKED", rank, Decimal(900 - rank)) for rank, each in enumerate(OFFICES, 1))
    board = identity("board", cluster_id(CLUSTER), movement_id("TDTX-2019"), "2019")
    corrected = EditionFrozen(cluster_id(CLUSTER), movement_id("TDTX-2019"), "2019", "YEAR", 2, date(2020, 2, 1), rows)
    event = turning.neighbours.tell("scoring", board, corrected)
    turning.hear()
    [over] = turning.get("/rotation-checks")["items"][0]["over_rank"]
    assert over | {"decision_id": ""} == {
        "period": "2019",
        "unit": "O-2",
        "rank": 2,
        "behind": "1",
        "edition_event": str(event),
        "decision_id": "",
        "decision": "2019/QĐ-BHXH",
    }
    [told] = turning.graph(QUESTION, cluster=str(cluster_id(CLUSTER)))["rotationCheck"]["overRank"]
    assert (told["rank"], told["editionEvent"]) == (2, str(event))


def test_pages_go_by_the_code_of_the_cluster(year: Running) -> None:
    first = year.get("/rotation-checks", limit=2)
    assert [each["cluster"] for each in first["items"]] == ["2024/I", "2024/II"]
    rest = year.get("/rotation-checks", limit=3, after=first["next"])
    assert ([each["cluster"] for each in rest["items"]], rest["next"]) == (["2024/III", "2024/IV", "2024/V"], None)


@pytest.mark.parametrize("who", [APPROVER, head("I-1"), person("machine_results")])
def test_only_the_standing_body_and_auditors_check(running: Running, who: Principal) -> None:
    assert refused(running.get_as(who, "/rotation-checks"))[0] == 403
    answer = running.client.post(
        "/graphql", json={"query": "{ rotationChecks { flag } }"}, headers=running.headers(who)
    )
    assert answer.json()["errors"] != []


def test_bad_questions_are_told_what_is_wrong(year: Running) -> None:
    for level in ("2", "1e-5000", "0." + "1" * 5000):
        assert refused(year.get_as(AUDITOR, "/rotation-checks", level=level)) == (422, "rotation-level-not-between")
    assert refused(year.get_as(AUDITOR, f"/rotation-checks/{cluster_id('2011/X')}")) == (
        404,
        "rotation-nothing-to-check",
    )
    assert year.get("/rotation-checks", cluster="2024/I")["items"][0]["flag"] == "TOO_FEW_YEARS"
