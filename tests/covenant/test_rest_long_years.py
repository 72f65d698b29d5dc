"""C8, C9: seven years of a movement over REST: reviews by year, editions, early finishers, merged provinces."""

from __future__ import annotations

from typing import Any

from tests.covenant.long import (
    GOALS,
    HEALTH,
    MOVEMENT,
    SOCIAL,
    YEARS,
    appraise,
    begin,
    confirm,
    covenant_of,
    department,
    done_measure,
    draft,
    figure,
    measure,
    missed,
    movement_path,
    official,
    reached,
    record,
    submit,
    table,
    units_of,
)
from tests.covenant.running import (
    AUDITOR,
    STANDING_BODY,
    Running,
    covenant_id,
    done,
    form,
    head,
    movement_id,
    officer,
    refused,
    unit_id,
)

NINH_BINH, LAM_DONG = "BHXH-37", "BHXH-68"
ALL = ("BHXH_PCT", "BHYT_PCT", "PCTN")


def first_two_years(running: Running) -> None:
    """Ninh Bình has 80 % covered in 2015, five years early; Lâm Đồng misses its 72 %."""
    begin(running, NINH_BINH, LAM_DONG)
    for code in (NINH_BINH, LAM_DONG):
        official(running, code)
    for code, covered in ((NINH_BINH, "80.5"), (LAM_DONG, "71.5")):
        record(running, code, 2014, reached("BHXH_PCT", 20), reached("BHYT_PCT", 70), done_measure())
        confirm(running, code, 2014, *ALL)
        health = (reached if covered == "80.5" else missed)("BHYT_PCT", float(covered))
        record(running, code, 2015, reached("BHXH_PCT", 25), health, done_measure())
    confirm(running, NINH_BINH, 2015, *ALL)


def freeze(running: Running, through: int = 2015, on: str = "2015-12-31", **others: str) -> Any:
    body = {"through": through, **others}
    return running.post(movement_path("reviews"), STANDING_BODY, body, Effective_At=on)


def lines(running: Running, **query: object) -> list[tuple[object, ...]]:
    members = ("unit_code", "indicator", "year", "figure", "actual", "outcome", "standing")
    items = running.get(movement_path("progress"), limit=200, **query)["items"]
    return [tuple(each[name] for name in members) for each in items]


def test_a_year_tells_what_was_reached_and_what_was_not(running: Running) -> None:
    first_two_years(running)
    found = running.get(f"{covenant_of(LAM_DONG)}/years/2015")
    told = [(each["indicator"], each["registered"], each["actual"], each["outcome"]) for each in found["findings"]]
    assert told == [
        ("BHXH_PCT", "25", "25", "reached"),
        ("BHYT_PCT", "72", "71.5", "not_reached"),
        ("PCTN", None, None, "reached"),
    ]
    health = found["findings"][1]
    assert (health["why"], health["remedy"]) == ("Hộ cận nghèo chưa tham gia hết", "Hỗ trợ thêm mức đóng")
    years = running.get(f"{covenant_of(LAM_DONG)}/years")["items"]
    assert [(each["year"], len(each["findings"])) for each in years] == [(2014, 3), (2015, 3)]


def test_a_missed_target_without_why_or_remedy_is_refused_with_figures_and_article(running: Running) -> None:
    begin(running, NINH_BINH)
    address = official(running, NINH_BINH)
    findings = [reached("BHXH_PCT", 20), {**missed("BHYT_PCT", 69), "remedy": ""}, done_measure()]
    answer = running.put(f"{address}/years/2014", officer(NINH_BINH), {"findings": findings}, Effective_At="2014-12-20")
    assert refused(answer) == (409, "missed-without-reason")
    problem = answer.json()
    assert problem["detail"] == (
        "BHYT_PCT năm 2014: đạt 69, đăng ký 70; phải nêu nguyên nhân và giải pháp cho năm sau."
    )
    assert problem["source"]["article"] == "5.2.1"
    assert running.get(f"{address}/years") == {"items": []}


