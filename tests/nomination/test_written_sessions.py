"""D4: a council that is asked in writing instead of meeting: a quorum of opinions, a last day, never in secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kernel.explanation import Explanation, Text
from kernel.refusals import Refusal
from services.nomination.domain.ballots import RoundState
from services.nomination.domain.mandates import Mandate
from services.nomination.domain.minutes import IN_WRITING, Told, explain_session
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.voting import NoQuorum, PaperDoesNotFit
from services.nomination.domain.refusals.writing import (
    HeldInWriting,
    OpinionsOutstanding,
    OpinionTooLate,
    SessionNotInWriting,
)
from services.nomination.domain.steps import SessionStep
from services.nomination.domain.terms import VotingTerms
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import CASE, NO, POLICY, VOTERS, YES, january, on, opened, paper, terms

LAST_DAY = date(2025, 1, 20)
WRITTEN = terms(secret=False, wholly_written=True, substitutes=True)


def asked(by: VotingTerms = WRITTEN, until: date = LAST_DAY) -> VotingSession:
    return opened(by, CASE, opinions_until=until)


def returned(count: int) -> VotingSession:
    """Asked on the 15th; so many of the five have written by the 16th."""
    session = asked()
    for voter in VOTERS[:count]:
        session.cast(january(16), voter, paper())
    return session


@pytest.mark.parametrize(
    "by",
    [terms(secret=False), terms(secret=True, wholly_written=True), terms(secret=True)],
)
def test_only_an_open_vote_that_the_rule_lets_be_written_is(by: VotingTerms) -> None:
    with pytest.raises(SessionNotInWriting) as found:  # rule: opinions_may_be_asked_for
        asked(by)
    assert found.value.ground == POLICY


def test_the_last_day_is_not_before_the_opening() -> None:
    with pytest.raises(BeforeTheFact) as refused:
        asked(until=date(2025, 1, 14))
    assert refused.value.fields == ("opinions_until",)
    assert asked(until=date(2025, 1, 15)).round.opinions_until == date(2025, 1, 15)


def test_every_opinion_is_in_writing_whether_or_not_it_says_so() -> None:
    session = asked()
    session.cast(january(16), VOTERS[0], paper())
    session.cast(january(16), VOTERS[1], paper(), in_writing=True)
    assert session.round.voters == {VOTERS[0]: True, VOTERS[1]: True}
    assert session.round.present == frozenset(VOTERS[:2])


def test_an_opinion_is_taken_on_the_last_day_and_not_after_it() -> None:  # rule: opinions_are_still_taken
    session = asked()
    session.cast(on(LAST_DAY), VOTERS[0], paper())
    with pytest.raises(OpinionTooLate) as found:
        session.cast(january(21), VOTERS[1], paper())
    assert found.value.facts == {"given": date(2025, 1, 21), "until": LAST_DAY}


@pytest.mark.parametrize(
    "step",
    [
        lambda session: session.take_attendance(january(16), VOTERS[:1]),
        lambda session: session.mandate(january(16), Mandate(VOTERS[0], "pho-ban", None, "12/GUQ")),
    ],
)
def test_there_is_nothing_to_attend_and_nobody_to_stand_in(step: Callable[[VotingSession], None]) -> None:
    with pytest.raises(HeldInWriting):  # rule: members_meet
        step(asked())
    assert asked().open_steps() == (SessionStep.CAST, SessionStep.VOID)


def test_the_quorum_is_one_of_opinions_returned() -> None:
    with pytest.raises(NoQuorum) as found:
        returned(3).close(january(21))
    assert (found.value.facts["present"], found.value.facts["needed"]) == (3, 4)
    [result] = returned(4).close(january(21))
    assert (result.in_favour, result.base, result.passed) == (4, 5, True)


def test_it_is_counted_after_the_last_day_or_when_all_are_in() -> None:  # rule: opinions_are_in_or_due
    with pytest.raises(OpinionsOutstanding) as found:
        returned(4).close(on(LAST_DAY))
    assert found.value.facts == {"until": LAST_DAY, "missing": 1}
    session = returned(5)
    session.close(january(16))
    assert session.round.state is RoundState.CLOSED


def test_a_meeting_waits_for_nobody() -> None:
    session = opened(terms(secret=False))
    for voter in VOTERS[:4]:
        session.cast(january(16), voter, paper())
    assert [each.in_favour for each in session.close(january(16))] == [4]


def test_a_further_round_is_held_as_it_is_called() -> None:
    session = asked()
    for voter in VOTERS:
        session.cast(january(16), voter, paper(NO))
    session.close(january(16))
    with pytest.raises(BeforeTheFact):
        session.open_round(january(17), None, date(2025, 1, 16))
    session.open_round(january(17), None, date(2025, 1, 25))
    assert [each.opinions_until for each in session.rounds] == [LAST_DAY, date(2025, 1, 25)]
    session.void(january(18), "gửi nhầm phiếu")
    session.open_round(january(19), None)
    session.take_attendance(january(19), VOTERS[:4])
    assert (session.round.opinions_until, session.round.present) == (None, frozenset(VOTERS[:4]))


def flat(node: Explanation) -> list[Explanation]:
    return [node, *(each for child in node.inputs for each in flat(child))]


def test_the_minutes_say_that_nobody_met() -> None:
    session = returned(5)
    session.close(january(16))
    nodes = flat(explain_session(session, str))
    [told] = [each for each in nodes if each.label == IN_WRITING]
    assert (told.value, told.source) == ("2025-01-20", POLICY)
    assert Text("Số ý kiến bằng văn bản đã nhận", "Opinions in writing returned") in [each.label for each in nodes]
    words = Told.of(session)
    assert words.quorums[1].en.endswith("5 of the 5 members on the roll have returned an opinion in writing")
    assert words.results[1, CASE.nomination_id].en.endswith("5 in favour of 5 opinions in writing: passed")


def test_the_minutes_of_a_meeting_say_nothing_of_it() -> None:
    session = opened(terms(secret=False))
    assert IN_WRITING not in [each.label for each in flat(explain_session(session, str))]


def test_a_paper_fits_in_writing_too() -> None:
    refusal: type[Refusal] = PaperDoesNotFit
    with pytest.raises(refusal):
        asked().cast(january(16), VOTERS[0], ())


def test_older_sessions_met_in_person() -> None:
    state: dict[str, object] = {"convening": {"terms": {}, "candidates": [{}]}}
    VotingSession.Opened.upcast_v2_v3(state)
    unknown = {"document": "", "article": "", "status": "unverified"}
    assert state["convening"] == {
        "terms": {"wholly_written": False, "wholly_written_source": unknown},
        "candidates": [{"case": "NOMINATION"}],
        "opinions_until": None,
    }
    older: dict[str, object] = {}
    VotingSession.RoundOpened.upcast_v1_v2(older)
    assert (older, YES) == ({"opinions_until": None}, YES)
