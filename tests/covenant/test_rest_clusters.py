"""Blocks, clusters and district clusters over REST."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tests.covenant.running import (
    AUDITOR,
    RULEBOOKS,
    STANDING_BODY,
    Running,
    begin_year,
    cluster_head,
    cluster_id,
    done,
    elect,
    establish,
    form,
    head,
    officer,
    refused,
    unit_id,
)

VII = f"/clusters/{cluster_id('2024/VII')}"


def districts(running: Running, count: int) -> list[str]:
    establish(running, "BHXH-68")
    codes = [f"BHXH-68-{number:03}" for number in range(1, count + 1)]
    establish(running, *codes, kind="district", parent="BHXH-68")
    return codes


def division(*groups: list[str], since: str = "2024-01-01") -> dict[str, object]:
    clusters = [
        {"code": f"BHXH-68/C{number}", "name": f"Cụm số {number}", "members": group}
        for number, group in enumerate(groups, start=1)
    ]
    return {"document": "QĐ 100/BHXH", "effective_from": since, "clusters": clusters}


def test_a_cluster_shows_members_officers_lists_and_elections_of_the_day(running: Running) -> None:
    begin_year(running)
    later = {"document": "TB 99/TB-BHXH", "effective_from": "2024-09-01", "members": ["BHXH-64", "BHXH-62"]}
    done(running.post(f"{VII}/membership-lists", STANDING_BODY, later))
    before, after = running.get(VII, at="2024-01-14"), running.get(VII, at="2024-09-01")
    assert [row["code"] for row in before["members"]] == ["BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67"]
    assert [row["code"] for row in after["members"]] == ["BHXH-64", "BHXH-62"]
    assert (before["officers"], after["officers"]["head_id"]) == (None, str(unit_id("BHXH-62")))
    assert [row["document"] for row in after["lists"]] == ["TB 12/TB-BHXH", "TB 99/TB-BHXH"]
    assert after["lists"][1]["members"] == [str(unit_id("BHXH-64")), str(unit_id("BHXH-62"))]
    assert [row["term_year"] for row in after["elections"]] == [2024]
    types = [each["type"] for each in running.get(f"{VII}/history")["items"]]
    assert types == [
        "covenant.ClusterFormed",
        "covenant.MembershipListIssued",
        "covenant.OfficersElected",
        "covenant.MembershipListIssued",
    ]


def test_units_change_places_between_clusters_in_one_annex(running: Running) -> None:
    establish(running, "BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67")
    form(running, "BHXH-62", "BHXH-64")
    form(running, "BHXH-66", "BHXH-67", code="2024/VIII")
    swapped = [
        {"cluster": "2024/VII", "members": ["BHXH-62", "BHXH-66"]},
        {"cluster": "2024/VIII", "members": ["BHXH-64", "BHXH-67"]},
    ]
    annex = {"document": "TB 20/TB-BHXH", "effective_from": "2024-06-01", "lists": swapped}
    alone = {"document": "TB 20/TB-BHXH", "effective_from": "2024-06-01", "members": ["BHXH-62", "BHXH-66"]}
    assert refused(running.post(f"{VII}/membership-lists", STANDING_BODY, alone)) == (409, "member-of-another-cluster")
    done(running.post("/membership-lists", STANDING_BODY, annex))
    assert [row["code"] for row in running.get(VII, at="2024-06-01")["members"]] == ["BHXH-62", "BHXH-66"]


def test_a_list_told_late_names_no_unit_that_a_later_list_of_another_cluster_names(running: Running) -> None:
    establish(running, "BHXH-62", "BHXH-64", "BHXH-70")
    form(running, "BHXH-64")
    form(running, "BHXH-70", code="2024/VIII")
    eight = f"/clusters/{cluster_id('2024/VIII')}"
    taken_in = {"document": "TB 20/TB-BHXH", "effective_from": "2024-06-01", "members": ["BHXH-70", "BHXH-62"]}
    done(running.post(f"{eight}/membership-lists", STANDING_BODY, taken_in))
    late = {"document": "TB 15/TB-BHXH", "effective_from": "2024-03-01", "members": ["BHXH-62", "BHXH-64"]}
    answer = running.post(f"{VII}/membership-lists", STANDING_BODY, late)
    assert refused(answer) == (409, "member-of-another-cluster")
    assert ("2024/VIII" in answer.json()["detail"], "2024-06-01" in answer.json()["detail_en"]) == (True, True)
    both = [
        {"cluster": "2024/VII", "members": late["members"]},
        {"cluster": "2024/VIII", "members": ["BHXH-70"]},
    ]
    annex = {"document": "TB 15/TB-BHXH", "effective_from": "2024-03-01", "lists": both}
    answer = running.post("/membership-lists", STANDING_BODY, annex)
    assert refused(answer) == (409, "member-of-another-cluster")
    left = {"document": "TB 19/TB-BHXH", "effective_from": "2024-06-01", "members": ["BHXH-64"]}
    done(running.post(f"{VII}/membership-lists", STANDING_BODY, left))
    done(running.post(f"{VII}/membership-lists", STANDING_BODY, late))
    shown = [[row["code"] for row in running.get(VII, at=at)["members"]] for at in ("2024-05-31", "2024-06-01")]
    assert shown == [["BHXH-62", "BHXH-64"], ["BHXH-64"]]


def test_an_annex_is_issued_whole_or_not_at_all(running: Running) -> None:
    establish(running, "BHXH-62", "BHXH-64")
    form(running, "BHXH-62")
    form(running, "BHXH-64", code="2024/VIII")
    twice = [
        {"cluster": "2024/VII", "members": ["BHXH-62", "BHXH-64"]},
        {"cluster": "2024/VIII", "members": ["BHXH-64"]},
    ]
    annex = {"document": "TB 20/TB-BHXH", "effective_from": "2024-06-01", "lists": twice}
    assert refused(running.post("/membership-lists", STANDING_BODY, annex)) == (422, "member-listed-twice")
    assert len(running.get(VII)["lists"]) == 1


def test_the_national_contest_lists_the_members_of_clusters_too(running: Running) -> None:
    establish(running, "BHXH-62", "BHXH-64")
    form(running, "BHXH-62", "BHXH-64")
    national = {"code": "TOAN-NGANH", "name": "Toàn ngành", "kind": "national"}
    done(running.post("/clusters", STANDING_BODY, national, Effective_At="2024-01-01"), 201)
    lists = [
        {"cluster": "TOAN-NGANH", "members": ["BHXH-62", "BHXH-64"]},
        {"cluster": "2024/VII", "members": ["BHXH-64", "BHXH-62"]},
    ]
    annex = {"document": "TB 21/TB-BHXH", "effective_from": "2024-02-01", "lists": lists}
    done(running.post("/membership-lists", STANDING_BODY, annex))
    found = running.get("/clusters", member=str(unit_id("BHXH-62")))["items"]
    assert [row["code"] for row in found] == ["2024/VII", "TOAN-NGANH"]


def test_clusters_are_found_by_kind_code_and_province(running: Running) -> None:
    establish(running, "BHXH-62")
    form(running, "BHXH-62")
    codes = districts(running, 3)
    done(running.post(f"/units/{unit_id('BHXH-68')}/district-clusters", head("BHXH-68"), division(codes)))

    def found(**wanted: str | bool) -> list[str]:
        return [row["code"] for row in running.get("/clusters", **wanted)["items"]]

    assert found() == ["2024/VII", "BHXH-68/C1"]
    assert found(kind="district_cluster") == ["BHXH-68/C1"]
    assert found(province=str(unit_id("BHXH-68"))) == ["BHXH-68/C1"]
    assert found(code="2024/VII") == ["2024/VII"]
    assert found(member=str(unit_id("BHXH-68-002"))) == ["BHXH-68/C1"]
    assert (found(at="2023-12-31"), len(found(at="2023-12-31", ended=True))) == ([], 2)


def test_a_disbanded_cluster_frees_its_members(running: Running) -> None:
    establish(running, "BHXH-62")
    form(running, "BHXH-62")
    done(running.post(f"{VII}/disbanding", STANDING_BODY, Effective_At="2024-06-01"))
    body = {"code": "2024/VIII", "name": "Cụm VIII", "kind": "cluster"}
    done(running.post("/clusters", STANDING_BODY, body, Effective_At="2024-06-01"), 201)
    listed = {"document": "TB 30", "effective_from": "2024-06-01", "members": ["BHXH-62"]}
    done(running.post(f"/clusters/{cluster_id('2024/VIII')}/membership-lists", STANDING_BODY, listed))
    assert [row["code"] for row in running.get("/clusters")["items"]] == ["2024/VIII"]


def test_a_province_divides_its_districts_and_later_anew(running: Running) -> None:
    codes = districts(running, 10)
    address = f"/units/{unit_id('BHXH-68')}/district-clusters"
    formed = done(running.post(address, officer("BHXH-68"), division(codes[:5], codes[5:])))
    assert formed["details"]["why"]["value"] == "2"
    done(running.post(f"/units/{unit_id(codes[9])}/dissolution", STANDING_BODY, Effective_At="2024-07-01"))
    done(running.post(address, officer("BHXH-68"), division(codes[:9], since="2024-07-01")))
    assert [row["code"] for row in running.get("/clusters", at="2024-06-30")["items"]] == ["BHXH-68/C1", "BHXH-68/C2"]
    assert [row["code"] for row in running.get("/clusters", at="2024-07-01")["items"]] == ["BHXH-68/C1"]


def test_a_division_told_late_forms_and_ends_no_cluster(
    running: Running,
) -> None:  # rule: a_division_told_late_keeps_the_clusters
    codes = districts(running, 10)
    address = f"/units/{unit_id('BHXH-68')}/district-clusters"
    done(running.post(address, officer("BHXH-68"), division(codes[:5], codes[5:])))
    done(running.post(address, officer("BHXH-68"), division(codes[:4], codes[4:], since="2024-07-01")))

    def named(*clusters: str) -> dict[str, object]:
        groups = zip(clusters, (codes[:3], codes[3:]), strict=True)
        rows = [{"code": code, "name": f"Cụm {code}", "members": group} for code, group in groups]
        return {**division(since="2024-03-01"), "clusters": rows}

    other = named("BHXH-68/C9", "BHXH-68/C2")
    answer = running.post(address, officer("BHXH-68"), other)
    assert refused(answer) == (409, "divided-later")
    assert answer.json()["detail_en"].startswith("BHXH-68 has divided its districts anew from 2024-07-01 on;")
    done(running.post(address, officer("BHXH-68"), named("BHXH-68/C1", "BHXH-68/C2")))
    days = ("2024-02-29", "2024-03-01", "2024-07-01")
    first = f"/clusters/{cluster_id('BHXH-68/C1')}"
    assert [len(running.get(first, at=day)["members"]) for day in days] == [5, 3, 4]
    twice = named("BHXH-68/C7", "bhxh-68/c7")
    assert refused(running.post(address, officer("BHXH-68"), twice)) == (409, "cluster-exists")


def test_a_balanced_division_is_proposed_with_its_why(running: Running) -> None:
    codes = districts(running, 10)
    weighted = [{"code": code, "collections": 10 if code == codes[0] else 1, "payments": 1.5} for code in codes]
    address = f"/units/{unit_id('BHXH-68')}/district-cluster-proposals"
    chain = [list(pair) for pair in pairwise(codes)]
    found = done(running.post(address, officer("BHXH-68"), {"districts": weighted, "neighbours": chain}))
    assert found["groups"] == [codes[:3], codes[3:]]
    assert found["why"]["tree"]["inputs"][0]["value"] == "2"
    assert found == done(running.post(address, officer("BHXH-68"), {"districts": weighted}))
    assert found["rules"]["tree"]["value"] == RULEBOOKS.at(date(2024, 2, 1)).version
    named = done(running.post(f"{address}?rulebook=law-2003", officer("BHXH-68"), {"districts": weighted}))
    assert named["rules"]["tree"]["value"] == RULEBOOKS.by_id("law-2003").version
    unknown = running.post(f"{address}?rulebook=law-1900", officer("BHXH-68"), {"districts": weighted})
    assert refused(unknown) == (422, "unknown-rules")
    torn = {"districts": weighted, "neighbours": []}
    assert refused(running.post(address, officer("BHXH-68"), torn)) == (409, "no-connected-grouping")
    for given, code in (
        (weighted[:9], "districts-left-out"),
        ([*weighted, weighted[0]], "member-listed-twice"),
        ([*weighted[:9], {**weighted[9], "code": "BHXH-68"}], "member-of-wrong-kind"),
    ):
        answer = running.post(address, officer("BHXH-68"), {"districts": given})
        assert (refused(answer)[1], answer.json()["fields"]) == (code, ["districts"])


def test_what_is_refused_of_district_clusters(running: Running) -> None:
    codes = districts(running, 10)
    establish(running, "BHXH-67")
    form(running, "BHXH-67")
    address = f"/units/{unit_id('BHXH-68')}/district-clusters"
    body = {"code": "BHXH-68/C1", "name": "Cụm 1", "kind": "district_cluster"}
    taken = division(codes[:5], codes[5:])
    taken["clusters"][0]["code"] = "2024/VII"  # type: ignore[index]
    assert [
        refused(running.post(address, head("BHXH-68"), division(codes))),
        refused(running.post(address, head("BHXH-68"), division(codes[:5], codes[5:9]))),
        refused(running.post(address, head("BHXH-68"), taken)),
        refused(running.post(address, head("BHXH-67"), division(codes[:5], codes[5:]))),
        refused(running.post(f"/units/{unit_id('BHXH-67')}/district-clusters", head("BHXH-67"), division(codes))),
        refused(running.post("/clusters", STANDING_BODY, body)),
    ] == [
        (409, "wrong-number-of-district-clusters"),
        (409, "districts-left-out"),
        (409, "cluster-exists"),
        (403, "forbidden"),
        (409, "no-districts"),
        (409, "district-clusters-form-together"),
    ]
    assert running.get("/clusters", kind="district_cluster")["items"] == []


def test_the_refused_number_explains_itself(running: Running) -> None:
    codes = districts(running, 10)
    problem = running.post(f"/units/{unit_id('BHXH-68')}/district-clusters", head("BHXH-68"), division(codes)).json()
    assert (
        problem["source"]["document"],
        problem["explanation"]["value"],
        problem["explanation"]["inputs"][0]["value"],
    ) == (
        "CV 4268/BHXH-TĐKT 22/12/2021",
        "2",
        "10",
    )


def test_officers_are_elected_by_rotation(running: Running) -> None:
    begin_year(running)
    again = {"term_year": 2025, "head": "BHXH-62", "deputy": "BHXH-64"}
    stranger = {"term_year": 2025, "head": "BHXH-99", "deputy": "BHXH-64"}
    alone = {"term_year": 2025, "head": "BHXH-66"}
    same = {"term_year": 2025, "head": "BHXH-66", "deputy": "BHXH-66"}
    early = {"term_year": 2027, "head": "BHXH-66", "deputy": "BHXH-64"}
    chair = cluster_head("BHXH-62")
    answers = [running.post(f"{VII}/elections", chair, body) for body in (again, stranger, alone, same, early)]
    assert [refused(answer) for answer in answers] == [
        (409, "out-of-rotation"),
        (409, "officer-not-a-member"),
        (409, "deputy-required"),
        (422, "same-head-and-deputy"),
        (422, "wrong-term-year"),
    ]
    assert answers[0].json()["detail_en"].endswith("BHXH-64, BHXH-66, BHXH-67.")
    done(running.post(f"{VII}/elections", chair, {"term_year": 2025, "head": "BHXH-66", "deputy": "BHXH-67"}))
    assert running.get(VII)["officers"]["head_id"] == str(unit_id("BHXH-66"))


def test_what_is_refused_of_clusters(running: Running) -> None:
    begin_year(running)
    establish(running, "TW-VP", kind="head_office")
    body = {"code": "2024/VII", "name": "Lần nữa", "kind": "cluster"}
    listed = {"document": "TB 13", "effective_from": "2024-02-01", "members": ["TW-VP"]}
    annex = {
        "document": "TB 13",
        "effective_from": "2024-02-01",
        "lists": [{"cluster": "2024/X", "members": ["TW-VP"]}],
    }
    address = f"{VII}/membership-lists"
    assert [
        refused(running.post("/clusters", STANDING_BODY, body)),
        refused(running.post(address, STANDING_BODY, listed)),
        refused(running.post(address, STANDING_BODY, {**listed, "members": []})),
        refused(running.post(address, STANDING_BODY, {**listed, "members": ["BHXH-00"]})),
        refused(running.post(address, STANDING_BODY, {**listed, "effective_from": "2023-12-31", "members": []})),
        refused(running.post("/membership-lists", STANDING_BODY, annex)),
        refused(running.post(address, cluster_head("BHXH-62"), listed)),
        refused(
            running.post(f"{VII}/elections", cluster_head("BHXH-62", "2024/VIII"), {"term_year": 2024, "head": "X"})
        ),
        refused(running.get_as(AUDITOR, f"/clusters/{cluster_id('X')}")),
    ] == [
        (409, "cluster-exists"),
        (409, "member-of-wrong-kind"),
        (422, "empty-membership-list"),
        (404, "unknown-unit"),
        (409, "cluster-not-in-existence"),
        (404, "unknown-cluster"),
        (403, "forbidden"),
        (403, "forbidden"),
        (404, "missing"),
    ]


def test_a_single_member_is_elected_without_a_deputy(running: Running) -> None:
    establish(running, "BHXH-62")
    form(running, "BHXH-62")
    done(running.post(f"{VII}/elections", STANDING_BODY, {"term_year": 2024, "head": "BHXH-62"}))
    assert running.get(VII)["officers"]["deputy_id"] is None


def test_a_second_election_for_the_year_corrects_the_first(running: Running) -> None:
    begin_year(running)
    elect(running, "BHXH-66", "BHXH-67")
    assert running.get(VII)["officers"]["head_id"] == str(unit_id("BHXH-66"))


def test_a_unit_that_was_merged_is_no_member_from_that_day_on_and_is_not_elected(running: Running) -> None:
    begin_year(running)
    gone = f"/units/{unit_id('BHXH-67')}/merger"
    done(running.post(gone, STANDING_BODY, {"into": "BHXH-66"}, Effective_At="2024-07-01"))
    listed = [[row["code"] for row in running.get(VII, at=day)["members"]] for day in ("2024-06-30", "2024-07-01")]
    assert listed == [["BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67"], ["BHXH-62", "BHXH-64", "BHXH-66"]]
    its_own = [
        running.get("/clusters", member=unit_id("BHXH-67"), at=day)["items"] for day in ("2024-06-30", "2024-07-01")
    ]
    assert [len(items) for items in its_own] == [1, 0]
    body = {"term_year": 2025, "head": "BHXH-67", "deputy": "BHXH-64"}
    answer = running.post(f"{VII}/elections", STANDING_BODY, body, Effective_At="2024-12-20")
    assert refused(answer) == (409, "officer-not-a-member")
    assert [text in answer.json()["detail_en"] for text in ("BHXH-67", "2024-12-20")] == [True, True]
    body = {"term_year": 2025, "head": "BHXH-64", "deputy": "BHXH-62"}
    done(running.post(f"{VII}/elections", STANDING_BODY, body, Effective_At="2024-12-20"))