def test_no_figure_is_not_zero(running: Running) -> None:
    begin(running, NINH_BINH)
    official(running, NINH_BINH)
    unknown = {"indicator": "BHYT_PCT", "why": "Chưa có số dân", "remedy": "Chờ niên giám"}
    record(running, NINH_BINH, 2014, reached("BHXH_PCT", 0) | missed("BHXH_PCT", 0), unknown, done_measure())
    told = [line[1:6] for line in lines(running, year=2014)]
    assert told == [
        ("BHXH_PCT", 2014, "20", "0", "not_reached"),
        ("BHYT_PCT", 2014, "70", None, "no_figure"),
        ("PCTN", 2014, None, None, "reached"),
    ]


def test_the_department_confirms_or_disputes_and_a_revision_asks_again(running: Running) -> None:
    first_two_years(running)
    path = f"{covenant_of(LAM_DONG)}/years/2015"
    look = {"looks": [{"indicator": "BHYT_PCT", "confirmed": False, "reason": "Trừ thẻ trùng"}]}
    assert refused(running.post(f"{path}/looks", department("BAN-THU"), look)) == (403, "forbidden")
    done(running.post(f"{path}/looks", department("BAN-BHYT"), look, Effective_At="2015-12-22"))
    confirm(running, LAM_DONG, 2015, "BHXH_PCT")
    assert [each["standing"] for each in running.get(path)["findings"]] == ["confirmed", "disputed", "recorded"]
    findings = [done_measure(), reached("BHXH_PCT", 25), missed("BHYT_PCT", 71.1)]
    again = running.put(path, officer(LAM_DONG), {"findings": findings}, Effective_At="2015-12-23")
    assert refused(again) == (422, "nothing-written")
    body = {"findings": findings, "reason": "Đã trừ thẻ trùng"}
    done(running.put(path, officer(LAM_DONG), body, Effective_At="2015-12-23"))
    found = running.get(path)
    assert (found["reason"], found["revised_on"]) == ("Đã trừ thẻ trùng", "2015-12-23")
    assert [(each["indicator"], each["standing"]) for each in found["findings"]] == [
        ("PCTN", "recorded"),
        ("BHXH_PCT", "confirmed"),
        ("BHYT_PCT", "recorded"),
    ]
    types = [each["type"].removeprefix("covenant.") for each in running.get(f"{path}/history")["items"]]
    assert types == ["YearRecorded", "FindingDisputed", "FindingConfirmed", "YearRevised"]


def test_progress_is_units_by_targets_by_years_with_filters_and_pages(running: Running) -> None:
    first_two_years(running)
    form(running, NINH_BINH)
    whole = lines(running)
    assert len(whole) == 2 * (7 + 7 + 2)
    assert lines(running, unit=unit_id(LAM_DONG), year=2015) == [
        (LAM_DONG, "BHXH_PCT", 2015, "25", "25", "reached", "recorded"),
        (LAM_DONG, "BHYT_PCT", 2015, "72", "71.5", "not_reached", "recorded"),
        (LAM_DONG, "PCTN", 2015, None, None, "reached", "recorded"),
    ]
    assert [line[0] for line in lines(running, outcome="not_reached")] == [LAM_DONG]
    assert {line[2] for line in lines(running, outcome="unreviewed", indicator="BHYT_PCT")} == set(range(2016, 2021))
    assert {line[0] for line in lines(running, province=unit_id(NINH_BINH))} == {NINH_BINH}
    assert {line[0] for line in lines(running, cluster=running.get("/clusters")["items"][0]["id"])} == {NINH_BINH}
    seen: list[object] = []
    page = running.get(movement_path("progress"), limit=10)
    while page["next"] is not None:
        seen += page["items"]
        page = running.get(movement_path("progress"), limit=10, after=page["next"])
    assert len([*seen, *page["items"]]) == len(whole)
    nobodys = f"/movements/{movement_id('X')}/progress"
    assert refused(running.get_as(AUDITOR, nobodys)) == (404, "missing")


