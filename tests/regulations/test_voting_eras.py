"""D4: each era's rule of the vote, with the count just on and just under each of its lines."""

from __future__ import annotations

from datetime import date

import pytest

from kernel.explanation import Status
from regulations.chapters import Denominator, TieRule, VotingRule
from regulations.commendations import COMMENDATIONS
from regulations.rulebook import Rulebooks

BOOKS = Rulebooks.load()
BEFORE_ND91, UNDER_ND91, COURTS, ND152 = date(2016, 6, 1), date(2020, 6, 1), date(2024, 6, 1), date(2026, 1, 15)
ERAS = [BEFORE_ND91, UNDER_ND91, COURTS, ND152]

COUNCIL = 15
THRESHOLDS = [
    (BEFORE_ND91, "council_fighters", 14),
    (BEFORE_ND91, "council_flags", 11),
    (BEFORE_ND91, "council_base", 11),
    (BEFORE_ND91, "cluster_selection", 8),
    (UNDER_ND91, "council_fighters", 14),
    (UNDER_ND91, "council_flags", 11),
    (UNDER_ND91, "council_base", 11),
    (UNDER_ND91, "cluster_selection", 8),
    (COURTS, "council_fighters", 14),
    (COURTS, "council_flags", 12),
    (COURTS, "council_base", 8),
    (COURTS, "cluster_selection", 8),
    (ND152, "council_fighters", 14),
    (ND152, "council_flags", 12),
    (ND152, "council_base", 8),
    (ND152, "cluster_selection", 8),
]
"""Of a council (or cluster) of fifteen: the least number of votes that passes."""


def rule(day: date, code: str) -> VotingRule:
    return BOOKS.at(day).voting[code]


@pytest.mark.parametrize(("day", "code", "least"), THRESHOLDS)
def test_so_many_of_fifteen_pass_and_one_fewer_do_not(day: date, code: str, least: int) -> None:
    threshold = rule(day, code).threshold.value
    assert (threshold.met_by(least, COUNCIL), threshold.met_by(least - 1, COUNCIL)) == (True, False)
    assert threshold.least(COUNCIL) == least


@pytest.mark.parametrize("day", ERAS)
def test_two_thirds_make_a_quorum_in_every_era_and_one_fewer_do_not(day: date) -> None:
    for each in BOOKS.at(day).voting.values():
        assert [each.quorum.value.met_by(present, 11) for present in (8, 7)] == [True, False]
        assert each.denominator.value is Denominator.ALL_MEMBERS


@pytest.mark.parametrize(
    ("day", "code", "allowed", "status"),
    [
        (UNDER_ND91, "council_flags", False, Status.UNVERIFIED),
        (COURTS, "council_flags", False, Status.UNVERIFIED),
        (ND152, "council_flags", True, Status.ANALOGUE),
        (ND152, "council_fighters", True, Status.ANALOGUE),
        (ND152, "council_base", True, Status.ANALOGUE),
        (UNDER_ND91, "cluster_selection", True, Status.UNVERIFIED),
        (ND152, "cluster_selection", True, Status.UNVERIFIED),
    ],
)
def test_substitutes_vote_in_a_council_only_where_a_text_says_so(
    day: date,
    code: str,
    allowed: bool,
    status: Status,
) -> None:
    found = rule(day, code).substitutes
    assert (found.value, found.source.status) == (allowed, status)


@pytest.mark.parametrize(
    ("day", "code", "tie"),
    [
        (UNDER_ND91, "council_fighters", TieRule.AUTHORITY),
        (UNDER_ND91, "council_flags", TieRule.HEAD_AND_DEPUTY),
        (COURTS, "council_fighters", TieRule.AUTHORITY),
        (COURTS, "council_flags", TieRule.HEAD_AND_DEPUTY),
        (ND152, "council_fighters", TieRule.CHAIR),
        (ND152, "council_flags", TieRule.CHAIR),
        (ND152, "cluster_selection", TieRule.HEAD_AND_DEPUTY),
    ],
)
def test_who_decides_when_the_members_do_not(day: date, code: str, tie: TieRule) -> None:
    assert (rule(day, code).tie.value, rule(day, code).max_rounds.value) == (tie, 2)


@pytest.mark.parametrize("day", ERAS)
def test_absentees_of_a_council_write_and_those_of_a_cluster_do_not(day: date) -> None:
    written = {code: each.absent_in_writing.value for code, each in BOOKS.at(day).voting.items()}
    assert written == {
        "cluster_selection": False,
        "council_fighters": True,
        "council_flags": True,
        "council_base": True,
    }


@pytest.mark.parametrize(
    ("day", "code", "document", "status"),
    [
        (BEFORE_ND91, "council_fighters", "QĐ 2264/QĐ-KTNN 2014, TT 35/2015/TT-BGDĐT", Status.ANALOGUE),
        (UNDER_ND91, "council_fighters", "NĐ 91/2017/NĐ-CP", Status.FOUND),
        (COURTS, "council_flags", "TT 01/2024/TT-TANDTC", Status.ANALOGUE),
        (ND152, "council_flags", "NĐ 152/2025/NĐ-CP", Status.UNVERIFIED),
    ],
)
def test_each_threshold_says_how_far_it_can_be_trusted(day: date, code: str, document: str, status: Status) -> None:
    source = rule(day, code).threshold.source
    assert (source.document, source.status) == (document, status)


@pytest.mark.parametrize("day", ERAS)
def test_only_the_vote_on_other_titles_may_be_wholly_written_and_only_since_2025(day: date) -> None:
    written = {code for code, each in BOOKS.at(day).voting.items() if each.wholly_written.value}
    assert written == ({"council_base"} if day == ND152 else set())


@pytest.mark.parametrize("day", ERAS)
def test_a_mid_year_commendation_is_voted_on_in_a_session_and_a_sudden_one_need_not_be(day: date) -> None:
    ways = BOOKS.at(day).chapter(COMMENDATIONS) or {}
    assert {kind: (way.vote_required.value, way.bare_count.value) for kind, way in ways.items()} == {
        "SUDDEN": (False, True),
        "THEMATIC": (True, True),
        "MID_YEAR": (True, False),
    }
