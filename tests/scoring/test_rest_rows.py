"""Results as tables over HTTP: a CSV, all of it or nothing; a stream of rows, each with its verdict."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import pytest
from httpx import Response

from kernel.rows import MAX_LINE_BYTES
from services.scoring.api import results_rows, results_stream, results_window
from services.scoring.application import row_windows
from tests.covenant.running import establish, refused
from tests.scoring.running import (
    AUDITOR,
    CODES,
    MACHINE,
    MOVEMENT,
    STANDING_BODY,
    Year,
    done,
    push,
    sheet_id,
)
from tests.scoring.test_rest_results import one, opened, recorded
from tests.support.postgres import BOTH

FIRST, SECOND = CODES[:2]
HEADER = "unit_id,movement_id,period,indicator,value,not_applicable,evidence,source"
NDJSON = "application/x-ndjson"


def table(year: Year, text: str | bytes, who: Any = MACHINE, /, key: str | None = None, **query: Any) -> Response:
    headers = {**year.scoring.headers(who, Idempotency_Key=key), "Content-Type": "text/csv; charset=utf-8"}
    content = text.encode() if isinstance(text, str) else text
    found: Response = year.scoring.client.post(
        "/results", params={"system": "TST", **query}, content=content, headers=headers
    )
    return found


def row(indicator: str, value: object, unit: str = FIRST, period: str = "2024-Q2", **members: object) -> dict[str, Any]:
    named = {"unit_id": unit, "movement_id": MOVEMENT, "period": period, "indicator": indicator}
    return {**named, **({} if value is None else {"value": value}), **members}


def lines(rows: Sequence[object]) -> bytes:
    return b"".join((each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in rows)


def stream(year: Year, rows: Sequence[object] | bytes, who: Any = MACHINE, key: str | None = None, **query: Any) -> Any:
    content = rows if isinstance(rows, bytes) else lines(rows)
    headers = {**year.scoring.headers(who, Idempotency_Key=key), "Content-Type": NDJSON}
    return year.scoring.client.post(
        "/results/stream", params={"system": "TST", **query}, content=content, headers=headers
    )


def told(answer: Response) -> tuple[list[tuple[int, str]], dict[str, Any]]:
    """Each row's verdict, by its code where it is a refusal, and the last line."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, NDJSON), answer.text
    found = [json.loads(line) for line in answer.text.splitlines()]
    verdicts = [(each["row"], each.get("problem", {}).get("code", each["verdict"])) for each in found if "row" in each]
    last: dict[str, Any] = found[-1]
    return verdicts, last


def summary(**counts: int) -> dict[str, Any]:
    none = dict.fromkeys(("rows", "accepted", "unchanged", "refused", "sheets", "position"), 0)
    return {"summary": {**none, **counts, "dry_run": False, "replayed": False}}


# A table in CSV


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_csv_of_several_units_is_recorded_in_one_go_one_event_each(year: Year, bom: str) -> None:
    opened(year)
    text = "\r\n".join(
        [
            bom + HEADER,
            f"{FIRST},{MOVEMENT},2024-Q2,SI,874.50,,SYNTHETIC,seed 1",
            f"{SECOND},{MOVEMENT},2024-Q2,SI,950,,,",
            f'{FIRST},{MOVEMENT},2024-Q2,REVIEW,,true,REAL,"Báo cáo, quý II"',
        ]
    )
    answer = done(table(year, text, batch="b1"))
    assert answer["details"] == {"sheets": 2, "cells": 3, "recorded": 3, "unchanged": 0}
    assert sorted(recorded(year)) == [("REVIEW", None), ("SI", "874.50"), ("SI", "950")]
    found = year.get(f"/results/{sheet_id(FIRST)}")
    assert (found["version"], [each["source"] for each in found["cells"]]) == (1, ["Báo cáo, quý II", "seed 1"])
    again = done(table(year, text, batch="b1"))
    assert (again["details"]["unchanged"], again["position"]) == (3, 0)