def test_who_finished_early_is_listed_until_it_is_disputed(running: Running) -> None:
    first_two_years(running)

    def early() -> list[tuple[object, ...]]:
        items = running.get(movement_path("early-finishers"))["items"]
        return [(each["unit_code"], each["indicator"], each["year"], each["actual"]) for each in items]

    assert early() == [(NINH_BINH, "BHYT_PCT", 2015, "80.5")]
    assert running.get(movement_path("early-finishers"), at="2015-01-01")["items"] == []
    record(running, NINH_BINH, 2016, reached("BHXH_PCT", 30), reached("BHYT_PCT", 82))
    record(running, LAM_DONG, 2016, reached("BHXH_PCT", 60), missed("BHYT_PCT", 73))
    assert early() == [(NINH_BINH, "BHYT_PCT", 2015, "80.5"), (LAM_DONG, "BHXH_PCT", 2016, "60")]
    look = {"looks": [{"indicator": "BHXH_PCT", "confirmed": False, "reason": "Nhầm đơn vị tính"}]}
    path = f"{covenant_of(LAM_DONG)}/years/2016/looks"
    done(running.post(path, department("BAN-THU"), look, Effective_At="2016-12-22"))
    assert early() == [(NINH_BINH, "BHYT_PCT", 2015, "80.5")]


def test_a_finding_is_told_as_it_stood_on_each_day(running: Running) -> None:
    begin(running, LAM_DONG)
    path = f"{official(running, LAM_DONG)}/years/2015"
    record(running, LAM_DONG, 2015, reached("BHXH_PCT", 25), reached("BHYT_PCT", 82), done_measure())
    look = {"indicator": "BHYT_PCT", "confirmed": False, "reason": "Trừ thẻ trùng"}
    done(running.post(f"{path}/looks", department("BAN-BHYT"), {"looks": [look]}, Effective_At="2015-12-22"))
    findings = [reached("BHXH_PCT", 25), missed("BHYT_PCT", 71.1), done_measure()]
    done(running.put(path, officer(LAM_DONG), {"findings": findings, "reason": "Đã trừ"}, Effective_At="2015-12-24"))
    confirm(running, LAM_DONG, 2015, "BHYT_PCT", "BHXH_PCT", on="2015-12-28")

    def on(day: str, indicator: str = "BHYT_PCT") -> list[tuple[object, ...]]:
        return [line[4:] for line in lines(running, year=2015, indicator=indicator, at=day)]

    assert on("2015-12-19") == [(None, "unreviewed", None)]
    assert on("2015-12-20") == on("2015-12-21") == [("82", "reached", "recorded")]
    assert on("2015-12-22") == on("2015-12-23") == [("82", "reached", "disputed")]
    assert on("2015-12-24") == [("71.1", "not_reached", "recorded")]
    assert on("2015-12-28") == on("2016-12-28") == [("71.1", "not_reached", "confirmed")]
    assert on("2015-12-27", "BHXH_PCT") == [("25", "reached", "recorded")]
    assert len(lines(running, year=2015, outcome="reached", at="2015-12-23")) == 3
    assert len(lines(running, year=2015, outcome="reached", at="2015-12-24")) == 2
    early = [running.get(movement_path("early-finishers"), at=f"2015-12-{day}")["items"] for day in (19, 20, 22, 24)]
    assert [[each["indicator"] for each in items] for items in early] == [[], ["BHYT_PCT"], [], []]


