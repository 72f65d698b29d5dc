"""Results over HTTP: pushed in bulk, all or nothing, once, and corrected by appending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from tests.covenant.running import establish, refused
from tests.scoring.running import (
    AUDITOR,
    CODES,
    HEAD,
    MACHINE,
    MOVEMENT,
    STANDING_BODY,
    UNITS,
    Year,
    begin,
    done,
    draft_table,
    officer,
    open_periods,
    push,
    sheet,
    sheet_id,
    sign_table,
)
from tests.support.statements import MORE, assert_read_together, counted

FIRST, SECOND = CODES[:2]


def opened(year: Year) -> None:
    begin(year)
    sign_table(year)
    open_periods(year, "2024-Q1", "2024-Q2", "2024-H1")


def recorded(year: Year) -> list[tuple[str, str | None]]:
    return [(each["indicator"], each["value"]) for each in year.get("/results", limit=200)["items"]]


def one(indicator: str, value: object, unit: str = FIRST) -> dict[str, object]:
    cells = [{"indicator": indicator, "value": value}]
    return {"unit_id": unit, "movement_id": MOVEMENT, "period": "2024-Q2", "cells": cells}


def test_a_push_of_several_units_is_recorded_in_one_go(year: Year) -> None:
    opened(year)
    answer = done(year.post("/results", MACHINE, push(sheet(FIRST), sheet(SECOND, REVIEW=None))))
    assert answer["details"] == {"sheets": 2, "cells": 20, "recorded": 20, "unchanged": 0}
    found = year.get(f"/results/{sheet_id(SECOND)}")
    review = next(each for each in found["cells"] if each["indicator"] == "REVIEW")
    assert (found["quarter"], found["version"], len(found["cells"])) == ("2024-Q2", 1, 10)
    assert (review["value"], review["not_applicable"], review["evidence"], review["source"], review["actor"]) == (
        None,
        True,
        "SYNTHETIC",
        "seed 1",
        "tst",
    )


def test_the_movement_and_period_of_a_push_are_looked_up_once_not_for_each_sheet(year: Year) -> None:
    opened(year)
    asked: list[list[str]] = []
    for more in (0, MORE):
        sheets = [sheet(FIRST), *(one("REVIEW", 1, unit=f"BHXH-X{number}") for number in range(more))]
        with counted() as statements:
            done(year.post("/results", MACHINE, {**push(*sheets), "dry_run": True}))
        asked.append(statements)
    few, many = asked
    assert_read_together(few, many, MORE)


def test_the_same_push_again_is_answered_as_unchanged_and_leaves_no_event(year: Year) -> None:
    opened(year)
    first = done(year.post("/results", MACHINE, push(sheet(FIRST))))
    again = done(year.post("/results", MACHINE, push(sheet(FIRST))))
    assert again["details"] == {"sheets": 1, "cells": 10, "recorded": 0, "unchanged": 10}
    assert (again["version"], again["position"]) == (first["version"], 0)


def test_a_later_push_of_the_same_quarter_appends_what_is_new(year: Year) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(one("SI", 874))))
    done(year.post("/results", MACHINE, push(one("SI", 874), one("HI", 93.1))))
    assert recorded(year) == [("HI", "93.1"), ("SI", "874")]
    assert year.get(f"/results/{sheet_id(FIRST)}")["version"] == 2


def test_another_value_is_refused_and_needs_a_correction(year: Year) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(one("SI", 874))))
    answer = year.post("/results", MACHINE, push(one("HI", 93.1), one("SI", 880)))
    assert refused(answer) == (422, "results-refused")
    assert answer.json()["fields"] == ["sheets[1].cells[0]"]
    assert recorded(year) == [("SI", "874")]


def test_every_bad_cell_is_named_and_nothing_is_recorded(year: Year) -> None:
    opened(year)
    bad = sheet(SECOND, HI=101, DEBT=-0.5, REVIEW=0.5, NOWHERE=1)
    answer = year.post("/results", MACHINE, push(sheet(FIRST), bad, one("SI", 1, SECOND)))
    assert refused(answer) == (422, "results-refused")
    told = [each["formula"] for each in answer.json()["explanation"]["inputs"]]
    assert told == [
        "sheets[1].cells[1]: OUT_OF_BOUNDS",
        "sheets[1].cells[3]: OUT_OF_BOUNDS",
        "sheets[1].cells[6]: NOT_WHOLE",
        "sheets[1].cells[10]: NO_SUCH_INDICATOR",
        "sheets[2].cells[0]: REPEATED",
    ]
    assert answer.json()["fields"] == [each.split(":")[0] for each in told]
    assert recorded(year) == []


def test_a_dry_run_gives_a_verdict_on_every_cell_and_records_nothing(year: Year) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(one("SI", 874))))
    trial = done(year.post("/results", MACHINE, push(sheet(FIRST, SI=874, HI=101, REVIEW=None), dry_run=True)))
    verdicts = {each["indicator"]: (each["outcome"], each["good"]) for each in trial["verdicts"]}
    assert (trial["good"], trial["cells"]) == (False, 10)
    assert verdicts["SI"] == ("UNCHANGED", True)
    assert verdicts["HI"] == ("OUT_OF_BOUNDS", False)
    assert verdicts["REVIEW"] == ("NEW", True)
    told = next(each for each in trial["verdicts"] if each["indicator"] == "HI")
    assert (told["message"], told["message_en"], told["detail"]) == (
        "Giá trị ngoài giới hạn",
        "The value is out of bounds",
        "101 ∉ [0, 100]",
    )
    assert recorded(year) == [("SI", "874")]


@pytest.mark.parametrize(
    ("value", "status"),
    [('"93.1"', 422), ("NaN", 400), ("Infinity", 400), ("1e400", 400), ("true", 422), ("null", 422)],
)
def test_a_value_is_an_exact_number_or_it_is_refused(year: Year, value: str, status: int) -> None:
    opened(year)
    body = (
        f'{{"system":"TST","sheets":[{{"unit_id":"{FIRST}","movement_id":"{MOVEMENT}","period":"2024-Q2",'
        f'"cells":[{{"indicator":"SI","value":{value}}}]}}]}}'
    )
    headers = {**year.scoring.headers(MACHINE), "Content-Type": "application/json"}
    assert year.scoring.client.post("/results", content=body, headers=headers).status_code == status
    assert recorded(year) == []


def test_digits_are_kept_as_they_were_sent(year: Year) -> None:
    opened(year)
    body = (
        f'{{"system":"TST","sheets":[{{"unit_id":"{FIRST}","movement_id":"{MOVEMENT}","period":"2024-Q2",'
        f'"cells":[{{"indicator":"SI","value":12345678901234.567890}}]}}]}}'
    )
    headers = {**year.scoring.headers(MACHINE), "Content-Type": "application/json"}
    done(year.scoring.client.post("/results", content=body, headers=headers))
    assert recorded(year) == [("SI", "12345678901234.567890")]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit_id": "BHXH-00"}, (404, "scoring-unknown-unit")),
        ({"unit_id": "BHXH-01"}, (409, "unit-outside-tables")),
        ({"movement_id": "TDTX-1999"}, (404, "scoring-unknown-movement")),
        ({"period": "2024-Q3"}, (409, "period-not-open")),
        ({"period": "2024-H1"}, (422, "not-a-quarter")),
        ({"period": "Q2"}, (422, "unknown-period")),
    ],
)
def test_what_results_are_of_must_be_known_and_open(
    year: Year, changes: dict[str, str], refusal: tuple[int, str]
) -> None:
    opened(year)
    establish(year.covenant, "BHXH-01")
    year.follow()
    assert refused(year.post("/results", MACHINE, push({**one("SI", 1), **changes}))) == refusal
    assert recorded(year) == []


def test_a_unit_whose_table_is_not_signed_is_outside_the_tables(year: Year) -> None:
    begin(year)
    draft_table(year)
    open_periods(year, "2024-Q2")
    answer = year.post("/results", MACHINE, push(one("SI", 1)))
    assert refused(answer) == (409, "unit-outside-tables")
    assert answer.json()["detail"] == (
        f"Không khối, cụm thi đua nào của đơn vị {FIRST} có bảng điểm đã ký cho phong trào này."
    )


def test_a_signed_table_is_read_from_the_log_once_and_one_signed_later_is_found(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(year)
    open_periods(year, "2024-Q2")
    store, read = year.scoring.service.store, []
    find_many = store.find_many

    def watched(kind: type[Any], ids: list[UUID], connection: sa.Connection) -> Any:
        read.append((kind.__name__, len(ids)))
        return find_many(kind, ids, connection)

    monkeypatch.setattr(store, "find_many", watched)
    refused(year.post("/results", MACHINE, push(one("SI", 1))))
    sign_table(year)
    done(year.post("/results", MACHINE, push(one("SI", 1))))
    done(year.post("/results", MACHINE, push(one("HI", 2))))
    found = ((0, 0), (1, 1), (0, 1))
    assert read == [each for table, sheet in found for each in (("ScoreTable", table), ("ResultSheet", sheet))]


def test_unknown_units_among_other_faults_are_named_cell_by_cell(year: Year) -> None:
    opened(year)
    answer = year.post("/results", MACHINE, push(one("SI", 1, "BHXH-00"), one("SI", -1)))
    assert [each["formula"] for each in answer.json()["explanation"]["inputs"]] == [
        "sheets[0].unit_id: UNKNOWN_UNIT",
        "sheets[1].cells[0]: OUT_OF_BOUNDS",
    ]


def test_every_period_that_takes_no_results_is_named_with_the_other_faults(year: Year) -> None:
    opened(year)
    closed, half = {**one("SI", 1), "period": "2024-Q3"}, {**one("SI", 1), "period": "2024-H1"}
    answer = year.post("/results", MACHINE, push(one("SI", 1), closed, half, {**one("SI", 1), "movement_id": "XX"}))
    assert refused(answer) == (422, "results-refused")
    assert answer.json()["fields"] == ["sheets[1].period", "sheets[2].period", "sheets[3].movement_id"]
    assert answer.json()["detail"] == (
        "3 trong 4 ô không ghi được; không ô nào được ghi. sheets[1].period: Kỳ này không nhận kết quả. "
        "Kỳ 2024-Q3 của phong trào này chưa mở hoặc đã đóng. (SI)"
    )
    assert [each["label"]["vi"] for each in answer.json()["explanation"]["inputs"]] == [
        "Kỳ này không nhận kết quả. Kỳ 2024-Q3 của phong trào này chưa mở hoặc đã đóng.",
        "Kỳ này không nhận kết quả. Kỳ 2024-H1 không phải là một quý.",
        "Không có phong trào này. Không có phong trào thi đua nào mang mã XX.",
    ]
    assert recorded(year) == []


def test_a_closed_quarter_takes_no_push_but_a_correction(year: Year) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(one("SI", 874))))
    [quarter] = [each for each in year.get("/periods")["items"] if each["period"] == "2024-Q2"]
    done(year.post(f"/periods/{quarter['id']}/closure", STANDING_BODY))
    assert refused(year.post("/results", MACHINE, push(one("HI", 93)))) == (409, "period-not-open")
    correction = {"reason": "Số quyết toán", "cells": [{"indicator": "SI", "value": 880}]}
    done(year.post(f"/results/{sheet_id(FIRST)}/corrections", MACHINE, correction, Effective_At="2024-07-25"))
    [cell] = year.get("/results", corrected=True)["items"]
    assert cell["unit_code"] == FIRST
    assert (cell["value"], cell["correction"], cell["evidence"]) == ("880", "Số quyết toán", "DECLARED")


@pytest.mark.parametrize(
    ("correction", "refusal"),
    [
        ({"reason": " ", "cells": [{"indicator": "SI", "value": 880}]}, (422, "reason-missing")),
        ({"reason": "x", "cells": [{"indicator": "SI", "value": 874}]}, (409, "nothing-to-correct")),
        ({"reason": "x", "cells": [{"indicator": "HI", "value": 93}]}, (409, "nothing-to-correct")),
        ({"reason": "x", "cells": [{"indicator": "NOWHERE", "value": 93}]}, (422, "results-refused")),
        ({"reason": "x", "cells": [{"indicator": "SI", "value": -1}]}, (422, "results-refused")),
    ],
)
def test_a_correction_is_of_a_recorded_result_and_says_why(
    year: Year, correction: dict[str, Any], refusal: tuple[int, str]
) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(one("SI", 874))))
    assert refused(year.post(f"/results/{sheet_id(FIRST)}/corrections", MACHINE, correction)) == refusal
    assert recorded(year) == [("SI", "874")]


@pytest.mark.parametrize("who", [HEAD, AUDITOR, officer(FIRST)])
def test_only_machines_and_the_standing_body_record(year: Year, who: Any) -> None:
    opened(year)
    body = push(one("SI", 1))
    assert refused(year.post("/results", who, body)) == (403, "forbidden")
    assert refused(year.post("/results", who, {**body, "dry_run": True})) == (403, "forbidden")
    done(year.post("/results", STANDING_BODY, body))
    correction = {"reason": "x", "cells": [{"indicator": "SI", "value": 880}]}
    assert refused(year.post(f"/results/{sheet_id(FIRST)}/corrections", who, correction)) == (403, "forbidden")


def test_a_repeat_with_the_same_key_returns_the_first_answer(year: Year) -> None:
    opened(year)
    first = done(year.post("/results", MACHINE, push(one("SI", 1)), Idempotency_Key="k1"))
    again = year.post("/results", MACHINE, push(one("SI", 1)), Idempotency_Key="k1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")
    other = year.post("/results", MACHINE, push(one("SI", 2)), Idempotency_Key="k1")
    assert refused(other) == (422, "idempotency-key-reused")


def test_results_are_found_by_what_they_are_of(year: Year) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(sheet(FIRST), sheet(SECOND), one("SI", 5) | {"period": "2024-Q1"})))
    queries: dict[str, dict[str, object]] = {
        "unit": {"unit_id": FIRST},
        "id": {"unit_id": str(UNITS[SECOND])},
        "quarter": {"period": "2024-Q1", "movement_id": MOVEMENT},
        "indicator": {"indicator": "SI"},
        "synthetic": {"evidence": "SYNTHETIC"},
        "declared": {"evidence": "DECLARED"},
        "corrected": {"corrected": True},
        "as sent": {"corrected": False},
    }
    found = {name: len(year.get("/results", limit=200, **query)["items"]) for name, query in queries.items()}
    assert found == {
        "unit": 11,
        "id": 10,
        "quarter": 1,
        "indicator": 3,
        "synthetic": 20,
        "declared": 1,
        "corrected": 0,
        "as sent": 21,
    }


def test_pages_of_results_follow_one_another(year: Year) -> None:
    opened(year)
    done(year.post("/results", MACHINE, push(sheet(FIRST), sheet(SECOND))))
    seen, after = [], None
    while True:
        page = year.get("/results", limit=7, after=after)
        seen += [(each["sheet_id"], each["indicator"]) for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert (len(seen), len(set(seen))) == (20, 20)