def test_a_period_is_the_same_in_capitals_or_not(year: Year) -> None:
    """`2024-q2` and `2024-Q2` of a unit are one quarter: in a push, and in a stream, whose rows lie together then."""
    opened(year)
    assert done(year.post("/results", MACHINE, push({**one("SI", 1), "period": "2024-q2"})))["details"]["recorded"] == 1
    row = {"unit_id": FIRST, "movement_id": MOVEMENT, "indicator": "HI", "value": 90}
    other = {**row, "period": "2024-Q2", "indicator": "SI", "value": 1}
    found, _last = told(stream(year, [{**row, "period": "2024-q2"}, other]))
    assert found == [(1, "accepted"), (2, "unchanged")]
    assert {each["quarter"] for each in year.get("/results", period="2024-q2")["items"]} == {"2024-Q2"}
    assert year.get("/results", period="2024-q2") == year.get("/results", period="2024-Q2")


def test_a_decimal_comma_is_refused_by_row_and_column_and_nothing_is_recorded(year: Year) -> None:
    opened(year)
    answer = table(year, f'{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,1,,,\n{SECOND},{MOVEMENT},2024-Q2,HI,"93,1",,,\n')
    assert refused(answer) == (422, "decimal-comma")
    assert answer.json()["fields"] == ["rows[3].value"]
    assert "Dòng 3, cột value: “93,1”" in answer.json()["detail"]
    assert recorded(year) == []


def test_bad_cells_of_a_csv_are_named_by_their_rows(year: Year) -> None:
    opened(year)
    text = f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,HI,101,,,\n{SECOND},{MOVEMENT},2024-Q2,HI,93,,,\n"
    answer = table(year, text)
    assert (refused(answer), answer.json()["fields"]) == ((422, "results-refused"), ["rows[2]"])
    trial = done(table(year, text, dry_run=True))
    assert [(each["field"], each["outcome"]) for each in trial["verdicts"]] == [
        ("rows[2]", "OUT_OF_BOUNDS"),
        ("rows[3]", "NEW"),
    ]
    unknown = table(year, f"{HEADER}\nBHXH-00,{MOVEMENT},2024-Q2,SI,1,,,\n")
    assert (refused(unknown), unknown.json()["fields"]) == ((404, "scoring-unknown-unit"), ["rows[2].unit_id"])
    assert unknown.json()["detail"] == "Không có đơn vị nào mang mã BHXH-00."
    assert recorded(year) == []


def test_a_period_that_takes_no_results_is_named_by_its_rows(year: Year) -> None:
    opened(year)
    rows = ["2024-Q3,SI,1,,,", "2024-Q2,SI,1,,,", "2024-Q3,HI,1,,,"]
    text = "\n".join([HEADER, *(f"{FIRST},{MOVEMENT},{each}" for each in rows)])
    answer = table(year, text)
    assert (refused(answer), answer.json()["fields"]) == (
        (409, "period-not-open"),
        ["rows[2].period", "rows[4].period"],
    )
    trial = done(table(year, text, dry_run=True))
    assert sorted((each["field"], each["outcome"]) for each in trial["verdicts"]) == [
        ("rows[2].period", "PERIOD_NOT_TAKEN"),
        ("rows[3]", "NEW"),
        ("rows[4].period", "PERIOD_NOT_TAKEN"),
    ]
    assert recorded(year) == []


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (HEADER + "\n", (422, "broken-csv")),
        (HEADER.replace(",", ";") + "\n", (422, "not-comma-separated")),
        ("unit_id,value\n", (422, "wrong-columns")),
        (f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,,,,\n", (422, "invalid-input")),
        (f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,1,,GUESSED,\n", (422, "invalid-input")),
        (HEADER.encode() + b"\n\xff", (422, "not-utf8")),
    ],
)
def test_a_csv_that_is_none_is_refused(year: Year, text: str | bytes, refusal: tuple[int, str]) -> None:
    assert refused(table(year, text)) == refusal


