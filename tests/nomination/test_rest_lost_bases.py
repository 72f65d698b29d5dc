"""D9, D2 over HTTP: the revocation of a decision reaches the nominations that were let in on what it gave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import event_id
from tests.nomination.neighbours import unit_id
from tests.nomination.running import APPROVER, CLUSTERS, STANDING_BODY, Running, decide, done, head, members, refused
from tests.nomination.test_rest_titles import CODE, CONDUCT, INITIATIVE, RATED, UNIT, decided, endorsed, opened, put

TITLES = ("LDTT", "CSTDCS")
REVOCATION = {"ground": "FALSE_RECORD", "finding": "kê khai gian dối"}


@pytest.fixture
def registered(year: Running) -> Running:
    """Two titles registered for a person of the first office."""
    for title in TITLES:
        year.neighbours.register_person(UNIT, title, CODE)
    year.hear()
    return year


def nominated(running: Running, title: str, status: int = 201) -> Any:
    body = {"unit_id": UNIT, "title": title, "movement_id": "TDTX-2024", "person_code": CODE}
    answer = running.post("/nominations", head(UNIT), body)
    return UUID(done(answer, status)["id"]) if status < 400 else refused(answer)


def on_its_way(running: Running) -> tuple[str, UUID, str]:
    """A base fighter's nomination let in on this year's title: (the decision on that, the nomination, the file)."""
    file = opened(running)
    for fact in (RATED, CONDUCT, INITIATIVE):
        put(running, file, fact)
    first = nominated(running, "LDTT")
    endorsed(running, first)
    decision = decided(running, first)
    return decision, nominated(running, "CSTDCS"), file


def types(running: Running, nomination: UUID) -> list[str]:
    told = running.get(f"/nominations/{nomination}/history")["items"]
    return [each["type"].removeprefix("nomination.") for each in told]


@pytest.mark.row("D9")
def test_a_revoked_decision_challenges_what_was_let_in_on_it_until_it_is_put_in_again(registered: Running) -> None:
    decision, nomination, file = on_its_way(registered)
    revoked = done(registered.post(f"/decisions/{decision}/revocation", APPROVER, REVOCATION))
    found = registered.get(f"/nominations/{nomination}")
    assert (found["challenged"], found["basis_lost"], "RESUBMIT" in found["steps"]) == (True, "77/QĐ-BHXH", False)
    assert types(registered, nomination) == ["NominationAccepted", "NominationBasisLost"]
    answer = decide(registered, nomination, "Thủ trưởng đơn vị có tư cách pháp nhân")
    assert refused(answer) == (409, "nomination-basis-revoked")
    assert answer.json()["detail_en"] == (
        f"Nomination CSTDCS ({CODE}, {UNIT}) rests on 77/QĐ-BHXH, which was revoked: kê khai gian dối;"
        " it must be put in again on the record of now."
    )
    why = registered.get(f"/nominations/{nomination}/why")["tree"]["inputs"]
    [lost] = [each for each in why if each["value"] == "kê khai gian dối"]
    assert lost["events"] == [
        str(event_id(UUID(decision), revoked["version"])),
        str(event_id(nomination, found["version"])),
    ]
    done(registered.post(f"/merit-files/{file}/facts", STANDING_BODY, AGAIN), 201)
    assert nominated(registered, "CSTDCS") == nomination
    now = registered.get(f"/nominations/{nomination}")
    assert (now["challenged"], now["basis_lost"], now["stage"]) == (False, None, "PROPOSED")
    assert types(registered, nomination)[2:] == ["NominationResubmitted"]
    uses = [each["used_for"]["by"] for each in registered.get(f"/merit-files/{file}")["facts"] if each["used_for"]]
    assert uses == [str(nomination)]


AGAIN = {
    "fact": {"kind": "award", "title": "LDTT", "year": 2024, "number": "12/QĐ", "decided_on": "2025-01-20"},
    "evidence": "12/QĐ",
}


def test_a_newer_edition_of_the_board_does_not_lift_it(registered: Running) -> None:
    decision, nomination, _ = on_its_way(registered)
    done(registered.post(f"/decisions/{decision}/revocation", APPROVER, REVOCATION))
    registered.neighbours.edition(CLUSTERS[0], *members(CLUSTERS[0]), no=2)
    registered.hear()
    found = registered.get(f"/nominations/{nomination}")
    assert (found["edition_no"], found["challenged"], found["basis_lost"]) == (2, True, "77/QĐ-BHXH")
    assert types(registered, nomination) == ["NominationAccepted", "NominationBasisLost", "NominationReconfirmed"]


def test_a_closed_case_and_one_that_rests_on_something_else_are_left_alone(registered: Running) -> None:
    decision, nomination, _ = on_its_way(registered)
    withdrawn = registered.post(f"/nominations/{nomination}/withdrawal", STANDING_BODY, {"reason": "xin rút"})
    done(withdrawn)
    done(registered.post(f"/decisions/{decision}/revocation", APPROVER, REVOCATION))
    assert types(registered, nomination) == ["NominationAccepted", "NominationWithdrawn"]


def test_a_struck_record_challenges_like_a_revocation(registered: Running) -> None:
    file = opened(registered)
    for fact in (RATED, CONDUCT, INITIATIVE):
        put(registered, file, fact)
    award = {"title": "LDTT", "number": "5/QĐ-UBND", "authority": "UBND tỉnh", "person_code": CODE, "year": 2024}
    recorded = done(registered.post("/higher-awards", STANDING_BODY, award), 201)["id"]
    nomination = nominated(registered, "CSTDCS")
    done(registered.post(f"/higher-awards/{recorded}/striking", STANDING_BODY, {"reason": "ghi nhầm người"}))
    query = "query($id: ID!) { nomination(id: $id) { challenged basisLost } }"
    assert registered.graph(query, id=str(nomination))["nomination"] == {"challenged": True, "basisLost": "5/QĐ-UBND"}
    assert str(unit_id(UNIT)) == registered.get(f"/nominations/{nomination}")["unit_id"]
