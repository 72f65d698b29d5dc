"""Who may do what: every role against every action, on one's own unit and on another's. Deny by default."""

from __future__ import annotations

import pytest

from kernel.identity import Forbidden, Principal
from services.scoring.domain import rights
from services.scoring.domain.rights import Action, Subject
from tests.scoring.examples import CLUSTER, MOVEMENT, UNITS

OWN = Subject(unit_id=UNITS[0], cluster_id=CLUSTER)
OTHER_UNIT = Subject(unit_id=UNITS[1], cluster_id=CLUSTER)
ELSEWHERE = Subject(unit_id=UNITS[1], cluster_id=MOVEMENT)
NATIONAL = Subject(unit_id=UNITS[1], cluster_id=MOVEMENT, national=True)
SUBJECTS = {"own": OWN, "other": OTHER_UNIT, "elsewhere": ELSEWHERE, "national": NATIONAL}
EVERYWHERE = frozenset(SUBJECTS)
IN_CLUSTER = frozenset({"own", "other"})

ALLOWED: dict[tuple[str, Action], frozenset[str]] = {
    **{(role, Action.READ): EVERYWHERE for role in rights.ROLES},
    ("unit_officer", Action.SELF_SCORE): frozenset({"own"}),
    ("unit_head", Action.SELF_SCORE): frozenset({"own"}),
    ("cluster_head", Action.DRAFT_TABLE): IN_CLUSTER,
    ("cluster_head", Action.SIGN_TABLE): IN_CLUSTER,
    ("cluster_head", Action.COMPUTE): IN_CLUSTER,
    ("cluster_head", Action.CROSS_CHECK): frozenset({"other"}),
    ("cluster_head", Action.FINALISE): IN_CLUSTER,
    ("cluster_head", Action.FREEZE_EDITION): IN_CLUSTER,
    ("department", Action.VERIFY): EVERYWHERE,
    ("department", Action.SCORE_FIELD): EVERYWHERE,
    **{
        (role, Action.MARK_FOR_PANEL): EVERYWHERE - {"own"}
        for role in ("unit_officer", "unit_head", "cluster_head", "department", "standing_body", "council_member")
    },
    ("standing_body", Action.DRAFT_TABLE): frozenset({"national"}),
    ("standing_body", Action.SIGN_TABLE): frozenset({"national"}),
    ("standing_body", Action.SET_PERIODS): EVERYWHERE,
    ("standing_body", Action.RECORD_RESULTS): EVERYWHERE,
    ("standing_body", Action.CORRECT_RESULTS): EVERYWHERE,
    ("standing_body", Action.COMPUTE): EVERYWHERE,
    ("standing_body", Action.FINALISE): EVERYWHERE,
    ("standing_body", Action.REOPEN): EVERYWHERE,
    ("standing_body", Action.FREEZE_EDITION): EVERYWHERE,
    ("machine_results", Action.RECORD_RESULTS): EVERYWHERE,
    ("machine_results", Action.CORRECT_RESULTS): EVERYWHERE,
}


def person(*roles: str) -> Principal:
    return Principal("p", "Người dùng", "person", frozenset(roles), UNITS[0], frozenset({CLUSTER}))


@pytest.mark.parametrize("role", sorted(rights.ROLES))
@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(role: str, action: Action) -> None:
    allowed = {name for name, subject in SUBJECTS.items() if rights.may(person(role), action, subject)}
    assert allowed == ALLOWED.get((role, action), frozenset())


HEADS_ACTIONS = frozenset(
    {
        Action.DRAFT_TABLE,
        Action.SIGN_TABLE,
        Action.COMPUTE,
        Action.CROSS_CHECK,
        Action.FINALISE,
        Action.FREEZE_EDITION,
    }
)


@pytest.mark.parametrize(
    ("roles", "asked"),
    [
        (("cluster_head", "unit_head"), HEADS_ACTIONS),
        (("cluster_head", "standing_body"), HEADS_ACTIONS - {Action.COMPUTE, Action.FINALISE, Action.FREEZE_EDITION}),
    ],
    ids=["a head", "of the standing body too"],
)
def test_what_somebody_may_only_as_head_takes_an_election(roles: tuple[str, ...], asked: frozenset[Action]) -> None:
    who = person(*roles)
    assert {each for each in HEADS_ACTIONS if rights.as_head_only(who, each, OTHER_UNIT)} == asked


@pytest.mark.parametrize("action", Action)
def test_without_a_known_role_there_is_no_right(action: Action) -> None:
    assert not any(rights.may(person("stranger"), action, subject) for subject in SUBJECTS.values())


def test_a_department_without_a_unit_verifies_nothing() -> None:
    nobody = Principal("d", "Ban", "person", frozenset({"department"}))
    assert not rights.may(nobody, Action.VERIFY, OWN)
    with pytest.raises(Forbidden):
        rights.department_of(nobody)


def test_a_department_verifies_as_its_unit() -> None:
    assert rights.department_of(person("department")) == UNITS[0]
    with pytest.raises(Forbidden):
        rights.department_of(person("unit_head"))


def test_who_may_not_is_refused_by_name() -> None:
    rights.require(person("auditor"), Action.READ)
    with pytest.raises(Forbidden) as refused:
        rights.require(person("auditor"), Action.FREEZE_EDITION, OWN)
    assert refused.value.text().vi == (
        "Người dùng không có quyền thực hiện “chốt bảng xếp hạng” đối với đối tượng này."
    )
