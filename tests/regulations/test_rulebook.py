"""The rulebooks on disk: what they answer, era by era."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kernel.explanation import Source, Status
from regulations.chapters import Denominator, TieStep
from regulations.figures import Figure
from regulations.rulebook import Rulebooks


@pytest.fixture(scope="module")
def books() -> Rulebooks:
    return Rulebooks.load()


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(1995, 2, 16), "law-2003"),
        (date(2011, 8, 4), "law-2003"),
        (date(2011, 8, 5), "qd838-2011"),
        (date(2014, 8, 19), "qd838-2011"),
        (date(2014, 8, 20), "nd65-2014"),
        (date(2017, 9, 30), "nd65-2014"),
        (date(2017, 10, 1), "nd91-2017"),
        (date(2018, 2, 22), "nd91-2017"),
        (date(2018, 2, 23), "qd234-2018"),
        (date(2020, 12, 23), "qd234-2018"),
        (date(2020, 12, 24), "qd2418-2020"),
        (date(2021, 12, 21), "qd2418-2020"),
        (date(2021, 12, 22), "cv4268-2021"),
        (date(2023, 12, 31), "cv4268-2021"),
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
    era = books.by_id("nd91-2017")
    quota = era.quota_of(era.titles["CO_CHINH_PHU"])
    assert quota is not None
    assert quota.places(leaders) == flags


def test_before_2024_fifteen_in_a_hundred_advanced_workers_may_be_base_fighters_and_after_it_there_is_no_cap(
    books: Rulebooks,
) -> None:
    before, after = books.by_id("cv4268-2021"), books.by_id("law-2022")
    quota = before.quota_of(before.titles["CSTDCS"])
    assert quota is not None
    assert quota.places(39) == 5
    assert after.quota_of(after.titles["CSTDCS"]) is None
    assert "base_fighters" not in after.quotas


@pytest.mark.parametrize("title", ["CO_CHINH_PHU", "CSTDCS"])
def test_before_decree_91_no_share_is_given(books: Rulebooks, title: str) -> None:
    days = (date(2014, 8, 20), date(2017, 9, 30), date(2017, 10, 1))
    assert [era.quota_of(era.titles[title]) is None for era in map(books.at, days)] == [True, True, False]


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
