"""Results as a workbook over HTTP: a verdict per cell before anything is recorded, then all of it or nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from httpx import Response
from openpyxl import Workbook

from services.scoring.application import result_files
from tests.covenant.running import refused
from tests.scoring.running import AUDITOR, CODES, MACHINE, MOVEMENT, Year, done
from tests.scoring.test_rest_results import opened, recorded
from tests.scoring.test_rest_rows import HEADER, table

FIRST, SECOND = CODES[:2]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = HEADER.split(",")
MOST_ROWS = 10_000


def saved(book: Workbook) -> bytes:
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def workbook(*rows: tuple[object, ...], change: Callable[[Any], None] | None = None) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kết quả"
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def long(rows: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kết quả")
    sheet.append(COLUMNS[:5])
    for number in range(rows):
        sheet.append(list(row("SI", number, CODES[number % 4])))
    return saved(book)


def row(indicator: str, value: object, unit: str = FIRST, *more: object) -> tuple[object, ...]:
    return (unit, MOVEMENT, "2024-Q2", indicator, value, *more)


def send(year: Year, content: bytes, who: Any = MACHINE, key: str | None = None, **query: Any) -> Response:
    headers = {**year.scoring.headers(who, Idempotency_Key=key), "Content-Type": XLSX}
    found: Response = year.scoring.client.post(
        "/results", params={"system": "TST", **query}, content=content, headers=headers
    )
    return found


def told(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["field"], each["outcome"]) for each in answer["verdicts"]]


def test_a_workbook_is_recorded_as_the_same_csv_would_be(year: Year) -> None:
    opened(year)
    content = workbook(
        row("SI", 874.5, FIRST, None, "SYNTHETIC", "seed 1"),
        row("SI", "950 ", SECOND),
        row("REVIEW", None, FIRST, True, "REAL", "Báo cáo, quý II"),
    )
    trial = done(send(year, content, dry_run=True))
    assert (trial["good"], told(trial)) == (
        True,
        [("Kết quả!E2", "NEW"), ("Kết quả!F4", "NEW"), ("Kết quả!E3", "NEW")],
    )
    spaces = trial["verdicts"][2]
    assert spaces["message"] == "Sẽ được ghi. E3: Đã bỏ khoảng trắng, xuống dòng thừa: “950”."
    assert spaces["message_en"] == "Will be recorded. E3: Needless spaces or line breaks left out: “950”."
    assert recorded(year) == []
    first = done(send(year, content, key="k1", batch="b1"))
    assert first["details"] == {"sheets": 2, "cells": 3, "recorded": 3, "unchanged": 0}
    assert sorted(recorded(year)) == [("REVIEW", None), ("SI", "874.5"), ("SI", "950")]
    again = send(year, content, key="k1", batch="b1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first, "true")
    assert refused(send(year, workbook(row("SI", 1)), key="k1")) == (422, "idempotency-key-reused")
    text = f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,874.5,,,\n"
    assert done(table(year, text))["details"]["unchanged"] == 1


def test_every_bad_cell_is_named_as_the_spreadsheet_calls_it_and_nothing_is_recorded(year: Year) -> None:
    opened(year)

    def merged_and_uncomputed(sheet: Any) -> None:
        sheet["E4"] = "=E2*2"
        sheet.merge_cells("A2:A3")

    content = workbook(
        row("SI", "1.234"),
        row("HI", 101),
        row("SI", 5, SECOND),
        row("NOTHING", 5, SECOND),
        row("REVIEW", 3, "BHXH-00"),
        row("HI", 99),
        change=merged_and_uncomputed,
    )
    trial = done(send(year, content, dry_run=True))
    assert (trial["good"], told(trial)) == (
        False,
        [
            ("Kết quả!E2", "UNREADABLE"),
            ("Kết quả!E4", "UNREADABLE"),
            ("Kết quả!E3", "OUT_OF_BOUNDS"),
            ("Kết quả!D7", "REPEATED"),
            ("Kết quả!D5", "NO_SUCH_INDICATOR"),
            ("Kết quả!A6", "UNKNOWN_UNIT"),
        ],
    )
    assert trial["verdicts"][0]["message"] == (
        "Không đọc được ô. E2: “1.234” có thể là 1,234 hoặc 1234; ghi 1234 không có dấu ngăn hàng nghìn, "
        "hoặc thêm một số 0 cuối phần lẻ."
    )
    assert "A3: Ô gộp với ô trên" in trial["verdicts"][2]["message"]
    answer = send(year, content)
    assert refused(answer) == (422, "results-refused")
    assert answer.json()["fields"] == [f"Kết quả!{each}" for each in ("E2", "E4", "E3", "D7", "D5", "A6")]
    assert recorded(year) == []


def test_a_unit_nobody_knows_is_named_by_its_cell(year: Year) -> None:
    opened(year)
    answer = send(year, workbook(row("SI", 1, "BHXH-00")))
    assert (refused(answer), answer.json()["fields"]) == ((404, "scoring-unknown-unit"), ["Kết quả!A2"])
    both = send(year, workbook(row("SI", 1, "BHXH-00"), row("SI", "nhiều")))
    assert (refused(both), both.json()["fields"]) == ((422, "results-refused"), ["Kết quả!E3", "Kết quả!A2"])


def test_ten_thousand_rows_are_read_and_one_beyond_the_bound_is_refused(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(year)
    trial = done(send(year, long(MOST_ROWS), dry_run=True))
    assert (trial["cells"], trial["good"]) == (MOST_ROWS, False)
    assert result_files.MOST_ROWS == MOST_ROWS + 1
    monkeypatch.setattr(result_files, "MOST_ROWS", 3)
    assert done(send(year, long(2), dry_run=True))["cells"] == 2
    answer = send(year, long(3))
    assert (refused(answer), answer.json()["detail"]) == (
        (422, "sheet-too-large"),
        "dòng: tối đa 3; hãy kiểm tra lại tệp, hoặc chia nhỏ.",
    )


def test_the_worksheet_that_is_meant_is_read_and_no_other(year: Year) -> None:
    opened(year)
    book = Workbook()
    book.worksheets[0].append(["Báo cáo quý II"])
    for name, value in (("Tháng 5", 1), ("Tháng 6", 2)):
        sheet = book.create_sheet(name)
        sheet.append(COLUMNS)
        sheet.append(list(row("SI", value)))
    content = saved(book)
    unclear = send(year, content)
    assert (refused(unclear), unclear.json()["detail"]) == (
        (422, "worksheet-unclear"),
        "Tệp có nhiều trang kết quả: Tháng 5, Tháng 6; hãy nêu một trang bằng tham số worksheet.",
    )
    assert refused(send(year, content, worksheet="Tháng 7")) == (422, "worksheet-unknown")
    answer = send(year, content, worksheet="Sheet")
    assert (refused(answer), answer.json()["fields"]) == ((422, "sheet-header-not-found"), ["file"])
    done(send(year, content, worksheet="Tháng 6"))
    assert recorded(year) == [("SI", "2")]


def broken(part: str) -> bytes:
    """A workbook with one part that is no XML."""
    told = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(row("SI", 1)))) as old, zipfile.ZipFile(told, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<not xml" if name == part else old.read(name))
    return told.getvalue()


def bomb() -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (33 * 1024 * 1024))
    return told.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK nothing", "sheet-unreadable"),
        (broken("xl/worksheets/sheet1.xml"), "sheet-unreadable"),
        (broken("xl/workbook.xml"), "sheet-unreadable"),
        (broken("xl/styles.xml"), "sheet-unreadable"),
        (bomb(), "sheet-too-large"),
        (workbook(), "no-result-rows"),
    ],
)
def test_a_file_that_is_none_or_a_bomb_or_empty_is_refused(year: Year, content: bytes, code: str) -> None:
    assert refused(send(year, content)) == (422, code)


def test_a_workbook_says_who_reports_and_needs_the_right(year: Year) -> None:
    opened(year)
    content = workbook(row("SI", 1))
    assert refused(send(year, content, system="")) == (422, "invalid-input")
    assert refused(send(year, content, AUDITOR)) == (403, "forbidden")
    assert refused(send(year, content, AUDITOR, dry_run=True)) == (403, "forbidden")


def test_a_csv_number_that_is_a_thousand_to_some_is_refused_by_its_row(year: Year) -> None:
    opened(year)
    answer = table(year, f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,1.234,,,\n")
    assert (refused(answer), answer.json()["fields"]) == ((422, "number-of-two-readings"), ["rows[2].value"])
    done(table(year, f"{HEADER}\n{FIRST},{MOVEMENT},2024-Q2,SI,1.2340,,,\n{SECOND},{MOVEMENT},2024-Q2,SI,1234,,,\n"))
    assert sorted(recorded(year)) == [("SI", "1.2340"), ("SI", "1234")]
