"""Transitional clauses (điều khoản chuyển tiếp): which rules a matter keeps that began under the rules before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.explanation import Source
from regulations.tables import Table
from regulations.values import day, flag


@dataclass(frozen=True)
class Transition:
    """What was received before a day goes on under the rules before; or not if the new are more favourable."""

    received_before: date
    unless_more_favourable: bool
    source: Source


def read_transition(entry: Table) -> Transition:
    """The table `[transition]` of a rulebook.toml."""
    return entry.done(
        Transition(entry.take("received_before", day), entry.take("unless_more_favourable", flag), entry.source())
    )
