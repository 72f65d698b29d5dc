"""A chapter beyond the first seven: read, inherited, cross-checked, listed by its reader alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from kernel.explanation import Text
from regulations import entries, listing, loading
from regulations.figures import Figure
from regulations.reader import ChapterReader, Row, Stray
from regulations.rulebook import Rulebook, RulebookError, Rulebooks
from regulations.tables import Table
from regulations.values import count
from tests.support.eras import copied

Holidays = dict[str, Figure[int]]


def read(chapter: Table) -> Holidays:
    return {code: entry.done(Figure(entry.take("days", count), entry.source())) for code, entry in chapter.tables()}


def figures(holidays: Holidays) -> Iterable[Row]:
    return [Row(f"{code}.days", Text("Số ngày", "Days"), days.value, days.source) for code, days in holidays.items()]


def strays(holidays: Holidays, book: Rulebook) -> Iterable[Stray]:
    return [
        Stray((code,), Text("không có thời hạn này", "no such deadline"))
        for code in holidays
        if code not in book.deadlines
    ]


HOLIDAYS = ChapterReader("feasts", read, figures, strays)
TEXT = """
[title_registration]
days = 1
source = "law"

[sources.law]
document = "Luật"
status = "found"
"""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied(tmp_path)
    for module in (loading, entries):
        monkeypatch.setattr(module, "READERS", (*module.READERS, HOLIDAYS))
    monkeypatch.setattr(loading, "CHAPTERS", (*loading.CHAPTERS, "feasts"))
    (tmp_path / "nd65-2014" / "feasts.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_new_chapter_is_known_from_the_era_in_which_it_first_stands(copy: Path) -> None:
    found = [era.chapter(HOLIDAYS) for era in Rulebooks.load(copy).eras]
    assert [None if each is None else each["title_registration"].value for each in found] == [None] * 2 + [1] * 7


def test_a_later_era_amends_it(copy: Path) -> None:
    (copy / "law-2022" / "feasts.toml").write_text(
        'amends = true\n[title_registration]\ndays = 2\nsource = "law"\n', encoding="utf-8"
    )
    spans = listing.history(Rulebooks.load(copy), "feasts.title_registration.days")
    assert [(each.value, each.since, each.until) for each in spans] == [
        ("1", date(2014, 8, 20), date(2023, 12, 31)),
        ("2", date(2024, 1, 1), None),
    ]


def test_what_it_refers_to_must_be_there(copy: Path) -> None:
    (copy / "nd65-2014" / "feasts.toml").write_text(TEXT.replace("title_reg", "titel_reg"), encoding="utf-8")
    with pytest.raises(RulebookError) as refusal:
        Rulebooks.load(copy)
    assert str(refusal.value) == (
        "nd65-2014/feasts.toml:2: titel_registration: không có thời hạn này · no such deadline"
    )
