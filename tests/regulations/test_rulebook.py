"""The rulebooks on disk: what they answer, and what a broken one is refused for."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kernel.explanation import Source, Status
from regulations.chapters import Denominator, TieStep
from regulations.figures import Figure
from regulations.rulebook import FOLDER, RulebookError, Rulebooks


@pytest.fixture(scope="module")
def books() -> Rulebooks:
    return Rulebooks.load()


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(1995, 2, 16), "law-2003"),
        (date(2023, 12, 31), "law-2003"),
        (date(2024, 1, 1), "law-2022"),
        (date(2025, 6, 30), "law-2022"),
        (date(2025, 7, 1), "law-2022-nd152"),
        (date(2040, 1, 1), "law-2022-nd152"),
    ],
)
def test_each_day_has_the_rules_of_its_era(books: Rulebooks, day: date, era: str) -> None:
    assert books.at(day) == books.by_id(era)


def test_an_era_is_in_force_between_its_dates_only(books: Rulebooks) -> None:
    era = books.by_id("law-2022")
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    assert [era.in_force_on(day) for day in days] == [False, True, True, False]
    assert books.by_id("law-2022-nd152").in_force_on(date(2099, 1, 1))


def test_the_covenant_is_due_on_31_march(books: Rulebooks) -> None:
    assert books.by_id("law-2003").deadlines["covenant_signing"].in_year(2011) == Figure(
        date(2011, 3, 31), Source("CV 01/BHXH-TĐKT 04/01/2011", "mục 3", Status.FOUND)
    )


def test_a_long_movement_is_registered_by_30_november_of_the_year_before(books: Rulebooks) -> None:
    assert books.by_id("law-2003").deadlines["long_movement_registration"].in_year(2014).value == date(2013, 11, 30)


@pytest.mark.parametrize(
    ("districts", "clusters"), [(1, 1), (9, 1), (10, 2), (14, 2), (15, 3), (19, 3), (20, 4), (24, 4), (25, 5), (30, 5)]
)
def test_a_province_forms_its_district_clusters_by_the_bands(books: Rulebooks, districts: int, clusters: int) -> None:
    assert books.by_id("law-2022").cluster_bands.clusters_for(districts) == Figure(
        clusters, Source("CV 4268/BHXH-TĐKT 22/12/2021", "mục A.I.5", Status.FOUND)
    )


def test_no_district_office_forms_no_cluster(books: Rulebooks) -> None:
    with pytest.raises(ValueError, match="at least one district office, not 0"):
        books.by_id("law-2022").cluster_bands.clusters_for(0)


@pytest.mark.parametrize(("leaders", "flags"), [(4, 0), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3)])
def test_a_fifth_of_the_leaders_may_be_proposed_for_the_government_flag(
    books: Rulebooks, leaders: int, flags: int
) -> None:
    era = books.by_id("law-2003")
    quota = era.quota_of(era.titles["CO_CHINH_PHU"])
    assert quota is not None
    assert quota.places(leaders) == flags


def test_before_2024_fifteen_in_a_hundred_advanced_workers_may_be_base_fighters_and_after_it_there_is_no_cap(
    books: Rulebooks,
) -> None:
    before, after = books.by_id("law-2003"), books.by_id("law-2022")
    quota = before.quota_of(before.titles["CSTDCS"])
    assert quota is not None
    assert quota.places(39) == 5
    assert after.quota_of(after.titles["CSTDCS"]) is None


def test_a_sector_flag_goes_to_a_cluster_leader_by_the_members_secret_vote(books: Rulebooks) -> None:
    era = books.by_id("law-2022")
    flag = era.titles["CO_BHXH"]
    vote = era.selection_rule(flag)
    assert vote is not None
    assert (flag.must_lead_cluster.value, vote.secret.value, vote.denominator.value) == (
        True,
        True,
        Denominator.ALL_MEMBERS,
    )
    assert era.selection_rule(era.titles["TTLDXS"]) is None


def test_the_council_gives_a_flag_with_eighty_in_a_hundred_of_all_its_members(books: Rulebooks) -> None:
    era = books.by_id("law-2022")
    rule = era.council_rule(era.titles["CO_BHXH"])
    assert [rule.threshold.value.met_by(votes, 15) for votes in (11, 12)] == [False, True]
    assert rule.threshold.source.status is Status.ANALOGUE


def test_the_authority_over_sector_titles_changes_when_the_agency_enters_the_ministry(books: Rulebooks) -> None:
    flag = books.by_id("law-2022").titles["CO_BHXH"]
    days = (date(2023, 1, 1), date(2025, 2, 28), date(2025, 3, 1))
    assert [flag.authority_on(day).name.en for day in days] == [
        "Director General of Vietnam Social Security",
        "Director General of Vietnam Social Security",
        "Minister of Finance",
    ]


def test_reward_money_is_a_multiple_of_the_base_salary_of_the_day(books: Rulebooks) -> None:
    era = books.by_id("law-2022")
    days = (date(2024, 6, 30), date(2024, 7, 1))
    assert [era.rewards.money("CO_BHXH", day) for day in days] == [Decimal(14_400_000), Decimal(18_720_000)]
    assert era.rewards.money("HUAN_CHUONG", date(2024, 7, 1)) is None
    assert era.rewards.base_salary_on(date(2000, 1, 1)).source.status is Status.UNVERIFIED
    assert era.reward_of(era.titles["CO_CHINH_PHU"]) == era.rewards.multiples["CO_CHINH_PHU"]


def test_reward_money_is_whole_dong(books: Rulebooks) -> None:
    rewards = books.by_id("law-2022").rewards
    assert str(rewards.money("TTLDXS", date(2024, 7, 1))) == "3510000"
    odd = (date(2024, 7, 1), replace(rewards.base_salary_on(date(2024, 7, 1)), value=Decimal(2_340_005)))
    salary = replace(rewards, base_salaries=(odd,))
    assert [str(salary.money(title, date(2025, 1, 1))) for title in ("TTLDXS", "LDTT")] == ["3510008", "702002"]


def test_a_score_table_has_950_points_of_content_and_a_bonus_cap_of_50(books: Rulebooks) -> None:
    scoring = books.by_id("law-2022").scoring
    assert (scoring.content_points.value, scoring.bonus_cap.value) == (Decimal(950), Decimal(50))
    assert scoring.tie_chain.value[-1] is TieStep.EQUAL_RANK
    assert [tier.prizes for tier in scoring.prize_tiers.value] == [1, 3, 5, 10]


def test_the_version_names_the_era_and_its_content(books: Rulebooks) -> None:
    era = books.by_id("law-2022")
    assert era.version == f"law-2022@{era.hash[:12]}"
    assert len({book.hash for book in books.eras}) == len(books.eras)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for era in ("law-2003", "law-2022", "law-2022-nd152"):
        shutil.copytree(FOLDER / era, tmp_path / era)
    return tmp_path


def test_the_hash_moves_with_the_content_and_not_with_the_comments(copy: Path, books: Rulebooks) -> None:
    chapter = copy / "law-2022" / "clusters.toml"
    before = chapter.read_text(encoding="utf-8")
    chapter.write_text("# another remark\n" + before, encoding="utf-8")
    assert Rulebooks.load(copy).by_id("law-2022").hash == books.by_id("law-2022").hash
    chapter.write_text(before.replace("least = 25, clusters = 5", "least = 25, clusters = 6"), encoding="utf-8")
    assert Rulebooks.load(copy).by_id("law-2022").hash != books.by_id("law-2022").hash


BREAKAGES = [
    ("rulebook", 'id = "law-2022"', 'id = "law"', "id: must be the folder's name, law-2022"),
    (
        "rulebook",
        "in_force_to = 2025-06-30",
        "in_force_to = 2025-06-29",
        "in_force_to: leaves a gap before law-2022-nd152",
    ),
    ("rulebook", "in_force_to = 2025-06-30", "in_force_to = 2025-07-01", "in_force_to: overlaps law-2022-nd152"),
    ("rulebook", "in_force_to = 2025-06-30", "", "in_force_to: overlaps law-2022-nd152"),
    ("rulebook", "in_force_to = 2025-06-30", 'in_force_to = "soon"', "in_force_to: expected a date, got 'soon'"),
    ("rulebook", "in_force_to = 2025-06-30", "in_force_to =", "rulebook.toml: Invalid value (at line 6, column 14)"),
    ("rulebook", "in_force_to", "colour = 1\nin_force_to", "colour: unknown key"),
    ("deadlines", '"03-31"', '"31 March"', "covenant_signing: due: value: expected a date such as '03-31'"),
    ("deadlines", '"03-31"', '"02-29"', "covenant_signing: due: value: day is out of range for month"),
    ("deadlines", 'source = "cv01"', 'source = "cv02"', "source: names no source of this file: 'cv02'"),
    ("clusters", 'source = "cv4268"\n', "", "source: missing"),
    ("clusters", "least = 10", "least = 11", "bands: must begin at 1, meet, and end open"),
    (
        "clusters",
        "least = 25, clusters = 5",
        "least = 25, clusters = -5",
        "bands[4]: clusters: expected a whole number",
    ),
    (
        "clusters",
        'status = "found"',
        'status = "sure"',
        "sources.cv4268: status: expected one of found, analogue, unverified",
    ),
    ("clusters", 'status = "found"', "", "sources.cv4268: status: missing"),
    ("titles", 'holder = "collective"', 'holder = "committee"', "holder: expected one of collective, person"),
    ("titles", 'council_vote = "council_flags"', 'council_vote = "dice"', "council_vote: 'dice' stands in no chapter"),
    ("titles", "from = 2025-03-01", "from = 2023-03-01", "authorities: must be in the order of their dates"),
    (
        "titles",
        "covenant_required = { value = true",
        "covenant_required = { value = 1",
        "value: expected true or false, got 1",
    ),
    ("voting", '">= 2/3"', '"most"', "quorum: value: expected a share such as '>= 2/3' or '> 1/2', got 'most'"),
    ("voting", '">= 2/3"', '">= 4/3"', "quorum: value: expected a share"),
    ("voting", "max_rounds = { value = 2", "max_rounds = { value = true", "max_rounds: value: expected a whole number"),
    ("quotas", '"1/5"', '"one fifth"', "share: value: expected a part such as '1/5', got 'one fifth'"),
    ("rewards", "CO_BHXH = ", "CO_X = ", "multiples: CO_X: no such title"),
    ("rewards", "value = 12,", "value = nan,", "CO_CHINH_PHU: value: expected a number of at least 0"),
    ("rewards", "value = 12,", 'value = "12",', "CO_CHINH_PHU: value: expected a number, got '12'"),
    ("rewards", "from = 2024-07-01", "from = 2020-07-01", "base_salaries: must be in the order of their dates"),
    ("scoring", '"fewer_penalties", "equal_rank"', '"equal_rank", "fewer_penalties"', "the last must be equal_rank"),
    ("scoring", "[award_bonus]", "[[award_bonus]]", "award_bonus: expected a table"),
    ("scoring", "rows = [", "rows = []\nspare = [", "classes: rows: empty"),
    ("scoring", "decimals = { value", "decimals = { note", "decimals: value: missing"),
]


@pytest.mark.parametrize(("chapter", "stands", "instead", "reason"), BREAKAGES)
def test_a_broken_rulebook_is_refused_by_file_and_key(
    copy: Path, chapter: str, stands: str, instead: str, reason: str
) -> None:
    path = copy / "law-2022" / f"{chapter}.toml"
    text = path.read_text(encoding="utf-8")
    assert stands in text
    path.write_text(text.replace(stands, instead, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        Rulebooks.load(copy)
    assert f"law-2022/{chapter}.toml: " in str(refused.value)
    assert reason in str(refused.value)


def test_a_missing_chapter_is_named(copy: Path) -> None:
    (copy / "law-2022" / "quotas.toml").unlink()
    with pytest.raises(RulebookError, match=r"law-2022/quotas\.toml: file missing"):
        Rulebooks.load(copy)


def test_the_last_era_must_be_open(copy: Path) -> None:
    shutil.rmtree(copy / "law-2022-nd152")
    with pytest.raises(RulebookError, match=r"law-2022/rulebook\.toml: in_force_to: the last era must be open"):
        Rulebooks.load(copy)


def test_a_folder_without_rulebooks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="no rulebook found"):
        Rulebooks.load(tmp_path)
