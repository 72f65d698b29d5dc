"""D1, B4: no covenant and registration, no consideration; ranks pass first, and the leader is the candidate."""

from __future__ import annotations

from datetime import date

import pytest

from kernel.refusals import HOUSE_RULE, Refusal
from services.nomination.domain.eligibility import MET, NOT_MET, REQUIREMENTS, verdict
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.nominating import (
    AlreadyNominated,
    BoardNotOfTheSector,
    NoSignedCovenant,
    NotTheLeader,
    RanksMustPassFirst,
    TitleIsForPersons,
    TitleNotRegistered,
    UnitNotRanked,
    UnknownMovement,
    UnknownTitle,
    UnknownUnit,
)
from tests.nomination.examples import (
    GOVERNMENT_FLAG,
    LEADER,
    MOVEMENT,
    RULES,
    SECTOR_FLAG,
    candidacy,
    heard,
    january,
    nominated,
    on,
    standing,
)


def test_the_leader_with_covenant_and_registration_is_eligible() -> None:
    for title in (SECTOR_FLAG, GOVERNMENT_FLAG):
        assert verdict(candidacy(title), RULES).refusal is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"unit_code": None}, UnknownUnit),  # rule: unit_is_known
        ({"movement_code": None}, UnknownMovement),  # rule: movement_is_known
        ({"title": "LDTT"}, TitleIsForPersons),  # rule: title_is_for_collectives
        ({"covenant": None}, NoSignedCovenant),  # rule: covenant_is_signed
        ({"registration": None}, TitleNotRegistered),  # rule: title_is_registered
        ({"standing": None}, RanksMustPassFirst),  # rule: ranks_have_passed
        ({"standing": standing(None, state="BARRED", score="0")}, UnitNotRanked),  # rule: ranked_standing
        (
            {"standing": standing(1, cluster_kind="district_cluster")},
            BoardNotOfTheSector,
        ),  # rule: board_is_of_the_sector
        ({"standing": standing(2)}, NotTheLeader),  # rule: unit_leads_its_board
        ({"already_nominated": True}, AlreadyNominated),  # rule: unit_is_not_nominated_yet
    ],
)
def test_each_condition_alone_bars_the_unit(changed: dict[str, object], refusal: type[Refusal]) -> None:
    judged = verdict(candidacy(**changed), RULES)  # type: ignore[arg-type]
    assert type(judged.refusal) is refusal
    assert judged.explanation.value == NOT_MET
    with pytest.raises(refusal) as raised:
        judged.require()
    assert raised.value.explanation == judged.explanation
    assert raised.value.facts == judged.refusal.facts


def test_a_title_that_the_rulebook_does_not_have_has_no_rules_to_ask() -> None:  # rule: title_is_known
    with pytest.raises(UnknownTitle) as refused:
        verdict(candidacy("CO_TUONG_TUONG"), RULES)
    assert refused.value.facts == {"given": "CO_TUONG_TUONG", "rulebook": "law-2022"}


def test_the_gate_cites_the_letter_that_set_it() -> None:
    judged = verdict(candidacy(covenant=None), RULES)
    assert judged.refusal is not None
    assert judged.refusal.ground == RULES.titles[SECTOR_FLAG].covenant_required.source
    assert judged.refusal.ground.document.startswith("CV 01/BHXH-TĐKT")


def test_a_title_without_a_board_leader_needs_a_rank_only() -> None:
    assert verdict(candidacy("TTLDXS", standing=standing(4, cluster_kind="district_cluster")), RULES).eligible
    judged = verdict(candidacy("TTLDXS", standing=None), RULES)
    assert type(judged.refusal) is RanksMustPassFirst


def asked_of(title: str) -> list[str]:
    return [node.label.en for node in verdict(candidacy(title, standing=standing(4)), RULES).explanation.inputs]


