"""Score tables as files over HTTP and in the graph: previewed, accepted, fetched, taken over from last year."""

from __future__ import annotations

from typing import Any

from kernel.aggregate import identity
from kernel.identity import Principal
from tests.covenant import running as neighbour
from tests.covenant.running import refused
from tests.scoring.examples import SCHEME
from tests.scoring.running import (
    AUDITOR,
    CLUSTER,
    CLUSTER_ID,
    HEAD,
    MOVEMENT,
    MOVEMENT_ID,
    STANDING_BODY,
    TABLE_ID,
    Year,
    begin,
    done,
    officer,
    sign_table,
)

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SMALL = """STT;Nội dung;Điểm;Công thức;Chỉ tiêu
1;Số thu; 60 ;Theo tỷ lệ;100
2;Bao phủ BHYT;40;Theo tỉ lệ;95
;Tổng cộng;100;;
"""


def send(year: Year, path: str, who: Principal, content: bytes | str, media: str = CSV, **query: str) -> Any:
    headers = {**year.scoring.headers(who), "Content-Type": media}
    body = content.encode() if isinstance(content, str) else content
    return year.scoring.client.post(path, content=body, params=query, headers=headers)


def accept(year: Year, content: bytes | str, media: str = CSV, who: Principal = HEAD) -> Any:
    return send(year, "/score-tables/sheets", who, content, media, cluster_id=CLUSTER, movement_id=MOVEMENT)


def file(year: Year, form: str, table: object = TABLE_ID) -> Any:
    return year.scoring.get_as(AUDITOR, f"/score-tables/{table}/sheet", format=form)


def test_a_file_is_previewed_cell_by_cell_and_nothing_is_stored(year: Year) -> None:
    begin(year)
    seen = done(send(year, "/score-tables/preview", AUDITOR, SMALL.replace(";40;", ";bốn mươi;")))
    assert (seen["good"], seen["digest"], seen["errors"], seen["warnings"]) == (False, None, 1, 1)
    wrong = next(each for each in seen["verdicts"] if each["level"] == "ERROR")
    assert (wrong["place"], wrong["column"], wrong["given"], wrong["code"]) == (
        "C3",
        "Điểm tối đa",
        "bốn mươi",
        "sheet-number-unreadable",
    )
    assert wrong["message"] == "“bốn mươi” không phải số; viết 1000,5 hoặc 1.000,5."
    every = done(send(year, "/score-tables/preview", AUDITOR, SMALL, all="true"))
    assert (every["good"], every["cells"]) == (True, len(every["verdicts"]))
    assert year.get("/score-tables")["items"] == []


def test_a_good_file_becomes_the_draft_and_the_same_file_changes_nothing(year: Year) -> None:
    begin(year)
    first = done(accept(year, SMALL))
    assert (first["version"], first["details"]["changes"], first["details"]["warnings"]) == (1, 0, 1)
    again = done(accept(year, SMALL))
    assert (again["version"], again["details"]["digest"]) == (1, first["details"]["digest"])
    changed = done(accept(year, SMALL.replace("95", "96")))
    assert (changed["version"], changed["details"]["changes"]) == (2, 1)
    problem = accept(year, SMALL.replace(";Tổng cộng;100", ";Tổng cộng;101"))
    assert refused(problem) == (422, "score-table-sheet-refused")
    assert problem.json()["fields"] == ["Bảng điểm!C4"]
    assert refused(accept(year, SMALL, who=officer("BHXH-64"))) == (403, "forbidden")
    assert year.get(f"/score-tables/{TABLE_ID}")["version"] == 2


def test_a_signed_table_goes_out_as_a_file_and_comes_back_the_same(year: Year) -> None:
    begin(year)
    sign_table(year)
    for form, media in (("XLSX", XLSX), ("CSV", CSV)):
        answer = file(year, form)
        assert answer.headers["content-type"].startswith(media)
        seen = done(send(year, "/score-tables/preview", HEAD, answer.content, media))
        assert (seen["errors"], seen["digest"]) == (0, SCHEME.digest())
        assert done(accept(year, answer.content, media))["version"] == 2
    assert refused(accept(year, SMALL)) == (409, "score-table-signed")


