"""D3, D4: equals at the last place of a quota: women first by the law, then whose word the rule names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.nomination.running import (
    CLUSTERS,
    MOVEMENT,
    STANDING_BODY,
    Running,
    decide,
    done,
    endorse,
    leader,
    nominate,
    refused,
    select,
)

FLAG = "CO_CHINH_PHU"


@pytest.fixture
def pair(year: Running) -> list[UUID]:
    """Two leaders of equal votes and equal scores for the one place that a fifth of five leaders is."""
    found = [nominate(year, leader(cluster), FLAG) for cluster in CLUSTERS[:2]]
    for cluster, nomination in zip(CLUSTERS, found, strict=False):
        select(year, cluster, nomination)
    endorse(year, *found)
    return found


def draw(year: Running, *compositions: dict[str, Any], prefers: tuple[UUID, ...] = ()) -> Any:
    body = {
        "title": FLAG,
        "movement_id": "TDTX-2024",
        "chair_prefers": [str(each) for each in prefers],
        "compositions": list(compositions),
    }
    return year.post("/quota-lines", STANDING_BODY, body)


def women(nomination: UUID, count: int) -> dict[str, Any]:
    return {"nomination_id": str(nomination), "members": 10, "women": count, "paper": "CV 12/TCCB"}


def test_a_collective_of_seventy_per_cent_women_takes_the_last_place(year: Running, pair: list[UUID]) -> None:
    assert refused(draw(year)) == (409, "tie-at-the-line")
    line = done(draw(year, women(pair[0], 6), women(pair[1], 7)), 201)["id"]
    order = year.get(f"/quota-lines/{line}")["order"]
    assert [(each["nomination_id"], each["within"], each["by_law"], each["by_chair"]) for each in order] == [
        (str(pair[1]), True, True, False),
        (str(pair[0]), False, True, False),
    ]
    assert [(each["women"], each["members"]) for each in order] == [(7, 10), (6, 10)]
    why = str(year.get(f"/quota-lines/{line}/why"))
    assert "7 / 10, ≥ 70/100 (CV 12/TCCB)" in why


def test_equals_in_that_too_wait_for_the_word_of_whom_the_rule_names(year: Running, pair: list[UUID]) -> None:
    both = [women(each, 8) for each in pair]
    assert refused(draw(year, *both)) == (409, "tie-at-the-line")
    line = done(draw(year, *both, prefers=(pair[1],)), 201)["id"]
    assert year.get(f"/quota-lines/{line}")["order"][0]["nomination_id"] == str(pair[1])
    assert "Ý kiến của khối, cụm trưởng và khối, cụm phó" in str(year.get(f"/quota-lines/{line}/why"))


def test_more_women_than_people_and_women_of_strangers_are_refused(year: Running, pair: list[UUID]) -> None:
    assert refused(draw(year, women(pair[0], 11))) == (422, "composition-not-valid")
    assert refused(draw(year, women(MOVEMENT, 7))) == (422, "composition-not-valid")


def test_the_same_through_the_graph(year: Running, pair: list[UUID]) -> None:
    composition = f'{{ nomination: "{pair[1]}", members: 10, women: 7, paper: "CV 12" }}'
    call = f'drawQuotaLine(title: "{FLAG}", movement: "{MOVEMENT}", compositions: [{composition}])'
    assert year.graph(f"mutation {{ {call} {{ __typename }} }}", STANDING_BODY) == {
        "drawQuotaLine": {"__typename": "Receipt"}
    }
    found = year.graph(
        f'{{ quotaLine(title: "{FLAG}", movement: "{MOVEMENT}") {{ order {{ byLaw women members }} }} }}'
    )
    assert found["quotaLine"]["order"] == [
        {"byLaw": True, "women": 7, "members": 10},
        {"byLaw": True, "women": None, "members": None},
    ]


def test_who_was_decided_without_a_vote_holds_its_place_when_the_line_is_drawn_anew(year: Running) -> None:
    endorsed, decided = (nominate(year, leader(cluster), FLAG) for cluster in CLUSTERS[:2])
    select(year, CLUSTERS[0], endorsed)
    select(year, CLUSTERS[1], decided)
    endorse(year, endorsed)
    line = done(draw(year), 201)["id"]
    done(decide(year, decided, "Thủ tướng Chính phủ", override_reason="thành tích đặc biệt"), 201)
    done(draw(year), 201)
    order = year.get(f"/quota-lines/{line}")["order"]
    assert [(each["nomination_id"], each["within"]) for each in order] == [(str(decided), True), (str(endorsed), False)]
    assert (order[0]["in_favour"], order[0]["base"]) == (0, 0), "no vote was counted, and none is made up"
    assert "'value': '0/0'" in str(year.get(f"/quota-lines/{line}/why"))
