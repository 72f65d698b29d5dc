"""What one condition comes to: met, not met, barred or unknown, with the facts it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Explanation
from regulations.conditions import Condition
from regulations.sentences import said


class State(StrEnum):
    """The answer to a condition."""

    MET = "MET"  # đạt
    NOT_MET = "NOT_MET"  # không đạt
    BARRED = "BARRED"  # không được xét
    UNKNOWN = "UNKNOWN"  # chưa xác định được


@dataclass(frozen=True)
class Finding:
    """A state with its node of the tree, and the initiatives that would be used up."""

    state: State
    node: Explanation
    initiatives: tuple[UUID, ...] = ()


def found(  # noqa: PLR0913 (the members of a node)
    condition: Condition,
    state: State,
    detail: str = "",
    *,
    events: Iterable[UUID] = (),
    inner: Sequence[Finding] = (),
    initiatives: tuple[UUID, ...] = (),
) -> Finding:
    """The finding of a condition."""
    node = Explanation(
        label=said(condition),
        value=state.value,
        formula=detail,
        source=condition.source,
        events=tuple(events),
        inputs=tuple(each.node for each in inner),
    )
    return Finding(state, node, initiatives)


def all_of(findings: Sequence[Finding]) -> State:
    """Barred if anything bars; not met if anything is not met; unknown if anything is unknown; else met."""
    states = {each.state for each in findings}
    return next((state for state in (State.BARRED, State.NOT_MET, State.UNKNOWN) if state in states), State.MET)


def any_of(findings: Sequence[Finding]) -> State:
    """Met if anything is met; unknown if anything is unknown; else not met."""
    states = {each.state for each in findings}
    return next((state for state in (State.MET, State.UNKNOWN) if state in states), State.NOT_MET)


def leaves(node: Explanation) -> Iterable[Explanation]:
    """The conditions at the ends of the tree that are not met, barred or unknown."""
    if node.value == State.MET.value:
        return
    if not node.inputs:
        yield node
    for each in node.inputs:
        yield from leaves(each)
