"""chains.toml: read strictly; a chain that refers to nothing, or goes in a circle, is refused with file and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kernel.explanation import Status
from regulations.chains import CHAINS, chains_of, figures_of_chains
from regulations.chapters import Holder
from regulations.conditions import InitiativeLevel, RatingLevel
from regulations.rulebook import FOLDER, RulebookError, Rulebooks
from regulations.sentences import said

BOOKS = Rulebooks.load()
FOOT = '[LDTT]\nstandards = [ { kind = "meets", title = "CSTD_TQ", source = "cv01" } ]\n'


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for head in FOLDER.glob("*/rulebook.toml"):
        shutil.copytree(head.parent, tmp_path / head.parent.name)
    return tmp_path


def amended(folder: Path, text: str) -> str:
    """What is said when the newest era's chains are amended by this text."""
    file = folder / "law-2022-nd152" / "chains.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("amends = true\n", f"amends = true\n\n{text}\n"), "utf-8")
    with pytest.raises(RulebookError) as refused:
        Rulebooks.load(folder)
    return str(refused.value)


@pytest.mark.parametrize("book", BOOKS.eras, ids=lambda book: book.id)
def test_every_era_has_a_chain_for_every_title_but_the_certificate_of_commendation(book: object) -> None:
    era = BOOKS.by_id(book.id)  # type: ignore[attr-defined]
    chains = chains_of(era)
    assert set(era.titles) - set(chains.titles) == {"GIAY_KHEN"}
    assert chains.ladder().index("LDTT") < chains.ladder().index("CSTDCS") < chains.ladder().index("CSTD_NGANH")
    assert all(chains.bars[holder] for holder in Holder)


def test_each_condition_is_listed_with_its_source_and_status() -> None:
    rows = {row.key: row for row in figures_of_chains(chains_of(BOOKS.by_id("law-2022")))}
    assert rows["LDTT.bars.1"].value == said(chains_of(BOOKS.by_id("law-2022")).titles["LDTT"].bars[1])
    assert rows["CSTD_NGANH.standards.1"].source.status is Status.FOUND
    assert rows["HCDL_BA.standards.0"].source.status is Status.UNVERIFIED


def test_an_era_without_the_chapter_has_no_chain() -> None:
    era = BOOKS.eras[0]
    bare = type(era)(**{**vars(era), "further": {}})
    assert (chains_of(bare).titles, bare.chapter(CHAINS)) == ({}, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[KHONG_CO]\nstandards = [ { kind = "unread", name = { vi = "a", en = "b" }, source = "cv01" } ]', "KHONG_CO"),
        (FOOT.replace("CSTD_TQ", "KHONG_CO"), "KHONG_CO"),
        (FOOT.replace("CSTD_TQ", "CO_BHXH"), "CO_BHXH is no title of a person"),
        (FOOT, "LDTT → CSTD_TQ → CSTD_NGANH → CSTDCS → LDTT"),
        (FOOT.replace('"meets"', '"wished"'), "expected one of"),
        (FOOT.replace('"meets", title = "CSTD_TQ"', '"unread"'), "name"),
        (FOOT.replace('"meets", title = "CSTD_TQ"', '"count", figure = "members"'), "either at_least or at_most"),
    ],
)
def test_a_broken_chain_is_refused_with_file_and_reason(copy: Path, text: str, said: str) -> None:
    refused = amended(copy, text)
    assert "law-2022-nd152/chains.toml" in refused
    assert said in refused


def test_levels_reach_what_is_below_them() -> None:
    assert [RatingLevel.GOOD.reaches(each) for each in RatingLevel] == [True, True, True, False]
    assert [InitiativeLevel.SECTOR.reaches(each) for each in InitiativeLevel] == [True, True, False]
