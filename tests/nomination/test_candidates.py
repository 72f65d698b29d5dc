"""D2: what the rules of nomination make of a person, of a bar and of a standard that is lacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kernel.refusals import Refusal
from regulations.chains import chains_of
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.decision import Decision
from services.nomination.domain.eligibility import verdict
from services.nomination.domain.merit.assessment import Assessment, assess
from services.nomination.domain.merit.facts import Attestation, Bearer
from services.nomination.domain.merit.judging import Case, Outside
from services.nomination.domain.merit.record import Record
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota import Quota
from services.nomination.domain.refusals.nominating import (
    CandidateBarred,
    PersonNotInTheUnit,
    RanksMustPassFirst,
    StandardNotMet,
    TitleIsForCollectives,
    TitleIsForPersons,
)
from services.nomination.domain.stages import Grounds
from services.nomination.domain.terms import year_of
from tests.nomination.examples import LEADER, RULES, candidacy, january, rules_with, standing, yes_or_no
from tests.nomination.merit import PERSON, inquiry, person_file, put, rated

TODAY = date(2025, 1, 11)


def assessed(*, barred: bool = False, conduct: bool | None = True) -> Assessment:
    """An advanced worker of 2024, or one with a complaint open, or without good conduct."""
    file = person_file()
    put(file, rated(2024))
    if barred:
        put(file, inquiry())
    if conduct is not None:
        put(file, Attestation(2024, "conduct", holds=conduct))
    case = Case(Record.of(file), chains_of(RULES), "LDTT", 2024, TODAY, Outside(leads=None, registered=True))
    return assess(case, RULES)


def person(**changed: object) -> Candidacy:
    return replace(candidacy("LDTT", person=PERSON, assessment=assessed()), **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (person(), None),
        (person(assessment=assessed(conduct=None)), None),
        (person(title="CO_BHXH"), TitleIsForCollectives),
        (person(person=None), TitleIsForPersons),
        (person(in_unit=False), PersonNotInTheUnit),
        (person(assessment=assessed(barred=True)), CandidateBarred),
        (person(assessment=assessed(conduct=False)), StandardNotMet),
    ],
)
def test_who_may_be_nominated(given: Candidacy, refusal: type[Refusal] | None) -> None:
    found = verdict(given, RULES).refusal
    assert (None if found is None else type(found)) is refusal


def test_the_refusal_names_the_condition_with_its_facts_and_its_article() -> None:
    found = verdict(person(assessment=assessed(barred=True)), RULES).refusal
    assert found is not None
    assert found.text().en == (
        "Barred from LDTT, for this does not hold:"
        " Nothing is open against the holder (complaint or press report being verified: Đơn phản ánh 07, 2024-09-01)."
    )
    assert found.ground.document == "NĐ 152/2025/NĐ-CP"


def test_a_lacking_standard_is_named_without_facts_where_there_are_none() -> None:
    found = verdict(person(assessment=assessed(conduct=False)), RULES).refusal
    assert found is not None
    assert found.text().en.startswith("A standard of LDTT is not met: Obeys policy and law;")


def test_a_nomination_keeps_the_assessment_it_was_accepted_on() -> None:
    nomination = Nomination.accept(january(11), person(), RULES)
    assert nomination.grounds.assessment == assessed()
    assert (nomination.bearer, nomination.grounds.year) == (Bearer.person(PERSON), 2024)
    assert nomination.id != Nomination.id_for("LDTT", LEADER, nomination.movement_id)
    assert verdict(nomination.candidacy(), RULES).eligible


def test_the_year_is_that_of_the_board_else_of_the_day() -> None:
    assert [year_of(period, TODAY) for period in ("2024", "2024-06", "", "quý")] == [2024, 2024, 2025, 2025]


def test_what_was_recorded_before_persons_could_be_nominated_is_a_unit_s() -> None:
    state: dict[str, Any] = {"grounds": {}, "award": {}, "quota": {}}
    Grounds.upcast(state)
    Decision.Issued.upcast_v1_v2(state)
    Quota.upcast(state)
    assert state == {
        "grounds": {"person": None, "assessment": None},
        "award": {"person": None},
        "quota": {"unit_id": None},
    }


def accepted(given: Candidacy) -> Nomination:
    return Nomination.accept(january(11), given, RULES)


def test_a_person_s_title_hangs_on_no_board_and_is_of_the_year_it_was_registered_in() -> None:
    assert accepted(person(standing=None)).grounds.period == "2024"
    nomination = accepted(person(standing=None))
    assert (nomination.standing, nomination.grounds.year) == (None, 2024)
    nomination.weigh(january(21), standing(2, no=2))
    assert nomination.challenged_by is None
    labels = [each.label.en for each in verdict(person(standing=None), RULES).explanation.inputs]
    assert "The year-end ranks have passed" not in labels


@pytest.mark.parametrize("state", ["BARRED", "NO_COVENANT"])
def test_nor_on_what_the_board_says_of_the_unit(state: str) -> None:
    assert accepted(person(standing=standing(None, state=state))).standing is None


def test_what_the_board_says_is_kept_where_it_ranks_the_unit_and_challenges_nothing() -> None:
    nomination = accepted(person())
    assert nomination.standing == standing()
    nomination.weigh(january(21), standing(None, no=2, state="BARRED"))
    assert (nomination.challenged_by, nomination.standing) == (None, standing(None, no=2, state="BARRED"))


def test_without_a_registration_the_day_tells_the_year() -> None:
    given = person(standing=None, registration=None)
    assert given.year(date(2025, 1, 11)) == 2025


def test_where_the_rules_ask_for_the_board_a_person_needs_it_too() -> None:
    rules = rules_with("LDTT", board_required=yes_or_no(value=True))
    found = verdict(person(standing=None), rules).refusal
    assert isinstance(found, RanksMustPassFirst)


def test_older_nominations_rested_on_their_board() -> None:
    state: dict[str, dict[str, object]] = {"grounds": {}}
    Nomination.Accepted.upcast_v3_v4(state)
    assert state == {"grounds": {"board_required": True, "of_year": 0}}