def test_the_mid_term_review_freezes_how_all_units_stand(running: Running) -> None:
    first_two_years(running)
    assert refused(freeze(running, on="2014-12-31")) == (409, "review-too-early")
    answer = freeze(running, on="2015-09-30")
    assert refused(answer) == (409, "review-too-early")
    assert answer.json()["detail_en"].endswith("a review is held at the end of the year, from 2015-10-01 on.")
    done(freeze(running), 201)
    [edition] = running.get(movement_path("reviews"))["items"]
    members = ("through", "kind", "edition", "units", "planned", "reached", "not_reached", "unconfirmed")
    assert [edition[name] for name in members] == [2015, "mid_term", 1, 2, 6, 5, 1, 3]
    page = running.get(movement_path("reviews/2015/editions/1"), limit=1)
    assert [(each["unit_code"], each["not_reached"], each["finished_in"]) for each in page["items"]] == [
        (NINH_BINH, 0, None)
    ]
    assert [(each["unit_code"], each["indicator"], each["year"]) for each in page["early"]] == [
        (NINH_BINH, "BHYT_PCT", 2015)
    ]
    rest = running.get(movement_path("reviews/2015/editions/1"), limit=1, after=page["next"])
    assert [(each["unit_code"], each["unconfirmed"]) for each in rest["items"]] == [(LAM_DONG, 3)]
    assert refused(running.get_as(AUDITOR, movement_path("reviews/2015/editions/2"))) == (404, "missing")
    assert refused(running.get_as(AUDITOR, movement_path("reviews/2016/editions/1"))) == (404, "missing")


def test_a_correction_is_a_new_edition_and_the_old_one_stands(running: Running) -> None:
    first_two_years(running)
    done(freeze(running), 201)
    path = f"{covenant_of(LAM_DONG)}/years/2015"
    findings = [reached("BHXH_PCT", 25), reached("BHYT_PCT", 72.2), done_measure()]
    body = {"findings": findings, "reason": "Bổ sung thẻ học sinh"}
    backdated = running.put(path, officer(LAM_DONG), body, Effective_At="2015-12-28")
    assert refused(backdated) == (409, "frozen-period")
    assert backdated.json()["fields"] == ["Effective-At"]
    look = {"looks": [{"indicator": "BHYT_PCT", "confirmed": True}]}
    assert refused(running.post(f"{path}/looks", department("BAN-BHYT"), look, Effective_At="2015-12-31")) == (
        409,
        "frozen-period",
    )
    done(running.put(path, officer(LAM_DONG), body, Effective_At="2016-02-01"))
    assert refused(freeze(running, on="2016-02-10")) == (409, "edition-without-reason")
    done(freeze(running, on="2016-02-10", reason="Lâm Đồng bổ sung số liệu"), 201)
    assert refused(freeze(running, on="2016-02-11", reason="Lần nữa")) == (409, "same-review-edition")
    told = [
        (each["edition"], each["not_reached"], each["reason"])
        for each in running.get(movement_path("reviews"))["items"]
    ]
    assert told == [(1, 1, ""), (2, 0, "Lâm Đồng bổ sung số liệu")]
    first = running.get(movement_path("reviews/2015/editions/1"))["items"]
    assert [each["not_reached"] for each in first] == [0, 1]


def test_a_backdated_amendment_does_not_reach_a_frozen_year(running: Running) -> None:
    first_two_years(running)
    done(freeze(running), 201)
    lowered = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 71, *HEALTH[2:])], reason="Hạ")
    path = f"{covenant_of(LAM_DONG)}/plan/amendments"
    answer = running.post(path, officer(LAM_DONG), lowered, Effective_At="2015-12-01")
    assert refused(answer) == (409, "past-year-amended")


def test_a_later_year_is_not_lowered_below_what_was_reached(running: Running) -> None:
    first_two_years(running)
    lowered = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 72, 79, *HEALTH[3:])], reason="Hạ")
    path = f"{covenant_of(NINH_BINH)}/plan/amendments"
    answer = running.post(path, officer(NINH_BINH), lowered, Effective_At="2016-02-01")
    assert refused(answer) == (409, "below-reached")
    assert "80" in answer.json()["detail"]
    held = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 72, 80, 81, 82, 82, 82)], reason="Giữ")
    done(running.post(path, officer(NINH_BINH), held, Effective_At="2016-02-01"))


