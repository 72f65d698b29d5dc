"""What people add where a quota's line is drawn, in the graph: the order of equals, and how many women are where."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from services.nomination.application.quota_lines import Words
from services.nomination.domain.quota import Composition
from services.nomination.graph.asking import key_of


@strawberry.input(description="Tỷ lệ nữ: how many women a collective has (of a person: 1 of 1), and the paper")
class CompositionInput:
    """A composition."""

    nomination: strawberry.ID
    members: int
    women: int
    paper: str


def words_of(chair_prefers: Sequence[strawberry.ID] | None, compositions: Sequence[CompositionInput] | None) -> Words:
    """What the application takes."""
    found = {key_of(each.nomination): Composition(each.members, each.women, each.paper) for each in compositions or ()}
    return Words(tuple(key_of(each) for each in chair_prefers or ()), found)
