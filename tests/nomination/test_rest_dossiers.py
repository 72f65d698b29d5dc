"""D5, E1 over REST and the graph: a dossier from its opening to its appraisal; who is late, missing or thin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kernel.identity import Principal
from kernel.service import downgrade, migrate
from services.nomination.main import MIGRATIONS
from services.nomination.views.dossiers import DOSSIERS
from tests.nomination.running import (
    CLUSTERS,
    MOVEMENT,
    STANDING_BODY,
    Running,
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
    vote,
    wording,
)
from tests.support.postgres import BOTH

BEST = leader(CLUSTERS[0])
FLAG = "CO_CHINH_PHU"


def paper(kind: str, words: int = 1500, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "name": f"{kind}.pdf", "sha256": "0" * 64, "pages": 3, "words": words} | more


@pytest.fixture
def dossier(year: Running) -> UUID:
    nomination = nominate(year, BEST, FLAG)
    return UUID(done(year.post("/dossiers", head(BEST), {"nomination_id": str(nomination)}), 201)["id"])


def do(
    year: Running,
    dossier: UUID,
    step: str,
    who: Principal = STANDING_BODY,
    body: object = None,
) -> dict[str, Any]:
    return done(year.post(f"/dossiers/{dossier}/{step}", who, body))


def attach(year: Running, dossier: UUID, *papers: dict[str, Any]) -> None:
    for each in papers:
        do(year, dossier, "papers", head(BEST), each)


def test_a_dossier_from_its_opening_to_its_appraisal(year: Running, dossier: UUID) -> None:
    found = year.get(f"/dossiers/{dossier}")
    assert (found["state"], found["due"], found["missing"], found["unit_code"]) == (
        "DRAFT",
        "2025-06-30",
        ["submission", "report", "minutes_with_ballot"],
        BEST,
    )
    quotes = [{"indicator": "SCORE", "value": "991"}, {"indicator": "HI_COVERAGE", "value": "93.35"}]
    attach(year, dossier, paper("submission"), paper("report", 900, quotes=quotes))
    assert do(year, dossier, "submission", head(BEST))["details"] == {
        "missing": ["minutes_with_ballot"],
        "short": ["report.pdf"],
        "thin": True,
    }
    do(year, dossier, "receipt")
    accepted = year.post(f"/dossiers/{dossier}/acceptance", STANDING_BODY)
    assert refused(accepted) == (409, "dossier-incomplete")
    assert wording(accepted) == (
        "Theo danh mục CO_CHINH_PHU hồ sơ còn thiếu: Biên bản bình xét và kết quả bỏ phiếu.",
        "By the checklist CO_CHINH_PHU the dossier lacks: Selection minutes with the ballot's result.",
    )
    verdict = year.get(f"/dossiers/{dossier}/verdict")
    assert (verdict["complete"], verdict["thin"], verdict["figures"]) == (
        False,
        True,
        [
            {"indicator": "SCORE", "agreement": "DIFFERS"},
            {"indicator": "HI_COVERAGE", "agreement": "UNKNOWN"},
        ],
    )
    do(year, dossier, "return", body={"reason": "thiếu biên bản, báo cáo sơ sài"})
    right = [{"indicator": "SCORE", "value": "990"}]
    attach(year, dossier, paper("report", 1600, quotes=right), paper("minutes_with_ballot"))
    do(year, dossier, "submission", head(BEST))
    do(year, dossier, "receipt")
    do(year, dossier, "acceptance")
    do(year, dossier, "appraisal", body={"favourable": True, "finding": "đủ điều kiện trình"})
    found = year.get(f"/dossiers/{dossier}")
    shown = ("state", "late", "missing", "thin", "received_on", "accepted_on", "appraisal_due", "appraisal_late")
    assert [found[name] for name in shown] == [
        "APPRAISED", False, [], False, "2025-02-10", "2025-02-10", "2025-03-10", False
    ]  # fmt: skip
    assert [(each["kind"], each["words"]) for each in found["papers"]] == [
        ("minutes_with_ballot", 1500),
        ("report", 1600),
        ("submission", 1500),
    ]


def test_an_extension_and_reminders_are_on_record(year: Running, dossier: UUID) -> None:
    more = {"until": "2025-07-15", "by": "Tổng Giám đốc", "text": "CV 9/BHXH-TĐKT"}
    do(year, dossier, "extension", body=more)
    do(year, dossier, "reminders", body={"text": "đề nghị gửi hồ sơ trước 15/07"})
    found = year.get(f"/dossiers/{dossier}")
    assert [found[name] for name in ("due", "extended_by", "extended_under")] == [
        "2025-07-15",
        "Tổng Giám đốc",
        "CV 9/BHXH-TĐKT",
    ]
    assert [(each["text"], each["reminded_by"], each["reminded_on"]) for each in found["reminders"]] == [
        ("đề nghị gửi hồ sơ trước 15/07", STANDING_BODY.id, "2025-02-10")
    ]


def test_only_the_unit_prepares_and_only_the_standing_body_appraises(year: Running, dossier: UUID) -> None:
    other = head(members(CLUSTERS[0])[1])
    assert refused(year.post(f"/dossiers/{dossier}/papers", other, paper("report"))) == (403, "forbidden")
    assert refused(year.post(f"/dossiers/{dossier}/receipt", head(BEST))) == (403, "forbidden")
    assert refused(year.post(f"/dossiers/{dossier}/submission", person("auditor"))) == (403, "forbidden")
    case = {"nomination_id": year.get(f"/dossiers/{dossier}")["case_id"]}
    assert refused(year.post("/dossiers", head(BEST), case)) == (409, "dossier-exists")


@pytest.mark.parametrize("running", BOTH, indirect=True)
def test_who_is_late_missing_or_thin_is_seen(year: Running, dossier: UUID) -> None:
    """The second leader's flag has no dossier; who signed nothing is the covenant service's to say."""
    nominate(year, leader(CLUSTERS[1]), FLAG)
    attach(year, dossier, paper("report", 900))
    do(year, dossier, "submission", head(BEST))
    do(year, dossier, "receipt")

    def faults(on: str, **more: str) -> list[tuple[str, str, str, str]]:
        found = year.get("/watch", movement="TDTX-2024", on=on, **more)
        return [(each["unit_code"], each["subject"], each["fault"], each["detail"]) for each in found["items"]]

    lacks = f"{FLAG}: submission, minutes_with_ballot"
    expected = [
        (BEST, "DOSSIER", "MISSING", lacks),
        (BEST, "DOSSIER", "THIN", FLAG),
        (leader(CLUSTERS[1]), "DOSSIER", "MISSING", FLAG),
    ]
    assert faults("2025-06-30") == expected
    assert faults("2025-06-30", unit=BEST, fault="THIN") == expected[1:2]
    assert faults("2025-06-30", unit=BEST, fault="LATE") == []
    pages = [year.get("/watch", movement="TDTX-2024", on="2025-06-30", limit=2)]
    pages.append(year.get("/watch", movement="TDTX-2024", on="2025-06-30", limit=2, after=pages[0]["next"]))
    assert [[each["detail"] for each in page["items"]] for page in pages] == [[lacks, FLAG], [FLAG]]
    assert (pages[0]["on"], pages[1]["next"]) == ("2025-06-30", None)
    asked = "edges { cursor } nodes { unitCode fault } pageInfo { hasNextPage }"

    def in_graph(more: str = "") -> Any:
        query = f'{{ nominationFaults(movement: "{MOVEMENT}", on: "2025-06-30", first: 2 {more}) {{ {asked} }} }}'
        return year.graph(query)["nominationFaults"]

    first = in_graph()
    second = in_graph(f'after: "{first["edges"][1]["cursor"]}"')
    nodes = [(each["unitCode"], each["fault"]) for page in (first, second) for each in page["nodes"]]
    assert nodes == [(unit, fault) for unit, _, fault, _ in expected]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second)] == [True, False]
    assert in_graph("fault: LATE")["nodes"] == []


def test_a_dossier_that_nobody_has_received_is_late_from_the_day_after(year: Running, dossier: UUID) -> None:
    def late(on: str) -> list[str]:
        return told(year, on, "LATE")

    assert (late("2025-06-30"), late("2025-07-01")) == ([], [BEST])
    assert [each["id"] for each in year.get("/dossiers", unit=BEST, state="DRAFT")["items"]] == [str(dossier)]
    assert year.get("/dossiers", late=True)["items"] == []


def told(year: Running, on: str, fault: str) -> list[str]:
    items = year.get("/watch", movement="TDTX-2024", on=on)["items"]
    return [each["unit_code"] for each in items if each["fault"] == fault]


def test_what_is_attached_is_missing_no_more_before_anybody_received_it(year: Running, dossier: UUID) -> None:
    def lacks() -> list[str]:
        found: list[str] = year.get(f"/dossiers/{dossier}")["missing"]
        return found

    attach(year, dossier, paper("report"), paper("report", name="phu-luc.pdf"))
    assert lacks() == ["submission", "minutes_with_ballot"]
    do(year, dossier, "submission", head(BEST))
    assert told(year, "2025-06-30", "MISSING") == [BEST]
    do(year, dossier, "receipt")
    do(year, dossier, "return", body={"reason": "bổ sung"})
    attach(year, dossier, paper("submission"), paper("minutes_with_ballot"))
    do(year, dossier, "submission", head(BEST))
    assert (lacks(), told(year, "2025-06-30", "MISSING")) == ([], [])
    engine = year.service.store.recorder.engine
    with engine.begin() as connection:
        connection.execute(DOSSIERS.update().values(missing=["submission", "report", "minutes_with_ballot", "photo"]))
    downgrade(engine, MIGRATIONS, "0022")
    migrate(engine, MIGRATIONS)
    assert lacks() == ["photo"]


def test_on_the_day_before_it_was_nominated_opened_and_sent_nothing_is_wrong(year: Running, dossier: UUID) -> None:
    attach(year, dossier, paper("report", 900))
    do(year, dossier, "submission", head(BEST))
    do(year, dossier, "receipt")
    nominate(year, leader(CLUSTERS[1]), FLAG)
    day = year.get(f"/dossiers/{dossier}")["opened_on"]
    eve = str(date.fromisoformat(day) - timedelta(days=1))
    assert year.get("/watch", movement="TDTX-2024", on=eve)["items"] == []
    assert told(year, day, "THIN") == [BEST]
    assert set(told(year, day, "MISSING")) == {BEST, leader(CLUSTERS[1])}


def test_of_a_nomination_that_did_not_pass_no_dossier_is_waited_for(year: Running) -> None:
    passed, failed = nominate(year, BEST, FLAG), nominate(year, BEST)
    assert told(year, "2025-06-30", "MISSING") == [BEST, BEST]
    session = open_selection(year, CLUSTERS[0], failed)
    vote(year, session, [head(each) for each in members(CLUSTERS[0])[1:]], "NO", failed)
    close(year, session, cluster_head(CLUSTERS[0]))
    assert year.get(f"/nominations/{failed}")["stage"] == "NOT_SELECTED"
    items = year.get("/watch", movement="TDTX-2024", on="2025-06-30")["items"]
    assert [each["about_id"] for each in items] == [str(passed)]


def test_the_same_through_the_graph(year: Running) -> None:
    nomination = nominate(year, BEST, FLAG)

    def run(call: str, who: Principal = STANDING_BODY) -> Any:
        [found] = year.graph(
            f"mutation {{ {call} {{ __typename ... on Receipt {{ id }} ... on Refusal {{ code }} }} }}", who
        ).values()
        return found.get("id", found.get("code"))

    dossier = run(f'openDossier(nomination: "{nomination}")', head(BEST))
    mine = f'dossier: "{dossier}"'
    quotes = 'quotes: [{ indicator: "RANK", value: "1" }]'
    for kind in ("submission", "report", "minutes_with_ballot"):
        given = f'kind: "{kind}", name: "{kind}.pdf", sha256: "{"0" * 64}", pages: 2, words: 1500, {quotes}'
        assert run(f"attachPaper({mine}, paper: {{ {given} }})", head(BEST)) == dossier
    assert run(f'extendDossier({mine}, until: "2025-07-15", by: "TGĐ", text: "CV 9")') == dossier
    assert run(f'remindAboutDossier({mine}, text: "gửi sớm")') == dossier
    assert run(f"submitDossier({mine})", head(BEST)) == dossier
    assert run(f"receiveDossier({mine})") == dossier
    assert run(f'returnDossier({mine}, reason: "ký lại")') == dossier
    assert run(f"submitDossier({mine})", head(BEST)) == dossier
    assert run(f"receiveDossier({mine})") == dossier
    assert run(f"acceptDossier({mine})") == dossier
    assert run(f'appraiseDossier({mine}, favourable: true, finding: "đủ")') == dossier
    found = year.graph(
        f"""{{ dossier(id: "{dossier}") {{ state due papers {{ kind }} reminders {{ text }} unit {{ id }}
          movement {{ id }} nomination {{ title }} verdict {{ complete thin figures {{ indicator agreement }} }}
          why {{ value }} }}
          dossiers(state: APPRAISED) {{ nodes {{ id }} }} }}"""
    )
    assert found["dossiers"]["nodes"] == [{"id": dossier}]
    seen = found["dossier"]
    assert (seen["state"], seen["due"], seen["reminders"]) == ("APPRAISED", "2025-07-15", [{"text": "gửi sớm"}])
    assert (seen["movement"], seen["nomination"]) == ({"id": str(MOVEMENT)}, {"title": FLAG})
    assert (seen["verdict"], seen["why"]) == (
        {"complete": True, "thin": False, "figures": [{"indicator": "RANK", "agreement": "AGREES"}]},
        {"value": "COMPLETE"},
    )


def test_a_report_is_held_against_the_merit_file_too(year: Running, dossier: UUID) -> None:
    opened = {"unit_id": BEST, "since": "2015-03-01", "complete_from": 2015}
    file = done(year.post("/merit-files", STANDING_BODY, opened), 201)["id"]
    award = {"kind": "award", "title": "TTLDXS", "number": "9/QĐ-BHXH"}
    facts = [
        {"kind": "rating", "year": 2023, "level": "excellent"},
        {**award, "year": 2023, "decided_on": "2023-12-20"},
    ]
    for fact in facts:
        done(year.post(f"/merit-files/{file}/facts", STANDING_BODY, {"fact": fact, "evidence": "9/QĐ"}), 201)
    quotes = [
        {"indicator": "YEARS:TTLDXS", "value": "2"},
        {"indicator": "RATED:EXCELLENT", "value": "1"},
        {"indicator": "RATING:2023", "text": "EXCELLENT"},
        {"indicator": "CLASS", "text": "A"},
    ]
    attach(year, dossier, paper("report", 1600, quotes=quotes))
    verdict = year.get(f"/dossiers/{dossier}/verdict")
    assert [(each["indicator"], each["agreement"]) for each in verdict["figures"]] == [
        ("YEARS:TTLDXS", "DIFFERS"),
        ("RATED:EXCELLENT", "AGREES"),
        ("RATING:2023", "AGREES"),
        ("CLASS", "AGREES"),
    ]
    both = {"indicator": "CLASS", "text": "A", "value": "1"}
    answer = year.post(f"/dossiers/{dossier}/papers", head(BEST), paper("report", quotes=[both]))
    assert refused(answer) == (422, "quoted-figure-not-stated")
    huge = paper("report", quotes=[{"indicator": "SCORE", "value": "1e999999999"}])
    assert refused(year.post(f"/dossiers/{dossier}/papers", head(BEST), huge)) == (422, "quoted-figure-unreadable")
    plain = [each["formula"] for each in verdict["why"]["tree"]["inputs"] if each["label"]["en"].startswith("Figure")]
    assert plain == ["2 / 1", "1 / 1", "EXCELLENT / EXCELLENT", "A / A"]


def test_a_commendation_of_a_person_is_compared_and_nothing_is_shown(year: Running) -> None:
    opened = {"unit_id": BEST, "person_code": "CB-7", "since": "2015-03-01", "complete_from": 2015}
    file = done(year.post("/merit-files", STANDING_BODY, opened), 201)["id"]
    rating = {"fact": {"kind": "rating", "year": 2024, "level": "good"}, "evidence": "9/QĐ"}
    done(year.post(f"/merit-files/{file}/facts", STANDING_BODY, rating), 201)
    body = {
        "kind": "SUDDEN",
        "title": "BK_BHXH_CN",
        "unit_id": BEST,
        "person": "CB-7",
        "achievement": "cứu hộ",
        "achieved_on": "2025-01-02",
        "code": "TTr-9",
    }
    made = done(year.post("/commendations", head(BEST), body), 201)["id"]
    its = UUID(done(year.post(f"/commendations/{made}/dossier", head(BEST)), 201)["id"])
    attach(year, its, paper("report", quotes=[{"indicator": "RATING:2024", "text": "EXCELLENT"}]))
    verdict = year.get(f"/dossiers/{its}/verdict")
    assert verdict["figures"] == [{"indicator": "RATING:2024", "agreement": "DIFFERS"}]
    assert "GOOD" not in str(verdict["why"])