def test_a_figure_is_told_as_it_was_official_on_each_day(running: Running) -> None:
    first_two_years(running)
    held = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 72, 80, 81, 82, 82, 84)], reason="Nâng")
    address = covenant_of(NINH_BINH)
    done(running.post(f"{address}/plan/amendments", officer(NINH_BINH), held, Effective_At="2016-02-01"))
    appraise(running, address, on="2016-02-10")

    def on(day: str) -> list[tuple[object, ...]]:
        found = lines(running, unit=NINH_BINH, indicator="BHYT_PCT", at=day)
        return [line[2:4] for line in found if line[2] in {2016, 2020}]

    before, after = [(2016, str(HEALTH[2])), (2020, str(HEALTH[-1]))], [(2016, "80"), (2020, "84")]
    assert on("2013-12-09") == []
    assert [on(day) for day in ("2013-12-10", "2016-02-09", "2016-02-10", "2020-01-01")] == [
        before,
        before,
        after,
        after,
    ]


def test_a_table_is_told_in_the_edition_of_the_day(running: Running) -> None:
    first_two_years(running)
    address = covenant_of(NINH_BINH)
    held = table(figures=[figure("BHXH_PCT", *SOCIAL), figure("BHYT_PCT", 70, 72, 80, 81, 82, 82, 84)], reason="Nâng")
    done(running.post(f"{address}/plan/amendments", officer(NINH_BINH), held, Effective_At="2016-02-01"))

    def on(day: str) -> tuple[object, ...]:
        found = running.get(f"{address}/plan", at=day)
        last = found["targets"][1]["years"][-1]["figure"]
        query = (
            "query($c: ID!, $d: Date!) { covenant(id: $c, at: $d) { plan { edition state targets { indicator } } } }"
        )
        graph = running.graph(query, c=str(covenant_id(NINH_BINH, MOVEMENT)), d=day)["covenant"]["plan"]
        assert (graph["edition"], len(graph["targets"])) == (found["edition"], len(found["targets"]))
        return found["edition"], found["state"], found["submitted_on"], last

    assert on("2013-11-29") == (1, "draft", None, str(HEALTH[-1]))
    assert on("2013-11-30")[2:] == on("2016-01-31")[2:] == ("2013-11-30", str(HEALTH[-1]))
    assert on("2016-02-01") == (2, "submitted", "2013-11-30", "84")

    def listed(day: str, **more: str) -> int:
        return len(running.get("/plans", at=day, **more)["items"])

    assert [listed(day) for day in ("2013-11-01", "2013-11-02")] == [0, 2]
    assert (listed("2013-11-29", state="draft"), listed("2013-11-29", state="official")) == (2, 0)


def test_a_unit_is_refused_before_anybody_else_may_record_for_it(running: Running) -> None:
    first_two_years(running)
    path = f"{covenant_of(LAM_DONG)}/years/2016"
    body = {"findings": [reached("BHXH_PCT", 30), reached("BHYT_PCT", 74)]}
    assert refused(running.put(path, officer(NINH_BINH), body)) == (403, "forbidden")
    assert refused(running.post(movement_path("reviews"), officer(NINH_BINH), {"through": 2015})) == (403, "forbidden")
    assert refused(running.get_as(AUDITOR, path)) == (404, "missing")


