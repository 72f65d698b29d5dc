"""What a rule tells when it refuses: which refusal, its facts, the input it concerns, and the source it cites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pytest

from kernel.explanation import Source
from kernel.refusals import Refusal

Ask = Callable[[], object] | partial[object]
"""A rule with its values, not asked yet."""


@dataclass(frozen=True)
class Told:
    """A refusal as a table of cases writes it; it cites its class's own source, or another one."""

    refusal: type[Refusal]
    facts: dict[str, object]
    fields: tuple[str, ...]
    ground: Source

    def citing(self, source: Source) -> Told:
        return replace(self, ground=source)


def of(refusal: type[Refusal], *fields: str, **facts: object) -> Told:
    return Told(refusal, facts, fields, refusal.source)


def by(ask: Ask) -> Told:
    with pytest.raises(Refusal) as refused:
        ask()
    return Told(type(refused.value), refused.value.facts, refused.value.fields, refused.value.ground)
