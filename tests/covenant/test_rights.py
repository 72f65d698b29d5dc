"""Who may do what: every role, every action, own and others' units and clusters; what is not granted is refused."""

from __future__ import annotations

from uuid import UUID

import pytest

from kernel.identity import Forbidden, Principal
from services.covenant.domain.rights import GRANTS, ROLES, Action, Subject, may, require

OWN_UNIT, OTHER_UNIT = UUID(int=1), UUID(int=2)
OWN_CLUSTER, OTHER_CLUSTER = UUID(int=3), UUID(int=4)

SUBJECTS = {
    "own unit": Subject(OWN_UNIT, frozenset({OTHER_CLUSTER})),
    "own cluster": Subject(OTHER_UNIT, frozenset({OWN_CLUSTER})),
    "other": Subject(OTHER_UNIT, frozenset({OTHER_CLUSTER})),
    "nobody's": Subject(),
}

EVERYWHERE = frozenset(SUBJECTS)
ANYWHERE: dict[str, list[Action]] = {
    "standing_body": [
        Action.ESTABLISH_UNIT,
        Action.CHANGE_UNIT,
        Action.FORM_CLUSTER,
        Action.FORM_DISTRICT_CLUSTERS,
        Action.ELECT_OFFICERS,
        Action.LAUNCH_MOVEMENT,
        Action.AGREE_COVENANT,
        Action.SIGN_JOINTLY,
        Action.OPEN_INSPECTION,
        Action.SET_NATIONAL_TARGETS,
        Action.LOAD_TARGETS,
        Action.HOLD_REVIEW,
        Action.REMIND,
    ],
    "machine_units": [Action.ESTABLISH_UNIT, Action.CHANGE_UNIT],
    "approver": [Action.LAUNCH_MOVEMENT, Action.SET_NATIONAL_TARGETS, Action.HOLD_REVIEW],
}
IN_OWN_UNIT: dict[str, list[Action]] = {
    "unit_officer": [
        Action.FORM_DISTRICT_CLUSTERS,
        Action.DRAFT_COVENANT,
        Action.REGISTER_TITLES,
        Action.DRAFT_OPERATING_RULES,
        Action.REPORT_ITEM,
        Action.INSPECT,
        Action.REPORT_REMEDY,
        Action.PLAN_TARGETS,
        Action.RECORD_YEAR,
        Action.ANSWER_REMINDER,
    ],
    "department": [Action.APPRAISE_TARGETS, Action.CONFIRM_YEAR, Action.ANSWER_REMINDER],
    "cluster_head": [Action.ANSWER_REMINDER],
    "unit_head": [
        Action.FORM_DISTRICT_CLUSTERS,
        Action.ELECT_OFFICERS,
        Action.LAUNCH_MOVEMENT,
        Action.DRAFT_COVENANT,
        Action.SIGN_COVENANT,
        Action.REGISTER_TITLES,
        Action.REPORT_ITEM,
        Action.OPEN_INSPECTION,
        Action.INSPECT,
        Action.REPORT_REMEDY,
        Action.SET_NATIONAL_TARGETS,
        Action.PLAN_TARGETS,
        Action.SUBMIT_PLAN,
        Action.RECORD_YEAR,
        Action.HOLD_REVIEW,
        Action.ANSWER_REMINDER,
    ],
}
IN_OWN_CLUSTER: dict[str, list[Action]] = {
    "cluster_head": [
        Action.ELECT_OFFICERS,
        Action.AGREE_COVENANT,
        Action.SIGN_JOINTLY,
        Action.SUBMIT_SET,
        Action.DRAFT_OPERATING_RULES,
        Action.ISSUE_OPERATING_RULES,
        Action.PLAN_YEAR,
        Action.REPORT_ITEM,
        Action.OPEN_INSPECTION,
        Action.REMIND,
    ],
}


def principal(*roles: str, unit_id: UUID | None = OWN_UNIT) -> Principal:
    return Principal("p", "Nguyễn Văn A", "person", frozenset(roles), unit_id, frozenset({OWN_CLUSTER}))


def expected(role: str, action: Action) -> frozenset[str]:
    if action is Action.READ or action in ANYWHERE.get(role, []):
        return EVERYWHERE
    if action in IN_OWN_UNIT.get(role, []):
        return frozenset({"own unit"})
    return frozenset({"own cluster"} if action in IN_OWN_CLUSTER.get(role, []) else ())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_exactly_what_the_matrix_says(role: str, action: Action) -> None:
    reached = frozenset(name for name, subject in SUBJECTS.items() if may(principal(role), action, subject))
    assert reached == expected(role, action)


@pytest.mark.parametrize("action", Action)
def test_without_a_known_role_nothing_is_allowed(action: Action) -> None:
    assert [may(principal("visitor"), action, subject) for subject in SUBJECTS.values()] == [False] * len(SUBJECTS)


def test_somebody_of_no_unit_owns_nothing() -> None:
    assert not may(principal("unit_head", unit_id=None), Action.SIGN_COVENANT, Subject(None))


def test_rights_of_several_roles_add_up() -> None:
    both = principal("unit_head", "cluster_head")
    assert may(both, Action.SIGN_COVENANT, SUBJECTS["own unit"])
    assert may(both, Action.SUBMIT_SET, SUBJECTS["own cluster"])


def test_every_action_is_in_the_table() -> None:
    assert set(GRANTS) == set(Action)


def test_a_refused_right_names_who_and_what() -> None:
    require(principal("unit_head"), Action.SIGN_COVENANT, SUBJECTS["own unit"])
    with pytest.raises(Forbidden) as refused:
        require(principal("auditor"), Action.SIGN_COVENANT, SUBJECTS["own unit"])
    assert refused.value.facts == {"who": "Nguyễn Văn A", "action": Action.SIGN_COVENANT}
