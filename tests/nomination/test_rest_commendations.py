"""D7 over REST and the graph: a sudden commendation from its proposal to its decision, outside the year's ranking."""

from __future__ import annotations

from typing import Any

from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    APPROVER,
    CLUSTERS,
    DIRECTOR,
    MOVEMENT,
    STANDING_BODY,
    Running,
    done,
    head,
    members,
    refused,
)

OFFICE = members(CLUSTERS[0])[2]
"""It signed no covenant, registered nothing, leads nothing: none of that matters here."""
BODY = {
    "kind": "SUDDEN",
    "title": "BK_BHXH",
    "unit_id": OFFICE,
    "achievement": "xử lý sự cố liên thông dữ liệu",
    "achieved_on": "2025-01-02",
    "code": "TTr-12",
}
ANYBODY = head("BHXH-ZZ")
COUNT = {"members": 15, "present": 11, "in_favour": 9, "against": 2}


def test_a_sudden_commendation_waits_for_no_ranking(year: Running) -> None:
    made = done(year.post("/commendations", head(OFFICE), BODY), 201)["id"]
    assert refused(year.post("/commendations", head(OFFICE), BODY)) == (409, "commendation-exists")
    path = f"/commendations/{made}"
    assert refused(year.post(f"{path}/count", head(OFFICE), COUNT)) == (403, "forbidden")
    beyond = year.post(f"{path}/count", STANDING_BODY, {**COUNT, "against": 3})
    assert (refused(beyond), beyond.json()["fields"][-1]) == ((422, "count-not-possible"), "in_writing")
    assert done(year.post(f"{path}/count", STANDING_BODY, COUNT))["details"] == {"state": "PASSED"}
    ruling = {"number": "12/QĐ-BHXH", "authority": DIRECTOR}
    assert refused(year.post(f"{path}/decision", STANDING_BODY, ruling)) == (403, "forbidden")
    done(year.post(f"{path}/decision", APPROVER, ruling))
    found = year.get(path)
    shown = ("state", "basis_for_merit", "due", "decided_on", "late", "in_favour", "base", "needed", "unit_code")
    assert [found[name] for name in shown] == [
        "DECIDED",
        False,
        "2025-02-16",
        "2025-02-10",
        False,
        9,
        15,
        8,
        OFFICE,
    ]
    assert year.get("/nominations", unit=OFFICE)["items"] == []
    assert [each["id"] for each in year.get("/commendations", kind="SUDDEN", unit=OFFICE)["items"]] == [made]


def test_one_achievement_is_proposed_once_until_it_is_withdrawn(year: Running) -> None:
    """In other words, under another number, for another form: it is the same; another day or drive is another."""
    made = done(year.post("/commendations", head(OFFICE), BODY), 201)["id"]
    other = {**BODY, "code": "TTr-13", "achievement": "khôi phục liên thông dữ liệu trong đêm"}
    answer = year.post("/commendations", head(OFFICE), other)
    assert refused(answer) == (409, "achievement-commended-already")
    assert (answer.json()["fields"], "TTr-12" in answer.json()["detail"]) == (["achieved_on"], True)
    done(year.post("/commendations", head(OFFICE), {**other, "code": "TTr-14", "achieved_on": "2025-01-03"}), 201)
    drive = {**other, "code": "TTr-15", "kind": "THEMATIC", "movement_id": str(MOVEMENT)}
    done(year.post("/commendations", head(OFFICE), drive), 201)
    assert refused(year.post("/commendations", head(OFFICE), {**drive, "code": "TTr-16"}))[0] == 409
    done(year.post(f"/commendations/{made}/withdrawal", head(OFFICE), {"reason": "viết lại tờ trình"}))
    done(year.post("/commendations", head(OFFICE), other), 201)
    assert refused(year.post("/commendations", head(OFFICE), BODY)) == (409, "achievement-commended-already")


def test_a_number_that_was_withdrawn_is_used_again(year: Running) -> None:
    made = done(year.post("/commendations", head(OFFICE), BODY), 201)["id"]
    done(year.post(f"/commendations/{made}/count", STANDING_BODY, COUNT))
    done(year.post(f"/commendations/{made}/withdrawal", head(OFFICE), {"reason": "ghi nhầm ngày"}))
    again = done(year.post("/commendations", head(OFFICE), {**BODY, "achieved_on": "2025-01-03"}), 201)
    found = year.get(f"/commendations/{made}")
    assert (again["id"], again["version"], found["version"]) == (made, 4, 4)
    shown = ("state", "achieved_on", "in_favour", "withdrawn_because")
    assert [found[name] for name in shown] == ["PROPOSED", "2025-01-03", None, None]
    assert [each["id"] for each in year.get("/commendations", unit=OFFICE)["items"]] == [made]


def test_it_is_of_a_unit_and_a_movement_that_there_are(year: Running) -> None:
    for changed, code in (({"unit_id": "BHXH-ZZ"}, "unit"), ({"movement_id": "XX", "kind": "THEMATIC"}, "movement")):
        answer = year.post("/commendations", head(OFFICE) if code == "movement" else ANYBODY, {**BODY, **changed})
        assert (refused(answer), answer.json()["fields"]) == ((404, f"nomination-{code}-unknown"), [f"{code}_id"])