def test_leading_is_asked_only_of_a_title_that_asks_it() -> None:
    of_leaders = ["The board is the sector's", "The unit leads its board"]
    assert [each for each in of_leaders if each in asked_of("TTLDXS")] == []
    assert [each for each in of_leaders if each in asked_of(SECTOR_FLAG)] == of_leaders


def test_every_condition_says_where_it_stands() -> None:
    for title in (SECTOR_FLAG, "TTLDXS", "LDTT"):
        nodes = verdict(candidacy(title, person="CB-0001" if title == "LDTT" else None), RULES).explanation.inputs
        assert [each.label.en for each in nodes if each.source is None and not each.events] == []


def test_a_condition_stands_in_the_rules_of_the_title() -> None:
    rule = RULES.titles[SECTOR_FLAG]
    stands = {node.label.en: node.source for node in verdict(candidacy(), RULES).explanation.inputs}
    assert stands["The covenant is signed"] == rule.covenant_required.source
    assert stands["The unit leads its board"] == rule.must_lead_cluster.source
    assert stands["The title is for collectives"] == rule.basis
    assert stands["Not nominated yet"] == HOUSE_RULE


def test_the_tree_shows_every_condition_and_every_fact_with_its_event() -> None:
    tree = verdict(candidacy(standing=standing(2)), RULES).explanation
    conditions = {node.label.en: node.value for node in tree.inputs[: len(REQUIREMENTS)]}
    assert conditions == {
        "The unit is registered": MET,
        "The movement was launched": MET,
        "The title is for collectives": MET,
        "The covenant is signed": MET,
        "The title is registered": MET,
        "The year-end ranks have passed": MET,
        "The board is the sector's": MET,
        "The unit leads its board": NOT_MET,
        "Not nominated yet": MET,
    }
    facts = {node.label.en: (node.value, node.events) for node in tree.inputs[len(REQUIREMENTS) :]}
    assert facts == {
        "Covenant signed on": ("2024-03-20", (heard("covenant"),)),
        "Signing the covenant": ("đúng hạn · in time", (heard("covenant"),)),
        "Title registered on": ("2024-03-20", (heard("titles"),)),
        "Registering the title": ("đúng hạn · in time", (heard("titles"),)),
        "Period of the board": ("2024", (heard("edition 1"),)),
        "Year-end board, edition": ("1", (heard("edition 1"),)),
        "Kind of board": ("cluster", (heard("edition 1"),)),
        "State": ("RANKED", (heard("edition 1"),)),
        "Rank": ("2", (heard("edition 1"),)),
        "Score": ("987.50", (heard("edition 1"),)),
    }
    assert tree.rule_version == RULES.version


def test_a_unit_without_a_rank_shows_an_empty_one() -> None:
    tree = verdict(
        candidacy(standing=standing(None, state="BARRED"), covenant=None, registration=None), RULES
    ).explanation
    facts = {node.label.en: node.value for node in tree.inputs[len(REQUIREMENTS) :]}
    assert facts["Rank"] == ""
    assert "Covenant signed on" not in facts


def test_the_same_candidacy_gives_the_same_bytes() -> None:
    assert verdict(candidacy(), RULES).explanation.digest() == verdict(candidacy(), RULES).explanation.digest()


def test_the_command_applies_the_very_rules_of_the_question() -> None:
    with pytest.raises(NotTheLeader) as refused:
        nominated(standing=standing(3))
    assert refused.value.explanation == verdict(candidacy(standing=standing(3)), RULES).explanation


def test_a_nomination_is_not_dated_before_the_board_it_rests_on() -> None:  # rule: nothing_precedes_what_it_rests_on
    with pytest.raises(BeforeTheFact):
        Nomination.accept(on(date(2025, 1, 9)), candidacy(), RULES)
    assert Nomination.accept(january(10), candidacy(), RULES).accepted_on == date(2025, 1, 10)


def test_a_unit_title_and_movement_give_the_nominations_identity() -> None:
    assert nominated().id == Nomination.id_for(SECTOR_FLAG, LEADER, MOVEMENT)
    assert nominated().id != nominated(GOVERNMENT_FLAG).id
