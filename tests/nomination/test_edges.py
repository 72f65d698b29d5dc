"""Every rule of nomination just inside and just outside: the day itself and its neighbours, none, one and the most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.refusals import Refusal
from regulations.chapters import VotingRule
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.commendation_facts import HandCount
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.merit.facts import Absence, Fact, Kept, Membership
from services.nomination.domain.papers import Paper
from services.nomination.domain.refusals.commendations import CountNotPossible
from services.nomination.domain.refusals.dossiers import PaperNotWhole
from services.nomination.domain.refusals.examples import NotYetPublished
from services.nomination.domain.refusals.medal import PersonCodeMissing, SpansOverlap, SpanTurnedRound, TimeNotLived
from services.nomination.domain.refusals.merit import (
    AwardBeforeItsYear,
    MeritCountImpossible,
    MeritDaysOutOfOrder,
    MeritFactInTheFuture,
    MeritYearImpossible,
    NotInTheUnitLeft,
    PersonInTwoUnits,
)
from services.nomination.domain.refusals.rotation import (
    RotationKindUnknown,
    RotationYearMalformed,
    RotationYearsReversed,
)
from services.nomination.domain.refusals.voting import (
    CandidateInAnotherSession,
    CandidateOfAnotherBoard,
    ClusterIsDisbanded,
    MixedVotingRules,
    NoCandidates,
    NoSelectionForTitle,
)
from services.nomination.domain.rules import (
    commendations,
    dossiers,
    examples,
    medal,
    merit,
    rotation,
    voting,
)
from tests.nomination.examples import CASE, CLUSTER, LEADER, MOVEMENT, OFFICES, RULES, candidacy
from tests.nomination.merit import award, discipline, inquiry

DAY_BEFORE, DAY, DAY_AFTER = date(2024, 6, 29), date(2024, 6, 30), date(2024, 7, 1)
FORMER = OFFICES[1]
HASH = "0" * 64
OPEN = Kept(identity("event", "inquiry"), inquiry(DAY), "12/QĐ-BHXH", "officer")


def no_of(call: Callable[[], object]) -> type[Refusal] | None:
    """Which no a rule says; None where it lets the case pass."""
    try:
        call()
    except Refusal as refused:
        return type(refused)
    return None


@pytest.mark.parametrize(
    ("since", "until", "no"),
    [
        (None, None, None),
        ("2014", None, None),
        (None, "2014", None),
        ("2014", "2014", None),
        ("2014", "2015", None),
        ("2015", "2014", RotationYearsReversed),
        ("1900", "2199", None),
        ("1899", None, RotationYearMalformed),
        (None, "2200", RotationYearMalformed),
        ("201", None, RotationYearMalformed),
        ("20140", None, RotationYearMalformed),
        ("", None, RotationYearMalformed),
    ],
)
def test_a_rotation_check_spans_years_of_four_digits_in_order(
    since: str | None, until: str | None, no: type[Refusal] | None
) -> None:
    assert no_of(partial(rotation.years_are_years, since, until)) is no


@pytest.mark.parametrize(
    ("kind", "no"), [(None, None), *((each, None) for each in rotation.KINDS), ("", RotationKindUnknown)]
)
def test_a_rotation_check_is_of_a_kind_that_there_is(kind: str | None, no: type[Refusal] | None) -> None:
    assert no_of(partial(rotation.kind_is_known, kind)) is no


@pytest.mark.parametrize(
    ("cluster", "movement", "no"),
    [
        (CLUSTER, MOVEMENT, None),
        (None, MOVEMENT, None),
        (LEADER, MOVEMENT, CandidateOfAnotherBoard),
        (CLUSTER, LEADER, CandidateOfAnotherBoard),
        (None, LEADER, CandidateOfAnotherBoard),
    ],
)
def test_a_session_votes_on_its_own_board_and_movement(
    cluster: UUID | None, movement: UUID, no: type[Refusal] | None
) -> None:
    assert no_of(partial(voting.candidate_is_of_the_meeting, candidacy(), movement, cluster)) is no


@pytest.mark.parametrize(("cluster", "no"), [(None, None), (CLUSTER, CandidateOfAnotherBoard)])
def test_who_stands_on_no_board_is_voted_on_only_by_a_council(cluster: UUID | None, no: type[Refusal] | None) -> None:
    unranked = candidacy(standing=None)
    assert no_of(partial(voting.candidate_is_of_the_meeting, unranked, MOVEMENT, cluster)) is no


@pytest.mark.parametrize(
    ("kind", "titles", "no"),
    [
        (SessionKind.COUNCIL, [], NoCandidates),
        (SessionKind.COUNCIL, ["TTLDXS", "CO_BHXH"], MixedVotingRules),
        (SessionKind.SELECTION, ["CO_BHXH", "TTLDXS"], NoSelectionForTitle),
    ],
)
def test_a_paper_without_one_rule_is_none(kind: SessionKind, titles: list[str], no: type[Refusal]) -> None:
    assert no_of(partial(voting.one_rule_for_the_paper, kind, titles, RULES)) is no


@pytest.mark.parametrize(
    ("kind", "titles", "rule"),
    [
        (SessionKind.SELECTION, ["CO_BHXH", "CO_CHINH_PHU"], "cluster_selection"),
        (SessionKind.COUNCIL, ["CO_BHXH", "CO_CHINH_PHU"], "council_flags"),
        (SessionKind.COUNCIL, ["TTLDXS"], "council_base"),
    ],
)
def test_titles_of_one_rule_stand_on_one_paper(kind: SessionKind, titles: list[str], rule: str) -> None:
    found = voting.one_rule_for_the_paper(kind, titles, RULES)
    assert (type(found), found.code) == (VotingRule, rule)


@pytest.mark.parametrize(("sessions", "no"), [(0, None), (1, None), (2, CandidateInAnotherSession)])
def test_a_nomination_stands_in_one_session_of_a_kind(sessions: int, no: type[Refusal] | None) -> None:
    held = OFFICES[:sessions]
    assert no_of(partial(voting.candidate_stands_in_no_other_session, CASE.nomination_id, held)) is no


@pytest.mark.parametrize(
    ("disbanded_on", "no"),
    [(None, None), (DAY_AFTER, None), (DAY, ClusterIsDisbanded), (DAY_BEFORE, ClusterIsDisbanded)],
)
def test_a_cluster_convenes_up_to_the_day_before_it_ends(disbanded_on: date | None, no: type[Refusal] | None) -> None:
    assert no_of(partial(voting.cluster_exists_on, DAY, "2024/VII", disbanded_on)) is no


@pytest.mark.parametrize(
    ("hands", "absent", "no"),
    [
        ((5, 5, 5, 0, 0), False, None),
        ((5, 6, 5, 0, 0), False, CountNotPossible),
        ((5, 0, 0, 0, 0), False, None),
        ((0, 0, 0, 0, 0), False, CountNotPossible),
        ((5, 4, 5, 0, 0), False, CountNotPossible),
        ((5, 4, 5, 0, 0), True, CountNotPossible),
        ((5, 4, 5, 0, 0, 1), True, None),
        ((5, 4, 5, 0, 0, 1), False, CountNotPossible),
        ((5, 4, 5, 0, 1, 2), True, CountNotPossible),
        ((5, 4, -1, 0, 0), False, CountNotPossible),
    ],
)
def test_a_count_of_hands_is_of_those_who_are_there(
    hands: tuple[int, ...], absent: bool, no: type[Refusal] | None
) -> None:
    assert no_of(partial(commendations.count_is_possible, HandCount(*hands), absent_in_writing=absent)) is no


@pytest.mark.parametrize(
    ("changed", "no"),
    [
        ({}, None),
        ({"words": 0}, None),
        ({"words": -1}, PaperNotWhole),
        ({"pages": 0}, PaperNotWhole),
        ({"sha256": HASH[1:]}, PaperNotWhole),
        ({"sha256": HASH + "0"}, PaperNotWhole),
    ],
)
def test_a_paper_may_be_of_pictures_but_not_of_nothing(changed: dict[str, object], no: type[Refusal] | None) -> None:
    paper = replace(Paper("list", "Danh sách", HASH, 1, 1), **changed)  # type: ignore[arg-type]
    assert no_of(partial(dossiers.paper_is_whole, paper)) is no


@pytest.mark.parametrize(("published_on", "no"), [(DAY_BEFORE, None), (DAY, None), (DAY_AFTER, NotYetPublished)])
def test_an_example_is_put_down_from_the_day_of_its_publication(published_on: date, no: type[Refusal] | None) -> None:
    assert no_of(partial(examples.it_was_published, published_on, DAY)) is no


@pytest.mark.parametrize(
    ("code", "no"),
    [("", PersonCodeMissing), (" ", PersonCodeMissing), ("1", None), ("1" * 60, None), ("1" * 61, PersonCodeMissing)],
)
def test_the_code_for_a_medal_has_from_one_to_sixty_characters(code: str, no: type[Refusal] | None) -> None:
    assert no_of(partial(medal.person_is_named, code)) is no


@pytest.mark.parametrize(
    ("spans", "no"),
    [
        ([Span(DAY, DAY)], None),
        ([Span(DAY, DAY_BEFORE)], SpanTurnedRound),
        ([Span(DAY_AFTER, None), Span(DAY_BEFORE, DAY)], None),
        ([Span(DAY, None), Span(DAY_BEFORE, DAY)], SpansOverlap),
        ([Span(DAY_BEFORE, None), Span(DAY, DAY)], SpansOverlap),
        ([Span(DAY_BEFORE, DAY_AFTER)], None),
        ([Span(DAY_BEFORE, DAY_AFTER + timedelta(days=1))], TimeNotLived),
        ([Span(DAY_AFTER + timedelta(days=1), None)], TimeNotLived),
        ([Span(date(1945, 1, 1), None)], None),
        ([Span(date(1944, 12, 31), None)], TimeNotLived),
        ([Discipline(DAY, date(2200, 1, 1), "KHIEN_TRACH")], None),
        ([Discipline(DAY_AFTER + timedelta(days=1), None, "KHIEN_TRACH")], TimeNotLived),
    ],
)
def test_a_time_of_one_day_is_one_and_no_day_counts_twice(
    spans: list[Span | Discipline], no: type[Refusal] | None
) -> None:  # rule: times_make_sense
    assert no_of(partial(medal.times_make_sense, spans, DAY_AFTER, "service")) is no


@pytest.mark.parametrize(
    ("year", "no"),
    [(None, None), (1944, MeritYearImpossible), (1945, None), (2200, None), (2201, MeritYearImpossible)],
)
def test_a_file_is_about_the_years_of_the_awards(year: int | None, no: type[Refusal] | None) -> None:
    assert no_of(partial(merit.year_can_be, year)) is no


@pytest.mark.parametrize(
    ("days", "no"), [(0, MeritCountImpossible), (1, None), (366, None), (367, MeritCountImpossible)]
)
def test_days_off_lie_within_a_year(days: int, no: type[Refusal] | None) -> None:
    assert no_of(partial(merit.counts_can_be, Absence(2024, days, maternity=False))) is no


@pytest.mark.parametrize(
    ("fact", "no"),
    [
        (award("LDTT", 2024, date(2024, 1, 1)), None),
        (award("LDTT", 2024, date(2023, 12, 31)), AwardBeforeItsYear),
        (discipline(DAY, DAY), None),
        (discipline(DAY, DAY_BEFORE), MeritDaysOutOfOrder),
    ],
)
def test_what_is_given_for_a_year_or_ends_is_in_order(fact: Fact, no: type[Refusal] | None) -> None:
    assert no_of(partial(merit.ends_after_it_begins, fact)) is no


@pytest.mark.parametrize(
    ("known", "no"),
    [
        ([Membership(FORMER, DAY, DAY)], None),
        ([Membership(FORMER, DAY)], None),
        ([Membership(FORMER, DAY_BEFORE, DAY_BEFORE)], NotInTheUnitLeft),
        ([Membership(FORMER, DAY_AFTER)], NotInTheUnitLeft),
        ([Membership(FORMER, DAY_BEFORE, DAY_AFTER)], PersonInTwoUnits),
        ([Membership(FORMER, DAY_BEFORE, DAY), Membership(FORMER, DAY_AFTER)], PersonInTwoUnits),
    ],
)
def test_who_moves_was_there_the_day_before_and_is_nowhere_else(
    known: list[Membership], no: type[Refusal] | None
) -> None:
    moved = Membership(LEADER, DAY_AFTER, moved_from=FORMER)
    assert no_of(partial(merit.person_is_in_one_unit, moved, known)) is no


@pytest.mark.parametrize(
    ("cleared_on", "today", "no"),
    [
        (DAY, DAY, None),
        (DAY, DAY_AFTER, None),
        (DAY_AFTER, DAY, MeritFactInTheFuture),
        (DAY_BEFORE, DAY, MeritDaysOutOfOrder),
    ],
)
def test_what_is_open_ends_from_its_opening_up_to_today(
    cleared_on: date, today: date, no: type[Refusal] | None
) -> None:
    assert no_of(partial(merit.an_inquiry_ends_once_and_in_order, OPEN, cleared_on, today)) is no
