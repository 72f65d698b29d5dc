"""C6, D1: boards that rank groups of like units apart; a nomination is weighed by the rank inside its group."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.explanation import Text
from services.nomination.domain.candidacy import LikeGroup
from services.nomination.domain.nomination import Nomination
from services.nomination.views import long_movement
from services.nomination.views.heard import BoardRow, EditionFrozen
from services.nomination.views.heard import LikeGroup as Told
from tests.nomination.neighbours import YEAR_END, cluster_id, movement_id, unit_id
from tests.nomination.running import (
    CLUSTERS,
    Running,
    close,
    draw,
    endorse,
    head,
    members,
    nominate,
    open_selection,
    refused,
    vote,
    wording,
)

FIRST = CLUSTERS[0]
ONE, TWO, THREE, FOUR = members(FIRST)  # the third signed no covenant
LARGE, SMALL = Told("LON", "Đơn vị lớn", "Large units"), Told("NHO", "Đơn vị nhỏ", "Small units")


def tell(year: Running, groups: dict[Told | None, tuple[str, ...]], no: int = 2) -> UUID:
    """A new edition of the first cluster's board, each group ranked apart, ten points apart all through."""
    placed = [(unit, rank, group) for group, units in groups.items() for rank, unit in enumerate(units, 1)]
    rows = tuple(
        BoardRow(unit_id(unit), "RANKED", rank, Decimal(1000 - 10 * place), group)
        for place, (unit, rank, group) in enumerate(placed)
    )
    cluster = cluster_id(FIRST)
    board = identity("board", cluster, movement_id(), "2024")
    event = year.neighbours.tell(
        "scoring", board, EditionFrozen(cluster, movement_id(), "2024", "YEAR", no, YEAR_END, rows)
    )
    year.hear()
    return event


APART: dict[Told | None, tuple[str, ...]] = {LARGE: (ONE, THREE), SMALL: (FOUR, TWO)}


def facts(year: Running, nomination: UUID) -> dict[str, str]:
    tree: dict[str, Any] = year.get(f"/nominations/{nomination}/why")["tree"]
    [eligibility] = [each for each in tree["inputs"] if each["label"]["vi"].startswith("Điều kiện xét")]
    return {each["label"]["vi"]: each["value"] for each in eligibility["inputs"]}


@pytest.mark.row("C6")
def test_the_leader_of_each_group_is_a_candidate_and_the_explanation_says_of_which(year: Running) -> None:
    tell(year, APART)
    first, fourth = nominate(year, ONE), nominate(year, FOUR)
    assert facts(year, fourth)["Xếp hạng riêng trong nhóm đơn vị Đơn vị nhỏ (NHO)"] == "NHO"
    assert "Xếp hạng riêng trong nhóm đơn vị Đơn vị lớn (LON)" in facts(year, first)
    listed = {each["unit_code"]: (each["like_group"], each["rank"]) for each in year.get("/nominations")["items"]}
    assert listed == {ONE: ("LON", 1), FOUR: ("NHO", 1)}
    asked = year.graph("query($id: ID!) { nomination(id: $id) { likeGroup rank } }", id=str(fourth))
    assert asked["nomination"] == {"likeGroup": "NHO", "rank": 1}
    standing = year.service.store.load(Nomination, fourth).standing
    assert standing is not None
    assert standing.group == LikeGroup("NHO", Text("Đơn vị nhỏ", "Small units"))


@pytest.mark.row("D1")
def test_who_does_not_lead_its_group_is_refused_and_told_which(year: Running) -> None:
    tell(year, APART)
    answer = year.post("/nominations", head(TWO), {"unit_id": TWO, "title": "CO_BHXH", "movement_id": "TDTX-2024"})
    assert refused(answer) == (409, "not-the-leading-unit")
    vi, en = wording(answer)
    assert vi.startswith(f"Đơn vị {TWO} xếp thứ 2 trong nhóm đơn vị Đơn vị nhỏ (NHO) theo bảng xếp hạng lần 2;")
    assert en.startswith(f"Unit {TWO} ranks 2 in the group Small units (NHO), edition 2;")


def test_a_newer_edition_is_weighed_by_the_rank_inside_the_group(year: Running) -> None:
    tell(year, APART)
    fourth = nominate(year, FOUR)
    tell(year, {LARGE: (ONE, THREE), SMALL: (TWO, FOUR)}, no=3)
    found = year.get(f"/nominations/{fourth}")
    assert (found["challenged"], found["rank"], found["like_group"]) == (True, 2, "NHO")
    tell(year, {None: (ONE, FOUR, TWO), SMALL: (THREE,)}, no=4)
    assert year.get(f"/nominations/{fourth}")["challenged"] is True
    tell(year, {LARGE: (FOUR, THREE), None: (ONE, TWO)}, no=5)
    found = year.get(f"/nominations/{fourth}")
    assert (found["challenged"], found["rank"], found["like_group"]) == (False, 1, "LON")


@pytest.mark.row("D3")
def test_the_quota_counts_clusters_whatever_groups_they_have(year: Running) -> None:
    tell(year, APART)
    first, fourth = nominate(year, ONE), nominate(year, FOUR)
    session = open_selection(year, FIRST, first, fourth)
    vote(year, session, [head(TWO), head(THREE)], "YES", first, fourth)
    vote(year, session, [head(ONE)], "YES", fourth)  # nobody votes in the own case
    vote(year, session, [head(FOUR)], "YES", first)
    close(year, session)
    endorse(year, first, fourth)
    line = draw(year, "CO_BHXH")
    found = year.get(f"/quota-lines/{line['id']}")
    assert (found["base"], len(found["order"])) == (len(CLUSTERS), 2)


def test_a_long_movement_compares_a_unit_with_its_own_group(year: Running) -> None:
    tell(year, APART)
    with year.service.store.reading() as connection:
        found = long_movement.results(connection, movement_id())
    assert {unit: [(each.rank, each.ranked) for each in found[unit_id(unit)]] for unit in (ONE, TWO)} == {
        ONE: [(1, 2)],
        TWO: [(2, 2)],
    }
