"""A whole year played on a running server, through a power cut, again, and with another year beside it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.server import Server, serving
from thidua.demo.client import DemonstrationFailedError
from thidua.demo.play import run_demo
from thidua.demo.report import DemoReport

pytestmark = pytest.mark.journey

CUT_AFTER = 500
"""How many events the covenant service has when the power goes: in the middle of the covenants."""


@dataclass(frozen=True)
class Played:
    """What was told after the power cut, and again; how much the services held then and then."""

    after_the_cut: DemoReport
    again: DemoReport
    other_year: DemoReport
    held: tuple[dict[str, int], dict[str, int]]
    interrupted: list[BaseException]


def positions(server: Server) -> dict[str, int]:
    told: dict[str, Any] = httpx.get(f"{server.base_url}/healthz", timeout=30).json()
    found: dict[str, int] = told["positions"]
    return found


def play_until_the_power_goes(data_dir: Path) -> list[BaseException]:
    failed: list[BaseException] = []

    def play() -> None:
        try:
            run_demo(server.base_url, 2024, 1, None)
        except DemonstrationFailedError as stopped:
            failed.append(stopped)

    with serving(data_dir) as server:
        playing = threading.Thread(target=play)
        playing.start()
        while positions(server)["covenant"] < CUT_AFTER:
            time.sleep(0.02)
        server.kill()
        playing.join()
    return failed


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    data_dir = tmp_path_factory.mktemp("year") / "var"
    interrupted = play_until_the_power_goes(data_dir)
    with serving(data_dir) as server:
        after_the_cut = run_demo(server.base_url, 2024, 1, None)
        once = positions(server)
        again = run_demo(server.base_url, 2024, 1, None)
        twice = positions(server)
        other_year = run_demo(server.base_url, 2025, 1, None)
        yield Played(after_the_cut, again, other_year, (once, twice), interrupted)


def test_the_power_cut_stopped_the_play(played: Played) -> None:
    assert len(played.interrupted) == 1


def test_the_year_is_whole_after_the_power_cut(played: Played) -> None:
    report = played.after_the_cut
    assert (report.units, report.districts) == (163, 85)
    assert report.covenants == {"signed": 152, "late": 7, "unsigned": 3}
    assert report.results["real"] == 5
    assert Counter((board.kind, board.period) for board in report.boards) == {
        ("block", "2024-H1"): 3,
        ("cluster", "2024-H1"): 10,
        ("district_cluster", "2024-H1"): 15,
        ("national", "2024-Q4"): 1,
        ("block", "2024"): 3,
        ("cluster", "2024"): 10,
        ("district_cluster", "2024"): 15,
    }


def test_played_again_it_tells_the_same_and_records_nothing(played: Played) -> None:
    assert played.again.digests() == played.after_the_cut.digests()
    assert played.again.as_dict()["decisions"] == played.after_the_cut.as_dict()["decisions"]
    assert played.held[0] == played.held[1]


def test_another_year_joins_it_on_the_same_store(played: Played) -> None:
    report = played.other_year
    assert (report.units, report.covenants) == (163, {"signed": 152, "late": 7, "unsigned": 3})
    assert {board.period for board in report.boards} == {"2025-H1", "2025", "2025-Q4"}
    assert not set(report.digests().values()) & set(played.again.digests().values())


def test_a_corrected_half_year_board_is_a_second_edition_and_the_others_are_first_ones(played: Played) -> None:
    editions = {board.cluster: board.edition for board in played.again.boards if board.period == "2024-H1"}
    assert {cluster for cluster, edition in editions.items() if edition != 1} == {"CUM-VII"}
    assert editions["CUM-VII"] == 2


def test_the_national_drive_gives_its_prizes_in_tiers(played: Played) -> None:
    national = next(board for board in played.again.boards if board.kind == "national")
    assert Counter(row.classification for row in national.rows) == {
        "Giải nhất": 1,
        "Giải nhì": 3,
        "Giải ba": 5,
        "Giải khuyến khích": 10,
        "": 44,
    }


def test_no_more_government_flags_are_given_than_a_fifth_of_the_leaders(played: Played) -> None:
    titles = Counter(award.title for award in played.again.decisions)
    assert titles["CO_CHINH_PHU"] == 2
    assert 0 < titles["CO_BHXH"] <= 13
    assert [award.revoked for award in played.again.decisions].count(True) == 1


def test_every_flag_went_to_a_leader_of_a_block_or_cluster(played: Played) -> None:
    leaders = {
        row.unit
        for board in played.again.boards
        if board.period == "2024" and board.kind in {"block", "cluster"}
        for row in board.rows
        if row.rank == 1
    }
    flags = {award.unit for award in played.again.decisions if award.title.startswith("CO_")}
    assert flags - leaders == set()


REFUSED_FIRST = {
    "Sửa chỉ tiêu sau khi đã ký giao ước": "signed-covenant-is-fixed",
    "Ký giao ước lần thứ hai": "already-signed",
    "Sửa bảng điểm đã ký": "score-table-signed",
    "Soạn bảng điểm có tổng điểm không khớp": "points-do-not-add-up",
    "Đề cử đơn vị không ký giao ước": "no-signed-covenant",
    "Đề cử đơn vị xếp hạng nhì nhận cờ": "not-the-leading-unit",
    "Bỏ phiếu ở cụm khác": "not-on-the-roll",
    "Kiểm phiếu khi chưa đủ số thành viên": "no-quorum",
    "Bỏ phiếu lần thứ hai": "voted-already",
    "Quyết định tặng cờ vượt chỉ tiêu": "over-the-quota-line",
    "Đẩy kết quả của một đơn vị ngoài các bảng điểm": "unit-outside-tables",
    "Đẩy kết quả vào một quý đã đóng": "period-not-open",
}


def test_what_the_rules_forbid_is_refused_with_their_code(played: Played) -> None:
    refused = {each.attempt: each.code for each in played.after_the_cut.refusals}
    assert {attempt: refused[attempt] for attempt in REFUSED_FIRST} == REFUSED_FIRST
    assert all(each.source for each in played.after_the_cut.refusals)


def test_one_question_is_answered_by_all_three_services(played: Played) -> None:
    members = played.again.graph["members"]
    assert len(members) == 5
    assert all(each["covenants"] and each["ranks"] for each in members)
    assert sum(len(each["nominations"]) for each in members) == 2


def test_the_why_of_a_published_result_reaches_the_result_and_the_target(played: Played) -> None:
    values = [played.again.why["value"]]
    nodes = list(played.again.why["inputs"])
    while nodes:
        node = nodes.pop()
        values.append(node.get("value", ""))
        nodes += node.get("inputs", [])
    assert {"93.5", "93.50"} <= set(values)
