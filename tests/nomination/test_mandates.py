"""D4: a substitute votes with a written mandate where the rule says so; nobody has two votes, and guests have none."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.identity import Principal
from kernel.refusals import Refusal
from services.nomination.domain.ballots import SessionKind, Voter
from services.nomination.domain.mandates import Mandate
from services.nomination.domain.openings import session_steps
from services.nomination.domain.refusals.mandates import (
    MandatePaperRequired,
    MandateStands,
    NoMandate,
    NotInAttendance,
    PresentVotesInPerson,
    SubstituteInOwnCase,
    SubstituteOfAnotherUnit,
    SubstitutesNotAllowed,
    SubstituteVotesAlready,
)
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from services.nomination.domain.refusals.voting import NotOnTheRoll, VotedAlready
from services.nomination.domain.rules.mandates import substitute_comes_from_the_unit
from services.nomination.domain.steps import SessionStep
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import (
    CASE,
    CLUSTER,
    LEADER,
    OFFICES,
    VOTERS,
    YES,
    choices,
    january,
    opened,
    paper,
    terms,
)

LETS = terms(substitutes=True, own_case=True, in_writing=True)
DEPUTY = Mandate(VOTERS[1], "phó giám đốc", OFFICES[1], "Giấy ủy quyền 12/GUQ ngày 14/01/2025")
COUNCIL = {"kind": SessionKind.COUNCIL, "cluster_id": None}
MEMBERS = (Voter("a"), Voter("b", OFFICES[2]), Voter("c", LEADER))
STAND_IN = Mandate("a", "người thay", None, "12/GUQ")


def council() -> VotingSession:
    return opened(LETS, roll=MEMBERS, **COUNCIL)


def test_a_substitute_takes_the_members_seat() -> None:
    session = opened(LETS)
    session.mandate(january(15), DEPUTY)
    assert session.mandate_of("phó giám đốc") == DEPUTY
    session.cast(january(15), DEPUTY.voter, paper())
    session.take_attendance(january(15), [VOTERS[2], VOTERS[3], VOTERS[4]])
    assert session.round.present == set(VOTERS[1:])
    assert session.close(january(15), [choices(YES)])[0].in_favour == 1


def test_a_substitute_is_counted_present_in_the_members_seat() -> None:
    session = opened(LETS)
    session.mandate(january(15), DEPUTY)
    session.take_attendance(january(15), ["phó giám đốc", VOTERS[2]])
    assert session.round.present == {VOTERS[1], VOTERS[2]}


def test_a_guest_neither_votes_nor_is_counted_present() -> None:
    session = opened(LETS)
    session.mandate(january(15), DEPUTY)
    with pytest.raises(NotOnTheRoll):
        session.take_attendance(january(15), ["khách mời"])
    with pytest.raises(NotOnTheRoll):
        session.cast(january(15), "khách mời", paper())
    assert session.mandate_of("khách mời") is None


@pytest.mark.parametrize(
    ("mandate", "refusal"),
    [
        (replace(DEPUTY, paper=" "), MandatePaperRequired),
        (replace(DEPUTY, substitute=" "), MandatePaperRequired),
        (replace(DEPUTY, voter=str(identity("unit", "khách"))), NotOnTheRoll),
        (replace(DEPUTY, substitute=VOTERS[2]), SubstituteVotesAlready),
        (replace(DEPUTY, unit_id=OFFICES[2]), SubstituteOfAnotherUnit),
        (replace(DEPUTY, unit_id=None), SubstituteOfAnotherUnit),
    ],
)
def test_a_selection_takes_no_such_mandate(mandate: Mandate, refusal: type[Refusal]) -> None:
    session = opened(LETS)
    with pytest.raises(refusal):
        session.mandate(january(15), mandate)
    assert session.mandates == {}


@pytest.mark.parametrize(
    ("mandate", "refusal"),
    [
        (replace(STAND_IN, substitute="b"), SubstituteVotesAlready),
        (replace(STAND_IN, unit_id=LEADER), SubstituteInOwnCase),
        (replace(STAND_IN, unit_id=OFFICES[3]), None),
        (STAND_IN, None),
        (replace(STAND_IN, voter="c", unit_id=LEADER), None),
    ],
)
def test_a_council_lets_a_mandate_lead_round_no_recusal(mandate: Mandate, refusal: type[Refusal] | None) -> None:
    """Member c is of the candidate's unit, recused as its substitute of that unit would be."""
    session = council()
    if refusal is None:
        session.mandate(january(15), mandate)
        assert session.mandate_of(mandate.substitute) == mandate
    else:
        with pytest.raises(refusal):
            session.mandate(january(15), mandate)


