"""The played year: nominations, votes, quotas, decisions, and everything that was refused (rows D1, D3, D4, D9)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.support.year import STANDING_BODY, Year

pytestmark = pytest.mark.journey

FLAGS = ("CO_BHXH", "CO_CHINH_PHU")
COUNCIL = 15


def nominations(year: Year) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in year.nominations}


@pytest.mark.row("D1")
def test_whoever_is_nominated_leads_the_year_end_board(year: Year) -> None:
    assert len(year.nominations) > 0
    for each in year.nominations:
        board = year.boards[each["cluster_code"], "2024"]
        [row] = [row for row in board["rows"] if row["unit_id"] == each["unit_id"]]
        assert (row["rank"], each["rank"], each["edition_no"]) == (1, 1, board["no"]), each["unit_code"]


@pytest.mark.row("D1")
def test_whoever_is_decorated_passed_every_vote_it_needed(year: Year) -> None:
    found = nominations(year)
    assert len(year.decisions) == len(year.report["decisions"]) > 0
    for decision in year.decisions:
        votes = found[decision["nomination_id"]]["votes"]
        last = {vote["kind"]: vote["passed"] for vote in votes}
        needed = ("SELECTION", "COUNCIL") if decision["title"] in FLAGS else ("COUNCIL",)
        assert last == dict.fromkeys(needed, True), decision["unit_code"]
        assert [vote for vote in votes if vote["passed"] is not (vote["in_favour"] >= vote["needed"])] == []


@pytest.mark.row("D1")
def test_no_flag_was_voted_on_before_the_board_was_frozen(year: Year) -> None:
    selections = [each for each in year.sessions if each["kind"] == "SELECTION"]
    flagged = {each["id"]: code for code, each in year.clusters.items() if each["kind"] != "district_cluster"}
    assert sorted(each["cluster_id"] for each in selections) == sorted(flagged)
    for each in selections:
        frozen = year.boards[flagged[each["cluster_id"]], "2024"]
        assert each["opened_on"] >= frozen["frozen_on"]


@pytest.mark.row("D3")
def test_quotas_are_counted_rounded_down_and_kept(year: Year) -> None:
    lines = {
        each["title"]: year.get(f"/nomination/quota-lines/{each['id']}")
        for each in year.every("/nomination/quota-lines", movement=year.movement_id)
    }
    leaders = sum(each["kind"] in {"block", "cluster"} for each in year.clusters.values())
    drawn = {title: (each["base"], each["share"], each["places"]) for title, each in lines.items()}
    assert drawn == {
        "CO_BHXH": (leaders, "1/1", leaders),
        "CO_CHINH_PHU": (leaders, "1/5", int(Fraction(leaders, 5))),
    }
    awarded = Counter(each["title"] for each in year.decisions)
    for title, line in lines.items():
        within = [place["nomination_id"] for place in line["order"] if place["within"]]
        decided = {each["nomination_id"] for each in year.decisions if each["title"] == title}
        assert (awarded[title], decided) == (len(within), set(within))
        assert len(within) <= line["places"]


@pytest.mark.row("D3")
def test_what_falls_over_the_line_stays_seen_and_is_never_decided(year: Year) -> None:
    [line] = year.every("/nomination/quota-lines", movement=year.movement_id, title="CO_CHINH_PHU")
    order = year.get(f"/nomination/quota-lines/{line['id']}")["order"]
    over = [nominations(year)[place["nomination_id"]] for place in order if not place["within"]]
    assert len(over) > 0
    assert {(each["stage"], each["decision_id"]) for each in over} == {("ENDORSED", None)}
    assert [place["within"] for place in order] == sorted((place["within"] for place in order), reverse=True)
    votes = [(place["in_favour"], Decimal(place["score"])) for place in order if not place["by_chair"]]
    assert votes == sorted(votes, reverse=True)


@pytest.mark.row("D4")
def test_every_round_that_was_counted_had_its_quorum(year: Year) -> None:
    for session in year.sessions:
        counted = [each for each in session["rounds"] if each["state"] == "CLOSED"]
        assert len(counted) > 0
        assert (session["quorum"], session["denominator"]) == ("≥ 2/3", "all_members")
        for each in counted:
            assert Fraction(each["present"], session["members"]) >= Fraction(2, 3), session["code"]
            voted = sum(line["voted"] for line in each["turnout"])
            for result in each["results"]:
                cast = result["in_favour"] + result["against"] + result["abstained"]
                recused = sum(one["nomination_id"] == result["nomination_id"] for one in session["recusals"])
                assert result["base"] == session["members"] - recused
                assert cast <= voted <= session["members"]


@pytest.mark.row("D4")
def test_nobody_votes_on_their_own_unit_in_a_selection(year: Year) -> None:
    for session in year.sessions:
        if session["kind"] == "SELECTION":
            own = {(each["unit_id"], each["nomination_id"]) for each in session["candidates"]}
            assert {(each["voter"], each["nomination_id"]) for each in session["recusals"]} == own
            only = {voter for voter, _ in own if len(own) == sum(each[0] == voter for each in own)}
            turnout = [line for each in session["rounds"] for line in each["turnout"]]
            assert [line for line in turnout if line["voter"] in only and line["voted"]] == []


@pytest.mark.row("D4")
def test_a_void_round_stays_on_record_and_a_new_one_is_held(year: Year) -> None:
    [session] = [each for each in year.sessions if each["code"] == "KHOI-2"]
    void, again = session["rounds"]
    assert (void["number"], void["state"], bool(void["void_reason"])) == (1, "VOID", True)
    assert (again["number"], again["state"], again["void_reason"]) == (2, "CLOSED", None)
    assert sum(line["voted"] for line in void["turnout"]) > 0
    assert year.get(f"/nomination/sessions/{session['id']}/why")["tree"]["inputs"] != []


@pytest.mark.row("D4")
def test_an_open_vote_is_read_by_name_a_secret_one_by_nobody_and_neither_by_an_auditor(year: Year) -> None:
    secret = {each["code"]: each["secret"] for each in year.sessions if each["kind"] == "COUNCIL"}
    assert secret == {"HD-2024-CO": True, "HD-2024-TT": False}
    with year.server.client(STANDING_BODY) as standing_body:
        for session in year.sessions:
            path = f"/nomination/sessions/{session['id']}/open-ballots"
            voters = {each["voter"] for each in standing_body.get(path).json()["items"]}
            voted = {line["voter"] for each in session["rounds"] for line in each["turnout"] if line["voted"]}
            assert (session["code"], voters) == (session["code"], set() if session["secret"] else voted)
            assert year.reader.get(path).json()["code"] == "forbidden"


@pytest.mark.row("D9")
def test_every_decision_says_by_whom_on_which_votes_by_which_rules_with_which_money(year: Year) -> None:
    assert len({each["number"] for each in year.decisions}) == len(year.decisions)
    for each in year.decisions:
        assert (each["base"], each["decided_on"], each["posted_on"]) == (COUNCIL, "2025-03-03", "2025-03-05")
        assert (each["rulebook"], len(each["rulebook_hash"]), each["override_reason"]) == ("law-2022", 64, None)
        assert Decimal(each["reward"]) > 0
        found = nominations(year)[each["nomination_id"]]
        assert (found["decision_id"], found["unit_id"]) == (each["id"], each["unit_id"])
    by_authority = {(each["title"], each["authority"]) for each in year.decisions}
    assert by_authority == {
        ("CO_BHXH", "Bộ trưởng Bộ Tài chính"),
        ("CO_CHINH_PHU", "Thủ tướng Chính phủ"),
        ("TTLDXS", "Bộ trưởng Bộ Tài chính"),
    }


@pytest.mark.row("D9")
def test_a_revoked_decision_is_still_there_as_revoked(year: Year) -> None:
    [revoked] = [each for each in year.decisions if each["revoked_on"]]
    assert [each["number"] for each in year.report["decisions"] if each["revoked"]] == [revoked["number"]]
    assert (revoked["revoked_on"], revoked["ground"], bool(revoked["finding"])) == ("2025-05-20", "FALSE_RECORD", True)
    assert Decimal(revoked["recover"]) == Decimal(revoked["reward"])
    assert nominations(year)[revoked["nomination_id"]]["stage"] == "REVOKED"
    assert year.get(f"/nomination/decisions/{revoked['id']}") == {**revoked, "steps": []}


def test_every_refusal_of_the_year_has_a_code_and_a_source(year: Year) -> None:
    refusals = year.report["refusals"]
    assert len(refusals) >= 25
    assert [each for each in refusals if not (each["code"] and each["source"] and each["attempt"])] == []
    codes = {each["code"] for each in refusals}
    assert codes >= EXPECTED, EXPECTED - codes


EXPECTED = {
    "already-signed",
    "signed-covenant-is-fixed",
    "unknown-unit",
    "forbidden",
    "points-do-not-add-up",
    "score-table-signed",
    "no-signed-covenant",
    "not-the-leading-unit",
    "not-on-the-roll",
    "recused",
    "no-quorum",
    "voted-already",
    "over-the-quota-line",
    "wrong-authority",
    "unit-outside-tables",
    "invalid-input",
    "results-refused",
    "period-not-open",
}
