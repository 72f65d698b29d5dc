"""What a broken rulebook is refused for: by file, line and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regulations.rulebook import RulebookError, Rulebooks
from tests.support.eras import amended, copied

BOOKS = Rulebooks.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


def rewrite(path: Path, stands: str, instead: str) -> str:
    text = path.read_text(encoding="utf-8")
    assert stands in text
    path.write_text(text.replace(stands, instead, 1), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(RulebookError) as refusal:
        Rulebooks.load(folder)
    told = refusal.value
    assert str(told) == f"{told.at}: {told.reason.vi} · {told.reason.en}"
    return f"{told.at}: {told.reason.en}"


HEAD, ENDS = "law-2022/rulebook.toml", "in_force_to = 2025-06-30"
MISSPELT = [
    (HEAD, 'id = "law-2022"', 'id = "law"', "id: must be the folder's name, law-2022"),
    (HEAD, ENDS, "in_force_to = 2025-06-29", "in_force_to: leaves a gap before law-2022-nd152"),
    (HEAD, ENDS, "in_force_to = 2025-07-01", "in_force_to: overlaps law-2022-nd152"),
    (HEAD, ENDS, 'in_force_to = "soon"', "in_force_to: expected a date, got 'soon'"),
    (HEAD, ENDS, f"colour = 1\n{ENDS}", "colour: unknown key"),
    (HEAD, 'continues = "cv4268-2021"', 'continues = "qd1"', "continues: there is no era 'qd1'"),
    (
        HEAD,
        'continues = "cv4268-2021"',
        'continues = "law-2022-nd152"',
        "continues: law-2022-nd152 does not begin before law-2022",
    ),
    (HEAD, 'texts = ["law"', 'texts = ["lore"', "texts: names no source of this file: 'lore'"),
    ("law-2026/rulebook.toml", "unless_more_favourable = true", "unless_more_favourable = 1", "expected true or false"),
    ("law-2026/rulebook.toml", "enabled = false", "enabled = 0", "enabled: expected true or false, got 0"),
    (
        "law-2022-nd152/voting.toml",
        'wholly_written = { value = false, source = "house" }',
        'wholly_written = { value = true, source = "house" }',
        "wholly_written: a secret ballot is not held in writing",
    ),
    (
        "law-2022/titles.toml",
        'board_required = { value = true, source = "board" }',
        'board_required = { value = false, source = "board" }',
        "CO_CHINH_PHU: board_required: who must lead a board must stand on one",
    ),
    (
        "law-2003/commendations.toml",
        "[MID_YEAR]",
        "[HALF_YEAR]",
        "HALF_YEAR: expected one of SUDDEN, THEMATIC, MID_YEAR",
    ),
    ("law-2003/deadlines.toml", '"03-31", source = "cv01"', '"31 March", source = "cv01"', "expected a date such as"),
    (
        "law-2003/deadlines.toml",
        '"03-31", source = "cv01"',
        '"02-29", source = "cv01"',
        "due: value: expected a day of every year, got '02-29'",
    ),
    (
        "law-2003/deadlines.toml",
        'source = "cv01"',
        'source = "cv02"',
        "covenant_signing: due: source: names no source of this file: 'cv02'",
    ),
    ("cv4268-2021/clusters.toml", "clusters = 5", "clusters = -5", "bands[4]: clusters: expected a whole number"),
    (
        "cv4268-2021/clusters.toml",
        "clusters = 5",
        "clusters = 0",
        "bands[4]: clusters: expected a whole number of at least 1",
    ),
    ("law-2022/voting.toml", "max_rounds = { value = 2", "max_rounds = { value = 0", "of at least 1, got 0"),
    ("qd2418-2020/rulebook.toml", "continues", "contineus", "contineus: unknown key"),
    (
        "cv4268-2021/clusters.toml",
        'status = "found"',
        'status = "sure"',
        "sources: cv4268: status: expected one of found, analogue, unverified",
    ),
    (
        "law-2022/titles.toml",
        'holder = "collective"',
        'holder = "committee"',
        "CO_CHINH_PHU: holder: expected one of collective, person",
    ),
    (
        "law-2022/titles.toml",
        'council_vote = "council_flags"',
        'council_vote = "dice"',
        "CO_CHINH_PHU: council_vote: 'dice' stands in no chapter",
    ),
    (
        "nd91-2017/titles.toml",
        'quota = "base_fighters"',
        'quota = "base_fihgters"',
        "CSTDCS: quota: 'base_fihgters' stands in no chapter",
    ),
    (
        "law-2022/titles.toml",
        "covenant_required = { value = true",
        "covenant_required = { value = 1",
        "CO_CHINH_PHU: covenant_required: value: expected true or false, got 1",
    ),
    ("law-2022/voting.toml", 'quorum = { value = ">= 2/3"', 'quorum = { value = "most"', "such as '>= 2/3' or '> 1/2'"),
    ("law-2022/voting.toml", 'quorum = { value = ">= 2/3"', 'quorum = { value = ">= 4/3"', "expected a share"),
    ("law-2022/voting.toml", "max_rounds = { value = 2", "max_rounds = { value = true", "expected a whole number"),
    ("nd91-2017/quotas.toml", '"1/5"', '"one fifth"', "government_flag: share: value: expected a part such as '1/5'"),
    ("law-2003/rewards.toml", "CO_BHXH = ", "CO_X = ", "multiples: CO_X: no such title"),
    ("law-2003/rewards.toml", "value = 12,", "value = nan,", "CO_CHINH_PHU: value: expected a number of at least 0"),
    ("law-2003/rewards.toml", "value = 12,", 'value = "12",', "CO_CHINH_PHU: value: expected a number, got '12'"),
    ("law-2003/scoring.toml", "decimals = { value", "decimals = { note", "decimals: value: missing"),
    ("law-2003/scoring.toml", "[award_bonus]", "[[award_bonus]]", "award_bonus: expected a table"),
    ("law-2022/quotas.toml", "amends = true", "amends = 1", "amends: expected true, or leave it out, got 1"),
    ("law-2022/quotas.toml", '["base_fighters"]', '["nobody"]', "'nobody' does not stand in cv4268-2021/quotas.toml"),
    (
        "law-2003/quotas.toml",
        "[sector_flag]",
        "amends = true\n[sector_flag]",
        "there is no such chapter",
    ),
]


@pytest.mark.parametrize(("place", "stands", "instead", "reason"), MISSPELT)
def test_what_is_misspelt_is_refused_by_file_line_and_key(
    copy: Path, place: str, stands: str, instead: str, reason: str
) -> None:
    text = rewrite(copy / place, stands, instead)
    line = text[: text.index(instead)].count("\n") + 1
    told = refused(copy)
    assert told.startswith(f"{place}:{line}: ")
    assert reason in told


ABSENT = [
    (HEAD, ("in_force_to = 2025-06-30\n", ""), "", "in_force_to: overlaps law-2022-nd152"),
    ("cv4268-2021/clusters.toml", ('source = "cv4268"\n', ""), "", "source: missing"),
    ("cv4268-2021/clusters.toml", ('status = "found"', ""), "[sources.cv4268]", "sources: cv4268: status: missing"),
    ("cv4268-2021/clusters.toml", ("least = 10", "least = 11"), "bands = [", "bands: must begin at 1, meet"),
    (
        "cv4268-2021/clusters.toml",
        ("clusters = 5", "clusters = 1"),
        "bands = [",
        "bands: more districts never",
    ),
    ("cv4268-2021/clusters.toml", ("least = 10, ", ""), "{ most = 14", "bands[1]: least: missing"),
    (
        "law-2022/titles.toml",
        ("from = 2025-03-01", "from = 2023-03-01"),
        'authorities = [\n  { from = 2024-01-01, name = { vi = "Tổng',
        "CO_BHXH: authorities: must be in the order of their dates",
    ),
    (
        "law-2022/rewards.toml",
        ("from = 2024-07-01", "from = 2020-07-01"),
        "base_salaries = [",
        "base_salaries: must be in the order of their dates",
    ),
    (
        "law-2003/scoring.toml",
        ('"fewer_penalties", "equal_rank"', '"equal_rank", "fewer_penalties"'),
        "tie_chain",
        "the last must be equal_rank",
    ),
    ("law-2003/scoring.toml", ("rows = [", "rows = []\nspare = ["), "rows = []", "classes: rows: empty"),
    ("law-2003/scoring.toml", ("rows = [\n", "rows = [\n  1,\n"), "  1,", "classes: rows[0]: expected a table, got 1"),
]


@pytest.mark.parametrize(("place", "change", "around", "reason"), ABSENT)
def test_what_is_wrong_as_a_whole_is_refused_at_its_beginning(
    copy: Path, place: str, change: tuple[str, str], around: str, reason: str
) -> None:
    text = rewrite(copy / place, *change)
    line = text[: text.index(around)].count("\n") + 1
    told = refused(copy)
    assert told.startswith(f"{place}:{line}: ")
    assert reason in told


def test_text_that_is_no_toml_is_refused_by_file_and_line(copy: Path) -> None:
    rewrite(copy / HEAD, ENDS, "in_force_to =")
    assert refused(copy) == "law-2022/rulebook.toml: no TOML: Invalid value (at line 7, column 14)"


def test_a_figure_that_an_era_takes_over_is_refused_where_it_stands(copy: Path) -> None:
    text = rewrite(copy / "nd91-2017" / "quotas.toml", "[sources.nd91-11]", "[sources.nd91-12]")
    line = text[: text.index('basis = { value = "cluster_leaders", source = "nd91-11" }')].count("\n") + 1
    assert refused(copy) == (
        f"nd91-2017/quotas.toml:{line}: government_flag: basis: source: names no source of this file: 'nd91-11'"
    )


def test_a_missing_chapter_is_named(copy: Path) -> None:
    (copy / "law-2003" / "quotas.toml").unlink()
    assert refused(copy) == "law-2003/quotas.toml: file missing"


@pytest.mark.parametrize("name", ["qoutas.toml", "quotas.toml.bak", "notes"])
def test_a_file_that_is_no_chapter_is_refused(copy: Path, name: str) -> None:
    (copy / "law-2022" / name).write_text("", encoding="utf-8")
    assert refused(copy).startswith(f"law-2022/{name}: there is no such chapter: deadlines, clusters, titles")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("quotas.toml", "quotas.toml: belongs in the folder of an era"),
        ("law-2027/quotas.toml", "law-2027/rulebook.toml: file missing"),
    ],
)
def test_a_file_outside_every_era_is_refused(copy: Path, name: str, reason: str) -> None:
    (copy / "law-2027").mkdir()
    (copy / name).write_text("", encoding="utf-8")
    assert refused(copy) == reason


def test_what_is_refused_is_told_in_both_languages(copy: Path) -> None:
    rewrite(copy / HEAD, ENDS, "in_force_to = 2025-06-29")
    with pytest.raises(RulebookError) as refusal:
        Rulebooks.load(copy)
    assert str(refusal.value) == (
        "law-2022/rulebook.toml:7: in_force_to: "
        "để hở một khoảng trước law-2022-nd152 · leaves a gap before law-2022-nd152"
    )


def test_two_eras_of_the_same_days_overlap(copy: Path) -> None:
    shutil.copytree(copy / "law-2022", copy / "law-2022-again")
    rewrite(copy / "law-2022-again" / "rulebook.toml", 'id = "law-2022"', 'id = "law-2022-again"')
    assert refused(copy) == "law-2022/rulebook.toml:7: in_force_to: overlaps law-2022-again"


def test_the_last_era_must_be_open(copy: Path) -> None:
    shutil.rmtree(copy / "law-2022-nd152")
    shutil.rmtree(copy / "law-2026")
    assert refused(copy) == "law-2022/rulebook.toml:7: in_force_to: the last era must be open"


def test_a_folder_without_rulebooks_is_refused(tmp_path: Path) -> None:
    assert "no rulebook found" in refused(tmp_path)


def test_the_hash_moves_with_the_content_and_not_with_the_comments(copy: Path) -> None:
    chapter = copy / "cv4268-2021" / "clusters.toml"
    chapter.write_text("# another remark\n" + chapter.read_text(encoding="utf-8"), encoding="utf-8")
    assert Rulebooks.load(copy) == BOOKS
    rewrite(chapter, "least = 25, clusters = 5", "least = 25, clusters = 6")
    changed = [era.id for era in Rulebooks.load(copy).eras if era.hash != BOOKS.by_id(era.id).hash]
    assert changed == ["cv4268-2021", "law-2022"]  # the era after it takes the chapter over; the next has its own


def test_a_lead_is_listed_and_never_applied() -> None:
    assert [lead.id for lead in BOOKS.leads] == ["law-2026"]
    assert {BOOKS.at(lead.in_force_from).id for lead in BOOKS.leads} == {"law-2022-nd152"}
    with pytest.raises(KeyError):
        BOOKS.by_id("law-2026")


def test_an_era_that_ends_keeps_its_version(tmp_path: Path) -> None:
    found = Rulebooks.load(amended(tmp_path))
    assert [era.version for era in found.eras[:-1]] == [era.version for era in BOOKS.eras]
    assert (found.eras[-1].id, found.leads) == ("law-2026", ())
