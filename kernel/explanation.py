"""Why a value is what it is: a tree of values, formulas, sources and events that hashes the same at every replay."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

STANDS_IN = "lấy tạm cho thời kỳ trước; văn bản của thời kỳ này chưa tìm thấy"


@dataclass(frozen=True)
class Text:
    """One sentence in the two languages of the product: Vietnamese first, English beside it."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} · {self.en}"

    def format(self, facts: Mapping[str, object]) -> Text:
        """The sentence with its `{placeholders}` filled, each as `told` tells it in the sentence's language."""
        vi, en = ({name: told(fact, tongue) for name, fact in facts.items()} for tongue in ("vi", "en"))
        return Text(self.vi.format_map(vi), self.en.format_map(en))


def told(fact: object, tongue: str) -> object:
    """A fact as a sentence of that tongue tells it: by its words where it has some, a list by those of its members."""
    said = [getattr(getattr(each, "words", each), tongue, each) for each in listed(fact)]
    return said[0] if listed(fact) == (fact,) else ", ".join(map(str, said))


def listed(fact: object) -> Sequence[object]:
    """The members of a fact that is a list, in its order, those of a set by their tokens; any other, alone."""
    return fact if isinstance(fact, list | tuple) else sorted(fact, key=str) if isinstance(fact, frozenset) else (fact,)


class Worded(StrEnum):
    """A closed list whose members say what people call them: `CLOSED = "CLOSED", "đã khép lại", "closed"`."""

    words: Text

    def __new__(cls, value: str, vi: str = "", en: str = "") -> Self:
        """A member, known by its value alone wherever it is recorded."""
        member = str.__new__(cls, value)
        member._value_, member.words = value, Text(vi, en)
        return member


class Status(Worded):
    """How far a figure can be trusted: read in the text, taken from a like body's text, or still to be confirmed."""

    FOUND = "found", "đọc được trong văn bản", "found"
    ANALOGUE = "analogue", "theo văn bản tương tự", "analogue"
    UNVERIFIED = "unverified", "chưa xác minh", "unverified"


@dataclass(frozen=True)
class Source:
    """Where a rule or figure stands: document number, article, and how far that reading can be trusted."""

    document: str
    article: str = ""
    status: Status = Status.FOUND

    def __str__(self) -> str:
        return f"{self.document}, {self.article}" if self.article else self.document

    def as_dict(self) -> dict[str, str]:
        """As plain JSON values."""
        return {"document": self.document, "article": self.article, "status": self.status.value}

    @property
    def issued(self) -> date | None:
        """The day, or else the first day of the year, that the document's name says it is of."""
        if found := re.search(r"\b(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/([12]\d{3})\b", self.document):
            return date(int(found[3]), int(found[2]), 1) + timedelta(int(found[1]) - 1)
        return date(int(found[1]), 1, 1) if (found := re.search(r"(?:\d/|\()([12]\d{3})\b", self.document)) else None

    def on(self, day: date) -> Source:
        """What it is to a fact of that day: a document of later only stands in for one that was not found."""
        if self.status is not Status.FOUND or self.issued is None or self.issued <= day:
            return self
        return replace(self, article=", ".join(filter(None, (self.article, STANDS_IN))), status=Status.UNVERIFIED)


def dash(fact: object) -> object:
    """A fact as a sentence tells it; of what there is none, a dash."""
    return "—" if fact is None else fact


@dataclass(frozen=True)
class Explanation:
    """One node of a “why”: what the value is, what it was made of, by which formula, rule and article.

    `value` is the exact text of the value (a `Decimal` as written, never rounded for display).
    `events` are the ids (`kernel.aggregate.event_id`) of the recorded events that `value` was read from.
    """

    label: Text
    value: str = ""
    formula: str | Text = ""
    rounding: str | Text = ""
    source: Source | None = None
    rule_version: str = ""
    events: tuple[UUID, ...] = ()
    inputs: tuple[Explanation, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The tree as plain JSON values, empty members left out."""
        members: dict[str, Any] = {
            "label": {"vi": self.label.vi, "en": self.label.en},
            "value": self.value,
            "formula": told(self.formula, "vi"),
            "formula_en": self.formula.en if isinstance(self.formula, Text) else "",
            "rounding": vars(self.rounding) if isinstance(self.rounding, Text) else self.rounding,
            "source": self.source and self.source.as_dict(),
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