def test_where_own_cases_are_no_bar_a_substitute_of_the_unit_votes() -> None:
    session = opened(terms(substitutes=True), roll=MEMBERS, **COUNCIL)
    session.mandate(january(15), replace(STAND_IN, unit_id=LEADER))
    assert list(session.mandates) == ["a"]


def test_nobody_substitutes_for_two_and_no_member_has_two_substitutes() -> None:
    session = council()
    session.mandate(january(15), STAND_IN)
    with pytest.raises(SubstituteVotesAlready):
        session.mandate(january(15), replace(STAND_IN, voter="b"))
    with pytest.raises(MandateStands):
        session.mandate(january(15), replace(STAND_IN, substitute="người khác"))


def test_a_rule_without_substitutes_takes_no_mandate() -> None:
    with pytest.raises(SubstitutesNotAllowed):
        opened(terms(own_case=True)).mandate(january(15), DEPUTY)


def test_who_has_voted_mandates_nobody_any_more() -> None:
    session = opened(LETS)
    session.cast(january(15), VOTERS[1], paper())
    with pytest.raises(VotedAlready):
        session.mandate(january(15), DEPUTY)


def test_a_mandate_that_ended_gives_the_vote_back() -> None:
    session = opened(LETS)
    session.mandate(january(15), DEPUTY)
    for voter, reason, refusal in ((VOTERS[2], "đã đến", NoMandate), (VOTERS[1], " ", ReasonIsRequired)):
        with pytest.raises(refusal):
            session.end_mandate(january(15), voter, reason)
    session.end_mandate(january(15), VOTERS[1], "giám đốc đã đến")
    assert session.mandate_of("phó giám đốc") is None
    session.mandate(january(15), DEPUTY)


def test_a_written_opinion_is_an_absent_members_own() -> None:
    session = opened(LETS)
    session.mandate(january(15), DEPUTY)
    session.take_attendance(january(15), [VOTERS[2]])
    for voter in (VOTERS[1], VOTERS[2]):
        with pytest.raises(PresentVotesInPerson):
            session.cast(january(15), voter, paper(), in_writing=True)
    session.cast(january(15), VOTERS[3], paper(), in_writing=True)
    assert session.round.voters == {VOTERS[3]: True}


@pytest.mark.parametrize(
    ("named", "comes_from", "right"),
    [(None, None, True), (None, LEADER, True), (OFFICES[1], OFFICES[1], True), (OFFICES[1], LEADER, False)],
)
def test_who_comes_with_a_mandate_of_a_unit_is_of_it(named: UUID | None, comes_from: UUID | None, right: bool) -> None:
    mandate = replace(STAND_IN, unit_id=named)
    if right:
        substitute_comes_from_the_unit(mandate, comes_from)
    else:
        with pytest.raises(SubstituteOfAnotherUnit):
            substitute_comes_from_the_unit(mandate, comes_from)


def test_the_substitute_is_offered_the_vote_and_the_member_is_not() -> None:
    session = opened(LETS)
    session.mandate(january(15), DEPUTY)

    def steps(name: str, role: str) -> tuple[SessionStep, ...]:
        found = Principal(name, name, "person", frozenset({role}), OFFICES[1], frozenset({CLUSTER}))
        return session_steps(found, session)

    assert steps("phó giám đốc", "unit_officer") == (SessionStep.CAST,)
    assert steps("phó giám đốc", "auditor") == ()
    assert steps("giám đốc", "unit_head") == ()
    session.cast(january(15), DEPUTY.voter, paper())
    assert steps("phó giám đốc", "unit_officer") == ()
    assert CASE.nomination_id in session.round.candidates


def test_who_was_not_noted_present_does_not_vote_in_person() -> None:  # rule: who_votes_in_person_attends
    session = opened(terms(in_writing=True))
    session.cast(january(15), VOTERS[1], paper())
    session.take_attendance(january(15), [VOTERS[2]])
    with pytest.raises(NotInAttendance):
        session.cast(january(15), VOTERS[3], paper())
    session.cast(january(15), VOTERS[2], paper())
    session.cast(january(15), VOTERS[3], paper(), in_writing=True)
    with pytest.raises(NotInAttendance):
        session.cast(january(15), VOTERS[4], paper())
    session.take_attendance(january(15), [VOTERS[4]])
    session.cast(january(15), VOTERS[4], paper())
    assert session.round.voters == {VOTERS[1]: False, VOTERS[2]: False, VOTERS[3]: True, VOTERS[4]: False}


def test_attendance_is_of_its_round_and_where_nobody_took_it_the_ballot_is_presence() -> None:
    session = opened()
    session.take_attendance(january(15), VOTERS[:1])
    session.void(january(15), "mất điện")
    session.open_round(january(15), "khóa")
    session.cast(january(15), VOTERS[3], paper())
    assert session.round.present == frozenset({VOTERS[3]})
