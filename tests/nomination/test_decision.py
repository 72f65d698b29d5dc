"""D9: a decision by the competent authority, its money, its public notice, and its revocation by a new event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from kernel.refusals import Refusal
from regulations.chapters import Holder
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.decision import Decision, DecisionCase, Ground, Override
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota import Contender, Quota, Tie
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.refusals.deciding import (
    BeforeTheFact,
    DecisionRevokedAlready,
    LineNotDrawn,
    NotEndorsed,
    NoticePostedAlready,
    NumberNotValid,
    OverrideNeedless,
    OverTheLine,
    PlaceIsRequired,
    WrongAuthority,
)
from services.nomination.domain.refusals.nominating import NominationIsChallenged, NominationNotOpen, ReasonIsRequired
from services.nomination.domain.refusals.notices import NoticeNotGiven, NoticeStillOpen
from services.nomination.domain.terms import RuleVersion
from tests.nomination.examples import (
    DIRECTOR,
    GOVERNMENT_FLAG,
    LEADER,
    MOVEMENT,
    OFFICES,
    POLICY,
    RULES,
    SECTOR_FLAG,
    announce,
    heard,
    january,
    nominated,
    on,
    rules_with,
    standing,
    yes_or_no,
)

NUMBER = "2468/QĐ-BHXH"


def endorsed(title: str = SECTOR_FLAG, rules: Rulebook = RULES, in_favour: int = 14) -> Nomination:
    nomination = nominated(title, rules=rules)
    for kind in SessionKind:
        result = Result(nomination.id, in_favour, 15 - in_favour, 0, 15, 12, passed=True)
        nomination.voted(january(20), uuid4(), kind, 1, result)
    return nomination


def line_for(nomination: Nomination, leaders: int = 5, rivals: int = 0) -> QuotaLine:
    title = nomination.title
    own = Contender(nomination.id, LEADER, 14, 15, Decimal("987.50"))
    others = tuple(Contender(uuid4(), OFFICES[1], 15, 15, Decimal(900)) for _ in range(rivals))
    rule = RULES.quotas[RULES.titles[title].quota or ""]
    counted = [heard(str(number)) for number in range(leaders)]
    quota = Quota.of(rule, title, MOVEMENT, counted, Tie.of(title, RULES))
    return QuotaLine.draw(january(21), QuotaCase(quota, (own, *others), RuleVersion.of(RULES)))


def case(nomination: Nomination | None = None, rules: Rulebook = RULES, **line: int) -> DecisionCase:
    nomination = nomination or endorsed()
    return DecisionCase(nomination, line_for(nomination, **line), rules)


def issued() -> Decision:
    return Decision.issue(january(25), case(), NUMBER, DIRECTOR)


def test_a_decision_states_votes_authority_rules_and_money() -> None:
    award = issued().award
    assert (award.number, award.title, award.unit_id, award.movement_id) == (NUMBER, SECTOR_FLAG, LEADER, MOVEMENT)
    assert (award.in_favour, award.base, award.override) == (14, 15, None)
    assert award.authority == DIRECTOR
    assert award.rules == RuleVersion(RULES.id, RULES.hash)
    assert award.reward is not None
    assert (award.reward.multiple, award.reward.base_salary) == (Decimal(8), Decimal(2340000))
    assert award.reward.amount == Decimal(18720000)


def test_there_is_one_decision_a_nomination() -> None:
    decision = issued()
    assert decision.id == Decision.id_for(decision.award.nomination_id)


def test_a_title_without_a_known_multiple_brings_no_money() -> None:
    rules = replace(RULES, rewards=replace(RULES.rewards, multiples={}))
    assert Decision.issue(january(25), case(rules=rules), NUMBER, DIRECTOR).award.reward is None


@pytest.mark.parametrize("authority", ["Tổng Giám đốc BHXH Việt Nam", "Director General of Vietnam Social Security"])
def test_the_authority_is_named_in_either_language(authority: str) -> None:
    assert Decision.issue(january(25), case(), NUMBER, authority).award.authority == DIRECTOR


def test_another_authority_than_that_of_the_day_is_refused() -> None:  # rule: authority_is_competent
    with pytest.raises(WrongAuthority) as refused:
        Decision.issue(january(25), case(), NUMBER, "Thủ tướng Chính phủ", "cứ ký")
    assert refused.value.facts["competent"] == DIRECTOR
    with pytest.raises(WrongAuthority) as refused:
        Decision.issue(on(date(2025, 3, 1)), case(), NUMBER, DIRECTOR)
    assert refused.value.facts["competent"] == "Bộ trưởng Bộ Tài chính"


@pytest.mark.parametrize("number", ["", "QĐ", "2468", "2468/", "số 2468/QĐ-BHXH", "2468/" + "x" * 60, "1234567/QĐ"])
def test_a_decision_has_a_number(number: str) -> None:  # rule: number_is_valid
    with pytest.raises(NumberNotValid):
        Decision.issue(january(25), case(), number, DIRECTOR)


def test_a_decision_is_not_dated_before_the_vote_it_rests_on() -> None:
    with pytest.raises(BeforeTheFact):
        Decision.issue(january(19), case(), NUMBER, DIRECTOR)


def not_voted_by_the_council() -> DecisionCase:
    return DecisionCase(nominated(), None, RULES)


def without_a_line() -> DecisionCase:
    return DecisionCase(endorsed(), None, RULES)


def over_the_line() -> DecisionCase:
    return case(endorsed(GOVERNMENT_FLAG), leaders=5, rivals=1)


def not_announced() -> DecisionCase:
    rules = rules_with(SECTOR_FLAG, notice_before_decision=yes_or_no(value=True))
    return case(endorsed(rules=rules), rules)


@pytest.mark.parametrize(
    ("judged", "refusal"),
    [
        (not_voted_by_the_council, NotEndorsed),  # rule: council_passed_it
        (without_a_line, LineNotDrawn),  # rule: nomination_is_within_the_quota
        (over_the_line, OverTheLine),
        (not_announced, NoticeNotGiven),  # rule: comments_were_heard
    ],
)
def test_what_the_rules_refuse_is_decided_only_with_an_override_on_record(
    judged: Callable[[], DecisionCase], refusal: type[Refusal]
) -> None:
    subject = judged()
    authority = subject.rulebook.titles[subject.nomination.title].authority_on(date(2025, 1, 25)).name.vi
    with pytest.raises(refusal):
        Decision.issue(january(25), subject, NUMBER, authority)
    decision = Decision.issue(january(25), subject, NUMBER, authority, " sau 02 vòng, người có thẩm quyền quyết định ")
    assert decision.award.override == Override("sau 02 vòng, người có thẩm quyền quyết định", refusal.code)


def test_an_override_of_nothing_is_refused() -> None:
    with pytest.raises(OverrideNeedless):
        Decision.issue(january(25), case(), NUMBER, DIRECTOR, "cho chắc")


def test_an_unvoted_case_decided_by_override_shows_no_votes() -> None:
    decision = Decision.issue(january(25), not_voted_by_the_council(), NUMBER, DIRECTOR, "theo thẩm quyền")
    assert (decision.award.in_favour, decision.award.base) == (None, None)


def test_a_challenged_or_closed_case_is_decided_by_no_override() -> None:
    challenged, decided = endorsed(), endorsed()
    challenged.weigh(january(21), standing(2, no=2))
    decided.decided(january(22), uuid4())
    for nomination, refusal in ((challenged, NominationIsChallenged), (decided, NominationNotOpen)):
        with pytest.raises(refusal):
            Decision.issue(january(25), DecisionCase(nomination, None, RULES), NUMBER, DIRECTOR, "cứ ký")


def test_where_comments_are_asked_for_their_time_must_have_ended() -> None:
    rules = rules_with(SECTOR_FLAG, notice_before_decision=yes_or_no(value=True))
    nomination = endorsed(rules=rules)
    announce(nomination, january(12), rules=rules)
    with pytest.raises(NoticeStillOpen) as found:
        Decision.issue(january(22), case(nomination, rules), NUMBER, DIRECTOR)
    assert (found.value.facts, found.value.ground) == (
        {"given": SECTOR_FLAG, "until": date(2025, 1, 24), "left": 3, "earliest": date(2025, 1, 25)},
        POLICY,
    )
    with pytest.raises(NoticeStillOpen):
        Decision.issue(january(24), case(nomination, rules), NUMBER, DIRECTOR)
    assert Decision.issue(january(25), case(nomination, rules), NUMBER, DIRECTOR).award.override is None


def test_a_title_without_quota_needs_no_line() -> None:
    nomination = endorsed("TTLDXS")
    assert RULES.titles["TTLDXS"].holder is Holder.COLLECTIVE
    decision = Decision.issue(january(25), DecisionCase(nomination, None, RULES), NUMBER, DIRECTOR)
    assert decision.award.title == "TTLDXS"


def test_a_decision_is_made_public_once() -> None:  # rule: notice_is_not_posted_yet
    decision = issued()
    with pytest.raises(PlaceIsRequired):
        decision.post_notice(january(26), "")
    with pytest.raises(BeforeTheFact):
        decision.post_notice(january(24), "baohiemxahoi.gov.vn")
    decision.post_notice(january(26), "baohiemxahoi.gov.vn")
    assert (decision.posted_on, decision.place) == (date(2025, 1, 26), "baohiemxahoi.gov.vn")
    with pytest.raises(NoticePostedAlready):
        decision.post_notice(january(27), "baohiemxahoi.gov.vn")


def test_a_revocation_is_a_new_event_and_the_decision_stays() -> None:  # rule: decision_stands
    decision = issued()
    with pytest.raises(ReasonIsRequired):
        decision.revoke(january(30), Ground.FALSE_RECORD, " ")
    with pytest.raises(BeforeTheFact):
        decision.revoke(january(24), Ground.FALSE_RECORD, "kê khai sai số thu")
    decision.revoke(january(30), Ground.FALSE_RECORD, "kê khai sai số thu")
    assert (decision.revoked_on, decision.ground) == (date(2025, 1, 30), Ground.FALSE_RECORD)
    assert (decision.award.number, decision.recover) == (NUMBER, Decimal(18720000))
    with pytest.raises(DecisionRevokedAlready):
        decision.revoke(january(31), Ground.LATER_FINDING, "lần nữa")
    with pytest.raises(DecisionRevokedAlready):
        decision.post_notice(january(31), "baohiemxahoi.gov.vn")
    assert [type(each) for each in decision.collect_events()] == [Decision.Issued, Decision.Revoked]
