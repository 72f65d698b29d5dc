"""D4, E4: every count is told in words: of whom the share is taken, how many are needed, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.chapters import Denominator
from regulations.figures import Share
from services.nomination.domain.ballots import Recusal
from services.nomination.domain.in_words import least_in_words
from services.nomination.domain.minutes import Told, explain_session
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import (
    ABSTAIN,
    CASE,
    NO,
    VOTERS,
    YES,
    choices,
    january,
    opened,
    paper,
    terms,
)

TWO_THIRDS, HALF, NINETY = Share(2, 3), Share(1, 2, strict=True), Share(90, 100)


@pytest.mark.parametrize(
    ("share", "whole", "vi", "en"),
    [
        (
            TWO_THIRDS,
            11,
            "2/3 của 11 là 8, vì 11 × 2 / 3 = 7,33…: 7 chưa đạt, 8 mới đạt",
            "2/3 of 11 is 8, because 11 × 2 / 3 = 7.33…: 7 falls short, 8 reaches it",
        ),
        (TWO_THIRDS, 12, "2/3 của 12 là 8, vì 12 × 2 / 3 = 8 tròn", "2/3 of 12 is 8, because 12 × 2 / 3 = 8 exactly"),
        (
            HALF,
            10,
            "quá 1/2 của 10 là 6, vì 10 × 1 / 2 = 5: 5 mới bằng, chưa quá",
            "more than 1/2 of 10 is 6, because 10 × 1 / 2 = 5: 5 only equals it",
        ),
        (
            HALF,
            11,
            "quá 1/2 của 11 là 6, vì 11 × 1 / 2 = 5,5: 5 chưa đạt, 6 mới đạt",
            "more than 1/2 of 11 is 6, because 11 × 1 / 2 = 5.5: 5 falls short, 6 reaches it",
        ),
        (
            NINETY,
            15,
            "90 % của 15 là 14, vì 15 × 90 / 100 = 13,5: 13 chưa đạt, 14 mới đạt",
            "90 % of 15 is 14, because 15 × 90 / 100 = 13.5: 13 falls short, 14 reaches it",
        ),
        (TWO_THIRDS, 0, "2/3 của 0 không tính được", "there is no 2/3 of 0"),
    ],
)
def test_the_least_count_that_reaches_a_share_is_told_with_its_reason(
    share: Share, whole: int, vi: str, en: str
) -> None:
    told = least_in_words(share, whole)
    assert (told.vi, told.en) == (vi, en)


@given(
    st.tuples(st.integers(1, 12), st.integers(0, 12), st.booleans()).map(
        lambda each: Share(each[0], each[0] + each[1], each[2])
    ),
    st.integers(1, 60),
)
def test_what_is_told_is_what_is_counted(share: Share, whole: int) -> None:
    """The number in the sentence is the least that the share lets through, and the product is cut, not rounded."""
    told = least_in_words(share, whole).en
    least = int(told.split(" is ")[1].split(",")[0])
    assert (share.met_by(least, whole), share.met_by(least - 1, whole)) == (True, False)
    shown = Decimal(told.split(" = ")[1].split(":")[0].split(" ")[0].rstrip("…"))
    assert shown <= Decimal(whole * share.numerator) / Decimal(share.denominator) < shown + Decimal("0.01")


def counted(denominator: Denominator) -> VotingSession:
    """Five members, one recused, three in the meeting, one in writing: two yes, one no, one abstains."""
    recusal = Recusal(VOTERS[0], CASE.nomination_id, "người nhà")
    session = opened(terms(denominator=denominator, in_writing=True), recusals=(recusal,))
    session.take_attendance(january(15), VOTERS[:4])
    for voter in VOTERS[1:4]:
        session.cast(january(15), voter, paper())
    session.cast(january(15), VOTERS[4], paper(), in_writing=True)
    session.close(january(15), [choices(YES, YES, NO, ABSTAIN)])
    return session


@pytest.mark.parametrize(
    ("denominator", "vi", "en"),
    [
        (
            Denominator.ALL_MEMBERS,
            (
                "mẫu số là 4: 5 thành viên trừ 1 người không được biểu quyết trường hợp này;"
                " quá 1/2 của 4 là 3, vì 4 × 1 / 2 = 2: 2 mới bằng, chưa quá;"
                " 2 phiếu đồng ý trên 4 phiếu, trong đó 1 ý kiến bằng văn bản của người vắng mặt: không đạt"
            ),
            (
                "the denominator is 4: 5 members less 1 recused from this case;"
                " more than 1/2 of 4 is 3, because 4 × 1 / 2 = 2: 2 only equals it;"
                " 2 in favour of 4 ballots, 1 of them written opinions of absent members: not passed"
            ),
        ),
        (
            Denominator.PRESENT,
            (
                "mẫu số là 4: số người dự họp hoặc gửi ý kiến, trong 4 người được biểu quyết"
                " (5 thành viên trừ 1 người không được biểu quyết trường hợp này);"
                " quá 1/2 của 4 là 3, vì 4 × 1 / 2 = 2: 2 mới bằng, chưa quá;"
                " 2 phiếu đồng ý trên 4 phiếu, trong đó 1 ý kiến bằng văn bản của người vắng mặt: không đạt"
            ),
            (
                "the denominator is 4: those who took part, of 4 entitled (5 members less 1 recused from this case);"
                " more than 1/2 of 4 is 3, because 4 × 1 / 2 = 2: 2 only equals it;"
                " 2 in favour of 4 ballots, 1 of them written opinions of absent members: not passed"
            ),
        ),
        (
            Denominator.VALID,
            (
                "mẫu số là 3: phiếu đồng ý hoặc không đồng ý; 1 phiếu không có ý kiến không tính"
                " (5 thành viên trừ 1 người không được biểu quyết trường hợp này);"
                " quá 1/2 của 3 là 2, vì 3 × 1 / 2 = 1,5: 1 chưa đạt, 2 mới đạt;"
                " 2 phiếu đồng ý trên 4 phiếu, trong đó 1 ý kiến bằng văn bản của người vắng mặt: đạt"
            ),
            (
                "the denominator is 3: ballots that say yes or no; abstentions left out: 1"
                " (5 members less 1 recused from this case);"
                " more than 1/2 of 3 is 2, because 3 × 1 / 2 = 1.5: 1 falls short, 2 reaches it;"
                " 2 in favour of 4 ballots, 1 of them written opinions of absent members: passed"
            ),
        ),
    ],
)
def test_a_result_says_of_whom_its_share_is_taken_and_what_recusals_change(
    denominator: Denominator, vi: str, en: str
) -> None:
    told = Told.of(counted(denominator)).results[1, CASE.nomination_id]
    assert (told.vi, told.en) == (vi, en)


def test_without_recusals_all_members_are_the_denominator() -> None:
    session = opened()
    for voter in VOTERS:
        session.cast(january(15), voter, paper())
    session.close(january(15), [choices(YES, YES, YES, NO, NO)])
    assert Told.of(session).results[1, CASE.nomination_id].en.startswith("the denominator is 5: all 5 members; ")


def test_the_quorum_is_told_of_all_on_the_roll_the_recused_included() -> None:
    told = Told.of(counted(Denominator.ALL_MEMBERS)).quorums[1]
    assert told.vi == (
        "2/3 của 5 là 4, vì 5 × 2 / 3 = 3,33…: 3 chưa đạt, 4 mới đạt; có mặt 4 trên 5 thành viên trong danh sách"
    )
    assert told.en == (
        "2/3 of 5 is 4, because 5 × 2 / 3 = 3.33…: 3 falls short, 4 reaches it;"
        " 4 of the 5 members on the roll are present"
    )


def test_the_minutes_carry_the_words_beside_the_figures() -> None:
    labels = [node.label.en for node in explain_session(counted(Denominator.ALL_MEMBERS), str).walk()]
    assert "more than 1/2 of 4 is 3, because 4 × 1 / 2 = 2: 2 only equals it" in labels
    assert "the denominator is 4: 5 members less 1 recused from this case" in labels
    assert "2 in favour of 4 ballots, 1 of them written opinions of absent members" in labels
