"""Why a value is what it is: a tree of values, formulas, sources and events that hashes the same at every replay."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class Status(StrEnum):
    """How far a figure can be trusted: read in the text, taken from a like body's text, or still to be confirmed."""

    FOUND = "found"
    ANALOGUE = "analogue"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Source:
    """Where a rule or figure stands: document number, article, and how far that reading can be trusted."""

    document: str
    article: str = ""
    status: Status = Status.FOUND

    def __str__(self) -> str:
        return f"{self.document}, {self.article}" if self.article else self.document


@dataclass(frozen=True)
class Text:
    """One sentence in the two languages of the product: Vietnamese first, English beside it."""

    vi: str
    en: str

    def format(self, facts: Mapping[str, object]) -> Text:
        """The sentence with its `{placeholders}` filled."""
        return Text(self.vi.format_map(facts), self.en.format_map(facts))


@dataclass(frozen=True)
class Explanation:
    """One node of a “why”: what the value is, what it was made of, by which formula, rule and article.

    `value` is the exact text of the value (a `Decimal` as written, never rounded for display).
    `events` are the ids (`kernel.aggregate.event_id`) of the recorded events that `value` was read from.
    """

    label: Text
    value: str = ""
    formula: str = ""
    rounding: str = ""
    source: Source | None = None
    rule_version: str = ""
    events: tuple[UUID, ...] = ()
    inputs: tuple[Explanation, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The tree as plain JSON values, empty members left out."""
        source = self.source
        members: dict[str, Any] = {
            "label": {"vi": self.label.vi, "en": self.label.en},
            "value": self.value,
            "formula": self.formula,
            "rounding": self.rounding,
            "source": source
            and {"document": source.document, "article": source.article, "status": source.status.value},
            "rule_version": self.rule_version,
            "events": [str(event) for event in self.events],
            "inputs": [node.as_dict() for node in self.inputs],
        }
        return {name: member for name, member in members.items() if member}

    def digest(self) -> str:
        """SHA-256 (hex) over the canonical JSON of the tree: equal trees, equal digest, at every replay."""
        return canonical_digest(self.as_dict())

    def walk(self) -> Iterator[Explanation]:
        """This node and every node below it, depth first."""
        yield self
        for node in self.inputs:
            yield from node.walk()


def canonical_digest(value: object) -> str:
    """SHA-256 (hex) of a JSON value written one way only: keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
