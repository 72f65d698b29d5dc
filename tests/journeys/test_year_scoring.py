"""The played year: score tables, results, the layers of a card, boards and their editions (rows C1, C3-C5, C7, C8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from kernel.aggregate import identity
from tests.support.year import AFTER_THE_YEAR, DRIVE, MOVEMENT, Year

pytestmark = pytest.mark.journey

FORMULAS = {
    "proportional_capped",
    "overfulfil_bonus",
    "deduct_per_percent",
    "inverse",
    "band",
    "step",
    "boolean",
    "late_penalty",
    "fixed_bonus",
    "gate",
}


def tables(year: Year) -> list[dict[str, Any]]:
    listed = year.every("/scoring/score-tables", movement_id=MOVEMENT)
    return [year.get(f"/scoring/score-tables/{each['id']}") for each in listed]


def year_end_card(year: Year, cluster: str, place: int) -> Any:
    row = year.boards[cluster, "2024"]["rows"][place]
    return year.get(f"/scoring/scorecards/{row['card_id']}")


@pytest.mark.row("C1")
def test_every_block_and_cluster_signed_a_table_whose_points_add_up(year: Year) -> None:
    found = tables(year)
    assert {each["cluster_id"] for each in found} == {each["id"] for each in year.clusters.values()}
    assert {each["signed_on"] for each in found} == {"2024-02-20"}
    for each in found:
        content = [Decimal(line["max_points"]) for line in each["scheme"]["criteria"] if line["group"] == "CONTENT"]
        assert (sum(content, Decimal(0)), each["content_total"], each["bonus_cap"]) == (Decimal(950), "950", "50")


@pytest.mark.row("C1")
def test_between_them_the_tables_use_every_formula_kind(year: Year) -> None:
    formulas = [line["formula"] for each in tables(year) for line in each["scheme"]["criteria"]]
    assert {kind for each in formulas for kind, parameters in each.items() if parameters is not None} == FORMULAS


@pytest.mark.row("C3")
def test_published_figures_and_generated_ones_are_told_apart_and_counted(year: Year) -> None:
    cells = year.every("/scoring/results", movement_id=MOVEMENT) + year.every("/scoring/results", movement_id=DRIVE)
    marks = Counter(each["evidence"].lower() for each in cells)
    assert marks == year.report["results"]
    assert min(marks.values()) > 0
    assert [each for each in cells if each["evidence"] == "REAL" and not each["source"]] == []
    assert [each for each in cells if each["evidence"] == "SYNTHETIC" and not each["note"]] == []


@pytest.mark.row("C3")
def test_a_correction_is_appended_with_its_reason(year: Year) -> None:
    [corrected] = year.every("/scoring/results", movement_id=MOVEMENT, corrected=True)
    last_of_cluster = year.clusters["CUM-VII"]["members"][-1]["id"]
    assert (corrected["unit_id"], corrected["quarter"], corrected["indicator"]) == (last_of_cluster, "2024-Q2", "THU")
    assert corrected["correction"] == "Đối chiếu số liệu quyết toán quý II"
    sheet = year.get(f"/scoring/results/{corrected['sheet_id']}")
    assert {cell["correction"] for cell in sheet["cells"] if cell["indicator"] != "THU"} == {None}


@pytest.mark.row("C4")
@pytest.mark.parametrize("cluster", ["KHOI-1", "CUM-VII", "BHXH-64/C1"])
def test_the_layers_of_a_card_stand_side_by_side_with_who_when_and_why(year: Year, cluster: str) -> None:
    card = year_end_card(year, cluster, 0)
    unit, chair = year.codes[card["unit_id"]], year.codes[year.clusters[cluster]["officers"]["head_id"]]
    scored = [line for line in card["lines"] if line["self_scored"]]
    assert len(scored) >= 5
    assert {line["self_scored"]["actor"] for line in scored} == {f"can-bo.{unit}"}
    checked = {line["cross_checked"]["actor"] for line in scored if line["cross_checked"]}
    assert checked == (set() if unit == chair else {f"thu-truong.{chair}"})
    layers = [line[name] for line in scored for name in ("self_scored", "verified")]
    assert {layer["effective"][:10] for layer in layers} == {"2025-01-22"}
    assert {line["final"]["layer"] for line in scored} == {"VERIFIED"}
    unexplained = [
        line["criterion"]
        for line in scored
        if line["verified"]["points"] != line["computed"]["points"] and not line["verified"]["reason"]
    ]
    assert unexplained == []


@pytest.mark.row("C5")
def test_each_department_verified_its_own_field_only_and_the_score_is_the_sum(year: Year) -> None:
    for row in year.boards["CUM-I", "2024"]["rows"]:
        card = year.get(f"/scoring/scorecards/{row['card_id']}")
        verified = [line for line in card["lines"] if line["verified"]]
        owners = {(line["verified"]["actor"], f"ban.{year.codes[line['department_id']]}") for line in verified}
        assert [pair for pair in owners if pair[0] != pair[1]] == []
        assert len(owners) >= 3
        assert score_of(card) == Decimal(card["finalisations"][-1]["totals"]["score"])


def score_of(card: Mapping[str, Any]) -> Decimal:
    """The score as a person adds it up on paper: content scaled to what applies, bonus up to its cap, penalties."""

    def points(group: str) -> Decimal:
        found = [line["final"]["points"] for line in card["lines"] if line["group"] == group]
        return sum((Decimal(each) for each in found if each is not None), Decimal(0))

    applies = sum(
        Decimal(line["max_points"])
        for line in card["lines"]
        if line["group"] == "CONTENT" and line["final"]["state"] != "NOT_APPLICABLE"
    )
    content = points("CONTENT") * 950 / applies
    return (content + min(points("BONUS"), Decimal(50)) + points("PENALTY")).quantize(Decimal("0.01"))


@pytest.mark.row("C7")
def test_ranks_follow_scores_on_every_board(year: Year) -> None:
    for place, board in year.boards.items():
        ranked = [row for row in board["rows"] if row["rank"] is not None]
        scores = [Decimal(row["score"]) for row in ranked]
        assert (place, scores) == (place, sorted(scores, reverse=True))
        ranks = [row["rank"] for row in ranked]
        assert ranks[0] == 1
        for ahead, (rank, score) in enumerate(zip(ranks, scores, strict=True)):
            tied = ahead > 0 and (rank, score) == (ranks[ahead - 1], scores[ahead - 1])
            assert tied or rank == ahead + 1, (place, ranks, scores)


@pytest.mark.row("C7")
def test_whoever_is_not_ranked_stands_on_the_board_with_the_reason(year: Year) -> None:
    for place, board in year.boards.items():
        members = {member["id"] for member in year.clusters[place[0]]["members"]}
        assert (place, {row["unit_id"] for row in board["rows"]}) == (place, members)
        unranked = [row for row in board["rows"] if row["rank"] is None]
        assert [row for row in unranked if row["state"] == "RANKED" or not (row["reason"] and row["reason_en"])] == []


@pytest.mark.row("C7")
def test_the_thematic_drive_gives_its_prizes_to_the_first_of_all_63_provinces(year: Year) -> None:
    board = year.get(f"/scoring/boards/{identity('board', *(identity(*each) for each in DRIVE_BOARD), '2024-Q4')}")
    assert (len(board["rows"]), {row["state"] for row in board["rows"]}) == (63, {"RANKED"})
    won: dict[str, set[int]] = {}
    for row in board["rows"]:
        won.setdefault(row["prize"], set()).add(row["rank"])
    best = sorted((prize for prize in won if prize), key=lambda prize: min(won[prize]))
    assert len(best) == len(PRIZES)
    for prize, (first, last) in zip(best, PRIZES, strict=True):
        assert won[prize] == {row["rank"] for row in board["rows"] if first <= row["rank"] <= last}
    assert min(won[""]) > PRIZES[-1][1]


PRIZES = ((1, 1), (2, 4), (5, 9), (10, 19))
"""QĐ 203/QĐ-BHXH: 1 first, 3 second, 5 third, 10 consolation prizes, as the ranks that win them."""
DRIVE_BOARD = (("cluster", "TOAN-QUOC"), ("movement", DRIVE))


@pytest.mark.row("C8")
def test_every_board_has_a_half_year_and_a_year_end_edition(year: Year) -> None:
    assert set(year.boards) == {(code, period) for code in year.clusters for period in ("2024-H1", "2024")}
    frozen = {(board["period"], board["frozen_on"]) for place, board in year.boards.items() if board["no"] == 1}
    assert frozen == {("2024-H1", "2024-07-15"), ("2024", "2025-01-22")}


@pytest.mark.row("C8")
def test_a_correction_is_a_new_edition_and_the_old_one_stays_as_it_was(year: Year) -> None:
    assert [place for place, board in year.boards.items() if board["no"] == 2] == [("CUM-VII", "2024-H1")]
    corrected = year.boards["CUM-VII", "2024-H1"]
    first, second = year.get(f"/scoring/boards/{corrected['board_id']}/editions")["items"]
    assert second == corrected
    assert (first["no"], first["reason"], first["frozen_on"]) == (1, "", "2024-07-15")
    assert (second["no"], second["reason"], second["frozen_on"]) == (2, "Đính chính số thu quý II", "2024-07-27")
    assert first["digest"] != second["digest"]
    last = year.clusters["CUM-VII"]["members"][-1]["id"]
    before, after = ({row["unit_id"]: Decimal(row["score"]) for row in edition["rows"]} for edition in (first, second))
    assert [unit for unit in before if before[unit] != after[unit]] == [last]
    assert after[last] < before[last]
    assert year.get(f"/scoring/boards/{corrected['board_id']}/editions/1") == first


@pytest.mark.row("C8")
def test_results_come_quarter_by_quarter_and_the_first_three_are_closed(year: Year) -> None:
    periods = year.every("/scoring/periods", movement_id=MOVEMENT)
    found = {each["period"]: each["is_open"] for each in periods}
    assert found == {
        "2024-Q1": False,
        "2024-Q2": False,
        "2024-Q3": False,
        "2024-Q4": True,
        "2024-H1": True,
        "2024": True,
    }


@pytest.mark.row("E3")
def test_a_board_is_read_as_it_stood_on_a_day(year: Year) -> None:
    asked = {"cluster_id": "CUM-VII", "movement_id": MOVEMENT}
    stood = {
        day: [(board["period"], board["no"]) for board in year.get("/scoring/boards", **asked, as_of=day)["items"]]
        for day in ("2024-07-14", "2024-07-15", "2024-07-26", "2024-07-27", AFTER_THE_YEAR)
    }
    assert stood == {
        "2024-07-14": [],
        "2024-07-15": [("2024-H1", 1)],
        "2024-07-26": [("2024-H1", 1)],
        "2024-07-27": [("2024-H1", 2)],
        AFTER_THE_YEAR: [("2024-H1", 2), ("2024", 1)],
    }
