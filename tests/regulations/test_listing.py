"""Every figure by its key: what applied on a day, since when, and what changed between two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from regulations.listing import changes, entries_of, history, in_force, wanted
from regulations.refusals import NoRulesYet, UnknownChapter, UnknownRuleKey
from regulations.rulebook import Rulebook, Rulebooks

BOOKS = Rulebooks.load()


def value(key: str, day: date) -> str:
    [found] = [each.value for each in in_force(BOOKS, day) if each.key == key]
    return found


@pytest.mark.parametrize("era", BOOKS.eras, ids=lambda era: era.id)
def test_every_figure_has_a_key_a_value_and_a_source(era: Rulebook) -> None:
    entries = entries_of(era)
    assert len({(each.key, each.since) for each in entries}) == len(entries)
    assert [each.key for each in entries if not (each.value and each.source.document and each.name.vi)] == []


def test_on_every_first_and_last_day_of_an_era_each_figure_applies_once() -> None:
    for era in BOOKS.eras:
        for day in (era.in_force_from, era.in_force_to or date(2026, 11, 22)):
            keys = [each.key for each in in_force(BOOKS, day)]
            assert len(keys) == len(set(keys)) > 100


def test_a_figure_taken_over_by_later_eras_stands_from_its_first_day() -> None:
    [share] = history(BOOKS, "quotas.base_fighters.share")
    assert (share.since, share.until, share.source.article) == (
        date(2017, 10, 1),
        date(2023, 12, 31),
        "Điều 9 khoản 3",
    )
    [listed] = [each for each in in_force(BOOKS, date(2022, 6, 1)) if each.key == "quotas.base_fighters.share"]
    assert listed == share


@pytest.mark.parametrize(
    ("key", "before", "after", "day"),
    [
        ("deadlines.government_flag_dossier", "31/03 (Y+1)", "30/06 (Y+1)", date(2024, 1, 1)),
        ("rewards.base_salaries", "1800000", "2340000", date(2024, 7, 1)),
    ],
)
def test_a_figure_changes_on_its_day_and_not_the_day_before(key: str, before: str, after: str, day: date) -> None:
    assert (value(key, day - timedelta(days=1)), value(key, day)) == (before, after)


def test_who_decides_changes_inside_an_era() -> None:
    key, day = "titles.CO_BHXH.authorities", date(2025, 3, 1)
    assert "Tổng Giám đốc" in value(key, day - timedelta(days=1))
    assert "Bộ trưởng Bộ Tài chính" in value(key, day)
    assert key in {each.key for each in changes(BOOKS, day - timedelta(days=1), day)}


def test_a_history_has_no_gap_and_puts_together_what_stayed_the_same() -> None:
    found = history(BOOKS, "rewards.base_salaries")
    assert [each.since.year for each in found] == [2011, 2012, 2013, 2016, 2017, 2018, 2019, 2023, 2024, 2026]
    assert [each.value for each in found[-3:]] == ["1800000", "2340000", "2530000"]
    assert [each.until for each in found[:-1]] == [each.since - timedelta(days=1) for each in found[1:]]
    assert found[-1].until is None


def test_a_key_or_a_chapter_that_is_none_is_refused_with_those_near_it() -> None:
    with pytest.raises(UnknownRuleKey) as refused:
        history(BOOKS, "quotas.government")
    assert refused.value.facts["near"] == (
        "quotas.government_flag.basis, quotas.government_flag.rounding, quotas.government_flag.share"
    )
    with pytest.raises(UnknownChapter):
        wanted(BOOKS, date(2024, 1, 1), "quota")


def test_a_quota_that_the_new_law_does_not_set_ends_with_the_old_one() -> None:
    gone = [each for each in changes(BOOKS, date(2023, 12, 31), date(2024, 1, 1)) if each.after is None]
    assert {each.key for each in gone if each.key.endswith(".share")} == {"quotas.base_fighters.share"}


def test_nothing_changes_from_a_day_to_itself() -> None:
    assert changes(BOOKS, date(2024, 5, 5), date(2024, 5, 5)) == []


def test_before_the_first_era_nothing_is_known() -> None:
    day = BOOKS.eras[0].in_force_from - timedelta(days=1)
    with pytest.raises(NoRulesYet, match="2004-07-01"):
        in_force(BOOKS, day)
    with pytest.raises(NoRulesYet):
        changes(BOOKS, day, date(2024, 1, 1))


def test_a_figure_that_is_counted_says_in_what() -> None:
    units = {each.key: each.unit.en for each in in_force(BOOKS, date(2024, 12, 31)) if each.unit is not None}
    assert [units.get(key) for key in ("clusters.bands.25", "rewards.base_salaries", "scoring.bonus_cap")] == [
        "clusters",
        "đồng a month",
        "points",
    ]
    assert "titles.CO_BHXH.authorities" not in units
