"""D1, D3, D4, D9: from the frozen board to the decision, its notice and its revocation, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    COUNCIL,
    PRIME_MINISTER,
    STANDING_BODY,
    Running,
    close,
    cluster_head,
    councillor,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    members,
    nominate,
    open_council,
    open_selection,
    refused,
    select,
    vote,
)


def test_a_flag_from_the_board_to_the_decision(year: Running) -> None:
    cluster = CLUSTERS[0]
    nomination = nominate(year, leader(cluster))
    counted = select(year, cluster, nomination)
    assert counted["details"]["results"] == [
        {
            "nomination_id": str(nomination),
            "in_favour": 3,
            "against": 0,
            "abstained": 0,
            "base": 3,
            "needed": 2,
            "passed": True,
            "because": year.get(f"/sessions/{counted['id']}")["rounds"][0]["results"][0]["because"],
        }
    ]
    endorse(year, nomination)
    assert draw(year, "CO_BHXH")["details"] == {"places": 5, "within": 1}
    receipt = done(decide(year, nomination), 201)
    decision = year.get(f"/decisions/{receipt['id']}")
    assert {
        name: decision[name] for name in ("number", "unit_code", "in_favour", "base", "reward", "override_reason")
    } == {
        "number": "2468/QĐ-BHXH",
        "unit_code": leader(cluster),
        "in_favour": 7,
        "base": 7,
        "reward": "18720000",
        "override_reason": None,
    }
    assert year.get(f"/nominations/{nomination}")["stage"] == "DECIDED"


def test_a_decision_is_made_public_and_revoked_and_its_place_is_free_again(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    decision = done(decide(year, nomination), 201)["id"]
    done(year.post(f"/decisions/{decision}/notice", STANDING_BODY, {"place": "baohiemxahoi.gov.vn"}))
    revocation = {"ground": "FALSE_RECORD", "finding": "Kết luận thanh tra 12/KL-TTr"}
    unsaid = year.post(f"/decisions/{decision}/revocation", APPROVER, {**revocation, "finding": " "})
    assert (refused(unsaid), unsaid.json()["fields"]) == ((422, "nomination-reason-required"), ["finding"])
    done(year.post(f"/decisions/{decision}/revocation", APPROVER, revocation))
    found = year.get(f"/decisions/{decision}")
    assert (found["posted_on"], found["revoked_on"], found["recover"]) == ("2025-02-10", "2025-02-10", "18720000")
    assert year.get(f"/nominations/{nomination}")["stage"] == "REVOKED"
    assert [row["id"] for row in year.get("/decisions", revoked=True)["items"]] == [decision]
    assert year.get("/decisions", revoked=False)["items"] == []
    assert refused(year.post(f"/decisions/{decision}/revocation", APPROVER, revocation)) == (
        409,
        "decision-revoked-already",
    )
    assert refused(decide(year, nomination)) == (409, "nomination-not-open")


def endorsed_leaders(year: Running) -> list[UUID]:
    """The five leaders for the Government flag; the council gives each a vote less than the one before."""
    nominations = [nominate(year, leader(cluster), "CO_CHINH_PHU") for cluster in CLUSTERS]
    for cluster, nomination in zip(CLUSTERS, nominations, strict=True):
        select(year, cluster, nomination)
    session = open_council(year, *nominations)
    for number, voter in enumerate(COUNCIL):
        choices = [
            {"nomination_id": str(each), "choice": "NO" if number == 0 and place > 0 else "YES"}
            for place, each in enumerate(nominations)
        ]
        done(year.post(f"/sessions/{session}/ballots", councillor(voter), {"marks": choices}))
    results = close(year, session)["details"]["results"]
    assert [each["in_favour"] for each in results] == [7, 6, 6, 6, 6]
    return nominations


def test_of_five_leaders_one_gets_the_government_flag_and_four_fall_over_the_line(year: Running) -> None:
    nominations = endorsed_leaders(year)
    receipt = draw(year, "CO_CHINH_PHU")
    assert receipt["details"] == {"places": 1, "within": 1}
    line = year.get(f"/quota-lines/{receipt['id']}")
    assert (line["base"], line["share"], line["rounding"], line["places"]) == (5, "1/5", "down", 1)
    assert [(each["place"], each["within"]) for each in line["order"]] == [(n, n == 1) for n in range(1, 6)]
    assert line["order"][0]["nomination_id"] == str(nominations[0])
    assert refused(decide(year, nominations[1], PRIME_MINISTER)) == (409, "over-the-quota-line")
    done(decide(year, nominations[0], PRIME_MINISTER), 201)


def test_a_decision_over_the_line_needs_its_reason_on_record(year: Running) -> None:
    nominations = endorsed_leaders(year)
    draw(year, "CO_CHINH_PHU")
    receipt = done(decide(year, nominations[2], PRIME_MINISTER, override_reason="Thủ tướng quyết định thêm"), 201)
    found = year.get(f"/decisions/{receipt['id']}")
    assert (found["overridden"], found["override_reason"]) == ("over-the-quota-line", "Thủ tướng quyết định thêm")


def test_a_line_drawn_anew_keeps_the_places_taken(year: Running) -> None:
    nominations = endorsed_leaders(year)
    draw(year, "CO_CHINH_PHU")
    done(decide(year, nominations[0], PRIME_MINISTER), 201)
    receipt = draw(year, "CO_CHINH_PHU")
    assert receipt["version"] == 3
    order = year.get(f"/quota-lines/{receipt['id']}")["order"]
    assert [each["nomination_id"] for each in order if each["within"]] == [str(nominations[0])]


def test_who_did_not_pass_is_voted_on_once_more_and_then_the_rounds_are_used_up(year: Running) -> None:
    cluster, voters = CLUSTERS[0], [head(each) for each in members(CLUSTERS[0])[1:]]
    nomination = nominate(year, leader(cluster))
    session = open_selection(year, cluster, nomination)
    stages = []
    for _ in range(2):
        vote(year, session, voters, "NO", nomination)
        close(year, session, cluster_head(cluster))
        stages.append(year.get(f"/nominations/{nomination}")["stage"])
        again = year.post(f"/sessions/{session}/rounds", cluster_head(cluster))
    assert stages == ["NOT_SELECTED", "NOT_SELECTED"]
    assert refused(again) == (409, "rounds-exhausted")
    assert [vote["round"] for vote in year.get(f"/nominations/{nomination}")["votes"]] == [1, 2]
    council = {
        "kind": "COUNCIL",
        "code": "HD",
        "movement_id": "TDTX-2024",
        "nominations": [str(nomination)],
        "roll": [{"id": "council-01"}],
    }
    assert refused(year.post("/sessions", STANDING_BODY, council)) == (409, "nomination-not-open")


def test_a_void_round_stays_its_result_is_taken_back_and_the_rerun_is_a_new_round(year: Running) -> None:
    cluster = CLUSTERS[0]
    nomination = nominate(year, leader(cluster))
    session = select(year, cluster, nomination)["id"]
    done(year.post(f"/sessions/{session}/voiding", cluster_head(cluster), {"reason": "sai danh sách"}))
    assert year.get(f"/nominations/{nomination}")["stage"] == "PROPOSED"
    done(year.post(f"/sessions/{session}/rounds", cluster_head(cluster)))
    rounds = year.get(f"/sessions/{session}")["rounds"]
    assert [(each["number"], each["state"], each["void_reason"]) for each in rounds] == [
        (1, "VOID", "sai danh sách"),
        (2, "OPEN", None),
    ]
    assert rounds[0]["results"][0]["in_favour"] == 3
    assert [each["voted"] for each in rounds[0]["turnout"]] == [True, True, True]


def test_the_whole_council_votes_once_on_many_candidates(year: Running) -> None:
    nominations = [nominate(year, leader(cluster)) for cluster in CLUSTERS]
    for cluster, nomination in zip(CLUSTERS, nominations, strict=True):
        select(year, cluster, nomination)
    results = endorse(year, *nominations)["details"]["results"]
    assert [(each["in_favour"], each["base"], each["passed"]) for each in results] == [(7, 7, True)] * 5
    page = year.get("/nominations", stage="ENDORSED", title="CO_BHXH", limit=2)
    assert len(page["items"]) == 2
    assert len(year.get("/nominations", stage="ENDORSED", after=page["next"])["items"]) == 3


def test_an_absent_council_member_is_polled_in_writing_but_is_not_present(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    session = open_council(year, nomination)
    for number, voter in enumerate(COUNCIL):
        paper = {"marks": [{"nomination_id": str(nomination), "choice": "YES"}], "in_writing": number < 2}
        done(year.post(f"/sessions/{session}/ballots", councillor(voter), paper))
    close(year, session)
    [round_] = year.get(f"/sessions/{session}")["rounds"]
    assert round_["present"] == 5
    assert sum(each["in_writing"] for each in round_["turnout"]) == 2
    assert round_["results"][0]["in_favour"] == 7


def test_an_open_vote_is_by_name_for_those_with_the_right(year: Running) -> None:
    office = leader(CLUSTERS[1])
    year.neighbours.covenant("I-3", ["TTLDXS"])
    year.hear()
    nomination = nominate(year, "I-3", "TTLDXS")
    session = open_council(year, nomination)
    vote(year, session, [councillor(each) for each in COUNCIL[:5]], "YES", nomination)
    assert year.get(f"/sessions/{session}")["secret"] is False
    ballots = done(year.get_as(STANDING_BODY, f"/sessions/{session}/open-ballots"))["items"]
    assert [(each["voter"], each["choice"]) for each in ballots] == [(name, "YES") for name in COUNCIL[:5]]
    for nobody in (head(office), cluster_head(CLUSTERS[0])):
        assert refused(year.get_as(nobody, f"/sessions/{session}/open-ballots")) == (403, "forbidden")
    close(year, session)
    done(decide(year, nomination), 201)


def test_sessions_and_lines_are_told_in_the_codes_that_people_know(year: Running) -> None:
    cluster = CLUSTERS[0]
    nomination = nominate(year, leader(cluster))
    session = select(year, cluster, nomination)["id"]
    endorse(year, nomination)
    line = draw(year, "CO_BHXH")["id"]
    found = year.get(f"/sessions/{session}")
    assert (found["movement_code"], found["cluster_code"]) == ("TDTX-2024", cluster)
    assert [each["unit_code"] for each in found["candidates"]] == [leader(cluster)]
    assert sorted(each["unit_code"] for each in found["roll"]) == list(members(cluster))
    assert [each["unit_code"] for each in found["recusals"]] == [leader(cluster)]
    assert sorted(each["unit_code"] for each in found["rounds"][0]["turnout"]) == list(members(cluster)[1:])
    [council] = year.get("/sessions", kind="COUNCIL")["items"]
    assert (council["movement_code"], council["cluster_code"]) == ("TDTX-2024", None)
    assert {each["unit_code"] for each in year.get(f"/sessions/{council['id']}")["roll"]} == {None}
    drawn = year.get(f"/quota-lines/{line}")
    assert (drawn["movement_code"], [each["unit_code"] for each in drawn["order"]]) == ("TDTX-2024", [leader(cluster)])
    query = "query($id: ID!) { votingSession(id: $id) { rounds { turnout { voter unitCode } } } }"
    [told] = year.graph(query, id=session)["votingSession"]["rounds"]
    assert sorted(each["unitCode"] for each in told["turnout"]) == list(members(cluster)[1:])


def test_reward_money_leaves_the_service_as_whole_dong(year: Running) -> None:
    year.neighbours.covenant("I-3", ["TTLDXS"])
    year.hear()
    nomination = nominate(year, "I-3", "TTLDXS")
    endorse(year, nomination)
    decision = done(decide(year, nomination), 201)["id"]
    done(year.post(f"/decisions/{decision}/revocation", APPROVER, {"ground": "FALSE_RECORD", "finding": "KL 12"}))
    told = year.get(f"/decisions/{decision}")
    graph = year.graph("query($id: ID!) { decision(id: $id) { reward recover } }", id=decision)["decision"]
    log: list[Any] = [each.event for each in year.service.store.history(UUID(decision))]
    facts: list[Any] = [year.service.store.announce(event) for event in log]
    amounts = [told["reward"], told["recover"], graph["reward"], graph["recover"]]
    amounts += [log[0].award.reward.amount, log[1].recover, facts[0].reward, facts[1].recover]
    assert [str(amount) for amount in amounts] == ["3510000"] * 8


def test_a_candidate_is_made_public_for_comment(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    notice = {"place": "baohiemxahoi.gov.vn", "comments_until": "2025-02-20"}
    done(year.post(f"/nominations/{nomination}/announcement", STANDING_BODY, notice))
    found = year.get(f"/nominations/{nomination}")
    assert (found["announced_on"], found["comments_until"]) == ("2025-02-10", "2025-02-20")


def test_a_withdrawn_nomination_may_be_put_in_again(year: Running) -> None:
    office = leader(CLUSTERS[0])
    nomination = nominate(year, office)
    done(year.post(f"/nominations/{nomination}/withdrawal", head(office), {"reason": "xin rút"}))
    assert year.get(f"/nominations/{nomination}")["stage"] == "WITHDRAWN"
    assert nominate(year, office) == nomination
    found = year.get(f"/nominations/{nomination}")
    assert (found["stage"], found["withdrawn_because"]) == ("PROPOSED", None)


def test_a_case_that_left_during_the_vote_is_counted_but_not_moved(year: Running) -> None:
    cluster = CLUSTERS[0]
    first, second = nominate(year, leader(cluster)), nominate(year, leader(cluster), "CO_CHINH_PHU")
    session = open_selection(year, cluster, first, second)
    vote(year, session, [head(each) for each in members(cluster)[1:]], "YES", first, second)
    done(year.post(f"/nominations/{second}/withdrawal", STANDING_BODY, {"reason": "rút một danh hiệu"}))
    assert len(close(year, session, cluster_head(cluster))["details"]["results"]) == 2
    assert [year.get(f"/nominations/{each}")["stage"] for each in (first, second)] == ["SELECTED", "WITHDRAWN"]


def test_every_step_can_be_asked_why(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    session = select(year, CLUSTERS[0], nomination)["id"]
    endorse(year, nomination)
    line = draw(year, "CO_BHXH")["id"]
    decision = done(decide(year, nomination), 201)["id"]
    values = {
        path: year.get(f"/{path}/why")["tree"]["value"]
        for path in (f"nominations/{nomination}", f"sessions/{session}", f"quota-lines/{line}", f"decisions/{decision}")
    }
    assert list(values.values()) == ["DECIDED", "2024/I", "5", "CO_BHXH"]
    first = year.get(f"/decisions/{decision}/why")
    assert first == year.get(f"/decisions/{decision}/why")
    assert len(first["digest"]) == 64


def told(tree: dict[str, Any]) -> Iterator[str]:
    """Everything in an explanation that people read."""
    yield from (tree["label"]["vi"], tree["label"]["en"], tree["value"], tree.get("formula", ""))
    for each in tree.get("inputs", ()):
        yield from told(each)


def test_explanations_call_nominations_and_sessions_by_codes(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTERS[0]))
    session = select(year, CLUSTERS[0], nomination)["id"]
    endorse(year, nomination)
    line = draw(year, "CO_BHXH")["id"]
    decision = done(decide(year, nomination), 201)["id"]
    paths = (f"nominations/{nomination}", f"sessions/{session}", f"quota-lines/{line}", f"decisions/{decision}")
    trees = [list(told(year.get(f"/{path}/why")["tree"])) for path in paths]
    names = ("Stage of nomination", "Result of nomination", "Nomination", "Nomination")
    for tree, name in zip(trees, names, strict=True):
        assert f"{name} CO_BHXH (I-1)" in tree
        assert [text for text in tree if re.search("[0-9a-f]{8}-[0-9a-f]{4}-", text)] == []
    assert [text for text in trees[0] if text in {"2024/I", "HD-2024-01"}] == ["2024/I", "HD-2024-01"]
