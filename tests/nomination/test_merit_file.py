"""D2: the merit file of a unit or a person: facts recorded with evidence, corrected, withdrawn, never erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.refusals import Refusal
from kernel.store import EventMapper
from regulations.chains import attested_of
from regulations.chapters import YEAR_END, Holder
from regulations.conditions import RatingLevel
from regulations.medal import Sex
from regulations.rulebook import Rulebooks
from services.nomination.domain.merit.facts import (
    Absence,
    Attestation,
    Bearer,
    Entry,
    Fact,
    InquiryKind,
    Membership,
    Opening,
    Predecessor,
)
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.refusals.merit import (
    AwardBeforeItsYear,
    EvidenceIsRequired,
    InitiativeUsedTwice,
    MeritCountImpossible,
    MeritDaysOutOfOrder,
    MeritFactFollowsItsSource,
    MeritFactInTheFuture,
    MeritFactNotOfHolder,
    MeritFactNotStanding,
    MeritFactRecordedAlready,
    MeritYearImpossible,
    NotInTheUnitLeft,
    PersonInTwoUnits,
    PredecessorIsItself,
    PredecessorMergedOnAnotherDay,
    PredecessorNotMerged,
    StandardNotAskedFor,
    TitleGivenTwice,
    YearFiguresDoNotAddUp,
)
from services.nomination.domain.refusals.merit_facts import (
    AwardHasNoNumber,
    InitiativeHasNoName,
    MeritFactBeforeHolder,
    RatingBeforeYearEnd,
)
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from services.nomination.domain.rules import merit
from services.nomination.domain.rules.merit import award_is_not_older_than_its_year, standard_is_asked_for
from tests.nomination.examples import LEADER, OFFICES, RULES, january
from tests.nomination.merit import (
    OLD_UNIT,
    RECRUITED,
    award,
    discipline,
    figures,
    initiative,
    inquiry,
    inspected,
    person_file,
    put,
    rated,
    unit_file,
)

TOMORROW = date(2025, 1, 12)
EVE = date(2015, 2, 28)


def facts(file: MeritFile) -> list[Fact]:
    return [each.fact for each in file.holdings.kept.values()]


def test_a_fact_stands_by_its_event_with_who_recorded_it_and_from_which_paper() -> None:
    file = person_file()
    made = put(file, rated(2024))
    kept = file.holdings.kept[made]
    assert (kept.fact, kept.evidence, kept.recorded_by) == (rated(2024), "12/QĐ-BHXH", "officer")


def test_a_correction_takes_the_place_of_the_wrong_fact() -> None:
    file = unit_file()
    wrong = put(file, rated(2024))
    right = put(file, rated(2024, RatingLevel.EXCELLENT), corrects=wrong)
    assert list(file.holdings.kept) == [right]


def test_a_withdrawn_fact_no_longer_stands_and_another_may_be_recorded() -> None:
    file = unit_file()
    file.withdraw(january(11), put(file, rated(2024)), "ghi nhầm đơn vị")
    put(file, rated(2024, RatingLevel.DONE))
    assert facts(file) == [rated(2024, RatingLevel.DONE)]


def test_every_kind_of_fact_replays_to_the_same_file() -> None:
    file = person_file()
    made = put(file, initiative())
    for each in (
        rated(2024),
        award("LDTT", 2023, initiatives=[made]),
        discipline(date(2020, 1, 1), date(2020, 12, 31)),
        Absence(2024, 12, maternity=False),
        Attestation(2024, "united", holds=True),
        Membership(OFFICES[2], date(2024, 6, 1), moved_from=LEADER),
    ):
        put(file, each)
    file.clear(january(11), put(file, inquiry()), date(2024, 10, 1), "đơn sai sự thật")
    file.keep_name(january(11))
    file.declare_complete(january(11), 2014)
    use = Use("CSTDCS", 2024, identity("nomination", "one"))
    free = put(file, replace(initiative(), name="Số hóa hồ sơ"))
    file.use(january(11), free, use)
    file.release(january(11), use.by)
    mapper, again = EventMapper(), None
    for each_event in file.pending_events:
        event: Any = mapper.to_domain_event(mapper.to_stored_event(each_event))
        again = event.mutate(again)
    assert isinstance(again, MeritFile)
    assert (again.holdings, again.complete_from, again.version) == (file.holdings, 2014, file.version)


def test_a_unit_keeps_figures_and_predecessors() -> None:
    file = unit_file()
    put(file, figures())
    put(file, Predecessor(OLD_UNIT, date(2024, 7, 1)))
    assert facts(file) == [figures(), Predecessor(OLD_UNIT, date(2024, 7, 1))]


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (rated(2026), "year"),
        (award("LDTT", 2024, TOMORROW), "decided_on"),
        (initiative(on=TOMORROW), "recognised_on"),
    ],
)
def test_what_has_not_happened_is_not_recorded(fact: Fact, field: str) -> None:
    with pytest.raises(MeritFactInTheFuture) as refused:
        put(person_file(), fact)
    assert refused.value.fields == (field,)


def test_what_happens_today_is_recorded() -> None:
    file = unit_file()
    put(file, award("TTLDTT", 2024, date(2025, 1, 11)))
    assert len(facts(file)) == 1


def test_a_file_does_not_begin_and_is_not_complete_in_the_future() -> None:
    with pytest.raises(MeritFactInTheFuture):
        MeritFile.open(january(11), Opening(Bearer.unit(LEADER), since=TOMORROW))
    with pytest.raises(MeritFactInTheFuture):
        unit_file().declare_complete(january(11), 2026)


def test_a_title_is_given_once_for_a_year_and_the_refusal_says_by_which_decision() -> None:
    file = person_file()
    put(file, award("LDTT", 2023))
    put(file, award("LDTT", 2024))
    with pytest.raises(TitleGivenTwice) as refused:
        put(file, award("LDTT", 2024, date(2025, 1, 5)))
    assert refused.value.facts == {"given": "LDTT", "year": 2024, "number": "2024/QĐ-BHXH"}


def test_a_commendation_may_be_given_twice_in_a_year() -> None:
    file = unit_file()
    for day in (date(2024, 5, 1), date(2024, 12, 1)):
        put(file, award("GIAY_KHEN", 2024, day), yearly=False)
    assert len(facts(file)) == 2


@pytest.mark.parametrize("fact", [rated(2024), Attestation(2024, "united", holds=True)])
def test_a_year_is_rated_and_attested_once(fact: Fact) -> None:
    file = unit_file()
    known = put(file, fact)
    with pytest.raises(MeritFactRecordedAlready) as refused:
        put(file, fact)
    assert refused.value.facts == {"known": known}


def test_a_unit_is_the_predecessor_of_another_once() -> None:
    file = unit_file()
    known = put(file, Predecessor(OLD_UNIT, date(2016, 7, 1)))
    put(file, Predecessor(identity("unit", "third"), date(2016, 7, 1)))
    with pytest.raises(MeritFactRecordedAlready) as refused:
        put(file, Predecessor(OLD_UNIT, date(2017, 7, 1)))
    assert refused.value.facts == {"known": known}


@pytest.mark.parametrize(("name", "day"), [("  rút ngắn THỜI gian   giải quyết ", date(2024, 1, 5))])
def test_an_initiative_stands_once_a_year_however_its_name_is_typed(name: str, day: date) -> None:
    file = person_file()
    known = put(file, initiative())
    put(file, replace(initiative(), recognised_on=date(2023, 11, 5)))
    put(file, replace(initiative(), name="Số hóa hồ sơ"))
    with pytest.raises(MeritFactRecordedAlready) as refused:
        put(file, replace(initiative(), name=name, recognised_on=day))
    assert refused.value.facts == {"known": known}


def test_an_initiative_has_a_name_and_an_award_a_number() -> None:  # rule: what_it_is_called_is_stated
    file = person_file()
    with pytest.raises(InitiativeHasNoName):
        put(file, replace(initiative(), name="  "))
    with pytest.raises(AwardHasNoNumber):
        put(file, replace(award("LDTT", 2023), number=" "))
    assert len(facts(file)) == 1


def test_a_year_is_rated_from_its_end_on() -> None:  # rule: rating_is_of_a_year_at_its_end
    year_end = RULES.deadlines[YEAR_END]
    for fact, day in ((rated(2023), date(2023, 10, 1)), (award("LDTT", 2024), date(2024, 9, 30))):
        merit.rating_is_of_a_year_at_its_end(fact, day, year_end)
    with pytest.raises(RatingBeforeYearEnd) as refused:
        merit.rating_is_of_a_year_at_its_end(rated(2024), date(2024, 9, 30), year_end)
    told = {"year": 2024, "begins": date(2024, 10, 1), "day": date(2024, 9, 30)}
    assert (refused.value.facts, refused.value.fields, refused.value.ground) == (told, ("year",), year_end.due.source)


@pytest.mark.parametrize(
    "fact",
    [rated(2014), award("TTLDXS", 2014, date(2015, 3, 1)), award("TTLDXS", 2015, date(2015, 2, 28)), inquiry(EVE)],
)
def test_nothing_is_older_than_its_holder(fact: Fact) -> None:  # rule: fact_is_not_older_than_its_holder
    put(unit_file(complete_from=None, since=date(2014, 2, 1)), fact)
    file = unit_file(since=RECRUITED)
    put(file, rated(2015))
    put(file, award("TTLDXS", 2015, date(2015, 12, 1)))
    with pytest.raises(MeritFactBeforeHolder):
        put(file, fact)


def test_a_person_brings_awards_and_no_time_in_a_unit_from_before() -> None:
    file = person_file()
    put(file, rated(2014))
    put(file, award("LDTT", 2014))
    with pytest.raises(MeritFactBeforeHolder):
        put(file, Membership(OLD_UNIT, date(2015, 2, 28), date(2015, 2, 28)))


def test_a_move_ends_no_later_time_in_the_unit_left() -> None:
    file = MeritFile.open(january(11), Opening(Bearer.person("CB-2")))
    put(file, Membership(LEADER, date(2015, 1, 1), date(2020, 12, 31)))
    put(file, Membership(LEADER, date(2022, 1, 1)))
    put(file, Membership(OLD_UNIT, date(2021, 1, 1), date(2021, 12, 31), moved_from=LEADER))
    assert [file.unit_on(date(year, 6, 1)) for year in (2020, 2021, 2024)] == [LEADER, OLD_UNIT, LEADER]


ERAS = Rulebooks.load().eras


@pytest.mark.parametrize(("standard", "holder"), [("conduct", Holder.PERSON), ("united", Holder.COLLECTIVE)])
def test_a_standard_is_attested_of_those_whose_titles_ask_for_it(  # rule: standard_is_asked_for
    standard: str, holder: Holder
) -> None:
    of_the_other = Holder.COLLECTIVE if holder is Holder.PERSON else Holder.PERSON
    standard_is_asked_for(Attestation(2024, standard, holds=True), holder, ERAS)
    with pytest.raises(StandardNotAskedFor) as refused:
        standard_is_asked_for(Attestation(2024, standard, holds=True), of_the_other, ERAS)
    known = refused.value.facts.pop("known")
    assert isinstance(known, list)
    assert (refused.value.facts, refused.value.fields) == ({"given": standard, "holder": of_the_other}, ("standard",))
    assert ("drives" in known, "conduct" in known) == (holder is Holder.PERSON, holder is Holder.COLLECTIVE)


def test_a_standard_that_one_era_alone_asks_for_is_attested_in_every_year() -> None:
    asking = [each for each in ERAS if "thrift" in attested_of(each, Holder.COLLECTIVE)]
    assert 0 < len(asking) < len(ERAS)
    standard_is_asked_for(Attestation(2011, "thrift", holds=True), Holder.COLLECTIVE, ERAS)


@pytest.mark.parametrize("fact", [figures(), Predecessor(OLD_UNIT, date(2024, 7, 1))])
def test_a_person_has_no_figures_and_no_predecessor(fact: Fact) -> None:
    with pytest.raises(MeritFactNotOfHolder):
        put(person_file(), fact)


@pytest.mark.parametrize("fact", [Absence(2024, 3, maternity=False), Membership(LEADER, date(2024, 1, 1))])
def test_a_unit_has_no_leave_and_joins_no_unit(fact: Fact) -> None:
    with pytest.raises(MeritFactNotOfHolder):
        put(unit_file(), fact)


def test_a_person_is_in_one_unit_on_a_day() -> None:
    file = person_file()
    with pytest.raises(PersonInTwoUnits) as refused:
        put(file, Membership(OLD_UNIT, date(2024, 6, 1)))
    assert refused.value.facts == {"unit": LEADER, "since": date(2024, 6, 1)}


def test_a_person_moves_in_the_middle_of_the_year() -> None:
    file = person_file()
    put(file, Membership(OLD_UNIT, date(2024, 6, 1), moved_from=LEADER))
    days = (date(2015, 2, 28), date(2024, 5, 31), date(2024, 6, 1))
    assert [file.unit_on(day) for day in days] == [None, LEADER, OLD_UNIT]


def test_a_move_leaves_the_unit_the_person_was_in_the_day_before() -> None:
    with pytest.raises(NotInTheUnitLeft):
        put(person_file(), Membership(OLD_UNIT, date(2024, 6, 1), moved_from=OFFICES[3]))
    closed = MeritFile.open(january(11), Opening(Bearer.person("CB-2")))
    put(closed, Membership(LEADER, date(2020, 1, 1), date(2024, 6, 1)))
    with pytest.raises(PersonInTwoUnits):
        put(closed, Membership(OLD_UNIT, date(2024, 6, 1), moved_from=LEADER))


def test_a_move_recorded_wrongly_leaves_the_person_where_they_were() -> None:
    file = person_file()
    moved = put(file, Membership(OLD_UNIT, date(2024, 6, 1), moved_from=LEADER))
    file.withdraw(january(11), moved, "ghi nhầm người")
    assert [file.unit_on(day) for day in (date(2024, 5, 31), date(2024, 6, 1))] == [LEADER, LEADER]


def test_a_move_can_be_corrected_to_a_later_day() -> None:
    file = person_file()
    moved = put(file, Membership(OLD_UNIT, date(2024, 6, 1), moved_from=LEADER))
    put(file, Membership(OLD_UNIT, date(2024, 9, 1), moved_from=LEADER), corrects=moved)
    assert [file.unit_on(day) for day in (date(2024, 8, 31), date(2024, 9, 1))] == [LEADER, OLD_UNIT]


def test_what_a_withdrawn_move_had_ended_ends_before_the_next_move() -> None:
    file = person_file()
    moved = put(file, Membership(OLD_UNIT, date(2024, 3, 1), moved_from=LEADER))
    on = put(file, Membership(OFFICES[2], date(2024, 6, 1), moved_from=OLD_UNIT))
    file.withdraw(january(11), moved, "ghi nhầm người")
    assert [file.unit_on(day) for day in (date(2024, 5, 31), date(2024, 6, 1))] == [LEADER, OFFICES[2]]
    file.withdraw(january(11), on, "ghi nhầm người")
    assert file.unit_on(date(2024, 6, 1)) == LEADER


def test_an_end_that_no_move_made_stays() -> None:
    file = MeritFile.open(january(11), Opening(Bearer.person("CB-2")))
    put(file, Membership(LEADER, date(2020, 1, 1), date(2024, 5, 31)))
    file.withdraw(january(11), put(file, Membership(OLD_UNIT, date(2024, 6, 1))), "ghi nhầm người")
    assert [file.unit_on(day) for day in (date(2024, 5, 31), date(2024, 6, 1))] == [LEADER, None]


def test_a_unit_is_its_own_unit() -> None:
    assert unit_file().unit_on(date(2024, 1, 1)) == LEADER


@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2020, 5, 1)])
def test_a_discipline_ends_when_it_begins_or_later(until: date) -> None:
    file = person_file()
    put(file, discipline(date(2020, 1, 1), until))
    with pytest.raises(MeritDaysOutOfOrder):
        put(file, discipline(date(2020, 1, 1), date(2019, 12, 31)))


@pytest.mark.parametrize("part", ["completed", "advanced_workers", "base_fighters", "disciplined", "women"])
def test_no_part_is_greater_than_the_collective(part: str) -> None:
    put(unit_file(), figures(**{part: 10}))
    with pytest.raises(YearFiguresDoNotAddUp) as refused:
        put(unit_file(), figures(**{part: 11}))
    assert refused.value.facts == {"part": part, "given": 11, "whole": "members", "most": 10}


@pytest.mark.parametrize("year", [1944, 2201, 0, -5, 99999])
def test_a_year_lies_in_the_time_of_the_awards(year: int) -> None:
    told = {"given": year, "first": 1945, "last": 2200}
    with pytest.raises(MeritYearImpossible) as recorded:
        put(person_file(), rated(year))
    with pytest.raises(MeritYearImpossible) as declared:
        unit_file().declare_complete(january(9), year)
    with pytest.raises(MeritYearImpossible) as opened:
        MeritFile.open(january(9), Opening(Bearer.unit(LEADER), complete_from=year))
    assert [each.value.facts for each in (recorded, declared, opened)] == [told] * 3


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (figures(members=-1), ("members", -1, 0, 100_000)),
        (figures(members=100_001), ("members", 100_001, 0, 100_000)),
        (figures(women=-1), ("women", -1, 0, 100_000)),
        (Absence(2023, 0, maternity=False), ("working_days", 0, 1, 366)),
        (Absence(2023, 367, maternity=True), ("working_days", 367, 1, 366)),
    ],
)
def test_counts_are_those_that_can_be(fact: Fact, told: tuple[object, ...]) -> None:
    file = person_file() if isinstance(fact, Absence) else unit_file()
    with pytest.raises(MeritCountImpossible) as refused:
        put(file, fact)
    assert refused.value.facts == dict(zip(("part", "given", "least", "most"), told, strict=True))


@pytest.mark.parametrize("days", [1, 366])
def test_a_leave_may_take_from_a_day_to_a_whole_year(days: int) -> None:
    file = person_file()
    put(file, Absence(2023, days, maternity=False))
    assert file.holdings.of(Absence) == [Absence(2023, days, maternity=False)]


def test_a_unit_is_not_its_own_predecessor() -> None:
    with pytest.raises(PredecessorIsItself):
        put(unit_file(), Predecessor(LEADER, date(2024, 7, 1)))


def test_a_fact_names_its_evidence() -> None:
    with pytest.raises(EvidenceIsRequired):
        unit_file().record(january(11), Entry(rated(2024), " "))


@pytest.mark.parametrize("fact", [award("LDTT", 2024), initiative()])
def test_a_correction_names_a_standing_fact_of_its_kind(fact: Fact) -> None:
    file = person_file()
    other = put(file, fact)
    for named in (other, identity("event", "none")):
        with pytest.raises(MeritFactNotStanding):
            put(file, rated(2024), corrects=named)


class TestInquiries:
    def test_it_is_cleared_once_and_not_before_it_was_opened(self) -> None:
        file = person_file()
        opened = put(file, inquiry(date(2024, 9, 1)))
        refusals: list[tuple[date, type[Refusal]]] = [
            (date(2024, 8, 31), MeritDaysOutOfOrder),
            (TOMORROW, MeritFactInTheFuture),
        ]
        for day, refusal in refusals:
            with pytest.raises(refusal):
                file.clear(january(11), opened, day, "không vi phạm")
        file.clear(january(11), opened, date(2024, 9, 1), "không vi phạm")
        assert file.holdings.kept[opened].cleared_on == date(2024, 9, 1)
        with pytest.raises(MeritFactNotStanding):
            file.clear(january(11), opened, date(2024, 9, 2), "không vi phạm")

    def test_it_is_cleared_with_what_was_found(self) -> None:
        file = person_file()
        with pytest.raises(ReasonIsRequired):
            file.clear(january(11), put(file, inquiry()), date(2024, 9, 2), "")

    def test_only_an_inquiry_is_cleared(self) -> None:
        file = person_file()
        with pytest.raises(MeritFactNotStanding):
            file.clear(january(11), put(file, rated(2024)), date(2024, 9, 2), "không vi phạm")


class TestFindingsOfInspections:
    def heard(self) -> tuple[MeritFile, UUID]:
        file = unit_file()
        file.hear_of(january(11), inspected(), "KTC-01, nội dung 1")
        [opened] = file.holdings.kept
        return file, opened

    def test_a_finding_opens_one_inquiry_however_often_it_is_heard(self) -> None:
        file, opened = self.heard()
        file.hear_of(january(11), inspected(), "KTC-01, nội dung 1")
        file.hear_of(january(11), inspected(2), "KTC-01, nội dung 2")
        assert facts(file) == [inspected(), inspected(2)]
        assert file.holdings.kept[opened].events == (opened, identity("event", "heard"))

    def test_it_ends_with_the_remedy_once_and_not_before_it_began(self) -> None:
        file, opened = self.heard()
        finding = inspected().finding
        assert finding is not None
        again = replace(finding, event=identity("event", "confirmed"))
        file.hear_remedied(january(11), again, date(2024, 8, 1), "KTC-01: xác nhận đã khắc phục")
        assert file.holdings.kept[opened].cleared_on == date(2024, 9, 1)
        version = file.version
        file.hear_remedied(january(11), again, date(2024, 10, 1), "KTC-01: xác nhận đã khắc phục")
        file.hear_remedied(january(11), replace(finding, number=2), date(2024, 10, 1), "KTC-01")
        assert file.version == version

    def test_a_finding_in_error_is_as_if_it_had_not_been(self) -> None:
        file, _ = self.heard()
        finding = inspected().finding
        assert finding is not None
        file.hear_withdrawn(january(11), replace(finding, number=2), "KTC-01: ghi nhầm")
        assert facts(file) == [inspected()]
        file.hear_withdrawn(january(11), finding, "KTC-01: ghi nhầm")
        assert facts(file) == []

    def test_nobody_ends_withdraws_or_corrects_it_by_hand(self) -> None:  # rule: fact_is_kept_here
        file, opened = self.heard()
        for by_hand in (
            lambda: file.clear(january(11), opened, date(2024, 9, 2), "không vi phạm"),
            lambda: file.withdraw(january(11), opened, "ghi nhầm"),
            lambda: put(file, inquiry(), corrects=opened),
        ):
            with pytest.raises(MeritFactFollowsItsSource) as refused:
                by_hand()
            assert refused.value.facts == {"fact": opened, "given": "KTC-01, nội dung 1"}

    def test_one_put_down_by_hand_is_not_touched(self) -> None:
        file = unit_file()
        put(file, inquiry(kind=InquiryKind.INSPECTION))
        finding = inspected().finding
        assert finding is not None
        file.hear_remedied(january(11), finding, date(2024, 10, 1), "KTC-01")
        file.hear_withdrawn(january(11), finding, "KTC-01")
        assert facts(file) == [inquiry(kind=InquiryKind.INSPECTION)]


@pytest.mark.parametrize(
    ("told", "refusal"), [(None, PredecessorNotMerged), (date(2024, 7, 2), PredecessorMergedOnAnotherDay)]
)
def test_a_predecessor_is_one_that_the_registry_tells_of(told: date | None, refusal: type[Refusal]) -> None:
    declared = Entry(Predecessor(OLD_UNIT, date(2024, 7, 1)), "12/QĐ-BHXH", merged_on=told)
    with pytest.raises(refusal):
        unit_file().record(january(11), declared)


class TestInitiatives:
    def test_one_serves_one_award_and_the_refusal_shows_where_it_was_used(self) -> None:
        file = person_file()
        made = put(file, initiative())
        put(file, award("CSTDCS", 2024, initiatives=[made]))
        with pytest.raises(InitiativeUsedTwice) as refused:
            put(file, award("BK_BHXH_CN", 2024, initiatives=[made]))
        assert refused.value.facts == {"initiative": made, "given": "CSTDCS", "year": 2024}

    def test_one_is_free_again_when_its_award_is_withdrawn(self) -> None:
        file = person_file()
        made = put(file, initiative())
        given = put(file, award("CSTDCS", 2024, initiatives=[made]))
        file.withdraw(january(11), given, "ghi nhầm")
        assert file.holdings.uses == {}

    def test_an_award_that_is_corrected_keeps_its_initiative(self) -> None:
        file = person_file()
        made = put(file, initiative())
        wrong = put(file, award("CSTDCS", 2023, initiatives=[made]))
        right = put(file, award("CSTDCS", 2024, initiatives=[made]), corrects=wrong)
        assert file.holdings.uses == {made: Use("CSTDCS", 2024, right)}

    def test_an_initiative_that_is_corrected_stays_used(self) -> None:
        file = person_file()
        made = put(file, initiative())
        given = put(file, award("CSTDCS", 2024, initiatives=[made]))
        corrected = put(file, replace(initiative(), name="Tên đúng"), corrects=made)
        assert file.holdings.uses == {corrected: Use("CSTDCS", 2024, given)}

    def test_an_award_names_initiatives_of_the_file(self) -> None:
        file = person_file()
        for other in (identity("event", "none"), put(file, rated(2024))):
            with pytest.raises(MeritFactNotStanding):
                put(file, award("CSTDCS", 2024, initiatives=[other]))

    def test_what_serves_a_nomination_serves_no_other_until_it_is_released(self) -> None:
        file = person_file()
        made, first = put(file, initiative()), Use("CSTDCS", 2024, identity("nomination", "one"))
        file.use(january(11), made, first)
        with pytest.raises(InitiativeUsedTwice):
            file.use(january(11), made, Use("BK_BHXH_CN", 2024, identity("nomination", "two")))
        file.release(january(11), first.by)
        file.use(january(11), made, Use("BK_BHXH_CN", 2024, identity("nomination", "two")))

    def test_to_release_what_nothing_serves_records_nothing(self) -> None:
        file = person_file()
        version = file.version
        file.release(january(11), identity("nomination", "none"))
        assert file.version == version


def test_the_award_of_a_decision_leaves_the_file_with_the_decision_and_by_hand_it_does_not() -> None:
    file = unit_file()
    decision = identity("decision", "one")
    made = put(file, replace(award("TTLDXS", 2024), decision_id=decision))
    with pytest.raises(MeritFactFollowsItsSource):
        file.withdraw(january(11), made, "ghi nhầm")
    put(file, rated(2024))
    file.take_back(january(11), identity("decision", "two"), "hủy bỏ")
    assert made in file.holdings.kept
    file.take_back(january(11), decision, "hủy bỏ")
    assert facts(file) == [rated(2024)]


def test_one_file_a_holder() -> None:
    assert len({Bearer.person("CB-1").file_id, Bearer.person("CB-2").file_id, Bearer.unit(LEADER).file_id}) == 3
    assert Opening(Bearer.person("CB-1"), sex=Sex.WOMAN).bearer.file_id == Bearer.person("CB-1").file_id


def test_a_title_of_a_year_is_not_decided_before_it() -> None:  # rule: award_is_not_older_than_its_year
    award_is_not_older_than_its_year(award("LDTT", 2024, date(2024, 1, 1)))
    with pytest.raises(AwardBeforeItsYear) as refused:
        award_is_not_older_than_its_year(award("LDTT", 2024, date(2023, 12, 31)))
    assert refused.value.fields == ("decided_on", "year")
