"""What the demonstration tells: one JSON object, and tables for people."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from thidua.demo.chapters import Chapter, Line, place_of
from thidua.demo.report import Award, Board, BoardRow, DemoReport, Refused, explanation_tree


@pytest.fixture
def report() -> DemoReport:
    rows = (
        BoardRow("BHXH-68", 1, "921.50", "XUAT_SAC"),
        BoardRow("BHXH-67", None, "140.00", "", "Không xếp hạng: chưa ký giao ước thi đua"),
    )
    national = (BoardRow("BHXH-68", 1, "99.00", "Giải nhất"), BoardRow("BHXH-67", 20, "70.00"))
    return DemoReport(
        year=2024,
        seed=1,
        names={"BHXH-68": "BHXH tỉnh Lâm Đồng", "BHXH-67": "BHXH tỉnh Đắk Nông"},
        units=163,
        districts=85,
        covenants={"signed": 152, "late": 7, "unsigned": 3},
        results={"real": 5, "synthetic": 6653},
        boards=[
            Board("CUM-VII", "cluster", "Cụm thi đua số VII", "2024", 1, "ab" * 32, rows),
            Board("CUM-VII", "cluster", "Cụm thi đua số VII", "2024-H1", 2, "cd" * 32, rows),
            Board("TOAN-QUOC", "national", "Toàn quốc", "2024-Q4", 1, "ef" * 32, national),
        ],
        decisions=[Award("401/QĐ-BTC", "CO_BHXH", "BHXH-68", {"in_favour": 13, "base": 15}, "18,720,000")],
        refusals=[Refused("Ký lần thứ hai", "already-signed", "Đã ký [rồi].", "CV 01/BHXH-TĐKT (found)")],
        seconds=26.31,
    )


def printed(report: DemoReport) -> str:
    text = io.StringIO()
    report.show(Console(file=text, width=200))
    return text.getvalue()


def test_the_object_has_what_a_machine_asks_for(report: DemoReport) -> None:
    told = report.as_dict()
    assert {key: told[key] for key in ("units", "districts", "covenants", "results", "seconds")} == {
        "units": 163,
        "districts": 85,
        "covenants": {"signed": 152, "late": 7, "unsigned": 3},
        "results": {"real": 5, "synthetic": 6653},
        "seconds": 26.3,
    }
    assert told["boards"][0] == {
        "cluster": "CUM-VII",
        "period": "2024",
        "edition": 1,
        "rows": [
            {"unit": "BHXH-68", "rank": 1, "score": "921.50"},
            {"unit": "BHXH-67", "rank": None, "score": "140.00"},
        ],
    }
    assert told["decisions"] == [
        {
            "number": "401/QĐ-BTC",
            "title": "CO_BHXH",
            "unit": "BHXH-68",
            "votes": {"in_favour": 13, "base": 15},
            "revoked": False,
        }
    ]
    assert told["refusals"] == [
        {"code": "already-signed", "source": "CV 01/BHXH-TĐKT (found)", "attempt": "Ký lần thứ hai"}
    ]


def test_the_digests_are_those_of_the_boards_and_one_of_all_decisions(report: DemoReport) -> None:
    digests = report.digests()
    assert {name: digest for name, digest in digests.items() if name != "decisions"} == {
        "board/CUM-VII/2024": "ab" * 32,
        "board/CUM-VII/2024-H1": "cd" * 32,
        "board/TOAN-QUOC/2024-Q4": "ef" * 32,
    }
    report.seconds = 99.0
    assert report.digests() == digests
    report.decisions[0] = Award("401/QĐ-BTC", "CO_BHXH", "BHXH-67", {"in_favour": 13, "base": 15}, None)
    assert report.digests()["decisions"] != digests["decisions"]


CHAPTER = Chapter("titles", "Điều kiện · chain", (Line("CB-1: [đủ] hồ sơ", "đạt · met", "Luật 06/2022/QH15, Điều 23"),))


def test_a_chapter_is_told_line_by_line_with_a_digest_of_its_own(report: DemoReport) -> None:
    without = report.digests()
    report.chapters = [CHAPTER]
    line = {"what": "CB-1: [đủ] hồ sơ", "said": "đạt · met", "source": "Luật 06/2022/QH15, Điều 23"}
    assert report.as_dict()["chapters"] == [{"code": "titles", "lines": [line]}]
    digests = report.digests()
    told = digests.pop("chapter/titles")
    assert digests == without
    report.chapters = [Chapter("titles", "Tên khác", CHAPTER.lines)]
    assert report.digests()["chapter/titles"] == told
    report.chapters = [Chapter("titles", "Điều kiện · chain", (Line("CB-1: [đủ] hồ sơ", "chưa đạt · not met"),))]
    assert report.digests()["chapter/titles"] != told


def test_people_see_the_chapters_between_awards_and_refusals(report: DemoReport) -> None:
    report.chapters = [CHAPTER]
    text = printed(report)
    assert text.index("401/QĐ-BTC") < text.index("CB-1: [đủ] hồ sơ") < text.index("Đã ký [rồi].")
    assert "Luật 06/2022/QH15, Điều 23" in text


def test_a_source_is_shown_with_its_article_if_it_names_one_and_how_far_it_can_be_trusted() -> None:
    source = {"document": "CV 4268", "article": "A.I.5", "status": "found"}
    assert place_of(source) == "CV 4268, A.I.5 (found)"
    assert place_of({**source, "article": ""}) == "CV 4268 (found)"
    assert place_of(None) == ""


def test_people_see_year_end_boards_prizes_awards_and_refusals(report: DemoReport) -> None:
    text = printed(report)
    assert text.count("Cụm thi đua số VII · 2024") == 1
    assert "Không xếp hạng: chưa ký giao ước thi đua" in text
    assert "Giải nhất" in text
    assert "70.00" not in text
    assert "401/QĐ-BTC" in text
    assert "Đã ký [rồi]." in text
    assert "163 đơn vị, trong đó 85 cấp huyện" in text


def test_a_revoked_award_is_shown_as_revoked(report: DemoReport) -> None:
    report.decisions = [Award("402/QĐ-BTC", "CO_BHXH", "BHXH-67", {"in_favour": 12, "base": 15}, None, revoked=True)]
    assert "CO_BHXH (đã hủy bỏ · revoked)" in printed(report)


def test_the_answer_of_the_graph_is_a_table(report: DemoReport) -> None:
    report.graph = {
        "name": "Cụm VII",
        "members": [
            {
                "name": "BHXH tỉnh Lâm Đồng",
                "covenants": [{"state": "SIGNED", "late": True}],
                "ranks": [{"rank": 1, "score": "921.50"}],
                "nominations": [{"title": "CO_BHXH", "stage": "DECIDED"}],
                "decisions": [{"number": "401/QĐ-BTC", "title": "CO_BHXH"}],
            },
            {"name": "BHXH tỉnh Đắk Nông", "covenants": [], "ranks": None, "nominations": None, "decisions": None},
        ],
    }
    text = printed(report)
    assert "signed (muộn · late)" in text
    assert "CO_BHXH decided" in text


def test_a_why_is_a_tree_down_to_its_sources() -> None:
    node = {
        "label": {"vi": "Điểm", "en": "Points"},
        "value": "150.00",
        "formula": "max × [1]",
        "source": {"document": "CV 4268", "article": "A.I.5", "status": "found"},
        "inputs": [{"label": {"vi": "Kết quả", "en": "Result"}, "inputs": [{"label": {}, "value": "93.5"}]}],
    }
    text = io.StringIO()
    Console(file=text, width=160).print(explanation_tree(node))
    assert "Điểm · Points  = 150.00  max × [1]  CV 4268 A.I.5 (found)" in text.getvalue()
    assert "Kết quả · Result" in text.getvalue()
    assert "= 93.5" in text.getvalue()
