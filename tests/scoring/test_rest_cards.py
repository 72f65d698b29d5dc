"""Scorecards over HTTP: the layers side by side, each with who, when and why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.running import cluster_head, refused
from tests.scoring.examples import SCHEME
from tests.scoring.running import (
    AUDITOR,
    CLUSTER_ID,
    CODES,
    COLLECTIONS,
    HEAD,
    MACHINE,
    STANDING_BODY,
    Year,
    begin,
    card_id,
    done,
    head,
    officer,
    open_periods,
    plain,
    push,
    ready,
    review,
    sheet,
    sign_table,
)

FIRST, SECOND, THIRD, FOURTH = CODES


def card(unit: str) -> str:
    return f"/scorecards/{card_id(unit)}"


def marks(**points: float | tuple[float, str]) -> dict[str, Any]:
    told = []
    for criterion, given in points.items():
        number, reason = given if isinstance(given, tuple) else (given, "")
        told.append({"criterion": criterion, "points": number, "reason": reason})
    return {"marks": told}


def computed(year: Year) -> None:
    ready(year)
    done(year.post("/scorecards/computations", HEAD, review()))


def line(year: Year, unit: str, criterion: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in year.get(card(unit))["lines"] if each["criterion"] == criterion)
    return found


def test_a_unit_computes_its_own_card_and_scores_itself(year: Year) -> None:
    ready(year)
    body = {**review(), "unit_id": SECOND}
    created = year.post("/scorecards", officer(SECOND), body)
    assert (created.status_code, created.headers["Location"]) == (201, card(SECOND))
    done(year.post(f"{card(SECOND)}/self-scores", head(SECOND), marks(SI=300, LATE=-2)))
    own = line(year, SECOND, "SI")
    assert (own["computed"]["points"], own["self_scored"]["points"], own["self_scored"]["holds"]) == (
        "285.00",
        "300",
        True,
    )
    assert refused(year.post("/scorecards", officer(FIRST), body)) == (403, "forbidden")
    assert refused(year.post(f"{card(SECOND)}/self-scores", officer(FIRST), marks(SI=1))) == (403, "forbidden")


def test_the_four_layers_stand_side_by_side_with_who_when_and_why(year: Year) -> None:
    computed(year)
    done(year.post(f"{card(SECOND)}/self-scores", officer(SECOND), marks(SI=300), Effective_At="2024-07-01"))
    done(year.post(f"{card(SECOND)}/cross-checks", HEAD, marks(SI=285), Effective_At="2024-07-03"))
    verified = marks(SI=(280, "Trừ đối tượng ảo"))
    done(year.post(f"{card(SECOND)}/verifications", COLLECTIONS, verified, Effective_At="2024-07-05"))
    done(year.post(f"{card(SECOND)}/finalisation", HEAD, Effective_At="2024-07-08"))
    si = line(year, SECOND, "SI")
    layers = ("self_scored", "cross_checked", "verified")
    assert [(si[each]["points"], si[each]["actor"], si[each]["effective"][:10]) for each in layers] == [
        ("300", officer(SECOND).id, "2024-07-01"),
        ("285", HEAD.id, "2024-07-03"),
        ("280", COLLECTIONS.id, "2024-07-05"),
    ]
    assert (si["verified"]["reason"], si["final"]) == (
        "Trừ đối tượng ảo",
        {"state": "SCORED", "points": "280", "layer": "VERIFIED", "barred": False},
    )
    found = year.get(card(SECOND))
    [final] = found["finalisations"]
    # 895.30 − 262.20 + 280
    assert (found["is_final"], final["actor"], final["totals"]["score"]) == (True, HEAD.id, "913.10")


def test_zero_missing_and_not_applicable_are_three_things(year: Year) -> None:
    computed(year)
    states = {
        criterion: line(year, FOURTH, criterion)["computed"] for criterion in ("DEBT", "REVIEW", "INQUIRY", "LATE")
    }
    assert (states["DEBT"]["reading"]["state"], states["DEBT"]["reading"]["absence"]) == ("MISSING", "NO_RESULT")
    assert (states["REVIEW"]["reading"]["state"], states["REVIEW"]["points"]) == ("NOT_APPLICABLE", None)
    assert (states["LATE"]["reading"]["state"], states["LATE"]["points"]) == ("SCORED", "-6.00")
    assert states["INQUIRY"]["reading"]["actual"] == "0"


def test_nobody_cross_checks_the_own_unit_or_elsewhere(year: Year) -> None:
    computed(year)
    assert refused(year.post(f"{card(FIRST)}/cross-checks", HEAD, marks(SI=262.2))) == (403, "forbidden")
    done(year.post(f"{card(FIRST)}/cross-checks", cluster_head(SECOND), marks(SI=262.2)))
    stranger = cluster_head("BHXH-01", "2024/I")
    assert refused(year.post(f"{card(FIRST)}/cross-checks", stranger, marks(SI=262.2))) == (403, "forbidden")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (marks(HI=(1, "x")), (403, "not-the-owning-department")),
        (marks(REVIEW=(1, "x")), (403, "not-the-owning-department")),
        (marks(SI=100), (422, "difference-needs-reason")),
        (marks(SI=(301, "x")), (422, "mark-out-of-range")),
        (marks(SI=(1.234, "x")), (422, "mark-too-fine")),
    ],
)
def test_a_department_verifies_its_field_within_range_and_with_reasons(
    year: Year, given: dict[str, Any], refusal: tuple[int, str]
) -> None:
    computed(year)
    assert refused(year.post(f"{card(FIRST)}/verifications", COLLECTIONS, given)) == refusal
    assert refused(year.post(f"{card(FIRST)}/verifications", HEAD, given)) == (403, "forbidden")
    assert line(year, FIRST, "SI")["verified"] is None


def test_a_final_card_is_frozen_until_the_standing_body_reopens_it(year: Year) -> None:
    computed(year)
    done(year.post(f"{card(FIRST)}/finalisation", HEAD))
    for attempt in (
        year.post(f"{card(FIRST)}/self-scores", officer(FIRST), marks(SI=1)),
        year.post(f"{card(FIRST)}/finalisation", HEAD),
        year.post("/scorecards", HEAD, {**review(), "unit_id": FIRST}),
    ):
        assert refused(attempt) == (409, "scorecard-final")
    assert refused(year.post(f"{card(FIRST)}/reopening", HEAD, {"reason": "x"})) == (403, "forbidden")
    assert refused(year.post(f"{card(FIRST)}/reopening", STANDING_BODY, {"reason": ""})) == (422, "reason-missing")
    done(year.post(f"{card(FIRST)}/reopening", STANDING_BODY, {"reason": "Khiếu nại"}))
    again = year.post(f"{card(FIRST)}/reopening", STANDING_BODY, {"reason": "x"})
    assert refused(again) == (409, "scorecard-not-final")
    assert again.json()["detail"] == f"Chưa chốt phiếu điểm của: {FIRST}."
    assert [each["id"] for each in year.get("/scorecards", stage="FINAL")["items"]] == []


def test_a_whole_cluster_is_computed_and_final_in_one_command(year: Year) -> None:
    ready(year)
    answer = done(year.post("/scorecards/finalisations", HEAD, review()))
    assert answer["details"] == {"cards": 4, "final": 4}
    found = year.get("/scorecards", cluster_id="2024/VII", movement_id="TDTX-2024", period="2024-H1")["items"]
    assert {each["stage"] for each in found} == {"FINAL"}
    [barred] = [each for each in found if each["barred_by"]]
    assert (barred["barred_by"], barred["score"]) == (["INQUIRY"], "895.30")
    again = done(year.post("/scorecards/finalisations", HEAD, review()))
    assert again["position"] == 0
    assert [each["id"] for each in year.get("/scorecards", unit_id=FIRST)["items"]] == [str(card_id(FIRST))]


def test_computing_the_same_figures_again_leaves_no_event(year: Year) -> None:
    computed(year)
    again = done(year.post("/scorecards/computations", STANDING_BODY, review()))
    assert (again["position"], again["details"]) == (0, {"cards": 4, "final": 0})


def test_nothing_is_scored_before_the_table_is_signed_or_while_the_period_is_closed(year: Year) -> None:
    begin(year)
    open_periods(year, "2024-H1")
    assert refused(year.post("/scorecards/computations", HEAD, review())) == (409, "score-table-not-signed")
    sign_table(year)
    assert refused(year.post("/scorecards/computations", HEAD, review("2024"))) == (409, "period-not-open")
    unknown = {**review(), "cluster_id": "2024/XX"}
    assert refused(year.post("/scorecards/computations", HEAD, unknown)) == (404, "scoring-unknown-cluster")
    never = {**review(), "movement_id": "TDTX-1999"}
    assert refused(year.post("/scorecards/computations", HEAD, never)) == (404, "scoring-unknown-movement")
    stranger = {**review(), "unit_id": "BHXH-99"}
    answer = year.post("/scorecards", HEAD, stranger)
    assert (refused(answer), answer.json()["fields"]) == ((404, "scoring-unknown-unit"), ["unit_id"])
    assert answer.json()["detail"] == "Không có đơn vị nào mang mã BHXH-99."


def test_a_cluster_without_a_list_of_members_cannot_be_reviewed(year: Year) -> None:
    begin(year)
    contest = {"code": "2024/I", "name": "Toàn quốc", "kind": "national"}
    done(year.covenant.post("/clusters", STANDING_BODY, contest), 201)
    year.follow()
    body = {"cluster_id": "2024/I", "movement_id": "TDTX-2024", "scheme": plain(SCHEME)}
    table = done(year.post("/score-tables", STANDING_BODY, body), 201)
    done(year.post(f"/score-tables/{table['id']}/signature", STANDING_BODY))
    open_periods(year, "2024-H1")
    reviewed = {**review(), "cluster_id": "2024/I"}
    assert refused(year.post("/scorecards/computations", STANDING_BODY, reviewed)) == (409, "board-without-members")


def test_a_card_answers_why(year: Year) -> None:
    computed(year)
    why = year.get(f"{card(FIRST)}/why")
    assert (why["tree"]["value"], why["tree"]["formula"]) == (
        "895.30",
        "điểm nội dung × 950 ÷ 950 + điểm thưởng + điểm trừ",
    )
    points = year.get(f"{card(FIRST)}/points/SI/why")
    assert points["tree"]["value"] == "262.20"
    assert points["digest"] == year.get(f"{card(FIRST)}/points/SI/why")["digest"]
    assert refused(year.scoring.get_as(AUDITOR, f"{card(FIRST)}/points/NOWHERE/why")) == (404, "missing")


def test_results_that_arrive_later_count_when_the_card_is_computed_again(year: Year) -> None:
    computed(year)
    done(year.post("/results", MACHINE, push({**sheet(FIRST), "period": "2024-Q1"})))
    before = line(year, FIRST, "LATE")["computed"]["points"]
    done(year.post("/scorecards/computations", HEAD, review()))
    assert (before, line(year, FIRST, "LATE")["computed"]["points"]) == ("-6.00", "-12.00")


def test_members_are_those_of_the_list_in_force_at_the_periods_end(year: Year) -> None:
    ready(year)
    open_periods(year, "2024-Q3")
    path = f"/clusters/{CLUSTER_ID}/membership-lists"
    for members in ([FIRST, SECOND, THIRD], [FIRST, SECOND]):
        listed = {"document": "TB 40/TB-BHXH", "effective_from": "2024-07-01", "members": members}
        done(year.covenant.post(path, STANDING_BODY, listed))
    year.follow()
    counted = {
        period: done(year.post("/scorecards/computations", HEAD, review(period)))["details"]["cards"]
        for period in ("2024-H1", "2024-Q3")
    }
    assert counted == {"2024-H1": 4, "2024-Q3": 2}
    gone = {**review("2024-Q3"), "unit_id": THIRD}
    assert refused(year.post("/scorecards", HEAD, gone)) == (409, "scoring-not-a-member")
