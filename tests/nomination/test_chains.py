"""D2: the standards, the chain and the bars of each title, era by era, just inside and just outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from kernel.aggregate import identity
from kernel.explanation import Status, Text, told
from regulations.chains import Chains, chains_of
from regulations.conditions import DisciplineForm, InitiativeLevel, RatingLevel
from services.nomination.domain.merit.assessment import Assessment, assess, ladder, next_rung, streaks
from services.nomination.domain.merit.facts import (
    Absence,
    Attestation,
    Bearer,
    Fact,
    Merger,
    Opening,
    Predecessor,
    Rating,
)
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.findings import State
from services.nomination.domain.merit.judging import Case, Outside
from services.nomination.domain.merit.record import Record
from services.nomination.domain.merit.uses import Use
from tests.nomination.examples import LEADER, january
from tests.nomination.merit import (
    OLD_UNIT,
    award,
    discipline,
    figures,
    initiative,
    inquiry,
    person_file,
    put,
    rated,
    unit_file,
)
from tests.nomination.running import RULEBOOKS

MET, NOT_MET, BARRED, UNKNOWN = State
OLD_DAY, THIRD = date(2004, 1, 1), identity("unit", "third")
GOOD, EXCELLENT, DONE = RatingLevel.GOOD, RatingLevel.EXCELLENT, RatingLevel.DONE
LAW_2022, DECREE_91, DECREE_65 = date(2025, 1, 11), date(2022, 12, 31), date(2016, 12, 31)
EVERYTHING = Outside(leads=True, registered=True)


def asked(
    file: MeritFile, title: str, year: int = 2024, day: date = LAW_2022, outside: Outside = EVERYTHING
) -> Assessment:
    rules = RULEBOOKS.at(day)
    return assess(Case(Record.of(file), chains_of(rules), title, year, day, outside), rules)


def state(file: MeritFile, title: str, year: int = 2024, day: date = LAW_2022) -> State:
    return asked(file, title, year, day).state


def with_facts(file: MeritFile, *facts: Fact) -> MeritFile:
    for each in facts:
        put(file, each)
    return file


def worker(*facts: Fact, year: int = 2024, since: date = date(2015, 3, 1)) -> MeritFile:
    """A person of good conduct in the year, and more."""
    return with_facts(person_file(since=since), Attestation(year, "conduct", holds=True), *facts)


def attested(*standards: str, year: int = 2024) -> list[Attestation]:
    return [Attestation(year, each, holds=True) for each in standards]


@pytest.mark.parametrize(
    ("level", "expected"), [(RatingLevel.FAILED, NOT_MET), (DONE, NOT_MET), (GOOD, MET), (EXCELLENT, MET)]
)
def test_an_advanced_worker_did_the_task_well(level: RatingLevel, expected: State) -> None:
    assert state(worker(rated(2024, level)), "LDTT") is expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [(date(2024, 3, 1), MET), (date(2024, 3, 2), BARRED), (date(2023, 12, 31), MET), (date(2024, 1, 1), MET)],
)
def test_whoever_was_recruited_less_than_ten_months_of_the_year_ago_is_barred(since: date, expected: State) -> None:
    assert state(worker(rated(2024), since=since), "LDTT") is expected


@pytest.mark.parametrize(
    ("year", "day", "days", "maternity", "expected"),
    [
        (2016, DECREE_65, 39, False, MET),
        (2016, DECREE_65, 40, False, BARRED),
        (2016, DECREE_65, 130, True, MET),
        (2016, date(2017, 9, 30), 40, False, BARRED),
        (2016, date(2017, 10, 1), 40, False, MET),
        (2022, DECREE_91, 40, False, MET),
        (2024, LAW_2022, 200, False, MET),
    ],
)
def test_forty_working_days_off_bar_before_october_2017_and_maternity_never(
    year: int, day: date, days: int, *, maternity: bool, expected: State
) -> None:
    file = worker(rated(year), Absence(year, days, maternity=maternity), year=year)
    assert state(file, "LDTT", year, day) is expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2024, 5, 1), None, BARRED),
        (date(2023, 5, 1), date(2024, 1, 1), BARRED),
        (date(2023, 5, 1), date(2023, 12, 31), MET),
    ],
)
def test_a_discipline_in_the_year_bars(since: date, until: date | None, expected: State) -> None:
    found = asked(worker(rated(2024), discipline(since, until)), "LDTT")
    assert found.state is expected
    if expected is BARRED:
        [bar, *_] = [each for each in found.missing() if each.value == "BARRED"]
        assert str(bar.source) == ("QĐ 234/QĐ-BHXH 23/02/2018, Điều 11 khoản 1; văn bản trước, tạm lấy cho thời kỳ này")


def test_an_open_inquiry_bars_and_its_clearance_lets_the_case_resume() -> None:
    file = worker(rated(2024))
    opened = put(file, inquiry(date(2024, 12, 1)))
    assert state(file, "LDTT") is BARRED
    assert state(file, "LDTT", day=date(2024, 11, 30)) is MET
    file.clear(january(11), opened, date(2025, 1, 10), "không vi phạm")
    assert state(file, "LDTT") is MET
    assert state(file, "LDTT", day=date(2025, 1, 9)) is BARRED


def test_what_only_people_can_judge_is_unknown_until_it_is_attested() -> None:
    file = with_facts(person_file(), rated(2024))
    assert state(file, "LDTT") is UNKNOWN
    put(file, Attestation(2024, "conduct", holds=False))
    assert state(file, "LDTT") is NOT_MET


@pytest.mark.parametrize(
    ("day", "year", "level", "has_initiative", "expected"),
    [
        (DECREE_91, 2022, EXCELLENT, False, NOT_MET),
        (DECREE_91, 2022, GOOD, True, MET),
        (LAW_2022, 2024, EXCELLENT, False, MET),
        (LAW_2022, 2024, GOOD, True, MET),
        (LAW_2022, 2024, GOOD, False, NOT_MET),
        (LAW_2022, 2024, DONE, True, NOT_MET),
    ],
)
def test_a_base_fighter_has_an_initiative_and_since_2024_an_excellent_rating_does_as_well(
    day: date, year: int, level: RatingLevel, *, has_initiative: bool, expected: State
) -> None:
    file = worker(rated(year, level), year=year)
    if has_initiative:
        put(file, initiative(on=date(year, 11, 5)))
    assert state(file, "CSTDCS", year, day) is expected


def test_an_initiative_of_another_year_or_used_elsewhere_does_not_serve() -> None:
    file = worker(rated(2024))
    put(file, initiative(on=date(2023, 12, 31)))
    made = put(file, initiative(on=date(2024, 2, 1)))
    assert asked(file, "CSTDCS").initiatives == (made,)
    file.use(january(11), made, Use("BK_BHXH_CN", 2024, identity("nomination", "other")))
    found = asked(file, "CSTDCS")
    assert found.state is NOT_MET
    assert "đã dùng: BK_BHXH_CN 2024" in str(found.tree.as_dict())


def test_the_initiative_of_an_award_serves_the_question_about_the_same_award() -> None:
    file = worker(rated(2024))
    made = put(file, initiative(on=date(2024, 2, 1)))
    file.use(january(11), made, Use("CSTDCS", 2024, identity("event", "award")))
    assert asked(file, "CSTDCS").state is MET
    other = worker(rated(2024))
    served = put(other, initiative(on=date(2024, 2, 1)))
    other.use(january(11), served, Use("CSTDCS", 2023, identity("event", "award")))
    assert asked(other, "CSTDCS").state is NOT_MET


def test_an_excellent_rating_uses_no_initiative_up() -> None:
    file = worker(rated(2024, EXCELLENT), initiative())
    assert asked(file, "CSTDCS").initiatives == ()


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2022, 2023, 2024), MET),
        ((2021, 2022, 2023), MET),
        ((2020, 2021, 2022), NOT_MET),
        ((2021, 2023, 2024), NOT_MET),
        ((2023, 2024), NOT_MET),
    ],
)
@pytest.mark.parametrize("day", [LAW_2022, date(2025, 7, 2)])
def test_a_sector_fighter_was_a_base_fighter_three_years_in_a_row(
    years: Sequence[int], expected: State, day: date
) -> None:
    file = worker(*(award("CSTDCS", each) for each in years), initiative(InitiativeLevel.SECTOR))
    assert state(file, "CSTD_NGANH", day=day) is expected


def test_without_the_day_of_recruitment_the_months_of_service_are_unknown() -> None:
    file = MeritFile.open(january(11), Opening(Bearer.person("CB-8")))
    with_facts(file, rated(2024), *attested("conduct"))
    assert state(file, "LDTT") is UNKNOWN


def test_a_gap_year_is_named() -> None:
    file = worker(*(award("CSTDCS", each) for each in (2021, 2022, 2024)), initiative(InitiativeLevel.SECTOR))
    [lacking] = asked(file, "CSTD_NGANH").missing()
    assert lacking.formula == Text("CSTDCS: 2022, 2024 (thiếu 2023)", "CSTDCS: 2022, 2024 (missing 2023)")


def test_a_year_nobody_has_told_of_is_unknown_until_the_file_is_declared_complete() -> None:
    file = MeritFile.open(january(11), Opening(Bearer.person("CB-7")))
    with_facts(file, award("CSTDCS", 2023), award("CSTDCS", 2024), initiative(InitiativeLevel.SECTOR))
    assert state(file, "CSTD_NGANH") is UNKNOWN
    file.declare_complete(january(11), 2022)
    assert state(file, "CSTD_NGANH") is NOT_MET


@pytest.mark.parametrize(
    ("title", "needed", "level"),
    [("CSTD_NGANH", "CSTDCS", InitiativeLevel.SECTOR), ("CSTD_TQ", "CSTD_NGANH", InitiativeLevel.NATIONAL)],
)
def test_the_initiative_reaches_as_far_as_the_title(title: str, needed: str, level: InitiativeLevel) -> None:
    levels = list(InitiativeLevel)
    below = levels[levels.index(level) - 1]
    held = [award(needed, each) for each in (2022, 2023, 2024)]
    assert state(worker(*held, initiative(level)), title) is MET
    assert state(worker(*held, initiative(below)), title) is NOT_MET


@pytest.mark.parametrize(("years", "expected"), [((2023, 2024), MET), ((2022, 2024), NOT_MET), ((2024,), NOT_MET)])
@pytest.mark.parametrize(("day", "shift"), [(LAW_2022, 0), (DECREE_91, -2), (DECREE_65, -8)])
def test_a_national_fighter_was_a_sector_fighter_two_years_in_a_row(
    years: Sequence[int], expected: State, day: date, shift: int
) -> None:
    known = initiative(InitiativeLevel.NATIONAL, date(2024 + shift, 5, 1))
    held = [award("CSTD_NGANH", each + shift) for each in years]
    file = worker(*held, known, since=date(2005, 1, 1))
    file.declare_complete(january(11), 2005)
    assert state(file, "CSTD_TQ", 2024 + shift, day) is expected


def test_after_a_sanction_achievements_count_from_its_end() -> None:
    held = [award("CSTDCS", each) for each in (2022, 2023, 2024)]
    file = worker(*held, initiative(InitiativeLevel.SECTOR), discipline(date(2021, 2, 1), date(2021, 12, 31)))
    assert state(file, "CSTD_NGANH") is MET
    file = worker(*held, initiative(InitiativeLevel.SECTOR), discipline(date(2021, 2, 1), date(2022, 1, 1)))
    assert state(file, "CSTD_NGANH") is NOT_MET
    file = worker(*held, initiative(InitiativeLevel.SECTOR), discipline(date(2021, 2, 1)))
    assert state(file, "CSTD_NGANH") is BARRED


def test_achievements_count_from_the_year_after_the_last_day_of_a_sanction_whatever_year_is_asked_about() -> None:
    file = worker(rated(2024, EXCELLENT), initiative(), discipline(date(2024, 2, 1), date(2025, 7, 31)))
    reasons = [str(each.formula) for each in asked(file, "CSTDCS", day=date(2026, 1, 5)).missing()]
    assert [each for each in reasons if each.endswith("counts from 2026")]


def test_a_year_lost_to_a_sanction_names_the_sanction_and_is_not_met() -> None:
    file = worker(rated(2024, EXCELLENT), initiative(), discipline(date(2024, 2, 1), date(2024, 7, 31)))
    reasons = {each.label.en: (each.value, str(each.formula)) for each in asked(file, "CSTDCS").missing()}
    assert reasons["Achievements count from the end of a sanction"] == (
        "NOT_MET",
        "khiển trách 2024-02-01 – 2024-07-31; tính từ năm 2025 · reprimand 2024-02-01 – 2024-07-31; counts from 2025",
    )
    assert {formula for _, formula in reasons.values() if "(" in formula} == {
        "— (không tính 2024) · — (not counted 2024)"
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([award("CSTDCS", 2023), award("CSTDCS", 2024)], MET),
        ([award("CSTDCS", 2022), award("CSTDCS", 2024)], UNKNOWN),
        ([rated(2023, EXCELLENT), rated(2024, EXCELLENT), initiative(), initiative(on=date(2023, 1, 9))], MET),
        ([rated(2023, GOOD), rated(2024, EXCELLENT), initiative(), initiative(on=date(2023, 1, 9))], UNKNOWN),
    ],
)
def test_a_certificate_of_the_agency_has_alternatives(facts: Sequence[Fact], expected: State) -> None:
    assert state(worker(*facts), "BK_BHXH_CN") is expected


def test_a_certificate_is_out_of_reach_once_every_alternative_fails() -> None:
    file = worker(rated(2023), rated(2024), Attestation(2024, "outstanding_in_a_drive", holds=False))
    assert state(file, "BK_BHXH_CN") is NOT_MET


FLAGS_OF_A_THIRD_CLASS = [award("CO_BHXH", 2012), award("CO_BHXH", 2014)]


def an_office(*facts: Fact, since: date = date(1995, 7, 1), excellent: Sequence[int] = range(2011, 2017)) -> MeritFile:
    file = unit_file(1995, since)
    return with_facts(file, *(Rating(each, EXCELLENT) for each in excellent), *facts)


@pytest.mark.parametrize(
    ("flags", "certificates", "expected"),
    [
        ((2012, 2014), (), MET),
        ((2014,), (2012, 2013), MET),
        ((2014,), (2012,), NOT_MET),
        ((), (2012, 2013), NOT_MET),
    ],
)
def test_a_third_class_labour_order_under_decree_65(
    flags: Sequence[int], certificates: Sequence[int], expected: State
) -> None:
    held = [award("CO_BHXH", each) for each in flags] + [award("BK_BHXH", each) for each in certificates]
    file = an_office(award("BK_TTG", 2010, date(2010, 12, 1)), *held)
    assert state(file, "HCLD_BA", 2016, DECREE_65) is expected


@pytest.mark.parametrize(
    ("decided_on", "expected"), [(date(2011, 12, 31), MET), (date(2012, 1, 1), NOT_MET), (date(2010, 6, 1), MET)]
)
def test_the_clock_of_the_next_order_runs_from_the_decision_on_the_one_before(
    decided_on: date, expected: State
) -> None:
    file = an_office(award("BK_TTG", decided_on.year, decided_on), *FLAGS_OF_A_THIRD_CLASS)
    assert state(file, "HCLD_BA", 2016, DECREE_65) is expected


@pytest.mark.parametrize(("since", "expected"), [(date(2006, 12, 31), MET), (date(2007, 1, 1), NOT_MET)])
def test_a_third_class_order_goes_to_an_office_ten_years_old(since: date, expected: State) -> None:
    file = an_office(award("BK_TTG", 2010, date(2010, 12, 1)), *FLAGS_OF_A_THIRD_CLASS, since=since)
    assert state(file, "HCLD_BA", 2016, DECREE_65) is expected


def test_without_its_day_of_foundation_the_age_of_an_office_is_unknown() -> None:
    file = unit_file(1995, None)
    with_facts(file, *(Rating(each, EXCELLENT) for each in range(2011, 2017)), *FLAGS_OF_A_THIRD_CLASS)
    put(file, award("BK_TTG", 2010, date(2010, 12, 1)))
    assert state(file, "HCLD_BA", 2016, DECREE_65) is UNKNOWN


def test_an_order_needs_the_order_before_it() -> None:
    lacking = an_office(*FLAGS_OF_A_THIRD_CLASS)
    assert state(lacking, "HCLD_NHI", 2016, DECREE_65) is NOT_MET
    silent = MeritFile.open(january(11), Opening(Bearer.unit(OLD_UNIT)))
    assert state(silent, "HCLD_NHI", 2016, DECREE_65) is UNKNOWN


@pytest.mark.parametrize(
    ("good", "excellent", "fighter", "expected"),
    [(5, 2, True, MET), (5, 1, True, NOT_MET), (4, 2, True, NOT_MET), (5, 2, False, NOT_MET)],
)
def test_a_person_s_second_class_order_by_article_43(
    good: int, excellent: int, *, fighter: bool, expected: State
) -> None:
    years = range(2025 - good, 2025)
    ratings = [rated(each, EXCELLENT if each > 2024 - excellent else GOOD) for each in years]
    file = worker(
        award("HCLD_BA_CN", 2018, date(2018, 9, 1)), *ratings, *(rated(each, DONE) for each in range(2018, 2025 - good))
    )
    if fighter:
        put(file, award("CSTD_NGANH", 2023))
    assert state(file, "HCLD_NHI_CN") is expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, MET),
        ({"advanced_workers": 6}, NOT_MET),
        ({"completed": 9}, NOT_MET),
        ({"base_fighters": 0}, NOT_MET),
        ({"advanced_workers": 10}, MET),
    ],
)
def test_an_excellent_collective_by_decision_488(changed: dict[str, int], expected: State) -> None:
    file = with_facts(unit_file(), rated(2024, EXCELLENT), figures(**changed), *attested("drives", "united"))
    assert state(file, "TTLDXS") is expected


@pytest.mark.parametrize(
    ("day", "year", "advanced", "disciplined", "expected"),
    [
        (LAW_2022, 2024, 7, 0, MET),
        (LAW_2022, 2024, 6, 0, NOT_MET),
        (LAW_2022, 2024, 7, 1, NOT_MET),
        (DECREE_91, 2022, 6, 0, MET),
        (DECREE_91, 2022, 5, 0, NOT_MET),
        (DECREE_65, 2016, 6, 0, MET),
        (DECREE_65, 2016, 5, 0, NOT_MET),
    ],
)
def test_an_advanced_collective_has_more_than_half_and_since_2024_seven_tenths(
    day: date, year: int, advanced: int, disciplined: int, expected: State
) -> None:
    known = figures(year=year, advanced_workers=advanced, disciplined=disciplined)
    file = with_facts(unit_file(), rated(year), known, *attested("drives", "united", year=year))
    assert state(file, "TTLDTT", year, day) is expected


def test_without_the_figures_of_the_year_a_collective_is_unknown() -> None:
    file = with_facts(unit_file(), rated(2024, EXCELLENT), *attested("drives", "united"))
    assert state(file, "TTLDXS") is UNKNOWN


@pytest.mark.parametrize(("leads", "expected"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_a_flag_goes_to_the_leader_that_is_an_excellent_collective(leads: bool | None, expected: State) -> None:
    file = with_facts(unit_file(), award("TTLDXS", 2024), *attested("targets_beaten", "united", "thrift"))
    assert asked(file, "CO_BHXH", outside=Outside(leads=leads, registered=True)).state is expected


@pytest.mark.parametrize(("registered", "expected"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_what_was_not_registered_is_not_considered(registered: bool | None, expected: State) -> None:
    assert asked(worker(rated(2024)), "LDTT", outside=Outside(registered=registered)).state is expected


def test_before_2024_the_government_flag_stands_on_the_standard_of_the_sector_flag() -> None:
    file = with_facts(unit_file(), *attested("targets_beaten", year=2022))
    assert state(file, "CO_CHINH_PHU", 2022, DECREE_91) is MET
    assert state(unit_file(), "CO_CHINH_PHU", 2022, DECREE_91) is UNKNOWN


@pytest.mark.parametrize("title", ["HCLD_BA", "HCDL_NHAT", "AHLD", "BK_TTG"])
def test_a_standard_that_was_not_read_is_unknown_and_says_so(title: str) -> None:
    [unread] = asked(unit_file(), title).missing()
    assert unread.source is not None
    assert unread.source.status is Status.UNVERIFIED


def test_a_title_without_a_chain_is_unknown() -> None:
    assert state(unit_file(), "GIAY_KHEN") is UNKNOWN
    rules = RULEBOOKS.at(LAW_2022)
    nothing = Case(Record.of(unit_file()), Chains(chains_of(rules).bars, {}), "CO_BHXH", 2024, LAW_2022, EVERYTHING)
    assert assess(nothing, rules).state is UNKNOWN


def test_a_chain_that_stands_on_a_title_nobody_describes_is_unknown() -> None:
    rules = RULEBOOKS.at(LAW_2022)
    known = chains_of(rules)
    titles = {code: chain for code, chain in known.titles.items() if code != "TTLDXS"}
    file = with_facts(unit_file(), *attested("targets_beaten", "united", "thrift"))
    case = Case(Record.of(file), replace(known, titles=titles), "CO_BHXH", 2024, LAW_2022, EVERYTHING)
    assert assess(case, rules).state is UNKNOWN


class TestPredecessors:
    def merged(self, one: Callable[[MeritFile], object], other: Callable[[MeritFile], object]) -> Record:
        files = []
        heir = MeritFile.open(january(11), Opening(Bearer.unit(LEADER), 2000, date(2024, 7, 1)))
        for unit, is_told in ((OLD_UNIT, one), (THIRD, other)):
            file = MeritFile.open(january(11), Opening(Bearer.unit(unit), 2000, date(1995, 7, 1)))
            is_told(file)
            files.append(file)
            put(heir, Predecessor(unit, date(2024, 7, 1)))
        return Record.of(heir, files)

    def test_both_histories_count_as_declared_and_the_lower_rating_stands_for_both(self) -> None:
        record = self.merged(
            lambda file: with_facts(file, rated(2023, EXCELLENT), award("CO_BHXH", 2022), Predecessor(LEADER, OLD_DAY)),
            lambda file: with_facts(file, rated(2023, GOOD), award("CO_BHXH", 2023)),
        )
        assert sorted(record.awards("CO_BHXH", LAW_2022)) == [2022, 2023]
        assert record.ratings()[2023][1].level is GOOD
        turned = self.merged(
            lambda file: with_facts(file, rated(2023, GOOD)), lambda file: with_facts(file, rated(2023, EXCELLENT))
        )
        assert turned.ratings()[2023][1].level is GOOD
        assert (record.since, record.complete_from) == (date(1995, 7, 1), 2000)

    def test_what_a_predecessor_did_after_the_merger_does_not_count(self) -> None:
        record = self.merged(
            lambda file: with_facts(file, award("CO_BHXH", 2024, date(2024, 7, 1))),
            lambda file: with_facts(file, award("BK_TTG", 2024, date(2024, 7, 2))),
        )
        assert [fact.title for _, fact in record.of_kind(type(award("X", 2024)))] == ["CO_BHXH"]


def test_the_ladder_says_what_is_missing_for_the_next_title() -> None:
    rules = RULEBOOKS.at(LAW_2022)
    file = worker(rated(2024), award("LDTT", 2024))
    case = Case(Record.of(file), chains_of(rules), "", 2024, LAW_2022, EVERYTHING)
    rungs = ladder(case, rules)
    following = next_rung(rungs)
    assert [each.assessment.title for each in rungs][:4] == ["LDTT", "CSTDCS", "CSTD_NGANH", "CSTD_TQ"]
    assert following is not None
    assert (following.assessment.title, [each.label.en for each in following.assessment.missing()]) == (
        "CSTDCS",
        ["1 year rated “excellently done” or better", "1 initiative of base level"],
    )
    assert next_rung(rungs[:1]) is None


def test_streaks_show_their_gaps() -> None:
    file = worker(*(award("LDTT", each) for each in (2018, 2019, 2021, 2022, 2023)), award("CSTDCS", 2023))
    told = [(each.title, each.years, each.gaps, each.current) for each in streaks(Record.of(file))]
    assert told == [("CSTDCS", (2023,), (), 1), ("LDTT", (2018, 2019, 2021, 2022, 2023), (2020,), 3)]


def test_a_heavier_discipline_reaches_the_milder_form() -> None:
    forms = [DisciplineForm.WARNING.reaches(each) for each in DisciplineForm]
    assert forms == [True, True, False, False, False, False]


def test_an_answer_names_the_events_it_was_read_from_and_hashes_the_same() -> None:
    file = worker()
    made = put(file, rated(2024))
    assert made in asked(file, "LDTT").events()
    assert asked(file, "LDTT").tree.digest() == asked(file, "LDTT").tree.digest()


UNDECLARED = Merger(OLD_UNIT, "BHXH-24", date(2024, 7, 1), identity("event", "merged"))
NOTED = ("lịch sử của BHXH-24 chưa được khai kế thừa", "the history of BHXH-24 was not declared to count")


def noted(file: MeritFile, title: str, day: date = LAW_2022) -> list[tuple[str, ...]]:
    """The conditions that say whose history was not declared: (state, the end of their detail in both languages)."""
    rules = RULEBOOKS.at(day)
    record = Record.of(file, undeclared=(UNDECLARED,))
    tree = assess(Case(record, chains_of(rules), title, 2024, day, EVERYTHING), rules).tree
    noting = [each for each in tree.walk() if UNDECLARED.event in each.events]
    details = [[str(told(each.formula, tongue)).rpartition("; ")[2] for tongue in ("vi", "en")] for each in noting]
    return [(each.value, *ends) for each, ends in zip(noting, details, strict=True)]


def test_what_a_predecessor_might_have_says_that_its_history_was_not_declared() -> None:
    assert noted(unit_file(), "TTLDXS") == [("UNKNOWN", *NOTED)]


def test_nobody_is_told_of_a_merger_that_lies_ahead_or_where_history_changes_nothing() -> None:
    assert noted(unit_file(), "TTLDXS", day=date(2024, 6, 30)) == []
    put(barred := unit_file(), inquiry())
    put(barred, rated(2024, EXCELLENT))
    assert noted(barred, "TTLDXS") == []
