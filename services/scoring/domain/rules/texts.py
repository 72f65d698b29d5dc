"""Rules of what is written in a score table and of reasons."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum
from unicodedata import category

from services.scoring.domain.parameters import Formula
from services.scoring.domain.refusals.texts import UnseenCharacter
from services.scoring.domain.scheme import Scheme

UNSEEN = frozenset({"Cc", "Cf"})
"""Categories of Unicode: controls, and marks that steer the text without being seen."""

LINES = "\n\r\t"
"""What a text of several lines has, a name or a code not."""

LONG = ("evidence", "basis")
"""The members of a table that may have several lines."""


def nothing_unseen_is_in_a_table(scheme: Scheme) -> None:
    """House rule: no control or zero-width characters, by which two names differ that nobody can tell apart."""
    found = [(field, first) for field, text in _texts(scheme, "") if (first := _unseen(text, field.endswith(LONG)))]
    if found:
        _, (place, character) = found[0]
        raise UnseenCharacter(character=character, place=place, fields=tuple(field for field, _ in found))


def nothing_unseen_is_in_a_reason(reason: str, field: str = "reason") -> None:
    """House rule: what is told as a reason can be read by whoever sees it."""
    first = _unseen(reason, lines=True)
    if first is not None:
        raise UnseenCharacter(character=first[1], place=first[0], fields=(field,))


def unseen_in_evidence(source: str, note: str) -> UnseenCharacter | None:
    """House rule: a result's source and note are what one reads; the no to the first of them that is not, or None."""
    for field, text in (("source", source), ("note", note)):
        first = _unseen(text, lines=True)
        if first is not None:
            return UnseenCharacter(character=first[1], place=first[0], fields=(field,))
    return None


def _unseen(text: str, lines: bool) -> tuple[int, str] | None:
    """The first character that nobody sees: its place and its code point."""
    if text.isprintable():
        return None
    for place, character in enumerate(text.strip(), start=1):
        if category(character) in UNSEEN and not (lines and character in LINES):
            return place, f"U+{ord(character):04X}"
    return None


def _texts(value: object, at: str) -> Iterator[tuple[str, str]]:
    """Every text of a table with the member it stands in, as a client writes it."""
    if isinstance(value, Formula):
        yield from _texts(value.parameters, f"{at}.{value.kind.value.lower()}")
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from _texts(getattr(value, each.name), f"{at}.{each.name}" if at else each.name)
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _texts(each, f"{at}[{place}]")
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield at, value
