"""E4: why a vote came out, why a line falls where it falls, why a decision is what it is: down to the events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kernel.aggregate import event_id
from kernel.explanation import Explanation
from regulations.figures import Rounding, Share
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.decision import Decision, DecisionCase, Ground
from services.nomination.domain.minutes import explain_session
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota import Composition, Contender, Quota, Tie
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.reasons import explain_decision, explain_line, explain_nomination, explain_place
from services.nomination.domain.terms import RuleVersion, VotingTerms
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import (
    DIRECTOR,
    GOVERNMENT_FLAG,
    LEADER,
    MOVEMENT,
    NO,
    OFFICES,
    RULES,
    VOTERS,
    YES,
    choices,
    heard,
    january,
    nominated,
    opened,
    paper,
    standing,
    terms,
)


def found(tree: Explanation, label: str) -> Explanation:
    [node] = [node for node in tree.walk() if node.label.en == label]
    return node


def called(id: UUID) -> str:
    return f"mã {str(id)[:4]}"


def counted() -> VotingSession:
    session = opened(terms(own_case=True, threshold=Share(80, 100)))
    for voter in VOTERS[1:]:
        session.cast(january(16), voter, paper())
    session.close(january(16), [choices(YES, YES, YES, NO)])
    return session


def test_a_count_is_explained_down_to_its_denominator_and_events() -> None:
    session = counted()
    tree = explain_session(session, called)
    result = found(tree, f"Result of nomination {called(session.round.candidates[0])}")
    assert (result.value, result.formula) == ("NOT_PASSED", "3 / 4, ≥ 80/100 (4)")
    assert result.events == (event_id(session.id, session.version),)
    denominator = next(node for node in result.inputs if node.label.en == "Denominator")
    assert (denominator.value, denominator.formula) == ("4", "all_members")
    assert [node.value for node in denominator.inputs] == ["5", "1", "4"]
    assert [node.value for node in result.inputs] == ["3", "1", "0", "4", "4", "3"]
    assert found(tree, "Members present").formula == "4 / 5, ≥ 2/3"
    assert found(tree, "Round 1").events == (event_id(session.id, 1), event_id(session.id, session.version))


def test_a_void_round_stays_in_the_minutes_with_its_reason() -> None:
    session = counted()
    session.void(january(17), "đếm sai phiếu")
    session.open_round(january(17), "key")
    tree = explain_session(session, called)
    assert [found(tree, f"Round {number}").value for number in (1, 2)] == ["VOID", "OPEN"]
    assert found(tree, "Why it is void").value == "đếm sai phiếu"
    assert found(tree, "Round 2").events == (event_id(session.id, session.version),)


def test_the_minutes_name_nobodys_choice() -> None:
    text = str(explain_session(counted(), called).as_dict())
    assert not [voter for voter in VOTERS if voter in text]


def passed(title: str, in_favour: int = 14) -> Nomination:
    nomination = nominated(title)
    for kind in SessionKind:
        result = Result(nomination.id, in_favour, 0, 0, 15, 12, passed=True)
        nomination.voted(january(20), uuid4(), kind, 1, result)
    return nomination


def test_a_nomination_tells_the_eligibility_it_was_accepted_on_its_votes_and_its_challenge() -> None:
    nomination = passed(GOVERNMENT_FLAG)
    tree = explain_nomination(nomination, RULES, called, whole=True)
    assert tree.value == "ENDORSED"
    assert found(tree, "Eligibility for the Government Emulation Flag").value == "MET"
    votes = [node for node in tree.inputs if node.label.en == "Vote, round 1"]
    assert [(node.value, node.formula) for node in votes] == [("PASSED", "14 / 15 (12)")] * 2
    assert votes[0].events == (event_id(nomination.id, 2),)
    failed = nominated()
    failed.voted(january(20), uuid4(), SessionKind.SELECTION, 1, Result(failed.id, 1, 0, 0, 5, 3, passed=False))
    assert found(explain_nomination(failed, RULES, called, whole=True), "Vote, round 1").value == "NOT_PASSED"
    for rank in (2, None):
        newer = standing(rank, no=3 - (rank or 0) + 2, state="RANKED" if rank else "BARRED")
        failed.weigh(january(21), newer)
        challenge = found(
            explain_nomination(failed, RULES, called, whole=True),
            f"Edition {newer.edition_no} of the board no longer bears the nomination",
        )
        assert challenge.value == ("2" if rank else "")
        assert challenge.events == (newer.event, event_id(failed.id, failed.version))


def line() -> QuotaLine:
    own = Contender(passed(GOVERNMENT_FLAG).id, LEADER, 14, 15, Decimal("987.50"))
    rivals = [Contender(uuid4(), OFFICES[1], 14, 15, Decimal("987.50")) for _ in range(2)]
    leaders = [heard(str(number)) for number in range(12)]
    tie = Tie.of(GOVERNMENT_FLAG, RULES)
    quota = Quota.of(RULES.quotas["government_flag"], GOVERNMENT_FLAG, MOVEMENT, leaders, tie)
    chair = (own.nomination_id, rivals[0].nomination_id)
    return QuotaLine.draw(january(21), QuotaCase(quota, (own, *rivals), RuleVersion.of(RULES), chair))


def test_a_line_is_explained_by_what_was_counted_the_share_and_the_rounding() -> None:
    tree = explain_line(line(), called)
    assert (tree.value, tree.formula, tree.rounding) == (
        "2",
        "12 × 1/5",
        Rounding.DOWN.told(0),
    )
    base = found(tree, "Counted base")
    assert (base.value, base.formula, len(base.events)) == ("12", "cluster_leaders", 12)
    places = tree.inputs[1:]
    assert [(node.value, node.formula) for node in places] == [
        ("WITHIN", "1 / 2"),
        ("WITHIN", "2 / 2"),
        ("OVER_THE_LINE", "3 / 2"),
    ]
    assert [[leaf.value for leaf in node.inputs] for node in places] == [
        ["14/15", "987.50", "1"],
        ["14/15", "987.50", "2"],
        ["14/15", "987.50", "3"],
    ]


@pytest.mark.parametrize(
    ("composition", "value", "formula"),
    [
        (Composition(20, 14, "CV 12/TCCB"), "PREFERRED", "14 / 20, ≥ 70/100 (CV 12/TCCB)"),
        (None, "NOT_PREFERRED", "—, ≥ 70/100"),
    ],
)
def test_a_place_that_the_law_gave_says_so(composition: Composition | None, value: str, formula: str) -> None:
    drawn = line()
    contender = replace(drawn.order[0].contender, composition=composition, preferred=composition is not None)
    tree = explain_place(replace(drawn.order[0], contender=contender, by_law=True, by_chair=False), drawn.quota, called)
    leaf = tree.inputs[-1]
    assert (leaf.value, leaf.formula, leaf.source) == (value, formula, drawn.quota.tie.women_source)


def test_a_decision_is_explained_by_authority_case_place_and_money() -> None:
    nomination, drawn = passed(GOVERNMENT_FLAG), line()
    decision = Decision.issue(january(25), DecisionCase(nomination, drawn, RULES), "5/QĐ-TTg", "Thủ tướng Chính phủ")
    case = explain_nomination(nomination, RULES, called, whole=True)
    tree = explain_decision(decision, case, drawn, called)
    assert [node.label.en for node in tree.inputs] == [
        "Authority",
        f"Stage of nomination {called(nomination.id)}",
        f"Nomination {called(nomination.id)}",
        "Reward money (đồng)",
    ]
    money = found(tree, "Reward money (đồng)")
    assert (money.value, money.formula) == ("28080000", "12 × 2340000")
    assert tree.events == (event_id(decision.id, 1),)
    decision.revoke(january(30), Ground.LATER_FINDING, "kết luận thanh tra 12/KL")
    revoked = explain_decision(decision, case, drawn, called).inputs[-1]
    assert (revoked.value, revoked.label.en) == ("LATER_FINDING", "Revoked: kết luận thanh tra 12/KL")
    assert revoked.events == (event_id(decision.id, 2),)


def test_an_override_and_a_missing_reward_show() -> None:
    rules = replace(RULES, rewards=replace(RULES.rewards, multiples={}))
    nomination = nominated()
    decision = Decision.issue(january(25), DecisionCase(nomination, None, rules), "1/QĐ", DIRECTOR, "theo thẩm quyền")
    tree = explain_decision(decision, explain_nomination(nomination, RULES, called, whole=True), None, called)
    assert [(node.label.en, node.value) for node in tree.inputs] == [
        ("Authority", DIRECTOR),
        (f"Stage of nomination {called(nomination.id)}", "PROPOSED"),
        ("Override: theo thẩm quyền", "not-passed-by-the-council"),
    ]


def test_terms_come_from_the_rulebook_with_every_source() -> None:
    rule = RULES.council_rule(RULES.titles[GOVERNMENT_FLAG])
    read = VotingTerms.of(rule)
    assert (read.threshold, read.threshold_source) == (rule.threshold.value, rule.threshold.source)
    assert (read.quorum, read.max_rounds, read.secret) == (Share(2, 3), 2, True)
    assert str(RuleVersion.of(RULES)) == RULES.version


def test_days_are_those_of_vietnam() -> None:
    assert nominated().accepted_on == date(2025, 1, 11)
