"""D10 over HTTP: editions tell what assessors moved, flags are given, and the rotation check shows who moved what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kernel.aggregate import identity
from services.nomination.views.heard import BoardRow, EditionFrozen, Override, Overrides
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import Running
from tests.nomination.test_rest_rotation import CLUSTER, OFFICES, give_flag, tell_year

YEARS = (2022, 2023)
BEST = OFFICES[0]
QUESTION = """query($cluster: ID!) {
  rotationChecks(overrides: FLAGGED) { overrides { flag } }
  rotationCheck(cluster: $cluster) {
    overrides { flag meaning { vi } told untold level
      byAssessor { assessor years cells winners others givenPlaces { fraction } givenWinners { fraction } } }
  }
}"""


def tell_moves(running: Running, year: int) -> None:
    """A second edition of the year: the assessor has given the leader, who had the most anyway, half a point more."""
    rows = tuple(
        BoardRow(
            unit_id(each),
            "RANKED",
            rank,
            Decimal("1000.5") - rank,
            overrides=Overrides((Override("tdkt.thu", 2, Decimal("0.5")),) if each == BEST else ()),
        )
        for rank, each in enumerate(OFFICES, 1)
    )
    movement = movement_id(f"TDTX-{year}")
    board = identity("board", cluster_id(CLUSTER), movement, str(year))
    told = EditionFrozen(cluster_id(CLUSTER), movement, str(year), "YEAR", 2, date(year + 1, 1, 15), rows)
    running.neighbours.tell("scoring", board, told)


@pytest.fixture
def given(running: Running) -> Running:
    running.neighbours.units(*OFFICES)
    running.neighbours.cluster(CLUSTER, *OFFICES)
    for year in YEARS:
        tell_year(running, year, BEST)
    running.hear()
    for year in YEARS:
        give_flag(running, year, BEST)
    return running


@pytest.mark.row("D10")
def test_what_each_assessor_moved_is_shown_beside_who_won(given: Running) -> None:
    [before] = given.get("/rotation-checks")["items"]
    assert before["overrides"] is None
    assert given.get("/rotation-checks", overrides="FLAGGED")["items"] == []
    for year in YEARS:
        tell_moves(given, year)
    given.hear()
    [found] = given.get("/rotation-checks", overrides="FLAGGED")["items"]
    chance = {"p": "0.0278", "fraction": "1/36", "smallest": "0.0278", "exact": True}
    assert found["overrides"] | {"meaning": "", "meaning_en": ""} == {
        "flag": "FLAGGED",
        "meaning": "",
        "meaning_en": "",
        "told": 2,
        "untold": 0,
        "level": "1/20",
        "by_assessor": [
            {
                "assessor": "tdkt.thu",
                "years": 2,
                "cells": 4,
                "winners": "0.5000",
                "others": "0.0000",
                "given_places": chance,
                "given_winners": chance,
            }
        ],
    }
    assert "không phải là kết luận" in found["overrides"]["meaning"]
    assert found["flag"] == "TOO_FEW_YEARS"
    asked = given.graph(QUESTION, cluster=str(cluster_id(CLUSTER)))
    assert asked["rotationChecks"] == [{"overrides": {"flag": "FLAGGED"}}]
    [told] = asked["rotationCheck"]["overrides"]["byAssessor"]
    assert (told["assessor"], told["winners"], told["givenPlaces"]) == ("tdkt.thu", "0.5000", {"fraction": "1/36"})
    again = given.graph(QUESTION, cluster=str(cluster_id(CLUSTER)))
    assert again == asked
