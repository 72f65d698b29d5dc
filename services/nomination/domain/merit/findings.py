"""What one condition comes to: met, not met, barred or unknown, with the facts it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Explanation, Text, told
from regulations import conditions as kinds
from regulations.conditions import Condition
from regulations.sentences import said
from services.nomination.domain.merit.facts import Merger


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


def found(
    condition: Condition,
    state: State,
    detail: str | Text = "",
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


def joined(parts: Iterable[str | Text], by: str = "; ") -> Text:
    """One after the other, in each language."""
    vi, en = zip(*((str(told(each, "vi")), str(told(each, "en"))) for each in parts), strict=True)
    return Text(by.join(vi), by.join(en))


HISTORY = (kinds.Held, kinds.Rated, kinds.Recognised, kinds.After, kinds.Aged)
"""Kinds of conditions that an earlier year of the holder may answer."""


def with_undeclared(finding: Finding, condition: Condition, merged: Sequence[Merger]) -> Finding:
    """The finding, saying whose history might change it but was not declared to count (khai kế thừa)."""
    if not merged or finding.state not in (State.NOT_MET, State.UNKNOWN) or not isinstance(condition.kind, HISTORY):
        return finding
    units = ", ".join(each.unit for each in merged)
    noted = Text("lịch sử của {units} chưa được khai kế thừa", "the history of {units} was not declared to count")
    node, events = finding.node, tuple(each.event for each in merged)
    formula = joined(filter(None, (node.formula, noted.format({"units": units}))))
    return replace(finding, node=replace(node, formula=formula, events=(*node.events, *events)))


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