def test_a_csv_says_who_reports_and_comes_once_per_key(year: Year) -> None:
    opened(year)
    text = f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,1,,,\n"
    assert refused(table(year, text, system="")) == (422, "invalid-input")
    assert refused(table(year, text, AUDITOR)) == (403, "forbidden")
    first = done(table(year, text, key="k1"))
    again = table(year, text, key="k1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")
    assert refused(table(year, text.replace("1,,,", "2,,,"), key="k1")) == (422, "idempotency-key-reused")


def test_a_csv_beyond_what_one_push_may_hold_is_refused(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    text = f"{HEADER}\n" + "".join(f"{FIRST},{MOVEMENT},2024-Q2,{name},1,,,\n" for name in ("SI", "HI", "PAID"))
    monkeypatch.setattr(results_rows, "MOST_TABLE_ROWS", 2)
    answer = table(year, text)
    assert refused(answer) == (422, "push-too-large")
    assert recorded(year) == []


# A stream of rows


@pytest.mark.parametrize("year", BOTH, indirect=True)
def test_a_stream_gives_every_row_its_verdict_and_records_the_good_ones(year: Year) -> None:
    opened(year)
    establish(year.covenant, "BHXH-01")
    year.follow()
    done(year.post("/results", MACHINE, push(one("SI", 950, SECOND))))
    rows = [
        row("SI", 874),
        row("HI", 93.1, evidence="REAL", source="Báo cáo quý"),
        b'{"unit_id": ',
        row("HI", 93.1),
        row("REVIEW", None, not_applicable=True),
        row("HI", 101, SECOND),
        row("REVIEW", 0.5, SECOND),
        row("NOWHERE", 1, SECOND),
        row("SI", 951, SECOND),
        b"",
        row("DEBT", "4", SECOND),
        row("PAID", 215, SECOND),
        row("SI", 1, "BHXH-00"),
        row("SI", 1, "BHXH-01"),
        row("SI", 1, period="2024-Q3"),
        row("SI", 1, period="2024-H1"),
        row("SI", 1, movement_id="TDTX-1999"),
        row("FLAGS", 1),
    ]
    verdicts, last = told(stream(year, rows, batch="b7"))
    assert verdicts == [
        (1, "accepted"),
        (2, "accepted"),
        (3, "not-json"),
        (4, "indicator-repeated"),
        (5, "accepted"),
        (6, "value-out-of-bounds"),
        (7, "value-not-whole"),
        (8, "no-such-indicator"),
        (9, "another-value-recorded"),
        (11, "invalid-input"),
        (12, "accepted"),
        (13, "scoring-unknown-unit"),
        (14, "unit-outside-tables"),
        (15, "period-not-open"),
        (16, "not-a-quarter"),
        (17, "scoring-unknown-movement"),
        (18, "rows-apart"),
    ]
    assert last == summary(rows=17, accepted=4, refused=13, sheets=2, position=last["summary"]["position"])
    found = year.get(f"/results/{sheet_id(FIRST)}")
    assert (found["version"], [each["indicator"] for each in found["cells"]]) == (1, ["HI", "REVIEW", "SI"])
    assert year.get(f"/results/{sheet_id(SECOND)}")["version"] == 2


def test_a_refused_row_tells_why_in_both_languages_with_rule_and_fields(year: Year) -> None:
    opened(year)
    answer = stream(year, [row("HI", 101), row("DEBT", "4")])
    first, second = (json.loads(line)["problem"] for line in answer.text.splitlines()[:2])
    assert (first["detail"], first["detail_en"], first["fields"], first["source"]["document"]) == (
        "Chỉ tiêu HI: 101 ∉ [0, 100].",
        "The indicator HI is out of its bounds: 101 ∉ [0, 100].",
        ["rows[1].value"],
        "Bảng điểm đã ký của khối, cụm thi đua",
    )
    assert second["errors"] == [
        {
            "field": "rows[2].value",
            "message": "phải là số JSON, không phải chuỗi",
            "message_en": "must be a JSON number, not text",
        }
    ]


def test_the_same_stream_again_changes_nothing(year: Year) -> None:
    opened(year)
    rows = [row("SI", 874), row("HI", 93.1), row("SI", 950, SECOND)]
    stream(year, rows)
    verdicts, last = told(stream(year, rows))
    assert (verdicts, last) == ([(1, "unchanged"), (2, "unchanged"), (3, "unchanged")], summary(rows=3, unchanged=3))


@pytest.mark.parametrize("year", BOTH, indirect=True)
def test_a_key_makes_a_stream_one_command(year: Year) -> None:
    opened(year)
    rows = [row("SI", 874), row("SI", 950, SECOND)]
    _, first = told(stream(year, rows, key="k1"))
    _, again = told(stream(year, rows, key="k1"))
    assert again == {"summary": {**first["summary"], "replayed": True}}
    verdicts, other = told(stream(year, [*rows, row("HI", 93)], key="k1"))
    assert verdicts[2] == (3, "rows-apart")
    _, other = told(stream(year, [row("HI", 93)], key="k1"))
    assert (other["stopped"]["code"], other["verdicts_through_row"]) == ("idempotency-key-reused", 1)
    assert [each for each in recorded(year) if each[0] == "HI"] == []


def test_a_key_of_a_stream_that_recorded_nothing_is_free(year: Year) -> None:
    opened(year)
    _, first = told(stream(year, [row("SI", 1, "BHXH-00")], key="k1"))
    _, second = told(stream(year, [row("SI", 1)], key="k1"))
    assert (first["summary"]["refused"], second["summary"]["accepted"]) == (1, 1)


def test_a_trial_stream_says_what_would_be_and_records_nothing(year: Year) -> None:
    opened(year)
    verdicts, last = told(stream(year, [row("SI", 874), row("HI", 101)], key="k1", dry_run=True))
    assert verdicts == [(1, "acceptable"), (2, "value-out-of-bounds")]
    assert (last["summary"]["dry_run"], last["summary"]["accepted"], recorded(year)) == (True, 0, [])


def test_windows_end_where_a_unit_and_period_ends(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    monkeypatch.setattr(results_window, "WINDOW_ROWS", 2)
    rows = [
        *(row(name, 1) for name in ("SI", "HI", "PAID")),
        *(row(name, 1, SECOND) for name in ("SI", "HI")),
        row("SI", 1, SECOND, "2024-Q1"),
    ]
    answer = stream(year, rows)
    committed = [json.loads(line)["committed"] for line in answer.text.splitlines() if "committed" in line]
    assert [(each["through_row"], each["sheets"]) for each in committed] == [(3, 1), (5, 1), (6, 1)]
    assert [year.get(f"/results/{sheet_id(unit)}")["version"] for unit in (FIRST, SECOND)] == [1, 1]


def test_the_sheets_of_a_window_are_read_together(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    recorder = year.scoring.service.store.recorder
    select = recorder.select_events
    asked: list[UUID] = []

    def noted(id: UUID, **terms: Any) -> Any:
        asked.append(id)
        return select(id, **terms)

    monkeypatch.setattr(recorder, "select_events", noted)
    stream(year, [row("SI", 1)])
    of_one = len(asked)
    stream(year, [row("SI", 2, unit) for unit in CODES])
    assert len(asked) == 2 * of_one


def test_a_unit_and_period_without_end_is_closed(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    monkeypatch.setattr(results_window, "WINDOW_ROWS", 2)
    monkeypatch.setattr(results_window, "LONGEST_WINDOW", 3)
    verdicts, _ = told(stream(year, [row(name, 1) for name in ("SI", "HI", "PAID", "DEBT")]))
    assert verdicts == [(1, "accepted"), (2, "accepted"), (3, "accepted"), (4, "rows-apart")]


def test_a_stream_has_bounds_and_what_is_recorded_stays(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    monkeypatch.setattr(results_window, "WINDOW_ROWS", 1)
    monkeypatch.setattr(results_stream, "MOST_ROWS", 2)
    verdicts, last = told(stream(year, [row("SI", 1), row("SI", 1, SECOND), row("SI", 1, CODES[2])]))
    assert (verdicts, last["stopped"]["code"], last["verdicts_through_row"]) == (
        [(1, "accepted"), (2, "accepted")],
        "push-too-large",
        2,
    )
    monkeypatch.setattr(results_stream, "MOST_ROWS", 100)
    monkeypatch.setattr(results_stream, "MOST_SHEETS", 1)
    assert told(stream(year, [row("SI", 1), row("SI", 1, SECOND)]))[1]["stopped"]["code"] == "push-too-large"


def test_a_line_too_long_is_refused_and_the_stream_goes_on(year: Year) -> None:
    opened(year)
    verdicts, _ = told(stream(year, [row("SI", 1), b"x" * (MAX_LINE_BYTES + 1), row("HI", 1)]))
    assert verdicts == [(1, "accepted"), (2, "line-too-long"), (3, "accepted")]


def test_a_last_line_without_end_and_an_empty_stream_are_streams(year: Year) -> None:
    opened(year)
    verdicts, _ = told(stream(year, lines([row("SI", 1)]).rstrip()))
    assert verdicts == [(1, "accepted")]
    assert told(stream(year, b"")) == ([], summary())


def test_a_stream_asks_who_is_there_and_what_is_sent(year: Year) -> None:
    opened(year)
    body = lines([row("SI", 1)])
    headers = {**year.scoring.headers(MACHINE), "Content-Type": "application/json"}
    wrong = year.scoring.client.post("/results/stream", params={"system": "TST"}, content=body, headers=headers)
    assert wrong.status_code == 415
    assert refused(stream(year, body, AUDITOR)) == (403, "forbidden")
    assert refused(stream(year, body, system="")) == (422, "invalid-input")
    future = {**year.scoring.headers(MACHINE, Effective_At="2030-01-01"), "Content-Type": NDJSON}
    late = year.scoring.client.post("/results/stream", params={"system": "TST"}, content=body, headers=future)
    assert refused(late) == (422, "effective-in-future")
    verdicts, _ = told(stream(year, body, STANDING_BODY))
    assert (verdicts, recorded(year)) == ([(1, "accepted")], [("SI", "1")])


@pytest.mark.parametrize("year", BOTH, indirect=True)
def test_two_streams_of_the_same_rows_at_once_record_them_once(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    monkeypatch.setattr(results_window, "WINDOW_ROWS", 1)
    rows = [row(name, 1, unit) for unit in CODES for name in ("SI", "HI", "PAID")]
    answers: list[Response] = []
    threads = [threading.Thread(target=lambda: answers.append(stream(year, rows))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdicts = [verdict for answer in answers for verdict in told(answer)[0]]
    assert sorted(verdict for _, verdict in verdicts) == ["accepted"] * 12 + ["unchanged"] * 24
    assert [year.get(f"/results/{sheet_id(unit)}")["version"] for unit in CODES] == [1] * 4


def test_a_window_that_somebody_beats_again_and_again_is_refused(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(year)
    store = year.scoring.service.store
    save = store.save
    turns: Iterator[int] = iter(range(100))

    def beaten(command: Any, *sheets: Any, **more: Any) -> Any:
        monkeypatch.setattr(store, "save", save)
        done(year.post("/results", MACHINE, push(one(f"{('HI', 'PAID', 'DEBT')[next(turns)]}", 1))))
        monkeypatch.setattr(store, "save", beaten)
        return save(command, *sheets, **more)

    monkeypatch.setattr(row_windows, "ATTEMPTS", 2)
    monkeypatch.setattr(store, "save", beaten)
    verdicts, last = told(stream(year, [row("SI", 1)]))
    assert (verdicts, last["summary"]["refused"]) == ([(1, "write-conflict")], 1)
    verdicts, _ = told(stream(year, [row("HI", 1)]))
    assert verdicts == [(1, "unchanged")]
