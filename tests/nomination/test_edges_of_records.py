"""A record read on the very day: what is of that day counts, what is of the next does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from kernel.aggregate import identity
from kernel.explanation import Explanation
from kernel.refusals import Refusal
from regulations.chains import chains_of
from regulations.conditions import DisciplineForm
from regulations.figures import Share
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.in_words import least_in_words
from services.nomination.domain.medal.on_file import OnFile
from services.nomination.domain.merit.assessment import assess
from services.nomination.domain.merit.facts import Absence, Attestation, Bearer, Fact, Merger, Opening, Predecessor
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.findings import State
from services.nomination.domain.merit.judging import Case
from services.nomination.domain.merit.record import Record
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.merit.years import full_years
from services.nomination.domain.over_the_line import Change, over_the_line
from services.nomination.domain.quota import line_up
from services.nomination.domain.refusals.merit import MeritFactInTheFuture
from services.nomination.domain.terms import local_day
from tests.nomination.examples import january, nominated
from tests.nomination.merit import (
    OLD_UNIT,
    award,
    discipline,
    initiative,
    inquiry,
    person_file,
    put,
    rated,
    unit_file,
)
from tests.nomination.running import RULEBOOKS
from tests.nomination.test_chains import LAW_2022, asked, state, worker
from tests.nomination.test_over_the_line import contender, quota

BEFORE, DAY = date(2025, 1, 10), date(2025, 1, 11)


def test_an_award_and_an_initiative_count_from_their_day_on() -> None:
    file = person_file()
    given, made = put(file, award("LDTT", 2024, DAY)), put(file, initiative(on=DAY))
    record = Record.of(file)
    assert [list(record.awards("LDTT", day)) for day in (BEFORE, DAY)] == [[], [2024]]
    assert record.awards("LDTT", DAY)[2024][0] == given
    assert [[id for id, _ in record.initiatives(day)] for day in (BEFORE, DAY)] == [[], [made]]


def test_the_oldest_initiative_comes_first() -> None:
    file = person_file()
    later = put(file, initiative(on=date(2024, 5, 2)))
    earlier = put(file, replace(initiative(on=date(2024, 5, 1)), name="Số hóa hồ sơ"))
    assert [id for id, _ in Record.of(file).initiatives(DAY)] == [earlier, later]


def test_the_sanction_that_ends_last_counts_from_the_day_it_begins() -> None:
    file = person_file()
    lasting = put(file, discipline(date(2023, 1, 1), date(2024, 12, 31)))
    put(file, discipline(date(2024, 1, 1), date(2024, 6, 30)))
    begun = put(file, discipline(DAY))
    found = [Record.of(file).last_sanction(day) for day in (BEFORE, DAY)]
    assert [each and each[0] for each in found] == [lasting, begun]


@pytest.mark.parametrize(("until", "expected"), [(BEFORE, State.MET), (LAW_2022, State.BARRED)])
def test_a_sanction_bars_on_its_last_day(until: date, expected: State) -> None:
    file = worker(rated(2024), initiative(), discipline(date(2023, 2, 1), date(2023, 12, 31)))
    assert state(file, "LDTT") is State.MET
    put(file, discipline(date(2023, 3, 1), until))
    found = {each.label.en: each.value for each in _asked(file).walk()}
    assert (found["Achievements count from the end of a sanction"] == "BARRED") is (expected is State.BARRED)


def _asked(file: MeritFile) -> Explanation:
    return asked(file, "LDTT").tree


def test_a_discipline_bars_from_the_day_it_begins() -> None:
    file = worker(rated(2024), discipline(date(2024, 12, 20)))
    trees = [asked(file, "LDTT", day=date(2024, 12, each)).tree for each in (19, 20)]
    assert [tree.inputs[0].label.en for tree in trees] == ["No discipline from reprimand up"] * 2
    assert [tree.inputs[0].value for tree in trees] == ["MET", "BARRED"]


def test_an_inquiry_bars_from_its_day_to_the_day_before_it_is_cleared() -> None:
    file = worker(rated(2024))
    opened = put(file, inquiry(date(2024, 12, 20)))
    file.clear(january(11), opened, date(2024, 12, 24), "không vi phạm")
    days = [state(file, "LDTT", day=date(2024, 12, each)) for each in (19, 20, 23, 24)]
    assert days == [State.MET, State.BARRED, State.BARRED, State.MET]


@pytest.mark.parametrize(("day", "years"), [(date(2025, 2, 28), 4), (date(2025, 3, 1), 5), (date(2025, 3, 2), 5)])
def test_years_are_full_on_their_day(day: date, years: int) -> None:
    assert full_years(date(2020, 3, 1), day) == years


def test_who_came_before_the_year_has_served_all_of_it_and_who_comes_after_none() -> None:
    tree = {each.label.en: str(each.formula) for each in _asked(worker(rated(2024), since=date(2019, 6, 1))).walk()}
    assert tree["In service for 10 months of the year"] == "2019-06-01: 12/10"
    assert state(worker(rated(2024), since=date(2025, 1, 1)), "LDTT") is State.BARRED


def test_a_file_is_complete_from_a_year_that_has_begun() -> None:
    file = person_file(complete_from=None)
    with pytest.raises(MeritFactInTheFuture) as refused:
        file.declare_complete(january(11), 2026)
    assert refused.value.fields == ("from_year",)
    file.declare_complete(january(11), 2025)
    assert file.complete_from == 2025


def test_the_record_of_merged_units_has_the_uses_of_all_and_its_own_opening() -> None:
    file, old = unit_file(), MeritFile.open(january(11), Opening(Bearer.unit(OLD_UNIT), 2015, date(2000, 1, 1)))
    mine, theirs = put(file, initiative()), put(old, initiative(on=date(2015, 5, 1)))
    for each, used in ((file, mine), (old, theirs)):
        each.use(january(11), used, Use("BK_BHXH", 2024, identity("nomination", "x")))
    put(file, Predecessor(OLD_UNIT, date(2016, 7, 1)))
    record = Record.of(file, [old])
    assert (set(record.uses), record.opened_by) == ({mine, theirs}, file.opened_by)


def test_the_history_of_a_unit_is_missed_from_the_day_it_went_up_in_another() -> None:
    merger = Merger(OLD_UNIT, "BHXH-15", DAY, identity("event", "merger"))
    rules = RULEBOOKS.at(DAY)
    said = []
    for day in (BEFORE, DAY):
        record = Record.of(unit_file(), undeclared=(merger,))
        tree = assess(Case(record, chains_of(rules), "TTLDXS", 2024, day), rules).tree
        said.append("BHXH-15" in str(tree.as_dict()))
    assert said == [False, True]


def test_all_units_that_went_up_in_another_are_named_in_both_languages_with_their_events() -> None:
    mergers = [
        Merger(OLD_UNIT, "BHXH-15", DAY, identity("event", "merger")),
        Merger(identity("unit", "BHXH-21"), "BHXH-21", DAY, identity("event", "another")),
    ]
    record, rules = Record.of(unit_file(), undeclared=tuple(mergers)), RULEBOOKS.at(DAY)
    tree = assess(Case(record, chains_of(rules), "TTLDXS", 2024, DAY), rules).tree
    noted = [each for each in tree.walk() if "BHXH-15" in str(each.formula)]
    assert noted
    for each in noted:
        assert "lịch sử của BHXH-15, BHXH-21 chưa được khai kế thừa" in str(each.formula)
        assert "the history of BHXH-15, BHXH-21 was not declared to count" in str(each.formula)
        assert {merger.event for merger in mergers} <= set(each.events)


def test_who_was_dismissed_is_barred_from_a_medal_from_that_day() -> None:
    file = person_file()
    put(file, discipline(DAY, form=DisciplineForm.DISMISSAL))
    assert [len(list(OnFile.of(file).bars(day))) for day in (BEFORE, DAY)] == [0, 1]


@pytest.mark.parametrize(("votes", "wanting"), [(14, ["2"]), (15, [])])
def test_all_of_the_base_may_be_what_is_wanting_and_more_than_that_is_not_told(votes: int, wanting: list[str]) -> None:
    of = quota(date(2025, 1, 11), "CO_CHINH_PHU", 5)
    order = line_up([contender("a", votes, "900"), contender("b", votes - 1, "899")], of.places)
    [over] = over_the_line(of, order)
    assert [str(each.amount) for each in over.keeping if each.change is Change.MORE_VOTES] == wanting


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (9, "2/3 of 9 is 6, because 9 × 2 / 3 = 6 exactly"),
        (4, "2/3 of 4 is 3, because 4 × 2 / 3 = 2.66…: 2 falls short, 3 reaches it"),
    ],
)
def test_a_share_is_exact_only_where_it_is(whole: int, said: str) -> None:
    assert least_in_words(Share(2, 3), whole).en == said


def test_the_last_vote_is_of_its_kind() -> None:
    nomination = nominated()
    result = Result(nomination.id, 14, 0, 0, 15, 12, passed=True)
    for kind in SessionKind:
        nomination.voted(january(20), uuid4(), kind, 1, result)
    assert [vote and vote.kind for vote in map(nomination.last_vote, SessionKind)] == list(SessionKind)


def test_a_file_may_be_opened_for_who_came_today_not_for_who_comes_tomorrow() -> None:
    for since, inside in ((DAY, True), (date(2025, 1, 12), False)):
        opening = Opening(Bearer.person("CB-9"), None, since)
        if inside:
            assert MeritFile.open(january(11), opening).opening.since == since
            continue
        with pytest.raises(MeritFactInTheFuture) as refused:
            MeritFile.open(january(11), opening)
        assert refused.value.fields == ("since",)


def test_two_awards_each_use_their_own_initiatives() -> None:
    file = person_file()
    first, second = put(file, initiative(on=date(2023, 5, 1))), put(file, initiative())
    given = [put(file, award("CSTDCS", year, initiatives=(used,))) for year, used in ((2023, first), (2024, second))]
    assert {id: use.by for id, use in file.holdings.uses.items()} == dict(zip((first, second), given, strict=True))


def test_a_corrected_fact_stands_in_the_place_of_the_other_and_one_more_beside_it() -> None:
    file = person_file()
    old = put(file, initiative(on=date(2024, 5, 1)))
    new = put(file, initiative(on=date(2024, 5, 2)), corrects=old)
    more = put(file, replace(initiative(on=date(2024, 5, 3)), name="Số hóa hồ sơ"))
    assert [id for id, _ in Record.of(file).initiatives(DAY)] == [new, more]


@pytest.mark.parametrize(
    "fact",
    [
        Absence(2024, 12, maternity=False),
        Absence(2024, 12, maternity=True),
        Attestation(2024, "conduct", holds=True),
        rated(2024),
        award("LDTT", 2024),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_of_a_year_stands_once(fact: Fact) -> None:
    file = person_file()
    put(file, fact)
    with pytest.raises(Refusal) as refused:
        put(file, fact)
    assert refused.value.code in {"title-given-twice", "merit-fact-recorded-already"}


def test_leave_and_maternity_leave_of_one_year_stand_side_by_side() -> None:
    file = person_file()
    for maternity in (False, True):
        put(file, Absence(2024, 12, maternity=maternity))
    with pytest.raises(Refusal):
        put(file, Absence(2024, 3, maternity=True))


def test_a_fact_of_a_year_may_be_recorded_from_its_first_day_on() -> None:
    attestation = Attestation(2025, "conduct", holds=True)
    put(person_file(), attestation, act=january(1))
    with pytest.raises(MeritFactInTheFuture):
        put(person_file(), replace(attestation, year=2026), act=january(11))


def test_a_day_is_that_of_vietnam_wherever_the_machine_stands() -> None:
    late = datetime(2025, 1, 10, 17, 0, tzinfo=UTC)
    assert [local_day(late - timedelta(seconds=1)), local_day(late)] == [BEFORE, DAY]
