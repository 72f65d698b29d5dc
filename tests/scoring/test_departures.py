"""Who was a member of a block or cluster in a period and has no line on its board: told beside the board, with why."""

from __future__ import annotations

from typing import Any

from tests.covenant.running import STANDING_BODY
from tests.scoring.running import (
    CLUSTER_ID,
    CODES,
    UNITS,
    Year,
    board_id,
    done,
    freeze,
    ready,
)

FIRST, SECOND, THIRD, FOURTH = CODES
BOARD = f"/boards/{board_id()}"


def merged(year: Year, unit: str, into: str, on: str) -> None:
    done(year.covenant.post(f"/units/{UNITS[unit]}/merger", STANDING_BODY, {"into": into}, Effective_At=on))


def listed(year: Year, on: str, *members: str, document: str = "TB 40/TB-BHXH") -> None:
    body = {"document": document, "effective_from": on, "members": list(members)}
    path = f"/clusters/{CLUSTER_ID}/membership-lists"
    done(year.covenant.post(path, STANDING_BODY, body, Effective_At=on))


def departed(year: Year, path: str = BOARD) -> list[tuple[Any, ...]]:
    return [(each["unit_code"], each["left_on"], each["how"], each["into_code"]) for each in year.get(path)["departed"]]


def test_who_left_during_the_period_is_told_beside_the_board_by_the_day(year: Year) -> None:
    ready(year)
    merged(year, FOURTH, SECOND, on="2024-06-30")
    done(year.covenant.post(f"/units/{UNITS[THIRD]}/dissolution", STANDING_BODY, Effective_At="2024-05-01"))
    year.follow()
    frozen = freeze(year)
    found = year.get(BOARD)
    assert {row["unit_code"] for row in found["rows"]} == {FIRST, SECOND}
    left = [(THIRD, "2024-05-01", "DISSOLVED", None), (FOURTH, "2024-06-30", "MERGED", SECOND)]
    assert departed(year) == left
    assert departed(year, f"{BOARD}/editions/1") == left
    assert [(each["reason"], each["reason_en"]) for each in found["departed"]] == [
        ("đã giải thể", "dissolved"),
        ("đã sáp nhập", "merged"),
    ]
    for path in ("/boards", f"{BOARD}/editions"):
        assert [each["departed"] for each in year.get(path)["items"]] == [found["departed"]]
    assert found["digest"] == frozen["details"]["digest"]
    question = """query($id: ID!) { boardEdition(id: $id) {
      departed { unitCode leftOn how reason { vi en } intoCode unit { id } } } }"""
    told = year.scoring.graph(question, id=f"{board_id()}/1")["boardEdition"]["departed"]
    assert told[1] == {
        "unitCode": FOURTH,
        "leftOn": "2024-06-30",
        "how": "MERGED",
        "reason": {"vi": "đã sáp nhập", "en": "merged"},
        "intoCode": SECOND,
        "unit": {"id": str(UNITS[FOURTH])},
    }


def test_who_left_before_the_period_or_after_it_is_not_told(year: Year) -> None:
    ready(year)
    merged(year, THIRD, FIRST, on="2024-01-01")
    merged(year, FOURTH, FIRST, on="2024-07-01")
    year.follow()
    freeze(year)
    assert departed(year) == []
    assert {row["unit_code"] for row in year.get(BOARD)["rows"]} == {FIRST, SECOND, FOURTH}


def test_who_is_in_no_newer_list_left_with_it_unless_listed_again(year: Year) -> None:
    ready(year)
    listed(year, "2024-02-01", FIRST, SECOND, FOURTH)
    listed(year, "2024-03-01", FIRST, SECOND)
    listed(year, "2024-03-01", FIRST, SECOND, document="TB 41/TB-BHXH")
    listed(year, "2024-04-01", FIRST, SECOND, THIRD)
    listed(year, "2024-07-01", FIRST, SECOND)
    year.follow()
    freeze(year)
    assert departed(year) == [(FOURTH, "2024-03-01", "LISTED_NO_MORE", None)]