def test_a_wrong_count_is_corrected_before_the_decision(year: Running) -> None:
    made = done(year.post("/commendations", head(OFFICE), BODY), 201)["id"]
    path = f"/commendations/{made}"
    right = {**COUNT, "in_favour": 7, "against": 4, "reason": "ghi nhầm hai phiếu"}
    assert refused(year.post(f"{path}/count/correction", STANDING_BODY, right)) == (409, "no-count-to-correct")
    done(year.post(f"{path}/count", STANDING_BODY, COUNT))
    assert refused(year.post(f"{path}/count/correction", head(OFFICE), right)) == (403, "forbidden")
    done(year.post(f"{path}/count/correction", STANDING_BODY, right))
    shown = year.get(path)
    assert (shown["state"], shown["in_favour"]) == ("NOT_PASSED", 7)
    count = "{ members: 15, present: 11, inFavour: 9, against: 2 }"
    asked = f'commendation: "{made}", count: {count}, reason: "đếm lại"'
    year.graph(f"mutation {{ correctCommendationCount({asked}) {{ ... on Receipt {{ id }} }} }}", STANDING_BODY)
    assert year.get(path)["state"] == "PASSED"
    told = [
        (each["type"].removeprefix("nomination.Commendation"), each["members"].get("reason"))
        for each in year.get(f"{path}/history")["items"]
    ]
    assert told == [
        ("Proposed", None),
        ("Counted", None),
        ("CountCorrected", "ghi nhầm hai phiếu"),
        ("CountCorrected", "đếm lại"),
    ]


def test_its_dossier_has_the_short_checklist_and_its_own_day(year: Running) -> None:
    made = done(year.post("/commendations", head(OFFICE), BODY), 201)["id"]
    dossier = done(year.post(f"/commendations/{made}/dossier", head(OFFICE)), 201)["id"]
    assert refused(year.post(f"/commendations/{made}/dossier", head(OFFICE))) == (409, "dossier-exists")
    found = year.get(f"/dossiers/{dossier}")
    assert [found[name] for name in ("kind", "checklist", "due", "missing", "case_id")] == [
        "SUDDEN",
        "SUDDEN",
        "2025-02-16",
        ["submission", "report", "confirmation"],
        made,
    ]
    report = {"kind": "report", "name": "báo cáo", "sha256": "0" * 64, "pages": 1, "words": 400}
    quoted = {**report, "quotes": [{"indicator": "SCORE", "value": "1"}]}
    done(year.post(f"/dossiers/{dossier}/papers", head(OFFICE), quoted))
    assert year.get(f"/dossiers/{dossier}/verdict")["figures"] == [{"indicator": "SCORE", "agreement": "UNKNOWN"}]


def test_the_same_through_the_graph(year: Running) -> None:
    def run(call: str, who: Any = STANDING_BODY) -> str:
        asked = f"mutation {{ {call} {{ __typename ... on Receipt {{ id }} ... on Refusal {{ code }} }} }}"
        [found] = year.graph(asked, who).values()
        told: str = found.get("id") or found["code"]
        return told

    office = unit_id(OFFICE)
    about = f'title: "BK_BHXH", unit: "{office}", achievement: "vượt tiến độ", achievedOn: "2025-02-01"'
    made = run(f'proposeCommendation(proposal: {{ kind: THEMATIC, {about}, code: "A", movement: "{MOVEMENT}" }})')
    other = run(f'proposeCommendation(proposal: {{ kind: SUDDEN, {about}, code: "B" }})')
    mine = f'commendation: "{made}"'
    assert run(f"countCommendation({mine}, count: {{ members: 15, present: 11, inFavour: 9, against: 2 }})") == made
    assert run(f'decideCommendation({mine}, number: "1/QĐ-BHXH", authority: "{DIRECTOR}")', APPROVER) == made
    assert run(f'withdrawCommendation(commendation: "{other}", reason: "trùng")') == other
    assert run(f'openCommendationDossier(commendation: "{made}")') != "dossier-exists"
    found = year.graph(
        f"""{{ commendation(id: "{made}") {{ state late becauseEn reward unit {{ id }} movement {{ id }} }}
          commendations(state: WITHDRAWN) {{ nodes {{ id movement {{ id }} withdrawnBecause }} }} }}"""
    )
    assert found["commendation"] == {
        "state": "DECIDED",
        "late": False,
        "becauseEn": "more than 1/2 of 15 is 8, because 15 × 1 / 2 = 7.5: 7 falls short, 8 reaches it",
        "reward": found["commendation"]["reward"],
        "unit": {"id": str(office)},
        "movement": {"id": str(MOVEMENT)},
    }
    assert found["commendations"]["nodes"] == [{"id": other, "movement": None, "withdrawnBecause": "trùng"}]
