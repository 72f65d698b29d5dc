"""One question to the gateway against the same facts read from three services over REST (row F2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.year import IN_THE_YEAR, MOVEMENT, Json, Year

pytestmark = [pytest.mark.journey, pytest.mark.row("F2")]

QUESTION = """query($code: String!, $movement: ID!, $at: Date!) {
  cluster(code: $code, at: $at) {
    name
    officers { year head { code } deputy { code } }
    members {
      code
      name
      covenants(movement: $movement) { state signedOn late targets { indicator value } registrations { title } }
      scorecards(movement: $movement, period: "2024") { score lines { criterion final { points } } }
      ranks(movement: $movement, period: "2024") { state rank score classification }
      nominations { title stage votes { round kind inFavour base needed passed } }
      decisions { number title inFavour base decidedOn revokedOn }
    }
  }
}"""


def over_rest(year: Year, code: str) -> Json:
    """The same answer put together from REST, request by request."""
    cluster = year.clusters[code]
    officers = cluster["officers"]
    return {
        "name": cluster["name"],
        "officers": {
            "year": officers["term_year"],
            "head": {"code": year.codes[officers["head_id"]]},
            "deputy": {"code": year.codes[officers["deputy_id"]]},
        },
        "members": [member(year, each, year.boards[code, "2024"]) for each in cluster["members"]],
    }


def member(year: Year, unit: Json, board: Json) -> Json:
    [row] = [row for row in board["rows"] if row["unit_id"] == unit["id"]]
    card = year.get(f"/scoring/scorecards/{row['card_id']}")
    listed = year.every("/covenant/covenants", movement=year.movement_id, unit=unit["id"])
    nominations = [each for each in year.nominations if each["unit_id"] == unit["id"]]
    return {
        "code": unit["code"],
        "name": unit["name"],
        "covenants": [covenant(year.get(f"/covenant/covenants/{each['id']}")) for each in listed],
        "scorecards": [{"score": card["finalisations"][-1]["totals"]["score"], "lines": [*map(line, card["lines"])]}],
        "ranks": [{name: row[name] for name in ("state", "rank", "score", "classification")}],
        "nominations": by_title(nomination(each) for each in nominations),
        "decisions": by_title(decision(each) for each in year.decisions if each["unit_id"] == unit["id"]),
    }


def covenant(told: Json) -> Json:
    return {
        "state": told["state"].upper(),
        "signedOn": told["signed_on"],
        "late": told["late"],
        "targets": [{"indicator": each["indicator"], "value": each["value"]} for each in told["targets"]],
        "registrations": [{"title": each["title"]} for each in told["registrations"]],
    }


def line(told: Json) -> Json:
    return {"criterion": told["criterion"], "final": told["final"] and {"points": told["final"]["points"]}}


def nomination(told: Json) -> Json:
    names = {"round": "round", "kind": "kind", "inFavour": "in_favour", "base": "base", "needed": "needed"}
    votes = [
        {**{ours: vote[theirs] for ours, theirs in names.items()}, "passed": vote["passed"]} for vote in told["votes"]
    ]
    return {"title": told["title"], "stage": told["stage"], "votes": votes}


def decision(told: Json) -> Json:
    names = {"inFavour": "in_favour", "base": "base", "decidedOn": "decided_on", "revokedOn": "revoked_on"}
    renamed = {ours: told[theirs] for ours, theirs in names.items()}
    return {"number": told["number"], "title": told["title"], **renamed}


def by_title(items: Any) -> list[Json]:
    return sorted(items, key=lambda each: each["title"])


@pytest.mark.parametrize("title", ["CO_BHXH", "CO_CHINH_PHU", "TTLDXS"])
def test_a_cluster_and_its_units_whole_year_is_one_question(year: Year, title: str) -> None:
    code = next(each["cluster_code"] for each in year.nominations if each["decision_id"] and each["title"] == title)
    told = year.ask(QUESTION, code=code, movement=str(year.movement_id), at=IN_THE_YEAR)["cluster"]
    for each in told["members"]:
        each["nominations"], each["decisions"] = by_title(each["nominations"]), by_title(each["decisions"])
    assert told == over_rest(year, code)
    assert title in {decision["title"] for each in told["members"] for decision in each["decisions"]}


def test_pages_of_the_graph_and_of_rest_hold_the_same_units_in_the_same_order(year: Year) -> None:
    query = """query($after: String, $at: Date) {
      units(first: 40, after: $after, at: $at) { nodes { code name } pageInfo { hasNextPage endCursor } }
    }"""
    found: list[tuple[str, str]] = []
    after: str | None = None
    while True:
        page = year.ask(query, after=after, at=IN_THE_YEAR)["units"]
        found += [(node["code"], node["name"]) for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == [(code, unit["name"]) for code, unit in year.units.items()]


def test_a_rank_asked_from_the_movement_is_the_board_s(year: Year) -> None:
    query = """query($id: ID!) { movement(id: $id) { code boards(period: "2024") {
      cluster { code } no rows { unit { code } rank score } } } }"""
    told = year.ask(query, id=str(year.movement_id))["movement"]
    assert told["code"] == MOVEMENT
    found = {
        board["cluster"]["code"]: [(row["unit"]["code"], row["rank"], row["score"]) for row in board["rows"]]
        for board in told["boards"]
    }
    assert found == {
        cluster: [(year.codes[row["unit_id"]], row["rank"], row["score"]) for row in board["rows"]]
        for (cluster, period), board in year.boards.items()
        if period == "2024"
    }
