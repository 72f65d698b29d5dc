"""Boards over HTTP: frozen edition by edition, read as they stood, explained and recomputed from the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.covenant.running import establish, refused
from tests.scoring.running import (
    AUDITOR,
    CLUSTER,
    CODES,
    HEAD,
    MACHINE,
    MOVEMENT,
    STANDING_BODY,
    TABLE_ID,
    UNITS,
    Year,
    begin,
    board_id,
    card_id,
    done,
    freeze,
    officer,
    open_periods,
    ready,
    review,
    sheet_id,
    sign_table,
)

FIRST, SECOND, THIRD, FOURTH = CODES
NAMES = {str(unit): code for code, unit in UNITS.items()}
BOARD = f"/boards/{board_id()}"


def lines(edition: dict[str, Any]) -> list[tuple[str, int | None, str | None, str]]:
    return [(NAMES[row["unit_id"]], row["rank"], row["score"], row["state"]) for row in edition["rows"]]


def correct_first(year: Year) -> None:
    """The first unit turns out to be ahead of the second."""
    correction = {"reason": "Số quyết toán", "cells": [{"indicator": "SI", "value": 990}]}
    done(year.post(f"/results/{sheet_id(FIRST)}/corrections", MACHINE, correction, Effective_At="2024-07-25"))


def test_a_board_is_computed_finalised_and_frozen_in_one_command(year: Year) -> None:
    ready(year, signed=(FIRST, SECOND, THIRD))
    answer = freeze(year)
    found = year.get(BOARD)
    assert lines(found)[:2] == [(SECOND, 1, "918.10", "RANKED"), (FIRST, 2, "895.30", "RANKED")]
    assert sorted(lines(found)[2:]) == [
        (THIRD, None, "895.30", "BARRED"),
        (FOURTH, None, "93.80", "NO_COVENANT"),
    ]
    assert (answer["details"], answer["id"]) == ({"edition": 1, "digest": found["digest"]}, str(board_id()))
    assert (found["no"], found["frozen_on"], found["period_kind"], found["actor"]) == (
        1,
        "2024-07-10",
        "HALF_YEAR",
        HEAD.id,
    )
    assert [row["unit_code"] for row in found["rows"]][:2] == [SECOND, FIRST]
    lists = [year.get(path)["items"][0] for path in ("/boards", f"{BOARD}/editions", "/score-tables", "/scorecards")]
    assert {(each["cluster_code"], each["movement_code"]) for each in [found, *lists]} == {(CLUSTER, MOVEMENT)}
    reasons = {row["state"]: (row["reason"], row["barred_by"]) for row in found["rows"]}
    assert reasons["BARRED"] == ("Không xếp hạng: vướng điều kiện loại", ["INQUIRY"])
    assert reasons["NO_COVENANT"] == ("Không xếp hạng: chưa ký giao ước thi đua", [])


def test_a_board_needs_final_cards_unless_it_may_close_them(year: Year) -> None:
    ready(year)
    answer = year.post("/boards/editions", HEAD, review(close_cards=False))
    assert refused(answer) == (409, "scorecard-not-final")
    waiting = answer.json()["detail_en"].removeprefix("The scorecard is not final for: ").removesuffix(".").split(", ")
    assert sorted(waiting) == sorted(CODES)
    assert year.get("/scorecards")["items"] == []
    done(year.post("/scorecards/finalisations", HEAD, review()))
    done(year.post("/boards/editions", HEAD, review(close_cards=False)), 201)


def test_a_correction_is_a_new_edition_with_its_reason(year: Year) -> None:
    ready(year)
    freeze(year)
    assert refused(year.post("/boards/editions", HEAD, review(reason="Lần nữa"))) == (409, "edition-unchanged")
    correct_first(year)
    assert refused(year.post("/boards/editions", HEAD, review(reason="Lần nữa"))) == (409, "edition-unchanged")
    again = review(reopen_cards=True, reason="Đính chính số liệu")
    assert refused(year.post("/boards/editions", HEAD, again)) == (403, "forbidden")
    assert refused(year.post("/boards/editions", STANDING_BODY, {**again, "reason": ""})) == (422, "reason-missing")
    unseen = {**again, "reason": "Đính chính\u200b số liệu"}  # rule: nothing_unseen_is_in_a_reason
    assert refused(year.post("/boards/editions", STANDING_BODY, unseen)) == (422, "scoring-unseen-character")
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Đính chính số liệu")
    first, second = year.get(f"{BOARD}/editions")["items"]
    assert [lines(each)[0] for each in (first, second)] == [
        (SECOND, 1, "918.10", "RANKED"),
        (FIRST, 1, "930.10", "RANKED"),
    ]
    assert (second["reason"], first["digest"] == second["digest"]) == ("Đính chính số liệu", False)
    assert [row["finalisation"] for row in second["rows"]] == [2, 1, 1, 1]
    assert year.get(f"{BOARD}/editions/1") == first


def test_a_reopened_card_gets_its_new_marks_into_the_next_edition(year: Year) -> None:
    ready(year)
    freeze(year)
    path = f"/scorecards/{card_id(SECOND)}"
    done(year.post(f"{path}/reopening", STANDING_BODY, {"reason": "Khiếu nại"}, Effective_At="2024-07-20"))
    marks = {"marks": [{"criterion": "REVIEW", "points": 0, "reason": "Không tổ chức"}]}
    done(year.post(f"{path}/cross-checks", HEAD, marks, Effective_At="2024-07-22"))
    freeze(year, on="2024-08-01", reason="Khiếu nại được xem xét")
    assert lines(year.get(BOARD))[1] == (SECOND, 2, "888.10", "RANKED")


def test_the_board_is_read_as_it_stood_on_a_day_and_as_it_was_known(year: Year) -> None:
    ready(year)
    year.clock.now = datetime(2024, 7, 10, 9, tzinfo=UTC)
    freeze(year, on="2024-07-10")
    year.clock.now = datetime(2024, 9, 1, 9, tzinfo=UTC)
    correct_first(year)
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Đính chính số liệu")
    stood = {
        name: [each["no"] for each in year.get("/boards", cluster_id=CLUSTER, movement_id=MOVEMENT, **query)["items"]]
        for name, query in {
            "today": {},
            "before": {"as_of": "2024-07-09"},
            "July": {"as_of": "2024-07-31"},
            "August": {"as_of": "2024-08-01"},
            "August, as known in August": {"as_of": "2024-08-01", "known_on": "2024-08-15T00:00:00+07:00"},
            "known in September": {"known_on": "2024-09-01T09:00:00Z"},
        }.items()
    }
    assert stood == {
        "today": [2],
        "before": [],
        "July": [1],
        "August": [2],
        "August, as known in August": [1],
        "known in September": [2],
    }
    no_zone = year.scoring.get_as(AUDITOR, "/boards", known_on="2024-09-01T09:00:00")
    assert (no_zone.status_code, no_zone.json()["errors"][0]["message"]) == (422, "phải có ngày, giờ, múi giờ")
    beyond = year.scoring.get_as(AUDITOR, "/boards", known_on="9999-12-31T23:59:59-14:00")
    assert (beyond.status_code, beyond.json()["code"]) == (422, "scoring-instant-unknown")
    with pytest.raises(AssertionError, match="scoring-instant-unknown"):
        year.scoring.graph('{ boards(knownOn: "2024-09-01T09:00:00") { nodes { no } } }')


def test_boards_are_found_by_cluster_period_kind_and_unit(year: Year) -> None:
    ready(year)
    open_periods(year, "2024")
    freeze(year)
    freeze(year, "2024-Q2")
    freeze(year, "2024", on="2024-12-31")
    establish(year.covenant, "BHXH-70")
    year.follow()
    found = {
        name: [each["period"] for each in year.get("/boards", **query)["items"]]
        for name, query in {
            "all in time": {},
            "quarters": {"period_kind": "QUARTER"},
            "one period": {"period": "2024-H1"},
            "with a unit": {"unit_id": FIRST},
            "of a unit of elsewhere": {"unit_id": "BHXH-70"},
        }.items()
    }
    every = ["2024-H1", "2024-Q2", "2024"]
    assert found == {
        "all in time": every,
        "quarters": ["2024-Q2"],
        "one period": ["2024-H1"],
        "with a unit": every,
        "of a unit of elsewhere": [],
    }
    assert refused(year.scoring.get_as(AUDITOR, "/boards", unit_id="BHXH-99")) == (404, "scoring-unknown-unit")
    assert refused(year.scoring.get_as(AUDITOR, "/boards", cluster_id="IX")) == (404, "scoring-unknown-cluster")
    first = year.get("/boards", limit=2)
    second = year.get("/boards", limit=2, after=first["next"])
    assert [each["period"] for each in first["items"] + second["items"]] == every


def test_a_rank_answers_why_from_the_frozen_record(year: Year) -> None:
    ready(year)
    freeze(year)
    path = f"{BOARD}/editions/1/rows/{UNITS[FIRST]}"
    why, points = year.get(f"{path}/why"), year.get(f"{path}/points/SI/why")
    assert (why["tree"]["value"], why["tree"]["rule_version"].split("@")[0]) == ("2", "law-2022")
    assert points["tree"]["value"] == "262.20"
    correct_first(year)
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Đính chính số liệu")
    assert (year.get(f"{path}/why"), year.get(f"{path}/points/SI/why")) == (why, points)
    newer = year.get(f"{BOARD}/editions/2/rows/{UNITS[FIRST]}/points/SI/why")
    assert newer["tree"]["value"] == "297.00"


def test_a_point_leads_to_the_events_of_result_covenant_and_table(year: Year) -> None:
    ready(year)
    freeze(year)
    tree = year.get(f"{BOARD}/editions/1/rows/{UNITS[FIRST]}/points/SI/why")["tree"]
    maximum, actual, target = tree["inputs"]
    cells = year.get("/results", unit_id=FIRST, indicator="SI")["items"]
    signed = year.covenant.service.store.log()
    signing = [each.id for each in signed if type(each.event).__qualname__ == "Covenant.Signed"]
    table = year.scoring.service.store.history(TABLE_ID)[-1]
    assert actual["events"] == [cells[0]["event_id"]]
    assert UUID(target["events"][0]) in signing
    assert maximum["events"] == [str(table.id)]


@pytest.mark.parametrize(
    "path",
    [
        f"{BOARD}/editions/2",
        f"{BOARD}/editions/9/rows/{UNITS[FIRST]}/why",
        f"{BOARD}/editions/0/rows/{UNITS[FIRST]}/why",
        f"{BOARD}/editions/1/rows/{board_id()}/why",
        f"{BOARD}/editions/1/rows/{UNITS[FIRST]}/points/NOWHERE/why",
        f"/boards/{card_id(FIRST)}/editions",
    ],
)
def test_what_was_never_frozen_is_not_found(year: Year, path: str) -> None:
    ready(year)
    freeze(year)
    assert refused(year.scoring.get_as(AUDITOR, path)) == (404, "missing")


def test_every_edition_is_recomputed_from_the_log_alone(year: Year) -> None:
    ready(year)
    freeze(year)
    correct_first(year)
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Đính chính số liệu")
    boards = year.scoring.service.application.boards
    for no in (1, 2):
        again = boards.recompute_edition(board_id(), no)
        assert again.same
        assert again.digest == year.get(f"{BOARD}/editions/{no}")["digest"]


def test_only_the_head_and_the_standing_body_freeze(year: Year) -> None:
    ready(year)
    for who in (officer(FIRST), AUDITOR, MACHINE):
        assert refused(year.post("/boards/editions", who, review())) == (403, "forbidden")
    done(year.post("/boards/editions", STANDING_BODY, review()), 201)


def test_nothing_is_kept_of_an_edition_that_is_refused(year: Year) -> None:
    begin(year)
    sign_table(year)
    assert refused(year.post("/boards/editions", HEAD, review())) == (409, "period-not-open")
    open_periods(year, "2024-H1")
    freeze(year)
    states = {row["state"] for row in year.get(BOARD)["rows"]}
    assert states == {"UNSCORED"}
    before = year.scoring.service.store.recorder.max_notification_id()
    assert refused(year.post("/boards/editions", HEAD, review())) == (409, "edition-unchanged")
    assert year.scoring.service.store.recorder.max_notification_id() == before


def test_a_repeat_with_the_same_key_makes_no_second_edition(year: Year) -> None:
    ready(year)
    first = done(year.post("/boards/editions", HEAD, review(), Idempotency_Key="k"), 201)
    again = year.post("/boards/editions", HEAD, review(), Idempotency_Key="k")
    assert (again.status_code, again.json()) == (201, first)
    assert len(year.get(f"{BOARD}/editions")["items"]) == 1


def test_nothing_is_corrected_behind_a_frozen_board(year: Year) -> None:
    ready(year)
    freeze(year, on="2024-07-10")
    correction = {"reason": "Số quyết toán", "cells": [{"indicator": "SI", "value": 990}]}
    path = f"/results/{sheet_id(FIRST)}/corrections"
    answer = year.post(path, MACHINE, correction, Effective_At="2024-07-09")
    assert refused(answer) == (409, "behind-a-frozen-board")
    done(year.post(path, MACHINE, correction, Effective_At="2024-07-10"))


def test_a_board_is_neither_frozen_before_its_period_ends_nor_scored_before_it_begins(year: Year) -> None:
    ready(year)
    early = year.post("/boards/editions", HEAD, review("2024-Q1"), Effective_At="2024-03-30")
    assert refused(early) == (409, "period-not-over")
    unknown = year.post("/boards/editions", HEAD, review(), Effective_At="2024-07-04")  # the results are of 5 July
    assert refused(unknown) == (422, "before-its-grounds")
    before = year.post("/scorecards/computations", STANDING_BODY, review(), Effective_At="2023-12-31")
    assert refused(before) == (409, "period-not-begun-yet")
