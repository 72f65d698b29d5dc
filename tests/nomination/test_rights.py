"""F5: who may do what, as one matrix; everything that is not in it is refused."""

from __future__ import annotations

import pytest

from kernel.aggregate import identity
from kernel.identity import Forbidden, Principal
from services.nomination.domain.rights import READERS, Action, Subject, may, require

OWN_UNIT, OWN_CLUSTER = identity("unit", "own"), identity("cluster", "own")
OWN = Subject(OWN_UNIT, OWN_CLUSTER, "me")
OTHERS = Subject(identity("unit", "other"), identity("cluster", "other"), "somebody else")

BOTH, OWN_ONLY = "own and others'", "own only"

MATRIX: dict[Action, dict[str, str]] = {
    Action.READ: dict.fromkeys(READERS, BOTH),
    Action.READ_OPEN_BALLOTS: {
        "standing_body": BOTH,
        "council_member": BOTH,
        "approver": BOTH,
        "cluster_head": OWN_ONLY,
    },
    Action.NOMINATE: {
        "standing_body": BOTH,
        "unit_officer": OWN_ONLY,
        "unit_head": OWN_ONLY,
        "cluster_head": OWN_ONLY,
    },
    Action.WITHDRAW: {"standing_body": BOTH, "unit_head": OWN_ONLY},
    Action.ANNOUNCE: {"standing_body": BOTH},
    Action.CONVENE_SELECTION: {"standing_body": BOTH, "cluster_head": OWN_ONLY},
    Action.CONVENE_COUNCIL: {"standing_body": BOTH},
    Action.VOTE_FOR_UNIT: {"unit_head": OWN_ONLY},
    Action.VOTE_IN_COUNCIL: {"council_member": OWN_ONLY},
    Action.VOTE_BY_MANDATE: dict.fromkeys(("council_member", "unit_head", "unit_officer", "department"), OWN_ONLY),
    Action.RAISE_OBJECTION: dict.fromkeys(
        ("standing_body", "unit_officer", "unit_head", "cluster_head", "department", "council_member"), BOTH
    ),
    Action.ANSWER_OBJECTION: {"standing_body": BOTH},
    Action.PREPARE_DOSSIER: {"standing_body": BOTH, "unit_officer": OWN_ONLY, "unit_head": OWN_ONLY},
    Action.APPRAISE_DOSSIER: {"standing_body": BOTH},
    Action.RECOMMEND: {"standing_body": BOTH},
    Action.DRAW_QUOTA: {"standing_body": BOTH},
    Action.DECIDE: {"approver": BOTH},
    Action.POST_NOTICE: {"approver": BOTH, "standing_body": BOTH},
    Action.REVOKE: {"approver": BOTH},
    Action.CHECK_ROTATION: {"standing_body": BOTH, "auditor": BOTH},
    Action.CONFIRM_FIGURE: {"administrator": BOTH},
    Action.PROPOSE_MEDAL: {"standing_body": BOTH, "unit_officer": OWN_ONLY, "unit_head": OWN_ONLY},
    Action.APPRAISE_MEDAL: {"standing_body": BOTH},
    Action.AWARD_MEDAL: {"approver": BOTH},
    Action.KEEP_EXAMPLE: {"standing_body": BOTH, "unit_officer": OWN_ONLY, "unit_head": OWN_ONLY},
    Action.SPREAD_EXAMPLE: {"standing_body": BOTH},
    Action.RECORD_HIGHER_AWARD: {"standing_body": BOTH},
    Action.KEEP_MERIT: {"standing_body": BOTH, "unit_officer": OWN_ONLY, "unit_head": OWN_ONLY},
    Action.KEEP_BARS: {"standing_body": BOTH},
    Action.READ_PERSONS: {
        "standing_body": BOTH,
        "council_member": OWN_ONLY,
        "approver": BOTH,
        "auditor": BOTH,
        "unit_officer": OWN_ONLY,
        "unit_head": OWN_ONLY,
    },
}

ROLES = sorted(READERS | {"nobody", "clerk"})


def me(*roles: str) -> Principal:
    return Principal("me", "Tôi", "person", frozenset(roles), OWN_UNIT, frozenset({OWN_CLUSTER}))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", Action)
def test_the_matrix_holds(action: Action, role: str) -> None:
    word = MATRIX[action].get(role)
    assert (may(me(role), action, OWN), may(me(role), action, OTHERS)) == (word is not None, word == BOTH)


@pytest.mark.parametrize("action", Action)
def test_without_a_role_there_is_no_right(action: Action) -> None:
    assert not may(me(), action, OWN)


@pytest.mark.parametrize("action", Action)
def test_a_right_to_ones_own_is_none_without_a_subject(action: Action) -> None:
    for role in ROLES:
        assert may(me(role), action) == (MATRIX[action].get(role) == BOTH)


def test_a_refusal_names_who_and_what() -> None:
    require(me("approver"), Action.DECIDE)
    with pytest.raises(Forbidden) as refused:
        require(me("auditor"), Action.DECIDE)
    assert refused.value.facts == {"who": "Tôi", "action": Action.DECIDE}
