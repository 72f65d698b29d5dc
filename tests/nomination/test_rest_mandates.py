"""D4 over REST and the graph: substitutes, guests, settlements; a substitute's secret ballot leaves no link either."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from kernel.recorder import ANSWERS, EVENTS
from kernel.transport import Outbox
from kernel.wire import PARTITIONS
from services.nomination.application.ballot_box import BALLOT_BOX
from services.nomination.views import metadata
from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    STANDING_BODY,
    Running,
    ballot,
    close,
    cluster_head,
    done,
    head,
    leader,
    members,
    nominate,
    open_selection,
    person,
    refused,
    select,
    vote,
    wording,
)

CLUSTER = CLUSTERS[0]
OFFICES = members(CLUSTER)
DEPUTY = person("unit_officer", unit=OFFICES[1], name="pho-giam-doc-2")
CHAIR = cluster_head(CLUSTER)
MANDATE = {
    "voter": str(unit_id(OFFICES[1])),
    "substitute": "pho-giam-doc-2",
    "unit_id": OFFICES[1],
    "paper": "12/GUQ-BHXH 10/02/2025",
}


@pytest.fixture
def nomination(year: Running) -> UUID:
    return nominate(year, leader(CLUSTER))


@pytest.fixture
def session(year: Running, nomination: UUID) -> UUID:
    return open_selection(year, CLUSTER, nomination)


def cast(year: Running, session: UUID, who: Any, choice: str, nomination: UUID) -> Any:
    return year.post(f"/sessions/{session}/ballots", who, ballot(choice, nomination))


def test_a_substitute_votes_in_the_place_of_a_member_who_is_away(
    year: Running, session: UUID, nomination: UUID
) -> None:
    assert refused(cast(year, session, DEPUTY, "YES", nomination)) == (403, "forbidden")
    done(year.post(f"/sessions/{session}/mandates", CHAIR, MANDATE))
    assert refused(cast(year, session, head(OFFICES[1]), "YES", nomination)) == (409, "mandate-stands")
    done(cast(year, session, DEPUTY, "YES", nomination))
    assert refused(cast(year, session, DEPUTY, "YES", nomination)) == (409, "voted-already")
    vote(year, session, [head(each) for each in OFFICES[2:]], "YES", nomination)
    result = close(year, session, CHAIR)["details"]["results"][0]
    assert (result["in_favour"], result["base"]) == (3, 3)
    found = year.get(f"/sessions/{session}")
    assert [(each["substitute"], each["unit_code"], each["ended_on"]) for each in found["mandates"]] == [
        ("pho-giam-doc-2", OFFICES[1], None)
    ]
    [round_] = found["rounds"]
    assert [each["unit_code"] for each in round_["turnout"] if each["voted"]] == sorted(
        OFFICES[1:], key=lambda code: str(unit_id(code))
    )
    assert round_["quorum_because"]["en"] == (
        "2/3 of 4 is 3, because 4 × 2 / 3 = 2.66…: 2 falls short, 3 reaches it; "
        "3 of the 4 members on the roll are present"
    )
    assert round_["results"][0]["because"] == result["because"]
    assert result["because"]["vi"].startswith(
        "mẫu số là 3: 4 thành viên trừ 1 người không được biểu quyết trường hợp này; quá 1/2 của 3 là 2, vì "
    )


def test_guests_and_substitutes_of_other_units_do_not_vote(year: Running, session: UUID, nomination: UUID) -> None:
    other = dict(MANDATE, unit_id=OFFICES[2])
    assert refused(year.post(f"/sessions/{session}/mandates", CHAIR, other)) == (409, "substitute-of-another-unit")
    assert refused(year.post(f"/sessions/{session}/mandates", head(OFFICES[1]), MANDATE)) == (403, "forbidden")
    done(year.post(f"/sessions/{session}/mandates", CHAIR, MANDATE))
    impostor = person("unit_officer", unit=OFFICES[2], name="pho-giam-doc-2")
    assert refused(cast(year, session, impostor, "YES", nomination)) == (409, "substitute-of-another-unit")
    guest = head(members(CLUSTERS[1])[0])
    assert refused(cast(year, session, guest, "YES", nomination)) == (409, "not-on-the-roll")
    listener = person("auditor", unit=OFFICES[1], name="pho-giam-doc-2")
    assert refused(cast(year, session, listener, "YES", nomination)) == (403, "forbidden")


def test_a_member_who_comes_after_all_votes_again(year: Running, session: UUID, nomination: UUID) -> None:
    done(year.post(f"/sessions/{session}/mandates", CHAIR, MANDATE))
    ending = {"voter": MANDATE["voter"], "reason": "giám đốc đã đến"}
    done(year.post(f"/sessions/{session}/mandates/ending", CHAIR, ending))
    again = year.post(f"/sessions/{session}/mandates/ending", CHAIR, ending)
    assert refused(again) == (409, "no-mandate")
    assert wording(again)[0] == f"{OFFICES[1]} không ủy quyền cho ai trong phiên họp này."
    assert refused(cast(year, session, DEPUTY, "YES", nomination)) == (403, "forbidden")
    done(cast(year, session, head(OFFICES[1]), "YES", nomination))
    [mandate] = year.get(f"/sessions/{session}")["mandates"]
    assert (mandate["ended_on"], mandate["ended_because"]) == ("2025-02-10", "giám đốc đã đến")


def test_a_substitutes_secret_ballot_leaves_no_link_in_any_row_fact_or_byte(
    year: Running, session: UUID, nomination: UUID
) -> None:
    """The deputy alone says NO: neither the member, the substitute nor their mandate may stand beside it anywhere."""
    done(year.post(f"/sessions/{session}/mandates", CHAIR, MANDATE))
    key = {"Idempotency_Key": "ballot-of-the-deputy"}
    done(year.post(f"/sessions/{session}/ballots", DEPUTY, ballot("NO", nomination), **key))
    on_disk = b"".join(path.read_bytes() for path in sorted(year.folder.glob("nomination.db*")))
    assert [choice for choice in ("YES", "NO") if f'"{choice}"'.encode() in on_disk] == []
    vote(year, session, [head(each) for each in OFFICES[2:]], "YES", nomination)
    close(year, session, CHAIR)
    telling = [text for text in rows(year) if any(f'"{each}"' in text or f"'{each}'" in text for each in ("YES", "NO"))]
    assert len(telling) == 1
    assert [who for who in ("pho-giam-doc-2", MANDATE["voter"], "12/GUQ") if who in telling[0]] == []
    with year.service.store.reading() as connection:
        assert connection.execute(sa.select(BALLOT_BOX)).all() == []
        kept = connection.execute(sa.select(ANSWERS).where(ANSWERS.c.key == "ballot-of-the-deputy")).one()
    assert json.loads(kept.receipt)["details"] == {}
    for record in Outbox(year.service.store, dict.fromkeys(range(PARTITIONS), 0)).read(1000):
        assert b"pho-giam-doc-2" not in record.value + json.dumps(dict(record.headers)).encode()


def rows(running: Running) -> list[str]:
    tables = [*metadata.sorted_tables, *EVENTS.metadata.sorted_tables]
    with running.service.store.reading() as connection:
        return [
            str([each.decode(errors="replace") if isinstance(each, bytes) else each for each in row])
            for table in tables
            for row in connection.execute(sa.select(table))
        ]


def without_result(year: Running, session: UUID, nomination: UUID) -> None:
    vote(year, session, [head(each) for each in OFFICES[1:]], "NO", nomination)
    close(year, session, CHAIR)


SETTLED = {"in_favour": True, "deciders": ["Cụm trưởng", "Cụm phó"], "reason": "thành tích nổi trội"}


def test_after_the_last_round_head_and_deputy_decide(year: Running, session: UUID, nomination: UUID) -> None:
    settlement = {"nomination_id": str(nomination), **SETTLED}
    path = f"/sessions/{session}/settlements"
    without_result(year, session, nomination)
    assert refused(year.post(path, CHAIR, settlement)) == (409, "rounds-remain")
    done(year.post(f"/sessions/{session}/rounds", CHAIR))
    without_result(year, session, nomination)
    assert year.get(f"/nominations/{nomination}")["stage"] == "NOT_SELECTED"
    assert refused(year.post(path, APPROVER, settlement)) == (403, "forbidden")
    assert refused(year.post(path, CHAIR, dict(settlement, deciders=["Cụm trưởng"]))) == (422, "wrong-deciders")
    done(year.post(path, CHAIR, settlement))
    found = year.get(f"/nominations/{nomination}")
    assert (found["stage"], [vote["passed"] for vote in found["votes"]]) == ("SELECTED", [False, False, True])
    assert [(each["number"], each["deciders"]) for each in year.get(f"/sessions/{session}")["settlements"]] == [
        (2, "Cụm trưởng, Cụm phó")
    ]
    done(year.post(f"/sessions/{session}/voiding", CHAIR, {"reason": "sai danh sách"}))
    assert year.get(f"/sessions/{session}")["settlements"] == []
    assert year.get(f"/nominations/{nomination}")["stage"] == "NOT_SELECTED"


def test_a_council_of_this_day_takes_no_substitute(year: Running, nomination: UUID) -> None:
    select(year, CLUSTER, nomination)
    roll = [{"id": f"council-0{number}"} for number in range(1, 8)]
    body = {"kind": "COUNCIL", "code": "HD", "movement_id": "TDTX-2024", "nominations": [str(nomination)], "roll": roll}
    council = done(year.post("/sessions", STANDING_BODY, body), 201)["id"]
    mandate = {"voter": "council-01", "substitute": "người thay", "paper": "1/GUQ"}
    assert refused(year.post(f"/sessions/{council}/mandates", STANDING_BODY, mandate)) == (
        409,
        "substitutes-not-allowed",
    )


def test_the_same_through_the_graph(year: Running, session: UUID, nomination: UUID) -> None:
    office = unit_id(OFFICES[1])

    def run(call: str) -> Any:
        done_ = year.graph(f"mutation {{ {call} {{ __typename ... on Refusal {{ code }} }} }}", CHAIR)
        [found] = done_.values()
        return found.get("code", found["__typename"])

    mandate = f'{{ voter: "{office}", substitute: "pho-giam-doc-2", paper: "12/GUQ", unit: "{office}" }}'
    assert run(f'mandateSubstitute(session: "{session}", mandate: {mandate})') == "Receipt"
    assert run(f'endMandate(session: "{session}", voter: "{office}", reason: "đã đến")') == "Receipt"
    without_result(year, session, nomination)
    done(year.post(f"/sessions/{session}/rounds", CHAIR))
    without_result(year, session, nomination)
    deciders = 'deciders: ["Cụm trưởng", "Cụm phó"], reason: "nổi trội"'
    settlement = f'{{ nomination: "{nomination}", inFavour: false, {deciders} }}'
    assert run(f'settleCase(session: "{session}", settlement: {settlement})') == "Receipt"
    found = year.graph(
        f"""{{ votingSession(id: "{session}") {{
          mandates {{ substitute paper endedBecause unit {{ id }} }}
          settlements {{ number inFavour deciders nominationId }}
          rounds {{ quorumBecause {{ en }} results {{ because {{ en }} }} }} }} }}"""
    )["votingSession"]
    assert found["mandates"] == [
        {"substitute": "pho-giam-doc-2", "paper": "12/GUQ", "endedBecause": "đã đến", "unit": {"id": str(office)}}
    ]
    assert found["settlements"] == [
        {"number": 2, "inFavour": False, "deciders": "Cụm trưởng, Cụm phó", "nominationId": str(nomination)}
    ]
    assert found["rounds"][0]["results"][0]["because"]["en"] == (
        "the denominator is 3: 4 members less 1 recused from this case; more than 1/2 of 3 is 2, because"
        " 3 × 1 / 2 = 1.5: 1 falls short, 2 reaches it; 0 in favour of 3 ballots, 0 of them written opinions"
        " of absent members: not passed"
    )
    assert found["rounds"][0]["quorumBecause"]["en"].startswith("2/3 of 4 is 3, because ")


def test_a_closed_session_stays_closed_when_a_case_is_settled(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTER))
    session = without_result_at_all(year, nomination)
    assert year.get(f"/sessions/{session}")["state"] == "CLOSED"
    done(year.post(f"/sessions/{session}/settlements", CHAIR, {"nomination_id": str(nomination), **SETTLED}))
    assert year.get(f"/sessions/{session}")["state"] == "CLOSED"
    assert year.get("/sessions", state="OPEN")["items"] == []


@pytest.mark.parametrize("counted", [True, False])
def test_who_withdrew_is_not_settled_and_stays_withdrawn(year: Running, *, counted: bool) -> None:
    nomination = nominate(year, leader(CLUSTER))
    session = without_result_at_all(year, nomination, leaves=not counted)
    if counted:
        done(year.post(f"/nominations/{nomination}/withdrawal", STANDING_BODY, {"reason": "rút"}))
    answer = year.post(f"/sessions/{session}/settlements", CHAIR, {"nomination_id": str(nomination), **SETTLED})
    assert refused(answer) == (409, "not-left-over")
    assert year.get(f"/nominations/{nomination}")["stage"] == "WITHDRAWN"


def test_who_withdrew_stays_withdrawn_when_the_round_is_declared_void(year: Running) -> None:
    nomination = nominate(year, leader(CLUSTER))
    session = select(year, CLUSTER, nomination)["id"]
    done(year.post(f"/nominations/{nomination}/withdrawal", STANDING_BODY, {"reason": "rút"}))
    done(year.post(f"/sessions/{session}/voiding", CHAIR, {"reason": "kiểm phiếu sai"}))
    assert year.get(f"/nominations/{nomination}")["stage"] == "WITHDRAWN"


def without_result_at_all(year: Running, nomination: UUID, *, leaves: bool = False) -> UUID:
    """A selection whose rounds gave no result; the candidate may leave before the first count."""
    session = open_selection(year, CLUSTER, nomination)
    if leaves:
        done(year.post(f"/nominations/{nomination}/withdrawal", STANDING_BODY, {"reason": "rút"}))
    without_result(year, session, nomination)
    done(year.post(f"/sessions/{session}/rounds", CHAIR))
    without_result(year, session, nomination)
    return session