def next_year(year: Year) -> None:
    neighbour.launch(year.covenant, code="TDTX-2025", period_from="2025-01-01", period_to="2025-12-31")
    year.follow()


def test_last_years_table_is_taken_over_and_what_changed_is_shown(year: Year) -> None:
    begin(year)
    done(accept(year, SMALL))
    next_year(year)
    path = f"/score-tables/{TABLE_ID}/copies"
    assert refused(year.post(path, STANDING_BODY, {"movement_id": "TDTX-2025"})) == (403, "forbidden")
    taken = done(year.post(path, HEAD, {"movement_id": "TDTX-2025"}), 201)
    assert refused(year.post(path, HEAD, {"movement_id": "TDTX-2025"})) == (409, "score-table-exists")
    table = f"/score-tables/{taken['id']}"
    assert year.get(f"{table}/changes")["items"] == []
    revised = SMALL.replace("95", "96").replace("Số thu;", "Số thu BHXH;")
    query = {"cluster_id": CLUSTER, "movement_id": "TDTX-2025"}
    done(send(year, "/score-tables/sheets", HEAD, revised, **query))
    found = year.get(f"{table}/changes")["items"]
    assert [(each["path"], each["before"], each["after"]) for each in found if each["path"].endswith("target")] == [
        (
            "criteria.2.target",
            '{"pace": "FULL", "source": "TABLE", "value": "95"}',
            '{"pace": "FULL", "source": "TABLE", "value": "96"}',
        )
    ]
    assert year.get(f"/score-tables/{TABLE_ID}/changes")["items"] == []
    against = year.get(f"/score-tables/{TABLE_ID}/changes", against=taken["id"])["items"]
    assert len(against) == len(found)
    history = [each["type"] for each in year.get(f"{table}/history")["items"]]
    assert history[:2] == ["scoring.ScoreTableDrafted", "scoring.ScoreTableTakenOver"]


def run(year: Year, mutation: str, who: Principal = HEAD, **variables: object) -> Any:
    fields = "... on Receipt { id version } ... on Refusal { code }"
    query = f"mutation($sheet: ScoreSheetInput!) {{ done: {mutation} {{ {fields} }} }}"
    return year.scoring.graph(query, who, **variables)["done"]


def test_the_graph_takes_and_gives_files_as_well(year: Year) -> None:
    begin(year)
    preview = (
        "query($sheet: ScoreSheetInput!) { scoreSheetPreview(sheet: $sheet) { good digest verdicts { place code } } }"
    )
    seen = year.scoring.graph(preview, sheet={"content": SMALL})["scoreSheetPreview"]
    assert (seen["good"], seen["verdicts"]) == (True, [{"place": "C2", "code": "sheet-spaces-removed"}])
    command = f'acceptScoreSheet(cluster: "{CLUSTER_ID}", movement: "{MOVEMENT_ID}", sheet: $sheet)'
    made = run(year, command, sheet={"content": SMALL})
    assert made["version"] == 1
    table = "query($id: ID!) { scoreTable(id: $id) { csv: sheet xlsx: sheet(format: XLSX) changes { path } } }"
    found = year.scoring.graph(table, id=made["id"])["scoreTable"]
    assert found["changes"] == []
    assert run(year, command, sheet={"content": found["csv"]})["version"] == 1
    assert run(year, command, sheet={"content": found["xlsx"], "format": "XLSX"})["version"] == 1
    assert run(year, command, sheet={"content": "xyz", "format": "XLSX"})["code"] == "sheet-unreadable"
    next_year(year)
    movement = identity("movement", "TDTX-2025")
    call = f'takeScoreTableOver(table: "{made["id"]}", movement: "{movement}")'
    taken = year.scoring.graph(f"mutation {{ done: {call} {{ ... on Receipt {{ version }} }} }}", HEAD)
    assert taken["done"] == {"version": 2}
