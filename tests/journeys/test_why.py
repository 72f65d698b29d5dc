"""Why: every rank, every point, every vote and decision answers with its tree, the same one on every way (row E4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kernel.aggregate import identity
from kernel.explanation import canonical_digest
from tests.support.year import DRIVE, MOVEMENT, Json, Year

pytestmark = [pytest.mark.journey, pytest.mark.row("E4")]

RANKS = """query($board: ID!) { boardEdition(id: $board) { rows { unit { id } why { value digest tree } } } }"""
POINTS = """query($board: ID!, $criterion: String!) {
  boardEdition(id: $board) { rows { unit { id } pointsWhy(criterion: $criterion) { value digest tree } } }
}"""
CLUSTERS = ["KHOI-1", "CUM-VII", "BHXH-64/C1"]
"""A block, a cluster and a district cluster: between them every criterion of the three kinds of tables."""


def nodes(tree: Json) -> Iterator[Json]:
    yield tree
    for each in tree.get("inputs", ()):
        yield from nodes(each)


def cited(tree: Json) -> set[str]:
    return {event for node in nodes(tree) for event in node.get("events", ())}


def sources(tree: Json) -> list[Json]:
    return [node["source"] for node in nodes(tree) if "source" in node]


def checked(year: Year, answer: Json) -> Json:
    """The tree of an answer whose digest is that of the tree, and whose events are all in the logs."""
    tree: Json = answer["tree"]
    assert canonical_digest(tree) == answer["digest"]
    assert cited(tree) - year.log == set()
    assert [source for source in sources(tree) if not source["document"]] == []
    return tree


def gateway(year: Year, query: str, field: str, **variables: object) -> dict[str, Any]:
    rows = year.ask(query, **variables)["boardEdition"]["rows"]
    return {row["unit"]["id"]: row[field] for row in rows}


def both_ways(board: Json) -> bool:
    """Year-end boards, the national ranking and the corrected board are asked for over REST too, row by row."""
    return bool(board["period_kind"] != "HALF_YEAR" or board["no"] > 1)


def test_every_rank_of_every_board_says_why_and_the_gateway_says_the_same(year: Year) -> None:
    drive = identity("board", identity("cluster", "TOAN-QUOC"), identity("movement", DRIVE), "2024-Q4")
    told = 0
    for board in (*year.boards.values(), year.get(f"/scoring/boards/{drive}")):
        graph = gateway(year, RANKS, "why", board=board["board_id"])
        for row in board["rows"]:
            answer = graph[row["unit_id"]]
            tree = checked(year, answer)
            assert row["rank"] is None or tree["value"] == str(row["rank"])
            assert board["event_id"] in cited(tree)
            if both_ways(board):
                path = f"/scoring/boards/{board['board_id']}/editions/{board['no']}/rows/{row['unit_id']}/why"
                assert year.get(path) == {"digest": answer["digest"], "tree": tree}
            told += 1
    assert told == sum(len(each["rows"]) for each in year.report["boards"])


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_every_point_of_a_board_says_why_and_the_gateway_says_the_same(year: Year, cluster: str) -> None:
    board = year.boards[cluster, str(2024)]
    [table] = year.every("/scoring/score-tables", movement_id=MOVEMENT, cluster_id=cluster)
    scheme = year.get(f"/scoring/score-tables/{table['id']}")["scheme"]
    cards = {row["unit_id"]: year.get(f"/scoring/scorecards/{row['card_id']}") for row in board["rows"]}
    for criterion in (line["code"] for line in scheme["criteria"]):
        graph = gateway(year, POINTS, "pointsWhy", board=board["board_id"], criterion=criterion)
        for row in board["rows"]:
            unit = row["unit_id"]
            path = f"/scoring/boards/{board['board_id']}/editions/{board['no']}/rows/{unit}/points/{criterion}/why"
            answer = year.get(path)
            tree = checked(year, answer)
            assert (answer["digest"], tree) == (graph[unit]["digest"], graph[unit]["tree"])
            [final] = [line["final"] for line in cards[unit]["lines"] if line["criterion"] == criterion]
            assert tree["value"] == (final["points"] if final["points"] is not None else tree["value"])
            assert cited(tree) != set()


def test_a_published_result_can_be_followed_from_the_points_to_where_it_was_read(year: Year) -> None:
    real = year.every("/scoring/results", movement_id=MOVEMENT, evidence="REAL")
    assert len(real) == year.report["results"]["real"]
    followed = 0
    for cell in real:
        found = [
            (board, row)
            for (_, period), board in year.boards.items()
            for row in board["rows"]
            if period == "2024" and row["unit_id"] == cell["unit_id"] and row["rank"] is not None
        ]
        for board, row in found:
            place = f"/scoring/boards/{board['board_id']}/editions/{board['no']}/rows/{row['unit_id']}"
            tree = year.get(f"{place}/points/{cell['indicator']}/why")["tree"]
            results = [node for node in nodes(tree) if cell["event_id"] in node.get("events", ())]
            assert cell["value"] in {node["value"] for node in results}
            followed += 1
    assert followed > 0


def test_the_superseded_edition_still_says_why_it_ranked_as_it_did(year: Year) -> None:
    board = year.boards["CUM-VII", "2024-H1"]
    corrected = year.clusters["CUM-VII"]["members"][-1]["id"]
    rows = f"/scoring/boards/{board['board_id']}/editions"
    first, second = (checked(year, year.get(f"{rows}/{no}/rows/{corrected}/why")) for no in (1, 2))
    editions = year.get(rows)["items"]
    scores = [next(row["score"] for row in each["rows"] if row["unit_id"] == corrected) for each in editions]
    assert [
        [node["value"] for node in each["inputs"] if node["label"]["en"] == "Score"] for each in (first, second)
    ] == [[score] for score in scores]
    assert cited(first) != cited(second)


@pytest.mark.parametrize("what", ["nominations", "sessions", "decisions", "quota-lines"])
def test_whatever_was_nominated_voted_and_decided_says_why(year: Year, what: str) -> None:
    found = year.every(f"/nomination/{what}", movement=year.movement_id)
    assert len(found) > 0
    for each in found:
        tree = checked(year, year.get(f"/nomination/{what}/{each['id']}/why"))
        assert cited(tree) != set()
        assert sources(tree) != []


def test_every_covenant_says_why_it_is_in_time_or_late(year: Year) -> None:
    for each in year.every("/covenant/covenants", movement=year.movement_id, late=True):
        tree = checked(year, year.get(f"/covenant/covenants/{each['id']}/why"))
        assert cited(tree) != set()


def test_a_decision_says_the_same_through_the_gateway(year: Year) -> None:
    decision = year.decisions[0]
    asked = year.ask("query($id: ID!) { decision(id: $id) { why { digest tree } } }", id=decision["id"])
    answer = year.get(f"/nomination/decisions/{decision['id']}/why")
    assert asked["decision"]["why"] == {"digest": answer["digest"], "tree": answer["tree"]}
