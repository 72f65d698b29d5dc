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
from thidua.demo.play import YearAsked, run_demo
from thidua.demo.report import DemoReport

pytestmark = pytest.mark.journey

CUT_AFTER = 500
"""How many events the covenant service has when the power goes: in the middle of the covenants."""


@dataclass(frozen=True)
class Played:
    """What was told after the power cut, without and with the chapters, and again; how much was held then and then."""

    cycle: DemoReport
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
            run_demo(server.base_url, YearAsked(2024, 1), None)
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
        cycle = run_demo(server.base_url, YearAsked(2024, 1, chapters=False), None)
        after_the_cut = run_demo(server.base_url, YearAsked(2024, 1), None)
        once = positions(server)
        again = run_demo(server.base_url, YearAsked(2024, 1), None)
        twice = positions(server)
        other_year = run_demo(server.base_url, YearAsked(2025, 1), None)
        yield Played(cycle, after_the_cut, again, other_year, (once, twice), interrupted)


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


def test_the_chapters_change_nothing_of_the_year_s_cycle(played: Played) -> None:
    digests = {name: told for name, told in played.after_the_cut.digests().items() if not name.startswith("chapter/")}
    assert (played.cycle.digests(), played.cycle.chapters) == (digests, [])


CHAPTERS = [
    "cluster-life",
    "cascade",
    "amendment",
    "long-movement",
    "departments-sum",
    "titles",
    "over-the-line",
    "commendation",
    "medal",
    "good-example",
    "oversight",
]


def test_both_years_have_every_chapter(played: Played) -> None:
    for report in (played.again, played.other_year):
        assert [chapter.code for chapter in report.chapters] == CHAPTERS


def said(report: DemoReport, code: str) -> dict[str, str]:
    """What a chapter tells, line by line."""
    chapter = next(each for each in report.chapters if each.code == code)
    return {line.what: line.said for line in chapter.lines}


def test_a_finding_is_followed_until_the_inspection_of_the_plan_is_closed_and_done(played: Played) -> None:
    assert said(played.again, "cluster-life") == {
        "Quy chế hoạt động · operating rules": "QC 01/2024/CUM-VII, 2 điều, có hiệu lực từ 2024-03-01",
        "Kiểm tra chéo · cross-check: BHXH tỉnh Đắk Nông → BHXH tỉnh Đắk Lắk": (
            "hạn khắc phục 2024-05-10, báo cáo 2024-05-12, kết thúc 2024-05-14"
        ),
        "Kiểm tra chéo · cross-check: BHXH tỉnh Đắk Lắk → BHXH tỉnh Đắk Nông": (
            "1 tồn tại quá hạn khắc phục, chưa báo cáo · overdue"
        ),
        "Kế hoạch · plan: Kiểm tra chéo quý I, hạn 2024-05-15": "đã làm · done",
        "Kế hoạch · plan: Sơ kết 6 tháng, hạn 2024-07-15": "đã làm · done",
        "Kế hoạch · plan: Số người tham gia BHXH bắt buộc, hạn 2024-10-31": "quá hạn · late",
    }


def test_a_signed_covenant_is_amended_and_both_texts_stand(played: Played) -> None:
    assert list(said(played.again, "amendment").values()) == [
        "BHYT_TYLE 92, từ 2024-03-20 đến 2024-06-10",
        "BHYT_TYLE 91, từ 2024-06-10 đến nay · lý do: Sáp nhập hai xã, số người thuộc diện tham gia được giao lại",
    ]


def test_the_chain_of_a_title_says_met_not_met_unknown_and_barred(played: Played) -> None:
    told = said(played.again, "titles")
    assert [told[f"CB-2024-1-{number}: {what}"] for number, what in enumerate(PERSONS, start=1)] == [
        "đạt · met",
        "chưa đạt · not met",
        "chưa xác định được · unknown",
        "không được xét · barred",
    ]


PERSONS = (
    "đủ hồ sơ",
    "hoàn thành tốt, không có sáng kiến",
    "hồ sơ chưa đầy đủ",
    "bị khiển trách trong năm",
)


def test_who_is_over_the_line_is_told_what_would_have_kept_it(played: Played) -> None:
    told = said(played.again, "over-the-line")
    assert told["CO_CHINH_PHU: 2 suất · places"] == "7 vượt chỉ tiêu · over the line"
    [kept] = [what for name, what in told.items() if name.startswith("  – thứ 3/2")]
    assert kept.count("; hoặc ") == 3


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
REFUSED_ALWAYS = {
    "Đơn vị không phải đơn vị trưởng ban hành quy chế": "not-head-in-office",
    "Kế hoạch tiến độ không có số liệu": "progress-not-quantified",
    "Kết thúc kiểm tra khi còn tồn tại chưa khắc phục": "open-findings",
    "Cụ thể hoá phong trào với chỉ tiêu thấp hơn cấp trên": "weaker-target",
    "Đăng ký chỉ tiêu dài hạn thấp hơn mục tiêu chung": "below-national-target",
    "Đề cử người đang chịu kỷ luật": "candidate-barred",
    "Khen đột xuất bằng một danh hiệu xét hằng năm": "not-a-commendation",
    "Tặng kỷ niệm chương lần thứ hai": "medal-once-per-person",
}


def test_what_the_rules_forbid_is_refused_with_their_code(played: Played) -> None:
    refused = {each.attempt: each.code for each in played.cycle.refusals}
    assert {attempt: refused[attempt] for attempt in REFUSED_FIRST} == REFUSED_FIRST
    assert all(each.source for each in played.after_the_cut.refusals)


def test_what_a_chapter_tried_in_vain_is_refused_for_the_same_reason_when_it_is_played_again(played: Played) -> None:
    for report in (played.after_the_cut, played.again):
        refused = {each.attempt: each.code for each in report.refusals}
        assert {attempt: code for attempt, code in refused.items() if attempt in REFUSED_ALWAYS} == REFUSED_ALWAYS


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
