"""D3, D9: what is newly on record about a holder questions each of the open nominations it bears on, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from kernel.identity import Principal
from regulations.conditions import DisciplineForm
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.challenges import BY, Challenge, questioned
from services.nomination.domain.decision import Decision, DecisionCase
from services.nomination.domain.discretion import in_public
from services.nomination.domain.merit.facts import Award, Bearer, Discipline, InquiryKind
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Complaint, Objection
from services.nomination.domain.openings import voter_of
from tests.nomination.examples import DIRECTOR, LEADER, RULES, announce, candidacy, january, nominated
from tests.nomination.merit import award, inquiry, person_file, put, rated
from tests.nomination.test_chains import asked
from tests.nomination.test_medal import FACTS

HOLDER = Bearer.unit(LEADER)
FACT_ID = UUID("12345678-9abc-4def-8123-456789abcdef")
OPEN = Challenge.recorded(HOLDER, inquiry(date(2025, 1, 10)), FACT_ID)


def looked_up(found: Mapping[UUID, Any]) -> Any:
    return lambda kind, id_: each if isinstance(each := found.get(id_), kind) else None


def test_each_open_nomination_is_questioned_once() -> None:
    first, second = nominated(), nominated("CO_CHINH_PHU")
    announce(first, january(12), date(2025, 1, 30))
    made = questioned([first.id, second.id], looked_up({first.id: first, second.id: second}), january(13), OPEN)
    assert first.notice is not None
    said = Complaint("HSTT-12345678", BY, OPEN.complaint().text)
    assert [(each.nomination_id, each.complaint, each.notice) for each in made] == [
        (first.id, said, first.notice.event),
        (second.id, said, None),
    ]
    known = looked_up({first.id: first, second.id: second, made[0].id: made[0]})
    again = questioned([first.id, second.id], known, january(14), OPEN)
    assert [each.nomination_id for each in again] == [second.id]


def test_a_discipline_that_ended_before_the_year_questions_nothing() -> None:
    nomination = nominated()
    ended = Discipline(DisciplineForm.WARNING, date(2023, 1, 1), date(2023, 12, 31))
    for until, count in ((date(2023, 12, 31), 0), (date(2024, 1, 1), 1), (None, 1)):
        challenge = Challenge.recorded(HOLDER, replace(ended, until=until), FACT_ID)
        made = questioned([nomination.id], looked_up({nomination.id: nomination}), january(13), challenge)
        assert len(made) == count


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            replace(inquiry(date(2025, 1, 10)), kind=InquiryKind.COMPLAINT, about="đơn 3/KN"),
            "Khiếu nại, tố cáo đang xác minh: đơn 3/KN, từ 2025-01-10 (NĐ 152/2025/NĐ-CP, Điều 4 khoản 3)",
        ),
        (
            Discipline(DisciplineForm.WARNING, date(2024, 5, 1)),
            "Bị kỷ luật: cảnh cáo, từ 2024-05-01 (NĐ 152/2025/NĐ-CP, Điều 4 khoản 3)",
        ),
    ],
)
def test_the_objection_tells_what_is_on_record_since_when_and_under_which_article(fact: Any, said: str) -> None:
    assert Challenge(HOLDER, fact, "HSTT-1").complaint() == Complaint("HSTT-1", BY, said)


def test_in_public_a_condition_is_met_or_not_and_nothing_of_the_record_is_told() -> None:
    file = person_file()
    for fact in (rated(2024), award("LDTT", 2024), inquiry(date(2024, 12, 20))):
        put(file, fact)
    whole = asked(file, "CSTDCS")
    told = replace(whole, initiatives=(FACT_ID,)).in_public()
    tree = told.tree
    assert (whole.state, told.state, told.initiatives) == ("BARRED", "NOT_MET", ())
    assert (told.title, told.year) == (whole.title, whole.year)
    assert (tree.label, tree.source, tree.rule_version) == (
        whole.tree.label,
        whole.tree.source,
        whole.tree.rule_version,
    )
    nodes = list(tree.walk())
    assert {each.value for each in nodes} == {"MET", "NOT_MET"}
    assert [each for each in nodes if each.events or each.formula] == []
    assert {(each.label, each.source) for each in nodes} <= {(each.label, each.source) for each in whole.tree.walk()}
    assert len(tree.inputs) == len(whole.tree.inputs)
    assert in_public(tree) == tree
    case = candidacy(person="CB-0001", assessment=whole)
    assert case.in_public() == replace(case, assessment=whole.in_public())
    assert candidacy().in_public() == candidacy()
    assert nominated().grounds.in_public() == nominated().grounds
    grounds = replace(nominated().grounds, assessment=whole)
    assert grounds.in_public() == replace(grounds, assessment=whole.in_public())


def test_of_a_person_proposed_for_the_medal_everybody_may_know_who_of_which_class_and_by_whom() -> None:
    assert FACTS.in_public() == {
        "person_code": FACTS.person_code,
        "person_class": FACTS.person_class,
        "unit_id": FACTS.unit_id,
    }


def test_a_decision_stands_in_the_file_of_the_holder_as_an_award_of_the_year() -> None:
    nomination: Nomination = nominated()
    case = DecisionCase(nomination, None, RULES)
    decision = Decision.issue(january(25), case, "1/QĐ", DIRECTOR, "theo thẩm quyền")
    assert decision.as_award(2024) == Award("CO_BHXH", 2024, "1/QĐ", date(2025, 1, 25), decision_id=decision.id)


def test_in_a_selection_one_votes_for_the_unit_and_in_a_council_for_oneself() -> None:
    def somebody(*roles: str) -> Principal:
        return Principal("p", "Nguyễn Văn A", "person", frozenset(roles), LEADER, frozenset())

    head, member = somebody("unit_head"), somebody("council_member")
    assert [voter_of(head, kind) for kind in SessionKind] == [str(LEADER), None]
    assert [voter_of(member, kind) for kind in SessionKind] == [None, "p"]


def test_an_objection_found_under_another_number_is_not_this_one() -> None:
    nomination = nominated()
    other = Objection.raise_(january(12), nomination.id, Complaint("KN-9", "ông A", "x"), None)
    known = looked_up({nomination.id: nomination, other.id: other, uuid4(): other})
    assert len(questioned([nomination.id], known, january(13), OPEN)) == 1
