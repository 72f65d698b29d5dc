"""The played year: covenants with their targets, who was late, who never signed, what that costs (rows B1-B4, B8)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tests.support.year import Year, unit_id

pytestmark = pytest.mark.journey


def covenants(year: Year) -> list[dict[str, Any]]:
    return year.every("/covenant/covenants", movement=year.movement_id)


def test_the_report_counts_what_the_services_hold(year: Year) -> None:
    found = Counter(
        "unsigned" if not each["signed"] else "late" if each["late"] else "signed" for each in year.standings.values()
    )
    assert found == year.report["covenants"]
    assert len(year.standings) == len(year.units) - 1
    assert min(found.values()) > 0


@pytest.mark.row("B1")
def test_every_signed_covenant_has_quantified_targets(year: Year) -> None:
    signed: list[dict[str, Any]] = []
    page: dict[str, Any] = {"endCursor": None, "hasNextPage": True}
    while page["hasNextPage"]:
        answer = year.ask(TARGETS, movement=str(year.movement_id), after=page["endCursor"])["covenants"]
        signed, page = signed + answer["nodes"], answer["pageInfo"]
    assert len(signed) == year.report["covenants"]["signed"] + year.report["covenants"]["late"]
    for each in signed:
        targets = each["targets"]
        assert len(targets) >= 4, each["unit"]
        assert [target for target in targets if not (target["indicator"] and target["unitOfMeasure"])] == []
        assert {target["direction"] for target in targets} <= {"HIGHER", "LOWER", "BAND"}
        assert [target for target in targets if Decimal(target["value"]) < 0] == []


TARGETS = """query($movement: ID!, $after: String) {
  covenants(movement: $movement, state: SIGNED, first: 50, after: $after) {
    nodes { unit { code } targets { indicator unitOfMeasure direction value } }
    pageInfo { hasNextPage endCursor }
  }
}"""


@pytest.mark.row("B1")
def test_a_covenant_was_drafted_then_agreed_then_signed_each_by_whom_it_concerns(year: Year) -> None:
    covenant = next(each for each in covenants(year) if each["unit_code"] == "BHXH-64" and each["state"] == "signed")
    life = year.get(f"/covenant/covenants/{covenant['id']}/history")["items"]
    told = [(event["type"].removeprefix("covenant."), event["actor"], event["effective"][:10]) for event in life]
    chair = year.codes[year.clusters["CUM-VII"]["officers"]["head_id"]]
    assert told[0] == ("CovenantDrafted", "can-bo.BHXH-64", "2024-02-10")
    assert ("CovenantAgreed", f"thu-truong.{chair}", "2024-03-05") in told
    assert ("CovenantSigned", f"thu-truong.{chair}", "2024-03-20") in told
    assert [event["recorded_at"] > event["effective"] for event in life] == [True] * len(life)


@pytest.mark.row("B2")
def test_titles_are_registered_per_unit_by_what_its_level_may_aim_at(year: Year) -> None:
    titles = {
        (year.units[code]["kind"], tuple(each["titles"])) for code, each in year.standings.items() if each["signed"]
    }
    assert titles == {
        ("head_office", ("CO_BHXH", "TTLDXS")),
        ("province", ("CO_BHXH", "CO_CHINH_PHU", "TTLDXS")),
        ("province", ("CO_BHXH", "CO_CHINH_PHU", "CSTDCS", "TTLDXS")),  # of a person, too
        ("district", ("GIAY_KHEN", "TTLDXS")),
    }


@pytest.mark.row("B3")
def test_late_is_recorded_as_late_with_the_deadline_and_its_source(year: Year) -> None:
    signed = [each for each in covenants(year) if each["state"] == "signed"]
    assert {each["due_on"] for each in signed} == {"2024-03-31"}
    assert {each["due_source"]["document"] for each in signed} == {"CV 01/BHXH-TĐKT 04/01/2011"}
    assert [each["unit_code"] for each in signed if each["late"] is not (each["signed_on"] > each["due_on"])] == []
    late = [each for each in signed if each["late"]]
    assert len(late) == year.report["covenants"]["late"]
    why = year.get(f"/covenant/covenants/{late[0]['id']}/why")["tree"]
    signing = next(node for node in why["inputs"] if node["label"]["en"] == "Signing the covenant")
    assert signing["value"] == "muộn · late"
    assert [node["value"] for node in signing["inputs"]] == [late[0]["signed_on"], "2024-03-31"]


@pytest.mark.row("B4")
def test_whoever_never_signed_is_listed_and_not_considered(year: Year) -> None:
    unsigned = [code for code, each in year.standings.items() if not each["signed"]]
    assert len(unsigned) == year.report["covenants"]["unsigned"] > 0
    for code in unsigned:
        title = "TTLDXS" if year.units[code]["kind"] == "district" else "CO_BHXH"
        question = {"unit_id": code, "title": title, "movement_id": year.movement_id}
        answer = year.get("/nomination/eligibility", **question)
        assert (answer["eligible"], answer["refusal"]["code"]) == (False, "no-signed-covenant")
        assert answer["refusal"]["source"]["document"] == "CV 01/BHXH-TĐKT 04/01/2011"
        ranked = [
            (period, row["rank"], row["state"])
            for (_, period), board in year.boards.items()
            for row in board["rows"]
            if row["unit_id"] == str(unit_id(code))
        ]
        assert sorted(ranked) == [("2024", None, "NO_COVENANT"), ("2024-H1", None, "NO_COVENANT")]


@pytest.mark.row("B8")
def test_every_head_handed_in_how_each_member_stands(year: Year) -> None:
    sets = {each["cluster_id"]: each for each in year.every("/covenant/registration-sets", movement=year.movement_id)}
    assert set(sets) == {each["id"] for each in year.clusters.values()}
    for each in year.clusters.values():
        handed_in = sets[each["id"]]
        members = [year.standings[member["code"]] for member in each["members"]]
        standing = {
            "signed": sorted(item["unit_id"] for item in members if item["signed"] and not item["late"]),
            "late": sorted(item["unit_id"] for item in members if item["late"]),
            "unsigned": sorted(item["unit_id"] for item in members if not item["signed"]),
        }
        assert {kind: sorted(handed_in[kind]) for kind in standing} == standing
