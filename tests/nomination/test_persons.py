"""D2, D6, D7, D11: a person goes by one code, however it is typed; a name is never recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.nomination.domain.good_example import ExampleKind, Finding, GoodExample
from services.nomination.domain.higher_award import HigherAward, HigherAwardFacts
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.merit.facts import Bearer, Opening
from services.nomination.domain.refusals.persons import PersonCodeMalformed
from services.nomination.domain.rules.persons import normal, person_code
from tests.nomination.examples import LEADER, january
from tests.nomination.test_commendations import SUDDEN, proposed


@pytest.mark.parametrize("given", ["CB-1", " CB-1 ", "cb-1", "\tcB-1\n"])
def test_one_person_goes_by_one_code(given: str) -> None:
    assert (person_code(given), normal(given)) == ("CB-1", "CB-1")
    assert Opening(Bearer.person(given)).coded() == Opening(Bearer.person("CB-1"))
    assert Medal.id_for(given) == Medal.id_for("CB-1")


@pytest.mark.parametrize("given", ["Nguyễn Văn A", "Tran Thi B", "Bưởi", "", " ", "-", "CB--1", "x" * 61])
def test_a_name_is_no_code(given: str) -> None:
    with pytest.raises(PersonCodeMalformed) as refused:
        person_code(given, field="person")
    assert (refused.value.facts["given"], refused.value.fields) == (given[:60], ("person",))


@pytest.mark.parametrize("given", ["CB-1", "BHXH.68/12_A", "1" * 60])
def test_letters_and_digits_joined_by_signs_are_a_code(given: str) -> None:
    assert person_code(given) == given


def test_the_file_of_a_unit_needs_no_code() -> None:
    opening = Opening(Bearer.unit(LEADER))
    assert opening.coded() is opening


def test_an_example_and_an_award_from_elsewhere_keep_the_one_code() -> None:
    finding = Finding("DH-1", ExampleKind.PERSON, LEADER, "giúp dân", "BHXH-68", None, " cb-1 ")
    assert GoodExample.find(january(11), finding).finding.person_code == "CB-1"
    award = HigherAwardFacts("AHLD", "1/QĐ-CTN", "Chủ tịch nước", None, "cb-1")
    assert HigherAward.record(january(11), award).facts.person_code == "CB-1"
    for name in ("Nguyễn Văn A", ""):
        with pytest.raises(PersonCodeMalformed):
            GoodExample.find(january(11), replace(finding, person_code=name))
    with pytest.raises(PersonCodeMalformed):
        HigherAward.record(january(11), replace(award, person_code="Nguyễn Văn A"))


def test_a_commendation_keeps_the_one_code_or_none() -> None:
    assert proposed(replace(SUDDEN, title="BK_BHXH_CN", person=" cb-1 ")).proposal.person == "CB-1"
    assert proposed(SUDDEN).proposal.person == ""
    with pytest.raises(PersonCodeMalformed) as refused:
        proposed(replace(SUDDEN, title="BK_BHXH_CN", person="Nguyễn Văn A"))
    assert refused.value.fields == ("person",)
