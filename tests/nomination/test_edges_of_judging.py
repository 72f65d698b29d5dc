"""D2: the conditions of a chain, one by one: what they find, on which events, and which initiatives they use up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from kernel.explanation import told
from regulations.chains import Chain, Chains
from regulations.conditions import (
    After,
    AllOf,
    AnyOf,
    Condition,
    Counted,
    Held,
    InitiativeLevel,
    Meets,
    PartOf,
    Rated,
    RatingLevel,
    Recognised,
    Registered,
    YearFigure,
)
from regulations.figures import Share
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.findings import Finding, State
from services.nomination.domain.merit.judging import Case, Outside, judge, judge_all
from services.nomination.domain.merit.record import Record
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.merit.years import Span, Years
from tests.nomination.examples import POLICY, january
from tests.nomination.merit import award, initiative, person_file, put, rated, unit_file

BASE = Recognised(InitiativeLevel.BASE, 1, None)
DAY = date(2025, 1, 11)


def condition(kind: object) -> Condition:
    return Condition(kind, POLICY)  # type: ignore[arg-type]


STANDS_ON_ONE = Chains({}, {"LDTT": Chain("LDTT", (condition(BASE),), ())})


def judged(
    file: MeritFile,
    kind: object,
    *,
    first: int | None = None,
    only: Collection[UUID] | None = None,
    chains: Chains = STANDS_ON_ONE,
) -> Finding:
    named = None if only is None else frozenset(only)
    return judge(Case(Record.of(file), chains, "LDTT", 2024, DAY, first=first, only=named), condition(kind))


@pytest.mark.parametrize(
    "kind",
    [
        BASE,
        AllOf((condition(BASE),)),
        AnyOf((condition(BASE),)),
        Meets("LDTT"),
        After("HCLD3", 1, (condition(BASE),)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_the_initiative_that_serves_is_told_however_deep_the_condition_asks_for_it(kind: object) -> None:
    file = person_file()
    put(file, award("HCLD3", 2019))
    free = put(file, initiative(on=date(2024, 3, 1)))
    found = judged(file, kind)
    assert (found.state, found.initiatives) == (State.MET, (free,))


def test_only_the_initiatives_named_for_the_case_serve_it() -> None:
    file = person_file()
    free = put(file, initiative(on=date(2024, 3, 1)))
    assert judged(file, BASE, only=[free]).state is State.MET
    assert judged(file, BASE, only=[uuid4()]).state is State.NOT_MET


def test_initiatives_that_serve_other_awards_are_named_one_after_the_other() -> None:
    file = person_file()
    for title, month in (("CSTDCS", 3), ("BK_BHXH", 4)):
        made = replace(initiative(on=date(2024, month, 1)), name=f"Sáng kiến {month}")
        file.use(january(11), put(file, made), Use(title, 2024, uuid4()))
    found = judged(file, BASE)
    assert told(found.node.formula, "en") == "0/1; used: CSTDCS 2024, BK_BHXH 2024"


@pytest.mark.parametrize(
    ("complete_from", "since", "first", "state"),
    [
        (2015, date(2015, 3, 1), None, State.NOT_MET),
        (2016, date(2015, 3, 1), None, State.UNKNOWN),  # of the first year nobody has told
        (2016, date(2015, 3, 1), 2016, State.NOT_MET),
        (2016, date(2015, 3, 1), 2015, State.UNKNOWN),
        (2016, None, None, State.UNKNOWN),
    ],
)
def test_what_is_not_on_record_is_denied_only_of_years_declared_complete(
    complete_from: int, since: date | None, first: int | None, state: State
) -> None:
    assert judged(person_file(complete_from, since), BASE, first=first).state is state


def test_the_award_decided_last_is_the_base_of_what_comes_after() -> None:
    file = person_file()
    put(file, award("HCLD3", 2018, date(2021, 6, 1)))
    base = put(file, award("HCLD3", 2019, date(2020, 6, 1)))
    last = put(file, award("HCLD3", 2017, date(2022, 6, 1)))
    found = judged(file, After("HCLD3", 2, ()))
    assert found.node.events == (last,)
    assert base not in found.node.events
    assert "2022-06-01; 2/2" in str(found.node.formula)


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        (Counted(YearFigure.DISCIPLINED, None, 0), "2024"),
        (PartOf(YearFigure.COMPLETED, YearFigure.MEMBERS, Share(1, 1)), "2024"),
        (Meets("AHLD"), "AHLD"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_nobody_knows_says_of_what(kind: object, detail: str) -> None:
    found = judged(unit_file(), kind)
    assert (found.state, found.node.formula) == (State.UNKNOWN, detail)


@pytest.mark.parametrize(
    ("have", "open_years", "first", "state"),
    [
        ({2022, 2024}, (), 2020, State.MET),
        ({2022}, (2024,), 2020, State.UNKNOWN),
        ({2022}, (2020,), 2020, State.UNKNOWN),
        ({2022}, (2021, 2023), 2020, State.UNKNOWN),
        ({2022}, (2019,), 2020, State.NOT_MET),
        ({2022}, (2025,), 2020, State.NOT_MET),
        ({2022}, (), 2020, State.NOT_MET),
        ((), (2024,), 2020, State.NOT_MET),
        ((), (), None, State.UNKNOWN),
    ],
)
def test_two_years_anywhere_are_out_of_reach_once_too_few_are_open(
    have: Collection[int], open_years: Collection[int], first: int | None, state: State
) -> None:
    years = Years(have, lambda year: year not in open_years)
    assert years.in_all(2, Span(first, 2024))[0] is state


@pytest.mark.parametrize(("consecutive", "count", "cited"), [(False, 2, 4), (True, 2, 2), (False, 1, 1)])
def test_the_ratings_cited_are_those_that_could_count(consecutive: bool, count: int, cited: int) -> None:
    file = person_file()
    for year in range(2021, 2025):
        put(file, rated(year))
    found = judged(file, Rated(RatingLevel.GOOD, count, consecutive=consecutive))
    assert (found.state, len(found.node.events)) == (State.MET, cited)


@pytest.mark.parametrize(("first", "cited"), [(None, 3), (2022, 3), (2023, 2)])
def test_the_awards_cited_are_those_that_could_count(first: int | None, cited: int) -> None:
    file = person_file()
    for year in (2022, 2023, 2024):
        put(file, award("LDTT", year))
    found = judged(file, Held("LDTT", 2, consecutive=True, latest=None), first=first)
    assert (found.state, len(found.node.events)) == (State.MET, cited)


def test_a_row_that_ended_last_year_does_not_reach_this_one_unless_the_text_says_so() -> None:
    file = person_file()
    for year in (2022, 2023):
        put(file, award("LDTT", year))
    states = [judged(file, Held("LDTT", 2, consecutive=True, latest=latest)).state for latest in (None, 0, 1)]
    assert states == [State.NOT_MET, State.NOT_MET, State.MET]


def test_without_a_movement_nobody_is_asked_whether_the_title_was_registered() -> None:
    asked = [condition(Registered()), condition(BASE)]
    case = Case(Record.of(person_file()), STANDS_ON_ONE, "LDTT", 2024, DAY, Outside(registered=False))
    assert [each.state for each in judge_all(case, asked)] == [State.NOT_MET, State.NOT_MET]
    alone = replace(case, outside=Outside(registered=False, movement=False))
    assert len(judge_all(alone, asked)) == 1
