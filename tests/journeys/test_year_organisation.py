"""The played year: who takes part, in which blocks and clusters, who leads them, in which movement (rows A1-A4, A6)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.year import MOVEMENT, Year

pytestmark = pytest.mark.journey

BANDS = ((9, 1), (14, 2), (19, 3), (24, 4))
"""CV 4268, A.I.5: up to so many districts, so many clusters; more districts, five clusters."""


def clusters_for(districts: int) -> int:
    return next((clusters for most, clusters in BANDS if districts <= most), 5)


def districts_by_province(year: Year) -> Counter[str]:
    return Counter(year.codes[unit["parent_id"]] for unit in year.units.values() if unit["kind"] == "district")


@pytest.mark.row("A1")
def test_every_provincial_office_and_every_head_office_unit_is_on_the_register(year: Year) -> None:
    kinds = Counter(unit["kind"] for unit in year.units.values())
    head_office = [unit for unit in year.units.values() if unit["kind"] == "head_office"]
    [agency] = [unit for unit in head_office if unit["parent_id"] is None]
    assert kinds == {"province": 63, "head_office": 14 + 1, "district": year.report["districts"]}
    assert {unit["parent_id"] for unit in head_office if unit is not agency} == {agency["id"]}
    assert year.report["units"] == len(year.units)


@pytest.mark.row("A1")
def test_the_districts_of_five_provinces_stand_under_their_offices(year: Year) -> None:
    provinces = districts_by_province(year)
    assert len(provinces) == 5
    assert {year.units[code]["kind"] for code in provinces} == {"province"}
    districts = [code for code, unit in year.units.items() if unit["kind"] == "district"]
    astray = [code for code in districts if code.rpartition("-")[0] not in provinces]
    assert astray == []


@pytest.mark.row("A2")
def test_every_unit_competes_in_exactly_one_block_or_cluster_by_a_dated_list(year: Year) -> None:
    placed = Counter(member["code"] for each in year.clusters.values() for member in each["members"])
    agency = next(unit["code"] for unit in year.units.values() if unit["parent_id"] is None)
    assert placed == {code: 1 for code in year.units if code != agency}
    lists = [each["lists"] for each in year.clusters.values()]
    assert [found for found in lists if len(found) != 1 or not found[0]["document"]] == []
    in_force = {(each["kind"], each["lists"][0]["effective_from"]) for each in year.clusters.values()}
    assert in_force == {("block", "2024-01-01"), ("cluster", "2024-01-01"), ("district_cluster", "2010-01-01")}


@pytest.mark.row("A3")
def test_districts_form_as_many_clusters_as_the_rule_says(year: Year) -> None:
    formed = Counter(
        year.codes[each["owner_id"]] for each in year.clusters.values() if each["kind"] == "district_cluster"
    )
    assert formed == {code: clusters_for(count) for code, count in districts_by_province(year).items()}
    assert sorted(formed.values()) == [1, 2, 3, 4, 5]


@pytest.mark.row("A3")
def test_a_district_competes_inside_its_own_province(year: Year) -> None:
    astray = [
        (code, member["code"])
        for code, each in year.clusters.items()
        if each["kind"] == "district_cluster"
        for member in each["members"]
        if member["parent_id"] != each["owner_id"]
    ]
    assert astray == []


@pytest.mark.row("A4")
def test_heads_and_deputies_are_members_and_pass_on_by_rotation(year: Year) -> None:
    for code, each in year.clusters.items():
        members = [member["id"] for member in each["members"]]
        terms = {term["term_year"]: term for term in each["elections"]}
        assert (code, sorted(terms)) == (code, [2024, 2025])
        assert each["officers"] == terms[2024]
        assert {terms[2024]["head_id"], terms[2024]["deputy_id"], terms[2025]["head_id"]} <= set(members)
        assert terms[2024]["head_id"] != terms[2025]["head_id"]
        assert terms[2024]["deputy_id"] == terms[2025]["head_id"]


@pytest.mark.row("A4")
def test_the_next_officers_are_in_office_at_once(year: Year) -> None:
    board = year.clusters["CUM-VII"]
    on_the_day, the_day_before = (
        year.get(f"/covenant/clusters/{board['id']}", at=day)["officers"]["term_year"]
        for day in ("2025-01-23", "2025-01-22")
    )
    assert (the_day_before, on_the_day) == (2024, 2025)


@pytest.mark.row("A6")
def test_the_movement_says_what_for_whom_until_when_and_where_that_stands(year: Year) -> None:
    movement = year.get(f"/covenant/movements/{year.movement_id}")
    assert (movement["code"], movement["kind"], movement["closed_on"]) == (MOVEMENT, "annual", None)
    assert [bool(movement[name]) for name in ("theme", "purposes", "audience", "contents", "duties")] == [True] * 5
    assert (movement["period_from"], movement["period_to"]) == ("2024-01-01", "2024-12-31")
    assert movement["covenant_signing_by"] == "2024-03-31"
    assert movement["covenant_signing_source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"


@pytest.mark.row("A6")
def test_other_movements_run_beside_the_annual_one_or_were_made_from_it(year: Year) -> None:
    kinds = {each["code"]: each["kind"] for each in year.every("/covenant/movements")}
    assert kinds == {
        MOVEMENT: "annual",
        f"{MOVEMENT}/68": "annual",
        f"{MOVEMENT}/68/01": "annual",
        "CD-THU-2024": "thematic",
        f"TD-2021-2025/{MOVEMENT}": "multi_year",
    }