def test_a_table_tells_why_it_stands_with_the_events_and_articles(running: Running) -> None:
    first_two_years(running)
    address = covenant_of(LAM_DONG)
    found = running.get(f"{address}/plan/why")
    health = found["tree"]["inputs"][1]
    assert (found["tree"]["value"], health["label"]["en"], health["value"]) == ("official", "BHYT_PCT", "agreed")
    appraised = [each for each in running.get(f"{address}/plan/history")["items"] if each["type"].endswith("Appraised")]
    assert health["events"] == [each["event_id"] for each in appraised if each["members"]["indicator"] == "BHYT_PCT"]
    floor, _, second = health["inputs"]
    assert (floor["value"], [each["value"] for each in floor["inputs"]]) == ("đạt · reached", ["80", "80"])
    assert floor["inputs"][1]["source"]["document"] == GOALS[1]["document"]
    assert (second["value"], [each["value"] for each in second["inputs"]]) == ("not_reached", ["72", "71.5"])
    assert second["source"]["article"] == "5.2.1"
    assert running.get(f"{address}/plan/why")["digest"] == found["digest"]
    query = "query($c: ID!) { covenant(id: $c) { plan { why { digest } } } }"
    graph = running.graph(query, c=str(covenant_id(LAM_DONG, MOVEMENT)))
    assert graph["covenant"]["plan"]["why"]["digest"] == found["digest"]
    assert refused(running.get_as(AUDITOR, "/covenants/00000000-0000-0000-0000-000000000000/plan/why")) == (
        404,
        "missing",
    )


def test_a_merged_province_keeps_its_years_and_the_new_one_shows_both(running: Running) -> None:
    """Hà Nam and Nam Định went up in Ninh Bình on 1 July 2025: their years stay theirs, the new ones are its own."""
    launch = {
        "code": "TD-2023-2025",
        "kind": "multi_year",
        "theme": "Bao phủ BHYT",
        "contents": ["BHYT"],
        "period_from": "2023-01-01",
        "period_to": "2024-12-31",
    }
    units_of(running, "BHXH-35", "BHXH-36", "BHXH-37")
    units_of(running, "BAN-BHYT", kind="head_office")
    done(running.post("/movements", STANDING_BODY, launch, Effective_At="2022-10-01"), 201)
    movement = movement_id("TD-2023-2025")
    body = {"figures": [{**figure("X"), "department": "BAN-BHYT"}]}
    body["figures"][0]["years"] = [{"year": 2023, "figure": 90}, {"year": 2024, "figure": 91}]
    for code in ("BHXH-35", "BHXH-36", "BHXH-37"):
        drafted = {"unit": code, "movement": "TD-2023-2025"}
        done(running.post("/covenants", officer(code), drafted, Effective_At="2022-11-01"), 201)
        [covenant] = running.get("/covenants", unit=unit_id(code))["items"]
        path = f"/covenants/{covenant['id']}"
        done(running.put(f"{path}/plan", officer(code), body, Effective_At="2022-11-02"))
        done(running.post(f"{path}/plan/submission", head(code), Effective_At="2022-11-03"))
        findings = {"findings": [reached("X", 90)]}
        done(running.put(f"{path}/years/2023", officer(code), findings, Effective_At="2023-12-20"))
    for code in ("BHXH-35", "BHXH-36"):
        merger = {"into": "BHXH-37"}
        done(running.post(f"/units/{unit_id(code)}/merger", STANDING_BODY, merger, Effective_At="2024-07-01"))
    [gone] = running.get("/covenants", unit=unit_id("BHXH-35"), at="2024-01-01")["items"]
    late = running.put(f"/covenants/{gone['id']}/years/2024", officer("BHXH-35"), findings, Effective_At="2024-12-20")
    assert refused(late) == (409, "unit-not-in-existence")

    def years(**query: object) -> list[tuple[str, int]]:
        items = running.get(f"/movements/{movement}/progress", unit=unit_id("BHXH-37"), outcome="reached", **query)[
            "items"
        ]
        return [(each["unit_code"], each["year"]) for each in items]

    assert years() == [("BHXH-37", 2023)]
    assert years(merged=True) == [("BHXH-35", 2023), ("BHXH-36", 2023), ("BHXH-37", 2023)]


