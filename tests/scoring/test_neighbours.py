"""What scoring makes of what the covenant service tells: clusters that end, units that take another name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.covenant.running import refused
from tests.scoring.examples import SCHEME
from tests.scoring.running import (
    CLUSTER,
    CLUSTER_ID,
    CODES,
    HEAD,
    MACHINE,
    MOVEMENT,
    MOVEMENT_ID,
    STANDING_BODY,
    TABLE_ID,
    UNITS,
    Year,
    begin,
    board_id,
    card_id,
    done,
    draft_table,
    freeze,
    open_periods,
    plain,
    push,
    ready,
    review,
    sheet,
)

FIRST, SECOND, THIRD, FOURTH = CODES
DISBANDED = (409, "scoring-cluster-disbanded")


def disband(year: Year, on: str = "2024-07-01") -> None:
    done(year.covenant.post(f"/clusters/{CLUSTER_ID}/disbanding", STANDING_BODY, Effective_At=on))
    year.follow()


def rename(year: Year, unit: str, name: str, on: str) -> None:
    done(year.covenant.put(f"/units/{UNITS[unit]}/name", STANDING_BODY, {"name": name}, Effective_At=on))
    year.follow()


def rows(year: Year) -> list[dict[str, Any]]:
    """The lines of the half-year board, through the subgraph."""
    query = """
    query($cluster: ID!, $movement: ID!) {
      boards(cluster: $cluster, movement: $movement) { nodes { rows { unitCode unitName } } } }"""
    [board] = year.scoring.graph(query, cluster=str(CLUSTER_ID), movement=str(MOVEMENT_ID))["boards"]["nodes"]
    found: list[dict[str, Any]] = board["rows"]
    return found


def test_a_disbanded_cluster_gets_no_new_table_and_its_draft_is_not_signed(
    year: Year,
) -> None:  # rule: cluster_exists_on
    begin(year)
    body = {"cluster_id": CLUSTER, "movement_id": MOVEMENT, "scheme": plain(SCHEME)}
    draft_table(year)
    disband(year)
    signature = f"/score-tables/{TABLE_ID}/signature"
    assert refused(year.post("/score-tables", HEAD, body, Effective_At="2024-07-01")) == DISBANDED
    answer = year.post(signature, HEAD, Effective_At="2024-07-01")
    assert refused(answer) == DISBANDED
    assert answer.json()["detail_en"].startswith(
        f"The block or cluster {CLUSTER} is disbanded since 2024-07-01 and no longer there on 2024-07-01;"
    )
    done(year.post(signature, HEAD, Effective_At="2024-06-30"))


def test_a_disbanded_cluster_is_still_reviewed_for_the_periods_it_saw_the_end_of(year: Year) -> None:
    ready(year)
    open_periods(year, "2024-Q3")
    disband(year)
    freeze(year, on="2024-07-10")
    assert [row["unit_code"] for row in year.get(f"/boards/{board_id()}")["rows"]][:2] == [SECOND, FIRST]
    assert refused(year.post("/boards/editions", HEAD, review("2024-Q3"))) == DISBANDED
    assert refused(year.post("/scorecards/computations", HEAD, review("2024-Q3"))) == DISBANDED


def test_what_a_disbanded_cluster_has_stays(year: Year) -> None:
    ready(year)
    freeze(year)
    before = year.get(f"/boards/{board_id()}"), year.get(f"/score-tables/{TABLE_ID}")
    disband(year, on="2024-06-30")
    assert (year.get(f"/boards/{board_id()}"), year.get(f"/score-tables/{TABLE_ID}")) == before
    done(year.post(f"/scorecards/{card_id(FIRST)}/reopening", STANDING_BODY, {"reason": "Xem lại"}))
    assert refused(year.post("/boards/editions", HEAD, review(reason="Đính chính"))) == DISBANDED


def test_results_of_a_unit_are_judged_by_the_tables_of_clusters_that_exist(year: Year) -> None:
    ready(year)
    open_periods(year, "2024-Q3")
    disband(year)
    answer = year.post("/results", MACHINE, push(sheet(FIRST, "2024-Q3"), batch="b3"))
    assert refused(answer) == (409, "unit-outside-tables")
    done(year.post("/results", MACHINE, push(sheet(FIRST), batch="b4")))


@pytest.mark.parametrize("step", ["merger", "dissolution"])
def test_a_unit_that_ended_is_on_no_board_and_has_no_table_from_that_day_on(year: Year, step: str) -> None:
    ready(year)
    open_periods(year, "2024-Q3")
    body = {"into": FIRST} if step == "merger" else None
    done(year.covenant.post(f"/units/{UNITS[FOURTH]}/{step}", STANDING_BODY, body, Effective_At="2024-06-30"))
    year.follow()
    freeze(year, on="2024-07-10")
    assert sorted(each["unit_code"] for each in year.get(f"/boards/{board_id()}")["rows"]) == [FIRST, SECOND, THIRD]
    done(year.post("/results", MACHINE, push(sheet(FIRST, "2024-Q3"), batch="b4")))


LAST_DAYS = {
    "merger": (
        "scoring-unit-was-merged",
        (
            f"Đơn vị {FOURTH} hoạt động đến hết ngày 2024-06-29, sau đó sáp nhập vào {FIRST}; kỳ 2024-Q3 kết thúc "
            f"ngày 2024-09-30, kết quả và phiếu điểm là của {FIRST}.\n"
            f"Unit {FOURTH} existed up to and including 2024-06-29, then it was merged into {FIRST}; 2024-Q3 ends "
            f"on 2024-09-30, its results and scorecards are those of {FIRST}."
        ),
    ),
    "dissolution": (
        "scoring-unit-was-dissolved",
        (
            f"Đơn vị {FOURTH} hoạt động đến hết ngày 2024-06-29 rồi giải thể; kỳ 2024-Q3 kết thúc ngày 2024-09-30, "
            "nên đơn vị này không có kết quả và phiếu điểm.\n"
            f"Unit {FOURTH} existed up to and including 2024-06-29, then it was dissolved; 2024-Q3 ends on "
            "2024-09-30, so it has no results and scorecards of it."
        ),
    ),
}


@pytest.mark.parametrize("step", LAST_DAYS)
def test_results_and_cards_of_a_unit_after_its_end_are_refused_with_its_last_day_and_its_successor(
    year: Year, step: str
) -> None:  # rule: the_unit_is_there_when_the_period_ends
    ready(year)
    open_periods(year, "2024-Q3")
    body = {"into": FIRST} if step == "merger" else None
    done(year.covenant.post(f"/units/{UNITS[FOURTH]}/{step}", STANDING_BODY, body, Effective_At="2024-06-30"))
    year.follow()
    results = push(sheet(FOURTH, "2024-Q3"), batch="b3")
    card = {**review("2024-Q3"), "unit_id": FOURTH}
    code, told = LAST_DAYS[step]
    for answer in (year.post("/results", MACHINE, results), year.post("/scorecards", STANDING_BODY, card)):
        assert refused(answer) == (409, code)
        assert f"{answer.json()['detail']}\n{answer.json()['detail_en']}" == told
    tried = done(year.post("/results", MACHINE, {**results, "dry_run": True}))["verdicts"]
    assert {(each["field"], each["outcome"]) for each in tried} == {("sheets[0].unit_id", "UNIT_ENDED")}
    assert (tried[0]["message"], tried[0]["message_en"]) == tuple(
        f"{first} {then}"
        for first, then in zip(
            ("Đơn vị không còn trong kỳ này.", "The unit is no longer there in this period."),
            told.split("\n"),
            strict=True,
        )
    )


def test_a_unit_is_a_member_until_the_day_before_it_ended(year: Year) -> None:
    ready(year)
    done(year.covenant.post(f"/units/{UNITS[FOURTH]}/dissolution", STANDING_BODY, Effective_At="2024-07-01"))
    year.follow()
    freeze(year, on="2024-07-10")
    assert FOURTH in [each["unit_code"] for each in year.get(f"/boards/{board_id()}")["rows"]]


@pytest.mark.parametrize(
    ("renamed_on", "name"), [("2024-07-11", "BHXH BHXH-64"), ("2024-07-10", "BHXH tỉnh mới")], ids=["after", "by then"]
)
def test_a_board_names_its_units_as_they_were_called_on_the_day_of_freezing(
    year: Year, renamed_on: str, name: str
) -> None:
    ready(year)
    freeze(year, on="2024-07-10")
    rename(year, SECOND, "BHXH tỉnh mới", renamed_on)
    rest = year.get(f"/boards/{board_id()}")["rows"][0]
    assert (rest["unit_code"], rest["unit_name"]) == (SECOND, name)
    assert rows(year)[0] == {"unitCode": SECOND, "unitName": name}
    query = "query($of: [_Any!]!) { _entities(representations: $of) { ... on Unit { ranks { unitName } } } }"
    [unit] = year.scoring.graph(query, of=[{"__typename": "Unit", "id": str(UNITS[SECOND])}])["_entities"]
    assert unit == {"ranks": [{"unitName": name}]}


def test_of_two_names_from_one_day_the_later_told_holds(year: Year) -> None:
    ready(year)
    freeze(year)
    for name in ("Tên nhầm", "Tên đúng"):
        rename(year, SECOND, name, "2024-07-01")
    rename(year, SECOND, "Tên của trước đó, ghi sau", "2024-05-01")
    assert rows(year)[0] == {"unitCode": SECOND, "unitName": "Tên đúng"}
