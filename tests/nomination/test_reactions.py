"""What is heard from the neighbours: the views it fills, and the nominations a newer board challenges."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from services.nomination.application.assessments import Assessments
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.nomination import Nomination
from services.nomination.reactions import FOLLOWER
from services.nomination.views import organisation
from services.nomination.views.heard import (
    ClusterDisbanded,
    MembershipListIssued,
    TitleRegistration,
    TitleWithdrawn,
    UnitRenamed,
)
from tests.nomination.neighbours import cluster_id, movement_id, unit_id
from tests.nomination.running import (
    CLUSTERS,
    STANDING_BODY,
    Running,
    close,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    members,
    nominate,
    open_selection,
    refused,
    select,
    vote,
    wording,
)

FIRST = CLUSTERS[0]
BEST, SECOND, *_ = members(FIRST)


def published(running: Running, nomination: UUID) -> list[str]:
    return [
        type(running.service.store.announce(each.event)).__name__ for each in running.service.store.history(nomination)
    ]


def test_a_newer_edition_with_another_leader_challenges_the_nomination(year: Running) -> None:
    nomination = nominate(year, BEST)
    cause = year.neighbours.edition(FIRST, SECOND, BEST, no=2)
    year.hear()
    found = year.get(f"/nominations/{nomination}")
    assert (found["challenged"], found["rank"], found["edition_no"]) == (True, 2, 2)
    assert published(year, nomination) == ["NominationAccepted", "NominationChallenged"]
    event = year.service.store.history(nomination)[-1].event
    assert (event.act.actor, event.act.causation) == (FOLLOWER, cause)
    body = {"kind": "SELECTION", "cluster_id": FIRST, "movement_id": "TDTX-2024", "nominations": [str(nomination)]}
    assert refused(year.post("/sessions", STANDING_BODY, body)) == (409, "nomination-challenged")


def test_the_edition_after_that_which_bears_it_ends_the_challenge(year: Running) -> None:
    nomination = nominate(year, BEST)
    year.neighbours.edition(FIRST, SECOND, BEST, no=2)
    year.neighbours.edition(FIRST, BEST, SECOND, no=3)
    year.hear()
    found = year.get(f"/nominations/{nomination}")
    assert (found["challenged"], found["rank"], found["edition_no"]) == (False, 1, 3)
    assert published(year, nomination)[1:] == ["NominationChallenged", "NominationReconfirmed"]


def test_a_unit_that_the_board_no_longer_lists_is_challenged(year: Running) -> None:
    nomination = nominate(year, BEST)
    year.neighbours.edition(FIRST, SECOND, no=2)
    year.hear()
    assert year.get(f"/nominations/{nomination}")["challenged"] is True
    assert year.get(f"/nominations/{nomination}")["rank"] is None


def test_a_challenge_during_the_vote_stops_the_decision_though_the_vote_is_counted(year: Running) -> None:
    nomination = nominate(year, BEST)
    select(year, FIRST, nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    year.neighbours.edition(FIRST, SECOND, BEST, no=2)
    year.hear()
    assert refused(decide(year, nomination)) == (409, "nomination-challenged")
    assert refused(decide(year, nomination, override_reason="cứ ký")) == (409, "nomination-challenged")


def test_a_vote_under_way_is_counted_for_a_challenged_case(year: Running) -> None:
    nomination = nominate(year, BEST)
    session = open_selection(year, FIRST, nomination)
    vote(year, session, [head(each) for each in members(FIRST)[1:]], "YES", nomination)
    year.neighbours.edition(FIRST, SECOND, BEST, no=2)
    year.hear()
    close(year, session)
    found = year.get(f"/nominations/{nomination}")
    assert (found["stage"], found["challenged"]) == ("SELECTED", True)


@pytest.mark.parametrize(("kind", "period"), [("HALF_YEAR", "2024-H1"), ("QUARTER", "2024-Q3"), ("QUARTER", "2024")])
def test_a_review_within_the_year_moves_no_nomination(year: Running, kind: str, period: str) -> None:
    nomination = nominate(year, BEST)
    year.neighbours.edition(FIRST, SECOND, BEST, kind=kind, period=period, no=2)
    year.hear()
    assert published(year, nomination) == ["NominationAccepted"]


def test_a_closed_case_is_left_alone(year: Running) -> None:
    nomination = nominate(year, BEST)
    done(year.post(f"/nominations/{nomination}/withdrawal", STANDING_BODY, {"reason": "xin rút"}))
    year.neighbours.edition(FIRST, SECOND, BEST, no=2)
    year.hear()
    assert published(year, nomination) == ["NominationAccepted", "NominationWithdrawn"]


def test_a_redelivered_edition_challenges_once(year: Running) -> None:
    nomination = nominate(year, BEST)
    year.neighbours.edition(FIRST, SECOND, BEST, no=2)
    year.hear()
    year.neighbours.repeat()
    year.hear()
    assert published(year, nomination) == ["NominationAccepted", "NominationChallenged"]


def test_a_board_that_moves_while_a_nomination_is_judged_is_judged_again(
    year: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete = Assessments.completed
    moved: list[UUID] = []

    def overtaken(assessments: Assessments, connection: sa.Connection, *asked: Any) -> Candidacy:
        known = complete(assessments, connection, *asked)
        if not moved:
            moved.append(year.neighbours.edition(FIRST, SECOND, BEST, no=2))
            connection.rollback()
            year.hear()
        return known

    monkeypatch.setattr(Assessments, "completed", overtaken)
    body = {"unit_id": BEST, "title": "CO_BHXH", "movement_id": "TDTX-2024"}
    assert refused(year.post("/nominations", STANDING_BODY, body)) == (409, "not-the-leading-unit")
    assert year.service.store.find(Nomination, Nomination.id_for("CO_BHXH", unit_id(BEST), movement_id())) is None


def test_a_withdrawn_registration_bars_the_unit_again(year: Running) -> None:
    gone = TitleWithdrawn(unit_id(BEST), movement_id(), TitleRegistration("CO_BHXH", None))
    year.neighbours.tell("covenant", unit_id(BEST), gone)
    year.hear()
    found = year.get("/eligibility", unit_id=BEST, title="CO_BHXH", movement_id="TDTX-2024")
    assert found["refusal"]["code"] == "title-not-registered"


def test_a_registration_of_a_person_is_none_of_the_unit(year: Running) -> None:
    year.neighbours.register_person(BEST, "TTLDXS", "NV-01")
    year.hear()
    found = year.get("/eligibility", unit_id=BEST, title="TTLDXS", movement_id="TDTX-2024")
    assert found["refusal"]["code"] == "title-not-registered"


def test_a_unit_bears_its_newest_name_whatever_comes_later(year: Running) -> None:
    nomination = nominate(year, BEST)
    for name, day in (("BHXH mới", date(2025, 2, 1)), ("BHXH cũ", date(2024, 6, 1))):
        year.neighbours.tell("covenant", unit_id(BEST), UnitRenamed(unit_id(BEST), name, day))
    year.hear()
    assert year.get(f"/nominations/{nomination}")["unit_name"] == "BHXH mới"


def test_a_disbanded_cluster_convenes_nobody_but_goes_on_with_what_it_opened(
    year: Running,
) -> None:  # rule: cluster_exists_on
    flag, proposal = nominate(year, BEST), {"unit_id": BEST, "title": "CO_CHINH_PHU", "movement_id": "TDTX-2024"}
    other = done(year.post("/nominations", head(BEST), proposal, Effective_At="2025-02-09"), 201)["id"]
    session = open_selection(year, FIRST, flag)
    year.neighbours.tell("covenant", cluster_id(FIRST), ClusterDisbanded(cluster_id(FIRST), date(2025, 2, 10)))
    year.hear()
    body = {"kind": "SELECTION", "cluster_id": FIRST, "movement_id": "TDTX-2024", "nominations": [other]}
    answer = year.post("/sessions", STANDING_BODY, {**body, "code": "2024/I lần 2"})
    assert refused(answer) == (409, "nomination-cluster-disbanded")
    assert wording(answer)[1] == (
        "The block or cluster 2024/I is disbanded since 2025-02-10; it holds no selection on 2025-02-10."
    )
    vote(year, session, [head(each) for each in members(FIRST)[1:]], "YES", flag)
    assert close(year, session)["details"]["results"][0]["passed"] is True
    the_day_before = year.headers(STANDING_BODY, Effective_At="2025-02-09")
    done(year.client.post("/sessions", json={**body, "code": "2024/I lần 2"}, headers=the_day_before), 201)


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "dissolved"])
def test_a_unit_that_ended_is_on_no_roll_from_that_day_on(year: Running, merged: bool) -> None:
    *staying, gone = members(FIRST)
    told, on = year.neighbours, date(2025, 2, 10)
    nomination = nominate(year, BEST)
    told.merger(gone, SECOND, on) if merged else told.dissolution(gone, on)
    year.hear()
    found = year.get(f"/sessions/{open_selection(year, FIRST, nomination)}")
    assert {each["unit_code"] for each in found["roll"]} == set(staying)
    with year.service.store.reading() as connection:
        before, since = (organisation.members_on(connection, cluster_id(FIRST), date(2025, 2, day)) for day in (9, 10))
    assert (set(before) - set(since), len(since)) == ({unit_id(gone)}, 3)


def test_the_roll_is_the_list_in_force_on_the_day_of_the_opening(year: Running) -> None:
    shorter = MembershipListIssued(cluster_id(FIRST), date(2025, 2, 1), (unit_id(BEST), unit_id(SECOND)))
    later = MembershipListIssued(cluster_id(FIRST), date(2025, 3, 1), (unit_id(BEST),))
    for each in (shorter, later):
        year.neighbours.tell("covenant", cluster_id(FIRST), each)
    year.hear()
    session = open_selection(year, FIRST, nominate(year, leader(FIRST)))
    roll = year.get(f"/sessions/{session}")["roll"]
    assert {each["voter"] for each in roll} == {str(unit_id(BEST)), str(unit_id(SECOND))}
    with year.service.store.reading() as connection:
        assert organisation.members_on(connection, cluster_id(FIRST), date(2023, 12, 31)) == ()
        assert len(organisation.members_on(connection, cluster_id(FIRST), date(2025, 1, 31))) == 4