def test_the_final_review_closes_seven_years(running: Running) -> None:
    begin(running, NINH_BINH, LAM_DONG)
    for code in (NINH_BINH, LAM_DONG):
        official(running, code)
        for place, year in enumerate(YEARS):
            own = [done_measure()] if year in {2014, 2015} else []
            record(
                running, code, year, reached("BHXH_PCT", SOCIAL[place]), reached("BHYT_PCT", HEALTH[place] + 1), *own
            )
            confirm(running, code, year, *(ALL if own else ALL[:2]))
    done(freeze(running, 2020, "2020-12-31"), 201)
    [edition] = running.get(movement_path("reviews"))["items"]
    members = ("kind", "units", "planned", "reached", "not_reached", "no_figure", "unreviewed", "unconfirmed")
    assert [edition[name] for name in members] == ["final", 2, 4, 4, 0, 0, 0, 0]
    page = running.get(movement_path("reviews/2020/editions/1"))
    assert [each["finished_in"] for each in page["items"]] == [2020, 2020]
    assert [(each["unit_code"], each["indicator"], each["year"]) for each in page["early"]] == [
        (NINH_BINH, "BHYT_PCT", 2019),
        (LAM_DONG, "BHYT_PCT", 2019),
    ]
    done(running.post(f"/movements/{movement_id(MOVEMENT)}/closing", STANDING_BODY, Effective_At="2021-01-15"))
    assert refused(freeze(running, 2020, "2021-02-01", reason="x")) == (409, "movement-closed")


def test_a_table_without_a_figure_is_never_finished(running: Running) -> None:
    begin(running, NINH_BINH, goals=[])
    appraise(running, submit(running, NINH_BINH, {"measures": [measure()]}))
    done(freeze(running), 201)
    page = running.get(movement_path("reviews/2015/editions/1"))
    assert [(each["planned"], each["unreviewed"], each["finished_in"]) for each in page["items"]] == [(1, 1, None)]


def test_an_edition_counts_the_targets_of_earlier_years_that_nobody_reviewed(running: Running) -> None:
    begin(running, NINH_BINH, LAM_DONG)
    for code in (NINH_BINH, LAM_DONG):
        official(running, code)
        record(running, code, 2015, reached("BHXH_PCT", 25), reached("BHYT_PCT", 81), done_measure())
    record(running, LAM_DONG, 2014, reached("BHXH_PCT", 22), reached("BHYT_PCT", 80), done_measure())
    done(freeze(running), 201)
    [edition] = running.get(movement_path("reviews"))["items"]
    assert (edition["unreviewed"], edition["unreviewed_before"]) == (0, 3)
    page = running.get(movement_path("reviews/2015/editions/1"))
    assert [(each["unit_code"], each["unreviewed_before"]) for each in page["items"]] == [(NINH_BINH, 3), (LAM_DONG, 0)]


def test_a_year_that_was_not_reviewed_is_not_looked_at_and_the_answer_names_the_year(running: Running) -> None:
    begin(running, LAM_DONG)
    address = official(running, LAM_DONG)
    look = {"looks": [{"indicator": "BHXH_PCT", "confirmed": True}]}
    answer = running.post(f"{address}/years/2014/looks", department("BAN-THU"), look)
    assert refused(answer) == (404, "year-not-reviewed")
    assert "2014" in answer.json()["detail"]


def test_an_empty_table_does_not_wipe_the_draft(running: Running) -> None:
    begin(running, LAM_DONG)
    address = draft(running, LAM_DONG)
    bodies: tuple[dict[str, list[object]], ...] = ({}, {"figures": [], "measures": []})
    for body in bodies:
        assert refused(running.put(f"{address}/plan", officer(LAM_DONG), body)) == (409, "no-targets")
    assert len(running.get(f"{address}/plan")["targets"]) == 3
